//! What of the canvas is clear of what lies over it (legend, caption, kinds, the rating card), and how the view makes
//! room: it moves as little as possible and never comes nearer than it must. How those things look is the window's
//! business.

use std::collections::BTreeMap;

use super::Editor;
use super::camera::Covered;
use super::event::Request;
use crate::geom::{Point, Rect, Vec2, overlap};
use crate::model::{ConnectionId, NodeId, Selection};
use crate::scene::{self, HitShape, Target, Theme};

/// The strip of kinds and a caption of one line reach so far below the upper edge: a fitted map keeps clear of them
/// before they come, or it would have to move when they do.
const HEAD: f64 = 56.0;
/// The caption of a room, before the window has told how far it reaches.
const ROOM_HEAD: f64 = 60.0;
/// What stays clear at every edge, in screen points.
const EDGE: f64 = 20.0;
/// On a bad projector heads of the first row hide this share of the height.
const HIDDEN_FOOT: f64 = 0.08;
/// Between what is shown and what lies over the canvas, in screen points.
const GAP: f64 = 10.0;
/// Below this scale names and strands are hard to read: only then a view comes nearer to show something.
const READABLE: f64 = 0.35;
/// And this near is near enough.
const NEAR_ENOUGH: f64 = 0.7;
/// A smaller scale is tried in steps of this factor until what is shown has room beside the card.
const STEP_BACK: f64 = 0.88;
/// So many steps: a sixth of the scale.
const STEPS: i32 = 14;
/// The size of the card before the window has told it.
const CARD: Vec2 = Vec2::new(444.0, 308.0);
/// Half the room around somebody of whom no picture is at hand.
const UNSEEN: Vec2 = Vec2::new(64.0, 48.0);

/// How much of the legend is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LegendUse {
    /// Nothing.
    Hidden,
    /// All of it where the map leaves room for that, else its first lines.
    #[default]
    Folded,
    /// All of it, whatever it covers.
    Whole,
}

/// How far the legend reaches into the canvas, in screen points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LegendReach {
    /// From the lower edge, where it stands below the map; 0 without a legend.
    pub foot: f64,
    /// From the right edge, where it stands beside the map; `None` where it cannot.
    pub side: Option<f64>,
}

/// Where the rating card stands, as far as the window has told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum CardStands {
    /// Nothing is known of it yet.
    #[default]
    Unknown,
    /// Over a panel, where it takes no room of the map.
    Aside,
    /// Nowhere: the table is open, and its row says what the card would.
    Nowhere,
    /// Over the map, of this size.
    OnMap(Vec2),
}

impl CardStands {
    /// The room that it takes of the map.
    pub(super) const fn room(self) -> Option<Vec2> {
        match self {
            Self::Unknown => Some(CARD),
            Self::Aside | Self::Nowhere => None,
            Self::OnMap(size) => Some(size),
        }
    }
}

/// How far what lies over the canvas reaches in from its edges, as the window has measured it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Covers {
    head: Option<f64>,
    legend: Option<LegendReach>,
    /// The legend stands beside the map.
    aside: bool,
    /// For which canvas and theme that was decided: nothing turns to the other side while the map is moved.
    decided: Option<(Vec2, Theme)>,
}

/// Where one looks, or would look.
type Look = (Point, f64);

/// What must be seen: the boxes of bodies with their names, around their places, and the points of cords.
#[derive(Debug, Default)]
struct Kept {
    /// A place on the map, and the box around it in screen points.
    nodes: Vec<(Point, Rect)>,
    /// On the map.
    line: Vec<Point>,
}

impl Editor {
    /// How much of the legend is shown.
    #[must_use]
    pub fn legend_use(&self) -> LegendUse {
        self.session.legend
    }

    /// Shows the legend so (the setting of last time, a click on it).
    pub fn set_legend(&mut self, legend: LegendUse) -> Vec<Request> {
        self.show_legend(legend);
        self.answers()
    }

