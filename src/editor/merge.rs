//! Several actors become one: what was drawn twice under two names, with all that was said of either.

use std::collections::BTreeMap;

use super::Editor;
use crate::model::{
    ActorChange, ActorId, Attachment, AttachmentId, Connection, ConnectionChange, ConnectionId, Document, Edit, Flow,
    Gives, Level, MetaChange, Party, Selection, Strand,
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

/// What hands all of `others` to `kept` and takes them away. What both say in one word stays as `kept` has it, of ratings
/// the higher one, as where a file has such two; words stay, one below the other. What joined two of them goes.
fn merging(document: &Document, kept: ActorId, others: &[ActorId]) -> Vec<Edit> {
    let is_one = |id: ActorId| id == kept || others.contains(&id);
    // All connections to one and the same, the first to stay.
    let mut joined: BTreeMap<ActorId, Vec<ConnectionId>> = BTreeMap::new();
    for own in std::iter::once(&kept).chain(others) {
        for (id, connection) in document.connections_of(*own) {
            if let Some(far) = connection.other(*own).filter(|far| !is_one(*far)) {
                joined.entry(far).or_default().push(id);
            }
        }
    }
    let handed = |party: &Party| match party {
        Party::Actor(id) if others.contains(id) => Party::Actor(kept),
        other => other.clone(),
    };
    let mut edits = of_parties(document, others, handed);
    let mut instead: BTreeMap<ConnectionId, ConnectionId> = BTreeMap::new();
    for (far, cords) in &joined {
        let records: Vec<&Connection> = cords.iter().filter_map(|id| document.connection(*id)).collect();
        let [first, ..] = records.as_slice() else { continue };
        let stays = cords[0];
        if others.contains(&first.a) {
            edits.push(Edit::Connection(stays, ConnectionChange::Ends(kept, *far)));
        } else if others.contains(&first.b) {
            edits.push(Edit::Connection(stays, ConnectionChange::Ends(*far, kept)));
        }
        instead.extend(cords.iter().map(|id| (*id, stays)));
        if cords.len() > 1 {
            edits.extend(all_said(&records, *far, handed).into_iter().map(|change| Edit::Connection(stays, change)));
        }
    }
    edits.extend(of_attachments(document, (kept, others), &instead, handed));
    let records: Vec<_> = [kept].iter().chain(others).filter_map(|id| document.actor(*id)).collect();
    let mut changes = vec![
        ActorChange::Group(first(&records, |a| (!a.group.is_empty()).then(|| a.group.clone())).unwrap_or_default()),
        ActorChange::Goal(joined_words(records.iter().map(|a| a.goal.as_str()))),
        ActorChange::Note(joined_words(records.iter().map(|a| a.note.as_str()))),
        ActorChange::Tags(each_once(records.iter().flat_map(|a| &a.tags))),
    ];
    changes.extend(records.iter().flat_map(|a| &a.values).map(|value| ActorChange::Holds(*value, true)));
    edits.extend(changes.into_iter().map(|change| Edit::Actor(kept, change)));
    if document.meta().core.is_some_and(|core| others.contains(&core)) {
        edits.push(Edit::Meta(MetaChange::Core(Some(kept))));
    }
    edits.push(Edit::Delete(Selection { actors: others.iter().copied().collect(), ..Selection::default() }));
    edits
}

/// What the first of several connections to `far` says once it says what all of them say.
fn all_said(records: &[&Connection], far: ActorId, handed: impl Fn(&Party) -> Party) -> Vec<ConnectionChange> {
    let mut records: Vec<Connection> = records.iter().copied().cloned().collect();
    let runs_so = records[0].a == far;
    for c in &mut records {
        if (c.a == far) != runs_so {
            (c.flow.ab, c.flow.ba) = (c.flow.ba, c.flow.ab);
            std::mem::swap(&mut c.gives.ab, &mut c.gives.ba);
        }
        c.owner.iter_mut().chain(&mut c.via).for_each(|party| *party = handed(party));
    }
    let highest = |level: &dyn Fn(&Connection) -> Option<Level>| records.iter().map(level).max().flatten();
    let words = |of: fn(&Connection) -> &str| joined_words(records.iter().map(of));
    let strands = Strand::ALL.map(|strand| ConnectionChange::Strand(strand, highest(&|c| c.strands.get(strand))));
    // The first is said last and stands.
    let ratings = records.iter().rev().flat_map(|c| c.ratings.clone());
    let ratings = ratings.map(|(side, rating)| ConnectionChange::Rating(side, Some(rating)));
    let more = [
        ConnectionChange::Need(highest(&|c| c.need)),
        ConnectionChange::Sketch(first(&records, |c| c.sketch)),
        ConnectionChange::Flow(Flow { ab: highest(&|c| c.flow.ab), ba: highest(&|c| c.flow.ba) }),
        ConnectionChange::Gives(Gives {
            ab: each_once(records.iter().flat_map(|c| &c.gives.ab)),
            ba: each_once(records.iter().flat_map(|c| &c.gives.ba)),
        }),
        ConnectionChange::Via(each_once(records.iter().flat_map(|c| &c.via))),
        ConnectionChange::Owner(first(&records, |c| c.owner.clone())),
        ConnectionChange::Authority(first(&records, |c| c.authority)),
        ConnectionChange::Evidence(words(|c| &c.evidence)),
        ConnectionChange::Kpi(first(&records, |c| c.kpi)),
        ConnectionChange::Trend(first(&records, |c| c.trend)),
        ConnectionChange::Confidence(first(&records, |c| c.confidence)),
        ConnectionChange::Reviewed(records.iter().map(|c| c.reviewed).max().flatten()),
        ConnectionChange::Quotes(each_once(records.iter().flat_map(|c| &c.quotes))),
        ConnectionChange::Tally(first(&records, |c| c.tally)),
        ConnectionChange::Later(records.iter().any(|c| c.later)),
        ConnectionChange::Note(words(|c| &c.note)),
    ];
    strands.into_iter().chain(ratings).chain(more).collect()
}

/// Whoever looked after a connection, or carried it, does so still.
fn of_parties(document: &Document, others: &[ActorId], handed: impl Fn(&Party) -> Party) -> Vec<Edit> {
    let is_other = |party: &Party| matches!(party, Party::Actor(id) if others.contains(id));
    let mut edits = Vec::new();
    for (id, connection) in document.connections() {
        if let Some(owner) = connection.owner.as_ref().filter(|owner| is_other(owner)) {
            edits.push(Edit::Connection(id, ConnectionChange::Owner(Some(handed(owner)))));
        }
        if connection.via.iter().any(is_other) {
            let via: Vec<Party> = connection.via.iter().map(&handed).collect();
            edits.push(Edit::Connection(id, ConnectionChange::Via(each_once(via.iter()))));
        }
    }
    edits
}

/// Notes, steps and scenarios that name one of `others`, or a connection that goes, name what stays `instead`.
fn of_attachments(
    document: &Document,
    (kept, others): (ActorId, &[ActorId]),
    instead: &BTreeMap<ConnectionId, ConnectionId>,
    handed: impl Fn(&Party) -> Party,
) -> Vec<Edit> {
    let cord = |id: ConnectionId| instead.get(&id).copied().unwrap_or(id);
    let actor = |id: ActorId| if others.contains(&id) { kept } else { id };
    let moved = |(id, record): (AttachmentId, &Attachment)| {
        let mut moved = record.clone();
        match &mut moved {
            Attachment::Kind(_) => {}
            Attachment::Note(note) => note.on = note.on.map(cord),
            Attachment::Action(action) => {
                action.connection = cord(action.connection);
                action.owner = action.owner.as_ref().map(&handed);
            }
            Attachment::Scenario(scenario) => {
                scenario.actors = scenario.actors.iter().copied().map(actor).collect();
                scenario.connections = scenario.connections.iter().copied().map(cord).collect();
            }
        }
        (moved != *record).then(|| Edit::Attachment(id, Box::new(moved)))
    };
    document.attachments().filter_map(moved).collect()
}

/// What the first says who says anything.
fn first<R, T>(records: &[R], of: impl Fn(&R) -> Option<T>) -> Option<T> {
    records.iter().find_map(of)
}

fn each_once<'a, T: PartialEq + Clone + 'a>(all: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for one in all {
        if !out.contains(one) {
            out.push(one.clone());
        }
    }
    out
}

/// Texts one below the other, each once.
fn joined_words<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    each_once(texts.iter()).join("\n")
}
