//! How long a picture takes: from nothing, while a hand drags one actor, and after a key press.

use divan::Bencher;
use threestrand::analysis::Analysis;
use threestrand::geom::{Point, Rect, SplitMix64};
use threestrand::model::{Actor, Connection, Document, Edit, Level, NodeId, Placement, Strands};
use threestrand::scene::{Lens, Memory, Plan, Theme, View};
use threestrand::text::Engine;

fn main() {
    divan::main();
}

const SIZES: [(usize, usize); 2] = [(300, 1_000), (5_000, 10_000)];

/// A map with so many actors and connections, mostly between neighbors.
fn map((actors, connections): (usize, usize)) -> Document {
    let mut random = SplitMix64::new(7);
    let mut document = Document::new("bench".to_owned());
    let columns = (actors as f64).sqrt().ceil() as usize;
    let mut edits = Vec::new();
    for i in 0..actors {
        let at = Point::new((i % columns) as f64 * 190.0 + random.next_f64() * 60.0, (i / columns) as f64 * 150.0);
        let actor = Actor { key: format!("a{i}"), name: format!("Somebody {i}"), ..Actor::default() };
        edits.push(Edit::AddActor(Box::new(actor), Some(Placement { at, pinned: false })));
    }
    let _ = document.apply(Edit::All(edits)).expect("a sound map");
    let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
    let mut pairs = std::collections::BTreeSet::new();
    while pairs.len() < connections {
        let a = random.below(actors);
        let b = (a + [1, 2, columns, columns + 1, 3 * columns + 2][random.below(5)]) % actors;
        if a != b && !pairs.contains(&(b, a)) {
            pairs.insert((a, b));
        }
    }
    let cords = pairs.into_iter().map(|(a, b)| {
        let mut connection = Connection::new(format!("{a}--{b}"), ids[a], ids[b]);
        connection.strands = Strands([0; 3].map(|_| Level::new(random.below(6) as u8)));
        connection.need = Level::new(random.below(6) as u8);
        Edit::AddConnection(Box::new(connection))
    });
    let _ = document.apply(Edit::All(cords.collect())).expect("a sound map");
    document
}

/// What a window of 1,440 by 900 shows of it.
fn view(scale: f64) -> View {
    let clip = Some(Rect::new(-700.0, -450.0, 2140.0, 1350.0));
    View { clip, ..View::new(Theme::Light, Lens::Strength, scale) }
}

#[divan::bench(args = SIZES)]
fn from_nothing(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let (document, analysis) = (map(size), Analysis::default());
    let whole = View::new(Theme::Light, Lens::Strength, 0.5);
    bencher.bench_local(|| Plan::new(&document, &analysis, Engine::bundled(), &whole, &mut Memory::default()).map());
}

#[divan::bench(args = SIZES)]
fn frame_of_a_drag(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let (mut document, analysis) = (map(size), Analysis::default());
    let mut memory = Memory::default();
    let node = NodeId::Actor(document.actors().nth(5).expect("an actor").0);
    let mut x = 0.0;
    bencher.bench_local(|| {
        x += 1.5;
        document.settle_positions([(node, Point::new(400.0 + x % 300.0, 200.0))]);
        Plan::new(&document, &analysis, Engine::bundled(), &View { moving: true, ..view(0.8) }, &mut memory).map()
    });
}

/// Ten thousand on one screen, while a hand drags one of them.
#[divan::bench(args = [(10_000, 20_000)])]
fn frame_with_all_in_sight(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let (mut document, analysis) = (map(size), Analysis::default());
    let mut memory = Memory::default();
    let node = NodeId::Actor(document.actors().nth(5_050).expect("an actor").0);
    let clip = Some(Rect::new(-100.0, -100.0, 1340.0, 800.0));
    let all = View { clip, moving: true, ..View::new(Theme::Light, Lens::Strength, 0.06) };
    let mut x = 0.0;
    bencher.bench_local(|| {
        x += 1.5;
        document.settle_positions([(node, Point::new(9_500.0 + x % 300.0, 7_500.0))]);
        Plan::new(&document, &analysis, Engine::bundled(), &all, &mut memory).map()
    });
}

#[divan::bench(args = SIZES)]
fn frame_of_a_zoom(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let (document, analysis) = (map(size), Analysis::default());
    let mut memory = Memory::default();
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 0.001;
        let scale = 0.8 + step % 0.2;
        Plan::new(&document, &analysis, Engine::bundled(), &view(scale), &mut memory).map()
    });
}
