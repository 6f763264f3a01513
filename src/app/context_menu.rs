//! The menu at the pointer: what can be done with what is selected.

use egui::{Area, Context, Id, Key, Modifiers, Order, Rect, vec2};

use super::act::Act;
use super::question::float_frame;
use super::style::ink;
use super::toolbar::entry;
use crate::editor::{Command, Editor};
use crate::geom::Point;

/// The menu, while it is open.
#[derive(Debug, Default)]
pub(super) struct ContextMenu {
    at: Option<Point>,
    /// It was opened in this frame: the press that did it must not close it.
    fresh: bool,
}

impl ContextMenu {
    /// Opens the menu at a point of the canvas.
    pub(super) fn open(&mut self, at: Point) {
        *self = Self { at: Some(at), fresh: true };
    }

    pub(super) const fn is_open(&self) -> bool {
        self.at.is_some()
    }

    /// Shows the menu, if it is open.
    pub(super) fn show(&mut self, ctx: &Context, canvas: Rect, editor: &Editor) -> Option<Act> {
        let at = self.at?;
        let mut chosen = None;
        let corner = canvas.min + vec2(at.x as f32, at.y as f32);
        let area = Area::new(Id::unique("context menu"))
            .order(Order::Foreground)
            .fade_in(false)
            .fixed_pos(corner)
            .constrain_to(canvas);
        let shown = area.show(ctx, |ui| {
            float_frame(ctx).show(ui, |ui| {
                ui.set_width(ink(ctx).sizes().widened(220.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                for command in commands(editor) {
                    if entry(ui, editor, command) {
                        chosen = Some(Act::Run(command));
                    }
                }
            });
        });
        let pressed = ctx.input(|input| input.pointer.any_pressed());
        let inside = ctx.input(|input| input.pointer.interact_pos()).is_some_and(|p| shown.response.rect.contains(p));
        let left = pressed && !inside && !std::mem::take(&mut self.fresh);
        if chosen.is_some() || left || ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.at = None;
        }
        chosen
    }
}

/// What makes sense with what is selected; merging and lining up need several.
fn commands(editor: &Editor) -> Vec<Command> {
    let several = editor.selection().nodes().nth(1).is_some();
    let of_several =
        [Command::Merge, Command::LineUpRow, Command::LineUpColumn, Command::SpaceAcross, Command::SpaceDown];
    offered(editor).iter().copied().filter(|command| several || !of_several.contains(command)).collect()
}

fn offered(editor: &Editor) -> &'static [Command] {
    let selection = editor.selection();
    if selection.nodes().next().is_none() && !selection.notes.is_empty() {
        &[Command::Rename, Command::Duplicate, Command::Cut, Command::Copy, Command::Delete]
    } else if selection.nodes().next().is_some() {
        &[
            Command::Rename,
            Command::Connect,
            Command::Merge,
            Command::Value,
            Command::Group,
            Command::WhatIf,
            Command::Pin,
            Command::LineUpRow,
            Command::LineUpColumn,
            Command::SpaceAcross,
            Command::SpaceDown,
            Command::Duplicate,
            Command::Cut,
            Command::Copy,
            Command::FitSelection,
            Command::Delete,
        ]
    } else if selection.is_empty() {
        &[Command::Value, Command::Note, Command::Paste, Command::SelectAll, Command::FitAll, Command::Tidy]
    } else {
        &[
            Command::Rename,
            Command::TakeOn,
            Command::WhatIf,
            Command::Note,
            Command::DiscussLater,
            Command::Vote,
            Command::FitSelection,
            Command::Delete,
        ]
    }
}
