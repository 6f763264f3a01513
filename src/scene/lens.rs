//! What a picture speaks about, and how each lens treats one cord.
//!
//! The painter and the legend both follow [`Shown`], so that a legend explains exactly what is there.

use super::cord::{Look, Severity, Substance};
use super::plan::{Cord, Plan};
use super::sizes::{Detail, Sizes};
use crate::analysis::{self, Analysis, Gap, Reason};
use crate::model::{Connection, ConnectionId, Document, Source, Strand, Strands, Trend, words};

/// What the picture speaks about; one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lens {
    /// How strong each cord is.
    #[default]
    Strength,
    /// The weak connections: seven numbered, everything else dimmed.
    Weak,
    /// How much each connection matters: a tube as wide as the cord should be.
    Matters,
    /// One strand alone.
    Strand(Strand),
    /// Groups as hulls; what joins two of them stands out.
    Silos,
    /// Who looks after each connection, and where nobody does.
    Owners,
    /// What grows and what fades.
    Trend,
    /// The cords as one perspective sees them, by its place among [`Document::perspectives`]; what it has
    /// not rated is as agreed, and so is everything where there is no such perspective.
    Side(u32),
    /// The company's half and the other side's half of each cord, where both have rated it.
    Gap,
    /// Everybody and what joins them, as real rope: nothing weak, no numbers, nothing red. For a frame.
    Portrait,
}

impl Lens {
    /// All but the sides and the portrait, in the order of menus.
    pub const ALL: [Self; 10] = [
        Self::Strength,
        Self::Weak,
        Self::Matters,
        Self::Strand(Strand::Exchange),
        Self::Strand(Strand::Relationship),
        Self::Strand(Strand::Values),
        Self::Silos,
        Self::Owners,
        Self::Trend,
        Self::Gap,
    ];

    /// The picture as the perspective with this key sees it; `None` if the document has none such.
    #[must_use]
    pub fn side(document: &Document, key: &str) -> Option<Self> {
        let place = document.perspectives().position(|perspective| perspective.key == key)?;
        Some(Self::Side(place as u32))
    }

    /// The key of the perspective through whose eyes this is; `None` for every other lens.
    #[must_use]
    pub fn perspective(self, document: &Document) -> Option<&str> {
        match self {
            Self::Side(place) => document.perspectives().nth(place as usize).map(|p| p.key.as_str()),
            _ => None,
        }
    }

