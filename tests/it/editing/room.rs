//! Dots, the census and the blind vote: what the room does while the facilitator types.

use threestrand::editor::{Command, Event, Key, Modifiers, Request, Row};
use threestrand::model::{Level, Strand};
use threestrand::scene::Item;

use super::hands::{TestEditor, small};

fn needs(t: &TestEditor) -> Vec<Option<u8>> {
    t.editor.document().connections().map(|(_, c)| c.need.map(Level::get)).collect()
}

#[test]
fn dots_by_click_set_the_needs_in_one_step() {
    let mut t = TestEditor::small();
    let (first, second) = (t.middle("Executive team", "Billing"), t.middle("Billing", "Customers"));
    t.run(Command::Dots).click(first).click(first).click(first).click(second);
    let dots = t.editor.dots().expect("dots are being placed");
    assert_eq!((dots.placed, dots.connections, dots.people), (4, 2, 2));
    let written = |t: &mut TestEditor| -> Vec<String> {
        let items = t.editor.overlay().items;
        let texts = items.into_iter().filter_map(|i| if let Item::Text(run) = i { Some(run.text) } else { None });
        std::collections::BTreeSet::from_iter(texts).into_iter().collect()
    };
    let stands = ["matters 4 → 3", "matters 5"];
    assert_eq!(written(&mut t), stands, "what Enter would set stands there before, and what it was");
    t.key(Key::Enter);
    let said = t.asked.iter().any(|r| matches!(r, Request::Say(words) if words.contains("1 of them less than before")));
    assert!(said, "{:?}", t.asked);
    t.expect_undo(Some("set how much it matters by 4 dots"));
    assert_eq!(needs(&t), [Some(5), Some(3)]);
    assert_eq!(t.editor.dots(), None);
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn dots_work_by_keyboard_alone() {
    let mut t = TestEditor::small();
    t.key(Key::F(7)).keys("3").key(Key::Right).keys("2").key(Key::Space).key(Key::Right).keys("7").key(Key::Backspace);
    let cords: Vec<u32> = t.editor.document().connections().map(|(id, _)| t.editor.dots_on(id)).collect();
    assert_eq!(cords, [3, 6], "a digit without a cord is no dot and no name");
    t.expect_box(false).key(Key::Escape).key(Key::Escape);
    assert_eq!(t.editor.dots(), None);
    t.key(Key::F(7));
    assert_eq!(t.editor.dots().unwrap().placed, 9, "leaving loses no dot");
}

#[test]
fn counting_no_dots_changes_nothing() {
    let mut t = TestEditor::small();
    t.run(Command::Dots).key(Key::Enter).expect_undo(None);
    assert_eq!(t.editor.dots(), None);
}

#[test]
fn the_census_walks_through_what_matters_only() {
    let mut t = TestEditor::small();
    t.run(Command::Census);
    let census = t.editor.census().expect("one connection matters");
    assert_eq!((census.number, census.total, census.rated, census.left), (1, 1, 0, 0));
    assert_eq!(census.connection, Some(t.cord("Billing", "Customers")));
    t.expect_active(Row::Strand(Strand::Exchange)).keys("543");
    assert_eq!(t.rated("Billing", "Customers").1, [Some(5), Some(4), Some(3)]);
    t.key(Key::Enter);
    assert_eq!(t.editor.census().unwrap().connection, None, "the end says what came of it");
    t.on(Event::Text("4".to_owned())).on(Event::Text("M".to_owned())).expect_box(false);
    t.key(Key::Left).run(Command::DiscussLater);
    let census = t.editor.census().unwrap();
    assert_eq!((census.connection, census.later), (None, 1), "what is put off is passed");
    t.key(Key::Enter);
    assert_eq!(t.editor.census(), None);
}

#[test]
fn after_what_matters_the_census_can_go_on_to_the_rest_and_to_what_was_put_off() {
    let mut t = TestEditor::small();
    t.run(Command::Census).run(Command::DiscussLater);
    let census = t.editor.census().unwrap();
    assert_eq!((census.connection, census.later, census.unasked), (None, 1, 1), "one was not asked for");
    t.editor.ask_later_ones();
    assert_eq!(t.editor.census().unwrap().connection, Some(t.cord("Billing", "Customers")));
    t.editor.ask_the_rest();
    assert_eq!(t.editor.census().unwrap().connection, Some(t.cord("Executive team", "Billing")));
    t.keys("333").key(Key::Enter);
    let census = t.editor.census().unwrap();
    assert_eq!((census.connection, census.rated, census.total, census.unasked), (None, 1, 1, 0));
}

#[test]
fn dots_and_ballots_are_told_until_they_are_counted_or_thrown_away() {
    let mut t = TestEditor::small();
    assert_eq!(t.editor.uncounted(), None);
    t.run(Command::Dots).key(Key::Right).keys("2").key(Key::Escape).key(Key::Escape);
    assert_eq!(t.editor.uncounted().as_deref(), Some("2 dots"), "leaving the dots keeps them");
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Vote).keys("345").key(Key::Enter).keys("1");
    assert_eq!(t.editor.uncounted().as_deref(), Some("2 dots and 2 ballots"));
    assert!(!t.editor.can_count(), "somebody is in the middle of a ballot");
    t.keys("11").key(Key::Enter);
    assert!(t.editor.can_count());
    t.editor.count_given();
    assert_eq!(t.editor.uncounted(), None);
    t.expect_undo(Some("set how much it matters by 2 dots")).run(Command::Undo);
    t.expect_undo(Some("vote on Billing - Customers, 2 ballots"));
    t.run(Command::Dots).key(Key::Right).keys("1");
    t.editor.throw_given_away();
    assert_eq!(t.editor.uncounted(), None);
}

