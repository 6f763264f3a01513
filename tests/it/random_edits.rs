//! Any edits: undo all is the start, redo all is the end.
//!
//! The generator knows every edit there is: `variant` has no wildcard, so a new one does not compile
//! until it has a number here, and a number that is never drawn fails the first test.

use std::collections::BTreeMap;

use threestrand::disk::Home;
use threestrand::formats;
use threestrand::geom::{Point, SplitMix64};
use threestrand::model::{
    Action, Actor, ActorChange, ActorId, Answer, Arrangement, Attachment, AttachmentId, Authority, Confidence,
    Connection, ConnectionChange, ConnectionId, CustomKind, Date, Document, Edit, EditError, Effort, Family, Flow,
    Gives, History, Kind, Kpi, Level, List, MetaChange, NodeId, Note, Party, Perspective, PerspectiveRating, Placement,
    Quote, Record, Scenario, Selection, Sketch, Source, Stance, Strand, Strands, Tally, Trend, Value, ValueChange,
    ValueId,
};

/// How many kinds of edits there are.
const VARIANTS: usize = 52;

/// The number of an edit's kind.
fn variant(edit: &Edit) -> usize {
    match edit {
        Edit::All(_) => 0,
        Edit::AddActor(..) => 1,
        Edit::AddValue(..) => 2,
        Edit::AddConnection(_) => 3,
        Edit::AddPerspective(_) => 4,
        Edit::Delete(_) => 5,
        Edit::Place(_) => 6,
        Edit::AddAttachment(_) => 44,
        Edit::Attachment(..) => 45,
        Edit::RemoveAttachment(_) => 46,
        Edit::RenamePerspective(..) => 48,
        Edit::RemovePerspective(_) => 49,
        Edit::Become(_) => 50,
        Edit::Meta(change) => match change {
            MetaChange::Title(_) => 7,
            MetaChange::About(_) => 8,
            MetaChange::Mission(_) => 9,
            MetaChange::Promise(_) => 10,
            MetaChange::Core(_) => 11,
            MetaChange::Arrangement(_) => 12,
            MetaChange::Extra(_) => 13,
            MetaChange::Sign(..) => 47,
        },
        Edit::Actor(_, change) => match change {
            ActorChange::Name(_) => 14,
            ActorChange::Kind(_) => 15,
            ActorChange::Group(_) => 16,
            ActorChange::Inside(_) => 17,
            ActorChange::Counts(_) => 18,
            ActorChange::Goal(_) => 19,
            ActorChange::Tags(_) => 20,
            ActorChange::Note(_) => 21,
            ActorChange::Holds(..) => 22,
        },
        Edit::Value(_, change) => match change {
            ValueChange::Name(_) => 23,
            ValueChange::Note(_) => 24,
        },
        Edit::Connection(_, change) => match change {
            ConnectionChange::Strand(..) => 25,
            ConnectionChange::Need(_) => 26,
            ConnectionChange::Stance(_) => 27,
            ConnectionChange::Sketch(_) => 28,
            ConnectionChange::Flow(_) => 29,
            ConnectionChange::Gives(_) => 30,
            ConnectionChange::Via(_) => 31,
            ConnectionChange::Owner(_) => 32,
            ConnectionChange::Authority(_) => 33,
            ConnectionChange::Evidence(_) => 34,
            ConnectionChange::Kpi(_) => 35,
            ConnectionChange::Rating(..) => 36,
            ConnectionChange::Trend(_) => 37,
            ConnectionChange::Confidence(_) => 38,
            ConnectionChange::Reviewed(_) => 39,
            ConnectionChange::Quotes(_) => 40,
            ConnectionChange::Tally(_) => 41,
            ConnectionChange::Later(_) => 42,
            ConnectionChange::Note(_) => 43,
            ConnectionChange::Ends(..) => 51,
        },
    }
}

/// Draws edits; mostly possible ones, now and then one that must be refused.
pub(crate) struct Hand {
    pub(crate) random: SplitMix64,
    keys: u32,
}

