//! What the numbers promise of any map: random maps with kept seeds, and maps odd on purpose.

use std::collections::BTreeSet;

use threestrand::analysis::{
    Analysis, COMPANY, OTHER, Options, Why, analyze, best_chain, cautious, full, full_aside, gaps, num_tied, seen_by,
    whatif, without, years,
};
use threestrand::geom::SplitMix64;
use threestrand::model::{
    Actor, ActorChange, ActorId, Attachment, Connection, ConnectionChange, ConnectionId, CustomKind, Document, Edit,
    Flow, Kind, Level, MetaChange, PerspectiveRating, Selection, Stance, Strand, Strands, Trend,
};
use threestrand::report;

use crate::oracles::map;

const SEEDS: std::ops::Range<u64> = 0..12;

/// A map of up to `actors` actors and `connections` connections, in all colors.
fn random_map(seed: u64, actors: usize, connections: usize) -> Document {
    let mut random = SplitMix64::new(seed);
    let mut document = Document::new(format!("random {seed}"));
    for at in 0..actors {
        let kind = Kind::ALL[random.below(Kind::ALL.len())].clone();
        let group = ["", "a", "b", "c"][random.below(4)].to_owned();
        add_actor(&mut document, Actor { key: format!("a{at}"), kind, group, ..Actor::default() });
    }
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    let mut pairs = BTreeSet::new();
    for at in 0..connections {
        let (a, b) = (random.below(actors), random.below(actors));
        if a == b || !pairs.insert((a.min(b), a.max(b))) {
            continue;
        }
        let mut connection = Connection::new(format!("c{at}"), ids[a], ids[b]);
        let level = |random: &mut SplitMix64| Level::new(random.below(8) as u8);
        connection.strands = Strands([(); 3].map(|()| level(&mut random)));
        connection.need = level(&mut random);
        connection.flow = Flow { ab: level(&mut random), ba: level(&mut random) };
        for side in [COMPANY, OTHER] {
            if random.below(3) == 0 {
                let strands = Strands([(); 3].map(|()| level(&mut random)));
                connection.ratings.insert(side.to_owned(), PerspectiveRating { strands, ..Default::default() });
            }
        }
        connection.trend = [None, Some(Trend::Fading), Some(Trend::Growing)][random.below(3)];
        if random.below(10) == 0 {
            connection.stance = Stance::Against;
        }
        edit(&mut document, Edit::AddConnection(Box::new(connection)));
    }
    document
}

fn add_actor(document: &mut Document, actor: Actor) {
    edit(document, Edit::AddActor(Box::new(actor), None));
}

fn edit(document: &mut Document, edit: Edit) {
    document.apply(edit).map(|_| ()).unwrap();
}

/// Both ways of finding Cohesion: few connections are enumerated, many are sampled.
fn maps() -> impl Iterator<Item = Document> {
    SEEDS.flat_map(|seed| [random_map(seed, 7, 14), random_map(seed, 14, 40)])
}

fn quick(document: &Document) -> Analysis {
    analyze(document, &Options { samples: Some(400), ..Options::default() })
}

#[track_caller]
fn check_finite(analysis: &Analysis) {
    let cohesion = analysis.cohesion;
    assert!((0.0..=100.0).contains(&cohesion.percent), "{cohesion:?}");
    assert!(cohesion.percent < 100.0 || !cohesion.exact, "{cohesion:?}");
    assert!(cohesion.standard_error.is_finite() && analysis.strength.mean.is_finite());
    for figures in analysis.connections.values() {
        let numbers = [figures.hold, figures.birnbaum, figures.one_step, figures.to_need, figures.loss];
        assert!(numbers.iter().all(|number| (0.0..=100.0).contains(number)), "{figures:?}");
    }
    assert!(analysis.actors.values().all(|figures| (0.0..=100.0).contains(&figures.keystone)));
    let cells = analysis.linked.iter().flatten().flatten();
    assert!(cells.into_iter().all(|cell| (0.0..=100.000_001).contains(cell)));
}

