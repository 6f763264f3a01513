//! An editor with hands, and the map they work on.

use std::sync::Arc;

use threestrand::analysis::{Options, analyze};
use threestrand::editor::{Button, Command, Editor, Event, Key, Modifiers, Request, Row};
use threestrand::geom::{Point, Vec2};
use threestrand::model::{Actor, ActorId, Connection, ConnectionId, Document, Edit, Kind, Level, Placement, Strands};
use threestrand::scene::{HitShape, Target};
use threestrand::text::FixedWidth;

pub(super) const PLAIN: Modifiers = Modifiers { ctrl: false, shift: false, alt: false };
pub(super) const CTRL: Modifiers = Modifiers { ctrl: true, ..PLAIN };
pub(super) const SHIFT: Modifiers = Modifiers { shift: true, ..PLAIN };
pub(super) const ALT: Modifiers = Modifiers { alt: true, ..PLAIN };

/// An editor with hands. Positions are map points; every step checks the document.
pub(super) struct TestEditor {
    pub(super) editor: Editor,
    pub(super) asked: Vec<Request>,
    pub(super) pointer: Point,
    pub(super) held: Modifiers,
}

impl TestEditor {
    pub(super) fn new(document: Document) -> Self {
        let editor = Editor::new(document, Arc::new(FixedWidth), 7);
        let mut test = Self { editor, asked: Vec::new(), pointer: Point::ORIGIN, held: PLAIN };
        test.on(Event::Resized(Vec2::new(1600.0, 1000.0)));
        test.editor.run(Command::PauseLayout);
        test
    }

    pub(super) fn empty() -> Self {
        Self::new(Document::new("map".to_owned()))
    }

    /// Executive team, Billing and Customers in a row, Mia alone below; two cords, one of them rated.
    pub(super) fn small() -> Self {
        Self::new(small())
    }

    #[track_caller]
    pub(super) fn on(&mut self, event: Event) -> &mut Self {
        self.asked = self.editor.handle(event);
        self.checked()
    }

    #[track_caller]
    pub(super) fn run(&mut self, command: Command) -> &mut Self {
        self.asked = self.editor.run(command);
        self.checked()
    }

    #[track_caller]
    pub(super) fn checked(&mut self) -> &mut Self {
        assert_eq!(self.editor.document().check(), Vec::<String>::new());
        self
    }

    pub(super) fn holding(&mut self, modifiers: Modifiers) -> &mut Self {
        self.held = modifiers;
        self
    }

    pub(super) fn screen(&self, at: Point) -> Point {
        self.editor.camera().screen_from_map(at)
    }

    #[track_caller]
    pub(super) fn point_at(&mut self, at: Point) -> &mut Self {
        self.pointer = at;
        let event = Event::Moved { at: self.screen(at), modifiers: self.held };
        self.on(event)
    }

    #[track_caller]
    pub(super) fn press(&mut self, at: Point) -> &mut Self {
        self.press_with(Button::Primary, at, 1)
    }

    #[track_caller]
    pub(super) fn press_with(&mut self, button: Button, at: Point, clicks: u8) -> &mut Self {
        self.point_at(at);
        let event = Event::Pressed { button, at: self.screen(at), clicks, modifiers: self.held };
        self.on(event)
    }

    /// Drags in a few steps, as hands do.
    #[track_caller]
    pub(super) fn drag_to(&mut self, to: Point) -> &mut Self {
        let from = self.pointer;
        for step in 1..=4 {
            self.point_at(from.lerp(to, f64::from(step) / 4.0));
        }
        self
    }

    #[track_caller]
    pub(super) fn release(&mut self) -> &mut Self {
        let event = Event::Released { button: Button::Primary, at: self.screen(self.pointer), modifiers: self.held };
        self.on(event)
    }

    #[track_caller]
    pub(super) fn click(&mut self, at: Point) -> &mut Self {
        self.press(at).release()
    }

    #[track_caller]
    pub(super) fn double_click(&mut self, at: Point) -> &mut Self {
        self.click(at).press_with(Button::Primary, at, 2).release()
    }

    /// A key, with the text that a keyboard sends after it.
    #[track_caller]
    pub(super) fn key(&mut self, key: Key) -> &mut Self {
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
    pub(super) fn keys(&mut self, digits: &str) -> &mut Self {
        for digit in digits.chars() {
            self.key(match digit {
                '-' => Key::Minus,
                ' ' => Key::Space,
                digit => Key::Digit(digit.to_digit(10).expect("a digit") as u8),
            });
        }
        self
    }

    /// Types a name on the canvas (its first letter opens the box) and commits it.
    #[track_caller]
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        if self.editor.name_box().is_none() {
            self.on(Event::Text(name.chars().take(1).collect()));
        }
        self.on(Event::BoxText(name.to_owned())).on(Event::BoxCommit(None))
    }

