//! The legend: exactly what is on a picture, each entry with a sample drawn by the same hand.
//!
//! Its words are the short ones of a legend; sentences about findings live in `report`.

use std::collections::BTreeSet;

use super::body::{self, Body};
use super::brush::{Brush, Type};
use super::cord::{self, Finish, Look, Severity, Sheath, Substance, marks};
use super::icons::Icon;
use super::map::{Rank, finished, thread_stroke};
use super::plan::{Cord, Form, Plan};
use super::shapes::rounded_box;
use super::sizes::Detail;
use super::spine::Spine;
use super::{Item, Lens, Scene, Stroke};
use crate::geom::{Point, Rect, Vec2};
use crate::model::{Family, Sketch, Stance, Strand, words};
use crate::text::{Measure, Weight};

/// Something that a picture may show and a legend then explains. In the order of legends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A strand, by its color and place.
    Strand(Strand),
    /// The width of a strand is its rating.
    Widths,
    /// A strand rated 0 leaves its place empty.
    EmptyPlace,
    /// A cord as one line.
    OneLine,
    /// Nobody has rated it.
    Unrated,
    /// Sketched while drawing.
    Sketched,
    /// Rated 0, and no need is set.
    Nothing,
    /// The number of a weak connection.
    Numbered,
    /// Worn through.
    Frayed,
    /// With four loose threads.
    Loose,
    /// With two loose threads.
    Thin,
    /// Needed, and nothing there.
    Missing,
    /// The sheath around a weak cord.
    Sheath,
    /// Weak, but not among the numbered.
    Further,
    /// One side gives more.
    OneSided,
    /// The only link between two sides.
    Bridge,
    /// Strained.
    Strained,
    /// Works against us.
    Against,
    /// A family of actors, by its shape.
    Family(Family),
    /// Much depends on this actor.
    Keystone,
    /// A shared value.
    Value,
    /// Stays where a hand put it.
    Pinned,
}

impl Entry {
    /// What the legend says.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Strand(strand) => words::strand(strand),
            Self::Widths => "the wider, the stronger: 1 to 5",
            Self::EmptyPlace => "a strand rated 0 leaves its place empty",
            Self::OneLine => "one line: the wider, the stronger",
            Self::Unrated => "not rated yet",
            Self::Sketched => "a first sketch: the more lines, the stronger",
            Self::Nothing => "rated 0: nothing there",
            Self::Numbered => "first to mend, in this order",
            Self::Frayed => "worn through: 6 or more points short",
            Self::Loose => "coming loose: 3 to 5 points short",
            Self::Thin => "1 or 2 points short",
            Self::Missing => "missing: needed, nothing there yet",
            Self::Sheath => "glow: as wide as the cord should be",
            Self::Further => "weak as well, further down the list",
            Self::OneSided => "uneven: one side gives more",
            Self::Bridge => "only link between two sides",
            Self::Strained => "strained",
            Self::Against => "works against us",
            Self::Family(Family::Inside) => "inside us",
            Self::Family(Family::Customer) => "customers",
            Self::Family(Family::Organisation) => "organisations",
            Self::Family(Family::Society) => "community, society",
            Self::Family(Family::Carrier) => "product, touchpoint",
            Self::Keystone => "much depends on it",
            Self::Value => "shared value and who holds it",
            Self::Pinned => "stays where it was put",
        }
    }

    /// The group it stands in.
    const fn section(self) -> Section {
        match self {
            Self::Strand(_) | Self::OneLine => Section::Cords,
            Self::Widths | Self::EmptyPlace | Self::Unrated | Self::Sketched | Self::Nothing => Section::Ratings,
            Self::Numbered | Self::Frayed | Self::Loose | Self::Thin => Section::Weak,
            Self::Missing | Self::Sheath | Self::Further => Section::Weak,
            Self::OneSided | Self::Bridge | Self::Strained | Self::Against => Section::Marks,
            Self::Family(_) | Self::Keystone | Self::Value | Self::Pinned => Section::Who,
        }
    }
}

/// A group of entries under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Cords,
    Ratings,
    Weak,
    Marks,
    Who,
}

impl Section {
    const ALL: [Self; 5] = [Self::Cords, Self::Ratings, Self::Weak, Self::Marks, Self::Who];

