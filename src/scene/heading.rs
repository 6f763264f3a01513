//! What stands above the map on a page: its title, one sentence about what is shown, the three dials.

use super::Lens;
use super::brush::{Brush, Type};
use super::lens::{Care, PROMISE};
use super::page::Page;
use super::plan::{Cord, Form, Plan};
use crate::analysis::Analysis;
use crate::geom::{Point, Rect, Vec2};
use crate::model::words::{self, figure};
use crate::model::{Document, Trend};
use crate::text::{Line, Measure, Weight, wrap};

/// From one line of the sentence to the next, in ems.
const LEAD: f64 = 1.35;
/// The same for a title.
const TITLE_LEAD: f64 = 1.2;
/// A title shrinks to so much of its usual size to stay in one line.
const SMALLER: f64 = 0.85;
/// How much larger a title and the dials are where they share no line.
const TALLER: f64 = 1.3;
/// Between a number and its unit.
const BESIDE: f64 = 6.0;

/// What is written above a map.
pub(super) struct Heading<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    pub(super) measure: &'a dyn Measure,
    /// How much larger its words are than on a working page.
    pub(super) type_scale: f64,
}

impl Heading<'_> {
    /// Empty for a map without one: then nothing stands in its place.
    fn title(&self) -> &str {
        self.document.meta().title.trim()
    }

    /// The lines of the title and their size, at most `size`: smaller, or else in two lines about as long as each other,
    /// where one has no room.
    fn title_lines(&self, plan: &Plan, size: f64, room: f64) -> (Vec<Line>, f64) {
        if !self.page.title || self.title().is_empty() {
            return (Vec::new(), size);
        }
        let natural = self.measure.width(self.title(), size, Weight::SemiBold);
        let in_two = size * room / natural < SMALLER * plan.tokens.title_size;
        let width = if in_two { natural / 2.0 } else { 2.0 * natural };
        let mut lines = wrap(self.measure, self.title(), size, Weight::SemiBold, width, 2);
        let shrunk = (room / widest(&lines).max(1.0)).min(1.0);
        lines.iter_mut().for_each(|line| line.width *= shrunk);
        (lines, size * shrunk)
    }

    /// How much room it takes above the map.
    pub(super) fn height(&self, plan: &Plan, width: f64) -> f64 {
        let scale = 1.0 + (plan.tokens.text_scale - 1.0) * 0.8;
        if let Some(board) = self.page.board {
            let size = headline_size(plan);
            let lines = wrap(self.measure, &board.headline, size, Weight::SemiBold, width, 2).len();
            return 44.0 + size * 1.25 * lines as f64 + plan.type_size(14.0) * 2.4;
        }
        if self.page.lens == Lens::Portrait {
            return 64.0 + plan.tokens.title_size * 0.8;
        }
        if !self.page.title && !self.page.dials {
            return super::page::MARGIN;
        }
        if self.page.is_upright() {
            return self.stacked(&mut Brush::new(plan.tokens), plan, width);
        }
        let (_, room) = self.dials(plan, width);
        let (title, size) = self.title_lines(plan, plan.tokens.title_size, room);
        let more = if self.page.title { self.sentence(plan, room).0.len().saturating_sub(1) } else { 0 };
        let titles = title.len().saturating_sub(1) as f64 * size * TITLE_LEAD;
        100.0 * scale + titles + more as f64 * plan.type_size(14.0) * LEAD
    }

    /// The dials of this page, the last first, each with the left edge of its words on a sheet so wide; and what they
    /// leave to the title and its sentence.
    fn dials(&self, plan: &Plan, width: f64) -> (Vec<(Dial, f64)>, f64) {
        let (t, measure) = (plan.tokens, self.measure);
        let mut right = width - super::page::MARGIN;
        let shown = if self.page.dials { dials(self.analysis).into() } else { Vec::new() };
        let place = |dial: Dial| {
            let x = right - dial.width(measure, dial_sizes(plan));
            right = x - 40.0 * t.text_scale;
            (dial, x)
        };
        let placed = shown.into_iter().rev().map(place).collect();
        (placed, right - super::page::MARGIN)
    }

    /// The lines below the title, and the size at which they fit.
    fn sentence(&self, plan: &Plan, room: f64) -> (Vec<Line>, f64) {
        let (measure, size, weight) = (self.measure, plan.type_size(14.0) * self.type_scale, Weight::Regular);
        let words = self.dated(&sentence_of(self.document, plan));
        // The promise that the numbers are about, where both have room.
        let promise = self.document.meta().promise.trim();
        let both = format!("“{promise}”   {words}");
        let fits = measure.width(&both, size, weight) <= room;
        let words = if fits && !promise.is_empty() { both } else { words };
        let lines = wrap(measure, &words, size, weight, room, 2);
        let size = size * (room / widest(&lines).max(1.0)).min(1.0);
        (wrap(measure, &words, size, weight, room, 2), size)
    }

    /// Paints it onto a sheet with a legend so high.
    pub(super) fn paint(&self, brush: &mut Brush, plan: &Plan, sheet: Rect, legend: f64) {
        if let Some(board) = self.page.board {
            self.headline(brush, plan, sheet, &board.headline);
        } else if self.page.lens == Lens::Portrait {
            self.portrait(brush, plan, sheet, legend);
        } else if self.page.is_upright() {
            let _height = self.stacked(brush, plan, sheet.width());
        } else {
            self.working(brush, plan, sheet);
        }
    }

    /// Title and sentence on the left, the dials on the right.
    fn working(&self, brush: &mut Brush, plan: &Plan, sheet: Rect) {
        let (t, margin, measure) = (brush.tokens, super::page::MARGIN, self.measure);
        let top = if t.text_scale > 1.0 { 62.0 } else { 58.0 };
        let title = Type::new(t.title_size, Weight::SemiBold, t.ink).halo(4.0);
        let small = Type::new(plan.type_size(13.0), Weight::Regular, t.ink2).halo(4.0);
        let (dials, room) = self.dials(plan, sheet.width());
        for (dial, x) in dials {
            dial.paint(brush, measure, Point::new(x, top), dial_sizes(plan));
        }
        if !self.page.title {
            return;
        }
        let (titles, size) = self.title_lines(plan, title.size, room);
        let mut y = top;
        for (i, line) in titles.iter().enumerate() {
            y += if i == 0 { 0.0 } else { size * TITLE_LEAD };
            brush.text_run(&line.text, line.width, Point::new(margin, y), Type { size, ..title });
        }
        // Without a title its sentence stands in its place.
        y += if titles.is_empty() { 0.0 } else { plan.type_size(14.0) * 1.85 };
        let (lines, size) = self.sentence(plan, room);
        for line in lines {
            brush.text_run(&line.text, line.width, Point::new(margin, y), Type { size, ..small });
            y += size * LEAD;
        }
    }

    /// On an upright sheet: the title across all of it, its sentence, and below them the dials in a row; answers how high
    /// they are.
    fn stacked(&self, brush: &mut Brush, plan: &Plan, width: f64) -> f64 {
        let (t, margin, measure) = (plan.tokens, super::page::MARGIN, self.measure);
        let room = width - 2.0 * margin;
        let mut y = margin;
        if self.page.title {
            let (titles, size) = self.title_lines(plan, t.title_size * TALLER * self.type_scale, room);
            for (i, line) in titles.iter().enumerate() {
                y += if i == 0 { size } else { size * TITLE_LEAD };
                let set = Type::new(size, Weight::SemiBold, t.ink).halo(4.0);
                brush.text_run(&line.text, line.width, Point::new(margin, y), set);
            }
            let (lines, size) = self.sentence(plan, room);
            y += size * 0.6;
            for line in lines {
                y += size * LEAD;
                let set = Type::new(size, Weight::Regular, t.ink2).halo(4.0);
                brush.text_run(&line.text, line.width, Point::new(margin, y), set);
            }
            y += size * 1.2;
        }
        if self.page.dials {
            let dials = dials(self.analysis);
            let sizes = [t.title_size * TALLER, plan.type_size(16.0), plan.type_size(14.0)];
            let sizes = sizes.map(|size| size * self.type_scale);
            let width = |dial: &Dial, k: f64| dial.width(measure, sizes.map(|size| size * k));
            let gaps = [40.0 * t.text_scale; 2];
            let natural = dials.iter().map(|dial| width(dial, 1.0)).sum::<f64>();
            let k = ((room - gaps[0] - gaps[1]) / natural).min(1.0);
            let sizes = sizes.map(|size| size * k);
            // The first begins and the last ends where the title and the legend do.
            let gap = (room - dials.iter().map(|dial| width(dial, k)).sum::<f64>()) / 2.0;
            y += sizes[0];
            let mut x = margin;
            for dial in dials {
                dial.paint(brush, measure, Point::new(x, y), sizes);
                x += width(&dial, k) + gap;
            }
            y += sizes[2] * 1.75;
        }
        y + margin / 2.0
    }

    /// A sentence as the headline, and below it which map it is about.
    fn headline(&self, brush: &mut Brush, plan: &Plan, sheet: Rect, headline: &str) {
        let (t, margin) = (brush.tokens, super::page::MARGIN);
        let set = Type::new(headline_size(plan), Weight::SemiBold, t.ink).halo(4.0);
        let mut y = 44.0;
        let in_width = |width: f64| wrap(self.measure, headline, set.size, set.weight, width, 2);
        let room = sheet.width() - 2.0 * margin;
        // Two lines of about one length, rather than a last word alone: lines are widened until two hold all.
        for line in in_width(if in_width(room).len() > 1 { room / 2.0 } else { room }) {
            y += set.size * 1.25;
            brush.text_run(&line.text, line.width, Point::new(margin, y - set.size * 0.2), set);
        }
        let small = Type::new(plan.type_size(14.0), Weight::Regular, t.ink2).halo(4.0);
        let title = self.title().trim_end_matches('.');
        let about = self.dated(&if title.is_empty() { String::new() } else { format!("{title}.") });
        brush.text(self.measure, &about, Point::new(margin, y + small.size * 1.3), small);
    }

    /// The name of the map above it, the day below, over who is who; its promise stands in the middle of the map.
    fn portrait(&self, brush: &mut Brush, plan: &Plan, sheet: Rect, legend: f64) {
        let (t, middle) = (brush.tokens, sheet.center().x);
        let title = brush.on_page(Type::new(t.title_size, Weight::SemiBold, t.ink).centered());
        let natural = self.measure.width(self.title(), title.size, title.weight).max(1.0);
        let fitting = title.size * ((sheet.width() - 2.0 * super::page::MARGIN) / natural).min(1.0);
        brush.text(self.measure, self.title(), Point::new(middle, 66.0), Type { size: fitting, ..title });
        let small = brush.on_page(Type::new(plan.type_size(14.0), Weight::Regular, t.ink2).centered());
        let foot = sheet.y1 - super::page::MARGIN - legend + small.size * 0.3;
        brush.text(self.measure, self.page.date, Point::new(middle, foot), small);
    }

    fn dated(&self, sentence: &str) -> String {
        [sentence, self.page.date].join(" ").trim().to_owned()
    }
}

