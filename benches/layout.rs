//! The layout, by what a user feels: a map from nothing to rest, and one tick of a living map.

use threestrand::derived::layout_request;
use threestrand::geom::{Point, Rect, SplitMix64};
use threestrand::layout::{Body, LayoutRequest, Simulation, Spring, layout};
use threestrand::model::{Actor, ActorChange, Document, Edit, NodeId, Placement};
use threestrand::scene::{NameSizes, Theme};
use threestrand::text::Engine;

/// Says of each bench what it allocates: a tick and the places it writes allocate nothing.
#[global_allocator]
static ALLOC: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// A map of labelled bodies: every one hangs on an earlier one, every second on two.
fn map(bodies: usize) -> LayoutRequest {
    let mut random = SplitMix64::new(bodies as u64);
    let mut springs = Vec::new();
    for b in 1..bodies {
        let nearest = b.saturating_sub(60);
        for _ in 0..1 + b % 2 {
            let strength = random.next_f64();
            let a = nearest + random.below(b - nearest);
            springs.push(Spring { a, b, length: 190.0 - 90.0 * strength, strength: 0.5 + strength });
        }
    }
    let body = |id: usize| {
        let half = 30.0 + (id % 7) as f64 * 6.0;
        Body { id: id as u64, footprint: Rect::new(-half, -24.0, half, 44.0), ..Body::default() }
    };
    LayoutRequest {
        bodies: (0..bodies).map(body).collect(),
        springs,
        aspect: 16.0 / 9.0,
        seed: 1,
        ..LayoutRequest::default()
    }
}

#[divan::bench(args = [40, 300, 1000, 10_000, 100_000], max_time = 4)]
fn from_nothing_to_rest(bencher: divan::Bencher<'_, '_>, bodies: usize) {
    let request = map(bodies);
    bencher.bench(|| layout(divan::black_box(&request)));
}

/// A tick in which everybody walks.
#[divan::bench(args = [1000, 10_000, 100_000])]
fn live_tick(bencher: divan::Bencher<'_, '_>, bodies: usize) {
    let mut simulation = Simulation::default();
    simulation.update(map(bodies));
    let mirrored: Vec<_> = simulation.places().map(|(id, at)| (id, Point::new(-at.x, at.y))).collect();
    simulation.rearrange(mirrored.into_iter());
    bencher.with_inputs(|| simulation.clone()).bench_refs(Simulation::tick);
}

/// What the layout has to know of a map: for the first time, and after one name was changed.
#[divan::bench(args = [1000, 100_000], consts = [true, false])]
fn told_of_a_map<const AGAIN: bool>(bencher: divan::Bencher<'_, '_>, actors: usize) {
    let mut document = Document::new("d".to_owned());
    let add = |i: usize| {
        let at = Point::new((i % 300) as f64 * 190.0, (i / 300) as f64 * 150.0);
        let actor = Actor { key: format!("a{i}"), name: format!("Somebody of the {i}th street"), ..Actor::default() };
        Edit::AddActor(Box::new(actor), Some(Placement { at, pinned: false }))
    };
    let _ = document.apply(Edit::All((0..actors).map(add).collect())).expect("a sound map");
    let id = document.actors().next().expect("an actor").0;
    let (mut names, mut i) = (NameSizes::default(), 0);
    let request = |document: &Document, names: &mut NameSizes| {
        layout_request(document, Engine::bundled(), Theme::Light, 1.6, names)
    };
    request(&document, &mut names);
    bencher.bench_local(|| {
        i += 1;
        let _ = document.apply(Edit::Actor(id, ActorChange::Name(format!("Somebody else {i}")))).expect("a name");
        if AGAIN { request(&document, &mut names) } else { request(&document, &mut NameSizes::default()) }
    });
}

/// The places of a tick in which everybody walks, written into the document.
#[divan::bench(args = [1000, 10_000, 100_000])]
fn settled_places(bencher: divan::Bencher<'_, '_>, actors: usize) {
    let mut document = Document::new("d".to_owned());
    let add = |i: usize| {
        let actor = Actor { key: format!("a{i}"), name: format!("A {i}"), ..Actor::default() };
        Edit::AddActor(Box::new(actor), Some(Placement { at: Point::ZERO, pinned: false }))
    };
    let _patch = document.apply(Edit::All((0..actors).map(add).collect())).expect("new actors can be added");
    let nodes: Vec<NodeId> = document.placements().map(|(node, _)| node).collect();
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 1.0;
        document.settle_positions(nodes.iter().map(|node| (*node, Point::new(step, 0.0))))
    });
}

/// What an edit costs before anybody walks: one spring of a map at rest has changed.
#[divan::bench(args = [1000, 10_000, 100_000])]
fn one_changed_spring(bencher: divan::Bencher<'_, '_>, bodies: usize) {
    let mut simulation = Simulation::default();
    let mut request = map(bodies);
    simulation.update(request.clone());
    for (body, (_, at)) in request.bodies.iter_mut().zip(simulation.places()) {
        body.at = Some(at);
    }
    simulation.update(request.clone());
    request.springs[bodies / 2].length *= 0.7;
    bencher
        .with_inputs(|| (simulation.clone(), request.clone()))
        .bench_values(|(mut simulation, request)| simulation.update(request));
}

#[divan::bench(args = [300, 1000])]
fn one_new_body(bencher: divan::Bencher<'_, '_>, bodies: usize) {
    let mut simulation = Simulation::default();
    simulation.update(map(bodies));
    let mut request = map(bodies);
    request.bodies.push(Body { id: bodies as u64, ..request.bodies[3] });
    request.springs.push(Spring { a: bodies / 2, b: bodies, length: 120.0, strength: 1.0 });
    bencher
        .with_inputs(|| (simulation.clone(), request.clone()))
        .bench_values(|(mut simulation, request)| simulation.update(request));
}
