//! One measure of text for the screen, the layout and every file, with the bundled faces.
//!
//! It shapes, measures and wraps; it draws nothing and knows no colour. Floors above ask a [`Measure`],
//! so that tests may use [`FixedWidth`] and never depend on a face; painters ask the [`Engine`].

mod clusters;
mod direction;
mod engine;
mod face;
mod fallback;
mod hyphen;
mod script;
mod subset;
mod wrap;

pub use clusters::clean;
pub use direction::from_left;
pub use engine::{Engine, Glyph, LineMetrics, Shaped};
pub use fallback::{Fallback, Fitted, FittedGlyph};
pub use script::Script;
pub use wrap::{Line, Name, fit_name, narrow_name, wrap};

/// The weights that the bundled family has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400: second lines, hints.
    Regular,
    /// 500: names, body.
    Medium,
    /// 600: titles, numbers, badges.
    SemiBold,
}

impl Weight {
    /// From light to heavy.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Medium, Self::SemiBold];

    /// The number that CSS and OpenType give this weight.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
        }
    }
}

/// A face that is compiled into the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BundledFace {
    /// Latin, Greek and Cyrillic in a weight.
    Text(Weight),
    /// Emoji as outlines, one em wide, and the usual symbols (arrows, check marks, stars), in one weight.
    Symbols,
}

impl BundledFace {
    /// All of them: the three weights, then the symbols.
    pub const ALL: [Self; 4] =
        [Self::Text(Weight::Regular), Self::Text(Weight::Medium), Self::Text(Weight::SemiBold), Self::Symbols];
}

/// Something that knows how wide a string is.
pub trait Measure {
    /// The advance width of one line of `text` with an em of `size`, in the unit of `size`.
    ///
    /// Linear in `size`. 0 for an empty string.
    fn width(&self, text: &str, size: f64, weight: Weight) -> f64;
}

/// A measure for tests: every character is half an em wide, in every weight.
#[derive(Clone, Copy, Debug)]
pub struct FixedWidth;

impl Measure for FixedWidth {
    fn width(&self, text: &str, size: f64, _weight: Weight) -> f64 {
        text.chars().count() as f64 * size * 0.5
    }
}
