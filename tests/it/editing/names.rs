//! Names: typed, found again, changed, poured in.

use threestrand::editor::{Command, Event, Key, NameFor, Request};
use threestrand::geom::Point;
use threestrand::model::Kind;

use super::hands::{ALT, EMPTY_PLACE, PLAIN, TestEditor, small};

#[test]
fn typing_names_makes_actors_one_after_another() {
    let mut t = TestEditor::empty();
    t.point_at(Point::new(40.0, 30.0)).on(Event::Text("C".to_owned())).expect_box(true);
    assert_eq!(t.editor.name_box().unwrap().text, "C");
    t.on(Event::BoxText("Customers".to_owned())).on(Event::BoxCommit(None)).expect_box(false);
    t.expect_actors(&["Customers"]).expect_selected(&["Customers"]).expect_undo(Some("add Customers"));
    assert_eq!(t.place("Customers"), Point::new(40.0, 30.0), "where the pointer is");
    assert_eq!(t.editor.document().actor(t.actor("Customers")).unwrap().kind, Kind::Customer);
    t.key(Key::Enter).expect_box(true).name("Mia");
    t.key(Key::Enter).name("Support team").expect_actors(&["Customers", "Mia", "Support team"]);
    assert_eq!(
        t.editor.document().actor(t.actor("Mia")).unwrap().kind,
        Kind::Customer,
        "a sibling is of the same kind"
    );
    assert_eq!(
        t.editor.document().actor(t.actor("Support team")).unwrap().kind,
        Kind::Team,
        "unless the name says else"
    );
    let apart = (t.place("Mia") - t.place("Customers")).hypot();
    assert!(apart > 90.0, "siblings do not stand on each other: {apart}");
}

#[test]
fn a_digit_with_nothing_selected_starts_a_name() {
    let mut t = TestEditor::small();
    t.key(Key::Digit(3)).expect_box(true);
    assert_eq!(t.editor.name_box().unwrap().text, "3");
    t.name("3M").expect_undo(Some("add 3M"));
}

#[test]
fn existing_names_come_first_and_are_not_made_twice() {
    let mut t = TestEditor::small();
    t.on(Event::Text("c".to_owned()));
    let offered =
        |t: &TestEditor| t.editor.name_box().unwrap().suggestions.into_iter().map(|s| s.label).collect::<Vec<_>>();
    assert_eq!(offered(&t), ["Customers", "Executive team"]);
    t.on(Event::BoxText("cust".to_owned()));
    assert_eq!(offered(&t), ["Customers"]);
    t.on(Event::BoxCommit(Some(0))).expect_selected(&["Customers"]).expect_undo(None).settle();
    assert!(t.editor.camera().visible().contains(t.place("Customers")), "one sees it");
    t.name("billing ").expect_selected(&["Billing"]).expect_undo(None);
    assert_eq!(t.editor.document().actors().len(), 4);
}

#[test]
fn a_double_click_on_the_ground_names_somebody_there() {
    let mut t = TestEditor::small();
    t.double_click(EMPTY_PLACE).expect_box(true).name("Press; media");
    assert_eq!(t.place("Press"), EMPTY_PLACE);
    assert_eq!(t.editor.document().actor(t.actor("Press")).unwrap().kind, Kind::Media);
}

#[test]
fn leaving_the_box_makes_nobody() {
    let mut t = TestEditor::small();
    t.on(Event::Text("N".to_owned())).on(Event::BoxCancel).expect_box(false);
    t.on(Event::Text("N".to_owned())).key(Key::Escape).expect_box(false);
    t.double_click(EMPTY_PLACE).on(Event::BoxCommit(None)).expect_box(false);
    t.expect_undo(None);
}

#[test]
fn a_click_elsewhere_keeps_the_name() {
    let mut t = TestEditor::small();
    t.double_click(EMPTY_PLACE).on(Event::BoxText("Nora".to_owned())).click(Point::new(-100.0, -200.0));
    t.expect_box(false).expect_undo(Some("add Nora"));
}

