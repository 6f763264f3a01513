//! The rating card beside the selected cord: what it should hold and holds, four rows of words, the keys.

use egui::accesskit::Role;
use egui::{Align2, Area, Color32, Id, Order, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::act::Act;
use super::census::{counts, of_row};
use super::style::{Ink, ink};
use super::{fonts, stage, widgets};
use crate::analysis::{COMPANY, OTHER};
use crate::editor::{Card, CardRow, Editor, Row};
use crate::model::{Level, Source, words};
use crate::text::Weight;

/// The width of the spread of hands.
const SPREAD: f32 = 36.0;
/// What the six dots of a row take up with the figure and the margins beside them.
const DOTS: f32 = 194.0;
/// Points that a cord can hold.
const KNOTS: u8 = 15;

/// Shows the card of the editor, if one is open, where that has a place for it.
pub(super) fn show(ui: &Ui, canvas: Rect, editor: &mut Editor) -> Vec<Act> {
    let Some(card) = editor.rating_card() else { return Vec::new() };
    let mut acts = Vec::new();
    let ink = ink(ui.ctx());
    let row_height = ink.sizes().body + ink.sizes().small + 17.0;
    let sides = sides_height(editor, &ink);
    let height = 140.0 + 4.0 * row_height + sides;
    // The words of the scale decide the width: they are read from the last row, so none is cut.
    let words = Row::ALL.iter().flat_map(|row| (0..=5).map(|level| row.word(Level::clamped(level))));
    let font = fonts::id(ink.sizes().small - 0.5, Weight::Regular);
    let wide = |word: &str| ui.painter().layout_no_wrap(word.to_owned(), font.clone(), ink.ink2).size().x;
    let least = 362.0 + 20.0 * (ink.sizes().body - 13.0);
    let width = (words.map(wide).fold(0.0, f32::max).ceil() + DOTS).max(least).min(canvas.width() - 24.0);
    let corner = editor.card_place(crate::geom::Vec2::new(width.into(), height.into()));
    let at = canvas.min + vec2(corner.x as f32, corner.y as f32);
    let area = Area::new(Id::unique("rating card")).order(Order::Middle).fade_in(false).fixed_pos(at).movable(false);
    area.show(ui.ctx(), |ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, spoken_head(&card)));
        widgets::card_shadow(ui.painter(), rect, ink.ink);
        ui.painter().rect(rect, 12.0, ink.raised, Stroke::new(1.5, ink.accent), StrokeKind::Inside);
        head(ui, rect, editor, &card, &ink);
        let below_head = Rect::from_min_max(rect.min + vec2(20.0, 76.0), rect.max - vec2(20.0, 0.0));
        if sides > 0.0 {
            whose_view(ui, below_head, editor, &card, &mut acts);
        }
        let mut y = rect.top() + 76.0 + sides;
        // The hands that were counted stay in sight: a median hides who disagrees.
        let tally = match card.connections.as_slice() {
            [id] => editor.document().connection(*id).and_then(|c| c.tally),
            _ => None,
        };
        for row in card.rows {
            let line = Rect::from_min_size(pos2(rect.left(), y), vec2(width, row_height));
            let counted = (row.active && !card.hands.is_empty()).then(|| counts(&card.hands));
            let hands = counted.or_else(|| tally.and_then(|tally| of_row(tally, row.row)));
            acts.extend(show_row(ui, line, row, hands, &ink));
            y += row_height;
            if row.row == Row::Need {
                ui.painter().hline(rect.x_range().shrink(20.0), y, Stroke::new(1.0, ink.line));
            }
        }
        ui.painter().hline(rect.x_range().shrink(20.0), y + 4.0, Stroke::new(1.0, ink.line));
        legend(ui, pos2(rect.left() + 20.0, y + 22.0), &card, &ink);
    });
    acts
}

/// The room that the sides take on the card, behind "More" unless one is active: whose view it rates and, for a perspective, where that comes from.
fn sides_height(editor: &Editor, ink: &Ink) -> f32 {
    let line = ink.sizes().body + 27.0;
    match editor.side() {
        Some(_) => 2.0 * line,
        None if editor.shows_more() => line,
        None => 0.0,
    }
}

