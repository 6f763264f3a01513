//! Words and JSON about the numbers.

use serde_json::Value as Json;
use threestrand::analysis::{Analysis, Options, Reason, analyze, best_chain, full, signs, whatif};
use threestrand::model::{
    Action, Actor, ActorChange, ActorId, Answer, Attachment, Connection, ConnectionChange, ConnectionId, Date,
    Document, Edit, Effort, Kind, Kpi, Level, MetaChange, Party, Selection, Strand, Strands,
};
use threestrand::report::{self, Topic};

use crate::oracles::map;

pub(super) fn analyzed(name: &str) -> (Document, Analysis) {
    let document = map(name);
    let analysis = analyze(&document, &Options::default());
    (document, analysis)
}

fn connection(document: &Document, key: &str) -> ConnectionId {
    document.connections().find(|(_, connection)| connection.key == key).unwrap().0
}

#[track_caller]
fn says(name: &str, key: &str, reason: Reason, expected: &str) {
    let (document, analysis) = analyzed(name);
    let id = connection(&document, key);
    assert!(analysis.connections[&id].reasons.contains(&reason), "{key} is not {}", reason.code());
    assert_eq!(report::sentence(&document, &analysis, id, reason), expected);
}

#[test]
fn every_reason_reads_as_plain_english() {
    says("o1_cord", "A--B", Reason::BelowNeed, "Should hold 6, holds 5.");
    says("o1_cord", "A--B", Reason::SingleStrand, "Only give and take: no trust, no shared values yet.");
    says("o1_cord", "A--B", Reason::OneSided, "More goes from A to B than comes back yet.");
    let bridge = "Nothing else joins these two sides, and it would hold in 27 of 100 bad years.";
    says("o3_silos", "C--D", Reason::FragileBridge, bridge);
    says("coffee", "web--subs", Reason::Lifeline, "Only one connection holds Subscribers.");
    says("coffee", "driver--offices", Reason::Lifeline, "Only two connections hold Office accounts.");
    says("coffee", "owner--web", Reason::Unowned, "Nobody looks after this yet.");
    says("coffee", "owner--web", Reason::Unmeasured, "Nothing would show how strong this is yet.");
    let ours = "Measured by invoices, which is our number, not theirs.";
    says("coffee", "owner--offices", Reason::Unmeasured, ours);
    says("telecom", "callco--fam", Reason::Contested, "We say 10 points, they say 1.");
    says("coffee", "owner--web", Reason::Fading, "Losing strength on something the promise needs.");
    says("coffee", "owner--coop", Reason::Missing, "The promise needs this, and nothing is there yet.");
    let untapped = "Both stand for craft; nothing is built on it yet.";
    says("coffee", "roast--cafes", Reason::Untapped, untapped);
}

#[test]
fn what_is_not_rated_yet_may_hold_more() {
    let (mut document, _) = analyzed("o1_cord");
    let id = connection(&document, "A--B");
    let _ = document.apply(Edit::Connection(id, ConnectionChange::Strand(Strand::Values, None))).unwrap();
    let analysis = analyze(&document, &Options::default());
    assert_eq!(report::sentence(&document, &analysis, id, Reason::BelowNeed), "Should hold 6, holds 5 so far.");
    let away = Selection { connections: [id].into(), ..Selection::default() };
    let loss = whatif(&document, &away, &Options::default());
    let said = report::whatif_sentences(&document, &analysis, &away, &loss).remove(0);
    assert!(said.contains(", at least 0 of 100 pairs would still reach each other"), "{said}");
}

#[test]
fn dials_read_as_a_room_would_say() {
    let (_, analysis) = analyzed("telecom");
    let sentences = [
        "128 strands, average 2.1.",
        "In a bad year, 45 of 100 pairs here would still reach each other.",
        "57 of 100 points that the important connections call for.",
    ];
    assert_eq!(report::dial_sentences(&analysis), sentences);
    assert_eq!(report::cohesion_word(&analysis), "thin");
    let empty = analyze(&Document::new("empty".to_owned()), &Options::default());
    assert_eq!(
        report::dial_sentences(&empty),
        ["Nothing is connected yet.", "Nothing is connected yet.", "No needs set."]
    );
}