    fn show_legend(&mut self, legend: LegendUse) {
        if legend != self.session.legend {
            self.session.legend = legend;
            self.forget_covers();
            self.ask(Request::Repaint);
        }
    }

    pub(super) fn toggle_legend(&mut self) {
        let legend = if self.session.legend == LegendUse::Hidden { LegendUse::Folded } else { LegendUse::Hidden };
        self.show_legend(legend);
        if legend == LegendUse::Hidden {
            self.say("The legend is hidden. Shift+F1 shows it again");
        }
    }

    pub(super) fn unfold_legend(&mut self) {
        let whole = self.session.legend == LegendUse::Whole;
        self.show_legend(if whole { LegendUse::Folded } else { LegendUse::Whole });
    }

    /// The window says how far the caption reaches in from the upper edge of the canvas, in screen points (0 where there
    /// is none), and the legend.
    pub fn covered_by(&mut self, head: f64, legend: LegendReach) -> Vec<Request> {
        // A legend that was not there is as one that nobody has measured yet.
        let (clear, covers) = (self.clear(), self.session.covers);
        let first = covers.legend.is_none_or(|legend| legend.foot == 0.0);
        self.session.covers = Covers { head: Some(head), legend: Some(legend), ..covers };
        let now = (self.session.camera.viewport, self.session.theme);
        let anew = self.is_fitted_to_all() && covers.decided != Some(now);
        if anew {
            self.session.covers.decided = Some(now);
            self.session.covers.aside = self.is_worth_a_side(legend);
        }
        let turns = self.session.covers.aside != covers.aside;
        let now = self.clear();
        // What was fitted before anything was measured on this canvas may have too much room as well as too little.
        let more = self.session.room.on && anew && (now.y0 < clear.y0 - 1.0 || now.y1 > clear.y1 + 1.0);
        let less = now.y0 > clear.y0 + 1.0 || now.y1 < clear.y1 - 1.0 || now.x1 < clear.x1 - 1.0;
        // A caption that comes and goes with the pointer moves no map.
        let passes = !self.thought_away().is_empty() || self.weak_tour().is_some();
        if self.is_fitted_to_all() && (turns || more || less && (first || self.session.room.on && !passes)) {
            self.fit_at_once();
            self.ask(Request::Repaint);
        }
        if now.y0 > clear.y0 + 1.0 {
            self.keep_stop_clear();
        }
        self.answers()
    }

    /// The room view came or went, or the legend: what was measured is no longer true.
    pub(super) fn forget_covers(&mut self) {
        self.session.covers = Covers::default();
    }

    /// Where the legend shall stand is asked again once the whole map is shown.
    pub(super) fn place_legend_anew(&mut self) {
        self.session.covers.decided = None;
    }

    /// The legend stands beside the map, as on a page, since the map is so much larger there.
    #[must_use]
    pub fn legend_is_aside(&self) -> bool {
        self.session.covers.aside
    }

    /// Whether the whole map would be so much larger with the legend beside it.
    fn is_worth_a_side(&self, legend: LegendReach) -> bool {
        let (Some(_), Some(area)) = (legend.side, super::run::whole_area(&self.document)) else { return false };
        let camera = &self.session.camera;
        // Bodies and names add about as much at any scale; of a large map only what is seen is drawn.
        let whole = self.picture.scene().filter(|_| self.document.connections().len() <= super::run::PAINTED);
        let usual = area.scale_from_origin(camera.scale).inflate(UNSEEN.x, UNSEEN.y);
        let drawn = whole.map_or(usual, |scene| scene.bounds);
        let more = |drawn: f64, places: f64| (drawn - places * camera.scale).max(0.0);
        let around = Vec2::new(more(drawn.width(), area.width()), more(drawn.height(), area.height()));
        let scale = |aside: bool| {
            let free = camera.free(self.covered_with(Covers { aside, ..self.session.covers })) - around;
            (free.x / area.width().max(1.0)).min(free.y / area.height().max(1.0))
        };
        scene::is_worth_a_side(scale(false), scale(true))
    }