#[test]
fn tab_makes_a_linked_actor() {
    let mut t = TestEditor::small();
    let customers = t.place("Customers");
    t.click(customers).key(Key::Tab);
    assert_eq!(t.editor.name_box().unwrap().what, NameFor::Linked(vec![t.actor("Customers")]));
    t.name("Families").expect_undo(Some("add Families")).expect_selected(&["Families"]);
    assert!(t.connected("Customers", "Families"));
    t.key(Key::Enter).name("Students").run(Command::Undo);
    assert!(t.connected("Customers", "Families"));
    t.run(Command::Redo);
    assert!(t.connected("Customers", "Students"), "a sibling is linked with the same");
    t.run(Command::Undo).run(Command::Undo).expect_undo(None);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn tab_in_the_box_goes_on_with_a_link() {
    let mut t = TestEditor::empty();
    t.on(Event::Text("A".to_owned())).on(Event::BoxText("Anna".to_owned())).on(Event::BoxTab).expect_box(true);
    t.name("Ben");
    assert!(t.connected("Anna", "Ben"));
}

#[test]
fn renaming_is_a_named_step() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).key(Key::F(2));
    assert_eq!(t.editor.name_box().unwrap().text, "Mia");
    t.name("Mia Stone").expect_undo(Some("rename Mia to Mia Stone"));
    t.key(Key::F(2)).name("Mia Stone").expect_undo(Some("rename Mia to Mia Stone"));
    t.run(Command::Undo).expect_undo(None);
}

#[test]
fn alt_and_a_digit_set_the_kind() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).holding(ALT).key(Key::Digit(3)).holding(PLAIN);
    t.expect_undo(Some("set the kind of Mia to customer")).expect_box(false);
    assert_eq!(t.editor.document().actor(t.actor("Mia")).unwrap().kind, Kind::Customer);
}

#[test]
fn a_name_may_be_said_to_be_a_value() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).key(Key::Tab).name("Fair price; value").expect_undo(Some("add Fair price"));
    let (value, _) = t.editor.document().values().next().unwrap();
    assert_eq!(t.editor.document().actor(t.actor("Mia")).unwrap().values, [value]);
    t.run(Command::Undo);
    t.asked = t.editor.paste_text("Honesty; value\nHonesty; value\nNora");
    assert_eq!((t.editor.document().values().len(), t.editor.document().actors().len()), (1, 5));
}

#[test]
fn a_shared_value_is_named_for_whoever_is_selected() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Value).name("Honesty").expect_undo(Some("add Honesty"));
    let (value, _) = t.editor.document().values().next().expect("it was just named");
    let holds = |t: &TestEditor, name: &str| t.editor.document().actor(t.actor(name)).unwrap().values == [value];
    assert!(holds(&t, "Mia"));
    let team = t.place("Executive team");
    t.click(team).run(Command::Value).name("honesty").expect_undo(Some("hold Honesty"));
    assert!(holds(&t, "Executive team") && t.editor.document().values().len() == 1, "it is there once");
    t.run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    t.point_at(EMPTY_PLACE).click(EMPTY_PLACE).run(Command::Value).name("Calm");
    assert_eq!(t.editor.document().values().len(), 1, "nobody needs to hold it yet");
}

#[test]
fn who_holds_a_value_mostly_means_one_that_is_there() {
    let mut t = TestEditor::small();
    let (mia, team) = (t.place("Mia"), t.place("Executive team"));
    t.click(mia).run(Command::Value).name("Hand craft");
    t.click(team).run(Command::Value).name("Hand").expect_undo(Some("hold Hand craft"));
    assert_eq!(t.editor.document().values().len(), 1);
}

