//! Breaking a string into lines: at spaces, never with an ellipsis, never losing a letter; in a word that fits on no
//! line, where it reads well, with a hyphen.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::clusters::clean;
use super::hyphen;
use super::{Measure, Weight};

/// One line of a wrapped text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Without spaces at its ends and without control characters.
    pub text: String,
    /// Its advance width.
    pub width: f64,
}

/// A name, wrapped and sized.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// One to three lines; none for a blank name.
    pub lines: Vec<Line>,
    /// The size of the em: the asked one or the small one.
    pub size: f64,
}

/// How many lines a name may take.
const NAME_LINES: usize = 3;
/// The ems of a name's usual wrap, and those of the widest before its letters shrink.
const NARROW: f64 = 8.0;
const WIDE: f64 = 16.0;
/// How much wider the wrap gets at each try when nothing else helps.
const WIDEN: f64 = 1.25;

/// A name in at most three lines, whole: narrow, else wide, else `small`, else as wide as it needs.
///
/// The narrow wrap is 8 ems, the wide one 16. Words are broken only when wider than the wide one. Lines
/// are made as even as their number allows.
#[must_use]
pub fn fit_name(measure: &dyn Measure, text: &str, size: f64, small: f64, weight: Weight) -> Name {
    let wide = size * WIDE;
    for (size, wrap_at) in [(size, size * NARROW), (size, wide), (small, wide)] {
        let set = Set::new(measure, text, size, weight);
        let longest = set.longest();
        if longest <= wide {
            // A long word widens the wrap just enough for itself.
            let width = wrap_at.max(longest);
            if set.fill(width).len() <= NAME_LINES {
                return Name { lines: set.lines(set.even(width)), size };
            }
        }
    }
    Name { lines: wrap(measure, text, small, weight, wide, NAME_LINES), size: small }
}

/// A name in lines as narrow as its words allow, at most three of them: no word is broken that a name may show whole.
#[must_use]
pub fn narrow_name(measure: &dyn Measure, text: &str, size: f64, weight: Weight, ems: f64) -> Vec<Line> {
    let longest = Set::new(measure, text, size, weight).longest().min(size * WIDE);
    wrap(measure, text, size, weight, longest.max(size * ems), NAME_LINES)
}

/// `text` in at most `max_lines` lines of at most `max_width`, wider where that is not enough room.
///
/// Breaks at spaces; a word that alone is wider than a line is broken at a hyphen, else with one where a syllable may
/// end, else between graphemes. Empty for a blank text. `max_lines` of 0 is taken as 1.
#[must_use]
pub fn wrap(
    measure: &dyn Measure,
    text: &str,
    size: f64,
    weight: Weight,
    max_width: f64,
    max_lines: usize,
) -> Vec<Line> {
    let set = Set::new(measure, text, size, weight);
    let max_lines = max_lines.max(1);
    // Narrower than its share of all words, no line can do.
    let share = set.words.iter().map(|word| word.width).sum::<f64>() / max_lines as f64;
    let mut width = max_width.max(size);
    while width < share {
        width *= WIDEN;
    }
    loop {
        let broken = set.broken(width);
        // No text is infinitely wide, so this ends; a measure that says so gets what there is.
        if broken.fill(width).len() <= max_lines || !width.is_finite() {
            return broken.lines(width);
        }
        width *= WIDEN;
    }
}

/// Words, each measured once: lines are filled by adding widths, which leaves out only some kerning.
struct Set<'a> {
    measure: &'a dyn Measure,
    size: f64,
    weight: Weight,
    words: Vec<Line>,
    space: f64,
}

impl<'a> Set<'a> {
    fn new(measure: &'a dyn Measure, text: &str, size: f64, weight: Weight) -> Self {
        // Tabs and line ends are controls, but between words they are spaces first.
        let words = text
            .split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'))
            .map(clean)
            .filter(|word| !word.is_empty())
            .map(|word| Line { width: measure.width(&word, size, weight), text: word.into_owned() })
            .collect();
        Self { measure, size, weight, words, space: measure.width(" ", size, weight) }
    }

