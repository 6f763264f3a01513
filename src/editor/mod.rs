//! An interactive editor without a window: events and commands go in, requests come out.
//!
//! It holds the document, its history and the session (camera, selection, hover, lens, the open name
//! box). It never reads a clock, a file or a toolkit; `app` translates.

mod align;
mod camera;
mod card;
mod census;
mod change;
mod clear;
mod clipboard;
mod command;
mod command_words;
mod dots;
mod event;
mod focus;
mod guess;
mod keys;
mod kinds;
mod live;
mod loose;
mod merge;
mod naming;
mod notes;
mod picture;
mod plan;
mod pointer;
mod pour;
mod prompt;
mod room;
mod run;
mod session;
mod sides;
mod sprout;
mod table;
mod tally;
mod tool;
mod tour;
mod values;
mod vote;
mod walk;
mod whatif;

use std::sync::Arc;

pub use camera::{Camera, MAX_SCALE, MIN_SCALE};
pub use card::{Card, CardRow, Row};
pub use census::Census;
pub use clear::{LegendReach, LegendUse};
pub use command::{Command, Menu, Shortcut};
pub use dots::Dots;
pub use event::{Button, Event, Key, Modifiers, Request};
pub use live::LayoutOrder;
pub use naming::{NameBox, NameFor, Suggestion};
pub use notes::{Pin, is_parked};
pub use pointer::Cursor;
pub use session::{RoomView, Wheel};
pub use table::{Answer, Cell, Column, Grid, Table};
pub use tally::lower_median;
pub use tour::WeakTour;
pub use vote::Vote;

use naming::Choice;

use crate::analysis::{Analysis, FullAnalysis};
use crate::derived::Picture;
use crate::geom::{SplitMix64, Vec2};
use crate::model::{Document, History, Mark};
use crate::text::Measure;

/// A measure of text that may be shared with workers.
pub type SharedMeasure = Arc<dyn Measure + Send + Sync>;

/// A map under somebody's hands.
pub struct Editor {
    document: Document,
    history: History,
    /// Rises whenever the content changes (not for positions).
    revision: u64,
    /// Rises whenever a position changes.
    places: u64,
    keys: SplitMix64,
    measure: SharedMeasure,
    analysis: Arc<Analysis>,
    /// Rises whenever new numbers come in.
    analysed: u64,
    /// Numbers of this document have come in.
    counted: bool,
    /// All that takes longer, about the newest state for which it came in.
    full: Option<(u64, Arc<FullAnalysis>)>,
    /// Rises whenever those come in.
    told: u64,
    session: session::Session,
    tool: tool::Tool,
    /// Where the gesture under way began.
    gesture: Option<Mark>,
    live: live::Live,
    picture: Picture,
    out: Vec<Request>,
}

/// A canvas that became lower than this shows the middle of the map as a canvas so high would, in screen points.
const LEAST_FITTED: f64 = 560.0;

impl Editor {
    /// An editor of `document`; `entropy` seeds the keys of new records and should be random.
    #[must_use]
    pub fn new(document: Document, measure: SharedMeasure, entropy: u64) -> Self {
        let mut editor = Self::bare(Document::new(String::new()), measure, SplitMix64::new(entropy));
        let _first_paint = editor.set_document(document);
        editor
    }

    fn bare(document: Document, measure: SharedMeasure, keys: SplitMix64) -> Self {
        Self {
            document,
            history: History::default(),
            revision: 0,
            places: 0,
            keys,
            measure,
            analysis: Arc::default(),
            analysed: 0,
            counted: false,
            full: None,
            told: 0,
            session: session::Session::default(),
            tool: tool::Tool::Idle,
            gesture: None,
            live: live::Live::default(),
            picture: Picture::default(),
            out: Vec::new(),
        }
    }

    /// Takes another document (opened, new, recovered): a fresh history, everything in view.
    ///
    /// Theme, canvas size and preferences stay. Actors without a place get one at once.
    pub fn set_document(&mut self, document: Document) -> Vec<Request> {
        self.tool = tool::Tool::Idle;
        self.gesture = None;
        self.document = document;
        self.history = History::default();
        self.revision += 1;
        self.places += 1;
        self.analysis = Arc::default();
        self.analysed += 1;
        self.counted = false;
        self.full = None;
        self.picture.forget();
        self.session.forget_document();
        self.live_start();
        self.session.fitted = false;
        self.fit_at_once();
        self.ask(Request::Analyze);
        self.ask(Request::Repaint);
        self.answers()
    }

    /// Takes in what happened and answers what the world should do; nothing at all if nothing changed.
    pub fn handle(&mut self, event: Event) -> Vec<Request> {
        match event {
            Event::Resized(size) => self.resized(size, None),
            Event::Squeezed { size, by } => self.resized(size, Some(by)),
            Event::Moved { at, modifiers } => self.moved(at, modifiers),
            Event::Left => self.left(),
            Event::Hand(held) => self.hand(held),
            Event::Pressed { button, at, clicks, modifiers } => self.pressed(button, at, clicks, modifiers),
            Event::Released { button: _, at, modifiers } => self.released(at, modifiers),
            Event::Wheel { delta, at, lines, modifiers } => self.wheel(delta, at, lines, modifiers),
            Event::Panned(by) => self.panned(by),
            Event::Zoomed { factor, at } => self.zoomed(factor, at),
            Event::Key { key, modifiers } => self.key(key, modifiers),
            Event::Held(modifiers) => self.held(modifiers),
            Event::Text(text) => self.text(&text),
            Event::BoxText(text) => self.box_text(text),
            Event::BoxCommit(choice) => self.box_commit(choice.map_or(Choice::Enter, Choice::Offer)),
            Event::BoxNew => self.box_commit(Choice::Typed),
            Event::BoxTab => self.box_tab(),
            Event::BoxPark => self.box_park(),
            Event::BoxCancel => self.box_cancel(),
            Event::FocusLost => self.focus_lost(),
            Event::Frame { dt_secs } => self.frame(dt_secs),
        }
        self.answers()
    }