    /// What lies over the canvas.
    pub(super) fn covered(&self) -> Covered {
        self.covered_with(self.session.covers)
    }

    fn covered_with(&self, covers: Covers) -> Covered {
        let Covers { head, legend, aside, .. } = covers;
        let (least, guess) = match (self.session.room.on, self.session.legend) {
            (true, LegendUse::Hidden) => (ROOM_HEAD, EDGE),
            (true, LegendUse::Folded | LegendUse::Whole) => (ROOM_HEAD, 102.0),
            (false, LegendUse::Hidden) => (HEAD, EDGE),
            (false, LegendUse::Folded | LegendUse::Whole) => (HEAD, 102.0),
        };
        let least = if head.is_some() && self.session.room.on { EDGE } else { least };
        let hidden = self.hidden_foot();
        let side = legend.and_then(|legend| legend.side).filter(|_| aside);
        let foot = legend.map_or(guess + hidden, |legend| (legend.foot + GAP).max(EDGE));
        Covered {
            head: head.map_or(least, |head| (head + GAP).max(least)),
            foot: if side.is_some() { EDGE } else { foot }.max(hidden),
            right: side.map_or(EDGE, |side| side + GAP),
        }
    }

    /// So far from the lower edge of the canvas nothing stands that a room should see, in screen points.
    #[must_use]
    pub fn hidden_foot(&self) -> f64 {
        let projected = self.session.room.on && self.session.theme == Theme::Projector;
        if projected { HIDDEN_FOOT * self.session.camera.viewport.y } else { 0.0 }
    }

    /// What is clear, in screen points.
    pub(super) fn clear(&self) -> Rect {
        let size = self.session.camera.viewport;
        let Covered { head, foot, right } = self.covered();
        let (right, below) = ((size.x - right).max(EDGE + 1.0), (size.y - foot).max(head + 1.0));
        Rect::new(EDGE, head, right, below)
    }

    /// What is clear, on the map.
    pub(super) fn clear_on_map(&self) -> Rect {
        let (camera, clear) = (&self.session.camera, self.clear());
        let corner = |p: Point| camera.map_from_screen(p);
        Rect::from_points(corner(clear.origin()), corner(Point::new(clear.x1, clear.y1)))
    }

    /// Brings an area of the map into sight if nothing of it is clear of what lies over the canvas.
    pub(super) fn look_at_if_away(&mut self, area: Rect) {
        let clear = self.clear_on_map();
        let seen = clear.intersect(area);
        if seen.x0 > area.x1 || seen.y0 > area.y1 || area.x0 > clear.x1 || area.y0 > clear.y1 {
            self.bring_area(area);
        }
    }

    /// All that is selected is clear of what lies over the canvas.
    pub(super) fn sees_selection(&self) -> bool {
        self.area_of(&self.session.selection).is_some_and(|area| self.clear_on_map().contains_rect(area))
    }

    /// Brings all of an area of the map into sight.
    pub(super) fn bring_area(&mut self, area: Rect) {
        let corners = [area.origin(), Point::new(area.x1, area.y1)];
        let nodes = corners.map(|at| (at, unseen()));
        self.bring_kept(&Kept { nodes: nodes.to_vec(), line: Vec::new() }, None, self.session.camera.destination());
    }

    /// Brings what is selected into sight, names and all, and with the rating card beside it if that is open.
    pub(super) fn bring_selection(&mut self) {
        self.bring_selection_from(self.session.camera.destination());
    }

