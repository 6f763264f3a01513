//! Faces of the machine for what the bundled family lacks: given as bytes, fitted into the ruled boxes.
//!
//! They change what is drawn, never what is measured, so that a layout is the same everywhere.

use std::ops::Range;

use super::face::Face;
use crate::geom::BezPath;

/// Faces to draw with where the bundled ones have no glyph, in order of preference.
#[derive(Default)]
pub struct Fallback {
    faces: Vec<Face>,
}

/// A stretch of text set in a fallback face, small enough for its box.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Which face, counted in the order of adding.
    pub face: usize,
    /// The size of the em that makes it fit.
    pub size: f64,
    /// From left to right: the glyph and its place, relative to the left end of the box's baseline.
    pub glyphs: Vec<FittedGlyph>,
}

/// One glyph of a [`Fitted`] stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedGlyph {
    /// The glyph in the fallback face.
    pub id: u32,
    /// To the right of the box's left end.
    pub x: f64,
    /// Below the baseline.
    pub y: f64,
    /// How far it moves the pen.
    pub advance: f64,
    /// The bytes of the text that it shows.
    pub cluster: Range<usize>,
}

impl Fallback {
    /// No faces: what the bundled family lacks is drawn as a hollow box.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: Fallback = Fallback { faces: Vec::new() };
        &NONE
    }

    /// Adds face number `index` of a font file; `false` if the bytes are not such a font.
    pub fn add(&mut self, bytes: Vec<u8>, index: u32) -> bool {
        match Face::new(bytes, index) {
            Some(face) => self.faces.push(face),
            None => return false,
        }
        true
    }

    /// Adds the faces of another, after those that are there.
    pub fn join(&mut self, other: Self) {
        self.faces.extend(other.faces);
    }

    /// The file and the number in it of a face that [`Fitted::face`] names.
    #[must_use]
    pub fn font_bytes(&self, face: usize) -> Option<(&[u8], u32)> {
        self.faces.get(face).map(|face| (face.bytes(), face.index()))
    }

    /// The outline of a glyph, as [`super::Engine::outline`].
    #[must_use]
    pub fn outline(&self, face: usize, id: u32, size: f64) -> BezPath {
        self.faces.get(face).map(|face| face.outline(id, size)).unwrap_or_default()
    }

    /// Sets `text[range]` in the first face that has all of it, at `size` or as small as a box of
    /// `width` demands, in the middle of that box. `None` if no face has it.
    #[must_use]
    pub fn fit(&self, text: &str, range: Range<usize>, size: f64, width: f64) -> Option<Fitted> {
        self.faces.iter().enumerate().find_map(|(index, face)| {
            let units = face.shape(text, range.clone(), None);
            if units.is_empty() || units.iter().any(|unit| unit.id == 0) {
                return None;
            }
            let em = face.units_per_em();
            // Color fonts made of pictures have glyphs without an outline: nothing that we could draw.
            if units.iter().all(|unit| face.outline(unit.id, 1.0).elements().is_empty()) {
                return None;
            }
            let natural = units.iter().map(|unit| f64::from(unit.advance)).sum::<f64>() / em * size;
            let size = if natural > width { size * width / natural } else { size };
            let mut pen = (width - natural).max(0.0) / 2.0;
            let glyphs = units
                .iter()
                .map(|unit| {
                    let unit_size = size / em;
                    let end = units.iter().map(|u| u.start).filter(|s| *s > unit.start).min();
                    let glyph = FittedGlyph {
                        id: unit.id,
                        x: pen + f64::from(unit.x_offset) * unit_size,
                        y: -f64::from(unit.y_offset) * unit_size,
                        advance: f64::from(unit.advance) * unit_size,
                        cluster: unit.start..end.unwrap_or(range.end),
                    };
                    pen += glyph.advance;
                    glyph
                })
                .collect();
            Some(Fitted { face: index, size, glyphs })
        })
    }
}
