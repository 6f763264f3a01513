//! The guide of a map in rings: soft lines between one ring and the next, quiet words for who stands there, the
//! promise in the middle. It follows where people stand and moves nobody.

use super::brush::{Brush, Type, round};
use super::plan::{Node, Plan};
use super::promise::{Middle, Promise};
use super::sizes::Sizes;
use super::{Tokens, View, shapes};
use crate::geom::overlap;
use crate::geom::{BezPath, Point, Rect, Vec2};
use crate::model::{Actor, Arrangement, Document, Kind, NodeId, words};
use crate::text::{Measure, Weight};

/// The ring of a node, from the middle: what all share (and whoever is the core), then the inside with what it
/// offers, then those it lives with, then those around them all.
#[must_use]
pub fn ring_of(document: &Document, node: NodeId) -> u8 {
    let NodeId::Actor(id) = node else { return 0 };
    match document.actor(id) {
        Some(actor) if document.meta().core != Some(id) => ring_of_kind(document, actor),
        _ => 0,
    }
}

/// The ring of an actor who is not the core, on the map or about to come.
#[must_use]
pub fn ring_of_kind(document: &Document, actor: &Actor) -> u8 {
    match actor.kind {
        Kind::Product | Kind::Touchpoint => 1,
        _ if document.is_inside(actor) => 1,
        Kind::Media | Kind::Community | Kind::Society => 3,
        _ => 2,
    }
}

/// Directions in which a line between two rings is looked at: enough for a soft line around thirty names.
const DIRECTIONS: usize = 72;
/// Air between a line and a body, between words and what they must not touch.
const AIR: f64 = 8.0;
/// The room between the place of somebody and the lines of their ring.
const ROOM: f64 = 34.0;
/// Between the name of a ring and the name of somebody, so that it is not read as one more of those.
const APART: (f64, f64) = (14.0, 5.0);
/// Places that are tried from one direction to the next.
const FINER: usize = 4;
/// Names of rings are in small capitals: the size of their type as a share of that of labels, and the height of a
/// capital as a share of that.
const CAPITALS: f64 = 0.8;
const CAPITAL: f64 = 0.72;
/// How far a line stands out from the canvas, and by how much the ground of each ring is darker than the next.
const LINE: f64 = 0.17;
const GROUND: f64 = 0.016;

/// The guide of one picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Rings {
    middle: Point,
    /// Everything is thought of as so much higher: rings fill a wide window, and lines are as round as they can be.
    squash: f64,
    /// The innermost first: the ring that ends there, and how far out the line lies in each direction.
    lines: Vec<(u8, Vec<f64>)>,
    /// The ring beyond the last line, and how far beyond it stands.
    last: Option<u8>,
    depth: f64,
    promise: Option<Promise>,
    words: Vec<Word>,
}

/// The name of a ring.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    area: Rect,
    /// What of the line it hides.
    ground: f64,
}

impl Rings {
    /// The lines around everybody who stands on this picture, and the promise; no words yet. Nothing where the
    /// map is not arranged in rings.
    pub(super) fn new(
        document: &Document,
        nodes: &[Node],
        sizes: &Sizes,
        (measure, tokens): (&dyn Measure, &Tokens),
        (view, center): (&View, Option<&Middle>),
    ) -> Self {
        if document.meta().arrangement != Arrangement::Rings || nodes.is_empty() {
            return Self::default();
        }
        let unit = sizes.actor.max(0.5);
        let rings: Vec<u8> = nodes.iter().map(|node| ring_of(document, node.id)).collect();
        let middle = center.map_or_else(|| middle(document, view, nodes, &rings), |center| center.at);
        let squash = squash(nodes, middle);
        let mut around: Vec<Around> = nodes
            .iter()
            .zip(&rings)
            .map(|(node, &ring)| Around::new(ring, raised(node.at - middle, squash), node.reach(unit) + AIR * unit))
            .collect();
        let promise = center.and_then(|center| Promise::place(document, center, nodes, unit, (measure, tokens)));
        let mut present = rings;
        if let Some(promise) = &promise {
            // The flattest oval around a box is its circle, squeezed.
            let half = promise.area().size() / 2.0;
            around.push(Around::new(0, Vec2::ZERO, half.width.hypot(half.height * squash)));
            present.push(0);
        }
        present.sort_unstable();
        present.dedup();
        let mut lines: Vec<(u8, Vec<f64>)> = Vec::new();
        for pair in present.windows(2) {
            let least = lines.last().map_or(0.0, |_| 3.0 * AIR * unit);
            let line = between(&around, pair[1], lines.last().map(|(_, line)| line.as_slice()), least);
            lines.push((pair[0], line));
        }
        let last = present.last().copied();
        let beyond = |node: &&Around| Some(node.ring) == last;
        let line = |node: &Around| lines.last().map_or(0.0, |(_, line)| line[node.seen.0 % DIRECTIONS]);
        let depths = around.iter().filter(beyond).map(|node| f64::midpoint(node.near, node.far) - line(node));
        let depth = depths.fold(2.0 * ROOM * unit, f64::max);
        Self { middle, squash, lines, last, depth, promise, words: Vec::new() }
    }

