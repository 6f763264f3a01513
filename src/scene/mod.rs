//! The picture as data: what a document looks like under a lens, a theme and a scale.
//!
//! A [`Scene`] is a flat list of [`Item`]s, back to front, with finished positions, colors and measured
//! lines of text; painters (screen, SVG, PNG, PDF) only follow it. Nothing here knows a file or a window.

mod badges;
mod body;
mod brush;
mod by_node;
mod callouts;
mod cord;
mod cut;
mod emblem;
mod entry;
mod footprint;
mod grid;
mod heading;
mod hull;
mod icons;
mod item;
mod labels;
mod legend;
mod lens;
mod map;
mod matrix;
mod medallion;
mod memory;
mod names;
mod naming;
mod notes;
mod overlay;
mod own;
mod page;
mod placing;
mod plan;
mod promise;
mod rings;
mod route;
mod shapes;
#[cfg(test)]
mod sight;
mod signs;
mod sizes;
mod spine;
mod taken;
mod theme;
mod ways;
mod wreath;

pub use cord::Severity;
pub use emblem::emblem;
pub use entry::Entry;
pub use footprint::NameSizes;
pub(crate) use footprint::footprints;
pub use item::{Cap, Color, Disc, Halo, Hit, HitShape, Item, Path, Polyline, Scene, Stroke, Target, TextRun};
pub use legend::{Legend, LegendForm};
pub use lens::Lens;
pub use map::{BORDER, NUMBERED};
pub use matrix::{GROUPS_IN_TABLE, is_gap_between_groups};
pub use memory::Memory;
pub use notes::note_size;
pub use overlay::{HalfLink, Overlay};
pub use page::{Board, Page, is_upright, is_worth_a_side, page, page_scale};
pub use plan::{Appearance, Plan};
pub use promise::promise_room;
pub use rings::{ring_of, ring_of_kind};
pub use taken::Taken;
pub use theme::{MARK_CONTRAST, TINTS, Theme, Tokens, contrast};

use crate::analysis::Analysis;
use crate::geom::{Point, Rect};
use crate::model::{ConnectionId, Document, Strands};
use crate::text::Measure;

/// How a document is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Colors and sizes.
    pub theme: Theme,
    /// In larger type, for a room.
    pub large: bool,
    /// What it speaks about.
    pub lens: Lens,
    /// Picture units to a map unit (1 = 100 %). Positions scale with it; sizes grow more slowly.
    pub scale: f64,
    /// Only what touches this box (picture units) is painted; `None` paints everything.
    pub clip: Option<Rect>,
    /// How many ranked connections (weak ones, gaps) come before the first numbered one: 0, 7, 14, ...
    pub weak_from: usize,
    /// Notes are shown; a room never sees them.
    pub notes: bool,
    /// How many of a list are numbered at a time; [`NUMBERED`] but for a slide with fewer call-outs.
    pub numbered: usize,
    /// How shared values are shown.
    pub values: Values,
    /// Places lie so much further apart across and along, beside the scale: a portrait fills its sheet.
    pub stretch: (f64, f64),
    /// The map is in motion: names keep where they stand if they can, in a crowd cords their bows, too, and are weighed
    /// again once it rests.
    pub moving: bool,
    /// Connections whose first rating is being given, in order: nothing shows as weak there until all strands are rated.
    pub half_rated: Vec<ConnectionId>,
}

/// How shared values are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Values {
    /// As leaves with threads to those who hold them.
    #[default]
    Shapes,
    /// As words below the names of those who hold them.
    Chips,
    /// Not at all.
    Hidden,
}

impl View {
    /// The colors and sizes of this picture.
    #[must_use]
    pub const fn tokens(&self) -> &'static Tokens {
        if self.large { self.theme.tokens_for_a_room() } else { self.theme.tokens() }
    }

    /// The whole map, numbers from 1.
    #[must_use]
    pub const fn new(theme: Theme, lens: Lens, scale: f64) -> Self {
        Self {
            theme,
            large: false,
            lens,
            scale,
            clip: None,
            weak_from: 0,
            notes: true,
            numbered: NUMBERED,
            values: Values::Shapes,
            stretch: (1.0, 1.0),
            moving: false,
            half_rated: Vec::new(),
        }
    }

    /// Where a place of the map lies on the picture.
    fn place(&self, at: Point) -> Point {
        Point::new(at.x * self.scale * self.stretch.0, at.y * self.scale * self.stretch.1)
    }

    /// Whether what joins these two places may touch the clip, bows and names included.
    fn may_show(&self, a: Point, b: Point) -> bool {
        let reach = 240.0 + 0.25 * (b - a).hypot();
        self.clip.is_none_or(|clip| crate::geom::overlap(clip, Rect::from_points(a, b).inflate(reach, reach)))
    }

    /// The places in the list of weak connections that this picture numbers.
    const fn numbers(&self) -> std::ops::Range<usize> {
        self.weak_from..self.weak_from + self.numbered
    }

    /// Whether the picture waits for the rest of the rating before it shows this connection, rated so, as weak.
    fn awaits(&self, id: ConnectionId, strands: Strands) -> bool {
        !strands.is_complete() && self.half_rated.binary_search(&id).is_ok()
    }

    /// The same without a clip.
    #[must_use]
    pub fn unclipped(&self) -> Self {
        Self { clip: None, ..self.clone() }
    }
}

/// The map alone, in picture units: map coordinates times `view.scale`, no title, no legend.
///
/// What was never placed is not drawn; an empty map has empty bounds.
#[must_use]
pub fn map(document: &Document, analysis: &Analysis, measure: &dyn Measure, view: &View) -> Scene {
    Plan::new(document, analysis, measure, view, &mut Memory::default()).map()
}

/// About the box that [`map`] takes, without painting it; empty for an empty map.
#[must_use]
pub fn extent(document: &Document, analysis: &Analysis, measure: &dyn Measure, view: &View) -> Rect {
    Plan::new(document, analysis, measure, view, &mut Memory::default()).bounds()
}

/// What is laid over the map while somebody works on it; never exported.
#[must_use]
pub fn overlay(
    document: &Document,
    analysis: &Analysis,
    measure: &dyn Measure,
    view: &View,
    overlay: &Overlay<'_>,
) -> Scene {
    Plan::new(document, analysis, measure, view, &mut Memory::default()).overlay(overlay)
}
