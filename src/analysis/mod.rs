//! Numbers about a document, pure: the three dials, reasons for weakness, keystones, what to do next.
//!
//! Everything here is a function of a [`Document`] and of data that comes in (today's date, the number
//! of samples); it draws nothing and words nothing (the sentences live in `report`).

use std::collections::BTreeMap;

use crate::model::{ActorId, ConnectionId, Date, Document};

/// What may vary between two analyses of one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day that dates compare with; without it nothing is out of date.
    pub today: Option<Date>,
    /// Monte Carlo samples above 16 live connections; `None` chooses by the size of the map.
    pub samples: Option<u32>,
}

/// All numbers about one state of a document. Percentages are on 0..100, chances on 0..1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// The first dial.
    pub strength: BrandStrength,
    /// The second dial.
    pub cohesion: Cohesion,
    /// The third dial.
    pub needs: NeedsMet,
    /// Figures of every connection.
    pub connections: BTreeMap<ConnectionId, ConnectionFigures>,
    /// Figures of every actor.
    pub actors: BTreeMap<ActorId, ActorFigures>,
    /// Connections with at least one reason to be called weak, the first to repair first.
    pub weak: Vec<ConnectionId>,
    /// All bridges over connections with points.
    pub bridges: Vec<ConnectionId>,
    /// Pieces of the map over connections with points, parked actors left out.
    pub components: usize,
    /// Connections that are strained or against us.
    pub against: Against,
    /// Actors without any connection.
    pub parked: Vec<ActorId>,
    /// Connections with no strand rated yet.
    pub unrated: Vec<ConnectionId>,
}

/// Brand strength: the number of strands rated above 0 times their mean rating.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BrandStrength {
    /// The sum of all points.
    pub points: u32,
    /// Strands rated above 0.
    pub threads: u32,
    /// Their mean rating; 0 if there are none.
    pub mean: f64,
    /// Points by strand, in their order.
    pub by_strand: [u32; 3],
}

/// Cohesion: pairs of 100 that would still reach each other in a bad year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cohesion {
    /// 0..100.
    pub percent: f64,
    /// Of `percent`; 0 when exact.
    pub standard_error: f64,
    /// 0 when exact.
    pub samples: u32,
    /// Enumerated, not sampled.
    pub exact: bool,
}

/// Needs met: the share of the points asked for that is there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NeedsMet {
    /// 0..100; `None` if no need is set.
    pub percent: Option<f64>,
    /// Points that meet a need.
    pub met: u32,
    /// Points asked for.
    pub asked: u32,
    /// Points short.
    pub short: u32,
}

/// Figures of one connection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConnectionFigures {
    /// P, 0 to 15.
    pub points: u8,
    /// Chance to hold in a bad year, 0..1.
    pub hold: f64,
    /// Points short of twice the need.
    pub shortfall: u8,
    /// Why it is weak, in the order of [`Reason`]; empty if it is not.
    pub reasons: Vec<Reason>,
    /// K with it surely holding less K with it surely lost, 0..1.
    pub birnbaum: f64,
    /// What one more point adds to K, 0..100.
    pub one_step: f64,
    /// What bringing it to its need adds to K, 0..100.
    pub to_need: f64,
    /// What losing it costs K, 0..100.
    pub loss: f64,
}

/// Figures of one actor.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ActorFigures {
    /// Points of its connections (those that are for us).
    pub points: u32,
    /// Connections with points.
    pub degree: u32,
    /// Pairs of 100 among the others that it alone holds together.
    pub keystone: f64,
    /// Much depends on it: among the first three, or twice the median of the first ten.
    pub is_keystone: bool,
}

/// Connections that do not work for us; they count in no dial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Against {
    /// The sum of their points.
    pub points: u32,
    /// Which.
    pub connections: Vec<ConnectionId>,
}

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

/// Computes all numbers of a document.
#[must_use]
pub fn analyze(_document: &Document, _options: &Options) -> Analysis {
    Analysis::default()
}