#[test]
fn the_next_step_names_the_lowest_strand() {
    let (document, analysis) = analyzed("telecom");
    assert_eq!(
        report::act_next(&document, &analysis, None).unwrap().1,
        "Weakest: Executive team – Families on bundles. Trust from 0 (don't know us) to 2 (deal politely)."
    );
}

/// Every key of an object, in the order of the file.
#[track_caller]
fn keys(of: &Json, expected: &str) {
    let mut expected: Vec<&str> = expected.split(' ').collect();
    expected.sort_unstable();
    let mut found: Vec<&str> = of.as_object().unwrap().keys().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn json_has_exactly_the_promised_keys() {
    let document = map("telecom");
    let text = report::json(&document, &full(&document, &Options::default()));
    assert!(text.starts_with("{\n  \"brand_strength\": {\n    \"points\": 270,\n    \"threads\": 128,"));
    let json: Json = serde_json::from_str(&text).unwrap();
    keys(
        &json,
        "brand_strength cohesion needs_met shock perspectives forecast connections actors groups group_matrix bridges \
         lifelines components suggestions against parked plan reciprocity signs secrets",
    );
    keys(&json["brand_strength"], "points threads mean");
    keys(&json["cohesion"], "percent standard_error samples exact");
    keys(&json["needs_met"], "percent met asked short");
    keys(&json["shock"], "exchange relationship values");
    keys(&json["perspectives"], "company other cautious");
    keys(&json["forecast"], "strength cohesion");
    let connection = "id a b points hold need shortfall reasons birnbaum one_step one_step_error to_need to_need_error \
                      loss loss_error irreplaceability";
    keys(&json["connections"][0], connection);
    keys(&json["actors"][0], "id keystone cut_actor degree points");
    keys(&json["groups"][0], "name e_i e_i_chance");
    keys(&json["group_matrix"], "groups points linked");
    keys(&json["lifelines"][0], "customer points cut");
    keys(&json["suggestions"][0], "a b why gain");
    keys(&json["against"], "points connections");
    keys(&json["plan"][0], "connection from to predicted_gain actual_gain");
    keys(&json["signs"][0], "sign rule answer connections");
    keys(&json["secrets"][0], "customer knots missing");
    assert_eq!(json["signs"].as_array().unwrap().len(), 7);
    assert_eq!(json["connections"].as_array().unwrap().len(), 69);
    assert!(json["suggestions"].as_array().unwrap().len() <= 20);
    assert_eq!(json["connections"][0]["id"], "exec--mkt");
}

#[test]
fn the_answer_of_the_room_stands_beside_the_rule() {
    let mut document = map("coffee");
    document.apply(Edit::Meta(MetaChange::Sign(2, Some(Answer::Partly)))).map(|_| ()).unwrap();
    let text = report::json(&document, &full(&document, &Options::default()));
    let json: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(json["signs"][1]["answer"], "partly");
    assert_eq!(json["signs"][0]["answer"], Json::Null);
}

#[test]
fn the_report_goes_from_what_holds_to_what_to_do() {
    let document = map("coffee");
    let analysis = full(&document, &Options::default());
    for words in [report::text(&document, &analysis), report::markdown(&document, &analysis)] {
        let chapters = ["What holds", "What is weak, and why", "On whom much depends", "What would hold most together"];
        let places: Vec<usize> = chapters.iter().map(|chapter| words.find(chapter).unwrap()).collect();
        assert!(places.is_sorted());
        assert!(words.contains("Much depends on Mia, head barista"));
        assert!(words.contains("Most to gain: Subscribers – Tom, head roaster"));
        assert!(words.lines().all(|line| !line.ends_with(' ')));
    }
}

#[test]
fn names_never_turn_into_markup() {
    let mut document = map("o1_cord");
    let (first, _) = document.actors().next().unwrap();
    let name = ActorChange::Name("*B* <script> #1\n# Hello".to_owned());
    document.apply(Edit::Actor(first, name)).map(|_| ()).unwrap();
    let words = report::markdown(&document, &full(&document, &Options::default()));
    assert!(words.contains(r"\*B\* \<script\> \#1 \# Hello"));
    assert!(!words.contains("\n# Hello"));
}

#[test]
fn chosen_steps_come_home_as_csv_and_markdown() {
    let mut document = map("o1_cord");
    let (id, record) = document.connections().find(|(_, connection)| connection.key == "A--B").unwrap();
    let from = record.strands;
    let action = Action {
        key: "first".to_owned(),
        connection: id,
        from,
        to: from.with(Strand::Relationship, Level::new(2)),
        owner: Some(Party::Name("Jo".to_owned())),
        due: Date::parse("2026-12-01"),
        first_thing: "=Call, \"B\"".to_owned(),
        effort: Some(Effort::Small),
        evidence: "They call back".to_owned(),
        extra: Vec::new(),
    };
    let later = Action { key: "later".to_owned(), due: None, owner: None, effort: None, ..action.clone() };
    for action in [later, action] {
        document.apply(Edit::AddAttachment(Box::new(Attachment::Action(action)))).map(|_| ()).unwrap();
    }
    let csv = report::actions_csv(&document);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "Connection,Step,First thing on Monday,Who,By when,Effort,What would show it,Points");
    let cells = "A – B,Trust from 0 to 2,\"'=Call, \"\"B\"\"\",Jo,2026-12-01,Days,They call back,5 to 7";
    assert_eq!(rows[2], cells, "nothing a spreadsheet would run");
    let list = report::actions_markdown(&document);
    let lines: Vec<&str> = list.lines().filter(|line| line.starts_with("- [ ]")).collect();
    let first = "- [ ] A – B: trust from 0 to 2. First thing on Monday: =Call, \"B\". Jo, by 1 December 2026. Days of \
                 work. It shows in: They call back.";
    assert_eq!(lines[0], first, "the soonest first");
    assert!(lines[1].contains("Nobody's yet."));
    let none = map("o2_tail");
    assert_eq!(report::actions_csv(&none).lines().count(), 1);
    assert!(report::actions_markdown(&none).contains("Nothing has been taken on yet."));
}

