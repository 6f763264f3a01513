//! The middle of a portrait: what is promised, and the values that are shared, with everybody around it.
//!
//! Opening the middle moves everyone outward by the same distance: who stood left stays left, neighbors stay
//! neighbors, and no two come much nearer to each other. Only a portrait does so; no place is kept.

use super::brush::{Brush, DESCENT, Type};
use super::plan::{Form, Node};
use super::shapes::circle;
use super::sizes::Sizes;
use super::wreath::Oval;
use super::{Stroke, Tokens, Values, View};
use crate::geom::{Affine, BezPath, Point, Rect, Vec2};
use crate::model::Document;
use crate::text::{Line, Measure, Weight, wrap};

/// Words in the middle of a portrait, with an oval around them.
#[derive(Clone, Debug)]
pub(super) struct Medallion {
    at: Point,
    /// Half the width and half the height of the oval.
    half: Vec2,
    promise: Vec<Line>,
    /// Names of shared values, in rows.
    values: Vec<Vec<Line>>,
    size: f64,
}

/// The promise, as a share of the size of a name.
const TYPE: f64 = 1.4;
/// Values, as a share of the promise; and the room for a leaf before each and the gap after it, in ems.
const SMALLER: f64 = 0.66;
const LEAF: f64 = 1.25;
const GAP: f64 = 1.5;
/// How wide a promise may be, in ems, and in how many lines.
const WIDE: f64 = 13.0;
const LINES: usize = 5;
const LEAD: f64 = 1.32;
/// Room between words and oval, and between the oval and the nearest body.
const PAD: f64 = 14.0;
/// From the inner line of the oval to its outer one.
const EDGE: f64 = 5.0;
const ROOM: f64 = 30.0;

impl Medallion {
    /// Opens the middle of the map for its promise (or, where none is given, its mission): moves `nodes` outward
    /// and takes the values among them into the oval. `None`, and nothing moved, without words or without people.
    pub(super) fn open(
        document: &Document,
        nodes: &mut Vec<Node>,
        sizes: &Sizes,
        (measure, tokens): (&dyn Measure, &Tokens),
        view: &View,
    ) -> Option<Self> {
        let words = document.meta().promised()?;
        let actors = nodes.iter().filter(|node| node.form != Form::Leaf);
        let around = actors.map(|node| Rect::from_points(node.at, node.at)).reduce(|a, b| a.union(b))?;
        let size = (tokens.name_size * TYPE).round();
        let promise = even(measure, words, size, WIDE);
        let values = if view.values == Values::Shapes { rows(document, measure, size * SMALLER) } else { Vec::new() };
        let mut medallion = Self { at: around.center(), half: Vec2::ZERO, promise, values, size };
        let (width, height) = medallion.words();
        // The flattest oval around a box is its circle, squeezed.
        let (x, y) = (width / 2.0, height / 2.0);
        let root = std::f64::consts::SQRT_2;
        medallion.half = Vec2::new(x * root, y * root) + Vec2::new(PAD, PAD);
        nodes.retain(|node| node.form != Form::Leaf);
        let largest = nodes.iter().map(|node| node.radius).fold(0.0, f64::max);
        let out = medallion.half + Vec2::new(1.0, 1.0) * (largest + ROOM * sizes.cord);
        let squeeze = out.x / out.y;
        for node in nodes {
            let from = node.at - medallion.at;
            let raised = Vec2::new(from.x, from.y * squeeze);
            let far = raised.hypot();
            let direction = if far > 1.0e-6 { raised / far } else { Vec2::new(0.0, -1.0) };
            let moved = direction * (far + out.x);
            node.at = medallion.at + Vec2::new(moved.x, moved.y / squeeze);
        }
        Some(medallion)
    }

    /// The size of all words.
    fn words(&self) -> (f64, f64) {
        let lines = self.promise.iter().map(|line| line.width);
        let small = self.size * SMALLER;
        let width = lines.chain(self.values.iter().map(|row| row_width(row, small))).fold(0.0, f64::max);
        let values = if self.values.is_empty() { 0.0 } else { self.gap() + self.values.len() as f64 * small * 1.7 };
        (width, self.promise.len() as f64 * self.size * LEAD + values)
    }

    fn gap(&self) -> f64 {
        self.size * 0.45
    }

    /// What cords and names had better leave free.
    pub(super) fn area(&self) -> Rect {
        Rect::from_center_size(self.at, (2.0 * self.half.x, 2.0 * self.half.y))
    }

    /// What cords lead around.
    pub(super) fn oval(&self) -> Oval {
        Oval { at: self.at, half: self.half + Vec2::new(EDGE, EDGE) }
    }

    /// Paints it.
    pub(super) fn paint(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let oval = |pad: f64| ellipse(self.at, self.half + Vec2::new(pad, pad));
        brush.path(oval(EDGE), Some(t.canvas), Some(Stroke::solid(t.ink, t.stroke_floor.max(1.5))));
        brush.path(oval(0.0), None, Some(Stroke::solid(t.toward_canvas(t.ink, 0.55), t.stroke_floor.max(0.75))));
        let set = Type::new(self.size, Weight::SemiBold, t.ink).centered();
        let (_, height) = self.words();
        let mut y = self.at.y - height / 2.0;
        for line in &self.promise {
            y += self.size * LEAD;
            brush.text_run(&line.text, line.width, Point::new(self.at.x, y - self.size * DESCENT), set);
        }
        let small = self.size * SMALLER;
        let set = Type::new(small, Weight::Medium, t.ink2);
        y += self.gap();
        for row in &self.values {
            y += small * 1.7;
            let base = y - small * 0.55;
            let mut x = self.at.x - row_width(row, small) / 2.0;
            for value in row {
                super::names::chip(brush, Point::new(x + 0.45 * small, base - 0.32 * small), small * 0.46);
                brush.text_run(&value.text, value.width, Point::new(x + LEAF * small, base), set);
                x += LEAF * small + value.width + GAP * small;
            }
        }
    }
}

