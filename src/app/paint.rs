//! The screen painter: a [`Scene`] as triangles and lines of text, the fourth beside SVG, PNG and PDF.
//!
//! It computes nothing that the scene has not decided; it only leaves out what lies outside the clip.

use egui::{Color32, Pos2, Rect, Shape, Vec2, epaint::TextShape, pos2};

use super::effort;
use super::fonts;
use super::mesh::{Brush, End};
use crate::geom::{BezPath, PathEl, Point, flatten};
use crate::scene::{Cap, Color, Item, Scene, Stroke, TextRun};
use crate::text::from_left;

/// Where a picture lands on the screen: `origin` + picture point x `scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placing {
    /// In f64: far from the origin of a large map an f32 loses whole pixels.
    pub(super) origin: Point,
    pub(super) scale: f32,
    /// Nobody zooms here: type has its own size, not the nearest whole one, and stands as it will in a file.
    pub(super) exact: bool,
}

impl Placing {
    /// The picture fitted into a box, centred.
    pub(super) fn fitting(bounds: crate::geom::Rect, into: Rect) -> Self {
        let (w, h) = (bounds.width().max(1.0) as f32, bounds.height().max(1.0) as f32);
        let scale = (into.width() / w).min(into.height() / h);
        let middle = bounds.center();
        let center = Point::new(f64::from(into.center().x), f64::from(into.center().y));
        Self { origin: center - middle.to_vec2() * f64::from(scale), scale, exact: true }
    }

    pub(super) fn point(self, p: Point) -> Pos2 {
        let p = self.origin + p.to_vec2() * f64::from(self.scale);
        pos2(p.x as f32, p.y as f32)
    }

    fn length(self, l: f64) -> f32 {
        l as f32 * self.scale
    }
}

/// Paints a picture; what lies outside the painter's clip is left out.
pub(super) fn scene(painter: &egui::Painter, scene: &Scene, at: Placing) {
    if let Some(ground) = scene.background {
        painter.rect_filled(painter.clip_rect(), 0.0, color(ground));
    }
    items(painter, scene, at);
}

/// Paints what is on a picture without its ground, as far as the painter is opaque.
pub(super) fn items(painter: &egui::Painter, scene: &Scene, at: Placing) {
    let clip = painter.clip_rect();
    let mut brush = Brush::new(painter.ctx().pixels_per_point());
    let mut points: Vec<Pos2> = Vec::new();
    for item in &scene.items {
        match item {
            Item::Disc(disc) => {
                let (center, radius) = (at.point(disc.center), at.length(disc.radius));
                let reach = radius + disc.stroke.map_or(0.0, |s| at.length(s.width)) + 1.0;
                if !clip.intersects(Rect::from_center_size(center, Vec2::splat(2.0 * reach))) {
                    continue;
                }
                match disc.fill.map(color) {
                    Some(fill) if radius < DOT => {
                        put(painter, &mut brush);
                        painter.add(Shape::circle_filled(center, radius, fill));
                    }
                    Some(fill) => brush.disc(center, radius, fill),
                    None => {}
                }
                if let Some(stroke) = disc.stroke {
                    if stroke.dash.is_some() {
                        let around = super::mesh::arc(center, radius, 0.0, std::f32::consts::TAU);
                        line(&mut brush, &around, true, &stroke, at);
                    } else {
                        brush.ring(center, radius, at.length(stroke.width), color(stroke.color));
                    }
                }
            }
            Item::Polyline(polyline) => {
                points.clear();
                points.extend(polyline.points.iter().map(|p| at.point(*p)));
                if visible(clip, &points, at.length(polyline.stroke.width)) {
                    line(&mut brush, &points, false, &polyline.stroke, at);
                }
            }
            Item::Path(path) => {
                for (points, closed) in flattened(&path.path, at) {
                    if !visible(clip, &points, path.stroke.map_or(0.0, |s| at.length(s.width))) {
                        continue;
                    }
                    if let Some(fill) = path.fill {
                        brush.fill(&points, color(fill));
                    }
                    if let Some(stroke) = path.stroke {
                        line(&mut brush, &points, closed, &stroke, at);
                    }
                }
            }
            Item::Text(run) => {
                put(painter, &mut brush);
                text(painter, run, at);
            }
        }
    }
    put(painter, &mut brush);
}

