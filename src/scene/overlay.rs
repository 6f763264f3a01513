//! What is laid over the map while somebody works on it: hover, selection, half-made links, focus.
//!
//! A second picture in the same units, painted above the map and never exported.

use super::body::{self, Ring};
use super::brush::{Brush, round};
use super::cord::{self, Finish, sheath_width};
use super::lens::{Mark, Shown};
use super::map::finished;
use super::plan::{Cord, Node, Plan};
use super::signs;
use super::sizes::Detail;
use super::{Scene, Stroke, Target};
use crate::geom::{Point, Rect};
use crate::model::{ActorId, ConnectionId, NodeId, Selection, Trend};
use crate::text::Weight;

/// What is going on above the map. Places are map coordinates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overlay<'a> {
    /// What is chosen.
    pub selected: Option<&'a Selection>,
    /// What the pointer means.
    pub hovered: Option<Target>,
    /// A link that is being drawn.
    pub link: Option<HalfLink>,
    /// The box of a selection that is being drawn.
    pub marquee: Option<Rect>,
    /// What stays as it is while all else fades, and how opaque the veil over the rest is, 0 to 1.
    pub focus: Option<(&'a Selection, f64)>,
}

/// A link that is being drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HalfLink {
    /// Where it starts.
    pub from: ActorId,
    /// Where the pointer is, in map coordinates.
    pub to: Point,
    /// Whom it would join.
    pub aim: Option<ActorId>,
}

/// The veil reaches so far beyond the map.
const VEIL_MARGIN: f64 = 1.0e5;

impl Plan {
    /// Paints what lies over the map.
    #[must_use]
    pub fn overlay(&self, overlay: &Overlay<'_>) -> Scene {
        let mut brush = Brush::new(self.tokens);
        if let Some((focus, veil)) = overlay.focus {
            self.veil(&mut brush, focus, veil);
        }
        if let Some(hovered) = overlay.hovered {
            self.hover(&mut brush, hovered);
        }
        if let Some(selected) = overlay.selected {
            self.selection(&mut brush, selected);
        }
        if let Some(link) = overlay.link {
            self.half_link(&mut brush, link);
        }
        if let Some(area) = overlay.marquee {
            let area = Rect::from_points(self.place(area.origin()), self.place(Point::new(area.x1, area.y1)));
            let t = self.tokens;
            let path = super::shapes::rounded_box(area, 2.0);
            brush.path(path, Some(t.accent.alpha(0.08)), Some(Stroke::solid(t.accent, t.stroke_floor.max(1.25))));
        }
        finished(brush.items, Vec::new(), None)
    }

    /// The place in the picture of a place on the map.
    #[must_use]
    pub fn place(&self, map: Point) -> Point {
        (map.to_vec2() * self.view.scale).to_point()
    }

    /// Where a body stands and how far it reaches, in picture units; `None` if it was never placed.
    #[must_use]
    pub fn body(&self, id: NodeId) -> Option<(Point, f64)> {
        let node = match id {
            NodeId::Actor(id) => self.actor(id),
            NodeId::Value(id) => self.value(id),
        };
        node.map(|i| (self.nodes[i].at, self.nodes[i].reach(self.unit())))
    }

    /// Where a cord leaves its rims, in picture units: there its handles are while it is chosen.
    #[must_use]
    pub fn cord_ends(&self, id: ConnectionId) -> Option<[Point; 2]> {
        let cord = &self.cords[self.cord(id)?];
        Some([cord.spine.at(0.0, 0.0), cord.spine.at(cord.spine.length(), 0.0)])
    }

    /// The box of a name, in picture units; `None` where it is not shown.
    #[must_use]
    pub fn name_box(&self, id: NodeId) -> Option<Rect> {
        let node = match id {
            NodeId::Actor(id) => self.actor(id),
            NodeId::Value(id) => self.value(id),
        };
        node.and_then(|i| self.nodes[i].name)
    }

