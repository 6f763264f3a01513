//! A facilitator in a hurry, without a window.

use std::sync::Arc;

use threestrand::analysis::{Options, analyze};
use threestrand::editor::{Button, Command, Cursor, Editor, Event, Key, Modifiers, NameFor, Request, Row, Wheel};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{
    Actor, ActorId, Connection, ConnectionId, Document, Edit, Kind, Level, NodeId, Placement, Selection, Sketch,
    Strand, Strands, Value,
};
use threestrand::scene::{HitShape, Lens, Target};
use threestrand::text::FixedWidth;

const PLAIN: Modifiers = Modifiers { ctrl: false, shift: false, alt: false };
const CTRL: Modifiers = Modifiers { ctrl: true, ..PLAIN };
const SHIFT: Modifiers = Modifiers { shift: true, ..PLAIN };
const ALT: Modifiers = Modifiers { alt: true, ..PLAIN };

/// An editor with hands. Positions are map points; every step checks the document.
struct TestEditor {
    editor: Editor,
    asked: Vec<Request>,
    pointer: Point,
    held: Modifiers,
}

impl TestEditor {
    fn new(document: Document) -> Self {
        let editor = Editor::new(document, Arc::new(FixedWidth), 7);
        let mut test = Self { editor, asked: Vec::new(), pointer: Point::ORIGIN, held: PLAIN };
        test.on(Event::Resized(Vec2::new(1600.0, 1000.0)));
        test.editor.run(Command::PauseLayout);
        test
    }

    fn empty() -> Self {
        Self::new(Document::new("map".to_owned()))
    }

    /// Executive team, Billing and Customers in a row, Mia alone below; two cords, one of them rated.
    fn small() -> Self {
        Self::new(small())
    }

    #[track_caller]
    fn on(&mut self, event: Event) -> &mut Self {
        self.asked = self.editor.handle(event);
        self.checked()
    }

    #[track_caller]
    fn run(&mut self, command: Command) -> &mut Self {
        self.asked = self.editor.run(command);
        self.checked()
    }

    #[track_caller]
    fn checked(&mut self) -> &mut Self {
        assert_eq!(self.editor.document().check(), Vec::<String>::new());
        self
    }

    fn holding(&mut self, modifiers: Modifiers) -> &mut Self {
        self.held = modifiers;
        self
    }

    fn screen(&self, at: Point) -> Point {
        self.editor.camera().screen_from_map(at)
    }

    #[track_caller]
    fn point_at(&mut self, at: Point) -> &mut Self {
        self.pointer = at;
        let event = Event::Moved { at: self.screen(at), modifiers: self.held };
        self.on(event)
    }

    #[track_caller]
    fn press(&mut self, at: Point) -> &mut Self {
        self.press_with(Button::Primary, at, 1)
    }

    #[track_caller]
    fn press_with(&mut self, button: Button, at: Point, clicks: u8) -> &mut Self {
        self.point_at(at);
        let event = Event::Pressed { button, at: self.screen(at), clicks, modifiers: self.held };
        self.on(event)
    }

    /// Drags in a few steps, as hands do.
    #[track_caller]
    fn drag_to(&mut self, to: Point) -> &mut Self {
        let from = self.pointer;
        for step in 1..=4 {
            self.point_at(from.lerp(to, f64::from(step) / 4.0));
        }
        self
    }

    #[track_caller]
    fn release(&mut self) -> &mut Self {
        let event = Event::Released { button: Button::Primary, at: self.screen(self.pointer), modifiers: self.held };
        self.on(event)
    }

    #[track_caller]
    fn click(&mut self, at: Point) -> &mut Self {
        self.press(at).release()
    }

    #[track_caller]
    fn double_click(&mut self, at: Point) -> &mut Self {
        self.click(at).press_with(Button::Primary, at, 2).release()
    }

    /// A key, with the text that a keyboard sends after it.
    #[track_caller]
    fn key(&mut self, key: Key) -> &mut Self {
        let modifiers = self.held;
        self.on(Event::Key { key, modifiers });
        let text = match key {
            Key::Digit(digit) => digit.to_string(),
            Key::Minus => "-".to_owned(),
            Key::Space => " ".to_owned(),
            _ => return self,
        };
        if modifiers.ctrl || modifiers.alt {
            return self;
        }
        let asked = std::mem::take(&mut self.asked);
        self.on(Event::Text(text));
        self.asked.extend(asked);
        self
    }

