//! Paints a planned map, back to front: hulls, threads, sheaths, cords, bodies, names, marks.

use std::sync::Arc;

use super::badges::Badge;
use super::body::{self, Body};
use super::brush::{Brush, round};
use super::cord::{self, Finish, Look, Sheath, marks};
use super::lens::{self, Glow, Halves, Mark, Rank, Shown};
use super::names::HALO;
use super::plan::{Cord, Form, Node, Plan};
use super::signs::{self, Sign};
use super::sizes::Detail;
use super::{Hit, HitShape, Item, Lens, MARK_CONTRAST, Scene, Stroke, Target};
use crate::geom::{self, Point, Rect};
use crate::model::{ConnectionId, NodeId, Stance, Strand};
use crate::text::Weight;

/// How many connections of a list are numbered at a time.
pub const NUMBERED: usize = 7;

impl Plan {
    /// The connections that this picture numbers, with their numbers.
    #[must_use]
    pub fn numbered(&self) -> Vec<(usize, ConnectionId)> {
        self.badges.iter().map(|badge| (badge.number, badge.connection)).collect()
    }

    /// Paints the map.
    #[must_use]
    pub fn map(&self) -> Scene {
        let mut painter = Painter { plan: self, brush: Brush::new(self.tokens), hits: Vec::new() };
        self.rings.paint(&mut painter.brush);
        painter.hulls();
        painter.threads();
        painter.cords();
        self.rings.paint_words(&mut painter.brush);
        if let Some(medallion) = &self.medallion {
            medallion.paint(&mut painter.brush);
        }
        painter.leaders();
        painter.bodies();
        painter.names();
        painter.marks();
        painter.notes();
        let Painter { brush, hits, .. } = painter;
        let background = Some(self.tokens.canvas);
        match self.view.clip {
            Some(bounds) => Scene { bounds, background, items: brush.items, hits },
            None => finished(brush.items, hits, background),
        }
    }
}

/// The margin around a map.
pub const BORDER: f64 = 16.0;

/// A scene with bounds around all its items and a margin.
pub(super) fn finished(items: Vec<Item>, hits: Vec<Hit>, background: Option<super::Color>) -> Scene {
    let around = items.iter().map(Item::bounds).reduce(|a, b| a.union(b));
    let bounds = around.map_or(Rect::ZERO, |r| r.inflate(BORDER, BORDER));
    Scene { bounds, background, items, hits }
}

struct Painter<'a> {
    plan: &'a Plan,
    brush: Brush,
    hits: Vec<Hit>,
}