#[test]
fn raising_a_strand_never_lowers_a_dial() {
    for document in maps() {
        let before = quick(&document);
        let ids: Vec<ConnectionId> = document.connections().map(|(id, _)| id).collect();
        for id in ids {
            let connection = document.connection(id).unwrap();
            let lowest = Strand::ALL.into_iter().min_by_key(|strand| connection.strands.get(*strand)).unwrap();
            let level = Level::clamped(connection.strands.get(lowest).map_or(0, Level::get) + 1);
            let mut raised = document.clone();
            edit(&mut raised, Edit::Connection(id, ConnectionChange::Strand(lowest, Some(level))));
            let after = quick(&raised);
            assert!(after.strength.points >= before.strength.points);
            assert!(after.needs.percent >= before.needs.percent);
            // From 16 to 17 connections the way of counting changes; within one way nothing is lost.
            if after.cohesion.exact == before.cohesion.exact {
                let rounding = if after.cohesion.exact { 1e-9 } else { 0.0 };
                assert!(after.cohesion.percent >= before.cohesion.percent - rounding);
            }
        }
    }
}

#[test]
fn a_new_connection_never_lowers_a_dial() {
    for document in maps() {
        let before = quick(&document);
        let joined: Vec<ActorId> =
            document.actors().map(|(id, _)| id).filter(|id| !before.parked.contains(id)).collect();
        for (at, a) in joined.iter().enumerate() {
            for b in joined[..at].iter().filter(|b| document.between(*a, **b).is_none()) {
                let mut more = document.clone();
                let mut connection = Connection::new("new".to_owned(), *a, *b);
                connection.strands = Strands::rated(2, 1, 0).unwrap();
                edit(&mut more, Edit::AddConnection(Box::new(connection)));
                let after = quick(&more);
                assert!(after.strength.points > before.strength.points);
                assert_eq!(after.needs, before.needs);
                if after.cohesion.exact == before.cohesion.exact {
                    assert!(after.cohesion.percent >= before.cohesion.percent - 1e-9);
                }
            }
        }
    }
}

#[test]
fn a_loss_never_looks_like_a_gain() {
    for document in maps() {
        let options = Options { samples: Some(400), ..Options::default() };
        let whole = analyze(&document, &options);
        let actors = document.actors().map(|(id, _)| Selection { actors: [id].into(), ..Selection::default() });
        let connections =
            document.connections().map(|(id, _)| Selection { connections: [id].into(), ..Selection::default() });
        for removed in actors.chain(connections) {
            let rest = without(&document, &removed, &options);
            assert_eq!(rest.cohesion.exact, whole.cohesion.exact);
            assert!(rest.cohesion.percent <= whole.cohesion.percent + 1e-9, "{removed:?}");
            assert!(rest.strength.points <= whole.strength.points);
            assert!(rest.needs.percent <= whole.needs.percent);
        }
        let nothing = without(&document, &Selection::default(), &options);
        assert!((nothing.cohesion.percent - whole.cohesion.percent).abs() < 1e-9);
    }
}

#[test]
fn losing_a_connection_costs_what_was_said() {
    for document in SEEDS.map(|seed| random_map(seed, 7, 14)) {
        let whole = quick(&document);
        for (id, figures) in &whole.connections {
            let removed = Selection { connections: [*id].into(), ..Selection::default() };
            let rest = without(&document, &removed, &Options::default());
            let cost = whole.cohesion.percent - rest.cohesion.percent;
            assert!((cost - figures.loss).abs() < 1e-9, "{cost} is not {}", figures.loss);
        }
    }
}

#[test]
fn a_best_chain_never_beats_all_chains() {
    for document in SEEDS.map(|seed| random_map(seed, 7, 14)) {
        let analysis = quick(&document);
        let counted: Vec<ActorId> = (document.actors())
            .filter(|(id, actor)| actor.is_counted() && !analysis.parked.contains(id))
            .map(|(id, _)| id)
            .collect();
        let mut sum = 0.0;
        for (at, a) in counted.iter().enumerate() {
            sum += counted[..at].iter().filter_map(|b| best_chain(&document, *a, *b)).map(|c| c.hold).sum::<f64>();
        }
        let pairs = (counted.len() * counted.len().saturating_sub(1) / 2).max(1) as f64;
        let mean = 100.0 * sum / pairs;
        assert!(mean <= analysis.cohesion.percent + 1e-9);
        let is_forest = analysis.bridges.len() == analysis.actors.values().map(|a| a.degree).sum::<u32>() as usize / 2;
        assert!(!is_forest || (mean - analysis.cohesion.percent).abs() < 1e-9);
    }
}

