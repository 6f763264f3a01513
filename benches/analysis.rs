//! How long a person waits for the numbers after a key press, and for the whole report.

use divan::{Bencher, black_box};
use threestrand::analysis::{Options, analyze, full};
use threestrand::geom::SplitMix64;
use threestrand::model::{Actor, ActorId, Connection, Document, Edit, Kind, Level, PerspectiveRating, Strands, Trend};

fn main() {
    divan::main();
}

/// The three dials with all levers, as after a key press.
#[divan::bench(args = [2_000, 10_000])]
fn dials_of_300_actors_and_1000_connections(bencher: Bencher<'_, '_>, samples: u32) {
    let document = random_map(300, 1_000);
    let options = Options { samples: Some(samples), ..Options::default() };
    bencher.bench_local(|| analyze(black_box(&document), &options));
}

/// A workshop after an hour.
#[divan::bench]
fn dials_of_40_actors_and_90_connections(bencher: Bencher<'_, '_>) {
    let document = random_map(40, 90);
    bencher.bench_local(|| analyze(black_box(&document), &Options::default()));
}

/// The first minutes: few enough connections to look at every state of the map.
#[divan::bench]
fn exact_dials_of_16_connections(bencher: Bencher<'_, '_>) {
    let document = random_map(12, 16);
    bencher.bench_local(|| analyze(black_box(&document), &Options::default()));
}

/// An ecosystem that somebody imported.
#[divan::bench(sample_count = 5)]
fn dials_of_10000_actors_and_30000_connections(bencher: Bencher<'_, '_>) {
    let document = random_map(10_000, 30_000);
    bencher.bench_local(|| analyze(black_box(&document), &Options::default()));
}

/// Everything that `analyze` prints: the dials, all variants, suggestions, the plan of five.
#[divan::bench(args = [(40, 90), (300, 1_000)], sample_count = 10)]
fn report_of_actors_and_connections(bencher: Bencher<'_, '_>, (actors, connections): (usize, usize)) {
    let document = random_map(actors, connections);
    bencher.bench_local(|| full(black_box(&document), &Options::default()));
}

/// The report of the first minutes.
#[divan::bench(sample_count = 10)]
fn exact_report_of_16_connections(bencher: Bencher<'_, '_>) {
    let document = random_map(12, 16);
    bencher.bench_local(|| full(black_box(&document), &Options::default()));
}

fn random_map(num_actors: usize, num_connections: usize) -> Document {
    let mut random = SplitMix64::new(42);
    let mut document = Document::new("bench".to_owned());
    let actors: Vec<Edit> = (0..num_actors)
        .map(|at| {
            let kind = Kind::ALL[random.below(Kind::ALL.len())].clone();
            let group = format!("group {}", random.below(8));
            Edit::AddActor(Box::new(Actor { key: format!("a{at}"), kind, group, ..Actor::default() }), None)
        })
        .collect();
    let _patch = document.apply(Edit::All(actors)).expect("new actors");
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    let mut pairs = std::collections::BTreeSet::new();
    while pairs.len() < num_connections {
        let (a, b) = (random.below(num_actors), random.below(num_actors));
        if a != b {
            pairs.insert((a.min(b), a.max(b)));
        }
    }
    let connections: Vec<Edit> = (pairs.into_iter().enumerate())
        .map(|(at, (a, b))| {
            let mut connection = Connection::new(format!("c{at}"), ids[a], ids[b]);
            connection.strands = Strands([(); 3].map(|()| Level::new(random.below(6) as u8)));
            connection.need = Level::new(random.below(6) as u8);
            connection.trend = [None, None, Some(Trend::Fading), Some(Trend::Growing)][random.below(4)];
            for key in ["company", "other"] {
                // One in four is rated by either side.
                if random.below(4) == 0 {
                    let strands = Strands([(); 3].map(|()| Level::new(random.below(6) as u8)));
                    connection.ratings.insert(key.to_owned(), PerspectiveRating { strands, ..Default::default() });
                }
            }
            Edit::AddConnection(Box::new(connection))
        })
        .collect();
    let _patch = document.apply(Edit::All(connections)).expect("new connections");
    document
}
