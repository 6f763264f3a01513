//! Room for newcomers in a map that stands: near their neighbours, at a free spot, with few crossings.
//! It moves no body that already has a place, except the ends of changed springs.

use super::LayoutRequest;
use super::graph::Graph;
use super::lines::{Lines, Prices, Sight};
use super::overlap::FreeSpots;
use super::packing::{Piece, bounds, pack};
use super::rings::Standing;
use super::whole::{cover, layout, part_gap};
use crate::geom::overlap;
use crate::geom::{Point, Rect, Vec2, unit};

/// What faults cost for one body among placed ones; 1 is a spring at twice its length.
const PRICES: Prices = Prices { crossing: 0.15, under: 1.5, label: 0.6, narrow: 0.3 };
/// A body this near, in lengths of its springs, starts to feel crowded.
const PERSONAL: f64 = 1.0;
const CROWDED: f64 = 0.3;
/// A body this far off its ring, in lengths of its springs, is as badly off as with a spring at twice its length.
const OFF_RING: f64 = 1.0;
/// The least gain for which a body takes a step.
const WORTH_IT: f64 = 1.0e-3;
/// Beyond this many springs or newcomers, places are judged by length and room only.
const LOOK_AT_LINES: usize = 6000;
const LOOK_CLOSELY: usize = 60;

/// A map with its newcomers.
pub(super) struct Newcomers<'a> {
    pub(super) graph: &'a Graph,
    pub(super) boxes: &'a [Rect],
    pub(super) request: &'a LayoutRequest,
    /// Where rings stand; none in a free arrangement.
    pub(super) rings: Standing,
}