    /// Everything but the focus moves towards the canvas, crossings and all; the focus is painted again.
    fn veil(&self, brush: &mut Brush, focus: &Selection, opacity: f64) {
        let t = self.tokens;
        let all = self.nodes.iter().map(|n| Rect::from_points(n.at, n.at)).reduce(|a, b| a.union(b));
        let all = self.view.clip.or(all).unwrap_or(Rect::ZERO).inflate(VEIL_MARGIN, VEIL_MARGIN);
        let corners = [(all.x0, all.y0), (all.x1, all.y0), (all.x1, all.y1), (all.x0, all.y1)].map(Point::from);
        brush.polygon(&corners, t.canvas.alpha(opacity));
        // As on the map, glow and fray and all, but that nothing in focus is pale.
        let cords = focus.connections.iter().filter_map(|id| self.cord(*id));
        let cords: Vec<_> = cords.map(|i| (&self.cords[i], Shown { dim: 0.0, ..self.shown[i] })).collect();
        for (cord, shown) in &cords {
            self.paint_glow(brush, cord, shown);
        }
        for (cord, shown) in &cords {
            self.paint_cord(brush, cord, shown);
        }
        for node in self.chosen(focus) {
            node.paint(brush, self.unit(), 0.0);
        }
        for node in self.chosen(focus) {
            self.paint_name(brush, node, Weight::Medium);
        }
        let is_kept = |cord: usize| focus.connections.contains(&self.cords[cord].id);
        self.labels.iter().filter(|label| is_kept(label.cord)).for_each(|label| label.paint(brush));
        self.signs.iter().filter(|sign| is_kept(sign.cord)).for_each(|sign| self.paint_sign(brush, sign));
        self.badges_of(brush, focus);
        for note in self.notes.iter().filter(|note| focus.notes.contains(&note.id)) {
            note.paint(brush);
        }
    }

    /// Numbers stay above the cords that were painted again.
    fn badges_of(&self, brush: &mut Brush, chosen: &Selection) {
        for badge in self.badges.iter().filter(|badge| chosen.connections.contains(&badge.connection)) {
            badge.paint(brush);
        }
    }

    fn chosen<'a>(&'a self, selection: &'a Selection) -> impl Iterator<Item = &'a Node> {
        let index = |id| match id {
            NodeId::Actor(id) => self.actor(id),
            NodeId::Value(id) => self.value(id),
        };
        selection.nodes().filter_map(index).map(|i| &self.nodes[i])
    }

    fn plain(&self, detail: Detail) -> Finish {
        let (crowd, stretch) = (self.sizes.crowd, self.sizes.stretch);
        let blend = if detail == self.sizes.detail { self.sizes.blend } else { 1.0 };
        Finish { crowd, blend, stretch, ..Finish::plain(self.sizes.cord, detail) }
    }

    fn hover(&self, brush: &mut Brush, hovered: Target) {
        let k = self.sizes.cord;
        let node = match hovered {
            Target::Actor(id) => self.actor(id),
            Target::Value(id) => self.value(id),
            Target::Connection(id) => {
                if let Some(cord) = self.cord(id).map(|i| &self.cords[i]) {
                    let width = cord.look.width(k, self.tokens) + 12.0 * k;
                    let path = cord.spine.lane(0.0, cord.spine.length(), 0.0);
                    brush.line(path, round(self.tokens.ink.alpha(0.10), width));
                }
                None
            }
            Target::Note(id) => {
                if let Some(note) = self.notes.iter().find(|note| note.id == id) {
                    note.mark(brush, self.tokens.ink.alpha(0.35), 1.5);
                }
                None
            }
        };
        if let Some(node) = node.map(|i| &self.nodes[i]) {
            body::ring(brush, node.at, node.reach(self.unit()), self.unit(), Ring::Hovered);
        }
    }

