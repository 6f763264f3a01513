//! The six maps that come with the program, compiled in. They open as new maps: saving asks where.

use std::sync::Arc;

use crate::formats;
use crate::model::Document;
use crate::scene::{self, Item, Lens, Scene, Theme, View};
use crate::text::Engine;

/// A bundled map; the words are known before the file is read.
pub(super) struct Example {
    pub(super) name: &'static str,
    pub(super) tagline: &'static str,
    file: &'static str,
    bytes: &'static [u8],
}

macro_rules! example {
    ($name:literal, $tagline:literal, $file:literal) => {
        Example {
            name: $name,
            tagline: $tagline,
            file: $file,
            bytes: include_bytes!(concat!("../../examples/", $file)),
        }
    };
}

/// All of them, in the order of the start screen.
pub(super) const ALL: [Example; 6] = [
    example!("Northline Cable", "The broken service", "telecom.strand"),
    example!("Harbour Lane Coffee", "Small, warm, and two people deep", "coffee.strand"),
    example!("Fern & Tallow", "Held together by values", "cosmetics.strand"),
    example!("St Brannoc’s General", "The discharge gap", "hospital.strand"),
    example!("Ledgerloom", "One champion per account", "software.strand"),
    example!("Aldermoor University", "Four silos and a crest", "university.strand"),
];

/// The map of the first five minutes.
pub(super) const FIRST: Example = example!("The first five minutes", "Nine names and twelve cords", "first.strand");

/// What the start screen shows of a map.
pub(super) struct Preview {
    pub(super) actors: usize,
    pub(super) connections: usize,
    /// The map in three themes, small and without words.
    pub(super) scenes: [Arc<Scene>; 3],
}

impl Example {
    /// Reads the map, as a new one with an id of its own: what two workshops make of one example must
    /// not be taken for versions of one map.
    pub(super) fn open_new(&self) -> Option<Document> {
        let own = formats::strand_id(self.bytes)?;
        let text = std::str::from_utf8(self.bytes).ok()?.replacen(&own, &super::chance::uuid(), 1);
        formats::read(self.file, text.as_bytes(), 1).ok().map(|opened| opened.document)
    }

    /// Reads the map as it is.
    fn open(&self) -> Option<Document> {
        formats::read(self.file, self.bytes, 1).ok().map(|opened| opened.document)
    }

    /// Draws the map for the start screen.
    pub(super) fn preview(&self) -> Option<Preview> {
        self.open().map(|document| Preview::of(&document))
    }
}

impl Preview {
    /// Draws a map small.
    pub(super) fn of(document: &Document) -> Self {
        let analysis = crate::analysis::Analysis::default();
        let draw = |theme| {
            // Drawn at the nearest scale that shows three strands, then shrunk as a whole.
            let view = View::new(theme, Lens::Strength, 0.5);
            let mut scene = scene::map(document, &analysis, Engine::bundled(), &view);
            scene.items.retain(|item| !matches!(item, Item::Text(_)));
            scene.background = None;
            Arc::new(scene)
        };
        Self {
            actors: document.actors().len(),
            connections: document.connections().len(),
            scenes: Theme::ALL.map(draw),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_opens_without_issues() {
        for example in ALL.iter().chain([&FIRST]) {
            let opened = formats::read(example.file, example.bytes, 1).unwrap();
            assert!(opened.issues.is_empty(), "{}: {:?}", example.file, opened.issues);
            assert_eq!(opened.document.check(), Vec::<String>::new());
            let (one, other) = (example.open_new().unwrap(), example.open_new().unwrap());
            assert_ne!(one.meta().key, other.meta().key);
            assert_eq!(one.actors().len(), opened.document.actors().len());
        }
    }
}
