//! The promise in the middle of a map in rings: where that middle is, in which lines and how large it is said, and the
//! ground on which it stands. It moves nobody: the layout keeps its room free.

use super::brush::{Brush, DESCENT, Type};
use super::medallion::even;
use super::plan::Node;
use super::rings::ring_of;
use super::route::Obstacle;
use super::{Color, Lens, Theme, Tokens, View, shapes};
use crate::geom::{Point, Rect, Vec2, overlap};
use crate::model::{Arrangement, Document};
use crate::text::{Line, Measure, Weight};

/// The size of its words as shares of that of names, the best first; never below the least size of names.
const SIZES: [f64; 5] = [1.2, 1.1, 1.0, 0.92, 0.85];
/// How wide its lines may be, in ems, the best first.
const WIDE: [f64; 5] = [13.0, 11.0, 9.5, 17.0, 8.0];
/// Lines are of about one length where the shortest is no shorter than this share of the longest.
const EVEN: f64 = 0.58;
const LEAD: f64 = 1.25;
/// Between words and the edge of their ground, and between that and bodies.
const PAD: f64 = 7.0;
const AIR: f64 = 3.0;
/// The layout keeps the room for a map that is seen whole in a window: from so far off words need more of the map.
const SEEN_AT: f64 = 0.63;
/// Further room at every side: bodies shrink less than distances.
const AROUND: f64 = 10.0;
/// No body is larger, on the map.
const LARGEST: f64 = 60.0;

/// The middle of the rings, kept free for the promise.
#[derive(Clone, Debug)]
pub(super) struct Middle {
    /// On the picture.
    pub(super) at: Point,
    /// Half the size of the words as they are usually set.
    half: Vec2,
}

/// The words, and where they stand.
#[derive(Clone, Debug)]
pub(super) struct Promise {
    lines: Vec<Line>,
    size: f64,
    at: Point,
}

/// The room that the promise takes in the middle of the rings, at a scale of 1; empty where none is given, or
/// where the map is not arranged in rings.
#[must_use]
pub fn promise_room(document: &Document, measure: &dyn Measure, tokens: &Tokens) -> Rect {
    let size = SIZES[0] * tokens.name_size;
    let Some(words) = words(document) else { return Rect::ZERO };
    let lines = settings(measure, words, size).into_iter().flatten().next().unwrap_or_default();
    let room = Promise { lines, size, at: Point::ORIGIN }.area();
    Rect::from_center_size(Point::ORIGIN, room.size() * (1.0 / SEEN_AT)).inflate(AROUND, AROUND)
}

/// The ways to break the words into lines, the best first: those of about one length, and the others.
fn settings(measure: &dyn Measure, words: &str, size: f64) -> [Vec<Vec<Line>>; 2] {
    let all = WIDE.iter().map(|ems| even(measure, words, size, *ems));
    let (even, uneven) = all.partition(|lines: &Vec<Line>| {
        let widths = || lines.iter().map(|line| line.width);
        widths().fold(f64::INFINITY, f64::min) >= EVEN * widths().fold(0.0, f64::max)
    });
    [even, uneven]
}

fn words(document: &Document) -> Option<&str> {
    document.meta().promised().filter(|_| document.meta().arrangement == Arrangement::Rings)
}

