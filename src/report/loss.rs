//! What it would cost to lose some of the map, in sentences. A loss never reads like a gain.

use super::grammar::{count, list, of_hundred};
use super::sentences::{connection_title, name};
use crate::analysis::{Analysis, WhatIf};
use crate::model::{Document, Kind, Selection};

/// Names of those who are cut off; more are counted.
const NAMED: usize = 4;

/// "Without Mia, 30 of 100 pairs would still reach each other, not 45. Cut off: Press and Families."
///
/// Empty if nothing is away.
#[must_use]
pub fn loss_sentence(document: &Document, base: &Analysis, away: &Selection, loss: &WhatIf) -> String {
    let Some(lead) = without(document, away) else { return String::new() };
    let (now, then) = (of_hundred(base.cohesion.percent), of_hundred(loss.dials.cohesion.percent));
    let pairs = if then < now {
        format!("{lead}, {then} of 100 pairs would still reach each other, not {now}.")
    } else {
        format!("{lead}, as many pairs would still reach each other: {now} of 100.")
    };
    match cut_off_sentence(document, loss) {
        Some(cut) => format!("{pairs} {cut}"),
        None => pairs,
    }
}

/// "Cut off from the company: Press, Families and 3 others."; `None` if nobody is.
#[must_use]
pub fn cut_off_sentence(document: &Document, loss: &WhatIf) -> Option<String> {
    let mut names: Vec<String> = loss.cut_off.iter().take(NAMED).map(|id| name(document, *id)).collect();
    match loss.cut_off.len().saturating_sub(NAMED) {
        0 => {}
        1 => names.push("1 other".to_owned()),
        more => names.push(format!("{more} others")),
    }
    (!names.is_empty()).then(|| format!("Cut off from the company: {}.", list(&names)))
}

/// "Without Mia", "If the chair of Mia were empty", "Without 3 people and 2 connections".
fn without(document: &Document, away: &Selection) -> Option<String> {
    let actors: Vec<_> = away.actors.iter().filter_map(|id| document.actor(*id)).collect();
    let cords: Vec<_> = away.connections.iter().filter(|id| document.connection(**id).is_some()).collect();
    Some(match (actors.as_slice(), cords.as_slice()) {
        ([], []) => return None,
        ([one], []) if one.kind == Kind::Role => format!("If the chair of {} were empty", one.name),
        ([], [cord]) => format!("Without {}", connection_title(document, **cord)),
        (some, []) if some.len() <= NAMED => {
            let names: Vec<&str> = some.iter().map(|actor| actor.name.as_str()).collect();
            format!("Without {}", list(&names))
        }
        (some, []) => format!("Without {}", count(some.len(), "actor")),
        ([], cords) => format!("Without {}", count(cords.len(), "connection")),
        (some, cords) => {
            format!("Without {} and {}", count(some.len(), "actor"), count(cords.len(), "connection"))
        }
    })
}
