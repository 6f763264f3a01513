//! Rings around a middle: how far out each body belongs. Forces do the rest: a ring is a wish, not a rail,
//! so springs still decide who stands beside whom, and names keep their room.

use super::flat::Flat;
use super::graph::Graph;
use crate::geom::{Point, Rect, Vec2};

/// The part of a ring's area that its bodies may cover; the rest is for springs and air.
const FILLED: f64 = 0.25;
/// The part of the radius of the innermost disc within which its bodies are wanted: they reach beyond their places.
const DISC: f64 = 0.8;
/// The least way from ring to ring, in median lengths of a spring: nearer, and rings run into one another.
const STEP: f64 = 0.6;

/// Where a ring lies: anywhere between two distances from the middle is as good.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Band {
    pub(super) inner: f64,
    pub(super) outer: f64,
}

impl Band {
    /// The distance in the band that is nearest to `radius`.
    pub(super) fn nearest(self, radius: f64) -> f64 {
        radius.clamp(self.inner, self.outer)
    }

    pub(super) fn middle(self) -> f64 {
        f64::midpoint(self.inner, self.outer)
    }

    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { inner: self.inner * factor, outer: self.outer * factor }
    }
}

/// Where each body is wanted: rings in their order, empty ones left out, each wide enough for its bodies: a line
/// where they can stand in a row, a band where they are many, a disc in the middle, or a ring around the `hollow` that
/// is to be kept free there. Bodies without a ring belong to the outermost one.
pub(super) fn bands(rings: &[Option<u8>], boxes: &[Rect], graph: &Graph, hollow: Option<usize>) -> Vec<Band> {
    let mut lengths: Vec<f64> = graph.edges().map(|(_, link)| link.length()).collect();
    lengths.sort_by(f64::total_cmp);
    let step = STEP * lengths.get(lengths.len() / 2).copied().unwrap_or(0.0);
    let ring = |i: usize| (Some(i) != hollow).then(|| rings[i].unwrap_or(u8::MAX));
    let mut present: Vec<Option<u8>> = (0..rings.len()).map(ring).collect();
    present.sort_unstable();
    present.dedup();
    let mut bands = vec![Band::default(); rings.len()];
    // Where the last ring is wanted, and where it ends when its bodies have room.
    let (mut last, mut end) = (Band::default(), 0.0_f64);
    for (number, &this) in present.iter().enumerate() {
        let members: Vec<usize> = (0..rings.len()).filter(|&i| ring(i) == this).collect();
        // Nothing is joined to the hollow.
        let filled = if this.is_none() { 1.0 } else { FILLED };
        let area = members.iter().map(|&i| boxes[i].area()).sum::<f64>() / filled;
        let outer = (end * end + area / std::f64::consts::PI).sqrt();
        last = match (number, members.len()) {
            (0, 1) => Band::default(),
            (0, _) => Band { inner: 0.0, outer: DISC * outer },
            _ => {
                let radius = (last.outer + step).max(f64::midpoint(end, outer));
                let half = (outer - end - step).max(0.0) / 2.0;
                Band { inner: radius - half, outer: radius + half }
            }
        };
        end = outer.max(last.outer);
        members.iter().for_each(|&i| bands[i] = last);
    }
    bands
}

/// Spreads the members of each ring around the middle: everybody goes `share` of the way to where both neighbours
/// on the ring are equally far, as beads on a wire that push each other. Distances from the middle stay; so does
/// who is fixed, and the disc in the middle. Without it, rings gather where their springs lead, and the picture
/// leans to one side.
pub(super) fn spread(places: &mut Flat, bands: &[Band], fixed: &[bool], share: f64) {
    let angle = |i: usize| {
        let at = places.get(i);
        libm::atan2(at.y, at.x)
    };
    let ring = |i: usize| (bands[i].inner, bands[i].outer);
    let mut beads: Vec<(usize, f64)> =
        (0..bands.len()).filter(|&i| bands[i].inner > 0.0).map(|i| (i, angle(i))).collect();
    beads.sort_by(|(i, a), (j, b)| {
        ring(*i).0.total_cmp(&ring(*j).0).then(ring(*i).1.total_cmp(&ring(*j).1)).then(a.total_cmp(b)).then(i.cmp(j))
    });
    for wire in beads.chunk_by(|a, b| bands[a.0] == bands[b.0]).filter(|wire| wire.len() > 1) {
        let n = wire.len();
        let gap = |from: usize, to: usize| (wire[to].1 - wire[from].1).rem_euclid(std::f64::consts::TAU);
        for k in (0..n).filter(|&k| !fixed[wire[k].0]) {
            let turn = share * (gap(k, (k + 1) % n) - gap((k + n - 1) % n, k)) / 2.0;
            let (s, c) = libm::sincos(turn);
            let at = places.get(wire[k].0);
            places.set(wire[k].0, Point::new(c * at.x - s * at.y, s * at.x + c * at.y));
        }
    }
}

