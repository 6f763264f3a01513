//! Lining up and spacing out what is selected: hands that place several at once.

use super::Editor;
use crate::geom::Point;
use crate::model::{Edit, NodeId, Placement};

/// Two neighbors in a row stand at least this far apart: two names of usual length find room.
const GAP_ACROSS: f64 = 120.0;
/// The same one below the other: a body and two lines of its name.
const GAP_DOWN: f64 = 90.0;

/// The direction in which things stand beside one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

impl Axis {
    const fn along(self, p: Point) -> f64 {
        match self {
            Self::Across => p.x,
            Self::Down => p.y,
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Across => Self::Down,
            Self::Down => Self::Across,
        }
    }

    const fn gap(self) -> f64 {
        match self {
            Self::Across => GAP_ACROSS,
            Self::Down => GAP_DOWN,
        }
    }

    const fn point(self, along: f64, beside: f64) -> Point {
        match self {
            Self::Across => Point::new(along, beside),
            Self::Down => Point::new(beside, along),
        }
    }
}

impl Editor {
    /// One line at the mean of where they stood; who would come to stand over another makes room.
    pub(super) fn line_up(&mut self, axis: Axis) {
        let nodes = self.selected_along(axis);
        let mean = nodes.iter().map(|(_, at)| axis.other().along(*at)).sum::<f64>() / nodes.len().max(1) as f64;
        let along = apart(&nodes.iter().map(|(_, at)| axis.along(*at)).collect::<Vec<_>>(), axis.gap());
        let places = nodes.iter().zip(along).map(|((node, _), along)| (*node, axis.point(along, mean)));
        let line = if axis == Axis::Across { "row" } else { "column" };
        self.place_selected(places.collect(), &format!("in a {line}"), "line up");
    }

    /// Equal gaps between the first and the last, which stay where they are unless it is too narrow.
    pub(super) fn space_out(&mut self, axis: Axis) {
        let nodes = self.selected_along(axis);
        let ([(_, first), .., (_, last)], count) = (nodes.as_slice(), nodes.len()) else { return };
        let (from, to) = (axis.along(*first), axis.along(*last));
        let step = ((to - from) / (count - 1) as f64).max(axis.gap());
        let start = (from + to) / 2.0 - step * (count - 1) as f64 / 2.0;
        let place = |(i, (node, at)): (usize, &(NodeId, Point))| {
            (*node, axis.point(start + step * i as f64, axis.other().along(*at)))
        };
        let places = nodes.iter().enumerate().map(place).collect();
        self.place_selected(places, "evenly", "space");
    }

    /// What is selected and has a place, in order along the axis.
    fn selected_along(&self, axis: Axis) -> Vec<(NodeId, Point)> {
        let placed = |node| self.document.placement(node).map(|placement| (node, placement.at));
        let mut nodes: Vec<_> = self.session.selection.nodes().filter_map(placed).collect();
        nodes.sort_by(|(a, p), (b, q)| {
            let (first, second) = (axis.along(*p).total_cmp(&axis.along(*q)), axis.other());
            first.then(second.along(*p).total_cmp(&second.along(*q))).then(a.cmp(b))
        });
        nodes
    }

    fn place_selected(&mut self, places: Vec<(NodeId, Point)>, how: &str, verb: &str) {
        let what = self.name_of_nodes(&self.session.selection);
        let placed = |(node, at): (NodeId, Point)| {
            let at = crate::geom::point(at.x, at.y)?;
            Some((node, Some(Placement { at, pinned: true })))
        };
        let edit = Edit::Place(places.into_iter().filter_map(placed).collect());
        if self.step(format!("{verb} {what} {how}"), edit) {
            self.keep_in_sight();
        }
    }

    /// What was just placed is in sight: the view moves for it no more than it must, or to all of the map if it showed
    /// that.
    fn keep_in_sight(&mut self) {
        let (saw_all, here) = (self.is_fitted_to_all(), self.session.camera.destination());
        self.bring_selection();
        if saw_all && self.session.camera.destination() != here {
            self.fit_all();
        }
    }
}

/// The same numbers in the same order, at least `gap` apart, around the same middle.
fn apart(sorted: &[f64], gap: f64) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::new();
    for v in sorted {
        out.push(out.last().map_or(*v, |before| v.max(before + gap)));
    }
    let shift = (sorted.iter().sum::<f64>() - out.iter().sum::<f64>()) / sorted.len().max(1) as f64;
    out.iter().map(|v| v + shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_move_apart_around_their_middle() {
        assert_eq!(apart(&[0.0, 200.0, 500.0], 100.0), [0.0, 200.0, 500.0], "far enough already");
        assert_eq!(apart(&[10.0, 10.0], 100.0), [-40.0, 60.0]);
        assert_eq!(apart(&[], 100.0), Vec::<f64>::new());
    }
}
