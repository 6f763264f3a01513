//! The tables at the foot of the window: all connections, or all names. Only the rows in sight are painted.
//!
//! What a cell says and what a key does is the editor's grid; here are the panel, the field of an open cell
//! and the fields above.

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align2, Area, Context, EventFilter, Frame, Id, ImeEvent, Margin, Order, Panel, Rect, Response, ScrollArea, Sense,
    Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::act::Act;
use super::icons::Icon;
use super::style::{Ink, ink};
use super::widgets::{self, Loud, Press};
use super::{fonts, keys};
use crate::editor::{Answer, Cell, Column, Command, Editor, Grid, Key, Modifiers, Table};
use crate::model::{CustomKind, Family, words};
use crate::scene::Target;
use crate::text::Weight;

/// Below this a table shows no rows worth the name; above, the map no longer fits.
const HEIGHTS: std::ops::RangeInclusive<f32> = 150.0..=520.0;
/// Columns never get narrower; the table then scrolls sideways.
const NARROWEST: f32 = 900.0;

/// The table, while it is open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    open: bool,
    grid: Grid,
    /// The keyboard goes to the rows in the next frame.
    arrive: bool,
    /// It goes to the cell that was opened: in the next frame, or the cell would read the same letter again.
    arrive_in_cell: bool,
    /// The cursor must come into sight.
    reveal: bool,
    /// The first rows are to be seen, wherever the cursor is.
    to_top: bool,
    /// The rows that were in sight last.
    seen: std::ops::Range<usize>,
    /// An input method is at work in the open cell.
    composing: bool,
    /// The ends of a connection to be added, or the name.
    ends: [String; 2],
    /// The row that is marked among the names offered for an end.
    offered: usize,
    /// The fields that had the keyboard and have not been left since: the toolkit tells of a loss twice.
    inside: [bool; 2],
}

impl Tables {
    /// Opens this table, or closes it if it is the one that is open.
    pub(super) fn toggle(&mut self, table: Table) {
        if self.open && self.grid.table() == table {
            self.open = false;
        } else {
            *self = Self { open: true, grid: Grid::new(table), arrive: true, reveal: true, ..Self::default() };
        }
    }

    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    pub(super) const fn close(&mut self) {
        self.open = false;
    }

    /// The rows have the keyboard.
    pub(super) fn has_keyboard(&self, ctx: &Context) -> bool {
        self.open && ctx.memory(|memory| memory.has_focus(rows_id()) || memory.has_focus(cell_id()))
    }

