//! The same map in other conditions: a shock, somebody else's view, a year from now, milder or harder years.

use super::conditions::{Condition, cohesions};
use super::dials;
use super::draws::{hold, hold_in};
use super::network::Network;
use super::perspectives::{COMPANY, OTHER, cautious, seen_by};
use super::{Cohesion, Options};
use crate::model::{Connection, Document, Level, Strand, Strands, Trend};

/// The key of the most cautious view among the perspectives.
pub const CAUTIOUS: &str = "cautious";

/// The chances that one point snaps in the years of [`years`] that a report shows, the hardest first.
pub const YEARS: [f64; 7] = [0.975, 0.95, 0.925, 0.9, 0.875, 0.85, 0.8];

/// The first two dials if each trend goes on for one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Forecast {
    /// Points of Brand strength.
    pub strength: u32,
    /// Cohesion, 0..100.
    pub cohesion: f64,
}

/// A year, bad as it may be, and what it leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Year {
    /// The chance that one point snaps, 0..1; 0.9 in the year that the dials speak of.
    pub snaps: f64,
    /// Cohesion, 0..100.
    pub cohesion: f64,
}

/// Cohesion with one kind of strand broken everywhere, in the order of the strands.
#[must_use]
pub fn shock(document: &Document, options: &Options) -> [f64; 3] {
    Variants::of(document, &Network::of(document), None, &[], options).shock
}

/// Cohesion as the company sees it, as the other side does, the lowest of all views, then by each further
/// perspective.
#[must_use]
pub fn perspectives(document: &Document, options: &Options) -> Vec<(String, f64)> {
    Variants::of(document, &Network::of(document), None, &[], options).perspectives
}

/// The first two dials if each trend goes on for one step.
#[must_use]
pub fn forecast(document: &Document, options: &Options) -> Forecast {
    Variants::of(document, &Network::of(document), None, &[], options).forecast
}

/// The breaking curve: Cohesion in years in which one point snaps with each of these chances (kept in 0..1),
/// on the same draws, so that a harder year never looks better.
#[must_use]
pub fn years(document: &Document, snaps: &[f64], options: &Options) -> Vec<Year> {
    let network = Network::of(document);
    let conditions: Vec<Condition> = snaps.iter().map(|snaps| in_year(&network, *snaps)).collect();
    let found = cohesions(&network, &conditions, options);
    snaps.iter().zip(found).map(|(snaps, found)| Year { snaps: *snaps, cohesion: found.percent }).collect()
}

fn in_year(network: &Network, snaps: f64) -> Condition {
    network.links.iter().map(|link| hold_in(link.points, snaps.clamp(0.0, 1.0))).collect()
}

/// All variants, found together.
#[derive(Clone, Debug, Default)]
pub(super) struct Variants {
    pub(super) shock: [f64; 3],
    pub(super) perspectives: Vec<(String, f64)>,
    pub(super) forecast: Forecast,
    pub(super) years: Vec<Year>,
}

impl Variants {
    /// `known` is the map's own Cohesion, if it has been found already.
    pub(super) fn of(
        document: &Document,
        network: &Network,
        known: Option<Cohesion>,
        snaps: &[f64],
        options: &Options,
    ) -> Self {
        let mut wanted = Wanted { network, known, conditions: Vec::new() };
        let rated = |points: &dyn Fn(&Connection) -> u8| -> Condition {
            let of = |link: &super::network::Link| document.connection(link.id?).map(points);
            network.links.iter().map(|link| hold(of(link).unwrap_or(0))).collect()
        };
        // The most cautious view first: what holds in it holds in the two after it.
        let careful = wanted.add(rated(&|connection| cautious(connection).points()));
        let keys = document.perspectives().map(|perspective| perspective.key.as_str());
        let mut views: Vec<(String, Place)> = Vec::new();
        for key in [COMPANY, OTHER].into_iter().chain(keys) {
            if key != CAUTIOUS && views.iter().all(|(known, _)| known != key) {
                views.push((key.to_owned(), wanted.add(rated(&|connection| seen_by(connection, key).points()))));
            }
        }
        views.insert(2, (CAUTIOUS.to_owned(), careful));
        let shock =
            Strand::ALL.map(|broken| wanted.add(rated(&|connection| connection.strands.with(broken, None).points())));
        let forecast = wanted.add(rated(&|connection| next_year(connection).points()));
        let years: Vec<Place> = snaps.iter().map(|snaps| wanted.add(in_year(network, *snaps))).collect();
        let found = cohesions(network, &wanted.conditions, options);
        let percent = |place: Place| match place {
            Place::Known(cohesion) => cohesion.percent,
            Place::At(at) => found[at].percent,
        };
        Self {
            shock: shock.map(percent),
            perspectives: views.into_iter().map(|(key, place)| (key, percent(place))).collect(),
            forecast: Forecast {
                strength: dials::strength_of(dials::for_us(document).map(|(_, c)| next_year(c))).points,
                cohesion: percent(forecast),
            },
            years: snaps
                .iter()
                .zip(years)
                .map(|(snaps, place)| Year { snaps: *snaps, cohesion: percent(place) })
                .collect(),
        }
    }
}

/// Conditions to look at; one that was asked for before is not looked at twice.
struct Wanted<'a> {
    network: &'a Network,
    known: Option<Cohesion>,
    conditions: Vec<Condition>,
}

/// Where the Cohesion of a condition is found.
#[derive(Clone, Copy)]
enum Place {
    Known(Cohesion),
    At(usize),
}

impl Wanted<'_> {
    fn add(&mut self, condition: Condition) -> Place {
        let own = |known: &Cohesion| {
            let own = self.network.links.iter().map(|link| hold(link.points));
            own.eq(condition.iter().copied()).then_some(Place::Known(*known))
        };
        if let Some(place) = self.known.as_ref().and_then(own) {
            return place;
        }
        let at = self.conditions.iter().position(|known| *known == condition).unwrap_or(self.conditions.len());
        if at == self.conditions.len() {
            self.conditions.push(condition);
        }
        Place::At(at)
    }
}

/// Each strand of a fading connection one lower, of a growing one one higher; one at 0 stays.
fn next_year(connection: &Connection) -> Strands {
    let step = |level: Level| match connection.trend {
        Some(Trend::Fading) => Level::clamped(level.get().saturating_sub(1)),
        Some(Trend::Growing) if level > Level::ZERO => Level::clamped(level.get() + 1),
        _ => level,
    };
    Strands(connection.strands.0.map(|level| level.map(step)))
}
