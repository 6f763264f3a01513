//! The layout: calm, incremental, the same everywhere.

use threestrand::geom::{Point, Rect, SplitMix64, Vec2};
use threestrand::layout::{Body, LayoutRequest, Quality, Simulation, Spring, layout};

/// Bodies with labels of different widths and random springs: a spanning tree of each of `parts` groups
/// and about half as many springs more; every tenth body has none.
pub(crate) fn random_map(bodies: usize, parts: usize, seed: u64) -> LayoutRequest {
    let mut random = SplitMix64::new(seed);
    let footprint = |random: &mut SplitMix64| {
        let (half, below) = (14.0 + random.next_f64() * 50.0, 20.0 + random.next_f64() * 40.0);
        Rect::new(-half, -20.0, half, below)
    };
    let bodies: Vec<Body> = (0..bodies)
        .map(|i| Body { id: 7 * i as u64 + 1, footprint: footprint(&mut random), ..Body::default() })
        .collect();
    let mut springs = Vec::new();
    let mut spring = |a: usize, b: usize, random: &mut SplitMix64| {
        let strength = random.next_f64() * 2.0;
        springs.push(Spring { a, b, length: 190.0 - 40.0 * strength, strength });
    };
    let linked: Vec<usize> = (0..bodies.len()).filter(|i| i % 10 != 9).collect();
    for (k, &i) in linked.iter().enumerate().skip(parts) {
        let before = |random: &mut SplitMix64| linked[random.below(k / parts) * parts + k % parts];
        let (first, second) = (before(&mut random), before(&mut random));
        spring(i, first, &mut random);
        if random.below(2) == 0 && second != first {
            spring(i, second, &mut random);
        }
    }
    LayoutRequest { bodies, springs, aspect: 16.0 / 9.0, seed, ..LayoutRequest::default() }
}

fn stand(request: &LayoutRequest, places: &[Point]) -> Vec<Rect> {
    request.bodies.iter().zip(places).map(|(body, place)| body.footprint + place.to_vec2()).collect()
}

#[track_caller]
pub(crate) fn check_free(request: &LayoutRequest, places: &[Point]) {
    assert_eq!(places.len(), request.bodies.len());
    assert!(places.iter().all(|p| p.x.is_finite() && p.y.is_finite()), "a place is not a number");
    let rects = stand(request, places);
    for (i, a) in rects.iter().enumerate() {
        for (j, b) in rects.iter().enumerate().skip(i + 1) {
            let apart = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
            let excused = request.bodies[i].pinned && request.bodies[j].pinned;
            assert!(apart || excused, "{i} at {a:?} overlaps {j} at {b:?}, seed {}", request.seed);
        }
    }
}

fn bounds(rects: &[Rect]) -> Rect {
    rects.iter().copied().reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO)
}

/// A simulation at rest, and the places of its bodies.
pub(crate) fn at_rest(request: &LayoutRequest) -> (Simulation, Vec<Point>) {
    let mut simulation = Simulation::default();
    simulation.update(request.clone());
    let places = rest_of(&mut simulation);
    (simulation, places)
}

/// Lets a simulation come to rest, which takes at most 24 ticks.
#[track_caller]
pub(crate) fn rest_of(simulation: &mut Simulation) -> Vec<Point> {
    let ticks = (0..100).take_while(|_| simulation.tick()).count();
    assert!(ticks <= 24, "still moving after {ticks} ticks");
    let places: Vec<Point> = simulation.places().map(|(_, place)| place).collect();
    for _ in 0..50 {
        assert!(!simulation.tick(), "moves again after rest");
    }
    assert!(simulation.places().map(|(_, place)| place).eq(places.iter().copied()), "drifts at rest");
    places
}

/// The request as a document would make it from the present places.
pub(crate) fn placed(mut request: LayoutRequest, places: &[Point]) -> LayoutRequest {
    for (body, &place) in request.bodies.iter_mut().zip(places) {
        body.at = Some(place);
    }
    request
}

pub(crate) fn add_body(request: &mut LayoutRequest, id: u64, neighbors: &[usize]) {
    let b = request.bodies.len();
    request.bodies.push(Body { id, footprint: Rect::new(-45.0, -20.0, 45.0, 40.0), ..Body::default() });
    request.springs.extend(neighbors.iter().map(|&a| Spring { a, b, length: 130.0, strength: 1.0 }));
}

