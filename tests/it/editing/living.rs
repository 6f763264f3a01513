//! The layout that lives beside the document.

use threestrand::editor::{Command, Event, Key};
use threestrand::geom::Point;
use threestrand::model::{Document, Edit, NodeId, Placement};

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
fn escape_takes_a_tidy_back() {
    let mut t = TestEditor::small();
    t.editor.edit("crowd", Edit::Place(crowded(t.editor.document())));
    let before = t.editor.document().clone();
    t.run(Command::Tidy).on(Event::Frame { dt_secs: 0.05 }).key(Key::Escape).settle();
    assert_eq!(t.editor.document(), &before);
    t.expect_undo(Some("crowd"));
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
