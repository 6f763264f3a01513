//! What is taken on a picture: where something new would lie on a body, a name, a badge or a note.

use super::badges::Badge;
use super::grid::Grid;
use super::hull::Hull;
use super::medallion::Medallion;
use super::plan::Plan;
use super::signs::Sign;
use crate::geom::Rect;
use crate::geom::overlap;
use crate::model::AttachmentId;

/// Boxes that nothing new may touch.
pub struct Taken {
    boxes: Vec<Rect>,
    grid: Grid,
}

impl Plan {
    /// What is taken on this picture; cords are not, and neither is the note `except`, which is about to move.
    #[must_use]
    pub fn taken(&self, except: Option<AttachmentId>) -> Taken {
        let notes = self.notes.iter().filter(|note| Some(note.id) != except);
        Taken::over(self.read_boxes().chain(notes.map(|note| note.area)).collect())
    }

    /// Where the numbers and marks on cords are, of which nothing may be hidden.
    #[must_use]
    pub fn marks(&self) -> Taken {
        Taken::over(self.mark_boxes().collect())
    }

    fn mark_boxes(&self) -> impl Iterator<Item = Rect> + '_ {
        self.badges.iter().map(Badge::area).chain(self.signs.iter().map(Sign::area))
    }

    /// The boxes of all that is read or touched, apart from cords, their words, and notes.
    pub(super) fn read_boxes(&self) -> impl Iterator<Item = Rect> + '_ {
        let unit = self.unit();
        let bodies = self.nodes.iter().flat_map(move |node| {
            let reach = 2.0 * node.reach(unit) + 4.0;
            let name = node.name.map(|name| name.inflate(4.0, 2.0));
            std::iter::once(Rect::from_center_size(node.at, (reach, reach))).chain(name)
        });
        let middle = self.rings.promise_area().into_iter().chain(self.medallion.iter().map(Medallion::area));
        bodies.chain(self.mark_boxes()).chain(self.hulls.iter().map(Hull::name_area)).chain(middle)
    }
}

impl Taken {
    pub(super) fn over(boxes: Vec<Rect>) -> Self {
        let area = boxes.iter().copied().reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO);
        let mut grid = Grid::over(area, 40.0);
        for (i, covered) in boxes.iter().enumerate() {
            grid.insert(*covered, i as u32);
        }
        Self { boxes, grid }
    }

    /// Nothing lies in this box of the picture.
    #[must_use]
    pub fn is_free(&self, area: Rect) -> bool {
        !self.grid.any(area, |i| overlap(area, self.boxes[i as usize]))
    }
}
