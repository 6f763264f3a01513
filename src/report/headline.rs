//! What the map says, as the one sentence above a slide, and the call-outs beside it. Always true of the
//! numbers; the most telling that holds comes first.

use super::grammar::{capitalized, count, number, of_hundred};
use super::reasons::sentence;
use super::sentences::{connection_title, the_others_lose};
use crate::analysis::Analysis;
use crate::model::{Connection, ConnectionId, Document, Kind, Stance};

/// How many call-outs a room takes in.
const CALLOUTS: usize = 3;
/// How many reasons a call-out gives.
const REASONS: usize = 2;

/// The sentence above a slide.
#[must_use]
pub fn headline(document: &Document, analysis: &Analysis) -> String {
    let trade = trade_alone(document);
    let hanging = analysis.lifelines.iter().filter(|lifeline| lifeline.cut.len() == 1).count();
    let missing = document.connections().filter(|(_, c)| is_missing(c)).count();
    if trade.of >= 3 && 3 * trade.alone.len() >= trade.of {
        return trade.sentence();
    }
    if missing >= 3 {
        return capitalized(&format!("{} that the promise needs are not there yet", count(missing, "connection")));
    }
    if hanging > 0 {
        let verb = if hanging == 1 { "hangs" } else { "hang" };
        return capitalized(&format!("{} {verb} on a single connection", count(hanging, "customer group")));
    }
    if let Some(keystone) = analysis.actors.iter().max_by(|a, b| a.1.keystone.total_cmp(&b.1.keystone))
        && keystone.1.is_keystone
        && let Some(actor) = document.actor(*keystone.0)
    {
        let lost = of_hundred(keystone.1.keystone);
        if lost >= 10 {
            return format!("Much depends on {}: without them, {}", actor.name, the_others_lose(lost));
        }
    }
    let at_least = if analysis.at_least { "At least " } else { "" };
    match analysis.needs.percent {
        Some(percent) => {
            format!("{at_least}{} of 100 points that the promise calls for are there", of_hundred(percent))
        }
        None => {
            let pairs = of_hundred(analysis.cohesion.percent);
            format!("{at_least}{pairs} of 100 pairs would still reach each other in a bad year")
        }
    }
}

/// What hangs on give and take alone, of the connections with customers.
pub(super) struct Trade {
    /// They give and take, and neither trust nor share anything yet.
    pub(super) alone: Vec<ConnectionId>,
    /// So many are there and rated in all three strands: what is not rated may hold by more.
    of: usize,
}

impl Trade {
    /// "Four of seven customer connections hang on give and take alone"
    pub(super) fn sentence(&self) -> String {
        let verb = if self.alone.len() == 1 { "hangs" } else { "hang" };
        let all = count(self.of, "customer connection");
        capitalized(&format!("{} of {all} {verb} on give and take alone", number(self.alone.len())))
    }
}

/// The one count of them, for the slide, the report and the panel.
pub(super) fn trade_alone(document: &Document) -> Trade {
    let is_customer = |id| document.actor(id).is_some_and(|actor| actor.kind == Kind::Customer);
    let there = |c: &Connection| c.stance == Stance::For && c.points() > 0 && c.strands.is_complete();
    let customers: Vec<(ConnectionId, &Connection)> =
        document.connections().filter(|(_, c)| there(c) && (is_customer(c.a) || is_customer(c.b))).collect();
    let alone = customers.iter().filter(|(_, c)| c.strands.counts()[1..] == [0, 0]).map(|(id, _)| *id).collect();
    Trade { alone, of: customers.len() }
}

/// The first weak connections: who is meant, and why in a sentence.
#[must_use]
pub fn callouts(document: &Document, analysis: &Analysis) -> Vec<(String, String)> {
    let why = |id| {
        let reasons = analysis.connections.get(&id)?.reasons.iter().take(REASONS);
        let sentences: Vec<String> = reasons.map(|reason| sentence(document, analysis, id, *reason)).collect();
        (!sentences.is_empty()).then(|| (connection_title(document, id), sentences.join(" ")))
    };
    analysis.weak.iter().take(CALLOUTS).filter_map(|id| why(*id)).collect()
}

fn is_missing(connection: &Connection) -> bool {
    connection.stance == Stance::For
        && !connection.strands.is_unrated()
        && connection.points() == 0
        && connection.asked() > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Options, analyze};
    use crate::model::{Actor, ActorId, Edit, Level, Strands};

    /// A team and three customers, each connection rated so and with this need.
    #[track_caller]
    fn check(levels: [[u8; 3]; 3], expected: &str) {
        let mut document = Document::new("d".to_owned());
        let actor = |key: &str, kind| {
            Edit::AddActor(
                Box::new(Actor { key: key.to_owned(), name: key.to_owned(), kind, ..Actor::default() }),
                None,
            )
        };
        let mut edits = vec![actor("team", Kind::Team)];
        edits.extend(["a", "b", "c"].map(|key| actor(key, Kind::Customer)));
        for (i, [exchange, relationship, values]) in levels.into_iter().enumerate() {
            let mut cord = Connection::new(format!("c{i}"), ActorId(0), ActorId(i as u32 + 1));
            cord.strands = Strands::rated(exchange, relationship, values).unwrap();
            cord.need = Level::new(4);
            edits.push(Edit::AddConnection(Box::new(cord)));
        }
        let _ = document.apply(Edit::All(edits)).unwrap();
        assert_eq!(headline(&document, &analyze(&document, &Options::default())), expected);
    }

    #[test]
    fn the_most_telling_sentence_leads() {
        let (trade, none, full) = ([3, 0, 0], [0, 0, 0], [4, 4, 4]);
        check([trade, trade, full], "Two of three customer connections hang on give and take alone");
        check([none, none, none], "Three connections that the promise needs are not there yet");
        check([[2, 2, 2], full, full], "One customer group hangs on a single connection");
    }
}