#[test]
fn footprints_never_overlap_at_rest() {
    for (bodies, parts, seed) in [(1, 1, 1), (2, 1, 2), (12, 1, 3), (40, 2, 4), (40, 1, 5), (120, 5, 6), (330, 3, 7)] {
        let request = random_map(bodies, parts, seed);
        check_free(&request, &layout(&request));
    }
}

#[test]
fn same_request_gives_same_bits() {
    for seed in [11, 12] {
        let request = random_map(60, 2, seed);
        let bits = |places: &[Point]| places.iter().map(|p| (p.x.to_bits(), p.y.to_bits())).collect::<Vec<_>>();
        assert_eq!(bits(&layout(&request)), bits(&layout(&request.clone())));
        let mut other = request.clone();
        other.seed += 1;
        assert_ne!(layout(&other), layout(&request), "the seed counts");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let edges: Vec<(usize, usize)> = (1..2500).flat_map(|b| [(b * 7 % b, b), (b * 5 / 8, b)]).collect();
    for request in [random_map(90, 3, 13), ringed_map(60, 14), LayoutRequest::from_graph(2500, &edges, None)] {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
            pool.install(|| layout(&request))
        };
        let one = with(1);
        assert!(with(2) == one && with(4) == one, "{} bodies", request.bodies.len());
    }
}

#[test]
fn odd_requests_get_finite_places() {
    let mut request = random_map(30, 1, 21);
    request.bodies[0].footprint = Rect::ZERO;
    request.bodies[1].footprint = Rect::new(f64::NAN, 0.0, f64::INFINITY, -5.0);
    request.bodies[2].footprint = Rect::new(40.0, 30.0, -40.0, -30.0);
    request.bodies[3].at = Some(Point::new(f64::NAN, 1.0e300));
    request.bodies[4].pinned = true;
    request.springs[0].length = 0.0;
    request.springs[1].length = f64::NAN;
    request.springs[2].length = 1.0e300;
    request.springs[3].strength = -3.0;
    request.springs[4].strength = f64::INFINITY;
    request.springs.push(Spring { a: 5, b: 5, length: 10.0, strength: 1.0 });
    request.springs.push(Spring { a: 5, b: 5000, length: 10.0, strength: 1.0 });
    request.springs.push(request.springs[6]);
    for aspect in [0.0, -1.0, f64::NAN, 1.0e9] {
        request.aspect = aspect;
        let places = layout(&request);
        assert!(places.iter().all(|p| p.x.is_finite() && p.y.is_finite()), "aspect {aspect}");
        let (mut simulation, _) = at_rest(&request);
        simulation.hold(request.bodies[6].id, Point::new(f64::NAN, 0.0));
        simulation.release();
        rest_of(&mut simulation);
    }
}

#[test]
fn nothing_and_one_body_are_laid_out() {
    let mut request = LayoutRequest::default();
    assert!(layout(&request).is_empty());
    assert!(at_rest(&request).1.is_empty());
    add_body(&mut request, 1, &[]);
    check_free(&request, &layout(&request));
}

#[test]
fn bodies_on_one_spot_are_parted() {
    let mut request = random_map(40, 1, 31);
    for body in &mut request.bodies {
        body.at = Some(Point::new(100.0, 100.0));
    }
    check_free(&request, &layout(&request));
    check_free(&request, &at_rest(&request).1);
}

#[test]
fn a_body_wider_than_the_map_finds_room() {
    let mut request = random_map(40, 1, 32);
    request.bodies[5].footprint = Rect::new(-4000.0, -20.0, 4000.0, 900.0);
    check_free(&request, &layout(&request));
}

#[test]
fn pins_stay_to_the_bit() {
    for seed in 41..46 {
        let mut request = random_map(50, 2, seed);
        let mut random = SplitMix64::new(seed);
        let pins = [3, 9, 14, 20];
        for i in pins {
            let place = Point::new(random.next_f64() * 900.0, random.next_f64() * 600.0 + i as f64 * 1.0e-7);
            (request.bodies[i].at, request.bodies[i].pinned) = (Some(place), true);
        }
        let places = layout(&request);
        check_free(&request, &places);
        let (mut simulation, started) = at_rest(&request);
        check_free(&request, &started);
        simulation.reheat();
        let tidied = rest_of(&mut simulation);
        check_free(&request, &tidied);
        for i in pins {
            assert_eq!([Some(places[i]), Some(started[i]), Some(tidied[i])], [request.bodies[i].at; 3]);
        }
    }
}

