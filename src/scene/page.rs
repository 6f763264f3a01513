//! A whole page for a file or a slide: title and dials above, the map in the middle, the legend below it or,
//! where that leaves more room for the map, beside it. Also the portrait and the slide for a board.

use super::brush::Brush;
use super::callouts::{Callouts, callout_width};
use super::heading::Heading;
use super::matrix::Matrix;
use super::memory::Memory;
use super::plan::Plan;
use super::{Hit, Item, Lens, Scene, Stroke, Theme, Values, View};
use crate::analysis::Analysis;
use crate::geom::{Point, Rect, Vec2};
use crate::model::Document;
use crate::text::Measure;

/// What is on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page<'a> {
    /// Colors and sizes of type.
    pub theme: Theme,
    /// What it speaks about.
    pub lens: Lens,
    /// Width and height in picture units (1/96 inch). Pages of one area look alike; larger ones are grown whole.
    pub size: (f64, f64),
    /// How shared values are shown.
    pub values: Values,
    /// The title, and a sentence about what is shown.
    pub title: bool,
    /// The three dials.
    pub dials: bool,
    /// What the marks mean.
    pub legend: bool,
    /// Under the lens of silos: groups against groups, as beside the map on screen.
    pub table: bool,
    /// The notes that are pinned to the map; a portrait and a slide for a board never have any.
    pub notes: bool,
    /// The day, as it shall be written; empty for none.
    pub date: &'a str,
    /// A part of the map (map units) and its scale on the screen: it fills the page; `None` fits the whole map.
    pub part: Option<(Rect, f64)>,
    /// A sentence above and call-outs beside the map, as on a slide for a board.
    pub board: Option<&'a Board>,
    /// No ground, for slides that have their own: all words have an edge by which they are read on any.
    pub transparent: bool,
}

impl Page<'_> {
    /// A page with everything that belongs to a working picture.
    #[must_use]
    pub const fn new(theme: Theme, lens: Lens, size: (f64, f64)) -> Self {
        let values = Values::Shapes;
        let (title, dials, legend, table, notes) = (true, true, true, true, true);
        let (part, board, transparent) = (None, None, false);
        Self { theme, lens, size, values, title, dials, legend, table, notes, date: "", part, board, transparent }
    }

    /// Whether title and dials share no line, and the map is drawn out along: also on a square.
    pub(super) fn is_upright(&self) -> bool {
        self.size.1 >= self.size.0
    }
}

/// The words of a slide for a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// What the map says, as a sentence.
    pub headline: String,
    /// Who is meant and why, for the first numbered connections of the lens.
    pub callouts: Vec<(String, String)>,
}

/// The page that all sizes are made for; others are of its area, grown or shrunk whole.
const NOMINAL: (f64, f64) = (1920.0, 1080.0);
/// The room at every side.
pub(super) const MARGIN: f64 = 48.0;
/// No map is shown larger than this: nine names do not need a poster.
const LARGEST_SCALE: f64 = 1.7;
const SMALLEST_SCALE: f64 = 0.02;
/// The room between a map and a legend or call-outs beside it.
pub(super) const BESIDE: f64 = 44.0;
/// How much larger bodies, cords and words of a portrait may be than on a working page: the largest at which
/// everybody finds a place for body and name.
const GROWTHS: [f64; 10] = [1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.85, 0.7, 0.5];
/// How much larger all of a page with few actors may be, so that a room reads the names on a slide: the most at which
/// everybody still stands free and is named, and the map is no smaller than half its own size.
const SLIDE_GROWTHS: [f64; 6] = [1.5, 1.42, 1.35, 1.27, 1.2, 1.1];
const ROOMY_SCALE: f64 = 0.5;
const FEW: usize = 40;
/// The least area of a portrait for each actor with its name, in units of a working page.
const EACH: f64 = 9_000.0;
/// How often the places of a portrait are drawn out or in until it fills its sheet, and how near it must come.
const STRETCHES: usize = 8;
const NEAR: f64 = 12.0;
/// Half the room between two bodies of a portrait, so that their cord is seen.
const AIR: f64 = 2.0;
/// How far a map is drawn out along an upright sheet that it is too wide for: half empty it would be no page, and drawn out
/// further no longer the map that everybody knows.
const DRAWN_OUT: f64 = 1.5;
/// How much larger than on a slide the words above and below a map are on an upright sheet, at least.
const UPRIGHT_TYPE: f64 = 1.3;
/// A legend stands beside the map only where the map grows by so much: below it is read last, as it should be.
const WORTH_IT: f64 = 1.05;