#[test]
fn a_name_that_was_a_value_all_along_becomes_one() {
    let mut t = TestEditor::small();
    let team = t.place("Executive team");
    t.click(team).key(Key::Tab).name("Warmth");
    assert!(t.editor.can_be_values());
    let _ = t.editor.make_values();
    t.checked().expect_undo(Some("make Warmth a shared value"));
    let (value, record) = t.editor.document().values().next().expect("Warmth");
    assert_eq!((record.name.as_str(), t.editor.document().actors().len()), ("Warmth", 4));
    assert_eq!(t.editor.document().actor(t.actor("Executive team")).unwrap().values, [value]);
    t.run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    let billing = t.place("Billing");
    t.click(billing);
    assert!(!t.editor.can_be_values(), "its ratings would be lost");
    let _ = t.editor.make_values();
    t.checked().expect_undo(None);
}

#[test]
fn a_list_becomes_actors_in_one_step() {
    let mut t = TestEditor::small();
    t.asked = t.editor.paste_text("- Nora; customer\r\nBilling\n\nTown council\nNora\n\u{2022} Press\tBilling\n");
    t.checked().expect_actors(&["Executive team", "Billing", "Customers", "Mia", "Nora", "Town council", "Press"]);
    t.expect_undo(Some("add 3 names")).expect_selected(&["Billing", "Nora", "Town council", "Press"]);
    assert!(t.connected("Press", "Billing"));
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    t.asked = t.editor.paste_text(" \n\n");
    t.checked().expect_undo(None);
}

#[test]
fn tab_with_nobody_to_link_names_somebody() {
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).key(Key::Tab).expect_box(true);
    assert_eq!(t.editor.name_box().unwrap().what, NameFor::New);
    t.on(Event::BoxCancel).run(Command::RoomView).key(Key::Tab).expect_box(true);
}

#[test]
fn enter_takes_the_one_name_that_is_begun_where_a_link_is_drawn() {
    let mut t = TestEditor::small();
    t.editor.paste_text("Bakers\nCustomers online\nMiami store");
    t.key(Key::Escape);
    let executives = t.place("Executive team");
    let mut link = |typed: &str, event: Event| {
        t.click(executives).key(Key::Tab).on(Event::BoxText(typed.to_owned()));
        let takes = t.editor.name_box().unwrap().takes;
        t.on(event).expect_box(false);
        let made = t.editor.document().actor_named(typed.trim()).is_some();
        (takes, made, t.connected("Executive team", "Bakers"))
    };
    assert_eq!(link("Customers", Event::BoxCommit(None)), (Some(0), true, false), "a name typed in full is that one");
    assert_eq!(link("Ba", Event::BoxCommit(None)), (None, true, false), "two letters mean anybody");
    assert_eq!(link("Bak", Event::BoxNew), (Some(0), true, false), "Ctrl+Enter makes somebody new");
    assert_eq!(link("Bake", Event::BoxCommit(None)), (Some(0), false, true), "Bakers, who is marked");
    assert_eq!(link("Bakers union", Event::BoxCommit(None)), (None, true, true), "nobody begins like that");
    assert!(t.connected("Executive team", "Customers"));
}

#[test]
fn names_typed_blind_are_not_swallowed() {
    let mut t = TestEditor::small();
    t.editor.paste_text("Customers online\nMiami store\nArtists\nPartners");
    t.key(Key::Escape);
    let mut known = t.editor.document().actors().len();
    // Twelve names, each with Enter; two of them are there already, in another number or in full.
    let typed =
        ["Mia Stone", "Art", "Customers on", "Nora", "Miami", "Ben", "partner", "Billing", "Exec", "Press", "Art fair"];
    let new = ["Mia Stone", "Art", "Customers on", "Nora", "Miami", "Ben", "Exec", "Press", "Art fair"];
    for name in typed {
        t.key(Key::Escape).name(name);
        known += usize::from(new.contains(&name));
        assert_eq!(t.editor.document().actors().len(), known, "{name}");
    }
    assert_eq!(t.editor.document().actor_named("partner"), None, "Partners is meant");
}

