//! Which way a cord takes: straight, or the smallest bow that avoids bodies and names; and where it
//! leaves a busy body, so that neighbors do not blur into each other.

use super::grid::Grid;
use super::sizes::Detail;
use super::spine::runs_backward;
use crate::geom::{self, Point, Rect, Vec2};

/// The bows that are tried, as shares of the chord, the least first.
const BOWS: [f64; 15] =
    [0.0, 0.03, -0.03, 0.05, -0.05, 0.07, -0.07, 0.09, -0.09, 0.13, -0.13, 0.18, -0.18, 0.24, -0.24];
/// The widest where a cord is one line: far out, wide bows only add to the noise, and bodies cover lines.
const FAR_BOW: f64 = 0.05;
/// What any bow costs: a straight way is the calmest, and a near body alone is no reason to leave it.
const BOWED: f64 = 0.35;
/// What each unit costs by which a bow swings out further than [`CALM`]: a long cord would lead the eye off the map.
const SWING: f64 = 0.09;
const CALM: f64 = 28.0;
/// Room kept around a body, and the further room that is better left free.
const CLEARANCE: f64 = 7.0;
const MARGIN: f64 = 8.0;
/// A new bow must be so much better than the one of the picture before.
const LOYALTY: f64 = 0.6;

/// A body and its name, as far as cords must avoid them.
pub(super) struct Obstacle {
    pub(super) at: Point,
    /// The radius of the circle around the body, rings included.
    pub(super) reach: f64,
    pub(super) name: Option<Rect>,
    /// Near enough to what shows to be in anybody's way.
    pub(super) near: bool,
}

/// Everything that cords avoid.
pub(super) struct Field<'a> {
    obstacles: &'a [Obstacle],
    words: &'a [Rect],
    grid: Grid,
    widest: f64,
}

impl<'a> Field<'a> {
    pub(super) fn new(obstacles: &'a [Obstacle], words: &'a [Rect], detail: Detail) -> Self {
        let area = |o: &Obstacle| {
            let r = o.reach + CLEARANCE + MARGIN;
            let body = Rect::from_center_size(o.at, (2.0 * r, 2.0 * r));
            o.name.map_or(body, |name| body.union(around(name)))
        };
        let all = obstacles.iter().filter(|o| o.near).map(area).reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO);
        let mut grid = Grid::over(all, 80.0);
        for (i, obstacle) in obstacles.iter().enumerate().filter(|(_, obstacle)| obstacle.near) {
            grid.insert(area(obstacle), i as u32);
        }
        let widest = if detail == Detail::Far { FAR_BOW } else { 1.0 };
        Self { obstacles, words, grid, widest }
    }

    /// The bow between two bodies, as a share of the chord to the left of the way from left to right.
    pub(super) fn bow(&self, a: usize, b: usize, before: Option<f64>) -> f64 {
        let mut best = (f64::MAX, 0.0);
        let chord = (self.obstacles[b].at - self.obstacles[a].at).hypot();
        for bow in BOWS.into_iter().filter(|bow| bow.abs() <= self.widest || before == Some(*bow)) {
            let loyalty = if before == Some(bow) { LOYALTY } else { 0.0 };
            let swing = (bow.abs() * chord - CALM).max(0.0) * SWING;
            let bowed = if bow == 0.0 { 0.0 } else { BOWED };
            let own = bowed + 2.5 * bow.abs() + 110.0 * bow * bow + swing - loyalty;
            // What lies in the way only adds: a bow that is dearer by itself need not be walked.
            if own < best.0 {
                let cost = own + self.in_the_way(a, b, bow);
                if cost < best.0 - 1.0e-9 {
                    best = (cost, bow);
                }
            }
        }
        best.1
    }

    /// How many bodies a straight way between two would pass beneath.
    pub(super) fn strangers(&self, a: usize, b: usize) -> f64 {
        let mut met: Vec<u32> = Vec::new();
        for p in samples(self.obstacles[a].at, self.obstacles[b].at, 0.0) {
            for n in self.grid.near(p) {
                let obstacle = &self.obstacles[*n as usize];
                let other = *n as usize != a && *n as usize != b && !met.contains(n);
                if other && (p - obstacle.at).hypot() < obstacle.reach {
                    met.push(*n);
                }
            }
        }
        met.len() as f64
    }

    fn in_the_way(&self, a: usize, b: usize, bow: f64) -> f64 {
        let points = samples(self.obstacles[a].at, self.obstacles[b].at, bow);
        let step = (self.obstacles[b].at - self.obstacles[a].at).hypot() / (points.len() - 1) as f64;
        let mut nearest: Vec<(u32, f64)> = Vec::new();
        let mut cost = 0.0;
        for (i, p) in points.iter().enumerate() {
            let inner = i >= 2 && i + 2 < points.len();
            cost += self.words.iter().filter(|words| words.contains(*p)).count() as f64 * 0.14 * step / 10.0;
            for n in self.grid.near(*p) {
                let obstacle = &self.obstacles[*n as usize];
                let own = *n as usize == a || *n as usize == b;
                if inner && obstacle.name.is_some_and(|name| around(name).contains(*p)) {
                    cost += if own { 0.06 } else { 0.14 } * step / 10.0;
                }
                if !own {
                    let distance = (*p - obstacle.at).hypot() - obstacle.reach - CLEARANCE;
                    if distance < MARGIN {
                        match nearest.iter_mut().find(|(seen, _)| seen == n) {
                            Some((_, least)) => *least = least.min(distance),
                            None => nearest.push((*n, distance)),
                        }
                    }
                }
            }
        }
        let body = |distance: f64| if distance < 0.0 { 8.0 - 0.4 * distance } else { (MARGIN - distance) * 0.06 };
        cost + nearest.into_iter().map(|(_, distance)| body(distance)).sum::<f64>()
    }
}