#[test]
fn the_census_asks_for_a_dozen_at_a_time() {
    let mut t = TestEditor::empty();
    let list: String = (0..14).map(|i| format!("Hub\tRim {i}\n")).collect();
    t.editor.paste_text(&list);
    t.run(Command::Census);
    assert_eq!(t.editor.census(), None, "nothing matters yet");
    assert!(matches!(&t.asked[..], [.., Request::Say(words)] if words.contains("F7")), "{:?}", t.asked);
    t.run(Command::Dots);
    for _ in 0..14 {
        t.key(Key::Right).keys("1");
    }
    t.key(Key::Enter).run(Command::Census);
    let census = t.editor.census().unwrap();
    assert_eq!((census.total, census.left), (12, 2));
    for _ in 0..12 {
        t.key(Key::Right);
    }
    assert_eq!(t.editor.census().unwrap().connection, None);
    t.key(Key::Enter);
    let census = t.editor.census().unwrap();
    assert_eq!((census.number, census.total, census.left), (13, 14, 0));
    t.key(Key::Escape);
    assert_eq!((t.editor.census(), t.editor.selection().len()), (None, 0));
}

#[test]
fn a_census_survives_what_undo_takes_away() {
    let mut t = TestEditor::small();
    t.run(Command::Census).keys("5").run(Command::Undo);
    assert!(t.editor.census().is_some());
    t.editor.select(threestrand::model::Selection::default());
    let gone = threestrand::model::Selection {
        connections: [t.cord("Billing", "Customers")].into(),
        ..threestrand::model::Selection::default()
    };
    t.editor.edit("delete", threestrand::model::Edit::Delete(gone));
    assert_eq!(t.editor.census(), None);
}