    fn longest(&self) -> f64 {
        self.words.iter().map(|word| word.width).fold(0.0, f64::max)
    }

    /// As many words on each line as fit; a word wider than `width` has a line of its own.
    fn fill(&self, width: f64) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut filled = 0.0;
        for (i, word) in self.words.iter().enumerate() {
            let grown = filled + self.space + word.width;
            match lines.last_mut() {
                Some(last) if grown <= width => {
                    last.end = i + 1;
                    filled = grown;
                }
                _ => {
                    lines.push(i..i + 1);
                    filled = word.width;
                }
            }
        }
        lines
    }

    /// The narrowest wrap, to within a hundredth of `width`, that needs no more lines.
    fn even(&self, width: f64) -> f64 {
        let lines = self.fill(width).len();
        if lines == 1 {
            return width;
        }
        let (mut low, mut high) = (self.longest().min(width), width);
        while high - low > width * 0.01 {
            let middle = (low + high) / 2.0;
            if self.fill(middle).len() <= lines {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    fn lines(&self, width: f64) -> Vec<Line> {
        self.fill(width)
            .into_iter()
            .map(|range| match &self.words[range] {
                [word] => word.clone(),
                words => self.line(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")),
            })
            .collect()
    }

    fn line(&self, text: String) -> Line {
        Line { width: self.measure.width(&text, self.size, self.weight), text }
    }

    /// The same words, but in pieces of at most `width` where they are wider.
    fn broken(&self, width: f64) -> Self {
        let mut words = Vec::new();
        for word in &self.words {
            if word.width <= width {
                words.push(word.clone());
                continue;
            }
            let mut rest = word.text.as_str();
            while let Some(end) = self.overflow(rest, width) {
                let (piece, after) = rest.split_at(end);
                let hyphen = if hyphen::may_end(rest, end) && !piece.ends_with(hyphen::JOINS) { "-" } else { "" };
                words.push(self.line(format!("{piece}{hyphen}")));
                rest = after;
            }
            words.push(self.line(rest.to_owned()));
        }
        Self { words, ..*self }
    }

    /// Where a word that is wider than a line is broken; `None` for one that is not.
    fn overflow(&self, word: &str, width: f64) -> Option<usize> {
        let advance = |text: &str| self.measure.width(text, self.size, self.weight);
        let (hyphen, mut filled, mut good) = (advance("-"), 0.0, None);
        for (at, grapheme) in word.grapheme_indices(true) {
            let grown = filled + advance(grapheme);
            let joined = word[..at].ends_with(hyphen::JOINS);
            if hyphen::may_end(word, at) && filled + if joined { 0.0 } else { hyphen } <= width {
                good = Some(at);
            }
            if grown > width && at > 0 {
                return Some(good.unwrap_or(at));
            }
            filled = grown;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FixedWidth;

    #[track_caller]
    fn check(text: &str, max_width: f64, max_lines: usize, expected: &[&str]) {
        let lines = wrap(&FixedWidth, text, 10.0, Weight::Medium, max_width, max_lines);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), expected);
        for line in &lines {
            assert!((line.width - FixedWidth.width(&line.text, 10.0, Weight::Medium)).abs() < 1e-9);
        }
    }

    #[test]
    fn lines_break_at_spaces() {
        check("one two three", 40.0, 3, &["one two", "three"]);
        check("  one \t two\n", 100.0, 3, &["one two"]);
        check("10\u{a0}000 km", 40.0, 3, &["10\u{a0}000", "km"]);
        check("", 40.0, 3, &[]);
        check(" \u{1} ", 40.0, 0, &[]);
    }

    #[test]
    fn too_many_lines_widen_the_wrap() {
        check("aa bb cc dd", 20.0, 2, &["aa bb", "cc dd"]);
        check("aa bb cc dd", 20.0, 0, &["aa bb cc dd"]);
    }

    #[test]
    fn overlong_words_break_between_graphemes() {
        check("bcdfghjk", 20.0, 3, &["bcdf", "ghjk"]);
        check("a\u{301}\u{302}bcde", 15.0, 9, &["a\u{301}\u{302}", "bcd", "e"]);
    }

    #[test]
    fn overlong_words_break_at_a_syllable_with_a_hyphen() {
        check("Unternehmenskommunikation", 90.0, 3, &["Unternehmenskommu-", "nikation"]);
        check("Donaudampfschifffahrtsgesellschaft", 95.0, 3, &["Donaudampfschiff-", "fahrtsgesellschaft"]);
        check("Baden-Wuerttembergische", 50.0, 9, &["Baden-", "Wuerttem-", "bergische"]);
        check(
            "\u{41a}\u{43e}\u{43c}\u{43c}\u{443}\u{43d}\u{438}",
            20.0,
            3,
            &["\u{41a}\u{43e}\u{43c}\u{43c}", "\u{443}\u{43d}\u{438}"],
        );
    }

    #[track_caller]
    fn check_name(text: &str, lines: &[&str], size: f64) {
        let name = fit_name(&FixedWidth, text, 13.0, 11.0, Weight::Medium);
        assert_eq!(name.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), lines);
        assert!((name.size - size).abs() < 1e-9, "{}", name.size);
    }

    #[test]
    fn names_widen_then_shrink_then_widen_on() {
        check_name("Customers", &["Customers"], 13.0);
        check_name("Customer service team", &["Customer", "service team"], 13.0);
        // One word wider than the wrap widens it for the whole name.
        check_name("Unternehmenskommunikation Nord", &["Unternehmenskommunikation", "Nord"], 13.0);
        // 60 letters and spaces need more than three lines of 16.
        let sixty = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll";
        check_name(sixty, &["aaaa bbbb cccc dddd eeee ffff", "gggg hhhh iiii jjjj kkkk llll"], 13.0);
        let name = fit_name(&FixedWidth, &"aaaa ".repeat(21), 13.0, 11.0, Weight::Medium);
        assert!((name.size - 11.0).abs() < 1e-9 && name.lines.len() == 3);
        assert!(name.lines.iter().all(|line| line.width <= 208.0));
        let name = fit_name(&FixedWidth, &"aaaa ".repeat(60), 13.0, 11.0, Weight::Medium);
        assert!(name.lines.len() == 3 && name.lines[0].width > 208.0);
        let all: String = name.lines.iter().map(|line| line.text.replace(' ', "")).collect();
        assert_eq!(all, "aaaa".repeat(60), "no letter is lost");
    }

    #[test]
    fn a_narrow_name_breaks_no_word() {
        let lines = |text: &str| {
            let lines = narrow_name(&FixedWidth, text, 18.0, Weight::Medium, 5.0);
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        assert_eq!(lines("Nordhaven Tele com"), ["Nordhaven", "Tele com"], "nine letters are wider than five ems");
        assert_eq!(lines("a b c d e f g h i j k l"), ["a b c d e", "f g h i j", "k l"]);
        let broken = narrow_name(&FixedWidth, &"w".repeat(40), 18.0, Weight::Medium, 5.0);
        assert_eq!(broken.len(), 2, "but one that is wider than any name may be");
    }

    #[test]
    fn only_the_widest_words_are_broken() {
        let name = fit_name(&FixedWidth, &"w".repeat(36), 13.0, 11.0, Weight::Medium);
        assert_eq!((name.lines.len(), name.size < 12.0), (1, true), "36 letters fit the widest wrap when small");
        let name = fit_name(&FixedWidth, &"w".repeat(40), 13.0, 11.0, Weight::Medium);
        assert_eq!(name.lines.iter().map(|line| line.text.len()).collect::<Vec<_>>(), [37, 3]);
    }
}
