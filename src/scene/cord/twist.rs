//! The rope: three strands that wind around each other, back halves paler, front halves cased.
//!
//! At every crossing exactly one of two strands is in front, so two passes paint it right: no sorting.

use std::f64::consts::TAU;

use super::{Finish, Work, ribbon};
use crate::scene::brush::Brush;
use crate::scene::spine::Spine;
use crate::scene::{Color, Stroke};

use super::Bundle;

/// The least radius of a rope, in units: thinner, and the turns of thin strands cannot be told apart.
const LEAST_RADIUS: f64 = 5.2;
/// From strands side by side at the rim to the full twist.
const END: f64 = 22.0;
/// Steps along a wave; larger, and its crests become corners.
const STEP: f64 = 2.0;

/// How a cord winds.
pub(super) struct Twist {
    /// Of the rope.
    radius: f64,
    /// The length of one turn; a whole number of them fits, so both ends have their lanes in order.
    wavelength: f64,
    length: f64,
    k: f64,
    bundle: Bundle,
    /// How far it is wound, 0 (side by side) to 1.
    pub(super) share: f64,
}

/// The twist of a cord; `None` where it is shorter than two wavelengths.
pub(super) fn wind(spine: &Spine, bundle: &Bundle, finish: &Finish) -> Option<Twist> {
    let (length, k) = (spine.length(), finish.k);
    let radius = (LEAST_RADIUS * k).max(bundle.total / 2.0);
    let natural = (4.0 * radius + 18.0 * k) * finish.stretch;
    let waves = (length / natural).round();
    // A cord that grows long enough begins to twist as gently as all do.
    let share = finish.blend.min((length / natural - 2.0) * 2.0);
    (share > 0.0).then(|| Twist { radius, wavelength: length / waves, length, k, bundle: *bundle, share })
}

impl Twist {
    /// Where in its turn a strand begins, in turns.
    fn phase(strand: usize) -> f64 {
        (strand as f64 - 1.0) / 3.0
    }

    /// How far a strand lies below the line at `s`.
    pub(super) fn offset(&self, strand: usize, s: f64) -> f64 {
        let smooth = |u: f64| {
            let u = u.clamp(0.0, 1.0);
            u * u * (3.0 - 2.0 * u)
        };
        let end = END * self.k;
        let wound = smooth(s / end) * smooth((self.length - s) / end) * self.share;
        let amplitude = self.radius - self.bundle.widths[strand] / 2.0;
        let wave = amplitude * libm::sin(TAU * (s / self.wavelength + Self::phase(strand)));
        self.bundle.centers[strand] * (1.0 - wound) + wave * wound
    }

    /// The pieces of a strand between its turning points, and whether each is in front.
    fn pieces(&self, strand: usize) -> Vec<(f64, f64, bool)> {
        let rim = self.wavelength / 5.0;
        let mut cuts = vec![0.0, rim, self.length - rim, self.length];
        // The strand turns back where its sine is 1 or -1.
        let mut turn = (0.25 - Self::phase(strand) - 2.0) * self.wavelength;
        while turn < self.length {
            if turn > 0.0 {
                cuts.push(turn);
            }
            turn += self.wavelength / 2.0;
        }
        cuts.sort_by(f64::total_cmp);
        cuts.windows(2)
            .map(|cut| {
                let middle = (cut[0] + cut[1]) / 2.0;
                let toward_us = libm::cos(TAU * (middle / self.wavelength + Self::phase(strand))) >= 0.0;
                // At the rim every strand shows its full color.
                (cut[0], cut[1], toward_us || middle < rim || middle > self.length - rim)
            })
            .collect()
    }
}