#[test]
fn order_of_the_file_changes_no_dial() {
    for document in maps() {
        let mut turned = Document::new("turned".to_owned());
        let mut actors: Vec<(ActorId, Actor)> = document.actors().map(|(id, actor)| (id, actor.clone())).collect();
        actors.reverse();
        for (_, actor) in &actors {
            add_actor(&mut turned, actor.clone());
        }
        let id = |old: ActorId| {
            let key = &document.actor(old).unwrap().key;
            turned.actors().find(|(_, actor)| actor.key == *key).unwrap().0
        };
        let mut connections: Vec<Connection> = (document.connections())
            .map(|(_, connection)| Connection { a: id(connection.b), b: id(connection.a), ..connection.clone() })
            .collect();
        connections.reverse();
        for connection in connections {
            edit(&mut turned, Edit::AddConnection(Box::new(connection)));
        }
        let (one, other) = (quick(&document), quick(&turned));
        assert_eq!((one.strength, one.cohesion, one.needs), (other.strength, other.cohesion, other.needs));
    }
}

#[test]
fn a_loose_actor_thins_the_map_as_computed() {
    for seed in SEEDS {
        let mut document = random_map(seed, 7, 12);
        let before = quick(&document);
        let Some((first, _)) = document.actors().find(|(id, _)| !before.parked.contains(id)) else { continue };
        let newcomer = Actor { key: "new".to_owned(), kind: Kind::Partner, ..Actor::default() };
        add_actor(&mut document, newcomer);
        assert_eq!(quick(&document).cohesion, before.cohesion, "somebody remembered costs nothing");
        let (last, _) = document.actors().last().unwrap();
        let mut connection = Connection::new("new".to_owned(), first, last);
        connection.strands = Strands::rated(0, 0, 0).unwrap();
        edit(&mut document, Edit::AddConnection(Box::new(connection)));
        let counted = before.counted as f64;
        let expected = before.cohesion.percent * (counted - 1.0) / (counted + 1.0);
        assert!((quick(&document).cohesion.percent - expected.max(0.0)).abs() < 1e-9);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let documents = [map("telecom"), map("o4_shop"), random_map(5, 40, 90)];
    for document in documents {
        let bytes = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| report::json(&document, &full(&document, &Options::default())))
        };
        let one = bytes(1);
        assert!(one == bytes(2) && one == bytes(4));
        assert!(one == report::json(&document, &full_aside(&document, &Options::default())), "beside other work, too");
    }
}

#[test]
fn odd_maps_have_numbers_and_words() {
    let mut odd = vec![Document::new("empty".to_owned()), random_map(1, 1, 0), random_map(2, 2, 1)];
    odd.push(random_map(3, 5, 0));
    let mut star = Document::new("star".to_owned());
    let mut clique = Document::new("clique".to_owned());
    let mut carriers = Document::new("carriers".to_owned());
    let mut unrated = Document::new("unrated".to_owned());
    for at in 0..60 {
        let actor = Actor { key: format!("a{at}"), group: format!("g{at}"), ..Actor::default() };
        let carrier = Actor { kind: Kind::Touchpoint, ..actor.clone() };
        for (document, actor) in
            [(&mut star, &actor), (&mut clique, &actor), (&mut carriers, &carrier), (&mut unrated, &actor)]
        {
            add_actor(document, actor.clone());
        }
    }
    let full_cord = Strands::rated(5, 5, 5).unwrap();
    let ids: Vec<ActorId> = star.actors().map(|(id, _)| id).collect();
    for (at, a) in ids.iter().enumerate() {
        for (other, b) in ids[..at].iter().enumerate() {
            let mut connection = Connection::new(format!("{at}--{other}"), *a, *b);
            if other == 0 {
                edit(&mut unrated, Edit::AddConnection(Box::new(connection.clone())));
            }
            connection.strands = full_cord;
            for (document, joins) in [(&mut star, other == 0), (&mut clique, true), (&mut carriers, other + 1 == at)] {
                if joins {
                    edit(document, Edit::AddConnection(Box::new(connection.clone())));
                }
            }
        }
    }
    odd.extend([star, clique, carriers, unrated]);
    for document in odd.into_iter().chain(maps()) {
        let analysis = full(&document, &Options { samples: Some(100), ..Options::default() });
        check_finite(&analysis.base);
        let json = report::json(&document, &analysis);
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        for words in [report::text(&document, &analysis), report::markdown(&document, &analysis)] {
            assert!(
                !words.contains("NaN") && !words.contains("inf ") && words.contains("What would hold most together")
            );
        }
    }
}

