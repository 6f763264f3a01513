//! What would hold most together, new connections worth a thought, and who looks after what.

use super::super::actions::{action_sentence, soonest_first};
use super::super::grammar::{capitalized, count, gain, list, number, of_hundred, points};
use super::super::reasons::doer;
use super::super::section::Finding;
use super::super::sentences::{act_next, connection_title, name, next_step_sentence};
use super::Said;
use crate::analysis::{Analysis, FullAnalysis, Suggestion, Why, common_ground, num_tied};
use crate::model::{ActorId, Connection, ConnectionId, Document, Kind, Level, Stance};

pub(super) fn first(document: &Document, base: &Analysis, full: &FullAnalysis) -> Said {
    let mut lead = Vec::new();
    if let Some((first, words)) = act_next(document, base, Some(full)) {
        lead.push(Finding::remark(words).at_connections([first]));
    }
    if !full.plan.is_empty() {
        let sum: f64 = full.plan.iter().map(|step| step.actual_gain).sum();
        let (now, then) = (of_hundred(base.cohesion.percent), of_hundred(base.cohesion.percent + sum));
        let steps = count(full.plan.len(), "repair");
        let words = if then > now {
            format!("{}, one after the other, would take {now} of 100 pairs to {then}.", capitalized(&steps))
        } else {
            format!("{}, one after the other, each of which holds a little more together.", capitalized(&steps))
        };
        let words = format!("{words} What each adds is counted with those before it done.");
        lead.push(Finding::remark(words).at_connections(full.plan.iter().map(|step| step.connection)));
    }
    let findings: Vec<Finding> = (full.plan.iter())
        .map(|step| {
            let first = next_step_sentence(document, step.connection).unwrap_or_default();
            let (gain, to) = (gain(step.actual_gain), points(u32::from(step.to)));
            let words = format!("From {} to {to}: {gain} of 100 pairs. First: {first}", step.from);
            Finding::titled(connection_title(document, step.connection), words)
                .figure(gain)
                .at_connections([step.connection])
        })
        .collect();
    if lead.is_empty() && findings.is_empty() {
        lead.push(Finding::remark("Rate what matters most, and this list will begin."));
    }
    (lead, findings)
}

pub(super) fn taken(document: &Document) -> Said {
    let findings = (soonest_first(document).into_iter())
        .map(|action| Finding::remark(action_sentence(document, action)).at_connections([action.connection]))
        .collect();
    (Vec::new(), findings)
}

pub(super) fn new_lines(document: &Document, full: &FullAnalysis) -> Said {
    // What more than its gain speaks for is told first: people can do something with a reason.
    let mut order: Vec<&Suggestion> = full.suggestions.iter().collect();
    order.sort_by_key(|pair| pair.why == Why::Gain);
    let gains: Vec<(f64, f64)> = order.iter().map(|pair| (pair.gain, pair.gain_error)).collect();
    let mut lead = Vec::new();
    if num_tied(&gains) == gains.len() && gains.len() > 1 {
        lead.push(Finding::remark("All of these would hold about equally much together."));
    }
    let findings = (order.into_iter())
        .map(|pair| {
            let (a, b) = (name(document, pair.a), name(document, pair.b));
            let words = format!("{}.", capitalized(&why(document, pair)));
            Finding::titled(format!("{a} – {b}"), words).figure(gain(pair.gain)).at_actors([pair.a, pair.b])
        })
        .collect();
    (lead, findings)
}

fn why(document: &Document, pair: &Suggestion) -> String {
    match pair.why {
        Why::Rule => by_rule(document, pair).to_owned(),
        Why::Triangle => format!("both are close to {}", list(&common_friends(document, pair))),
        Why::Gain => "much that is apart would meet there".to_owned(),
        Why::Untapped => {
            let values = common_ground(document, pair.a, pair.b);
            let names: Vec<&str> =
                values.iter().filter_map(|id| document.value(*id)).map(|value| value.name.as_str()).collect();
            format!("both stand for {}", list(&names))
        }
    }
}

