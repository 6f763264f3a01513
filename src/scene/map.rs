//! Paints a planned map, back to front: threads, sheaths, cords, bodies, names, marks.

use super::badges::Badge;
use super::body::{self, Body};
use super::brush::{Brush, round};
use super::cord::{self, Finish, Look, Severity, Sheath, Substance, marks};
use super::names::HALO;
use super::plan::{Cord, Form, Node, Plan};
use super::sizes::Detail;
use super::{Hit, HitShape, Item, Lens, Scene, Stroke, Target};
use crate::geom::{self, Point, Rect};
use crate::model::{ConnectionId, NodeId, Stance, Strand};
use crate::text::Weight;

/// How many weak connections are numbered at a time.
pub const NUMBERED: usize = 7;

/// The place of a connection in the Weak lens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// Its number, from 1.
    Numbered(usize),
    /// Weak, but not among the numbered ones.
    Further,
    /// Not weak.
    Sound,
}

impl Plan {
    /// The rank of every cord, in the order of cords; all `Sound` under other lenses.
    pub(super) fn ranks(&self) -> Vec<Rank> {
        let mut ranks = vec![Rank::Sound; self.cords.len()];
        if self.view.lens == Lens::Weak {
            for (i, id) in self.weak.iter().enumerate() {
                let Some(cord) = self.cord(*id) else { continue };
                ranks[cord] = if self.view.numbers().contains(&i) { Rank::Numbered(i + 1) } else { Rank::Further };
            }
        }
        ranks
    }

    /// The weak connections that this picture numbers, with their numbers.
    #[must_use]
    pub fn numbered(&self) -> Vec<(usize, ConnectionId)> {
        self.badges.iter().map(|badge| (badge.number, badge.connection)).collect()
    }

    /// Paints the map.
    #[must_use]
    pub fn map(&self) -> Scene {
        let mut painter = Painter { plan: self, brush: Brush::new(self.tokens), hits: Vec::new(), ranks: self.ranks() };
        painter.threads();
        painter.cords();
        painter.bodies();
        painter.names();
        painter.marks();
        painter.notes();
        let Painter { brush, hits, .. } = painter;
        finished(brush.items, hits, Some(self.tokens.canvas))
    }
}

/// A scene with bounds around all its items and a margin.
pub(super) fn finished(items: Vec<Item>, hits: Vec<Hit>, background: Option<super::Color>) -> Scene {
    const MARGIN: f64 = 16.0;
    let around = items.iter().map(Item::bounds).reduce(|a, b| a.union(b));
    let bounds = around.map_or(Rect::ZERO, |r| r.inflate(MARGIN, MARGIN));
    Scene { bounds, background, items, hits }
}

struct Painter<'a> {
    plan: &'a Plan,
    brush: Brush,
    hits: Vec<Hit>,
    ranks: Vec<Rank>,
}