/// Whose view the digits rate, and where that view comes from.
fn whose_view(ui: &mut Ui, area: Rect, editor: &Editor, card: &Card, acts: &mut Vec<Act>) {
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("whose view"));
    ui.spacing_mut().item_spacing.y = 8.0;
    let perspectives: Vec<(&str, &str)> = editor
        .document()
        .perspectives()
        .map(|perspective| (perspective.key.as_str(), perspective.name.as_str()))
        .collect();
    let is_further = |key: &str| key != COMPANY && key != OTHER;
    let further: Vec<&(&str, &str)> = perspectives.iter().filter(|(key, _)| is_further(key)).collect();
    let at = further.iter().position(|(key, _)| Some(*key) == editor.side());
    let shown = further.get(at.unwrap_or(0)).map(|(_, name)| cut(name));
    let mut names = match &shown {
        None => vec![words::AGREED, "As we see it", "As they see it"],
        Some(_) => vec![words::AGREED, "We", "They"],
    };
    names.extend(shown.as_deref());
    let chosen = match editor.side() {
        None => 0,
        Some(COMPANY) => 1,
        Some(OTHER) => 2,
        Some(_) => 3,
    };
    match widgets::segments(&mut ui, &names, chosen) {
        Some(0) => acts.push(Act::Side(None)),
        Some(1) => acts.push(Act::Side(Some(COMPANY.to_owned()))),
        Some(2) => acts.push(Act::Side(Some(OTHER.to_owned()))),
        // Another click on it goes on to the next of them.
        Some(_) => {
            let next = at.map_or(0, |at| (at + 1) % further.len());
            acts.push(Act::Side(further.get(next).map(|(key, _)| (*key).to_owned())));
        }
        None => {}
    }
    if editor.side().is_some() {
        let sources = [Source::Guess, Source::Told, Source::Survey];
        let chosen = card.source.and_then(|source| sources.iter().position(|other| *other == source));
        if let Some(i) = widgets::segments(&mut ui, &["Our guess", "They told us", "A survey"], chosen.unwrap_or(9)) {
            acts.push(Act::Source(Some(sources[i]).filter(|source| Some(*source) != card.source)));
        }
    }
}

/// A name that fits a segment.
fn cut(name: &str) -> String {
    const LETTERS: usize = 14;
    if name.chars().count() <= LETTERS {
        name.to_owned()
    } else {
        name.chars().take(LETTERS - 1).chain(['…']).collect()
    }
}

/// The title, "3 of 10", and the knots.
fn head(ui: &Ui, rect: Rect, editor: &Editor, card: &Card, ink: &Ink) {
    let sizes = ink.sizes();
    let mut job = egui::text::LayoutJob::simple(
        card.title.clone(),
        fonts::id(14.0, Weight::SemiBold),
        ink.ink,
        rect.width() - 130.0,
    );
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.min + vec2(20.0, 12.0), galley, ink.ink);
    let right = rect.right() - 20.0;
    let put = |y: f32, text: String, size: f32, weight: Weight, color: Color32| {
        ui.painter().text(pos2(right, rect.top() + y), Align2::RIGHT_TOP, text, fonts::id(size, weight), color);
    };
    let strip = pos2(rect.left() + 20.0, rect.top() + 62.0);
    let [id] = card.connections.as_slice() else {
        let held = Held::of(editor, card);
        put(10.0, held.range(), 18.0, Weight::SemiBold, ink.ink);
        put(34.0, held.words(), sizes.small, Weight::Regular, ink.ink2);
        let mut job = egui::text::LayoutJob::simple_singleline(
            card.members.clone(),
            fonts::id(sizes.small - 0.5, Weight::Regular),
            ink.ink2,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 140.0);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(rect.min + vec2(20.0, 34.0), galley, ink.ink2);
        common_knots(ui, strip, rect.width() - 40.0, held.points, ink);
        return;
    };
    let Some(connection) = editor.document().connection(*id) else { return };
    let (points, asked) = (connection.points(), connection.asked());
    if connection.strands.is_unrated() {
        put(12.0, "not rated yet".to_owned(), sizes.small, Weight::Regular, ink.ink2);
    } else if asked == 0 {
        put(10.0, points.to_string(), 18.0, Weight::SemiBold, ink.ink);
        put(34.0, "points".to_owned(), sizes.small, Weight::Regular, ink.ink2);
    } else {
        let short = connection.shortfall();
        // What is not rated yet may still make up for it.
        let (words, color) = match (short, connection.strands.is_complete()) {
            (0, _) => ("holds".to_owned(), ink.good),
            (_, false) => ("so far".to_owned(), ink.ink),
            (_, true) => (format!("{short} short"), ink.large),
        };
        put(10.0, format!("{points} of {asked}"), 18.0, Weight::SemiBold, color);
        put(34.0, words, sizes.small, Weight::Regular, ink.ink2);
    }
    knots(ui, strip, rect.width() - 40.0, connection, ink);
}

