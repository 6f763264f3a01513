//! One line of text as glyphs: the bundled face where it can, a fallback face or a hollow box elsewhere.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::geom::{Affine, BezPath, Rect, Shape as _};
use crate::scene::TextRun;
use crate::text::{BundledFace, Engine, Fallback, Fitted, Glyph, Script, clean};

/// A line, ready to be set.
pub(super) struct SetLine {
    /// What is written, without control characters; clusters are ranges of it.
    pub(super) text: String,
    /// From left to right.
    pub(super) pieces: Vec<Piece>,
}

/// A stretch of a line that is set in one way.
pub(super) struct Piece {
    /// The left end, relative to the line's origin.
    pub(super) x: f64,
    pub(super) width: f64,
    /// What it shows.
    pub(super) range: Range<usize>,
    pub(super) setting: Setting,
}

pub(super) enum Setting {
    /// By a bundled face; positions are relative to the line's origin.
    Bundled(BundledFace, Vec<Glyph>),
    /// By a fallback face; positions are relative to the piece's left end.
    Fitted(Fitted),
    /// By nothing we have: each glyph is an empty box.
    Hollow(Vec<Glyph>),
}

impl SetLine {
    pub(super) fn new(run: &TextRun, fallback: &Fallback) -> Self {
        let text = clean(&run.text).into_owned();
        let glyphs = Engine::bundled().shape(&text, run.size, run.weight).glyphs;
        let pieces = glyphs
            .chunk_by(|a, b| a.face == b.face)
            .flat_map(|glyphs| {
                let whole = Piece::new(glyphs, &text, run.size, fallback);
                if !matches!(whole.setting, Setting::Hollow(_)) {
                    return vec![whole];
                }
                // Two scripts side by side are in two faces.
                let font = |glyph: &Glyph| Script::of(&text[glyph.cluster.clone()]).font;
                let parts = glyphs.chunk_by(|a, b| font(a) == font(b));
                parts.map(|glyphs| Piece::new(glyphs, &text, run.size, fallback)).collect()
            })
            .collect();
        Self { text, pieces }
    }
}

impl Piece {
    /// Glyphs of one bundled face, or of none.
    fn new(glyphs: &[Glyph], text: &str, size: f64, fallback: &Fallback) -> Self {
        let (first, last) = (&glyphs[0], &glyphs[glyphs.len() - 1]);
        let start = glyphs.iter().map(|glyph| glyph.cluster.start).min().unwrap_or(0);
        let end = glyphs.iter().map(|glyph| glyph.cluster.end).max().unwrap_or(0);
        let width = last.x + last.advance - first.x;
        let setting = if let Some(face) = first.face {
            Setting::Bundled(face, glyphs.to_vec())
        } else if let Some(fitted) = fallback.fit(text, start..end, size, width) {
            Setting::Fitted(fitted)
        } else {
            Setting::Hollow(glyphs.to_vec())
        };
        Self { x: first.x, width, range: start..end, setting }
    }
}

/// The outline of a box for a cluster that no face has: a frame as tall as a capital; nothing for a space.
pub(super) fn hollow(text: &str, glyph: &Glyph, size: f64) -> BezPath {
    if &text[glyph.cluster.clone()] == " " {
        return BezPath::new();
    }
    let line = size * 0.06;
    let outer = Rect::new(glyph.x + size * 0.07, size * -0.71, glyph.x + glyph.advance - size * 0.07, 0.0);
    let mut path = outer.to_path(0.1);
    path.extend(outer.inset(-line).to_path(0.1).reverse_subpaths());
    path
}

/// Draws lines as outlines; remembers each glyph, as the same letters return in every label.
pub(super) struct Outliner<'a> {
    fallback: &'a Fallback,
    bundled: BTreeMap<(BundledFace, u32), BezPath>,
    foreign: BTreeMap<(usize, u32), BezPath>,
}

impl<'a> Outliner<'a> {
    pub(super) fn new(fallback: &'a Fallback) -> Self {
        Self { fallback, bundled: BTreeMap::new(), foreign: BTreeMap::new() }
    }

    /// All of the line as one outline in picture units.
    pub(super) fn outline(&mut self, run: &TextRun, line: &SetLine) -> BezPath {
        line.pieces.iter().flat_map(|piece| self.piece(run, line, piece)).collect()
    }

    /// A piece of the line as one outline in picture units.
    pub(super) fn piece(&mut self, run: &TextRun, line: &SetLine, piece: &Piece) -> BezPath {
        let mut path = BezPath::new();
        let origin = run.origin.to_vec2();
        let place = |x: f64, y: f64, size: f64| Affine::translate((origin.x + x, origin.y + y)) * Affine::scale(size);
        match &piece.setting {
            Setting::Bundled(face, glyphs) => {
                for glyph in glyphs {
                    let outline = self
                        .bundled
                        .entry((*face, glyph.id))
                        .or_insert_with(|| Engine::bundled().outline(*face, glyph.id, 1.0));
                    path.extend(place(glyph.x, glyph.y, run.size) * &*outline);
                }
            }
            Setting::Fitted(fitted) => {
                for glyph in &fitted.glyphs {
                    let outline = self
                        .foreign
                        .entry((fitted.face, glyph.id))
                        .or_insert_with(|| self.fallback.outline(fitted.face, glyph.id, 1.0));
                    path.extend(place(piece.x + glyph.x, glyph.y, fitted.size) * &*outline);
                }
            }
            Setting::Hollow(glyphs) => {
                for glyph in glyphs {
                    path.extend(Affine::translate(origin) * hollow(&line.text, glyph, run.size));
                }
            }
        }
        path
    }
}