/// Whether a legend stands beside a map, that has one scale with a legend below it and another with one beside it; on
/// pages and before a room.
#[must_use]
pub fn is_worth_a_side(below: f64, beside: f64) -> bool {
    beside > WORTH_IT * below
}

/// Whether a map is so much higher than it is wide that an upright sheet shows more of it.
#[must_use]
pub fn is_upright(document: &Document) -> bool {
    let places = document.placements().map(|(_, placement)| Rect::from_points(placement.at, placement.at));
    places.reduce(|a, b| a.union(b)).is_some_and(|places| places.height() > 1.2 * places.width())
}

/// How much larger than the page that all sizes are made for a page of this size is.
#[must_use]
pub fn page_scale((width, height): (f64, f64)) -> f64 {
    (width * height / (NOMINAL.0 * NOMINAL.1)).sqrt().max(1.0e-3)
}

/// A whole page, nothing cut off, exactly as large as asked for.
#[must_use]
pub fn page(document: &Document, analysis: &Analysis, measure: &dyn Measure, page: &Page<'_>) -> Scene {
    let portrait = page.lens == Lens::Portrait && page.part.is_none();
    if !portrait {
        let few = document.actors().len() <= FEW;
        let grown = SLIDE_GROWTHS.iter().filter(|_| few).find_map(|growth| {
            let (scene, whole, scale) = sheet(document, analysis, measure, page, *growth);
            // A part as it is on screen has no less room than there.
            let fits = page.part.map_or(whole && scale >= ROOMY_SCALE, |(_, seen)| scale >= seen);
            fits.then_some(scene)
        });
        return grown.unwrap_or_else(|| sheet(document, analysis, measure, page, 1.0).0);
    }
    // What cannot be need not be tried.
    let most = (NOMINAL.0 * NOMINAL.1 / EACH / document.actors().len().max(1) as f64).sqrt();
    let first = GROWTHS.iter().position(|growth| *growth <= most).unwrap_or(GROWTHS.len() - 1);
    let (mut scene, mut whole, _) = sheet(document, analysis, measure, page, GROWTHS[first]);
    for growth in &GROWTHS[first + 1..] {
        if whole {
            break;
        }
        (scene, whole, _) = sheet(document, analysis, measure, page, *growth);
    }
    scene
}

