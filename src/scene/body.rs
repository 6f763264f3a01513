//! Paints bodies: an actor with collar, shape, icon and marks; a shared value as a leaf.

use std::f64::consts::TAU;

use super::brush::{Brush, round};
use super::icons::Face;
use super::plan::KEYSTONE_RING;
use super::shapes::{self, circle, extent, reach};
use super::{MARK_CONTRAST, Stroke};
use crate::geom::{Point, Vec2};
use crate::model::Family;

/// How one body is painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub(super) at: Point,
    pub(super) radius: f64,
    /// The factor of small measures: rings, collars, pins.
    pub(super) unit: f64,
    /// How far it moves towards the canvas.
    pub(super) dim: f64,
    pub(super) keystone: bool,
    pub(super) pinned: bool,
    /// Without an icon, as it is too small to read.
    pub(super) plain: bool,
}

/// Actors smaller than this are plain.
pub(super) const PLAIN: f64 = 8.2;

/// The canvas-colored edge that keeps cords off a shape.
const COLLAR: f64 = 2.5;

/// Bodies smaller than this are plain: rings and icons would clot.
const DOT: f64 = 6.0;
/// Bodies smaller than this tell only who is inside: their shapes are below what an eye resolves.
const SPECK: f64 = 2.5;

/// An actor: collar, shape, icon, and its marks.
pub(super) fn actor(brush: &mut Brush, family: Family, face: impl Into<Face>, body: &Body) {
    let t = brush.tokens;
    let (at, r, k) = (body.at, body.radius, body.unit);
    let dim = |color| t.toward_canvas(color, body.dim);
    let quiet = |color| t.quiet(color, body.dim, MARK_CONTRAST);
    let line = |color, width: f64| Some(Stroke::solid(quiet(color), (width * k).max(t.stroke_floor)));
    let collar = COLLAR * k * (r / DOT).clamp(0.3, 1.0);
    let around = reach(family, r) + KEYSTONE_RING * k;
    if body.keystone {
        brush.fill_disc(at, around + COLLAR * k, t.canvas);
    }
    match family {
        _ if r < SPECK => {
            brush.fill_disc(at, r + collar, t.canvas);
            if family == Family::Inside {
                brush.fill_disc(at, r, quiet(t.inside));
            } else {
                let (rim, fill) = if family == Family::Carrier { (t.ink3, t.carrier) } else { (t.rim, t.outside) };
                brush.fill_disc(at, r, quiet(rim));
                brush.fill_disc(at, (r - t.stroke_floor).max(0.3 * r), dim(fill));
            }
        }
        Family::Customer => {
            let reach = reach(family, r);
            brush.fill_disc(at, reach + collar, t.canvas);
            if r < DOT {
                // The same two rings: the outer one, and what is left of the inner one.
                brush.disc(at, r, Some(dim(t.outside)), line(t.rim, 1.5));
                brush.fill_disc(at, r * 0.36, quiet(t.rim));
            } else {
                brush.disc(at, reach - 0.6 * k, Some(t.canvas), line(t.rim, 1.5));
                brush.disc(at, r, Some(dim(t.outside)), line(t.rim, 1.8));
            }
        }
        Family::Inside => {
            brush.fill_disc(at, r + collar, t.canvas);
            brush.fill_disc(at, r, quiet(t.inside));
        }
        Family::Organisation | Family::Society | Family::Carrier => {
            let (fill, stroke) = match family {
                Family::Carrier => (t.carrier, line(t.ink3, 1.4)),
                _ => (t.outside, line(t.rim, 1.8)),
            };
            shapes::body(brush, family, at, r, collar, t.canvas, None);
            shapes::body(brush, family, at, r, 0.0, dim(fill), stroke);
        }
    }
    let (across, ink) = match family {
        Family::Inside => (1.16, t.toward_canvas(t.on_inside, body.dim * 0.16)),
        Family::Organisation => (1.12, quiet(t.rim)),
        Family::Carrier => (1.10, quiet(t.rim)),
        Family::Customer | Family::Society => (1.16, quiet(t.rim)),
    };
    let ground = match family {
        Family::Inside => quiet(t.inside),
        Family::Carrier => dim(t.carrier),
        Family::Customer | Family::Organisation | Family::Society => dim(t.outside),
    };
    let face = face.into();
    if !body.plain {
        face.icon.paint(brush, at, r * across, face.ink(ink, ground));
    }
    if body.keystone {
        keystone(brush, at, around, k, body.dim);
    }
    if body.pinned {
        let (x, y) = extent(family, r);
        pin(brush, at + Vec2::new(0.74 * x, -0.74 * y), k, body.dim);
    }
}