fn widest(lines: &[Line]) -> f64 {
    lines.iter().map(|line| line.width).fold(0.0, f64::max)
}

/// The size of a sentence that leads a slide.
fn headline_size(plan: &Plan) -> f64 {
    plan.type_size(36.0)
}

/// What the page says below its title.
fn sentence_of(document: &Document, plan: &Plan) -> String {
    let names = plan.nodes.iter().filter(|node| node.form != Form::Leaf).count();
    let count = |holds: &dyn Fn(&Cord) -> bool| plan.cords.iter().filter(|cord| holds(cord)).count();
    // Also those that are not drawn, because their bodies touch.
    let cords = words::count(document.connections().len(), "connection");
    let all = format!("{} and {cords}", words::count(names, "name"));
    match plan.view.lens {
        Lens::Portrait => format!("{all}."),
        Lens::Strength => match count(&|cord| cord.look.is_missing()) {
            0 => format!("{all}."),
            missing => format!("{all}, {} of them needed but not there yet.", figure(missing)),
        },
        Lens::Weak => {
            let weak = plan.ranked.len();
            let is = if weak == 1 { "is" } else { "are" };
            numbered(
                plan,
                &all,
                "None is weak yet.",
                &format!("{} of {cords} {is} weak in some way", figure(weak)),
                "weakest",
            )
        }
        Lens::Gap => {
            let apart = plan.ranked.len();
            let none = "The two sides do not differ, or were not both asked yet.";
            numbered(
                plan,
                &all,
                none,
                &format!("The two sides see {} of {cords} differently", figure(apart)),
                "widest apart",
            )
        }
        Lens::Matters => {
            let promised = count(&|cord| cord.look.need >= PROMISE);
            let unsaid = count(&|cord| cord.look.need == 0);
            let rest = if unsaid > 0 {
                format!("; about {} nobody has said anything yet", figure(unsaid))
            } else {
                String::new()
            };
            format!("The promise breaks without {} of {cords}{rest}.", figure(promised))
        }
        Lens::Strand(strand) => {
            let there = count(&|cord| cord.look.levels()[strand.index()] > 0);
            format!("{}: in {} of {cords}.", words::strand(strand), figure(there))
        }
        Lens::Silos => {
            let across = count(&|cord| !cord.facts.same_group);
            let groups = words::count(plan.hulls.len(), "group");
            format!("{groups}; {} of {cords} reach beyond one group.", figure(across))
        }
        Lens::Owners => {
            let owned = count(&|cord| matches!(cord.facts.care, Care::Owned | Care::Powerless));
            let nobody = count(&|cord| cord.facts.care == Care::Nobody);
            format!(
                "Somebody looks after {} of {cords}; {} important ones have nobody yet.",
                figure(owned),
                figure(nobody)
            )
        }
        Lens::Trend => {
            let going = |trend: Trend| figure(count(&|cord| cord.facts.trend == Some(trend)));
            format!("{} of {cords} are growing, {} are fading.", going(Trend::Growing), going(Trend::Fading))
        }
        Lens::Side(_) => {
            let key = plan.view.lens.perspective(document);
            let who = document.perspectives().find(|p| Some(p.key.as_str()) == key).map_or("As agreed", |p| &p.name);
            let seen = figure(count(&|cord| cord.facts.seen));
            format!("{who}: {seen} of {cords} rated; the pale ones are as agreed.")
        }
    }
}