impl Painter<'_> {
    fn weak_lens(&self) -> bool {
        self.plan.view.lens == Lens::Weak
    }

    /// The dotted threads from shared values to those who hold them.
    fn threads(&mut self) {
        let plan = self.plan;
        let t = plan.tokens;
        let dim = if self.weak_lens() { t.dim } else { 0.35 };
        let stroke =
            round(t.toward_canvas(t.strand(Strand::Values), dim), 1.4_f64.max(t.stroke_floor)).dashed(1.4, 4.2);
        for thread in &plan.threads {
            let (value, actor) = (&plan.nodes[thread.value], &plan.nodes[thread.actor]);
            if let Some(path) = thread_path(value, actor, plan.unit())
                && plan.shows(Rect::from_points(value.at, actor.at).inflate(30.0, 30.0))
            {
                self.brush.line(path, stroke);
            }
        }
    }

    /// Paper lies above everything.
    fn notes(&mut self) {
        for note in self.plan.notes.iter().filter(|note| self.plan.shows(note.area)) {
            note.paint(&mut self.brush);
        }
    }

    fn cords(&mut self) {
        let plan = self.plan;
        let shown: Vec<usize> = (0..plan.cords.len()).filter(|i| plan.shows(plan.cords[*i].area())).collect();
        // Strong to thin, so that a thin cord is never lost below a strong one.
        let mut order = shown.clone();
        order.sort_by_key(|i| {
            (matches!(self.ranks[*i], Rank::Numbered(_)), std::cmp::Reverse(plan.cords[*i].points), *i)
        });
        if !self.weak_lens() {
            for i in &order {
                let look = &plan.cords[*i].look;
                if look.severity == Some(Severity::Large) || look.is_missing() {
                    self.sheath(*i, 0.55, false);
                }
            }
        }
        for i in &order {
            if matches!(self.ranks[*i], Rank::Numbered(_)) {
                self.sheath(*i, 1.0, true);
            }
        }
        for i in order {
            self.cord(i);
        }
    }

    fn sheath(&mut self, i: usize, strength: f64, edged: bool) {
        let cord = &self.plan.cords[i];
        let Some(severity) = cord.look.severity else { return };
        let color = if cord.look.is_missing() { self.plan.tokens.large } else { self.plan.tokens.severity(severity) };
        let hollow = cord.look.is_missing();
        let sheath = Sheath { color, need: cord.look.need, strength, edged, hollow };
        cord::sheath(&mut self.brush, &cord.spine, self.plan.sizes.cord, &sheath);
    }

    fn cord(&mut self, i: usize) {
        let plan = self.plan;
        let cord = &plan.cords[i];
        let (t, k) = (plan.tokens, plan.sizes.cord);
        let finish = self.finish(&cord.look, self.ranks[i]);
        cord::paint(&mut self.brush, &cord.spine, &cord.look, &finish);
        let dim = |color| t.toward_canvas(color, finish.dim);
        let half = cord.look.width(k, t) / 2.0;
        match cord.look.stance {
            Stance::For => {}
            Stance::Strained => marks::knots(&mut self.brush, &cord.spine, half, k, dim(t.ink)),
            Stance::Against => marks::barbs(&mut self.brush, &cord.spine, half, k, dim(t.ink)),
        }
        if cord.look.taper != 0.0 {
            let size = if plan.sizes.detail == Detail::Near { 7.0 } else { 5.6 };
            marks::arrow(&mut self.brush, &cord.spine, cord.look.taper > 0.0, size * k, dim(t.ink));
        }
        if self.ranks[i] == Rank::Further {
            let color = t.severity(cord.look.severity.unwrap_or(Severity::Small));
            marks::tick(&mut self.brush, &cord.spine, k, t.toward_canvas(t.mark(color), 0.45));
        }
        self.hits.push(Hit {
            target: Target::Connection(cord.id),
            shape: HitShape::Line(cord.spine.points().to_vec(), half),
        });
    }

    /// How a cord is finished under this lens.
    fn finish(&self, look: &Look, rank: Rank) -> Finish {
        let plan = self.plan;
        let numbered = matches!(rank, Rank::Numbered(_));
        let (dim, worn) = match (self.weak_lens(), rank) {
            (true, Rank::Numbered(_)) => (0.0, look.severity),
            (true, Rank::Further) => (plan.tokens.dim - 0.14, None),
            (true, Rank::Sound) => (plan.tokens.dim, None),
            (false, _) => (0.0, look.severity.filter(|severity| *severity == Severity::Large)),
        };
        let sheathed = worn.is_some() && (numbered || !self.weak_lens());
        Finish { k: plan.sizes.cord, detail: plan.sizes.detail, dim, worn, sheathed }
    }

    fn bodies(&mut self) {
        let plan = self.plan;
        let weak = self.weak_lens();
        let mut order: Vec<usize> = (0..plan.nodes.len()).collect();
        order.sort_by_key(|i| plan.nodes[*i].touched);
        for i in order {
            let node = &plan.nodes[i];
            let reach = node.reach(plan.unit());
            if !plan.shows(Rect::from_center_size(node.at, (2.0 * reach + 40.0, 2.0 * reach + 40.0))) {
                continue;
            }
            node.paint(&mut self.brush, plan.unit(), if weak && !node.touched { 0.62 } else { 0.0 });
            self.hits.push(Hit { target: node.target(), shape: HitShape::Disc(node.at, reach) });
        }
    }

    fn names(&mut self) {
        let plan = self.plan;
        for node in &plan.nodes {
            if let Some(area) = node.name.filter(|area| plan.shows(area.inflate(HALO, HALO))) {
                plan.paint_name(&mut self.brush, node, Weight::Medium);
                self.hits.push(Hit { target: node.target(), shape: HitShape::Box(area) });
            }
        }
    }

    /// Bridges (Strength) and numbers (Weak), above everything.
    fn marks(&mut self) {
        let plan = self.plan;
        let (t, k) = (plan.tokens, plan.sizes.cord);
        if !self.weak_lens() {
            for cord in plan.cords.iter().filter(|cord| cord.shows_bridge(plan)) {
                if plan.shows(cord.area()) {
                    marks::bridge(&mut self.brush, &cord.spine, cord.half_room(plan), k, t.ink);
                }
            }
        }
        for badge in &plan.badges {
            badge.paint(&mut self.brush);
            let target = Target::Connection(badge.connection);
            self.hits.push(Hit { target, shape: HitShape::Disc(badge.at, badge.radius) });
        }
    }
}