/// A page on which everything is grown, whether everybody stands free on it and is named, and how large its map is.
fn sheet(
    document: &Document,
    analysis: &Analysis,
    measure: &dyn Measure,
    page: &Page<'_>,
    growth: f64,
) -> (Scene, bool, f64) {
    let grow = page_scale(page.size) * growth;
    let sheet = Rect::new(0.0, 0.0, page.size.0 / grow, page.size.1 / grow);
    let numbered = page.board.map_or(super::NUMBERED, |board| board.callouts.len());
    // Remarks are for those who work on the map, not for a frame or a board.
    let notes = page.notes && page.board.is_none() && page.lens != Lens::Portrait;
    let view = View { values: page.values, numbered, notes, ..View::new(page.theme, page.lens, 1.0) };
    let fit = &mut Fit { document, analysis, measure, memory: Memory::default(), view };
    // What stands above and below the map on an upright sheet is no smaller where the map cannot grow: there is room.
    let type_scale = if page.is_upright() { (UPRIGHT_TYPE / growth).max(1.0) } else { 1.0 };
    let heading = Heading { page, document, analysis, measure, type_scale };
    let mut brush = Brush { bare: page.transparent, ..Brush::new(page.theme.tokens()) };
    let first = fit.plan(1.0);
    let table = |plan| Matrix::of(plan, analysis, measure, type_scale).filter(|_| page.table && page.board.is_none());
    let table_size = table(&first).map(|table| table.size());
    let mut layout = Layout::of(page, &heading, &first, (measure, table_size), sheet);
    // The legend says what the map shows, and how much it shows hangs on the room that the legend leaves.
    let mut plan = fit.filling(page, layout.room);
    for _ in 0..2 {
        let needed = layout.legend_size(&plan, measure, sheet);
        if !layout.make_room(needed, sheet) {
            break;
        }
        plan = fit.filling(page, layout.room);
    }
    let map = plan.map();
    let shift = match page.part {
        Some((part, _)) => layout.room.center() - (part.center().to_vec2() * plan.view.scale).to_point(),
        None => layout.room.center() - map.bounds.center(),
    };
    let placed = map.items.into_iter().map(|item| item.placed(1.0, shift));
    let mut items: Vec<Item> = Vec::new();
    match page.part {
        Some(_) => placed.for_each(|item| super::cut::within(item, layout.room, &mut items)),
        None => items.extend(placed),
    }
    heading.paint(&mut brush, &plan, sheet, layout.legend.1);
    layout.legend(&mut brush, &plan, measure, sheet);
    if let Some(table) = table(&plan) {
        table.paint(&mut brush, layout.table_at(sheet));
    }
    if let Some(board) = page.board {
        let room = if page.is_upright() { layout.beneath(sheet) } else { layout.beside(sheet) };
        Callouts { board, plan: &plan, measure }.paint(&mut brush, room, page.is_upright());
    }
    items.append(&mut brush.items);
    let hits = map.hits.into_iter().map(|hit| hit.placed(1.0, shift).placed(grow, Vec2::ZERO)).collect::<Vec<Hit>>();
    let items = items.into_iter().map(|item| item.placed(grow, Vec2::ZERO)).collect();
    let bounds = Rect::new(0.0, 0.0, page.size.0, page.size.1);
    (
        Scene { bounds, background: (!page.transparent).then_some(page.theme.tokens().canvas), items, hits },
        plan.is_whole(layout.room),
        // As large as the same map would be that takes as much room without being drawn out.
        plan.view.scale * plan.view.stretch.1.sqrt(),
    )
}

impl Plan {
    /// Whether all of it lies in a room, every body stands free and everybody is named.
    fn is_whole(&self, room: Rect) -> bool {
        let (bounds, unit) = (self.bounds(), self.unit());
        let fits = bounds.width() <= room.width() + NEAR && bounds.height() <= room.height() + NEAR;
        let bodies: Vec<Rect> =
            self.nodes.iter().map(|node| (node.covers(unit) + node.at.to_vec2()).inflate(AIR, AIR)).collect();
        // Round bodies whose boxes meet at a corner may stand well apart.
        let apart = |i: usize, j: usize| {
            let round = |i: usize| (self.nodes[i].reach(unit) + AIR).max(self.nodes[i].at.y - bodies[i].y0);
            let far = (self.nodes[i].at - self.nodes[j].at).hypot();
            !crate::geom::overlap(bodies[i], bodies[j]) || far >= round(i) + round(j)
        };
        let free = (0..bodies.len()).all(|i| (0..i).all(|j| apart(i, j)));
        fits && self.nodes.iter().all(|node| node.name.is_some() || node.block.is_none()) && free
    }
}

