//! A second look for whoever stands over cords, once all have a name.

use super::{BETWEEN, Placing};
use crate::geom::{Rect, overlap};

/// How much better another place must be for a name to leave where it stands: as much as one cord across it.
const WORTH_IT: f64 = 1.5;
/// What each of the settings costs where another is free of cords.
const SET: [f64; 4] = [0.0, 1.0, 2.5, 3.5];
/// So often all look again: who moved may have left a place for somebody else.
const LOOKS: usize = 4;

impl Placing<'_> {
    /// Whoever stands over cords looks for a better place, or for narrower lines, once all others stand; then again
    /// those beside whom somebody left a place.
    ///
    /// Nobody's move makes another's place any dearer, so all together only ever become better off.
    pub(super) fn clear_of_cords(&mut self, order: &[usize]) {
        let mut left: Vec<Rect> = order.iter().filter_map(|i| self.looks_again(*i)).collect();
        for _ in 1..LOOKS {
            if left.is_empty() {
                break;
            }
            let near = |i: &usize| {
                let reach = self.requests[*i].reach();
                left.iter().any(|left| overlap(*left, reach))
            };
            let again: Vec<usize> = order.iter().copied().filter(near).collect();
            left = again.into_iter().filter_map(|i| self.looks_again(i)).collect();
        }
    }

    /// Where a name stood that found a better place.
    fn looks_again(&mut self, i: usize) -> Option<Rect> {
        // Who is at the end of a line found no place beside its body, and the line would have to go as well.
        let (spot, area) = self.placed[i].filter(|(spot, _)| !spot.is_far())?;
        let stands = self.setting[i];
        let now = self.own_cost(i, spot, area) + SET[stands];
        let mut least = now + self.cords.beneath(area, f64::MAX) - WORTH_IT;
        if least <= 0.0 {
            return None;
        }
        let full = self.full(i);
        let free = |area| !full.iter().any(|other| overlap(*other, area));
        let mut best = None;
        // Nobody becomes smaller only to stand clear of a cord.
        for setting in self.requests[i].settings().filter(|setting| *setting <= 1 || stands > 1) {
            self.setting[i] = setting;
            if let Some((cost, spot, area)) = self.best(i, least - SET[setting], free) {
                least = cost + SET[setting];
                best = Some((setting, spot, area));
            }
        }
        self.setting[i] = stands;
        let (setting, new, place) = best?;
        let _lifted = self.lift(i);
        self.setting[i] = setting;
        self.set(i, (new, place));
        Some(area)
    }

    /// What a name must keep off around its body, with the room between: gathered once for all spots.
    fn full(&self, i: usize) -> Vec<Rect> {
        let (reach, mut full) = (self.requests[i].reach(), Vec::new());
        let mut add = |other: Rect| {
            if overlap(other, reach) && !full.contains(&other) {
                full.push(other);
            }
            false
        };
        let _all = self.fixed_grid.any(reach, |n| {
            let (owner, other) = self.fixed[n as usize];
            owner != i && add(other.inflate(2.0, 1.0))
        });
        let _all = self.taken.any(reach, |j| {
            let other = self.placed[j as usize].filter(|_| j as usize != i);
            other.is_some_and(|(_, other)| add(other.inflate(BETWEEN, 1.0)))
        });
        full
    }
}
