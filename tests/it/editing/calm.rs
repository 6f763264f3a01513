//! A session of forty edits on every example and on a map of 300: what nobody touched stays where it is.

use std::fs;

use threestrand::derived::layout_request;
use threestrand::editor::{Command, Event};
use threestrand::formats;
use threestrand::geom::{Point, Rect, SplitMix64};
use threestrand::model::{
    Actor, ActorChange, ActorId, Arrangement, Connection, ConnectionChange, ConnectionId, Document, Edit, Kind, Level,
    MetaChange, NodeId, Placement, Selection, Strand, Strands,
};
use threestrand::scene::{NameSizes, Theme};
use threestrand::text::FixedWidth;

use super::hands::{TestEditor, draw};
use crate::layers::root;

/// Edits of one session.
const EDITS: usize = 40;
/// 400 ms at 60 frames.
const MOST_FRAMES: usize = 24;
/// The median way of those that an edit does not name, in parts of the map's diagonal.
const CALM: f64 = 0.02;

#[test]
fn forty_edits_leave_the_rest_where_it_is() {
    for name in ["coffee", "cosmetics", "hospital", "software", "telecom", "university"] {
        for arrangement in [Arrangement::Free, Arrangement::Rings] {
            session(name, example(name), arrangement);
        }
    }
}

#[test]
fn forty_edits_leave_a_map_of_300_where_it_is() {
    session("generated", generated(300), Arrangement::Free);
}

fn example(name: &str) -> Document {
    let file = format!("{name}.strand");
    let bytes = fs::read(root().join("examples").join(&file)).expect("it comes with the program");
    formats::read(&file, &bytes, 1).expect("it can be read").document
}

/// A map with names of real lengths: everybody knows one earlier, every second two.
fn generated(actors: usize) -> Document {
    const WORDS: [&str; 8] = ["Customers", "Field", "Regional", "Support", "Sales", "Board", "Press", "Partners"];
    const KINDS: [Kind; 6] = [Kind::Team, Kind::Role, Kind::Customer, Kind::Partner, Kind::Supplier, Kind::Community];
    let mut random = SplitMix64::new(300);
    let mut document = Document::new("generated".to_owned());
    for i in 0..actors {
        let word = |random: &mut SplitMix64| WORDS[random.below(WORDS.len())];
        let name = format!("{} {} {i}", word(&mut random), word(&mut random).to_lowercase());
        let kind = KINDS[random.below(KINDS.len())].clone();
        draw(
            &mut document,
            Edit::AddActor(Box::new(Actor { key: format!("a{i}"), name, kind, ..Actor::default() }), None),
        );
    }
    let ids: Vec<ActorId> = document.actors().map(|(id, _)| id).collect();
    for b in 1..actors {
        for _ in 0..1 + b % 2 {
            let a = b.saturating_sub(40) + random.below(b.min(40));
            if document.between(ids[a], ids[b]).is_none() {
                let points = || Level::new(1);
                let strands = Strands([points(), Level::new((b % 6) as u8), Level::new((a % 6) as u8)]);
                let connection = Connection { strands, ..Connection::new(format!("c{a}-{b}"), ids[a], ids[b]) };
                draw(&mut document, Edit::AddConnection(Box::new(connection)));
            }
        }
    }
    document
}

/// What an edit names: these may go where they like.
type Touched = Vec<NodeId>;

#[track_caller]
fn session(name: &str, mut document: Document, arrangement: Arrangement) {
    let nowhere = document.placements().map(|(node, _)| (node, None)).collect();
    draw(&mut document, Edit::All(vec![Edit::Meta(MetaChange::Arrangement(arrangement)), Edit::Place(nowhere)]));
    let mut t = TestEditor::new(document);
    t.run(Command::PauseLayout).settle();
    // Two stand where a hand put them.
    let held: Vec<NodeId> = t.editor.document().placements().map(|(node, _)| node).take(2).collect();
    let pinned = held
        .iter()
        .filter_map(|node| Some((*node, Some(Placement { pinned: true, ..t.editor.document().placement(*node)? }))));
    let pinned = Edit::Place(pinned.collect());
    t.editor.edit("pin", pinned);
    t.settle();

    let mut random = SplitMix64::new(40);
    let mut worst = (0.0, String::new());
    for step in 0..EDITS {
        let before: Vec<(NodeId, Placement)> = t.editor.document().placements().collect();
        let (what, edit, touched) = any_edit(t.editor.document(), &held, step, &mut random);
        t.editor.edit(&what, edit);
        let context = format!("{name}, {arrangement:?}, edit {step}: {what}");
        walk(&mut t, &context);
        let after = t.editor.document();
        let mut ways: Vec<f64> = before
            .iter()
            .filter(|(node, _)| !touched.contains(node))
            .filter_map(|(node, was)| Some(after.placement(*node)?.at.distance(was.at)))
            .collect();
        ways.sort_by(f64::total_cmp);
        let diagonal = diagonal(after);
        let median = ways[ways.len() / 2] / diagonal;
        assert!(median < CALM, "the median goes {median:.3} of the diagonal; {context}");
        // Not only the median: nearly everybody stays.
        let nine_in_ten = ways[ways.len() * 9 / 10] / diagonal;
        if nine_in_ten > worst.0 {
            worst = (nine_in_ten, context.clone());
        }
        for (node, was) in before.iter().filter(|(node, _)| held.contains(node)) {
            assert_eq!(after.placement(*node), Some(*was), "pinned, and moved; {context}");
        }
        free_of_overlap(after, &context);
    }
    assert!(worst.0 < 2.0 * CALM, "nine in ten go up to {:.3} of the diagonal; {}", worst.0, worst.1);
}