#[test]
fn a_blind_vote_shows_nothing_until_all_have_voted() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Vote);
    for ballot in ["345", "131", "512"] {
        t.keys(ballot);
        assert_eq!(t.editor.vote().unwrap().given, 3);
        t.key(Key::Enter);
        assert_eq!(t.editor.vote().unwrap().revealed, None);
    }
    assert_eq!(t.rated("Billing", "Customers").1, [Some(4), Some(1), Some(2)], "nothing is rated yet");
    t.key(Key::Enter).key(Key::Enter).expect_undo(None);
    assert_eq!(t.editor.vote().unwrap().revealed, None, "the key that passes on never reveals");
    reveal(&mut t).expect_undo(Some("vote on Billing - Customers, 3 ballots"));
    assert_eq!(t.rated("Billing", "Customers").1, [Some(3), Some(3), Some(2)], "the lower medians");
    let counts = t.editor.vote().unwrap().revealed.unwrap();
    assert_eq!(counts[0], [0, 1, 0, 1, 0, 1]);
    let kept = t.editor.document().connection(t.cord("Billing", "Customers")).unwrap().tally.unwrap();
    assert_eq!(kept.strands[2], Some([0, 1, 1, 0, 0, 1]));
    t.key(Key::Enter);
    assert_eq!(t.editor.vote(), None);
}

#[test]
fn a_full_ballot_that_was_not_passed_on_is_counted_when_all_is_revealed() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Vote).keys("345");
    reveal(&mut t);
    let alone = |request: &Request| matches!(request, Request::Say(words) if words.contains("two ballots at least"));
    assert!(t.asked.iter().any(alone), "{:?}", t.asked);
    t.key(Key::Enter).keys("13");
    reveal(&mut t);
    let begun = |request: &Request| matches!(request, Request::Say(words) if words.contains("in the middle"));
    assert!(t.asked.iter().any(begun), "{:?}", t.asked);
    t.keys("1");
    assert!(t.editor.vote().unwrap().can_reveal);
    reveal(&mut t).expect_undo(Some("vote on Billing - Customers, 2 ballots"));
    assert_eq!(t.editor.vote().unwrap().revealed.unwrap()[0], [0, 1, 0, 1, 0, 0]);
}

#[test]
fn a_census_counts_what_the_room_has_said() {
    let mut t = TestEditor::small();
    t.run(Command::Census).key(Key::Right);
    let census = t.editor.census().unwrap();
    assert_eq!(
        (census.rated, census.skipped, census.put_off),
        (0, 1, 0),
        "it was rated before, and nobody said a word"
    );
    t.key(Key::Left).run(Command::DiscussLater);
    let census = t.editor.census().unwrap();
    assert_eq!((census.rated, census.skipped, census.put_off), (0, 0, 1));
    t.key(Key::Left).keys("3").key(Key::Right);
    let census = t.editor.census().unwrap();
    assert_eq!((census.rated, census.skipped, census.put_off, census.later), (1, 0, 0, 1));
}

fn reveal(t: &mut TestEditor) -> &mut TestEditor {
    t.on(Event::Key { key: Key::Enter, modifiers: Modifiers { ctrl: true, ..Modifiers::default() } })
}

#[test]
fn one_ballot_is_no_vote_and_an_open_one_is_not_cut_short() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Vote).keys("345").key(Key::Enter);
    assert!(!t.editor.vote().unwrap().can_reveal, "it would have a name on it");
    reveal(&mut t).run(Command::Vote);
    assert_eq!(t.editor.vote().unwrap().voters, 1, "neither revealed nor begun anew");
    t.keys("345").key(Key::Enter);
    assert!(t.editor.vote().unwrap().can_reveal);
    t.keys("3");
    assert!(!t.editor.vote().unwrap().can_reveal, "somebody is in the middle of it");
    reveal(&mut t).expect_undo(None);
    assert_eq!(t.editor.document(), &small());
    t.key(Key::Backspace).run(Command::Undo);
    reveal(&mut t);
    assert!(t.editor.vote().unwrap().revealed.is_some());
}

#[test]
fn what_was_rated_before_a_census_is_no_answer_in_it() {
    let mut t = TestEditor::small();
    t.run(Command::Census);
    assert!(t.editor.room_answers(), "the window hides what tells ratings");
    assert_eq!(t.editor.census().unwrap().answered, [false; 4]);
    t.keys("4");
    assert_eq!(t.editor.census().unwrap().answered, [false, true, false, false], "the same level is an answer, too");
    t.keys("3 55").key(Key::Enter);
    assert_eq!(t.editor.census().unwrap().answered, [false, true, true, false], "so are hands that are counted");
    t.key(Key::Right).key(Key::Left);
    assert_eq!(t.editor.census().unwrap().answered, [false, true, true, false], "coming back forgets nothing");
    t.key(Key::Escape);
    assert!(!t.editor.room_answers());
}

