//! The text engine: shapes a line with the bundled faces and says how wide it is.
//!
//! The same string gives the same numbers on every machine. What the bundled faces lack is measured by
//! rule and marked, so that a painter can fit a glyph of another face (see [`super::Fallback`]) into its box.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{LazyLock, Mutex, PoisonError};

use harfrust::{ShapePlan, script};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use unicode_segmentation::UnicodeSegmentation as _;

use super::clusters::{is_dropped, is_ignorable, is_right_to_left, ruled_advance};
use super::direction::directed;
use super::face::Face;
use super::{BundledFace, Measure, Weight};
use crate::geom::BezPath;

/// The widths of a weight that are remembered before the engine starts over: more than a large map's names have
/// words and lines; fewer and each frame would shape all names again, more and memory is wasted.
const REMEMBERED: usize = 32_768;
/// Longer strings are shaped again each time: a note is measured once, a name in every frame.
const REMEMBERED_LENGTH: usize = 256;
const SOUND: &str = "the bundled faces are sound: a test opens them";

/// The bundled family, ready to measure and shape.
pub struct Engine {
    cuts: [Cut; 3],
    symbols: Face,
}

/// One weight of the family.
struct Cut {
    face: Face,
    /// The bundled faces shape Latin, Greek and Cyrillic by the same rules, so one plan serves all.
    plan: ShapePlan,
    metrics: LineMetrics,
    /// In ems. Looked up only, never iterated, so that its order cannot show.
    widths: Mutex<HashMap<Box<str>, f64>>,
}

/// A shaped line.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaped {
    /// From left to right. Positions are those of the glyphs' origins, relative to the line's.
    pub glyphs: Vec<Glyph>,
    /// The sum of the advances.
    pub width: f64,
}

/// One glyph of a line, in the unit of the size it was shaped with.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Which face it is a glyph of; `None` if no bundled face has this cluster: the box is `advance` wide and
    /// waits for another.
    pub face: Option<BundledFace>,
    /// The glyph in that face; 0 without one.
    pub id: u32,
    /// To the right of the line's origin.
    pub x: f64,
    /// Below the baseline.
    pub y: f64,
    /// How far it moves the pen.
    pub advance: f64,
    /// The bytes of the text that it shows; glyphs of one cluster share them.
    pub cluster: Range<usize>,
}

/// Heights of a face; all are positive and measured from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineMetrics {
    /// Up to the top of a line.
    pub ascent: f64,
    /// Down to the bottom of a line.
    pub descent: f64,
    /// Up to the top of an H.
    pub cap_height: f64,
    /// Up to the top of an x.
    pub x_height: f64,
}

