//! The box in which names are typed, at the place where the thing stands or will stand.
//!
//! What is made of a name is the editor's business; here are the field, the offers and the keys, and
//! nothing is decided while an input method still composes.

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align2, Area, Context, EventFilter, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Rect, Sense, Stroke, TextEdit,
    WidgetInfo, pos2, vec2,
};

use super::act::Act;
use super::style::{Ink, ink};
use super::{fonts, widgets};
use crate::editor::{Editor, Event, NameBox as Open, NameFor, Pin};
use crate::model::NodeId;
use crate::text::Weight;

const WIDTH: f32 = 280.0;
/// Remarks are longer than names.
const REMARK_WIDTH: f32 = 400.0;

/// What the box remembers while it is open.
#[derive(Debug, Default)]
pub(super) struct NameBox {
    was_open: bool,
    row: Option<usize>,
    composing: bool,
    /// How far left of its place it begins, as a share of its width.
    aside: f32,
}

fn field_id() -> Id {
    Id::unique("name box")
}

impl NameBox {
    /// Shows the box of the editor, if one is open.
    pub(super) fn show(&mut self, ctx: &Context, canvas: Rect, editor: &Editor) -> Vec<Act> {
        let Some(open) = editor.name_box() else { return Vec::new() };
        let ink = ink(ctx);
        let opened = !std::mem::replace(&mut self.was_open, true);
        if opened {
            let aside = least_covering(canvas, editor, &open, &ink);
            *self = Self { was_open: true, aside, ..Self::default() };
        }
        // The key that opened the box does not commit it as well.
        let mut acts = if opened { Vec::new() } else { self.keys(ctx, &open) };
        let (at, width) = corner(canvas, &open, self.aside, &ink);
        let area = Area::new(Id::unique("name box area"))
            .order(Order::Foreground)
            // What is typed is there at once.
            .fade_in(false)
            .fixed_pos(at)
            .constrain_to(canvas.shrink(8.0));
        area.show(ctx, |ui| {
            let frame = Frame::new()
                .fill(ink.raised)
                .stroke(Stroke::new(1.5, ink.accent))
                .corner_radius(10.0)
                .inner_margin(Margin::same(6));
            frame.show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 2.0;
                acts.extend(field(ui, &open, opened, &ink));
                let marked = self.row.or(open.takes);
                for (i, suggestion) in open.suggestions.iter().enumerate() {
                    let remark = remark(editor, suggestion.node);
                    if offer(ui, &suggestion.label, &remark, marked == Some(i), &ink).clicked() {
                        acts.push(Act::Tell(Event::BoxCommit(Some(i))));
                    }
                }
                if offers_new(&open) {
                    let is_marked = marked.is_none_or(|row| row == open.suggestions.len());
                    let remark = if is_marked { "Enter" } else { "Ctrl+Enter" };
                    if offer(ui, &format!("New: {}", open.text.trim()), remark, is_marked, &ink).clicked() {
                        acts.push(Act::Tell(Event::BoxNew));
                    }
                }
                hint(ui, &open, &ink);
            });
        });
        acts
    }

    /// Gives the keyboard back as soon as the box is gone: the next key may be there already.
    pub(super) fn give_back(&mut self, ctx: &Context, editor: &Editor) {
        if editor.name_box().is_none() && std::mem::take(&mut self.was_open) {
            ctx.memory_mut(|memory| memory.request_focus(super::canvas::id()));
        }
    }

    fn keys(&mut self, ctx: &Context, open: &Open) -> Vec<Act> {
        let composing = ctx.input(|input| input.events.iter().filter_map(super::keys::is_composing).next_back());
        self.composing = composing.unwrap_or(self.composing);
        if self.composing {
            return Vec::new();
        }
        let mut acts = Vec::new();
        let take = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let count = open.suggestions.len() + usize::from(offers_new(open));
        self.row = self.row.filter(|row| *row < count);
        if count > 0 {
            // Enter takes what is marked, or makes what is typed: from there the arrows start.
            let here = self.row.or(open.takes);
            if take(Key::ArrowDown) {
                self.row = Some(here.map_or(0, |row| (row + 1) % count));
            }
            if take(Key::ArrowUp) {
                self.row = here.map_or(count - 1, |row| (row + count - 1) % count).into();
            }
        }
        if ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter)) {
            acts.push(Act::Tell(Event::BoxPark));
        } else if ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
            acts.push(Act::Tell(Event::BoxNew));
        } else if take(Key::Enter) {
            let is_new = self.row == Some(open.suggestions.len());
            acts.push(Act::Tell(if is_new { Event::BoxNew } else { Event::BoxCommit(self.row) }));
        } else if take(Key::Tab) {
            acts.push(Act::Tell(Event::BoxTab));
        } else if take(Key::Escape) {
            acts.push(Act::Tell(Event::BoxCancel));
        }
        acts
    }
}

