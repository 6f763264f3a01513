//! Wear: loose threads on a cord that holds less than it should, two brooms where it is worn through.
//!
//! Unevenness is a sine of the position: the same cord always frays in the same way.

use super::twist::Twist;
use super::{Severity, Work, curve};
use crate::geom::{BezPath, Point, Vec2, unit};
use crate::scene::Color;
use crate::scene::brush::{Brush, round};

/// The gap in the middle of a cord that is worn through.
pub(super) fn gap(length: f64, twisted: f64, k: f64) -> f64 {
    (0.32 * length).min((34.0 + 12.0 * twisted) * k)
}

/// Paints loose threads (small, medium) or frayed ends and the one thread that still holds (large).
pub(super) fn paint(
    brush: &mut Brush,
    work: &Work<'_>,
    twist: Option<&Twist>,
    levels: [u8; 3],
    worn: Severity,
    gap: f64,
) {
    let offset = |strand: usize, s: f64| twist.map_or(work.bundle.centers[strand], |t| t.offset(strand, s));
    let hair = (0.95 * work.finish.k).max(0.9).max(brush.tokens.stroke_floor);
    if worn == Severity::Large {
        let reach = work.spine.length() / 2.0;
        for toward_end in [1.0, -1.0] {
            let s = reach - toward_end * gap / 2.0;
            for strand in work.bundle.live() {
                let end = work.spine.at(s, offset(strand, s));
                let before = s - 3.0 * toward_end;
                let direction = unit(end - work.spine.at(before, offset(strand, before)));
                let color = work.color(brush.tokens, strand);
                broom(brush, end, direction, usize::from(levels[strand]) + 2, gap * 0.46, color, hair);
            }
        }
        holding_thread(brush, work, &offset, gap, hair);
    } else {
        let medium: &[_] = &[(-1.0, 10.0, 1.0), (1.0, -4.0, 1.0), (-1.0, -22.0, -1.0), (1.0, 22.0, -1.0)];
        let small: &[_] = &[(-1.0, 6.0, 1.0), (-1.0, -6.0, 1.0)];
        for thread in if worn == Severity::Medium { medium } else { small } {
            loose_thread(brush, work, &offset, twist.map_or(0.0, |twist| twist.share), *thread, hair);
        }
    }
}

/// Hairs that leave along the strand and curl apart.
fn broom(brush: &mut Brush, end: Point, direction: Vec2, hairs: usize, length: f64, color: Color, width: f64) {
    const SPREAD: f64 = 0.66;
    for i in 0..hairs {
        let u = if hairs == 1 { 0.0 } else { 2.0 * i as f64 / (hairs - 1) as f64 - 1.0 };
        let angle = SPREAD * (u + 0.20 * libm::sin(2.4 * i as f64 + end.x));
        let reach = length * (0.84 + 0.20 * libm::sin(1.9 * i as f64 + end.y * 0.7));
        let place = |share: f64, angle: f64| {
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            let turned = Vec2::new(direction.x * cos - direction.y * sin, direction.x * sin + direction.y * cos);
            end + turned * (reach * share)
        };
        let path = curve(end, place(0.38, angle * 0.15), place(0.72, angle * 0.55), place(1.0, angle * 1.15));
        brush.path(path, None, Some(round(color, width)));
    }
}

/// The thickest strand keeps one hair across the gap, sagging.
fn holding_thread(brush: &mut Brush, work: &Work<'_>, offset: &dyn Fn(usize, f64) -> f64, gap: f64, hair: f64) {
    let thickest = work.bundle.live().max_by(|a, b| {
        // The first of equals, so that the order of strands decides.
        work.bundle.widths[*a].total_cmp(&work.bundle.widths[*b]).then(b.cmp(a))
    });
    let Some(strand) = thickest else { return };
    let middle = work.spine.length() / 2.0;
    let [from, to] = [middle - gap / 2.0, middle + gap / 2.0].map(|s| work.spine.at(s, offset(strand, s)));
    let mut path = BezPath::new();
    path.move_to(from);
    path.quad_to(work.spine.at(middle, gap * 0.16), to);
    brush.path(path, None, Some(round(work.color(brush.tokens, strand), hair)));
}

/// One thread that leaves the outside of the cord and curls away from it.
fn loose_thread(
    brush: &mut Brush,
    work: &Work<'_>,
    offset: &dyn Fn(usize, f64) -> f64,
    twisted: f64,
    (side, from_middle, forward): (f64, f64, f64),
    hair: f64,
) {
    let k = work.finish.k;
    let s = work.spine.length() / 2.0 + from_middle * k;
    let outermost = work.bundle.live().max_by(|a, b| (side * offset(*a, s)).total_cmp(&(side * offset(*b, s))));
    let Some(strand) = outermost else { return };
    let root = work.spine.at(s, offset(strand, s) + side * work.bundle.widths[strand] * 0.3);
    let (along, away) = (work.spine.direction(s) * forward, work.spine.normal(s) * side);
    let length = (12.0 + 3.0 * twisted) * work.finish.parting() * k;
    let place = |u: f64, v: f64| root + (along * u + away * v) * length;
    let path = curve(root, place(0.35, 0.02), place(0.72, 0.20), place(0.86, 0.66));
    brush.path(path, None, Some(round(work.color(brush.tokens, strand), hair)));
}
