//! Where on the map one looks, and from how near. Moves may take a moment; nothing here draws.

use crate::geom::{Point, Rect, Vec2};

/// The smallest scale: a map of 10,000 actors still fits a window.
pub const MIN_SCALE: f64 = 0.02;
/// The largest scale: one name fills a window.
pub const MAX_SCALE: f64 = 20.0;
/// How long a flight takes: longer feels slow, shorter and the eye loses the way.
const FLIGHT_SECS: f64 = 0.25;
/// Fitting never comes nearer than this: a map of two actors must not look like a poster.
const MAX_FIT_SCALE: f64 = 1.6;
/// Screen points left free around what is fitted: names stand below and beside the actors' places.
const FIT_MARGIN: Vec2 = Vec2::new(140.0, 96.0);
/// What stays free left and right of a picture whose names are known, in screen points.
const EDGE: f64 = 24.0;

/// A view of the map: `screen = (map - center) * scale + viewport / 2`.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    /// The map point in the middle of the canvas.
    pub center: Point,
    /// Screen points to a map unit; 1 is 100 %.
    pub scale: f64,
    /// The size of the canvas in screen points.
    pub viewport: Vec2,
    flight: Option<Flight>,
}

/// How far what lies over a canvas reaches in from its edges, in screen points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Covered {
    pub(super) head: f64,
    pub(super) foot: f64,
    pub(super) right: f64,
}

#[derive(Clone, Debug, PartialEq)]
struct Flight {
    from: (Point, f64),
    to: (Point, f64),
    elapsed_secs: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { center: Point::ORIGIN, scale: 1.0, viewport: Vec2::new(1280.0, 800.0), flight: None }
    }
}

impl Camera {
    /// The map point under a screen point.
    #[must_use]
    pub fn map_from_screen(&self, at: Point) -> Point {
        self.center + (at.to_vec2() - self.viewport / 2.0) / self.scale
    }

    /// The screen point of a map point.
    #[must_use]
    pub fn screen_from_map(&self, at: Point) -> Point {
        self.screen_from((self.center, self.scale), at)
    }

    /// The part of the map that is on screen.
    #[must_use]
    pub fn visible(&self) -> Rect {
        Rect::from_center_size(self.center, (self.viewport / self.scale).to_size())
    }

    /// A flight is under way.
    #[must_use]
    pub fn is_flying(&self) -> bool {
        self.flight.is_some()
    }

    /// Moves the map by screen points, as a hand would; ends a flight.
    pub fn pan(&mut self, by: Vec2) {
        self.flight = None;
        self.center = usable(self.center - by / self.scale);
    }

    /// The canvas has another size and its corner has moved by `by`; the map stays where it is on the window. Answers by
    /// how many screen points the middle of the canvas has moved over it.
    pub(super) fn squeeze(&mut self, size: Vec2, by: Vec2) -> Vec2 {
        let moved = (size - self.viewport) / 2.0 + by;
        self.viewport = size;
        self.center = usable(self.center + moved / self.scale);
        if let Some(Flight { from, to, .. }) = &mut self.flight {
            for look in [from, to] {
                look.0 = usable(look.0 + moved / look.1);
            }
        }
        moved
    }

    /// Comes nearer by `factor` (below 1: goes away) and keeps the map point under `at` where it is.
    pub fn zoom(&mut self, factor: f64, at: Point) {
        if !(factor.is_finite() && factor > 0.0) {
            return;
        }
        self.flight = None;
        let fixed = self.map_from_screen(at);
        self.scale = (self.scale * factor).clamp(MIN_SCALE, MAX_SCALE);
        self.center = usable(fixed - (at.to_vec2() - self.viewport / 2.0) / self.scale);
    }

    /// Starts to fly to a place; a scale outside the limits is clamped.
    pub fn fly_to(&mut self, center: Point, scale: f64) {
        let to = (usable(center), scale.clamp(MIN_SCALE, MAX_SCALE));
        let from = (self.center, self.scale);
        self.flight = (to != from).then_some(Flight { from, to, elapsed_secs: 0.0 });
    }

    /// Where one looks once a flight is over.
    #[must_use]
    pub fn destination(&self) -> (Point, f64) {
        self.flight.as_ref().map_or((self.center, self.scale), |flight| flight.to)
    }

    /// The screen point of a map point, for somebody who looks at another place from nearer or farther.
    #[must_use]
    pub(super) fn screen_from(&self, (center, scale): (Point, f64), at: Point) -> Point {
        ((at - center) * scale + self.viewport / 2.0).to_point()
    }

    /// Ends a flight where it was going to.
    pub fn land(&mut self) {
        if let Some(Flight { to, .. }) = self.flight.take() {
            (self.center, self.scale) = to;
        }
    }

    /// The place and scale at which `area` (map units) fills the canvas, margins for names kept.
    #[must_use]
    pub fn fitting(&self, area: Rect) -> (Point, f64) {
        let free = Vec2::new(
            (self.viewport.x - 2.0 * FIT_MARGIN.x).max(self.viewport.x * 0.4),
            (self.viewport.y - 2.0 * FIT_MARGIN.y).max(self.viewport.y * 0.4),
        );
        let scale = (free.x / area.width().max(1.0)).min(free.y / area.height().max(1.0));
        (area.center(), scale.clamp(MIN_SCALE, MAX_FIT_SCALE))
    }

