//! What was drawn twice, or to the wrong one, is put right with all that was said of it.

use threestrand::editor::{Command, Event, Key};
use threestrand::geom::Point;
use threestrand::model::{
    Action, Attachment, Connection, ConnectionChange, Edit, Flow, Gives, Level, Note, Party, PerspectiveRating,
    Scenario, Selection, Strands, Trend, Value,
};
use threestrand::scene::{HitShape, Target};

use super::hands::{EMPTY_PLACE, TestEditor, draw, small};

/// The handle of the chosen cord on its right end.
fn right_handle(t: &mut TestEditor, left: &str, right: &str) -> Point {
    let cord = t.cord(left, right);
    let middle = t.middle(left, right);
    t.click(middle).key(Key::Escape);
    assert!(t.editor.selection().connections.contains(&cord), "Esc closes the card alone");
    let scene = t.editor.scene();
    let lines = scene.hits.iter().filter_map(|hit| match &hit.shape {
        HitShape::Line(points, _) if hit.target == Target::Connection(cord) => Some(points),
        _ => None,
    });
    let end = lines.flat_map(|points| points.iter().copied()).max_by(|a, b| a.x.total_cmp(&b.x)).unwrap();
    (end.to_vec2() / t.editor.camera().scale).to_point()
}

#[test]
fn the_handle_of_a_cord_moves_its_end() {
    let mut t = TestEditor::small();
    let (handle, mia) = (right_handle(&mut t, "Billing", "Customers"), t.place("Mia"));
    let cord = t.cord("Billing", "Customers");
    t.press(handle).drag_to(mia).expect_tool("linking").release().expect_tool("idle");
    t.expect_undo(Some("connect Billing with Mia instead"));
    assert_eq!(t.cord("Billing", "Mia"), cord, "the same cord");
    assert!(!t.connected("Billing", "Customers"));
    assert_eq!(t.rated("Billing", "Mia"), (Some(4), [Some(4), Some(1), Some(2)]));
    t.run(Command::Undo);
    assert!(t.connected("Billing", "Customers") && !t.connected("Billing", "Mia"));
}

#[test]
fn a_handle_is_that_of_the_actor_it_lies_at() {
    let mut document = small();
    // Drawn from the right to the left.
    let [a, b] = ["Mia", "Executive team"].map(|name| document.actor_named(name).unwrap());
    draw(&mut document, Edit::AddConnection(Box::new(Connection::new("me".to_owned(), a, b))));
    let mut t = TestEditor::new(document);
    let (handle, billing) = (right_handle(&mut t, "Executive team", "Mia"), t.place("Billing"));
    t.press(handle).drag_to(billing).release().expect_undo(None);
    assert!(t.connected("Mia", "Executive team"), "Executive team and Billing are connected already");
    let customers = t.place("Customers");
    let handle = right_handle(&mut t, "Executive team", "Mia");
    t.press(handle).drag_to(customers).release().expect_undo(Some("connect Executive team with Customers instead"));
}

#[test]
fn an_end_on_the_ground_or_on_somebody_connected_already_stays_where_it_was() {
    let mut t = TestEditor::small();
    let (handle, executive) = (right_handle(&mut t, "Billing", "Customers"), t.place("Executive team"));
    t.press(handle).drag_to(EMPTY_PLACE).release().expect_box(false).expect_undo(None);
    let handle = right_handle(&mut t, "Billing", "Customers");
    t.press(handle).drag_to(executive).release().expect_undo(None);
    assert!(t.connected("Billing", "Customers"));
}

#[test]
fn merging_keeps_every_connection_and_the_higher_ratings() {
    let mut document = small();
    let names = ["Executive team", "Billing", "Customers", "Mia"];
    let [executive, billing, customers, mia] = names.map(|name| document.actor_named(name).unwrap());
    let twice = Connection {
        strands: Strands::rated(1, 5, 0).unwrap(),
        note: "said of Mia".to_owned(),
        ..Connection::new("mc".to_owned(), mia, customers)
    };
    draw(&mut document, Edit::AddConnection(Box::new(twice)));
    draw(&mut document, Edit::AddConnection(Box::new(Connection::new("me".to_owned(), mia, executive))));
    let owned = ConnectionChange::Owner(Some(threestrand::model::Party::Actor(mia)));
    let eb = document.between(executive, billing).unwrap();
    draw(&mut document, Edit::Connection(eb, owned));
    let mut t = TestEditor::new(document.clone());
    t.editor.select(Selection { actors: [billing, mia].into(), ..Selection::default() });
    t.run(Command::Merge).expect_actors(&["Executive team", "Billing", "Customers"]).expect_selected(&["Billing"]);
    t.expect_undo(Some("merge Mia into Billing"));
    assert_eq!(t.rated("Billing", "Customers"), (Some(4), [Some(4), Some(5), Some(2)]));
    let cord = t.editor.document().connection(t.cord("Billing", "Customers")).unwrap();
    assert_eq!(cord.note, "said of Mia");
    let owner = t.editor.document().connection(eb).unwrap().owner.clone();
    assert_eq!(owner, Some(threestrand::model::Party::Actor(billing)), "who looks after it does so still");
    assert_eq!(t.editor.document().connections().len(), 2);
    t.run(Command::Undo);
    assert_eq!(*t.editor.document(), document, "one step");
}