/// Where map and legend stand.
struct Layout {
    room: Rect,
    /// The size of the legend; nothing without one.
    legend: (f64, f64),
    place: Place,
    /// The height of call-outs between map and legend.
    under: f64,
    type_scale: f64,
    /// The table of groups: on an upright sheet it stands left of the legend, else right of the map.
    table: Option<(f64, f64)>,
    upright: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Below,
    Beside,
    /// Below, in the middle, with the day: the portrait has no rule and no headings.
    Foot,
    Nowhere,
}

impl Layout {
    /// The better of both places, judged by how large the map may become.
    fn of(
        page: &Page<'_>,
        heading: &Heading<'_>,
        plan: &Plan,
        (measure, table): (&dyn Measure, Option<(f64, f64)>),
        sheet: Rect,
    ) -> Self {
        let head = heading.height(plan, sheet.width());
        let (right, under) = match page.board {
            Some(board) if page.is_upright() => {
                (0.0, Callouts { board, plan, measure }.height(sheet.width() - 2.0 * MARGIN))
            }
            Some(_) => (callout_width(sheet) + BESIDE, 0.0),
            None => (0.0, 0.0),
        };
        let all = Rect::new(MARGIN, head, sheet.x1 - MARGIN - right, sheet.y1 - MARGIN - under);
        let at = |place| {
            let (type_scale, upright) = (heading.type_scale, page.is_upright());
            let mut layout = Self { room: all, legend: (0.0, 0.0), place, under, type_scale, table, upright };
            match table {
                Some((_, height)) if upright && place == Place::Nowhere => layout.room.y1 -= height + BESIDE,
                Some((width, _)) if !upright && place != Place::Beside => layout.room.x1 -= width + BESIDE,
                _ => {}
            }
            let needed = layout.legend_size(plan, measure, sheet);
            let _ = layout.make_room(needed, sheet);
            layout
        };
        if page.lens == Lens::Portrait {
            let mut layout = at(Place::Foot);
            layout.room.y1 = sheet.y1 - MARGIN - layout.legend.1 - plan.type_size(14.0) * 1.2;
            return layout;
        }
        if !page.legend {
            return at(Place::Nowhere);
        }
        let (below, beside) = (at(Place::Below), at(Place::Beside));
        let around = plan.places();
        let scale = |room: Rect| (room.width() / around.width()).min(room.height() / around.height());
        let fits = beside.legend.1 <= all.height() && page.board.is_none() && page.part.is_none();
        if fits && is_worth_a_side(scale(below.room), scale(beside.room)) { beside } else { below }
    }

    fn legend_size(&self, plan: &Plan, measure: &dyn Measure, sheet: Rect) -> (f64, f64) {
        let mut trial = Brush::new(plan.tokens);
        match self.place {
            Place::Below => {
                let left = self.legend_left();
                let width = sheet.x1 - MARGIN - left;
                let height = plan.page_legend(&mut trial, measure, Point::ZERO, (width, self.type_scale));
                (width, self.table.filter(|_| self.upright).map_or(height, |(_, table)| height.max(table)))
            }
            Place::Beside => {
                let (width, height) = plan.side_legend(&mut trial, measure, Point::ZERO);
                self.table.map_or((width, height), |table| (width.max(table.0), height + table.1 + BESIDE))
            }
            Place::Foot => {
                let width = sheet.width() - 2.0 * MARGIN;
                (width, plan.foot(&mut trial, measure, Point::ZERO, width))
            }
            Place::Nowhere => (0.0, 0.0),
        }
    }

    /// Shrinks the room of the map to what this legend leaves; `false` if the old one holds it already.
    fn make_room(&mut self, (width, height): (f64, f64), sheet: Rect) -> bool {
        let enough = width <= self.legend.0 + 0.5 && height <= self.legend.1 + 0.5;
        self.legend = (width, height);
        match self.place {
            Place::Below => self.room.y1 = sheet.y1 - height - 44.0 - self.under,
            Place::Beside => self.room.x1 = sheet.x1 - MARGIN - width - BESIDE,
            Place::Foot | Place::Nowhere => return false,
        }
        !enough
    }

