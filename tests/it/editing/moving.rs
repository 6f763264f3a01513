//! Selecting, moving, pinning, deleting, and every way out of a gesture.

use threestrand::editor::{Button, Command, Cursor, Event, Key, Request};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{
    Attachment, Connection, ConnectionChange, Edit, Flow, Level, Note, Party, PerspectiveRating, Sketch,
};
use threestrand::scene::Target;

use super::hands::{ALT, CTRL, EMPTY_PLACE, PLAIN, SHIFT, TestEditor, draw, small};

#[test]
fn a_nervous_click_does_not_move() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.press(mia).expect_tool("pressed").point_at(mia + Vec2::new(2.0, 1.0)).expect_tool("pressed").release();
    t.expect_selected(&["Mia"]).expect_undo(None);
}

#[test]
fn a_drag_moves_and_pins() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.press(mia).drag_to(mia + Vec2::new(120.0, 90.0)).expect_tool("moving").release();
    assert_eq!(t.place("Mia"), mia + Vec2::new(120.0, 90.0));
    assert!(t.editor.document().placement(t.actor("Mia")).unwrap().pinned);
    t.expect_undo(Some("move Mia")).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    t.expect_selected(&["Mia"]);
}

#[test]
fn a_drag_has_four_ways_out() {
    let leave: [fn(&mut TestEditor); 4] = [
        |t| {
            t.key(Key::Escape);
        },
        |t| {
            let at = t.pointer;
            t.press_with(Button::Secondary, at, 1);
        },
        |t| {
            t.drag_to(Point::new(300.0, 300.0));
        },
        |t| {
            t.on(Event::FocusLost);
        },
    ];
    for (way, leave) in leave.into_iter().enumerate() {
        let mut t = TestEditor::small();
        let mia = t.place("Mia");
        t.click(mia).holding(CTRL).key(Key::Letter('L')).run(Command::Undo).holding(PLAIN);
        let before = t.editor.document().clone();
        t.press(mia).drag_to(mia + Vec2::new(120.0, -90.0)).expect_tool("moving");
        leave(&mut t);
        t.release().expect_tool("idle").expect_undo(None);
        assert_eq!(t.editor.document(), &before, "way {way}");
        assert_eq!(t.editor.redo_name(), Some("pin Mia"), "redo survives, way {way}");
    }
}

#[test]
fn a_line_has_three_ways_out() {
    let mut t = TestEditor::small();
    let (rim, to) = (t.rim("Mia"), t.place("Customers"));
    t.press(rim).drag_to(to).key(Key::Escape).release();
    t.press(rim).drag_to(to).press_with(Button::Secondary, to, 1).release();
    t.press(rim).drag_to(to).drag_to(rim).release();
    t.press(rim).drag_to(to).on(Event::FocusLost).release();
    t.expect_tool("idle").expect_undo(None).expect_box(false);
}

