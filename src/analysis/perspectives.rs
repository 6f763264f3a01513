//! Ratings as somebody else sees them: a perspective, the most cautious view, and the gap between two.

use crate::model::{Connection, ConnectionId, Document, Level, Source, Strand, Strands};

/// The perspective of the company.
pub const COMPANY: &str = "company";
/// The perspective of the other side.
pub const OTHER: &str = "other";

/// How far apart the company and the other side rate one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Points as the company sees it, 0 to 15.
    pub company: u8,
    /// Points as the other side sees it, 0 to 15.
    pub other: u8,
    /// The strand on which they differ most; the first of several.
    pub strand: Strand,
    /// Levels by which the company's rating of that strand is higher, -5 to 5.
    pub widest: i8,
    /// Levels by which the two differ, over all strands that both have rated, 0 to 15.
    pub apart: u8,
    /// The other side's rating is our guess.
    pub guessed: bool,
}

/// A connection's ratings as a perspective sees them; what it has not rated is as agreed.
#[must_use]
pub fn seen_by(connection: &Connection, perspective: &str) -> Strands {
    let own = connection.ratings.get(perspective).map_or(Strands::UNRATED, |rating| rating.strands);
    Strands(Strand::ALL.map(|strand| own.get(strand).or_else(|| connection.strands.get(strand))))
}

/// Each strand at its lowest of the agreed rating and every perspective's; unrated ones are left out.
#[must_use]
pub fn cautious(connection: &Connection) -> Strands {
    let all = || connection.ratings.values().map(|rating| rating.strands).chain([connection.strands]);
    Strands(Strand::ALL.map(|strand| all().filter_map(|strands| strands.get(strand)).min()))
}

/// The gap between the company and the other side; `None` unless both have rated a same strand.
#[must_use]
pub fn gap(connection: &Connection) -> Option<Gap> {
    let (company, other) = (connection.ratings.get(COMPANY)?, connection.ratings.get(OTHER)?);
    let difference = |strand: Strand| {
        let level = |strands: Strands| strands.get(strand).map(Level::get);
        Some(level(company.strands)? as i8 - level(other.strands)? as i8)
    };
    let differences = Strand::ALL.into_iter().filter_map(|strand| Some((strand, difference(strand)?)));
    // Of several that differ as far the first is told.
    let (strand, widest) = differences.clone().rev().max_by_key(|(_, by)| by.unsigned_abs())?;
    Some(Gap {
        company: seen_by(connection, COMPANY).points(),
        other: seen_by(connection, OTHER).points(),
        strand,
        widest,
        apart: differences.map(|(_, by)| by.unsigned_abs()).sum(),
        guessed: other.source == Some(Source::Guess),
    })
}

/// The connections that both sides have rated, the widest apart first; as far apart: in file order.
#[must_use]
pub fn gaps(document: &Document) -> Vec<(ConnectionId, Gap)> {
    let mut gaps: Vec<_> = document.connections().filter_map(|(id, c)| Some((id, gap(c)?))).collect();
    gaps.sort_by_key(|(_, gap)| std::cmp::Reverse((gap.apart, gap.widest.unsigned_abs())));
    gaps
}