    /// The word for the command line; that of a side is the key of its perspective.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::Weak => "weak",
            Self::Matters => "matters",
            Self::Strand(strand) => strand.key(),
            Self::Silos => "silos",
            Self::Owners => "owners",
            Self::Trend => "trend",
            Self::Side(_) => "side",
            Self::Gap => "gap",
            Self::Portrait => "portrait",
        }
    }

    /// What people call it; a side is called by the name of its perspective where that is known.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Strength => "Strength",
            Self::Weak => "Weak connections",
            Self::Matters => words::NEED,
            Self::Strand(strand) => words::strand(strand),
            Self::Silos => "Silos",
            Self::Owners => "Who looks after it",
            Self::Trend => "Trend",
            Self::Side(_) => "As one side sees it",
            Self::Gap => "Two sides",
            Self::Portrait => "Portrait",
        }
    }

    /// Whether the first seven of a list are numbered and all else is dimmed.
    pub(super) const fn numbers(self) -> bool {
        matches!(self, Self::Weak | Self::Gap)
    }

    /// The connections that this lens ranks, the first to talk about first.
    pub(super) fn ranked(self, document: &Document, analysis: &Analysis) -> Vec<ConnectionId> {
        match self {
            Self::Weak => analysis.weak.clone(),
            Self::Gap => {
                let apart = analysis::gaps(document).into_iter().filter(|(_, gap)| gap.widest != 0);
                apart.map(|(id, _)| id).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What a lens has to know of one connection beside its look.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Facts {
    /// Whose rating the look shows is a guess.
    pub(super) guessed: bool,
    /// The perspective of this lens has rated it.
    pub(super) seen: bool,
    /// The two halves of a cord that two sides have rated.
    pub(super) halves: Option<Box<Halves>>,
    /// Both ends belong to one group.
    pub(super) same_group: bool,
    pub(super) care: Care,
    pub(super) trend: Option<Trend>,
    /// Two sides that both rated it differ by two levels or more.
    pub(super) contested: bool,
    /// The only link between two parts of the map.
    pub(super) bridge: bool,
}

/// A cord as its two ends see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Halves {
    /// From the spine's start to its middle, then from there to its end.
    pub(super) looks: [Look; 2],
    /// Which of them is the other side's guessed half.
    pub(super) guessed: [bool; 2],
    pub(super) gap: Gap,
}

/// Whether somebody looks after a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Somebody does.
    Owned,
    /// Somebody does, who cannot put it right on the spot.
    Powerless,
    /// Nobody does, and it would be needed.
    Nobody,
    /// Nobody does, and nobody has to.
    Quiet,
}

impl Facts {
    /// The facts of `connection` on a spine that starts at end a (or, `flipped`, at end b).
    pub(super) fn of(
        document: &Document,
        analysis: &Analysis,
        (id, connection): (ConnectionId, &Connection),
        (lens, sizes): (Lens, &Sizes),
        flipped: bool,
    ) -> Self {
        let apart = || analysis::gap(connection).is_some_and(|gap| gap.widest.unsigned_abs() >= CONTRADICT);
        // Nearly all connections were rated by nobody but the room.
        let contested = !connection.ratings.is_empty() && apart();
        let has = |reason| analysis.connections.get(&id).is_some_and(|f| f.reasons.contains(&reason));
        let mut facts = Self { trend: connection.trend, contested, ..Self::NONE };
        // Only what the lens asks for: this runs for every cord of every frame.
        match lens {
            Lens::Side(_) => {
                let rating = lens.perspective(document).and_then(|key| connection.ratings.get(key));
                facts.guessed = rating.is_some_and(|rating| rating.source == Some(Source::Guess));
                facts.seen = rating.is_some_and(|rating| !rating.strands.is_unrated());
            }
            Lens::Gap => facts.halves = halves(document, connection, flipped).map(Box::new),
            Lens::Silos => {
                let group = |actor| document.actor(actor).map_or("", |actor| actor.group.as_str());
                facts.same_group = !group(connection.a).is_empty() && group(connection.a) == group(connection.b);
            }
            Lens::Owners => {
                facts.care = match connection.owner {
                    Some(_) if has(Reason::Powerless) => Care::Powerless,
                    Some(_) => Care::Owned,
                    None if has(Reason::Unowned) => Care::Nobody,
                    None => Care::Quiet,
                };
            }
            Lens::Strength => facts.bridge = !hides_brackets(sizes) && has(Reason::FragileBridge),
            Lens::Weak | Lens::Matters | Lens::Strand(_) | Lens::Trend | Lens::Portrait => {}
        }
        facts
    }

    const NONE: Self = Self {
        guessed: false,
        seen: false,
        halves: None,
        same_group: false,
        care: Care::Quiet,
        trend: None,
        contested: false,
        bridge: false,
    };
}

/// The two halves of a cord; the company's half lies at the end that is inside (end a where both are, or none).
fn halves(document: &Document, connection: &Connection, flipped: bool) -> Option<Halves> {
    let gap = analysis::gap(connection)?;
    let inside = |actor| document.actor(actor).is_some_and(crate::model::Actor::is_inside);
    let company_first = (inside(connection.a) || !inside(connection.b)) != flipped;
    let [company, other] = [analysis::COMPANY, analysis::OTHER]
        .map(|key| Look::of(connection, analysis::seen_by(connection, key), flipped));
    Some(if company_first {
        Halves { looks: [company, other], guessed: [false, gap.guessed], gap }
    } else {
        Halves { looks: [other, company], guessed: [gap.guessed, false], gap }
    })
}

/// The rating that a lens shows.
pub(super) fn strands(document: &Document, connection: &Connection, lens: Lens) -> Strands {
    lens.perspective(document).map_or(connection.strands, |key| analysis::seen_by(connection, key))
}

/// The place of a connection in a lens that ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// Its number, from 1.
    Numbered(usize),
    /// On the list, but not among the numbered ones.
    Further,
    /// Not on the list.
    Sound,
}

/// How one cord shows under a lens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) rank: Rank,
    /// How far the cord moves towards the canvas.
    pub(super) dim: f64,
    /// Whether wear shows as fray and dashes.
    pub(super) worn: Option<Severity>,
    pub(super) glow: Option<Glow>,
    /// The one strand that keeps its color.
    pub(super) only: Option<Strand>,
    /// A guess is drawn dotted.
    pub(super) dotted: bool,
    /// Drawn as two halves.
    pub(super) halved: bool,
    pub(super) mark: Option<Mark>,
}

impl Shown {
    /// In full color, with nothing around it.
    pub(super) const fn plain(rank: Rank) -> Self {
        Self { rank, dim: 0.0, worn: None, glow: None, only: None, dotted: false, halved: false, mark: None }
    }
}

/// What lies around a cord, as wide as the cord should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Glow {
    /// The sheath of a weak cord: its share of the theme's opacities, and whether it has edges.
    Weak(f64, bool),
    /// The tube of what matters.
    Needed,
}

