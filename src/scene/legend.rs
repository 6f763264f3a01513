//! The legend on paper and on screen: each entry with a sample drawn by the same hand as the picture.

use super::body::{self, Body};
use super::brush::{Brush, Type};
use super::cord::{self, Bundle, Finish, HALF_ROOM, Look, Severity, Sheath, Substance, marks};
use super::entry::{Entry, Section};
use super::icons::Icon;
use super::lens::{Glow, Mark, Rank, Shown};
use super::map::{finished, thread_stroke};
use super::plan::Plan;
use super::shapes::rounded_box;
use super::signs;
use super::sizes::Detail;
use super::spine::Spine;
use super::{Color, Item, Lens, MARK_CONTRAST, Scene, Stroke};
use crate::geom::{Point, Rect, Vec2};
use crate::model::{Family, Sketch, Stance, Strand};
use crate::text::{Measure, Weight};

/// Where a legend on screen stands, and so how it is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LegendForm {
    /// Below the map: lines at most so wide, as many as are together no higher than that, but two at least.
    Lines {
        /// The most that the card takes across.
        width: f64,
        /// The most that it takes along.
        height: f64,
    },
    /// Beside the map: a column no higher than that.
    Column {
        /// The most that the card takes along.
        height: f64,
    },
}

/// A legend on a small card, from its own corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// The card.
    pub scene: Scene,
    /// How many entries had no room; the card says so.
    pub left_out: usize,
}

/// The room between the edge of the card and what stands on it, and between a picture and its bounds.
const PAD: f64 = 12.0;
const EDGE: f64 = 1.0;

impl Plan {
    /// The legend of this picture on a small card for a window. What the lens is about comes first.
    #[must_use]
    pub fn legend(&self, measure: &dyn Measure, form: LegendForm) -> Legend {
        let subject = match self.view.lens {
            Lens::Strength | Lens::Portrait => Section::Cords,
            Lens::Weak => Section::Weak,
            _ => Section::Lens,
        };
        let mut entries: Vec<Entry> = self.entries().iter().copied().collect();
        entries.sort_by_key(|entry| entry.section() != subject);
        if entries.is_empty() {
            return Legend { scene: Scene::empty(), left_out: 0 };
        }
        let mut brush = Brush::new(self.tokens);
        let mut pen = Pen { plan: self, measure, size: self.type_size(12.0), brush: &mut brush };
        let row = pen.size * 1.9;
        let rows = |height: f64| ((height - 2.0 * (PAD + EDGE)) / row).max(0.0) as usize;
        let laid = match form {
            LegendForm::Lines { width, height } => pen.on_lines(&entries, width - 2.0 * PAD, row, rows(height).max(2)),
            LegendForm::Column { height } => pen.on_column(&entries, row, rows(height).max(1)),
        };
        let card = Rect::new(0.0, 0.0, laid.width + 2.0 * PAD, row * laid.rows as f64 + 2.0 * PAD);
        let t = self.tokens;
        let edge = Stroke::solid(t.line, t.stroke_floor.max(1.0));
        let ground = super::Path { path: rounded_box(card, 8.0), fill: Some(t.panel), stroke: Some(edge) };
        brush.items.insert(0, Item::Path(ground));
        let scene = Scene { bounds: card.inflate(EDGE, EDGE), ..finished(brush.items, Vec::new(), None) };
        Legend { scene, left_out: laid.left_out }
    }

