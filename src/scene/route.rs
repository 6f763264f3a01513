//! Which way a cord takes: straight, or the smallest bow that avoids bodies; and where it leaves a busy body, so that
//! neighbors do not blur into each other. Names are none of its business: they find their places beside the ways.

use super::grid::Grid;
use super::sizes::Detail;
use super::spine::runs_backward;
use crate::geom::{self, Point, Rect, Vec2};

/// The bows that are tried, as shares of the chord, the least first.
const BOWS: [f64; 19] = [
    0.0, 0.03, -0.03, 0.05, -0.05, 0.07, -0.07, 0.09, -0.09, 0.11, -0.11, 0.13, -0.13, 0.155, -0.155, 0.18, -0.18,
    0.22, -0.22,
];
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
/// Costs nearer to each other than this may be the same, added up in another order.
const SAME: f64 = 1.0e-6;

/// A body, as far as cords must avoid it.
pub(super) struct Obstacle {
    pub(super) at: Point,
    /// The radius of the circle around the body.
    pub(super) reach: f64,
    /// Near enough to what shows to be in anybody's way.
    pub(super) near: bool,
}

impl Obstacle {
    /// All that cords keep off: they are not weighed anew while nothing in it changes.
    pub(super) fn area(&self) -> Rect {
        let r = self.reach + CLEARANCE + MARGIN;
        Rect::from_center_size(self.at, (2.0 * r, 2.0 * r))
    }
}

/// The bow of a cord, as a share of the chord to the left of the way from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bow {
    pub(super) share: f64,
    /// What it costs, by itself and by what lies in its way.
    cost: f64,
}

impl Bow {
    /// The widest bow that could be better than this one, whatever moves out of its way, or this one itself.
    ///
    /// What lies beyond it is of no concern to a cord with so long a `chord` where no bow is tried beyond `widest`.
    pub(super) fn concern(self, chord: f64, widest: f64) -> f64 {
        let mut tried = BOWS.into_iter().rev().filter(|bow| bow.abs() <= widest);
        let better = tried.find(|bow| own_cost(*bow, chord) < self.cost - LOYALTY);
        better.map_or(self.share.abs(), |bow| self.share.abs().max(bow.abs()))
    }
}

/// What a bow costs by itself.
fn own_cost(bow: f64, chord: f64) -> f64 {
    let swing = (bow.abs() * chord - CALM).max(0.0) * SWING;
    let bowed = if bow == 0.0 { 0.0 } else { BOWED };
    bowed + 2.5 * bow.abs() + 110.0 * bow * bow + swing
}

/// Everything that cords avoid.
pub(super) struct Field<'a> {
    obstacles: &'a [Obstacle],
    grid: Grid,
    /// The widest bow that is tried.
    pub(super) widest: f64,
    /// Bodies along the bow that is being weighed, and how near it comes to each.
    nearest: Vec<(u32, f64)>,
}

impl<'a> Field<'a> {
    pub(super) fn new(obstacles: &'a [Obstacle], detail: Detail) -> Self {
        let near = || obstacles.iter().enumerate().filter(|(_, obstacle)| obstacle.near);
        let all = near().map(|(_, obstacle)| obstacle.area()).reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO);
        let mut grid = Grid::over(all, 80.0);
        near().for_each(|(i, obstacle)| grid.insert(obstacle.area(), i as u32));
        let widest = if detail == Detail::Far { FAR_BOW } else { 1.0 };
        Self { obstacles, grid, widest, nearest: Vec::new() }
    }

    /// The best bow between two bodies; that of the picture before holds until another is clearly better.
    pub(super) fn bow(&mut self, a: usize, b: usize, before: Option<f64>) -> Bow {
        let chord = (self.obstacles[b].at - self.obstacles[a].at).hypot();
        let bonus = |bow: f64| if before == Some(bow) { LOYALTY } else { 0.0 };
        // Mostly the bow of the picture before is still the best: whatever costs more need not be weighed to its end.
        let kept = before.map(|bow| own_cost(bow, chord) + self.in_the_way(a, b, bow, f64::MAX) - LOYALTY);
        let (mut least, mut best) = (f64::MAX, 0.0);
        let widest = self.widest;
        for bow in BOWS.into_iter().filter(|bow| bow.abs() <= widest || before == Some(*bow)) {
            // What lies in the way only adds: a bow that is dearer by itself need not be walked.
            let (own, most) = (own_cost(bow, chord) - bonus(bow), least.min(kept.unwrap_or(f64::MAX)));
            if own < most + SAME {
                let known = kept.filter(|_| before == Some(bow));
                let cost = known.unwrap_or_else(|| own + self.in_the_way(a, b, bow, most + SAME - own));
                if cost < least - 1.0e-9 {
                    (least, best) = (cost, bow);
                }
            }
        }
        Bow { share: best, cost: least + bonus(best) }
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

    /// What the bodies along a bow cost; where that is more than `most`, some of it.
    fn in_the_way(&mut self, a: usize, b: usize, bow: f64, most: f64) -> f64 {
        // Beneath a body a cord seems to end there; beside it, it is only near.
        let body = |distance: f64| match distance {
            beneath if beneath < -CLEARANCE => 8.0 - 0.4 * (beneath + CLEARANCE),
            near if near < 0.0 => 1.0 - 5.0 * near / CLEARANCE,
            beside => (MARGIN - beside) * 0.06,
        };
        self.nearest.clear();
        let mut bodies = 0.0;
        for p in samples(self.obstacles[a].at, self.obstacles[b].at, bow) {
            for n in self.grid.near(p) {
                let obstacle = &self.obstacles[*n as usize];
                let own = *n as usize == a || *n as usize == b;
                let (away, limit) = (p - obstacle.at, obstacle.reach + CLEARANCE + MARGIN);
                if !own && away.hypot2() < limit * limit {
                    let distance = away.hypot() - obstacle.reach - CLEARANCE;
                    match self.nearest.iter_mut().find(|(seen, _)| seen == n) {
                        Some((_, least)) if distance < *least => {
                            bodies += body(distance) - body(*least);
                            *least = distance;
                        }
                        Some(_) => {}
                        None => {
                            bodies += body(distance);
                            self.nearest.push((*n, distance));
                        }
                    }
                }
            }
            if bodies > most {
                return bodies;
            }
        }
        self.nearest.iter().map(|(_, distance)| body(*distance)).sum::<f64>()
    }
}