impl Hand {
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: SplitMix64::new(seed), keys: 0 }
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.random.below(n) == 0
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.random.below(choices.len())].clone()
    }

    fn maybe<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        (!self.one_in(3)).then(|| self.of(choices))
    }

    fn text(&mut self) -> String {
        let texts = ["", "Customers", "Grüße, 東京", "a \"quote\"\\", "two\nlines\tand a tab", "שלום 👩‍👩‍👧", " "];
        self.of(&texts).to_owned()
    }

    fn texts(&mut self) -> Vec<String> {
        (0..self.random.below(3)).map(|_| self.text()).collect()
    }

    fn key(&mut self) -> String {
        self.keys += 1;
        format!("key-{}", self.keys)
    }

    fn level(&mut self) -> Option<Level> {
        let level = self.random.below(7) as u8;
        Level::new(level)
    }

    fn strands(&mut self) -> Strands {
        Strands([self.level(), self.level(), self.level()])
    }

    /// An actor of the map, or (seldom, or if there is none) one that never was.
    fn actor(&mut self, document: &Document) -> ActorId {
        let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
        if ids.is_empty() || self.one_in(40) { ActorId(u32::MAX) } else { self.of(&ids) }
    }

    fn value(&mut self, document: &Document) -> ValueId {
        let ids: Vec<_> = document.values().map(|(id, _)| id).collect();
        if ids.is_empty() || self.one_in(40) { ValueId(u32::MAX) } else { self.of(&ids) }
    }

    fn connection(&mut self, document: &Document) -> ConnectionId {
        let ids: Vec<_> = document.connections().map(|(id, _)| id).collect();
        if ids.is_empty() || self.one_in(40) { ConnectionId(u32::MAX) } else { self.of(&ids) }
    }

    fn party(&mut self, document: &Document) -> Party {
        if self.one_in(2) { Party::Actor(self.actor(document)) } else { Party::Name(self.text()) }
    }

    fn placement(&mut self) -> Placement {
        let mut coordinate = || self.random.next_f64() * 2000.0 - 1000.0;
        let (x, y) = (coordinate(), coordinate());
        let x = if self.one_in(60) { f64::NAN } else { x };
        Placement { at: Point::new(x, y), pinned: self.one_in(3) }
    }

    fn rating(&mut self) -> PerspectiveRating {
        PerspectiveRating {
            strands: self.strands(),
            source: self.maybe(&[Source::Guess, Source::Told, Source::Survey]),
            date: self.date(),
            extra: Vec::new(),
        }
    }

    fn date(&mut self) -> Option<Date> {
        Date::from_days(self.random.below(30_000) as i64)
    }

    fn hands(&mut self) -> Option<[u32; 6]> {
        (!self.one_in(3)).then(|| std::array::from_fn(|_| self.random.below(30) as u32))
    }

    fn new_connection(&mut self, document: &Document) -> Connection {
        let (a, b) = (self.actor(document), self.actor(document));
        let mut connection = Connection::new(self.key(), a, b);
        connection.strands = self.strands();
        connection.owner = Some(self.party(document)).filter(|_| self.one_in(3));
        connection.ratings = BTreeMap::from([("company".to_owned(), self.rating())]);
        connection.extra = vec![("color".to_owned(), "[1,  2]".to_owned())];
        connection
    }

    /// An edit of the kind with this number.
    fn edit(&mut self, document: &Document, number: usize) -> Edit {
        let edit = match number {
            0 => Edit::All((0..self.random.below(4)).map(|_| self.any(document, 1)).collect()),
            1 => {
                let values: Vec<_> = document.values().map(|(id, _)| id).take(self.random.below(3)).collect();
                let (key, name) = (self.key(), self.text());
                let actor = Actor { key, name, values, tags: self.texts(), ..Actor::default() };
                Edit::AddActor(Box::new(actor), (!self.one_in(3)).then(|| self.placement()))
            }
            2 => {
                let value = Value { key: self.key(), name: self.text(), ..Value::default() };
                Edit::AddValue(Box::new(value), (!self.one_in(3)).then(|| self.placement()))
            }
            3 => Edit::AddConnection(Box::new(self.new_connection(document))),
            4 => {
                let (key, name) = (self.key(), self.text());
                Edit::AddPerspective(Box::new(Perspective { key, name, ..Perspective::default() }))
            }
            5 => Edit::Delete(Selection {
                actors: (0..self.random.below(2)).map(|_| self.actor(document)).collect(),
                values: (0..self.random.below(2)).map(|_| self.value(document)).collect(),
                connections: (0..self.random.below(3)).map(|_| self.connection(document)).collect(),
                notes: (0..self.random.below(2)).map(|_| self.attached(document)).collect(),
            }),
            6 => Edit::Place((0..self.random.below(4)).map(|_| self.place(document)).collect()),
            7..=13 => Edit::Meta(self.meta_change(document, number)),
            14..=22 => Edit::Actor(self.actor(document), self.actor_change(document, number)),
            23 => Edit::Value(self.value(document), ValueChange::Name(self.text())),
            24 => Edit::Value(self.value(document), ValueChange::Note(self.text())),
            44 => {
                let key = self.key();
                Edit::AddAttachment(Box::new(self.attachment(document, key)))
            }
            45 => self.changed_attachment(document),
            46 => Edit::RemoveAttachment(self.attached(document)),
            48 => Edit::RenamePerspective(self.perspective(document), self.text()),
            49 => Edit::RemovePerspective(self.perspective(document)),
            50 => {
                // As it was once, or will be, and with the numbers that a file would give it.
                let mut other = document.clone();
                for _ in 0..4 {
                    let number = 1 + self.random.below(VARIANTS - 2);
                    let edit = self.edit(&other, number);
                    let _ = other.apply(edit);
                }
                let bytes = formats::write_strand(&other);
                Edit::Become(Box::new(formats::read("other.strand", &bytes, 5).unwrap().document))
            }
            47 => Edit::Meta(MetaChange::Sign(self.random.below(8) as u8, self.maybe(&Answer::ALL))),
            _ => Edit::Connection(self.connection(document), self.connection_change(document, number)),
        };
        assert_eq!(variant(&edit), number, "the generator is out of step");
        edit
    }

    /// Any edit with at least this number; more often one that builds than one that deletes.
    pub(crate) fn any(&mut self, document: &Document, least: usize) -> Edit {
        let number = least + self.random.below(VARIANTS - least);
        let number = if number != 5 && self.one_in(4) { 1 + self.random.below(3) } else { number };
        self.edit(document, number)
    }

    fn place(&mut self, document: &Document) -> (NodeId, Option<Placement>) {
        let node = if self.one_in(3) { self.value(document).into() } else { self.actor(document).into() };
        (node, (!self.one_in(5)).then(|| self.placement()))
    }

    fn perspective(&mut self, document: &Document) -> String {
        let keys: Vec<_> = document.perspectives().map(|perspective| perspective.key.clone()).collect();
        if self.one_in(20) { "nobody".to_owned() } else { self.of(&keys) }
    }

    /// An attachment of the map, or (seldom, or if there is none) one that never was.
    fn attached(&mut self, document: &Document) -> AttachmentId {
        let ids: Vec<_> = document.attachments().map(|(id, _)| id).collect();
        if ids.is_empty() || self.one_in(40) { AttachmentId(u32::MAX) } else { self.of(&ids) }
    }

    fn attachment(&mut self, document: &Document, key: String) -> Attachment {
        match self.random.below(4) {
            0 => Attachment::Kind(CustomKind {
                key,
                name: self.text(),
                family: self.maybe(&[Family::Society, Family::Carrier]),
                inside: self.maybe(&[true, false]),
                color: "#336699".to_owned(),
                ..CustomKind::default()
            }),
            1 => Attachment::Note(Note {
                key,
                text: self.text(),
                at: (!self.one_in(3)).then(|| self.placement().at),
                on: (!self.one_in(2)).then(|| self.connection(document)),
                ..Note::default()
            }),
            2 => Attachment::Action(Action {
                key,
                connection: self.connection(document),
                from: self.strands(),
                to: self.strands(),
                owner: (!self.one_in(3)).then(|| self.party(document)),
                due: self.date(),
                first_thing: self.text(),
                effort: self.maybe(&Effort::ALL),
                evidence: self.text(),
                extra: vec![("mood".to_owned(), "{\"is\":  1}".to_owned())],
            }),
            _ => Attachment::Scenario(Scenario {
                key,
                name: self.text(),
                actors: (0..self.random.below(3)).map(|_| self.actor(document)).collect(),
                connections: (0..self.random.below(3)).map(|_| self.connection(document)).collect(),
                ..Scenario::default()
            }),
        }
    }

    /// Most often the same list and key with other contents.
    fn changed_attachment(&mut self, document: &Document) -> Edit {
        let id = self.attached(document);
        let before = document.attachment(id).map(|record| (record.list(), record.key().to_owned()));
        let (list, key) = before.unwrap_or((List::Notes, "nothing".to_owned()));
        let mut record = self.attachment(document, key);
        for _ in 0..20 {
            if record.list() == list {
                break;
            }
            record = self.attachment(document, record.key().to_owned());
        }
        Edit::Attachment(id, Box::new(record))
    }

    fn meta_change(&mut self, document: &Document, number: usize) -> MetaChange {
        match number {
            7 => MetaChange::Title(self.text()),
            8 => MetaChange::About(self.text()),
            9 => MetaChange::Mission(self.text()),
            10 => MetaChange::Promise(self.text()),
            11 => MetaChange::Core((!self.one_in(4)).then(|| self.actor(document))),
            12 => MetaChange::Arrangement(self.of(&[Arrangement::Free, Arrangement::Rings])),
            _ => MetaChange::Extra(vec![("views".to_owned(), self.of(&["[]", "[{\"id\":  \"n\"}]"]).to_owned())]),
        }
    }

    fn actor_change(&mut self, document: &Document, number: usize) -> ActorChange {
        match number {
            14 => ActorChange::Name(self.text()),
            15 => ActorChange::Kind(self.of(&[Kind::Team, Kind::Customer, Kind::Other("fan club".to_owned())])),
            16 => ActorChange::Group(self.text()),
            17 => ActorChange::Inside(self.maybe(&[true, false])),
            18 => ActorChange::Counts(self.maybe(&[true, false])),
            19 => ActorChange::Goal(self.text()),
            20 => ActorChange::Tags(self.texts()),
            21 => ActorChange::Note(self.text()),
            _ => ActorChange::Holds(self.value(document), !self.one_in(3)),
        }
    }

    fn connection_change(&mut self, document: &Document, number: usize) -> ConnectionChange {
        match number {
            25 => ConnectionChange::Strand(self.of(&Strand::ALL), self.level()),
            26 => ConnectionChange::Need(self.level()),
            27 => ConnectionChange::Stance(self.of(&[Stance::For, Stance::Strained, Stance::Against])),
            28 => ConnectionChange::Sketch(self.maybe(&[Sketch::Thin, Sketch::Medium, Sketch::Strong])),
            29 => ConnectionChange::Flow(Flow { ab: self.level(), ba: self.level() }),
            30 => ConnectionChange::Gives(Gives { ab: self.texts(), ba: self.texts() }),
            31 => ConnectionChange::Via((0..self.random.below(3)).map(|_| self.party(document)).collect()),
            32 => ConnectionChange::Owner((!self.one_in(4)).then(|| self.party(document))),
            33 => ConnectionChange::Authority(self.maybe(&[Authority::Yes, Authority::Partly, Authority::No])),
            34 => ConnectionChange::Evidence(self.text()),
            35 => ConnectionChange::Kpi(self.maybe(&[Kpi::Customer, Kpi::Internal])),
            36 => {
                let key = self.perspective(document);
                ConnectionChange::Rating(key, (!self.one_in(4)).then(|| self.rating()))
            }
            37 => ConnectionChange::Trend(self.maybe(&[Trend::Fading, Trend::Steady, Trend::Growing])),
            38 => ConnectionChange::Confidence(self.maybe(&[Confidence::Low, Confidence::Medium, Confidence::High])),
            39 => ConnectionChange::Reviewed(self.date()),
            40 => {
                let quote = Quote { text: self.text(), who: self.text(), ..Quote::default() };
                ConnectionChange::Quotes(vec![quote; self.random.below(3)])
            }
            41 => {
                let tally = Tally { need: self.hands(), strands: [self.hands(), self.hands(), self.hands()] };
                ConnectionChange::Tally((!self.one_in(3)).then_some(tally))
            }
            42 => ConnectionChange::Later(self.one_in(2)),
            51 => ConnectionChange::Ends(self.actor(document), self.actor(document)),
            _ => ConnectionChange::Note(self.text()),
        }
    }
}