    /// The same, as little away from `here` as possible, wherever one looks now.
    pub(super) fn bring_selection_from(&mut self, here: Look) {
        let selection = self.session.selection.clone();
        let papers = selection.notes.iter().filter_map(|id| self.document.note(*id));
        let papers: Vec<Point> = papers.filter_map(|note| super::notes::place_of(&self.document, note)).collect();
        let mut kept = self.kept(&selection);
        kept.nodes.extend(papers.into_iter().map(|at| (at, unseen())));
        let card = self.session.card_stands.room().filter(|_| self.has_card());
        self.bring_kept(&kept, card, here);
    }

    /// A card is open, or opens with the next picture.
    pub(super) fn has_card(&self) -> bool {
        let selection = &self.session.selection;
        let cords = !selection.connections.is_empty() && selection.nodes().next().is_none();
        cords && self.session.card.open && self.session.hot.is_empty() && !self.hides_ratings()
    }

    /// Where a rating card of this size stands, its upper left corner in screen points: beside the cord, over neither
    /// end, its name nor the cord, and where it stood before as long as it hides nothing there.
    pub fn card_place(&mut self, size: Vec2) -> Point {
        let stands = CardStands::OnMap(size);
        let grew = std::mem::replace(&mut self.session.card_stands, stands) != stands;
        let look = self.session.camera.destination();
        let cords = Selection { connections: self.rateable().into_iter().collect(), ..Selection::default() };
        let kept = self.kept(&cords);
        let shown = |at: Point| self.hidden(&kept, look, Rect::from_origin_size(at, size.to_size()));
        let room = self.card_room(size);
        let stays = self.session.card.at.filter(|at| room.contains(*at) && shown(*at) == 0.0);
        let (hides, at) = stays.map_or_else(|| self.card_spot(&kept, look, size), |at| (0.0, at));
        self.session.card.at = Some(at);
        if grew && hides > 0.0 {
            // Another theme, or the sides: the room that was made for it no longer does.
            self.bring_selection();
        }
        at
    }

    /// The rating card stands over a panel, where it takes no room of the map.
    pub fn card_aside(&mut self) {
        self.session.card.at = None;
        if std::mem::replace(&mut self.session.card_stands, CardStands::Aside) != CardStands::Aside {
            self.keep_stop_clear();
        }
    }

    /// No rating card is shown: a table is open, whose row says the same.
    pub fn card_nowhere(&mut self) {
        self.session.card.at = None;
        self.session.card_stands = CardStands::Nowhere;
    }

    /// Where the corner of a card may be: below the caption, and above the legend if it fits there.
    fn card_room(&self, size: Vec2) -> Rect {
        let (all, covers) = (self.session.camera.viewport, self.session.covers);
        let top = covers.head.map_or(HEAD, |head| if head > 0.0 { head + GAP } else { 12.0 });
        let Covered { foot, right, .. } = self.covered();
        let foot = if all.y - size.y - foot > top { foot } else { 12.0 };
        let right = if right > EDGE && all.x - size.x - right > 12.0 { right } else { 12.0 };
        Rect::new(12.0, top, (all.x - size.x - right).max(12.0), (all.y - size.y - foot).max(top))
    }

    /// What a card there would hide of what must be seen: nothing is 0.
    fn hidden(&self, kept: &Kept, look: Look, card: Rect) -> f64 {
        let all = self.session.camera.viewport;
        let screen = Rect::new(0.0, 0.0, all.x, all.y);
        let place = |at: Point| self.session.camera.screen_from(look, at);
        let boxes = kept.nodes.iter().map(|(at, around)| *around + place(*at).to_vec2());
        let wide = card.inflate(GAP, GAP);
        let covered = boxes.filter(|around| screen.contains(around.center()) && overlap(wide, *around)).count() as f64;
        let line = kept.line.iter().filter(|p| wide.contains(place(**p))).count() as f64;
        900.0 * covered + 1_600.0 * line / kept.line.len().max(1) as f64
    }

