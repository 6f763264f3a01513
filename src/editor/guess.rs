//! What somebody said that a name is, behind a semicolon or in a column of its own. The words for kinds are the model's.

use crate::model::{Kind, kinds};

/// What somebody said that a name is.
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

/// "Mia; role" is a name and what it is; nothing stands behind it where nobody said.
pub(super) fn split(text: &str) -> (&str, &str) {
    let (name, word) = text.split_once(';').unwrap_or((text, ""));
    (name.trim(), word.trim())
}

/// What a word says that a name is.
pub(super) fn said(word: &str) -> Said {
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
        let check = |text, name, what| {
            let (found, word) = split(text);
            assert_eq!((found, said(word)), (name, what), "{text}");
        };
        check("Fair price; Value", "Fair price", Said::Value);
        check(" Mia ;role", "Mia", Said::Kind(Kind::Role));
        check("Mia;", "Mia", Said::Nothing);
        check("Mia", "Mia", Said::Nothing);
        check("Mia; Wizard", "Mia", Said::Unknown("Wizard".to_owned()));
    }
}