#[test]
fn a_table_with_a_header_becomes_names_with_kinds() {
    let mut t = TestEditor::small();
    let table = "Name\tKind\tNote\nFlour mill\tSupplier\told friends\nCustomers\tCustomer\t\nGoblins\tPartner\t\n";
    t.asked = t.editor.paste_text(table);
    t.checked().expect_undo(Some("add 2 names"));
    let actor = |name: &str| t.editor.document().actor(t.actor(name)).unwrap().clone();
    assert_eq!((actor("Flour mill").kind, actor("Flour mill").note), (Kind::Supplier, "old friends".to_owned()));
    assert_eq!(actor("Goblins").kind, Kind::Partner);
    assert_eq!(t.editor.document().connections().len(), 2, "no kind is somebody");
    let said = "2 names. 1 name was on the map already. Ctrl+Z takes that back";
    assert!(t.asked.contains(&Request::Say(said.to_owned())), "{:?}", t.asked);
    t.settle();
    for name in ["Flour mill", "Goblins"] {
        assert!(t.editor.camera().visible().contains(t.place(name)), "{name} is in sight");
    }
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
    t.asked = t.editor.paste_text("Mia\tBilling\t3\nMia\tCustomers\t1");
    t.checked().expect_undo(Some("add 2 connections"));
    assert!(t.connected("Mia", "Billing") && t.connected("Mia", "Customers"));
}

#[test]
fn a_name_is_kept_where_one_of_those_it_was_to_be_linked_with_is_gone() {
    let mut t = TestEditor::small();
    t.name("Press").key(Key::Escape);
    let actors = ["Mia", "Press"].map(|name| t.actor(name)).into();
    t.editor.select(threestrand::model::Selection { actors, ..Default::default() });
    let rim = t.rim("Mia");
    t.press(rim).drag_to(EMPTY_PLACE).release();
    assert_eq!(t.editor.name_box().unwrap().what, NameFor::Linked(vec![t.actor("Mia"), t.actor("Press")]));
    t.run(Command::Undo);
    t.name("Judges").expect_undo(Some("add Judges"));
    assert!(t.connected("Mia", "Judges"));
}

#[test]
fn one_more_value_is_held_by_those_who_hold_the_last() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Value).name("Honesty").run(Command::Value).name("Calm");
    let values: Vec<_> = t.editor.document().values().map(|(id, _)| id).collect();
    assert_eq!(values.len(), 2);
    assert!(values.iter().all(|id| t.editor.document().actor(t.actor("Mia")).unwrap().values.contains(id)));
}

#[test]
fn the_first_name_on_a_map_is_the_company_unless_it_says_otherwise() {
    let kind_of = |name: &str| {
        let mut t = TestEditor::empty();
        t.point_at(EMPTY_PLACE).on(Event::Text(name[..1].to_owned())).name(name);
        t.editor.document().actors().next().unwrap().1.kind.clone()
    };
    assert_eq!(kind_of("Nordhaven"), Kind::Company);
    assert_eq!(kind_of("Nordhaven Savings Bank"), Kind::Company, "it does not lend to itself");
    assert_eq!(kind_of("Alpine University"), Kind::Company, "nor is it its own partner");
    assert_eq!(kind_of("Kranich Bakery"), Kind::Company, "nor its own customer");
    assert_eq!(kind_of("Regular customer"), Kind::Customer, "which is no house");
    assert_eq!(kind_of("Partner universities"), Kind::Partner);
    assert_eq!(kind_of("Customers"), Kind::Customer);
    assert_eq!(kind_of("Savers"), Kind::Customer);
    assert_eq!(kind_of("Head of sales"), Kind::Role);
    let mut t = TestEditor::small();
    t.point_at(EMPTY_PLACE).on(Event::Text("H".to_owned())).name("Hausbank").expect_undo(Some("add Hausbank"));
    assert_eq!(t.editor.document().actor(t.actor("Hausbank")).unwrap().kind, Kind::Investor, "the second is not");
}