/// Its upper left corner, and its width.
fn corner(canvas: Rect, open: &Open, aside: f32, ink: &Ink) -> (Pos2, f32) {
    let width = ink.sizes().widened(if is_remark(&open.what) { REMARK_WIDTH } else { WIDTH });
    let (x, y) = open.at_screen;
    (canvas.min + vec2(x as f32 - width * aside, y as f32 - 22.0), width)
}

/// Around its place, or to the right or to the left of it where that covers fewer of the others: those one links to stay
/// in sight while one types.
fn least_covering(canvas: Rect, editor: &Editor, open: &Open, ink: &Ink) -> f32 {
    const ASIDE: [f32; 3] = [0.5, 0.1, 0.9];
    /// The field and its hint, and a body with its name around its middle.
    const HEIGHT: f32 = 84.0;
    const BODY: Rect = Rect { min: pos2(-50.0, -22.0), max: pos2(50.0, 44.0) };
    let camera = editor.camera();
    let covered = |aside: f32| {
        let (at, width) = corner(canvas, open, aside, ink);
        let room = canvas.shrink(8.0);
        let x = at.x.min(room.right() - width).max(room.left());
        let area = Rect::from_min_size(pos2(x, at.y), vec2(width, HEIGHT));
        let bodies = editor.document().placements().filter(|(node, placement)| {
            let at = camera.screen_from_map(placement.at);
            let body = BODY.translate(canvas.min.to_vec2() + vec2(at.x as f32, at.y as f32));
            open.what != NameFor::Rename(*node) && body.intersects(area)
        });
        bodies.count()
    };
    // The first of equals: where it was expected.
    ASIDE.into_iter().min_by_key(|aside| covered(*aside)).unwrap_or(0.5)
}

fn field(ui: &mut egui::Ui, open: &Open, opened: bool, ink: &Ink) -> Option<Act> {
    let mut text = open.text.clone();
    let name = match &open.what {
        NameFor::New => "Name",
        NameFor::Linked(_) => "Name of somebody linked",
        NameFor::Rename(_) => "New name",
        NameFor::Value(_) => "Name of the shared value",
        NameFor::Holder(_) => "Name of somebody who stands for it",
        NameFor::Group(_) => "Name of the group",
        NameFor::Note(Pin::Park) => "Remark for the park",
        NameFor::Note(_) | NameFor::Rewrite(_) => "Words of the note",
    };
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let size = ink.sizes().grown(14.0);
    let mut edit = TextEdit::singleline(&mut text)
        .id(field_id())
        .hint_text(widgets::rich(
            match &open.what {
                NameFor::Value(_) => "What do they stand for?",
                NameFor::Holder(_) => "Who stands for it?",
                NameFor::Group(_) => "What is the group called?",
                what if is_remark(what) => "What is it?",
                _ => "Who is it?",
            },
            size,
            Weight::Regular,
            ink.ink3,
        ))
        .font(fonts::id(size, Weight::Medium))
        .frame(Frame::new().inner_margin(Margin::symmetric(6, 5)))
        .desired_width(f32::INFINITY)
        .event_filter(filter)
        .show(ui);
    let response = edit.response.response.clone().accessible_name(name);
    if opened {
        let end = CCursor::new(text.chars().count());
        let start = if matches!(open.what, NameFor::Rename(_) | NameFor::Group(_) | NameFor::Rewrite(_)) {
            CCursor::new(0)
        } else {
            end
        };
        edit.state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
        // What was typed for somebody else is no earlier state of this.
        edit.state.clear_undoer();
        edit.state.store(ui.ctx(), response.id);
    }
    if !response.has_focus() {
        response.request_focus();
    }
    if text == open.text { None } else { Some(Act::Tell(Event::BoxText(text))) }
}