impl Middle {
    /// The place near the middle of the inside from which it is furthest to anybody, as far as the words need that:
    /// the same at every scale and in every theme. `None` where nothing is promised, or said in another way.
    pub(super) fn find(document: &Document, nodes: &[Node], measure: &dyn Measure, view: &View) -> Option<Self> {
        /// So much of the room of the words is enough, and half of it not worth the way out of the middle.
        const ENOUGH: f64 = 1.2;
        const PULL: f64 = 0.5;
        /// How far off the middle may lie, as a part of the way to the inside; and how finely it is looked for.
        const REACH: f64 = 0.6;
        const STEPS: i32 = 6;
        const FINER: i32 = 4;
        // A portrait says the promise in its own way.
        let room = promise_room(document, measure, Theme::Light.tokens());
        if view.lens == Lens::Portrait || room.area() <= 0.0 || nodes.is_empty() {
            return None;
        }
        let factors = view.place(Point::new(1.0, 1.0));
        let onto_map = |node: &Node| Point::new(node.at.x / factors.x, node.at.y / factors.y);
        let mut inside: Vec<Point> =
            nodes.iter().filter(|node| ring_of(document, node.id) <= 1).map(onto_map).collect();
        if inside.len() < 3 {
            inside = nodes.iter().map(onto_map).collect();
        }
        let guess = (inside.iter().map(|p| p.to_vec2()).sum::<Vec2>() / inside.len() as f64).to_point();
        let reach = REACH * inside.iter().map(|p| p.distance(guess)).sum::<f64>() / inside.len() as f64;
        let half = room.size().to_vec2() / 2.0;
        let far = Vec2::new(reach, reach) + half * ENOUGH;
        let near = |p: Point| (p.x - guess.x).abs() < far.x + LARGEST && (p.y - guess.y).abs() < far.y + LARGEST;
        let bodies: Vec<(Point, f64)> =
            nodes.iter().map(|node| (onto_map(node), node.full)).filter(|(at, _)| near(*at)).collect();
        let worth = |p: Point| {
            let clear = bodies.iter().map(|(at, r)| {
                let away = *at - p;
                ((away.x.abs() - r) / half.x).max((away.y.abs() - r) / half.y)
            });
            clear.fold(ENOUGH, f64::min) - PULL * p.distance(guess) / reach.max(1.0)
        };
        let mut best = (worth(guess), guess);
        let mut step = reach / f64::from(STEPS);
        let mut count = STEPS;
        for _ in 0..FINER {
            let about = best.1;
            for (i, j) in (-count..=count).flat_map(|i| (-count..=count).map(move |j| (i, j))) {
                let p = about + Vec2::new(f64::from(i), f64::from(j)) * step;
                let worth = worth(p);
                if worth > best.0 + 1.0e-9 {
                    best = (worth, p);
                }
            }
            (step, count) = (step / 3.0, 2);
        }
        Some(Self { at: view.place(best.1), half: (half - Vec2::new(AROUND, AROUND)) * SEEN_AT })
    }

    /// What cords bow around where all is drawn `scale` times as large as here: discs side by side, as wide as the
    /// words.
    pub(super) fn obstacles(&self, scale: f64) -> impl Iterator<Item = Obstacle> {
        // Discs leave the corners of a box out.
        let reach = 1.15 * self.half.y.min(self.half.x);
        let beside = (self.half.x - self.half.y).max(0.0);
        let count = (beside / reach).ceil();
        let at = (self.at.to_vec2() * scale).to_point();
        let disc = move |k: i32| {
            let off = beside * f64::from(k) / count.max(1.0);
            Obstacle { at: at + Vec2::new(off, 0.0), reach, near: true }
        };
        (-(count as i32)..=count as i32).map(disc)
    }
}

impl Promise {
    /// The promise as large as the middle has room for; `None` where it could not be read.
    pub(super) fn place(
        document: &Document,
        middle: &Middle,
        nodes: &[Node],
        unit: f64,
        (measure, tokens): (&dyn Measure, &Tokens),
    ) -> Option<Self> {
        let words = words(document)?;
        let cover = |node: &Node| node.covers(unit).inflate(AIR, AIR) + node.at.to_vec2();
        let bodies: Vec<Rect> = nodes.iter().map(cover).collect();
        let set = settings(measure, words, tokens.name_size);
        let sizes = || SIZES.into_iter().filter(|share| share * tokens.name_size >= tokens.name_floor - 1.0e-9);
        let all = set.iter().flat_map(|set| sizes().flat_map(move |share| set.iter().map(move |lines| (share, lines))));
        let sized = |line: &Line, share: f64| Line { text: line.text.clone(), width: line.width * share };
        let mut all = all.map(|(share, lines)| Self {
            lines: lines.iter().map(|line| sized(line, share)).collect(),
            size: share * tokens.name_size,
            at: middle.at,
        });
        all.find(|promise| !bodies.iter().any(|body| overlap(*body, promise.area())))
    }

    fn lead(&self) -> f64 {
        self.size * LEAD
    }

    /// What its ground covers.
    pub(super) fn area(&self) -> Rect {
        let width = self.lines.iter().map(|line| line.width).fold(0.0, f64::max);
        Rect::from_center_size(self.at, (width, self.lead() * self.lines.len() as f64)).inflate(PAD, PAD / 2.0)
    }

    /// Paints its words on their ground, above cords and threads.
    pub(super) fn paint(&self, brush: &mut Brush, ground: Color) {
        let area = self.area();
        brush.path(shapes::rounded_box(area, 0.5 * area.height().min(36.0)), Some(ground), None);
        let set = Type::new(self.size, Weight::SemiBold, brush.tokens.ink).centered();
        let mut y = area.y0 + PAD / 2.0 + self.lead() - DESCENT * self.size;
        for line in &self.lines {
            brush.text_run(&line.text, line.width, Point::new(self.at.x, y), set);
            y += self.lead();
        }
    }
}
