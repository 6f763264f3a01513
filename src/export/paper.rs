//! Sheets of paper and slides by name, in picture units; and pages of so many pixels.

use std::ops::RangeInclusive;

use crate::scene::page_scale;

/// A sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 297 x 210 mm.
    A4,
    /// 420 x 297 mm.
    A3,
    /// 1189 x 841 mm.
    A0,
    /// 11 x 8.5 inches.
    Letter,
    /// A slide of 1920 x 1080 units (13.33 x 7.5 inches at 144 units to an inch).
    Slide,
}

/// Pixels on a side of a picture, the fewest and the most: larger files are refused by most programs that should open
/// them.
pub const SIDES: RangeInclusive<u32> = 64..=32_768;
/// The most pixels in all, which takes 1 GB of memory while drawing.
pub const MOST_PIXELS: u32 = 256_000_000;

/// The page for a picture of so many pixels, and pixels to a unit of it: a larger picture is the same page, grown.
#[must_use]
pub fn page_of(pixels: (u32, u32)) -> ((f64, f64), f64) {
    let (width, height) = (f64::from(pixels.0), f64::from(pixels.1));
    let grow = page_scale((width, height));
    ((width / grow, height / grow), grow)
}

/// Picture units to a millimeter: 96 to an inch.
const UNITS: f64 = 96.0 / 25.4;

impl Paper {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Slide, Self::A4, Self::A3, Self::A0, Self::Letter];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A0 => "A0",
            Self::Letter => "Letter",
            Self::Slide => "16:9",
        }
    }

    /// The word for the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::A0 => "a0",
            Self::Letter => "letter",
            Self::Slide => "16:9",
        }
    }

    /// Width and height in picture units, lying or upright.
    #[must_use]
    pub fn size(self, upright: bool) -> (f64, f64) {
        let (long, short) = match self {
            Self::A4 => (297.0 * UNITS, 210.0 * UNITS),
            Self::A3 => (420.0 * UNITS, 297.0 * UNITS),
            Self::A0 => (1189.0 * UNITS, 841.0 * UNITS),
            Self::Letter => (1056.0, 816.0),
            Self::Slide => (1920.0, 1080.0),
        };
        if upright { (short, long) } else { (long, short) }
    }

    /// Whether it turns for a map that is high unless somebody says otherwise; a slide lies as screens do.
    #[must_use]
    pub const fn turns(self) -> bool {
        !matches!(self, Self::Slide)
    }

    /// Pixels to a unit for a PNG of it: 300 to an inch for paper (150 for a poster), one to a unit for a slide.
    #[must_use]
    pub const fn pixels(self) -> f64 {
        match self {
            Self::A4 | Self::A3 | Self::Letter => 300.0 / 96.0,
            Self::A0 => 150.0 / 96.0,
            Self::Slide => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_picture_is_the_same_page_grown() {
        assert_eq!(page_of((3840, 2160)), ((1920.0, 1080.0), 2.0));
        let (square, grow) = page_of((1080, 1080));
        assert!((square.0 - 1440.0).abs() < 1.0e-9 && (grow - 0.75).abs() < 1.0e-9, "as much paper as a slide");
    }

    #[test]
    fn sheets_have_the_size_that_printers_know() {
        for (paper, width, height) in
            [(Paper::A4, 841.89, 595.28), (Paper::A0, 3370.39, 2383.94), (Paper::Letter, 792.0, 612.0)]
        {
            let (w, h) = paper.size(false);
            assert!((w * 0.75 - width).abs() < 0.01 && (h * 0.75 - height).abs() < 0.01, "{paper:?} in points");
            assert_eq!(paper.size(true), (h, w));
        }
    }
}
