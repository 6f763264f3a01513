//! The view: wheel, keys, lens, tour, room view.

use std::sync::Arc;

use threestrand::editor::{Button, Command, Event, Key, Request, Row, Wheel};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{ConnectionChange, Document, Edit, Level, Selection, Strand};
use threestrand::scene::Lens;

use super::hands::{ALT, CTRL, EMPTY_PLACE, PLAIN, SHIFT, TestEditor};

#[test]
fn wheel_and_keys_move_the_view() {
    let mut t = TestEditor::small();
    let at = Point::new(500.0, 300.0);
    let wheel = |lines, modifiers| Event::Wheel { delta: Vec2::new(0.0, 50.0), at, lines, modifiers };
    let (scale, under) = (t.editor.camera().scale, t.editor.camera().map_from_screen(at));
    t.on(wheel(true, PLAIN));
    assert!(t.editor.camera().scale > scale * 1.2, "a notched wheel zooms");
    assert!((t.editor.camera().map_from_screen(at) - under).hypot() < 1.0e-9, "at the pointer");
    let (scale, center) = (t.editor.camera().scale, t.editor.camera().center);
    t.on(wheel(false, PLAIN));
    assert_eq!((t.editor.camera().scale, t.editor.camera().center == center), (scale, false), "a trackpad pans");
    t.editor.prefer(Wheel::Pan, false, false);
    t.on(wheel(true, PLAIN));
    assert_eq!(t.editor.camera().scale, scale);
    t.on(wheel(true, CTRL));
    assert!(t.editor.camera().scale > scale, "Ctrl and the wheel zoom always");
    t.on(Event::Zoomed { factor: 1.0e9, at });
    assert_eq!(t.editor.camera().scale, 20.0);
    t.holding(CTRL).key(Key::Digit(0)).holding(PLAIN).settle().expect_box(false);
    assert_eq!(t.editor.camera().scale, 1.0);
    t.key(Key::Home).settle();
    for name in ["Executive team", "Customers", "Mia"] {
        assert!(t.editor.camera().visible().contains(t.place(name)));
    }
    t.click(Point::new(600.0, 0.0)).holding(SHIFT).key(Key::Home).holding(PLAIN).settle();
    let off = (t.editor.camera().center - t.place("Customers")) * t.editor.camera().scale;
    assert!(
        off.x.abs() < 1.0e-6 && (off.y - 23.0).abs() < 1.0e-6,
        "in the middle of what the legend leaves free: {off}"
    );
}

#[test]
fn space_or_the_middle_button_pan() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    let center = t.editor.camera().center;
    let from = t.screen(mia);
    t.on(Event::Hand(true)).press(mia).expect_tool("panning");
    t.on(Event::Moved { at: from + Vec2::new(100.0, 0.0), modifiers: PLAIN });
    t.on(Event::Released { button: Button::Primary, at: from, modifiers: PLAIN }).on(Event::Hand(false));
    assert_eq!(t.editor.camera().center, center - Vec2::new(100.0, 0.0) / t.editor.camera().scale);
    let mia = t.editor.camera().map_from_screen(Point::new(700.0, 500.0));
    let center = t.editor.camera().center;
    t.press_with(Button::Middle, mia, 1).expect_tool("panning");
    t.on(Event::Moved { at: Point::new(720.0, 480.0), modifiers: PLAIN }).key(Key::Escape).expect_tool("idle");
    assert!((t.editor.camera().center - center).hypot() < 1.0e-9, "Esc goes back to where it began");
    t.expect_undo(None);
}

#[test]
fn nothing_is_asked_for_when_nothing_moves() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).settle();
    for _ in 0..3 {
        t.on(Event::Frame { dt_secs: 0.1 });
        assert_eq!(t.asked, []);
    }
    t.point_at(EMPTY_PLACE).point_at(EMPTY_PLACE + Vec2::new(3.0, 0.0));
    assert_eq!(t.asked, [], "the pointer over the ground changes nothing");
    assert!(!t.editor.is_animating());
    let first = t.editor.scene();
    assert!(Arc::ptr_eq(&first, &t.editor.scene()), "the picture is made once");
}

#[test]
fn escape_goes_one_level_out() {
    let mut t = TestEditor::small();
    t.analyzed().key(Key::F(5)).key(Key::F(8)).on(Event::Text("r".to_owned())).on(Event::Text("b".to_owned()));
    let middle = t.middle("Billing", "Customers");
    t.click(middle);
    let level = |t: &TestEditor| {
        let e = &t.editor;
        (
            e.rating_card().is_some(),
            !e.selection().is_empty(),
            e.room_view().blank,
            e.lens() == Lens::Weak,
            e.room_view().on,
        )
    };
    assert_eq!(level(&t), (true, true, true, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, true, true, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, true, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, false, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, false, false));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, false, false));
}

