//! Silos: how far each group keeps to itself, the points between groups, and how evenly things flow.

use super::dials;
use super::network::Network;
use crate::model::Document;

/// How far one group keeps to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// (external - internal) / (external + internal) by points, -1..1; `None` without points.
    ///
    /// D. Krackhardt and R. Stern, "Informal networks and organizational crises", Social Psychology
    /// Quarterly 1988.
    pub e_i: Option<f64>,
    /// The same if points lay evenly on all pairs; `None` for a group that has no pair at all.
    pub e_i_chance: Option<f64>,
}

/// The groups of all actors that have a connection, in the order in which they first appear.
pub(super) fn groups(network: &Network) -> Vec<Group> {
    let everybody = network.actors.len() as f64;
    (network.groups.iter().enumerate())
        .map(|(number, name)| {
            let is_member = |actor: usize| network.group[actor] == Some(number);
            let (mut external, mut internal) = (0.0, 0.0);
            for link in network.live() {
                match (is_member(link.a), is_member(link.b)) {
                    (true, true) => internal += f64::from(link.points),
                    (false, false) => {}
                    _ => external += f64::from(link.points),
                }
            }
            let size = network.group.iter().filter(|group| **group == Some(number)).count() as f64;
            let (outward, inward) = (size * (everybody - size), size * (size - 1.0) / 2.0);
            Group { name: name.clone(), e_i: balance(external, internal), e_i_chance: balance(outward, inward) }
        })
        .collect()
}

fn balance(external: f64, internal: f64) -> Option<f64> {
    let all = external + internal;
    (all > 0.0).then(|| (external - internal) / all)
}

/// Points between each group and each group; on the diagonal those within. Empty cells are the finding.
pub(super) fn matrix(network: &Network) -> Vec<Vec<u32>> {
    let mut matrix = vec![vec![0; network.groups.len()]; network.groups.len()];
    for link in network.live() {
        if let (Some(a), Some(b)) = (network.group[link.a], network.group[link.b]) {
            matrix[a][b] += u32::from(link.points);
            if a != b {
                matrix[b][a] += u32::from(link.points);
            }
        }
    }
    matrix
}

/// How evenly things flow both ways, 0..1: the sum of the smaller flows by that of the larger ones.
///
/// `None` where no connection that is for us has both flows rated, or nothing flows at all.
#[must_use]
pub fn reciprocity(document: &Document) -> Option<f64> {
    let (mut smaller, mut larger) = (0, 0);
    for (_, connection) in dials::for_us(document) {
        if let (Some(ab), Some(ba)) = (connection.flow.ab, connection.flow.ba) {
            smaller += u32::from(ab.min(ba).get());
            larger += u32::from(ab.max(ba).get());
        }
    }
    (larger > 0).then(|| f64::from(smaller) / f64::from(larger))
}
