//! The layout that lives beside the document.

use threestrand::editor::{Button, Command, Event, Key, Request};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{
    Actor, ActorChange, Arrangement, Attachment, Connection, Document, Edit, NodeId, Note, Placement,
};

use super::hands::{TestEditor, draw, small};

#[test]
fn ticks_are_never_recorded() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).settle();
    let mia = t.place("Mia");
    t.click(mia).key(Key::Tab).name("Nora").run(Command::Undo).settle();
    assert!(!t.editor.is_unsaved());
    assert_eq!(t.editor.redo_name(), Some("add Nora"));
}

#[test]
fn maps_without_places_are_laid_out_at_once() {
    let mut document = small();
    let nowhere = document.placements().map(|(node, _)| (node, None)).collect();
    draw(&mut document, Edit::Place(nowhere));
    let mut t = TestEditor::new(document);
    let places: Vec<_> = t.editor.document().placements().map(|(_, placement)| placement.at).collect();
    assert_eq!(places.len(), 4);
    for (i, a) in places.iter().enumerate() {
        for b in &places[i + 1..] {
            assert!((*a - *b).hypot() > 20.0, "{places:?}");
        }
        assert!(t.editor.camera().visible().contains(*a), "everything is in view");
    }
    t.expect_undo(None).on(Event::Frame { dt_secs: 0.02 });
    assert_eq!(t.asked, [], "an opened map lies still");
}

#[test]
fn tidy_is_one_step_and_can_be_undone() {
    let mut t = TestEditor::small();
    t.editor.edit("crowd", Edit::Place(crowded(t.editor.document())));
    let before = t.editor.document().clone();
    t.run(Command::Tidy).settle();
    assert!(!t.editor.is_tidying());
    t.expect_undo(Some("tidy"));
    let after = t.editor.document().clone();
    assert_ne!(after, before);
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &before);
    t.run(Command::Redo);
    assert_eq!(t.editor.document(), &after);
}

#[test]
fn a_note_goes_with_whom_it_stands_beside() {
    let mut t = TestEditor::small();
    t.editor.edit("crowd", Edit::Place(crowded(t.editor.document())));
    let (node, was) = t.editor.document().placements().next().unwrap();
    let beside = Vec2::new(-70.0, -60.0);
    let note =
        |key: &str, at: Point| Note { key: key.to_owned(), text: "ask".to_owned(), at: Some(at), ..Note::default() };
    for note in [note("near", was.at + beside), note("far", was.at + Vec2::new(1_200.0, 0.0))] {
        t.editor.edit("note", Edit::AddAttachment(Box::new(Attachment::Note(note))));
    }
    let before = t.editor.document().clone();
    t.run(Command::Tidy).settle();
    let places = |t: &TestEditor| t.editor.document().notes().filter_map(|(_, note)| note.at).collect::<Vec<_>>();
    let now = t.editor.document().placement(node).unwrap();
    assert_ne!(now.at, was.at);
    let off = (places(&t)[0] - (now.at + beside)).hypot();
    assert!(off < 120.0, "it stands beside as before, where there is room: {off} off");
    assert_eq!(places(&t)[1], was.at + Vec2::new(1_200.0, 0.0), "nobody is near that");
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &before, "all in one step");
}

#[test]
fn escape_takes_a_tidy_back() {
    let mut t = TestEditor::small();
    t.editor.edit("crowd", Edit::Place(crowded(t.editor.document())));
    let before = t.editor.document().clone();
    t.run(Command::Tidy).on(Event::Frame { dt_secs: 0.05 }).key(Key::Escape).settle();
    assert_eq!(t.editor.document(), &before);
    t.expect_undo(Some("crowd"));
}

#[test]
fn rings_are_one_step_and_can_be_undone() {
    let mut t = TestEditor::small();
    let before = t.editor.document().clone();
    assert_eq!(Command::Rings.is_checked(&t.editor), Some(false));
    t.run(Command::Rings);
    assert_eq!(Command::Rings.is_checked(&t.editor), Some(true), "at once, though everybody is still on the way");
    t.settle().expect_undo(Some("arrange in rings"));
    let after = t.editor.document().clone();
    assert_eq!(after.meta().arrangement, Arrangement::Rings);
    assert_ne!(after.placements().collect::<Vec<_>>(), before.placements().collect::<Vec<_>>());
    t.run(Command::Undo).settle();
    assert_eq!(t.editor.document(), &before);
    t.run(Command::Redo).settle();
    assert_eq!(t.editor.document(), &after);
    t.run(Command::Rings).settle().expect_undo(Some("arrange freely"));
    assert_eq!(t.editor.document().meta().arrangement, Arrangement::Free);
}

#[test]
fn escape_takes_rings_back() {
    let mut t = TestEditor::small();
    let before = t.editor.document().clone();
    t.run(Command::Rings).on(Event::Frame { dt_secs: 0.05 }).key(Key::Escape).settle();
    assert_eq!(t.editor.document(), &before);
    t.expect_undo(None);
}

/// A map that is too large to be laid out while somebody waits.
fn crowd() -> Document {
    let mut document = Document::new("crowd".to_owned());
    let mut last = None;
    for i in 0..900 {
        let actor = Actor { key: format!("a{i}"), name: format!("Actor {i}"), ..Actor::default() };
        draw(&mut document, Edit::AddActor(Box::new(actor), None));
        let id = document.actor_named(&format!("Actor {i}")).expect("it was just drawn");
        if let Some(before) = last.filter(|_| i % 7 != 0) {
            draw(&mut document, Edit::AddConnection(Box::new(Connection::new(format!("c{i}"), before, id))));
        }
        last = Some(id);
    }
    document
}

