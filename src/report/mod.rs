//! Analysis in words: every sentence of the program about a finding, and the JSON, text and Markdown of
//! `analyze`. The window takes its sentences from here, too.

mod grammar;
mod reasons;
mod sentences;

pub use reasons::sentence;
pub use sentences::{
    act_next, against_sentence, cohesion_word, connection_title, dial_sentences, keystone_sentence, level_word,
    next_step_sentence,
};

use crate::analysis::Analysis;
use crate::model::Document;

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
