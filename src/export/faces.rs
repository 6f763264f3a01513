//! Which faces of the machine a picture needs for what the bundled family lacks.
//! It reads no file: bytes come in one by one, and only while something is still missing.

use std::ops::Range;

use crate::scene::{Item, Scene};
use crate::text::{Engine, Fallback};

/// Chooses from `files` (font files, the preferred first) those that have what `scene` lacks.
///
/// Asks for the next file only while something is missing: a picture in Latin letters reads none.
#[must_use]
pub fn faces_for(scene: &Scene, files: impl IntoIterator<Item = Vec<u8>>) -> Fallback {
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
    faces
}

/// The clusters that the bundled faces lack, with the text they stand in; each once.
fn missing(scene: &Scene) -> Vec<(&str, Range<usize>)> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    for item in &scene.items {
        let Item::Text(run) = item else { continue };
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
        assert!(faces_for(&picture("\u{54c1}\u{724c}"), files).font_bytes(0).is_none());
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