#[test]
fn large_maps_are_laid_out_elsewhere_and_can_be_worked_on_meanwhile() {
    let mut t = TestEditor::new(crowd());
    assert_eq!(t.editor.document().placements().len(), 900, "they stand in rows until then");
    let order = t.editor.layout_order().expect("somebody else lays it out");
    assert!(t.editor.arranging().is_some_and(|share| share < 1.0));
    let id = t.actor("Actor 5");
    t.editor.edit("rename", Edit::Actor(id, ActorChange::Name("Nora".to_owned())));
    let places = order.carry_out().expect("nobody stopped it");
    let in_rows = t.place("Actor 17");
    t.asked = t.editor.set_layout(order.number(), Some(places.clone()));
    assert!(t.asked.contains(&Request::Repaint));
    assert_ne!(t.place("Actor 17"), in_rows);
    assert_eq!(t.editor.arranging(), None);
    t.expect_undo(Some("rename")).settle();
    let late = t.editor.document().clone();
    assert_eq!(t.editor.set_layout(order.number(), Some(places)), [], "an answer counts once");
    assert_eq!(t.editor.document(), &late);
}

#[test]
fn a_large_tidy_can_be_stopped_and_is_one_step() {
    let mut t = TestEditor::new(crowd());
    let first = t.editor.layout_order().expect("somebody else lays it out");
    t.key(Key::Escape);
    assert_eq!((t.editor.arranging(), first.carry_out()), (None, None), "nobody waits for it any more");
    let before = t.editor.document().clone();
    t.run(Command::Tidy);
    assert!(t.asked.contains(&Request::Layout));
    let order = t.editor.layout_order().expect("somebody else lays it out");
    t.asked = t.editor.set_layout(first.number(), Some(Vec::new()));
    assert!(t.editor.arranging().is_some(), "an answer to an older order is dropped");
    let places = order.carry_out();
    t.asked = t.editor.set_layout(order.number(), places);
    t.settle().expect_undo(Some("tidy"));
    t.run(Command::Undo).settle();
    assert_eq!(t.editor.document(), &before);
}

/// Everybody on one heap.
fn crowded(document: &Document) -> Vec<(NodeId, Option<Placement>)> {
    let heap = |(i, (node, _)): (usize, (NodeId, Placement))| {
        (node, Some(Placement { at: Point::new(i as f64 * 7.0, i as f64 * 3.0), pinned: false }))
    };
    document.placements().enumerate().map(heap).collect()
}

#[test]
fn what_a_hand_placed_stays_while_the_rest_makes_room() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout);
    let mia = t.place("Mia");
    t.press(mia).drag_to(Point::new(310.0, 10.0)).release().settle();
    assert_eq!(t.place("Mia"), Point::new(310.0, 10.0));
    t.expect_undo(Some("move Mia"));
}

#[test]
fn a_new_arrangement_ends_with_everything_in_view() {
    let mut t = TestEditor::new(crate::oracles::map("coffee"));
    t.run(Command::PauseLayout).run(Command::FitAll).settle();
    t.run(Command::Rings).settle();
    let (camera, document) = (t.editor.camera(), t.editor.document());
    let visible = camera.visible();
    assert!(document.placements().all(|(_, placement)| visible.contains(placement.at)), "somebody is out of sight");
}

#[test]
fn a_drag_that_is_taken_back_leaves_everybody_where_they_were() {
    let mut t = TestEditor::small();
    let customers = t.place("Customers");
    t.click(customers).key(Key::Tab).name("Mia").run(Command::PauseLayout).settle();
    let names = ["Executive team", "Billing", "Customers", "Mia"];
    let places = |t: &TestEditor| names.map(|name| t.place(name));
    let (before, billing) = (places(&t), t.place("Billing"));
    for way_out in 0..3 {
        t.press(billing).drag_to(billing + Vec2::new(60.0, 170.0));
        for _ in 0..12 {
            t.on(Event::Frame { dt_secs: 0.016 });
        }
        assert!((t.place("Executive team") - before[0]).hypot() > 20.0, "what hangs on it alone comes along");
        match way_out {
            0 => t.key(Key::Escape),
            1 => t.press_with(Button::Secondary, billing, 1),
            _ => t.drag_to(billing),
        };
        t.release().settle();
        for ((now, was), name) in places(&t).iter().zip(before).zip(names) {
            assert!((*now - was).hypot() < 0.02, "{name} was at {was} and is at {now}, way {way_out}");
        }
        t.expect_undo(Some("connect Customers - Mia"));
    }
}

#[test]
fn the_view_goes_back_with_an_arrangement_that_is_taken_back() {
    let mut t = TestEditor::empty();
    t.editor.paste_text(&(0..9).map(|i| format!("{i}\t{}\n", i + 1)).collect::<String>());
    let far = t.editor.document().placements().enumerate();
    let far = far.map(|(i, (id, _))| (id, Some(Placement { at: Point::new(1_500.0 * i as f64, 0.0), pinned: false })));
    let far = Edit::Place(far.collect());
    t.editor.edit("spread", far);
    t.run(Command::ReduceMotion).run(Command::FitAll).settle();
    let before = t.editor.camera().scale;
    t.run(Command::Tidy).settle();
    let tidy = t.editor.camera().scale;
    assert!((tidy / before - 1.0).abs() > 0.02, "{before} and {tidy} tell nothing apart");
    t.run(Command::Undo).settle();
    assert!((t.editor.camera().scale / before - 1.0).abs() < 0.02, "{before}, {tidy}, {}", t.editor.camera().scale);
    t.run(Command::Redo).settle();
    assert!((t.editor.camera().scale / tidy - 1.0).abs() < 0.02);
}