    #[track_caller]
    fn keys(&mut self, digits: &str) -> &mut Self {
        for digit in digits.chars() {
            self.key(match digit {
                '-' => Key::Minus,
                ' ' => Key::Space,
                digit => Key::Digit(digit.to_digit(10).unwrap() as u8),
            });
        }
        self
    }

    /// Types a name on the canvas (its first letter opens the box) and commits it.
    #[track_caller]
    fn name(&mut self, name: &str) -> &mut Self {
        if self.editor.name_box().is_none() {
            self.on(Event::Text(name.chars().take(1).collect()));
        }
        self.on(Event::BoxText(name.to_owned())).on(Event::BoxCommit(None))
    }

    /// Lets time go by until nothing moves.
    #[track_caller]
    fn settle(&mut self) -> &mut Self {
        for _ in 0..2000 {
            self.on(Event::Frame { dt_secs: 1.0 / 60.0 });
            if self.asked.is_empty() {
                return self;
            }
        }
        panic!("it never comes to rest");
    }

    #[track_caller]
    fn actor(&self, name: &str) -> ActorId {
        self.editor.document().actor_named(name).unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    #[track_caller]
    fn place(&self, name: &str) -> Point {
        self.editor.document().placement(self.actor(name)).unwrap().at
    }

    #[track_caller]
    fn cord(&self, a: &str, b: &str) -> ConnectionId {
        let between = self.editor.document().between(self.actor(a), self.actor(b));
        between.unwrap_or_else(|| panic!("{a} and {b} are not connected"))
    }

    fn connected(&self, a: &str, b: &str) -> bool {
        self.editor.document().between(self.actor(a), self.actor(b)).is_some()
    }

    #[track_caller]
    fn rated(&self, a: &str, b: &str) -> (Option<u8>, [Option<u8>; 3]) {
        let connection = self.editor.document().connection(self.cord(a, b)).unwrap();
        (connection.need.map(Level::get), connection.strands.0.map(|level| level.map(Level::get)))
    }

    /// A point on the rim of an actor, to its lower right (cords run elsewhere).
    #[track_caller]
    fn rim(&mut self, name: &str) -> Point {
        let id = self.actor(name);
        let scene = self.editor.scene();
        let radius = scene.hits.iter().find_map(|hit| match hit.shape {
            HitShape::Disc(_, radius) if hit.target == Target::Actor(id) => Some(radius),
            _ => None,
        });
        let radius = radius.unwrap_or_else(|| panic!("{name} is not drawn")) / self.editor.camera().scale;
        self.place(name) + Vec2::new(0.707, -0.707) * radius * 0.95
    }

    /// The middle of a cord, as drawn.
    #[track_caller]
    fn middle(&mut self, a: &str, b: &str) -> Point {
        let id = self.cord(a, b);
        let scene = self.editor.scene();
        let line = scene.hits.iter().find_map(|hit| match &hit.shape {
            HitShape::Line(points, _) if hit.target == Target::Connection(id) => Some(points.clone()),
            _ => None,
        });
        let line = line.unwrap_or_else(|| panic!("{a} - {b} is not drawn"));
        let middle = if line.len() == 2 { line[0].lerp(line[1], 0.5) } else { line[line.len() / 2] };
        (middle.to_vec2() / self.editor.camera().scale).to_point()
    }

    #[track_caller]
    fn expect_tool(&mut self, tool: &str) -> &mut Self {
        assert_eq!(self.editor.tool(), tool);
        self
    }

    #[track_caller]
    fn expect_actors(&mut self, names: &[&str]) -> &mut Self {
        let there: Vec<_> = self.editor.document().actors().map(|(_, actor)| actor.name.as_str()).collect();
        assert_eq!(there, names);
        self
    }

    #[track_caller]
    fn expect_selected(&mut self, names: &[&str]) -> &mut Self {
        let document = self.editor.document();
        let selection = self.editor.selection();
        let there: Vec<_> = selection.actors.iter().map(|id| document.actor(*id).unwrap().name.as_str()).collect();
        assert_eq!(there, names);
        self
    }

    #[track_caller]
    fn expect_undo(&mut self, name: Option<&str>) -> &mut Self {
        assert_eq!(self.editor.undo_name(), name);
        self
    }

    #[track_caller]
    fn expect_active(&mut self, row: Row) -> &mut Self {
        let card = self.editor.rating_card().expect("no card is open");
        let active: Vec<_> = card.rows.iter().filter(|row| row.active).map(|row| row.row).collect();
        assert_eq!(active, [row]);
        self
    }

    #[track_caller]
    fn expect_box(&mut self, open: bool) -> &mut Self {
        assert_eq!(self.editor.name_box().is_some(), open, "{:?}", self.editor.name_box());
        self
    }

    #[track_caller]
    fn analyzed(&mut self) -> &mut Self {
        let analysis = analyze(self.editor.document(), &Options::default());
        let revision = self.editor.revision();
        self.asked = self.editor.set_analysis(revision, Arc::new(analysis));
        self
    }
}

fn small() -> Document {
    let mut document = Document::new("map".to_owned());
    let names = [
        ("Executive team", Kind::Team, 0.0, 0.0),
        ("Billing", Kind::Team, 300.0, 0.0),
        ("Customers", Kind::Customer, 600.0, 0.0),
        ("Mia", Kind::Role, 300.0, 300.0),
    ];
    for (name, kind, x, y) in names {
        let actor = Actor { key: name.to_lowercase(), name: name.to_owned(), kind, ..Actor::default() };
        let at = Placement { at: Point::new(x, y), pinned: false };
        document.apply(Edit::AddActor(Box::new(actor), Some(at))).unwrap();
    }
    let id = |name: &str| document.actor_named(name).unwrap();
    let bare = Connection::new("eb".to_owned(), id("Executive team"), id("Billing"));
    let rated = Connection {
        need: Level::new(4),
        strands: Strands::rated(4, 1, 2).unwrap(),
        ..Connection::new("bc".to_owned(), id("Billing"), id("Customers"))
    };
    for connection in [bare, rated] {
        document.apply(Edit::AddConnection(Box::new(connection))).unwrap();
    }
    document
}

const EMPTY_PLACE: Point = Point::new(-100.0, 250.0);

// Names.

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
    assert_eq!(t.editor.camera().center, t.place("Customers"), "the view flies there");
    t.name("  billing ").expect_selected(&["Billing"]).expect_undo(None);
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

// Lines.

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
    assert_eq!(t.place("Nora"), EMPTY_PLACE);
    let cord = t.cord("Mia", "Nora");
    assert_eq!(t.editor.hot(), [cord], "hot once the name is committed");
    t.keys("1").key(Key::Enter).expect_box(true).name("Omar");
    assert!(t.connected("Mia", "Omar"), "Enter makes the next sibling");
    t.key(Key::F(2)).expect_active(Row::Need);
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
    document.apply(Edit::AddValue(Box::new(value), Some(at))).unwrap();
    let mut t = TestEditor::new(document);
    let rim = t.rim("Mia");
    t.press(rim).drag_to(Point::new(0.0, 300.0)).release().expect_undo(Some("share Fair price"));
    assert_eq!(t.editor.document().actor(t.actor("Mia")).unwrap().values.len(), 1);
}