    /// The map.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// A number that rises with every change of content: names the state that an analysis is about.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The newest numbers; those of an earlier state until newer ones come in.
    #[must_use]
    pub fn analysis(&self) -> &Arc<Analysis> {
        &self.analysis
    }

    /// Names the state of the document and the numbers that are at hand; panels that word them compare it.
    #[must_use]
    pub fn numbers(&self) -> (u64, u64, u64) {
        (self.revision, self.analysed, self.told)
    }

    /// Takes the numbers of the state named by `revision`; those of an older state are dropped.
    pub fn set_analysis(&mut self, revision: u64, analysis: Arc<Analysis>) -> Vec<Request> {
        if revision == self.revision {
            self.analysis = analysis;
            self.analysed += 1;
            let first = !std::mem::replace(&mut self.counted, true);
            // Marks come with the first numbers, and names make room for them: a map just opened is fitted with both.
            if first && self.is_fitted_to_all() && self.document.connections().len() <= run::PAINTED {
                // The legend has more to tell by now.
                self.forget_covers();
                self.fit_at_once();
            }
            self.ask(Request::Repaint);
        }
        self.answers()
    }

    /// The first numbers of a map that has connections are still on their way: nothing may be said of it yet.
    #[must_use]
    pub fn is_counting(&self) -> bool {
        !self.counted && self.document.connections().len() > 0
    }

    /// Everything that takes longer; about an earlier state until the newer comes in, `None` before the first.
    ///
    /// What it says of records that are gone must be passed over.
    #[must_use]
    pub fn full(&self) -> Option<&Arc<FullAnalysis>> {
        self.full.as_ref().map(|(_, full)| full)
    }

    /// [`Self::full`] is about the present state.
    #[must_use]
    pub fn is_full_fresh(&self) -> bool {
        self.full.as_ref().is_some_and(|(revision, _)| *revision == self.revision)
    }

    /// Takes all numbers of the state named by `revision`; those of an older state are dropped.
    pub fn set_full(&mut self, revision: u64, full: Arc<FullAnalysis>) -> Vec<Request> {
        if revision == self.revision {
            self.full = Some((revision, full));
            self.told += 1;
            self.ask(Request::Repaint);
        }
        self.answers()
    }

    /// The name of the step that undo would take back.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        if self.dots().is_some_and(|dots| dots.placed > 0) {
            return Some("put a dot");
        }
        self.history.undo_name()
    }

    /// The name of the step that redo would do again.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.history.redo_name()
    }

    /// A number that names the present content; hand it to [`Self::saved`] once it is on disk.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.history.state()
    }

    /// Something has changed since the last save.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.history.is_unsaved()
    }

    /// Remembers that the state of this number is on disk.
    pub fn saved(&mut self, state: u64) {
        self.history.saved(state);
    }

    /// Something moves by itself: the layout, the camera.
    #[must_use]
    pub fn is_animating(&self) -> bool {
        self.session.camera.is_flying() || self.is_arranging_itself() || self.tool.held().is_some() || self.is_gazing()
    }

    /// The measure of text it was made with.
    #[must_use]
    pub fn measure(&self) -> &SharedMeasure {
        &self.measure
    }

    /// The canvas has another size; where a panel has taken or left the room, its corner has moved by `squeezed`.
    fn resized(&mut self, size: Vec2, squeezed: Option<Vec2>) {
        if size == self.session.camera.viewport || !(size.x > 0.0 && size.y > 0.0) {
            return;
        }
        let (saw_all, saw_chosen) = (self.sees_all(), self.sees_selection());
        match squeezed {
            Some(by) => {
                let moved = self.session.camera.squeeze(size, by);
                self.carry_way(moved);
            }
            None => self.session.camera.viewport = size,
        }
        // A panel came or went: who saw everything goes on seeing everything, and else what is in the hand.
        if !self.session.fitted || self.is_fitted_to_all() || saw_all && !self.sees_all() {
            // Above a tall table the middle is seen as large as in a canvas that is not low, rather than all as dots.
            self.session.camera.viewport.y = if self.session.fitted { size.y.max(LEAST_FITTED) } else { size.y };
            self.fit_at_once();
            self.session.camera.viewport = size;
        } else if squeezed.is_some() && saw_chosen && !self.sees_selection() {
            self.bring_selection();
        }
        self.ask(Request::Repaint);
    }

    /// Keys that are held will be let go where nobody hears of it.
    fn focus_lost(&mut self) {
        self.look_away();
        self.cancel_gesture();
        self.session.hand = false;
        self.session.sprout = None;
        self.session.modifiers = Modifiers::default();
    }

    fn frame(&mut self, dt_secs: f64) {
        self.session.swallow_text = false;
        let flying = self.session.camera.advance(dt_secs);
        if flying {
            self.arrived();
        }
        let moving = self.live_frame(dt_secs);
        self.look_again();
        let holding = self.hold_on(dt_secs);
        if flying || moving || holding {
            self.ask(Request::Repaint);
        }
    }

    /// Asks for something once.
    fn ask(&mut self, request: Request) {
        if !self.out.contains(&request) {
            self.out.push(request);
        }
    }

    /// Tells the room something.
    fn say(&mut self, words: impl Into<String>) {
        self.ask(Request::Say(words.into()));
    }

    fn answers(&mut self) -> Vec<Request> {
        self.follow_away();
        std::mem::take(&mut self.out)
    }
}
