//! A plan of five: which connections to bring to their need, one after the other. An offer to the room.

use super::Options;
use super::figures::compare;
use super::network::{Link, Network};
use super::shaking::{self, Method, Shaken, lost};
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
    let network = Network::of(document);
    plan_from(document, network, None, options)
}

/// The same on a network that has been shaken already, if it was in the way that the plan needs.
pub(super) fn plan_from(
    document: &Document,
    mut network: Network,
    shaken: Option<(Method, Shaken)>,
    options: &Options,
) -> Vec<PlanStep> {
    let asked: Vec<u8> = (network.links.iter())
        .map(|link| {
            let rated = link.id.and_then(|id| document.connection(id)).filter(|c| !c.strands.is_unrated());
            rated.map_or(0, |connection| connection.asked())
        })
        .collect();
    let method = method(&network, &asked, options);
    let mut shaken = match shaken {
        Some((how, shaken)) if how == method => shaken,
        _ => shaking::shake(&network, method),
    };
    let mut steps = Vec::new();
    while steps.len() < STEPS {
        let gain = |place: usize| {
            let link = &network.links[place];
            100.0 * shaken.birnbaum[place] * (lost(link.points) - lost(asked[place].max(link.points)))
        };
        // The first of the file wins a tie.
        let best = (0..asked.len()).rev().max_by(|a, b| compare(gain(*a), gain(*b)));
        let Some((place, predicted_gain)) = best.map(|place| (place, gain(place))).filter(|(_, gain)| *gain > 0.0)
        else {
            break;
        };
        let Link { id: Some(connection), points: from, .. } = network.links[place] else { break };
        network.links[place].points = asked[place];
        let before = shaken.cohesion.percent;
        // After the last step only the dial is asked for.
        if steps.len() + 1 < STEPS {
            shaken = shaking::shake(&network, method);
        } else {
            shaken.cohesion = shaking::cohesion(&network, method);
        }
        let actual_gain = shaken.cohesion.percent - before;
        steps.push(PlanStep { connection, from, to: asked[place], predicted_gain, actual_gain });
    }
    steps
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
