//! Puts finished parts side by side, tightly and to a wished shape, and bodies without springs in a grid
//! below (Freivalds, Dogrusoz and Kikusts, "Disconnected graph layout and the polyomino packing
//! approach", 2002). Parts are moved, never turned.

use crate::geom::{Point, Rect, Vec2};

/// A part to be packed: what it covers, as rectangles in its own coordinates.
pub(super) struct Piece {
    /// Footprints and what else must stay clear.
    pub(super) cover: Vec<Rect>,
    /// It stays where it is; the others are packed around it.
    pub(super) stays: bool,
}

/// How far to move each piece, so that none meet, with `gap` between them.
pub(super) fn pack(pieces: &[Piece], aspect: f64, gap: f64) -> Vec<Vec2> {
    let mut moves = vec![Vec2::ZERO; pieces.len()];
    let boxes: Vec<Rect> = pieces.iter().map(|piece| bounds(&piece.cover)).collect();
    let area: f64 = boxes.iter().map(|b| (b.width() + gap) * (b.height() + gap)).sum();
    // Finer cells pack tighter but cost more; a few thousand in all leave no visible waste.
    let cell = (area / 6000.0_f64.max(4.0 * pieces.len() as f64)).sqrt().max(1.0e-3);
    let shapes: Vec<Shape> = pieces.iter().map(|piece| Shape::new(&piece.cover, cell, gap / 2.0)).collect();
    let mut board = Board::default();
    let mut filled: Option<Cells> = None;
    for (piece, shape) in pieces.iter().zip(&shapes) {
        if piece.stays {
            filled = Some(board.place(shape, (0, 0), filled));
        }
    }
    let center = filled.map_or((0, 0), |f| ((f.0 + f.2) / 2, (f.1 + f.3) / 2));
    let mut order: Vec<usize> = (0..pieces.len()).filter(|&i| !pieces[i].stays).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(shapes[i].cells.len()), i));
    let mut ring = 0;
    for (count, &i) in order.iter().enumerate() {
        // With many parts, do not search the full middle again for every one of them.
        let from = if count > 200 { ring - ring.min(3) } else { 0 };
        let (at, found) = board.spot(&shapes[i], center, aspect, from, filled);
        ring = found;
        filled = Some(board.place(&shapes[i], at, filled));
        moves[i] = Vec2::new(at.0 as f64, at.1 as f64) * cell;
    }
    moves
}

/// Places in a table of rows below `above` (or around the origin): as many columns as suit the shape of
/// the whole; each column as wide as its widest body, all of a row on one line.
pub(super) fn grid_below(boxes: &[Rect], above: Option<Rect>, aspect: f64, gap: f64) -> Vec<Point> {
    let n = boxes.len();
    let taken = above.map_or((0.0, 0.0), |b| (b.width(), b.height() + gap));
    let size = |columns: usize| {
        let (widths, heights) = Table::new(boxes, columns, gap).size();
        (widths.max(taken.0) / aspect).max(heights + taken.1)
    };
    let tries = (1..=n).filter(|&k| k <= 40 || k % (n / 40).max(1) == 0 || k * k / n.max(1) < 4);
    let best = tries.map(|k| (size(k), k)).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let Some((_, columns)) = best else { return Vec::new() };
    let table = Table::new(boxes, columns, gap);
    let (width, height) = table.size();
    let (middle, top) = above.map_or((0.0, -height / 2.0), |b| (b.center().x, b.y1 + gap));
    (0..n).map(|i| table.place(i) + Vec2::new(middle - width / 2.0, top)).collect()
}

/// Where the columns and rows of a table lie.
struct Table {
    columns: usize,
    xs: Vec<f64>,
    ys: Vec<f64>,
    size: (f64, f64),
}

impl Table {
    fn new(boxes: &[Rect], columns: usize, gap: f64) -> Self {
        let rows = boxes.len().div_ceil(columns);
        let (mut before, mut after) = (vec![0.0_f64; columns], vec![0.0_f64; columns]);
        let (mut above, mut below) = (vec![0.0_f64; rows], vec![0.0_f64; rows]);
        for (i, b) in boxes.iter().enumerate() {
            let (c, r) = (i % columns, i / columns);
            (before[c], after[c]) = (before[c].max(-b.x0), after[c].max(b.x1));
            (above[r], below[r]) = (above[r].max(-b.y0), below[r].max(b.y1));
        }
        let line = |first: &[f64], second: &[f64]| {
            let mut at = 0.0;
            let mut out = Vec::with_capacity(first.len());
            for (a, b) in first.iter().zip(second) {
                out.push(at + a);
                at += a + b + gap;
            }
            (out, at - gap)
        };
        let ((xs, width), (ys, height)) = (line(&before, &after), line(&above, &below));
        Self { columns, xs, ys, size: (width, height) }
    }