/// What several connections hold.
struct Held {
    /// The fewest and the most points of those that are rated.
    points: Option<(u8, u8)>,
    rated: usize,
    all: usize,
}

impl Held {
    fn of(editor: &Editor, card: &Card) -> Self {
        let records = || card.connections.iter().filter_map(|id| editor.document().connection(*id));
        let rated = || records().filter(|c| !c.strands.is_unrated()).map(crate::model::Connection::points);
        Self { points: rated().min().zip(rated().max()), rated: rated().count(), all: records().count() }
    }

    fn range(&self) -> String {
        match self.points {
            None => String::new(),
            Some((low, high)) if low == high => low.to_string(),
            Some((low, high)) => format!("{low}–{high}"),
        }
    }

    fn words(&self) -> String {
        match (self.rated, self.all) {
            (0, _) => "not rated yet".to_owned(),
            (rated, all) if rated == all => "points each".to_owned(),
            (rated, all) => format!("points, {rated} of {all} rated"),
        }
    }
}

/// Fifteen knots: full as far as all connections reach, pale as far as some do.
fn common_knots(ui: &Ui, at: Pos2, width: f32, points: Option<(u8, u8)>, ink: &Ink) {
    let step = width / f32::from(KNOTS);
    let (low, high) = points.unwrap_or_default();
    for i in 0..KNOTS {
        let center = pos2(at.x + step * (f32::from(i) + 0.5), at.y);
        if i < low {
            ui.painter().circle_filled(center, 3.4, ink.ink2);
        } else if i < high {
            ui.painter().circle_filled(center, 3.4, ink.line2);
        } else {
            ui.painter().circle_stroke(center, 2.6, Stroke::new(1.2, ink.line2));
        }
    }
}

/// Fifteen knots, filled strand by strand; a notch stands where the need asks them to reach.
fn knots(ui: &Ui, at: Pos2, width: f32, connection: &crate::model::Connection, ink: &Ink) {
    let step = width / f32::from(KNOTS);
    let mut colors = Vec::new();
    for (i, level) in connection.strands.counts().into_iter().enumerate() {
        colors.extend(std::iter::repeat_n(ink.strands[i], level.into()));
    }
    for i in 0..KNOTS {
        let center = pos2(at.x + step * (f32::from(i) + 0.5), at.y);
        match colors.get(usize::from(i)) {
            Some(color) => ui.painter().circle_filled(center, 3.4, *color),
            None => ui.painter().circle_stroke(center, 2.6, Stroke::new(1.2, ink.line2)),
        };
    }
    let asked = connection.asked().min(KNOTS);
    if asked > 0 {
        let x = at.x + step * f32::from(asked);
        let notch = vec![pos2(x - 3.5, at.y - 9.0), pos2(x + 3.5, at.y - 9.0), pos2(x, at.y - 4.0)];
        ui.painter().add(egui::Shape::convex_polygon(notch, ink.ink, Stroke::NONE));
        ui.painter().vline(x, at.y - 5.0..=at.y + 6.0, Stroke::new(1.4, ink.ink));
    }
}

