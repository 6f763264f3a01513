//! The picture as data: what a document looks like under a lens, a theme and a scale.
//!
//! A [`Scene`] is a flat list of [`Item`]s, back to front, with finished positions, colours and measured
//! lines of text; painters (screen, SVG, PNG, PDF) only follow it. Nothing here knows a file or a window.

mod item;

pub use item::{Cap, Color, Disc, Halo, Hit, HitShape, Item, Path, Polyline, Scene, Stroke, Target, TextRun};

use crate::analysis::Analysis;
use crate::model::Document;
use crate::text::Measure;

/// The three tables of colours and sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// Night.
    Dark,
    /// A bad projector, seen from the last row.
    Projector,
}

/// What the picture speaks about; one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lens {
    /// How strong each cord is.
    #[default]
    Strength,
    /// The weak connections: the first seven numbered, everything else dimmed.
    Weak,
}

/// How a document is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Colours and sizes.
    pub theme: Theme,
    /// What it speaks about.
    pub lens: Lens,
    /// Picture units to a map unit (1 = 100 %). Positions scale with it; sizes follow LOOK's powers.
    pub scale: f64,
}

/// The map alone, in picture units: map coordinates times `view.scale`, no title, no legend.
#[must_use]
pub fn map(_document: &Document, _analysis: &Analysis, _measure: &dyn Measure, _view: &View) -> Scene {
    Scene::empty()
}

/// A whole page for a file or a slide: title, map and legend, nothing cut off, `width` x `height`.
#[must_use]
pub fn page(
    _document: &Document,
    _analysis: &Analysis,
    _measure: &dyn Measure,
    _theme: Theme,
    _lens: Lens,
    _size: (f64, f64),
) -> Scene {
    Scene::empty()
}