    /// What of the canvas is left to a picture.
    #[must_use]
    pub(super) fn free(&self, covered: Covered) -> Vec2 {
        let across = self.viewport.x - EDGE - covered.right.max(EDGE);
        Vec2::new(across.max(1.0), (self.viewport.y - covered.head - covered.foot).max(1.0))
    }

    /// How many times as large a picture just fills the canvas, less what lies over it.
    #[must_use]
    pub(super) fn room_for(&self, picture: Rect, covered: Covered) -> f64 {
        let free = self.free(covered);
        (free.x / picture.width().max(1.0)).min(free.y / picture.height().max(1.0))
    }

    /// The scale at which a map whose picture at `scale` has room for `grow` times its size fills the canvas.
    #[must_use]
    pub(super) const fn grown(scale: f64, grow: f64) -> f64 {
        (scale * grow).clamp(MIN_SCALE, MAX_FIT_SCALE)
    }

    /// The place in the middle of what is not covered of a canvas, for a picture made at `scale`: where there is room to
    /// spare, the head may be less than free.
    #[must_use]
    pub(super) fn middle_of(&self, picture: Rect, scale: f64, Covered { head, foot, right }: Covered) -> Point {
        let middle = (self.viewport.y - foot + EDGE.min(head)) / 2.0;
        let least = head + picture.height() / 2.0;
        let aside = (right - EDGE).max(0.0) / 2.0;
        let lift = Vec2::new(aside, self.viewport.y / 2.0 - middle.max(least));
        ((picture.center().to_vec2() + lift) / scale).to_point()
    }

    /// Moves a flight on; `true` while there is more to come.
    pub fn advance(&mut self, dt_secs: f64) -> bool {
        let Some(flight) = &mut self.flight else { return false };
        flight.elapsed_secs += dt_secs.max(0.0);
        let t = (flight.elapsed_secs / FLIGHT_SECS).min(1.0);
        let eased = if t < 0.5 { 4.0 * t * t * t } else { 1.0 - 4.0 * (1.0 - t) * (1.0 - t) * (1.0 - t) };
        self.center = flight.from.0.lerp(flight.to.0, eased);
        self.scale = flight.from.1 * libm::pow(flight.to.1 / flight.from.1, eased);
        if t >= 1.0 {
            self.land();
        }
        true
    }
}

/// A centre that stays within reach of the map, however far somebody scrolls.
fn usable(center: Point) -> Point {
    let limit = crate::geom::MAX_COORDINATE;
    let inside = |v: f64| if v.is_finite() { v.clamp(-limit, limit) } else { 0.0 };
    Point::new(inside(center.x), inside(center.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let mut camera = Camera::default();
        let at = Point::new(300.0, 200.0);
        let under = camera.map_from_screen(at);
        camera.zoom(2.5, at);
        assert!((camera.map_from_screen(at) - under).hypot() < 1.0e-9);
        assert!((camera.screen_from_map(under) - at).hypot() < 1.0e-9);
        camera.zoom(1.0e9, at);
        assert_eq!(camera.scale, MAX_SCALE);
        camera.zoom(1.0e-9, at);
        assert_eq!(camera.scale, MIN_SCALE);
        camera.zoom(f64::NAN, at);
        assert_eq!(camera.scale, MIN_SCALE, "not a number is not a zoom");
    }

    #[test]
    fn a_panel_beside_the_canvas_moves_nothing() {
        let mut camera = Camera { center: Point::new(40.0, -7.0), scale: 1.7, ..Camera::default() };
        let place = camera.screen_from_map(Point::new(10.0, 20.0));
        // A panel at the left takes 200 points, one at the foot 150.
        let by = Vec2::new(200.0, 0.0);
        camera.squeeze(Vec2::new(camera.viewport.x - 200.0, camera.viewport.y - 150.0), by);
        assert!((camera.screen_from_map(Point::new(10.0, 20.0)) + by - place).hypot() < 1.0e-9);
    }

    #[test]
    fn a_flight_arrives_exactly() {
        let mut camera = Camera::default();
        camera.fly_to(Point::new(500.0, -80.0), 2.0);
        let mut frames = 0;
        while camera.advance(1.0 / 60.0) {
            frames += 1;
        }
        assert_eq!((camera.center, camera.scale), (Point::new(500.0, -80.0), 2.0));
        assert!((14..=16).contains(&frames), "a quarter of a second: {frames} frames");
    }

    #[test]
    fn what_is_fitted_is_on_screen() {
        let mut camera = Camera::default();
        let area = Rect::new(-3000.0, 100.0, 2000.0, 900.0);
        let (center, scale) = camera.fitting(area);
        camera.fly_to(center, scale);
        camera.land();
        assert!(camera.visible().contains_rect(area));
    }
}
