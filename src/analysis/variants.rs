//! The same map in other conditions: a shock, somebody else's view, a year from now, milder or harder years.

use super::dials;
use super::network::Network;
use super::perspectives::{COMPANY, OTHER, cautious, seen_by};
use super::shaking::{self, Method};
use super::{Cohesion, Options};
use crate::model::{Connection, Document, Level, Strand, Strands, Trend};

/// The first two dials if each trend goes on for one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Forecast {
    /// Points of Brand strength.
    pub strength: u32,
    /// Cohesion, 0..100.
    pub cohesion: f64,
}

/// Cohesion with one kind of strand broken everywhere, in the order of the strands.
#[must_use]
pub fn shock(document: &Document, options: &Options) -> [f64; 3] {
    Strand::ALL.map(|broken| {
        let rest = |connection: &Connection| connection.strands.with(broken, None).points();
        of_points(document, options, rest).percent
    })
}

/// Cohesion as the company sees it, as the other side does, the lowest of all views, then by each further one;
/// perspective.
#[must_use]
pub fn perspectives(document: &Document, options: &Options) -> Vec<(String, f64)> {
    let seen = |key: &str| of_points(document, options, |connection| seen_by(connection, key).points()).percent;
    let most_cautious = of_points(document, options, |connection| cautious(connection).points()).percent;
    let mut perspectives = vec![
        (COMPANY.to_owned(), seen(COMPANY)),
        (OTHER.to_owned(), seen(OTHER)),
        ("cautious".to_owned(), most_cautious),
    ];
    for perspective in document.perspectives() {
        if perspectives.iter().all(|(key, _)| *key != perspective.key) {
            perspectives.push((perspective.key.clone(), seen(&perspective.key)));
        }
    }
    perspectives
}

/// The first two dials if each trend goes on for one step.
#[must_use]
pub fn forecast(document: &Document, options: &Options) -> Forecast {
    Forecast {
        strength: dials::strength_of(dials::for_us(document).map(|(_, connection)| next_year(connection))).points,
        cohesion: of_points(document, options, |connection| next_year(connection).points()).percent,
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

fn of_points(document: &Document, options: &Options, points: impl Fn(&Connection) -> u8) -> Cohesion {
    let network = Network::rated_by(document, points);
    shaking::cohesion(&network, Method::of(&network, options))
}
