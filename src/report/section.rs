//! The report as data: sections of findings that the text, the Markdown and the window's panel share.
//! How they are set out is each one's own business; what they say is in `topic`.

use super::topic;
use crate::analysis::{Analysis, FullAnalysis};
use crate::model::{ActorId, ConnectionId, Document, Selection};

/// A part of the report. The order is that of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The three dials, and what carries the map.
    Holds,
    /// Weak connections with their reasons.
    Weak,
    /// Actors whom others hang together by.
    Keystones,
    /// The few connections that each customer hangs on.
    Lifelines,
    /// A good order of repairs. Needs the full analysis.
    First,
    /// What the room took on.
    Taken,
    /// Connections that might be made. Needs the full analysis.
    NewLines,
    /// Who looks after what.
    Care,
    /// As we see it, as they see it.
    TwoSides,
    /// A scandal, other eyes, next year. Needs the full analysis.
    Otherwise,
    /// Silos. Needs the full analysis.
    Groups,
    /// Who gives more than they get.
    GiveAndGet,
    /// The seven signs that the customer has slipped out of focus.
    Signs,
    /// The customer promise check.
    PromiseCheck,
    /// Connections that are strained or against us.
    Against,
    /// Who is not connected, what is not rated, who is not on the map.
    Loose,
    /// What the numbers are not.
    Reading,
}

impl Topic {
    /// All, in the order of the report.
    pub const ALL: [Self; 17] = [
        Self::Holds,
        Self::Weak,
        Self::Keystones,
        Self::Lifelines,
        Self::First,
        Self::Taken,
        Self::NewLines,
        Self::Care,
        Self::TwoSides,
        Self::Otherwise,
        Self::Groups,
        Self::GiveAndGet,
        Self::Signs,
        Self::PromiseCheck,
        Self::Against,
        Self::Loose,
        Self::Reading,
    ];
}

/// One part of the report.
///
/// A panel shows the title with [`Section::meaning`] behind a question mark, the lead as plain lines, then
/// the first [`Section::first`] findings and the rest on request; clicking a finding selects its
/// [`Finding::targets`] where there are any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which part.
    pub topic: Topic,
    /// The heading, in sentence case.
    pub title: &'static str,
    /// "What does this mean": a paragraph for somebody who knows no graph theory.
    pub meaning: &'static str,
    /// What to say before the list: its sum, or why it is empty. May be empty.
    pub lead: Vec<Finding>,
    /// The findings, the most important first.
    pub findings: Vec<Finding>,
    /// Their order matters: they are numbered.
    pub ranked: bool,
    /// So many tell the story; the rest is for who asks.
    pub first: usize,
}

/// One thing found, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// What it is about (a connection, an actor, a dial), as a row's heading; empty for a remark.
    pub title: String,
    /// The finding in whole sentences.
    pub words: String,
    /// Its number as a row shows it ("45 of 100", "+3.1"); empty if it has none. The words explain it.
    pub figure: String,
    /// What it points at on the map; empty if nothing.
    pub targets: Selection,
}

impl Finding {
    /// How it reads in running text: the title is left out where the words name it anyway.
    #[must_use]
    pub fn line(&self) -> String {
        if self.title.is_empty() || self.words.contains(&self.title) {
            self.words.clone()
        } else {
            format!("{}: {}", self.title, self.words)
        }
    }

    pub(super) fn remark(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    pub(super) fn titled(title: impl Into<String>, words: impl Into<String>) -> Self {
        Self { title: title.into(), words: words.into(), ..Self::default() }
    }

    pub(super) fn figure(mut self, figure: impl Into<String>) -> Self {
        self.figure = figure.into();
        self
    }

    pub(super) fn at_actors(mut self, actors: impl IntoIterator<Item = ActorId>) -> Self {
        self.targets.actors.extend(actors);
        self
    }

    pub(super) fn at_connections(mut self, connections: impl IntoIterator<Item = ConnectionId>) -> Self {
        self.targets.connections.extend(connections);
        self
    }
}

/// All sections that have something to say, in the order of the report.
///
/// `full` adds the parts that take longer; it may be left out, or be of an older state of the document while
/// `base` is of this one: what is no longer there is then left unsaid.
#[must_use]
pub fn sections(document: &Document, base: &Analysis, full: Option<&FullAnalysis>) -> Vec<Section> {
    Topic::ALL.into_iter().filter_map(|topic| section(topic, document, base, full)).collect()
}

/// One section; `None` if it has nothing to say about this map, or needs the full analysis and has none.
#[must_use]
pub fn section(topic: Topic, document: &Document, base: &Analysis, full: Option<&FullAnalysis>) -> Option<Section> {
    let mut section = topic::section(topic, document, base, full)?;
    let exists = |finding: &Finding| {
        finding.targets.actors.iter().all(|id| document.actor(*id).is_some())
            && finding.targets.connections.iter().all(|id| document.connection(*id).is_some())
    };
    section.lead.retain(exists);
    section.findings.retain(exists);
    (!section.lead.is_empty() || !section.findings.is_empty()).then_some(section)
}
