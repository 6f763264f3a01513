//! The short fade of the map from one look to the next: another lens, another level of detail.
//!
//! First the new picture comes over the old one, then the old one leaves beneath it: nothing pops, and nothing
//! turns pale in between.

use std::sync::Arc;

use super::effort;
use super::paint::{self, Placing};
use crate::editor::Editor;
use crate::scene::{Appearance, Scene};

/// What the canvas showed, and what it is fading from.
#[derive(Debug, Default)]
pub(super) struct Fade {
    shown: Option<Shown>,
    from: Option<(Shown, f64, f64)>,
}

/// A picture as it was shown.
#[derive(Clone, Debug)]
struct Shown {
    scene: Arc<Scene>,
    scale: f64,
    looks: Appearance,
}

impl Fade {
    /// Paints the map, in a fade where its look has just changed.
    pub(super) fn show(&mut self, painter: &egui::Painter, editor: &mut Editor, at: Placing) {
        let scene = editor.scene();
        let Some(looks) = editor.appearance() else { return };
        let now = painter.ctx().input(|input| input.time);
        let still = editor.reduces_motion() || effort::is_simple(painter.ctx());
        if let Some(before) = self.shown.take().filter(|_| !still) {
            let secs = looks.fade_secs(before.looks);
            if secs > 0.0 {
                self.from = Some((before, now, secs));
            }
        }
        let scale = editor.camera().scale;
        let share = self.from.as_ref().map_or(1.0, |(_, since, secs)| (now - since) / secs);
        match &self.from {
            Some((before, ..)) if (0.0..1.0).contains(&share) => {
                let (leaving, coming) = opacities(share);
                let grown = Placing { scale: at.scale * (scale / before.scale) as f32, ..at };
                let mut veil = painter.clone();
                veil.multiply_opacity(leaving);
                paint::items(&veil, &before.scene, grown);
                let mut veil = painter.clone();
                veil.multiply_opacity(coming);
                paint::items(&veil, &scene, at);
                painter.ctx().request_repaint();
            }
            _ => {
                self.from = None;
                // The canvas is its ground already.
                paint::items(painter, &scene, at);
            }
        }
        self.shown = Some(Shown { scene, scale, looks });
    }
}

/// How opaque the old picture and, above it, the new one are after this share of the fade.
fn opacities(share: f64) -> (f32, f32) {
    let share = share as f32;
    ((2.0 - 2.0 * share).clamp(0.0, 1.0), (2.0 * share).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_the_two_pictures_is_always_whole() {
        for step in 0..=20 {
            let (leaving, coming) = opacities(f64::from(step) / 20.0);
            assert!(leaving.max(coming) >= 1.0, "{leaving} {coming}");
        }
        assert_eq!((opacities(0.0), opacities(1.0)), ((1.0, 0.0), (0.0, 1.0)));
    }
}