#[test]
fn strong_springs_pull_closer() {
    let mut ratio = 0.0;
    for seed in 51..56 {
        let request = random_map(40, 1, seed);
        let places = layout(&request);
        let mean = |strong: bool| {
            let some = request.springs.iter().filter(|spring| (spring.strength > 1.0) == strong);
            let lengths: Vec<f64> = some.map(|spring| places[spring.a].distance(places[spring.b])).collect();
            lengths.iter().sum::<f64>() / lengths.len() as f64
        };
        ratio += mean(true) / mean(false) / 5.0;
    }
    assert!(ratio < 0.85, "strong springs are {ratio:.2} times as long as weak ones");
}

#[test]
fn parts_fill_the_wished_shape() {
    for aspect in [0.7, 1.0, 16.0 / 9.0, 2.4] {
        let mut request = random_map(90, 9, 61);
        request.aspect = aspect;
        let rects = stand(&request, &layout(&request));
        let whole = bounds(&rects);
        let have = whole.width() / whole.height();
        assert!((have / aspect).ln().abs() < 0.35, "{have:.2} instead of {aspect:.2}");
        let filled = rects.iter().map(Rect::area).sum::<f64>() / whole.area();
        assert!(filled > 0.1, "only {filled:.2} of the picture is used");
    }
}

#[test]
fn bodies_without_springs_stand_in_rows() {
    let mut request = LayoutRequest { aspect: 1.6, ..LayoutRequest::default() };
    for id in 0..12 {
        add_body(&mut request, id, &[]);
    }
    let places = layout(&request);
    check_free(&request, &places);
    let mut lines: Vec<i64> = places.iter().map(|p| p.y.round() as i64).collect();
    lines.dedup();
    assert!((2..=4).contains(&lines.len()), "twelve bodies in {} rows", lines.len());
}

#[test]
fn stress_of_a_path_is_almost_zero() {
    let edges: Vec<(usize, usize)> = (1..20).map(|i| (i - 1, i)).collect();
    let request = LayoutRequest::from_graph(20, &edges, None);
    let quality = Quality::of(&request, &layout(&request), true);
    assert!(quality.stress < 0.01, "{quality:?}");
    assert_eq!((quality.overlaps, quality.crossings), (0, 0));
    assert!(quality.neighborhood > 0.95, "{quality:?}");
}

#[test]
fn a_lattice_is_drawn_as_a_lattice() {
    let side = 9;
    let across = (0..side * side).filter(|i| i % side != 0).map(|i| (i - 1, i));
    let down = (side..side * side).map(|i| (i - side, i));
    let request = LayoutRequest::from_graph(side * side, &across.chain(down).collect::<Vec<_>>(), None);
    let quality = Quality::of(&request, &layout(&request), true);
    assert!(quality.stress < 0.03, "{quality:?}");
    assert_eq!(quality.crossings, 0);
}

#[test]
fn large_graphs_get_room_and_low_stress() {
    let side = 50;
    let across = (0..side * side).filter(|i| i % side != 0).map(|i| (i - 1, i));
    let down = (side..side * side).map(|i| (i - side, i));
    let request = LayoutRequest::from_graph(side * side, &across.chain(down).collect::<Vec<_>>(), None);
    let quality = Quality::of(&request, &layout(&request), true);
    assert!(quality.stress < 0.04, "{quality:?}");
    assert_eq!(quality.overlaps, 0);
}

#[test]
fn dots_do_not_stand_so_near_that_two_look_like_one() {
    let mut random = SplitMix64::new(62);
    let edges: Vec<(usize, usize)> = (1..600).flat_map(|b| [(random.below(b), b), (random.below(b), b)]).collect();
    let places = layout(&LayoutRequest::from_graph(600, &edges, None));
    let mut lengths: Vec<f64> = edges.iter().map(|&(a, b)| places[a].distance(places[b])).collect();
    lengths.sort_by(f64::total_cmp);
    let alone = |&a: &usize| (0..600).all(|b| a == b || places[a].distance(places[b]) > 0.1 * lengths[599]);
    let crowded = 600 - (0..600).filter(alone).count();
    assert!(crowded < 30, "{crowded} of 600");
}

