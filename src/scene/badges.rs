//! Where the numbers of weak connections sit on their cords.

use super::Tokens;
use super::cord::{Severity, marks};
use super::plan::{Cord, Node};
use crate::geom::{Point, Rect};
use crate::model::ConnectionId;
use crate::text::{Measure, Weight};

/// The number of a weak connection, on its cord.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Badge {
    pub(super) connection: ConnectionId,
    /// From 1, in the order of mending.
    pub(super) number: usize,
    pub(super) at: Point,
    pub(super) radius: f64,
    /// The measured width of the figure.
    pub(super) width: f64,
}

impl Badge {
    /// The box around it with its ring.
    pub(super) fn area(&self) -> Rect {
        let side = 2.0 * (self.radius + marks::BADGE_RING);
        Rect::from_center_size(self.at, (side, side))
    }
}

/// Shares of the cord where a number may sit, the best first. They leave the middle, where a cord frays.
const SHARES: [f64; 14] = [0.32, 0.68, 0.26, 0.74, 0.38, 0.62, 0.2, 0.8, 0.15, 0.85, 0.44, 0.56, 0.11, 0.89];

/// A place for each number: off bodies, the `words` in the middle and other numbers, off names if it can, off the worn
/// middle of its cord.
pub(super) fn place<'a>(
    numbered: impl Iterator<Item = (usize, &'a Cord)>,
    (nodes, words): (&[Node], &[Rect]),
    unit: f64,
    tokens: &Tokens,
    measure: &dyn Measure,
) -> Vec<Badge> {
    let radius = marks::badge_radius(tokens.text_scale);
    let mut badges: Vec<Badge> = Vec::new();
    for (number, cord) in numbered {
        let length = cord.spine.length();
        let cost = |i: usize, at: Point| {
            let onto = |node: &Node| {
                let near = (at - node.at).hypot() < node.reach(unit) + radius + 2.0;
                let named = node.name.is_some_and(|name| name.inflate(radius + 2.0, radius + 2.0).contains(at));
                // A name that must stay has less choice than one that may go.
                f64::from(u8::from(near)) * 12.0 + f64::from(u8::from(named)) * if node.touched { 2.5 } else { 1.0 }
            };
            let crowding = badges.iter().map(|other| {
                let apart = (at - other.at).hypot();
                if apart < 2.0 * radius + 4.0 {
                    12.0
                } else if apart < radius * 3.1 {
                    1.5
                } else {
                    0.0
                }
            });
            let beneath = words.iter().any(|words| words.inflate(radius, radius).contains(at));
            let worn = (SHARES[i] - 0.5).abs() < 0.1 && cord.look.severity == Some(Severity::Large);
            crowding.sum::<f64>()
                + nodes.iter().map(onto).sum::<f64>()
                + 0.12 * i as f64
                + if worn { 2.0 } else { 0.0 }
                + if beneath { 12.0 } else { 0.0 }
        };
        let places = SHARES.iter().map(|share| cord.spine.at(length * share, 0.0)).enumerate();
        let best = places.map(|(i, at)| (cost(i, at), at)).min_by(|a, b| a.0.total_cmp(&b.0));
        let at = best.map_or(Point::ZERO, |(_, at)| at);
        let width = measure.width(&number.to_string(), marks::figure_size(radius), Weight::SemiBold);
        badges.push(Badge { connection: cord.id, number, at, radius, width });
    }
    badges
}
