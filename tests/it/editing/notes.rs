//! Notes and the park: remarks that are nobody.

use threestrand::editor::{Command, Event, Key, NameFor, is_parked};
use threestrand::formats;
use threestrand::geom::{Point, Rect, Vec2};
use threestrand::model::{Attachment, AttachmentId, Edit, Note};
use threestrand::scene::{HitShape, Target};

use super::hands::{EMPTY_PLACE, PLAIN, SHIFT, TestEditor, draw, small};
use crate::layers::root;

fn notes(t: &TestEditor) -> Vec<(AttachmentId, Note)> {
    t.editor.document().notes().map(|(id, note)| (id, note.clone())).collect()
}

/// Where the paper lies, in map units.
#[track_caller]
fn paper(t: &mut TestEditor, text: &str) -> Point {
    let scene = t.editor.scene();
    let run = scene.items.iter().find_map(|item| match item {
        threestrand::scene::Item::Text(run) if run.text == text => Some(run.origin + Vec2::new(4.0, -4.0)),
        _ => None,
    });
    (run.unwrap_or_else(|| panic!("{text} is not drawn")).to_vec2() / t.editor.camera().scale).to_point()
}

#[test]
fn a_remark_typed_as_a_name_goes_into_the_park() {
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).on(Event::Text("p".to_owned())).on(Event::BoxText("parking is a pain".to_owned()));
    t.on(Event::BoxPark).expect_box(false).expect_undo(Some("park “parking is a pain”"));
    assert!(is_parked(&notes(&t)[0].1));
    assert_eq!(t.editor.document().actors().len(), 4, "a remark is nobody");
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_note_is_pinned_where_one_types_and_moves_by_hand() {
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).run(Command::Note).on(Event::BoxText("ask".to_owned())).on(Event::BoxCommit(None));
    let before = notes(&t)[0].1.at.expect("it lies on the canvas");
    let at = paper(&mut t, "ask");
    t.press(at).drag_to(at + Vec2::new(60.0, 40.0)).release().expect_undo(Some("move a note"));
    let after = notes(&t)[0].1.at.unwrap();
    assert!((after - before - Vec2::new(60.0, 40.0)).hypot() < 0.02, "{before} {after}");
    t.run(Command::Undo);
    assert_eq!(notes(&t)[0].1.at, Some(before));
    let at = paper(&mut t, "ask");
    t.press(at).drag_to(at + Vec2::new(60.0, 40.0)).key(Key::Escape).release();
    assert_eq!(notes(&t)[0].1.at, Some(before), "Esc is a way out");
}

#[test]
fn a_note_on_a_connection_stays_there_and_is_parked_when_that_goes() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Note);
    t.on(Event::BoxText("invoices".to_owned())).on(Event::BoxCommit(None));
    assert_eq!(notes(&t)[0].1.on, Some(t.cord("Billing", "Customers")));
    let paper = paper(&mut t, "invoices");
    assert!((paper - middle).hypot() < 200.0, "it stands beside its cord");
    t.click(middle).run(Command::Delete);
    assert!(is_parked(&notes(&t)[0].1));
    t.run(Command::Undo);
    assert!(!is_parked(&notes(&t)[0].1));
}

#[test]
fn a_note_dropped_on_a_cord_is_pinned_to_it() {
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).run(Command::Note).on(Event::BoxText("ask".to_owned())).on(Event::BoxCommit(None));
    let (at, middle) = (paper(&mut t, "ask"), t.middle("Billing", "Customers"));
    t.press(at).drag_to(middle).release().expect_undo(Some("pin a note"));
    assert_eq!(notes(&t)[0].1.on, Some(t.cord("Billing", "Customers")));
    t.run(Command::Undo);
    assert!(notes(&t)[0].1.at.is_some(), "one undo takes all of it back");
}

/// A map with a note "ask" on the canvas, and where its paper lies.
fn noted() -> (TestEditor, Point) {
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).run(Command::Note).on(Event::BoxText("ask".to_owned())).on(Event::BoxCommit(None));
    let at = paper(&mut t, "ask");
    (t, at)
}