/// A ring with its keystone: the wedge at the top of the arch.
fn keystone(brush: &mut Brush, at: Point, ring: f64, k: f64, dim: f64) {
    let t = brush.tokens;
    let color = t.toward_canvas(t.ink, dim);
    // The opening for the wedge, the same length on every ring.
    let half = (17.0 * 24.0 / ring / 360.0 * TAU * k).min(1.0);
    let points = (0..=72).map(|i| {
        let angle = -TAU / 4.0 + half + (TAU - 2.0 * half) * f64::from(i) / 72.0;
        at + Vec2::new(libm::cos(angle), libm::sin(angle)) * ring
    });
    brush.line(points.collect::<Vec<_>>(), round(color, (1.6 * k).max(t.stroke_floor)));
    let (narrow, wide) = (3.6 * k, 6.4 * k);
    let (low, high) = (ring - 4.6 * k, ring + 6.4 * k);
    let corner = |x: f64, up: f64| at + Vec2::new(x, -up);
    let corners = [corner(-narrow, low), corner(narrow, low), corner(wide, high), corner(-wide, high)];
    let outline = corners.map(|c| c + (c - at.lerp(corner(0.0, (low + high) / 2.0), 1.0)) * 0.25);
    brush.polygon(&outline, t.canvas);
    brush.polygon(&corners, color);
}

/// The dot of a pinned body.
fn pin(brush: &mut Brush, at: Point, k: f64, dim: f64) {
    let t = brush.tokens;
    brush.fill_disc(at, 6.6 * k, t.canvas);
    brush.fill_disc(at, 5.2 * k, t.toward_canvas(t.ink2, dim));
    brush.fill_disc(at, 1.9 * k, t.canvas);
}

/// A shared value.
pub(super) fn value(brush: &mut Brush, body: &Body) {
    let t = brush.tokens;
    let (at, r) = (body.at, body.radius);
    let line = round(t.toward_canvas(t.strands[2], body.dim), 1.8_f64.max(t.stroke_floor));
    brush.path(shapes::leaf(at, r), Some(t.canvas), Some(round(t.canvas, 5.0)));
    let fill = t.toward_canvas(t.strands[2], body.dim.max(0.80));
    brush.path(shapes::leaf(at, r), Some(fill), Some(line));
    brush.path(shapes::midrib(at, r), None, Some(Stroke { width: 1.6_f64.max(t.stroke_floor), ..line }));
    if body.pinned {
        pin(brush, at + Vec2::new(0.9, -0.9) * r, body.unit, body.dim);
    }
}

/// What lies around something that the pointer means or that is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ring {
    /// The pointer is over it.
    Hovered,
    /// It is selected.
    Selected,
    /// A half-made link would join it.
    Aimed,
}

/// Paints a ring around a body that reaches `reach`.
pub(super) fn ring(brush: &mut Brush, at: Point, reach: f64, k: f64, ring: Ring) {
    let t = brush.tokens;
    match ring {
        Ring::Hovered => brush.fill_disc(at, reach + 6.0 * k, t.ink.alpha(0.10)),
        Ring::Selected | Ring::Aimed => {
            let r = reach + 5.5 * k;
            let fill = if ring == Ring::Selected { t.selected_fill } else { 0.06 };
            // The ring lies over the body, so its fill leaves the body out: a wide stroke, not a disc.
            let band = circle(at, (r + reach) / 2.0);
            brush.path(band, None, Some(Stroke::solid(t.accent.alpha(fill), r - reach)));
            let line = Stroke::solid(t.accent, (2.4 * k).max(t.stroke_floor));
            brush.disc(at, r, None, Some(if ring == Ring::Aimed { line.dashed(4.0 * k, 3.0 * k) } else { line }));
        }
    }
}
