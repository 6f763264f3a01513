//! Connections that are not there yet and would help most: by rule, by common ground, by open triangles, by
//! what they would add. An offer to the room, never a reason to call anything weak.

use std::collections::{BTreeMap, BTreeSet};

use super::Options;
use super::draws::hold;
use super::figures::compare;
use super::network::{Link, Network};
use super::reasons::common_ground;
use super::shaking::{self, Estimate, Method};
use crate::model::{Actor, ActorId, Document, Kind, Level, Stance, Strand};

/// Points of the connection that is thought of: two on each strand.
const POINTS: u8 = 6;
/// Pairs that are looked at closely: each costs as much as a connection of the map.
const MAX_CANDIDATES: usize = 500;
const MAX_SUGGESTIONS: usize = 20;
/// Of these by one way of finding them: the others get theirs.
const MAX_BY_ONE_WAY: usize = MAX_CANDIDATES / 4;

/// Why a connection is suggested. The first that applies is told, as long as not enough others have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A customer and somebody inside stand for the same thing.
    Untapped,
    /// Maps of this kind need it: leaders meet customers, customers know a team, groups are joined.
    Rule,
    /// They have strong neighbors in common.
    Triangle,
    /// It would hold the map together.
    Gain,
}

impl Why {
    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Untapped => "untapped",
            Self::Triangle => "triangle",
            Self::Gain => "gain",
        }
    }
}

/// A connection that might be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion {
    /// One end.
    pub a: ActorId,
    /// The other end.
    pub b: ActorId,
    /// What speaks for it.
    pub why: Why,
    /// What six points there would add to Cohesion, 0..100.
    pub gain: f64,
    /// Its standard error; 0 where it is exact.
    pub gain_error: f64,
}

/// At most 20 connections between actors that have others but not this one, the greatest gain first.
#[must_use]
pub fn suggestions(document: &Document, options: &Options) -> Vec<Suggestion> {
    let network = Network::of(document);
    let candidates = Candidates::of(document, &network);
    let shaken = shaking::shake(&candidates.joined_to(&network), Method::of(&network, options));
    candidates.choose(&network, &shaken.birnbaum)
}

/// Pairs to look at closely, each with all that speaks for it.
pub(super) struct Candidates(Vec<(Pair, Vec<Why>)>);

impl Candidates {
    pub(super) fn of(document: &Document, network: &Network) -> Self {
        let map = Map::of(document, network);
        let mut candidates: Vec<(Pair, Vec<Why>)> = Vec::new();
        let mut known: BTreeMap<Pair, usize> = BTreeMap::new();
        let ways = [(Why::Untapped, map.untapped()), (Why::Rule, map.by_rule()), (Why::Triangle, map.triangles())];
        for (why, pairs) in ways {
            for pair in pairs.into_iter().take(MAX_BY_ONE_WAY) {
                let at = *known.entry(pair).or_insert(candidates.len());
                if at == candidates.len() {
                    candidates.push((pair, Vec::new()));
                }
                candidates[at].1.push(why);
            }
        }
        let room = MAX_CANDIDATES - candidates.len();
        candidates.extend(map.others(&known, room).into_iter().map(|pair| (pair, Vec::new())));
        for (_, whys) in &mut candidates {
            whys.push(Why::Gain);
        }
        Self(candidates)
    }

    /// The network with the candidates after its own links, as links that never hold: what they would join
    /// is then found along with all else.
    pub(super) fn joined_to(&self, network: &Network) -> Network {
        let mut joined = network.clone();
        joined.links.extend(self.0.iter().map(|&((a, b), _)| Link { id: None, a, b, points: 0, hash: 0 }));
        joined
    }

