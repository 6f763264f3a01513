//! Scene to file: SVG, PNG, PDF; one `match` each, with the arms in the same order, so that the painters
//! can be read side by side. They compute nothing that the scene has not already decided.
//!
//! A picture unit is 1/96 inch in all three, so that a picture has the same size wherever it is placed.

mod faces;
mod line;
mod marks;
mod paper;
mod pdf;
mod png;
mod shapes;
mod svg;

use std::fmt;

use crate::geom::Rect;
use crate::scene::Scene;
use crate::text::Fallback;

pub use faces::{Undrawn, faces_for, lacking};
pub use paper::{MOST_PIXELS, Paper, SIDES, page_of};
pub use png::{Pixels, pixels};

/// Why a picture could not be made, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError(pub String);

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExportError {}

/// What a file needs beside the scene. A string stands for its title, a number for its scale.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The name of the document, kept in the file; empty for none.
    pub title: &'a str,
    /// PNG: pixels to a picture unit.
    pub scale: f64,
    /// SVG: letters as shapes, for programs that ignore embedded fonts. They can no longer be searched.
    pub outlines: bool,
    /// Faces for what the bundled ones lack.
    pub fallback: &'a Fallback,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { title: "", scale: 1.0, outlines: false, fallback: Fallback::none() }
    }
}

impl<'a> From<&'a str> for Options<'a> {
    fn from(title: &'a str) -> Self {
        Self { title, ..Self::default() }
    }
}

impl<'a> From<&'a String> for Options<'a> {
    fn from(title: &'a String) -> Self {
        Self::from(title.as_str())
    }
}

impl From<f64> for Options<'_> {
    fn from(scale: f64) -> Self {
        Self { scale, ..Self::default() }
    }
}

/// The picture as an SVG file, with the letters it needs of the faces it uses.
///
/// # Errors
/// If the picture has no area.
pub fn svg<'a>(scene: &Scene, options: impl Into<Options<'a>>) -> Result<Vec<u8>, ExportError> {
    svg::paint(scene, &options.into())
}

/// The picture as a PNG file, `scale` pixels to a picture unit.
///
/// # Errors
/// If the picture has no area, or would be larger than 32,768 pixels on a side or 256 million in all.
pub fn png<'a>(scene: &Scene, options: impl Into<Options<'a>>) -> Result<Vec<u8>, ExportError> {
    let options = options.into();
    png::encode(&pixels(scene, options)?, &options)
}

/// The picture as a PDF file of one page with searchable text.
///
/// # Errors
/// If the picture has no area.
pub fn pdf<'a>(scene: &Scene, options: impl Into<Options<'a>>) -> Result<Vec<u8>, ExportError> {
    pdf::paint(scene, &options.into())
}

/// The size of the picture's page, if it has one.
fn page(scene: &Scene) -> Result<Rect, ExportError> {
    let page = scene.bounds;
    if page.is_finite() && page.width() > 0.0 && page.height() > 0.0 {
        Ok(page)
    } else {
        Err(ExportError("There is nothing to draw yet.".to_owned()))
    }
}
