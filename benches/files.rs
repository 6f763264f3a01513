//! Opening and saving, as a user feels it. Goals: 100 ms to open, 60 ms to save, without the fsync.

use divan::{Bencher, black_box};
use threestrand::disk::{self, Home, Identity, Way};
use threestrand::formats;
use threestrand::geom::SplitMix64;
use threestrand::model::{ConnectionChange, Document, Edit, History, Level, Record};

/// The program's own.
#[cfg(feature = "app")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A map file with this many actors and three times as many connections.
fn map(actors: usize) -> Vec<u8> {
    let mut random = SplitMix64::new(7);
    let mut text =
        String::from("{\"format\": \"threestrand\", \"version\": 1, \"min_reader\": 1, \"id\": \"u\",\n\"actors\": [");
    for i in 0..actors {
        let comma = if i == 0 { "" } else { ",\n" };
        text += &format!(
            "{comma}{{\"id\": \"a{i}\", \"name\": \"Actor number {i}\", \"kind\": \"team\", \"group\": \"Group {}\", \
             \"inside\": true, \"counts\": true, \"note\": \"A remark of some length about it\", \"x\": {i}.25, \"y\": 3}}",
            i % 20
        );
    }
    text += "],\n\"connections\": [";
    for i in 0..3 * actors {
        let comma = if i == 0 { "" } else { ",\n" };
        let (a, step) = (i % actors, 1 + i / actors * 97 + random.below(90));
        let b = (a + step) % actors;
        text += &format!(
            "{comma}{{\"id\": \"a{a}--a{b}-{i}\", \"a\": \"a{a}\", \"b\": \"a{b}\", \"strands\": {{\"exchange\": {}, \
             \"relationship\": 2, \"values\": 1}}, \"need\": 3, \"flow\": {{\"ab\": 3, \"ba\": 2}}, \"owner\": \"a{a}\", \
             \"evidence\": \"weekly review\", \"trend\": \"steady\", \"confidence\": \"medium\"}}",
            i % 6
        );
    }
    text += "]}";
    let opened = formats::read("map.strand", text.as_bytes(), 1).expect("the bench makes a sound map");
    formats::write_strand(&opened.document)
}

/// A plain graph in GraphML.
fn graph(nodes: usize, edges: usize) -> Vec<u8> {
    let mut random = SplitMix64::new(7);
    let mut text = String::from("<graphml><graph edgedefault=\"undirected\">\n");
    for i in 0..nodes {
        text += &format!("<node id=\"n{i}\"><data key=\"label\">Node {i}</data></node>\n");
    }
    for _ in 0..edges {
        let (a, b) = (random.below(nodes), random.below(nodes));
        text += &format!("<edge source=\"n{a}\" target=\"n{b}\"><data key=\"weight\">{}</data></edge>\n", 1 + a % 9);
    }
    text += "</graph></graphml>";
    text.into_bytes()
}

#[divan::bench]
fn open_10000_actors_30000_connections(bencher: Bencher<'_, '_>) {
    let bytes = map(10_000);
    bencher.bench_local(|| formats::read("map.strand", black_box(&bytes), 1));
}

#[divan::bench]
fn save_10000_actors_30000_connections(bencher: Bencher<'_, '_>) {
    let document = formats::read("map.strand", &map(10_000), 1).expect("the bench makes a sound map").document;
    bencher.bench_local(|| formats::write_strand(black_box(&document)));
}

/// All that a save does, on a disk in memory: how long it takes besides waiting for a real disk.
#[divan::bench]
fn whole_save_10000_actors_30000_connections(bencher: Bencher<'_, '_>) {
    let document = formats::read("map.strand", &map(10_000), 1).expect("the bench makes a sound map").document;
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder");
    let (path, home) = (folder.path().join("map.strand"), Home::at(folder.path()));
    let save = |expected: Option<&Identity>| {
        disk::save_with(&|| Ok(home.clone()), &path, &document, expected, Way::Replace).expect("it is saved").identity
    };
    let identity = save(None);
    bencher.bench_local(|| save(Some(&identity)));
}

/// What setting unsaved work aside costs the interface: the clone, and the next edit while it is held.
#[divan::bench(args = [100, 1_000, 10_000])]
fn hand_over_and_edit(bencher: Bencher<'_, '_>, actors: usize) {
    let mut document = formats::read("map.strand", &map(actors), 1).expect("the bench makes a sound map").document;
    let (id, _) = document.connections().next().expect("there is a connection");
    let mut level = 0;
    bencher.bench_local(|| {
        let snapshot = document.clone();
        level = (level + 1) % 6;
        let edit = Edit::Connection(id, ConnectionChange::Need(Level::new(level)));
        let _patch = black_box(document.apply(edit)).expect("the connection is there");
        snapshot
    });
}

/// An edit as a window makes it, a snapshot held by the keeper, after a day of them: the oldest steps go.
#[divan::bench(args = [100, 4_400])]
fn edit_with_steps_behind(bencher: Bencher<'_, '_>, steps: usize) {
    let mut document = formats::read("map.strand", &map(1_000), 1).expect("the bench makes a sound map").document;
    let (id, _) = document.connections().next().expect("there is a connection");
    let mut history = History::default();
    let mut level = 0;
    let mut edit = |document: &mut Document| {
        level = (level + 1) % 6;
        let edit = Edit::Connection(id, ConnectionChange::Need(Level::new(level)));
        let _touches = history.apply(document, edit, Record::Step("rate".to_owned())).expect("the connection is there");
    };
    for _ in 0..steps {
        edit(&mut document);
    }
    bencher.bench_local(|| {
        edit(&mut document);
        document.clone()
    });
}

/// The proof that a save waits for beside the disk.
#[divan::bench]
fn prove_10000_actors_30000_connections(bencher: Bencher<'_, '_>) {
    let bytes = map(10_000);
    let document = formats::read("map.strand", &bytes, 1).expect("the bench makes a sound map").document;
    bencher.bench_local(|| {
        assert_eq!(document.check(), Vec::<String>::new());
        formats::prove_strand(black_box(&bytes), black_box(&document), &|one, other| one() && other())
    });
}

#[divan::bench]
fn open_graphml_100000_nodes_200000_edges(bencher: Bencher<'_, '_>) {
    let bytes = graph(100_000, 200_000);
    bencher.bench_local(|| formats::read_graph("g.graphml", black_box(&bytes)));
}

#[divan::bench]
fn import_graphml_10000_nodes_30000_edges(bencher: Bencher<'_, '_>) {
    let bytes = graph(10_000, 30_000);
    bencher.bench_local(|| formats::read("g.graphml", black_box(&bytes), 1));
}
