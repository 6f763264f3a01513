//! The picture of the map for the screen and what is laid over it, made anew only when something in it
//! changed; and what lies under a point of it.

use std::sync::Arc;

use super::naming::NameFor;
use super::tool::{Cx, Tool};
use super::{Camera, Editor};
use crate::geom::{Point, Rect};
use crate::model::{ActorId, NodeId};
use crate::scene::{Appearance, HalfLink, Legend, LegendForm, Overlay, Scene, Target, View};

/// How far from a thing the pointer still means it, in screen points.
pub(super) const REACH: f64 = 10.0;

impl Editor {
    /// The map as it looks now, in picture units: map units times the camera's scale.
    ///
    /// `screen = picture - camera.center * camera.scale + viewport / 2`. The same `Arc` as before if nothing
    /// changed.
    pub fn scene(&mut self) -> Arc<Scene> {
        self.paint();
        self.picture.scene().map_or_else(|| Arc::new(Scene::empty()), Arc::clone)
    }

    /// What shows of the map, in map units, without the empty ground around it.
    #[must_use]
    pub fn in_sight(&self) -> Rect {
        let (visible, scale) = (self.session.camera.visible(), self.session.camera.scale);
        let drawn = self.picture.scene().map_or(visible, |scene| scene.bounds.scale_from_origin(1.0 / scale));
        let seen = visible.intersect(drawn);
        if seen.is_zero_area() { visible } else { seen }
    }

    /// What the picture looks like now, to fade from one look to the next; `None` before the first.
    pub fn appearance(&mut self) -> Option<Appearance> {
        self.paint();
        self.picture.plan().map(crate::scene::Plan::appearance)
    }

    /// What is drawn above the map and never exported, in the same units as [`Self::scene`].
    pub fn overlay(&mut self) -> Scene {
        self.paint();
        let mut selected = self.session.selection.clone();
        selected.connections.extend(&self.session.hot);
        // What is thought away fades, so all else is in focus.
        let focus = self.faded();
        let (hovered, marquee) = match &self.tool {
            Tool::Moving(moving) => (moving.drop().map(Target::Connection), None),
            Tool::Marquee(marquee) => (None, Some(marquee.frame())),
            Tool::Idle | Tool::Pressed(_) => (self.session.hovered, None),
            Tool::Linking(_) | Tool::Panning(_) | Tool::Noting(_) => (None, None),
        };
        let links = self.half_links();
        let first = links.first().copied();
        let dots = self.dot_items();
        let base = Overlay {
            selected: Some(&selected),
            hovered,
            link: first,
            marquee,
            focus: focus.as_ref().map(|(kept, veil)| (kept, *veil)),
        };
        let is_empty = base.is_empty() && dots.is_empty();
        let Some(plan) = self.picture.plan().filter(|_| !is_empty) else { return Scene::empty() };
        let mut scene = plan.overlay(&base);
        for link in links.into_iter().skip(1) {
            scene.items.extend(plan.overlay(&Overlay { link: Some(link), ..Overlay::default() }).items);
        }
        scene.items.extend(dots);
        scene
    }

    /// The legend of what the picture shows; the same `Arc` as before if nothing changed.
    pub fn legend(&mut self, form: LegendForm) -> Arc<Legend> {
        self.paint();
        let legend = self.picture.legend(&*self.measure, form);
        legend.unwrap_or_else(|| Arc::new(Legend { scene: Scene::empty(), left_out: 0 }))
    }

    /// What lies under a screen point.
    pub(super) fn target_at(&mut self, at: Point) -> Option<Target> {
        self.with_cx(|cx| cx.hit(at))
    }

    pub(super) fn with_cx<T>(&mut self, ask: impl FnOnce(&Cx<'_>) -> T) -> T {
        self.paint();
        self.as_shown(ask)
    }

    /// The same by the picture before the last step of the layout, which is the one on the screen: while a hand drags
    /// somebody, a picture for the pointer and one for the eye would be twice the work.
    pub(super) fn with_cx_as_shown<T>(&mut self, ask: impl FnOnce(&Cx<'_>) -> T) -> T {
        if !self.picture.is_of(self.revision, self.session.camera.scale) {
            self.paint();
        }
        self.as_shown(ask)
    }

    fn as_shown<T>(&self, ask: impl FnOnce(&Cx<'_>) -> T) -> T {
        let (camera, selection) = (&self.session.camera, &self.session.selection);
        ask(&Cx { document: &self.document, picture: &self.picture, camera, selection })
    }

    /// Brings the picture up to date.
    fn paint(&mut self) {
        let camera = &self.session.camera;
        let view = self.view(camera.scale);
        let seen = camera.visible();
        let visible = Rect::from_points(
            (seen.origin().to_vec2() * camera.scale).to_point(),
            (Point::new(seen.x1, seen.y1).to_vec2() * camera.scale).to_point(),
        );
        let revisions = [self.revision, self.places, self.analysed];
        self.picture.update(&self.document, &self.analysis, &*self.measure, revisions, &view, Some(visible));
    }

    /// How the map is looked at now, at this scale.
    pub(super) fn view(&self, scale: f64) -> View {
        let (weak_from, values) = (self.weak_from(), self.session.values);
        let moving = self.is_arranging_itself() || matches!(self.tool, Tool::Moving(_));
        // A remark is for whoever works on the map: R reveals numbers, never words.
        let notes = !self.session.room.on;
        let half_rated = self.half_rated();
        let view = View::new(self.session.theme, self.session.lens, scale);
        View { large: self.session.room.on, weak_from, values, notes, moving, half_rated, ..view }
    }

    /// The lines that are being drawn, or that the open name box will make.
    fn half_links(&self) -> Vec<HalfLink> {
        let actor = |node: &NodeId| match node {
            NodeId::Actor(id) => Some(*id),
            NodeId::Value(_) => None,
        };
        let links = |from: Vec<ActorId>, to: Point, aim: Option<ActorId>| {
            from.into_iter().filter(|id| Some(*id) != aim).map(|from| HalfLink { from, to, aim }).collect()
        };
        match (&self.tool, &self.session.naming) {
            (Tool::Linking(linking), _) => {
                let (at, over) = linking.to();
                let from = linking.from().iter().filter_map(actor).collect();
                links(from, self.session.camera.map_from_screen(at), over.as_ref().and_then(actor))
            }
            (_, Some(open)) => match &open.what {
                NameFor::Linked(parents) => {
                    let places = std::iter::once(&open.at).chain(&open.rest);
                    places.flat_map(|at| links(parents.clone(), *at, None)).collect()
                }
                _ => Vec::new(),
            },
            (_, None) => {
                let sprout = self.session.sprout.iter();
                let shown = sprout.flat_map(|sprout| sprout.places.iter().map(|at| (sprout.from, *at)));
                shown.flat_map(|(from, at)| links(vec![from], at, None)).collect()
            }
        }
    }
}

/// The point of the picture under a screen point.
pub(super) fn picture_from_screen(camera: &Camera, at: Point) -> Point {
    (camera.map_from_screen(at).to_vec2() * camera.scale).to_point()
}