/// A document with its history, checked after every step.
struct Session {
    document: Document,
    history: History,
    /// The layout runs between the steps.
    ticks: bool,
    drawn: [usize; VARIANTS],
    refused: usize,
}

impl Session {
    fn new(ticks: bool) -> Self {
        let document = Document::new("11111111-2222-4333-8444-555555555555".to_owned());
        Self { document, history: History::default(), ticks, drawn: [0; VARIANTS], refused: 0 }
    }

    #[track_caller]
    fn check(&self) {
        assert_eq!(self.document.check(), Vec::<String>::new());
    }

    /// Equal but for where the layout put what no hand has pinned.
    #[track_caller]
    fn assert_same(&self, other: &Document, what: &str) {
        let part = |document: &Document| {
            let mut document = document.clone();
            if self.ticks {
                let loose =
                    document.placements().filter(|(_, placement)| !placement.pinned).map(|(node, _)| (node, None));
                let _ = document.apply(Edit::Place(loose.collect())).unwrap();
            }
            document
        };
        assert!(part(&self.document) == part(other), "{what} differs");
    }

    fn edit(&mut self, hand: &mut Hand) {
        let edit = hand.any(&self.document, 0);
        let (number, before) = (variant(&edit), self.document.clone());
        let record = match hand.random.below(3) {
            0 => Record::Merge { name: "merged".to_owned(), key: format!("{number}") },
            _ => Record::Step(format!("edit {number}")),
        };
        let (steps, redo) = (self.history.len(), self.history.redo_name().map(str::to_owned));
        match self.history.apply(&mut self.document, edit, record) {
            Ok(touches) => {
                self.drawn[number] += 1;
                if touches.is_empty() {
                    assert!(self.document == before, "it said that nothing changed");
                    assert_eq!(self.history.redo_name(), redo.as_deref(), "an empty edit keeps redo");
                    assert_eq!(self.history.len(), steps, "an empty edit leaves no step");
                }
            }
            Err(error) => {
                self.refused += 1;
                assert!(self.document == before, "a refused edit ({error}) changed something");
                assert_eq!(self.history.len(), steps);
            }
        }
    }