const EXAMPLES: [&str; 6] = ["coffee", "cosmetics", "hospital", "software", "telecom", "university"];

fn example(name: &str) -> Document {
    let path = format!("{}/examples/{name}.strand", env!("CARGO_MANIFEST_DIR"));
    threestrand::formats::read(&path, &std::fs::read(&path).unwrap(), 0).unwrap().document
}

#[test]
fn no_sentence_needs_graph_theory() {
    const TERMS: [&str; 14] = [
        "cohesion",
        "birnbaum",
        "keystone",
        "node",
        "edge",
        "graph",
        "bridge",
        "cut actor",
        "sample",
        "resistance",
        "standard error",
        "percent",
        "matrix",
        "untapped",
    ];
    for name in EXAMPLES {
        let document = example(name);
        let options = Options { samples: Some(500), today: Date::parse("2026-11-25") };
        let analysis = full(&document, &options);
        let names: Vec<&str> = document.actors().map(|(_, actor)| actor.name.as_str()).collect();
        for section in report::sections(&document, &analysis.base, Some(&analysis)) {
            assert!(section.meaning.ends_with('.') && !section.title.is_empty());
            for finding in section.lead.iter().chain(&section.findings) {
                let mut line = finding.line();
                assert!(line.ends_with(['.', ':']), "{name}: {line}");
                assert!(!line.contains("  ") && !line.contains(".."), "{name}: {line}");
                names.iter().for_each(|name| line = line.replace(name, ""));
                let lower = format!(" {}", line.to_lowercase());
                assert!(TERMS.iter().all(|term| !lower.contains(&format!(" {term}"))), "{name}: {line}");
                assert_eq!(finding.targets.clone().existing(&document), finding.targets);
            }
        }
    }
}

