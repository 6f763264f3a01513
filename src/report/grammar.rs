//! How numbers and lists read in a sentence. No sentence of its own.

pub(super) use crate::model::words::{capitalized, figure, lower_first, of_hundred};

/// `count` in words up to twelve: "two", "13".
pub(super) fn number(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| figure(count), |word| (*word).to_owned())
}

/// "one connection", "two connections".
pub(super) fn count(count: usize, thing: &str) -> String {
    format!("{} {thing}{}", number(count), if count == 1 { "" } else { "s" })
}

/// "1 point", "8 points": in digits, as a card shows them.
pub(super) fn points(points: u32) -> String {
    crate::model::words::count(points as usize, "point")
}

/// "+3.1", "+0.4", "+0": what a step adds, of 100 pairs.
pub(super) fn gain(pairs: f64) -> String {
    if pairs < 0.05 { "+0".to_owned() } else { format!("+{pairs:.1}") }
}

/// As Markdown. Names come from people: no letter of theirs may turn into markup.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    escaped
}

/// "trust", "trust and craft", "trust, craft and care".
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_speak() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["trust"]), "trust");
        assert_eq!(list(&["trust", "craft", "care"]), "trust, craft and care");
        assert_eq!(count(1, "connection"), "one connection");
        assert_eq!(count(13, "connection"), "13 connections");
    }

    #[test]
    fn only_all_is_a_hundred_of_hundred() {
        assert_eq!([0.0, 0.2, 44.5, 99.7, 100.0].map(of_hundred), [0, 1, 45, 99, 100]);
    }
}
