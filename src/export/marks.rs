//! What a picture's pixels are made of: outlines in pixels, ready to be filled. They are made once, on all cores,
//! and each band of the picture is drawn from them; no pixel is touched here.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, PixmapMut, StrokeDash, Transform};

use super::Options;
use super::line::{Outliner, SetLine, Setting};
use super::shapes::{circle, dashes, polyline, seen_fill, seen_stroke};
use crate::geom::{self, BezPath, PathEl, Point};
use crate::scene::{Cap, Color, Item, Scene, Stroke, TextRun};
use crate::text::{BundledFace, Engine, Glyph};

/// Items to a task: fewer and each task would trace the same letters again.
const ITEMS: usize = 256;

/// One thing to draw, in pixels of the whole picture.
pub(super) struct Mark {
    path: Path,
    color: Color,
    /// For lines of a pixel or less; all others come as the outline of what they cover.
    hairline: Option<tiny_skia::Stroke>,
}

impl Mark {
    /// Whether the mark may ink a row from `top` to `bottom`.
    pub(super) fn meets(&self, top: f32, bottom: f32) -> bool {
        let bounds = self.path.bounds();
        // Soft edges and hairlines reach a pixel further.
        bounds.bottom() + 1.0 >= top && bounds.top() - 1.0 <= bottom
    }

    /// Draws the mark on the rows of the picture that begin at `top`.
    pub(super) fn draw(&self, band: &mut PixmapMut<'_>, top: f32) {
        let mut ink = Paint { anti_alias: true, ..Paint::default() };
        ink.set_color_rgba8(self.color.r, self.color.g, self.color.b, self.color.a);
        let up = Transform::from_translate(0.0, -top);
        match &self.hairline {
            Some(stroke) => band.stroke_path(&self.path, &ink, stroke, up, None),
            None => band.fill_path(&self.path, &ink, FillRule::Winding, up, None),
        }
    }
}

/// All that is drawn, back to front.
pub(super) fn marks(scene: &Scene, options: &Options<'_>, to_pixels: Transform) -> Vec<Mark> {
    let parts = scene.items.par_chunks(ITEMS).map(|items| {
        let outliner = Outliner::new(options.fallback);
        let join = LineJoin::Round;
        let mut pen = Pen { to_pixels, join, outliner, letters: BTreeMap::new(), marks: Vec::new() };
        for item in items {
            match item {
                Item::Disc(disc) => pen.draw(&circle(disc.center, disc.radius), disc.fill, disc.stroke),
                Item::Polyline(line) => {
                    pen.join = if bends(&line.points) { LineJoin::Round } else { LineJoin::Miter };
                    pen.draw(&polyline(&line.points), None, Some(line.stroke));
                    pen.join = LineJoin::Round;
                }
                Item::Path(path) => pen.draw(&path.path, path.fill, path.stroke),
                Item::Text(run) => pen.text(run, &SetLine::new(run, options.fallback)),
            }
        }
        pen.marks
    });
    parts.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Turns items into marks; remembers each letter, as the same ones return in every label.
struct Pen<'a> {
    to_pixels: Transform,
    join: LineJoin,
    outliner: Outliner<'a>,
    letters: BTreeMap<LetterKey, Letter>,
    marks: Vec<Mark>,
}

/// Face, glyph, the bits of the letter's size and of the halo's width.
type LetterKey = (BundledFace, u32, [u64; 2]);

/// A letter and its halo in pixels, the origin at (0, 0); `None` for a space.
#[derive(Default)]
struct Letter {
    ink: Option<Path>,
    halo: Option<Path>,
}