#[test]
fn letters_are_commands_in_the_room_view_only() {
    let mut t = TestEditor::small();
    t.key(Key::F(5)).on(Event::Text("r".to_owned())).on(Event::Text("B".to_owned()));
    assert!(t.editor.room_view().revealed && t.editor.room_view().blank);
    t.on(Event::Text("x".to_owned())).expect_box(false);
    t.key(Key::Enter).expect_box(true).name("Nora").expect_undo(Some("add Nora"));
    t.key(Key::F(5)).on(Event::Text("r".to_owned())).expect_box(true);
    assert!(!t.editor.room_view().on);
}

#[test]
fn the_weak_tour_walks_round() {
    let mut t = TestEditor::small();
    t.analyzed().key(Key::F(8));
    let weak = t.editor.analysis().weak.clone();
    assert_eq!(weak, [t.cord("Billing", "Customers")]);
    assert_eq!(t.editor.weak_tour(), None);
    t.key(Key::Right).settle();
    let stop = t.editor.weak_tour().unwrap();
    assert_eq!((stop.number, stop.total, stop.connection), (Some(1), 1, weak[0]));
    t.expect_active(Row::Strand(Strand::Relationship));
    assert!(t.editor.camera().visible().contains(t.place("Billing")));
    t.key(Key::Right).key(Key::Left);
    assert_eq!(t.editor.weak_tour().unwrap().number, Some(1));
    t.keys("5").expect_undo(Some("rate Billing - Customers: trust 1 to 5"));
    t.key(Key::F(8));
    assert_eq!(t.editor.weak_tour(), None);
}

#[test]
fn seven_more_weak_connections_are_numbered_on_request() {
    let mut t = TestEditor::empty();
    let list: String = (0..9).map(|i| format!("Hub\tSpoke {i}\n")).collect();
    t.editor.paste_text(&list);
    let cords: Vec<_> = t.editor.document().connections().map(|(id, _)| id).collect();
    t.editor.select(Selection { connections: cords.into_iter().collect(), ..Selection::default() });
    t.keys("5100").analyzed().key(Key::F(8));
    assert_eq!(t.editor.analysis().weak.len(), 9);
    let numbers = |t: &mut TestEditor| {
        let mut numbers = Vec::new();
        for _ in 0..8 {
            t.key(Key::Right);
            numbers.extend(t.editor.weak_tour().unwrap().number);
        }
        numbers
    };
    assert_eq!(numbers(&mut t), [1, 2, 3, 4, 5, 6, 7, 1]);
    t.asked = t.editor.show_more_weak();
    assert_eq!(t.editor.weak_from(), 7);
    assert_eq!(numbers(&mut t), [8, 9, 8, 9, 8, 9, 8, 9]);
    t.asked = t.editor.show_more_weak();
    assert_eq!(t.editor.weak_from(), 0);
}

#[test]
fn handles_are_drawn_only_when_there_is_something_to_hold() {
    let mut t = TestEditor::small();
    assert_eq!(t.editor.overlay().items, []);
    let (rim, mia) = (t.rim("Mia"), t.place("Mia"));
    t.point_at(mia);
    assert_ne!(t.editor.overlay().items, []);
    t.point_at(EMPTY_PLACE).press(rim).drag_to(EMPTY_PLACE);
    let half = t.editor.overlay().items;
    assert_ne!(half, [], "the half-made line");
    t.release();
    assert_ne!(t.editor.overlay().items, [], "it stays until the name is known");
    t.on(Event::BoxCancel);
    assert_eq!(t.editor.overlay().items, []);
    t.run(Command::SelectAll).press(rim).drag_to(EMPTY_PLACE);
    let several = t.editor.overlay().items;
    assert!(several.len() > half.len() + 3, "a line from each");
}

#[test]
fn numbers_of_an_old_state_are_dropped() {
    let mut t = TestEditor::small();
    t.analyzed();
    let numbers = Arc::clone(t.editor.analysis());
    let old = t.editor.revision();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Delete);
    assert!(Arc::ptr_eq(t.editor.analysis(), &numbers), "the last numbers stay until new ones come");
    t.editor.set_analysis(old, Arc::default());
    assert!(Arc::ptr_eq(t.editor.analysis(), &numbers));
}

