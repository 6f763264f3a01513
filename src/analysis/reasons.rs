//! The fourteen senses in which a connection is weak: a set of reasons, never one blended score.
//! Only the rules; their sentences live in `report`.

use std::collections::{BTreeMap, BTreeSet};

use super::care::owner;
use super::lifelines::Lifeline;
use super::perspectives::gap;
use super::structure::Structure;
use crate::model::{
    ActorId, Authority, Confidence, Connection, ConnectionId, Date, Document, Kind, Kpi, Level, Stance, Strand, Trend,
    ValueId,
};

/// A sense in which a connection is weak. The order is that of every list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Fewer points than its need asks for.
    BelowNeed,
    /// Only one strand, and it matters.
    SingleStrand,
    /// One side gives much more than it gets.
    OneSided,
    /// Nothing else joins these two sides.
    FragileBridge,
    /// A customer hangs on it.
    Lifeline,
    /// It matters and nobody looks after it.
    Unowned,
    /// It matters and nothing would show it, or our own number measures it.
    Unmeasured,
    /// Both sides rate it differently.
    Contested,
    /// Losing strength.
    Fading,
    /// Needed, and nothing there.
    Missing,
    /// Common ground that nothing is built on.
    Untapped,
    /// A guess, or not looked at for half a year.
    Unsure,
    /// The owner cannot put it right.
    Powerless,
    /// Works against us.
    Strained,
}

impl Reason {
    /// It makes the connection itself weak. The others say that nobody cares for it or knows it well: a strong
    /// connection that has only such is not among the weak.
    #[must_use]
    pub const fn weakens(self) -> bool {
        !matches!(self, Self::Unowned | Self::Unmeasured | Self::Unsure | Self::Powerless)
    }

    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BelowNeed => "below_need",
            Self::SingleStrand => "single_strand",
            Self::OneSided => "one_sided",
            Self::FragileBridge => "fragile_bridge",
            Self::Lifeline => "lifeline",
            Self::Unowned => "unowned",
            Self::Unmeasured => "unmeasured",
            Self::Contested => "contested",
            Self::Fading => "fading",
            Self::Missing => "missing",
            Self::Untapped => "untapped",
            Self::Unsure => "unsure",
            Self::Powerless => "powerless",
            Self::Strained => "strained",
        }
    }
}

/// From here on a connection matters enough to ask for more than one strand.
const IMPORTANT: u8 = 3;
/// From here on the promise breaks without it: somebody has to look after it.
pub(super) const VITAL: u8 = 4;
/// A difference of levels that a room can see.
const FAR_APART: u8 = 2;
/// Half a year: a rating older than this is worth checking.
const STALE_DAYS: i64 = 183;

/// What the rules need to know of the map as a whole.
pub(super) struct Facts<'a> {
    fragile: &'a BTreeSet<ConnectionId>,
    lifelines: BTreeSet<ConnectionId>,
    today: Option<Date>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(structure: &'a Structure, thin: &[Lifeline], today: Option<Date>) -> Self {
        let lifelines = thin.iter().flat_map(|lifeline| lifeline.cut.iter().copied()).collect();
        Self { fragile: &structure.between_counted, lifelines, today }
    }

    /// The reasons of all connections.
    pub(super) fn all(&self, document: &Document) -> BTreeMap<ConnectionId, Vec<Reason>> {
        document.connections().map(|(id, connection)| (id, self.reasons(document, id, connection))).collect()
    }

    /// Every reason to call a connection weak, in their order.
    fn reasons(&self, document: &Document, id: ConnectionId, connection: &Connection) -> Vec<Reason> {
        let mut reasons = self.of_care(document, connection);
        if connection.stance != Stance::For {
            reasons.push(Reason::Strained);
        } else if !connection.strands.is_unrated() {
            reasons.extend(self.of_strands(document, id, connection));
        }
        reasons.sort_unstable();
        reasons
    }

    /// Reasons that do not look at the strands.
    fn of_care(&self, document: &Document, connection: &Connection) -> Vec<Reason> {
        let need = connection.need.map_or(0, Level::get);
        let owned = owner(document, connection).is_some();
        let one_sided = match (connection.flow.ab, connection.flow.ba) {
            (Some(ab), Some(ba)) => ab.get().abs_diff(ba.get()) >= FAR_APART,
            _ => false,
        };
        let is_customer = |end: ActorId| document.actor(end).is_some_and(|actor| actor.kind == Kind::Customer);
        let our_number =
            connection.kpi == Some(Kpi::Internal) && (is_customer(connection.a) || is_customer(connection.b));
        let unmeasured = (need >= VITAL && connection.evidence.trim().is_empty()) || our_number;
        let stale = match (connection.reviewed, self.today) {
            (Some(reviewed), Some(today)) => today.days() - reviewed.days() > STALE_DAYS,
            _ => false,
        };
        let powerless = need >= IMPORTANT && owned && connection.authority == Some(Authority::No);
        [
            (Reason::OneSided, one_sided),
            (Reason::Unowned, need >= VITAL && !owned),
            (Reason::Unmeasured, unmeasured),
            (Reason::Fading, connection.trend == Some(Trend::Fading) && need >= IMPORTANT),
            (Reason::Unsure, connection.confidence == Some(Confidence::Low) || stale),
            (Reason::Powerless, powerless),
        ]
        .into_iter()
        .filter_map(|(reason, holds)| holds.then_some(reason))
        .collect()
    }

    /// Reasons that look at the strands of a connection that is for us and rated in part at least.
    fn of_strands(&self, document: &Document, id: ConnectionId, connection: &Connection) -> Vec<Reason> {
        let strands = connection.strands;
        let need = connection.need.map_or(0, Level::get);
        let single = strands.is_complete() && strands.threads() == 1;
        let poor_values = strands.get(Strand::Values).is_some_and(|level| level.get() <= 1);
        let nothing = strands.is_complete() && strands.points() == 0;
        [
            (Reason::BelowNeed, connection.shortfall() > 0),
            (Reason::SingleStrand, single && need >= IMPORTANT),
            (Reason::FragileBridge, self.fragile.contains(&id)),
            (Reason::Lifeline, self.lifelines.contains(&id)),
            (Reason::Contested, gap(connection).is_some_and(|gap| gap.widest.unsigned_abs() >= FAR_APART)),
            (Reason::Missing, need > 0 && nothing),
            (Reason::Untapped, poor_values && !common_ground(document, connection.a, connection.b).is_empty()),
        ]
        .into_iter()
        .filter_map(|(reason, holds)| holds.then_some(reason))
        .collect()
    }
}

/// The values that both actors hold, in the order in which the first one names them.
#[must_use]
pub fn common_ground(document: &Document, a: ActorId, b: ActorId) -> Vec<ValueId> {
    let (Some(a), Some(b)) = (document.actor(a), document.actor(b)) else { return Vec::new() };
    a.values.iter().copied().filter(|value| b.values.contains(value)).collect()
}
