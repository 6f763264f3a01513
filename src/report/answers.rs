//! The room's own answers to the seven signs, as the file keeps them. A rule never overwrites them.

use crate::model::Document;

/// "yes", "partly", "no", "unknown"; `None` if the room has not answered.
pub(super) fn answer(document: &Document, sign: u8) -> Option<String> {
    let raw = document.meta().extra.iter().find(|(name, _)| name == "signs");
    let answers: serde_json::Value = raw.and_then(|(_, text)| serde_json::from_str(text).ok())?;
    answers[sign.to_string()].as_str().map(str::to_owned)
}
