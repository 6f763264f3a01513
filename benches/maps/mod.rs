//! The map that the benches of the picture and of the window share. It measures nothing.

use threestrand::geom::{Point, SplitMix64};
use threestrand::model::{Actor, Connection, Document, Edit, Level, Placement, Strands};

/// A map with so many actors and connections, mostly between neighbors.
pub(crate) fn neighbors((actors, connections): (usize, usize)) -> Document {
    let mut random = SplitMix64::new(7);
    let mut document = Document::new("bench".to_owned());
    let columns = (actors as f64).sqrt().ceil() as usize;
    let mut edits = Vec::new();
    for i in 0..actors {
        let at = Point::new((i % columns) as f64 * 190.0 + random.next_f64() * 60.0, (i / columns) as f64 * 150.0);
        let actor = Actor { key: format!("a{i}"), name: format!("Somebody {i}"), ..Actor::default() };
        edits.push(Edit::AddActor(Box::new(actor), Some(Placement { at, pinned: false })));
    }
    let _ = document.apply(Edit::All(edits)).expect("a sound map");
    let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
    let mut pairs = std::collections::BTreeSet::new();
    while pairs.len() < connections {
        let a = random.below(actors);
        let b = (a + [1, 2, columns, columns + 1, 3 * columns + 2][random.below(5)]) % actors;
        if a != b && !pairs.contains(&(b, a)) {
            pairs.insert((a, b));
        }
    }
    let cords = pairs.into_iter().map(|(a, b)| {
        let mut connection = Connection::new(format!("{a}--{b}"), ids[a], ids[b]);
        connection.strands = Strands([0; 3].map(|_| Level::new(random.below(6) as u8)));
        connection.need = Level::new(random.below(6) as u8);
        Edit::AddConnection(Box::new(connection))
    });
    let _ = document.apply(Edit::All(cords.collect())).expect("a sound map");
    document
}