impl Painter<'_> {
    /// The hulls of groups, beneath everything.
    fn hulls(&mut self) {
        self.plan.hulls.iter().for_each(|hull| hull.paint_ribbons(&mut self.brush));
        self.plan.hulls.iter().for_each(|hull| hull.paint(&mut self.brush));
    }

    /// The dotted threads from shared values to those who hold them.
    fn threads(&mut self) {
        let plan = self.plan;
        let t = plan.tokens;
        let dim = if plan.view.lens == Lens::Strength { 0.35 } else { t.dim };
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
            self.hits.push(Hit { target: Target::Note(note.id), shape: HitShape::Box(note.area) });
        }
    }

    fn cords(&mut self) {
        let plan = self.plan;
        // Strong to thin, so that a thin cord is never lost below a strong one; but far out, where thin lines
        // are pale, too, the strong ones carry the picture.
        let far = plan.sizes.detail == Detail::Far;
        let mut order: Vec<usize> = (0..plan.cords.len()).filter(|i| plan.shows(plan.cords[*i].area())).collect();
        order.sort_by_cached_key(|i| {
            let (shown, points) = (&plan.shown[*i], plan.cords[*i].points);
            let rank = if far { points } else { u8::MAX - points };
            (matches!(shown.rank, Rank::Numbered(_)), shown.dim == 0.0, rank)
        });
        self.brush.items.reserve(order.len());
        self.hits.reserve(order.len());
        for i in &order {
            self.glow(*i);
        }
        for i in order {
            self.cord(i);
        }
    }

    /// What lies around a cord: beneath all cords, so that no strand is ever tinted.
    fn glow(&mut self, i: usize) {
        self.plan.paint_glow(&mut self.brush, &self.plan.cords[i], &self.plan.shown[i]);
    }

    /// A cord with the marks along it, as it was painted before where nothing about it changed.
    fn cord(&mut self, i: usize) {
        let (plan, cord) = (self.plan, &self.plan.cords[i]);
        let painted = plan.painted[i].get_or_init(|| {
            let mut brush = Brush::new(plan.tokens);
            plan.paint_cord(&mut brush, cord, &plan.shown[i]);
            brush.items.into()
        });
        self.brush.items.extend_from_slice(painted);
        let half = cord.look.width(plan.sizes.cord, plan.tokens) / 2.0;
        let (target, points) = (Target::Connection(cord.id), Arc::clone(cord.spine.points()));
        self.hits.push(Hit { target, shape: HitShape::Line(points, half) });
    }

    /// The lines that lead from names far off to their bodies, beneath all bodies: some cross a crowd.
    fn leaders(&mut self) {
        let plan = self.plan;
        for node in &plan.nodes {
            plan.paint_leader(&mut self.brush, node);
        }
    }

    fn bodies(&mut self) {
        let plan = self.plan;
        let fades = plan.view.lens.numbers();
        let mut order: Vec<usize> = (0..plan.nodes.len()).collect();
        order.sort_by_key(|i| plan.nodes[*i].touched);
        for i in order {
            let node = &plan.nodes[i];
            let reach = node.reach(plan.unit());
            if !plan.shows(Rect::from_center_size(node.at, (2.0 * reach + 40.0, 2.0 * reach + 40.0))) {
                continue;
            }
            node.paint(&mut self.brush, plan.unit(), if fades && !node.touched { 0.62 } else { 0.0 });
            self.hits.push(Hit { target: node.target(), shape: HitShape::Disc(node.at, reach) });
        }
    }

    fn names(&mut self) {
        let plan = self.plan;
        for node in &plan.nodes {
            if let Some(area) = node.name.filter(|area| plan.shows(area.inflate(HALO, HALO))) {
                plan.paint_words(&mut self.brush, node, Weight::Medium);
                self.hits.push(Hit { target: node.target(), shape: HitShape::Box(area) });
            }
        }
    }

    /// Brackets, round marks and numbers, above everything.
    fn marks(&mut self) {
        let plan = self.plan;
        for label in plan.labels.iter().filter(|label| plan.shows(label.area)) {
            label.paint(&mut self.brush);
            let target = Target::Connection(plan.cords[label.cord].id);
            self.hits.push(Hit { target, shape: HitShape::Box(label.area) });
        }
        for sign in &plan.signs {
            if !plan.shows(sign.area()) {
                continue;
            }
            plan.paint_sign(&mut self.brush, sign);
            // A bracket is no more than its cord.
            if sign.mark != Mark::Bridge {
                let target = Target::Connection(plan.cords[sign.cord].id);
                self.hits.push(Hit { target, shape: HitShape::Disc(sign.at, sign.radius) });
            }
        }
        for hull in &plan.hulls {
            hull.paint_name(&mut self.brush);
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
        self.spine.area().inflate(40.0, 40.0)
    }

    /// Whether it runs below a box.
    pub(super) fn passes(&self, area: Rect) -> bool {
        let length = self.spine.length();
        let steps = (length / 4.0).ceil().max(1.0);
        (0..=steps as usize).any(|i| area.contains(self.spine.at(length * i as f64 / steps, 0.0)))
    }

    /// Half the room that the cord takes at its middle.
    pub(super) fn half_room(&self, plan: &Plan) -> f64 {
        let half = self.look.width(plan.sizes.cord, plan.tokens) / 2.0;
        if plan.sizes.detail == Detail::Near { half.max(5.2 * plan.sizes.cord * plan.sizes.blend) } else { half }
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

    /// The line that leads from a name far off to the body; `None` where it stands beside it.
    fn leader(&self, name: Rect, unit: f64) -> Option<[Point; 2]> {
        let to = Point::new(self.at.x.clamp(name.x0, name.x1), self.at.y.clamp(name.y0, name.y1));
        let way = to - self.at;
        let (far, rim) = (way.hypot(), self.edge(way, unit) + 2.0);
        (far - rim > super::names::LED).then(|| [self.at + way * (rim / far), to - way * (2.0 / far)])
    }

    /// Paints the body, without its name.
    pub(super) fn paint(&self, brush: &mut Brush, unit: f64, dim: f64) {
        let (at, radius, keystone, pinned) = (self.at, self.radius, self.keystone, self.pinned);
        let body = Body { at, radius, unit, dim, keystone, pinned, plain: radius < body::PLAIN };
        match self.form {
            Form::Leaf => body::value(brush, &body),
            Form::Actor(family, icon) => body::actor(brush, family, icon, &body),
        }
    }
}

impl Plan {
    /// What lies around a cord that glows.
    pub(super) fn paint_glow(&self, brush: &mut Brush, cord: &Cord, shown: &Shown) {
        if let Some(sheath) = self.sheath(&cord.look, shown) {
            cord::sheath(brush, &cord.spine, self.sizes.cord, &sheath);
        }
    }

    pub(super) fn paint_cord(&self, brush: &mut Brush, cord: &Cord, shown: &Shown) {
        let (t, k) = (self.tokens, self.sizes.cord);
        let dim = |color| t.toward_canvas(color, shown.dim);
        let half = cord.look.width(k, t) / 2.0;
        match cord.facts.halves.as_ref().filter(|_| shown.halved) {
            Some(halves) => self.paint_halves(brush, cord, halves, shown),
            None => cord::paint(brush, &cord.spine, &cord.look, &self.finish(shown)),
        }
        match cord.look.stance {
            // A portrait shows what joins, not what pulls.
            _ if self.view.lens == Lens::Portrait => {}
            Stance::For => {}
            Stance::Strained => marks::knots(brush, &cord.spine, half, k, dim(t.ink)),
            Stance::Against => marks::barbs(brush, &cord.spine, half, k, dim(t.ink)),
        }
        if cord.look.taper != 0.0 && !shown.halved {
            let size = marks::ARROW + if self.sizes.detail == Detail::Near { 1.4 * self.sizes.blend } else { 0.0 };
            marks::arrow(brush, &cord.spine, cord.look.taper > 0.0, size * k, dim(t.ink));
        }
        if shown.rank == Rank::Further {
            let color = cord.look.severity.filter(|_| self.view.lens == Lens::Weak).map_or(t.ink3, |s| t.severity(s));
            marks::tick(brush, &cord.spine, k, t.quiet(t.mark(color), 0.45, MARK_CONTRAST));
        }
    }

    /// Paints the mark on a cord.
    pub(super) fn paint_sign(&self, brush: &mut Brush, sign: &Sign) {
        let cord = &self.cords[sign.cord];
        match sign.mark {
            Mark::Bridge => {
                marks::bridge(brush, &cord.spine, sign.s, cord.half_room(self), self.sizes.cord, self.tokens.ink);
            }
            mark => signs::paint(brush, mark, sign.at, sign.radius),
        }
    }

    /// Each half as its end sees it, with room between them for the mark.
    fn paint_halves(&self, brush: &mut Brush, cord: &Cord, halves: &Halves, shown: &Shown) {
        let (length, room) = (cord.spine.length(), cord::HALF_ROOM * self.sizes.cord);
        let parts = [(0.0, length / 2.0 - room), (length / 2.0 + room, length)];
        for ((from, to), (look, guessed)) in parts.into_iter().zip(halves.looks.iter().zip(halves.guessed)) {
            if let Some(part) = cord.spine.part(from, to) {
                let finish = Finish { dotted: guessed, ..self.finish(shown) };
                cord::paint(brush, &part, &Look { taper: 0.0, ..*look }, &finish);
            }
        }
    }

    /// How a cord is finished.
    pub(super) fn finish(&self, shown: &Shown) -> Finish {
        let Shown { dim, worn, only, dotted, .. } = *shown;
        let sheathed = shown.glow.is_some_and(|glow| glow == Glow::Needed || worn.is_some());
        Finish {
            k: self.sizes.cord,
            detail: self.sizes.detail,
            blend: self.sizes.blend,
            stretch: self.sizes.stretch,
            dim,
            worn,
            sheathed,
            only,
            dotted,
            crowd: self.sizes.crowd,
        }
    }

    /// What lies around a cord.
    pub(super) fn sheath(&self, look: &Look, shown: &Shown) -> Option<Sheath> {
        let t = self.tokens;
        match shown.glow? {
            Glow::Weak(strength, edged) => {
                let hollow = look.is_missing();
                let color = if hollow { t.large } else { t.severity(look.severity?) };
                Some(Sheath { color, need: look.need, strength, edged, hollow })
            }
            Glow::Needed => {
                // The more it matters, the darker: the eye finds the fives first.
                let strength = [0.0, 0.0, 0.0, 0.55, 0.8, 1.15][usize::from(look.need.min(5))];
                let edged = look.need >= lens::PROMISE;
                Some(Sheath { color: t.ink, need: look.need, strength, edged, hollow: false })
            }
        }
    }

    /// Paints a name where it stands, with the line that leads to it.
    pub(super) fn paint_name(&self, brush: &mut Brush, node: &Node, weight: Weight) {
        self.paint_leader(brush, node);
        self.paint_words(brush, node, weight);
    }

    fn paint_leader(&self, brush: &mut Brush, node: &Node) {
        if let Some(line) = node.name.and_then(|area| node.leader(area, self.unit())) {
            let t = brush.tokens;
            let color = t.quiet(t.ink2, self.name_dim(node), MARK_CONTRAST);
            brush.line(line.to_vec(), Stroke::solid(t.canvas, 4.0));
            brush.line(line.to_vec(), Stroke::solid(color, t.stroke_floor.max(1.0)));
        }
    }

    pub(super) fn paint_words(&self, brush: &mut Brush, node: &Node, weight: Weight) {
        if let (Some(block), Some(area)) = (&node.block, node.name) {
            let t = brush.tokens;
            let ink = if node.form == Form::Leaf { t.ink2 } else { t.ink };
            block.paint(brush, area, t.quiet(ink, self.name_dim(node), t.word_contrast()), weight);
        }
    }

    /// How far from the canvas a name is, as its lens wants it.
    fn name_dim(&self, node: &Node) -> f64 {
        if self.view.lens.numbers() && !node.touched { 0.45 } else { 0.0 }
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
