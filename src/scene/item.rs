//! The closed list of things a picture is made of. Painters `match` on [`Item`], in this order.
//!
//! All lengths are picture units: one screen point at 100 % of the picture's scale, y down. Whoever
//! builds an item has measured and wrapped it; a painter computes nothing.

use std::sync::Arc;

use crate::geom::{Affine, BezPath, Point, Rect, Vec2};
use crate::model::{ActorId, AttachmentId, ConnectionId, ValueId};
use crate::text::Weight;

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Everything visible lies inside, margins included (of a part of a map: what lies inside is the part); the size of
    /// an exported page.
    pub bounds: Rect,
    /// The ground; `None` for a transparent picture.
    pub background: Option<Color>,
    /// Back to front.
    pub items: Vec<Item>,
    /// What can be pointed at, back to front (what is drawn on top is hit first).
    pub hits: Vec<Hit>,
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A circle.
    Disc(Disc),
    /// An open line of straight pieces: cords, strands, threads.
    Polyline(Polyline),
    /// Any filled or stroked outline: icons, leaves, tapered strands, rounded boxes.
    Path(Path),
    /// One finished line of text.
    Text(TextRun),
}

/// A circle, filled, outlined or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Disc {
    /// The middle.
    pub center: Point,
    /// The radius of the filled area; the stroke is centred on it.
    pub radius: f64,
    /// The inside, if filled.
    pub fill: Option<Color>,
    /// The outline, if any.
    pub stroke: Option<Stroke>,
}

/// A line through two or more points.
#[derive(Clone, Debug, PartialEq)]
pub struct Polyline {
    /// In order; at least two. Shared with the picture before where nothing changed.
    pub points: Arc<[Point]>,
    /// How it is drawn.
    pub stroke: Stroke,
}

/// An outline of lines and curves (non-zero winding).
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The outline.
    pub path: BezPath,
    /// The inside, if filled.
    pub fill: Option<Color>,
    /// The line along it, if any.
    pub stroke: Option<Stroke>,
}

/// One line of text. Painters set the glyphs and never wrap, cut or measure.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The string, without line breaks.
    pub text: String,
    /// The left end of the baseline.
    pub origin: Point,
    /// The size of the em.
    pub size: f64,
    /// The weight of the face.
    pub weight: Weight,
    /// The measured advance width; the screen painter is held to within 2 %.
    pub width: f64,
    /// The ink.
    pub color: Color,
    /// A ground-coloured edge that keeps it readable above lines.
    pub halo: Option<Halo>,
}

/// The edge around letters: a stroke of twice `width` beneath them, with round joins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// The colour, mostly the canvas.
    pub color: Color,
    /// How far it reaches beyond the letters.
    pub width: f64,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub color: Color,
    /// The full width.
    pub width: f64,
    /// The form of both ends (and of dashes).
    pub cap: Cap,
    /// Lengths of dash and gap; `None` is a solid line.
    pub dash: Option<[f64; 2]>,
}

impl Stroke {
    /// A solid line with flat ends.
    #[must_use]
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, cap: Cap::Butt, dash: None }
    }

    /// The same line with round ends.
    #[must_use]
    pub const fn round(self) -> Self {
        Self { cap: Cap::Round, ..self }
    }

    /// The same line, dashed.
    #[must_use]
    pub const fn dashed(self, dash: f64, gap: f64) -> Self {
        Self { dash: Some([dash, gap]), ..self }
    }
}

/// The ends of a line. Joins are always round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Flat, exactly at the end.
    Butt,
    /// A half circle beyond the end.
    Round,
}

/// A colour in sRGB with straight (not premultiplied) opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, 0 to 255.
    pub r: u8,
    /// Green, 0 to 255.
    pub g: u8,
    /// Blue, 0 to 255.
    pub b: u8,
    /// Opacity, 255 is solid.
    pub a: u8,
}

impl Color {
    /// A solid colour from 0xRRGGBB.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        Self { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
    }

    /// A solid colour from `#rrggbb`; `None` for anything else.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        u32::from_str_radix(digits, 16).ok().map(Self::hex)
    }

    /// The same colour with this opacity, 0 to 1.
    #[must_use]
    pub fn alpha(self, opacity: f64) -> Self {
        Self { a: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8, ..self }
    }

    /// `share` (0 to 1) of the way from this colour to `other`, opacity included.
    #[must_use]
    pub fn mix(self, other: Self, share: f64) -> Self {
        let m = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
        Self { r: m(self.r, other.r), g: m(self.g, other.g), b: m(self.b, other.b), a: m(self.a, other.a) }
    }
}

