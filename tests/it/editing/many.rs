//! Several at once: lining up, spacing out, siblings shown before they are named, the list of steps.

use threestrand::editor::{Command, Event, Key, Modifiers};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{CustomKind, Edit, Family, Kind, NodeId, Placement};
use threestrand::scene::LegendForm;

use super::hands::{ALT, CTRL, PLAIN, TestEditor, small};

#[test]
fn a_row_stands_at_one_height_and_overlaps_nowhere() {
    let mut t = TestEditor::small();
    t.run(Command::SelectAll).run(Command::LineUpRow).expect_undo(Some("line up 4 actors in a row"));
    let mut places: Vec<Point> = t.editor.document().placements().map(|(_, placement)| placement.at).collect();
    assert!(places.iter().all(|at| at.y == places[0].y), "{places:?}");
    places.sort_by(|a, b| a.x.total_cmp(&b.x));
    assert!(places.windows(2).all(|pair| pair[1].x - pair[0].x >= 100.0), "{places:?}");
    assert!(t.editor.document().placements().all(|(_, Placement { pinned, .. })| pinned), "a hand placed them");
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn what_is_lined_up_is_in_sight_afterwards() {
    let mut t = TestEditor::small();
    t.on(Event::Zoomed { factor: 2.2, at: Point::new(800.0, 500.0) }).run(Command::SelectAll);
    t.run(Command::LineUpRow).settle();
    let seen = t.editor.camera().visible();
    let all: Vec<Point> = t.editor.document().placements().map(|(_, placement)| placement.at).collect();
    assert!(all.iter().all(|at| seen.contains(*at)), "{all:?} in {seen}");
    let here = t.editor.camera().clone();
    t.run(Command::SpaceAcross).settle();
    assert_eq!(t.editor.camera(), &here, "nobody has left it: it stays");
}

#[test]
fn spacing_keeps_the_ends() {
    let mut t = TestEditor::small();
    let billing = t.place("Billing");
    t.press(billing).drag_to(billing + Vec2::new(-180.0, 0.0)).release();
    t.run(Command::SelectAll).run(Command::SpaceAcross);
    let x = |name| t.place(name).x;
    assert_eq!((x("Executive team"), x("Customers")), (0.0, 600.0));
    assert!((x("Billing") - 200.0).abs() < 0.02 && (x("Mia") - 400.0).abs() < 0.02);
}

#[test]
fn siblings_are_shown_while_ctrl_is_held_and_named_when_it_is_let_go() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia);
    let plain = t.editor.overlay().items.len();
    t.holding(CTRL).key(Key::Right).key(Key::Right).key(Key::Right).key(Key::Left);
    assert!(t.editor.overlay().items.len() > plain, "they are shown");
    t.expect_box(false).expect_undo(None).holding(PLAIN).on(Event::Held(PLAIN)).expect_box(true);
    t.on(Event::BoxText("Lea".to_owned())).on(Event::BoxCommit(None)).expect_box(true);
    t.on(Event::BoxText("Noah".to_owned())).on(Event::BoxCommit(None)).expect_box(false);
    assert!(t.connected("Mia", "Lea") && t.connected("Mia", "Noah"));
    assert!(t.place("Lea").x > t.place("Mia").x);
    t.expect_undo(Some("add Noah"));
}

#[test]
fn siblings_stand_on_nobody() {
    let mut t = TestEditor::small();
    let (mia, billing) = (t.place("Mia"), NodeId::Actor(t.actor("Billing")));
    let above = Placement { at: mia - Vec2::new(0.0, 180.0), pinned: false };
    t.editor.edit("stand in the way", Edit::Place(vec![(billing, Some(above))]));
    t.click(mia).holding(CTRL).key(Key::Up).key(Key::Up).key(Key::Up).holding(PLAIN).on(Event::Held(PLAIN));
    for name in ["Lea", "Noah", "Ida"] {
        t.on(Event::BoxText(name.to_owned())).on(Event::BoxCommit(None));
        assert!((t.place(name) - above.at).hypot() > 60.0 && t.place(name).y < mia.y, "{name}");
    }
    t.expect_box(false);
}

#[test]
fn escape_forgets_the_siblings_and_a_blank_name_the_rest() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).holding(CTRL).key(Key::Down).key(Key::Escape).holding(PLAIN).on(Event::Held(PLAIN)).expect_box(false);
    t.holding(CTRL).key(Key::Down).key(Key::Down).holding(PLAIN).on(Event::Held(PLAIN)).on(Event::BoxCommit(None));
    t.expect_box(false);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn any_step_can_be_gone_back_to() {
    let mut t = TestEditor::empty();
    for name in ["Ann", "Ben", "Cleo"] {
        t.name(name).key(Key::Escape);
    }
    let end = t.editor.document().clone();
    assert_eq!(t.editor.steps(), (vec!["add Ann", "add Ben", "add Cleo"], 3));
    t.editor.go_to_step(1);
    t.checked().expect_actors(&["Ann"]);
    assert_eq!(t.editor.steps(), (vec!["add Ann", "add Ben", "add Cleo"], 1));
    t.editor.go_to_step(3);
    assert_eq!(t.editor.document(), &end);
    t.editor.go_to_step(0);
    assert!(t.editor.document().is_empty());
    t.editor.go_to_step(99);
    assert_eq!(t.editor.document(), &end);
}