impl Engine {
    /// The engine with the faces compiled into the program; made on first use.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine {
            cuts: Weight::ALL.map(|weight| Cut::new(Engine::font_bytes(BundledFace::Text(weight))).expect(SOUND)),
            symbols: Face::new(Engine::font_bytes(BundledFace::Symbols), 0).expect(SOUND),
        });
        &ENGINE
    }

    /// The font file of a face, for the window, for PDF files and for tests.
    #[must_use]
    pub const fn font_bytes(face: BundledFace) -> &'static [u8] {
        match face {
            BundledFace::Text(Weight::Regular) => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
            BundledFace::Text(Weight::Medium) => include_bytes!("../../assets/fonts/NotoSans-Medium.ttf"),
            BundledFace::Text(Weight::SemiBold) => include_bytes!("../../assets/fonts/NotoSans-SemiBold.ttf"),
            BundledFace::Symbols => include_bytes!("../../assets/fonts/NotoEmojiSymbols-Regular.ttf"),
        }
    }

    /// Shapes one line with an em of `size`. Control characters leave no glyph.
    #[must_use]
    pub fn shape(&self, text: &str, size: f64, weight: Weight) -> Shaped {
        let cut = self.cut(weight);
        let scale = size / cut.face.units_per_em();
        let mut glyphs = Vec::with_capacity(text.len());
        // Pens move in font units: whole numbers, so that the width does not depend on the order of sums.
        let mut pen = 0;
        let line = directed(text);
        let text = &*line.text;
        let runs = line.parts.iter().flat_map(|part| self.runs(text, part.clone(), weight)).collect();
        for run in join_right_to_left(text, runs) {
            match run.face {
                Some(face) => {
                    // Emoji are not spelled: no plan, one glyph after another, all faces of one em.
                    let plan = matches!(face, BundledFace::Text(_)).then_some(&cut.plan);
                    let units = self.face(face).shape(text, run.range.clone(), plan);
                    for (i, unit) in units.iter().enumerate() {
                        let end = units[i..].iter().map(|u| u.start).find(|s| *s > unit.start);
                        glyphs.push(Glyph {
                            face: Some(face),
                            id: unit.id,
                            x: f64::from(pen + unit.x_offset) * scale,
                            y: f64::from(-unit.y_offset) * scale,
                            advance: f64::from(unit.advance) * scale,
                            cluster: unit.start..end.unwrap_or(run.range.end),
                        });
                        pen += unit.advance;
                    }
                }
                None => {
                    let first = glyphs.len();
                    for (at, cluster) in text[run.range.clone()].grapheme_indices(true) {
                        let advance = (ruled_advance(cluster) * cut.face.units_per_em()).round() as i32;
                        let start = run.range.start + at;
                        glyphs.push(Glyph {
                            face: None,
                            id: 0,
                            x: f64::from(pen) * scale,
                            y: 0.0,
                            advance: f64::from(advance) * scale,
                            cluster: start..start + cluster.len(),
                        });
                        pen += advance;
                    }
                    if text[run.range.clone()].contains(is_right_to_left) {
                        mirror(&mut glyphs[first..]);
                    }
                }
            }
        }
        Shaped { glyphs, width: f64::from(pen) * scale }
    }

    /// The outline of a glyph with an em of `size`, y down, its origin at (0, 0).
    ///
    /// Empty for a space and for an id that the face does not have.
    #[must_use]
    pub fn outline(&self, face: BundledFace, id: u32, size: f64) -> BezPath {
        self.face(face).outline(id, size)
    }

    /// The heights of a line with an em of `size`.
    #[must_use]
    pub fn metrics(&self, size: f64, weight: Weight) -> LineMetrics {
        let m = &self.cut(weight).metrics;
        LineMetrics {
            ascent: m.ascent * size,
            descent: m.descent * size,
            cap_height: m.cap_height * size,
            x_height: m.x_height * size,
        }
    }

    pub(super) fn face(&self, face: BundledFace) -> &Face {
        match face {
            BundledFace::Text(weight) => &self.cut(weight).face,
            BundledFace::Symbols => &self.symbols,
        }
    }

    fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.cuts[0],
            Weight::Medium => &self.cuts[1],
            Weight::SemiBold => &self.cuts[2],
        }
    }

    /// A part of the text in stretches that one face sets; what is dropped belongs to none.
    fn runs(&self, text: &str, part: Range<usize>, weight: Weight) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        if text[part.clone()].bytes().all(|b| (b' '..=b'~').contains(&b)) {
            if !part.is_empty() {
                runs.push(Run { range: part, face: Some(BundledFace::Text(weight)) });
            }
            return runs;
        }
        let faces = [BundledFace::Text(weight), BundledFace::Symbols];
        let charmaps = faces.map(|face| (face, self.face(face).font().map(|font| font.charmap())));
        for (at, cluster) in text[part.clone()].grapheme_indices(true) {
            if cluster.chars().all(|c| is_dropped(c) || is_ignorable(c)) {
                continue;
            }
            let start = part.start + at;
            let face = charmaps.iter().find_map(|(face, charmap)| {
                let has = |c: char| charmap.as_ref()?.map(c).filter(|glyph| glyph.to_u32() != 0);
                cluster.chars().all(|c| is_dropped(c) || is_ignorable(c) || has(c).is_some()).then_some(*face)
            });
            let range = start..start + cluster.len();
            match runs.last_mut() {
                Some(last) if last.face == face && last.range.end == start => last.range.end = range.end,
                _ => runs.push(Run { range, face }),
            }
        }
        runs
    }
}

impl Measure for Engine {
    fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        if text.len() > REMEMBERED_LENGTH {
            return self.shape(text, size, weight).width;
        }
        // A thread that panicked while it held the lock has at worst not added its width.
        let widths = || self.cut(weight).widths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ems) = widths().get(text) {
            return ems * size;
        }
        let ems = self.shape(text, 1.0, weight).width;
        let mut widths = widths();
        if widths.len() >= REMEMBERED {
            widths.clear();
        }
        widths.insert(text.into(), ems);
        ems * size
    }
}