    /// What names have to keep clear of.
    pub(super) fn promise_area(&self) -> Option<Rect> {
        self.promise.as_ref().map(Promise::area)
    }

    /// The box around lines and words; `None` where there is no guide.
    pub(super) fn bounds(&self) -> Option<Rect> {
        let points = self.lines.iter().flat_map(|(_, line)| (0..line.len()).map(|k| self.at(line, k)));
        let lines = points.map(|p| Rect::from_points(p, p)).reduce(|a, b| a.union(b));
        lines.into_iter().chain(self.words.iter().map(|word| word.area)).reduce(|a, b| a.union(b))
    }

    fn at(&self, line: &[f64], k: usize) -> Point {
        self.middle + raised(direction(k) * line[k], 1.0 / self.squash)
    }

    /// Paints grounds and lines, beneath everything.
    pub(super) fn paint(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let stroke = round(t.canvas.mix(t.ink, LINE), t.stroke_floor.max(1.6));
        for (i, (_, line)) in self.lines.iter().enumerate().rev() {
            let corners: Vec<Point> = (0..line.len()).map(|k| self.at(line, k)).collect();
            let shade = GROUND * (self.lines.len() - i) as f64;
            brush.path(soft(&corners), Some(t.canvas.mix(t.ink, shade)), Some(stroke));
        }
    }

    /// Paints the words, above cords and beneath nothing that they touch.
    pub(super) fn paint_words(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let size = capitals(t);
        for word in &self.words {
            brush.path(shapes::rounded_box(word.area, 3.0), Some(t.canvas.mix(t.ink, word.ground)), None);
            let set = Type::new(size, Weight::Medium, t.ink3).centered();
            let at = word.area.center() + Vec2::new(0.0, CAPITAL * size / 2.0);
            brush.text_run(&word.text, word.area.width() - 2.0 * AIR, at, set);
        }
        if let Some(promise) = &self.promise {
            promise.paint(brush, t.canvas.mix(t.ink, GROUND * self.lines.len() as f64));
        }
    }

    /// From where to where, seen from the middle in a direction, a body of this ring stands.
    fn band(&self, ring: u8, k: usize, reach: f64) -> (f64, f64) {
        let within = self.lines.iter().rev().find(|(known, _)| *known < ring);
        let around = self.lines.iter().find(|(known, _)| *known >= ring);
        let inner = within.map_or(0.0, |(_, line)| line[k] + reach);
        let outer = match around {
            Some((_, line)) => line[k] - reach,
            // Beyond the last line as far as those who stand there, or beyond them.
            None if self.last == Some(ring) => inner.max(within.map_or(self.depth, |(_, line)| line[k] + self.depth)),
            None => inner + self.depth,
        };
        if inner < outer { (inner, outer) } else { (f64::midpoint(inner, outer), f64::midpoint(inner, outer)) }
    }
}

/// The size of the type in which rings are named.
fn capitals(tokens: &Tokens) -> f64 {
    (CAPITALS * tokens.label_size).max(0.95 * tokens.name_floor)
}