#[test]
fn a_click_selects_a_note_and_a_double_click_opens_its_words() {
    let (mut t, at) = noted();
    t.click(EMPTY_PLACE + Vec2::new(0.0, 300.0));
    assert!(t.editor.selection().is_empty());
    t.click(at).expect_box(false);
    assert_eq!(t.editor.selection().notes, [notes(&t)[0].0].into());
    for opens in [Key::F(2), Key::Enter] {
        t.key(opens);
        assert!(matches!(t.editor.name_box().unwrap().what, NameFor::Rewrite(_)));
        t.on(Event::BoxCancel);
    }
    t.double_click(at).on(Event::BoxText("ask them".to_owned())).on(Event::BoxCommit(None));
    assert_eq!(notes(&t)[0].1.text, "ask them");
    let at = paper(&mut t, "ask them");
    t.double_click(at).on(Event::BoxText(" ".to_owned())).on(Event::BoxCommit(None));
    assert!(notes(&t).is_empty(), "no words take it away");
}

#[test]
fn a_note_is_deleted_and_nudged_like_anybody() {
    let (mut t, at) = noted();
    t.click(at).key(Key::Right).expect_undo(Some("move the note “ask”"));
    let before = t.editor.document().clone();
    t.key(Key::Delete).expect_undo(Some("delete the note “ask”"));
    assert!(notes(&t).is_empty());
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &before);
}

#[test]
fn a_frame_takes_notes_and_actors_together() {
    let (mut t, at) = noted();
    let note = notes(&t)[0].1.at.unwrap();
    t.press(Point::new(-250.0, 450.0)).drag_to(Point::new(400.0, 180.0)).release();
    let selection = t.editor.selection().clone();
    assert_eq!((selection.actors.len(), selection.notes.len()), (1, 1), "Mia and the note");
    let mia = t.place("Mia");
    t.press(at).drag_to(at + Vec2::new(30.0, 20.0)).release().expect_undo(Some("move 2 things"));
    assert!((t.place("Mia") - mia - Vec2::new(30.0, 20.0)).hypot() < 0.02);
    assert!((notes(&t)[0].1.at.unwrap() - note - Vec2::new(30.0, 20.0)).hypot() < 0.02);
    t.run(Command::Delete).expect_undo(Some("delete 2 things"));
    t.run(Command::Undo).run(Command::Undo);
    assert_eq!((t.place("Mia"), notes(&t)[0].1.at), (mia, Some(note)));
}

#[test]
fn notes_go_along_with_what_is_copied() {
    let (mut t, at) = noted();
    t.click(at).run(Command::Duplicate).expect_undo(Some("duplicate the note “ask”"));
    assert_eq!((notes(&t).len(), t.editor.selection().notes.len()), (2, 1), "the copy is selected");
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Note).on(Event::BoxText("invoices".to_owned())).on(Event::BoxCommit(None));
    let (billing, customers) = (t.place("Billing"), t.place("Customers"));
    t.click(billing).holding(SHIFT).click(customers).holding(PLAIN).run(Command::Cut);
    let copy = t.editor.copied().unwrap().clone();
    let mut other = TestEditor::empty();
    for _ in 0..2 {
        other.asked = other.editor.paste_document(&copy, None);
        other.checked();
    }
    let pinned: Vec<_> = notes(&other).into_iter().map(|(_, note)| (note.text, note.on)).collect();
    let cords: Vec<_> = other.editor.document().connections().map(|(id, _)| Some(id)).collect();
    assert_eq!(pinned, [("invoices".to_owned(), cords[0]), ("invoices".to_owned(), cords[1])]);
}

#[test]
fn a_note_copied_without_its_cord_lies_on_the_canvas() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Note).on(Event::BoxText("invoices".to_owned())).on(Event::BoxCommit(None));
    let at = paper(&mut t, "invoices");
    t.click(at).run(Command::Copy);
    let copy = t.editor.copied().unwrap().clone();
    t.asked = t.editor.paste_document(&copy, Some(EMPTY_PLACE));
    t.checked().expect_undo(Some("paste the note “invoices”"));
    assert_eq!(notes(&t)[1].1.at, Some(EMPTY_PLACE));
}

