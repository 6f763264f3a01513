//! Marks on cords: arrowhead, bridge, badge, tick, knots and barbs. Each is told by its shape.

use crate::geom::{BezPath, Point, Vec2};
use crate::scene::brush::{Brush, Type, round};
use crate::scene::spine::Spine;
use crate::scene::{Color, Stroke};
use crate::text::Weight;

/// The size of an arrowhead, in units of the cord: wide enough to be told from a thick strand at a glance.
pub(in crate::scene) const ARROW: f64 = 7.4;

/// A solid arrowhead at the rim of the one who takes; `toward_end` is the end of the spine.
pub(in crate::scene) fn arrow(brush: &mut Brush, spine: &Spine, toward_end: bool, size: f64, color: Color) {
    let canvas = brush.tokens.canvas;
    let s = if toward_end { spine.length() - RIM } else { RIM };
    let direction = spine.direction(s) * if toward_end { 1.0 } else { -1.0 };
    let tip = spine.at(s, 0.0);
    let base = tip - direction * (size * 1.25);
    let side = Vec2::new(-direction.y, direction.x) * (size * 0.62);
    let mut path = BezPath::new();
    path.move_to(tip);
    path.line_to(base + side);
    path.line_to(base - side);
    path.close_path();
    brush.path(path.clone(), None, Some(round(canvas, 3.0)));
    brush.path(path, Some(color), None);
}

/// How far from a spine's end a tip stays clear of the collar.
const RIM: f64 = 3.5;

/// The map maker's bridge: two flared brackets beside the cord at `s`, `half` its half width.
pub(in crate::scene) fn bridge(brush: &mut Brush, spine: &Spine, s: f64, half: f64, k: f64, color: Color) {
    let (at, along, below) = (spine.at(s, 0.0), spine.direction(s), spine.normal(s));
    for side in [-1.0, 1.0] {
        // Straight beside the cord, so that they are seen to belong to it, and flared at the ends.
        let out = half + 2.6 * k;
        let place = |u: f64, v: f64| at + along * (u * k) + below * (side * v);
        let mut path = BezPath::new();
        path.move_to(place(-9.5, out + 3.6 * k));
        path.line_to(place(-6.5, out));
        path.line_to(place(6.5, out));
        path.line_to(place(9.5, out + 3.6 * k));
        brush.path(path.clone(), None, Some(round(brush.tokens.canvas, 5.0 * k)));
        brush.path(path, None, Some(round(color, (2.0 * k).max(brush.tokens.stroke_floor))));
    }
}

/// The radius of a badge.
pub(in crate::scene) fn badge_radius(text_scale: f64) -> f64 {
    11.0 * libm::pow(text_scale, 0.6)
}

/// The canvas-colored ring around a badge.
pub(in crate::scene) const BADGE_RING: f64 = 2.0;

/// The size of the figure on a badge.
pub(in crate::scene) fn figure_size(radius: f64) -> f64 {
    (radius * 13.0 / 11.0).round()
}

/// A numbered disc: how early this connection comes. `width` is that of the figure.
pub(in crate::scene) fn badge(brush: &mut Brush, at: Point, number: usize, radius: f64, width: f64) {
    let t = brush.tokens;
    let size = figure_size(radius);
    brush.fill_disc(at, radius + BADGE_RING, t.canvas);
    brush.fill_disc(at, radius, t.large);
    let baseline = at + Vec2::new(0.0, size * 0.357);
    brush.text_run(&number.to_string(), width, baseline, Type::new(size, Weight::SemiBold, t.on_large).centered());
}

/// A short line across the middle: weak as well, but not among the numbered.
pub(in crate::scene) fn tick(brush: &mut Brush, spine: &Spine, k: f64, color: Color) {
    let s = spine.length() / 2.0;
    let stroke = round(color, (1.5 * k).max(brush.tokens.stroke_floor));
    brush.line(vec![spine.at(s, -3.5 * k), spine.at(s, 3.5 * k)], stroke);
}

/// Knots along a strained cord: one in the middle, or three on a long one.
pub(in crate::scene) fn knots(brush: &mut Brush, spine: &Spine, half: f64, k: f64, color: Color) {
    let canvas = brush.tokens.canvas;
    for s in spots(spine, 110.0 * k) {
        let reach = half + 3.2 * k;
        // A figure of eight across the cord, as an overhand knot lies.
        let loops: Vec<_> = (0..=32)
            .map(|i| {
                let turn = f64::from(i) / 32.0 * std::f64::consts::TAU;
                spine.at(s + 7.0 * k * libm::sin(turn), reach * libm::sin(2.0 * turn))
            })
            .collect();
        brush.line(loops.clone(), round(canvas, 4.6 * k));
        brush.line(loops, round(color, (1.8 * k).max(brush.tokens.stroke_floor)));
    }
}

/// Barbs along a cord that works against us, as on barbed wire.
pub(in crate::scene) fn barbs(brush: &mut Brush, spine: &Spine, half: f64, k: f64, color: Color) {
    let canvas = brush.tokens.canvas;
    let reach = half + 4.2 * k;
    let lean = 4.2 * k;
    let spots = spots(spine, 34.0 * k);
    for (stroke_color, width) in [(canvas, 4.4 * k), (color, (1.7 * k).max(brush.tokens.stroke_floor))] {
        for s in &spots {
            for side in [-1.0, 1.0] {
                let barb = vec![spine.at(s - side * lean, -reach), spine.at(s + side * lean, reach)];
                brush.line(barb, Stroke::solid(stroke_color, width));
            }
        }
    }
}

/// Places about `spacing` apart, in the middle of the cord and symmetric about it.
fn spots(spine: &Spine, spacing: f64) -> Vec<f64> {
    let length = spine.length();
    let count = ((length / spacing).floor() as usize).clamp(1, 40);
    (0..count).map(|i| length * (i as f64 + 1.0) / (count as f64 + 1.0)).collect()
}