impl Newcomers<'_> {
    /// Gives a place to every body that has none; the others stay.
    pub(super) fn place(&self, rest: &mut [Option<Point>]) {
        let missing = rest.iter().filter(|place| place.is_none()).count();
        if missing == 0 {
            return;
        }
        let closely = missing <= LOOK_CLOSELY;
        self.place_linked(rest, closely);
        self.place_parts(rest);
        for node in 0..rest.len() {
            if rest[node].is_none() {
                rest[node] = Some(self.next_in_row(rest, node));
            }
        }
    }

    /// Newcomers with a placed neighbour, nearest to the map first.
    fn place_linked(&self, rest: &mut [Option<Point>], closely: bool) {
        let mut taken: Vec<Rect> = Vec::with_capacity(rest.len());
        for (place, footprint) in rest.iter().zip(self.boxes) {
            taken.extend(place.map(|p| *footprint + p.to_vec2()));
        }
        let mut free = FreeSpots::new(taken);
        let near = |rest: &[Option<Point>], node: usize| {
            rest[node].is_none() && self.graph.of(node).iter().any(|link| rest[link.to()].is_some())
        };
        let mut queue: Vec<usize> = (0..rest.len()).filter(|&node| near(rest, node)).collect();
        let mut next = 0;
        while next < queue.len() {
            let node = queue[next];
            next += 1;
            if rest[node].is_some() {
                continue;
            }
            let at = self.arrive(rest, node, &free, closely);
            rest[node] = Some(at);
            free.take(self.boxes[node] + at.to_vec2());
            queue.extend(self.graph.of(node).iter().map(|link| link.to()).filter(|&to| rest[to].is_none()));
        }
    }

    /// The best free spot around the placed neighbours of a newcomer.
    fn arrive(&self, rest: &[Option<Point>], node: usize, free: &FreeSpots, closely: bool) -> Point {
        let neighbors: Vec<(Point, f64)> =
            self.graph.of(node).iter().filter_map(|link| Some((rest[link.to()]?, link.length()))).collect();
        let count = neighbors.len().max(1) as f64;
        let center = (neighbors.iter().map(|(p, _)| p.to_vec2()).sum::<Vec2>() / count).to_point();
        let length = neighbors.iter().map(|(_, length)| length).sum::<f64>() / count;
        let surroundings = (closely && self.few_lines()).then(|| Surroundings::new(self, rest, node));
        let lines = surroundings.as_ref().map(|s| Lines::new(&s.graph, &s.boxes, self.prices()));
        // As far as the widest ring, and a walk from there.
        let around = square(center, 4.0 * length);
        let view = View::new(self, (rest, node), around, surroundings.as_ref().zip(lines.as_ref()));
        let is_free = |at: Point| free.is_free(at, self.boxes[node]);
        let mut best: Option<(f64, Point)> = None;
        for ring in [0.0, 0.35, 0.7, 1.0, 1.3, 1.7, 2.2, 3.0] {
            const DIRECTIONS: usize = 20;
            for k in 0..if ring > 0.0 { DIRECTIONS } else { 1 } {
                let (s, c) = libm::sincos(std::f64::consts::TAU * (k as f64 + 0.5 * ring) / DIRECTIONS as f64);
                let at = center + Vec2::new(c, s) * (ring * length);
                if is_free(at) {
                    let cost = view.cost(at, best.map_or(f64::INFINITY, |best| best.0));
                    if best.is_none_or(|best| cost < best.0) {
                        best = Some((cost, at));
                    }
                }
            }
        }
        let wish = best.map_or(center, |best| best.1);
        let wish = if closely { view.descend(wish, (0.3 * length, length), is_free) } else { wish };
        free.nearest(wish, self.boxes[node])
    }

    /// In a large thicket one move clears no crossings, and looking at them takes most of the time.
    fn prices(&self) -> Prices {
        const LARGE: usize = 150;
        let thicket = self.graph.len() > LARGE && self.graph.edges().nth(3 * self.graph.len()).is_some();
        if thicket { Prices { crossing: 0.0, ..PRICES } } else { PRICES }
    }

    fn few_lines(&self) -> bool {
        self.graph.edges().nth(LOOK_AT_LINES).is_none()
    }

    /// Parts that are new as a whole: laid out for themselves and packed beside the map.
    fn place_parts(&self, rest: &mut [Option<Point>]) {
        let request = self.request;
        let new: Vec<usize> =
            (0..rest.len()).filter(|&node| rest[node].is_none() && self.graph.degree(node) > 0).collect();
        if new.is_empty() {
            return;
        }
        let graph = self.graph.induced(&new);
        let number = |node: usize| new.binary_search(&node).ok();
        let part = LayoutRequest {
            bodies: new.iter().map(|&node| request.bodies[node]).collect(),
            springs: request
                .springs
                .iter()
                .filter_map(|s| Some(super::Spring { a: number(s.a)?, b: number(s.b)?, ..*s }))
                .collect(),
            hollow: Rect::ZERO,
            aspect: request.aspect,
            seed: request.seed,
        };
        let places = layout(&part);
        let gap = part_gap(self.boxes);
        let old: Vec<usize> = (0..rest.len()).filter(|&node| rest[node].is_some()).collect();
        let old_places: Vec<Point> = old.iter().filter_map(|&node| rest[node]).collect();
        let mut pieces = vec![Piece { cover: cover(self.graph, self.boxes, &old, &old_places, gap), stays: true }];
        let parts = graph.components();
        for members in &parts {
            let nodes: Vec<usize> = members.iter().map(|&i| new[i]).collect();
            let at: Vec<Point> = members.iter().map(|&i| places[i]).collect();
            pieces.push(Piece { cover: cover(self.graph, self.boxes, &nodes, &at, gap), stays: false });
        }
        for (members, shift) in parts.iter().zip(pack(&pieces, request.usable_aspect(), gap).iter().skip(1)) {
            for &i in members {
                rest[new[i]] = Some(places[i] + *shift);
            }
        }
    }

    /// The next place in the row of bodies without springs below the map.
    fn next_in_row(&self, rest: &[Option<Point>], node: usize) -> Point {
        let gap = part_gap(self.boxes);
        let all = rest.iter().zip(self.boxes).enumerate();
        let placed: Vec<(usize, Rect)> = all.filter_map(|(i, (p, b))| Some((i, *b + (*p)?.to_vec2()))).collect();
        let rects: Vec<Rect> = placed.iter().map(|placed| placed.1).collect();
        let whole = bounds(&rects);
        let loose: Vec<usize> = placed.iter().map(|placed| placed.0).filter(|&i| self.graph.degree(i) == 0).collect();
        let own = self.boxes[node];
        let area: f64 = self.boxes.iter().map(|b| (b.width() + gap) * (b.height() + gap)).sum();
        let width = whole.width().max((area * self.request.usable_aspect()).sqrt());
        let last = loose.iter().filter_map(|&i| Some((rest[i]?, i))).max_by(|a, b| {
            let line = |p: &(Point, usize)| (p.0.y, p.0.x);
            line(a).0.total_cmp(&line(b).0).then(line(a).1.total_cmp(&line(b).1)).then(a.1.cmp(&b.1))
        });
        let wish = match last {
            Some((p, i)) => {
                let right = p.x + self.boxes[i].x1 + gap - own.x0;
                if right + own.x1 - whole.x0 <= width {
                    Point::new(right, p.y)
                } else {
                    Point::new(whole.x0 - own.x0, whole.y1 + gap - own.y0)
                }
            }
            None => Point::new(whole.x0 - own.x0, whole.y1 + gap - own.y0),
        };
        FreeSpots::new(rects).nearest(wish, own)
    }

    /// Lets the free ends of changed springs look for a better place near where they are. Ends with a
    /// single spring that is far too long come nearer to their neighbour.
    pub(super) fn settle_ends(&self, rest: &mut [Point], ends: &[usize], fixed: &[bool]) {
        // The newest first: a body that was just made moves to an old one rather than the other way.
        for &node in ends.iter().rev().filter(|&&node| !fixed[node]) {
            let length = self.graph.of(node).iter().map(|link| link.length()).fold(1.0, f64::max);
            // It goes no further than a few springs from where it stands or hangs.
            let ends = self.graph.of(node).iter().map(|link| rest[link.to()]);
            let around =
                ends.fold(square(rest[node], 1.0), |all, p| all.union_pt(p)).inflate(8.0 * length, 8.0 * length);
            let stand = rest.iter().zip(self.boxes).map(|(p, footprint)| *footprint + p.to_vec2()).enumerate();
            let taken = stand.filter(|&(i, rect)| i != node && overlap(rect, around)).map(|(_, rect)| rect);
            let free = FreeSpots::new(taken.collect());
            let places: Vec<Option<Point>> = rest.iter().enumerate().map(|(i, &p)| (i != node).then_some(p)).collect();
            let surroundings = self.few_lines().then(|| Surroundings::new(self, &places, node));
            let lines = surroundings.as_ref().map(|s| Lines::new(&s.graph, &s.boxes, self.prices()));
            let is_free = |at: Point| free.is_free(at, self.boxes[node]);
            let (start, step, far) = match self.graph.of(node) {
                // It comes along the line that the hand drew: who stood on the right stays on the right.
                [link] if rest[node].distance(rest[link.to()]) > 1.5 * link.length() => {
                    let drawn = unit(rest[node] - rest[link.to()]) * link.length();
                    (free.nearest(rest[link.to()] + drawn, self.boxes[node]), 0.2 * length, 0.6 * length)
                }
                _ => (rest[node], 0.25 * length, 1.5 * length),
            };
            let view = View::new(self, (&places, node), square(start, far), surroundings.as_ref().zip(lines.as_ref()));
            let wish = view.descend(start, (step, far), is_free);
            if wish != rest[node] {
                rest[node] = free.nearest(wish, self.boxes[node]);
            }
        }
    }
}

