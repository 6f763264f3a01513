//! The mark of the program: a cord of three strands on ink. For the window, the taskbar and files.

use super::brush::Brush;
use super::cord::{self, Finish, Look, Substance};
use super::shapes::rounded_box;
use super::sizes::Detail;
use super::spine::Spine;
use super::{Scene, Theme};
use crate::geom::{Point, Rect};
use crate::model::Stance;

/// The mark, `side` picture units wide and high, on no ground but its own.
#[must_use]
pub fn emblem(side: f64) -> Scene {
    let t = Theme::Dark.tokens();
    let bounds = Rect::new(0.0, 0.0, side, side);
    let mut brush = Brush::new(t);
    brush.path(rounded_box(bounds, side * 0.18), Some(t.canvas), None);
    // From beyond the left edge to beyond the right one: long enough for a rope to twist, and within the tile
    // it has left the rims where its strands still lie side by side.
    let way = [(-0.5, 0.93), (1.5, 0.07)].map(|(x, y)| Point::new(x * side, y * side));
    let levels = Substance::Strands([5, 5, 5]);
    let look = Look { substance: levels, need: 0, severity: None, stance: Stance::For, taper: 0.0 };
    if let Some(spine) = Spine::through(way.to_vec()) {
        cord::paint(&mut brush, &spine, &look, &Finish::plain(side / 64.0, Detail::Near));
    }
    Scene { bounds, background: None, items: brush.items, hits: Vec::new() }
}
