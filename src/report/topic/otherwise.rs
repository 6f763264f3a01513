//! Other eyes and other years: two sides, shocks and forecasts, groups, and what passes each way.

use std::cmp::Ordering;

use super::super::grammar::{count, number, of_hundred, points};
use super::super::reasons::{contested, one_sided};
use super::super::section::Finding;
use super::super::sentences::{connection_title, strand_in_text};
use super::Said;
use crate::analysis::{Analysis, CAUTIOUS, COMPANY, FullAnalysis, Gap, Group, OTHER, Reason, YEARS, gaps};
use crate::model::{ActorId, Document, Strand};

/// A group this much less open than even mixing would make it, of 2, keeps to itself.
const CLOSED: f64 = 0.25;
/// The chances that one point snaps in the years that are told beside the bad one; both are in [`YEARS`].
const MILD: f64 = YEARS[5];
const HARD: f64 = YEARS[1];

pub(super) fn two_sides(document: &Document) -> Said {
    let all = gaps(document);
    let alike = all.iter().filter(|(_, gap)| gap.apart == 0).count();
    let findings: Vec<Finding> = (all.iter().filter(|(_, gap)| gap.apart > 0))
        .filter_map(|(id, gap)| {
            let words = contested(document.connection(*id)?, gap);
            let finding = Finding::titled(connection_title(document, *id), format!("{words} {}", which(gap)));
            Some(finding.figure(format!("{} | {}", gap.company, gap.other)).at_connections([*id]))
        })
        .collect();
    let lead = match (all.len(), alike) {
        (0, _) => return Said::default(),
        (1, 1) => "Both sides rated one connection, and say the same.".to_owned(),
        (rated, 0) => format!("Both sides rated {}, and agree on none.", count(rated, "connection")),
        (rated, same) if rated == same => format!("Both sides rated {} and say the same.", count(rated, "connection")),
        (rated, same) => format!("Both sides rated {}; they agree on {}.", count(rated, "connection"), number(same)),
    };
    (vec![Finding::remark(lead)], findings)
}

/// Which kind of gap it is.
fn which(gap: &Gap) -> &'static str {
    match (gap.company.cmp(&gap.other), gap.guessed) {
        (Ordering::Greater, false) => "We think it stronger than they do.",
        (Ordering::Less, false) => "It is stronger than we knew.",
        (Ordering::Greater, true) => "We may think it stronger than they do.",
        (Ordering::Less, true) => "It may be stronger than we know.",
        (Ordering::Equal, _) => "The sum is the same, the strands are not.",
    }
}

pub(super) fn otherwise(document: &Document, base: &Analysis, full: &FullAnalysis) -> Said {
    if base.strength.points == 0 || base.counted < 2 {
        return Said::default();
    }
    let now = of_hundred(base.cohesion.percent);
    let finding = |title: String, percent: f64| {
        let then = of_hundred(percent);
        let compared = match then.cmp(&now) {
            Ordering::Less => format!("{then} of 100 pairs, not {now}."),
            Ordering::Equal => format!("{then} of 100 pairs, as now."),
            Ordering::Greater => format!("{then} of 100 pairs, up from {now}."),
        };
        Finding::titled(title, compared).figure(then.to_string())
    };
    let mut findings: Vec<Finding> = Strand::ALL
        .map(|strand| finding(format!("If all {} broke at once", strand_in_text(strand)), full.shock[strand.index()]))
        .into();
    let is_rated = |key: &str| document.connections().any(|(_, c)| c.ratings.contains_key(key));
    let anybody = document.connections().any(|(_, c)| !c.ratings.is_empty());
    for (key, percent) in &full.perspectives {
        let title = match key.as_str() {
            COMPANY => "As we see it".to_owned(),
            OTHER => "As they see it".to_owned(),
            CAUTIOUS => "Taking the lowest that anybody says".to_owned(),
            key => {
                let named = document.perspectives().find(|perspective| perspective.key == key);
                named.map_or_else(|| key.to_owned(), |perspective| perspective.name.clone())
            }
        };
        if is_rated(key) || (key == CAUTIOUS && anybody) {
            findings.push(finding(title, *percent));
        }
    }
    if document.connections().any(|(_, c)| c.trend.is_some()) {
        let strength = format!("Brand strength would go from {} to {}.", base.strength.points, full.forecast.strength);
        let mut next = finding("If every trend goes one step on".to_owned(), full.forecast.cohesion);
        next.words = format!("{} {strength}", next.words);
        findings.push(next);
    }
    for (snaps, title) in [(MILD, "In a milder year"), (HARD, "In a harder year")] {
        findings.extend(
            full.years.iter().find(|year| year.snaps == snaps).map(|year| finding(title.to_owned(), year.cohesion)),
        );
    }
    let lead = format!("In a bad year, {now} of 100 pairs would still reach each other. The same year otherwise:");
    (vec![Finding::remark(lead)], findings)
}

