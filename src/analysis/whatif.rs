//! What would we lose? The dials of a map without some of it, over the pairs and needs of the whole map.

use super::network::Network;
use super::shaking::{self, Method};
use super::{BrandStrength, Cohesion, NeedsMet, Options, dials};
use crate::model::{ActorId, Connection, ConnectionId, Document, Selection};

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

/// What a map is without some of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    /// Its dials, over the pairs and needs of the whole map.
    pub dials: Dials,
    /// Who is still there but has no way to the company's piece of the map any more, in file order.
    pub cut_off: Vec<ActorId>,
}

/// The dials of the map without `removed`, and whom that cuts off.
///
/// The company's piece is the one with the core, where that is set and stays, else the one with most of the
/// inside; of several the one with most counted actors, then the first of the file. Only who had a way to
/// somebody of that piece before can be cut off from it.
#[must_use]
pub fn whatif(document: &Document, removed: &Selection, options: &Options) -> WhatIf {
    let whole = Network::of(document);
    let rest = rest(document, &whole, removed);
    let (before, after) = (pieces(&whole), pieces(&rest));
    let core = document.meta().core.filter(|core| !removed.actors.contains(core)).and_then(|core| rest.number(core));
    let stays = |actor: usize| !removed.actors.contains(&rest.actors[actor]);
    let rank = |piece: usize| {
        let members = || (0..after.len()).filter(|actor| after[*actor] == piece && stays(*actor));
        let is_inside = |actor: &usize| document.actor(rest.actors[*actor]).is_some_and(|a| document.is_inside(a));
        let counted = members().filter(|actor| rest.counted[*actor]).count();
        (core.is_some_and(|core| after[core] == piece), members().filter(is_inside).count(), counted)
    };
    let roots = (0..after.len()).filter(|actor| after[*actor] == *actor && stays(*actor));
    // The last of equals is taken, so from the end of the file.
    let Some(home) = roots.rev().max_by_key(|root| rank(*root)) else {
        return WhatIf { dials: dials_of(document, &rest, removed, options), cut_off: Vec::new() };
    };
    let cut_off = (0..after.len())
        .filter(|actor| stays(*actor) && after[*actor] != home && before[*actor] == before[home])
        .map(|actor| rest.actors[actor])
        .collect();
    WhatIf { dials: dials_of(document, &rest, removed, options), cut_off }
}

/// By actor: the first actor of the piece of the map that it is in.
fn pieces(network: &Network) -> Vec<usize> {
    let neighbors = network.neighbors();
    let mut pieces = vec![usize::MAX; neighbors.len()];
    for root in 0..neighbors.len() {
        let mut open = vec![root];
        while let Some(actor) = open.pop() {
            if pieces[actor] == usize::MAX {
                pieces[actor] = root;
                open.extend(neighbors[actor].iter().map(|(next, _)| *next));
            }
        }
    }
    pieces
}

/// The dials of the map without `removed`: with its connections and all connections of its actors lost.
///
/// Who is removed still counts, as somebody nobody reaches, and what was asked is still asked: so a loss can
/// never look like a gain. Found the way the whole map's figures are (sampled if they are), with the same
/// draws, so that the two may be compared.
#[must_use]
pub fn without(document: &Document, removed: &Selection, options: &Options) -> Dials {
    dials_of(document, &rest(document, &Network::of(document), removed), removed, options)
}

fn stays(removed: &Selection, id: ConnectionId, connection: &Connection) -> bool {
    !removed.connections.contains(&id)
        && !removed.actors.contains(&connection.a)
        && !removed.actors.contains(&connection.b)
}

/// The network with what is removed holding nothing.
fn rest(document: &Document, whole: &Network, removed: &Selection) -> Network {
    let mut rest = whole.clone();
    for link in &mut rest.links {
        let connection = link.id.and_then(|id| Some((id, document.connection(id)?)));
        if !connection.is_some_and(|(id, connection)| stays(removed, id, connection)) {
            link.points = 0;
        }
    }
    rest
}

fn dials_of(document: &Document, rest: &Network, removed: &Selection, options: &Options) -> Dials {
    let kept = dials::for_us(document).filter(|(id, connection)| stays(removed, *id, connection));
    let all = dials::for_us(document).map(|(id, connection)| {
        let points = if stays(removed, id, connection) { connection.points() } else { 0 };
        (connection.asked(), points)
    });
    Dials {
        strength: dials::strength_of(kept.map(|(_, connection)| connection.strands)),
        // Found the way the whole map's is.
        cohesion: shaking::cohesion(rest, Method::of(&Network::of(document), options)),
        needs: dials::needs_of(all),
    }
}