    const fn heading(self) -> &'static str {
        match self {
            Self::Cords => "A cord and its strands",
            Self::Ratings => "Ratings",
            Self::Weak => "Weak connections",
            Self::Marks => "Marks",
            Self::Who => "Who",
        }
    }
}

impl Plan {
    /// What is on this picture, in the order of legends.
    #[must_use]
    pub fn entries(&self) -> BTreeSet<Entry> {
        let mut found = BTreeSet::new();
        for (cord, rank) in self.cords.iter().zip(self.ranks()) {
            self.cord_entries(cord, rank, &mut found);
        }
        for node in &self.nodes {
            match node.form {
                Form::Actor(family, _) => found.insert(Entry::Family(family)),
                Form::Leaf => found.insert(Entry::Value),
            };
            if node.keystone {
                found.insert(Entry::Keystone);
            }
            if node.pinned {
                found.insert(Entry::Pinned);
            }
        }
        found
    }

    fn cord_entries(&self, cord: &Cord, rank: Rank, found: &mut BTreeSet<Entry>) {
        let look = &cord.look;
        let weak_lens = self.view.lens == Lens::Weak;
        let numbered = matches!(rank, Rank::Numbered(_));
        match look.substance {
            Substance::Unrated => found.insert(Entry::Unrated),
            Substance::Sketched(_) => found.insert(Entry::Sketched),
            Substance::Empty if look.is_missing() => found.insert(Entry::Missing),
            Substance::Empty => found.insert(Entry::Nothing),
            Substance::Strands(_) if self.sizes.detail == Detail::Far => found.insert(Entry::OneLine),
            Substance::Strands(levels) => {
                let there = Strand::ALL.into_iter().filter(|strand| levels[strand.index()] > 0);
                found.extend(there.map(Entry::Strand));
                if levels.contains(&0) {
                    found.insert(Entry::EmptyPlace);
                }
                found.insert(Entry::Widths)
            }
        };
        let sheathed = if weak_lens { numbered } else { look.is_missing() || look.severity == Some(Severity::Large) };
        if let (Some(severity), true) = (look.severity, sheathed) {
            found.insert(Entry::Sheath);
            if !look.is_missing() {
                found.insert(match severity {
                    Severity::Small => Entry::Thin,
                    Severity::Medium => Entry::Loose,
                    Severity::Large => Entry::Frayed,
                });
            }
        }
        let marks = [
            (numbered, Entry::Numbered),
            (rank == Rank::Further, Entry::Further),
            (look.taper != 0.0, Entry::OneSided),
            (!weak_lens && cord.shows_bridge(self), Entry::Bridge),
            (look.stance == Stance::Strained, Entry::Strained),
            (look.stance == Stance::Against, Entry::Against),
        ];
        found.extend(marks.into_iter().filter(|(there, _)| *there).map(|(_, entry)| entry));
    }

    /// The legend of this picture on a small card at most `width` wide, for the corner of a window.
    #[must_use]
    pub fn legend(&self, measure: &dyn Measure, width: f64, rows: usize) -> Scene {
        let mut brush = Brush::new(self.tokens);
        let mut pen = Pen { plan: self, measure, size: self.type_size(12.0), brush: &mut brush };
        let (pad, row) = (12.0, pen.size * 1.9);
        let mut at = Point::new(pad, pad + row / 2.0);
        let mut right = 0.0_f64;
        for entry in self.entries() {
            let needed = pen.width(entry);
            if at.x > pad && at.x + needed > width - pad {
                if ((at.y - pad) / row) as usize + 1 >= rows {
                    break;
                }
                at = Point::new(pad, at.y + row);
            }
            pen.entry(entry, at);
            right = right.max(at.x + needed);
            at.x += needed + pen.size * 1.6;
        }
        if right == 0.0 {
            return Scene::empty();
        }
        let card = Rect::new(0.0, 0.0, right + pad, at.y + row / 2.0 + pad);
        let t = self.tokens;
        let ground =
            super::Path { path: rounded_box(card, 8.0), fill: Some(t.panel), stroke: Some(Stroke::solid(t.line, 1.0)) };
        brush.items.insert(0, Item::Path(ground));
        Scene { bounds: card.inflate(1.0, 1.0), ..finished(brush.items, Vec::new(), None) }
    }