    /// Shows the panel.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &Editor) -> Vec<Act> {
        let ink = ink(ui.ctx());
        let frame = Frame::new().fill(ink.panel).inner_margin(Margin { left: 14, right: 10, top: 8, bottom: 4 });
        let most = (ui.available_height() * 0.6).max(*HEIGHTS.start()).min(*HEIGHTS.end());
        let panel = Panel::bottom("table").resizable(true).default_size(270.0).size_range(*HEIGHTS.start()..=most);
        let shown = panel.frame(frame).show_separator_line(false).show(ui, |ui| {
            self.reveal |= self.grid.follow(editor);
            let mut acts = self.head(ui, editor, &ink);
            acts.extend(self.table(ui, editor, &ink));
            acts
        });
        let rect = shown.response.rect;
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, ink.line));
        shown.inner
    }

    /// Tabs, the filter, how many rows, what can be added, and the way out.
    fn head(&mut self, ui: &mut Ui, editor: &Editor, ink: &Ink) -> Vec<Act> {
        let mut acts = Vec::new();
        ui.horizontal(|ui| {
            let chosen = Table::ALL.iter().position(|table| *table == self.grid.table()).unwrap_or(0);
            if let Some(tab) = widgets::segments(ui, &Table::ALL.map(Table::label), chosen)
                && tab != chosen
            {
                self.toggle(Table::ALL[tab]);
            }
            let mut filter = self.grid.filter().to_owned();
            let edit = widgets::line_edit(ink, &mut filter, "Filter").desired_width(180.0).id(filter_id()).show(ui);
            let response = edit.response.response.accessible_name("Filter the table");
            let key = |key| ui.input(|input| input.key_pressed(key));
            if response.has_focus() && key(egui::Key::ArrowDown)
                || response.lost_focus() && key(egui::Key::Enter)
                || escaped(ui, &response)
            {
                self.arrive = true;
            }
            widgets::tell_empty(&response, filter.is_empty());
            self.grid.set_filter(filter);
            let all = match self.grid.table() {
                Table::Connections => editor.document().connections().len(),
                Table::Names => editor.document().actors().len(),
            };
            let rows = self.grid.rows().len();
            let said = if rows == all {
                words::count(all, "row")
            } else {
                format!("{} of {}", words::figure(rows), words::count(all, "row"))
            };
            widgets::text(ui, said, ink.sizes().small, Weight::Regular, ink.ink2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if Press::icon_only("Close the table", Icon::Close).show(ui).clicked() {
                    self.open = false;
                }
                acts.extend(self.adding(ui, editor, ink));
            });
        });
        acts
    }

    /// Fields for a new row; in those for the ends of a connection the names on the map are offered.
    fn adding(&mut self, ui: &mut Ui, editor: &Editor, ink: &Ink) -> Option<Act> {
        let hints: &[&str] = match self.grid.table() {
            Table::Connections => &["Add: from", "Add: to"],
            Table::Names => &["Add a name; kind"],
        };
        let width = (ui.available_width() / hints.len() as f32 - 16.0).clamp(40.0, 150.0);
        let size = vec2(hints.len() as f32 * (width + 24.0), ui.available_height());
        let mut entered = None;
        // From left to right, as Tab goes.
        ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            for (i, hint) in hints.iter().enumerate() {
                let id = field_of_end(i);
                let offers = if hints.len() == 2 { editor.names_like(&self.ends[i]) } else { Vec::new() };
                let marked = self.marked(ui, id, offers.len());
                let edit = widgets::line_edit(ink, &mut self.ends[i], hint).desired_width(width).id(id).show(ui);
                let response = edit.response.response.accessible_name(*hint);
                widgets::tell_empty(&response, self.ends[i].is_empty());
                let left = !response.has_focus() && self.inside[i];
                self.inside[i] = response.has_focus();
                let key = |key| left && ui.input(|input| input.key_pressed(key));
                let escapes = left && takes_escape(ui);
                if response.changed() {
                    self.offered = 0;
                } else if (left || response.has_focus()) && !offers.is_empty() {
                    let typed = self.ends[i].trim().to_owned();
                    let pressed = offer(ui, &response, &offers, &typed, marked, ink);
                    // Whoever goes on takes who is marked; the last row keeps what is typed.
                    let taken = pressed.or_else(|| (left && !escapes).then_some(marked));
                    if let Some(name) = taken.and_then(|row| offers.get(row)) {
                        self.ends[i].clone_from(name);
                    }
                    if taken.is_some() {
                        self.offered = 0;
                    }
                }
                if key(egui::Key::Enter) {
                    entered = Some(i);
                }
                self.arrive |= escapes;
            }
        });
        let at = entered?;
        let [from, to] = &self.ends;
        let (from, to) = (from.trim().to_owned(), to.trim().to_owned());
        let row = match self.grid.table() {
            Table::Connections if !from.is_empty() && !to.is_empty() => Act::AddRow(from, Some(to)),
            Table::Names if !from.is_empty() => Act::AddRow(from, None),
            // One end is named: on to the other.
            _ => {
                let next = if self.ends[at].trim().is_empty() { at } else { (at + 1) % hints.len() };
                ui.memory_mut(|memory| memory.request_focus(field_of_end(next)));
                return None;
            }
        };
        self.ends = [const { String::new() }; 2];
        (0..hints.len()).for_each(|i| widgets::forget_typed(ui.ctx(), field_of_end(i)));
        ui.memory_mut(|memory| memory.request_focus(field_of_end(0)));
        Some(row)
    }

    /// The row of the offers that is marked in the field that has the keyboard; the one after them makes a new name.
    fn marked(&mut self, ui: &Ui, field: Id, offers: usize) -> usize {
        if offers > 0 && ui.memory(|memory| memory.has_focus(field)) {
            let take = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
            let (down, up) = (take(egui::Key::ArrowDown), take(egui::Key::ArrowUp));
            self.offered = (self.offered + usize::from(down) + if up { offers } else { 0 }) % (offers + 1);
        }
        self.offered.min(offers)
    }

    fn table(&mut self, ui: &mut Ui, editor: &Editor, ink: &Ink) -> Vec<Act> {
        let mut answers = Vec::new();
        let height = ink.sizes().body + 13.0;
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ui.available_rect_before_wrap();
        let response = ui.interact(area, rows_id(), Sense::click());
        let name = format!("Table of {}", self.grid.table().label().to_lowercase());
        response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, name.as_str()));
        if std::mem::take(&mut self.arrive) {
            response.request_focus();
        }
        if std::mem::take(&mut self.arrive_in_cell) {
            let end = CCursor::new(self.grid.typing().map_or(0, |text| text.chars().count()));
            let mut state = TextEdit::load_state(ui.ctx(), cell_id()).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::one(end)));
            state.store(ui.ctx(), cell_id());
            ui.memory_mut(|memory| memory.request_focus(cell_id()));
        }
        if response.has_focus() {
            let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            keys::offer_input_method(ui, area.left_top());
            answers.extend(self.keyboard(ui, editor));
        }
        ScrollArea::horizontal().id_salt("table across").auto_shrink([false, false]).show(ui, |ui| {
            // The bar of the rows stands beside the last column, not on it.
            let bar = ui.spacing().scroll.allocated_width();
            let width = (ui.available_width() - bar).max(NARROWEST * ink.sizes().body / 13.0);
            let lanes = lanes(ui, self.grid.table(), width, ink);
            ui.set_width(lanes.last().map_or(width, |(_, from, lane)| from + lane) + bar);
            self.titles(ui, &lanes, height, ink);
            let view = ui.available_height();
            let mut rows = ScrollArea::vertical().id_salt("table rows").auto_shrink([false, false]);
            if std::mem::take(&mut self.to_top) {
                rows = rows.vertical_scroll_offset(0.0);
            } else if std::mem::take(&mut self.reveal) {
                rows = rows.vertical_scroll_offset(self.offset(height, view));
            }
            rows.show_rows(ui, height, self.grid.rows().len(), |ui, range| {
                self.seen = range.clone();
                for row in range {
                    answers.extend(self.row(ui, editor, row, &lanes, height, ink));
                }
            });
        });
        if self.grid.rows().is_empty() {
            let none = if editor.document().is_empty() {
                "Nobody is on the map yet: add somebody above, or type on the map"
            } else if !self.grid.filter().trim().is_empty() {
                "No row contains these words"
            } else if self.grid.table() == Table::Connections {
                "No connections yet: name both ends above, or drag from rim to rim on the map"
            } else {
                "Nobody is named yet: add somebody above, or type on the map"
            };
            let font = fonts::id(ink.sizes().body, Weight::Regular);
            ui.painter().text(area.center(), Align2::CENTER_CENTER, none, font, ink.ink2);
        }
        answers.into_iter().filter_map(|answer| self.act(ui, answer)).collect()
    }

    fn act(&mut self, ui: &Ui, answer: Answer) -> Option<Act> {
        self.reveal = true;
        match answer {
            Answer::Edit(name, edit) => Some(Act::Edit(name, edit)),
            Answer::Choose(selection) => Some(Act::Choose(selection)),
            Answer::Say(words) => Some(Act::Say(words)),
            Answer::Delete => Some(Act::Run(Command::Delete)),
            Answer::NewKind(name) => {
                let family = Some(Family::Organisation);
                let kind = CustomKind { name, family, icon: "community".to_owned(), ..CustomKind::default() };
                Some(Act::KeepKind(None, Box::new(kind)))
            }
            Answer::Copy(text) => {
                ui.ctx().copy_text(text);
                None
            }
            Answer::Filter => {
                ui.memory_mut(|memory| memory.request_focus(filter_id()));
                None
            }
            // One level out: from a cell to the rows, from the rows to the map.
            Answer::Leave => {
                self.open = false;
                ui.memory_mut(|memory| memory.request_focus(super::canvas::id()));
                None
            }
        }
    }

    /// The scroll offset that brings the cursor into sight, moving as little as possible.
    fn offset(&self, height: f32, view: f32) -> f32 {
        let (row, _) = self.grid.cursor();
        let shown = ((view / height) as usize).max(1);
        let first = self.seen.start.min(row).max((row + 1).saturating_sub(shown));
        first as f32 * height
    }

    fn keyboard(&mut self, ui: &Ui, editor: &Editor) -> Vec<Answer> {
        let mut answers = Vec::new();
        for event in ui.input(|input| input.events.clone()) {
            self.composing = keys::is_composing(&event).unwrap_or(self.composing);
            match event {
                egui::Event::Key { .. } if self.composing => {}
                egui::Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    let Some(key) = keys::key(key, physical_key, modifiers) else { continue };
                    answers.extend(self.grid.key(editor, key, keys::modifiers(modifiers)));
                }
                egui::Event::Text(text) | egui::Event::Ime(ImeEvent::Commit(text)) => {
                    answers.extend(self.grid.type_in(editor, &text));
                }
                egui::Event::Copy | egui::Event::Cut => answers.push(Answer::Copy(self.grid.copy(editor))),
                egui::Event::Paste(text) => answers.extend(self.grid.paste(editor, &text)),
                _ => {}
            }
        }
        self.arrive_in_cell = self.grid.typing().is_some();
        answers
    }

    fn titles(&mut self, ui: &mut Ui, lanes: &[(Column, f32, f32)], height: f32, ink: &Ink) {
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), height + 2.0), Sense::hover());
        for (column, from, width) in lanes {
            let cell = Rect::from_min_size(pos2(line.left() + from, line.top()), vec2(*width, line.height()));
            let response = ui.interact(cell, Id::unique(("table title", column.title())), Sense::click());
            let order = self.grid.order().filter(|(now, _)| now == column).map(|(_, reversed)| reversed);
            let name = match order {
                None => format!("Sort by {}", column.title()),
                Some(false) => format!("Sorted by {}", column.title()),
                Some(true) => format!("Sorted by {}, the other way round", column.title()),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name.as_str()));
            let color = if order.is_some() || response.hovered() { ink.ink } else { ink.ink2 };
            let room = width - if order.is_some() { 24.0 } else { 12.0 };
            let shown = widgets::cut(ui, column.title(), (ink.sizes().small, Weight::SemiBold), color, room);
            let end = cell.left() + 8.0 + shown.size().x;
            ui.painter().galley(pos2(cell.left() + 8.0, cell.center().y - shown.size().y / 2.0), shown, color);
            if let Some(reversed) = order {
                let tip = if reversed { 3.0 } else { -3.0 };
                let (x, y) = (end + 9.0, cell.center().y);
                let arrow = vec![pos2(x - 4.0, y - tip / 1.5), pos2(x + 4.0, y - tip / 1.5), pos2(x, y + tip)];
                ui.painter().add(egui::Shape::convex_polygon(arrow, color, Stroke::NONE));
            }
            widgets::focus_ring(ui, &response, 4.0);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                // Who sorts by hand asks who comes first.
                self.grid.sort(*column);
                self.to_top = true;
            }
        }
        ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, ink.line2));
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        editor: &Editor,
        row: usize,
        lanes: &[(Column, f32, f32)],
        height: f32,
        ink: &Ink,
    ) -> Vec<Answer> {
        let Some(target) = self.grid.rows().get(row).copied() else { return Vec::new() };
        let mut answers = Vec::new();
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let selection = editor.selection();
        let is_selected = match target {
            Target::Actor(id) => selection.actors.contains(&id),
            Target::Connection(id) => selection.connections.contains(&id),
            Target::Value(_) | Target::Note(_) => false,
        };
        if is_selected {
            ui.painter().rect_filled(line, 0.0, ink.accent.gamma_multiply(0.14));
        } else if row % 2 == 1 {
            ui.painter().rect_filled(line, 0.0, ink.well.gamma_multiply(0.5));
        }
        for (i, (column, from, width)) in lanes.iter().enumerate() {
            let cell = Rect::from_min_size(pos2(line.left() + from, line.top()), vec2(*width, height));
            let at_cursor = self.grid.cursor() == (row, i);
            if at_cursor && self.grid.typing().is_some() && !self.arrive_in_cell {
                answers.extend(self.open_cell(ui, editor, cell, ink));
                continue;
            }
            let text = self.grid.text(editor, target, *column);
            let response = ui.interact(cell, rows_id().with((row, i)), Sense::click());
            let said = if text.is_empty() { "empty" } else { &text };
            let name = format!("{}: {said}", column.title());
            response.widget_info(|| WidgetInfo::selected(Role::Cell, true, is_selected, name.as_str()));
            let elided = content(ui, cell, &text, *column, ink);
            let response = if elided { response.on_hover_text(text.as_str()) } else { response };
            if at_cursor {
                let color = if self.has_keyboard(ui.ctx()) { ink.accent } else { ink.line2 };
                ui.painter().rect_stroke(cell.shrink(0.5), 3.0, Stroke::new(1.8, color), egui::StrokeKind::Inside);
            }
            if response.clicked() {
                let modifiers = keys::modifiers(ui.input(|input| input.modifiers));
                answers.extend(self.grid.click(editor, row, i, modifiers));
                if response.double_clicked() || column.cell() == Cell::Switch && at_cursor {
                    answers.extend(self.grid.key(editor, Key::Enter, Modifiers::default()));
                }
                self.arrive = self.grid.typing().is_none();
                self.arrive_in_cell = self.grid.typing().is_some();
            }
        }
        answers
    }

    /// The field of the cell that is typed in.
    fn open_cell(&mut self, ui: &mut Ui, editor: &Editor, cell: Rect, ink: &Ink) -> Vec<Answer> {
        let composing = ui.input(|input| input.events.iter().filter_map(keys::is_composing).next_back());
        self.composing = composing.unwrap_or(self.composing);
        let mut text = self.grid.typing().unwrap_or_default().to_owned();
        let take = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let plain = egui::Modifiers::NONE;
        let (mut enter, mut tab, mut back, mut escape) = (false, false, false, false);
        if !self.composing {
            back = take(egui::Modifiers::SHIFT, egui::Key::Tab);
            (enter, tab) = (take(plain, egui::Key::Enter), take(plain, egui::Key::Tab));
            escape = take(plain, egui::Key::Escape);
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        let edit = TextEdit::singleline(&mut text)
            .id(cell_id())
            .font(fonts::id(ink.sizes().body, Weight::Medium))
            .frame(
                Frame::new()
                    .fill(ink.raised)
                    .stroke(Stroke::new(1.8, ink.accent))
                    .inner_margin(Margin::symmetric(7, 3)),
            )
            .event_filter(filter)
            .desired_width(cell.width());
        let response = ui.put(cell.expand2(vec2(0.0, 1.0)), edit);
        let response = response.accessible_name("Cell");
        if let Some(offer) = self.offers(ui, editor, response.rect, ink) {
            return offer;
        }
        let leaves = response.lost_focus() && !enter && !tab && !back && !escape;
        self.grid.retype(text);
        if escape {
            self.grid.give_up();
            self.arrive = true;
            return Vec::new();
        }
        let (down, right) = (isize::from(enter), isize::from(tab) - isize::from(back));
        if !(enter || tab || back || leaves) {
            return Vec::new();
        }
        let answers = self.grid.finish(editor, down, right);
        self.arrive_in_cell = self.grid.typing().is_some();
        self.arrive = !leaves && !self.arrive_in_cell;
        answers
    }

    /// The kinds that the open cell may mean, beside it; what was done if one is taken.
    fn offers(&mut self, ui: &Ui, editor: &Editor, cell: Rect, ink: &Ink) -> Option<Vec<Answer>> {
        let (kinds, new) = self.grid.offers(editor);
        if kinds.is_empty() && new.is_none() {
            return None;
        }
        let mut taken = None;
        let mut made = None;
        let area = Area::new(Id::unique("kinds of a cell")).order(Order::Foreground).constrain(true);
        area.fixed_pos(cell.left_top() - vec2(0.0, 4.0)).pivot(Align2::LEFT_BOTTOM).show(ui.ctx(), |ui| {
            let frame = Frame::new().fill(ink.raised).stroke(Stroke::new(1.0, ink.line)).corner_radius(8.0);
            frame.inner_margin(Margin::same(4)).show(ui, |ui| {
                ui.set_width(cell.width().max(180.0));
                for kind in kinds {
                    if Press::new(&kind, Loud::Plain).show(ui).clicked() {
                        taken = Some(kind);
                    }
                }
                if let Some(new) = new
                    && Press::new(&format!("New kind: {new}"), Loud::Plain).show(ui).clicked()
                {
                    made = Some(new);
                }
            });
        });
        if let Some(made) = made {
            self.grid.give_up();
            self.arrive = true;
            return Some(vec![Answer::NewKind(made)]);
        }
        let taken = taken?;
        self.grid.retype(taken);
        self.arrive = true;
        Some(self.grid.finish(editor, 1, 0))
    }
}