#[test]
fn the_park_gives_back_what_it_took() {
    let mut t = TestEditor::small();
    t.editor.paste_text("Neighbours\nthe bus is late; note\n");
    t.checked().expect_undo(Some("add 1 name and 1 remark"));
    let (id, _) = notes(&t)[0];
    t.editor.pin_note(id, true);
    assert!(notes(&t)[0].1.at.is_some());
    t.editor.pin_note(id, false);
    assert!(is_parked(&notes(&t)[0].1));
    t.editor.name_from_note(id);
    t.checked().expect_undo(Some("make somebody of “the bus is late”"));
    assert!(notes(&t).is_empty() && t.editor.document().actor_named("the bus is late").is_some());
}

#[test]
fn the_room_sees_no_note_even_when_the_numbers_are_revealed() {
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).run(Command::Note).on(Event::BoxText("ask".to_owned())).on(Event::BoxCommit(None));
    let texts = |t: &mut TestEditor| {
        let scene = t.editor.scene();
        scene
            .items
            .iter()
            .filter(|item| matches!(item, threestrand::scene::Item::Text(run) if run.text == "ask"))
            .count()
    };
    assert_eq!(texts(&mut t), 1);
    t.run(Command::RoomView);
    assert_eq!(texts(&mut t), 0);
    t.run(Command::Reveal);
    assert_eq!(texts(&mut t), 0, "R is for numbers");
}

#[test]
fn groups_are_named_and_left() {
    let mut t = TestEditor::small();
    t.run(Command::SelectAll).run(Command::Group).on(Event::BoxText("Service".to_owned())).on(Event::BoxCommit(None));
    t.expect_undo(Some("put 4 actors in Service"));
    let mia = t.place("Mia");
    t.click(mia).run(Command::Group).on(Event::BoxText(String::new()));
    assert_eq!(t.editor.name_box().unwrap().suggestions[0].label, "Service", "groups there already are offered");
    t.on(Event::BoxCommit(None)).expect_undo(Some("take Mia out of the group"));
    let grouped = t.editor.document().actors().filter(|(_, actor)| actor.group == "Service").count();
    assert_eq!(grouped, 3);
}

/// Boxes of the picture: of notes, and of whoever stands there.
fn boxes(t: &mut TestEditor) -> (Vec<Rect>, Vec<Rect>) {
    let scene = t.editor.scene();
    let area = |shape: &HitShape| match shape {
        HitShape::Disc(at, r) => Some(Rect::from_center_size(*at, (2.0 * r, 2.0 * r))),
        HitShape::Box(area) => Some(*area),
        HitShape::Line(..) => None,
    };
    let of = |holds: &dyn Fn(Target) -> bool| {
        scene.hits.iter().filter(|hit| holds(hit.target)).filter_map(|hit| area(&hit.shape)).collect::<Vec<_>>()
    };
    (of(&|t| matches!(t, Target::Note(_))), of(&|t| matches!(t, Target::Actor(_) | Target::Value(_))))
}

#[track_caller]
fn lies_free(t: &mut TestEditor) {
    let (notes, others) = boxes(t);
    for (i, note) in notes.iter().enumerate() {
        let touches = |other: &Rect| note.intersect(*other).area() > 0.0;
        assert!(!others.iter().chain(&notes[i + 1..]).any(touches), "{note} lies on something");
    }
}

#[test]
fn a_new_note_lies_on_nobody() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    for words in ["ask her", "ask her what the people on the late shift say about the new forms", "and again"] {
        t.point_at(mia).run(Command::Note).on(Event::BoxText(words.to_owned())).on(Event::BoxCommit(None));
        lies_free(&mut t);
    }
    assert_eq!(notes(&t).len(), 3);
    // Neither do copies of notes, nor what is taken out of the park.
    t.run(Command::Duplicate);
    t.on(Event::Left).editor.park("the bus is late");
    let parked = notes(&t).into_iter().find(|(_, note)| is_parked(note)).unwrap().0;
    t.editor.pin_note(parked, true);
    assert_eq!(boxes(&mut t).0.len(), 5);
    lies_free(&mut t);
}