    /// Paints the legend of a page in sections from `at`, at most `width` wide; answers its height.
    ///
    /// Sections stand beside each other with as few rows as let them share one band.
    pub(super) fn page_legend(&self, brush: &mut Brush, measure: &dyn Measure, at: Point, width: f64) -> f64 {
        let entries = self.entries();
        let sections: Vec<(Section, Vec<Entry>)> = (Section::ALL.into_iter())
            .map(|section| (section, entries.iter().copied().filter(|entry| entry.section() == section).collect()))
            .filter(|(_, own): &(_, Vec<Entry>)| !own.is_empty())
            .collect();
        let mut pen = Pen { plan: self, measure, size: self.type_size(12.0), brush };
        let (lowest, rows) = ROWS
            .map(|rows| (pen.sections(&sections, rows, at, width, false), rows))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, *ROWS.start()));
        pen.sections(&sections, rows, at, width, true);
        lowest
    }

    /// A size of type in this theme.
    pub(super) fn type_size(&self, light: f64) -> f64 {
        // Legends grow less than names: 1.18 on a projector.
        light * (1.0 + (self.tokens.text_scale - 1.0) * 0.6)
    }
}

/// How many entries may stand below each other on a page.
const ROWS: std::ops::RangeInclusive<usize> = 3..=6;
/// The length of a sample of a cord, in ems.
const SAMPLE: f64 = 4.4;
/// The room of a sample body, in ems.
const BODY: f64 = 1.9;
/// The room between a sample and its words, in ems.
const SPACE: f64 = 0.8;

/// Draws entries at one size.
struct Pen<'a> {
    plan: &'a Plan,
    measure: &'a dyn Measure,
    size: f64,
    brush: &'a mut Brush,
}

