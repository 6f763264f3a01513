//! The connection, the first-class thing of a map: a cord of three strands between two actors.

use std::collections::BTreeMap;

use super::{ActorId, Date, Extra, Level, Strands};

/// A cord between two actors; undirected, at most one per pair. Only the two ends are required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The immutable id in files; random draws hang on it.
    pub key: String,
    /// One end.
    pub a: ActorId,
    /// The other end.
    pub b: ActorId,
    /// The agreed rating.
    pub strands: Strands,
    /// How much it matters, 0 to 5; unset if nobody has said.
    pub need: Option<Level>,
    /// For us, strained or against us.
    pub stance: Stance,
    /// A first size while drawing; counts in no dial.
    pub sketch: Option<Sketch>,
    /// How much passes each way.
    pub flow: Flow,
    /// What passes each way, in words.
    pub gives: Gives,
    /// Channels or touchpoints it runs through.
    pub via: Vec<Party>,
    /// Who looks after it.
    pub owner: Option<Party>,
    /// Whether the owner can put things right on the spot.
    pub authority: Option<Authority>,
    /// What would show how strong it is.
    pub evidence: String,
    /// Whose number measures it.
    pub kpi: Option<Kpi>,
    /// Each perspective's own rating, by perspective id.
    pub ratings: BTreeMap<String, PerspectiveRating>,
    /// Where it is going.
    pub trend: Option<Trend>,
    /// How sure the room is.
    pub confidence: Option<Confidence>,
    /// The day it was last looked at.
    pub reviewed: Option<Date>,
    /// What people said.
    pub quotes: Vec<Quote>,
    /// Hands counted for each row of the card.
    pub tally: Option<Tally>,
    /// Discuss later.
    pub later: bool,
    /// A remark.
    pub note: String,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

impl Connection {
    /// A cord that nobody has rated yet.
    #[must_use]
    pub fn new(key: String, a: ActorId, b: ActorId) -> Self {
        Self {
            key,
            a,
            b,
            strands: Strands::UNRATED,
            need: None,
            stance: Stance::For,
            sketch: None,
            flow: Flow::default(),
            gives: Gives::default(),
            via: Vec::new(),
            owner: None,
            authority: None,
            evidence: String::new(),
            kpi: None,
            ratings: BTreeMap::new(),
            trend: None,
            confidence: None,
            reviewed: None,
            quotes: Vec::new(),
            tally: None,
            later: false,
            note: String::new(),
            extra: Extra::default(),
        }
    }

    /// The actor at the other end; `None` if `end` is neither.
    #[must_use]
    pub fn other(&self, end: ActorId) -> Option<ActorId> {
        if end == self.a {
            Some(self.b)
        } else if end == self.b {
            Some(self.a)
        } else {
            None
        }
    }

    /// Points P of the agreed rating, 0 to 15.
    #[must_use]
    pub fn points(&self) -> u8 {
        self.strands.points()
    }

    /// The points it should hold: twice the need, 0 where none is set.
    #[must_use]
    pub fn asked(&self) -> u8 {
        2 * self.need.map_or(0, Level::get)
    }

    /// Points that fail to meet the need.
    #[must_use]
    pub fn shortfall(&self) -> u8 {
        self.asked().saturating_sub(self.points())
    }
}

/// Whether a connection works for us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stance {
    /// It counts in the dials.
    #[default]
    For,
    /// Rated and drawn, not counted.
    Strained,
    /// Rated and drawn, not counted.
    Against,
}

/// A first size given while drawing, pencil-grey until the strands are rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sketch {
    /// Key 1.
    Thin,
    /// Key 2.
    Medium,
    /// Key 3.
    Strong,
}

/// How much passes each way, 0 to 5 as rated by the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// From end a to end b.
    pub ab: Option<Level>,
    /// From end b to end a.
    pub ba: Option<Level>,
}

/// What passes each way, in words (money, trust, time, ...).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gives {
    /// From end a to end b.
    pub ab: Vec<String>,
    /// From end b to end a.
    pub ba: Vec<String>,
}

/// Somebody named on a connection: an actor of the map or a free name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// An actor of the map.
    Actor(ActorId),
    /// A name that is not on the map.
    Name(String),
}

/// Can the owner put things right on the spot?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
}

/// Whose number measures a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kpi {
    /// Theirs.
    Customer,
    /// Ours.
    Internal,
}

/// Where a connection is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Losing strength.
    Fading,
    /// As it was.
    Steady,
    /// Gaining strength.
    Growing,
}

/// How sure the room is of a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// A guess.
    Low,
    /// Fairly.
    Medium,
    /// Very.
    High,
}

/// One perspective's rating of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerspectiveRating {
    /// The levels it gave; unrated ones fall back to the agreed rating.
    pub strands: Strands,
    /// Where it comes from.
    pub source: Option<Source>,
    /// When.
    pub date: Option<Date>,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// Where a perspective's rating comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Our guess.
    Guess,
    /// They told us.
    Told,
    /// A survey.
    Survey,
}

/// Something somebody said about a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Who said them.
    pub who: String,
    /// When, as written.
    pub date: String,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// Hands counted in the room: for each row six counts of hands showing 0 to 5 fingers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How much it matters.
    pub need: Option<[u32; 6]>,
    /// The three strands, in their order.
    pub strands: [Option<[u32; 6]>; 3],
}