    /// Where a legend below the map begins.
    fn legend_left(&self) -> f64 {
        MARGIN + self.table.filter(|_| self.upright).map_or(0.0, |(width, _)| width + BESIDE)
    }

    /// Where the column right of the map begins, in the middle of the height, where the map is.
    fn column(&self, sheet: Rect, height: f64) -> Point {
        let spare = (sheet.y1 - MARGIN - self.room.y0 - height).max(0.0);
        Point::new(self.room.x1 + BESIDE, self.room.y0 + spare / 2.0 + 8.0)
    }

    /// The corner of the table of groups.
    fn table_at(&self, sheet: Rect) -> Point {
        let height = self.table.map_or(0.0, |(_, height)| height);
        match self.place {
            Place::Beside => self.column(sheet, self.legend.1),
            Place::Below if self.upright => Point::new(MARGIN, sheet.y1 - self.legend.1 - 16.0),
            _ if self.upright => Point::new(MARGIN, sheet.y1 - MARGIN - height),
            _ => Point::new(self.room.x1 + BESIDE, self.room.center().y - height / 2.0),
        }
    }

    /// The room right of the map.
    fn beside(&self, sheet: Rect) -> Rect {
        Rect::new(self.room.x1 + BESIDE, self.room.y0, sheet.x1 - MARGIN, self.room.y1)
    }

    /// The room for call-outs below the map.
    fn beneath(&self, sheet: Rect) -> Rect {
        Rect::new(MARGIN, self.room.y1, sheet.x1 - MARGIN, self.room.y1 + self.under)
    }

    fn legend(&self, brush: &mut Brush, plan: &Plan, measure: &dyn Measure, sheet: Rect) {
        match self.place {
            Place::Below => {
                let rule = sheet.y1 - self.legend.1 - 32.0;
                let ends = [MARGIN, sheet.x1 - MARGIN].map(|x| Point::new(x, rule));
                brush.line(ends.to_vec(), rule_stroke(brush.tokens));
                let corner = Point::new(self.legend_left(), rule + 24.0);
                let _height = plan.page_legend(brush, measure, corner, (sheet.x1 - MARGIN - corner.x, self.type_scale));
            }
            Place::Beside => {
                let x = self.room.x1 + BESIDE;
                let ends = [self.room.y0 + 8.0, sheet.y1 - MARGIN].map(|y| Point::new(x - BESIDE / 2.0, y));
                brush.line(ends.to_vec(), rule_stroke(brush.tokens));
                let under = self.table.map_or(0.0, |(_, height)| height + BESIDE);
                let _size = plan.side_legend(brush, measure, self.column(sheet, self.legend.1) + Vec2::new(0.0, under));
            }
            Place::Foot => {
                let at = Point::new(sheet.center().x, sheet.y1 - MARGIN);
                let _height = plan.foot(brush, measure, at, sheet.width() - 2.0 * MARGIN);
            }
            Place::Nowhere => {}
        }
    }
}

/// The line between a map and its legend.
fn rule_stroke(tokens: &super::Tokens) -> Stroke {
    Stroke::solid(tokens.line, tokens.stroke_floor.max(1.0))
}

/// Finds the scale at which a map fits.
struct Fit<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    measure: &'a dyn Measure,
    memory: Memory,
    view: View,
}

