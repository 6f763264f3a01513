//! The picture of the map for the screen, made anew only when something in it changed, and what lies
//! under a point of it.

use std::sync::Arc;

use super::Editor;
use crate::geom::Point;
use crate::scene::{self, Lens, Scene, Target, Theme, View};

/// How far from a thing the pointer still means it, in screen points.
pub(super) const REACH: f64 = 10.0;

#[derive(Debug, Default)]
pub(super) struct Picture {
    of: Option<Of>,
    scene: Option<Arc<Scene>>,
}

/// All that the picture depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Of {
    revision: u64,
    places: u64,
    analysed: u64,
    theme: Theme,
    lens: Lens,
    scale: f64,
}

impl Editor {
    /// The map as it looks now, in picture units: map units times the camera's scale.
    ///
    /// `screen = picture - camera.center * camera.scale + viewport / 2`. The same `Arc` as before if nothing
    /// changed.
    pub fn scene(&mut self) -> Arc<Scene> {
        let of = Of {
            revision: self.revision,
            places: self.places,
            analysed: self.analysed,
            theme: self.session.theme,
            lens: self.session.lens,
            scale: self.session.camera.scale,
        };
        match &self.picture.scene {
            Some(scene) if self.picture.of == Some(of) => Arc::clone(scene),
            _ => {
                let view = View::new(of.theme, of.lens, of.scale);
                let scene = Arc::new(scene::map(&self.document, &self.analysis, &*self.measure, &view));
                self.picture = Picture { of: Some(of), scene: Some(Arc::clone(&scene)) };
                scene
            }
        }
    }

    /// What is drawn above the map and never exported, in the same units as [`Self::scene`].
    pub fn overlay(&mut self) -> Scene {
        Scene::empty()
    }

    /// What lies under a screen point.
    pub(super) fn target_at(&mut self, at: Point) -> Option<Target> {
        let at = picture_from_screen(&self.session.camera, at);
        self.scene().hit(at, REACH)
    }
}

/// The point of the picture under a screen point.
pub(super) fn picture_from_screen(camera: &super::Camera, at: Point) -> Point {
    (camera.map_from_screen(at).to_vec2() * camera.scale).to_point()
}
