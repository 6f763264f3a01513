//! Customers in focus: the seven signs that they are not, and the promise check of each.

use super::super::grammar::{capitalized, number};
use super::super::section::Finding;
use super::super::sentences::name;
use super::Said;
use crate::analysis::{Finding as Found, Secret, secrets, signs};
use crate::model::Document;

/// The seven signs, and what the rule looks at.
const SIGNS: [(&str, &str); 7] = [
    (
        "Pitches talk about products, not needs",
        "sales or marketing sell more than they are trusted, and little is shared",
    ),
    ("No formal feedback", "from some customers nothing comes back to anybody inside"),
    ("Top executives do not meet customers", "no leader has a customer who at least deals politely with them"),
    ("Incentives rest on our own numbers", "what matters to customers is measured by our numbers, or by none"),
    ("No segments or personas", "fewer than two kinds of customers, or some whose goal is not written down"),
    ("The same message to everyone", "marketing speaks to all customers alike and through the same channels"),
    ("The mission is about us", "the mission names no customer and nothing that customers hold dear"),
];

/// The sign's sentence, 1 to 7; empty for any other number.
#[must_use]
pub fn sign_title(number: u8) -> &'static str {
    usize::from(number).checked_sub(1).and_then(|at| SIGNS.get(at)).map_or("", |(title, _)| title)
}

pub(super) fn signs_said(document: &Document) -> Said {
    if document.actors().len() == 0 {
        return Said::default();
    }
    let all = signs(document);
    let findings = (all.iter())
        .map(|sign| {
            let (title, looks_at) = SIGNS[usize::from(sign.number - 1)];
            let room = document.meta().signs.get(&sign.number).map(|answer| answer.key());
            let map = match sign.finding {
                Found::Yes => format!("The map says yes: {looks_at}."),
                Found::Partly => format!("The map says partly: {looks_at}."),
                Found::No => "The map says no.".to_owned(),
                Found::Unknown => "The map does not say yet.".to_owned(),
            };
            let words = match room {
                None => map,
                Some("unknown") => format!("{map} The room does not know."),
                Some(word) if word == sign.finding.code() => format!("{map} So says the room."),
                Some(word) if sign.finding == Found::Unknown => format!("{map} The room says {word}."),
                Some(word) => format!("{map} The room says {word}: worth talking about."),
            };
            Finding::titled(title, words).figure(sign.finding.code()).at_connections(sign.connections.iter().copied())
        })
        .collect();
    let found = |finding| all.iter().filter(|sign| sign.finding == finding).count();
    let shown = match found(Found::Yes) {
        0 => "none".to_owned(),
        some => number(some),
    };
    let lead = match found(Found::Unknown) {
        0 => format!("The map shows {shown} of the seven signs."),
        unknown if unknown == all.len() => "The map says nothing of the seven signs yet.".to_owned(),
        unknown => format!("The map shows {shown} of the seven signs, and says nothing of {} yet.", number(unknown)),
    };
    (vec![Finding::remark(lead)], findings)
}

pub(super) fn promise_check(document: &Document) -> Said {
    let mut all = secrets(document);
    let holds = all.iter().filter(|secret| secret.missing().is_none()).count();
    let lead = match (all.len(), holds) {
        (0, _) => return Said::default(),
        (1, 1) => "The thread to the one customer holds.".to_owned(),
        (1, _) => "The thread to the one customer does not hold yet.".to_owned(),
        (customers, 0) => format!("None of {} customers is on a thread that holds yet.", number(customers)),
        (customers, all) if customers == all => "Every customer is on a thread that holds.".to_owned(),
        (customers, some) => {
            let verb = if some == 1 { "is" } else { "are" };
            let some = capitalized(&number(some));
            format!("{some} of {} customers {verb} on a thread that holds.", number(customers))
        }
    };
    // What is nearest to holding is the easiest to tie.
    all.sort_by_key(|secret| std::cmp::Reverse(secret.knots.iter().filter(|tied| **tied).count()));
    let findings = (all.iter())
        .map(|secret| {
            let tied = secret.knots.iter().filter(|tied| **tied).count();
            Finding::titled(name(document, secret.customer), thread(secret))
                .figure(format!("{tied} of 3"))
                .at_actors([secret.customer])
        })
        .collect();
    (vec![Finding::remark(lead)], findings)
}

fn thread(secret: &Secret) -> &'static str {
    match secret.missing() {
        None => "The thread holds: a goal, somebody who is measured by it, and who knows them.",
        Some(1) => "What they want is not written down yet.",
        Some(2) => "Nobody on the map yet looks after what they need most, measured by what they would notice.",
        Some(_) => "Who looks after them does not know them well yet, or hears too little back.",
    }
}
