//! What somebody said behind a semicolon that a name is. The words for kinds are the model's.

use crate::model::{Kind, kinds};

/// What somebody said after a semicolon that a name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// An actor of this kind.
    Kind(Kind),
    /// A word that is no kind.
    Unknown(String),
    /// A shared value.
    Value,
    /// Nobody: a remark for the park.
    Remark,
}

/// "Mia; role" is a name and what it is.
pub(super) fn split(text: &str) -> (&str, Said) {
    match text.split_once(';') {
        None => (text.trim(), Said::Nothing),
        Some((name, word)) => (name.trim(), said(word.trim())),
    }
}

fn said(word: &str) -> Said {
    match word.to_lowercase().as_str() {
        "" => Said::Nothing,
        "value" | "values" | "shared value" | "shared values" => Said::Value,
        "note" | "notes" | "remark" | "park" => Said::Remark,
        lower => kinds::said(lower).map_or_else(|| Said::Unknown(word.to_owned()), Said::Kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_semicolon_is_what_somebody_is() {
        assert_eq!(split("Fair price; Value"), ("Fair price", Said::Value));
        assert_eq!(split(" Mia ;role"), ("Mia", Said::Kind(Kind::Role)));
        assert_eq!(split("Mia;"), ("Mia", Said::Nothing));
        assert_eq!(split("Mia; Wizard"), ("Mia", Said::Unknown("Wizard".to_owned())));
    }
}