#[test]
fn unrated_is_never_called_weak() {
    for document in maps() {
        let analysis = quick(&document);
        for id in &analysis.weak {
            assert!(!document.connection(*id).unwrap().strands.is_unrated());
        }
    }
}

/// The same map with each connection rated as `rated` says.
fn rated(document: &Document, rated: impl Fn(&Connection) -> Strands) -> Document {
    let mut changed = document.clone();
    for (id, connection) in document.connections() {
        let strands = rated(connection);
        for strand in Strand::ALL {
            edit(&mut changed, Edit::Connection(id, ConnectionChange::Strand(strand, strands.get(strand))));
        }
    }
    changed
}

#[test]
fn each_condition_is_the_map_rated_so() {
    for document in maps() {
        let options = Options { samples: Some(300), ..Options::default() };
        let found = full(&document, &options);
        let check = |percent: f64, strands: &dyn Fn(&Connection) -> Strands| {
            let expected = analyze(&rated(&document, strands), &options).cohesion.percent;
            assert!((percent - expected).abs() < 1e-9, "{percent} is not {expected}");
        };
        for strand in Strand::ALL {
            check(found.shock[strand.index()], &|connection| connection.strands.with(strand, None));
        }
        check(found.perspectives[0].1, &|connection| seen_by(connection, COMPANY));
        check(found.perspectives[1].1, &|connection| seen_by(connection, OTHER));
        check(found.perspectives[2].1, &cautious);
    }
}

#[test]
fn the_plan_gains_what_a_fresh_look_finds() {
    for document in maps() {
        let options = Options { samples: Some(300), ..Options::default() };
        let found = full(&document, &options);
        let mut mended = document.clone();
        let mut before = found.base;
        for step in &found.plan {
            assert_eq!(before.connections[&step.connection].points, step.from);
            let expected = before.connections[&step.connection].to_need;
            let best =
                before.connections.iter().filter(|(id, _)| !document.connection(**id).unwrap().strands.is_unrated());
            let best = best.map(|(_, figures)| figures.to_need).fold(0.0, f64::max);
            let mut level = step.to;
            for strand in Strand::ALL {
                let now = level.min(5);
                level -= now;
                edit(&mut mended, Edit::Connection(step.connection, ConnectionChange::Strand(strand, Level::new(now))));
            }
            let after = analyze(&mended, &options);
            // Where the map grows past what is enumerated, the plan samples from its first step on.
            if after.cohesion.exact != before.cohesion.exact {
                break;
            }
            assert!((step.predicted_gain - expected).abs() < 1e-9 && expected > best - 1e-6);
            assert!((step.actual_gain - (after.cohesion.percent - before.cohesion.percent)).abs() < 1e-9);
            before = after;
        }
    }
}

#[test]
fn a_harder_year_never_looks_better() {
    for document in maps() {
        let options = Options { samples: Some(300), ..Options::default() };
        let snaps = [0.0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.99, 1.0];
        let found: Vec<f64> = years(&document, &snaps, &options).into_iter().map(|year| year.cohesion).collect();
        let fell = |pair: &[f64]| pair[0] >= pair[1] - 1e-9;
        // A year in which nothing can snap, or all must, is not looked at by the way of the rest.
        assert!(found[1..7].windows(2).all(fell), "{found:?}");
        assert!((found[4] - analyze(&document, &options).cohesion.percent).abs() < 1e-9);
        assert!(found[7].abs() < 1e-9);
    }
}