    /// The best place of a card, after what it hides there: near the middle of its cord, over few others.
    fn card_spot(&self, kept: &Kept, look: Look, size: Vec2) -> (f64, Point) {
        const COLUMNS: u32 = 14;
        const ROWS: u32 = 10;
        /// Hiding somebody else is worth a way of so many points.
        const OTHERS: f64 = 90.0;
        let place = |at: Point| self.session.camera.screen_from(look, at);
        let others: Vec<Point> = self.document.placements().map(|(_, placement)| place(placement.at)).collect();
        let ends = kept.nodes.iter().map(|(at, _)| place(*at).to_vec2());
        let middle = (ends.sum::<Vec2>() / kept.nodes.len().max(1) as f64).to_point();
        let room = self.card_room(size);
        let mut best = (f64::INFINITY, f64::INFINITY, room.origin());
        for i in 0..=COLUMNS {
            for j in 0..=ROWS {
                let share = Vec2::new(f64::from(i) / f64::from(COLUMNS), f64::from(j) / f64::from(ROWS));
                let corner = room.origin() + Vec2::new(share.x * room.width(), share.y * room.height());
                let card = Rect::from_origin_size(corner, size.to_size());
                let over = others.iter().filter(|p| card.inflate(26.0, 26.0).contains(**p)).count() as f64;
                let hides = self.hidden(kept, look, card);
                let way = HitShape::Box(card).distance(middle);
                let cost = hides + OTHERS * over + way;
                if cost < best.0 {
                    best = (cost, hides, corner);
                }
            }
        }
        (best.1, best.2)
    }

    /// Moves the view as little as possible away from `here` so that all of this is clear, and a card of this size has
    /// room beside it.
    fn bring_kept(&mut self, kept: &Kept, card: Option<Vec2>, here: Look) {
        let Some(area) = super::change::around(kept.nodes.iter().map(|(at, _)| *at)) else { return };
        let look = self.look_for(kept, card, (area, here));
        match look.or_else(|| self.look_for(kept, None, (area, here))) {
            Some(look) if look != self.session.camera.destination() => self.fly_to(look.0, look.1),
            Some(_) => {}
            // There is no such look: all of it, at least, as near as it can be.
            None => self.look_at(area),
        }
    }