impl Pen<'_> {
    fn heading(&mut self, text: &str, at: Point) {
        let set = Type::new(self.size + 0.5, Weight::SemiBold, self.plan.tokens.ink);
        self.brush.text(self.measure, text, at + Vec2::new(0.0, self.size * 0.36), set);
    }

    /// The sections in bands, each column at most `rows` high; paints them if asked, and answers the height.
    fn sections(&mut self, all: &[(Section, Vec<Entry>)], rows: usize, at: Point, width: f64, paint: bool) -> f64 {
        let (row, gap, between) = (self.size * 1.85, self.size * 2.3, self.size * 1.6);
        let highest = all.iter().map(|(_, own)| own.len().min(rows)).max().unwrap_or(0);
        let band = row * (highest as f64 + 1.1);
        let mut corner = at;
        for (section, own) in all {
            // Columns of even height look calmer than one full and one almost empty.
            let columns: Vec<&[Entry]> = own.chunks(own.len().div_ceil(own.len().div_ceil(rows))).collect();
            let widest = |column: &&[Entry]| column.iter().map(|entry| self.width(*entry)).fold(0.0, f64::max);
            let widths: Vec<f64> = columns.iter().map(widest).collect();
            let needed = widths.iter().sum::<f64>() + between * (columns.len() - 1) as f64;
            if corner.x > at.x && corner.x + needed > at.x + width {
                corner = Point::new(at.x, corner.y + band + row * 0.5);
            }
            if paint {
                self.heading(section.heading(), corner);
                let mut x = corner.x;
                for (column, width) in columns.iter().zip(widths) {
                    for (i, entry) in column.iter().enumerate() {
                        self.entry(*entry, Point::new(x, corner.y + row * (i as f64 + 1.15)));
                    }
                    x += width + between;
                }
            }
            corner.x += needed + gap;
        }
        corner.y + band - at.y
    }

    /// The width of a sample with its words.
    fn width(&self, entry: Entry) -> f64 {
        self.sample_width(entry) + SPACE * self.size + self.measure.width(entry.text(), self.size, Weight::Regular)
    }

    fn sample_width(&self, entry: Entry) -> f64 {
        self.size
            * match entry {
                Entry::Family(_) | Entry::Keystone | Entry::Pinned | Entry::Numbered => BODY,
                Entry::Value => 3.0,
                Entry::Further => 2.6,
                Entry::Widths => 6.6,
                _ => SAMPLE,
            }
    }

    /// A sample with its words, both centered on the height of `at`.
    fn entry(&mut self, entry: Entry, at: Point) {
        let width = self.sample_width(entry);
        self.sample(entry, at, width);
        let set = Type::new(self.size, Weight::Regular, self.plan.tokens.ink2);
        let place = at + Vec2::new(width + SPACE * self.size, self.size * 0.36);
        self.brush.text(self.measure, entry.text(), place, set);
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
            Entry::Keystone => body::actor(self.brush, Family::Inside, Icon::Role, &self.body(middle, true, false)),
            Entry::Pinned => body::actor(self.brush, Family::Inside, Icon::Role, &self.body(middle, false, true)),
            Entry::Value => {
                let leaf = Body { radius: size * 0.62, ..self.body(at + Vec2::new(size * 0.7, 0.0), false, false) };
                let thread = vec![at + Vec2::new(size * 1.2, 0.0), at + Vec2::new(width, 0.0)];
                self.brush.line(thread, thread_stroke(t));
                body::value(self.brush, &leaf);
            }
            Entry::Numbered => {
                let radius = size * 0.78;
                let figure = self.measure.width("1", marks::figure_size(radius), Weight::SemiBold);
                marks::badge(self.brush, middle, 1, radius, figure);
            }
            Entry::Widths => self.widths(at, width),
            _ => self.cord(entry, at, width),
        }
    }

    fn body(&self, at: Point, keystone: bool, pinned: bool) -> Body {
        let radius = self.size * if keystone { 0.54 } else { 0.66 };
        Body { at, radius, unit: self.size / 24.0, dim: 0.0, keystone, pinned }
    }

    /// The five widths beside each other.
    fn widths(&mut self, at: Point, width: f64) {
        let t = self.plan.tokens;
        let step = width / 5.0;
        for level in 1..=5_u8 {
            let x = at.x + step * f64::from(level - 1);
            let line = vec![Point::new(x, at.y), Point::new(x + step * 0.6, at.y)];
            let drawn = cord::WIDTHS[usize::from(level)] * self.plan.sizes.cord;
            self.brush.line(line, Stroke::solid(t.strands[0], drawn.max(t.stroke_floor)));
        }
    }

    /// A short cord that shows what the entry is about.
    fn cord(&mut self, entry: Entry, at: Point, width: f64) {
        let t = self.plan.tokens;
        let k = self.size / 12.0 * 0.8;
        let Some(spine) = Spine::through(vec![at, at + Vec2::new(width, 0.0)]) else { return };
        let mut look = sample_look(entry);
        if let Entry::Strand(strand) = entry {
            let stroke = Stroke::solid(t.strand(strand), (cord::WIDTHS[3] * k).max(t.stroke_floor));
            self.brush.line(spine.lane(0.0, width, 0.0), stroke);
            return;
        }
        let glow = matches!(entry, Entry::Frayed | Entry::Loose | Entry::Thin | Entry::Missing | Entry::Sheath);
        if let (Some(severity), true) = (look.severity, glow) {
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
        let detail = if entry == Entry::OneLine { Detail::Far } else { Detail::Middle };
        let far = self.plan.sizes.detail == Detail::Far;
        let dim = if entry == Entry::Further { t.dim - 0.14 } else { 0.0 };
        let worn = look.severity.filter(|_| glow);
        if far && glow {
            look.taper = 0.0;
        }
        let detail = if far && worn.is_some() { Detail::Far } else { detail };
        cord::paint(self.brush, &spine, &look, &Finish { k, detail, dim, worn, sheathed: worn.is_some() });
        let half = look.width(k, t) / 2.0;
        match entry {
            Entry::OneSided => marks::arrow(self.brush, &spine, true, 5.6 * k, t.ink),
            Entry::Bridge => marks::bridge(self.brush, &spine, half * 0.6, k * 0.8, t.ink),
            Entry::Strained => marks::knots(self.brush, &spine, half, k, t.ink),
            Entry::Against => marks::barbs(self.brush, &spine, half, k, t.ink),
            Entry::Further => {
                let color = t.toward_canvas(t.mark(t.medium), 0.45);
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
    Look { substance, need: 4, severity, stance, taper }
}
