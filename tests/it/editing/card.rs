//! Rating with the keyboard alone.

use threestrand::editor::{Command, Event, Key, Request, Row};
use threestrand::model::{Connection, Edit, Level, Strand};
use threestrand::scene::{Item, Theme};

use super::hands::{PLAIN, SHIFT, TestEditor, draw, small};

#[test]
fn four_digits_rate_a_cord() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).expect_active(Row::Need).keys("5432");
    assert_eq!(t.rated("Executive team", "Billing"), (Some(5), [Some(4), Some(3), Some(2)]));
    t.expect_undo(Some("rate Executive team - Billing: shared values 2"));
    t.run(Command::Undo).expect_undo(Some("rate Executive team - Billing: trust 3"));
    t.run(Command::Undo).run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn the_lowest_strand_is_active_when_all_are_set() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).expect_active(Row::Strand(Strand::Relationship)).keys("3");
    t.expect_undo(Some("rate Billing - Customers: trust 1 to 3"))
        .key(Key::Up)
        .keys("4")
        .expect_undo(Some("rate Billing - Customers: trust 3 to 4"));
    t.run(Command::Undo);
    assert_eq!(t.rated("Billing", "Customers").1[1], Some(3), "a digit on the same row is a step of its own");
}

#[test]
fn rows_are_chosen_and_cleared_by_keys() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).key(Key::Up).key(Key::Up).key(Key::Up).expect_active(Row::Need);
    t.key(Key::Down).expect_active(Row::Strand(Strand::Exchange)).keys("-");
    assert_eq!(t.rated("Billing", "Customers"), (Some(4), [None, Some(1), Some(2)]));
    t.expect_undo(Some("rate Billing - Customers: give and take 4 to not rated")).expect_box(false);
    t.key(Key::Backspace).expect_active(Row::Strand(Strand::Exchange));
    t.keys("9").expect_undo(Some("rate Billing - Customers: give and take 4 to not rated"));
    assert_eq!(t.editor.document().actors().len(), 4, "Backspace on the card deletes nobody");
}

#[test]
fn several_selected_cords_all_get_the_rating() {
    let mut t = TestEditor::small();
    let (first, second) = (t.middle("Executive team", "Billing"), t.middle("Billing", "Customers"));
    t.click(first).holding(SHIFT).click(second).holding(PLAIN);
    let card = t.editor.rating_card().unwrap();
    assert_eq!(
        (card.title.as_str(), card.members.as_str()),
        ("2 connections of Billing", "Executive team · Customers")
    );
    let trust = card.rows[2];
    assert_eq!((trust.mixed, trust.level, trust.unset), (true, None, 1));
    assert_eq!(trust.range, Level::new(1).zip(Level::new(1)), "where they differ");
    t.expect_active(Row::Need).keys("3").expect_undo(Some("rate 2 connections: how much it matters 3"));
    assert_eq!(t.rated("Executive team", "Billing").0, Some(3));
    assert_eq!(t.rated("Billing", "Customers").0, Some(3));
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn hands_are_counted_on_the_active_row() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).keys("3 3 4 2 5 3 4 3");
    assert_eq!(t.editor.rating_card().unwrap().hands.len(), 8);
    t.key(Key::Enter).expect_undo(Some("rate Executive team - Billing: how much it matters 3 to 3, 8 hands"));
    assert!(t.asked.contains(&Request::Say("Ask the highest and the lowest to speak".to_owned())));
    let connection = t.editor.document().connection(t.cord("Executive team", "Billing")).unwrap();
    assert_eq!(connection.need, Level::new(3));
    assert_eq!(connection.tally.unwrap().need, Some([0, 0, 1, 4, 2, 1]));
    t.expect_active(Row::Strand(Strand::Exchange))
        .keys("1 5")
        .key(Key::Escape)
        .expect_active(Row::Strand(Strand::Exchange));
    assert_eq!(t.rated("Executive team", "Billing").1[0], Some(1), "Esc keeps the first digit only");
}

#[test]
fn a_text_without_a_key_rates_as_well() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).on(Event::Text("5".to_owned())).on(Event::Text("4".to_owned()));
    assert_eq!(t.rated("Executive team", "Billing"), (Some(5), [Some(4), None, None]));
    t.on(Event::Key { key: Key::Digit(3), modifiers: PLAIN }).on(Event::Text("\"".to_owned())).expect_box(false);
    assert_eq!(t.rated("Executive team", "Billing").1[1], Some(3), "a digit row that types other signs rates once");
}