#[test]
fn what_was_found_on_an_older_map_is_told_only_of_what_is_left() {
    let document = map("coffee");
    let analysis = full(&document, &Options::default());
    let mut fewer = document.clone();
    let gone = Selection { connections: [analysis.base.weak[0]].into(), ..Selection::default() };
    fewer.apply(Edit::Delete(gone)).map(|_| ()).unwrap();
    let base = analyze(&fewer, &Options::default());
    for section in report::sections(&fewer, &base, Some(&analysis)) {
        for finding in section.lead.iter().chain(&section.findings) {
            assert_eq!(finding.targets.clone().existing(&fewer), finding.targets);
        }
    }
}

#[test]
fn one_loss_is_one_number_wherever_it_is_told() {
    let (document, analysis) = analyzed("coffee");
    for (id, _) in document.connections() {
        let removed = Selection { connections: [id].into(), ..Selection::default() };
        let found = whatif(&document, &removed, &Options::default());
        let told = &report::whatif_sentences(&document, &analysis, &removed, &found)[0];
        let figures = report::connection_figures(&document, &analysis, None, id);
        let Some(card) = figures.iter().find(|figure| figure.name == "If it were lost") else { continue };
        // Both are estimates on this map, of the same pairs.
        let about: u32 = card.value.trim_start_matches("about ").parse().unwrap_or(0);
        let fewer = told.rsplit(": ").next().unwrap().split(' ').next().unwrap().parse().unwrap_or(0);
        assert!(about.abs_diff(fewer) <= 1, "{told} {card:?}");
        assert!(card.value.starts_with(if about == 0 { "hardly any" } else { "about " }), "{card:?}");
    }
    let actor = document.actors().find(|(_, actor)| actor.name == "Mia, head barista").unwrap().0;
    let removed = Selection { actors: [actor].into(), ..Selection::default() };
    let found = whatif(&document, &removed, &Options::default());
    let told = report::whatif_sentences(&document, &analysis, &removed, &found);
    assert!(told[1].contains("also those of Mia"), "whose pairs are counted is said: {told:?}");
    let keystone = report::keystone_sentence(&document, &analysis, actor).unwrap();
    assert!(keystone.contains("among the others"), "the other count is called another: {keystone}");
}

#[test]
fn slide_and_report_count_the_same_connections_on_trade_alone() {
    let (mut document, analysis) = analyzed("telecom");
    let lead = |document: &Document| {
        let section = report::section(Topic::Weak, document, &analysis, None).unwrap();
        section.lead[0].words.clone()
    };
    assert_eq!(lead(&document), "Twelve of 22 customer connections hang on give and take alone.");
    assert_eq!(format!("{}.", report::headline(&document, &analysis)), lead(&document));
    // Rated in one strand it may hang on more than that.
    let customer = |id| document.actor(id).unwrap().kind == Kind::Customer;
    let alone = |c: &Connection| customer(c.b) && c.strands.counts()[1..] == [0, 0];
    let id = document.connections().find(|(_, c)| alone(c)).unwrap().0;
    let _ = document.apply(Edit::Connection(id, ConnectionChange::Strand(Strand::Values, None))).unwrap();
    assert_eq!(format!("{}.", report::headline(&document, &analysis)), lead(&document));
}

#[test]
fn what_can_be_lost_lightly_is_never_called_irreplaceable_beside_it() {
    for name in EXAMPLES {
        let document = example(name);
        let analysis = full(&document, &Options { samples: Some(500), today: None });
        for (id, _) in document.connections() {
            let figures = report::connection_figures(&document, &analysis.base, Some(&analysis), id);
            assert!(!figures.iter().any(|figure| figure.name == "If it were lost" && figure.value == "0"));
            let Some(others) = figures.iter().find(|figure| figure.name == "Other ways round") else { continue };
            let is_only = analysis.irreplaceability[&id].is_some_and(|share| share > 1.0 - 1.0e-9);
            assert_eq!(others.value == "none yet", is_only, "{name}: {others:?}");
        }
    }
}