/// Lets two of one ring change places wherever that shortens their links: with every ring in an order of its own,
/// links run across the map and cross all others.
pub(super) fn shorten(places: &mut Flat, bands: &[Band], fixed: &[bool], graph: &Graph) {
    const ROUNDS: usize = 12;
    /// What a change has to save, so that rounding never makes two change for ever.
    const LEAST: f64 = 1.0e-3;
    let free: Vec<usize> = (0..bands.len()).filter(|&i| bands[i].outer > 0.0 && !fixed[i]).collect();
    let length = |places: &Flat, i: usize| {
        let at = places.get(i);
        graph.of(i).iter().map(|link| link.strength() * (places.get(link.to()) - at).hypot()).sum::<f64>()
    };
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (k, &i) in free.iter().enumerate() {
            for &j in free[k + 1..].iter().filter(|&&j| bands[j] == bands[i]) {
                let before = length(places, i) + length(places, j);
                places.swap(i, j);
                if length(places, i) + length(places, j) < before - LEAST * before.max(1.0) {
                    changed = true;
                } else {
                    places.swap(i, j);
                }
            }
        }
        if !changed {
            break;
        }
    }
}

/// The rings of a map that stands, as they came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    middle: Point,
    /// Ring and mean distance from the middle, ascending.
    radii: Vec<(u8, f64)>,
}

impl Standing {
    /// The rings of those that have a place; none where nobody belongs to a ring.
    pub(super) fn new(rings: &[Option<u8>], places: &[Option<Point>]) -> Self {
        let mut placed: Vec<(u8, Point)> = rings.iter().zip(places).filter_map(|(r, p)| Some(((*r)?, (*p)?))).collect();
        placed.sort_by_key(|(ring, _)| *ring);
        let Some(&(inner, _)) = placed.first() else { return Self::default() };
        let mean = |points: &[Point]| {
            (points.iter().map(|p| p.to_vec2()).sum::<Vec2>() / points.len().max(1) as f64).to_point()
        };
        let all: Vec<Point> = placed.iter().map(|(_, p)| *p).collect();
        let core = placed.partition_point(|(ring, _)| *ring == inner);
        let middle = mean(if inner == 0 { &all[..core] } else { &all });
        let radius = |ring: &[(u8, Point)]| {
            (ring[0].0, ring.iter().map(|(_, p)| p.distance(middle)).sum::<f64>() / ring.len() as f64)
        };
        Self { middle, radii: placed.chunk_by(|a, b| a.0 == b.0).map(radius).collect() }
    }

    /// How far off its ring a body would stand at `at`; 0 where nobody stands on that ring yet.
    pub(super) fn off(&self, ring: Option<u8>, at: Point) -> f64 {
        let found = self.radii.iter().find(|(known, _)| Some(*known) == ring);
        found.map_or(0.0, |(ring, radius)| {
            let beyond = at.distance(self.middle) - radius;
            // The innermost is a disc.
            if *ring == 0 { beyond.max(0.0) } else { beyond.abs() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::Link;
    use super::*;

    fn outer_of(rings: &[u8]) -> Vec<f64> {
        let rings: Vec<Option<u8>> = rings.iter().copied().map(Some).collect();
        let boxes = vec![Rect::new(-40.0, -20.0, 40.0, 20.0); rings.len()];
        let bands = bands(&rings, &boxes, &Graph::from_arcs(rings.len(), std::iter::empty()), None);
        assert!(bands.iter().all(|band| 0.0 <= band.inner && band.inner <= band.outer), "{bands:?}");
        bands.iter().map(|band| band.outer).collect()
    }

    #[test]
    fn one_alone_stands_in_the_middle() {
        assert_eq!(outer_of(&[3]), [0.0]);
        let radii = outer_of(&[0, 2, 2, 5]);
        assert!(radii[0] == 0.0 && radii[1] == radii[2] && radii[1] > 0.0 && radii[3] > radii[2], "{radii:?}");
    }

    #[test]
    fn what_gathers_on_one_side_is_spread_around() {
        let bands = [Band { inner: 90.0, outer: 110.0 }; 3];
        let mut places = Flat::new(&[(100.0, -9.0), (100.0, 0.0), (100.0, 9.0)].map(Point::from));
        for _ in 0..60 {
            spread(&mut places, &bands, &[false, true, false], 0.5);
        }
        let ends = [places.get(0), places.get(1), places.get(2)];
        assert_eq!(ends[1], Point::new(100.0, 0.0), "what is fixed stays");
        let middle = ends.iter().map(|p| p.to_vec2()).sum::<Vec2>() / 3.0;
        assert!(middle.hypot() < 1.0, "{ends:?}");
    }

    #[test]
    fn neighbours_come_to_stand_beside_each_other() {
        let ring = |inner| Band { inner, outer: inner };
        let bands = [ring(100.0), ring(100.0), ring(200.0), ring(200.0)];
        let link = |to: u32| Link { to, length: 90.0, strength: 1.0 };
        let graph = Graph::from_arcs(4, [(0, link(2)), (2, link(0)), (1, link(3)), (3, link(1))].into_iter());
        let east_and_west = [(100.0, 0.0), (-100.0, 0.0), (-200.0, 0.0), (200.0, 0.0)].map(Point::from);
        let across = |fixed: [bool; 4]| {
            let mut places = Flat::new(&east_and_west);
            shorten(&mut places, &bands, &fixed, &graph);
            [(0, 2), (1, 3)].map(|(a, b)| places.get(a).distance(places.get(b)))
        };
        assert_eq!(across([false; 4]), [100.0, 100.0]);
        assert_eq!(across([true, false, false, true]), [300.0, 300.0], "what is fixed stays");
    }

    #[test]
    fn rings_are_wide_enough_for_their_bodies() {
        let few = outer_of(&[0, 1, 1, 1]);
        let many = outer_of(&[[0].as_slice(), &[1; 60]].concat());
        assert!(many[1] > 2.0 * few[1], "{} and {}", many[1], few[1]);
    }
}