#[test]
fn the_first_lesson_is_done_by_hand() {
    let mut t = TestEditor::small();
    t.asked = t.editor.start_lesson();
    t.analyzed();
    let mut prompts = vec![t.editor.prompt()];
    t.key(Key::F(8)).key(Key::F(8)).key(Key::Right).settle();
    prompts.push(t.editor.prompt());
    t.keys("3").settle();
    prompts.push(t.editor.prompt());
    assert!(t.editor.rating_card().is_none(), "Mia lies under no card");
    let (billing, mia) = (t.place("Billing"), t.place("Mia"));
    t.holding(ALT).point_at(billing);
    assert_eq!(Some(t.editor.prompt()), prompts.last().copied(), "it asks about Mia");
    t.point_at(mia).holding(PLAIN);
    prompts.push(t.editor.prompt());
    t.key(Key::Escape).key(Key::Escape).name("Acme");
    assert!(!t.editor.is_learning());
    assert!(t.asked.contains(&Request::OwnMap("Acme".to_owned())), "an own map is offered: {:?}", t.asked);
    let steps: Vec<_> = prompts.iter().filter_map(|prompt| prompt.split('.').next()).collect();
    assert_eq!(steps, ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]);
}

#[test]
fn the_weak_tour_misses_none_when_ratings_change_the_order() {
    let mut t = TestEditor::empty();
    let list: String = (0..4).map(|i| format!("Hub\tSpoke {i}\n")).collect();
    t.editor.paste_text(&list);
    let cords: Vec<_> = t.editor.document().connections().map(|(id, _)| id).collect();
    t.editor.select(Selection { connections: cords.into_iter().collect(), ..Selection::default() });
    t.keys("5100").analyzed().key(Key::F(8)).key(Key::Right);
    let mut seen = vec![t.editor.weak_tour().unwrap().connection];
    // A little better: it is the last now, and still weak.
    t.keys("3").analyzed();
    let stop = t.editor.weak_tour().unwrap();
    assert_eq!((stop.number, stop.before, stop.mended), (Some(4), Some(1), 0), "and says that the order is another");
    for _ in 0..3 {
        t.key(Key::Right);
        seen.push(t.editor.weak_tour().unwrap().connection);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4, "each was visited");
    // Weak no longer (what nobody has rated is not): it says so, and so do those that follow.
    let last = *seen.last().unwrap();
    t.editor.select(Selection::default());
    t.key(Key::Right);
    while t.editor.weak_tour().unwrap().connection != last {
        t.key(Key::Right);
    }
    let clear = Strand::ALL.map(|strand| Edit::Connection(last, ConnectionChange::Strand(strand, None)));
    t.editor.edit("take the rating back", Edit::All(clear.into()));
    t.analyzed();
    let stop = t.editor.weak_tour().unwrap();
    assert_eq!((stop.number, stop.total, stop.mended), (None, 3, 1));
    let stop = t.key(Key::Right).editor.weak_tour().unwrap();
    assert_eq!((stop.total, stop.mended), (3, 1));
}

#[test]
fn the_weak_tour_goes_on_behind_a_stop_that_became_worse() {
    let mut t = TestEditor::empty();
    let list: String = (0..4).map(|i| format!("Hub\tSpoke {i}\n")).collect();
    t.editor.paste_text(&list);
    let cords: Vec<_> = t.editor.document().connections().map(|(id, _)| id).collect();
    t.editor.select(Selection { connections: cords.into_iter().collect(), ..Selection::default() });
    t.keys("5110").analyzed().key(Key::F(8)).key(Key::Right).key(Key::Right).key(Key::Right);
    assert_eq!(t.editor.weak_tour().unwrap().number, Some(3));
    let third = t.editor.weak_tour().unwrap().connection;
    t.editor.edit("worse", Edit::Connection(third, ConnectionChange::Strand(Strand::Exchange, Level::new(0))));
    t.analyzed();
    let stop = t.editor.weak_tour().unwrap();
    assert_eq!((stop.number, stop.before), (Some(1), Some(3)));
    let stop = t.key(Key::Right).editor.weak_tour().unwrap();
    assert_eq!((stop.number, stop.before), (Some(4), None), "those before it have been seen");
}

#[test]
fn whoever_has_left_the_map_behind_is_told_the_way_back() {
    let mut t = TestEditor::small();
    assert_eq!(t.editor.hint(), None);
    let far = Event::Wheel { delta: Vec2::new(9_000.0, 0.0), at: Point::ORIGIN, lines: false, modifiers: PLAIN };
    t.on(far);
    assert_eq!(t.editor.hint(), Some("Nobody of the map is in sight. Home shows everything"));
    t.run(Command::FitAll).settle();
    assert_eq!(t.editor.hint(), None);
    assert_eq!(TestEditor::empty().editor.hint(), None, "there is nobody to be seen");
}

#[test]
fn nothing_is_said_of_a_map_before_it_is_counted() {
    let mut t = TestEditor::small();
    let document = t.editor.document().clone();
    let _asked = t.editor.set_document(document);
    assert!(t.editor.is_counting(), "it has connections, whatever the numbers of no map say");
    t.analyzed();
    assert!(!t.editor.is_counting());
    let _asked = t.editor.set_document(Document::new("empty".to_owned()));
    assert!(!t.editor.is_counting(), "there is nothing to count");
}
