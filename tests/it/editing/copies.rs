//! Copies and what is poured in, and commands as a whole.

use threestrand::editor::{Command, Key, Request};
use threestrand::geom::Point;

use threestrand::model::{ActorId, CustomKind};

use super::hands::{CTRL, PLAIN, SHIFT, TestEditor, small};

#[test]
fn a_copy_holds_the_cords_among_the_selected() {
    let mut t = TestEditor::small();
    let (billing, customers) = (t.place("Billing"), t.place("Customers"));
    t.click(billing).holding(SHIFT).click(customers).holding(PLAIN).run(Command::Copy);
    assert!(t.asked.contains(&Request::Copy));
    let copy = t.editor.copied().unwrap().clone();
    assert_eq!((copy.actors().len(), copy.connections().len(), copy.check()), (2, 1, Vec::new()));
    t.asked = t.editor.paste_document(&copy, Some(Point::new(450.0, 500.0)));
    t.checked().expect_undo(Some("paste 2 actors"));
    assert_eq!((t.editor.document().actors().len(), t.editor.document().connections().len()), (6, 3));
    assert_eq!(t.editor.selection().actors.len(), 2);
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    let mut other = TestEditor::empty();
    other.asked = other.editor.paste_document(&copy, None);
    other.checked().expect_actors(&["Billing", "Customers"]);
    assert_eq!(other.editor.document().actor(ActorId(0)).unwrap().key, "billing", "a free key is kept");
}

#[test]
fn a_kind_of_the_rooms_own_goes_along_with_who_is_of_it() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia);
    t.editor.keep_kind(None, CustomKind { name: "Club".to_owned(), ..CustomKind::default() });
    let copy = t.editor.selection_document();
    assert_eq!((copy.custom_kinds().count(), copy.check()), (1, Vec::new()));
    let mut other = TestEditor::empty();
    for _ in 0..2 {
        other.asked = other.editor.paste_document(&copy, None);
        other.checked();
    }
    assert_eq!((other.editor.document().actors().len(), other.editor.document().custom_kinds().count()), (2, 1));
}

#[test]
fn the_selection_alone_is_this_map_without_the_rest() {
    let mut t = TestEditor::small();
    let (billing, customers) = (t.place("Billing"), t.place("Customers"));
    t.click(billing).holding(SHIFT).click(customers).holding(PLAIN);
    let (whole, part) = (t.editor.document(), t.editor.selection_alone());
    assert_eq!((part.actors().len(), part.connections().len(), part.check()), (2, 1, Vec::new()));
    assert_eq!(part.meta().title, whole.meta().title);
    let same = |(id, connection)| whole.connection(id) == Some(connection);
    assert!(part.connections().all(same), "what is known of it by its id still is");
    assert_eq!(t.editor.selection_document().meta().title, "", "what is pasted elsewhere tells no client");
}

#[test]
fn a_duplicate_is_one_step() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).holding(CTRL).key(Key::Letter('D')).holding(PLAIN).expect_undo(Some("duplicate Mia"));
    assert_eq!(t.editor.document().actors().len(), 5);
    t.run(Command::Undo).expect_undo(None);
}

#[test]
fn disabled_commands_do_nothing_but_say_why() {
    let mut t = TestEditor::empty();
    let before = t.editor.document().clone();
    for command in Command::ALL {
        if !command.is_enabled(&t.editor) {
            t.run(command);
            let said = |request: &Request| matches!((request, command.why_not(&t.editor)), (Request::Say(words), Some(why)) if words == why);
            assert!(t.asked.iter().all(said), "{command:?}: {:?}", t.asked);
        }
    }
    assert_eq!(t.editor.document(), &before);
    for command in [Command::Undo, Command::Delete, Command::Tidy, Command::NextWeak, Command::Reveal] {
        assert!(!command.is_enabled(&t.editor), "{command:?}");
    }
}

#[test]
fn the_same_hands_make_the_same_map() {
    let made = || {
        let mut t = TestEditor::empty();
        t.name("Anna").key(Key::Tab).name("Ben").key(Key::Enter).name("Carla");
        t.run(Command::PauseLayout).settle();
        let keys: Vec<_> = t.editor.document().actors().map(|(_, actor)| actor.key.clone()).collect();
        (t.editor.document().clone(), keys)
    };
    assert_eq!(made(), made());
    assert!(made().1.iter().all(|key| key.len() == 13));
}
