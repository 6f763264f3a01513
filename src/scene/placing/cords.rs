//! Where cords run, cell by cell, and what a name costs that lies over them.

use super::{Way, span};
use crate::geom::{Point, Rect};

/// What each cord beneath a name costs; what each unit of its width adds, and each unit that it runs there: a name along
/// a cord is harder to read than one across it.
const CROSSED: f64 = 1.5;
const CROSSED_WIDELY: f64 = 0.05;
const ALONG: f64 = 0.03;
/// How near a cord may come: the edge of the letters would eat into it.
const NEAR: f64 = 2.0;
/// The side of a cell: less than the width of a name.
const CELL: f64 = 50.0;
const MOST_CELLS: f64 = 160.0;
const NONE: u32 = u32::MAX;

/// The parts of cords in the cells of an area.
pub(super) struct Cords {
    origin: Point,
    cell: f64,
    columns: usize,
    rows: usize,
    /// The last part in each cell.
    last: Vec<u32>,
    parts: Vec<Part>,
    /// Half the width of the widest.
    widest: f64,
}

/// Where a cord runs through a cell.
struct Part {
    cord: u32,
    half: f64,
    from: Point,
    to: Point,
    /// The one before it in the same cell.
    before: u32,
}

impl Cords {
    pub(super) fn over(area: Rect, ways: &[Way]) -> Self {
        let cell = CELL.max(area.width() / MOST_CELLS).max(area.height() / MOST_CELLS);
        let [columns, rows] = [area.width(), area.height()].map(|side| (side / cell) as usize + 1);
        let last = if ways.is_empty() { Vec::new() } else { vec![NONE; columns * rows] };
        let widest = ways.iter().map(|way| way.width / 2.0).fold(0.0, f64::max);
        let mut cords = Self { origin: area.origin(), cell, columns, rows, last, parts: Vec::new(), widest };
        for (i, way) in ways.iter().enumerate() {
            let end = way.points.len() - 1;
            let mut from = way.points[0];
            for (k, to) in way.points.iter().enumerate().skip(1) {
                // The points of a bow lie nearer to each other than that.
                if k == end || (*to - from).hypot2() > cell * cell {
                    cords.add(i as u32, way.width / 2.0, (from, *to), area);
                    from = *to;
                }
            }
        }
        cords
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a line to all cells through which it runs.
    fn add(&mut self, cord: u32, half: f64, (from, to): (Point, Point), area: Rect) {
        let way = to - from;
        let Some((start, end)) = span(from, way, 1.0, area) else { return };
        let count = (way.hypot() * (end - start) / self.cell).ceil().max(1.0);
        let at = |i: u32| from + way * (start + (end - start) * f64::from(i) / count);
        for i in 0..count as u32 {
            let (from, to) = (at(i), at(i + 1));
            let (columns, rows) = self.cells(Rect::from_points(from, to));
            for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
                let corner = self.origin + crate::geom::Vec2::new(x as f64, y as f64) * self.cell;
                if let Some((start, end)) =
                    span(from, to - from, 1.0, Rect::from_origin_size(corner, (self.cell, self.cell)))
                {
                    let slot = &mut self.last[y * self.columns + x];
                    let (from, to) = (from.lerp(to, start), from.lerp(to, end));
                    self.parts.push(Part { cord, half, from, to, before: *slot });
                    *slot = self.parts.len() as u32 - 1;
                }
            }
        }
    }

    /// What the cords beneath a box cost; where that is more than `most`, some of it.
    pub(super) fn beneath(&self, area: Rect, most: f64) -> f64 {
        if self.parts.is_empty() {
            return 0.0;
        }
        let area = area.inflate(NEAR, 0.0);
        let (mut met, mut count, mut cost) = ([NONE; 8], 0, 0.0);
        let (columns, rows) = self.cells(area.inflate(self.widest, self.widest));
        for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
            let mut next = self.last[y * self.columns + x];
            while let Some(part) = self.parts.get(next as usize) {
                next = part.before;
                if let Some((start, end)) =
                    span(part.from, part.to - part.from, 1.0, area.inflate(part.half, part.half))
                {
                    cost += ALONG * (end - start) * (part.to - part.from).hypot();
                    if !met.contains(&part.cord) {
                        met[count % met.len()] = part.cord;
                        count += 1;
                        cost += CROSSED + CROSSED_WIDELY * 2.0 * part.half;
                    }
                    if cost > most {
                        return cost;
                    }
                }
            }
        }
        cost
    }

    /// The cells that a box touches.
    fn cells(&self, area: Rect) -> (std::ops::RangeInclusive<usize>, std::ops::RangeInclusive<usize>) {
        let index = |v: f64, count: usize| ((v / self.cell).max(0.0) as usize).min(count - 1);
        let range = |low: f64, high: f64, count| index(low, count)..=index(high, count);
        let at = self.origin;
        (range(area.x0 - at.x, area.x1 - at.x, self.columns), range(area.y0 - at.y, area.y1 - at.y, self.rows))
    }
}
