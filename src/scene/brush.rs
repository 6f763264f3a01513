//! Puts items on a picture: the few strokes that everything else is made of.

use std::sync::Arc;

use super::{Cap, Color, Disc, Halo, Item, Path, Polyline, Stroke, TextRun, Tokens};
use crate::geom::{BezPath, Point, Rect};
use crate::text::{Measure, Weight};

/// A growing list of items in one theme.
pub(super) struct Brush {
    pub(super) tokens: &'static Tokens,
    pub(super) items: Vec<Item>,
    /// There is no ground below: words need an edge to be read on whatever there will be.
    pub(super) bare: bool,
}

/// A string and how it is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) color: Color,
    /// Which part of the line stands at its place: 0 its left end, 0.5 its middle, 1 its right end.
    pub(super) anchor: f64,
    /// The width of the canvas-colored edge.
    pub(super) halo: Option<f64>,
}

impl Type {
    pub(super) const fn new(size: f64, weight: Weight, color: Color) -> Self {
        Self { size, weight, color, anchor: 0.0, halo: None }
    }

    pub(super) const fn centered(self) -> Self {
        Self { anchor: 0.5, ..self }
    }

    pub(super) const fn halo(self, width: f64) -> Self {
        Self { halo: Some(width), ..self }
    }
}

impl Brush {
    pub(super) const fn new(tokens: &'static Tokens) -> Self {
        Self { tokens, items: Vec::new(), bare: false }
    }

    /// Words beside the map as they are set on this page.
    pub(super) const fn on_page(&self, set: Type) -> Type {
        if self.bare { set.halo(super::names::HALO) } else { set }
    }

    pub(super) fn disc(&mut self, center: Point, radius: f64, fill: Option<Color>, stroke: Option<Stroke>) {
        self.items.push(Item::Disc(Disc { center, radius, fill, stroke }));
    }

    pub(super) fn fill_disc(&mut self, center: Point, radius: f64, fill: Color) {
        self.disc(center, radius, Some(fill), None);
    }

    pub(super) fn line(&mut self, points: impl Into<Arc<[Point]>>, stroke: Stroke) {
        let points = points.into();
        if points.len() >= 2 {
            self.items.push(Item::Polyline(Polyline { points, stroke }));
        }
    }

    pub(super) fn path(&mut self, path: BezPath, fill: Option<Color>, stroke: Option<Stroke>) {
        self.items.push(Item::Path(Path { path, fill, stroke }));
    }

    /// A filled outline through corners.
    pub(super) fn polygon(&mut self, corners: &[Point], fill: Color) {
        let mut path = BezPath::new();
        path.move_to(corners[0]);
        for corner in &corners[1..] {
            path.line_to(*corner);
        }
        path.close_path();
        self.path(path, Some(fill), None);
    }

    /// One line of text; `at` is on its baseline.
    pub(super) fn text(&mut self, measure: &dyn Measure, text: &str, at: Point, set: Type) {
        if text.is_empty() {
            return;
        }
        let width = measure.width(text, set.size, set.weight);
        self.text_run(text, width, at, set);
    }

    /// One line of text whose width is known.
    pub(super) fn text_run(&mut self, text: &str, width: f64, at: Point, set: Type) {
        self.items.push(Item::Text(TextRun {
            text: text.to_owned(),
            origin: Point::new(at.x - width * set.anchor, at.y),
            size: set.size,
            weight: set.weight,
            width,
            color: set.color,
            halo: set.halo.map(|width| Halo { color: self.tokens.canvas, width }),
        }));
    }
}

impl Item {
    /// The box around all ink of this item, strokes and halos included.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let half = |stroke: Option<Stroke>| stroke.map_or(0.0, |s| s.width / 2.0);
        match self {
            Self::Disc(disc) => {
                let r = disc.radius + half(disc.stroke);
                Rect::from_center_size(disc.center, (2.0 * r, 2.0 * r))
            }
            Self::Polyline(line) => {
                let around =
                    line.points.iter().fold(Rect::from_points(line.points[0], line.points[0]), |r, p| r.union_pt(*p));
                let pad = line.stroke.width / 2.0;
                around.inflate(pad, pad)
            }
            Self::Path(path) => {
                use crate::geom::Shape as _;
                let pad = half(path.stroke);
                path.path.bounding_box().inflate(pad, pad)
            }
            Self::Text(run) => {
                let pad = run.halo.map_or(0.0, |halo| halo.width);
                Rect::new(
                    run.origin.x,
                    run.origin.y - ASCENT * run.size,
                    run.origin.x + run.width,
                    run.origin.y + DESCENT * run.size,
                )
                .inflate(pad, pad)
            }
        }
    }
}

/// How far letters of the bundled face reach above the baseline, in ems (accents on capitals).
pub(super) const ASCENT: f64 = 1.07;
/// How far they reach below it.
pub(super) const DESCENT: f64 = 0.29;

/// A solid line with round ends.
pub(super) const fn round(color: Color, width: f64) -> Stroke {
    Stroke { color, width, cap: Cap::Round, dash: None }
}
