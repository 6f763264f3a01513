//! Which script a letter is of, and which font would have it: for a word to whoever lacks it, and so that a stretch in two
//! scripts is set with two faces. The shaper knows the letters; only the names are ours.

use harfrust::{Script as Tag, UnicodeBuffer, script};

/// A script as people call it, and a free font that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Script {
    /// Such as "Thai".
    pub name: &'static str,
    /// Such as "Noto Sans Thai".
    pub font: &'static str,
}

/// Signs of no script, and letters of those that are not in the table.
const OTHER: Script = Script { name: "other", font: "Noto Sans Symbols" };

/// Living scripts beyond those of the bundled faces.
const SCRIPTS: [(Tag, &str, &str); 30] = [
    (script::HAN, "Chinese", "Noto Sans CJK"),
    (script::BOPOMOFO, "Chinese", "Noto Sans CJK"),
    (script::HIRAGANA, "Japanese", "Noto Sans CJK"),
    (script::KATAKANA, "Japanese", "Noto Sans CJK"),
    (script::HANGUL, "Korean", "Noto Sans CJK"),
    (script::ARABIC, "Arabic", "Noto Sans Arabic"),
    (script::HEBREW, "Hebrew", "Noto Sans Hebrew"),
    (script::DEVANAGARI, "Hindi (Devanagari)", "Noto Sans Devanagari"),
    (script::BENGALI, "Bengali", "Noto Sans Bengali"),
    (script::GURMUKHI, "Punjabi (Gurmukhi)", "Noto Sans Gurmukhi"),
    (script::GUJARATI, "Gujarati", "Noto Sans Gujarati"),
    (script::ORIYA, "Odia", "Noto Sans Oriya"),
    (script::TAMIL, "Tamil", "Noto Sans Tamil"),
    (script::TELUGU, "Telugu", "Noto Sans Telugu"),
    (script::KANNADA, "Kannada", "Noto Sans Kannada"),
    (script::MALAYALAM, "Malayalam", "Noto Sans Malayalam"),
    (script::SINHALA, "Sinhala", "Noto Sans Sinhala"),
    (script::THAI, "Thai", "Noto Sans Thai"),
    (script::LAO, "Lao", "Noto Sans Lao"),
    (script::KHMER, "Khmer", "Noto Sans Khmer"),
    (script::MYANMAR, "Burmese", "Noto Sans Myanmar"),
    (script::TIBETAN, "Tibetan", "Noto Serif Tibetan"),
    (script::GEORGIAN, "Georgian", "Noto Sans Georgian"),
    (script::ARMENIAN, "Armenian", "Noto Sans Armenian"),
    (script::ETHIOPIC, "Ethiopic", "Noto Sans Ethiopic"),
    (script::MONGOLIAN, "Mongolian", "Noto Sans Mongolian"),
    (script::CHEROKEE, "Cherokee", "Noto Sans Cherokee"),
    (script::YI, "Yi", "Noto Sans Yi"),
    (script::THAANA, "Dhivehi (Thaana)", "Noto Sans Thaana"),
    (script::CANADIAN_SYLLABICS, "Inuktitut and Cree", "Noto Sans Canadian Aboriginal"),
];

impl Script {
    /// That of the first letter that is of one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let tag = buffer.script();
        let known = SCRIPTS.iter().find(|(script, ..)| *script == tag);
        known.map_or(OTHER, |(_, name, font)| Self { name, font })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_of_the_script_that_people_name() {
        for (text, name) in [
            ("\u{54c1}\u{724c}", "Chinese"),
            ("\u{30ab}\u{30d5}\u{30a7}", "Japanese"),
            ("\u{d55c}", "Korean"),
            ("\u{939}\u{93f}", "Hindi (Devanagari)"),
            ("\u{627}\u{644}", "Arabic"),
            ("\u{e44}\u{e17}\u{e22}", "Thai"),
            ("\u{2460}", "other"),
            ("\u{10fffd}", "other"),
            ("", "other"),
        ] {
            assert_eq!(Script::of(text).name, name, "{text:?}");
        }
    }
}
