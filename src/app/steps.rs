//! The list of all steps (Ctrl+H): the newest on top, what was taken back above it in grey; any of them is
//! one click or one Enter away.

use egui::accesskit::Role;
use egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, ScrollArea, Sense, Stroke, WidgetInfo, vec2,
};

use super::act::Act;
use super::style::ink;
use super::widgets;
use crate::editor::Editor;
use crate::text::Weight;

const WIDTH: f32 = 380.0;

/// The list, while it is open.
#[derive(Debug, Default)]
pub(super) struct StepList {
    open: bool,
    /// How many steps are done in the state that the keyboard is on; unset, the present one.
    at: Option<usize>,
}

impl StepList {
    pub(super) fn toggle(&mut self) {
        *self = Self { open: !self.open, at: None };
    }

    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    /// Shows the list; answers with the state to go to.
    pub(super) fn show(&mut self, ctx: &Context, editor: &Editor) -> Option<Act> {
        if !self.open {
            return None;
        }
        let ink = ink(ctx);
        let (names, done) = editor.steps();
        let mut chosen = self.keys(ctx, names.len(), done);
        let row = ink.sizes().body + 17.0;
        let area = Area::new(Id::unique("steps")).order(Order::Foreground).anchor(Align2::RIGHT_TOP, vec2(-16.0, 56.0));
        let shown = area.show(ctx, |ui| {
            let frame = Frame::new()
                .fill(ink.raised)
                .stroke(Stroke::new(1.0, ink.line2))
                .corner_radius(12.0)
                .inner_margin(Margin::same(8));
            frame.show(ui, |ui| {
                ui.set_width(ink.sizes().widened(WIDTH).min(ctx.content_rect().width() - 60.0));
                ui.horizontal(|ui| {
                    ui.add_space(8.0);
                    widgets::text(ui, "History", ink.sizes().section, Weight::SemiBold, ink.ink);
                });
                ui.spacing_mut().item_spacing.y = 0.0;
                let height = (ctx.content_rect().height() - 160.0).clamp(120.0, 520.0);
                ScrollArea::vertical().max_height(height).show_rows(ui, row, names.len() + 1, |ui, range| {
                    for line in range {
                        let state = names.len() - line;
                        if self.line(ui, row, (state, done), &names) {
                            chosen = Some(state);
                        }
                    }
                });
            });
        });
        let away = ctx.input(|input| input.pointer.any_pressed())
            && ctx.input(|input| input.pointer.interact_pos()).is_some_and(|at| !shown.response.rect.contains(at));
        if away || ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.open = false;
            ctx.memory_mut(|memory| memory.request_focus(super::canvas::id()));
        }
        chosen.map(Act::Step)
    }

    /// Up and Down choose, Enter goes there.
    fn keys(&mut self, ctx: &Context, count: usize, done: usize) -> Option<usize> {
        let take = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let at = self.at.unwrap_or(done).min(count);
        if take(Key::ArrowUp) {
            self.at = Some((at + 1).min(count));
        }
        if take(Key::ArrowDown) {
            self.at = Some(at.saturating_sub(1));
        }
        take(Key::Enter).then_some(at)
    }

    fn line(&self, ui: &mut egui::Ui, height: f32, (state, done): (usize, usize), names: &[&str]) -> bool {
        let ink = ink(ui.ctx());
        let name = match state.checked_sub(1).and_then(|index| names.get(index)) {
            Some(name) => crate::model::words::capitalized(name),
            None => "As it was opened".to_owned(),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, state == done, name.as_str()));
        if self.at == Some(state) || response.hovered() {
            ui.painter().rect_filled(rect, 8.0, ink.well);
        }
        if self.at == Some(state) && ui.input(|input| input.pointer.delta() == egui::Vec2::ZERO) {
            response.scroll_to_me(None);
        }
        if state == done {
            let dot = rect.left_center() + vec2(11.0, 0.0);
            ui.painter().circle_filled(dot, 4.0, ink.accent);
        }
        let color = if state > done { ink.ink3 } else { ink.ink };
        let weight = if state == done { Weight::SemiBold } else { Weight::Regular };
        // Steps that are alike differ at their end: what comes last is kept whole, the thing it is about is cut.
        let font = (ink.sizes().body, weight);
        let (room, whole) = (rect.width() - 34.0, widgets::lines(ui, &name, font, color, f32::INFINITY));
        let (is_cut, at) = (whole.size().x > room, rect.left_center() + vec2(24.0, -whole.size().y / 2.0));
        match name.rsplit_once(": ").filter(|_| is_cut) {
            Some((about, end)) => {
                let end = widgets::cut(ui, &format!(": {end}"), font, color, room * 0.7);
                let about = widgets::cut(ui, about, font, color, room - end.size().x);
                ui.painter().galley(at + vec2(about.size().x, 0.0), end, color);
                ui.painter().galley(at, about, color);
            }
            None => widgets::line(ui, at, &name, font, color, room),
        }
        let response = if is_cut { response.on_hover_text(name) } else { response };
        response.clicked()
    }
}