/// Who joins the two already: those with the strongest ways, at most two.
fn common_friends(document: &Document, pair: &Suggestion) -> Vec<String> {
    let points = |id: ConnectionId| document.connection(id).map_or(0, Connection::points);
    let mut friends: Vec<(ActorId, u8)> = (document.connections_of(pair.a))
        .filter(|(_, connection)| connection.stance == Stance::For)
        .filter_map(|(id, connection)| {
            let friend = connection.other(pair.a)?;
            let other = document.between(friend, pair.b)?;
            let is_for = document.connection(other)?.stance == Stance::For;
            Some((friend, points(id).min(points(other)))).filter(|(_, weaker)| is_for && *weaker > 0)
        })
        .collect();
    friends.sort_by_key(|(_, weaker)| std::cmp::Reverse(*weaker));
    friends.into_iter().take(2).map(|(friend, _)| name(document, friend)).collect()
}

/// What each rule is for.
fn by_rule(document: &Document, pair: &Suggestion) -> &'static str {
    let ends = || [pair.a, pair.b].into_iter().filter_map(|id| document.actor(id));
    let tagged = |tag: &str| ends().any(|actor| actor.tags.iter().any(|word| word.trim().eq_ignore_ascii_case(tag)));
    if !ends().any(|actor| actor.kind == Kind::Customer) {
        "nothing joins their groups yet"
    } else if tagged("leadership") {
        "leaders should meet every kind of customer"
    } else if tagged("product") {
        "who makes it should know who uses it"
    } else {
        "nobody inside is trusted there yet"
    }
}

pub(super) fn care(document: &Document, base: &Analysis) -> Said {
    let care = crate::analysis::care(document);
    let mut findings: Vec<Finding> = (care.owners.iter().filter(|owner| owner.is_busy()))
        .map(|owner| {
            let who = document.party_name(&owner.party).trim();
            let all = count(owner.connections.len(), "connection");
            let words = format!("{} are in the care of {who} alone.", capitalized(&all));
            Finding::titled(who, words)
                .figure(owner.connections.len().to_string())
                .at_connections(owner.connections.iter().copied())
        })
        .collect();
    let rank = |id| base.weak.iter().position(|weak| *weak == id).unwrap_or(usize::MAX);
    let mut nobodys: Vec<_> = care.vital.iter().filter(|(_, owner)| owner.is_none()).map(|(id, _)| *id).collect();
    nobodys.sort_by_key(|id| (doer(document, *id).is_some(), rank(*id)));
    findings.extend(nobodys.iter().map(|id| {
        let need = document.connection(*id).and_then(|connection| connection.need);
        let why = if need >= Some(Level::MAX) { "Without it we are not us" } else { "The promise breaks without it" };
        let words = match doer(document, *id) {
            Some(who) => format!("{why}. {who} takes the first step; nobody looks after it for good yet."),
            None => format!("{why}, and nobody looks after it yet."),
        };
        Finding::titled(connection_title(document, *id), words).at_connections([*id])
    }));
    findings.extend(care.vital.iter().filter_map(|(id, owner)| {
        let words = format!("In the care of {}.", document.party_name(owner.as_ref()?).trim());
        Some(Finding::titled(connection_title(document, *id), words).at_connections([*id]))
    }));
    let lead = match (care.vital.len(), nobodys.len()) {
        (0, _) => None,
        (all, 0) => Some(format!("Somebody looks after {}.", the_key_ones(all))),
        (1, _) => Some("Nobody looks after the one connection that the promise needs yet.".to_owned()),
        (all, none) if all == none => {
            Some(format!("The promise needs {} connections, and nobody looks after any of them yet.", number(all)))
        }
        (all, none) => Some(format!(
            "Of {} that the promise needs, {} {} nobody's yet.",
            count(all, "connection"),
            number(none),
            if none == 1 { "is" } else { "are" }
        )),
    };
    (lead.map(|words| Finding::remark(words).at_connections(nobodys)).into_iter().collect(), findings)
}

fn the_key_ones(all: usize) -> String {
    match all {
        1 => "the one connection that the promise needs".to_owned(),
        all => format!("all {} connections that the promise needs", number(all)),
    }
}