/// Words in lines of about one length, at most so many ems: as narrow as they can be without another line.
pub(super) fn even(measure: &dyn Measure, words: &str, size: f64, wide: f64) -> Vec<Line> {
    let lines = |ems: f64| wrap(measure, words, size, Weight::SemiBold, ems * size, LINES);
    let mut best = lines(wide);
    for step in 1..=12 {
        let narrower = lines(wide - 0.5 * f64::from(step));
        if narrower.len() > best.len() {
            break;
        }
        best = narrower;
    }
    best
}

/// The values of a map in rows a little wider than a promise may be.
fn rows(document: &Document, measure: &dyn Measure, size: f64) -> Vec<Vec<Line>> {
    let room = 1.3 * WIDE * size / SMALLER;
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for (_, value) in document.values() {
        let width = measure.width(&value.name, size, Weight::Medium);
        let line = Line { text: value.name.clone(), width };
        let fits = |row: &&mut Vec<Line>| row_width(row, size) + (GAP + LEAF) * size + width <= room;
        match rows.last_mut().filter(fits) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    rows
}

fn row_width(row: &[Line], size: f64) -> f64 {
    row.iter().map(|line| line.width + (LEAF + GAP) * size).sum::<f64>() - GAP * size
}

fn ellipse(at: Point, half: Vec2) -> BezPath {
    Affine::translate(at.to_vec2()) * Affine::scale_non_uniform(half.x, half.y) * circle(Point::ORIGIN, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::model::{Actor, Connection, Edit, Level, MetaChange, Placement, Strands};
    use crate::scene::{Lens, Memory, Plan, Theme};
    use crate::text::FixedWidth;

    fn portrait(promise: &str, places: &[(f64, f64)]) -> Plan {
        let mut document = Document::new("portrait".to_owned());
        let actors = places.iter().enumerate().map(|(i, at)| {
            let actor = Actor { key: format!("a{i}"), name: format!("Somebody {i}"), ..Actor::default() };
            Edit::AddActor(Box::new(actor), Some(Placement { at: Point::from(*at), pinned: false }))
        });
        let _ = document.apply(Edit::All(actors.collect())).unwrap();
        let ids: Vec<_> = document.actors().map(|(id, _)| id).collect();
        for (i, a) in ids.iter().enumerate() {
            for (j, b) in ids.iter().enumerate().take(i) {
                let strands = Strands([3, 3, 3].map(Level::new));
                let connection = Connection { strands, ..Connection::new(format!("{i}--{j}"), *a, *b) };
                let _ = document.apply(Edit::AddConnection(Box::new(connection))).unwrap();
            }
        }
        let _ = document.apply(Edit::Meta(MetaChange::Promise(promise.to_owned()))).unwrap();
        let view = View::new(Theme::Light, Lens::Portrait, 1.0);
        Plan::new(&document, &Analysis::default(), &FixedWidth, &view, &mut Memory::default())
    }

    const PLACES: [(f64, f64); 6] =
        [(0.0, 0.0), (30.0, 5.0), (400.0, 0.0), (200.0, 300.0), (210.0, 150.0), (0.0, 300.0)];

    #[test]
    fn everybody_stands_around_the_promise_as_far_apart_as_before() {
        let plan = portrait("Good coffee, fairly bought", &PLACES);
        let middle = plan.medallion.as_ref().unwrap();
        for (i, node) in plan.nodes.iter().enumerate() {
            let from = node.at - middle.at;
            let inside = libm::hypot(from.x / middle.half.x, from.y / middle.half.y);
            assert!(inside > 1.0, "{i} stands in the oval");
            for (j, other) in plan.nodes.iter().enumerate().take(i) {
                let before = (Point::from(PLACES[i]) - Point::from(PLACES[j])).hypot();
                assert!((node.at - other.at).hypot() >= 0.9 * before, "{i} and {j} came nearer");
            }
        }
        assert!(!plan.nodes.iter().filter_map(|node| node.name).any(|name| crate::geom::overlap(name, middle.area())));
    }

    #[test]
    fn no_cord_passes_beneath_the_promise() {
        let plan = portrait("Good coffee, fairly bought", &PLACES);
        let oval = plan.medallion.as_ref().unwrap().oval();
        assert!(plan.cords.len() > 10, "all are joined but who touches: {}", plan.cords.len());
        for cord in &plan.cords {
            let steps = (cord.spine.length() / 4.0).ceil() as u32;
            for i in 0..=steps {
                let from = cord.spine.at(cord.spine.length() * f64::from(i) / f64::from(steps), 0.0) - oval.at;
                let out = libm::hypot(from.x / oval.half.x, from.y / oval.half.y);
                assert!(out > 1.0, "{:?} passes beneath: {out}", cord.id);
            }
        }
    }

    #[test]
    fn without_a_promise_nobody_moves() {
        let plan = portrait(" ", &PLACES);
        assert!(plan.medallion.is_none());
        assert!(plan.nodes.iter().zip(PLACES).all(|(node, place)| node.at == Point::from(place)));
    }
}