#[test]
fn leaving_a_vote_asks_once_and_stores_nothing() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle).run(Command::Vote).keys("345").key(Key::Enter).keys("1").key(Key::Escape);
    assert_eq!(t.editor.vote().unwrap().given, 0, "first the ballot at hand goes");
    t.key(Key::Escape);
    assert_eq!(t.editor.vote().unwrap().voters, 1, "one Esc throws no ballots away");
    t.key(Key::Escape);
    assert_eq!(t.editor.vote(), None);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_vote_on_an_unset_need_asks_for_it_first() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle).run(Command::Vote);
    assert_eq!(t.editor.vote().unwrap().rows.len(), 4);
    t.on(Event::Text("4".to_owned()));
    assert_eq!(t.editor.vote().unwrap().given, 1, "a digit that comes as text only counts, too");
}

#[test]
fn back_goes_one_question_back_and_the_digit_lands_there() {
    let mut t = TestEditor::small();
    t.run(Command::Census).keys("324");
    t.key(Key::Left).expect_active(Row::Strand(Strand::Relationship)).keys("1");
    assert_eq!(t.rated("Billing", "Customers").1, [Some(3), Some(1), Some(4)]);
    t.key(Key::Enter).key(Key::Left).expect_active(Row::Strand(Strand::Values));
    t.key(Key::Left).key(Key::Left).key(Key::Left).expect_active(Row::Strand(Strand::Exchange));
    assert_eq!(t.editor.census().unwrap().number, 1, "before the first there is nothing");
}

#[test]
fn the_button_keeps_the_middle_hand_as_enter_does() {
    let mut t = TestEditor::small();
    t.run(Command::Census).keys("4 33524");
    t.asked = t.editor.walk_census(true);
    assert_eq!(t.rated("Billing", "Customers").1[0], Some(3));
    assert_eq!(t.editor.census().unwrap().number, 1, "and stays for the next question");
}

#[test]
fn undo_takes_the_last_dot_back_and_no_step_of_the_map() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Delete).run(Command::Dots).key(Key::Right).keys("2");
    assert_eq!(t.editor.undo_name(), Some("put a dot"));
    t.run(Command::Undo);
    assert_eq!(t.editor.dots().unwrap().placed, 1);
    t.run(Command::Undo).expect_undo(Some("delete Mia"));
    assert_eq!(t.editor.document().actor_named("Mia"), None);
}

#[test]
fn a_command_that_cannot_be_done_says_why() {
    let mut t = TestEditor::small();
    for (command, why) in [
        (Command::Vote, "Select a connection first"),
        (Command::WhatIf, "Select somebody or a connection first"),
        (Command::Undo, "There is nothing to take back"),
        (Command::LensSilos, "There are no groups yet: select somebody, then Ctrl+G"),
    ] {
        t.run(command);
        assert!(t.asked.contains(&Request::Say(why.to_owned())), "{command:?}: {:?}", t.asked);
    }
}

#[test]
fn the_unrated_are_walked_one_after_another() {
    let mut t = TestEditor::small();
    t.analyzed().run(Command::NextUnrated);
    assert_eq!(t.editor.rateable(), [t.cord("Executive team", "Billing")]);
    t.keys("3333").analyzed().run(Command::NextUnrated);
    assert!(t.asked.contains(&Request::Say("Every connection is rated".to_owned())), "{:?}", t.asked);
}

#[test]
fn no_dot_is_no_dot() {
    let mut t = TestEditor::small();
    t.run(Command::Dots).key(Key::Right).keys("0");
    assert_eq!(t.editor.dots().unwrap().connections, 0);
    t.key(Key::Right).keys("2").key(Key::Enter).run(Command::Undo);
    t.expect_undo(None);
    t.run(Command::Redo);
    assert_eq!(needs(&t), [None, Some(5)], "only what got dots matters by them, and the one with the most the most");
}
