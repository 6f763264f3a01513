//! Places as two rows of `f32`, and the two sums over all others that every stress is made of.
//!
//! The sums run in eight lanes that the compiler turns into vector instructions; lanes are added in a fixed
//! order, square roots and divisions are exact, so every machine gets the same bits.

use crate::geom::{Point, Vec2};

/// Numbers that are worked on at once.
pub(super) const LANES: usize = 8;
/// A wanted distance that weighs nothing: of a node to itself, and of the padding. Larger, and its square
/// would leave the range in which `f32` is fast.
pub(super) const NOWHERE: f32 = 1.0e12;
/// Two on one spot: their distance still has a direction to divide by.
const SPOT: f32 = 1.0e-9;

/// Places, padded to whole lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
}

impl Flat {
    pub(super) fn new(places: &[Point]) -> Self {
        let padded = padded(places.len());
        let row = |side: fn(&Point) -> f64| {
            let mut row: Vec<f32> = places.iter().map(|p| side(p) as f32).collect();
            row.resize(padded, 0.0);
            row
        };
        Self { x: row(|p| p.x), y: row(|p| p.y) }
    }

    pub(super) fn get(&self, node: usize) -> Point {
        Point::new(f64::from(self.x[node]), f64::from(self.y[node]))
    }

    pub(super) fn set(&mut self, node: usize, at: Point) {
        (self.x[node], self.y[node]) = (at.x as f32, at.y as f32);
    }

    pub(super) fn swap(&mut self, a: usize, b: usize) {
        self.x.swap(a, b);
        self.y.swap(a, b);
    }

    /// Copies the first places back.
    pub(super) fn write(&self, places: &mut [Point]) {
        places.iter_mut().enumerate().for_each(|(i, p)| *p = self.get(i));
    }
}

/// The length of a row for `n` nodes.
pub(super) fn padded(n: usize) -> usize {
    n.next_multiple_of(LANES)
}

/// A weighted sum of places and the sum of the weights.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    pub(super) sum: Vec2,
    pub(super) weight: f64,
}

impl Wish {
    /// One more place that `here` is wanted at: at `distance` from `far`, on the line between them.
    pub(super) fn add(&mut self, here: Point, far: Point, distance: f64, weight: f64) {
        let between = here - far;
        let stretch = distance / between.hypot2().max(f64::from(SPOT)).sqrt();
        self.sum += (far.to_vec2() + between * stretch) * weight;
        self.weight += weight;
    }

    /// The mean of all wishes; `here` where nobody wishes anything.
    pub(super) fn place(&self, here: Point) -> Point {
        if self.weight > 0.0 { (self.sum / self.weight).to_point() } else { here }
    }
}

/// A wanted distance as it is kept in a table: as it is, or as a number of steps.
pub(super) trait Kept: Copy + Send + Sync {
    /// What it stands for, [`NOWHERE`] or a number of `steps`.
    fn distance(self, step: f32) -> f32;
}

impl Kept for f32 {
    fn distance(self, _step: f32) -> f32 {
        self
    }
}

/// Where `all`, by their wanted `distances` (kept in this `step`) from a node that stands `here`, want it: weights
/// 1 / distance^2, at most 1 / `blunt`. The rows must be as long as each other and padded.
#[inline]
pub(super) fn wish<T: Kept>(here: Point, all: &Flat, (distances, step): (&[T], f32), blunt: f32) -> Wish {
    let (hx, hy) = (here.x as f32, here.y as f32);
    let (mut sx, mut sy, mut sw) = ([0.0_f32; LANES], [0.0_f32; LANES], [0.0_f32; LANES]);
    let rows = distances.chunks_exact(LANES).zip(all.x.chunks_exact(LANES)).zip(all.y.chunks_exact(LANES));
    for ((d, x), y) in rows {
        for i in 0..LANES {
            let (dx, dy, d) = (hx - x[i], hy - y[i], d[i].distance(step));
            let length = (dx * dx + dy * dy + SPOT).sqrt();
            // 1 / (length * d^2): one division serves the weight and the stretch.
            let share = 1.0 / (length * (d * d).max(blunt));
            let (weight, stretch) = (share * length, share * d);
            sx[i] += weight * x[i] + stretch * dx;
            sy[i] += weight * y[i] + stretch * dy;
            sw[i] += weight;
        }
    }
    let total = |lanes: [f32; LANES]| lanes.iter().map(|&lane| f64::from(lane)).sum();
    Wish { sum: Vec2::new(total(sx), total(sy)), weight: total(sw) }
}

/// The sum over `all` of (distance / wanted - 1)^2 for a node that stands at `at`.
#[inline]
pub(super) fn misses(at: Point, all: &Flat, distances: &[f32]) -> f64 {
    let (hx, hy) = (at.x as f32, at.y as f32);
    let mut sum = [0.0_f32; LANES];
    let rows = distances.chunks_exact(LANES).zip(all.x.chunks_exact(LANES)).zip(all.y.chunks_exact(LANES));
    for ((d, x), y) in rows {
        for i in 0..LANES {
            let (dx, dy) = (hx - x[i], hy - y[i]);
            let miss = (dx * dx + dy * dy).sqrt() / d[i] - 1.0;
            sum[i] += if d[i] < NOWHERE { miss * miss } else { 0.0 };
        }
    }
    sum.iter().map(|&lane| f64::from(lane)).sum()
}
