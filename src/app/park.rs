//! The park at the left edge: remarks that are nobody, and the notes that are pinned somewhere. Each can be
//! rewritten, pinned, parked, made somebody of, or taken away.

use egui::{Frame, Id, Key, Margin, Panel, ScrollArea, Stroke, TextEdit, Ui};

use super::act::{Act, NoteAct};
use super::icons::Icon;
use super::style::{Ink, ink};
use super::widgets::{self, Press};
use crate::editor::{Editor, is_parked};
use crate::model::{AttachmentId, Note};
use crate::text::Weight;

const WIDTH: f32 = 250.0;

/// What is typed and not kept yet.
#[derive(Debug, Default)]
pub(super) struct Park {
    new: String,
    /// The note whose words are being changed, and the words.
    open: Option<(AttachmentId, String)>,
    /// It stood there in the frame before.
    stands: bool,
}

impl Park {
    /// Shows the panel.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &Editor) -> Vec<Act> {
        let ink = ink(ui.ctx());
        let mut acts = Vec::new();
        let frame = Frame::new().fill(ink.panel).inner_margin(Margin { left: 14, right: 12, top: 12, bottom: 0 });
        let width = WIDTH + 8.0 * (ink.sizes().body - 13.0);
        let panel = Panel::left("park").exact_size(width).resizable(false).frame(frame).show_separator_line(false);
        let shown = panel.show(ui, |ui| {
            widgets::section(ui, "Park", "Ctrl+P");
            let edit =
                widgets::line_edit(&ink, &mut self.new, "A remark, then Enter").id(widgets::pane("park")).show(ui);
            let response = edit.response.response.accessible_name("New remark");
            widgets::tell_empty(&response, self.new.is_empty());
            // Who opens the park has a remark to keep: typed on the map it would become somebody.
            if !std::mem::replace(&mut self.stands, true) {
                response.request_focus();
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                acts.push(Act::Note(NoteAct::Park(std::mem::take(&mut self.new))));
                widgets::forget_typed(ui.ctx(), response.id);
                response.request_focus();
            }
            ui.add_space(6.0);
            ScrollArea::vertical().id_salt("park").auto_shrink([false, false]).show(ui, |ui| {
                let (parked, pinned): (Vec<_>, Vec<_>) =
                    editor.document().notes().partition(|(_, note)| is_parked(note));
                if parked.is_empty() {
                    let text =
                        "Remarks wait here that are not about one name. While a name is typed, Shift+Enter parks it.";
                    ui.add(egui::Label::new(widgets::rich(text, ink.sizes().small, Weight::Regular, ink.ink2)).wrap());
                }
                for (id, note) in parked {
                    self.note(ui, id, note, &ink, &mut acts);
                }
                if !pinned.is_empty() {
                    ui.add_space(10.0);
                    widgets::section(ui, "On the map", "");
                }
                for (id, note) in pinned {
                    if let Some(cord) = note.on {
                        let title = crate::report::connection_title(editor.document(), cord);
                        let text = widgets::rich(title, ink.sizes().small, Weight::Medium, ink.ink2);
                        ui.add(egui::Label::new(text).wrap());
                    }
                    self.note(ui, id, note, &ink, &mut acts);
                }
                ui.add_space(16.0);
            });
        });
        let rect = shown.response.rect;
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, ink.line));
        acts
    }

    /// It is not shown.
    pub(super) fn hide(&mut self) {
        self.stands = false;
    }

    fn note(&mut self, ui: &mut Ui, id: AttachmentId, note: &Note, ink: &Ink, acts: &mut Vec<Act>) {
        let frame = Frame::new().fill(ink.raised).stroke(Stroke::new(1.0, ink.line2)).corner_radius(6.0);
        frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            match &mut self.open {
                Some((open, text)) if *open == id => {
                    let edit = TextEdit::multiline(text).desired_rows(2).desired_width(f32::INFINITY);
                    let response = ui.add(edit.id(Id::unique(("note", id.0)))).accessible_name("Words of the note");
                    if response.lost_focus() {
                        acts.push(Act::Note(NoteAct::Rewrite(id, text.clone())));
                        self.open = None;
                    }
                }
                _ => {
                    let text = widgets::rich(note.text.as_str(), ink.sizes().body, Weight::Regular, ink.ink);
                    ui.add(egui::Label::new(text).wrap());
                }
            }
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let mut press = |ui: &mut Ui, icon: Icon, name: &str, act: NoteAct| {
                    if Press::icon_only(name, icon).show(ui).on_hover_text(name).clicked() {
                        acts.push(Act::Note(act));
                    }
                };
                if is_parked(note) {
                    press(ui, Icon::Pin, "Pin it to the map", NoteAct::Pin(id));
                    press(ui, Icon::Person, "Make somebody of it", NoteAct::Name(id));
                } else {
                    press(ui, Icon::Park, "Put it into the park", NoteAct::Unpin(id));
                }
                press(ui, Icon::Close, "Take it away", NoteAct::Rewrite(id, String::new()));
                if Press::icon_only("Change its words", Icon::Pen).show(ui).on_hover_text("Change its words").clicked()
                {
                    self.open = Some((id, note.text.clone()));
                    ui.memory_mut(|memory| memory.request_focus(Id::unique(("note", id.0))));
                }
            });
        });
        ui.add_space(2.0);
    }
}
