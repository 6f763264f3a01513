//! The arrangement of one connected part: start, stress, scale, orientation, room for every footprint.
//! Parts are put side by side elsewhere.

use std::borrow::Cow;

use rayon::prelude::*;

use super::descent::{descend, scattered};
use super::flat::Flat;
use super::graph::Graph;
use super::lines::{Lines, Prices};
use super::orient::{face_up, lay_down, match_places, rotate_to_aspect, turn_right};
use super::overlap::{Grid, free_all, push_apart, stand};
use super::packing::bounds;
use super::quality::crossings;
use super::refine::{Effort, Refinement};
use super::rings::{Band, shorten, spread};
use super::sparse::SparseStress;
use super::stress::{Wanted, settle, stress};
use super::{Body, Progress};
use crate::geom::{Point, Rect, SplitMix64, Vec2};

/// What faults cost in a whole map, found by looking at the sample maps: with less, springs run under
/// bodies; with more, the picture loses its even spread.
const PRICES: Prices = Prices { crossing: 0.2, under: 3.0, label: 1.5, narrow: 0.4 };

/// Up to this size every pair counts: beyond it n^2 distances cost more than they give.
const ALL_PAIRS: usize = 1500;
/// Up to this size single bodies look for better places at the end; the search looks at every line.
const REFINED: usize = 300;

/// Pairs of a node and one of the sample that a large part is arranged by: more cost time in proportion, with
/// fewer the shape of the whole begins to depend on the seed.
const SAMPLED: usize = 10_000_000;
/// What the sample counts in the last quarter of the rounds of a large part: with less, links and pairs two links
/// apart untangle what hangs together; stress is as low, and a tenth fewer springs cross.
const FAR: f64 = 0.15;
/// Rounds in which bodies that look like one are parted at the end; more change little.
const AIRED: usize = 24;
/// How evenly bodies stand around the middle, beside what their springs want: with less, rings lean to one side;
/// with more, cords cross the whole map.
const EVEN: f64 = 0.6;
/// Beyond this many bodies fewer rounds have to do.
const MANY: usize = 20_000;

/// A connected part of a request.
pub(super) struct Part<'a> {
    /// Its links.
    pub(super) graph: Cow<'a, Graph>,
    /// Its footprints.
    pub(super) boxes: Cow<'a, [Rect]>,
    /// All bodies, and which of them are its own.
    pub(super) bodies: &'a [Body],
    pub(super) members: &'a [usize],
    /// Which of them may not move: they have a present place, or are the hollow.
    pub(super) pinned: Vec<bool>,
    /// How far from the middle each belongs; empty without rings.
    pub(super) bands: Vec<Band>,
    /// The one that keeps the middle free.
    pub(super) hollow: Option<usize>,
    /// The wished shape.
    pub(super) aspect: f64,
    /// For its own generator.
    pub(super) seed: u64,
    /// Whether anybody still waits for it.
    pub(super) progress: &'a Progress,
    /// It is the one whose progress is told.
    pub(super) leads: bool,
}