    /// A gesture with some edits, kept or given up.
    fn gesture(&mut self, hand: &mut Hand) {
        let (before, steps) = (self.document.clone(), self.history.len());
        let redo = self.history.redo_name().map(str::to_owned);
        let mark = self.history.mark();
        for _ in 0..hand.random.below(5) {
            self.edit(hand);
            self.tick(hand);
        }
        if hand.one_in(2) {
            self.history.roll_back(&mut self.document, mark);
            self.assert_same(&before, "what was rolled back");
            assert_eq!(self.history.redo_name(), redo.as_deref(), "a gesture given up keeps redo");
            assert_eq!(self.history.len(), steps);
        } else {
            self.history.commit(mark, "gesture");
            assert!(self.history.len() <= steps + 1, "a gesture is one step");
        }
    }

    fn tick(&mut self, hand: &mut Hand) {
        if !self.ticks {
            return;
        }
        let (unsaved, redo) = (self.history.is_unsaved(), self.history.redo_name().map(str::to_owned));
        let nodes: Vec<NodeId> = (self.document.actors().map(|(id, _)| id.into()))
            .chain(self.document.values().map(|(id, _)| id.into()))
            .collect();
        let places: Vec<_> = nodes.into_iter().map(|node| (node, hand.placement().at)).collect();
        self.document.settle_positions(places);
        assert_eq!((self.history.is_unsaved(), self.history.redo_name()), (unsaved, redo.as_deref()));
    }