#[test]
fn a_kind_is_set_for_all_that_are_selected() {
    let mut t = TestEditor::small();
    t.run(Command::SelectAll);
    t.editor.set_kind(&Kind::Partner);
    assert!(t.editor.document().actors().all(|(_, actor)| actor.kind == Kind::Partner));
    t.expect_undo(Some("set the kind of 4 actors to partner"));
}

#[test]
fn without_motion_everything_is_there_at_once() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).run(Command::ReduceMotion).run(Command::Tidy);
    assert!(!t.editor.is_tidying());
    t.run(Command::ActualSize);
    assert!(!t.editor.camera().is_flying());
}

#[test]
fn two_fingers_move_the_map() {
    let mut t = TestEditor::small();
    let (before, at) = (t.screen(Point::ORIGIN), NodeId::Actor(t.actor("Mia")));
    t.on(Event::Panned(Vec2::new(30.0, -20.0)));
    assert!((t.screen(Point::ORIGIN) - before - Vec2::new(30.0, -20.0)).hypot() < 1.0e-9);
    assert_eq!(t.editor.document().placement(at), small().placement(at));
}

fn own(t: &TestEditor) -> Option<(threestrand::model::AttachmentId, CustomKind)> {
    t.editor.document().custom_kinds().next().map(|(id, kind)| (id, kind.clone()))
}

#[test]
fn a_kind_of_the_rooms_own_is_kept_worn_and_changed() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia);
    let club = CustomKind {
        name: "Club".to_owned(),
        family: Some(Family::Society),
        inside: Some(true),
        ..CustomKind::default()
    };
    t.editor.keep_kind(None, club.clone());
    t.checked().expect_undo(Some("add the kind Club"));
    let actor = |t: &TestEditor| t.editor.document().actor(t.actor("Mia")).unwrap().clone();
    assert_eq!(actor(&t).kind, Kind::Other("club".to_owned()), "files name it by a word that reads well");
    assert!(t.editor.document().is_inside(&actor(&t)));
    assert_eq!(t.editor.document().family(&actor(&t)), Family::Society);
    assert_eq!(t.editor.document().kind_name(&actor(&t).kind), "Club");
    let (id, kind) = own(&t).unwrap();
    t.editor.keep_kind(Some(id), CustomKind { name: "Society club".to_owned(), inside: None, ..kind });
    t.checked();
    assert!(!t.editor.document().is_inside(&actor(&t)), "who is of it follows");
    t.editor.set_kind(&Kind::Role);
    assert_eq!(actor(&t).kind, Kind::Role);
    t.run(Command::Undo).run(Command::Undo).run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_name_may_say_a_kind_of_the_rooms_own() {
    let mut t = TestEditor::small();
    t.editor.keep_kind(None, CustomKind { name: "Franchisee".to_owned(), ..CustomKind::default() });
    t.editor.keep_kind(None, CustomKind { name: "Team".to_owned(), ..CustomKind::default() });
    t.checked().name("Harbour; franchisee");
    let actor = t.editor.document().actor(t.actor("Harbour")).unwrap();
    assert_eq!(t.editor.document().kind_name(&actor.kind), "Franchisee");
    assert_eq!(t.editor.kinds().len(), Kind::ALL.len() + 2, "a usual word gets an id of its own");
    t.editor.keep_kind(None, CustomKind { name: "  ".to_owned(), ..CustomKind::default() });
    assert_eq!(t.editor.kinds().len(), Kind::ALL.len() + 2, "no name, no kind");
}

#[test]
fn alt_and_arrows_walk_from_actor_to_actor() {
    let mut t = TestEditor::small();
    t.holding(ALT).key(Key::Right);
    assert_eq!(t.editor.selection().actors.len(), 1, "the walk begins near the middle");
    let first = t.place("Executive team");
    t.holding(PLAIN).click(first).holding(ALT).key(Key::Right).expect_selected(&["Billing"]);
    t.key(Key::Right).expect_selected(&["Customers"]).key(Key::Right).expect_selected(&["Customers"]);
    t.key(Key::Left).key(Key::Down).expect_selected(&["Mia"]).key(Key::Up).expect_selected(&["Billing"]);
    t.holding(Modifiers { shift: true, ..ALT }).key(Key::Right).expect_selected(&["Billing", "Customers"]);
}

#[test]
fn the_legend_names_kinds_of_the_rooms_own() {
    let mut t = TestEditor::small();
    let says = |t: &mut TestEditor| {
        let legend = t.editor.legend(LegendForm::Lines { width: 1_000.0, height: 400.0 });
        legend.scene.items.iter().any(|item| matches!(item, threestrand::scene::Item::Text(run) if run.text == "Club"))
    };
    let mia = t.place("Mia");
    t.click(mia);
    assert!(!says(&mut t));
    let tint = threestrand::scene::TINTS[3].0.to_owned();
    t.editor.keep_kind(None, CustomKind { name: "Club".to_owned(), color: tint, ..CustomKind::default() });
    assert!(says(&mut t));
}