    /// The best of them; `birnbaum` is that of the joined network.
    pub(super) fn choose(&self, network: &Network, birnbaum: &[Estimate]) -> Vec<Suggestion> {
        let mut order: Vec<(&(Pair, Vec<Why>), &Estimate)> =
            self.0.iter().zip(&birnbaum[network.links.len()..]).collect();
        order.sort_by(|(_, x), (_, y)| compare(y.value, x.value));
        let mut told: BTreeMap<Why, usize> = BTreeMap::new();
        let suggestions = (order.into_iter())
            .filter_map(|(((a, b), whys), birnbaum)| {
                let has_room = |why: &&Why| told.get(why).is_none_or(|told| *told < most(**why));
                let why = *whys.iter().find(has_room)?;
                *told.entry(why).or_default() += 1;
                Some(Suggestion {
                    a: network.actors[*a],
                    b: network.actors[*b],
                    why,
                    gain: 100.0 * birnbaum.value * hold(POINTS),
                    gain_error: 100.0 * birnbaum.error * hold(POINTS),
                })
            })
            .collect();
        keep_the_reasoned(suggestions)
    }
}

/// At most so many for one reason, so that none crowds out the others.
const fn most(why: Why) -> usize {
    match why {
        Why::Untapped => 3,
        Why::Rule => 8,
        Why::Triangle => 6,
        Why::Gain => MAX_SUGGESTIONS,
    }
}

/// The first 20, those with more than their gain to speak for them before the rest.
fn keep_the_reasoned(mut suggestions: Vec<Suggestion>) -> Vec<Suggestion> {
    let reasoned = suggestions.iter().filter(|suggestion| suggestion.why != Why::Gain).count();
    let mut room = MAX_SUGGESTIONS.saturating_sub(reasoned);
    suggestions.retain(|suggestion| {
        let stays = suggestion.why != Why::Gain || room > 0;
        if suggestion.why == Why::Gain {
            room = room.saturating_sub(1);
        }
        stays
    });
    suggestions
}

/// A pair of actors by number, the smaller first.
type Pair = (usize, usize);

struct Map<'a> {
    document: &'a Document,
    network: &'a Network,
    actors: Vec<&'a Actor>,
    joined: BTreeSet<Pair>,
    neighbors: Vec<Vec<(usize, usize)>>,
}

impl<'a> Map<'a> {
    fn of(document: &'a Document, network: &'a Network) -> Self {
        let joined = (document.connections())
            .filter_map(|(_, c)| Some(ordered(network.number(c.a)?, network.number(c.b)?)))
            .collect();
        let actors = network.actors.iter().filter_map(|id| document.actor(*id)).collect();
        Self { document, network, actors, joined, neighbors: network.neighbors() }
    }

    fn numbers(&self, is: impl Fn(&Actor) -> bool) -> Vec<usize> {
        (0..self.actors.len()).filter(|actor| is(self.actors[*actor])).collect()
    }

    fn is_open(&self, pair: Pair) -> bool {
        pair.0 != pair.1 && !self.joined.contains(&pair)
    }

    /// What maps of this kind need: each customer a team that it trusts, leaders who meet each customer,
    /// product people within two steps of the users, a cord between each group and some other.
    fn by_rule(&self) -> Vec<Pair> {
        let customers = self.numbers(|actor| actor.kind == Kind::Customer);
        let inside = self.numbers(|actor| self.document.is_inside(actor));
        let leaders = self.numbers(|actor| has_tag(actor, "leadership"));
        let makers = self.numbers(|actor| has_tag(actor, "product"));
        let mut pairs = Vec::new();
        for &customer in &customers {
            if !self.trusts_a_team(customer) {
                pairs.extend(inside.iter().map(|team| ordered(*team, customer)));
            }
            pairs.extend(leaders.iter().map(|leader| ordered(*leader, customer)));
            let near = |maker: &usize| {
                self.neighbors[*maker]
                    .iter()
                    .any(|(via, _)| *via == customer || self.neighbors[*via].iter().any(|(end, _)| *end == customer))
            };
            if !makers.iter().any(near) {
                pairs.extend(makers.iter().map(|maker| ordered(*maker, customer)));
            }
        }
        pairs.extend(self.out_of_closed_groups());
        let mut seen = BTreeSet::new();
        pairs.retain(|pair| self.is_open(*pair) && seen.insert(*pair));
        pairs
    }