impl Part<'_> {
    /// Places for all nodes, free of overlap; absolute where something is pinned or present. `None` once nobody
    /// wants them.
    pub(super) fn arrange(&self) -> Option<Vec<Point>> {
        let mut random = SplitMix64::new(self.seed);
        if self.graph.len() <= ALL_PAIRS { self.by_all_pairs(&mut random) } else { self.by_sample(&mut random) }
    }

    fn by_all_pairs(&self, random: &mut SplitMix64) -> Option<Vec<Point>> {
        let mut wanted = Wanted::new(&self.graph, self.bands.clone());
        let dots = self.are_dots(wanted.median_link());
        let mut places = self.start(&wanted, dots, random);
        self.balance(&wanted, &mut places);
        self.hold_hollow(&mut places);
        self.reached(0.5)?;
        let factor = self.make_roomy(&mut places);
        wanted.scale(factor);
        let middle = self.orient(&mut places);
        let pinned = !self.known(true).is_empty();
        if pinned {
            self.hold_pins(&mut places, middle);
            let mut flat = Flat::new(&places);
            descend(&wanted, &mut flat, &self.pinned, (15, 0.02), random);
            flat.write(&mut places);
            self.hold_pins(&mut places, middle);
        }
        // From here on the map is thought of as drawn on rubber: footprints shrink along the way that it
        // will be stretched. Whether lines cross or footprints overlap is the same before and after.
        let stretch = if pinned || dots { 1.0 } else { self.stretch(&places) };
        let boxes: Vec<Rect> = self.boxes.iter().map(|b| stretched(*b, 1.0 / stretch)).collect();
        let mobility = self.mobility();
        let rounds = if self.graph.len() <= 100 { 24 } else { 12 };
        for round in 0..rounds {
            let share = 0.6 - 0.48 * f64::from(round) / f64::from(rounds);
            let mut flat = Flat::new(&places);
            settle(&wanted, &mut flat, &self.pinned, share);
            spread(&mut flat, &self.bands, &self.pinned, EVEN * share);
            flat.write(&mut places);
            // Rings have found their order only now.
            if round == rounds / 2 && !self.bands.is_empty() && self.known(false).is_empty() {
                turn_right(&mut places, &self.sides());
            }
            push_apart(&mut places, &boxes, &mobility, 2);
            self.reached(0.5 + 0.3 * f64::from(round) / f64::from(rounds))?;
        }
        if dots {
            self.give_air(&mut places, &boxes, AIRED);
        }
        free_all(&mut places, &boxes, &mobility);
        if self.graph.len() <= REFINED && !dots {
            let effort = Effort::new(&self.graph);
            let prices = if effort.crossings { PRICES } else { Prices { crossing: 0.0, ..PRICES } };
            let lines = Lines::new(&self.graph, &boxes, prices);
            let (reach, fixed) = (wanted.median_link(), &self.pinned);
            let refinement = Refinement { wanted: &wanted, lines: &lines, boxes: &boxes, fixed, reach };
            refinement.improve(&mut places, effort.rounds, random);
        }
        places.iter_mut().for_each(|p| *p = Point::new(p.x * stretch, p.y / stretch) + middle);
        self.hold_pins(&mut places, Vec2::ZERO);
        Some(places)
    }

    /// Tells how much is done; `None` once nobody wants it.
    fn reached(&self, share: f64) -> Option<()> {
        self.progress.reached(if self.leads { share } else { 0.0 }).then_some(())
    }

    /// How much wider (and by as much less high) the map should become to suit the aspect. Only crowded
    /// maps are stretched: labels are wide, so they gain room; a sparse one would only lose its even look.
    fn stretch(&self, places: &[Point]) -> f64 {
        const MOST: f64 = 1.16;
        /// Rings are round by themselves, whatever the window.
        const MOST_RINGS: f64 = 1.32;
        const CROWDED: f64 = 0.1;
        let rects = stand(places, &self.boxes);
        let whole = bounds(&rects);
        let filled = rects.iter().map(Rect::area).sum::<f64>() / whole.area();
        let wish = (self.aspect * whole.height() / whole.width()).sqrt();
        match (self.bands.is_empty(), filled > CROWDED && self.graph.len() <= REFINED) {
            (false, _) => wish.clamp(1.0 / MOST_RINGS, MOST_RINGS),
            (true, true) => wish.clamp(1.0 / MOST, MOST),
            (true, false) => 1.0,
        }
    }

    /// Whether footprints are small beside the springs: nobody reads names then, so the even look of the whole
    /// says more than who crosses whom, and springs seldom run under anybody.
    fn are_dots(&self, link: f64) -> bool {
        const SMALL: f64 = 0.04;
        self.boxes.iter().map(Rect::area).sum::<f64>() < SMALL * link * link * self.boxes.len() as f64
    }

    fn by_sample(&self, random: &mut SplitMix64) -> Option<Vec<Point>> {
        let n = self.graph.len();
        let reached = |share: f64| self.reached(0.4 * share);
        let model = SparseStress::new(&self.graph, (SAMPLED / n).clamp(24, 200), &self.bands, random, reached)?;
        let mut places = model.start(random);
        self.hold_hollow(&mut places);
        let hollow: Vec<bool> = (0..n).map(|i| self.hollow == Some(i)).collect();
        let rounds = if n > MANY { 16 } else { 36 };
        for round in 0..rounds {
            model.settle(&mut places, &hollow, 1, if round < rounds - rounds / 4 { 1.0 } else { FAR });
            if round >= rounds - 4 {
                self.give_air(&mut places, &self.boxes, 2);
            }
            self.reached(0.4 + 0.4 * f64::from(round) / f64::from(rounds))?;
        }
        let middle = self.orient(&mut places);
        if !self.known(true).is_empty() {
            self.hold_pins(&mut places, middle);
            model.settle(&mut places, &self.pinned, 20, 1.0);
        } else {
            self.make_roomy(&mut places);
        }
        places.iter_mut().for_each(|p| *p += middle);
        self.hold_pins(&mut places, Vec2::ZERO);
        self.reached(0.9)?;
        self.give_air(&mut places, &self.boxes, AIRED);
        free_all(&mut places, &self.boxes, &self.mobility());
        Some(places)
    }

    /// Parts those who stand nearer to each other than a tenth of a usual link, in some rounds: nearer, and two look
    /// like one. Does nothing where that would blow up the picture, or where footprints are larger anyway.
    fn give_air(&self, places: &mut [Point], boxes: &[Rect], rounds: usize) {
        /// As a part of the median link.
        const APART: f64 = 0.105;
        /// The least share of the picture's area over what all together ask for.
        const ROOM: f64 = 1.3;
        /// The part of the box around a round picture that it fills.
        const FILLED: f64 = 0.75;
        let mut lengths: Vec<f64> = self.graph.edges().map(|(a, link)| places[a].distance(places[link.to()])).collect();
        if lengths.is_empty() || !self.bands.is_empty() {
            return;
        }
        let middle = lengths.len() / 2;
        let side = APART * *lengths.select_nth_unstable_by(middle, f64::total_cmp).1;
        let spots: Vec<Rect> = places.iter().map(|p| Rect::from_points(*p, *p)).collect();
        if FILLED * bounds(&spots).area() > ROOM * side * side * places.len() as f64 {
            let spot = Rect::from_center_size(Point::ORIGIN, (side, side));
            let airy: Vec<Rect> = boxes.iter().map(|b| b.union(spot)).collect();
            push_apart(places, &airy, &self.mobility(), rounds);
        }
    }

    fn mobility(&self) -> Vec<f64> {
        self.pinned.iter().map(|&pinned| if pinned { 0.0 } else { 1.0 }).collect()
    }

    /// Scales the places up until footprints have about enough room; by how much.
    fn make_roomy(&self, places: &mut [Point]) -> f64 {
        let factor = roomy_scale(places, &self.boxes);
        places.iter_mut().for_each(|p| *p = (p.to_vec2() * factor).to_point());
        factor
    }

    /// The best of several starts: low stress, few crossings. Each has its own generator, so that they can
    /// be tried side by side.
    fn start(&self, wanted: &Wanted, dots: bool, random: &mut SplitMix64) -> Vec<Point> {
        let n = self.graph.len();
        let more = match n {
            0..=100 if dots => 5,
            0..=100 => 8,
            101..=REFINED => 2,
            _ => 0,
        };
        let seeds: Vec<u64> = (0..=more).map(|_| random.next_u64()).collect();
        let attempt = |&seed: &u64| {
            let random = &mut SplitMix64::new(seed);
            let mut flat = scattered(n, wanted.range().1, random);
            let free = vec![false; n];
            descend(wanted, &mut flat, &free, (15, 1.0), random);
            (0..if dots { 12 } else { 6 }).for_each(|_| settle(wanted, &mut flat, &free, 1.0));
            let mut places = vec![Point::ORIGIN; n];
            flat.write(&mut places);
            let crossings = if n <= REFINED && !dots { crossings(&self.graph, &places) } else { 0 };
            (stress(wanted, &flat) + PRICES.crossing * crossings as f64, places)
        };
        let attempts: Vec<(f64, Vec<Point>)> = seeds.par_iter().map(attempt).collect();
        let best = attempts.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|best| best.1).unwrap_or_default()
    }

    /// Spreads rings around their middle before it is decided which way up they are.
    fn balance(&self, wanted: &Wanted, places: &mut [Point]) {
        const ROUNDS: usize = 8;
        if self.bands.is_empty() {
            return;
        }
        let (mut flat, free) = (Flat::new(places), vec![false; places.len()]);
        for _ in 0..ROUNDS {
            settle(wanted, &mut flat, &free, 0.5);
            spread(&mut flat, &self.bands, &free, 0.5 * EVEN);
            shorten(&mut flat, &self.bands, &free, &self.graph);
        }
        flat.write(places);
    }

    /// Turns the picture: as it is known unless it would be much smaller so, else so that it suits the aspect and
    /// everybody stands on the right side. Where the middle of rings then has to be is answered; the places are relative
    /// to it.
    fn orient(&self, places: &mut Vec<Point>) -> Vec2 {
        let pins = self.known(true);
        let free = pins.len() < 2 && self.bands.is_empty();
        let present = if pins.is_empty() { self.known(false) } else { pins };
        if !present.is_empty() {
            places.push(Point::ORIGIN);
            match_places(places, &present);
            if free {
                // About the middle of what is known: about the one that is pinned, if it is.
                let about = present.iter().map(|(_, p)| p.to_vec2()).sum::<Vec2>() / present.len() as f64;
                lay_down(places, &self.boxes, self.aspect, about.to_point());
            }
        } else if self.bands.is_empty() {
            rotate_to_aspect(places, &self.boxes, self.aspect);
            face_up(places, &self.sides());
        } else {
            turn_right(places, &self.sides());
        }
        let middle = if places.len() > self.boxes.len() { places.pop() } else { None };
        let middle = middle.filter(|_| !self.bands.is_empty()).unwrap_or_default().to_vec2();
        places.iter_mut().for_each(|p| *p -= middle);
        middle
    }

    fn known(&self, pinned: bool) -> Vec<(usize, Point)> {
        let asked = (0..self.members.len()).filter(|&i| self.pinned[i] || !pinned);
        asked.filter_map(|i| Some((i, self.bodies[self.members[i]].usable_place()?))).collect()
    }

    fn sides(&self) -> Vec<f64> {
        self.members.iter().map(|&i| self.bodies[i].usable_side()).collect()
    }

    /// Brings the hollow to the middle, from where nothing moves it.
    fn hold_hollow(&self, places: &mut [Point]) {
        if let Some(hollow) = self.hollow {
            places[hollow] = Point::ORIGIN;
        }
    }

    /// Brings what is pinned to its place, as seen from the middle.
    fn hold_pins(&self, places: &mut [Point], middle: Vec2) {
        for (i, at) in self.known(true) {
            places[i] = at - middle;
        }
    }
}