/// Lets the map come to rest: in time, without going back and forth, and for good.
#[track_caller]
fn walk(t: &mut TestEditor, context: &str) {
    let places = |t: &TestEditor| -> Vec<Point> { t.editor.document().placements().map(|(_, p)| p.at).collect() };
    let mut frames = vec![places(t)];
    loop {
        t.on(Event::Frame { dt_secs: 1.0 / 60.0 });
        frames.push(places(t));
        if t.asked.is_empty() {
            break;
        }
        assert!(frames.len() <= MOST_FRAMES + 2, "still moving; {context}");
    }
    let rest = frames[frames.len() - 1].clone();
    for pair in frames.windows(2) {
        for ((was, is), rest) in pair[0].iter().zip(&pair[1]).zip(&rest) {
            assert!(is.distance(*rest) <= was.distance(*rest) + 0.05, "goes back and forth; {context}");
        }
    }
    for _ in 0..5 {
        t.on(Event::Frame { dt_secs: 1.0 / 60.0 });
    }
    assert_eq!(places(t), rest, "drifts; {context}");
}

fn diagonal(document: &Document) -> f64 {
    let points = document.placements().map(|(_, placement)| placement.at);
    let bounds = points.map(|p| Rect::from_points(p, p)).reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO);
    bounds.width().hypot(bounds.height())
}

#[track_caller]
fn free_of_overlap(document: &Document, context: &str) {
    let request = layout_request(document, &FixedWidth, Theme::Light, 1.6, &mut NameSizes::default());
    let stands: Vec<(Rect, bool)> =
        request.bodies.iter().filter_map(|body| Some((body.footprint + body.at?.to_vec2(), body.pinned))).collect();
    for (i, (a, a_pinned)) in stands.iter().enumerate() {
        for (b, b_pinned) in &stands[i + 1..] {
            let apart = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
            assert!(apart || (*a_pinned && *b_pinned), "{a:?} and {b:?} overlap; {context}");
        }
    }
}

/// One of what a room does: a new actor with a line, a line, a rating, a name, somebody or a line less.
fn any_edit(document: &Document, held: &[NodeId], step: usize, random: &mut SplitMix64) -> (String, Edit, Touched) {
    let actors: Vec<ActorId> = document.actors().map(|(id, _)| id).filter(|id| !held.contains(&(*id).into())).collect();
    let cords: Vec<ConnectionId> = document.connections().map(|(id, _)| id).collect();
    let (one, two) = (actors[random.below(actors.len())], actors[random.below(actors.len())]);
    let cord = cords[random.below(cords.len())];
    let ends = |cord: ConnectionId| -> Touched {
        document.connection(cord).map_or_else(Vec::new, |c| vec![c.a.into(), c.b.into()])
    };
    match step % 6 {
        0 => {
            let mut next = document.clone();
            let actor = Actor { key: format!("new{step}"), name: format!("Somebody new {step}"), ..Actor::default() };
            let add = Edit::AddActor(Box::new(actor), None);
            draw(&mut next, add.clone());
            let id = next.actor_named(&format!("Somebody new {step}")).expect("it was just added");
            let line = Connection::new(format!("line{step}"), one, id);
            ("add".to_owned(), Edit::All(vec![add, Edit::AddConnection(Box::new(line))]), vec![one.into(), id.into()])
        }
        1 if one != two && document.between(one, two).is_none() => {
            let line = Connection::new(format!("line{step}"), one, two);
            ("connect".to_owned(), Edit::AddConnection(Box::new(line)), vec![one.into(), two.into()])
        }
        3 => {
            let name = ActorChange::Name(format!("A name that is a good deal longer {step}"));
            ("rename".to_owned(), Edit::Actor(one, name), vec![one.into()])
        }
        4 => {
            let gone = Selection { actors: [one].into(), ..Selection::default() };
            ("delete an actor".to_owned(), Edit::Delete(gone), vec![one.into()])
        }
        5 => {
            let gone = Selection { connections: [cord].into(), ..Selection::default() };
            ("delete a line".to_owned(), Edit::Delete(gone), ends(cord))
        }
        _ => {
            let rating = ConnectionChange::Strand(Strand::Exchange, Level::new((step % 6) as u8));
            ("rate".to_owned(), Edit::Connection(cord, rating), ends(cord))
        }
    }
}
