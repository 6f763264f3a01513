//! Analysis in words: every sentence of the program about a finding, and the JSON, text and Markdown of
//! `analyze`. The window takes its sentences from here, too.

use crate::analysis::{Analysis, Reason};
use crate::model::{ConnectionId, Document, Level};

/// The sentence for one reason of one connection.
#[must_use]
pub fn sentence(_document: &Document, _analysis: &Analysis, _connection: ConnectionId, reason: Reason) -> String {
    reason.code().to_owned()
}

/// The three dials in words: a sentence each.
#[must_use]
pub fn dial_sentences(_analysis: &Analysis) -> [String; 3] {
    [String::new(), String::new(), String::new()]
}

/// "rate Customers - Support: trust 4 to 2", for undo.
#[must_use]
pub fn level_word(level: Option<Level>) -> String {
    level.map_or_else(|| "not rated".to_owned(), |level| level.get().to_string())
}

/// The report for a strategist, as plain text.
#[must_use]
pub fn text(_document: &Document, _analysis: &Analysis) -> String {
    String::new()
}

/// The same as Markdown.
#[must_use]
pub fn markdown(_document: &Document, _analysis: &Analysis) -> String {
    String::new()
}

/// All numbers, for programs.
#[must_use]
pub fn json(_document: &Document, _analysis: &Analysis) -> String {
    String::new()
}