#[test]
fn a_group_is_measured_by_what_its_verdict_goes_by() {
    for name in EXAMPLES {
        let document = example(name);
        let analysis = full(&document, &Options { samples: Some(500), today: None });
        let Some(section) = report::section(Topic::Groups, &document, &analysis.base, Some(&analysis)) else {
            continue;
        };
        for finding in &section.findings {
            let below = finding.figure.strip_suffix(" below even").map_or(0, |points| points.parse().unwrap());
            if finding.words.starts_with("Keeps to itself.") {
                assert!(below >= 12, "{name}: {finding:?}");
            } else if finding.words.starts_with("Is open.") {
                assert!(below <= 13, "{name}: {finding:?}");
            }
        }
    }
}

#[test]
fn what_is_named_before_an_order_of_repairs_is_its_first() {
    for name in EXAMPLES {
        let document = example(name);
        let analysis = full(&document, &Options { samples: Some(500), today: None });
        let section = report::section(Topic::First, &document, &analysis.base, Some(&analysis)).unwrap();
        let (first, words) = report::act_next(&document, &analysis.base, Some(&analysis)).unwrap();
        assert_eq!(section.findings[0].targets.connections.first(), Some(&first), "{name}");
        assert_eq!(section.lead[0].words, words);
        assert!(section.lead[1].words.contains("with those before it done"), "{name}: gains need not fall");
    }
}

#[test]
fn what_is_strong_and_nobodys_is_not_among_the_weak() {
    let mut document = Document::new("d".to_owned());
    let mut edits: Vec<Edit> = ["a", "b", "c"]
        .map(|key| {
            let actor = Actor { key: key.to_owned(), name: key.to_owned(), ..Actor::default() };
            Edit::AddActor(Box::new(actor), None)
        })
        .into();
    for (key, a, b, level) in [("x", 0, 1, 5), ("y", 1, 2, 5), ("z", 0, 2, 2)] {
        let mut cord = Connection::new(key.to_owned(), ActorId(a), ActorId(b));
        cord.strands = Strands::rated(level, level, level).unwrap();
        cord.need = Level::new(4);
        edits.push(Edit::AddConnection(Box::new(cord)));
    }
    document.apply(Edit::All(edits)).map(|_| ()).unwrap();
    let analysis = analyze(&document, &Options::default());
    let [x, y, z] = document.connections().map(|(id, _)| id).collect::<Vec<_>>()[..] else { panic!("three") };
    assert_eq!(analysis.weak, [z], "two points short; the others hold 15 of 15");
    assert_eq!(analysis.connections[&x].reasons, [Reason::Unowned, Reason::Unmeasured], "that is still said");
    let section = report::section(Topic::Weak, &document, &analysis, None).unwrap();
    let told = section.lead.last().unwrap();
    assert!(told.words.starts_with("Two others are strong enough") && told.targets.connections == [x, y].into());
}

#[test]
fn signs_are_not_read_from_fields_that_nobody_filled_in() {
    let mut document = Document::new("d".to_owned());
    let actor = |key: &str, kind, tags: &[&str]| {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let actor = Actor { key: key.to_owned(), name: key.to_owned(), kind, tags, ..Actor::default() };
        Edit::AddActor(Box::new(actor), None)
    };
    let mut edits = vec![actor("us", Kind::Team, &["marketing", "leadership"])];
    edits.extend(["a", "b"].map(|key| actor(key, Kind::Customer, &[])));
    document.apply(Edit::All(edits)).map(|_| ()).unwrap();
    for (key, end) in [("x", 1), ("y", 2)] {
        let mut cord = Connection::new(key.to_owned(), ActorId(0), ActorId(end));
        cord.need = Level::new(4);
        cord.strands = cord.strands.with(Strand::Exchange, Level::new(3));
        document.apply(Edit::AddConnection(Box::new(cord))).map(|_| ()).unwrap();
    }
    let found = |document: &Document| -> Vec<&str> { signs(document).iter().map(|sign| sign.finding.code()).collect() };
    assert_eq!(found(&document), ["unknown"; 7]);
    let first = document.connections().next().unwrap().0;
    document.apply(Edit::Connection(first, ConnectionChange::Kpi(Some(Kpi::Internal)))).map(|_| ()).unwrap();
    assert_eq!(found(&document)[3], "yes", "one answer, and the room uses the field");
}

