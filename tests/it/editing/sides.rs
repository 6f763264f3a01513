//! Two sides: the card rates the active perspective, and says where that comes from.

use threestrand::editor::{Command, Key, Row};
use threestrand::model::{Date, Level, Source, Strand};
use threestrand::scene::Lens;

use super::hands::{TestEditor, small};

#[test]
fn digits_rate_the_active_side_and_leave_the_agreed_rating() {
    let mut t = TestEditor::small();
    t.editor.set_today(Date::new(2026, 11, 25));
    let middle = t.middle("Billing", "Customers");
    let before = t.rated("Billing", "Customers");
    t.click(middle);
    t.asked = t.editor.set_side(Some("other".to_owned()));
    t.expect_active(Row::Strand(Strand::Exchange));
    let card = t.editor.rating_card().unwrap();
    assert_eq!((card.rows[1].level, card.rows[1].agreed), (None, Level::new(4)), "what is agreed stands in");
    t.keys("21");
    assert_eq!(t.rated("Billing", "Customers"), before);
    let id = t.cord("Billing", "Customers");
    let rating = &t.editor.document().connection(id).unwrap().ratings["other"];
    assert_eq!(rating.strands.counts(), [2, 1, 0]);
    assert_eq!(rating.date, Date::new(2026, 11, 25), "a rating says when it was given");
    t.expect_undo(Some("rate Billing - Customers: trust as the other side sees it 1"));
    t.run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_source_is_said_for_the_active_side_only() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle);
    t.asked = t.editor.set_source(Some(Source::Guess));
    assert_eq!(t.editor.document(), &small(), "the agreed rating has no source");
    t.run(Command::NextSide).run(Command::NextSide);
    assert_eq!(t.editor.side(), Some("other"));
    t.asked = t.editor.set_source(Some(Source::Guess));
    assert_eq!(t.editor.rating_card().unwrap().source, Some(Source::Guess));
    t.keys("3").asked = t.editor.set_source(None);
    let id = t.cord("Billing", "Customers");
    let rating = &t.editor.document().connection(id).unwrap().ratings["other"];
    assert_eq!((rating.source, rating.strands.points()), (None, 3), "taking the source back keeps the levels");
    t.run(Command::NextSide);
    assert_eq!(t.editor.side(), None, "after the last side comes the agreed rating");
}

#[test]
fn clearing_the_last_level_of_a_side_leaves_nothing_behind() {
    let mut t = TestEditor::small();
    let middle = t.middle("Billing", "Customers");
    t.click(middle);
    t.asked = t.editor.set_side(Some("company".to_owned()));
    t.keys("3").key(Key::Up).keys("-");
    let id = t.cord("Billing", "Customers");
    assert!(t.editor.document().connection(id).unwrap().ratings.is_empty());
}

#[test]
fn need_is_the_same_from_every_side() {
    let mut t = TestEditor::small();
    let middle = t.middle("Executive team", "Billing");
    t.click(middle);
    t.asked = t.editor.set_side(Some("other".to_owned()));
    t.asked = t.editor.set_row(Row::Need, Level::new(5));
    assert_eq!(t.rated("Executive team", "Billing").0, Some(5));
}

#[test]
fn one_rates_what_one_sees() {
    let mut t = TestEditor::small();
    t.run(Command::LensOther);
    assert_eq!(t.editor.side(), Some("other"));
    t.asked = t.editor.set_side(Some("company".to_owned()));
    assert_eq!(Some(t.editor.lens()), Lens::side(t.editor.document(), "company"));
    t.run(Command::LensStrength);
    assert_eq!(t.editor.side(), None, "back to what is agreed");
    t.asked = t.editor.set_side(Some("other".to_owned()));
    assert_eq!(t.editor.lens(), Lens::Strength, "the card alone does not change the picture");
}