// The rating card.

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
    t.expect_undo(Some("rate Billing - Customers: trust 1 to 3")).expect_active(Row::Strand(Strand::Values));
    t.key(Key::Up).keys("4").expect_undo(Some("rate Billing - Customers: trust 3 to 4"));
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
    assert_eq!((card.title.as_str(), card.rows[1].mixed, card.rows[1].level), ("2 connections", true, None));
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

// Selecting, moving, deleting.

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
    t.run(Command::Undo);
    assert_eq!(t.editor.document(), &small());
}

#[test]
fn a_connected_actor_is_inserted_only_with_alt() {
    let mut t = TestEditor::small();
    t.run(Command::SelectAll);
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

// Undo.

#[test]
fn camera_selection_and_hover_keep_redo() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Pin).run(Command::Undo);
    assert!(!t.editor.is_unsaved());
    t.click(EMPTY_PLACE).run(Command::SelectAll).point_at(mia).run(Command::ZoomIn).run(Command::FitAll).settle();
    t.key(Key::F(8)).key(Key::F(8)).key(Key::F(5)).key(Key::Escape).settle();
    assert_eq!(t.editor.redo_name(), Some("pin Mia"));
    t.run(Command::Redo).expect_undo(Some("pin Mia"));
    assert!(t.editor.is_unsaved());
    let state = t.editor.state();
    t.editor.saved(state);
    assert!(!t.editor.is_unsaved());
}