impl Plan {
    /// Places for somebody of this ring, the nearest to `near` first, in picture units; `near` alone where the map is not
    /// arranged in rings.
    #[must_use]
    pub fn places_in_ring(&self, ring: u8, near: Point) -> Vec<Point> {
        let guide = &self.rings;
        if guide.last.is_none() {
            return vec![near];
        }
        let off = raised(near - guide.middle, guide.squash);
        let (far, step) = (off.hypot(), std::f64::consts::TAU / DIRECTIONS as f64);
        let own = (libm::atan2(off.y, off.x) / step).round().rem_euclid(DIRECTIONS as f64) as usize % DIRECTIONS;
        let at = |k: usize, far: f64| guide.middle + raised(direction(k) * far, 1.0 / guide.squash);
        let reach = ROOM * self.unit();
        let (inner, outer) = guide.band(ring, own, reach);
        let mut places = vec![if inner <= far && far <= outer { near } else { at(own, far.clamp(inner, outer)) }];
        places.extend((0..DIRECTIONS).flat_map(|k| {
            let (inner, outer) = guide.band(ring, k, reach);
            [far.clamp(inner, outer), inner, f64::midpoint(inner, outer), outer].map(|far| at(k, far))
        }));
        places[1..].sort_by(|a, b| a.distance(near).total_cmp(&b.distance(near)));
        places
    }

    /// The middle of the rings, in picture units; `None` where the map is not arranged in rings.
    #[must_use]
    pub fn middle_of_rings(&self) -> Option<Point> {
        self.rings.last.map(|_| self.rings.middle)
    }

    /// The names of rings on their rims, where they touch nothing: neither bodies nor words nor cords. That of the last
    /// ring, which has no rim, stands just beyond the last line.
    pub(super) fn name_rings(&mut self, measure: &dyn Measure) {
        if self.rings.lines.is_empty() {
            return;
        }
        let unit = self.unit();
        let names = self.nodes.iter().filter_map(|node| node.name);
        let bodies = self.nodes.iter().map(|node| node.covers(unit) + node.at.to_vec2());
        let marks = (self.badges.iter().map(super::badges::Badge::area))
            .chain(self.signs.iter().map(super::signs::Sign::area))
            .chain(self.labels.iter().map(|label| label.area))
            .chain(self.notes.iter().map(|note| note.area));
        let mut taken: Vec<Rect> = bodies.chain(names).chain(marks).chain(self.rings.promise_area()).collect();
        let (size, guide) = (capitals(self.tokens), &self.rings);
        let rims = guide.lines.iter().enumerate().map(|(i, (ring, line))| (*ring, line, 0.0, guide.lines.len() - i));
        let beyond = guide.last.zip(guide.lines.last()).map(|(ring, (_, line))| (ring, line, 1.0, 0));
        let mut found = Vec::new();
        for (ring, line, way, grounds) in rims.chain(beyond) {
            let text = words::ring(ring).to_uppercase();
            let (width, height) = (measure.width(&text, size, Weight::Medium) + 2.0 * AIR, size * 1.25);
            let spot = |k: usize, share: f64, way: f64| {
                let next = (k + 1) % DIRECTIONS;
                let (rim, out) = (guide.at(line, k).lerp(guide.at(line, next), share), direction(k));
                let half = (out.x.abs() * width + out.y.abs() * height) / 2.0;
                Rect::from_center_size(rim + out * (way * (half + 2.0)), (width, height))
            };
            // Where the rim itself has no room, just inside of it.
            let ways = [way, -1.0].into_iter().take(if way == 0.0 { 2 } else { 1 });
            let places =
                ways.flat_map(|way| (0..FINER * DIRECTIONS).map(move |i| (from_top(i / FINER), i % FINER, way)));
            let spots = places.map(|(k, part, way)| spot(k, part as f64 / FINER as f64, way));
            let mut free = spots.filter(|area| {
                let wide = area.inflate(APART.0 - AIR, APART.1);
                !taken.iter().any(|other| overlap(*other, wide))
            });
            if let Some(area) = free.find(|area| !self.crosses(*area)) {
                taken.push(area);
                found.push(Word { text, area, ground: GROUND * (grounds as f64 - 0.5).max(0.0) });
            }
        }
        self.rings.words = found;
    }