impl Cut {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let face = Face::new(bytes, 0)?;
        let plan = face.plan(script::LATIN)?;
        let em = face.units_per_em();
        let m = face.font()?.metrics(Size::unscaled(), LocationRef::default());
        let metrics = LineMetrics {
            ascent: f64::from(m.ascent) / em,
            descent: f64::from(-m.descent) / em,
            cap_height: f64::from(m.cap_height?) / em,
            x_height: f64::from(m.x_height?) / em,
        };
        Some(Self { face, plan, metrics, widths: Mutex::default() })
    }
}

/// A stretch of a line that is set in one way.
struct Run {
    range: Range<usize>,
    /// `None` where no bundled face has it.
    face: Option<BundledFace>,
}

/// Right-to-left words are set in one go with the spaces between them, as wide as the face that has them says.
fn join_right_to_left(text: &str, runs: Vec<Run>) -> Vec<Run> {
    let leftwards = |run: &Run| run.face.is_none() && text[run.range.clone()].contains(is_right_to_left);
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        if let [.., later, space] = joined.as_mut_slice()
            && leftwards(later)
            && leftwards(&run)
            && text[space.range.clone()].chars().all(|c| c == ' ')
            && (run.range.end, space.range.end) == (space.range.start, later.range.start)
        {
            later.range.start = run.range.start;
            joined.pop();
        } else {
            joined.push(run);
        }
    }
    joined
}

/// Turns the boxes of a right-to-left stretch around within the space they take.
fn mirror(glyphs: &mut [Glyph]) {
    let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { return };
    let sum = first.x + last.x + last.advance;
    for glyph in glyphs.iter_mut() {
        glyph.x = sum - glyph.x - glyph.advance;
    }
    glyphs.reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_clusters_measure_by_rule() {
        let shaped = Engine::bundled().shape("漢ש", 10.0, Weight::Medium);
        let boxes: Vec<_> = shaped.glyphs.iter().map(|g| (g.face, g.advance)).collect();
        assert_eq!(boxes.len(), 2);
        assert!(boxes.iter().all(|b| b.0.is_none()));
        assert!((shaped.width - 16.0).abs() < 1e-9, "{}", shaped.width);
    }

    #[test]
    fn right_to_left_boxes_run_leftwards() {
        let glyphs = Engine::bundled().shape("שלום עולם", 10.0, Weight::Regular).glyphs;
        assert_eq!(glyphs.len(), 9);
        assert!(glyphs.windows(2).all(|g| g[0].x < g[1].x && g[0].cluster.start > g[1].cluster.start));
    }

    #[test]
    fn controls_leave_no_glyph() {
        let engine = Engine::bundled();
        let plain = engine.shape("ab", 10.0, Weight::Medium);
        let dirty = engine.shape("\u{1}a\u{202e}b\n", 10.0, Weight::Medium);
        assert!((plain.width - dirty.width).abs() < 0.5, "kerning aside");
        assert_eq!(dirty.glyphs.len(), 2);
        assert_eq!(engine.shape("\u{200d}\u{fe0f}", 10.0, Weight::Medium).glyphs, []);
    }

    #[test]
    fn emoji_are_drawn_as_their_parts() {
        let engine = Engine::bundled();
        for (text, seen) in [
            ("🌍", 1),
            ("👍🏽", 1),
            ("👩🏾\u{200d}🚀", 2),
            ("❤\u{fe0f}", 1),
            ("🇩🇪", 2),
            ("1\u{fe0f}\u{20e3}", 1),
            ("🏴\u{e0067}\u{e0062}\u{e007f}", 1),
            ("🧑\u{200d}🤝\u{200d}🧑", 3),
            ("→✓★∞①", 5),
            ("Team 🪴 Grün ✅", 10),
        ] {
            let shaped = engine.shape(text, 10.0, Weight::Medium);
            let drawn = |g: &&Glyph| {
                let face = g.face.expect("no cluster is left to chance");
                assert!(g.id != 0, "{text}: an empty box");
                !engine.outline(face, g.id, 10.0).elements().is_empty()
            };
            assert_eq!(shaped.glyphs.iter().filter(drawn).count(), seen, "{text}");
            let sum: f64 = shaped.glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!((engine.width(text, 10.0, Weight::Medium) - sum).abs() < 1e-9, "{text}");
        }
        assert!((engine.width("🌍👩🏾\u{200d}🚀", 10.0, Weight::Regular) - 30.0).abs() < 1e-9, "an em each");
    }
}