#[test]
fn placed_requests_do_not_move() {
    for seed in 71..75 {
        let request = random_map(60, 2, seed);
        let (_, places) = at_rest(&request);
        let request = placed(request, &places);
        let mut simulation = Simulation::default();
        for _ in 0..3 {
            simulation.update(request.clone());
            assert!(!simulation.tick());
            assert!(simulation.places().map(|(_, place)| place).eq(places.iter().copied()));
        }
    }
}

#[test]
fn newcomers_leave_the_others_alone() {
    for seed in 81..89 {
        let request = random_map(60, 2, seed);
        let (mut simulation, before) = at_rest(&request);
        let mut request = placed(request, &before);
        let mut random = SplitMix64::new(seed);
        for id in 0..6 {
            let neighbors = [random.below(60), random.below(60), random.below(60)];
            add_body(&mut request, 1000 + id, &neighbors[..(id % 4) as usize]);
        }
        add_body(&mut request, 2000, &[64]);
        request.springs.push(Spring { a: 0, b: 1, length: 100.0, strength: 2.0 });
        simulation.update(request.clone());
        let after = rest_of(&mut simulation);
        check_free(&request, &after);
        let mut ways: Vec<f64> = (2..60).map(|i| before[i].distance(after[i])).collect();
        ways.sort_by(f64::total_cmp);
        let whole = bounds(&stand(&request, &after));
        let diagonal = whole.width().hypot(whole.height());
        assert!(ways[29] < 0.02 * diagonal, "median {} of {diagonal}, seed {seed}", ways[29]);
        assert!(ways[52] < 0.05 * diagonal, "nine in ten {} of {diagonal}, seed {seed}", ways[52]);
        for (i, spring) in request.springs.iter().enumerate().filter(|(_, spring)| spring.b >= 60) {
            let degree = request.springs.iter().filter(|other| other.b == spring.b).count();
            let length = after[spring.a].distance(after[spring.b]);
            assert!(degree > 1 || length < 3.0 * spring.length, "spring {i} is {length} long, seed {seed}");
        }
    }
}

#[test]
fn names_typed_one_by_one_line_up() {
    let mut simulation = Simulation::default();
    let mut request = LayoutRequest { aspect: 1.6, ..LayoutRequest::default() };
    let mut places = Vec::new();
    for id in 0..12 {
        request = placed(request, &places);
        add_body(&mut request, id, &[]);
        simulation.update(request.clone());
        let now = rest_of(&mut simulation);
        assert_eq!(now[..places.len()], places, "a new name moves no other");
        check_free(&request, &now);
        places = now;
    }
    let whole = bounds(&stand(&request, &places));
    assert!(whole.width() / whole.height() < 4.0, "{whole:?}");
}

#[test]
fn a_new_spring_brings_a_lone_body_near() {
    let (mut simulation, places) = at_rest(&random_map(50, 1, 91));
    let mut request = placed(random_map(50, 1, 91), &places);
    let far =
        (0..50).max_by(|&a, &b| places[a].distance(places[49]).total_cmp(&places[b].distance(places[49]))).unwrap();
    request.springs.push(Spring { a: far, b: 49, length: 150.0, strength: 1.0 });
    simulation.update(request.clone());
    let after = rest_of(&mut simulation);
    check_free(&request, &after);
    assert!(after[far].distance(after[49]) < 400.0, "{} apart", after[far].distance(after[49]));
}

#[test]
fn a_lone_body_comes_along_the_line_that_was_drawn() {
    let mut request = LayoutRequest { aspect: 1.6, ..LayoutRequest::default() };
    for (id, at) in [(1, Point::new(0.0, 0.0)), (2, Point::new(400.0, 0.0)), (3, Point::new(200.0, 260.0))] {
        let footprint = Rect::new(-40.0, -20.0, 40.0, 45.0);
        request.bodies.push(Body { id, footprint, at: Some(at), ..Body::default() });
    }
    let mut simulation = Simulation::default();
    simulation.update(request.clone());
    request.springs.push(Spring { a: 0, b: 1, length: 150.0, strength: 1.0 });
    simulation.update(request.clone());
    let after = rest_of(&mut simulation);
    assert!((after[0].x, after[0].y) == (0.0, 0.0), "the older end stays: {after:?}");
    assert!(after[1].x > 100.0 && after[1].y.abs() < 60.0, "who stood on the right stays there: {after:?}");
    assert_eq!(after[2], Point::new(200.0, 260.0), "who has no part in it stays");
}

