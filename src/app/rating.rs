//! The rating card beside the selected cord: what it should hold and holds, four rows, beside them the words of the
//! scale, the keys.

use egui::accesskit::Role;
use egui::{Align2, Area, Color32, Id, Order, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::act::Act;
use super::census::{counts, of_row};
use super::style::{Ink, ink};
use super::{fonts, scale, stage, widgets};
use crate::analysis::{COMPANY, OTHER};
use crate::editor::{Card, CardRow, Editor, Row};
use crate::model::{Level, Source, words};
use crate::text::Weight;

/// Free at the left and at the right.
const MARGIN: f32 = 20.0;
/// The share of the width of the canvas above which its words are rather smaller.
const SHARE: f32 = 0.59;
/// The width of the spread of hands.
const SPREAD: f32 = 36.0;
/// Points that a cord can hold.
const KNOTS: u8 = 15;

/// How large the parts of the card are: they grow with the type, which the last row reads, and with nothing else, so
/// that nothing moves from one digit to the next.
struct Form {
    /// From the upper edge to the knots, and from there to the rows or the sides.
    strip: f32,
    /// The four rows at the left, and the words of the scale beside them.
    rows: f32,
    words: f32,
    type_size: f32,
    row: f32,
    /// Between two dots.
    step: f32,
    foot: f32,
    /// How much larger the type is than in the light theme.
    k: f32,
}

impl Form {
    fn new(ui: &Ui, canvas: f32, ink: &Ink) -> Self {
        let sizes = ink.sizes();
        let k = sizes.body / 13.0;
        let wide = |text: &str, size: f32, weight| {
            ui.painter().layout_no_wrap(text.to_owned(), fonts::id(size, weight), ink.ink).size().x
        };
        let labels = Row::ALL.iter().map(|row| wide(row.label(), sizes.body, Weight::SemiBold));
        let step = (20.0 * k).min(24.0);
        let rows = MARGIN + labels.fold(6.0 * step + 30.0 * k, f32::max).ceil() + 8.0;
        // Six lines are read for one: a little smaller than else, and smaller still rather than over half the map.
        let mut type_size = 12.0 + (sizes.small - 12.0) * 0.75;
        while type_size > 12.0 && rows + scale::width(ui, type_size) > SHARE * canvas {
            type_size -= 0.5;
        }
        Self {
            strip: 24.0 + 2.0 * (sizes.body + 1.0) * 1.36,
            rows,
            words: scale::width(ui, type_size),
            type_size,
            row: sizes.body + sizes.small + 17.0,
            step,
            foot: 64.0 + 2.0 * (sizes.small - 12.0),
            k,
        }
    }

    /// From the upper edge to the rows or the sides.
    fn head(&self) -> f32 {
        self.strip + 14.0
    }

    fn size(&self, sides: f32, most: f32) -> egui::Vec2 {
        vec2((self.rows + self.words + 8.0).min(most), self.head() + sides + 4.0 * self.row + self.foot)
    }
}

/// Shows the card of the editor, if one is open, where that has a place for it.
pub(super) fn show(ui: &Ui, canvas: Rect, editor: &mut Editor) -> Vec<Act> {
    let Some(card) = editor.rating_card() else { return Vec::new() };
    let mut acts = Vec::new();
    let ink = ink(ui.ctx());
    let form = Form::new(ui, canvas.width(), &ink);
    let sides = sides_height(editor, &ink);
    let size = form.size(sides, canvas.width() - 24.0);
    let at = over_panel(ui.ctx().content_rect(), canvas, size);
    let at = if let Some(at) = at {
        editor.card_aside();
        at
    } else {
        let corner = editor.card_place(crate::geom::Vec2::new(size.x.into(), size.y.into()));
        canvas.min + vec2(corner.x as f32, corner.y as f32)
    };
    let area = Area::new(Id::unique("rating card")).order(Order::Middle).fade_in(false).fixed_pos(at).movable(false);
    let aside = steps_aside(ui, Rect::from_min_size(at, size));
    area.interactable(!aside).show(ui.ctx(), |ui| {
        if aside {
            ui.multiply_opacity(0.25);
        }
        let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, spoken_head(&card)));
        widgets::card_shadow(ui.painter(), rect, ink.ink);
        ui.painter().rect(rect, 12.0, ink.raised, Stroke::new(1.5, ink.accent), StrokeKind::Inside);
        head(ui, rect, editor, &card, (&form, &ink));
        let inner = rect.shrink2(vec2(MARGIN, 0.0));
        if sides > 0.0 {
            whose_view(ui, inner.with_min_y(rect.top() + form.head()), editor, &card, &mut acts);
        }
        let rows = Rect::from_min_size(
            pos2(rect.left(), rect.top() + form.head() + sides),
            vec2(form.rows.min(size.x / 2.0), 4.0 * form.row),
        );
        let words = Rect::from_min_max(rows.right_top(), pos2(rect.right() - 8.0, rows.bottom()));
        // The hands that were counted stay in sight: a median hides who disagrees.
        let tally = match card.connections.as_slice() {
            [id] => editor.document().connection(*id).and_then(|c| c.tally),
            _ => None,
        };
        let hands = card.rows.map(|row| {
            let counted = (row.active && !card.hands.is_empty()).then(|| counts(&card.hands));
            counted.or_else(|| tally.and_then(|tally| of_row(tally, row.row)))
        });
        if let Some((row, level)) = scale::show(ui, [rows, words], (&card.rows, &hands), (form.type_size, &ink)) {
            acts.push(Act::Rate(row, Some(level)));
        }
        for (i, (row, hands)) in (0u8..).zip(card.rows.into_iter().zip(hands)) {
            let corner = pos2(rows.left(), rows.top() + form.row * f32::from(i));
            let line = Rect::from_min_size(corner, vec2(rows.width(), form.row));
            acts.extend(show_row(ui, line, row, hands, (&form, &ink)));
        }
        ui.painter().hline(inner.x_range(), rows.bottom() + 6.0, Stroke::new(1.0, ink.line));
        keys(ui, pos2(inner.left(), rows.bottom()), &card, &ink);
    });
    acts
}

