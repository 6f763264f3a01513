//! What would we lose? The dials of a map without some of it, over the pairs and needs of the whole map.

use super::network::Network;
use super::shaking::{self, Method};
use super::{BrandStrength, Cohesion, NeedsMet, Options, dials};
use crate::model::{Connection, ConnectionId, Document, Selection};

/// The three dials of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dials {
    /// The first dial.
    pub strength: BrandStrength,
    /// The second dial.
    pub cohesion: Cohesion,
    /// The third dial.
    pub needs: NeedsMet,
}

/// The dials of the map without `removed`: with its connections and all connections of its actors lost.
///
/// Who is removed still counts, as somebody nobody reaches, and what was asked is still asked: so a loss can
/// never look like a gain. Found the way the whole map's figures are (sampled if they are), with the same
/// draws, so that the two may be compared.
#[must_use]
pub fn without(document: &Document, removed: &Selection, options: &Options) -> Dials {
    let stays = |id: ConnectionId, connection: &Connection| {
        !removed.connections.contains(&id)
            && !removed.actors.contains(&connection.a)
            && !removed.actors.contains(&connection.b)
    };
    let whole = Network::of(document);
    let method = Method::of(&whole, options);
    let mut rest = whole;
    for link in &mut rest.links {
        let connection = link.id.and_then(|id| Some((id, document.connection(id)?)));
        if !connection.is_some_and(|(id, connection)| stays(id, connection)) {
            link.points = 0;
        }
    }
    let kept = dials::for_us(document).filter(|(id, connection)| stays(*id, connection));
    let all = dials::for_us(document).map(|(id, connection)| {
        let points = if stays(id, connection) { connection.points() } else { 0 };
        (connection.asked(), points)
    });
    Dials {
        strength: dials::strength_of(kept.map(|(_, connection)| connection.strands)),
        cohesion: shaking::cohesion(&rest, method),
        needs: dials::needs_of(all),
    }
}