/// A name with the room that the middle of a usual cord keeps off it.
fn around(name: Rect) -> Rect {
    name.inflate(5.0, 4.0)
}

/// Points about 10 units apart (at most 80) from the left end to the right one.
fn samples(a: Point, b: Point, bow: f64) -> Vec<Point> {
    let (a, b) = if runs_backward(a, b) { (b, a) } else { (a, b) };
    let chord = b - a;
    let length = chord.hypot();
    let steps = ((length / 10.0) as usize).clamp(4, 80);
    let control = a + chord / 2.0 + geom::normal(chord) * (2.0 * bow * length);
    (0..=steps)
        .map(|i| {
            let t = i as f64 / steps as f64;
            a.lerp(control, t).lerp(control.lerp(b, t), t)
        })
        .collect()
}

/// Whether any bow between two places may run through a box.
pub(super) fn may_pass(from: Point, to: Point, area: Rect) -> bool {
    let (chord, way) = (to - from, area.center() - from);
    let length = chord.hypot().max(1.0e-9);
    let radius = area.width().hypot(area.height()) / 2.0;
    let (along, aside) = (way.dot(chord) / length, way.cross(chord).abs() / length);
    if along + radius < 0.0 || along - radius > length {
        return false;
    }
    // A bow is a parabola: it lies furthest out at the part of the box that is nearest to the middle.
    let t = (length / 2.0).clamp(along - radius, along + radius).clamp(0.0, length) / length;
    aside <= radius + 4.0 * t * (1.0 - t) * BOWS[BOWS.len() - 1].abs() * length
}

/// The direction in which a cord with this bow leaves its left end, and the one in which it leaves its right end.
pub(super) fn leaving(left: Point, right: Point, bow: f64) -> (Vec2, Vec2) {
    let chord = right - left;
    let out = geom::normal(chord) * (4.0 * bow * chord.hypot());
    (geom::unit(chord + out), geom::unit(out - chord))
}