    fn size(&self) -> (f64, f64) {
        self.size
    }

    fn place(&self, i: usize) -> Point {
        Point::new(self.xs[i % self.columns], self.ys[i / self.columns])
    }
}

/// The box around rectangles; empty at the origin for none.
pub(super) fn bounds(rects: &[Rect]) -> Rect {
    rects.iter().copied().reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO)
}

/// First column, first row, last column, last row.
type Cells = (i64, i64, i64, i64);

/// The cells that a piece covers.
struct Shape {
    cells: Vec<(i64, i64)>,
    extent: Cells,
}

impl Shape {
    fn new(cover: &[Rect], cell: f64, margin: f64) -> Self {
        let mut cells = Vec::new();
        for rect in cover {
            let r = rect.inflate(margin, margin);
            let index = |x: f64| (x / cell).floor() as i64;
            for row in index(r.y0)..=index(r.y1) {
                cells.extend((index(r.x0)..=index(r.x1)).map(|column| (column, row)));
            }
        }
        cells.sort_unstable();
        cells.dedup();
        let extent = cells.iter().fold((i64::MAX, i64::MAX, i64::MIN, i64::MIN), |e, &(x, y)| {
            (e.0.min(x), e.1.min(y), e.2.max(x), e.3.max(y))
        });
        Self { cells, extent }
    }
}

/// Which cells are taken; grows as needed.
#[derive(Default)]
struct Board {
    half: i64,
    taken: Vec<bool>,
}

impl Board {
    fn is_taken(&self, x: i64, y: i64) -> bool {
        let side = 2 * self.half;
        let (x, y) = (x + self.half, y + self.half);
        (0..side).contains(&x) && (0..side).contains(&y) && self.taken[(y * side + x) as usize]
    }

    fn place(&mut self, shape: &Shape, (dx, dy): (i64, i64), filled: Option<Cells>) -> Cells {
        let e = shape.extent;
        let e = (e.0 + dx, e.1 + dy, e.2 + dx, e.3 + dy);
        let reach = e.0.abs().max(e.1.abs()).max(e.2.abs()).max(e.3.abs()) + 1;
        if reach > self.half {
            let mut larger = Self { half: reach * 2, taken: vec![false; (16 * reach * reach) as usize] };
            for y in -self.half..self.half {
                for x in -self.half..self.half {
                    if self.is_taken(x, y) {
                        larger.take(x, y);
                    }
                }
            }
            *self = larger;
        }
        for &(x, y) in &shape.cells {
            self.take(x + dx, y + dy);
        }
        filled.map_or(e, |f| union(f, e))
    }

    fn take(&mut self, x: i64, y: i64) {
        let side = 2 * self.half;
        self.taken[((y + self.half) * side + x + self.half) as usize] = true;
    }

    /// The free spot on the first ring around `center` that has one, by the size of the whole.
    fn spot(
        &self,
        shape: &Shape,
        center: (i64, i64),
        aspect: f64,
        from: i64,
        filled: Option<Cells>,
    ) -> ((i64, i64), i64) {
        let e = shape.extent;
        let base = (center.0 - (e.0 + e.2) / 2, center.1 - (e.1 + e.3) / 2);
        let mut ring = from;
        loop {
            let (w, h) = if aspect >= 1.0 {
                ((ring as f64 * aspect) as i64, ring)
            } else {
                (ring, (ring as f64 / aspect) as i64)
            };
            let sides = (-w..=w).flat_map(|x| [(x, -h), (x, h)]).chain((-h..=h).flat_map(|y| [(-w, y), (w, y)]));
            let best = sides
                .map(|(x, y)| (base.0 + x, base.1 + y))
                .filter(|&(x, y)| shape.cells.iter().all(|&(cx, cy)| !self.is_taken(cx + x, cy + y)))
                .map(|(x, y)| {
                    let all = union(filled.unwrap_or((x, y, x, y)), (e.0 + x, e.1 + y, e.2 + x, e.3 + y));
                    let size = ((all.2 - all.0 + 1) as f64 / aspect).max((all.3 - all.1 + 1) as f64);
                    let far = (x - base.0).pow(2) + (y - base.1).pow(2);
                    (size, far, y, x)
                })
                .min_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
            if let Some((_, _, y, x)) = best {
                return ((x, y), ring);
            }
            ring += 1;
        }
    }
}

fn union(a: Cells, b: Cells) -> Cells {
    (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3))
}
