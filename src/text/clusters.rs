//! What a cluster is when no bundled face has it: dropped, invisible, wide or narrow, right to left.
//!
//! Rules only, from small tables of code points; no face is asked here.

use std::borrow::Cow;

/// `text` without what no reader can see and no XML file may hold.
///
/// That is control characters, line and paragraph separators, direction marks, the frame around the figure of a
/// keycap and the two non-characters U+FFFE and U+FFFF.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_dropped) {
        Cow::Owned(text.chars().filter(|c| !is_dropped(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether [`clean`] takes this character out.
pub(super) fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{20e3}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a reader sees nothing of this character by itself: joiners, variation selectors, tags.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The advance, in ems, of a cluster that the bundled faces lack: wide ones 1, all others 0.6 and 0.28 for
/// each further letter or vowel that stands in line: clusters of Indic and Thai letters are as long as syllables.
///
/// A space between such clusters is as wide as the bundled faces' own.
pub(super) fn ruled_advance(cluster: &str) -> f64 {
    match cluster {
        " " => 0.26,
        wide if wide.contains(is_wide) => 1.0,
        other => 0.6 + 0.28 * other.chars().skip(1).filter(|c| stands_in_line(*c)).count() as f64,
    }
}

/// Whether a character after the first of its cluster takes room on the line: of Indic blocks, which are laid out alike,
/// letters (joined by a virama) and the vowels beside them; of Thai and Lao the vowel am.
fn stands_in_line(c: char) -> bool {
    match u32::from(c) {
        code @ 0x0900..=0x0dff => matches!(code % 0x80, 0x03 | 0x05..=0x39 | 0x3e..=0x40 | 0x49..=0x4c | 0x58..=0x61),
        0x0e33 | 0x0eb3 => true,
        _ => false,
    }
}

/// East Asian wide and fullwidth characters and pictographs (after Unicode Standard Annex 11, by block).
fn is_wide(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x115f            // Hangul syllable openers
            | 0x231a..=0x231b | 0x23e9..=0x23f3 | 0x2600..=0x27bf | 0x2b00..=0x2bff // pictographs
            | 0x2e80..=0x303e | 0x3041..=0xa4cf                                     // radicals, kana, ideographs, Yi
            | 0xa960..=0xa97f | 0xac00..=0xd7a3                                     // Hangul
            | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff01..=0xff60 | 0xffe0..=0xffe6 // compatibility forms
            | 0x1_6fe0..=0x1_b2ff  // Tangut, Khitan, kana supplements
            | 0x1_f000..=0x1_faff  // tiles, cards, flags, emoji
            | 0x2_0000..=0x3_fffd  // ideograph extensions
    )
}

/// Whether the character is written from right to left (Hebrew, Arabic and their neighbors, by block).
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_dropped() {
        assert_eq!(clean("a\u{0}b\u{7f}c\u{202e}d\n\u{2028}\u{ffff}"), "abcd");
        assert!(matches!(clean("plain"), Cow::Borrowed("plain")));
        assert_eq!(clean("👩\u{200d}👧"), "👩\u{200d}👧", "joiners stay");
    }

    #[test]
    fn wide_clusters_measure_one_em() {
        for wide in ["漢", "한", "か", "👩\u{200d}👧", "🇩🇪", "★"] {
            assert!((ruled_advance(wide) - 1.0).abs() < 1e-12, "{wide}");
        }
        for narrow in ["ש", "ك", "न", "ไ"] {
            assert!((ruled_advance(narrow) - 0.6).abs() < 1e-12, "{narrow}");
        }
        for syllable in ["का", "क्त", "น้ำ"] {
            assert!((ruled_advance(syllable) - 0.88).abs() < 1e-12, "{syllable}");
        }
        assert!((ruled_advance("कु") - 0.6).abs() < 1e-12, "a vowel below takes no room");
    }
}
