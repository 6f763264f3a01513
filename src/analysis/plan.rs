//! A plan of five: which connections to bring to their need, one after the other. An offer to the room.

use super::Options;
use super::draws::lost;
use super::figures::compare;
use super::network::{Link, Network};
use super::pass::Sums;
use super::repairs::Repairs;
use super::shaking::{self, Method, Shaken};
use crate::model::{ConnectionId, Document};

const STEPS: usize = 5;

/// One step of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanStep {
    /// What to repair.
    pub connection: ConnectionId,
    /// Its points by then.
    pub from: u8,
    /// The points that it should hold.
    pub to: u8,
    /// What it was expected to add to Cohesion, 0..100.
    pub predicted_gain: f64,
    /// What it then added, 0..100.
    pub actual_gain: f64,
}

/// Greedy on "brought to its need", looked at afresh after each step: a good order, not the best one.
///
/// What is wholly unrated is skipped; steps that would add nothing are left out.
#[must_use]
pub fn plan(document: &Document, options: &Options) -> Vec<PlanStep> {
    plan_from(document, Network::of(document), None, options)
}

/// The same on a network that has been shaken already: what its samples summed up to, if it was sampled.
pub(super) fn plan_from(
    document: &Document,
    mut network: Network,
    sampled: Option<&Sums<u64>>,
    options: &Options,
) -> Vec<PlanStep> {
    let asked: Vec<u8> = (network.links.iter())
        .map(|link| {
            let rated = link.id.and_then(|id| document.connection(id)).filter(|c| !c.strands.is_unrated());
            rated.map_or(0, |connection| connection.asked())
        })
        .collect();
    let method = method(&network, &asked, options);
    let mut state = match method {
        Method::Exact => State::Exact(shaking::shake(&network, Method::Exact)),
        Method::Sampled(samples) => State::Sampled(Box::new(Repairs::new(&network, &asked, sampled, samples))),
    };
    let mut steps = Vec::new();
    while steps.len() < STEPS {
        let gain = |place: usize| {
            let link = &network.links[place];
            100.0 * state.birnbaum(place) * (lost(link.points) - lost(asked[place].max(link.points)))
        };
        // The first of the file wins a tie.
        let best = (0..asked.len()).rev().max_by(|a, b| compare(gain(*a), gain(*b)));
        let Some((place, predicted_gain)) = best.map(|place| (place, gain(place))).filter(|(_, gain)| *gain > 0.0)
        else {
            break;
        };
        let Link { id: Some(connection), points: from, .. } = network.links[place] else { break };
        let to = asked[place];
        let before = state.cohesion();
        let after = if steps.len() + 1 < STEPS {
            state.raise(&mut network, place, to);
            state.cohesion()
        } else {
            // After the last step only the dial is asked for.
            network.links[place].points = to;
            shaking::cohesion(&network, method).percent
        };
        let actual_gain = after - before;
        steps.push(PlanStep { connection, from, to, predicted_gain, actual_gain });
    }
    steps
}

/// What is known of the map as repaired so far.
enum State {
    Exact(Shaken),
    Sampled(Box<Repairs>),
}

impl State {
    fn birnbaum(&self, place: usize) -> f64 {
        match self {
            Self::Exact(shaken) => shaken.birnbaum[place].value,
            Self::Sampled(repairs) => repairs.birnbaum(place),
        }
    }

    fn cohesion(&self) -> f64 {
        match self {
            Self::Exact(shaken) => shaken.cohesion.percent,
            Self::Sampled(repairs) => repairs.cohesion(),
        }
    }

    fn raise(&mut self, network: &mut Network, place: usize, to: u8) {
        match self {
            Self::Exact(shaken) => {
                network.links[place].points = to;
                *shaken = shaking::shake(network, Method::Exact);
            }
            Self::Sampled(repairs) => {
                repairs.raise(network, place, to);
                network.links[place].points = to;
            }
        }
    }
}

/// One way for the whole plan, as its steps are compared: sampled if its last step would have to be.
fn method(network: &Network, asked: &[u8], options: &Options) -> Method {
    let mut last = network.clone();
    let missing = last.links.iter_mut().zip(asked).filter(|(link, asked)| link.points == 0 && **asked > 0);
    for (link, asked) in missing.take(STEPS) {
        link.points = *asked;
    }
    Method::of(&last, options)
}
