//! Several actors become one: what was drawn twice under two names, with all that was said of either.

use std::collections::BTreeMap;

use super::Editor;
use crate::model::{
    ActorChange, ActorId, Connection, ConnectionChange, ConnectionId, Document, Edit, Level, MetaChange, Party,
    Selection, Strand,
};

impl Editor {
    /// Makes one of the selected actors: the one with most connections stays, the first of equals.
    pub(super) fn merge_selected(&mut self) {
        let actors: Vec<ActorId> = self.session.selection.actors.iter().copied().collect();
        let ties = |id: &ActorId| self.document.connections_of(*id).count();
        let Some(kept) = actors.iter().copied().rev().max_by_key(ties) else { return };
        let others: Vec<ActorId> = actors.into_iter().filter(|id| *id != kept).collect();
        let gone = Selection { actors: others.iter().copied().collect(), ..Selection::default() };
        let name = format!("merge {} into {}", self.name_of_nodes(&gone), self.actor_name(kept));
        let edits = merging(&self.document, kept, &others);
        if self.step(name, Edit::All(edits)) {
            self.set_selection(Selection { actors: [kept].into(), ..Selection::default() });
            self.say(format!("One now: {}", self.actor_name(kept)));
        }
    }
}

/// What hands all of `others` to `kept` and takes them away. Of two connections to the same actor the higher rating of
/// each strand stays, as where a file has such two; words stay, one below the other.
fn merging(document: &Document, kept: ActorId, others: &[ActorId]) -> Vec<Edit> {
    let far = |connection: &Connection, end: ActorId| if connection.a == end { connection.b } else { connection.a };
    let mut edits = Vec::new();
    let mut joined: BTreeMap<ActorId, Vec<ConnectionId>> = BTreeMap::new();
    for (id, connection) in document.connections_of(kept) {
        joined.entry(far(connection, kept)).or_default().push(id);
    }
    for other in others {
        for (id, connection) in document.connections_of(*other) {
            let to = far(connection, *other);
            if to == kept || others.contains(&to) {
                continue;
            }
            let there = joined.entry(to).or_default();
            if there.is_empty() {
                let ends = if connection.a == *other { (kept, to) } else { (to, kept) };
                edits.push(Edit::Connection(id, ConnectionChange::Ends(ends.0, ends.1)));
            }
            there.push(id);
        }
    }
    for cords in joined.values().filter(|cords| cords.len() > 1) {
        let records: Vec<&Connection> = cords.iter().filter_map(|id| document.connection(*id)).collect();
        let highest = |level: fn(&Connection, Strand) -> Option<Level>, strand| {
            records.iter().map(|c| level(c, strand)).max().flatten()
        };
        let changes = Strand::ALL
            .into_iter()
            .map(|strand| ConnectionChange::Strand(strand, highest(|c, s| c.strands.get(s), strand)));
        let words = |of: fn(&Connection) -> &str| joined_words(records.iter().map(|c| of(c)));
        let need = records.iter().map(|c| c.need).max().flatten();
        let owner = records.iter().find_map(|c| c.owner.clone());
        let quotes = records.iter().flat_map(|c| c.quotes.clone()).collect();
        let more = [
            ConnectionChange::Need(need),
            ConnectionChange::Owner(owner),
            ConnectionChange::Evidence(words(|c| &c.evidence)),
            ConnectionChange::Note(words(|c| &c.note)),
            ConnectionChange::Quotes(quotes),
        ];
        edits.extend(changes.chain(more).map(|change| Edit::Connection(cords[0], change)));
    }
    edits.extend(of_parties(document, kept, others));
    let records: Vec<_> = [kept].iter().chain(others).filter_map(|id| document.actor(*id)).collect();
    let first =
        |of: fn(&crate::model::Actor) -> &str| records.iter().map(|actor| of(actor)).find(|text| !text.is_empty());
    let words = [
        ActorChange::Group(first(|actor| &actor.group).unwrap_or_default().to_owned()),
        ActorChange::Goal(joined_words(records.iter().map(|actor| actor.goal.as_str()))),
        ActorChange::Note(joined_words(records.iter().map(|actor| actor.note.as_str()))),
    ];
    let values = records.iter().flat_map(|actor| &actor.values).map(|value| ActorChange::Holds(*value, true));
    edits.extend(words.into_iter().chain(values).map(|change| Edit::Actor(kept, change)));
    if document.meta().core.is_some_and(|core| others.contains(&core)) {
        edits.push(Edit::Meta(MetaChange::Core(Some(kept))));
    }
    edits.push(Edit::Delete(Selection { actors: others.iter().copied().collect(), ..Selection::default() }));
    edits
}

/// Whoever looked after a connection, or carried it, does so still.
fn of_parties(document: &Document, kept: ActorId, others: &[ActorId]) -> Vec<Edit> {
    let is_other = |party: &Party| matches!(party, Party::Actor(id) if others.contains(id));
    let mut edits = Vec::new();
    for (id, connection) in document.connections() {
        if connection.owner.as_ref().is_some_and(is_other) {
            edits.push(Edit::Connection(id, ConnectionChange::Owner(Some(Party::Actor(kept)))));
        }
        if connection.via.iter().any(is_other) {
            let mut via: Vec<Party> = Vec::new();
            for party in &connection.via {
                let party = if is_other(party) { Party::Actor(kept) } else { party.clone() };
                if !via.contains(&party) {
                    via.push(party);
                }
            }
            edits.push(Edit::Connection(id, ConnectionChange::Via(via)));
        }
    }
    edits
}

/// Texts one below the other, each once.
fn joined_words<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !words.contains(&text) {
            words.push(text);
        }
    }
    words.join("\n")
}