/// A mark at the middle of a cord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The only link between two sides.
    Bridge,
    /// Losing strength.
    Fading,
    /// Gaining strength.
    Growing,
    /// Somebody looks after it.
    Owned,
    /// Somebody does, who cannot put it right on the spot.
    Powerless,
    /// Nobody does yet.
    Nobody,
    /// The two sides differ by two levels or more.
    Unequal,
}

/// From this need on the promise breaks without it.
pub(super) const PROMISE: u8 = 4;
/// From this need on a connection is important; below, the lens on what matters dims it.
const IMPORTANT: u8 = 3;
/// So many levels apart, two sides contradict each other.
const CONTRADICT: u8 = 2;

impl Plan {
    /// How every cord shows, in the order of cords.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let mut ranks = vec![Rank::Sound; self.cords.len()];
        for (i, id) in self.ranked.iter().enumerate() {
            let Some(cord) = self.cord(*id) else { continue };
            ranks[cord] = if self.view.numbers().contains(&i) { Rank::Numbered(i + 1) } else { Rank::Further };
        }
        self.cords.iter().zip(ranks).map(|(cord, rank)| self.show(cord, rank)).collect()
    }

    fn show(&self, cord: &Cord, rank: Rank) -> Shown {
        let (look, facts) = (&cord.look, &cord.facts);
        let dimmed = self.tokens.dim;
        let plain = Shown::plain(rank);
        let dim_unless = |holds: bool| if holds { 0.0 } else { dimmed };
        match self.view.lens {
            Lens::Strength => {
                let worn = look.severity.filter(|severity| *severity == Severity::Large);
                let glows = worn.is_some() || look.is_missing();
                let glow = glows.then_some(Glow::Weak(0.55, false));
                let mark = cord.shows_bridge(self).then_some(Mark::Bridge);
                Shown { worn, glow, mark, ..plain }
            }
            Lens::Portrait => plain,
            Lens::Weak => match rank {
                Rank::Numbered(_) => {
                    let glow = look.severity.map(|_| Glow::Weak(1.0, true));
                    Shown { worn: look.severity, glow, ..plain }
                }
                // A little nearer than the rest, so that its tick has something to stand on.
                Rank::Further => Shown { dim: dimmed - 0.14, ..plain },
                Rank::Sound => Shown { dim: dimmed, ..plain },
            },
            Lens::Matters => {
                let important = look.need >= IMPORTANT;
                Shown { dim: dim_unless(important), glow: important.then_some(Glow::Needed), ..plain }
            }
            Lens::Strand(strand) => match look.substance {
                Substance::Strands(levels) => {
                    let there = levels[strand.index()] > 0;
                    Shown { dim: dim_unless(there), only: there.then_some(strand), ..plain }
                }
                Substance::Unrated | Substance::Sketched(_) | Substance::Empty => Shown { dim: dimmed, ..plain },
            },
            Lens::Silos => Shown { dim: dim_unless(!facts.same_group), ..plain },
            Lens::Owners => match facts.care {
                Care::Owned => Shown { mark: Some(Mark::Owned), ..plain },
                Care::Powerless => Shown { mark: Some(Mark::Powerless), ..plain },
                Care::Nobody => Shown { mark: Some(Mark::Nobody), ..plain },
                Care::Quiet => Shown { dim: dimmed, ..plain },
            },
            Lens::Trend => match facts.trend {
                Some(Trend::Fading) => Shown { mark: Some(Mark::Fading), ..plain },
                Some(Trend::Growing) => Shown { mark: Some(Mark::Growing), ..plain },
                Some(Trend::Steady) | None => Shown { dim: dimmed, ..plain },
            },
            Lens::Side(_) => Shown { dim: dim_unless(facts.seen), dotted: facts.seen && facts.guessed, ..plain },
            Lens::Gap => {
                let unequal = facts.halves.as_ref().is_some_and(|h| h.gap.widest.unsigned_abs() >= CONTRADICT);
                let dim = match rank {
                    Rank::Numbered(_) => 0.0,
                    Rank::Further => dimmed - 0.14,
                    Rank::Sound => dimmed,
                };
                let halved = rank != Rank::Sound;
                Shown { dim, halved, mark: (unequal && dim == 0.0).then_some(Mark::Unequal), ..plain }
            }
        }
    }
}

impl Cord {
    /// Whether its bracket shows: not where nothing passes or where it would not fit.
    pub(super) fn shows_bridge(&self, plan: &Plan) -> bool {
        self.facts.bridge
            && matches!(self.look.substance, Substance::Strands(_))
            && self.spine.length() > 30.0 * plan.sizes.cord
    }
}

/// Whether brackets would be lost among hundreds far out.
fn hides_brackets(sizes: &Sizes) -> bool {
    const CROWD: f64 = 0.25;
    sizes.detail == Detail::Far && sizes.crowd > CROWD
}
