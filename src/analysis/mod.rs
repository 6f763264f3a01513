//! Numbers about a document, pure: the three dials, reasons for weakness, keystones, what to do next.
//!
//! Everything here is a function of a [`Document`] and of data that comes in (today's date, the number
//! of samples); it draws nothing and words nothing (the sentences live in `report`).

mod block;
mod care;
mod chain;
mod conditions;
mod dials;
mod draws;
mod figures;
mod forest;
mod full;
mod groups;
mod lifelines;
mod network;
mod pass;
mod perspectives;
mod plan;
mod reasons;
mod repairs;
mod resistance;
mod shakable;
mod shaking;
mod signs;
mod structure;
mod suggestions;
mod variants;
mod whatif;

use std::collections::BTreeMap;

pub use care::{Care, MAX_OWNED, Owner, care};
pub use chain::{Chain, best_chain};
pub use figures::{next_step, num_tied};
pub use full::{FullAnalysis, full, full_aside};
pub use groups::{Group, reciprocity};
pub use lifelines::Lifeline;
pub use perspectives::{COMPANY, Gap, OTHER, cautious, gap, gaps, seen_by};
pub use plan::{PlanStep, plan};
pub use reasons::{Reason, common_ground};
pub use signs::{Finding, Secret, Sign, secrets, signs};
pub use suggestions::{Suggestion, Why, suggestions};
pub use variants::{CAUTIOUS, Forecast, YEARS, Year, forecast, perspectives, shock, years};
pub use whatif::{Dials, WhatIf, whatif, without};

use crate::model::{ActorId, ConnectionId, Date, Document};
use network::Network;
use shaking::{Method, Shaken};

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
    /// Rated connections with at least one reason that weakens them, what is furthest from what matters most first.
    pub weak: Vec<ConnectionId>,
    /// All bridges over connections with points.
    pub bridges: Vec<ConnectionId>,
    /// Pieces of the map over connections with points, parked actors left out.
    pub components: usize,
    /// Pieces of the map once those connections hold, too, that nobody has rated yet.
    pub pieces: usize,
    /// Connections that are strained or against us.
    pub against: Against,
    /// Actors without any connection.
    pub parked: Vec<ActorId>,
    /// Customers that hang on 10 points or fewer whatever the unrated will be rated, and the connections those are.
    pub lifelines: Vec<Lifeline>,
    /// Connections with no strand rated yet.
    pub unrated: Vec<ConnectionId>,
    /// A strand of a connection that is for us is not rated yet: the dials are "at least".
    pub at_least: bool,
    /// Actors that pairs are made of.
    pub counted: usize,
    /// Groups of the actors that have a connection, in the order in which they first appear.
    pub groups: Vec<String>,
    /// By group and group: the mean chance of 100 that two of them still reach each other; `None` without
    /// such a pair, the whole empty above 64 groups.
    pub linked: Vec<Vec<Option<f64>>>,
    /// Points between groups and, on the diagonal, within them; empty above 64 groups.
    pub points_between: Vec<Vec<u32>>,
}

impl Analysis {
    /// Nobody has rated a connection, or there is none: the dials stand at 0 and say nothing yet.
    #[must_use]
    pub fn is_unrated(&self) -> bool {
        self.unrated.len() == self.connections.len()
    }
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
    /// Its standard error; 0 where it is exact.
    pub one_step_error: f64,
    /// What bringing it to its need adds to K, 0..100.
    pub to_need: f64,
    /// Its standard error; 0 where it is exact.
    pub to_need_error: f64,
    /// What losing it costs K, 0..100.
    pub loss: f64,
    /// Its standard error; 0 where it is exact.
    pub loss_error: f64,
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
    /// Its standard error; 0 where it is exact.
    pub keystone_error: f64,
    /// Much depends on it: among the first three, or twice the median of the first ten.
    pub is_keystone: bool,
    /// Without it, its piece of the map falls apart.
    pub cut_actor: bool,
}

/// Connections that do not work for us; they count in no dial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Against {
    /// The sum of their points.
    pub points: u32,
    /// Which.
    pub connections: Vec<ConnectionId>,
}

/// Computes all numbers of a document that are wanted after every key press.
#[must_use]
pub fn analyze(document: &Document, options: &Options) -> Analysis {
    let network = Network::of(document);
    let shaken = shaking::shake(&network, Method::of(&network, options));
    analyze_shaken(document, options, &network, shaken)
}

/// All those numbers once the network has been shaken.
fn analyze_shaken(document: &Document, options: &Options, network: &Network, shaken: Shaken) -> Analysis {
    let drawn = Network::as_drawn(document);
    let structure = structure::Structure::of(network, &drawn);
    let mut analysis = Analysis {
        strength: dials::strength(document),
        cohesion: shaken.cohesion,
        needs: dials::needs(document),
        actors: figures::of_actors(document, network, &shaken, &structure),
        bridges: structure.bridges.clone(),
        components: structure.components,
        pieces: structure.pieces,
        against: dials::against(document),
        parked: (document.actors().map(|(id, _)| id)).filter(|id| network.number(*id).is_none()).collect(),
        unrated: (document.connections().filter(|(_, c)| c.strands.is_unrated())).map(|(id, _)| id).collect(),
        at_least: dials::for_us(document).any(|(_, connection)| !connection.strands.is_complete()),
        counted: network.num_counted(),
        groups: network.groups.clone(),
        linked: shaken.linked,
        points_between: if network.groups.len() <= shakable::MAX_GROUPS { groups::matrix(network) } else { Vec::new() },
        ..Analysis::default()
    };
    analysis.connections = figures::of_connections(document, network, &shaken.birnbaum);
    analysis.lifelines = lifelines::lifelines(document, &drawn, Some(lifelines::THIN));
    let facts = reasons::Facts::new(&structure, &analysis.lifelines, options.today);
    let mut all_reasons = facts.all(document);
    for (id, figures) in &mut analysis.connections {
        figures.reasons = all_reasons.remove(id).unwrap_or_default();
    }
    analysis.weak = figures::ranking(document, &analysis.connections);
    analysis
}