/// The places at most `reach` from `center` along either axis.
fn square(center: Point, reach: f64) -> Rect {
    Rect::from_center_size(center, (2.0 * reach, 2.0 * reach))
}

/// The placed part of the map with one more body, the last.
struct Surroundings {
    graph: Graph,
    boxes: Vec<Rect>,
    places: Vec<Point>,
}

impl Surroundings {
    fn new(map: &Newcomers<'_>, rest: &[Option<Point>], node: usize) -> Self {
        let members: Vec<usize> = (0..rest.len()).filter(|&i| i == node || rest[i].is_some()).collect();
        Self {
            graph: map.graph.induced(&members).into_owned(),
            boxes: members.iter().map(|&i| map.boxes[i]).collect(),
            places: members.iter().map(|&i| rest[i].unwrap_or_default()).collect(),
        }
    }
}

/// The map as one body sees it that looks for a place.
struct View<'a> {
    /// Placed neighbours: where, spring length, strength.
    springs: Vec<(Point, f64, f64)>,
    /// The mean length of its springs.
    length: f64,
    /// The rings of the map, and the one it belongs to.
    ring: (&'a Standing, Option<u8>),
    /// Others that may crowd it, and the lines it can meet; `None` where only springs are looked at.
    close: Option<(Vec<Point>, Sight<'a>)>,
}

impl<'a> View<'a> {
    /// The view from places within `around`.
    fn new(
        map: &'a Newcomers<'_>,
        (rest, node): (&[Option<Point>], usize),
        around: Rect,
        surroundings: Option<(&'a Surroundings, &'a Lines<'a>)>,
    ) -> Self {
        let springs: Vec<(Point, f64, f64)> = map
            .graph
            .of(node)
            .iter()
            .filter_map(|link| Some((rest[link.to()]?, link.length(), link.strength())))
            .collect();
        let length = (springs.iter().map(|spring| spring.1).sum::<f64>() / springs.len().max(1) as f64).max(1.0);
        let own = rest[..node].iter().filter(|place| place.is_some()).count();
        let close = surroundings.map(|(s, lines)| {
            let felt = around.inflate(PERSONAL * length, PERSONAL * length);
            let others = s.places.iter().enumerate().filter(|&(i, p)| i != own && felt.contains(*p));
            (others.map(|(_, p)| *p).collect(), lines.sight(&s.places, own, around))
        });
        let ring = (&map.rings, map.request.bodies[node].ring);
        Self { springs, length, ring, close }
    }

    /// What one spot costs; gives up beyond `limit`.
    fn cost(&self, at: Point, limit: f64) -> f64 {
        let stretch = |&(far, length, strength): &(Point, f64, f64)| {
            let miss = at.distance(far) / length - 1.0;
            strength * miss * miss
        };
        let mut cost = self.springs.iter().map(stretch).sum::<f64>();
        let off = self.ring.0.off(self.ring.1, at) / self.length;
        cost += OFF_RING * off * off;
        let Some((others, sight)) = &self.close else { return cost };
        let near = PERSONAL * self.length;
        for p in others {
            let d = at.distance(*p);
            if d < near {
                cost += CROWDED * (1.0 - d / near) * (1.0 - d / near);
            }
        }
        if cost < limit { cost + sight.price(at, limit - cost) } else { cost }
    }

    /// Walks downhill from `start` over free spots, in steps from `step` down, at most `far` away.
    fn descend(&self, start: Point, (step, far): (f64, f64), is_free: impl Fn(Point) -> bool) -> Point {
        const ROUNDS: usize = 14;
        let mut best = (self.cost(start, f64::INFINITY), start);
        let mut step = step;
        for _ in 0..ROUNDS {
            let before = best.0;
            for k in 0..8 {
                let (s, c) = libm::sincos(std::f64::consts::TAU * f64::from(k) / 8.0);
                let at = best.1 + Vec2::new(c, s) * step;
                if at.distance(start) <= far && is_free(at) {
                    let cost = self.cost(at, best.0);
                    // A gain that nobody sees is no reason to move anything.
                    if cost < best.0 - WORTH_IT {
                        best = (cost, at);
                    }
                }
            }
            if best.0 == before {
                step *= 0.5;
            }
        }
        best.1
    }
}