/// A sentence with how many of a list are numbered, and what the order is: it is not the only one that a map has.
fn numbered(plan: &Plan, all: &str, none: &str, some: &str, order: &str) -> String {
    let shown = plan.numbered().len();
    match shown {
        _ if plan.ranked.is_empty() => format!("{all}. {none}"),
        0 | 1 => format!("{some}."),
        _ if shown == plan.ranked.len() => format!("{some}, the {order} first."),
        _ => {
            let number = ["", "", "two", "three", "four", "five", "six", "seven"][shown.min(7)];
            format!("{some}; the {number} {order} are numbered.")
        }
    }
}

/// One of the three numbers above a page.
struct Dial {
    value: String,
    unit: String,
    name: String,
}

/// The sizes of a dial beside a title: its number, its unit, its name.
fn dial_sizes(plan: &Plan) -> [f64; 3] {
    [plan.tokens.title_size, plan.type_size(16.0), plan.type_size(13.0)]
}

impl Dial {
    fn width(&self, measure: &dyn Measure, [number, unit, name]: [f64; 3]) -> f64 {
        let beside = measure.width(&self.value, number, Weight::SemiBold)
            + BESIDE
            + measure.width(&self.unit, unit, Weight::Medium);
        beside.max(measure.width(&self.name, name, Weight::Regular))
    }

    /// Its number with the unit beside it and its name below.
    fn paint(&self, brush: &mut Brush, measure: &dyn Measure, at: Point, [number, unit, name]: [f64; 3]) {
        let t = brush.tokens;
        let set = |size, weight, color| Type::new(size, weight, color).halo(4.0);
        let wide = measure.width(&self.value, number, Weight::SemiBold);
        brush.text(measure, &self.value, at, set(number, Weight::SemiBold, t.ink));
        brush.text(measure, &self.unit, at + Vec2::new(wide + BESIDE, 0.0), set(unit, Weight::Medium, t.ink2));
        brush.text(measure, &self.name, at + Vec2::new(0.0, name * 1.75), set(name, Weight::Regular, t.ink2));
    }
}

/// The three dials in the words of people; never merged into one.
fn dials(analysis: &Analysis) -> [Dial; 3] {
    let at_least = if analysis.at_least { ", at least" } else { "" };
    let strength = Dial {
        value: figure(analysis.strength.threads as usize),
        unit: format!(
            "{}, average {:.1}",
            if analysis.strength.threads == 1 { "strand" } else { "strands" },
            analysis.strength.mean
        ),
        name: words::BRAND_STRENGTH.to_owned(),
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