#[test]
fn several_move_together_and_by_arrows() {
    let mut t = TestEditor::small();
    let (billing, mia) = (t.place("Billing"), t.place("Mia"));
    t.click(billing).holding(CTRL).click(mia).holding(PLAIN).expect_selected(&["Billing", "Mia"]);
    t.press(mia).drag_to(mia + Vec2::new(0.0, 60.0)).release().expect_undo(Some("move 2 actors"));
    assert_eq!(t.place("Billing"), billing + Vec2::new(0.0, 60.0));
    t.key(Key::Right).key(Key::Right).holding(SHIFT).key(Key::Up).holding(PLAIN);
    assert_eq!(t.place("Mia"), mia + Vec2::new(16.0, 20.0));
    t.run(Command::Undo);
    assert_eq!(t.place("Mia"), mia + Vec2::new(0.0, 60.0), "repeated arrows are one step");
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_frame_selects_who_stands_in_it() {
    let mut t = TestEditor::small();
    t.press(Point::new(200.0, -150.0)).drag_to(Point::new(700.0, 80.0)).expect_tool("framing");
    t.expect_selected(&["Billing", "Customers"]).key(Key::Escape).expect_selected(&[]).release();
    t.press(Point::new(200.0, -150.0)).drag_to(Point::new(700.0, 80.0)).release();
    t.holding(SHIFT).press(Point::new(200.0, 200.0)).drag_to(Point::new(400.0, 400.0)).release().holding(PLAIN);
    t.expect_selected(&["Billing", "Customers", "Mia"]);
    t.click(EMPTY_PLACE).expect_selected(&[]).expect_undo(None);
}

#[test]
fn deleting_takes_the_cords_along() {
    let mut t = TestEditor::small();
    let billing = t.place("Billing");
    t.click(billing).key(Key::Delete).expect_undo(Some("delete Billing"));
    assert_eq!(t.editor.document().connections().len(), 0);
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    let middle = t.middle("Billing", "Customers");
    t.click(middle).key(Key::Delete).expect_undo(Some("delete Billing - Customers"));
    t.holding(CTRL).key(Key::Letter('A')).key(Key::Letter('X')).holding(PLAIN);
    assert!(t.asked.contains(&Request::Copy) && t.editor.document().is_empty());
    assert_eq!(t.editor.copied().unwrap().actors().len(), 4);
}

#[test]
fn pinning_is_switched_by_a_key() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    let pinned = |t: &TestEditor| t.editor.document().placement(t.actor("Mia")).unwrap().pinned;
    t.click(mia).holding(CTRL).key(Key::Letter('L')).expect_undo(Some("pin Mia"));
    assert!(pinned(&t));
    t.key(Key::Letter('L')).expect_undo(Some("unpin Mia"));
    assert!(!pinned(&t));
}

#[test]
fn an_unconnected_actor_is_dropped_into_a_cord() {
    let mut t = TestEditor::small();
    let (mia, cord) = (t.place("Mia"), t.middle("Billing", "Customers"));
    t.press(mia).drag_to(cord).release().expect_undo(Some("put Mia between Billing - Customers"));
    assert!(t.connected("Billing", "Mia") && t.connected("Mia", "Customers") && !t.connected("Billing", "Customers"));
    assert_eq!(t.rated("Billing", "Mia"), (Some(4), [None; 3]), "what it needs is known, what it is has to be asked");
    t.keys("2");
    let half = t.cord("Billing", "Mia");
    assert_eq!(t.editor.document().connection(half).unwrap().sketch, Some(Sketch::Medium), "the new one is hot");
    t.run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn what_was_said_of_a_cord_stays_with_its_outer_half() {
    let mut document = small();
    let cord = document.connections().last().unwrap().0;
    let note = Note { key: "n".to_owned(), text: "ask them".to_owned(), on: Some(cord), ..Note::default() };
    draw(&mut document, Edit::AddAttachment(Box::new(Attachment::Note(note))));
    for change in [
        ConnectionChange::Owner(Some(Party::Name("Ines".to_owned()))),
        ConnectionChange::Evidence("they call back".to_owned()),
        ConnectionChange::Flow(Flow { ab: Level::new(1), ba: Level::new(4) }),
        ConnectionChange::Rating("other".to_owned(), Some(PerspectiveRating::default())),
    ] {
        draw(&mut document, Edit::Connection(cord, change));
    }
    let before = document.connection(cord).unwrap().clone();
    let mut t = TestEditor::new(document);
    let (mia, middle) = (t.place("Mia"), t.middle("Billing", "Customers"));
    t.press(mia).drag_to(middle).release();
    assert_eq!(t.cord("Mia", "Customers"), cord, "the cord itself");
    let (mia, customers) = (t.actor("Mia"), t.actor("Customers"));
    let kept = t.editor.document().connection(cord).unwrap();
    assert_eq!(*kept, Connection { a: mia, b: customers, ..before }, "with all that was said, the same way round");
    assert_eq!(t.editor.document().notes().next().unwrap().1.on, Some(cord), "and its note");
    let words = "Mia – Customers keeps what was said; Billing – Mia is new";
    assert!(t.asked.contains(&Request::Say(words.to_owned())), "{:?}", t.asked);
}

#[test]
fn who_is_connected_with_both_ends_takes_no_cord_away() {
    let mut document = small();
    let [mia, billing, customers] = ["Mia", "Billing", "Customers"].map(|name| document.actor_named(name).unwrap());
    for (key, end) in [("mb", billing), ("mc", customers)] {
        draw(&mut document, Edit::AddConnection(Box::new(Connection::new(key.to_owned(), mia, end))));
    }
    let mut t = TestEditor::new(document);
    let (mia, middle) = (t.place("Mia"), t.middle("Billing", "Customers"));
    t.press(mia).holding(ALT).drag_to(middle).release().holding(PLAIN).expect_undo(Some("move Mia"));
    assert_eq!(t.rated("Billing", "Customers"), (Some(4), [Some(4), Some(1), Some(2)]));
    assert!(t.asked.contains(&Request::Say("Mia is connected with both already".to_owned())), "{:?}", t.asked);
}

#[test]
fn a_connected_actor_is_inserted_only_with_alt() {
    let mut t = TestEditor::small();
    let (rim, to) = (t.rim("Executive team"), t.place("Mia"));
    t.press(rim).drag_to(to).release().click(EMPTY_PLACE);
    let cord = t.middle("Billing", "Customers");
    t.press(to).drag_to(cord).release().expect_undo(Some("move Mia")).run(Command::Undo);
    t.press(to).holding(ALT).drag_to(cord).release().holding(PLAIN);
    t.expect_undo(Some("put Mia between Billing - Customers"));
    assert!(!t.connected("Billing", "Customers"));
}

#[test]
fn a_right_click_selects_and_asks_for_a_menu() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.press_with(Button::Secondary, mia, 1).expect_selected(&["Mia"]);
    assert!(t.asked.iter().any(|request| matches!(request, Request::Menu(_))));
    t.run(Command::SelectAll).press_with(Button::Secondary, mia, 1);
    assert_eq!(t.editor.selection().len(), 4, "a click on what is selected keeps the selection");
}