#[test]
fn a_letter_closes_the_card_before_it_opens_the_box() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle);
    assert!(t.editor.rating_card().is_some());
    t.on(Event::Text("K".to_owned())).expect_box(true);
    assert_eq!(t.editor.rating_card(), None, "one box at a time has the digits");
}

#[test]
fn a_rating_that_is_taken_back_is_the_next_to_be_given() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).keys("543").expect_active(Row::Strand(Strand::Values));
    t.run(Command::Undo).expect_active(Row::Strand(Strand::Relationship)).keys("1");
    assert_eq!(t.rated("Executive team", "Billing"), (Some(5), [Some(4), Some(1), None]));
    t.expect_active(Row::Strand(Strand::Values)).run(Command::Undo).run(Command::Undo);
    t.expect_active(Row::Strand(Strand::Exchange)).run(Command::Redo).expect_active(Row::Strand(Strand::Exchange));
}

/// The room watches the hand that rates: what is not said to the end must not fray in front of it.
#[test]
fn a_cord_looks_weak_only_once_its_rating_is_said_to_the_end() {
    let frays = |t: &mut TestEditor| {
        let worn = Theme::Light.tokens().large;
        let is_worn = |item: &Item| matches!(item, Item::Polyline(line) if line.stroke.color.alpha(1.0) == worn);
        t.editor.scene().items.iter().any(is_worn)
    };
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle);
    for keys in ["5", "1", "0"] {
        t.keys(keys);
        assert!(!frays(&mut t), "after {keys}");
    }
    t.keys("1");
    assert!(frays(&mut t), "rated through");
    t.run(Command::Undo);
    assert!(!frays(&mut t), "the last strand was taken back");
    t.key(Key::Escape);
    assert!(frays(&mut t), "the card is left as it is");
    t.click(middle).keys("0");
    assert!(frays(&mut t), "what looked weak before the card goes on to");
}

#[test]
fn no_digit_typed_on_overwrites_what_is_rated() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).keys("54321");
    assert_eq!(t.rated("Executive team", "Billing"), (Some(5), [Some(4), Some(3), Some(2)]), "the fifth goes nowhere");
    assert!(t.asked.iter().any(|request| matches!(request, Request::Say(words) if words.starts_with("All is rated"))));
    assert!(t.editor.rating_card().unwrap().is_done());
    t.key(Key::Up).expect_active(Row::Strand(Strand::Values)).keys("1");
    assert_eq!(t.rated("Executive team", "Billing").1[2], Some(1), "back is to what was said last");
    let middle = t.middle("Billing", "Customers");
    t.click(middle).keys("5432");
    assert_eq!(t.rated("Billing", "Customers"), (Some(4), [Some(4), Some(5), Some(2)]), "one digit, one row");
    t.key(Key::Enter).keys("0");
    assert_eq!(t.rated("Billing", "Customers").1[1], Some(5), "nor is it once the card is closed");
}

#[test]
fn a_chosen_row_goes_on_to_the_next_one() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).key(Key::Up).key(Key::Up).expect_active(Row::Need).keys("5432");
    assert_eq!(t.rated("Billing", "Customers"), (Some(5), [Some(4), Some(3), Some(2)]), "all four anew");
    assert!(t.editor.rating_card().unwrap().is_done());
}

#[test]
fn enter_closes_the_card_and_opens_it_again() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).keys("5432").key(Key::Enter);
    assert_eq!((t.editor.rating_card(), t.editor.rateable().len()), (None, 1));
    t.key(Key::Enter).expect_active(Row::Strand(Strand::Values));
}

#[test]
fn enter_goes_on_through_what_nobody_has_rated() {
    let mut document = small();
    let [mia, billing] = ["Mia", "Billing"].map(|name| document.actor_named(name).unwrap());
    draw(&mut document, Edit::AddConnection(Box::new(Connection::new("mb".to_owned(), mia, billing))));
    let mut t = TestEditor::new(document);
    t.analyzed().key(Key::F(3));
    assert_eq!(t.editor.rateable(), [t.cord("Executive team", "Billing")]);
    t.keys("5432").key(Key::Enter);
    assert_eq!(t.editor.rateable(), [t.cord("Mia", "Billing")], "before the numbers of the last are in");
    t.keys("5432").key(Key::Enter);
    assert!(t.asked.contains(&Request::Say("Every connection is rated".to_owned())), "{:?}", t.asked);
    assert_eq!(t.editor.rating_card(), None);
}