fn show_row(ui: &Ui, line: Rect, row: CardRow, hands: Option<[u32; 6]>, ink: &Ink) -> Vec<Act> {
    let mut acts = Vec::new();
    let sizes = ink.sizes();
    let color = match row.row {
        Row::Need => ink.ink,
        Row::Strand(strand) => ink.strands[strand.index()],
    };
    let choose = ui.interact(line.shrink2(vec2(8.0, 1.0)), Id::unique(("card row", row.row.label())), Sense::click());
    choose.widget_info(|| WidgetInfo::selected(Role::Row, true, row.active, spoken(row)));
    if choose.clicked() {
        acts.push(Act::Row(row.row));
    }
    if row.active {
        let mark = Stroke::new(1.5, ink.accent);
        ui.painter().rect(line.shrink2(vec2(8.0, 0.0)), 8.0, ink.well, mark, StrokeKind::Inside);
        let bar = Rect::from_center_size(pos2(line.left() + 9.5, line.center().y), vec2(3.0, line.height() - 16.0));
        ui.painter().rect_filled(bar, 1.5, ink.accent);
    }
    let weight = if row.active { Weight::SemiBold } else { Weight::Medium };
    let left = line.left() + 20.0;
    let label = row.row.label();
    ui.painter().text(pos2(left, line.top() + 5.0), Align2::LEFT_TOP, label, fonts::id(sizes.body, weight), ink.ink);
    let agreed = row.agreed.map(|level| format!("as agreed: {}, {}", level.get(), row.row.word(level)));
    let words = match row.level {
        Some(level) => row.row.word(level).to_owned(),
        None if row.mixed => differing(row),
        None => agreed.unwrap_or_else(|| "not rated yet".to_owned()),
    };
    let mut job =
        egui::text::LayoutJob::simple_singleline(words, fonts::id(sizes.small - 0.5, Weight::Regular), ink.ink2);
    let taken = if hands.is_some() { DOTS + SPREAD + 10.0 } else { DOTS };
    job.wrap = egui::text::TextWrapping::truncate_at_width(line.width() - taken);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, line.top() + 7.0 + sizes.body * 1.3), galley, ink.ink2);
    if let Some(hands) = hands {
        let corner = pos2(line.right() - 184.0 - SPREAD, line.center().y - 9.0);
        stage::spread(ui.painter(), corner, vec2(SPREAD, 18.0), hands, color);
        let area = Rect::from_min_size(corner, vec2(SPREAD, 18.0));
        let heard = ui.interact(area, Id::unique(("card hands", row.row.label())), Sense::hover());
        let said = stage::spoken(row.row, hands);
        heard.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
        heard.on_hover_text(&said);
    }
    for value in 0..=5u8 {
        let center = pos2(line.right() - 166.0 + 24.0 * f32::from(value), line.center().y);
        if dot(ui, center, row, value, color, ink) {
            acts.push(Act::Rate(row.row, Level::new(value)));
        }
    }
    let (number, size) = match (row.level, row.range) {
        (Some(level), _) => (level.get().to_string(), 15.0),
        (None, Some((low, high))) if low < high => (format!("{}–{}", low.get(), high.get()), 12.5),
        (None, Some((low, _))) => (format!("{}?", low.get()), 15.0),
        (None, None) => ("–".to_owned(), 15.0),
    };
    let at = pos2(line.right() - 14.0, line.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, number, fonts::id(size, Weight::SemiBold), ink.ink);
    acts
}

/// Where connections differ: "from 1 to 4, 2 not rated yet".
fn differing(row: CardRow) -> String {
    let given = match row.range {
        Some((low, high)) if low < high => format!("from {} to {}", low.get(), high.get()),
        Some((level, _)) => format!("{}, {}", level.get(), row.row.word(level)),
        None => String::new(),
    };
    if row.unset > 0 { format!("{given}; {} not rated yet", row.unset) } else { given }
}