#[test]
fn undo_shows_what_changed_off_screen() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Delete);
    t.on(Event::Wheel { delta: Vec2::new(30_000.0, 0.0), at: Point::ORIGIN, lines: false, modifiers: PLAIN });
    t.run(Command::Undo).settle();
    assert!(t.editor.camera().visible().contains(mia));
    let center = t.editor.camera().center;
    t.run(Command::Redo).settle();
    assert_eq!(t.editor.camera().center, center, "what is on screen is left alone");
}

#[test]
fn a_panel_edit_ends_the_gesture_under_way() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.press(mia).drag_to(mia + Vec2::new(100.0, 0.0));
    let change = threestrand::model::MetaChange::Title("Telecom".to_owned());
    t.asked = t.editor.edit("rename the map", Edit::Meta(change));
    t.checked().expect_tool("idle").expect_undo(Some("rename the map"));
    assert_eq!(t.place("Mia"), mia);
    assert!(t.asked.contains(&Request::Analyze));
    let gone = Edit::Delete(Selection { actors: [ActorId(99)].into(), ..Selection::default() });
    t.asked = t.editor.edit("delete nobody", gone);
    t.checked().expect_undo(Some("rename the map"));
}

// The view.

#[test]
fn wheel_and_keys_move_the_view() {
    let mut t = TestEditor::small();
    let at = Point::new(500.0, 300.0);
    let wheel = |lines, modifiers| Event::Wheel { delta: Vec2::new(0.0, 50.0), at, lines, modifiers };
    let (scale, under) = (t.editor.camera().scale, t.editor.camera().map_from_screen(at));
    t.on(wheel(true, PLAIN));
    assert!(t.editor.camera().scale > scale * 1.2, "a notched wheel zooms");
    assert!((t.editor.camera().map_from_screen(at) - under).hypot() < 1.0e-9, "at the pointer");
    let (scale, center) = (t.editor.camera().scale, t.editor.camera().center);
    t.on(wheel(false, PLAIN));
    assert_eq!((t.editor.camera().scale, t.editor.camera().center == center), (scale, false), "a trackpad pans");
    t.editor.set_wheel(Wheel::Pan);
    t.on(wheel(true, PLAIN));
    assert_eq!(t.editor.camera().scale, scale);
    t.on(wheel(true, CTRL));
    assert!(t.editor.camera().scale > scale, "Ctrl and the wheel zoom always");
    t.on(Event::Zoomed { factor: 1.0e9, at });
    assert_eq!(t.editor.camera().scale, 20.0);
    t.holding(CTRL).key(Key::Digit(0)).holding(PLAIN).settle().expect_box(false);
    assert_eq!(t.editor.camera().scale, 1.0);
    t.key(Key::Home).settle();
    for name in ["Executive team", "Customers", "Mia"] {
        assert!(t.editor.camera().visible().contains(t.place(name)));
    }
    t.click(Point::new(600.0, 0.0)).holding(SHIFT).key(Key::Home).holding(PLAIN).settle();
    assert!((t.editor.camera().center - t.place("Customers")).hypot() < 1.0e-9);
}

#[test]
fn space_or_the_middle_button_pan() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    let center = t.editor.camera().center;
    let from = t.screen(mia);
    t.on(Event::Hand(true)).press(mia).expect_tool("panning");
    t.on(Event::Moved { at: from + Vec2::new(100.0, 0.0), modifiers: PLAIN });
    t.on(Event::Released { button: Button::Primary, at: from, modifiers: PLAIN }).on(Event::Hand(false));
    assert_eq!(t.editor.camera().center, center - Vec2::new(100.0, 0.0) / t.editor.camera().scale);
    let mia = t.editor.camera().map_from_screen(Point::new(700.0, 500.0));
    let center = t.editor.camera().center;
    t.press_with(Button::Middle, mia, 1).expect_tool("panning");
    t.on(Event::Moved { at: Point::new(720.0, 480.0), modifiers: PLAIN }).key(Key::Escape).expect_tool("idle");
    assert!((t.editor.camera().center - center).hypot() < 1.0e-9, "Esc goes back to where it began");
    t.expect_undo(None);
}