#[test]
fn merging_loses_nothing_that_was_said_of_either_connection() {
    let mut document = small();
    let [billing, customers, mia] = ["Billing", "Customers", "Mia"].map(|name| document.actor_named(name).unwrap());
    let side = document.perspectives().next().unwrap().key.clone();
    // Drawn the other way round.
    let twice = Connection {
        flow: Flow { ab: None, ba: Level::new(4) },
        gives: Gives { ab: vec!["money".to_owned()], ba: vec!["time".to_owned()] },
        owner: Some(Party::Actor(mia)),
        via: vec![Party::Name("Hotline".to_owned())],
        trend: Some(Trend::Fading),
        later: true,
        ratings: [(
            side.clone(),
            PerspectiveRating { strands: Strands::rated(1, 1, 1).unwrap(), ..Default::default() },
        )]
        .into(),
        ..Connection::new("mc".to_owned(), customers, mia)
    };
    draw(&mut document, Edit::AddConnection(Box::new(twice)));
    let second = document.between(mia, customers).unwrap();
    let unrated = Strands::UNRATED;
    let step = Action {
        key: "s".to_owned(),
        connection: second,
        from: unrated,
        to: unrated,
        owner: Some(Party::Actor(mia)),
        due: None,
        first_thing: "Call them".to_owned(),
        effort: None,
        evidence: String::new(),
        extra: Vec::new(),
    };
    let note = Note { key: "n".to_owned(), text: "ask".to_owned(), on: Some(second), ..Note::default() };
    let scenario = Scenario {
        key: "w".to_owned(),
        name: "Without Mia".to_owned(),
        actors: [mia].into(),
        connections: [second].into(),
        extra: Vec::new(),
    };
    for record in [Attachment::Action(step), Attachment::Note(note), Attachment::Scenario(scenario)] {
        draw(&mut document, Edit::AddAttachment(Box::new(record)));
    }
    let mut t = TestEditor::new(document);
    t.editor.select(Selection { actors: [billing, mia].into(), ..Selection::default() });
    t.run(Command::Merge).expect_selected(&["Billing"]);
    let (document, kept) = (t.editor.document(), t.cord("Billing", "Customers"));
    let cord = document.connection(kept).unwrap();
    assert_eq!((cord.a, cord.b), (billing, customers));
    assert_eq!(cord.flow, Flow { ab: Level::new(4), ba: None }, "what they give still comes from them");
    assert_eq!(cord.gives, Gives { ab: vec!["time".to_owned()], ba: vec!["money".to_owned()] });
    assert_eq!(cord.owner, Some(Party::Actor(billing)));
    assert_eq!(cord.via, [Party::Name("Hotline".to_owned())]);
    assert_eq!((cord.trend, cord.later), (Some(Trend::Fading), true));
    assert_eq!(cord.ratings[&side].strands, Strands::rated(1, 1, 1).unwrap());
    let (_, step) = document.actions().next().expect("the step of the plan stays");
    assert_eq!((step.connection, &step.owner), (kept, &Some(Party::Actor(billing))));
    assert_eq!(document.notes().next().unwrap().1.on, Some(kept), "pinned where it was");
    let (_, scenario) = document.scenarios().next().unwrap();
    assert_eq!((&scenario.actors, &scenario.connections), (&[billing].into(), &[kept].into()));
}

#[test]
fn a_name_that_is_there_already_offers_to_merge() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).key(Key::F(2)).name("billing").expect_undo(Some("rename Mia to billing"));
    t.expect_selected(&["Billing", "billing"]);
    assert!(Command::Merge.is_enabled(&t.editor));
}

#[test]
fn whoever_links_means_somebody_who_is_there() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).key(Key::Tab);
    for typed in ["cus", "custom", "customers", "tea", "team"] {
        t.on(Event::BoxText(typed.to_owned()));
        assert_eq!(t.editor.name_box().unwrap().takes, Some(0), "{typed}");
    }
    t.on(Event::BoxText("cu".to_owned()));
    assert_eq!(t.editor.name_box().unwrap().takes, None, "two letters may be a whole name");
    t.on(Event::BoxText("cus".to_owned())).on(Event::BoxCommit(None)).expect_undo(Some("connect Mia - Customers"));
}

#[test]
fn tab_on_a_value_names_who_holds_it() {
    let mut document = small();
    let value = Value { key: "v".to_owned(), name: "fairness".to_owned(), ..Value::default() };
    let place = document.placements().next().unwrap().1;
    draw(&mut document, Edit::AddValue(Box::new(value), Some(place)));
    let (id, _) = document.values().next().unwrap();
    let mut t = TestEditor::new(document);
    t.editor.select(Selection { values: [id].into(), ..Selection::default() });
    t.key(Key::Tab).on(Event::BoxText("mia".to_owned())).on(Event::BoxCommit(None));
    assert_eq!(t.editor.document().actor(t.actor("Mia")).unwrap().values, [id]);
    t.editor.select(Selection { values: [id].into(), ..Selection::default() });
    t.key(Key::Tab).name("Judges").expect_undo(Some("add Judges"));
    assert_eq!(t.editor.document().actor(t.actor("Judges")).unwrap().values, [id], "a new one, too");
}

#[test]
fn tidy_shows_all_it_has_arranged() {
    let mut t = TestEditor::small();
    t.run(Command::ZoomIn).run(Command::ZoomIn).run(Command::ZoomIn).settle();
    t.run(Command::Tidy).settle();
    for name in ["Executive team", "Billing", "Customers", "Mia"] {
        assert!(t.editor.camera().visible().contains(t.place(name)), "{name}");
    }
}