#[test]
fn holding_an_actor_widens_its_neighborhood() {
    let mut t = TestEditor::small();
    let at = t.place("Executive team");
    t.press(at);
    assert_eq!(t.editor.focus(), None);
    let after = |t: &mut TestEditor, frames| {
        for _ in 0..frames {
            t.on(Event::Frame { dt_secs: 0.05 });
        }
        t.editor.focus().unwrap().actors.len()
    };
    assert_eq!(after(&mut t, 10), 2);
    assert_eq!(after(&mut t, 24), 3);
    t.release();
    assert_eq!(t.editor.focus(), None);
}

#[test]
fn a_key_shows_who_is_near_step_by_step_and_goes_on_from_one_to_the_next() {
    let mut t = TestEditor::small();
    t.run(Command::Neighbors);
    assert!(t.editor.faded().is_none() && !t.asked.is_empty(), "it says whom to select");
    let at = t.place("Executive team");
    t.click(at);
    let kept = |t: &TestEditor| t.editor.faded().map_or(0, |(kept, _)| kept.actors.len());
    for wanted in [2, 3, 3] {
        t.holding(CTRL).key(Key::Letter('R')).holding(PLAIN);
        assert_eq!(kept(&t), wanted);
    }
    assert!(t.asked.iter().any(|asked| matches!(asked, Request::Say(_))), "nobody more: {:?}", t.asked);
    t.holding(ALT).key(Key::Down).holding(PLAIN);
    assert_eq!((kept(&t), t.editor.selection().actors.len()), (1, 1), "Mia has no connection");
    t.key(Key::Escape);
    assert!(t.editor.faded().is_none() && !t.editor.selection().is_empty(), "one level out");
    t.key(Key::Escape);
    assert!(t.editor.selection().is_empty() && !t.asked.contains(&Request::Outward));
    t.key(Key::Escape);
    assert!(t.asked.contains(&Request::Outward), "nothing on the map is left to leave");
}

