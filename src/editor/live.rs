//! The layout that lives beside the document: writes positions without recording, holds what is dragged,
//! and makes one undo step of a finished Tidy.

use super::Editor;
use super::event::Request;
use crate::derived::{body_id, layout_request, node_of};
use crate::geom::Point;
use crate::layout::{Simulation, layout};
use crate::model::{Document, Edit, NodeId, Placement, Record, Touches};

/// One tick stands for this long; a slow frame makes up for at most [`MAX_TICKS`] of them.
const TICK_SECS: f64 = 1.0 / 60.0;
/// More would make a slow machine slower still.
const MAX_TICKS: usize = 3;
/// A few actors without a place settle within this many ticks when a map is opened.
const OPENING_TICKS: usize = 600;

#[derive(Debug, Default)]
pub(super) struct Live {
    simulation: Simulation,
    moving: bool,
    paused: bool,
    holding: bool,
    /// The shape of the canvas when the map was opened or tidied last: resizing moves nobody.
    aspect: f64,
    /// The places before a Tidy that is under way.
    tidy: Option<Vec<(NodeId, Placement)>>,
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
        self.live = Live { aspect: viewport.x / viewport.y, ..Live::default() };
        let placed = self.document.placements().len();
        let total = self.document.actors().len() + self.document.values().len();
        if placed == 0 && total > 0 {
            let request = self.layout_request();
            let places = layout(&request);
            let nodes = request.bodies.iter().map(|body| node_of(body.id));
            self.document.settle_positions(nodes.zip(places));
            self.live.simulation.update(self.layout_request());
        } else {
            self.live.simulation.update(self.layout_request());
            if placed < total {
                for _ in 0..OPENING_TICKS {
                    if !self.live.simulation.tick() {
                        break;
                    }
                }
                settle(&mut self.document, &self.live.simulation);
            }
        }
        self.live.moving = false;
    }

    fn layout_request(&self) -> crate::layout::LayoutRequest {
        layout_request(&self.document, &*self.measure, self.session.theme, self.live.aspect)
    }

    /// Tells the layout what changed. What a hand drags is held instead, until it lets go.
    pub(super) fn live_follow(&mut self, touches: Touches) {
        let only_dragged = self.live.holding && !touches.content();
        if only_dragged || !(touches.actors || touches.values || touches.connections || touches.placements) {
            return;
        }
        self.live.simulation.update(self.layout_request());
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
            self.live.simulation.update(self.layout_request());
            self.live.simulation.release();
            self.live.moving = true;
        }
    }

    /// Moves the layout on; `true` if anything moved.
    pub(super) fn live_frame(&mut self, dt_secs: f64) -> bool {
        if !self.live.is_moving() {
            return false;
        }
        let ticks = ((dt_secs / TICK_SECS).round() as usize).clamp(1, MAX_TICKS);
        for _ in 0..ticks {
            self.live.moving = self.live.simulation.tick();
            if !self.live.moving {
                break;
            }
        }
        let moved = settle(&mut self.document, &self.live.simulation);
        if moved {
            self.places += 1;
        }
        if !self.live.moving {
            self.finish_tidy();
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

    pub(super) fn tidy(&mut self) {
        self.finish_tidy();
        let viewport = self.session.camera.viewport;
        self.live.aspect = viewport.x / viewport.y;
        self.live.tidy = Some(self.document.placements().collect());
        self.live.simulation.update(self.layout_request());
        self.live.simulation.reheat();
        self.live.moving = true;
        self.ask(Request::Repaint);
    }

    /// Ends a Tidy where it has come to: what moved becomes one undo step.
    pub(super) fn finish_tidy(&mut self) {
        let Some(former) = self.live.tidy.take() else { return };
        let moved: Vec<_> = former.iter().filter(|(node, was)| self.document.placement(*node) != Some(*was)).collect();
        let now: Vec<_> = moved.iter().map(|(node, _)| (*node, self.document.placement(*node))).collect();
        self.document.settle_positions(moved.iter().map(|(node, was)| (*node, was.at)));
        let placed = self.history.apply(&mut self.document, Edit::Place(now), Record::Step("tidy".to_owned()));
        debug_assert!(placed.is_ok(), "every one of these nodes had a place");
        self.live.simulation.update(self.layout_request());
        self.places += 1;
        self.ask(Request::Repaint);
    }

    /// Ends a Tidy as if it had never begun.
    pub(super) fn cancel_tidy(&mut self) -> bool {
        let Some(former) = self.live.tidy.take() else { return false };
        self.document.settle_positions(former.into_iter().map(|(node, was)| (node, was.at)));
        self.live.simulation = Simulation::default();
        self.live.simulation.update(self.layout_request());
        self.live.moving = false;
        self.places += 1;
        self.ask(Request::Repaint);
        true
    }
}

/// Writes the places of the simulation into the document; `true` if one of them is new.
fn settle(document: &mut Document, simulation: &Simulation) -> bool {
    let places: Vec<_> = simulation.places().map(|(id, at)| (node_of(id), at)).collect();
    let before: Vec<_> = places.iter().map(|(node, _)| document.placement(*node)).collect();
    document.settle_positions(places.iter().copied());
    places.iter().zip(before).any(|((node, _), was)| document.placement(*node) != was)
}