#[test]
fn more_samples_agree_within_the_errors_told() {
    for document in SEEDS.map(|seed| random_map(seed, 14, 40)) {
        let look = |samples| analyze(&document, &Options { samples: Some(samples), ..Options::default() });
        let (few, many) = (look(640), look(12_800));
        let agrees = |a: f64, b: f64, error: f64, other: f64| (a - b).abs() <= 5.0 * error.hypot(other) + 0.05;
        for (id, one) in &few.connections {
            let other = &many.connections[id];
            assert!(agrees(one.loss, other.loss, one.loss_error, other.loss_error), "{one:?} {other:?}");
            assert!(agrees(one.to_need, other.to_need, one.to_need_error, other.to_need_error));
            assert!(other.loss_error <= one.loss_error.max(0.01));
        }
        for (id, one) in &few.actors {
            let other = many.actors[id];
            assert!(agrees(one.keystone, other.keystone, one.keystone_error, other.keystone_error));
        }
    }
}

#[test]
fn only_who_had_a_way_can_be_cut_off() {
    let options = Options { samples: Some(100), ..Options::default() };
    for document in maps() {
        assert_eq!(whatif(&document, &Selection::default(), &options).cut_off, []);
        for (id, _) in document.actors() {
            let removed = Selection { actors: [id].into(), ..Selection::default() };
            let found = whatif(&document, &removed, &options);
            assert_eq!(found.dials, without(&document, &removed, &options));
            assert!(!found.cut_off.contains(&id));
            let had_a_way = |other: &ActorId| {
                document.actors().any(|(end, _)| end != *other && best_chain(&document, *other, end).is_some())
            };
            assert!(found.cut_off.iter().all(had_a_way));
            let cut = analyze(&document, &options).actors[&id].cut_actor;
            assert!(cut || found.cut_off.is_empty(), "only an actor that joins others cuts somebody off");
        }
    }
}

#[test]
fn a_kind_of_the_rooms_own_decides_who_counts() {
    let mut document = Document::new("kinds".to_owned());
    let robot =
        CustomKind { key: "robot".to_owned(), counts: Some(false), inside: Some(true), ..CustomKind::default() };
    edit(&mut document, Edit::AddAttachment(Box::new(Attachment::Kind(robot))));
    for (key, kind) in [("a", Kind::Other("robot".to_owned())), ("b", Kind::Customer), ("c", Kind::Partner)] {
        add_actor(&mut document, Actor { key: key.to_owned(), kind, ..Actor::default() });
    }
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    for (key, a, b) in [("ab", 0, 1), ("ac", 0, 2)] {
        let mut connection = Connection::new(key.to_owned(), ids[a], ids[b]);
        connection.strands = Strands::rated(1, 1, 0).unwrap();
        edit(&mut document, Edit::AddConnection(Box::new(connection)));
    }
    let found = analyze(&document, &Options::default());
    assert_eq!(found.counted, 2, "the robot only carries");
    assert_eq!((found.lifelines[0].customer, found.lifelines[0].points), (ids[1], 2), "and is inside");
}

#[test]
fn suggestions_give_each_reason_its_room() {
    for document in maps() {
        let found = full(&document, &Options { samples: Some(100), ..Options::default() }).suggestions;
        let all = |why: Why| found.iter().filter(|pair| pair.why == why).count();
        assert!(found.len() <= 20 && all(Why::Untapped) <= 3 && all(Why::Rule) <= 8 && all(Why::Triangle) <= 6);
        assert!(found.iter().all(|pair| document.between(pair.a, pair.b).is_none() && pair.a != pair.b));
        assert!(found.is_sorted_by(|one, next| one.gain >= next.gain - 1e-9));
    }
}

#[test]
fn gaps_come_widest_first() {
    for document in maps() {
        let found = gaps(&document);
        assert!(found.is_sorted_by_key(|(_, gap)| std::cmp::Reverse(gap.apart)));
        for (id, gap) in found {
            let connection = document.connection(id).unwrap();
            assert_eq!(gap.company, seen_by(connection, COMPANY).points());
            assert!(gap.widest.unsigned_abs() <= gap.apart && gap.apart <= 15);
        }
    }
}