    /// Saving and loading changes nothing and has nothing to report.
    #[track_caller]
    fn save_and_load(&self) {
        let bytes = formats::write_strand(&self.document);
        let opened = formats::read("map.strand", &bytes, 1).unwrap();
        assert_eq!(opened.issues, []);
        assert_eq!(opened.document.check(), Vec::<String>::new());
        let again = formats::write_strand(&opened.document);
        assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(bytes).unwrap());
        let names = |document: &Document| document.actors().map(|(_, actor)| actor.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&opened.document), names(&self.document));
        let strands = |document: &Document| document.connections().map(|(_, c)| c.strands).collect::<Vec<_>>();
        assert_eq!(strands(&opened.document), strands(&self.document));
    }
}

impl Session {
    /// What a crash leaves behind is the map, bit for bit.
    #[track_caller]
    fn crash_and_recover(&self) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let mut aside = home.set_aside(&self.document.meta().key).unwrap();
        aside.write(&self.document, None).unwrap();
        drop(aside);
        let found = crate::recovery::found(&home, 1);
        assert_eq!(found.len(), 1);
        let opened = found[0].open().unwrap();
        assert_eq!(opened.issues, []);
        assert!(formats::write_strand(&opened.document) == formats::write_strand(&self.document), "recovery differs");
    }
}