/// Whether the rest has faded after this many seconds.
fn fades_within(t: &mut TestEditor, secs: f64) -> bool {
    for _ in 0..(secs * 60.0) as usize {
        t.on(Event::Frame { dt_secs: 1.0 / 60.0 });
    }
    t.editor.faded().is_some()
}

#[test]
fn a_pointer_that_rests_on_somebody_fades_the_rest() {
    let mut t = TestEditor::small();
    let (billing, mia) = (t.place("Billing"), t.place("Mia"));
    t.point_at(billing);
    assert!(!fades_within(&mut t, 0.3), "a pointer that passes by fades nothing");
    assert!(fades_within(&mut t, 0.5));
    let (kept, _) = t.editor.faded().unwrap();
    assert_eq!((kept.actors.len(), kept.connections.len()), (3, 2), "with everybody who is connected");
    fades_within(&mut t, 0.3);
    assert!(!t.editor.is_animating(), "at rest it costs nothing");
    t.point_at(EMPTY_PLACE).point_at(mia);
    assert!(fades_within(&mut t, 0.05), "from one to the next nothing flickers");
    assert_eq!(t.editor.faded().unwrap().0.actors, [t.actor("Mia")].into());
    t.point_at(EMPTY_PLACE);
    assert!(!fades_within(&mut t, 0.5));
}

#[test]
fn the_map_is_whole_again_once_the_view_has_left_whom_one_looked_at() {
    let mut t = TestEditor::small();
    let (billing, beside) = (t.place("Billing"), t.rim("Billing"));
    t.point_at(billing).point_at(beside);
    assert!(fades_within(&mut t, 1.0));
    let at = t.screen(beside) + Vec2::new(30.0, 30.0);
    for _ in 0..8 {
        t.on(Event::Wheel { delta: Vec2::new(0.0, 100.0), at, lines: true, modifiers: CTRL });
    }
    assert!(!fades_within(&mut t, 0.6), "nobody is below the pointer");
    assert_eq!(t.editor.hovered(), None);
    t.run(Command::FitAll).settle();
    assert_eq!(t.editor.hovered(), Some(Target::Actor(t.actor("Billing"))), "what is there counts, not what was");
    assert!(t.editor.faded().is_none(), "but a view that comes by looks at nobody");
}

#[test]
fn nothing_fades_below_a_hand_at_work() {
    let mut t = TestEditor::small();
    let (billing, mia) = (t.place("Billing"), t.place("Mia"));
    t.click(billing);
    assert!(!fades_within(&mut t, 1.0), "the pointer stands where it clicked");
    t.point_at(mia).key(Key::Down);
    assert!(!fades_within(&mut t, 1.0), "keys are at work");
    t.point_at(EMPTY_PLACE).name("Tom");
    assert!(!fades_within(&mut t, 1.0), "somebody came to be below the pointer");
}

#[test]
fn alt_over_an_actor_asks_what_would_be_lost() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.point_at(mia);
    assert_eq!((t.editor.hovered(), t.editor.asked_loss()), (Some(Target::Actor(t.actor("Mia"))), None));
    t.holding(ALT).point_at(mia);
    assert_eq!(t.editor.asked_loss(), Some(Target::Actor(t.actor("Mia"))));
}

#[test]
fn the_pointer_tells_what_a_drag_would_do() {
    let mut t = TestEditor::small();
    let (rim, mia) = (t.rim("Mia"), t.place("Mia"));
    let middle = t.middle("Billing", "Customers");
    for (at, cursor) in
        [(rim, Cursor::Link), (mia, Cursor::Move), (middle, Cursor::Point), (EMPTY_PLACE, Cursor::Default)]
    {
        t.point_at(at);
        assert_eq!(t.editor.cursor(), cursor);
    }
}

#[test]
fn who_is_dragged_over_a_panel_stops_at_the_edge_of_the_canvas() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.press(mia).drag_to(mia + Vec2::new(40.0, 0.0)).drag_to(mia + Vec2::new(5_000.0, 5_000.0)).release();
    assert!(t.editor.camera().visible().contains(t.place("Mia")), "{:?}", t.place("Mia"));
    t.expect_undo(Some("move Mia"));
}
