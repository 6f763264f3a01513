//! How long a picture takes: from nothing, while a hand drags one actor, and after a key press.

mod maps;

use divan::Bencher;
use threestrand::analysis::Analysis;
use threestrand::geom::{Point, Rect};
use threestrand::model::NodeId;
use threestrand::scene::{Lens, Memory, Plan, Theme, View};
use threestrand::text::Engine;

fn main() {
    divan::main();
}

const SIZES: [(usize, usize); 2] = [(300, 1_000), (5_000, 10_000)];

/// What a window of 1,440 by 900 shows of it.
fn view(scale: f64) -> View {
    let clip = Some(Rect::new(-700.0, -450.0, 2140.0, 1350.0));
    View { clip, ..View::new(Theme::Light, Lens::Strength, scale) }
}

#[divan::bench(args = SIZES)]
fn from_nothing(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let (document, analysis) = (maps::neighbors(size), Analysis::default());
    let whole = View::new(Theme::Light, Lens::Strength, 0.5);
    bencher.bench_local(|| Plan::new(&document, &analysis, Engine::bundled(), &whole, &mut Memory::default()).map());
}

#[divan::bench(args = SIZES)]
fn frame_of_a_drag(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let (mut document, analysis) = (maps::neighbors(size), Analysis::default());
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
    let (mut document, analysis) = (maps::neighbors(size), Analysis::default());
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
    let (document, analysis) = (maps::neighbors(size), Analysis::default());
    let mut memory = Memory::default();
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 0.001;
        let scale = 0.8 + step % 0.2;
        Plan::new(&document, &analysis, Engine::bundled(), &view(scale), &mut memory).map()
    });
}