/// Somebody of this name can be made beside those that are offered: nobody is called just so.
fn offers_new(open: &Open) -> bool {
    let typed = open.text.trim().to_lowercase();
    matches!(open.what, NameFor::New | NameFor::Linked(_) | NameFor::Holder(_))
        && !open.suggestions.is_empty()
        && open.suggestions.iter().all(|suggestion| suggestion.label.to_lowercase() != typed)
}

/// What a suggestion is.
fn remark(editor: &Editor, node: Option<NodeId>) -> String {
    match node {
        Some(NodeId::Actor(id)) => {
            editor.document().actor(id).map_or_else(String::new, |actor| editor.document().kind_name(&actor.kind))
        }
        Some(NodeId::Value(_)) => "Shared value".to_owned(),
        None => "Group".to_owned(),
    }
}

/// A row of an offer: a name and what that is. The keyboard stays in the field, which Tab leaves for the next one.
pub(super) fn offer(ui: &mut egui::Ui, label: &str, remark: &str, chosen: bool, ink: &Ink) -> egui::Response {
    let sizes = ink.sizes();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes.grown(28.0)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, label));
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 6.0, ink.well);
    }
    let font = fonts::id(sizes.body, Weight::Medium);
    ui.painter().text(rect.left_center() + vec2(6.0, 0.0), Align2::LEFT_CENTER, label, font, ink.ink);
    let font = fonts::id(sizes.grown(11.5), Weight::Regular);
    ui.painter().text(rect.right_center() - vec2(6.0, 0.0), Align2::RIGHT_CENTER, remark, font, ink.ink2);
    response
}

const fn is_remark(what: &NameFor) -> bool {
    matches!(what, NameFor::Note(_) | NameFor::Rewrite(_))
}

fn hint(ui: &mut egui::Ui, open: &Open, ink: &Ink) {
    let text = match &open.what {
        NameFor::Rename(_) => "Enter keeps it, Esc leaves it as it was",
        NameFor::Value(_) => "Enter keeps it as a shared value",
        NameFor::Group(_) => "Enter keeps it, a blank name takes them out",
        NameFor::Note(Pin::Park) => "Enter parks it; Ctrl+P shows the park",
        NameFor::Note(_) => "Enter pins it, Shift+Enter parks it",
        NameFor::Rewrite(_) => "Enter keeps it, no words take it away",
        NameFor::Holder(_) if open.suggestions.is_empty() => "Enter lets them stand for it",
        NameFor::New | NameFor::Linked(_) if open.suggestions.is_empty() => {
            "Enter keeps it, Tab adds one linked to it.\nShift+Enter parks it as a remark"
        }
        NameFor::New | NameFor::Linked(_) | NameFor::Holder(_) if open.takes.is_some() => "Enter takes who is marked",
        NameFor::New | NameFor::Linked(_) | NameFor::Holder(_) => "On the map already? Choose with the arrows",
    };
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        widgets::text(ui, text, ink.sizes().grown(11.0), Weight::Regular, ink.ink3);
    });
}