#[test]
fn the_report_has_the_plan_and_a_doer_is_not_nobody() {
    let mut document = example("coffee");
    let base = analyze(&document, &Options { samples: Some(500), today: None });
    let unowned = |id: &&ConnectionId| base.connections[*id].reasons.contains(&Reason::Unowned);
    let id = *base.connections.keys().find(unowned).unwrap();
    let strands = document.connection(id).unwrap().strands;
    let action = Action {
        key: "first".to_owned(),
        connection: id,
        from: strands,
        to: strands.with(Strand::Relationship, Level::new(5)),
        owner: Some(Party::Name("Jo".to_owned())),
        due: Date::parse("2026-12-01"),
        first_thing: "Call them".to_owned(),
        effort: Some(Effort::Medium),
        evidence: String::new(),
        extra: Vec::new(),
    };
    document.apply(Edit::AddAttachment(Box::new(Attachment::Action(action)))).map(|_| ()).unwrap();
    let words = report::markdown(&document, &full(&document, &Options { samples: Some(500), today: None }));
    assert!(words.contains("## What we take on"));
    assert!(words.contains("Call them. Jo, by 1 December 2026. Weeks of work."));
    let said = report::sentence(&document, &base, id, Reason::Unowned);
    assert_eq!(said, "Jo takes the first step; nobody looks after it for good yet.");
    let care = report::section(Topic::Care, &document, &base, None).unwrap();
    let told = care.findings.iter().find(|finding| finding.targets.connections.contains(&id)).unwrap();
    assert!(told.words.ends_with(&said), "{told:?}");
}

#[test]
fn a_map_without_a_line_shows_no_numbers() {
    let mut document = Document::new("d".to_owned());
    for key in ["a", "b"] {
        let actor = Actor { key: key.to_owned(), name: key.to_owned(), ..Actor::default() };
        document.apply(Edit::AddActor(Box::new(actor), None)).map(|_| ()).unwrap();
    }
    let base = analyze(&document, &Options::default());
    assert_eq!(report::dial_sentences(&base)[..2], ["Nothing is connected yet.", "Nothing is connected yet."]);
    let holds = report::section(Topic::Holds, &document, &base, None).unwrap();
    assert!(holds.findings.is_empty() && holds.lead[0].words.starts_with("Nothing is connected yet"));
    let cord = Connection::new("x".to_owned(), ActorId(0), ActorId(1));
    document.apply(Edit::AddConnection(Box::new(cord))).map(|_| ()).unwrap();
    let base = analyze(&document, &Options::default());
    let figures = report::actor_figures(&document, &base, ActorId(0));
    assert_eq!(
        (figures[0].value.as_str(), figures[0].sentence.as_str()),
        ("1", "a has one connection, not rated yet.")
    );
}

#[test]
fn a_loss_is_told_with_who_is_cut_off() {
    let (document, analysis) = analyzed("coffee");
    let actor = |name: &str| document.actors().find(|(_, actor)| actor.key == name).unwrap().0;
    let removed = Selection { actors: [actor("web")].into(), ..Selection::default() };
    let found = whatif(&document, &removed, &Options::default());
    let words = report::whatif_sentences(&document, &analysis, &removed, &found);
    assert!(words[0].starts_with("Without Web shop and letters, "), "{words:?}");
    assert_eq!(words.last().unwrap(), "Cut off: Subscribers.");
    let chain = best_chain(&document, actor("owner"), actor("subs"));
    let way = report::chain_sentence(&document, actor("owner"), actor("subs"), chain.as_ref());
    assert!(way.starts_with("The surest way from Ana, owner to Subscribers goes by "), "{way}");
}

