//! What is weak, on whom much depends, what customers hang on.

use std::collections::BTreeSet;

use super::super::grammar::{capitalized, count, list, number, of_hundred};
use super::super::headline::trade_alone;
use super::super::section::Finding;
use super::super::sentence;
use super::super::sentences::{connection_title, keystone_sentence, name};
use super::Said;
use crate::analysis::{Analysis, Lifeline, num_tied};
use crate::model::{ActorId, ConnectionId, Document};

pub(super) fn weak(document: &Document, base: &Analysis) -> Said {
    let findings: Vec<Finding> = (base.weak.iter())
        .filter_map(|id| {
            let reasons = &base.connections.get(id)?.reasons;
            let sentences: Vec<String> = reasons.iter().map(|reason| sentence(document, base, *id, *reason)).collect();
            Some(Finding::titled(connection_title(document, *id), sentences.join(" ")).at_connections([*id]))
        })
        .collect();
    let mut lead = Vec::new();
    let trade = trade_alone(document);
    if !trade.alone.is_empty() {
        lead.push(Finding::remark(format!("{}.", trade.sentence())).at_connections(trade.alone));
    }
    if findings.is_empty() {
        lead.push(Finding::remark(match document.connections().len() {
            0 => "Draw a connection and rate it, and the weakest will stand here.",
            all if all == base.unrated.len() => "Nothing is rated yet.",
            _ => "Nothing that is rated shows a weakness.",
        }));
    }
    lead.extend(uncared(document, base));
    (lead, findings)
}

/// What is strong enough, and nobody cares for it or would see it fade.
fn uncared(document: &Document, base: &Analysis) -> Option<Finding> {
    let weak: BTreeSet<ConnectionId> = base.weak.iter().copied().collect();
    let is_uncared = |id: &ConnectionId| {
        let rated = document.connection(*id).is_some_and(|connection| !connection.strands.is_unrated());
        rated && !weak.contains(id) && base.connections.get(id).is_some_and(|figures| !figures.reasons.is_empty())
    };
    let found: Vec<ConnectionId> = base.connections.keys().copied().filter(is_uncared).collect();
    let words = match found.len() {
        1 => {
            "Another one is strong enough, but it is nobody's, only guessed, or nothing would show it fade.".to_owned()
        }
        all => format!(
            "{} others are strong enough, but each is nobody's, only guessed, or nothing would show it fade.",
            capitalized(&number(all))
        ),
    };
    (!found.is_empty()).then(|| Finding::remark(words).at_connections(found))
}

pub(super) fn keystones(document: &Document, base: &Analysis) -> Said {
    let mut order: Vec<(ActorId, f64, f64)> = (base.actors.iter())
        .filter(|(_, figures)| figures.is_keystone)
        .map(|(id, figures)| (*id, figures.keystone, figures.keystone_error))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let tied = num_tied(&order.iter().map(|(_, loss, error)| (*loss, *error)).collect::<Vec<_>>());
    let mut lead = Vec::new();
    if tied > 1 {
        let first: Vec<ActorId> = order[..tied].iter().map(|(id, ..)| *id).collect();
        let names: Vec<String> = first.iter().map(|id| name(document, *id)).collect();
        lead.push(Finding::remark(format!("About equally much depends on {}.", list(&names))).at_actors(first));
    }
    let findings: Vec<Finding> = (order.into_iter())
        .filter_map(|(id, loss, _)| {
            let words = keystone_sentence(document, base, id)?;
            let finding = Finding::titled(name(document, id), words).at_actors([id]);
            Some(finding.figure(format!("{} of 100", of_hundred(loss))))
        })
        .collect();
    if findings.is_empty() && base.strength.points > 0 {
        lead.push(Finding::remark("Nobody alone holds others together."));
    }
    (lead, findings)
}

pub(super) fn lifelines(document: &Document, base: &Analysis) -> Said {
    let mut order: Vec<&Lifeline> = base.lifelines.iter().collect();
    order.sort_by_key(|lifeline| lifeline.points);
    let findings = (order.into_iter())
        .map(|lifeline| {
            let customer = name(document, lifeline.customer);
            let words = if lifeline.cut.is_empty() {
                format!("Nothing with a rating joins {customer} to the company yet.")
            } else {
                let cut: Vec<String> = lifeline.cut.iter().map(|id| connection_title(document, *id)).collect();
                let verb = if cut.len() == 1 { "holds" } else { "hold" };
                format!("Only {} {verb} {customer}: {}.", count(cut.len(), "connection"), list(&cut))
            };
            Finding::titled(customer, words)
                .figure(super::super::grammar::points(lifeline.points))
                .at_actors([lifeline.customer])
                .at_connections(lifeline.cut.iter().copied())
        })
        .collect();
    (Vec::new(), findings)
}
