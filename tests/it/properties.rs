//! What the numbers promise of any map: random maps with kept seeds, and maps odd on purpose.

use std::collections::BTreeSet;

use threestrand::analysis::{Analysis, Options, analyze, best_chain, full, without};
use threestrand::geom::SplitMix64;
use threestrand::model::{
    Actor, ActorId, Connection, ConnectionChange, ConnectionId, Document, Edit, Flow, Kind, Level, Selection, Stance,
    Strand, Strands, Trend,
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
            assert!(!words.contains("NaN") && !words.contains("inf ") && words.contains("What to do first"));
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