#[test]
fn nothing_is_asked_for_when_nothing_moves() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).settle();
    for _ in 0..3 {
        t.on(Event::Frame { dt_secs: 0.1 });
        assert_eq!(t.asked, []);
    }
    t.point_at(EMPTY_PLACE).point_at(EMPTY_PLACE + Vec2::new(3.0, 0.0));
    assert_eq!(t.asked, [], "the pointer over the ground changes nothing");
    assert!(!t.editor.is_animating());
    let first = t.editor.scene();
    assert!(Arc::ptr_eq(&first, &t.editor.scene()), "the picture is made once");
}

#[test]
fn escape_goes_one_level_out() {
    let mut t = TestEditor::small();
    t.analyzed().key(Key::F(5)).key(Key::F(8)).on(Event::Text("b".to_owned()));
    let middle = t.middle("Billing", "Customers");
    t.click(middle);
    let level = |t: &TestEditor| {
        let e = &t.editor;
        (
            e.rating_card().is_some(),
            !e.selection().is_empty(),
            e.room_view().blank,
            e.lens() == Lens::Weak,
            e.room_view().on,
        )
    };
    assert_eq!(level(&t), (true, true, true, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, true, true, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, true, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, true, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, false, true));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, false, false));
    t.key(Key::Escape);
    assert_eq!(level(&t), (false, false, false, false, false));
}

#[test]
fn letters_are_commands_in_the_room_view_only() {
    let mut t = TestEditor::small();
    t.key(Key::F(5)).on(Event::Text("r".to_owned())).on(Event::Text("B".to_owned()));
    assert!(t.editor.room_view().revealed && t.editor.room_view().blank);
    t.on(Event::Text("x".to_owned())).expect_box(false);
    t.key(Key::Enter).expect_box(true).name("Nora").expect_undo(Some("add Nora"));
    t.key(Key::F(5)).on(Event::Text("r".to_owned())).expect_box(true);
    assert!(!t.editor.room_view().on);
}

#[test]
fn the_weak_tour_walks_round() {
    let mut t = TestEditor::small();
    t.analyzed().key(Key::F(8));
    let weak = t.editor.analysis().weak.clone();
    assert_eq!(weak, [t.cord("Billing", "Customers")]);
    assert_eq!(t.editor.weak_tour(), None);
    t.key(Key::Right).settle();
    let stop = t.editor.weak_tour().unwrap();
    assert_eq!((stop.number, stop.total, stop.connection), (1, 1, weak[0]));
    t.expect_active(Row::Strand(Strand::Relationship));
    assert!(t.editor.camera().visible().contains(t.place("Billing")));
    t.key(Key::Right).key(Key::Left);
    assert_eq!(t.editor.weak_tour().unwrap().number, 1);
    t.keys("5").expect_undo(Some("rate Billing - Customers: trust 1 to 5"));
    t.key(Key::F(8));
    assert_eq!(t.editor.weak_tour(), None);
}

#[test]
fn numbers_of_an_old_state_are_dropped() {
    let mut t = TestEditor::small();
    t.analyzed();
    let numbers = Arc::clone(t.editor.analysis());
    let old = t.editor.revision();
    let mia = t.place("Mia");
    t.click(mia).run(Command::Delete);
    assert!(Arc::ptr_eq(t.editor.analysis(), &numbers), "the last numbers stay until new ones come");
    t.editor.set_analysis(old, Arc::default());
    assert!(Arc::ptr_eq(t.editor.analysis(), &numbers));
}

