//! The names people see for the terms of the model. The only place where they are spelled.
//! Sentences about findings live in `report`.

use super::{Kind, Level, Strand};

/// "27", "14,896": a number as people read it. Files for other programs have bare digits.
#[must_use]
pub fn figure(number: usize) -> String {
    let digits = number.to_string();
    let marked = |(i, digit): (usize, char)| {
        let mark = (i > 0 && (digits.len() - i).is_multiple_of(3)).then_some(',');
        mark.into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(marked).collect()
}

/// "1 connection", "27 actors": a number with its noun.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {noun}s", figure(number)) }
}

/// That nobody knows what some are, and where they count meanwhile.
#[must_use]
pub fn of_no_kind(many: usize) -> String {
    let [say, count_as] = if many == 1 { ["says", "counts"] } else { ["say", "count"] };
    format!("{} {say} no kind and {count_as} as our own team", count(many, "name"))
}

/// The plain name of a strand.
#[must_use]
pub const fn strand(strand: Strand) -> &'static str {
    match strand {
        Strand::Exchange => "Give and take",
        Strand::Relationship => "Trust",
        Strand::Values => "Shared values",
    }
}

/// The plain name of the need.
pub const NEED: &str = "How much it matters";
/// The first dial.
pub const BRAND_STRENGTH: &str = "Brand strength";
/// The second dial.
pub const COHESION: &str = "Holds together";
/// The third dial.
pub const NEEDS_MET: &str = "Promises covered";
/// The house rule of the rating card.
pub const HOUSE_RULE: &str = "4 or 5? Name one example.";
/// The rating that the room agreed on, beside those of the perspectives.
pub const AGREED: &str = "Agreed";
/// An actor without connections.
pub const PARKED: &str = "Not connected yet";

/// What a rating of a strand means, in the room's words.
#[must_use]
pub const fn level(strand: Strand, level: Level) -> &'static str {
    let words = match strand {
        Strand::Exchange => [
            "nothing passes",
            "now and then",
            "regular, easily replaced",
            "both would miss it",
            "hard to replace",
            "both would choose it again tomorrow",
        ],
        Strand::Relationship => [
            "don't know us",
            "know the name",
            "deal politely",
            "tell us openly",
            "forgive a mistake",
            "speak up for us",
        ],
        Strand::Values => [
            "none known",
            "only the poster says so",
            "nothing clashes",
            "both say it unprompted",
            "both can name one act this year",
            "torn if the other dropped it",
        ],
    };
    words[level.get() as usize]
}

/// What a need means, in the room's words.
#[must_use]
pub const fn need(level: Level) -> &'static str {
    ["not", "a little", "useful", "important", "the promise breaks without it", "without it we are not us"]
        [level.get() as usize]
}

/// The same with a capital first: for the start of a sentence.
#[must_use]
pub fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The same with a small letter first: for a place within a sentence.
#[must_use]
pub fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

/// A percentage as "so many of 100": 0 and 100 only where nothing or nobody is missing.
#[must_use]
pub fn of_hundred(percent: f64) -> u32 {
    if percent <= 0.0 {
        0
    } else if percent >= 100.0 {
        100
    } else {
        (percent.round() as u32).clamp(1, 99)
    }
}

/// What a Cohesion of so many percent is called: a convention, told from the whole number that is shown.
#[must_use]
pub fn cohesion(percent: f64) -> &'static str {
    match of_hundred(percent) {
        0..40 => "fragile",
        40..55 => "thin",
        55..70 => "sound",
        _ => "tight",
    }
}

/// The question a room is asked about a strand.
#[must_use]
pub const fn question(strand: Strand) -> &'static str {
    match strand {
        Strand::Exchange => "How much would each miss what passes between us?",
        Strand::Relationship => "How well do people on both sides know and trust each other?",
        Strand::Values => "Do we stand for the same thing, and show it?",
    }
}

/// Who stands on a ring, counted from the middle.
#[must_use]
pub const fn ring(ring: u8) -> &'static str {
    match ring {
        0 => "What we share",
        1 => "Our people",
        2 => "Customers and partners",
        _ => "Society",
    }
}

/// The plain name of a kind; a file's own word as it stands.
#[must_use]
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Role => "Person or job".to_owned(),
        Kind::Other(word) => word.clone(),
        other => {
            let key = other.key();
            key[..1].to_uppercase() + &key[1..]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_has_no_s() {
        assert_eq!(count(1, "connection"), "1 connection");
        assert_eq!(count(0, "actor"), "0 actors");
        assert_eq!(count(14_896, "strand"), "14,896 strands");
        assert_eq!([0, 999, 1_000, 1_234_567].map(figure), ["0", "999", "1,000", "1,234,567"]);
    }
}
