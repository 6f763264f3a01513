//! A document as bodies and springs: strong cords pull short, needs pull where nothing is rated.

use std::collections::BTreeMap;

use super::body_id;
use crate::geom::fnv1a;
use crate::layout::{Body, LayoutRequest, Spring};
use crate::model::{Arrangement, Connection, Document, Kind, NodeId, Sketch, Stance, Strand, Strands};
use crate::scene::{NameSizes, Theme, footprints, promise_room, ring_of};
use crate::text::Measure;

/// The gap between the rims of two bodies that a full cord joins, in map units.
///
/// Smaller, and a strand cannot be seen between them; larger, and maps fall apart into dots.
const SHORTEST: f64 = 80.0;
/// The gap of a cord of one point: about three times as long.
const LONGEST: f64 = 240.0;
/// The gap of what nobody has rated: a map that is only drawn is read as near as one that holds.
const UNRATED: f64 = 120.0;
/// The gaps of what does not hold: it is missing, it works against us.
const MISSING: f64 = 280.0;
const AGAINST: f64 = 320.0;
/// The gap between a shared value and those who hold it, and its pull.
const HELD: (f64, f64) = (90.0, 0.12);

/// What the layout has to know of a document: footprints with names, springs from strength. `names` are the sizes
/// of names that were measured before.
#[must_use]
pub fn layout_request(
    document: &Document,
    measure: &dyn Measure,
    theme: Theme,
    aspect: f64,
    names: &mut NameSizes,
) -> LayoutRequest {
    let footprints = footprints(document, measure, theme.tokens(), names);
    let index: BTreeMap<NodeId, usize> = footprints.iter().enumerate().map(|(i, f)| (f.id, i)).collect();
    let rings = document.meta().arrangement == Arrangement::Rings;
    let bodies = footprints
        .iter()
        .map(|footprint| {
            let placement = document.placement(footprint.id);
            Body {
                id: body_id(footprint.id),
                footprint: footprint.area,
                at: placement.map(|p| p.at),
                pinned: placement.is_some_and(|p| p.pinned),
                ring: rings.then(|| ring_of(document, footprint.id)),
                side: side(document, footprint.id),
            }
        })
        .collect();
    let spring = |a: NodeId, b: NodeId, gap: f64, strength: f64| {
        let (a, b) = (*index.get(&a)?, *index.get(&b)?);
        Some(Spring { a, b, length: gap + footprints[a].body + footprints[b].body, strength })
    };
    let cords = document.connections().filter_map(|(_, c)| {
        let (gap, strength) = pull(c);
        spring(c.a.into(), c.b.into(), gap, strength)
    });
    let threads = document.actors().flat_map(|(id, actor)| {
        actor.values.iter().filter_map(move |value| spring(id.into(), (*value).into(), HELD.0, HELD.1))
    });
    LayoutRequest {
        bodies,
        springs: cords.chain(threads).collect(),
        hollow: promise_room(document, measure, theme.tokens()),
        aspect,
        seed: fnv1a(document.meta().key.as_bytes()),
    }
}

/// People read from left to right, from the inside to the customers.
fn side(document: &Document, node: NodeId) -> f64 {
    let NodeId::Actor(id) = node else { return 0.0 };
    match document.actor(id) {
        Some(actor) if actor.kind == Kind::Customer => 1.0,
        Some(actor) if document.is_inside(actor) => -0.5,
        _ => 0.0,
    }
}

/// The points of a cord, what is not rated yet taken for what the rest of it is: who is halfway through a card has
/// not said that it is weak.
fn as_if_complete(strands: Strands) -> f64 {
    let rated = Strand::ALL.iter().filter(|strand| strands.get(**strand).is_some()).count();
    f64::from(strands.points()) * 3.0 / rated.max(1) as f64
}

/// The gap that a connection wants, and how hard it pulls.
fn pull(connection: &Connection) -> (f64, f64) {
    if connection.stance != Stance::For {
        return (AGAINST, 0.3);
    }
    let points = match (connection.strands.is_unrated(), connection.sketch, connection.need) {
        (false, ..) => as_if_complete(connection.strands),
        (true, Some(Sketch::Thin), _) => 3.0,
        (true, Some(Sketch::Medium), _) => 7.0,
        (true, Some(Sketch::Strong), _) => 11.0,
        (true, None, Some(_)) => f64::from(connection.asked()),
        (true, None, None) => return (UNRATED, 0.5),
    };
    if points == 0.0 {
        return (MISSING, 0.3);
    }
    let share = (points - 1.0).max(0.0) / 14.0;
    (LONGEST + (SHORTEST - LONGEST) * share, 0.6 + 0.4 * share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorId, Level};

    fn gap_of(change: impl FnOnce(&mut Connection)) -> f64 {
        let mut connection = Connection::new("c".to_owned(), ActorId(0), ActorId(1));
        change(&mut connection);
        pull(&connection).0
    }

    #[test]
    fn stronger_cords_pull_shorter() {
        let rated = |a, b, c| gap_of(|x| x.strands = Strands::rated(a, b, c).unwrap());
        assert!((rated(1, 0, 0) / rated(5, 5, 5) - 3.0).abs() < 0.01);
        assert!(rated(3, 3, 3) < rated(2, 2, 2));
        assert!(rated(0, 0, 0) > rated(1, 0, 0), "what is missing pulls least");
    }

    #[test]
    fn what_nobody_has_rated_does_not_stand_apart_as_if_it_were_weak() {
        let unrated = gap_of(|_| {});
        assert!(unrated < gap_of(|x| x.strands = Strands::rated(2, 2, 2).unwrap()), "{unrated}");
        let half = gap_of(|x| x.strands = Strands::UNRATED.with(Strand::Exchange, Level::new(3)));
        assert_eq!(half, gap_of(|x| x.strands = Strands::rated(3, 3, 3).unwrap()));
    }

    #[test]
    fn a_sketch_or_a_need_guides_what_nobody_rated() {
        let sketch = |s| gap_of(|x| x.sketch = Some(s));
        assert!(sketch(Sketch::Strong) < sketch(Sketch::Medium) && sketch(Sketch::Medium) < sketch(Sketch::Thin));
        assert!(gap_of(|x| x.need = Level::new(5)) < gap_of(|x| x.need = Level::new(1)));
        assert!(gap_of(|x| x.stance = Stance::Against) > gap_of(|_| {}));
    }
}
