//! What holds, what works against us, and what is not there yet.

use super::super::grammar::{count, list, number, of_hundred};
use super::super::reasons::strained;
use super::super::section::Finding;
use super::super::sentences::{
    against_sentence, cohesion_word, connection_title, dial_sentences, name, strand_in_text,
};
use super::Said;
use crate::analysis::{Analysis, FullAnalysis};
use crate::model::{Connection, ConnectionId, Document, Kind, Strand, words};

/// From so many points on a connection may be called strong.
const STRONG: u8 = 8;
const STRONGEST: usize = 3;

pub(super) fn holds(document: &Document, base: &Analysis, full: Option<&FullAnalysis>) -> Said {
    if base.connections.is_empty() {
        let words = "Nothing is connected yet: draw a line, rate it, and the three numbers begin.";
        return (vec![Finding::remark(words)], Vec::new());
    }
    let [strength, cohesion, needs] = dial_sentences(base);
    let word = if base.counted < 2 || base.is_unrated() {
        String::new()
    } else {
        format!(" That is {}.", cohesion_word(base))
    };
    let together = Finding::titled(words::COHESION, format!("{cohesion}{word}"));
    let covered = Finding::titled(words::NEEDS_MET, needs);
    let share = |percent: f64| format!("{} of 100", of_hundred(percent));
    let mut findings = vec![
        Finding::titled(words::BRAND_STRENGTH, strength),
        if base.counted < 2 { together } else { together.figure(share(base.cohesion.percent)) },
        match base.needs.percent {
            Some(percent) => covered.figure(share(percent)),
            None => covered,
        },
    ];
    findings.extend(strongest(document, base));
    findings.extend(kinds_of_strand(base));
    findings.extend(full.and_then(|full| worst_shock(base, full)));
    if base.pieces > 1 {
        let pieces = number(base.pieces);
        findings.push(Finding::remark(format!("The map is in {pieces} pieces that nothing joins yet.")));
    }
    (Vec::new(), findings)
}

fn strongest(document: &Document, base: &Analysis) -> Option<Finding> {
    let mut order: Vec<(ConnectionId, u8)> = base.connections.iter().map(|(id, f)| (*id, f.points)).collect();
    order.retain(|(id, points)| *points >= STRONG && document.connection(*id).is_some());
    order.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    order.truncate(STRONGEST);
    let titles: Vec<String> = order.iter().map(|(id, _)| connection_title(document, *id)).collect();
    let verb = if titles.len() == 1 { "The strongest connection" } else { "The strongest connections" };
    (!titles.is_empty()).then(|| {
        Finding::remark(format!("{verb}: {}.", list(&titles))).at_connections(order.into_iter().map(|(id, _)| id))
    })
}

/// Which kind of strand carries the map.
fn kinds_of_strand(base: &Analysis) -> Option<Finding> {
    let sums = base.strength.by_strand;
    let most = Strand::ALL.into_iter().rev().max_by_key(|strand| sums[strand.index()])?;
    let least = Strand::ALL.into_iter().min_by_key(|strand| sums[strand.index()])?;
    (sums[most.index()] > sums[least.index()]).then(|| {
        let (most, least) = (strand_in_text(most), strand_in_text(least));
        Finding::remark(format!("Most of the strength lies in {most}, least in {least}."))
    })
}

/// What would be left if the kind of strand that most depends on broke everywhere at once.
fn worst_shock(base: &Analysis, full: &FullAnalysis) -> Option<Finding> {
    if base.strength.points == 0 || base.counted < 2 {
        return None;
    }
    let left = |strand: &Strand| full.shock[strand.index()];
    let worst = Strand::ALL.into_iter().min_by(|a, b| left(a).total_cmp(&left(b)))?;
    let (kind, left) = (strand_in_text(worst), of_hundred(left(&worst)));
    Some(Finding::remark(format!("If all {kind} broke at once, {left} of 100 pairs would be left in a bad year.")))
}

pub(super) fn against(document: &Document, base: &Analysis) -> Said {
    let findings = (base.against.connections.iter())
        .filter_map(|id| {
            let words = strained(document.connection(*id)?);
            Some(Finding::titled(connection_title(document, *id), words).at_connections([*id]))
        })
        .collect();
    let lead = against_sentence(base).map(Finding::remark);
    (lead.into_iter().collect(), findings)
}

pub(super) fn loose(document: &Document, base: &Analysis) -> Said {
    let mut findings = Vec::new();
    if !base.parked.is_empty() {
        let names: Vec<String> = base.parked.iter().map(|id| name(document, *id)).collect();
        let words = format!("{}: {}.", words::PARKED, list(&names));
        findings.push(Finding::remark(words).at_actors(base.parked.iter().copied()));
    }
    let pencil = |id: &&ConnectionId| document.connection(**id).is_some_and(|c: &Connection| c.sketch.is_some());
    let sketched = base.unrated.iter().filter(pencil).count();
    if !base.unrated.is_empty() {
        let also = match sketched {
            0 => String::new(),
            all if all == base.unrated.len() => " Drawn in pencil, so not counted.".to_owned(),
            some => format!(" {} drawn in pencil, so not counted.", number_first(some, "of them is", "of them are")),
        };
        let words = format!("Not rated yet: {}.{also}", count(base.unrated.len(), "connection"));
        findings.push(Finding::remark(words).at_connections(base.unrated.iter().copied()));
    }
    let partly = (document.connections())
        .filter(|(_, c)| !c.strands.is_unrated() && !c.strands.is_complete())
        .map(|(id, _)| id)
        .collect::<Vec<_>>();
    if !partly.is_empty() {
        let words = format!("Rated in part: {}.", count(partly.len(), "connection"));
        findings.push(Finding::remark(words).at_connections(partly));
    }
    findings.extend(missing_kinds(document));
    (Vec::new(), findings)
}

fn number_first(count: usize, one: &str, many: &str) -> String {
    let words = super::super::grammar::capitalized(&number(count));
    format!("{words} {}", if count == 1 { one } else { many })
}

/// The widened customer: employees, investors, media and communities are customers, too.
fn missing_kinds(document: &Document) -> Option<Finding> {
    let kinds: [(&str, &[Kind]); 5] = [
        ("customers", &[Kind::Customer]),
        ("employees", &[Kind::Team, Kind::Role]),
        ("investors", &[Kind::Investor]),
        ("media", &[Kind::Media]),
        ("communities", &[Kind::Community, Kind::Society]),
    ];
    let missing: Vec<&str> = (kinds.into_iter())
        .filter(|(_, kinds)| !document.actors().any(|(_, actor)| kinds.contains(&actor.kind)))
        .map(|(word, _)| word)
        .collect();
    (document.actors().len() > 0 && !missing.is_empty())
        .then(|| Finding::remark(format!("Nobody on the map yet: {}.", list(&missing))))
}
