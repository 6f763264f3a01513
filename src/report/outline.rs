//! The report for a strategist: what holds, what is weak and why, on whom much depends, what to do first.
//! Sentences, not decimals; as plain text and as Markdown.

use std::collections::BTreeMap;

use super::grammar::{count, list, number, of_hundred, points};
use super::sentence;
use super::sentences::{
    act_next, against_sentence, cohesion_word, connection_title, dial_sentences, keystone_sentence, next_step_sentence,
    strand_in_text,
};
use crate::analysis::{FullAnalysis, Suggestion, Why, common_ground};
use crate::model::{ActorId, Connection, ConnectionId, Document, Kind, Party, Stance, Strand, words};

/// Weak connections told in full; the rest is counted.
const TOLD: usize = 7;
/// New connections suggested in the report; all are in the JSON.
const SUGGESTED: usize = 3;
/// Connections that one owner can well look after.
const MAX_OWNED: usize = 5;

/// The report for a strategist, as plain text.
#[must_use]
pub fn text(document: &Document, analysis: &FullAnalysis) -> String {
    let mut text = format!("{}\n", title(document));
    for section in sections(document, analysis) {
        text.push_str(&format!("\n{}\n", section.title));
        for line in section.before {
            text.push_str(&format!("  {line}\n"));
        }
        for (at, line) in section.lines.iter().enumerate() {
            let mark = if section.numbered { format!("{}.", at + 1) } else { "-".to_owned() };
            text.push_str(&format!("  {mark} {line}\n"));
        }
        for line in section.after {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

/// The same as Markdown.
#[must_use]
pub fn markdown(document: &Document, analysis: &FullAnalysis) -> String {
    let mut text = format!("# {}\n", escaped(&title(document)));
    for section in sections(document, analysis) {
        text.push_str(&format!("\n## {}\n\n", section.title));
        let list = (1..).zip(&section.lines).map(|(at, line)| {
            let mark = if section.numbered { format!("{at}.") } else { "-".to_owned() };
            format!("{mark} {}\n", escaped(line))
        });
        let mut blocks: Vec<String> = section.before.iter().map(|line| escaped(line) + "\n").collect();
        blocks.extend(Some(list.collect::<String>()).filter(|list| !list.is_empty()));
        blocks.extend(section.after.iter().map(|line| escaped(line) + "\n"));
        text.push_str(&blocks.join("\n"));
    }
    text
}

/// Names come from people: no letter of theirs may turn into markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    escaped
}

fn title(document: &Document) -> String {
    let title = document.meta().title.trim();
    if title.is_empty() { "Untitled map".to_owned() } else { title.to_owned() }
}

#[derive(Default)]
struct Section {
    title: &'static str,
    numbered: bool,
    before: Vec<String>,
    lines: Vec<String>,
    after: Vec<String>,
}

fn sections(document: &Document, analysis: &FullAnalysis) -> [Section; 5] {
    [
        what_holds(document, analysis),
        what_is_weak(document, analysis),
        on_whom(document, analysis),
        what_first(document, analysis),
        Section {
            title: "How to read this",
            after: vec![
                "The ratings are the room's own. Strands can break together, so a scandal may cost more than a bad \
                 year. Nothing here predicts revenue; compare this map with itself over time, not with others."
                    .to_owned(),
            ],
            ..Section::default()
        },
    ]
}

fn what_holds(document: &Document, analysis: &FullAnalysis) -> Section {
    let base = &analysis.base;
    let [strength, cohesion, needs] = dial_sentences(base);
    let word = if base.counted < 2 { String::new() } else { format!(" That is {}.", cohesion_word(base)) };
    let mut lines = vec![
        format!("{}: {strength}", words::BRAND_STRENGTH),
        format!("{}: {cohesion}{word}", words::COHESION),
        format!("{}: {needs}", words::NEEDS_MET),
    ];
    lines.extend(strongest(document, analysis));
    lines.extend(kinds_of_strand(analysis));
    if base.components > 1 {
        lines.push(format!("The map is in {} pieces that nothing joins yet.", number(base.components)));
    }
    lines.extend(against_sentence(base));
    lines.extend(names_after("Not connected yet", base.parked.iter().map(|id| name(document, *id))));
    if !base.unrated.is_empty() {
        lines.push(format!("Not rated yet: {}.", count(base.unrated.len(), "connection")));
    }
    lines.extend(missing_kinds(document));
    Section { title: "What holds", lines, ..Section::default() }
}

fn strongest(document: &Document, analysis: &FullAnalysis) -> Option<String> {
    let mut order: Vec<(ConnectionId, u8)> =
        analysis.base.connections.iter().map(|(id, figures)| (*id, figures.points)).collect();
    order.retain(|(_, points)| *points >= 8);
    order.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    names_after("The strongest cords", order.into_iter().take(3).map(|(id, _)| connection_title(document, id)))
}

/// Which kind of strand carries the map, and what would be left if one kind broke everywhere at once.
fn kinds_of_strand(analysis: &FullAnalysis) -> Vec<String> {
    let base = &analysis.base;
    if base.strength.points == 0 || base.counted < 2 {
        return Vec::new();
    }
    let sums = base.strength.by_strand;
    let most = Strand::ALL.into_iter().rev().max_by_key(|strand| sums[strand.index()]);
    let least = Strand::ALL.into_iter().min_by_key(|strand| sums[strand.index()]);
    let worst = Strand::ALL.into_iter().min_by(|a, b| analysis.shock[a.index()].total_cmp(&analysis.shock[b.index()]));
    let mut lines = Vec::new();
    if let (Some(most), Some(least)) = (most, least)
        && sums[most.index()] > sums[least.index()]
    {
        let (most, least) = (strand_in_text(most), strand_in_text(least));
        lines.push(format!("Most of the strength lies in {most}, least in {least}."));
    }
    if let Some(worst) = worst {
        let left = of_hundred(analysis.shock[worst.index()]);
        let kind = strand_in_text(worst);
        lines.push(format!("If all {kind} broke at once, {left} of 100 pairs would be left in a bad year."));
    }
    lines
}

/// The widened customer: investors, media and communities are customers, too.
fn missing_kinds(document: &Document) -> Option<String> {
    if document.actors().len() == 0 {
        return None;
    }
    let kinds: [(&str, &[Kind]); 5] = [
        ("customers", &[Kind::Customer]),
        ("employees", &[Kind::Team, Kind::Role]),
        ("investors", &[Kind::Investor]),
        ("media", &[Kind::Media]),
        ("communities", &[Kind::Community, Kind::Society]),
    ];
    let missing = kinds
        .into_iter()
        .filter(|(_, kinds)| !document.actors().any(|(_, actor)| kinds.contains(&actor.kind)))
        .map(|(word, _)| word.to_owned());
    names_after("Nobody on the map yet", missing)
}

fn what_is_weak(document: &Document, analysis: &FullAnalysis) -> Section {
    let base = &analysis.base;
    let mut after = Vec::new();
    let lines: Vec<String> = (base.weak.iter().take(TOLD))
        .filter_map(|id| {
            let reasons = &base.connections.get(id)?.reasons;
            let sentences: Vec<String> = reasons.iter().map(|reason| sentence(document, base, *id, *reason)).collect();
            Some(format!("{}: {}", connection_title(document, *id), sentences.join(" ")))
        })
        .collect();
    after.extend(trade_alone(document));
    match base.weak.len() {
        0 => after.push("Nothing that is rated shows a weakness.".to_owned()),
        all if all > TOLD => after.push(format!("{} more could be stronger.", count_more(all - TOLD))),
        _ => {}
    }
    Section { title: "What is weak, and why", numbered: true, lines, after, ..Section::default() }
}

fn count_more(more: usize) -> String {
    let words = number(more);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// "Four of seven customer cords hang on give and take alone."
fn trade_alone(document: &Document) -> Option<String> {
    let is_customer = |id: ActorId| document.actor(id).is_some_and(|actor| actor.kind == Kind::Customer);
    let rated: Vec<&Connection> = (document.connections().map(|(_, connection)| connection))
        .filter(|c| c.stance == Stance::For && c.strands.is_complete() && (is_customer(c.a) || is_customer(c.b)))
        .collect();
    let trade = rated.iter().filter(|c| matches!(c.strands.counts(), [1..=5, 0, 0])).count();
    let verb = if trade == 1 { "hangs" } else { "hang" };
    let (some, all) = (count_more(trade), number(rated.len()));
    (trade > 0).then(|| format!("{some} of {all} customer cords {verb} on give and take alone."))
}

fn on_whom(document: &Document, analysis: &FullAnalysis) -> Section {
    let base = &analysis.base;
    let mut keystones: Vec<(ActorId, f64)> = base.actors.iter().map(|(id, figures)| (*id, figures.keystone)).collect();
    keystones.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut lines: Vec<String> =
        keystones.into_iter().filter_map(|(id, _)| keystone_sentence(document, base, id)).collect();
    lines.extend((base.lifelines.iter()).filter(|line| !line.cut.is_empty()).map(|line| {
        let cut = line.cut.iter().map(|id| connection_title(document, *id)).collect::<Vec<_>>();
        let verb = if cut.len() == 1 { "holds" } else { "hold" };
        let customer = name(document, line.customer);
        format!("Only {} {verb} {customer}: {}.", count(cut.len(), "connection"), list(&cut))
    }));
    lines.extend(busy_owners(document));
    let after = if lines.is_empty() { vec!["Nobody alone holds others together.".to_owned()] } else { Vec::new() };
    Section { title: "On whom much depends", lines, after, ..Section::default() }
}

/// Owners with more connections than one can well look after.
fn busy_owners(document: &Document) -> Vec<String> {
    let mut owned: BTreeMap<&str, usize> = BTreeMap::new();
    for owner in document.connections().filter_map(|(_, connection)| connection.owner.as_ref()) {
        let owner: &Party = owner;
        *owned.entry(document.party_name(owner)).or_default() += 1;
    }
    (owned.into_iter())
        .filter(|(owner, all)| *all > MAX_OWNED && !owner.trim().is_empty())
        .map(|(owner, all)| format!("{} are in the care of {owner} alone.", count_more_connections(all)))
        .collect()
}

fn count_more_connections(all: usize) -> String {
    format!("{} connections", count_more(all))
}

fn what_first(document: &Document, analysis: &FullAnalysis) -> Section {
    let base = &analysis.base;
    let lines: Vec<String> = (analysis.plan.iter())
        .map(|step| {
            let title = connection_title(document, step.connection);
            let first = next_step_sentence(document, step.connection).unwrap_or_default();
            format!("{title}: from {} to {}. First: {first}", step.from, points(u32::from(step.to)))
        })
        .collect();
    let mut after = Vec::new();
    if !analysis.plan.is_empty() {
        let gain: f64 = analysis.plan.iter().map(|step| step.actual_gain).sum();
        let (now, then) = (of_hundred(base.cohesion.percent), of_hundred(base.cohesion.percent + gain));
        after.push(format!("Together these steps would take {now} of 100 pairs to {then}."));
    }
    // What more than its gain speaks for is told first: people can do something with a reason.
    let mut suggestions: Vec<&Suggestion> = analysis.suggestions.iter().collect();
    suggestions.sort_by_key(|pair| pair.why == Why::Gain);
    after.extend((suggestions.into_iter().take(SUGGESTED)).map(|pair| suggestion(document, pair)));
    let before: Vec<String> = act_next(document, base).into_iter().collect();
    if before.is_empty() && lines.is_empty() && after.is_empty() {
        after.push("Rate what matters most, and this list will begin.".to_owned());
    }
    Section { title: "What to do first", numbered: true, before, lines, after }
}

fn suggestion(document: &Document, pair: &Suggestion) -> String {
    let why = match pair.why {
        Why::Rule => by_rule(document, pair).to_owned(),
        Why::Triangle => "they have good friends in common".to_owned(),
        Why::Gain => "it would join much that is apart".to_owned(),
        Why::Untapped => {
            let values = common_ground(document, pair.a, pair.b);
            let names: Vec<&str> =
                values.iter().filter_map(|id| document.value(*id)).map(|value| value.name.as_str()).collect();
            format!("both stand for {}", list(&names))
        }
    };
    format!("Worth a line: {} and {}; {why}.", name(document, pair.a), name(document, pair.b))
}

/// What each rule is for.
fn by_rule(document: &Document, pair: &Suggestion) -> &'static str {
    let ends = || [pair.a, pair.b].into_iter().filter_map(|id| document.actor(id));
    let tagged = |tag: &str| ends().any(|actor| actor.tags.iter().any(|word| word.eq_ignore_ascii_case(tag)));
    if !ends().any(|actor| actor.kind == Kind::Customer) {
        "nothing joins their groups yet"
    } else if tagged("leadership") {
        "leaders should meet every kind of customer"
    } else if tagged("product") {
        "who makes it should know who uses it"
    } else {
        "nobody inside is trusted there yet"
    }
}

fn name(document: &Document, actor: ActorId) -> String {
    document.actor(actor).map_or_else(String::new, |actor| actor.name.clone())
}

fn names_after(lead: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| format!("{lead}: {}.", list(&names)))
}