#[test]
fn a_longer_label_makes_room() {
    let (mut simulation, places) = at_rest(&random_map(60, 1, 92));
    let mut request = placed(random_map(60, 1, 92), &places);
    request.bodies[7].footprint = Rect::new(-160.0, -20.0, 160.0, 60.0);
    simulation.update(request.clone());
    check_free(&request, &rest_of(&mut simulation));
}

#[test]
fn the_held_body_is_where_the_hand_is() {
    let mut request = LayoutRequest { aspect: 1.6, ..LayoutRequest::default() };
    add_body(&mut request, 10, &[]);
    for id in 11..16 {
        add_body(&mut request, id, &[0]);
    }
    for neighbor in [1, 2, 4] {
        add_body(&mut request, 20 + neighbor as u64, &[neighbor]);
    }
    let (mut simulation, before) = at_rest(&request);
    let mut hand = before[0];
    for _ in 0..30 {
        hand.x += 23.0;
        simulation.hold(10, hand);
        simulation.tick();
        assert_eq!(simulation.places().next(), Some((10, hand)));
        // The document hears of every tick.
        request = placed(request, &simulation.places().map(|(_, place)| place).collect::<Vec<_>>());
        simulation.update(request.clone());
        assert_eq!(simulation.places().next(), Some((10, hand)));
    }
    simulation.release();
    let after = rest_of(&mut simulation);
    check_free(&request, &after);
    assert_eq!(after[0], hand);
    assert_eq!(after[6], before[6], "what does not hang on it alone stays");
    assert!(after[3].distance(before[3] + (hand - before[0])) < 1.0, "leaves come along");
}

#[test]
fn tidying_twice_moves_little() {
    for seed in 101..104 {
        let request = random_map(40, 1, seed);
        let (mut simulation, _) = at_rest(&request);
        simulation.reheat();
        let first = rest_of(&mut simulation);
        check_free(&request, &first);
        simulation.reheat();
        let second = rest_of(&mut simulation);
        let way = first.iter().zip(&second).map(|(a, b)| a.distance(*b)).sum::<f64>() / first.len() as f64;
        let whole = bounds(&stand(&request, &first));
        assert!(way < 0.1 * whole.width().hypot(whole.height()), "{way} on average, seed {seed}");
    }
}

#[test]
fn a_place_given_from_outside_counts() {
    let (mut simulation, places) = at_rest(&random_map(30, 1, 111));
    let mut request = placed(random_map(30, 1, 111), &places);
    let far = Point::new(5000.0, -4000.0);
    request.bodies[4].at = Some(far);
    simulation.update(request);
    let after = rest_of(&mut simulation);
    assert_eq!(after[4], far);
    assert!((0..30).all(|i| i == 4 || after[i] == places[i]), "nobody else moves");
}

#[test]
fn crowds_of_requests_stay_calm() {
    for seed in 121..125 {
        let mut random = SplitMix64::new(seed);
        let mut simulation = Simulation::default();
        let mut request = random_map(25, 1, seed);
        for step in 0..25_u64 {
            simulation.update(request.clone());
            for _ in 0..random.below(8) {
                simulation.tick();
            }
            let places: Vec<Point> = simulation.places().map(|(_, place)| place).collect();
            request = placed(request, &places);
            let n = request.bodies.len();
            match random.below(5) {
                0 => add_body(&mut request, 500 + step, &[random.below(n)]),
                1 => {
                    request.springs.push(Spring {
                        a: random.below(n),
                        b: random.below(n),
                        length: 90.0,
                        strength: 1.0,
                    });
                }
                2 => request.bodies[random.below(n)].pinned ^= true,
                3 => simulation.reheat(),
                _ => {
                    simulation.hold(request.bodies[random.below(n)].id, Point::new(random.next_f64() * 800.0, 0.0));
                    simulation.tick();
                    simulation.release();
                }
            }
        }
        simulation.update(request.clone());
        check_free(&request, &rest_of(&mut simulation));
    }
}

/// Bodies in three rings and a few in the middle; every one hangs on one of its own ring or the ring inside.
fn ringed_map(bodies: usize, seed: u64) -> LayoutRequest {
    let mut request = random_map(bodies, 1, seed);
    for (i, body) in request.bodies.iter_mut().enumerate() {
        body.ring = Some(match i {
            0..3 => 0,
            _ => 1 + (i % 3) as u8,
        });
        body.side = if body.ring == Some(2) && i % 2 == 0 { 1.0 } else { 0.0 };
    }
    request
}