/// The radius below which a disc is one square of the toolkit's own texture, not a fan of triangles.
const DOT: f32 = 3.0;

/// Puts on the screen what the brush holds.
fn put(painter: &egui::Painter, brush: &mut Brush) {
    if let Some(mesh) = brush.take() {
        painter.add(Shape::mesh(mesh));
    }
}

/// The toolkit's colour for ours.
pub(super) fn color(c: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
}

fn line(brush: &mut Brush, points: &[Pos2], closed: bool, stroke: &Stroke, at: Placing) {
    let end = match stroke.cap {
        Cap::Butt => End::Flat,
        Cap::Round => End::Round,
    };
    let dash = stroke.dash.map(|[on, off]| [at.length(on), at.length(off)]);
    brush.stroke(points, closed, (at.length(stroke.width), color(stroke.color)), end, dash);
}

fn visible(clip: Rect, points: &[Pos2], width: f32) -> bool {
    !points.is_empty() && clip.intersects(Rect::from_points(points).expand(width + 1.0))
}

/// One finished line at whole pixels, with its halo as copies around it.
fn text(painter: &egui::Painter, run: &TextRun, at: Placing) {
    // Sizes in whole points: every other size would fill the glyph atlas anew while zooming.
    let size = if at.exact { at.length(run.size) } else { at.length(run.size).round().max(1.0) };
    let origin = at.point(run.origin);
    let reach =
        Rect::from_min_max(origin - Vec2::new(4.0, 1.5 * size), origin + Vec2::new(at.length(run.width) + 4.0, size));
    if run.text.is_empty() || size < 3.0 || !painter.clip_rect().intersects(reach) {
        return;
    }
    // The toolkit puts one word behind the other.
    let galley =
        painter.layout_no_wrap(from_left(&run.text).into_owned(), fonts::id(size, run.weight), Color32::PLACEHOLDER);
    let Some(baseline) = galley.rows.first().and_then(|row| Some(row.pos.y + row.glyphs.first()?.pos.y)) else {
        return;
    };
    // What rounding the size changed goes to both sides, so that centred lines stay centred.
    let slack = (at.length(run.width) - galley.rect.width()) / 2.0;
    let corner = origin + Vec2::new(slack, -baseline);
    if let Some(halo) = run.halo {
        let ink = color(halo.color);
        // Fewer copies leave gaps that only a wide edge shows.
        let rings: &[(f32, u8)] = if effort::is_simple(painter.ctx()) { &[(0.8, 8)] } else { &[(1.0, 12), (0.5, 8)] };
        for &(share, copies) in rings {
            for i in 0..copies {
                let offset = Vec2::angled(std::f32::consts::TAU * f32::from(i) / f32::from(copies))
                    * at.length(halo.width)
                    * share;
                painter.add(TextShape::new(corner + offset, galley.clone(), ink));
            }
        }
    }
    painter.add(TextShape::new(corner, galley, color(run.color)));
}

/// The pieces of an outline as points, each with whether it is closed.
fn flattened(path: &BezPath, at: Placing) -> Vec<(Vec<Pos2>, bool)> {
    let mut pieces: Vec<(Vec<Pos2>, bool)> = Vec::new();
    // A tenth of a pixel is below what the soft edge can show.
    flatten(path, 0.1 / f64::from(at.scale.max(1.0e-3)), |el| match el {
        PathEl::MoveTo(p) => pieces.push((vec![at.point(p)], false)),
        PathEl::LineTo(p) => {
            if let Some((points, _)) = pieces.last_mut() {
                points.push(at.point(p));
            }
        }
        PathEl::ClosePath => {
            if let Some((_, closed)) = pieces.last_mut() {
                *closed = true;
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    pieces
}