/// The heading, for a screen reader.
fn spoken_head(card: &Card) -> String {
    let members = if card.members.is_empty() { String::new() } else { format!(": {}", card.members) };
    format!("Rating card, {}{members}", card.title)
}

fn spoken(row: CardRow) -> String {
    let level = match row.level {
        Some(level) => format!("{}, {}", level.get(), row.row.word(level)),
        None if row.mixed => differing(row),
        None => "not rated yet".to_owned(),
    };
    format!("{}: {level}", row.row.label())
}

fn dot(ui: &Ui, center: Pos2, row: CardRow, value: u8, color: Color32, ink: &Ink) -> bool {
    let level = row.level.map(Level::get);
    // Where one of several has no level yet, nothing is common to all.
    let (low, high) = (row.range.filter(|_| row.unset == 0).map(|r| r.0.get()), row.range.map(|r| r.1.get()));
    let name = format!("{} {value}", row.row.label());
    let area = Rect::from_center_size(center, vec2(24.0, 30.0));
    let response = ui.interact(area, Id::unique(("card dot", row.row.label(), value)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, level == Some(value), name.as_str()));
    if response.hovered() {
        ui.painter().circle_filled(center, 10.5, ink.line);
    }
    if value == 0 {
        // Zero is a place, too: a short dash.
        let set = level == Some(0);
        let stroke = if set { Stroke::new(2.4, color) } else { Stroke::new(1.8, ink.line2) };
        ui.painter().hline(center.x - 4.0..=center.x + 4.0, center.y, stroke);
    } else if level.or(low).is_some_and(|level| value <= level) {
        ui.painter().circle_filled(center, 7.0, color);
    } else if high.is_some_and(|level| value <= level) {
        // Some of them reach this far.
        ui.painter().circle_filled(center, 7.0, color.gamma_multiply(0.3));
    } else {
        ui.painter().circle_stroke(center, 6.2, Stroke::new(1.5, ink.line2));
    }
    if row.active && level == Some(value) {
        ui.painter().circle_stroke(center, 10.0, Stroke::new(1.8, ink.accent));
    }
    let word = Level::new(value).map_or("", |level| row.row.word(level));
    response.on_hover_text(format!("{value}: {word}")).clicked()
}

/// What keys do here; while hands are counted, how many are in.
fn legend(ui: &Ui, at: Pos2, card: &Card, ink: &Ink) {
    let mut x = at.x;
    let counted = crate::model::words::count(card.hands.len(), "hand");
    let on = if card.walks { "next" } else { "done" };
    let keys = if !card.hands.is_empty() {
        [("", counted.as_str()), ("Enter", "median"), ("Back", "undo"), ("Esc", "stop")]
    } else if card.is_done() {
        [("", "All rated."), ("Enter", on), ("Up Down", "change"), ("Esc", "close")]
    } else {
        [("0–5", "rate"), ("Up Down", "row"), ("-", "clear"), ("Enter", on)]
    };
    for (key, what) in keys {
        if !key.is_empty() {
            x += cap(ui, pos2(x, at.y), key, ink) + 6.0;
        }
        let galley = ui.painter().layout_no_wrap(what.to_owned(), fonts::id(12.0, Weight::Regular), ink.ink2);
        let width = galley.size().x;
        ui.painter().galley(pos2(x, at.y - galley.size().y / 2.0), galley, ink.ink2);
        x += width + 12.0;
    }
    let rule = fonts::id(12.0, Weight::Medium);
    ui.painter().text(pos2(at.x, at.y + 22.0), Align2::LEFT_CENTER, words::HOUSE_RULE, rule, ink.ink2);
}

fn cap(ui: &Ui, at: Pos2, key: &str, ink: &Ink) -> f32 {
    let galley = ui.painter().layout_no_wrap(key.to_owned(), fonts::id(11.0, Weight::Medium), ink.ink2);
    let rect = Rect::from_min_size(pos2(at.x, at.y - 9.0), vec2((galley.size().x + 10.0).max(18.0), 18.0));
    ui.painter().rect(rect, 4.0, ink.raised, Stroke::new(1.0, ink.line2), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink.ink2);
    rect.width()
}
