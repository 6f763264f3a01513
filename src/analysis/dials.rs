//! The first and the third dial, and what works against us: plain sums over connections.

use super::{Against, BrandStrength, NeedsMet};
use crate::model::{Connection, ConnectionId, Document, Stance, Strands};

/// Brand strength: the number of strands rated above 0 times their mean rating; 0 without any.
pub(super) fn strength(document: &Document) -> BrandStrength {
    strength_of(for_us(document).map(|(_, connection)| connection.strands))
}

/// Brand strength of some ratings.
pub(super) fn strength_of(ratings: impl Iterator<Item = Strands>) -> BrandStrength {
    let mut strength = BrandStrength::default();
    for strands in ratings {
        strength.points += u32::from(strands.points());
        strength.threads += strands.threads() as u32;
        for (sum, level) in strength.by_strand.iter_mut().zip(strands.counts()) {
            *sum += u32::from(level);
        }
    }
    if strength.threads > 0 {
        strength.mean = f64::from(strength.points) / f64::from(strength.threads);
    }
    strength
}

/// Needs met: the share of the points asked for that is there; unrated counts as nothing there.
pub(super) fn needs(document: &Document) -> NeedsMet {
    needs_of(for_us(document).map(|(_, connection)| (connection.asked(), connection.points())))
}

/// Needs met of some (points asked for, points there).
pub(super) fn needs_of(connections: impl Iterator<Item = (u8, u8)>) -> NeedsMet {
    let mut needs = NeedsMet::default();
    for (asked, points) in connections {
        needs.asked += u32::from(asked);
        needs.met += u32::from(points.min(asked));
    }
    needs.short = needs.asked - needs.met;
    needs.percent = (needs.asked > 0).then(|| 100.0 * f64::from(needs.met) / f64::from(needs.asked));
    needs
}

/// Connections that are strained or against us, and their points.
pub(super) fn against(document: &Document) -> Against {
    let mut against = Against::default();
    for (id, connection) in document.connections().filter(|(_, c)| c.stance != Stance::For) {
        against.points += u32::from(connection.points());
        against.connections.push(id);
    }
    against
}

/// The connections that count in the dials, in file order.
pub(super) fn for_us(document: &Document) -> impl Iterator<Item = (ConnectionId, &Connection)> + Clone {
    document.connections().filter(|(_, connection)| connection.stance == Stance::For)
}
