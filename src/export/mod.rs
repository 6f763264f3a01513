//! Scene to file: SVG, PNG, PDF; one `match` each, with the arms in the same order, so that the painters
//! can be read side by side. They compute nothing that the scene has not already decided.

use std::fmt;

use crate::scene::Scene;

/// Why a picture could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError(pub String);

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExportError {}

/// The picture as an SVG file.
///
/// # Errors
/// If the picture has no area.
pub fn svg(_scene: &Scene, _title: &str) -> Result<Vec<u8>, ExportError> {
    Err(ExportError("not written yet".to_owned()))
}

/// The picture as a PNG file, `scale` pixels to a picture unit.
///
/// # Errors
/// If the picture has no area or would be larger than 32,768 pixels on a side.
pub fn png(_scene: &Scene, _scale: f64) -> Result<Vec<u8>, ExportError> {
    Err(ExportError("not written yet".to_owned()))
}

/// The picture as a PDF file of one page with searchable text.
///
/// # Errors
/// If the picture has no area.
pub fn pdf(_scene: &Scene, _title: &str) -> Result<Vec<u8>, ExportError> {
    Err(ExportError("not written yet".to_owned()))
}
