//! What is looked at and chosen: never saved as an edit, never clears redo.

use std::collections::BTreeSet;

use super::Editor;
use super::camera::Camera;
use super::card::CardState;
use super::census::CensusState;
use super::clear::{CardStands, Covers, LegendUse};
use super::dots::DotState;
use super::event::{Modifiers, Request};
use super::focus::Gaze;
use super::naming::{Chain, OpenBox};
use super::prompt::Lesson;
use super::sprout::Sprout;
use super::tour::TourState;
use super::vote::VoteState;
use super::whatif::Away;
use crate::geom::Point;
use crate::model::{ConnectionId, Date, Document, NodeId, Selection};
use crate::scene::{Lens, Target, Theme, Values};

/// What the room sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomView {
    /// The map and its legend only, in large type.
    pub on: bool,
    /// Nothing at all.
    pub blank: bool,
    /// Owners, ratings and dials are shown after all; notes never are.
    pub revealed: bool,
}

/// What the plain wheel does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wheel {
    /// A notched wheel zooms, a trackpad pans.
    #[default]
    Auto,
    /// It zooms.
    Zoom,
    /// It pans.
    Pan,
}

#[derive(Debug, Default)]
pub(super) struct Session {
    pub(super) camera: Camera,
    /// The map has been fitted into a canvas whose size is known.
    pub(super) fitted: bool,
    pub(super) selection: Selection,
    pub(super) hovered: Option<Target>,
    /// The pointer, while it is over the canvas.
    pub(super) pointer: Option<Point>,
    /// From where one looked when it was last asked what is under the pointer.
    pub(super) pointed_from: Option<(Point, f64)>,
    pub(super) modifiers: Modifiers,
    /// How long an actor has been pressed without being dragged.
    pub(super) held_secs: f64,
    /// So many steps around the one selected stay as they are while the rest fades; 0 fades nobody.
    pub(super) near: usize,
    /// Whom the pointer rests on.
    pub(super) gaze: Gaze,
    /// The view is that of "Show everything" until somebody moves it.
    pub(super) shows_all: bool,
    /// Something was linked, and nobody has moved the view since: once the layout rests it shall be in sight.
    pub(super) follows: bool,
    /// Space is held.
    pub(super) hand: bool,
    pub(super) lens: Lens,
    pub(super) theme: Theme,
    pub(super) values: Values,
    pub(super) insight: bool,
    pub(super) room: RoomView,
    pub(super) wheel: Wheel,
    /// Motion is reduced.
    pub(super) still: bool,
    pub(super) legend: LegendUse,
    pub(super) covers: Covers,
    pub(super) card_stands: CardStands,
    /// What most rooms never need is shown, too.
    pub(super) more: bool,
    /// The park is shown.
    pub(super) park: bool,
    /// Where the walk by keyboard has come to.
    pub(super) walker: Option<NodeId>,
    pub(super) dots: DotState,
    pub(super) census: Option<CensusState>,
    pub(super) vote: Option<VoteState>,
    pub(super) sprout: Option<Sprout>,
    pub(super) card: CardState,
    /// Connections just drawn, waiting for a sketch.
    pub(super) hot: Vec<ConnectionId>,
    pub(super) naming: Option<OpenBox>,
    /// The actor named last and what it was linked to: what Enter goes on with.
    pub(super) chain: Option<Chain>,
    pub(super) tour: TourState,
    pub(super) copied: Option<Document>,
    pub(super) lesson: Option<Lesson>,
    /// It was said that whoever's kind nobody knows counts as our own team.
    pub(super) told_kind: bool,
    pub(super) away: Away,
    /// The perspective that digits rate; `None`: the agreed rating.
    pub(super) side: Option<String>,
    /// The day, for ratings that say when they were given.
    pub(super) today: Option<Date>,
    /// The key that came before did something already: its text means nothing.
    pub(super) swallow_text: bool,
}

impl Session {
    /// Drops whatever was about the document before; theme and preferences stay.
    pub(super) fn forget_document(&mut self) {
        let before = std::mem::take(self);
        *self = Self {
            camera: before.camera,
            theme: before.theme,
            values: before.values,
            insight: before.insight,
            room: before.room,
            wheel: before.wheel,
            still: before.still,
            legend: before.legend,
            covers: before.covers,
            card_stands: before.card_stands,
            more: before.more,
            park: before.park,
            pointer: before.pointer,
            modifiers: before.modifiers,
            today: before.today,
            ..Self::default()
        };
    }
}

