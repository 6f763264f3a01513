//! The picture as a PDF page: embedded faces, letters that can be searched and copied, no dates.

use std::collections::BTreeMap;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Transform};
use krilla::graphic::Graphic;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::line::{Outliner, SetLine, Setting, hollow};
use super::shapes::{circle, dashes, polyline, seen_fill, seen_stroke};
use super::{ExportError, Options, page};
use crate::geom::{Affine, BezPath, PathEl, round_to};
use crate::scene::{Cap, Color, Halo, Item, Scene, Stroke, TextRun};
use crate::text::{BundledFace, Engine, clean};

/// PDF counts in 1/72 inch, the picture in 1/96.
const POINTS_PER_UNIT: f64 = 0.75;
/// Readers refuse larger pages (ISO 32000-1, annex C); such a picture is drawn smaller.
const MAX_SIDE: f64 = 14_400.0;

pub(super) fn paint(scene: &Scene, options: &Options<'_>) -> Result<Vec<u8>, ExportError> {
    let page = page(scene)?;
    let scale = POINTS_PER_UNIT.min(MAX_SIDE / page.width().max(page.height()));
    let failed = |why: String| ExportError(format!("The PDF file could not be made: {why}."));
    // Readers also refuse pages under 3 points.
    let [width, height] = [page.width(), page.height()].map(|side| (side * scale).max(3.0) as f32);
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| failed("the page has no size".to_owned()))?;

    let mut document = krilla::Document::new();
    document.set_metadata(Metadata::new().title(clean(options.title).into_owned()).creator("Threestrand".to_owned()));
    let mut painter = Painter::new(options);
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    let s = scale as f32;
    surface.push_transform(&Transform::from_row(s, 0.0, 0.0, s, (-page.x0 * scale) as f32, (-page.y0 * scale) as f32));
    if let Some(ground) = scene.background {
        painter.draw(&mut surface, &crate::geom::Shape::to_path(&page, 0.1), Some(ground), None);
    }
    for item in &scene.items {
        match item {
            Item::Disc(disc) => {
                painter.draw(&mut surface, &circle(disc.center, disc.radius), disc.fill, disc.stroke);
            }
            Item::Polyline(line) => painter.draw(&mut surface, &polyline(&line.points), None, Some(line.stroke)),
            Item::Path(path) => painter.draw(&mut surface, &path.path, path.fill, path.stroke),
            Item::Text(run) => painter.text(&mut surface, run),
        }
    }
    surface.pop();
    surface.finish();
    sheet.finish();
    document.finish().map_err(|error| failed(error.to_string()))
}

/// What outlives one item.
struct Painter<'a> {
    options: &'a Options<'a>,
    outliner: Outliner<'a>,
    /// Loaded when first used, as most pictures use one or two.
    bundled: BTreeMap<BundledFace, Option<Font>>,
    /// Loaded when first used: such a file can have 20 MB.
    foreign: Vec<(usize, Option<Font>)>,
    /// The halos of single letters, drawn once and shown wherever the letter is.
    halos: BTreeMap<HaloKey, Option<Graphic>>,
}

/// Face, glyph, the bits of the letter's size and of the halo's width, red, green, blue.
type HaloKey = (BundledFace, u32, [u64; 2], [u8; 3]);

impl<'a> Painter<'a> {
    fn new(options: &'a Options<'a>) -> Self {
        Self {
            options,
            outliner: Outliner::new(options.fallback),
            bundled: BTreeMap::new(),
            foreign: Vec::new(),
            halos: BTreeMap::new(),
        }
    }

    fn draw(&self, surface: &mut Surface<'_>, outline: &BezPath, fill: Option<Color>, stroke: Option<Stroke>) {
        let (fill, stroke) = (seen_fill(fill), seen_stroke(stroke));
        if fill.is_none() && stroke.is_none() {
            return;
        }
        let Some(path) = convert(outline) else { return };
        surface.set_fill(fill.map(ink));
        surface.set_stroke(stroke.as_ref().map(pen));
        surface.draw_path(&path);
    }

