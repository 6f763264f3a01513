//! The layout at its limits: odd graphs, far places, other orders, and an end before the end.

use threestrand::geom::{Point, Rect, Vec2};
use threestrand::layout::{Body, LayoutRequest, Progress, Quality, Spring, layout, layout_unless_stopped};

use crate::layouts::{add_body, at_rest, check_free, placed, random_map, rest_of};

#[test]
fn extreme_graphs_get_finite_places_without_overlap() {
    let star: Vec<(usize, usize)> = (1..5000).map(|i| (0, i)).collect();
    let clique: Vec<(usize, usize)> = (0..200).flat_map(|a| (0..a).map(move |b| (b, a))).collect();
    let twice: Vec<(usize, usize)> = (0..40).flat_map(|i| [(i, (i + 1) % 40), ((i + 1) % 40, i), (i, i)]).collect();
    for (nodes, edges) in [(5000, star), (200, clique), (40, twice), (0, vec![]), (1, vec![(0, 0)]), (2, vec![(0, 1)])]
    {
        let request = LayoutRequest::from_graph(nodes, &edges, None);
        let places = layout(&request);
        let quality = Quality::of(&request, &places, true);
        assert!(places.iter().all(|p| p.x.is_finite() && p.y.is_finite()), "{nodes} nodes");
        assert_eq!((places.len(), quality.overlaps), (nodes, 0), "{nodes} nodes: {quality:?}");
    }
}

#[test]
fn far_away_and_wholly_pinned_maps_are_laid_out() {
    let far = Point::new(9.9e6, -9.9e6);
    let mut request = random_map(40, 1, 151);
    for (i, body) in request.bodies.iter_mut().enumerate() {
        body.at = Some(far + Vec2::new(i as f64, 0.0));
    }
    let places = layout(&request);
    check_free(&request, &places);
    let middle = places.iter().map(|p| p.to_vec2()).sum::<Vec2>() / 40.0;
    assert!(middle.to_point().distance(far) < 2000.0, "the picture stays where it was: {middle:?}");
    // One at either end of the world.
    request.bodies[3].pinned = true;
    (request.bodies[7].at, request.bodies[7].pinned) = (Some(Point::new(-9.9e6, 9.9e6)), true);
    let places = layout(&request);
    check_free(&request, &places);
    assert_eq!([Some(places[3]), Some(places[7])], [request.bodies[3].at, request.bodies[7].at]);
    request.bodies.iter_mut().for_each(|body| body.pinned = true);
    let all: Vec<Option<Point>> = request.bodies.iter().map(|body| body.at).collect();
    assert_eq!(layout(&request).into_iter().map(Some).collect::<Vec<_>>(), all);
}

#[test]
fn a_map_that_is_moved_as_a_whole_gets_the_same_picture() {
    let request = placed(random_map(40, 1, 161), &layout(&random_map(40, 1, 161)));
    let shift = Vec2::new(-800.0, 350.0);
    let mut moved = request.clone();
    moved.bodies.iter_mut().for_each(|body| body.at = body.at.map(|at| at + shift));
    for (a, b) in layout(&request).iter().zip(layout(&moved)) {
        assert!((*a + shift).distance(b) < 0.5, "{a:?} and {b:?}");
    }
}

#[test]
fn the_order_of_springs_does_not_matter() {
    let request = random_map(60, 2, 171);
    let mut other = request.clone();
    other.springs.reverse();
    for spring in &mut other.springs {
        (spring.a, spring.b) = (spring.b, spring.a);
    }
    assert_eq!(layout(&request), layout(&other));
}

#[test]
fn the_order_of_bodies_changes_no_quality() {
    let request = random_map(60, 1, 172);
    let mut other = request.clone();
    other.bodies.reverse();
    for spring in &mut other.springs {
        (spring.a, spring.b) = (59 - spring.a, 59 - spring.b);
    }
    let stress = |request: &LayoutRequest| Quality::of(request, &layout(request), false).stress;
    let (a, b) = (stress(&request), stress(&other));
    assert!((a / b).ln().abs() < 0.12, "{a} and {b}");
}

#[test]
fn a_stopped_layout_gives_no_places() {
    let edges: Vec<(usize, usize)> = (1..3000).map(|i| (i / 2, i)).collect();
    let request = LayoutRequest::from_graph(3000, &edges, None);
    let progress = Progress::default();
    assert_eq!(layout_unless_stopped(&request, &progress), Some(layout(&request)));
    assert!((progress.share() - 1.0).abs() < 1.0e-9);
    let progress = Progress::default();
    progress.stop();
    assert_eq!(layout_unless_stopped(&request, &progress), None);
}

#[test]
fn the_middle_of_a_star_is_moved_alone() {
    let mut request = LayoutRequest { aspect: 1.6, ..LayoutRequest::default() };
    add_body(&mut request, 10, &[]);
    for id in 11..17 {
        add_body(&mut request, id, &[0]);
    }
    let (mut simulation, before) = at_rest(&request);
    for step in 1..30 {
        simulation.hold(10, before[0] + Vec2::new(0.0, f64::from(step) * 20.0));
        simulation.tick();
    }
    let held: Vec<Point> = simulation.places().map(|(_, place)| place).collect();
    assert_eq!(held[1..], before[1..], "who moves the company within its map does not move the map");
}

#[test]
fn a_spring_that_changes_moves_nobody() {
    let mut request = random_map(40, 1, 7);
    let (mut simulation, before) = at_rest(&request);
    for spring in request.springs.iter_mut().take(20) {
        (spring.length, spring.strength) = (spring.length * 0.5, spring.strength * 2.0);
    }
    simulation.update(request);
    assert_eq!(rest_of(&mut simulation), before, "a Tidy takes ratings into account, a rating does not");
}

/// A chain of eight, upright in a window that is twice as wide as high; some of it pinned.
fn upright_chain(pins: &[usize]) -> LayoutRequest {
    let bodies = (0..8)
        .map(|i| Body {
            id: i as u64 + 1,
            footprint: Rect::new(-40.0, -20.0, 40.0, 40.0),
            at: Some(Point::new(3.0, 200.0 * i as f64)),
            pinned: pins.contains(&i),
            ..Body::default()
        })
        .collect();
    let springs = (1..8).map(|i| Spring { a: i - 1, b: i, length: 180.0, strength: 1.0 }).collect();
    LayoutRequest { bodies, springs, aspect: 2.0, seed: 3, ..LayoutRequest::default() }
}

/// The box around everybody.
fn whole(request: &LayoutRequest, places: &[Point]) -> Rect {
    let stand = request.bodies.iter().zip(places).map(|(body, place)| body.footprint + place.to_vec2());
    stand.reduce(|a, b| a.union(b)).unwrap()
}

#[test]
fn a_tall_map_lies_down_in_a_wide_window() {
    for pins in [&[][..], &[2]] {
        let request = upright_chain(pins);
        let places = layout(&request);
        check_free(&request, &places);
        let all = whole(&request, &places);
        assert!(all.width() > 1.2 * all.height(), "{all:?} with {pins:?} pinned");
        assert!(pins.iter().all(|pin| Some(places[*pin]) == request.bodies[*pin].at), "a pin holds");
    }
    // Two pins say how it stands.
    let places = layout(&upright_chain(&[0, 7]));
    let all = whole(&upright_chain(&[0, 7]), &places);
    assert!(all.height() > all.width(), "{all:?}");
}
