//! The picture as pixels: tiny-skia draws, letters are outlines, the file knows its physical size.

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, StrokeDash, Transform};

use super::line::{Outliner, SetLine};
use super::shapes::{circle, dashes, polyline, seen_fill, seen_stroke};
use super::{ExportError, Options, page};
use crate::geom::{BezPath, PathEl};
use crate::scene::{Cap, Color, Item, Scene, Stroke};

/// The most pixels on a side: larger files are refused by most programs that should open them.
const MAX_SIDE: f64 = 32_768.0;
/// The most pixels in all, which takes 1 GB of memory while drawing.
const MAX_PIXELS: f64 = 256.0e6;
/// Pixels to a meter at one pixel to a unit: 96 to an inch.
const PIXELS_PER_METER: f64 = 96.0 / 0.0254;

/// A drawn picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue, opacity (straight, not premultiplied) of each pixel, row by row from the top.
    pub rgba: Vec<u8>,
}

/// The picture as pixels, for the clipboard and for tests.
///
/// # Errors
/// As [`super::png`].
pub fn pixels<'a>(scene: &Scene, options: impl Into<Options<'a>>) -> Result<Pixels, ExportError> {
    let options = options.into();
    let page = page(scene)?;
    let (width, height) = size(page.width() * options.scale, page.height() * options.scale)?;
    let too_large = || ExportError("This picture does not fit into memory. Choose a smaller size.".to_owned());
    let mut canvas = Canvas {
        pixmap: Pixmap::new(width, height).ok_or_else(too_large)?,
        transform: Transform::from_row(
            options.scale as f32,
            0.0,
            0.0,
            options.scale as f32,
            (-page.x0 * options.scale) as f32,
            (-page.y0 * options.scale) as f32,
        ),
    };
    if let Some(ground) = scene.background {
        canvas.pixmap.fill(tiny_skia::Color::from_rgba8(ground.r, ground.g, ground.b, ground.a));
    }
    paint(scene, &options, &mut canvas);
    Ok(Pixels { width, height, rgba: canvas.pixmap.take_demultiplied() })
}

fn paint(scene: &Scene, options: &Options<'_>, canvas: &mut Canvas) {
    let mut outliner = Outliner::new(options.fallback);
    for item in &scene.items {
        match item {
            Item::Disc(disc) => canvas.draw(&circle(disc.center, disc.radius), disc.fill, disc.stroke),
            Item::Polyline(line) => canvas.draw(&polyline(&line.points), None, Some(line.stroke)),
            Item::Path(path) => canvas.draw(&path.path, path.fill, path.stroke),
            Item::Text(run) => {
                let outline = outliner.outline(run, &SetLine::new(run, options.fallback));
                if let Some(halo) = run.halo {
                    canvas.draw(&outline, None, Some(Stroke::solid(halo.color, halo.width * 2.0)));
                }
                canvas.draw(&outline, Some(run.color), None);
            }
        }
    }
}

/// The size in whole pixels, so that nothing is cut at the border.
fn size(width: f64, height: f64) -> Result<(u32, u32), ExportError> {
    // A hair over a whole number is the sum's error, not a further row of pixels.
    let [columns, rows] = [width, height].map(|side| (side - 1.0e-6).ceil().max(1.0));
    if width.is_finite() && columns <= MAX_SIDE && rows <= MAX_SIDE && columns * rows <= MAX_PIXELS {
        return Ok((columns as u32, rows as u32));
    }
    Err(ExportError(format!(
        "This picture would be {columns:.0} × {rows:.0} pixels. Up to 32768 on a side and 256 million in all are \
         possible: choose a smaller size."
    )))
}

/// The PNG file of drawn pixels.
pub(super) fn encode(picture: &Pixels, options: &Options<'_>) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width, picture.height);
    let opaque = picture.rgba.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255);
    encoder.set_color(if opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let per_meter = (PIXELS_PER_METER * options.scale).round() as u32;
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_meter, yppu: per_meter, unit }));
    let result = (|| {
        if !options.title.is_empty() {
            encoder.add_itxt_chunk("Title".to_owned(), crate::text::clean(options.title).into_owned())?;
        }
        let mut writer = encoder.write_header()?;
        if opaque {
            let rgb: Vec<u8> = picture.rgba.as_chunks::<4>().0.iter().flat_map(|p| [p[0], p[1], p[2]]).collect();
            writer.write_image_data(&rgb)?;
        } else {
            writer.write_image_data(&picture.rgba)?;
        }
        writer.finish()
    })();
    result.map_err(|error| ExportError(format!("The PNG file could not be made: {error}.")))?;
    Ok(bytes)
}

/// The pixels under work.
struct Canvas {
    pixmap: Pixmap,
    transform: Transform,
}

impl Canvas {
    fn draw(&mut self, outline: &BezPath, fill: Option<Color>, stroke: Option<Stroke>) {
        let Some(path) = convert(outline) else { return };
        if let Some(fill) = seen_fill(fill) {
            self.pixmap.fill_path(&path, &ink(fill), FillRule::Winding, self.transform, None);
        }
        if let Some(stroke) = seen_stroke(stroke) {
            self.pixmap.stroke_path(&path, &ink(stroke.color), &pen(&stroke), self.transform, None);
        }
    }
}

fn ink(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(color.r, color.g, color.b, color.a);
    paint
}

fn pen(stroke: &Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: stroke.width as f32,
        line_cap: match stroke.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
        },
        line_join: LineJoin::Round,
        dash: dashes(stroke).and_then(|[dash, gap]| StrokeDash::new(vec![dash as f32, gap as f32], 0.0)),
        ..tiny_skia::Stroke::default()
    }
}

/// `None` for a path that draws nothing.
fn convert(outline: &BezPath) -> Option<tiny_skia::Path> {
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