/// Paints the bed, then all back halves, then all front halves.
pub(super) fn paint(brush: &mut Brush, work: &Work<'_>, twist: &Twist) {
    let t = brush.tokens;
    let (spine, bundle, k) = (work.spine, work.bundle, work.finish.k);
    let length = spine.length();
    if !work.finish.sheathed {
        let live: Vec<_> = bundle.live().collect();
        if let [only] = live[..] {
            let path = spine.wave(1.0, length - 1.0, STEP * k, |s| twist.offset(only, s));
            brush.line(path, Stroke::solid(t.canvas, bundle.widths[only] + 4.0 * k));
        } else {
            let path = spine.lane(1.0, length - 1.0, 0.0);
            let (lanes, rope) = (bundle.total + 3.0 * k, 2.0 * twist.radius + 2.0 * k);
            brush.line(path, Stroke::solid(t.canvas, lanes + (rope - lanes) * twist.share));
        }
    }
    for front in [false, true] {
        for strand in bundle.live() {
            let own = work.color(t, strand);
            let color = if front { own } else { t.toward_canvas(own, t.back * twist.share) };
            for (from, to, _) in twist.pieces(strand).into_iter().filter(|piece| piece.2 == front) {
                for half in work.pieces {
                    let (from, to) = (from.max(half.0), to.min(half.1));
                    if to - from > 0.3 {
                        piece(brush, work, twist, strand, (from, to), color, front || work.finish.sheathed);
                    }
                }
            }
        }
    }
}

/// One piece of a strand, half a unit longer at both ends so that no seam shows.
fn piece(
    brush: &mut Brush,
    work: &Work<'_>,
    twist: &Twist,
    strand: usize,
    (from, to): (f64, f64),
    color: Color,
    cased: bool,
) {
    let t = brush.tokens;
    let (spine, step) = (work.spine, STEP * work.finish.k);
    let (start, end) = ((from - 0.5).max(0.0), (to + 0.5).min(spine.length()));
    let offset = |s| twist.offset(strand, s);
    let casing = 2.0 * work.casing(strand);
    if work.taper == 0.0 {
        let width = work.bundle.widths[strand];
        if cased {
            brush.line(spine.wave(from, to, step, offset), Stroke::solid(t.canvas, width + casing));
        }
        brush.line(spine.wave(start, end, step, offset), Stroke::solid(color, width));
    } else {
        if cased {
            ribbon(brush, spine, (from, to, step), offset, |s| work.width_at(strand, s) + casing, t.canvas);
        }
        ribbon(brush, spine, (start, end, step), offset, |s| work.width_at(strand, s), color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Point;
    use crate::scene::Theme;
    use crate::scene::sizes::Detail;

    fn rope(length: f64) -> Option<Twist> {
        let spine = Spine::through(vec![Point::ORIGIN, Point::new(length, 0.0)]).unwrap();
        wind(&spine, &Bundle::new([5, 5, 5], 1.0, Theme::Light.tokens()), &Finish::plain(1.0, Detail::Near))
    }

    #[test]
    fn a_short_cord_does_not_twist() {
        assert!(rope(100.0).is_none(), "one wavelength of a full cord is 56");
        assert!(rope(120.0).is_some_and(|twist| twist.share < 0.5), "and begins gently");
        assert!(rope(400.0).is_some_and(|twist| twist.share == 1.0));
    }

    #[test]
    fn both_ends_have_their_lanes_in_order() {
        let twist = rope(400.0).unwrap();
        for s in [0.0, 400.0] {
            let offsets = [0, 1, 2].map(|strand| twist.offset(strand, s));
            assert!(offsets[0] < offsets[1] && offsets[1] < offsets[2], "{offsets:?}");
        }
    }

    #[test]
    fn one_of_two_is_in_front_where_they_cross() {
        let twist = rope(560.0).unwrap();
        let front = |strand, s: f64| twist.pieces(strand).iter().find(|p| p.0 <= s && s <= p.1).unwrap().2;
        for step in 300..2500 {
            let s = f64::from(step) * 0.2;
            for (i, j) in [(0, 1), (1, 2), (0, 2)] {
                let crossing =
                    (twist.offset(i, s) - twist.offset(j, s)) * (twist.offset(i, s + 0.2) - twist.offset(j, s + 0.2));
                assert!(crossing > 0.0 || front(i, s) != front(j, s), "strands {i} and {j} at {s}");
            }
        }
    }
}
