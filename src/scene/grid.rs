//! A grid of boxes: what lies near a place, without asking everything.

use crate::geom::{Point, Rect};

/// Boxes by the cells they touch.
pub(super) struct Grid {
    origin: Point,
    cell: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
}

/// The most cells on a side: larger grids cost more to fill than they save.
const MOST_CELLS: f64 = 160.0;

impl Grid {
    /// An empty grid over `area` with cells of about `cell` units.
    pub(super) fn over(area: Rect, cell: f64) -> Self {
        let cell = cell.max(area.width() / MOST_CELLS).max(area.height() / MOST_CELLS).max(1.0);
        let columns = (area.width() / cell) as usize + 1;
        let rows = (area.height() / cell) as usize + 1;
        Self { origin: area.origin(), cell, columns, rows, cells: vec![Vec::new(); columns * rows] }
    }

    /// Remembers that `item` covers this box.
    pub(super) fn insert(&mut self, area: Rect, item: u32) {
        let ((x0, y0), (x1, y1)) = (self.cell_of(area.origin()), self.cell_of(Point::new(area.x1, area.y1)));
        for y in y0..=y1 {
            for x in x0..=x1 {
                self.cells[y * self.columns + x].push(item);
            }
        }
    }

    /// Forgets an item that was inserted with this box.
    pub(super) fn remove(&mut self, area: Rect, item: u32) {
        let ((x0, y0), (x1, y1)) = (self.cell_of(area.origin()), self.cell_of(Point::new(area.x1, area.y1)));
        for y in y0..=y1 {
            for x in x0..=x1 {
                self.cells[y * self.columns + x].retain(|other| *other != item);
            }
        }
    }

    /// The items whose boxes touch the cell of a place.
    pub(super) fn near(&self, p: Point) -> &[u32] {
        let (x, y) = self.cell_of(p);
        &self.cells[y * self.columns + x]
    }

    /// How many items there are to a unit of area around a place.
    pub(super) fn density(&self, p: Point) -> f64 {
        self.near(p).len() as f64 / (self.cell * self.cell)
    }

    /// The items whose boxes touch the cells of a box, in order, each once.
    pub(super) fn within(&self, area: Rect) -> Vec<u32> {
        let ((x0, y0), (x1, y1)) = (self.cell_of(area.origin()), self.cell_of(Point::new(area.x1, area.y1)));
        let mut found: Vec<u32> = (y0..=y1)
            .flat_map(|y| (x0..=x1).flat_map(move |x| self.cells[y * self.columns + x].iter().copied()))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether `holds` for any item whose box touches the cells of a box; it may be asked twice about one.
    pub(super) fn any(&self, area: Rect, mut holds: impl FnMut(u32) -> bool) -> bool {
        let ((x0, y0), (x1, y1)) = (self.cell_of(area.origin()), self.cell_of(Point::new(area.x1, area.y1)));
        (y0..=y1).any(|y| (x0..=x1).any(|x| self.cells[y * self.columns + x].iter().any(|item| holds(*item))))
    }

    fn cell_of(&self, p: Point) -> (usize, usize) {
        let index = |v: f64, count: usize| ((v / self.cell).max(0.0) as usize).min(count - 1);
        (index(p.x - self.origin.x, self.columns), index(p.y - self.origin.y, self.rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_found_from_every_place_in_it() {
        let mut grid = Grid::over(Rect::new(0.0, 0.0, 1000.0, 500.0), 50.0);
        grid.insert(Rect::new(120.0, 30.0, 260.0, 90.0), 7);
        for p in [Point::new(121.0, 31.0), Point::new(200.0, 60.0), Point::new(259.0, 89.0)] {
            assert_eq!(grid.near(p), [7]);
        }
        assert!(grid.near(Point::new(900.0, 400.0)).is_empty());
        assert_eq!(grid.within(Rect::new(-50.0, -50.0, 2000.0, 2000.0)), [7]);
    }
}