/// Something of the document that the pointer can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An actor.
    Actor(ActorId),
    /// A shared value.
    Value(ValueId),
    /// A connection.
    Connection(ConnectionId),
    /// A note.
    Note(AttachmentId),
}

/// The area that stands for a [`Target`], as drawn; the tolerance is added when asking.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What is there.
    pub target: Target,
    /// Where.
    pub shape: HitShape,
}

/// The form of a hit area.
#[derive(Clone, Debug, PartialEq)]
pub enum HitShape {
    /// A node's body.
    Disc(Point, f64),
    /// A box: names, badges.
    Box(Rect),
    /// A cord with its half width.
    Line(Arc<[Point]>, f64),
}

impl Scene {
    /// An empty picture without a ground.
    #[must_use]
    pub fn empty() -> Self {
        Self { bounds: Rect::ZERO, background: None, items: Vec::new(), hits: Vec::new() }
    }

    /// The topmost target within `tolerance` of `p`; bodies win over cords at the same place.
    #[must_use]
    pub fn hit(&self, p: Point, tolerance: f64) -> Option<Target> {
        let best = |lines: bool| {
            self.hits
                .iter()
                .rev()
                .filter(|hit| matches!(hit.shape, HitShape::Line(..)) == lines)
                .map(|hit| (hit.target, hit.shape.distance(p)))
                .filter(|(_, distance)| *distance <= tolerance)
                .min_by(|a, b| a.1.max(0.0).total_cmp(&b.1.max(0.0)))
                .map(|(target, _)| target)
        };
        best(false).or_else(|| best(true))
    }
}

impl HitShape {
    /// How far `p` is from the shape; 0 or less inside.
    #[must_use]
    pub fn distance(&self, p: Point) -> f64 {
        match self {
            Self::Disc(center, radius) => (p - *center).hypot() - radius,
            Self::Box(rect) => {
                let d =
                    Vec2::new((rect.x0 - p.x).max(p.x - rect.x1).max(0.0), (rect.y0 - p.y).max(p.y - rect.y1).max(0.0));
                d.hypot()
            }
            Self::Line(points, half) => {
                crate::geom::nearest_on(points, p).map_or(f64::MAX, |(_, distance)| distance - half)
            }
        }
    }
}

impl Item {
    /// The same item scaled about the origin and then moved.
    pub(super) fn placed(mut self, scale: f64, by: Vec2) -> Self {
        let place = |p: Point| (p.to_vec2() * scale + by).to_point();
        let stroke = |s: &mut Stroke| {
            s.width *= scale;
            s.dash = s.dash.map(|dash| dash.map(|length| length * scale));
        };
        match &mut self {
            Self::Disc(disc) => {
                disc.center = place(disc.center);
                disc.radius *= scale;
                disc.stroke.as_mut().map(stroke);
            }
            Self::Polyline(line) => {
                line.points = line.points.iter().map(|p| place(*p)).collect();
                stroke(&mut line.stroke);
            }
            Self::Path(path) => {
                path.path.apply_affine(Affine::translate(by) * Affine::scale(scale));
                path.stroke.as_mut().map(stroke);
            }
            Self::Text(run) => {
                run.origin = place(run.origin);
                run.size *= scale;
                run.width *= scale;
                if let Some(halo) = &mut run.halo {
                    halo.width *= scale;
                }
            }
        }
        self
    }
}

impl Hit {
    /// The same area scaled about the origin and then moved.
    pub(super) fn placed(mut self, scale: f64, by: Vec2) -> Self {
        let place = |p: Point| (p.to_vec2() * scale + by).to_point();
        match &mut self.shape {
            HitShape::Disc(center, radius) => (*center, *radius) = (place(*center), *radius * scale),
            HitShape::Box(area) => {
                *area = Rect::from_points(place(area.origin()), place(Point::new(area.x1, area.y1)));
            }
            HitShape::Line(points, half) => {
                *points = points.iter().map(|p| place(*p)).collect();
                *half *= scale;
            }
        }
        self
    }
}