/// Points about 10 units apart (at most 80) from the left end to the right one.
fn samples(a: Point, b: Point, bow: f64) -> impl ExactSizeIterator<Item = Point> {
    let (a, b) = if runs_backward(a, b) { (b, a) } else { (a, b) };
    let chord = b - a;
    let length = chord.hypot();
    let steps = ((length / 10.0) as usize).clamp(4, 80);
    let control = a + chord / 2.0 + geom::normal(chord) * (2.0 * bow * length);
    (0..steps + 1).map(move |i| {
        let t = i as f64 / steps as f64;
        a.lerp(control, t).lerp(control.lerp(b, t), t)
    })
}

/// Whether any bow between two places that is no wider may run through a box.
pub(super) fn may_pass(from: Point, to: Point, widest: f64, area: Rect) -> bool {
    let (chord, way) = (to - from, area.center() - from);
    let length = chord.hypot().max(1.0e-9);
    let radius = area.width().hypot(area.height()) / 2.0;
    let (along, aside) = (way.dot(chord) / length, way.cross(chord).abs() / length);
    if along + radius < 0.0 || along - radius > length {
        return false;
    }
    // A bow is a parabola: it lies furthest out at the part of the box that is nearest to the middle.
    let t = (length / 2.0).clamp(along - radius, along + radius).clamp(0.0, length) / length;
    aside <= radius + 4.0 * t * (1.0 - t) * widest * length
}

/// The direction in which a cord with this bow leaves its left end, and the one in which it leaves its right end.
pub(super) fn leaving(left: Point, right: Point, bow: f64) -> (Vec2, Vec2) {
    let chord = right - left;
    let out = geom::normal(chord) * (4.0 * bow * chord.hypot());
    (geom::unit(chord + out), geom::unit(out - chord))
}

/// Spreads angles around a circle; it keeps its tables from one body to the next.
#[derive(Default)]
pub(super) struct Spread {
    order: Vec<usize>,
    /// Port, what its angle should be less the room of all before it, that room, its whole turns.
    wanted: Vec<(usize, f64, f64, f64)>,
    /// Mean and number.
    blocks: Vec<(f64, usize)>,
    out: Vec<f64>,
}

