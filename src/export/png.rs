//! The picture as pixels: tiny-skia draws it in bands on all cores, letters are outlines, the file knows its
//! physical size.

use rayon::prelude::*;
use tiny_skia::{Pixmap, PixmapMut, PremultipliedColorU8, Transform};

use super::marks::marks;
use super::paper::{MOST_PIXELS, SIDES};
use super::{ExportError, Options, page};
use crate::scene::Scene;

/// Rows that are drawn at a time: few enough to share the work, many enough not to cut each line to pieces.
const BAND: usize = 128;
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
    let mut pixmap = Pixmap::new(width, height).ok_or_else(too_large)?;
    let s = options.scale as f32;
    let [left, top] = [-page.x0, -page.y0].map(|side| (side * options.scale) as f32);
    let marks = marks(scene, &options, Transform::from_row(s, 0.0, 0.0, s, left, top));
    let opaque = scene.background.is_some_and(|ground| ground.a == 255);
    let row = width as usize * 4;
    // Bands of one height, however many cores there are: the same bytes everywhere.
    pixmap.data_mut().par_chunks_mut(row * BAND).enumerate().for_each(|(i, bytes)| {
        let (rows, top) = ((bytes.len() / row) as u32, (i * BAND) as f32);
        let Some(mut band) = PixmapMut::from_bytes(bytes, width, rows) else { return };
        if let Some(ground) = scene.background {
            band.fill(tiny_skia::Color::from_rgba8(ground.r, ground.g, ground.b, ground.a));
        }
        for mark in marks.iter().filter(|mark| mark.meets(top, top + rows as f32)) {
            mark.draw(&mut band, top);
        }
        if !opaque {
            straighten(band.data_mut());
        }
    });
    Ok(Pixels { width, height, rgba: pixmap.take() })
}

/// Takes the opacity out of the colours again, which were multiplied by it for drawing.
fn straighten(bytes: &mut [u8]) {
    for pixel in bytes.as_chunks_mut::<4>().0 {
        let [r, g, b, a] = *pixel;
        if let Some(color) = PremultipliedColorU8::from_rgba(r, g, b, a).map(|color| color.demultiply()) {
            *pixel = [color.red(), color.green(), color.blue(), a];
        }
    }
}

/// The size in whole pixels, so that nothing is cut at the border.
fn size(width: f64, height: f64) -> Result<(u32, u32), ExportError> {
    // A hair over a whole number is the sum's error, not a further row of pixels.
    let [columns, rows] = [width, height].map(|side| (side - 1.0e-6).ceil().max(1.0));
    if width.is_finite()
        && columns <= f64::from(*SIDES.end())
        && rows <= f64::from(*SIDES.end())
        && columns * rows <= f64::from(MOST_PIXELS)
    {
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
            let mut rgb = vec![0; picture.rgba.len() / 4 * 3];
            let pixels = rgb.as_chunks_mut::<3>().0.par_iter_mut().zip(picture.rgba.as_chunks::<4>().0);
            pixels.with_min_len(1 << 16).for_each(|(rgb, pixel)| rgb.copy_from_slice(&pixel[..3]));
            writer.write_image_data(&rgb)?;
        } else {
            writer.write_image_data(&picture.rgba)?;
        }
        writer.finish()
    })();
    result.map_err(|error| ExportError(format!("The PNG file could not be made: {error}.")))?;
    Ok(bytes)
}
