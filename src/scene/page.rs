//! A whole page for a file or a slide: title and dials above, the map in the middle, the legend below.

use super::brush::{Brush, Type};
use super::plan::{Memory, Plan};
use super::{Hit, Item, Lens, Scene, Stroke, Theme, View};
use crate::analysis::Analysis;
use crate::geom::{Affine, Point, Rect, Vec2};
use crate::model::{Document, words};
use crate::text::{Measure, Weight, wrap};

/// The page that all sizes are made for; others are this one, grown or shrunk whole.
const NOMINAL: (f64, f64) = (1920.0, 1080.0);
/// The room at every side.
const MARGIN: f64 = 48.0;
/// No map is shown larger than this: nine names do not need a poster.
const LARGEST_SCALE: f64 = 1.7;
const SMALLEST_SCALE: f64 = 0.02;

/// A whole page: title, sentence, dials, map and legend, nothing cut off, `size` wide and high.
#[must_use]
pub fn page(
    document: &Document,
    analysis: &Analysis,
    measure: &dyn Measure,
    theme: Theme,
    lens: Lens,
    size: (f64, f64),
) -> Scene {
    let grow = (size.0 / NOMINAL.0).min(size.1 / NOMINAL.1).max(1.0e-3);
    let sheet = Rect::new(0.0, 0.0, size.0 / grow, size.1 / grow);
    let t = theme.tokens();
    let mut brush = Brush::new(t);
    let mut fit = Fit { document, analysis, measure, memory: Memory::default(), view: View::new(theme, lens, 1.0) };
    // The legend says what the map shows, and how much it shows hangs on the room beside the legend.
    let head = 100.0 * (1.0 + (t.text_scale - 1.0) * 0.8);
    let mut legend_height = 96.0 * (1.0 + (t.text_scale - 1.0) * 0.6);
    let mut plan = fit.plan(1.0);
    let mut map = Scene::empty();
    for _ in 0..2 {
        let room = Rect::new(MARGIN, head, sheet.x1 - MARGIN, sheet.y1 - legend_height - 44.0);
        plan = fit.largest_in(room);
        map = plan.map();
        let mut trial = Brush::new(t);
        let needed = plan.page_legend(&mut trial, measure, Point::ZERO, sheet.width() - 2.0 * MARGIN);
        let enough = needed <= legend_height + 0.5;
        legend_height = needed;
        if enough {
            break;
        }
    }
    let room = Rect::new(MARGIN, head, sheet.x1 - MARGIN, sheet.y1 - legend_height - 44.0);
    let shift = room.center() - map.bounds.center();
    header(&mut brush, document, &plan, analysis, measure, sheet);
    let rule = sheet.y1 - legend_height - 32.0;
    let ends = [MARGIN, sheet.x1 - MARGIN].map(|x| Point::new(x, rule));
    brush.line(ends.to_vec(), Stroke::solid(t.line, 1.0));
    let corner = Point::new(MARGIN, rule + 24.0);
    plan.page_legend(&mut brush, measure, corner, sheet.width() - 2.0 * MARGIN);
    let mut items: Vec<Item> = map.items.into_iter().map(|item| item.placed(1.0, shift)).collect();
    items.append(&mut brush.items);
    let hits = map.hits.into_iter().map(|hit| hit.placed(grow, shift * grow)).collect::<Vec<Hit>>();
    let items = items.into_iter().map(|item| item.placed(grow, Vec2::ZERO)).collect();
    Scene { bounds: Rect::new(0.0, 0.0, size.0, size.1), background: Some(t.canvas), items, hits }
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
        let view = View { scale, ..self.view };
        let mut plan = Plan::new(self.document, self.analysis, self.measure, &view, &mut self.memory);
        plan.nodes.iter_mut().for_each(|node| node.pinned = false);
        plan
    }

    /// The plan at the largest scale at which everything lies in `room`.
    fn largest_in(&mut self, room: Rect) -> Plan {
        let fits = |plan: &Plan| {
            let bounds = plan.map().bounds;
            bounds.width() <= room.width() && bounds.height() <= room.height()
        };
        let (mut low, mut high) = (SMALLEST_SCALE, LARGEST_SCALE);
        let largest = self.plan(high);
        if fits(&largest) {
            return largest;
        }
        for _ in 0..11 {
            let middle = (low * high).sqrt();
            if fits(&self.plan(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        // A fresh memory: the picture of a file must not depend on the scales that were tried.
        self.memory = Memory::default();
        self.plan(low)
    }
}

/// Title and sentence on the left, the three dials on the right.
fn header(
    brush: &mut Brush,
    document: &Document,
    plan: &Plan,
    analysis: &Analysis,
    measure: &dyn Measure,
    sheet: Rect,
) {
    let t = brush.tokens;
    let top = if t.text_scale > 1.0 { 62.0 } else { 58.0 };
    let title = Type::new(t.title_size, Weight::SemiBold, t.ink).halo(4.0);
    let small = Type::new(plan.type_size(13.0), Weight::Regular, t.ink2).halo(4.0);
    let unit = Type::new(plan.type_size(16.0), Weight::Medium, t.ink2).halo(4.0);
    let mut right = sheet.x1 - MARGIN;
    for dial in dials(analysis).iter().rev() {
        let number = measure.width(&dial.value, title.size, title.weight);
        let width = (number + 6.0 + measure.width(&dial.unit, unit.size, unit.weight)).max(measure.width(
            &dial.name,
            small.size,
            small.weight,
        ));
        let x = right - width;
        brush.text(measure, &dial.value, Point::new(x, top), title);
        brush.text(measure, &dial.unit, Point::new(x + number + 6.0, top), unit);
        brush.text(measure, &dial.name, Point::new(x, top + small.size * 1.75), small);
        right = x - 40.0 * t.text_scale;
    }
    // A long title shrinks until it fits beside the dials.
    let room = right - MARGIN;
    let name = if document.meta().title.trim().is_empty() { "Untitled map" } else { document.meta().title.trim() };
    let natural = measure.width(name, title.size, title.weight);
    let title = Type { size: (title.size * (room / natural.max(1.0)).min(1.0)).max(9.0), ..title };
    brush.text(measure, name, Point::new(MARGIN, top), title);
    let sentence = Type { size: plan.type_size(14.0), ..small };
    let lines = wrap(measure, &sentence_of(plan), sentence.size, sentence.weight, room, 1);
    for line in lines {
        brush.text_run(&line.text, line.width, Point::new(MARGIN, top + sentence.size * 1.85), sentence);
    }
}

/// What the page says below its title.
fn sentence_of(plan: &Plan) -> String {
    let names = plan.nodes.iter().filter(|node| node.form != super::plan::Form::Leaf).count();
    let cords = plan.cords.len();
    let missing = plan.cords.iter().filter(|cord| cord.look.is_missing()).count();
    let plural = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let all = format!("{} and {}", plural(names, "name"), plural(cords, "connection"));
    if plan.view.lens == Lens::Strength {
        return match missing {
            0 => format!("{all}."),
            missing => format!("{all}, {missing} of them needed but not there yet."),
        };
    }
    let short = plan.cords.iter().filter(|cord| cord.look.severity.is_some()).count();
    match plan.numbered().len() {
        0 => format!("{all}. None is weak yet."),
        1 => format!("{short} of {} hold less than they should. This one comes first.", plural(cords, "connection")),
        shown => format!(
            "{short} of {} hold less than they should. These {} come first.",
            plural(cords, "connection"),
            ["", "", "two", "three", "four", "five", "six", "seven"][shown.min(7)]
        ),
    }
}

/// One of the three numbers above a page.
struct Dial {
    value: String,
    unit: String,
    name: String,
}

/// The three dials in the words of people; never merged into one.
fn dials(analysis: &Analysis) -> [Dial; 3] {
    let at_least = if analysis.at_least { ", at least" } else { "" };
    let strength = Dial {
        value: analysis.strength.threads.to_string(),
        unit: if analysis.strength.threads == 1 { "strand" } else { "strands" }.to_owned(),
        name: format!("{}, average {:.1}", words::BRAND_STRENGTH, analysis.strength.mean),
    };
    let percent = analysis.cohesion.percent;
    let cohesion = Dial {
        value: words::of_hundred(percent).to_string(),
        unit: format!("of 100{at_least}"),
        name: format!("{}: {}", words::COHESION, words::cohesion(percent)),
    };
    let needs = match analysis.needs.percent {
        Some(percent) => Dial {
            value: words::of_hundred(percent).to_string(),
            unit: format!("of 100{at_least}"),
            name: words::NEEDS_MET.to_owned(),
        },
        None => Dial { value: "\u{2013}".to_owned(), unit: String::new(), name: "No needs set yet".to_owned() },
    };
    [strength, cohesion, needs]
}

impl Item {
    /// The same item scaled about the origin and then moved.
    #[must_use]
    fn placed(mut self, scale: f64, by: Vec2) -> Self {
        let place = |p: Point| (p.to_vec2() * scale + by).to_point();
        let stroke = |s: &mut Stroke| {
            s.width *= scale;
            s.dash = s.dash.map(|dash| dash.map(|length| length * scale));
        };
        match &mut self {
            Self::Disc(disc) => {
                disc.center = place(disc.center);
                disc.radius *= scale;
                disc.stroke.as_mut().map(stroke);
            }
            Self::Polyline(line) => {
                line.points.iter_mut().for_each(|p| *p = place(*p));
                stroke(&mut line.stroke);
            }
            Self::Path(path) => {
                path.path.apply_affine(Affine::translate(by) * Affine::scale(scale));
                path.stroke.as_mut().map(stroke);
            }
            Self::Text(run) => {
                run.origin = place(run.origin);
                run.size *= scale;
                run.width *= scale;
                if let Some(halo) = &mut run.halo {
                    halo.width *= scale;
                }
            }
        }
        self
    }
}

impl Hit {
    /// The same area scaled about the origin and then moved.
    fn placed(mut self, scale: f64, by: Vec2) -> Self {
        use super::HitShape;
        let place = |p: Point| (p.to_vec2() * scale + by).to_point();
        match &mut self.shape {
            HitShape::Disc(center, radius) => (*center, *radius) = (place(*center), *radius * scale),
            HitShape::Box(area) => {
                *area = Rect::from_points(place(area.origin()), place(Point::new(area.x1, area.y1)));
            }
            HitShape::Line(points, half) => {
                points.iter_mut().for_each(|p| *p = place(*p));
                *half *= scale;
            }
        }
        self
    }
}
