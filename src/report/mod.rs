//! Analysis in words: every sentence of the program about a finding, and the JSON, text and Markdown of
//! `analyze`. The window takes its sentences from here, too: [`sections`] is the report as data.

mod actions;
mod figures;
mod grammar;
mod headline;
mod json;
mod outline;
mod reasons;
mod section;
mod sentences;
mod topic;

pub use actions::{action_sentence, actions_csv, actions_markdown};
pub use figures::{COUNTING, Figure, actor_figures, chain_sentence, connection_figures, whatif_sentences};
pub use headline::{callouts, headline};
pub use json::json;
pub use outline::{markdown, text};
pub use reasons::sentence;
pub use section::{Finding, Section, Topic, section, sections};
pub use sentences::{
    act_next, against_sentence, change_sentence, cohesion_word, connection_title, dial_sentences, keystone_sentence,
    level_word, next_step_sentence, not_rated, strands, total_sentence,
};
pub use topic::sign_title;