#[test]
fn a_copy_stands_on_nobody() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).point_at(mia).run(Command::Copy);
    let copy = t.editor.copied().unwrap().clone();
    for _ in 0..3 {
        t.asked = t.editor.paste_document(&copy, None);
        t.checked();
    }
    let discs = |t: &mut TestEditor| {
        let hits = t.editor.scene().hits.clone();
        hits.into_iter().filter_map(|hit| if let HitShape::Disc(at, r) = hit.shape { Some((at, r)) } else { None })
    };
    let discs: Vec<_> = discs(&mut t).collect();
    assert_eq!(discs.len(), 7);
    for (i, (at, r)) in discs.iter().enumerate() {
        assert!(discs[i + 1..].iter().all(|(other, s)| (*other - *at).hypot() > r + s), "two discs touch");
    }
}

#[test]
fn a_name_typed_onto_somebody_stands_beside_them() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.point_at(mia).on(Event::Text("T".to_owned())).on(Event::BoxText("Tom".to_owned())).on(Event::BoxCommit(None));
    let tom = t.place("Tom");
    assert!((tom - mia).hypot() > 90.0, "{mia} {tom}");
}

/// The papers of all notes, as they are drawn.
#[track_caller]
fn papers(t: &mut TestEditor) -> Vec<(Target, Rect)> {
    let scene = t.editor.scene();
    let papers = scene.hits.iter().filter_map(|hit| match (&hit.target, &hit.shape) {
        (Target::Note(_), HitShape::Box(area)) => Some((hit.target, *area)),
        _ => None,
    });
    papers.collect()
}

#[track_caller]
fn check_papers(t: &mut TestEditor, when: &str) {
    let scene = t.editor.scene();
    for (note, paper) in papers(t) {
        for hit in scene.hits.iter().filter(|hit| hit.target != note) {
            let other = match (&hit.target, &hit.shape) {
                (Target::Actor(_) | Target::Value(_) | Target::Note(_), HitShape::Box(area)) => *area,
                (_, HitShape::Disc(at, radius)) => Rect::from_center_size(*at, (2.0 * radius, 2.0 * radius)),
                _ => continue,
            };
            assert!(!threestrand::geom::overlap(paper, other), "{note:?} lies on {:?}, {when}", hit.target);
        }
    }
}

#[test]
fn notes_find_free_places_when_the_map_is_arranged_and_one_undo_puts_all_back() {
    for name in ["telecom", "coffee"] {
        let bytes = std::fs::read(root().join("examples").join(format!("{name}.strand"))).unwrap();
        let mut document = formats::read("map.strand", &bytes, 1).unwrap().document;
        let mut cords: Vec<_> = document.connections().map(|(id, c)| (c.points(), id)).collect();
        cords.sort();
        let on = cords.iter().rev().step_by(6).map(|(_, id)| Note { on: Some(*id), ..Note::default() });
        let free = document
            .placements()
            .step_by(9)
            .map(|(_, placement)| Note { at: Some(placement.at + Vec2::new(150.0, 90.0)), ..Note::default() });
        for (i, note) in on.chain(free).collect::<Vec<_>>().into_iter().enumerate() {
            let text = format!("ask them once more what they would miss, {i}");
            draw(
                &mut document,
                Edit::AddAttachment(Box::new(Attachment::Note(Note { text, key: i.to_string(), ..note }))),
            );
        }
        let mut t = TestEditor::new(document);
        t.run(Command::ReduceMotion).analyzed().run(Command::FitAll);
        let (before, shown) = (t.editor.document().clone(), papers(&mut t));
        for command in [Command::Tidy, Command::Rings, Command::Tidy] {
            t.run(command).settle();
            check_papers(&mut t, name);
        }
        for _ in 0..3 {
            t.run(Command::Undo).settle();
        }
        assert_eq!(*t.editor.document(), before);
        assert_eq!(papers(&mut t), shown, "and they are seen where they were");
    }
}