/// Plays a session and takes all of it back and forth again.
fn play(seed: u64, ticks: bool) -> Session {
    let mut hand = Hand::new(seed);
    let mut session = Session::new(ticks);
    let start = session.document.clone();
    for step in 0..250 {
        match hand.random.below(12) {
            0 => drop(session.history.undo(&mut session.document)),
            1 => drop(session.history.redo(&mut session.document)),
            2 => session.gesture(&mut hand),
            3 => session.history.saved(session.history.state()),
            4 => session.history.seal(),
            _ => session.edit(&mut hand),
        }
        session.check();
        session.tick(&mut hand);
        session.check();
        if step % 25 == 0 {
            session.save_and_load();
        }
    }
    while session.history.redo(&mut session.document).is_some() {}
    let end = session.document.clone();
    while session.history.undo(&mut session.document).is_some() {
        session.check();
    }
    session.assert_same(&start, "the start");
    while session.history.redo(&mut session.document).is_some() {
        session.check();
    }
    session.assert_same(&end, "the end");
    session.save_and_load();
    session.crash_and_recover();
    session
}

/// Kept seeds: these and whatever has failed before.
const SEEDS: std::ops::Range<u64> = 0..60;

#[test]
fn undo_all_is_the_start_and_redo_the_end() {
    let mut drawn = [0; VARIANTS];
    let mut refused = 0;
    for seed in SEEDS {
        let session = play(seed, false);
        refused += session.refused;
        for (sum, count) in drawn.iter_mut().zip(session.drawn) {
            *sum += count;
        }
    }
    for (number, count) in drawn.into_iter().enumerate() {
        assert!(count > 0, "edits with the number {number} were never carried out");
    }
    assert!(refused > 100, "edits that must be refused are drawn, too");
}

#[test]
fn layout_ticks_disturb_neither_undo_nor_redo() {
    for seed in SEEDS {
        play(seed, true);
    }
}

#[test]
fn a_refused_part_undoes_the_whole() {
    let mut document = Document::new("u".to_owned());
    let actor = |key: &str| Edit::AddActor(Box::new(Actor { key: key.to_owned(), ..Actor::default() }), None);
    let before = document.clone();
    let error = document.apply(Edit::All(vec![actor("a"), actor("b"), actor("a")])).unwrap_err();
    assert_eq!(error, EditError::DuplicateKey("a".to_owned()));
    assert!(document == before);
    let _ = document.apply(Edit::All(vec![actor("a"), actor("b")])).unwrap();
    assert_eq!(document.check(), Vec::<String>::new());
}
