//! The layout that lives beside the document: writes positions without recording, holds what is dragged,
//! and makes one undo step of a finished Tidy.

use std::sync::Arc;

use super::Editor;
use super::event::Request;
use crate::derived::{body_id, layout_request, node_of};
use crate::geom::Point;
use crate::layout::{LayoutRequest, Progress, Simulation, in_rows, layout, layout_unless_stopped};
use crate::model::{Arrangement, Document, Edit, MetaChange, NodeId, Placement, Record, Touches};
use crate::scene::NameSizes;

/// One tick stands for this long; a slow frame makes up for at most [`MAX_TICKS`] of them.
const TICK_SECS: f64 = 1.0 / 60.0;
/// More would make a slow machine slower still.
const MAX_TICKS: usize = 3;
/// With more actors than this a layout of the whole map may take longer than 200 ms: somebody else makes it.
const LARGE: usize = 800;
/// A few actors without a place settle within this many ticks when a map is opened.
const OPENING_TICKS: usize = 600;

#[derive(Debug, Default)]
pub(super) struct Live {
    simulation: Simulation,
    names: NameSizes,
    moving: bool,
    /// Nobody sees this map: nothing follows, nothing moves.
    pub(super) asleep: bool,
    paused: bool,
    holding: bool,
    /// The shape of the canvas when the map was opened or tidied last: resizing moves nobody.
    aspect: f64,
    tidy: Option<Tidy>,
    /// Where everybody stood after the last step that was no drag, or before it if it was one.
    stood: Vec<(NodeId, Point)>,
    /// A large layout that somebody else is at work on.
    away: Option<Away>,
    orders: u64,
}

/// A new arrangement of the whole map that is under way.
#[derive(Clone, Debug)]
struct Tidy {
    /// What the undo step will be called.
    name: &'static str,
    /// The places before.
    former: Vec<(NodeId, Placement)>,
    /// How the map is arranged from now on.
    arrangement: Arrangement,
}

/// A layout that is being made on another thread.
#[derive(Debug)]
struct Away {
    order: LayoutOrder,
    /// What it is for; `None` for a map that was opened without places.
    tidy: Option<Tidy>,
}

/// A large layout to be made on another thread than the one that draws.
#[derive(Clone, Debug)]
pub struct LayoutOrder {
    number: u64,
    request: Arc<LayoutRequest>,
    progress: Arc<Progress>,
}

impl LayoutOrder {
    /// Makes the layout; hand the answer to [`Editor::set_layout`]. `None` if it was stopped.
    #[must_use]
    pub fn carry_out(&self) -> Option<Vec<Point>> {
        layout_unless_stopped(&self.request, &self.progress)
    }

    /// Tells this order from every other of its editor.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.order.progress.stop();
    }
}

impl Live {
    pub(super) fn is_moving(&self) -> bool {
        self.moving && (!self.paused || self.tidy.is_some())
    }
}

impl Editor {
    /// A Tidy is under way.
    #[must_use]
    pub fn is_tidying(&self) -> bool {
        self.live.tidy.is_some()
    }

