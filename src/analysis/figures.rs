//! Figures of each connection and each actor, and which of them come first.

use std::collections::BTreeMap;

use super::draws::{hold, lost};
use super::network::Network;
use super::shaking::{Estimate, Shaken};
use super::structure::Structure;
use super::{ActorFigures, ConnectionFigures};
use crate::model::{ActorId, Connection, ConnectionId, Document, Level, Stance, Strand};

/// What one more point may add to, at most.
const MAX_POINTS: u8 = 15;
/// Much depends on so many at least, if the map depends on anybody.
const FIRST_KEYSTONES: usize = 3;
/// Actors whose median tells how much is usual.
const KEYSTONES_COMPARED: usize = 10;

/// Figures of all connections, without reasons; one that is not for us has none but its need.
pub(super) fn of_connections(
    document: &Document,
    network: &Network,
    birnbaum: &[Estimate],
) -> BTreeMap<ConnectionId, ConnectionFigures> {
    let importance: BTreeMap<ConnectionId, Estimate> =
        (network.links.iter().zip(birnbaum)).filter_map(|(link, birnbaum)| Some((link.id?, *birnbaum))).collect();
    (document.connections())
        .map(|(id, connection)| {
            let figures = if connection.stance == Stance::For {
                let birnbaum = importance.get(&id).copied().unwrap_or_default();
                levers(connection.points(), connection.asked(), birnbaum)
            } else {
                ConnectionFigures::default()
            };
            (id, figures)
        })
        .collect()
}

/// What a connection of `points` points that should hold `asked` can do for Cohesion.
fn levers(points: u8, asked: u8, birnbaum: Estimate) -> ConnectionFigures {
    let next = (points + 1).min(MAX_POINTS);
    let per_chance = 100.0 * birnbaum.value;
    let error_per_chance = 100.0 * birnbaum.error;
    let (one_step, to_need) = (lost(points) - lost(next), lost(points) - lost(asked.max(points)));
    ConnectionFigures {
        points,
        hold: hold(points),
        shortfall: asked.saturating_sub(points),
        reasons: Vec::new(),
        birnbaum: birnbaum.value,
        one_step: per_chance * one_step,
        one_step_error: error_per_chance * one_step,
        to_need: per_chance * to_need,
        to_need_error: error_per_chance * to_need,
        loss: per_chance * hold(points),
        loss_error: error_per_chance * hold(points),
    }
}

/// Figures of all actors; a parked one has none.
pub(super) fn of_actors(
    document: &Document,
    network: &Network,
    shaken: &Shaken,
    structure: &Structure,
) -> BTreeMap<ActorId, ActorFigures> {
    let losses: Vec<f64> = shaken.keystone.iter().map(|loss| loss.value).collect();
    let keystones = keystones(&losses);
    let mut figures: Vec<ActorFigures> = (0..network.actors.len())
        .map(|actor| ActorFigures {
            points: 0,
            degree: 0,
            keystone: losses[actor],
            keystone_error: shaken.keystone[actor].error,
            is_keystone: keystones[actor],
            cut_actor: structure.is_cut[actor],
        })
        .collect();
    for link in network.live() {
        for end in [link.a, link.b] {
            figures[end].points += u32::from(link.points);
            figures[end].degree += 1;
        }
    }
    let of = |id| network.number(id).map_or_else(ActorFigures::default, |number| figures[number]);
    document.actors().map(|(id, _)| (id, of(id))).collect()
}

/// By actor: whether much depends on it.
fn keystones(losses: &[f64]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..losses.len()).filter(|actor| losses[*actor] > 0.0).collect();
    order.sort_by(|a, b| compare(losses[*b], losses[*a]));
    let first: Vec<f64> = order.iter().take(KEYSTONES_COMPARED).map(|actor| losses[*actor]).collect();
    let median = if first.len().is_multiple_of(2) {
        let middle = first.len() / 2;
        first.get(middle.wrapping_sub(1)..=middle).map_or(0.0, |two| f64::midpoint(two[0], two[1]))
    } else {
        first[first.len() / 2]
    };
    let mut keystones = vec![false; losses.len()];
    for (place, actor) in order.into_iter().enumerate() {
        keystones[actor] = place < FIRST_KEYSTONES || losses[actor] >= 2.0 * median;
    }
    keystones
}

/// The weak connections, the first to repair first: by shortfall times need, then by what losing them
/// would cost, then in file order. One that nobody has rated is never called weak.
pub(super) fn ranking(document: &Document, figures: &BTreeMap<ConnectionId, ConnectionFigures>) -> Vec<ConnectionId> {
    let urgency = |id: ConnectionId| {
        let need = document.connection(id).and_then(|connection| connection.need).map_or(0, |need| need.get());
        u32::from(figures[&id].shortfall) * u32::from(need)
    };
    let mut weak: Vec<ConnectionId> = (document.connections())
        .filter(|(id, connection)| {
            figures[id].reasons.iter().any(|reason| reason.weakens()) && !connection.strands.is_unrated()
        })
        .map(|(id, _)| id)
        .collect();
    weak.sort_by(|a, b| {
        urgency(*b).cmp(&urgency(*a)).then_with(|| compare(figures[b].loss, figures[a].loss)).then_with(|| a.cmp(b))
    });
    weak
}

/// How many of the first of `figures` are about equal; 0 for none, 1 if the first stands out.
///
/// Figures are (value, standard error), the greatest first; equal is what is no further from the first than two
/// standard errors of the difference.
#[must_use]
pub fn num_tied(figures: &[(f64, f64)]) -> usize {
    let Some((first, error)) = figures.first() else { return 0 };
    let is_tied = |(value, other): &&(f64, f64)| (first - value).abs() <= 2.0 * error.hypot(*other);
    figures.iter().take_while(is_tied).count()
}

/// Compares two figures; a difference that only rounding made is none.
pub(super) fn compare(a: f64, b: f64) -> std::cmp::Ordering {
    let settled = |figure: f64| (figure * 1e9).round();
    settled(a).total_cmp(&settled(b))
}

/// The smallest step that makes a connection stronger: its lowest strand, that strand's level now and next.
///
/// All points count alike in Cohesion, so the lowest strand is the cheapest, and raising it leaves less to
/// a shock that breaks one kind of strand. Strands of one level: the first in their order. From nothing the
/// step is two levels, as a 1 is not worth anybody's Monday. An unrated strand comes first of all; `None` if
/// all three are as strong as can be.
#[must_use]
pub fn next_step(connection: &Connection) -> Option<(Strand, Option<Level>, Level)> {
    (Strand::ALL.into_iter())
        .map(|strand| (strand, connection.strands.get(strand)))
        .filter(|(_, level)| *level != Some(Level::MAX))
        .min_by_key(|(_, level)| *level)
        .map(|(strand, level)| (strand, level, Level::clamped(level.map_or(0, Level::get).max(1) + 1)))
}