impl Editor {
    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.session.selection
    }

    /// Selects this and nothing else (from a list, a panel, a search); what does not exist is left out.
    pub fn select(&mut self, selection: Selection) -> Vec<Request> {
        self.cancel_gesture();
        self.end_hot();
        let opens_card = selection.nodes().next().is_none() && !selection.connections.is_empty();
        self.set_selection(selection);
        self.session.card.open = opens_card;
        self.answers()
    }

    /// What the pointer is over.
    #[must_use]
    pub fn hovered(&self) -> Option<Target> {
        self.session.hovered
    }

    /// What the room asks "what would we lose?" about: Alt is held over it.
    #[must_use]
    pub fn asked_loss(&self) -> Option<Target> {
        let idle = self.session.modifiers.alt && self.tool.is_idle();
        self.session.hovered.filter(|_| idle)
    }

    /// Where one looks.
    #[must_use]
    pub fn camera(&self) -> &Camera {
        &self.session.camera
    }

    /// What the picture speaks about.
    #[must_use]
    pub fn lens(&self) -> Lens {
        self.session.lens
    }

    /// Colours and sizes.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.session.theme
    }

    /// How shared values are shown.
    #[must_use]
    pub fn values(&self) -> Values {
        self.session.values
    }

    /// Changes colours and sizes (the settings of last time).
    pub fn set_theme(&mut self, theme: Theme) -> Vec<Request> {
        if theme != self.session.theme {
            self.session.theme = theme;
            self.ask(Request::Repaint);
        }
        self.answers()
    }

    /// The panel of numbers is shown.
    #[must_use]
    pub fn shows_insight(&self) -> bool {
        self.session.insight
    }

    /// What the room sees.
    #[must_use]
    pub fn room_view(&self) -> RoomView {
        self.session.room
    }

    /// What the plain wheel does.
    #[must_use]
    pub fn wheel_use(&self) -> Wheel {
        self.session.wheel
    }

    /// Flights land at once and Tidy jumps.
    #[must_use]
    pub fn reduces_motion(&self) -> bool {
        self.session.still
    }

    /// What most rooms never need is shown, too.
    #[must_use]
    pub fn shows_more(&self) -> bool {
        self.session.more
    }

    /// Takes over the preferences of last time: the plain wheel, reduced motion, "More".
    pub fn prefer(&mut self, wheel: Wheel, still: bool, more: bool) {
        (self.session.wheel, self.session.still, self.session.more) = (wheel, still, more);
    }

    /// Says which day it is; the editor never asks a clock.
    pub fn set_today(&mut self, today: Option<Date>) {
        self.session.today = today;
    }

    /// Connections just drawn: a digit from 1 to 3 sketches them.
    #[must_use]
    pub fn hot(&self) -> &[ConnectionId] {
        &self.session.hot
    }

    /// Selects these and brings them into sight: the answer of a search or of a list.
    pub fn show(&mut self, selection: Selection) -> Vec<Request> {
        let _chosen = self.select(selection);
        self.bring_selection();
        self.ask(Request::Repaint);
        self.answers()
    }

    /// Selects these without opening a card; the view moves only if nothing of them is in sight.
    pub fn choose(&mut self, selection: Selection) -> Vec<Request> {
        let _chosen = self.select(selection);
        self.session.card.open = false;
        if let Some(area) = self.area_of(&self.session.selection) {
            self.look_at_if_away(area);
        }
        self.ask(Request::Repaint);
        self.answers()
    }

    pub(super) fn set_selection(&mut self, selection: Selection) {
        let selection = selection.existing(&self.document);
        if selection != self.session.selection {
            self.session.selection = selection;
            self.session.card = CardState::default();
            self.session.near = 0;
            self.ask(Request::Repaint);
        }
    }

    /// Forgets what the document no longer has, after any change.
    pub(super) fn prune_session(&mut self) {
        let session = &mut self.session;
        let document = &self.document;
        let before = session.selection.len();
        session.selection = std::mem::take(&mut session.selection).existing(document);
        if session.selection.len() != before {
            session.card = CardState::default();
        }
        session.dots.forget_missing(|id| document.connection(id).is_some());
        session.away.chosen = std::mem::take(&mut session.away.chosen).existing(document);
        session.side = session.side.take().filter(|key| document.has_perspective(key));
        session.hot.retain(|id| document.connection(*id).is_some());
        session.hovered = session.hovered.filter(|target| exists(document, *target));
        session.gaze.keep(|node| super::naming::name_of(document, node).is_some());
        session.chain = session.chain.take().filter(|chain| document.actor(chain.actor).is_some());
        if session.naming.as_ref().is_some_and(|open| !open.is_possible(document)) {
            session.naming = None;
        }
        if session.sprout.as_ref().is_some_and(|sprout| document.actor(sprout.from).is_none()) {
            session.sprout = None;
        }
        self.prune_census();
        self.prune_vote();
    }
}

fn exists(document: &Document, target: Target) -> bool {
    match target {
        Target::Actor(id) => document.actor(id).is_some(),
        Target::Value(id) => document.value(id).is_some(),
        Target::Connection(id) => document.connection(id).is_some(),
        Target::Note(id) => document.note(id).is_some(),
    }
}

/// One thing alone.
pub(super) fn only(target: Target) -> Selection {
    toggled(&Selection::default(), target)
}

/// A selection with this thing added, or taken out where it was in.
pub(super) fn toggled(selection: &Selection, target: Target) -> Selection {
    let mut selection = selection.clone();
    toggle(&mut selection, target);
    selection
}

/// Adds this thing to a selection, or takes it out where it is in.
pub(super) fn toggle(selection: &mut Selection, target: Target) {
    fn turn<T: Ord>(set: &mut BTreeSet<T>, id: T) {
        if !set.remove(&id) {
            set.insert(id);
        }
    }
    match target {
        Target::Actor(id) => turn(&mut selection.actors, id),
        Target::Value(id) => turn(&mut selection.values, id),
        Target::Connection(id) => turn(&mut selection.connections, id),
        Target::Note(id) => turn(&mut selection.notes, id),
    }
}

pub(super) fn contains(selection: &Selection, target: Target) -> bool {
    match target {
        Target::Actor(id) => selection.actors.contains(&id),
        Target::Value(id) => selection.values.contains(&id),
        Target::Connection(id) => selection.connections.contains(&id),
        Target::Note(id) => selection.notes.contains(&id),
    }
}