    /// Whether a cord runs through a box of the picture.
    #[must_use]
    pub fn crosses(&self, area: Rect) -> bool {
        let near = self.cords.iter().filter(|cord| overlap(cord.spine.area(), area));
        near.flat_map(|cord| cord.spine.points().windows(2)).any(|w| meets(w[0], w[1], area))
    }
}

/// Whether a piece of a line may touch a box.
fn meets(p: Point, q: Point, area: Rect) -> bool {
    let way = q - p;
    let side = |x: f64, y: f64| way.cross(Point::new(x, y) - p) > 0.0;
    let corners = [side(area.x0, area.y0), side(area.x1, area.y0), side(area.x0, area.y1), side(area.x1, area.y1)];
    overlap(Rect::from_points(p, q).inflate(0.01, 0.01), area) && corners.iter().any(|c| *c != corners[0])
}

/// What a node takes of the picture, seen from the middle.
struct Around {
    ring: u8,
    /// First and last direction in which it is seen; the last may be beyond a full turn.
    seen: (usize, usize),
    near: f64,
    far: f64,
}

impl Around {
    fn new(ring: u8, off: Vec2, reach: f64) -> Self {
        let distance = off.hypot();
        let wide = if distance > reach { libm::asin(reach / distance) } else { std::f64::consts::PI };
        let step = std::f64::consts::TAU / DIRECTIONS as f64;
        let start = (libm::atan2(off.y, off.x) - wide).rem_euclid(std::f64::consts::TAU);
        let first = (start / step).floor() as usize;
        Self {
            ring,
            seen: (first, ((start + 2.0 * wide) / step).ceil() as usize),
            near: (distance - reach).max(0.0),
            far: distance + reach,
        }
    }
}

/// Where everybody of `outer` and beyond is kept outside, all others inside, as far as a soft line allows: it is
/// pushed out and in by turns, and smoothed in between.
fn between(around: &[Around], outer: u8, before: Option<&[f64]>, least: f64) -> Vec<f64> {
    const ROUNDS: usize = 60;
    let (mut inner, mut limit) = ([0.0_f64; DIRECTIONS], [f64::INFINITY; DIRECTIONS]);
    let (mut within, mut beyond) = ((0.0, 0.0), (0.0, 0.0));
    for node in around {
        let sum = if node.ring < outer { &mut within } else { &mut beyond };
        *sum = (sum.0 + (node.near + node.far) / 2.0, sum.1 + 1.0);
        for k in node.seen.0..=node.seen.1 {
            let k = k % DIRECTIONS;
            if node.ring < outer {
                inner[k] = inner[k].max(node.far);
            } else {
                limit[k] = limit[k].min(node.near);
            }
        }
    }
    let mean = |sum: (f64, f64)| sum.0 / f64::max(sum.1, 1.0);
    let mut line = [f64::midpoint(mean(within), mean(beyond)); DIRECTIONS];
    for _ in 0..ROUNDS {
        for k in 0..DIRECTIONS {
            let wish = if inner[k] <= limit[k] {
                line[k].clamp(inner[k], limit[k])
            } else {
                f64::midpoint(inner[k], limit[k])
            };
            let floor = before.map_or(0.0, |before| before[k] + least);
            line[k] = (line[k] + 0.9 * (wish - line[k])).max(floor);
        }
        let was = line;
        for k in 0..DIRECTIONS {
            let beside = f64::midpoint(was[(k + 1) % DIRECTIONS], was[(k + DIRECTIONS - 1) % DIRECTIONS]);
            let further = f64::midpoint(was[(k + 3) % DIRECTIONS], was[(k + DIRECTIONS - 3) % DIRECTIONS]);
            line[k] = 0.45 * was[k] + 0.35 * beside + 0.2 * further;
        }
    }
    line.to_vec()
}

