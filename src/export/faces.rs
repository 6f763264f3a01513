//! Which faces of the machine a picture needs for what the bundled family lacks, and what no face of it has.
//! It reads no file: bytes come in one by one, and only while something is still missing.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::line::{SetLine, Setting};
use crate::scene::{Item, Scene, TextRun};
use crate::text::{Engine, Fallback, Script};

/// Lines that are named where not all of their letters can be drawn.
const NAMED: usize = 3;

/// What is drawn as empty boxes, as no face has it: a word about it and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undrawn {
    scripts: BTreeSet<Script>,
    /// The lines that they stand in, each once.
    lines: BTreeSet<String>,
}

impl Undrawn {
    /// All of a picture's; `None` if everything can be drawn.
    fn of(scene: &Scene, faces: &Fallback) -> Option<Self> {
        let mut undrawn = Self { scripts: BTreeSet::new(), lines: BTreeSet::new() };
        for run in runs(scene) {
            let line = SetLine::new(run, faces);
            let hollow = line.pieces.iter().filter_map(|piece| match &piece.setting {
                Setting::Hollow(glyphs) => Some(glyphs),
                Setting::Bundled(..) | Setting::Fitted(_) => None,
            });
            let seen = hollow.flatten().filter(|glyph| glyph.advance > 0.0);
            let clusters =
                seen.map(|glyph| &line.text[glyph.cluster.clone()]).filter(|cluster| !cluster.trim().is_empty());
            let scripts: Vec<Script> = clusters.map(Script::of).collect();
            if !scripts.is_empty() {
                undrawn.lines.insert(line.text.clone());
            }
            undrawn.scripts.extend(scripts);
        }
        (!undrawn.lines.is_empty()).then_some(undrawn)
    }
}

impl fmt::Display for Undrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |of: fn(&Script) -> &'static str| {
            let all: BTreeSet<&str> = self.scripts.iter().map(of).collect();
            all.into_iter().collect::<Vec<_>>().join(", ")
        };
        let named: Vec<&str> = self.lines.iter().take(NAMED).map(String::as_str).collect();
        let more = match self.lines.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        write!(
            f,
            "No font on this machine has these letters ({}): {}{more}. They show as empty boxes. Install a font that has \
             them, such as {}, and export again.",
            list(|script| script.name),
            named.join(", "),
            list(|script| script.font)
        )
    }
}

/// Chooses from `files` (font files, the preferred first) those that have what `scene` lacks, and says what none has.
///
/// Asks for the next file only while something is missing: a picture in Latin letters reads none.
#[must_use]
pub fn faces_for(scene: &Scene, files: impl IntoIterator<Item = Vec<u8>>) -> (Fallback, Option<Undrawn>) {
    let mut missing = missing(scene);
    let mut faces = Fallback::default();
    let mut files = files.into_iter();
    while !missing.is_empty()
        && let Some(bytes) = files.next()
    {
        let lacks =
            |faces: &Fallback, (text, range): &(&str, Range<usize>)| faces.fit(text, range.clone(), 1.0, 1.0).is_none();
        let mut alone = Fallback::default();
        if alone.add(bytes, 0) && missing.iter().any(|stretch| !lacks(&alone, stretch)) {
            missing.retain(|stretch| lacks(&alone, stretch));
            faces.join(alone);
        }
    }
    let undrawn = Undrawn::of(scene, &faces);
    (faces, undrawn)
}

/// All letters that the bundled faces lack, each once; empty for most pictures, which then need no font of the machine.
#[must_use]
pub fn lacking(scene: &Scene) -> String {
    missing(scene).into_iter().map(|(text, range)| &text[range]).collect()
}

fn runs(scene: &Scene) -> impl Iterator<Item = &TextRun> {
    scene.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None })
}

/// The clusters that the bundled faces lack, with the text they stand in; each once.
fn missing(scene: &Scene) -> Vec<(&str, Range<usize>)> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    for run in runs(scene) {
        for glyph in
            Engine::bundled().shape(&run.text, 1.0, run.weight).glyphs.into_iter().filter(|glyph| glyph.face.is_none())
        {
            let cluster = &run.text[glyph.cluster.clone()];
            if !found.iter().any(|(text, range)| &text[range.clone()] == cluster) {
                found.push((&run.text, glyph.cluster));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Point, Rect};
    use crate::scene::{Color, TextRun};
    use crate::text::{BundledFace, Weight};

    #[test]
    fn latin_text_asks_for_no_file() {
        let mut asked = 0;
        let files = std::iter::from_fn(|| {
            asked += 1;
            (asked < 5).then(Vec::new)
        });
        let _ = faces_for(&picture("Brand strength"), files);
        assert_eq!(asked, 0);
    }

    #[test]
    fn what_no_face_has_ends_with_the_files() {
        let files = [b"not a font".to_vec(), Engine::font_bytes(BundledFace::Symbols).to_vec()];
        assert!(faces_for(&picture("\u{54c1}\u{724c}"), files).0.font_bytes(0).is_none());
    }

    #[test]
    fn what_is_drawn_as_boxes_is_told_with_the_font_that_has_it() {
        let told = |text: &str| faces_for(&picture(text), Vec::<Vec<u8>>::new()).1.map(|undrawn| undrawn.to_string());
        assert_eq!(told("Brand \u{2764} strength"), None, "letters and signs of the bundled faces");
        assert_eq!(
            told("Acme \u{54c1}\u{724c}").unwrap(),
            "No font on this machine has these letters (Chinese): Acme \u{54c1}\u{724c}. They show as empty boxes. \
             Install a font that has them, such as Noto Sans CJK, and export again."
        );
        let both = told("\u{939}\u{93f}\u{928} \u{e44}\u{e17}\u{e22}").unwrap();
        assert!(both.contains("(Hindi (Devanagari), Thai)") && both.contains("Noto Sans Devanagari, Noto Sans Thai"));
        assert_eq!(lacking(&picture("a \u{e44}\u{e17}\u{e44}")), "\u{e44}\u{e17}", "each once");
    }

    #[test]
    fn ten_lines_in_boxes_are_told_by_the_first_three() {
        let mut scene = picture("\u{4e00}");
        let more = (1..10).flat_map(|i| picture(&char::from_u32(0x4e00 + i).unwrap().to_string()).items);
        scene.items.extend(more);
        let told = faces_for(&scene, Vec::<Vec<u8>>::new()).1.unwrap().to_string();
        assert!(told.contains(": \u{4e00}, \u{4e01}, \u{4e02} and 7 more."), "{told}");
    }

    fn picture(text: &str) -> Scene {
        let run = TextRun {
            text: text.to_owned(),
            origin: Point::ZERO,
            size: 13.0,
            weight: Weight::Medium,
            width: 20.0,
            color: Color { r: 0, g: 0, b: 0, a: 255 },
            halo: None,
        };
        Scene { bounds: Rect::new(0.0, 0.0, 10.0, 10.0), items: vec![Item::Text(run)], ..Scene::empty() }
    }
}