    /// The look nearest to this one from which all of that is clear, in the middle of its room if it comes nearer;
    /// `None` if there is none.
    fn look_for(&self, kept: &Kept, card: Option<Vec2>, (area, here): (Rect, Look)) -> Option<Look> {
        let drawn = self.session.camera.destination().1;
        let clear = self.clear();
        let hull = |look: Look| {
            let place = |at: Point| self.session.camera.screen_from(look, at);
            // At another scale a name may turn to the other side.
            let turned = |around: Rect| {
                let reach = around.x1.max(-around.x0);
                if look.1 == drawn { around } else { Rect { x0: -reach, x1: reach, ..around } }
            };
            let boxes = kept.nodes.iter().map(|(at, around)| turned(*around) + place(*at).to_vec2());
            boxes.reduce(|a, b| a.union(b)).unwrap_or(Rect::from_points(clear.center(), clear.center()))
        };
        let fits = |look: Look| {
            clear.contains_rect(hull(look).inflate(-1.0, -1.0))
                && card.is_none_or(|size| self.card_spot(kept, look, size).0 == 0.0)
        };
        let near = self.session.camera.fitting(area).1.min(NEAR_ENOUGH);
        let start = if here.1 < READABLE { near.max(here.1) } else { here.1 };
        if start == here.1 && fits(here) {
            return Some(here);
        }
        let mut rooms = vec![clear];
        if let Some(size) = card {
            let taken = size + Vec2::new(2.0 * GAP, 2.0 * GAP);
            rooms.extend([
                Rect { x0: clear.x0 + taken.x, ..clear },
                Rect { x1: clear.x1 - taken.x, ..clear },
                Rect { y0: clear.y0 + taken.y, ..clear },
                Rect { y1: clear.y1 - taken.y, ..clear },
            ]);
        }
        (0..STEPS).find_map(|step| {
            let scale = start * STEP_BACK.powi(step);
            let all = hull((here.0, scale));
            let into = |room: &Rect| {
                let least =
                    Vec2::new(shift(all.x0, all.x1, room.x0, room.x1)?, shift(all.y0, all.y1, room.y0, room.y1)?);
                let way = if start > here.1 { room.center() - all.center() } else { least };
                let look = (here.0 - way / scale, scale);
                fits(look).then_some((way.hypot(), look))
            };
            let looks = rooms.iter().filter_map(into);
            looks.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, look)| look)
        })
    }

    /// What must be seen of these: bodies and names as they are drawn, cords with their ends.
    fn kept(&mut self, selection: &Selection) -> Kept {
        let scale = self.session.camera.scale;
        let scene = self.scene();
        let cords: Vec<(ConnectionId, [NodeId; 2])> = (selection.connections.iter())
            .filter_map(|id| self.document.connection(*id).map(|c| (*id, [c.a.into(), c.b.into()])))
            .collect();
        let ends = cords.iter().flat_map(|(_, ends)| *ends);
        let mut nodes: Vec<NodeId> = selection.nodes().chain(ends).collect();
        nodes.sort();
        nodes.dedup();
        // What is drawn of them, found in one pass: a table may select thousands.
        let mut boxes: BTreeMap<NodeId, Rect> = BTreeMap::new();
        let mut lines: BTreeMap<ConnectionId, &[Point]> = BTreeMap::new();
        for hit in &scene.hits {
            let area = match &hit.shape {
                HitShape::Disc(center, radius) => Rect::from_center_size(*center, (2.0 * radius, 2.0 * radius)),
                HitShape::Box(area) => *area,
                HitShape::Line(points, _) => {
                    if let Target::Connection(id) = hit.target {
                        lines.entry(id).or_insert(points);
                    }
                    continue;
                }
            };
            let node = match hit.target {
                Target::Actor(id) => NodeId::Actor(id),
                Target::Value(id) => NodeId::Value(id),
                Target::Connection(_) | Target::Note(_) => continue,
            };
            let _before = boxes.entry(node).and_modify(|all| *all = all.union(area)).or_insert(area);
        }
        let around = |node: NodeId| {
            let at = self.document.placement(node)?.at;
            Some((at, boxes.get(&node).map_or(unseen(), |all| *all - at.to_vec2() * scale)))
        };
        let nodes = nodes.into_iter().filter_map(around).collect();
        let mut line = Vec::new();
        for (id, ends) in &cords {
            match lines.get(id) {
                Some(points) => line.extend(points.iter().map(|p| (p.to_vec2() / scale).to_point())),
                None => {
                    let places = ends.map(|end| self.document.placement(end).map(|placement| placement.at));
                    line.extend(places.into_iter().flatten());
                }
            }
        }
        Kept { nodes, line: evenly(&line) }
    }
}

/// The room around somebody of whom no picture is at hand.
fn unseen() -> Rect {
    Rect::from_center_size(Point::ORIGIN, (2.0 * UNSEEN).to_size())
}

/// How far a stretch from `a` to `b` must be moved to lie within `from` to `to`; `None` if it is too long.
fn shift(a: f64, b: f64, from: f64, to: f64) -> Option<f64> {
    (b - a <= to - from).then(|| if a < from { from - a } else { (to - b).min(0.0) })
}

/// Points along a line, near enough that nothing falls between two of them.
fn evenly(line: &[Point]) -> Vec<Point> {
    const PIECES: u32 = 24;
    let length: f64 = line.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let step = (length / f64::from(PIECES)).max(1.0);
    let mut points = Vec::new();
    for pair in line.windows(2) {
        let pieces = (pair[0].distance(pair[1]) / step).ceil().max(1.0) as u32;
        points.extend((0..pieces).map(|i| pair[0].lerp(pair[1], f64::from(i) / f64::from(pieces))));
    }
    points.extend(line.last());
    points
}
