//! Everything at once: what `analyze` on the command line and the report tell. Too slow for every key press.

use std::collections::BTreeMap;

use super::lifelines::{Lifeline, lifelines};
use super::network::Network;
use super::shaking::{self, Method};
use super::suggestions::Candidates;
use super::variants::{Variants, YEARS, Year};
use super::{
    Analysis, Forecast, Group, Options, PlanStep, Secret, Sign, Suggestion, analyze_shaken, groups, plan, resistance,
    signs,
};
use crate::model::{ConnectionId, Document};

/// All numbers about one state of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FullAnalysis {
    /// What is wanted after every key press.
    pub base: Analysis,
    /// Cohesion with one kind of strand broken everywhere, in the order of the strands.
    pub shock: [f64; 3],
    /// Cohesion by perspective: company, other, cautious, then the map's further ones.
    pub perspectives: Vec<(String, f64)>,
    /// The first two dials if each trend goes on for one step.
    pub forecast: Forecast,
    /// Milder and harder years, the hardest first: the breaking curve at [`YEARS`].
    pub years: Vec<Year>,
    /// The share of all ways of holding the map together that need a connection, 0..1; `None` where that
    /// takes too long.
    pub irreplaceability: BTreeMap<ConnectionId, Option<f64>>,
    /// How far each group keeps to itself.
    pub groups: Vec<Group>,
    /// What each customer hangs on.
    pub lifelines: Vec<Lifeline>,
    /// Connections that might be made.
    pub suggestions: Vec<Suggestion>,
    /// A good order of repairs.
    pub plan: Vec<PlanStep>,
    /// How evenly things flow both ways, 0..1.
    pub reciprocity: Option<f64>,
    /// The seven signs, by rule.
    pub signs: Vec<Sign>,
    /// The promise check of each customer.
    pub secrets: Vec<Secret>,
}

/// Computes all numbers of a document on half of the cores: whoever rates meanwhile is not kept waiting.
///
/// The numbers are those of [`full`].
#[must_use]
pub fn full_aside(document: &Document, options: &Options) -> FullAnalysis {
    let half = (rayon::current_num_threads() / 2).max(1);
    match rayon::ThreadPoolBuilder::new().num_threads(half).build() {
        Ok(pool) => pool.install(|| full(document, options)),
        // No more threads to be had: on those that are there.
        Err(_) => full(document, options),
    }
}

/// Computes all numbers of a document.
#[must_use]
pub fn full(document: &Document, options: &Options) -> FullAnalysis {
    let network = Network::of(document);
    // One shaking serves the dials, the suggestions and the first step of the plan.
    let candidates = Candidates::of(document, &network);
    let method = Method::of(&network, options);
    let mut shaken = shaking::shake(&candidates.joined_to(&network), method);
    let suggestions = candidates.choose(&network, &shaken.birnbaum);
    let sums = shaken.sums.take();
    let base = analyze_shaken(document, options, &network, shaken);
    let known = Some(base.cohesion);
    // Each is computed as if alone: side by side they only wait less for one another.
    let (variants, (plan, irreplaceability)) = rayon::join(
        || Variants::of(document, &network, known, &YEARS, options),
        || {
            rayon::join(
                || plan::plan_from(document, network.clone(), sums.as_ref(), options),
                || resistance::irreplaceability(&network),
            )
        },
    );
    FullAnalysis {
        base,
        shock: variants.shock,
        perspectives: variants.perspectives,
        forecast: variants.forecast,
        years: variants.years,
        irreplaceability,
        groups: groups::groups(&network),
        lifelines: lifelines(document, &network, None),
        suggestions,
        plan,
        reciprocity: groups::reciprocity(document),
        signs: signs::signs(document),
        secrets: signs::secrets(document),
    }
}