fn stretched(b: Rect, factor: f64) -> Rect {
    Rect::new(b.x0 * factor, b.y0 / factor, b.x1 * factor, b.y1 / factor)
}

/// How much larger the arrangement has to become before footprints can be freed without spoiling it.
fn roomy_scale(places: &[Point], boxes: &[Rect]) -> f64 {
    /// The share of all footprint area that may overlap: with less, small maps become sparse and their
    /// labels small; with more, no room is left for lines between labels.
    const TOLERATED_SMALL: f64 = 0.08;
    /// Large maps are read as a whole: there, every push costs stress and room costs nothing.
    const TOLERATED_LARGE: f64 = 0.05;
    const MOST_STEPS: usize = 30;
    let tolerated = if boxes.len() <= REFINED { TOLERATED_SMALL } else { TOLERATED_LARGE };
    let exact = boxes.len() <= ALL_PAIRS;
    let step: f64 = if exact { 1.1 } else { 1.25 };
    let factor = |steps: usize| (0..steps).fold(1.0, |factor, _| factor * step);
    let is_roomy = |steps: usize| {
        let factor = factor(steps);
        let scaled: Vec<Point> = places.iter().map(|p| (p.to_vec2() * factor).to_point()).collect();
        let crowd = if exact { shared_area(&scaled, boxes) } else { crowding(&scaled, boxes) };
        crowd <= tolerated
    };
    // The least number of steps: doubled until it is enough, then halved in between.
    let mut enough = 0;
    while enough < MOST_STEPS && !is_roomy(enough) {
        enough = (2 * enough).clamp(1, MOST_STEPS);
    }
    let mut little = enough / 2;
    while little + 1 < enough {
        let between = usize::midpoint(little, enough);
        if is_roomy(between) {
            enough = between;
        } else {
            little = between;
        }
    }
    factor(enough)
}

/// The area that pairs of footprints share, as a part of the area of all.
fn shared_area(places: &[Point], boxes: &[Rect]) -> f64 {
    let rects = stand(places, boxes);
    let mut shared = 0.0;
    Grid::new(&rects).pairs(&rects, |a, b| shared += rects[a].intersect(rects[b]).area());
    shared / boxes.iter().map(Rect::area).sum::<f64>()
}

/// The part of all bodies that share a square of the mean footprint size with an earlier one: a cheap
/// stand-in for [`shared_area`] that does not become quadratic where thousands lie on one spot.
fn crowding(places: &[Point], boxes: &[Rect]) -> f64 {
    let side = (boxes.iter().map(Rect::area).sum::<f64>() / boxes.len() as f64).sqrt();
    // Both numbers side by side in one: it sorts three times as fast as a pair.
    let square = |p: &Point| {
        let cell = |x: f64| u64::from((x / side).floor() as i32 as u32);
        (cell(p.x) << 32) | cell(p.y)
    };
    let mut squares: Vec<u64> = places.iter().map(square).collect();
    squares.sort_unstable();
    squares.dedup();
    1.0 - squares.len() as f64 / places.len() as f64
}