    /// Paints the legend of a page in sections from `at`, at most `width` wide and in so much larger type; answers its
    /// height.
    ///
    /// Sections stand beside each other with as few rows as let them share one band.
    pub(super) fn page_legend(
        &self,
        brush: &mut Brush,
        measure: &dyn Measure,
        at: Point,
        (width, type_scale): (f64, f64),
    ) -> f64 {
        let sections = self.sections();
        let mut pen = Pen { plan: self, measure, size: self.type_size(12.0) * type_scale, brush };
        let (lowest, rows) = ROWS
            .map(|rows| (pen.sections(&sections, rows, at, width, false), rows))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, *ROWS.start()));
        pen.sections(&sections, rows, at, width, true);
        lowest
    }

    /// Paints the legend of a page in one column from `at`, section below section; answers its size.
    pub(super) fn side_legend(&self, brush: &mut Brush, measure: &dyn Measure, at: Point) -> (f64, f64) {
        let mut pen = Pen { plan: self, measure, size: self.type_size(12.0), brush };
        let row = pen.size * 1.85;
        let (mut y, mut width) = (at.y, 0.0_f64);
        for (section, own) in self.sections() {
            pen.heading(section.heading(self.view.lens), Point::new(at.x, y));
            pen.column(&own, Point::new(at.x, y), row);
            width = width.max(pen.column_width(&own));
            y += row * (own.len() as f64 + 1.6);
        }
        (width, (y - row * 0.6 - at.y).max(0.0))
    }

    /// The entries of this picture by section; sections without any are left out.
    fn sections(&self) -> Vec<(Section, Vec<Entry>)> {
        let entries = self.entries();
        (Section::ALL.into_iter())
            .map(|section| (section, entries.iter().copied().filter(|entry| entry.section() == section).collect()))
            .filter(|(_, own): &(_, Vec<Entry>)| !own.is_empty())
            .collect()
    }

    /// The foot of a portrait: the strands and who is who, in lines at most `width` wide around and above `at`; answers
    /// how high they are.
    pub(super) fn foot(&self, brush: &mut Brush, measure: &dyn Measure, at: Point, width: f64) -> f64 {
        let size = self.type_size(14.0);
        let mut pen = Pen { plan: self, measure, size, brush };
        let told =
            |entry: &Entry| matches!(entry, Entry::Strand(_) | Entry::Sketched | Entry::Family(_) | Entry::Own(_));
        let entries: Vec<Entry> = self.entries().iter().copied().filter(told).collect();
        let (row, gap) = (size * 2.0, size * 2.0);
        let lines = pen.balanced(&entries, width, gap);
        for (i, line) in lines.iter().rev().enumerate() {
            let left = at.x - pen.line_width(line, gap) / 2.0;
            let _end = pen.row(line, Point::new(left, at.y - row * i as f64), gap);
        }
        row * lines.len() as f64
    }

    /// A size of type in this theme.
    pub(super) fn type_size(&self, light: f64) -> f64 {
        // Legends grow less than names: 1.18 on a projector.
        light * (1.0 + (self.tokens.text_scale - 1.0) * 0.6)
    }
}

/// How many entries may stand below each other on a page.
const ROWS: std::ops::RangeInclusive<usize> = 3..=6;
/// How far a sample moves towards the canvas at most.
const PALEST: f64 = 0.5;
/// The length of a sample of a cord, in ems.
const SAMPLE: f64 = 4.4;
/// The room of a sample body, in ems.
const BODY: f64 = 1.9;
/// The room between a sample and its words, in ems.
const SPACE: f64 = 0.8;

/// From a heading to the first entry below it, in rows.
const HEAD: f64 = 1.15;

/// What of a legend is on a card.
struct Laid {
    width: f64,
    rows: usize,
    left_out: usize,
}

fn more(left_out: usize) -> String {
    format!("and {left_out} more")
}

/// Draws entries at one size.
struct Pen<'a> {
    plan: &'a Plan,
    measure: &'a dyn Measure,
    size: f64,
    brush: &'a mut Brush,
}