/// The middle of the rings: that of what all share, else of everybody.
fn middle(document: &Document, view: &View, nodes: &[Node], rings: &[u8]) -> Point {
    let values = document.values().filter_map(|(id, _)| document.placement(id));
    let values = values.map(|placement| view.place(placement.at).to_vec2());
    let core = nodes.iter().zip(rings).filter(|(node, ring)| **ring == 0 && matches!(node.id, NodeId::Actor(_)));
    let shared: Vec<Vec2> = values.chain(core.map(|(node, _)| node.at.to_vec2())).collect();
    let all: Vec<Vec2> = if shared.is_empty() { nodes.iter().map(|node| node.at.to_vec2()).collect() } else { shared };
    (all.iter().copied().sum::<Vec2>() / all.len() as f64).to_point()
}

/// How much wider than high the places lie around the middle; never more than a window is.
fn squash(nodes: &[Node], middle: Point) -> f64 {
    let sum =
        nodes.iter().map(|node| node.at - middle).fold(Vec2::ZERO, |sum, d| sum + Vec2::new(d.x * d.x, d.y * d.y));
    if sum.y > 0.0 { (sum.x / sum.y).sqrt().clamp(1.0, 1.8) } else { 1.0 }
}

fn raised(off: Vec2, factor: f64) -> Vec2 {
    Vec2::new(off.x, off.y * factor)
}

fn direction(k: usize) -> Vec2 {
    let (s, c) = libm::sincos(std::f64::consts::TAU * k as f64 / DIRECTIONS as f64);
    Vec2::new(c, s)
}

/// Directions from the top to both sides in turn: where a heading is looked for first.
fn from_top(i: usize) -> usize {
    let away = i.div_ceil(2);
    let top = DIRECTIONS * 3 / 4;
    if i.is_multiple_of(2) { (top + away) % DIRECTIONS } else { (top + DIRECTIONS - away) % DIRECTIONS }
}

/// A closed line through all corners without a kink (Catmull and Rom, "A class of local interpolating splines",
/// 1974).
fn soft(corners: &[Point]) -> BezPath {
    let n = corners.len();
    let at = |k: usize| corners[k % n];
    let mut path = BezPath::new();
    path.move_to(at(0));
    for k in 0..n {
        let (before, from, to, after) = (at(k + n - 1), at(k), at(k + 1), at(k + 2));
        path.curve_to(from + (to - before) / 6.0, to - (after - from) / 6.0, to);
    }
    path.close_path();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring of bodies of this reach around the middle.
    fn ring(ring: u8, count: usize, distance: impl Fn(usize) -> f64) -> Vec<Around> {
        let at = |k: usize| {
            let (s, c) = libm::sincos(std::f64::consts::TAU * (k as f64 + 0.3) / count as f64);
            Vec2::new(c, s) * distance(k)
        };
        (0..count).map(|k| Around::new(ring, at(k), 20.0)).collect()
    }

    #[test]
    fn a_line_runs_between_two_rings_even_where_they_are_dented() {
        let all: Vec<Around> = [
            ring(0, 3, |_| 40.0),
            ring(1, 12, |k| if k < 4 { 160.0 } else { 200.0 }),
            ring(2, 12, |k| if k < 4 { 260.0 } else { 330.0 }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let first = between(&all, 1, None, 0.0);
        let second = between(&all, 2, Some(&first), 10.0);
        for node in &all {
            for k in (node.seen.0..=node.seen.1).map(|k| k % DIRECTIONS) {
                let inside = [node.ring < 1, node.ring < 2];
                for (line, inside) in [first[k], second[k]].into_iter().zip(inside) {
                    let clear = if inside { line > node.far - 6.0 } else { line < node.near + 6.0 };
                    assert!(clear, "ring {} from {} to {}: {line}", node.ring, node.near, node.far);
                }
            }
        }
        let kink = (0..DIRECTIONS).map(|k| (second[k] - second[(k + 1) % DIRECTIONS]).abs()).fold(0.0, f64::max);
        assert!(kink < 12.0, "{kink}");
    }

    #[test]
    fn a_piece_of_a_line_meets_the_box_that_it_crosses() {
        let area = Rect::new(0.0, 0.0, 10.0, 4.0);
        assert!(meets(Point::new(-5.0, 2.0), Point::new(15.0, 2.0), area));
        assert!(!meets(Point::new(-5.0, 2.0), Point::new(3.0, 12.0), area));
        assert!(!meets(Point::new(20.0, 0.0), Point::new(30.0, 4.0), area));
    }
}
