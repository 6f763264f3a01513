//! One face: its bytes, its shaper's tables, its outlines. It knows font units only.

use std::borrow::Cow;
use std::ops::Range;

use harfrust::{Direction, FontRef, Script, ShapePlan, ShaperData, UnicodeBuffer, script};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider as _};

use super::clusters::is_dropped;
use crate::geom::{Affine, BezPath};

/// A face that can be shaped with.
pub(super) struct Face {
    bytes: Cow<'static, [u8]>,
    index: u32,
    data: ShaperData,
    units_per_em: f64,
}

/// A glyph of a shaped run, in font units, y up.
pub(super) struct UnitGlyph {
    /// The glyph in its face; 0 is "not there".
    pub(super) id: u32,
    /// The byte offset of its cluster in the shaped text.
    pub(super) start: usize,
    pub(super) x_offset: i32,
    pub(super) y_offset: i32,
    pub(super) advance: i32,
}

impl Face {
    /// `None` if the bytes are not a font, or not one with that many faces.
    pub(super) fn new(bytes: impl Into<Cow<'static, [u8]>>, index: u32) -> Option<Self> {
        let bytes = bytes.into();
        let (data, units) = {
            let font = FontRef::from_index(&bytes, index).ok()?;
            let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
            (ShaperData::new(&font), units)
        };
        (units > 0).then(|| Self { bytes, index, data, units_per_em: f64::from(units) })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn index(&self) -> u32 {
        self.index
    }

    pub(super) fn units_per_em(&self) -> f64 {
        self.units_per_em
    }

    /// The parsed view of the bytes; `new` has seen that it parses.
    pub(super) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }

    /// A plan for left-to-right text of one script, worth keeping where many strings follow.
    pub(super) fn plan(&self, script: Script) -> Option<ShapePlan> {
        let font = self.font()?;
        let shaper = self.data.shaper(&font).build();
        Some(ShapePlan::new(&shaper, Direction::LeftToRight, Some(script), None, &[]))
    }

    /// The glyphs of `text[range]` in the order of writing on the page, from left to right.
    ///
    /// With a `plan` the text is shaped by it, else direction and script are guessed from the text.
    pub(super) fn shape(&self, text: &str, range: Range<usize>, plan: Option<&ShapePlan>) -> Vec<UnitGlyph> {
        let Some(font) = self.font() else { return Vec::new() };
        let shaper = self.data.shaper(&font).build();
        let mut buffer = UnicodeBuffer::new();
        for (at, c) in text[range.clone()].char_indices().filter(|(_, c)| !is_dropped(*c)) {
            // Cluster numbers are 32 bits wide; a longer line than that is cut, not wrapped around.
            let Ok(cluster) = u32::try_from(range.start + at) else { break };
            buffer.add(c, cluster);
        }
        match plan {
            Some(plan) => {
                buffer.set_direction(plan.direction());
                buffer.set_script(plan.script().unwrap_or(script::COMMON));
            }
            None => buffer.guess_segment_properties(),
        }
        let shaped = shaper.shape(buffer, harfrust::ShapeOptions::new().plan(plan));
        shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| UnitGlyph {
                id: info.glyph_id,
                start: info.cluster as usize,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                advance: position.x_advance,
            })
            .collect()
    }

    /// The outline of a glyph with an em of `size`, y down, its origin at (0, 0); empty if it has none.
    pub(super) fn outline(&self, id: u32, size: f64) -> BezPath {
        let mut pen = PathPen(BezPath::new());
        if let Some(glyph) = self.font().and_then(|font| font.outline_glyphs().get(GlyphId::new(id))) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // A broken outline in a foreign face is drawn as far as it could be read.
            let _ = glyph.draw(settings, &mut pen);
        }
        let scale = size / self.units_per_em;
        pen.0.apply_affine(Affine::new([scale, 0.0, 0.0, -scale, 0.0, 0.0]));
        pen.0
    }
}

/// Collects an outline; skrifa speaks `f32`, in font units that are whole or nearly so.
struct PathPen(BezPath);

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to((f64::from(ax), f64::from(ay)), (f64::from(bx), f64::from(by)), (f64::from(x), f64::from(y)));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