/// Where the card stands over the panel beside a narrow map: what it would leave of that is no map any more.
fn over_panel(window: Rect, canvas: Rect, card: egui::Vec2) -> Option<Pos2> {
    const LEAST_MAP: f32 = 400.0;
    const LEAST_PANEL: f32 = 280.0;
    let is_narrow = canvas.width() - card.x < LEAST_MAP && window.right() - canvas.right() >= LEAST_PANEL;
    is_narrow.then(|| pos2(window.right(), canvas.bottom()) - card - vec2(12.0, 12.0))
}

/// Shift reaches for another cord beneath the card; a hand that only types with Shift does not move the pointer.
fn steps_aside(ui: &Ui, card: Rect) -> bool {
    const MOVED_SECS: f32 = 2.0;
    ui.input(|input| {
        let moves = input.pointer.time_since_last_movement() < MOVED_SECS;
        moves && input.modifiers.shift && input.pointer.hover_pos().is_some_and(|at| card.contains(at))
    })
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
fn head(ui: &Ui, rect: Rect, editor: &Editor, card: &Card, (form, ink): (&Form, &Ink)) {
    let (sizes, k) = (ink.sizes(), form.k);
    let beside = rect.width() - 2.0 * MARGIN - 100.0 * k;
    let title = widgets::fold(ui, &card.title, (sizes.body + 1.0, Weight::SemiBold), ink.ink, beside, 2);
    ui.painter().galley(rect.min + vec2(MARGIN, 12.0), title, ink.ink);
    let put = |text: String, words: String, color: Color32| {
        let at = pos2(rect.right() - MARGIN, rect.top() + 10.0);
        let font = fonts::id(18.0 * k, Weight::SemiBold);
        let below = pos2(at.x, ui.painter().text(at, Align2::RIGHT_TOP, text, font, color).top() + 24.0 * k);
        let font = fonts::id(sizes.small, Weight::Regular);
        ui.painter().text(below, Align2::RIGHT_TOP, words, font, ink.ink2);
    };
    let strip = pos2(rect.left() + MARGIN, rect.top() + form.strip);
    let width = rect.width() - 2.0 * MARGIN;
    let [id] = card.connections.as_slice() else {
        let held = Held::of(editor, card);
        put(held.range(), held.words(), ink.ink);
        let at = rect.min + vec2(MARGIN, 14.0 + 1.36 * (sizes.body + 1.0));
        widgets::line(ui, at, &card.members, (sizes.small - 0.5, Weight::Regular), ink.ink2, beside - 20.0);
        // Full as far as all connections reach, pale as far as some do.
        let (low, high) = held.points.unwrap_or_default();
        let color = |i| if i < low { Some(ink.ink2) } else { (i < high).then_some(ink.line2) };
        knots(ui, strip, width, (color, 0), ink);
        return;
    };
    let Some(connection) = editor.document().connection(*id) else { return };
    let (points, asked) = (connection.points(), connection.asked());
    if connection.strands.is_unrated() {
        put(String::new(), "not rated yet".to_owned(), ink.ink);
    } else if asked == 0 {
        put(points.to_string(), "points".to_owned(), ink.ink);
    } else {
        let short = connection.shortfall();
        // What is not rated yet may still make up for it.
        let (words, color) = match (short, connection.strands.is_complete()) {
            (0, _) => ("holds".to_owned(), ink.good),
            (_, false) => ("so far".to_owned(), ink.ink),
            (_, true) => (format!("{short} short"), ink.large),
        };
        put(format!("{points} of {asked}"), words, color);
    }
    let levels = connection.strands.counts().into_iter().zip(ink.strands);
    let colors: Vec<_> = levels.flat_map(|(level, color)| std::iter::repeat_n(color, level.into())).collect();
    knots(ui, strip, width, (|i| colors.get(usize::from(i)).copied(), asked), ink);
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

/// Fifteen knots in their colours, hollow without one; a notch stands where the need asks them to reach.
fn knots(ui: &Ui, at: Pos2, width: f32, (color, asked): (impl Fn(u8) -> Option<Color32>, u8), ink: &Ink) {
    let step = width / f32::from(KNOTS);
    for i in 0..KNOTS {
        let center = pos2(at.x + step * (f32::from(i) + 0.5), at.y);
        match color(i) {
            Some(color) => ui.painter().circle_filled(center, 3.4, color),
            None => ui.painter().circle_stroke(center, 2.6, Stroke::new(1.2, ink.line2)),
        };
    }
    let asked = asked.min(KNOTS);
    if asked > 0 {
        let x = at.x + step * f32::from(asked);
        let notch = vec![pos2(x - 3.5, at.y - 9.0), pos2(x + 3.5, at.y - 9.0), pos2(x, at.y - 4.0)];
        ui.painter().add(egui::Shape::convex_polygon(notch, ink.ink, Stroke::NONE));
        ui.painter().vline(x, at.y - 5.0..=at.y + 6.0, Stroke::new(1.4, ink.ink));
    }
}

/// A row: its name and what else is to be known, and below them its dots and its number.
fn show_row(ui: &Ui, line: Rect, row: CardRow, hands: Option<[u32; 6]>, (form, ink): (&Form, &Ink)) -> Vec<Act> {
    let mut acts = Vec::new();
    let (sizes, k) = (ink.sizes(), form.k);
    let color = stage::row_color(row.row, ink);
    let area = line.with_min_x(line.left() + 8.0).shrink2(vec2(0.0, 1.0));
    let choose = ui.interact(area, Id::unique(("card row", row.row.label())), Sense::click());
    choose.widget_info(|| WidgetInfo::selected(Role::Row, true, row.active, spoken(row)));
    if choose.clicked() {
        acts.push(Act::Row(row.row));
    }
    let weight = if row.active { Weight::SemiBold } else { Weight::Medium };
    let (left, right) = (line.left() + MARGIN, line.right() - 8.0);
    let (upper, lower) = (line.top() + sizes.body * 0.95, line.bottom() - form.step * 0.56);
    let font = fonts::id(sizes.body, weight);
    let label = ui.painter().text(pos2(left, upper), Align2::LEFT_CENTER, row.row.label(), font, ink.ink);
    for value in 0..=5u8 {
        let center = pos2(left + form.step * (f32::from(value) + 0.5) - 3.0, lower);
        if dot(ui, center, (row, value), color, (form, ink)) {
            acts.push(Act::Rate(row.row, Level::new(value)));
        }
    }
    let (number, size) = match (row.level.or(row.agreed), row.range) {
        (Some(level), _) => (level.get().to_string(), 15.0),
        (None, Some((low, high))) if low < high => (format!("{}–{}", low.get(), high.get()), 12.5),
        (None, Some((low, _))) => (format!("{}?", low.get()), 15.0),
        (None, None) => ("–".to_owned(), 15.0),
    };
    let tone = if row.level.is_none() && row.agreed.is_some() { ink.ink3 } else { ink.ink };
    let font = fonts::id(size * k, Weight::SemiBold);
    ui.painter().text(pos2(right, lower), Align2::RIGHT_CENTER, number, font, tone);
    let remark = match (row.level, row.agreed, row.unset) {
        (None, Some(_), _) => Some("agreed".to_owned()),
        (None, None, unset) if row.range.is_some() && unset > 0 => Some(format!("{unset} not yet")),
        _ => None,
    };
    if let Some(remark) = remark {
        let font = (sizes.small - 0.5, Weight::Regular);
        let galley = widgets::cut(ui, &remark, font, ink.ink2, (right - label.right() - 6.0).max(0.0));
        ui.painter().galley(pos2(right - galley.size().x, upper - galley.size().y / 2.0), galley, ink.ink2);
    } else if let Some(hands) = hands {
        let area = Rect::from_center_size(pos2(right - SPREAD * k / 2.0, upper), vec2(SPREAD, 15.0) * k);
        // Beside a long name there is no room: the scale shows them, too.
        if label.right() < area.left() {
            stage::spread(ui.painter(), area.min, area.size(), (hands, hands.into_iter().max().unwrap_or(0)), color);
        }
        let heard = ui.interact(area, Id::unique(("card hands", row.row.label())), Sense::hover());
        let said = stage::spoken(row.row, hands);
        heard.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
        heard.on_hover_text(&said);
    }
    acts
}

/// The heading, for a screen reader.
fn spoken_head(card: &Card) -> String {
    let members = if card.members.is_empty() { String::new() } else { format!(": {}", card.members) };
    format!("Rating card, {}{members}", card.title)
}

fn spoken(row: CardRow) -> String {
    let level = match row.level {
        Some(level) => format!("{}, {}", level.get(), row.row.word(level)),
        None => scale::given(row),
    };
    format!("{}: {level}", row.row.label())
}

fn dot(ui: &Ui, at: Pos2, (row, value): (CardRow, u8), color: Color32, (form, ink): (&Form, &Ink)) -> bool {
    let level = row.level.map(Level::get);
    // Where one of several has no level yet, nothing is common to all.
    let (low, high) = (row.range.filter(|_| row.unset == 0).map(|r| r.0.get()), row.range.map(|r| r.1.get()));
    let name = format!("{} {value}", row.row.label());
    let area = Rect::from_center_size(at, vec2(form.step, form.step));
    let response = ui.interact(area, Id::unique(("card dot", row.row.label(), value)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, level == Some(value), name.as_str()));
    let radius = form.step * 0.28;
    if response.hovered() {
        ui.painter().circle_filled(at, form.step * 0.45, ink.line);
    }
    if value == 0 {
        // Zero is a place, too: a short dash.
        let set = level == Some(0);
        let stroke = if set { Stroke::new(2.4, color) } else { Stroke::new(1.8, ink.line2) };
        ui.painter().hline(at.x - 4.0..=at.x + 4.0, at.y, stroke);
    } else if level.or(low).is_some_and(|level| value <= level) {
        ui.painter().circle_filled(at, radius, color);
    } else if high.is_some_and(|level| value <= level) {
        // Some of them reach this far.
        ui.painter().circle_filled(at, radius, color.gamma_multiply(0.3));
    } else {
        ui.painter().circle_stroke(at, radius - 0.7, Stroke::new(1.4, ink.line2));
    }
    let word = Level::new(value).map_or("", |level| row.row.word(level));
    response.on_hover_text(format!("{value}: {word}")).clicked()
}

/// What keys do here, below the rows; while hands are counted, how many are in.
fn keys(ui: &Ui, rows: Pos2, card: &Card, ink: &Ink) {
    let size = ink.sizes().small;
    let grown = size - 12.0;
    let (mut x, y) = (rows.x, rows.y + 24.0 + grown * 0.5);
    let counted = words::count(card.hands.len(), "hand");
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
            let at = pos2(x, y - widgets::keycap_size(ui, key).y / 2.0);
            x += widgets::paint_keycap(ui, at, key, ink.ink2, ink.line2, ink.raised) + 6.0;
        }
        let font = fonts::id(size, Weight::Regular);
        x = ui.painter().text(pos2(x, y), Align2::LEFT_CENTER, what, font, ink.ink2).right() + 12.0;
    }
    let rule = fonts::id(size, Weight::Medium);
    ui.painter().text(pos2(rows.x, y + 21.0 + grown), Align2::LEFT_CENTER, words::HOUSE_RULE, rule, ink.ink2);
}