pub(super) fn groups(document: &Document, base: &Analysis, full: &FullAnalysis) -> Said {
    if base.groups.len() < 2 {
        return Said::default();
    }
    let mut order: Vec<(&Group, f64, f64)> =
        (full.groups.iter()).filter_map(|group| Some((group, group.e_i?, group.e_i_chance?))).collect();
    order.sort_by(|a, b| (a.1 - a.2).total_cmp(&(b.1 - b.2)));
    let members = |name: &str| -> Vec<ActorId> {
        document.actors().filter(|(_, actor)| actor.group.trim() == name).map(|(id, _)| id).collect()
    };
    let said = |(group, found, chance): (&Group, f64, f64)| {
        let of_points = |balance: f64| of_hundred(50.0 * (1.0 + balance));
        let (out, even) = (of_points(found), of_points(chance));
        let verdict = if found < chance - CLOSED { "Keeps to itself" } else { "Is open" };
        let words = format!(
            "{verdict}. Of 100 of its points, {out} lead out of the group; if everybody mixed evenly, {even} would."
        );
        // By the measure that the verdict goes by: how large a group is says how much could lead out of it.
        let figure = match out.cmp(&even) {
            Ordering::Less => format!("{} below even", even - out),
            Ordering::Equal => "even".to_owned(),
            Ordering::Greater => format!("{} above even", out - even),
        };
        Finding::titled(group.name.clone(), words).figure(figure).at_actors(members(&group.name))
    };
    let closed = order.partition_point(|(_, found, chance)| *found < chance - CLOSED);
    let open = order.split_off(closed);
    let mut findings: Vec<Finding> = order.into_iter().map(said).collect();
    let mut empty = Vec::new();
    for (row, name) in base.groups.iter().enumerate() {
        for (column, other) in base.groups.iter().enumerate().skip(row + 1) {
            if base.points_between.get(row).and_then(|row| row.get(column)) == Some(&0) {
                empty.push(
                    Finding::titled(format!("{name} – {other}"), format!("Nothing joins {name} and {other} yet."))
                        .figure(points(0))
                        .at_actors(members(name).into_iter().chain(members(other))),
                );
            }
        }
    }
    let pairs = base.groups.len() * (base.groups.len() - 1) / 2;
    let lead = match empty.len() {
        0 => "Something joins every two groups.".to_owned(),
        none => format!("Of {pairs} pairs of groups, nothing joins {} yet.", number(none)),
    };
    findings.extend(empty);
    findings.extend(open.into_iter().map(said));
    (vec![Finding::remark(lead)], findings)
}

pub(super) fn give_and_get(document: &Document, base: &Analysis) -> Said {
    let Some(even) = crate::analysis::reciprocity(document) else { return Said::default() };
    let back = of_hundred(100.0 * even);
    let lead = format!("For every 100 that one side gives, {back} come back.");
    let uneven = (base.connections.iter()).filter(|(_, f)| f.reasons.contains(&Reason::OneSided)).map(|(id, _)| *id);
    let mut findings: Vec<(u8, Finding)> = uneven
        .filter_map(|id| {
            let connection = document.connection(id)?;
            let (ab, ba) = (connection.flow.ab?.get(), connection.flow.ba?.get());
            let finding = Finding::titled(connection_title(document, id), one_sided(document, connection));
            Some((ab.abs_diff(ba), finding.figure(format!("{ab} | {ba}")).at_connections([id])))
        })
        .collect();
    findings.sort_by_key(|(uneven, _)| std::cmp::Reverse(*uneven));
    (vec![Finding::remark(lead)], findings.into_iter().map(|(_, finding)| finding).collect())
}
