//! What each command does.

use super::align::Axis;
use super::clipboard::DUPLICATE_OFFSET;
use super::command::Command;
use super::event::Request;
use super::session::Wheel;
use super::table::Table;
use super::{Camera, Editor};
use crate::geom::{Point, Rect};
use crate::model::words::count;
use crate::model::{ActorId, Connection, Document, Edit, NodeId, Placement, Selection};
use crate::scene::{BORDER, Hit, HitShape, Lens, Target, Theme, Values, View};

/// One step of the zoom commands.
const ZOOM_STEP: f64 = 1.25;
/// A map of at most so many connections is painted to see how much room it takes; a larger one is planned.
pub(super) const PAINTED: usize = 400;

impl Editor {
    /// Carries out a command, if it makes sense now; a gesture under way ends first.
    pub fn run(&mut self, command: Command) -> Vec<Request> {
        if command != Command::Rename {
            self.end_hot();
        }
        self.run_now(command);
        self.answers()
    }

    pub(super) fn run_now(&mut self, command: Command) {
        self.cancel_gesture();
        if !command.is_enabled(self) {
            if let Some(why) = command.why_not(self) {
                self.say(why);
            }
            return;
        }
        self.ask(Request::Repaint);
        if command.takes_the_keyboard() {
            self.box_leave();
        }
        match command {
            Command::New => self.ask(Request::New),
            Command::Open => self.ask(Request::Open),
            Command::Home => self.ask(Request::Home),
            Command::Save => self.ask(Request::Save),
            Command::SaveAs => self.ask(Request::SaveAs),
            Command::Versions => self.ask(Request::Versions),
            Command::Export => self.ask(Request::Export),
            Command::Copy => self.copy(),
            Command::Paste => self.ask(Request::Paste),
            Command::Palette => self.ask(Request::Palette),
            Command::Find => self.ask(Request::Find),
            Command::Help => self.ask(Request::Help),
            Command::NextPane => self.ask(Request::NextPane),
            Command::FullScreen => self.ask(Request::FullScreen),
            Command::Quit => self.ask(Request::Quit),
            Command::Undo if self.take_last_dot() => {}
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::History => self.ask(Request::History),
            Command::Cut => {
                self.copy();
                self.delete();
            }
            Command::Duplicate => {
                let copy = self.selection_document();
                self.insert(&copy, DUPLICATE_OFFSET, "duplicate");
            }
            Command::Delete => self.delete(),
            Command::SelectAll => self.select_all(),
            Command::Rename => self.rename_selected(),
            Command::Connect => self.connect_selected(),
            Command::Merge => self.merge_selected(),
            Command::Group => self.name_group(),
            Command::NewKind => self.ask(Request::NewKind),
            Command::Value => self.name_value(),
            Command::Note => self.name_note(),
            Command::ParkRemark => self.name_parked(),
            Command::Park => self.session.park = !self.session.park,
            Command::DiscussLater => self.discuss_later(),
            Command::Pin => self.pin(),
            Command::LineUpRow => self.line_up(Axis::Across),
            Command::LineUpColumn => self.line_up(Axis::Down),
            Command::SpaceAcross => self.space_out(Axis::Across),
            Command::SpaceDown => self.space_out(Axis::Down),
            Command::Tidy => self.tidy(),
            Command::Rings => self.toggle_rings(),
            Command::PauseLayout => self.pause_layout(),
            Command::Dots => self.toggle_dots(),
            Command::Census => self.toggle_census(),
            Command::Vote => self.start_vote(),
            Command::ConnectionTable => self.ask(Request::Table(Table::Connections)),
            Command::NameTable => self.ask(Request::Table(Table::Names)),
            Command::TakeOn => {
                let connections: Vec<_> = self.session.selection.connections.iter().copied().collect();
                self.put_on_list(&connections);
            }
            Command::WhatIf => self.toggle_away(),
            Command::NextSide => self.next_side(),
            Command::FitAll => self.fit_all(),
            Command::FitSelection => self.fit_selection(),
            Command::Neighbors => self.show_neighbors(),
            Command::ZoomIn => self.zoom_middle(ZOOM_STEP),
            Command::ZoomOut => self.zoom_middle(1.0 / ZOOM_STEP),
            Command::ActualSize => {
                let center = self.session.camera.center;
                self.fly_to(center, 1.0);
            }
            Command::LensStrength
            | Command::LensWeak
            | Command::LensMatters
            | Command::LensExchange
            | Command::LensTrust
            | Command::LensValues
            | Command::LensSilos
            | Command::LensOwners
            | Command::LensTrend
            | Command::LensCompany
            | Command::LensOther
            | Command::LensGap => {
                // A second time it goes back to where one came from; a lesson does not lose who presses twice.
                let again = |lens: &Lens| *lens == self.session.lens && !self.is_taught_to_find();
                let lens = command.lens(&self.document).filter(|lens| !again(lens));
                self.set_lens(lens.unwrap_or_default());
            }
            Command::NextWeak => self.walk_weak(true),
            Command::PreviousWeak => self.walk_weak(false),
            Command::NextUnrated => self.walk_unrated(),
            Command::ThemeLight => self.session.theme = Theme::Light,
            Command::ThemeDark => self.session.theme = Theme::Dark,
            Command::ThemeProjector => self.session.theme = Theme::Projector,
            Command::ValuesShapes => self.session.values = Values::Shapes,
            Command::ValuesChips => self.session.values = Values::Chips,
            Command::ValuesHidden => self.session.values = Values::Hidden,
            Command::ToggleInsight => self.session.insight = !self.session.insight,
            Command::Legend => self.toggle_legend(),
            Command::WholeLegend => self.unfold_legend(),
            Command::RoomView => {
                self.session.room = super::RoomView { on: !self.session.room.on, ..super::RoomView::default() };
                if self.session.room.on {
                    self.say("R reveals the numbers, B blanks the screen, Esc leaves");
                }
                self.forget_covers();
            }
            Command::Blank => {
                self.box_leave();
                self.session.room.blank = !self.session.room.blank;
            }
            Command::WheelAuto => self.session.wheel = Wheel::Auto,
            Command::WheelZoom => self.session.wheel = Wheel::Zoom,
            Command::WheelPan => self.session.wheel = Wheel::Pan,
            Command::ReduceMotion => self.session.still = !self.session.still,
            Command::More => self.session.more = !self.session.more,
            Command::Reveal => self.session.room.revealed = !self.session.room.revealed,
        }
    }