#[test]
fn rings_lie_around_their_middle() {
    for (bodies, seed) in [(12, 131), (30, 132), (45, 133), (120, 134)] {
        let request = ringed_map(bodies, seed);
        let places = layout(&request);
        check_free(&request, &places);
        // Loose ones stand in rows below.
        let linked = |i: usize| request.springs.iter().any(|spring| spring.a == i || spring.b == i);
        let mean = |ring: u8, far: &dyn Fn(Point) -> f64| {
            let members: Vec<f64> = (0..bodies)
                .filter(|&i| request.bodies[i].ring == Some(ring) && linked(i))
                .map(|i| far(places[i]))
                .collect();
            members.iter().sum::<f64>() / members.len() as f64
        };
        let middle = Point::new(mean(0, &|p| p.x), mean(0, &|p| p.y));
        let radii: Vec<f64> = (0..4).map(|ring| mean(ring, &|p| p.distance(middle))).collect();
        assert!(radii.windows(2).all(|pair| pair[0] * 1.15 < pair[1]), "{radii:?}, seed {seed}");
        let right: f64 =
            (0..bodies).filter(|&i| linked(i)).map(|i| request.bodies[i].side * (places[i].x - middle.x)).sum();
        assert!(right > 0.0, "who belongs to the right stands on the left, seed {seed}");
    }
}

#[test]
fn rings_do_not_lean_to_one_side() {
    for seed in 135..139 {
        let request = ringed_map(40, seed);
        let places = layout(&request);
        let linked = |i: usize| request.springs.iter().any(|spring| spring.a == i || spring.b == i);
        let members = |ring: u8| -> Vec<Point> {
            (0..40).filter(|&i| request.bodies[i].ring == Some(ring) && linked(i)).map(|i| places[i]).collect()
        };
        let mean = |all: &[Point]| (all.iter().map(|p| p.to_vec2()).sum::<Vec2>() / all.len() as f64).to_point();
        let middle = mean(&members(0));
        for ring in 1..=3 {
            let members = members(ring);
            let radius = members.iter().map(|p| p.distance(middle)).sum::<f64>() / members.len() as f64;
            let off = mean(&members).distance(middle) / radius;
            assert!(off < 0.5, "ring {ring} is {off:.2} of its radius off the middle, seed {seed}");
        }
    }
}

#[test]
fn the_hollow_in_the_middle_of_rings_stays_free() {
    for (bodies, seed) in [(12, 135), (40, 136), (200, 137)] {
        let mut request = ringed_map(bodies, seed);
        request.hollow = Rect::new(-110.0, -30.0, 110.0, 30.0);
        let places = layout(&request);
        check_free(&request, &places);
        let rects = stand(&request, &places);
        let middle = places[..3].iter().map(|p| p.to_vec2()).sum::<Vec2>() / 3.0;
        let free = |off: Vec2| {
            let hollow = request.hollow + middle + off;
            rects.iter().all(|r| r.x1 <= hollow.x0 || hollow.x1 <= r.x0 || r.y1 <= hollow.y0 || hollow.y1 <= r.y0)
        };
        let mut offs = (-20..=20).flat_map(|x| (-20..=20).map(move |y| Vec2::new(f64::from(x), f64::from(y)) * 8.0));
        assert!(offs.any(free), "no room near the middle, seed {seed}");
    }
}

#[test]
fn a_newcomer_goes_to_its_ring() {
    let request = ringed_map(40, 141);
    let (mut simulation, places) = at_rest(&request);
    let distance = |places: &[Point], p: Point| {
        let middle = places[..3].iter().map(|p| p.to_vec2()).sum::<Vec2>() / 3.0;
        p.distance(middle.to_point())
    };
    let mut far = Vec::new();
    for ring in [1, 3] {
        let mut request = placed(request.clone(), &places);
        add_body(&mut request, 900, &[4]);
        request.bodies[40].ring = Some(ring);
        simulation.update(request.clone());
        let now = rest_of(&mut simulation);
        check_free(&request, &now);
        far.push(distance(&now, now[40]));
        simulation.update(placed(ringed_map(40, 141), &places));
        rest_of(&mut simulation);
    }
    assert!(far[0] < far[1], "{far:?}");
}
