//! Which way the words of a line run: right-to-left words are read from the right among themselves, and so is the line
//! if most of it is theirs.
//!
//! The rules of the Unicode Bidirectional Algorithm (Standard Annex 9) for lines as short as names: letters, numbers and
//! what stands between them, without embeddings or marks of direction, which are cleaned away. A line runs as most of it
//! does, not as its first letter: our sentences often begin with a name. How the letters of one word stand is the
//! shaper's.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::clusters::is_right_to_left;

/// A line in the order in which its parts stand.
pub(super) struct Directed<'a> {
    /// The line with the brackets of right-to-left stretches mirrored; all bytes stay where they were.
    pub(super) text: Cow<'a, str>,
    /// Its parts from left to right: words, numbers, what stands between; all of it if nothing runs leftwards.
    pub(super) parts: Vec<Range<usize>>,
}

/// The line as a painter has to write it who puts one word behind the other from left to right.
#[must_use]
pub fn from_left(text: &str) -> Cow<'_, str> {
    if !text.contains(is_right_to_left) {
        return Cow::Borrowed(text);
    }
    let line = directed(text);
    Cow::Owned(line.parts.iter().map(|part| &line.text[part.clone()]).collect())
}

/// The parts of a line from left to right.
pub(super) fn directed(text: &str) -> Directed<'_> {
    if !text.contains(is_right_to_left) {
        return Directed { text: Cow::Borrowed(text), parts: std::iter::once(0..text.len()).collect() };
    }
    let parts = parts(text);
    let letters = |kind| parts.iter().filter(|part| part.1 == kind).map(|part| part.0.len()).sum::<usize>();
    let base = if letters(Kind::Right) > letters(Kind::Left) { Kind::Right } else { Kind::Left };
    let ways = ways(&parts, base);
    let mut mirrored = text.to_owned();
    for ((range, _), way) in parts.iter().zip(&ways) {
        if *way == Kind::Right && text[range.clone()].contains(|c| mirror(c) != c) {
            let turned: String = text[range.clone()].chars().map(mirror).collect();
            mirrored.replace_range(range.clone(), &turned);
        }
    }
    let ranges: Vec<Range<usize>> = parts.into_iter().map(|(range, _)| range).collect();
    let mut from = 0;
    let mut stretches: Vec<Vec<Range<usize>>> = Vec::new();
    for stretch in ways.chunk_by(|a, b| a == b) {
        let mut parts = ranges[from..from + stretch.len()].to_vec();
        if stretch[0] == Kind::Right {
            parts.reverse();
        }
        stretches.push(parts);
        from += stretch.len();
    }
    if base == Kind::Right {
        stretches.reverse();
    }
    Directed { text: Cow::Owned(mirrored), parts: stretches.concat() }
}

/// What decides the way of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Left,
    Right,
    Number,
    Between,
}

/// The parts of a line as they are read.
fn parts(text: &str) -> Vec<(Range<usize>, Kind)> {
    let mut parts: Vec<(Range<usize>, Kind)> = Vec::new();
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    for (start, cluster) in text.grapheme_indices(true) {
        let range = start..start + cluster.len();
        let c = cluster.chars().next().unwrap_or(' ');
        let joins = || digit(text[..start].chars().next_back()) && digit(text[range.end..].chars().next());
        let kind = match c {
            c if is_right_to_left(c) && !c.is_numeric() => Kind::Right,
            c if c.is_numeric() => Kind::Number,
            c if c.is_alphabetic() => Kind::Left,
            '.' | ',' | ':' | '/' | '-' | '+' if joins() => Kind::Number,
            _ => Kind::Between,
        };
        match parts.last_mut() {
            // What stands between changes its order sign by sign.
            Some((last, of)) if *of == kind && kind != Kind::Between => last.end = range.end,
            _ => parts.push((range, kind)),
        }
    }
    parts
}

/// Which way each part runs: a number as what is before it, what stands between as both neighbors, else as the line.
fn ways(parts: &[(Range<usize>, Kind)], base: Kind) -> Vec<Kind> {
    let mut ways: Vec<Kind> = Vec::with_capacity(parts.len());
    let mut strong = base;
    for (_, kind) in parts {
        if matches!(kind, Kind::Left | Kind::Right) {
            strong = *kind;
        }
        ways.push(if *kind == Kind::Number { strong } else { *kind });
    }
    let known = ways.clone();
    let is_known = |way: &&Kind| **way != Kind::Between;
    for (i, way) in ways.iter_mut().enumerate().filter(|(_, way)| **way == Kind::Between) {
        let before = known[..i].iter().rev().find(is_known).copied().unwrap_or(base);
        let after = known[i..].iter().find(is_known).copied().unwrap_or(base);
        *way = if before == after { before } else { base };
    }
    ways
}

/// The other of a pair of brackets, as long as this one.
const fn mirror(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '\u{ab}' => '\u{bb}',
        '\u{bb}' => '\u{ab}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of right-to-left letters stand in for those of a name.
    #[track_caller]
    fn check(text: &str, seen: &str) {
        assert_eq!(from_left(text), seen, "{text}");
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_read() {
        check("Mia, owner (2)", "Mia, owner (2)");
        check("אב גד הו", "הו גד אב");
        check("אבגדה Apple", "Apple אבגדה");
        check("אב גד holds 3, should hold 8", "גד אב holds 3, should hold 8");
        check("Apple אב גד Store", "Apple גד אב Store");
        check("אב (גד)", "(גד) אב");
        check("(אב גד)", "(גד אב)");
        check("אב 2024-25 גד", "גד 2024-25 אב");
        check("Team 3: אב", "Team 3: אב");
        check("אב!", "!אב");
        check("אב-גד", "גד-אב");
    }

    #[test]
    fn every_byte_of_a_line_stands_in_one_part() {
        for text in ["אב 1.5 Apple (גד) \u{5d0}\u{200d}", " אב ", "«אב»", "אב 漢字 👩\u{200d}👧 גד"]
        {
            let mut parts = directed(text).parts;
            parts.sort_by_key(|part| part.start);
            assert_eq!((parts[0].start, parts[parts.len() - 1].end), (0, text.len()));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start), "{text}");
        }
    }
}