impl Spread {
    /// Spreads angles around a circle so that each has the room it asks for, moving all as little as possible.
    ///
    /// `ports` are (angle, half the room), in radians; answers the new angles in the same order. Neighbors that
    /// are too near become a block around their mean (pool adjacent violators, Ayer et al. 1955); no angle
    /// moves further than [`FURTHEST`], and where there is not room for all, they share what there is.
    pub(super) fn apart(&mut self, ports: &[(f64, f64)]) -> &[f64] {
        let Self { order, wanted, blocks, out } = self;
        out.clear();
        out.extend(ports.iter().map(|port| port.0));
        let n = ports.len();
        if n < 2 {
            return out;
        }
        let room: f64 = ports.iter().map(|port| 2.0 * port.1).sum();
        let squeeze = (0.92 * std::f64::consts::TAU / room).min(1.0);
        order.clear();
        order.extend(0..n);
        order.sort_unstable_by(|a, b| ports[*a].0.total_cmp(&ports[*b].0).then(a.cmp(b)));
        // Cut the circle at its widest gap, so that no block runs over the seam.
        let gap = |i: usize| {
            let (this, next) = (ports[order[i]].0, ports[order[(i + 1) % n]].0);
            if i + 1 == n { next + std::f64::consts::TAU - this } else { next - this }
        };
        let widest = (0..n).max_by(|a, b| gap(*a).total_cmp(&gap(*b)).then(b.cmp(a))).unwrap_or(0);
        let start = (widest + 1) % n;
        // Along the cut circle, each port less the room of all before it must not decrease.
        let mut before = 0.0;
        wanted.clear();
        for i in 0..n {
            let port = order[(start + i) % n];
            let turn = if start + i >= n { std::f64::consts::TAU } else { 0.0 };
            before += ports[port].1 * squeeze;
            wanted.push((port, ports[port].0 + turn - before, before, turn));
            before += ports[port].1 * squeeze;
        }
        blocks.clear();
        for (_, angle, ..) in &*wanted {
            let mut block = (*angle, 1);
            while let Some(last) = blocks.pop_if(|last| last.0 > block.0) {
                let count = last.1 + block.1;
                block = ((last.0 * last.1 as f64 + block.0 * block.1 as f64) / count as f64, count);
            }
            blocks.push(block);
        }
        let levels = blocks.iter().flat_map(|(mean, count)| std::iter::repeat_n(*mean, *count));
        for ((port, _, before, turn), level) in wanted.iter().zip(levels) {
            let moved = level + before - turn - ports[*port].0;
            out[*port] += moved.clamp(-FURTHEST, FURTHEST);
        }
        out
    }
}

/// No angle moves further than this: a cord that leaves its body aside seems to belong to another.
const FURTHEST: f64 = 0.42;

#[cfg(test)]
mod tests {
    use super::*;

    fn bow_past(x: f64, y: f64) -> f64 {
        let body = |x, y| Obstacle { at: Point::new(x, y), reach: 20.0, near: true };
        let obstacles = [body(0.0, 0.0), body(400.0, 0.0), body(x, y)];
        let mut field = Field::new(&obstacles, Detail::Middle);
        let bow = field.bow(0, 1, None);
        assert_eq!(bow, field.bow(1, 0, None), "the ends may be swapped");
        assert_eq!(bow, field.bow(0, 1, Some(bow.share)), "the best is not left");
        bow.share
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
    fn only_what_a_better_bow_could_meet_is_of_concern() {
        let bow = |share, cost| Bow { share, cost };
        assert_eq!(bow(0.0, 0.5).concern(400.0, 1.0), 0.0, "nothing is so much better than a free way");
        assert_eq!(bow(0.13, 2.2).concern(100.0, 1.0), 0.13, "nearer ones may become free");
        assert!(bow(0.0, 9.0).concern(100.0, 1.0) > 0.2, "blocked, it looks far around");
        assert!(bow(0.0, 9.0).concern(2_000.0, 1.0) < 0.1, "but a long cord swings nowhere");
        assert!(bow(0.0, 9.0).concern(100.0, FAR_BOW) <= FAR_BOW, "and far out none bows widely");
    }

    #[test]
    fn a_box_beyond_the_widest_bow_is_in_nobodys_way() {
        let (from, to) = (Point::ORIGIN, Point::new(400.0, 300.0));
        let within = |widest, x, y| may_pass(from, to, widest, Rect::from_center_size((x, y), (20.0, 20.0)));
        for bow in BOWS {
            assert!(samples(from, to, bow).all(|p| within(bow.abs(), p.x, p.y)), "on the way of {bow}");
        }
        let may = |x, y| within(0.24, x, y);
        assert!(!may(390.0, 20.0) && !may(-40.0, -30.0) && !may(440.0, 330.0));
    }

    #[test]
    fn near_ports_are_spread_and_free_ones_stay() {
        let mut spread = Spread::default();
        let new = spread.apart(&[(0.0, 0.1), (0.05, 0.1), (2.0, 0.1)]);
        assert!((new[1] - new[0] - 0.2).abs() < 1.0e-9 && (new[0] + new[1] - 0.05).abs() < 1.0e-9, "{new:?}");
        assert!((new[2] - 2.0).abs() < 1.0e-9);
    }

    #[test]
    fn ports_are_spread_across_the_seam() {
        let mut spread = Spread::default();
        let new = spread.apart(&[(3.12, 0.1), (-3.12, 0.1), (0.0, 0.1)]);
        let apart = (new[1] + std::f64::consts::TAU - new[0]).abs();
        assert!((apart - 0.2).abs() < 1.0e-9, "{new:?}");
    }
}