impl Pen<'_> {
    fn draw(&mut self, outline: &BezPath, fill: Option<Color>, stroke: Option<Stroke>) {
        let (fill, stroke) = (seen_fill(fill), seen_stroke(stroke));
        if fill.is_none() && stroke.is_none() {
            return;
        }
        let Some(path) = convert(outline) else { return };
        if let Some(fill) = fill {
            self.push(path.clone().transform(self.to_pixels), fill, None);
        }
        let Some(stroke) = stroke else { return };
        let width = stroke.width as f32 * self.to_pixels.sx;
        if width > 1.0 {
            self.push(covered(&path, &stroke, self.join, self.to_pixels), stroke.color, None);
        } else {
            let line = dashed(path, &stroke, self.to_pixels.sx).and_then(|line| line.transform(self.to_pixels));
            self.push(line, stroke.color, Some(tiny_skia::Stroke { width, ..pen(&stroke, self.join) }));
        }
    }

    /// A line of text as two marks at most: all its halos, then all its letters.
    fn text(&mut self, run: &TextRun, line: &SetLine) {
        let halo = run.halo.and_then(|halo| seen_stroke(Some(Stroke::solid(halo.color, halo.width * 2.0))));
        let (mut inks, mut halos) = (PathBuilder::new(), PathBuilder::new());
        let mut add = |letter: &Letter, to: Transform| {
            for (path, builder) in [(&letter.ink, &mut inks), (&letter.halo, &mut halos)] {
                if let Some(path) = path.clone().and_then(|path| path.transform(to)) {
                    builder.push_path(&path);
                }
            }
        };
        for piece in &line.pieces {
            if let Setting::Bundled(face, glyphs) = &piece.setting {
                for glyph in glyphs {
                    let mut at =
                        [tiny_skia::Point::from_xy((run.origin.x + glyph.x) as f32, (run.origin.y + glyph.y) as f32)];
                    self.to_pixels.map_points(&mut at);
                    let key = (*face, glyph.id, [run.size, halo.map_or(0.0, |halo| halo.width)].map(f64::to_bits));
                    let scale = Transform::from_scale(self.to_pixels.sx, self.to_pixels.sy);
                    let letter =
                        self.letters.entry(key).or_insert_with(|| Letter::bundled(*face, glyph, run.size, halo, scale));
                    add(letter, Transform::from_translate(at[0].x, at[0].y));
                }
            } else {
                let letter = Letter::of(&self.outliner.piece(run, line, piece), halo, self.to_pixels);
                add(&letter, Transform::identity());
            }
        }
        if let Some(halo) = halo {
            self.push(halos.finish(), halo.color, None);
        }
        if let Some(color) = seen_fill(Some(run.color)) {
            self.push(inks.finish(), color, None);
        }
    }

    fn push(&mut self, path: Option<Path>, color: Color, hairline: Option<tiny_skia::Stroke>) {
        self.marks.extend(path.map(|path| Mark { path, color, hairline }));
    }
}

impl Letter {
    fn bundled(face: BundledFace, glyph: &Glyph, size: f64, halo: Option<Stroke>, scale: Transform) -> Self {
        Self::of(&Engine::bundled().outline(face, glyph.id, size), halo, scale)
    }

    fn of(outline: &BezPath, halo: Option<Stroke>, to_pixels: Transform) -> Self {
        let Some(path) = convert(outline) else { return Self::default() };
        let halo = halo.and_then(|halo| covered(&path, &halo, LineJoin::Round, to_pixels));
        Self { ink: path.transform(to_pixels), halo }
    }
}

/// What a stroke covers, in pixels.
fn covered(path: &Path, stroke: &Stroke, join: LineJoin, to_pixels: Transform) -> Option<Path> {
    let line = dashed(path.clone(), stroke, to_pixels.sx)?;
    line.stroke(&pen(stroke, join), to_pixels.sx)?.transform(to_pixels)
}

/// The dashes of a line as a path; a solid line as it is.
fn dashed(path: Path, stroke: &Stroke, scale: f32) -> Option<Path> {
    match dashes(stroke).and_then(|[dash, gap]| StrokeDash::new(vec![dash as f32, gap as f32], 0.0)) {
        Some(dash) => path.dash(&dash, scale),
        None => Some(path),
    }
}

/// Whether a line turns by more than a few degrees anywhere. Where it does not, a round join looks like a mitered
/// one and has a dozen edges more.
fn bends(points: &[Point]) -> bool {
    points.windows(3).any(|p| geom::unit(p[1] - p[0]).dot(geom::unit(p[2] - p[1])) < STRAIGHT)
}

/// The cosine of 15 degrees.
const STRAIGHT: f64 = 0.965;

fn pen(stroke: &Stroke, join: LineJoin) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: stroke.width as f32,
        line_cap: match stroke.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
        },
        line_join: join,
        ..tiny_skia::Stroke::default()
    }
}

/// `None` for a path that draws nothing.
fn convert(outline: &BezPath) -> Option<Path> {
    let mut path = PathBuilder::new();
    for element in outline.elements() {
        match *element {
            PathEl::MoveTo(p) => path.move_to(p.x as f32, p.y as f32),
            PathEl::LineTo(p) => path.line_to(p.x as f32, p.y as f32),
            PathEl::QuadTo(a, p) => path.quad_to(a.x as f32, a.y as f32, p.x as f32, p.y as f32),
            PathEl::CurveTo(a, b, p) => {
                path.cubic_to(a.x as f32, a.y as f32, b.x as f32, b.y as f32, p.x as f32, p.y as f32);
            }
            PathEl::ClosePath => path.close(),
        }
    }
    path.finish()
}
