//! What the room takes on: actions begin with the smallest step and go with their connection.

use threestrand::editor::{Command, Key, Request};
use threestrand::model::{Action, Attachment, Edit};

use super::hands::{CTRL, PLAIN, TestEditor, small};

#[test]
fn a_connection_is_taken_on_once_with_its_smallest_step() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).holding(CTRL).key(Key::Enter).holding(PLAIN);
    t.expect_undo(Some("take on Billing - Customers"));
    let said = t.asked.iter().find_map(|r| if let Request::TakenOn(words) = r { Some(words.as_str()) } else { None });
    assert_eq!(said, Some("On the plan: Billing – Customers"));
    let (_, action) = t.editor.document().actions().next().unwrap();
    let (from, to) = (action.from.counts(), action.to.counts());
    assert_eq!((from, to), ([4, 1, 2], [4, 2, 2]), "the lowest strand, one more");
    assert_eq!((action.effort, &action.owner), (None, &None));
    t.run(Command::TakeOn);
    assert_eq!(t.editor.document().actions().count(), 1);
    assert!(matches!(&t.asked[..], asked if asked.iter().any(|r| matches!(r, Request::Say(_)))));
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn an_action_goes_and_comes_back_with_its_connection() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::TakeOn).click(middle).run(Command::Delete);
    assert_eq!(t.editor.document().actions().count(), 0);
    t.run(Command::Undo);
    assert_eq!(t.editor.document().actions().count(), 1);
}

#[test]
fn a_deletion_says_what_went_with_it() {
    let mut t = TestEditor::small();
    let (middle, billing) = (t.middle("Billing", "Customers"), t.place("Billing"));
    t.click(middle).run(Command::TakeOn).key(Key::Escape).click(billing).run(Command::Delete);
    let told = |t: &TestEditor| {
        t.asked.iter().find_map(|r| if let Request::Deleted(words) = r { Some(words.clone()) } else { None })
    };
    assert_eq!(told(&t).as_deref(), Some("Deleted Billing, 2 connections, 1 plan step"));
    t.run(Command::Undo).key(Key::Escape).click(middle).run(Command::Delete);
    assert_eq!(told(&t).as_deref(), Some("Deleted Billing - Customers, 1 plan step"));
}

#[test]
fn fields_that_grow_letter_by_letter_are_one_step() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::TakeOn);
    let (id, action) = t.editor.document().actions().next().unwrap();
    let action = action.clone();
    for first_thing in ["C", "Ca", "Call"] {
        let action = Action { first_thing: first_thing.to_owned(), ..action.clone() };
        let edit = Edit::Attachment(id, Box::new(Attachment::Action(action)));
        t.asked = t.editor.edit_merged("first thing", "action first", edit);
        t.checked();
    }
    t.run(Command::Undo);
    assert_eq!(t.editor.document().actions().next().unwrap().1, &action);
}