#[test]
fn every_number_has_its_sentence() {
    for name in EXAMPLES {
        let document = example(name);
        let analysis = full(&document, &Options { samples: Some(500), ..Options::default() });
        let base = &analysis.base;
        let of_connections =
            document.connections().map(|(id, _)| report::connection_figures(&document, base, Some(&analysis), id));
        let of_actors = document.actors().map(|(id, _)| report::actor_figures(&document, base, id));
        for figures in of_connections.chain(of_actors) {
            assert!(figures.len() >= 2);
            assert!(
                figures.iter().all(|f| !f.value.is_empty() && f.sentence.ends_with('.') && !f.sentence.contains("NaN"))
            );
        }
    }
}

#[test]
fn a_map_that_nobody_rated_is_not_called_fragile() {
    let mut document = Document::new("d".to_owned());
    for key in ["a", "b", "c"] {
        let actor = Actor { key: key.to_owned(), name: key.to_uppercase(), ..Actor::default() };
        document.apply(Edit::AddActor(Box::new(actor), None)).map(|_| ()).unwrap();
    }
    let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
    for (key, end) in [("ab", ids[1]), ("ac", ids[2])] {
        let mut connection = Connection::new(key.to_owned(), ids[0], end);
        connection.need = Level::new(4);
        document.apply(Edit::AddConnection(Box::new(connection))).map(|_| ()).unwrap();
    }
    let text = report::text(&document, &full(&document, &Options::default()));
    assert!(text.contains("Holds together: Nothing is rated yet.\n"), "{text}");
    assert!(text.contains("Nothing is rated yet. What matters calls for 16 points."), "{text}");
    assert!(!text.contains("fragile") && !text.contains("at least 0"), "{text}");
}

#[test]
fn what_nobody_rated_yet_is_never_said_to_be_missing() {
    let mut document = Document::new("d".to_owned());
    for (key, kind) in [("a", Kind::Team), ("b", Kind::Team), ("c", Kind::Customer)] {
        let actor = Actor { key: key.to_owned(), name: key.to_uppercase(), kind, ..Actor::default() };
        document.apply(Edit::AddActor(Box::new(actor), None)).map(|_| ()).unwrap();
    }
    let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
    let rated = |level| Strands(Strand::ALL.map(|_| Level::new(level)));
    let cords = [("ac", 0, 2, rated(1)), ("ab", 0, 1, Strands::UNRATED), ("bc", 1, 2, Strands::UNRATED)];
    for (key, a, b, strands) in cords {
        let connection = Connection { strands, ..Connection::new(key.to_owned(), ids[a], ids[b]) };
        document.apply(Edit::AddConnection(Box::new(connection))).map(|_| ()).unwrap();
    }
    let said = |document: &Document| {
        let base = analyze(document, &Options::default());
        let reasons = base.connections[&connection(document, "ac")].reasons.clone();
        let hangs = reasons.contains(&Reason::FragileBridge) && reasons.contains(&Reason::Lifeline);
        (hangs, base.pieces, report::headline(document, &base).contains("on a single connection"))
    };
    assert_eq!(said(&document), (false, 1, false), "what was drawn may hold");
    for key in ["ab", "bc"] {
        let id = connection(&document, key);
        for strand in Strand::ALL {
            let change = ConnectionChange::Strand(strand, Level::new(0));
            document.apply(Edit::Connection(id, change)).map(|_| ()).unwrap();
        }
    }
    assert_eq!(said(&document), (true, 2, true), "there is nothing, and the room said so");
}

#[test]
fn a_map_that_was_opened_with_nothing_rated_tells_no_change() {
    use threestrand::report::change_sentence;
    assert_eq!(change_sentence(0, 159), "", "that would be the total, in another unit than the dial");
    assert_eq!(change_sentence(100, 112), "+12 points since the map was opened");
}