    fn selection(&self, brush: &mut Brush, selected: &Selection) {
        for cord in selected.connections.iter().filter_map(|id| self.cord(*id)).map(|i| &self.cords[i]) {
            self.selected_cord(brush, cord);
            if selected.len() == 1 {
                self.marks_of(brush, cord);
            }
            for node in self.nodes.iter().filter(|node| node.name.is_some_and(|name| cord.passes(name))) {
                self.paint_words(brush, node, Weight::Medium);
            }
        }
        self.badges_of(brush, selected);
        for node in self.chosen(selected) {
            body::ring(brush, node.at, node.reach(self.unit()), self.unit(), Ring::Selected);
            // The ring reaches as far as its name does.
            self.paint_name(brush, node, if selected.len() == 1 { Weight::SemiBold } else { Weight::Medium });
        }
        for note in self.notes.iter().filter(|note| selected.notes.contains(&note.id)) {
            note.mark(brush, self.tokens.accent, 2.0);
        }
    }

    /// Two lines beside the cord, the cord itself twisted between them, and a handle at both rims.
    fn selected_cord(&self, brush: &mut Brush, cord: &Cord) {
        let (t, k) = (self.tokens, self.sizes.cord);
        let spine = &cord.spine;
        let length = spine.length();
        let mut width = cord.look.width(k, t).max(10.4 * k);
        if cord.look.severity.is_some() {
            width = width.max(sheath_width(cord.look.need, k, t) - 4.0 * k);
        } else {
            let fill = Stroke::solid(t.accent.alpha(t.selected_fill), width + 9.0 * k);
            brush.line(spine.lane(0.0, length, 0.0), fill);
        }
        let worn = cord.look.severity;
        let finish = Finish { worn, sheathed: worn.is_some(), ..self.plain(Detail::Near) };
        cord::paint(brush, spine, &cord.look, &finish);
        for side in [-1.0, 1.0] {
            let line = spine.lane(0.0, length, side * (width / 2.0 + 4.5 * k));
            brush.line(line, Stroke::solid(t.accent, (1.5 * k).max(t.stroke_floor)));
        }
        for s in [0.0, length] {
            brush.disc(
                spine.at(s, 0.0),
                5.0 * k,
                Some(t.raised),
                Some(Stroke::solid(t.accent, (2.0 * k).max(t.stroke_floor))),
            );
        }
    }

    /// What the lens may leave out about the one cord that is chosen: that two sides disagree, where it is going.
    fn marks_of(&self, brush: &mut Brush, cord: &Cord) {
        let trend = match cord.facts.trend {
            Some(Trend::Fading) => Some(Mark::Fading),
            Some(Trend::Growing) => Some(Mark::Growing),
            Some(Trend::Steady) | None => None,
        };
        let contested = cord.facts.contested.then_some(Mark::Unequal);
        // Numbers sit on the first third, wear in the middle.
        for (mark, share) in contested.into_iter().chain(trend).zip([0.6, 0.78]) {
            let at = cord.spine.at(cord.spine.length() * share, 0.0);
            signs::paint(brush, mark, at, signs::radius(mark, self.sizes.cord));
        }
    }

    /// From the rim to the pointer, or to the rim of whom it would join.
    fn half_link(&self, brush: &mut Brush, link: HalfLink) {
        let (t, unit) = (self.tokens, self.unit());
        let Some(from) = self.actor(link.from).map(|i| &self.nodes[i]) else { return };
        let aim = link.aim.and_then(|id| self.actor(id)).map(|i| &self.nodes[i]);
        let to = aim.map_or_else(|| self.place(link.to), |node| node.at);
        let way = to - from.at;
        let start = from.edge(way, unit) + 2.5;
        let end = aim.map_or(0.0, |node| node.edge(-way, unit) + 2.5);
        let line = crate::geom::trim(&[from.at, to], start, end);
        brush.line(line, round(t.accent, 2.4 * self.sizes.cord.max(0.8)));
        match aim {
            Some(node) => body::ring(brush, node.at, node.reach(unit), unit, Ring::Aimed),
            None => brush.disc(to, 4.0, Some(t.raised), Some(Stroke::solid(t.accent, 2.0))),
        }
    }
}

impl Overlay<'_> {
    /// Nothing is going on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.selected.is_none_or(Selection::is_empty)
            && self.hovered.is_none()
            && self.link.is_none()
            && self.marquee.is_none()
            && self.focus.is_none()
    }
}