impl Pen<'_> {
    fn heading(&mut self, text: &str, at: Point) {
        let set = self.brush.on_page(Type::new(self.size + 0.5, Weight::SemiBold, self.plan.tokens.ink));
        self.brush.text(self.measure, text, at + Vec2::new(0.0, self.size * 0.36), set);
    }

    /// The sections in bands, each column at most `rows` high; paints them if asked, and answers the height.
    fn sections(&mut self, all: &[(Section, Vec<Entry>)], rows: usize, at: Point, width: f64, paint: bool) -> f64 {
        let (row, gap, between) = (self.size * 1.85, self.size * 2.3, self.size * 1.6);
        let (mut corner, mut band) = (at, 0.0_f64);
        for (section, own) in all {
            // Columns of even height look calmer than one full and one almost empty.
            let columns: Vec<&[Entry]> = own.chunks(own.len().div_ceil(own.len().div_ceil(rows))).collect();
            let widths: Vec<f64> = columns.iter().map(|column| self.column_width(column)).collect();
            let needed = widths.iter().sum::<f64>() + between * (columns.len() - 1) as f64;
            if corner.x > at.x && corner.x + needed > at.x + width {
                corner = Point::new(at.x, corner.y + band + row * 0.5);
                band = 0.0;
            }
            band = band.max(row * (columns[0].len() as f64 + 1.1));
            if paint {
                self.heading(section.heading(self.plan.view.lens), corner);
                let mut x = corner.x;
                for (column, width) in columns.iter().zip(widths) {
                    self.column(column, Point::new(x, corner.y), row);
                    x += width + between;
                }
            }
            corner.x += needed + gap;
        }
        corner.y + band - at.y
    }

    /// Entries of a card in lines `width` wide, at most `rows` of them; answers their width, and how many lines there are
    /// and how many entries are left out, which the last line says.
    fn on_lines(&mut self, entries: &[Entry], width: f64, row: f64, rows: usize) -> Laid {
        let gap = self.size * 1.6;
        let mut lines = self.lines(entries, width, gap);
        lines.truncate(rows);
        let left_out = |lines: &[Vec<Entry>]| entries.len() - lines.iter().map(Vec::len).sum::<usize>();
        while let Some(last) = lines.last_mut().filter(|line| line.len() > 1) {
            let line = self.line_width(last, gap);
            let left = left_out(&lines);
            if left == 0 || line + gap + self.words_width(&more(left)) <= width {
                break;
            }
            lines.last_mut().and_then(Vec::pop);
        }
        let left_out = left_out(&lines);
        let mut right = 0.0_f64;
        for (i, line) in lines.iter().enumerate() {
            let mut at = self.row(line, Point::new(PAD, PAD + row * (i as f64 + 0.5)), gap);
            if i + 1 == lines.len() && left_out > 0 {
                at.x += self.more(left_out, at) + gap;
            }
            right = right.max(at.x - gap);
        }
        Laid { width: right - PAD, rows: lines.len(), left_out }
    }

    /// The same below each other, their words at one edge.
    fn on_column(&mut self, entries: &[Entry], row: f64, rows: usize) -> Laid {
        let kept = if rows < entries.len() { rows - 1 } else { entries.len() };
        let (shown, left_out) = (&entries[..kept], entries.len() - kept);
        self.column(shown, Point::new(PAD, PAD + row * (0.5 - HEAD)), row);
        let said =
            if left_out == 0 { 0.0 } else { self.more(left_out, Point::new(PAD, PAD + row * (kept as f64 + 0.5))) };
        Laid { width: self.column_width(shown).max(said), rows: kept + usize::from(left_out > 0), left_out }
    }

    /// Says how many more there are; answers the width of that.
    fn more(&mut self, left_out: usize, at: Point) -> f64 {
        let words = more(left_out);
        self.words(&words, at, self.plan.tokens.accent);
        self.words_width(&words)
    }

    /// Entries below each other and a heading, their words at one edge.
    fn column(&mut self, column: &[Entry], at: Point, row: f64) {
        let words = self.widest_sample(column);
        for (i, entry) in column.iter().enumerate() {
            self.entry_with(*entry, at + Vec2::new(0.0, row * (i as f64 + HEAD)), words);
        }
    }

    fn column_width(&self, column: &[Entry]) -> f64 {
        let words = column.iter().map(|entry| self.words_width(self.plan.words(*entry))).fold(0.0, f64::max);
        self.widest_sample(column) + SPACE * self.size + words
    }

    fn widest_sample(&self, column: &[Entry]) -> f64 {
        column.iter().map(|entry| self.sample_width(*entry)).fold(0.0, f64::max)
    }

    /// The entries in lines at most `width` wide, `gap` between them; one that is wider stands alone.
    fn lines(&self, entries: &[Entry], width: f64, gap: f64) -> Vec<Vec<Entry>> {
        let (mut lines, mut x) = (vec![Vec::new()], 0.0);
        for entry in entries {
            let needed = self.width(*entry);
            if x > 0.0 && x + needed > width {
                lines.push(Vec::new());
                x = 0.0;
            }
            lines.last_mut().expect("never without a line").push(*entry);
            x += needed + gap;
        }
        lines
    }

    /// The same lines, about as long as each other: nothing stands alone in the last.
    fn balanced(&self, entries: &[Entry], width: f64, gap: f64) -> Vec<Vec<Entry>> {
        const STEPS: u8 = 12;
        let whole = self.lines(entries, width, gap);
        let narrower = (0..STEPS).map(|step| width * (0.4 + 0.6 * f64::from(step) / f64::from(STEPS)));
        let mut narrower = narrower.map(|width| self.lines(entries, width, gap));
        narrower.find(|lines| lines.len() == whole.len()).unwrap_or(whole)
    }

    /// Entries beside each other; answers where the next would stand.
    fn row(&mut self, line: &[Entry], mut at: Point, gap: f64) -> Point {
        for entry in line {
            self.entry(*entry, at);
            at.x += self.width(*entry) + gap;
        }
        at
    }

    fn line_width(&self, line: &[Entry], gap: f64) -> f64 {
        line.iter().map(|entry| self.width(*entry)).sum::<f64>() + gap * line.len().saturating_sub(1) as f64
    }

    /// The width of a sample with its words.
    fn width(&self, entry: Entry) -> f64 {
        self.sample_width(entry) + SPACE * self.size + self.words_width(self.plan.words(entry))
    }

    fn words_width(&self, words: &str) -> f64 {
        self.measure.width(words, self.size, Weight::Regular)
    }

    /// Words centered on the height of `at`.
    fn words(&mut self, words: &str, at: Point, color: Color) {
        let set = self.brush.on_page(Type::new(self.size, Weight::Regular, color));
        self.brush.text(self.measure, words, at + Vec2::new(0.0, self.size * 0.36), set);
    }

    fn sample_width(&self, entry: Entry) -> f64 {
        self.size
            * match entry {
                Entry::Family(_) | Entry::Own(_) | Entry::Keystone | Entry::Pinned | Entry::Numbered | Entry::Gap => {
                    BODY
                }
                Entry::Owned | Entry::Nobody | Entry::Powerless | Entry::Growing | Entry::Fading => BODY,
                Entry::Unequal | Entry::Held => BODY,
                Entry::Value | Entry::Group => 3.0,
                Entry::Further | Entry::FurtherGap | Entry::Pale(_) => 2.6,
                Entry::Widths => 6.6,
                _ => SAMPLE,
            }
    }

    /// A sample with its words, both centered on the height of `at`.
    fn entry(&mut self, entry: Entry, at: Point) {
        self.entry_with(entry, at, self.sample_width(entry));
    }

    /// The same with the words `room` and a space from `at`.
    fn entry_with(&mut self, entry: Entry, at: Point, room: f64) {
        self.sample(entry, at, self.sample_width(entry));
        let place = at + Vec2::new(room + SPACE * self.size, 0.0);
        self.words(self.plan.words(entry), place, self.plan.tokens.ink2);
    }

    fn sample(&mut self, entry: Entry, at: Point, width: f64) {
        let (size, t) = (self.size, self.plan.tokens);
        let middle = at + Vec2::new(width / 2.0, 0.0);
        match entry {
            Entry::Family(family) => {
                let icon = match family {
                    Family::Inside => Icon::Team,
                    Family::Customer => Icon::Customer,
                    Family::Organisation => Icon::Partner,
                    Family::Society => Icon::Community,
                    Family::Carrier => Icon::Touchpoint,
                };
                body::actor(self.brush, family, icon, &self.body(middle, false, false));
            }
            Entry::Own(own) => {
                if let Some(own) = self.plan.own.get(own) {
                    body::actor(self.brush, own.family, own.face, &self.body(middle, false, false));
                }
            }
            Entry::Keystone => body::actor(self.brush, Family::Inside, Icon::Role, &self.body(middle, true, false)),
            Entry::Pinned => body::actor(self.brush, Family::Inside, Icon::Role, &self.body(middle, false, true)),
            Entry::Value => {
                let leaf = Body { radius: size * 0.62, ..self.body(at + Vec2::new(size * 0.7, 0.0), false, false) };
                let thread = vec![at + Vec2::new(size * 1.2, 0.0), at + Vec2::new(width, 0.0)];
                self.brush.line(thread, thread_stroke(t));
                body::value(self.brush, &leaf);
            }
            Entry::Numbered | Entry::Gap => {
                let radius = size * 0.78;
                let figure = self.measure.width("1", marks::figure_size(radius), Weight::SemiBold);
                marks::badge(self.brush, middle, 1, radius, figure);
            }
            Entry::Held => super::names::chip(self.brush, middle, size * 0.4),
            Entry::Widths => self.widths(at, width),
            Entry::Owned => self.sign(Mark::Owned, middle),
            Entry::Nobody => self.sign(Mark::Nobody, middle),
            Entry::Powerless => self.sign(Mark::Powerless, middle),
            Entry::Growing => self.sign(Mark::Growing, middle),
            Entry::Fading => self.sign(Mark::Fading, middle),
            Entry::Unequal => self.sign(Mark::Unequal, middle),
            Entry::Group => {
                let radius = size * 0.6;
                let [from, to] = [radius, width - radius].map(|x| at + Vec2::new(x, 0.0));
                super::hull::sample(self.brush, from, to, radius);
            }
            _ => self.cord(entry, at, width),
        }
    }

    fn sign(&mut self, mark: Mark, at: Point) {
        signs::paint(self.brush, mark, at, self.size * 0.66);
    }

    fn body(&self, at: Point, keystone: bool, pinned: bool) -> Body {
        let radius = self.size * if keystone { 0.54 } else { 0.66 };
        // Without icons where the picture has none.
        let plain = self.plan.nodes.iter().all(|node| node.radius < body::PLAIN);
        Body { at, radius, unit: self.size / 24.0, dim: 0.0, keystone, pinned, plain }
    }

    /// The five widths beside each other.
    fn widths(&mut self, at: Point, width: f64) {
        let t = self.plan.tokens;
        let step = width / 5.0;
        for level in 1..=5_u8 {
            let x = at.x + step * f64::from(level - 1);
            let line = vec![Point::new(x, at.y), Point::new(x + step * 0.6, at.y)];
            let drawn = Bundle::new([level, 0, 0], self.plan.sizes.cord, t).widths[0];
            let strand = if let Lens::Strand(strand) = self.plan.view.lens { strand } else { Strand::Exchange };
            self.brush.line(line, Stroke::solid(t.strand(strand), drawn));
        }
    }

    /// A short cord that shows what the entry is about.
    fn cord(&mut self, entry: Entry, at: Point, width: f64) {
        let t = self.plan.tokens;
        let k = self.size / 12.0 * 0.8;
        let glow = matches!(entry, Entry::Frayed | Entry::Loose | Entry::Thin | Entry::Missing | Entry::Sheath);
        let sheathed = glow && matches!(self.plan.view.lens, Lens::Strength | Lens::Weak);
        // A glow ends round, beyond its cord: not beyond the edge of its column.
        let inset = if sheathed || matches!(entry, Entry::Needed | Entry::Promised) { self.size * 0.4 } else { 0.0 };
        let ends = [inset, width - inset].map(|x| at + Vec2::new(x, 0.0));
        let Some(spine) = Spine::through(ends.to_vec()) else { return };
        let mut look = sample_look(entry);
        if let Entry::Strand(strand) = entry {
            let stroke = Stroke::solid(t.strand(strand), (cord::WIDTHS[3] * k).max(t.stroke_floor));
            self.brush.line(spine.lane(0.0, width, 0.0), stroke);
            return;
        }
        if let (Some(severity), true) = (look.severity, sheathed) {
            let weak = self.plan.view.lens == Lens::Weak;
            let sheath = Sheath {
                color: t.severity(severity),
                need: look.need,
                strength: if weak { 1.0 } else { 0.55 },
                edged: weak,
                hollow: look.is_missing(),
            };
            cord::sheath(self.brush, &spine, k * 0.75, &sheath);
        }
        if entry == Entry::Sheath {
            return;
        }
        if matches!(entry, Entry::Needed | Entry::Promised) {
            let shown = Shown { glow: Some(Glow::Needed), ..Shown::plain(Rank::Sound) };
            if let Some(tube) = self.plan.sheath(&look, &shown) {
                cord::sheath(self.brush, &spine, k * 0.75, &tube);
            }
            return;
        }
        if entry == Entry::Halves {
            let room = HALF_ROOM * k * 0.4;
            let halves = [(0.0, width / 2.0 - room, [4, 3, 3]), (width / 2.0 + room, width, [1, 0, 0])];
            for (from, to, levels) in halves {
                let Some(part) = spine.part(from, to) else { continue };
                let look = Look { substance: Substance::Strands(levels), ..look };
                cord::paint(self.brush, &part, &look, &Finish::plain(k, Detail::Middle));
            }
            return;
        }
        let far = self.plan.sizes.detail == Detail::Far;
        let detail = if far || entry == Entry::OneLine { Detail::Far } else { Detail::Middle };
        let dim = match entry {
            Entry::Further | Entry::FurtherGap => t.dim - 0.14,
            Entry::Pale(_) => t.dim,
            _ => self.plan.paleness(entry),
        };
        // Pale as on the map, where all that lies beside it tells what it is; but here it is to be seen.
        let dim = dim.min(PALEST);
        let ink = t.toward_canvas(t.ink, dim);
        let worn = look.severity.filter(|_| glow);
        if far && glow {
            look.taper = 0.0;
        }
        let finish = Finish {
            detail,
            dim,
            worn,
            sheathed: worn.is_some(),
            dotted: entry == Entry::Guess,
            crowd: self.plan.sizes.crowd,
            ..Finish::plain(k, detail)
        };
        cord::paint(self.brush, &spine, &look, &finish);
        let half = look.width(k, t) / 2.0;
        match entry {
            Entry::OneSided => marks::arrow(self.brush, &spine, true, marks::ARROW * k, ink),
            Entry::Bridge => marks::bridge(self.brush, &spine, width / 2.0, half * 0.6, k * 0.8, ink),
            Entry::Strained => marks::knots(self.brush, &spine, half, k, ink),
            Entry::Against => marks::barbs(self.brush, &spine, half, k, ink),
            Entry::Further | Entry::FurtherGap => {
                let color = if entry == Entry::Further { t.medium } else { t.ink3 };
                let color = t.quiet(t.mark(color), 0.45, MARK_CONTRAST);
                marks::tick(self.brush, &spine, self.plan.sizes.cord, color);
            }
            _ => {}
        }
    }
}