/// Spreads angles around a circle so that each has the room it asks for, moving all as little as possible.
///
/// `ports` are (angle, half the room), in radians; answers the new angles in the same order. Neighbors that
/// are too near become a block around their mean (pool adjacent violators, Ayer et al. 1955); no angle
/// moves further than [`FURTHEST`], and where there is not room for all, they share what there is.
pub(super) fn spread(ports: &[(f64, f64)]) -> Vec<f64> {
    const FURTHEST: f64 = 0.42;
    let n = ports.len();
    if n < 2 {
        return ports.iter().map(|port| port.0).collect();
    }
    let room: f64 = ports.iter().map(|port| 2.0 * port.1).sum();
    let squeeze = (0.92 * std::f64::consts::TAU / room).min(1.0);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| ports[*a].0.total_cmp(&ports[*b].0).then(a.cmp(b)));
    // Cut the circle at its widest gap, so that no block runs over the seam.
    let gap = |i: usize| {
        let (this, next) = (ports[order[i]].0, ports[order[(i + 1) % n]].0);
        if i + 1 == n { next + std::f64::consts::TAU - this } else { next - this }
    };
    let widest = (0..n).max_by(|a, b| gap(*a).total_cmp(&gap(*b)).then(b.cmp(a))).unwrap_or(0);
    let start = (widest + 1) % n;
    // Along the cut circle, each port less the room of all before it must not decrease.
    let mut before = 0.0;
    let mut wanted = Vec::with_capacity(n);
    for i in 0..n {
        let port = order[(start + i) % n];
        let turn = if start + i >= n { std::f64::consts::TAU } else { 0.0 };
        before += ports[port].1 * squeeze;
        wanted.push((port, ports[port].0 + turn - before, before, turn));
        before += ports[port].1 * squeeze;
    }
    let mut blocks: Vec<(f64, usize)> = Vec::with_capacity(n);
    for (_, angle, ..) in &wanted {
        let mut block = (*angle, 1);
        while let Some(last) = blocks.pop_if(|last| last.0 > block.0) {
            let count = last.1 + block.1;
            block = ((last.0 * last.1 as f64 + block.0 * block.1 as f64) / count as f64, count);
        }
        blocks.push(block);
    }
    let levels = blocks.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    let mut out = vec![0.0; n];
    for ((port, _, before, turn), level) in wanted.iter().zip(levels) {
        let moved = level + before - turn - ports[*port].0;
        out[*port] = ports[*port].0 + moved.clamp(-FURTHEST, FURTHEST);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bow_past(x: f64, y: f64) -> f64 {
        let body = |x, y| Obstacle { at: Point::new(x, y), reach: 20.0, name: None, near: true };
        let obstacles = [body(0.0, 0.0), body(400.0, 0.0), body(x, y)];
        let field = Field::new(&obstacles, &[], Detail::Middle);
        assert_eq!(field.bow(0, 1, None), field.bow(1, 0, None), "the ends may be swapped");
        field.bow(0, 1, None)
    }

    #[test]
    fn a_free_way_is_straight() {
        assert_eq!(bow_past(200.0, 90.0), 0.0);
    }

    #[test]
    fn a_body_in_the_way_is_passed_on_its_free_side() {
        assert!(bow_past(200.0, 6.0) > 0.0, "a body below is passed above");
        assert!(bow_past(200.0, -6.0) < 0.0, "a body above is passed below");
    }

    #[test]
    fn a_box_beyond_the_widest_bow_is_in_nobodys_way() {
        let (from, to) = (Point::ORIGIN, Point::new(400.0, 300.0));
        let may = |x, y| may_pass(from, to, Rect::from_center_size((x, y), (20.0, 20.0)));
        for bow in BOWS {
            assert!(samples(from, to, bow).into_iter().all(|p| may(p.x, p.y)), "on the way of {bow}");
        }
        assert!(!may(390.0, 20.0) && !may(-40.0, -30.0) && !may(440.0, 330.0));
    }

    #[test]
    fn near_ports_are_spread_and_free_ones_stay() {
        let new = spread(&[(0.0, 0.1), (0.05, 0.1), (2.0, 0.1)]);
        assert!((new[1] - new[0] - 0.2).abs() < 1.0e-9 && (new[0] + new[1] - 0.05).abs() < 1.0e-9, "{new:?}");
        assert!((new[2] - 2.0).abs() < 1.0e-9);
    }

    #[test]
    fn ports_are_spread_across_the_seam() {
        let new = spread(&[(3.12, 0.1), (-3.12, 0.1), (0.0, 0.1)]);
        let apart = (new[1] + std::f64::consts::TAU - new[0]).abs();
        assert!((apart - 0.2).abs() < 1.0e-9, "{new:?}");
    }
}
