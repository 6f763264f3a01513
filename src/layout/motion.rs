//! The walk from places to places in a fixed number of ticks. It decides no place.

use crate::geom::Point;

/// How speed changes along the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ease {
    /// Starts at once and slows down: an answer to a touch.
    Out,
    /// Starts and ends slowly (cubic): a large move that eyes must follow.
    InOut,
}

impl Ease {
    fn at(self, t: f64) -> f64 {
        let back = 1.0 - t;
        match self {
            Self::Out => 1.0 - back * back * back,
            Self::InOut if t < 0.5 => 4.0 * t * t * t,
            Self::InOut => 1.0 - 4.0 * back * back * back,
        }
    }
}

/// A walk under way.
#[derive(Clone, Debug)]
pub(super) struct Motion {
    from: Vec<Point>,
    rest: Vec<Point>,
    /// Bodies that take part.
    walkers: Vec<usize>,
    ticks: u32,
    done: u32,
    ease: Ease,
}

impl Motion {
    pub(super) fn new(from: Vec<Point>, rest: Vec<Point>, ticks: u32, ease: Ease) -> Self {
        let walkers = (0..rest.len()).filter(|&i| from[i] != rest[i]).collect();
        Self { from, rest, walkers, ticks, done: 0, ease }
    }

    /// Whether anybody walks.
    pub(super) fn is_needed(&self) -> bool {
        !self.walkers.is_empty()
    }

    /// Who walks.
    pub(super) fn walkers(&self) -> &[usize] {
        &self.walkers
    }

    /// Where the walk ends.
    pub(super) fn rest(&self) -> &[Point] {
        &self.rest
    }

    /// Whether a place lies on the way of a body: somebody may have noted it some ticks ago.
    pub(super) fn passes(&self, body: usize, place: Point) -> bool {
        let (way, off) = (self.rest[body] - self.from[body], place - self.from[body]);
        let along = if way.hypot2() > 0.0 { (off.dot(way) / way.hypot2()).clamp(0.0, 1.0) } else { 0.0 };
        (off - way * along).hypot() < 0.1
    }

    /// Takes a body out of the walk; somebody else moves it.
    pub(super) fn leave_alone(&mut self, body: usize) {
        self.walkers.retain(|&walker| walker != body);
    }

    /// One tick; false once all have arrived, exactly.
    pub(super) fn step(&mut self, places: &mut [Point]) -> bool {
        self.done += 1;
        let share = self.ease.at(f64::from(self.done) / f64::from(self.ticks));
        for &i in &self.walkers {
            places[i] = if self.done >= self.ticks { self.rest[i] } else { self.from[i].lerp(self.rest[i], share) };
        }
        self.done < self.ticks && !self.walkers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easing_starts_at_zero_and_ends_at_one() {
        for ease in [Ease::Out, Ease::InOut] {
            assert_eq!((ease.at(0.0), ease.at(1.0)), (0.0, 1.0));
            let steps: Vec<f64> = (0..=24).map(|i| ease.at(f64::from(i) / 24.0)).collect();
            assert!(steps.windows(2).all(|w| w[0] < w[1]), "{ease:?} goes back");
        }
    }
}