impl Fit<'_> {
    /// The plan at a scale. Pins are a working mark and are not shown to a client.
    fn plan(&mut self, scale: f64) -> Plan {
        let view = View { scale, ..self.view.clone() };
        let mut plan = Plan::new(self.document, self.analysis, self.measure, &view, &mut self.memory);
        plan.nodes.iter_mut().for_each(|node| node.pinned = false);
        plan
    }

    /// The plan that fills a room: a part of the map at its scale, or all of it.
    fn filling(&mut self, page: &Page<'_>, room: Rect) -> Plan {
        // A fresh memory: the picture of a file must not depend on the scales that were tried.
        match page.part {
            Some((part, _)) => {
                let scale = (room.width() / part.width().max(1.0)).min(room.height() / part.height().max(1.0));
                let middle = (part.center().to_vec2() * scale).to_point();
                self.view.clip = Some(Rect::from_center_size(middle, (room.width(), room.height())));
                self.memory = Memory::default();
                self.plan(scale)
            }
            None => {
                if page.lens == Lens::Portrait {
                    return self.framed(room);
                }
                self.view.stretch.1 = if page.is_upright() { self.drawn_out(room) } else { 1.0 };
                let scale = self.largest_in(room);
                self.afresh(scale, room)
            }
        }
    }

    /// The plan at a scale, as a file shows it; a little smaller where names that stand afresh reach out of the room.
    fn afresh(&mut self, mut scale: f64, room: Rect) -> Plan {
        /// So often at most.
        const TRIES: u32 = 5;
        for _ in 0..TRIES {
            self.memory = Memory::default();
            let plan = self.plan(scale);
            let over = plan.bounds();
            let over = (over.width() / room.width()).max(over.height() / room.height());
            if over <= 1.0 {
                return plan;
            }
            scale = (scale / over * 0.995).max(SMALLEST_SCALE);
        }
        self.memory = Memory::default();
        self.plan(scale)
    }

    /// How far the places are to be drawn out along for the map to fill the height of a room that it fills across.
    fn drawn_out(&mut self, room: Rect) -> f64 {
        self.view.stretch.1 = 1.0;
        let plan = self.plan(1.0);
        let (bare, all) = (plan.places(), plan.bounds());
        // Bodies and names add about as much at any scale.
        let scale = (room.width() - (all.width() - bare.width())).max(1.0) / bare.width();
        let along = (room.height() - (all.height() - bare.height())) / (bare.height() * scale.min(LARGEST_SCALE));
        along.clamp(1.0, DRAWN_OUT)
    }

    /// The plan whose places are drawn out or in across and along until it fills a room: sizes stay.
    fn framed(&mut self, room: Rect) -> Plan {
        let places = self.document.placements().map(|(_, placement)| Rect::from_points(placement.at, placement.at));
        let raw = places.reduce(|a, b| a.union(b)).unwrap_or(Rect::ZERO);
        let (wide, high) = (raw.width().max(1.0), raw.height().max(1.0));
        self.view.stretch = (room.width() / wide * 0.6, room.height() / high * 0.6);
        for _ in 0..STRETCHES {
            self.memory = Memory::default();
            let bounds = self.plan(1.0).bounds();
            let (x, y) = self.view.stretch;
            let spare = (room.width() - bounds.width(), room.height() - bounds.height());
            if spare.0.abs().max(spare.1.abs()) < NEAR / 2.0 {
                break;
            }
            self.view.stretch = ((x + spare.0 / wide).max(0.05 * x), (y + spare.1 / high).max(0.05 * y));
        }
        self.memory = Memory::default();
        self.plan(1.0)
    }

    /// The largest scale at which everything lies in `room`.
    fn largest_in(&mut self, room: Rect) -> f64 {
        let fits = |plan: &Plan| {
            let bounds = plan.bounds();
            bounds.width() <= room.width() && bounds.height() <= room.height()
        };
        if fits(&self.plan(LARGEST_SCALE)) {
            return LARGEST_SCALE;
        }
        let around = self.plan(1.0).places();
        // Bodies and names only add to the room that the bare places take.
        let bare = (room.width() / around.width().max(1.0)).min(room.height() / around.height().max(1.0));
        let mut high = bare.clamp(SMALLEST_SCALE, LARGEST_SCALE);
        let mut low = high * 0.9;
        while low > SMALLEST_SCALE && !fits(&self.plan(low)) {
            (high, low) = (low, low * 0.8);
        }
        for _ in 0..6 {
            let middle = (low * high).sqrt();
            if fits(&self.plan(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        low.max(SMALLEST_SCALE)
    }
}