    /// How many connections and plan steps there are.
    fn cords_and_steps(&self) -> [usize; 2] {
        [self.document.connections().len(), self.document.actions().count()]
    }

    pub(super) fn delete(&mut self) {
        let selection = self.session.selection.clone();
        let cords: Vec<_> = selection.connections.iter().copied().collect();
        let name = match (selection.nodes().count() + selection.notes.len(), cords.len()) {
            (0, _) => format!("delete {}", self.title_of(&cords)),
            (_, 0) => format!("delete {}", self.name_of_nodes(&selection)),
            _ => format!("delete {} things", selection.len()),
        };
        let before = self.cords_and_steps();
        if self.step(name.clone(), Edit::Delete(selection)) {
            let now = self.cords_and_steps();
            let mut words = name.replacen("delete", "Deleted", 1);
            // A thing that was named is not counted again.
            let gone = [before[0].saturating_sub(now[0] + cords.len()), before[1].saturating_sub(now[1])];
            for (gone, one) in gone.into_iter().zip(["connection", "plan step"]).filter(|(gone, _)| *gone > 0) {
                words = format!("{words}, {}", count(gone, one));
            }
            self.ask(Request::Deleted(words));
        }
    }

    fn select_all(&mut self) {
        let actors = self.document.actors().map(|(id, _)| id).collect();
        let values = self.document.values().map(|(id, _)| id).collect();
        let papers = self.document.notes().map(|(id, _)| id);
        let notes = papers.filter(|id| self.picture.plan().is_some_and(|plan| plan.note_area(*id).is_some())).collect();
        self.set_selection(Selection { actors, values, notes, ..Selection::default() });
    }

    /// The name of what is selected, or the card of cords; of a cord just drawn first of all.
    fn rename_selected(&mut self) {
        let first = self.session.selection.nodes().next().filter(|_| self.session.hot.is_empty());
        match first {
            Some(node) => self.rename(node),
            None => match self.only_note() {
                Some(note) => self.open_note(note),
                None => self.open_card(),
            },
        }
    }

    /// One actor: somebody new linked with it. Several: each with all the others.
    fn connect_selected(&mut self) {
        let actors: Vec<ActorId> = self.session.selection.actors.iter().copied().collect();
        match actors.as_slice() {
            [] => {
                if let Some(value) = self.session.selection.values.first() {
                    self.name_holder(*value);
                }
            }
            [one] => self.name_linked(vec![*one]),
            [a, b] => self.connect(&[*a], *b),
            many => self.connect_all(many),
        }
    }

    /// Every pair of these that is not connected yet, as one undo step.
    fn connect_all(&mut self, actors: &[ActorId]) {
        let mut edits = Vec::new();
        for (i, a) in actors.iter().enumerate() {
            for b in &actors[i + 1..] {
                if self.document.between(*a, *b).is_none() {
                    edits.push(Edit::AddConnection(Box::new(Connection::new(self.new_key(), *a, *b))));
                }
            }
        }
        if edits.is_empty() {
            self.say("All of these are connected already");
        } else {
            self.step(format!("connect {} actors", actors.len()), Edit::All(edits));
        }
    }