impl Badge {
    /// Paints the number.
    pub(super) fn paint(&self, brush: &mut Brush) {
        marks::badge(brush, self.at, self.number, self.radius, self.width);
    }
}

impl Cord {
    /// The box around the cord with its sheath and marks.
    pub(super) fn area(&self) -> Rect {
        let points = self.spine.points();
        let around = points.iter().fold(Rect::from_points(points[0], points[0]), |r, p| r.union_pt(*p));
        around.inflate(40.0, 40.0)
    }

    /// Whether it runs below a box.
    pub(super) fn passes(&self, area: Rect) -> bool {
        let length = self.spine.length();
        let steps = (length / 4.0).ceil().max(1.0);
        (0..=steps as usize).any(|i| area.contains(self.spine.at(length * i as f64 / steps, 0.0)))
    }

    /// Whether its bracket shows: not where nothing passes or where it would not fit.
    pub(super) fn shows_bridge(&self, plan: &Plan) -> bool {
        self.bridge
            && matches!(self.look.substance, Substance::Strands(_))
            && self.spine.length() > 30.0 * plan.sizes.cord
    }

    /// Half the room that the cord takes at its middle.
    fn half_room(&self, plan: &Plan) -> f64 {
        let half = self.look.width(plan.sizes.cord, plan.tokens) / 2.0;
        if plan.sizes.detail == Detail::Near { half.max(5.2 * plan.sizes.cord) } else { half }
    }
}

impl Node {
    /// What the pointer means when it is over the node.
    pub(super) const fn target(&self) -> Target {
        match self.id {
            NodeId::Actor(id) => Target::Actor(id),
            NodeId::Value(id) => Target::Value(id),
        }
    }

    /// Paints the body, without its name.
    pub(super) fn paint(&self, brush: &mut Brush, unit: f64, dim: f64) {
        let (at, radius, keystone, pinned) = (self.at, self.radius, self.keystone, self.pinned);
        let body = Body { at, radius, unit, dim, keystone, pinned };
        match self.form {
            Form::Leaf => body::value(brush, &body),
            Form::Actor(family, icon) => body::actor(brush, family, icon, &body),
        }
    }
}

impl Plan {
    /// Paints a name where it stands, as far from the canvas as its lens wants it.
    pub(super) fn paint_name(&self, brush: &mut Brush, node: &Node, weight: Weight) {
        if let (Some(block), Some(area)) = (&node.block, node.name) {
            let t = brush.tokens;
            let ink = if node.form == Form::Leaf { t.ink2 } else { t.ink };
            let dim = if self.view.lens == Lens::Weak && !node.touched { 0.45 } else { 0.0 };
            block.paint(brush, area, t.toward_canvas(ink, dim), weight);
        }
    }
}

/// The way of a thread: one gentle bow from leaf to body; `None` where they touch.
fn thread_path(value: &Node, actor: &Node, unit: f64) -> Option<Vec<Point>> {
    let way = geom::bow(value.at, actor.at, 0.04 * (actor.at - value.at).hypot());
    let path = geom::trim(&way, value.radius, actor.reach(unit));
    (path.len() >= 2).then_some(path)
}

/// The stroke of a thread in a legend.
pub(super) fn thread_stroke(tokens: &super::Tokens) -> Stroke {
    round(tokens.toward_canvas(tokens.strand(Strand::Values), 0.35), 1.4_f64.max(tokens.stroke_floor)).dashed(1.4, 4.2)
}