#[test]
fn figures_within_their_doubt_are_ties() {
    assert_eq!(num_tied(&[]), 0);
    assert_eq!(num_tied(&[(5.0, 0.0), (4.9, 0.0)]), 1);
    assert_eq!(num_tied(&[(5.0, 0.1), (4.9, 0.1), (4.0, 0.1)]), 2);
    assert_eq!(num_tied(&[(5.0, 0.0), (5.0, 0.0)]), 2);
}

/// A random map in which everybody counts and is a group of its own: the matrix of groups is that of pairs.
fn map_of_pairs(seed: u64) -> Document {
    let mut document = random_map(seed, 7, 14);
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    for id in ids {
        edit(&mut document, Edit::Actor(id, ActorChange::Counts(Some(true))));
        edit(&mut document, Edit::Actor(id, ActorChange::Group(format!("{id}"))));
        edit(&mut document, Edit::Actor(id, ActorChange::Kind(Kind::Customer)));
    }
    document
}

#[test]
fn no_pair_is_surer_than_its_narrowest_place() {
    for mut document in SEEDS.map(map_of_pairs) {
        let joined = full(&document, &Options::default());
        let joined: Vec<ActorId> =
            document.actors().map(|(id, _)| id).filter(|id| !joined.base.parked.contains(id)).collect();
        for (row, core) in joined.iter().enumerate() {
            edit(&mut document, Edit::Meta(MetaChange::Core(Some(*core))));
            let found = full(&document, &Options::default());
            for lifeline in found.lifelines.iter().filter(|lifeline| joined.contains(&lifeline.customer)) {
                let column = joined.iter().position(|id| *id == lifeline.customer).unwrap();
                let linked = found.base.linked[row][column].unwrap();
                let most = 100.0 * (1.0 - 0.9_f64.powi(lifeline.points as i32));
                assert!(linked <= most + 1e-9, "{linked} of 100 over {} points", lifeline.points);
                let chain = best_chain(&document, *core, lifeline.customer).map_or(0.0, |chain| 100.0 * chain.hold);
                assert!(chain <= linked + 1e-9);
            }
        }
    }
}

#[test]
fn two_maps_side_by_side_count_pair_by_pair() {
    for seed in SEEDS {
        let (one, other) = (random_map(seed, 6, 8), random_map(seed + 100, 5, 8));
        let mut both = one.clone();
        for (_, actor) in other.actors() {
            add_actor(&mut both, Actor { key: format!("other {}", actor.key), ..actor.clone() });
        }
        let ids: Vec<ActorId> = both.actors().map(|(id, _)| id).skip(one.actors().len()).collect();
        let place = |id: ActorId| ids[other.actors().position(|(other, _)| other == id).unwrap()];
        for (_, connection) in other.connections() {
            let (a, b) = (place(connection.a), place(connection.b));
            let moved = Connection { key: format!("other {}", connection.key), a, b, ..connection.clone() };
            edit(&mut both, Edit::AddConnection(Box::new(moved)));
        }
        let pairs = |found: &Analysis| (found.counted * found.counted.saturating_sub(1) / 2) as f64;
        let (one, other, both) = (quick(&one), quick(&other), quick(&both));
        let sum = one.cohesion.percent * pairs(&one) + other.cohesion.percent * pairs(&other);
        assert!((both.cohesion.percent * pairs(&both) - sum).abs() < 1e-7);
    }
}

#[test]
fn ids_change_no_exact_dial() {
    for seed in SEEDS {
        let document = random_map(seed, 7, 14);
        let mut renamed = Document::new("renamed".to_owned());
        for (_, actor) in document.actors() {
            add_actor(&mut renamed, Actor { key: format!("z{}", actor.key), ..actor.clone() });
        }
        let ids: Vec<ActorId> = renamed.actors().map(|(id, _)| id).collect();
        let place = |id: ActorId| ids[document.actors().position(|(other, _)| other == id).unwrap()];
        for (at, (_, connection)) in document.connections().enumerate() {
            let (a, b) = (place(connection.a), place(connection.b));
            let key = format!("{}", 1000 - at);
            edit(&mut renamed, Edit::AddConnection(Box::new(Connection { key, a, b, ..connection.clone() })));
        }
        let (one, other) = (quick(&document).cohesion, quick(&renamed).cohesion);
        assert!(one.exact && (one.percent - other.percent).abs() < 1e-9);
    }
}