    /// Lets time go by until nothing moves.
    #[track_caller]
    pub(super) fn settle(&mut self) -> &mut Self {
        for _ in 0..2000 {
            self.on(Event::Frame { dt_secs: 1.0 / 60.0 });
            if self.asked.is_empty() {
                return self;
            }
        }
        panic!("it never comes to rest");
    }

    #[track_caller]
    pub(super) fn actor(&self, name: &str) -> ActorId {
        self.editor.document().actor_named(name).unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    #[track_caller]
    pub(super) fn place(&self, name: &str) -> Point {
        self.editor.document().placement(self.actor(name)).expect("it has a place").at
    }

    #[track_caller]
    pub(super) fn cord(&self, a: &str, b: &str) -> ConnectionId {
        let between = self.editor.document().between(self.actor(a), self.actor(b));
        between.unwrap_or_else(|| panic!("{a} and {b} are not connected"))
    }

    pub(super) fn connected(&self, a: &str, b: &str) -> bool {
        self.editor.document().between(self.actor(a), self.actor(b)).is_some()
    }

    #[track_caller]
    pub(super) fn rated(&self, a: &str, b: &str) -> (Option<u8>, [Option<u8>; 3]) {
        let connection = self.editor.document().connection(self.cord(a, b)).expect("it was just found");
        (connection.need.map(Level::get), connection.strands.0.map(|level| level.map(Level::get)))
    }

    /// A point on the rim of an actor, to its lower right (cords run elsewhere).
    #[track_caller]
    pub(super) fn rim(&mut self, name: &str) -> Point {
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
    pub(super) fn middle(&mut self, a: &str, b: &str) -> Point {
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
    pub(super) fn expect_tool(&mut self, tool: &str) -> &mut Self {
        assert_eq!(self.editor.tool(), tool);
        self
    }

    #[track_caller]
    pub(super) fn expect_actors(&mut self, names: &[&str]) -> &mut Self {
        let there: Vec<_> = self.editor.document().actors().map(|(_, actor)| actor.name.as_str()).collect();
        assert_eq!(there, names);
        self
    }

    #[track_caller]
    pub(super) fn expect_selected(&mut self, names: &[&str]) -> &mut Self {
        let document = self.editor.document();
        let selection = self.editor.selection();
        let there: Vec<_> = selection
            .actors
            .iter()
            .map(|id| document.actor(*id).expect("only what exists is selected").name.as_str())
            .collect();
        assert_eq!(there, names);
        self
    }

    #[track_caller]
    pub(super) fn expect_undo(&mut self, name: Option<&str>) -> &mut Self {
        assert_eq!(self.editor.undo_name(), name);
        self
    }

    #[track_caller]
    pub(super) fn expect_active(&mut self, row: Row) -> &mut Self {
        let card = self.editor.rating_card().expect("no card is open");
        let active: Vec<_> = card.rows.iter().filter(|row| row.active).map(|row| row.row).collect();
        assert_eq!(active, [row]);
        self
    }

    #[track_caller]
    pub(super) fn expect_box(&mut self, open: bool) -> &mut Self {
        assert_eq!(self.editor.name_box().is_some(), open, "{:?}", self.editor.name_box());
        self
    }

    #[track_caller]
    pub(super) fn analyzed(&mut self) -> &mut Self {
        let analysis = analyze(self.editor.document(), &Options::default());
        let revision = self.editor.revision();
        self.asked = self.editor.set_analysis(revision, Arc::new(analysis));
        self
    }
}

pub(super) fn small() -> Document {
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
        draw(&mut document, Edit::AddActor(Box::new(actor), Some(at)));
    }
    let id = |name: &str| document.actor_named(name).expect("it was just drawn");
    let bare = Connection::new("eb".to_owned(), id("Executive team"), id("Billing"));
    let rated = Connection {
        need: Level::new(4),
        strands: Strands::rated(4, 1, 2).expect("none is above 5"),
        ..Connection::new("bc".to_owned(), id("Billing"), id("Customers"))
    };
    for connection in [bare, rated] {
        draw(&mut document, Edit::AddConnection(Box::new(connection)));
    }
    document
}

pub(super) const EMPTY_PLACE: Point = Point::new(-100.0, 250.0);

/// Edits a document without a hand.
#[track_caller]
pub(super) fn draw(document: &mut Document, edit: Edit) {
    assert!(document.apply(edit).is_ok());
}