#[test]
fn the_first_lesson_is_done_by_hand() {
    let mut t = TestEditor::small();
    t.asked = t.editor.start_lesson();
    t.analyzed();
    let mut prompts = vec![t.editor.prompt()];
    t.key(Key::F(8)).key(Key::Right).settle();
    prompts.push(t.editor.prompt());
    t.keys("3");
    prompts.push(t.editor.prompt());
    let mia = t.place("Mia");
    t.holding(ALT).point_at(mia).holding(PLAIN);
    prompts.push(t.editor.prompt());
    t.key(Key::Escape).key(Key::Escape).name("Acme");
    assert!(!t.editor.is_learning());
    prompts.dedup();
    assert_eq!(prompts.len(), 4);
}

// The layout that lives.

#[test]
fn ticks_are_never_recorded() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout).settle();
    let mia = t.place("Mia");
    t.click(mia).key(Key::Tab).name("Nora").run(Command::Undo).settle();
    assert!(!t.editor.is_unsaved());
    assert_eq!(t.editor.redo_name(), Some("add Nora"));
}

#[test]
fn maps_without_places_are_laid_out_at_once() {
    let mut document = small();
    document.apply(Edit::Place(document.placements().map(|(node, _)| (node, None)).collect())).unwrap();
    let mut t = TestEditor::new(document);
    let places: Vec<_> = t.editor.document().placements().map(|(_, placement)| placement.at).collect();
    assert_eq!(places.len(), 4);
    for (i, a) in places.iter().enumerate() {
        for b in &places[i + 1..] {
            assert!((*a - *b).hypot() > 20.0, "{places:?}");
        }
        assert!(t.editor.camera().visible().contains(*a), "everything is in view");
    }
    t.expect_undo(None).on(Event::Frame { dt_secs: 0.02 });
    assert_eq!(t.asked, [], "an opened map lies still");
}

#[test]
fn tidy_is_one_step_and_can_be_undone() {
    let mut t = TestEditor::small();
    t.editor.edit("crowd", Edit::Place(crowded(t.editor.document())));
    let before = t.editor.document().clone();
    t.run(Command::Tidy).settle();
    assert!(!t.editor.is_tidying());
    t.expect_undo(Some("tidy"));
    let after = t.editor.document().clone();
    assert_ne!(after, before);
    t.run(Command::PauseLayout).run(Command::Undo);
    assert_eq!(t.editor.document(), &before);
    t.run(Command::Redo);
    assert_eq!(t.editor.document(), &after);
}

#[test]
fn escape_takes_a_tidy_back() {
    let mut t = TestEditor::small();
    t.editor.edit("crowd", Edit::Place(crowded(t.editor.document())));
    let before = t.editor.document().clone();
    t.run(Command::Tidy).on(Event::Frame { dt_secs: 0.05 }).key(Key::Escape).settle();
    assert_eq!(t.editor.document(), &before);
    t.expect_undo(Some("crowd"));
}

/// Everybody on one heap.
fn crowded(document: &Document) -> Vec<(NodeId, Option<Placement>)> {
    let heap = |(i, (node, _)): (usize, (NodeId, Placement))| {
        (node, Some(Placement { at: Point::new(i as f64 * 7.0, i as f64 * 3.0), pinned: false }))
    };
    document.placements().enumerate().map(heap).collect()
}

#[test]
fn what_a_hand_placed_stays_while_the_rest_makes_room() {
    let mut t = TestEditor::small();
    t.run(Command::PauseLayout);
    let mia = t.place("Mia");
    t.press(mia).drag_to(Point::new(310.0, 10.0)).release().settle();
    assert_eq!(t.place("Mia"), Point::new(310.0, 10.0));
    t.expect_undo(Some("move Mia"));
}

// Copies.

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
fn a_duplicate_is_one_step() {
    let mut t = TestEditor::small();
    let mia = t.place("Mia");
    t.click(mia).holding(CTRL).key(Key::Letter('D')).holding(PLAIN).expect_undo(Some("duplicate Mia"));
    assert_eq!(t.editor.document().actors().len(), 5);
    t.run(Command::Undo).expect_undo(None);
}

// Commands.

#[test]
fn disabled_commands_do_nothing() {
    let mut t = TestEditor::empty();
    let before = t.editor.document().clone();
    for command in Command::ALL {
        if !command.is_enabled(&t.editor) {
            t.run(command);
            assert_eq!(t.asked, [], "{command:?}");
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
