//! Lines between actors, and the sketch of a cord just drawn.

use threestrand::editor::{Button, Command, Event, Key, Request, Row};
use threestrand::geom::Point;
use threestrand::model::{Edit, Placement, Sketch, Strands, Value};

use super::hands::{CTRL, EMPTY_PLACE, PLAIN, TestEditor, draw, small};

#[test]
fn a_drag_between_rims_connects() {
    let mut t = TestEditor::small();
    let (rim, to) = (t.rim("Mia"), t.place("Customers"));
    t.press(rim).expect_tool("pressed").drag_to(to).expect_tool("linking").release().expect_tool("idle");
    t.expect_undo(Some("connect Mia - Customers"));
    let cord = t.cord("Mia", "Customers");
    assert_eq!(t.editor.hot(), [cord]);
    assert!(t.editor.rating_card().is_none(), "it is sketched first");
    assert_eq!(t.editor.document().connection(cord).unwrap().strands, Strands::UNRATED);
}

#[test]
fn a_line_let_go_just_short_of_somebody_reaches_them() {
    let mut t = TestEditor::small();
    let (rim, from) = (t.rim("Mia"), t.place("Mia"));
    let (middle, edge) = (t.place("Customers"), t.rim("Customers"));
    let short = middle + (from - middle).normalize() * ((edge - middle).hypot() + 18.0);
    t.press(rim).drag_to(short).release().expect_undo(Some("connect Mia - Customers"));
}

#[test]
fn a_hot_cord_is_sketched_by_digits() {
    let mut t = TestEditor::small();
    let (rim, to) = (t.rim("Mia"), t.place("Customers"));
    t.press(rim).drag_to(to).release();
    let cord = t.cord("Mia", "Customers");
    let sketch = |t: &TestEditor| t.editor.document().connection(cord).unwrap().sketch;
    t.keys("2").expect_undo(Some("sketch Mia - Customers: medium"));
    assert_eq!(sketch(&t), Some(Sketch::Medium));
    t.keys("7059");
    assert_eq!(sketch(&t), Some(Sketch::Medium), "other digits do nothing");
    assert_eq!(t.rated("Mia", "Customers"), (None, [None; 3]), "a sketch is no rating");
    t.keys("3");
    assert_eq!(sketch(&t), Some(Sketch::Strong));
    t.key(Key::Enter)
        .expect_active(Row::Need)
        .keys("1")
        .expect_undo(Some("rate Mia - Customers: how much it matters 1"));
    assert_eq!(t.editor.hot(), []);
}

#[test]
fn any_other_key_or_a_click_ends_hotness() {
    for event in [
        Event::Key { key: Key::Escape, modifiers: PLAIN },
        Event::Key { key: Key::F(8), modifiers: PLAIN },
        Event::Key { key: Key::Letter('L'), modifiers: CTRL },
        Event::Text("x".to_owned()),
        Event::Pressed { button: Button::Primary, at: Point::new(1.0, 1.0), clicks: 1, modifiers: PLAIN },
    ] {
        let mut t = TestEditor::small();
        let (rim, to) = (t.rim("Mia"), t.place("Customers"));
        t.press(rim).drag_to(to).release();
        assert_eq!(t.editor.hot().len(), 1);
        t.on(event);
        assert_eq!(t.editor.hot(), [], "after {:?}", t.asked);
    }
}

#[test]
fn a_line_to_empty_space_makes_the_far_actor() {
    let mut t = TestEditor::small();
    let rim = t.rim("Mia");
    t.press(rim).drag_to(EMPTY_PLACE).release().expect_box(true).expect_undo(None);
    t.name("Nora").expect_undo(Some("add Nora"));
    let nora = t.editor.document().placement(t.actor("Nora")).unwrap();
    assert_eq!(nora, Placement { at: EMPTY_PLACE, pinned: true }, "a hand placed her");
    let cord = t.cord("Mia", "Nora");
    assert_eq!(t.editor.hot(), [cord], "hot once the name is committed");
    t.keys("1").key(Key::Enter).expect_box(true).name("Omar");
    assert!(t.connected("Mia", "Omar"), "Enter makes the next sibling");
    let omar = t.editor.document().placement(t.actor("Omar")).unwrap();
    assert!(!omar.pinned, "nobody has said where");
    t.run(Command::Rename).expect_active(Row::Need);
    assert_eq!(t.editor.rateable(), [t.cord("Mia", "Omar")], "F2 opens the card of the cord");
}

#[test]
fn a_line_to_empty_space_may_end_at_somebody_known() {
    let mut t = TestEditor::small();
    let rim = t.rim("Mia");
    t.press(rim).drag_to(EMPTY_PLACE).release().on(Event::BoxText("cus".to_owned())).on(Event::BoxCommit(Some(0)));
    assert!(t.connected("Mia", "Customers"));
    assert_eq!(t.editor.document().actors().len(), 4);
}

#[test]
fn a_second_line_selects_the_cord_that_is_there() {
    let mut t = TestEditor::small();
    let (rim, to) = (t.rim("Billing"), t.place("Customers"));
    t.press(rim).drag_to(to).release().expect_undo(None);
    assert_eq!(t.editor.rateable(), [t.cord("Billing", "Customers")]);
    assert!(t.editor.rating_card().is_some());
    assert!(t.asked.iter().any(|request| matches!(request, Request::Say(_))));
}

#[test]
fn one_drag_connects_all_that_are_selected() {
    let mut t = TestEditor::small();
    t.run(Command::SelectAll);
    let (rim, to) = (t.rim("Executive team"), t.place("Mia"));
    t.press(rim).drag_to(to).release().expect_undo(Some("connect 3 with Mia"));
    for name in ["Executive team", "Billing", "Customers"] {
        assert!(t.connected(name, "Mia"));
    }
    assert_eq!(t.editor.hot().len(), 3);
    t.keys("1").run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_line_to_a_value_means_holding_it() {
    let mut document = small();
    let value = Value { key: "fair".to_owned(), name: "Fair price".to_owned(), ..Value::default() };
    let at = Placement { at: Point::new(0.0, 300.0), pinned: false };
    draw(&mut document, Edit::AddValue(Box::new(value), Some(at)));
    let mut t = TestEditor::new(document);
    let rim = t.rim("Mia");
    t.press(rim).drag_to(Point::new(0.0, 300.0)).release().expect_undo(Some("share Fair price"));
    assert_eq!(t.editor.document().actor(t.actor("Mia")).unwrap().values.len(), 1);
}

#[test]
fn a_sketch_between_two_siblings_keeps_the_chain() {
    let mut t = TestEditor::small();
    let billing = t.place("Billing");
    t.click(billing).key(Key::Tab).name("Students").keys("2").key(Key::Enter).name("Pensioners");
    assert!(t.connected("Billing", "Students") && t.connected("Billing", "Pensioners"));
    t.keys("1").key(Key::Enter).name("Parents");
    assert!(t.connected("Billing", "Parents"));
}

#[test]
fn the_line_at_the_foot_says_what_the_hand_can_do() {
    let mut t = TestEditor::small();
    assert_eq!(t.editor.hint(), None);
    let (rim, to) = (t.rim("Mia"), t.place("Customers"));
    t.press(rim).drag_to(to);
    assert!(t.editor.hint().unwrap().contains("Let go"));
    t.release();
    assert!(t.editor.hint().unwrap().contains("Enter rates"));
    t.keys("2").key(Key::Escape);
    assert_eq!(t.editor.hint(), None, "a line that has cooled down asks for nothing");
}