    /// Nothing moves by itself.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.live.paused
    }

    /// Takes over a new document: whoever lacks a place gets one before the first picture.
    pub(super) fn live_start(&mut self) {
        let viewport = self.session.camera.viewport;
        // Orders of the last document must not be mistaken for one of this.
        self.live = Live { aspect: viewport.x / viewport.y, orders: self.live.orders, ..Live::default() };
        let placed = self.document.placements().len();
        let total = self.document.actors().len() + self.document.values().len();
        if placed == 0 && total > 0 {
            let request = self.layout_request();
            let places = if total > LARGE { in_rows(&request) } else { layout(&request) };
            let nodes = request.bodies.iter().map(|body| node_of(body.id));
            self.document.settle_positions(nodes.zip(places));
            self.follow_document();
            if total > LARGE {
                self.send_away(request, None);
            }
        } else {
            self.follow_document();
            if placed < total {
                for _ in 0..OPENING_TICKS {
                    if !self.live.simulation.tick() {
                        break;
                    }
                }
                settle(&mut self.document, self.live.simulation.places());
            }
        }
        self.live.moving = false;
        self.keep_places();
    }

    /// Gives what the layout has moved to the last step: whoever takes that back finds the map as it was before. Places
    /// are to be kept anew then.
    pub(super) fn keep_drift(&mut self) {
        let moved = |(node, was): (NodeId, Point)| {
            let now = self.document.placement(node).filter(|now| !now.pinned && now.at != was)?;
            Some((node, was, now.at))
        };
        let drift = std::mem::take(&mut self.live.stood).into_iter().filter_map(moved).collect();
        self.history.drifted(drift);
    }

    /// Remembers where everybody stands whom the layout may move.
    pub(super) fn keep_places(&mut self) {
        let free = self.document.placements().filter(|(_, placement)| !placement.pinned);
        self.live.stood = free.map(|(node, placement)| (node, placement.at)).collect();
    }

    /// The map is as it was at another time: nothing of it is new to the layout.
    pub(super) fn live_rest(&mut self) {
        self.live.simulation = Simulation::default();
        self.follow_document();
        self.live.moving = false;
        self.places += 1;
        self.keep_places();
    }

    fn layout_request(&mut self) -> LayoutRequest {
        let (theme, aspect) = (self.session.theme, self.live.aspect);
        layout_request(&self.document, &*self.measure, theme, aspect, &mut self.live.names)
    }

    /// Tells the layout what the document is now.
    fn follow_document(&mut self) {
        let request = self.layout_request();
        self.live.simulation.update(request);
    }

    /// Tells the layout what changed. What a hand drags is held instead, until it lets go.
    pub(super) fn live_follow(&mut self, touches: Touches) {
        let only_dragged = self.live.holding && !touches.content();
        if self.live.asleep
            || only_dragged
            || !(touches.actors || touches.values || touches.connections || touches.placements)
        {
            return;
        }
        self.follow_document();
        self.live.moving = true;
    }

    /// Holds nodes where a hand has them. One alone takes along what hangs on it; of several each goes its way.
    pub(super) fn live_hold(&mut self, nodes: &[(NodeId, Point)]) {
        if let [(node, at)] = nodes {
            self.live.simulation.hold(body_id(*node), *at);
        }
        self.live.holding = true;
        self.live.moving = true;
    }

    /// Lets go of what was held.
    pub(super) fn live_release(&mut self) {
        if std::mem::take(&mut self.live.holding) {
            self.follow_document();
            self.live.simulation.release();
            self.live.moving = true;
        }
    }

    /// Lets go of what was held as if it had never been: it stands where it stood, and so does what hangs on it.
    pub(super) fn live_put_back(&mut self) {
        if std::mem::take(&mut self.live.holding) {
            self.live.simulation.put_back();
            settle(&mut self.document, self.live.simulation.places());
            self.places += 1;
            self.follow_document();
            self.live.moving = true;
        }
    }

    /// The layout moves now. While a rating card is open it holds still: the cord that is rated stays under the eyes.
    #[must_use]
    pub fn is_arranging_itself(&self) -> bool {
        self.live.is_moving() && (self.live.tidy.is_some() || !self.has_card())
    }

    /// Moves the layout on; `true` if anything moved.
    pub(super) fn live_frame(&mut self, dt_secs: f64) -> bool {
        if !self.is_arranging_itself() {
            return false;
        }
        let ticks = ((dt_secs / TICK_SECS).round() as usize).clamp(1, MAX_TICKS);
        for _ in 0..ticks {
            self.live.moving = self.live.simulation.tick();
            if !self.live.moving {
                break;
            }
        }
        // Only walkers, until all have arrived.
        let simulation = &self.live.simulation;
        let moved = if self.live.moving {
            settle(&mut self.document, simulation.walkers())
        } else {
            settle(&mut self.document, simulation.places())
        };
        if moved {
            self.places += 1;
        }
        if !self.live.moving {
            self.arrive();
        }
        moved || self.live.moving
    }

    pub(super) fn pause_layout(&mut self) {
        self.live.paused = !self.live.paused;
        if self.live.paused {
            self.finish_tidy();
        }
        self.say(if self.live.paused { "The layout is paused" } else { "The layout moves again" });
        self.ask(Request::Repaint);
    }

    /// How the map is arranged, or is about to be.
    #[must_use]
    pub fn arrangement(&self) -> Arrangement {
        let away = self.live.away.as_ref().and_then(|away| away.tidy.as_ref());
        away.or(self.live.tidy.as_ref()).map_or(self.document.meta().arrangement, |tidy| tidy.arrangement)
    }

    pub(super) fn tidy(&mut self) {
        self.rearrange("tidy", self.document.meta().arrangement);
    }

    /// From a free arrangement to rings, or back.
    pub(super) fn toggle_rings(&mut self) {
        match self.arrangement() {
            Arrangement::Free => self.rearrange("arrange in rings", Arrangement::Rings),
            Arrangement::Rings => self.rearrange("arrange freely", Arrangement::Free),
        }
    }

    /// Starts to bring everybody to a place in a new arrangement of the whole map.
    fn rearrange(&mut self, name: &'static str, arrangement: Arrangement) {
        self.finish_tidy();
        let clear = self.clear();
        self.live.aspect = clear.width() / clear.height();
        let tidy = Tidy { name, former: Vec::new(), arrangement };
        self.live.away = None;
        let request = self.request_in(arrangement);
        self.live.simulation.update(request);
        if self.document.placements().len() > LARGE {
            let request = self.live.simulation.tidied();
            self.send_away(request, Some(tidy));
        } else {
            self.live.simulation.reheat();
            self.set_out(tidy);
        }
    }

    /// What the layout would have to do if the map were arranged otherwise.
    fn request_in(&mut self, arrangement: Arrangement) -> LayoutRequest {
        let arranged = self.arranged(arrangement);
        let (theme, aspect) = (self.session.theme, self.live.aspect);
        layout_request(&arranged, &*self.measure, theme, aspect, &mut self.live.names)
    }

    /// The map as it is, but arranged otherwise from now on.
    fn arranged(&self, arrangement: Arrangement) -> Document {
        let mut arranged = self.document.clone();
        let changed = arranged.apply(Edit::Meta(MetaChange::Arrangement(arrangement)));
        debug_assert!(changed.is_ok(), "a map can always be arranged otherwise");
        arranged
    }

    /// The walk to a new arrangement begins.
    fn set_out(&mut self, tidy: Tidy) {
        self.live.tidy = Some(Tidy { former: self.document.placements().collect(), ..tidy });
        self.live.moving = true;
        self.ask(Request::Repaint);
        if self.session.still {
            while self.live.simulation.tick() {}
            settle(&mut self.document, self.live.simulation.places());
            self.live.moving = false;
            self.arrive();
        }
    }

    /// The layout has come to rest: a new arrangement is seen whole, and what was just linked has not left the view.
    fn arrive(&mut self) {
        if self.live.tidy.is_some() {
            self.finish_tidy();
            self.fit_all();
        } else if std::mem::take(&mut self.session.follows) {
            self.bring_selection();
        }
    }

    /// Has a large layout made elsewhere; the map can be worked on meanwhile.
    fn send_away(&mut self, request: LayoutRequest, tidy: Option<Tidy>) {
        self.live.orders += 1;
        let order = LayoutOrder {
            number: self.live.orders,
            request: Arc::new(request),
            progress: Arc::new(Progress::default()),
        };
        self.live.away = Some(Away { order, tidy });
        self.ask(Request::Layout);
    }

    /// The large layout that somebody else should make, if any is wanted.
    #[must_use]
    pub fn layout_order(&self) -> Option<LayoutOrder> {
        self.live.away.as_ref().map(|away| away.order.clone())
    }

    /// How much of a large layout is done elsewhere, 0 to 1; `None` if none is under way.
    #[must_use]
    pub fn arranging(&self) -> Option<f64> {
        self.live.away.as_ref().map(|away| away.order.progress.share())
    }

    /// Takes the answer to the order of this number; that to an older one is dropped.
    ///
    /// What was changed, moved or pinned meanwhile stays as it is.
    pub fn set_layout(&mut self, number: u64, places: Option<Vec<Point>>) -> Vec<Request> {
        let Some(away) = self.live.away.take_if(|away| away.order.number == number) else { return Vec::new() };
        let Some(places) = places else { return self.answers() };
        let bodies = Arc::clone(&away.order.request);
        let places = bodies.bodies.iter().map(|body| body.id).zip(places);
        match away.tidy.clone() {
            Some(tidy) => {
                self.finish_tidy();
                let request = self.request_in(tidy.arrangement);
                self.live.simulation.update(request);
                self.live.simulation.rearrange(places);
                self.set_out(tidy);
            }
            None => {
                // Nobody has seen this map in its place yet: no walk, no step.
                self.live.simulation.rearrange(places);
                while self.live.simulation.tick() {}
                settle(&mut self.document, self.live.simulation.places());
                self.places += 1;
                self.fit_at_once();
                self.ask(Request::Repaint);
            }
        }
        self.answers()
    }

    /// Ends a Tidy where it has come to: what is different becomes one undo step.
    pub(super) fn finish_tidy(&mut self) {
        let Some(Tidy { name, former, arrangement }) = self.live.tidy.take() else { return };
        let moved: Vec<_> = former.iter().filter(|(node, was)| self.document.placement(*node) != Some(*was)).collect();
        let now: Vec<_> = moved.iter().map(|(node, _)| (*node, self.document.placement(*node))).collect();
        let arranged = self.arranged(arrangement);
        let mut edits = self.carry_notes(arranged, &former);
        self.document.settle_positions(moved.iter().map(|(node, was)| (*node, was.at)));
        self.keep_drift();
        edits.extend([Edit::Meta(MetaChange::Arrangement(arrangement)), Edit::Place(now)]);
        let edit = Edit::All(edits);
        let placed = self.history.apply(&mut self.document, edit, Record::Step(name.to_owned()));
        debug_assert!(placed.is_ok(), "every one of these nodes had a place");
        if placed.is_ok_and(|touches| touches.content()) {
            self.revision += 1;
            self.ask(Request::Analyze);
        }
        self.follow_document();
        self.keep_places();
        self.places += 1;
        self.ask(Request::Repaint);
    }

    /// Ends a Tidy as if it had never begun.
    pub(super) fn cancel_tidy(&mut self) -> bool {
        if self.live.away.take().is_some() {
            self.follow_document();
            self.say("Everything stays where it is");
            return true;
        }
        let Some(tidy) = self.live.tidy.take() else { return false };
        self.document.settle_positions(tidy.former.into_iter().map(|(node, was)| (node, was.at)));
        self.keep_drift();
        self.live_rest();
        self.ask(Request::Repaint);
        true
    }
}

/// Writes places of the simulation into the document; `true` if one of them is new. Allocates nothing.
fn settle(document: &mut Document, places: impl Iterator<Item = (u64, Point)>) -> bool {
    document.settle_positions(places.map(|(id, at)| (node_of(id), at)))
}
