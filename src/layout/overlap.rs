//! Footprints must not overlap: finding the pairs that do, pushing them apart, the nearest free spot.

use crate::geom::{Point, Rect, Vec2, overlap, round_to};

/// Air that is left between two footprints that were pushed apart; more than rounding to 0.01 can eat.
pub(super) const AIR: f64 = 0.05;

/// A uniform grid over rectangles: which ones meet, which meet a given one.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    origin: Point,
    cell: f64,
    columns: usize,
    lines: usize,
    starts: Vec<u32>,
    items: Vec<u32>,
    /// Later ones: for each cell the last link of a chain, and the links: which one, and the link before.
    last: Vec<u32>,
    chain: Vec<(u32, u32)>,
}

/// The end of a chain.
const END: u32 = u32::MAX;

impl Grid {
    /// A grid with about one rectangle a cell.
    pub(super) fn new(rects: &[Rect]) -> Self {
        let Some(bounds) = rects.iter().copied().reduce(|a, b| a.union(b)) else { return Self::default() };
        let mean = rects.iter().map(|r| r.width().max(r.height())).sum::<f64>() / rects.len() as f64;
        // Never more cells than four for each rectangle, however far they lie apart.
        let coarse = (bounds.width() * bounds.height() / (4.0 * rects.len() as f64)).sqrt();
        let longest = bounds.width().max(bounds.height()) / (4.0 * rects.len() as f64 + 64.0);
        let cell = mean.max(coarse).max(longest).max(1.0e-6);
        let mut grid = Self {
            origin: bounds.origin(),
            cell,
            columns: (bounds.width() / cell) as usize + 1,
            lines: (bounds.height() / cell) as usize + 1,
            ..Self::default()
        };
        let mut starts = vec![0_u32; grid.columns * grid.lines + 1];
        for rect in rects {
            grid.cells(*rect, |cell| starts[cell + 1] += 1);
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![0; starts[starts.len() - 1] as usize];
        for (i, rect) in rects.iter().enumerate() {
            grid.cells(*rect, |cell| {
                items[next[cell] as usize] = i as u32;
                next[cell] += 1;
            });
        }
        grid.starts = starts;
        grid.items = items;
        grid
    }

    fn clamp(&self, x: f64, y: f64) -> (usize, usize) {
        // A float below zero becomes 0 and one beyond the range the largest number.
        let column = ((x - self.origin.x) / self.cell) as usize;
        let line = ((y - self.origin.y) / self.cell) as usize;
        (column.min(self.columns - 1), line.min(self.lines - 1))
    }

    fn cells(&self, rect: Rect, mut visit: impl FnMut(usize)) {
        let (c0, l0) = self.clamp(rect.x0, rect.y0);
        let (c1, l1) = self.clamp(rect.x1, rect.y1);
        for line in l0..=l1 {
            for column in c0..=c1 {
                visit(line * self.columns + column);
            }
        }
    }

    /// One more, which [`Self::pairs`] doesn't visit.
    fn add(&mut self, number: usize, rect: Rect) {
        let mut last = std::mem::take(&mut self.last);
        let mut chain = std::mem::take(&mut self.chain);
        last.resize(self.columns * self.lines, END);
        self.cells(rect, |cell| {
            chain.push((number as u32, last[cell]));
            last[cell] = chain.len() as u32 - 1;
        });
        (self.last, self.chain) = (last, chain);
    }

    fn in_cell(&self, cell: usize) -> &[u32] {
        &self.items[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }

    /// Visits what may meet `rect`; one that covers several cells comes several times.
    pub(super) fn near(&self, rect: Rect, mut visit: impl FnMut(usize)) {
        self.any(rect, |i| {
            visit(i);
            false
        });
    }

    /// Whether `meets` holds for one of those that may meet `rect`.
    pub(super) fn any(&self, rect: Rect, mut meets: impl FnMut(usize) -> bool) -> bool {
        if self.items.is_empty() {
            return false;
        }
        let ((c0, l0), (c1, l1)) = (self.clamp(rect.x0, rect.y0), self.clamp(rect.x1, rect.y1));
        (l0..=l1).any(|line| {
            (c0..=c1).any(|column| {
                let cell = line * self.columns + column;
                let mut link = self.last.get(cell).copied().unwrap_or(END);
                while link != END {
                    let (i, before) = self.chain[link as usize];
                    if meets(i as usize) {
                        return true;
                    }
                    link = before;
                }
                self.in_cell(cell).iter().any(|&i| meets(i as usize))
            })
        })
    }

    /// Visits each pair that shares a cell and whose rectangles meet, once, in a fixed order.
    pub(super) fn pairs(&self, rects: &[Rect], mut visit: impl FnMut(usize, usize)) {
        for cell in 0..self.starts.len().saturating_sub(1) {
            let here = self.in_cell(cell);
            for (k, &a) in here.iter().enumerate() {
                for &b in &here[k + 1..] {
                    let (p, q) = (rects[a as usize], rects[b as usize]);
                    if overlap(p, q) {
                        let (column, line) = self.clamp(p.x0.max(q.x0), p.y0.max(q.y0));
                        if line * self.columns + column == cell {
                            visit(a as usize, b as usize);
                        }
                    }
                }
            }
        }
    }
}

/// The footprints where their bodies stand.
pub(super) fn stand(places: &[Point], boxes: &[Rect]) -> Vec<Rect> {
    places.iter().zip(boxes).map(|(p, footprint)| *footprint + p.to_vec2()).collect()
}

/// Pushes overlapping pairs apart along the shorter way, each by its share of mobility (0 = never moves),
/// up to `rounds` times over all; true when nothing overlaps any more. Pairs that merely touch stay.
pub(super) fn push_apart(places: &mut [Point], boxes: &[Rect], mobility: &[f64], rounds: usize) -> bool {
    let mut rects = stand(places, boxes);
    for _ in 0..rounds {
        let mut pairs = Vec::new();
        Grid::new(&rects).pairs(&rects, |a, b| {
            if mobility[a] + mobility[b] > 0.0 {
                pairs.push((a, b));
            }
        });
        if pairs.is_empty() {
            return true;
        }
        for (a, b) in pairs {
            if overlap(rects[a], rects[b]) {
                let way = way_out(rects[a], rects[b], super::direction(a, b));
                let share = mobility[a] / (mobility[a] + mobility[b]);
                let (da, db) = (way * share, way * (share - 1.0));
                (places[a], rects[a]) = (places[a] + da, rects[a] + da);
                (places[b], rects[b]) = (places[b] + db, rects[b] + db);
            }
        }
    }
    false
}

/// The shortest axis-parallel move of `a` that frees it from `b` and leaves [`AIR`]; where both ways are
/// as long, `tie` decides.
fn way_out(a: Rect, b: Rect, tie: Vec2) -> Vec2 {
    let shorter = |forth: f64, back: f64, tie: f64| {
        let ahead = if (forth - back).abs() < 1.0e-9 { tie > 0.0 } else { forth < back };
        if ahead { forth + AIR } else { -back - AIR }
    };
    let x = shorter(b.x1 - a.x0, a.x1 - b.x0, tie.x);
    let y = shorter(b.y1 - a.y0, a.y1 - b.y0, tie.y);
    if x.abs() <= y.abs() { Vec2::new(x, 0.0) } else { Vec2::new(0.0, y) }
}

/// Frees every movable body from every other for good: whatever still overlaps goes, in the order of
/// `places`, to the nearest free spot. Then all places that moved are rounded to 0.01. Only bodies that
/// may not move can still overlap afterwards.
pub(super) fn free_all(places: &mut [Point], boxes: &[Rect], mobility: &[f64]) {
    let before = places.to_vec();
    // The last of many thousands take as long as all the others; they may as well go to a free spot.
    const FEW: usize = 5000;
    let free = push_apart(places, boxes, mobility, if places.len() <= FEW { 60 } else { 12 });
    if free && places == before {
        return;
    }
    // Rounding can make neighbours overlap by a hair, so it comes before the last look.
    for i in 0..places.len() {
        if places[i] != before[i] {
            places[i] = rounded(places[i]);
        }
    }
    let rects = stand(places, boxes);
    let mut bad = vec![false; places.len()];
    Grid::new(&rects).pairs(&rects, |a, b| {
        // The more mobile one goes, then the smaller: it finds a spot more easily, and is seen less.
        let eager = |i: usize| (mobility[i], -rects[i].area());
        let goes = if eager(a) > eager(b) { a } else { b };
        if !bad[a] && !bad[b] {
            bad[goes] = mobility[goes] > 0.0;
        }
    });
    if !bad.contains(&true) {
        return;
    }
    let standing = (0..places.len()).filter(|&i| !bad[i]).map(|i| boxes[i] + places[i].to_vec2());
    let mut free = FreeSpots::new(standing.collect());
    for i in (0..places.len()).filter(|&i| bad[i]) {
        places[i] = free.nearest(places[i], boxes[i]);
        free.take(boxes[i] + places[i].to_vec2());
    }
}

fn rounded(p: Point) -> Point {
    Point::new(round_to(p.x, 100.0), round_to(p.y, 100.0))
}

/// Looks for room among rectangles, to which more may be added.
#[derive(Clone, Debug)]
pub(super) struct FreeSpots {
    taken: Vec<Rect>,
    grid: Grid,
    /// How many there were when the grid was made: cells that hold many more are slow.
    in_grid: usize,
}

impl FreeSpots {
    /// Room among `taken`.
    pub(super) fn new(taken: Vec<Rect>) -> Self {
        Self { grid: Grid::new(&taken), in_grid: taken.len(), taken }
    }

    /// One more rectangle is in the way.
    pub(super) fn take(&mut self, rect: Rect) {
        const LATEST: usize = 100;
        self.taken.push(rect);
        if self.in_grid == 0 || self.taken.len() > LATEST + self.in_grid + self.in_grid / 8 {
            (self.grid, self.in_grid) = (Grid::new(&self.taken), self.taken.len());
        } else {
            self.grid.add(self.taken.len() - 1, rect);
        }
    }

    /// Whether `footprint` at `at` meets none of the taken ones.
    pub(super) fn is_free(&self, at: Point, footprint: Rect) -> bool {
        let rect = footprint.inflate(AIR, AIR) + at.to_vec2();
        !self.grid.any(rect, |i| overlap(rect, self.taken[i]))
    }

    /// The free spot nearest to `wish` on rings around it, rounded to 0.01.
    pub(super) fn nearest(&self, wish: Point, footprint: Rect) -> Point {
        let wish = rounded(wish);
        if self.is_free(wish, footprint) {
            return wish;
        }
        let step = (footprint.width().min(footprint.height()) / 4.0).max(1.0);
        let mut ring = 1.0;
        loop {
            // Rings grow a little faster than evenly: far out, a few units do not matter.
            let radius = step * ring * (1.0 + ring / 64.0);
            let spots = ((ring * 6.0) as usize).clamp(8, 96);
            for spot in 0..spots {
                let (s, c) = libm::sincos(std::f64::consts::TAU * spot as f64 / spots as f64);
                let at = rounded(wish + Vec2::new(c, s) * radius);
                if self.is_free(at, footprint) {
                    return at;
                }
            }
            ring += 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::SplitMix64;

    fn random_boxes(n: usize, seed: u64) -> (Vec<Point>, Vec<Rect>) {
        let mut random = SplitMix64::new(seed);
        let mut number = |most: f64| random.next_f64() * most;
        let side = 30.0 * (n as f64).sqrt();
        (0..n)
            .map(|_| {
                let (w, h) = (1.0 + number(60.0), 1.0 + number(40.0));
                (Point::new(number(side), number(side)), Rect::new(-w, -h / 2.0, w, h))
            })
            .unzip()
    }

    #[test]
    fn pairs_are_those_of_every_pair() {
        for seed in 0..20 {
            let (places, boxes) = random_boxes(90, seed);
            let rects = stand(&places, &boxes);
            let mut found = Vec::new();
            Grid::new(&rects).pairs(&rects, |a, b| found.push((a.min(b), a.max(b))));
            found.sort_unstable();
            let mut expected = Vec::new();
            for a in 0..rects.len() {
                expected.extend((a + 1..rects.len()).filter(|&b| overlap(rects[a], rects[b])).map(|b| (a, b)));
            }
            assert_eq!(found, expected, "seed {seed}");
        }
    }

    #[test]
    fn crowds_are_freed_and_the_immovable_stay() {
        for seed in 0..20 {
            let (mut places, boxes) = random_boxes(150, seed);
            places[7] = places[8];
            let start = places.clone();
            let mobility: Vec<f64> = (0..150).map(|i| f64::from(u8::from(i != 3))).collect();
            free_all(&mut places, &boxes, &mobility);
            assert_eq!(places[3], start[3]);
            let rects: Vec<Rect> = places.iter().zip(&boxes).map(|(p, b)| *b + p.to_vec2()).collect();
            Grid::new(&rects).pairs(&rects, |a, b| panic!("{a} and {b} overlap, seed {seed}"));
        }
    }
}