    /// The halo is drawn and the letters are text, so that a search finds each label once.
    fn text(&mut self, surface: &mut Surface<'_>, run: &TextRun) {
        let line = SetLine::new(run, self.options.fallback);
        if let Some(halo) = run.halo {
            self.halo(surface, run, &line, halo);
        }
        let Some(color) = seen_fill(Some(run.color)) else { return };
        for piece in &line.pieces {
            let set = |surface: &mut Surface<'_>, glyphs: Vec<KrillaGlyph>, font: Option<Font>, size: f64| {
                let Some(font) = font else { return };
                surface.set_stroke(None);
                surface.set_fill(Some(ink(color)));
                let start = Point::from_xy(short(run.origin.x + piece.x), short(run.origin.y));
                surface.draw_glyphs(start, &glyphs, font, &line.text, size as f32, false);
            };
            match &piece.setting {
                Setting::Bundled(face, glyphs) => {
                    let mut pen = piece.x;
                    let glyphs = glyphs.iter().map(|glyph| {
                        let offset = glyph.x - pen;
                        pen += glyph.advance;
                        position(glyph.id, [glyph.advance, offset, -glyph.y], run.size, &glyph.cluster)
                    });
                    set(surface, glyphs.collect(), self.bundled_font(*face), run.size);
                }
                Setting::Fitted(fitted) => {
                    let mut pen = 0.0;
                    let glyphs = fitted.glyphs.iter().map(|glyph| {
                        let offset = glyph.x - pen;
                        pen += glyph.advance;
                        position(glyph.id, [glyph.advance, offset, -glyph.y], fitted.size, &glyph.cluster)
                    });
                    let glyphs = glyphs.collect();
                    set(surface, glyphs, self.foreign_font(fitted.face), fitted.size);
                }
                Setting::Hollow(glyphs) => {
                    for glyph in glyphs {
                        let outline = Affine::translate(run.origin.to_vec2()) * hollow(&line.text, glyph, run.size);
                        self.draw(surface, &outline, Some(color), None);
                    }
                    // The face's empty glyph carries what should stand there, so that it can be searched: twice,
                    // because krilla writes out the text of a cluster that has more than one glyph.
                    let half = [piece.width / 2.0, 0.0, 0.0];
                    let empty = vec![position(0, half, run.size, &piece.range); 2];
                    set(surface, empty, self.bundled_font(BundledFace::Text(run.weight)), run.size);
                }
            }
        }
    }

    fn halo(&mut self, surface: &mut Surface<'_>, run: &TextRun, line: &SetLine, halo: Halo) {
        let stroke = Stroke::solid(halo.color, halo.width * 2.0);
        let mut letters = Vec::new();
        for piece in &line.pieces {
            match &piece.setting {
                // Where translucent halos of two letters meet, they would show twice.
                Setting::Bundled(face, glyphs) if halo.color.a == 255 => {
                    letters.extend(glyphs.iter().map(|glyph| (*face, glyph)));
                }
                _ => {
                    let outline = self.outliner.outline(run, line);
                    return self.draw(surface, &outline, None, Some(stroke));
                }
            }
        }
        for (face, glyph) in letters {
            let sizes = [run.size, halo.width].map(f64::to_bits);
            let key = (face, glyph.id, sizes, [halo.color.r, halo.color.g, halo.color.b]);
            let graphic = self.halos.entry(key).or_insert_with(|| {
                let path = convert(&Engine::bundled().outline(face, glyph.id, run.size))?;
                let mut builder = surface.stream_builder();
                let mut drawing = builder.surface();
                drawing.set_fill(None);
                drawing.set_stroke(Some(pen(&seen_stroke(Some(stroke))?)));
                drawing.draw_path(&path);
                drawing.finish();
                Some(Graphic::new(builder.finish(), false))
            });
            if let Some(graphic) = graphic {
                let (x, y) = (run.origin.x + glyph.x, run.origin.y + glyph.y);
                surface.push_transform(&Transform::from_translate(short(x), short(y)));
                surface.draw_graphic(graphic.clone());
                surface.pop();
            }
        }
    }

    fn bundled_font(&mut self, face: BundledFace) -> Option<Font> {
        self.bundled.entry(face).or_insert_with(|| Font::new(Engine::font_bytes(face).into(), 0)).clone()
    }

    fn foreign_font(&mut self, face: usize) -> Option<Font> {
        if let Some((_, font)) = self.foreign.iter().find(|(known, _)| *known == face) {
            return font.clone();
        }
        let (bytes, index) = self.options.fallback.font_bytes(face)?;
        let font = Font::new(bytes.to_vec().into(), index);
        self.foreign.push((face, font.clone()));
        font
    }
}

/// A glyph as krilla wants it: lengths `[advance, right, up]` in ems.
fn position(id: u32, lengths: [f64; 3], size: f64, cluster: &std::ops::Range<usize>) -> KrillaGlyph {
    let [advance, x, y] = lengths.map(|length| (length / size) as f32);
    KrillaGlyph::new(GlyphId::new(id), advance, x, y, 0.0, cluster.clone(), None)
}

fn ink(color: Color) -> Fill {
    Fill { paint: rgb::Color::new(color.r, color.g, color.b).into(), opacity: opacity(color), ..Fill::default() }
}

fn pen(stroke: &Stroke) -> krilla::paint::Stroke {
    krilla::paint::Stroke {
        paint: rgb::Color::new(stroke.color.r, stroke.color.g, stroke.color.b).into(),
        width: stroke.width as f32,
        line_cap: match stroke.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
        },
        line_join: LineJoin::Round,
        opacity: opacity(stroke.color),
        dash: dashes(stroke).map(|[dash, gap]| StrokeDash { array: vec![dash as f32, gap as f32], offset: 0.0 }),
        ..krilla::paint::Stroke::default()
    }
}

fn opacity(color: Color) -> NormalizedF32 {
    NormalizedF32::new(f32::from(color.a) / 255.0).unwrap_or(NormalizedF32::ONE)
}

/// `None` for a path that draws nothing.
fn convert(outline: &BezPath) -> Option<Path> {
    let mut path = PathBuilder::new();
    for element in outline.elements() {
        match *element {
            PathEl::MoveTo(p) => path.move_to(short(p.x), short(p.y)),
            PathEl::LineTo(p) => path.line_to(short(p.x), short(p.y)),
            PathEl::QuadTo(a, p) => path.quad_to(short(a.x), short(a.y), short(p.x), short(p.y)),
            PathEl::CurveTo(a, b, p) => {
                path.cubic_to(short(a.x), short(a.y), short(b.x), short(b.y), short(p.x), short(p.y));
            }
            PathEl::ClosePath => path.close(),
        }
    }
    path.finish()
}

/// Two decimals of a picture unit: more would not be seen, and make the file half as large again.
fn short(value: f64) -> f32 {
    round_to(value, 100.0) as f32
}
