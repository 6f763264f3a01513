//! Undo, redo and what must not disturb them.

use threestrand::editor::{Command, Event, Key, Request};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{ActorId, Edit, Selection};
use threestrand::scene::{HitShape, Target};

use super::hands::{EMPTY_PLACE, PLAIN, TestEditor};

#[test]
fn camera_selection_and_hover_keep_redo() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Pin).run(Command::Undo);
    assert!(!t.editor.is_unsaved());
    t.click(EMPTY_PLACE).run(Command::SelectAll).point_at(mia).run(Command::ZoomIn).run(Command::FitAll).settle();
    t.key(Key::F(8)).key(Key::F(8)).key(Key::F(5)).key(Key::Escape).settle();
    assert_eq!(t.editor.redo_name(), Some("pin Mia"));
    t.run(Command::Redo).expect_undo(Some("pin Mia"));
    assert!(t.editor.is_unsaved());
    let state = t.editor.state();
    t.editor.saved(state);
    assert!(!t.editor.is_unsaved());
}

#[test]
fn undo_shows_what_changed_off_screen() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Delete);
    t.on(Event::Wheel { delta: Vec2::new(30_000.0, 0.0), at: Point::ORIGIN, lines: false, modifiers: PLAIN });
    t.run(Command::Undo).settle();
    assert!(t.editor.camera().visible().contains(mia));
    let center = t.editor.camera().center;
    t.run(Command::Redo).settle();
    assert_eq!(t.editor.camera().center, center, "what is on screen is left alone");
}

#[test]
fn a_panel_edit_ends_the_gesture_under_way() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.press(mia).drag_to(mia + Vec2::new(100.0, 0.0));
    let change = threestrand::model::MetaChange::Title("Telecom".to_owned());
    t.asked = t.editor.edit("rename the map", Edit::Meta(change));
    t.checked().expect_tool("idle").expect_undo(Some("rename the map"));
    assert_eq!(t.place("Mia"), mia);
    assert!(t.asked.contains(&Request::Analyze));
    let gone = Edit::Delete(Selection { actors: [ActorId(99)].into(), ..Selection::default() });
    t.asked = t.editor.edit("delete nobody", gone);
    t.checked().expect_undo(Some("rename the map"));
}

#[test]
fn undo_puts_everybody_back_where_they_stood() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).settle();
    let places = |t: &TestEditor| t.editor.document().placements().collect::<Vec<_>>();
    let start = places(&t);
    let mut states = vec![start.clone()];
    for name in ["Press", "Investors"] {
        let mia = t.place("Mia");
        t.click(mia).key(Key::Tab).name(name).key(Key::Escape).settle();
        states.push(places(&t));
    }
    let mia = t.place("Mia");
    t.press(mia).drag_to(EMPTY_PLACE).release().settle();
    states.push(places(&t));
    let actors = ["Executive team", "Customers"].map(|name| t.actor(name)).into();
    t.editor.select(Selection { actors, ..Selection::default() });
    let apart = |t: &TestEditor| (t.place("Customers") - t.place("Executive team")).hypot();
    let before = apart(&t);
    t.run(Command::Connect).key(Key::Escape).settle();
    states.push(places(&t));
    assert!(apart(&t) < before - 10.0, "the layout draws them together: {} of {before}", apart(&t));
    for state in states.iter().rev().skip(1) {
        t.run(Command::Undo);
        assert_eq!(places(&t), *state);
        t.settle();
        assert_eq!(places(&t), *state, "and nothing moves on");
    }
    for state in &states[1..] {
        t.run(Command::Redo);
        assert_eq!(places(&t), *state);
    }
}

#[test]
fn a_tidy_that_is_called_off_leaves_the_way_back_as_it_was() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).settle();
    let places = |t: &TestEditor| t.editor.document().placements().collect::<Vec<_>>();
    let start = places(&t);
    let actors = ["Executive team", "Customers"].map(|name| t.actor(name)).into();
    t.editor.select(Selection { actors, ..Selection::default() });
    t.run(Command::Connect).key(Key::Escape).settle();
    let shoved = start.iter().any(|(node, was)| t.editor.document().placement(*node) != Some(*was));
    assert!(shoved, "the layout has moved somebody");
    t.run(Command::Tidy);
    for _ in 0..5 {
        t.on(Event::Frame { dt_secs: 1.0 / 60.0 });
    }
    t.key(Key::Escape).run(Command::Undo);
    assert_eq!(places(&t), start);
}

#[test]
fn cords_that_are_taken_back_run_as_they_ran() {
    let mut t = TestEditor::small();
    let cord = t.cord("Billing", "Customers");
    let line = |t: &mut TestEditor| -> Vec<Point> {
        let scene = t.editor.scene();
        let lines = scene.hits.iter().filter_map(|hit| match &hit.shape {
            HitShape::Line(points, _) if hit.target == Target::Connection(cord) => Some(points.to_vec()),
            _ => None,
        });
        lines.flatten().collect()
    };
    // Who was in its way has left: it keeps its bow, although it would run straight by now.
    let bowed = (20..90).any(|y| {
        let mia = t.place("Mia");
        t.press(mia).drag_to(Point::new(450.0, f64::from(y)));
        line(&mut t);
        t.drag_to(Point::new(300.0, 300.0)).release();
        line(&mut t).iter().any(|p| p.y.abs() > 1.0)
    });
    assert!(bowed, "no place of Mia's bends it for good");
    let before = line(&mut t);
    t.run(Command::SelectAll).run(Command::Delete);
    assert_eq!(line(&mut t), []);
    t.run(Command::Undo);
    assert_eq!(line(&mut t), before);
}