/// The cord that stands for an entry.
fn sample_look(entry: Entry) -> Look {
    let (substance, severity) = match entry {
        Entry::Unrated => (Substance::Unrated, None),
        Entry::Sketched => (Substance::Sketched(Sketch::Strong), None),
        Entry::Nothing => (Substance::Empty, None),
        Entry::Missing | Entry::Sheath => (Substance::Empty, Some(Severity::Large)),
        Entry::Frayed => (Substance::Strands([2, 0, 0]), Some(Severity::Large)),
        Entry::Loose => (Substance::Strands([3, 2, 0]), Some(Severity::Medium)),
        Entry::Thin => (Substance::Strands([3, 2, 2]), Some(Severity::Small)),
        Entry::EmptyPlace => (Substance::Strands([3, 0, 3]), None),
        Entry::OneSided => (Substance::Strands([4, 1, 0]), None),
        _ => (Substance::Strands([3, 2, 1]), None),
    };
    let stance = match entry {
        Entry::Strained => Stance::Strained,
        Entry::Against => Stance::Against,
        _ => Stance::For,
    };
    let taper = if entry == Entry::OneSided { 1.0 } else { 0.0 };
    let need = if entry == Entry::Needed { 3 } else { 4 };
    Look { substance, need, severity, stance, taper }
}