    fn trusts_a_team(&self, customer: usize) -> bool {
        (self.document.connections_of(self.network.actors[customer])).any(|(_, connection)| {
            let other = connection.other(self.network.actors[customer]).and_then(|other| self.document.actor(other));
            connection.stance == Stance::For
                && connection.strands.get(Strand::Relationship) >= Level::new(2)
                && other.is_some_and(|actor| self.document.is_inside(actor))
        })
    }

    /// From the actor with most points in each group that no cord joins to another, to the same elsewhere.
    fn out_of_closed_groups(&self) -> Vec<Pair> {
        let group = |actor: usize| self.network.group[actor];
        let is_closed = |number: usize| {
            !self.network.live().any(|link| {
                let (a, b) = (group(link.a), group(link.b));
                a != b && (a == Some(number) || b == Some(number)) && a.is_some() && b.is_some()
            })
        };
        let points = self.points();
        let first = |is: &dyn Fn(Option<usize>) -> bool| {
            (0..self.actors.len()).filter(|actor| is(group(*actor))).rev().max_by_key(|actor| points[*actor])
        };
        (0..self.network.groups.len())
            .filter(|number| is_closed(*number))
            .filter_map(|number| {
                let here = first(&|group| group == Some(number))?;
                let there = first(&|group| group.is_some_and(|group| group != number))?;
                Some(ordered(here, there))
            })
            .collect()
    }

    /// Customers and insiders who stand for the same thing and have no connection.
    fn untapped(&self) -> Vec<Pair> {
        let customers = self.numbers(|actor| actor.kind == Kind::Customer);
        let inside = self.numbers(|actor| self.document.is_inside(actor));
        let pairs = customers.iter().flat_map(|customer| inside.iter().map(|team| ordered(*customer, *team)));
        let ids = &self.network.actors;
        pairs
            .filter(|pair| self.is_open(*pair) && !common_ground(self.document, ids[pair.0], ids[pair.1]).is_empty())
            .collect()
    }

    /// Open triangles, the best first: by the sum over common neighbors of both chances to hold.
    fn triangles(&self) -> Vec<Pair> {
        let mut scores: BTreeMap<Pair, f64> = BTreeMap::new();
        for ends in &self.neighbors {
            // The hubs of a huge map would fill memory with pairs that nobody will look at.
            for (at, &(a, first)) in ends.iter().enumerate().take(MAX_CANDIDATES) {
                for &(b, second) in ends[..at].iter() {
                    let pair = ordered(a, b);
                    if self.is_open(pair) {
                        let chance = |place: usize| hold(self.network.links[place].points);
                        *scores.entry(pair).or_default() += chance(first) * chance(second);
                    }
                }
            }
        }
        let mut pairs: Vec<(Pair, f64)> = scores.into_iter().collect();
        pairs.sort_by(|x, y| compare(y.1, x.1));
        pairs.into_iter().take(MAX_BY_ONE_WAY).map(|(pair, _)| pair).collect()
    }

    /// Further pairs, of the actors with most points first: those that could reach most.
    fn others(&self, known: &BTreeMap<Pair, usize>, room: usize) -> Vec<Pair> {
        let points = self.points();
        let mut actors: Vec<usize> = (0..self.actors.len()).collect();
        actors.sort_by_key(|actor| std::cmp::Reverse(points[*actor]));
        let pairs = (0..actors.len()).flat_map(|at| (0..at).map(move |other| (other, at)));
        pairs
            .map(|(x, y)| ordered(actors[x], actors[y]))
            .filter(|pair| self.is_open(*pair) && !known.contains_key(pair))
            .take(room)
            .collect()
    }

    fn points(&self) -> Vec<u32> {
        let mut points = vec![0; self.actors.len()];
        for link in self.network.live() {
            points[link.a] += u32::from(link.points);
            points[link.b] += u32::from(link.points);
        }
        points
    }
}

fn ordered(a: usize, b: usize) -> Pair {
    (a.min(b), a.max(b))
}

/// Whether an actor carries a tag, whatever its case.
pub(super) fn has_tag(actor: &Actor, tag: &str) -> bool {
    actor.tags.iter().any(|word| word.trim().eq_ignore_ascii_case(tag))
}
