//! The flat network that the numbers are computed on: who takes part, what joins them, how many points.
//!
//! Only connections that are for us are links here; parked actors are not nodes. Not the sampling.

use std::collections::BTreeMap;

use crate::geom::fnv1a;
use crate::model::{ActorId, Connection, ConnectionId, Document, Stance};

/// Actors and links by number, in file order.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// Everybody who has a connection, of whatever stance.
    pub(super) actors: Vec<ActorId>,
    /// By actor: one end of the pairs that Cohesion counts.
    pub(super) counted: Vec<bool>,
    /// By actor: its group by number, if it has one.
    pub(super) group: Vec<Option<usize>>,
    /// Names of the groups, in the order in which they first appear.
    pub(super) groups: Vec<String>,
    /// Connections that are for us, with or without points.
    pub(super) links: Vec<Link>,
}

/// A connection that is for us.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Whose numbers these are; `None` for a link that is only being thought of.
    pub(super) id: Option<ConnectionId>,
    /// One end, by number.
    pub(super) a: usize,
    /// The other end, by number.
    pub(super) b: usize,
    /// Points P, 0 to 15.
    pub(super) points: u8,
    /// The hash that its random draws hang on.
    pub(super) hash: u64,
}

impl Network {
    /// The network of the agreed ratings.
    pub(super) fn of(document: &Document) -> Self {
        Self::rated_by(document, Connection::points)
    }

    /// The network in which what nobody has rated yet holds like nothing else: a room drew it, so who stands on it
    /// is neither cut off nor hanging on the rest. What is weak in this network is so whatever will be rated.
    pub(super) fn as_drawn(document: &Document) -> Self {
        Self::rated_by(document, |c| if c.strands.is_unrated() { 15 } else { c.points() })
    }

    /// The network of other points: without a strand, as somebody else sees it, in a year.
    pub(super) fn rated_by(document: &Document, points: impl Fn(&Connection) -> u8) -> Self {
        let mut joined: BTreeMap<ActorId, usize> = BTreeMap::new();
        for (_, connection) in document.connections() {
            joined.extend([(connection.a, 0), (connection.b, 0)]);
        }
        let mut network =
            Self { actors: Vec::new(), counted: Vec::new(), group: Vec::new(), groups: Vec::new(), links: Vec::new() };
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, actor) in document.actors() {
            let Some(number) = joined.get_mut(&id) else { continue };
            *number = network.actors.len();
            network.actors.push(id);
            network.counted.push(document.is_counted(actor));
            let name = actor.group.trim();
            network.group.push((!name.is_empty()).then(|| {
                *numbers.entry(name).or_insert_with(|| {
                    network.groups.push(name.to_owned());
                    network.groups.len() - 1
                })
            }));
        }
        for (id, connection) in document.connections() {
            if connection.stance == Stance::For {
                network.links.push(Link {
                    id: Some(id),
                    a: joined[&connection.a],
                    b: joined[&connection.b],
                    points: points(connection).min(15),
                    hash: fnv1a(connection.key.as_bytes()),
                });
            }
        }
        network
    }

    /// The number of an actor; `None` if it is parked.
    pub(super) fn number(&self, actor: ActorId) -> Option<usize> {
        self.actors.binary_search(&actor).ok()
    }

    /// T: the actors that pairs are made of.
    pub(super) fn num_counted(&self) -> usize {
        self.counted.iter().filter(|counted| **counted).count()
    }

    /// The links with points.
    pub(super) fn live(&self) -> impl Iterator<Item = &Link> + Clone {
        self.links.iter().filter(|link| link.points > 0)
    }

    /// By actor: the ends of its links with points, as (other end, place in `links`).
    pub(super) fn neighbors(&self) -> Vec<Vec<(usize, usize)>> {
        let mut neighbors = vec![Vec::new(); self.actors.len()];
        for (place, link) in self.links.iter().enumerate().filter(|(_, link)| link.points > 0) {
            neighbors[link.a].push((link.b, place));
            neighbors[link.b].push((link.a, place));
        }
        neighbors
    }
}