    /// Pins what is selected; if all of it is pinned, lets it go.
    fn pin(&mut self) {
        let placed: Vec<(NodeId, Placement)> = (self.session.selection.nodes())
            .filter_map(|node| self.document.placement(node).map(|placement| (node, placement)))
            .collect();
        let pinned = !placed.iter().all(|(_, placement)| placement.pinned);
        let what = self.name_of_nodes(&self.session.selection);
        let places =
            placed.into_iter().map(|(node, placement)| (node, Some(Placement { pinned, ..placement }))).collect();
        self.step(format!("{} {what}", if pinned { "pin" } else { "unpin" }), Edit::Place(places));
    }

    pub(super) fn fit_all(&mut self) {
        self.place_legend_anew();
        if let Some((center, scale)) = self.fitting_whole(&self.document) {
            self.fly_to(center, scale);
            self.session.shows_all = true;
            self.arrived();
        }
    }

    /// The flight to the view of the whole map is over: names stand where the fit had them, wherever one came from.
    pub(super) fn arrived(&mut self) {
        if self.session.shows_all && !self.session.camera.is_flying() {
            self.picture.forget_places();
        }
    }

    fn fit_selection(&mut self) {
        if let Some(area) = self.area_of(&self.session.selection) {
            self.look_at(area);
        }
    }

    /// The view is that of "Show everything", and nobody has moved it since.
    pub(super) fn is_fitted_to_all(&self) -> bool {
        self.session.shows_all
    }

    /// Shows the whole map without a flight, before the first picture.
    pub(super) fn fit_at_once(&mut self) {
        let fit = self.fitting_whole(&self.document);
        self.session.shows_all = fit.is_some();
        let (center, scale) = fit.unwrap_or((Point::ORIGIN, 1.0));
        self.session.camera.fly_to(center, scale);
        self.session.camera.land();
        self.arrived();
    }

    /// The place and scale at which the whole picture, names included, fills the canvas.
    ///
    /// Names keep their size while places spread, and turn to other sides, so this tries a few scales and takes the
    /// largest at which all of it has room; larger maps are planned, not painted, and huge ones, where names are small
    /// beside the map, get a border as wide as a name instead.
    pub(super) fn fitting_whole(&self, document: &Document) -> Option<(Point, f64)> {
        const LARGER: usize = PAINTED + 1;
        const HUGE: usize = 1_200;
        /// So many scales are tried, until one fits so well.
        const TRIES: u32 = 6;
        const WELL: f64 = 0.005;
        let area = whole_area(document)?;
        let (camera, covered) = (&self.session.camera, self.covered());
        let picture = |scale: f64| {
            let (analysis, measure) = (&self.analysis, &*self.measure);
            let view = View { moving: false, ..self.view(scale) };
            match document.connections().len() {
                0..=PAINTED => crate::scene::map(document, analysis, measure, &view).bounds.inflate(-BORDER, -BORDER),
                // Names change their sides with the scale: a little room for those that do.
                LARGER..=HUGE => crate::scene::extent(document, analysis, measure, &view).inflate(16.0, 0.0),
                _ => area.scale_from_origin(scale).inflate(64.0, 48.0),
            }
        };
        let mut scale = camera.fitting(area).1;
        let mut best: Option<(f64, Point)> = None;
        for _ in 0..TRIES {
            let picture = picture(scale);
            let grow = camera.room_for(picture, covered);
            let next = Camera::grown(scale, grow);
            if grow >= 1.0 - WELL && best.is_none_or(|(best, _)| best < scale) {
                best = Some((scale, camera.middle_of(picture, scale, covered)));
            }
            if (next / scale - 1.0).abs() < WELL {
                break;
            }
            // What grew too far comes back a little further than it must, or it would never rest.
            scale = if best.is_some() && grow < 1.0 { next * (1.0 - WELL) } else { next };
        }
        let (scale, center) = best.unwrap_or_else(|| (scale, camera.middle_of(picture(scale), scale, covered)));
        Some((center, scale))
    }

    /// All bodies are in sight, and their names as far as they are drawn.
    pub(super) fn sees_all(&self) -> bool {
        let (camera, seen) = (&self.session.camera, self.session.camera.visible());
        let drawn = self.picture.scene().filter(|_| self.picture.is_of(self.revision, camera.scale));
        let on_picture = seen.scale_from_origin(camera.scale);
        let stays = |hit: &Hit| match (&hit.target, &hit.shape) {
            (Target::Actor(_) | Target::Value(_), HitShape::Box(name)) => on_picture.contains_rect(*name),
            _ => true,
        };
        whole_area(&self.document).is_some_and(|all| seen.contains_rect(all))
            && drawn.is_none_or(|scene| scene.hits.iter().all(stays))
    }

    fn zoom_middle(&mut self, factor: f64) {
        let middle = (self.session.camera.viewport / 2.0).to_point();
        self.zoomed(factor, middle);
    }
}

/// The box around the places of everybody.
pub(super) fn whole_area(document: &Document) -> Option<Rect> {
    super::change::area(document, document.placements().map(|(node, _)| node))
}