fn rows_id() -> Id {
    widgets::pane("table")
}

fn cell_id() -> Id {
    Id::unique("table cell")
}

/// The field for one end of a connection to be added, or for a name.
fn field_of_end(i: usize) -> Id {
    Id::unique(("table add", i))
}

/// The names on the map that fit, above their field; the row that was pressed.
fn offer(ui: &Ui, field: &Response, names: &[String], typed: &str, marked: usize, ink: &Ink) -> Option<usize> {
    let mut pressed = None;
    let at = field.rect.left_top() - vec2(6.0, 8.0);
    let area = Area::new(field.id.with("offers")).order(Order::Foreground).fade_in(false);
    area.pivot(Align2::LEFT_BOTTOM).fixed_pos(at).show(ui.ctx(), |ui| {
        super::question::float_frame(ui.ctx()).inner_margin(Margin::same(6)).show(ui, |ui| {
            ui.set_width(230.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            let new = format!("New: {typed}");
            let rows = names.iter().map(|name| (name.as_str(), "On the map")).chain([(new.as_str(), "")]);
            for (row, (label, remark)) in rows.enumerate() {
                // On the press: at the release the field has lost the keyboard and the offers are gone.
                if super::name_box::offer(ui, label, remark, row == marked, ink).is_pointer_button_down_on() {
                    pressed = Some(row);
                }
            }
        });
    });
    pressed
}

fn filter_id() -> Id {
    Id::unique("table filter")
}

/// Esc left this field; the rows, which have the keyboard then, are not left as well.
fn escaped(ui: &Ui, response: &egui::Response) -> bool {
    response.lost_focus() && takes_escape(ui)
}

fn takes_escape(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

/// Each column with its left edge and its width: its title and the mark of the order always find room.
fn lanes(ui: &Ui, table: Table, width: f32, ink: &Ink) -> Vec<(Column, f32, f32)> {
    let font = fonts::id(ink.sizes().small, Weight::SemiBold);
    let title = |column: &Column| {
        let title = column.title().to_owned();
        let title = ui.painter().layout_no_wrap(title, font.clone(), egui::Color32::PLACEHOLDER).size().x + 26.0;
        // A name of usual length is read whole; the table rather scrolls sideways.
        let is_name = matches!(column, Column::From | Column::To | Column::Name);
        title.max(if is_name { 11.0 * ink.sizes().body } else { 0.0 })
    };
    let spare = (width - table.columns().iter().map(title).sum::<f32>()).max(0.0);
    let total: u16 = table.columns().iter().map(|column| column.share()).sum();
    let mut from = 0.0;
    let lane = |column: &Column| {
        let lane = title(column) + spare * f32::from(column.share()) / f32::from(total);
        let left = from;
        from += lane;
        (*column, left, lane)
    };
    table.columns().iter().map(lane).collect()
}

/// What stands in a cell, a level with its bar; `true` if it was cut because it does not fit.
fn content(ui: &Ui, cell: Rect, text: &str, column: Column, ink: &Ink) -> bool {
    let color = match column.cell() {
        Cell::Computed if !matches!(column, Column::From | Column::To) => ink.ink2,
        _ => ink.ink,
    };
    let galley = widgets::cut(ui, text, (ink.sizes().body, Weight::Regular), color, cell.width() - 14.0);
    let elided = galley.elided;
    ui.painter().galley(pos2(cell.left() + 8.0, cell.center().y - galley.size().y / 2.0), galley, color);
    if let (Cell::Level, Ok(level)) = (column.cell(), text.parse::<u8>()) {
        let color = match column {
            Column::Strand(strand) => ink.strands[strand.index()],
            _ => ink.ink2,
        };
        let (from, room) = (cell.left() + 26.0, (cell.width() - 36.0).max(0.0));
        let bar = |length| Rect::from_min_size(pos2(from, cell.center().y - 2.0), vec2(length, 4.0));
        ui.painter().rect_filled(bar(room), 2.0, ink.line);
        ui.painter().rect_filled(bar(room * f32::from(level) / 5.0), 2.0, color);
    }
    elided
}
