//! Lifelines: how many points join each customer to the company, and by which few connections.
//!
//! Maximum flow from the customer by shortest augmenting paths (J. Edmonds and R. Karp, "Theoretical
//! improvements in algorithmic efficiency for network flow problems", J. ACM 1972). The last search, which
//! no longer gets through, leaves the smallest customer side: its rim is the minimum cut nearest to it.

use super::network::Network;
use crate::model::{ActorId, ConnectionId, Document, Kind};

/// Few enough points to say that a customer hangs on them.
pub(super) const THIN: u32 = 10;

/// What joins one customer to the inside of the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifeline {
    /// The customer.
    pub customer: ActorId,
    /// Points of the minimum cut; 0 if nothing joins them.
    pub points: u32,
    /// The minimum cut nearest the customer, in file order.
    pub cut: Vec<ConnectionId>,
}

/// Lifelines of all customers but a customer at the core (or inside), in file order.
///
/// Where `most` is given, a lifeline of more points is left out: it takes less time to know only that.
pub(super) fn lifelines(document: &Document, network: &Network, most: Option<u32>) -> Vec<Lifeline> {
    let core = document.meta().core;
    let is_source: Vec<bool> = (network.actors.iter())
        .map(|id| match core {
            Some(core) => *id == core,
            None => document.actor(*id).is_some_and(|actor| document.is_inside(actor)),
        })
        .collect();
    let mut search = Search::new(network);
    (document.actors())
        .filter(|(id, actor)| {
            let inside = if core.is_some() { core == Some(*id) } else { document.is_inside(actor) };
            actor.kind == Kind::Customer && !inside
        })
        .filter_map(|(customer, _)| {
            let Some(number) = network.number(customer) else {
                return Some(Lifeline { customer, points: 0, cut: Vec::new() });
            };
            let points = search.flow(number, &is_source, most.unwrap_or(u32::MAX))?;
            Some(Lifeline { customer, points, cut: if points > 0 { search.rim(network) } else { Vec::new() } })
        })
        .collect()
}

struct Search {
    /// By actor: (other end, place of the arc's remaining points; its reverse is `arc ^ 1`).
    arcs: Vec<Vec<(usize, usize)>>,
    /// Remaining points by arc, as they are without any flow.
    full: Vec<u32>,
    left: Vec<u32>,
    /// By arc: the actor it leaves.
    tails: Vec<usize>,
    /// By actor: the search in which it was last reached, and the arc it was reached by.
    reached: Vec<(u32, usize)>,
    round: u32,
    queue: Vec<usize>,
}

impl Search {
    fn new(network: &Network) -> Self {
        let mut arcs = vec![Vec::new(); network.actors.len()];
        let (mut full, mut tails) = (Vec::new(), Vec::new());
        for link in &network.links {
            if link.points > 0 {
                arcs[link.a].push((link.b, full.len()));
                arcs[link.b].push((link.a, full.len() + 1));
            }
            full.extend([u32::from(link.points); 2]);
            tails.extend([link.a, link.b]);
        }
        let reached = vec![(0, 0); network.actors.len()];
        Self { arcs, left: full.clone(), full, tails, reached, round: 0, queue: Vec::new() }
    }

    /// Points of the minimum cut around `customer`; `None` if they are more than `most`.
    fn flow(&mut self, customer: usize, is_source: &[bool], most: u32) -> Option<u32> {
        self.left.copy_from_slice(&self.full);
        let mut points = 0;
        while let Some(source) = self.reach(customer, is_source) {
            let path = self.path(customer, source);
            let most_here = path.iter().map(|arc| self.left[*arc]).min().unwrap_or(0);
            for arc in path {
                self.left[arc] -= most_here;
                self.left[arc ^ 1] += most_here;
            }
            points += most_here;
            if points > most {
                return None;
            }
        }
        Some(points)
    }

    /// Searches from the customer over arcs with points left; the first source found ends it.
    fn reach(&mut self, customer: usize, is_source: &[bool]) -> Option<usize> {
        self.round += 1;
        self.queue.clear();
        self.queue.push(customer);
        self.reached[customer] = (self.round, usize::MAX);
        let mut next = 0;
        while let Some(&actor) = self.queue.get(next) {
            next += 1;
            for &(to, arc) in &self.arcs[actor] {
                if self.left[arc] > 0 && self.reached[to].0 != self.round {
                    self.reached[to] = (self.round, arc);
                    if is_source[to] {
                        return Some(to);
                    }
                    self.queue.push(to);
                }
            }
        }
        None
    }

    fn path(&self, customer: usize, source: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut actor = source;
        while actor != customer {
            let arc = self.reached[actor].1;
            path.push(arc);
            actor = self.tails[arc];
        }
        path
    }

    /// Connections out of what the last search reached.
    fn rim(&self, network: &Network) -> Vec<ConnectionId> {
        let inside = |actor: usize| self.reached[actor].0 == self.round;
        (network.links.iter())
            .filter(|link| link.points > 0 && inside(link.a) != inside(link.b))
            .filter_map(|link| link.id)
            .collect()
    }
}
