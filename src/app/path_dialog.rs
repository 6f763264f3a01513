//! Our own file dialog, where the platform has none: a path to type and the folder to click through.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::{Align, Context, Id, Modal, ScrollArea, Sense, TextEdit, WidgetInfo, vec2};

use super::chooser::{Ask, Choice, with_extension};
use super::icons::Icon;
use super::question::card_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::disk;
use crate::text::Weight;

/// An open dialog.
#[derive(Debug)]
pub(super) struct PathDialog {
    ask: Ask,
    /// What stands in the field.
    typed: String,
    folder: PathBuf,
    entries: Result<Vec<disk::Entry>, String>,
    /// Nobody has typed yet: the name is marked, what is typed takes its place.
    is_new: bool,
    /// The file exists; a second press overwrites it.
    overwrites: Option<PathBuf>,
}

impl PathDialog {
    pub(super) fn new(ask: Ask) -> Self {
        let folder = ask.folder.clone().or_else(disk::home).unwrap_or_else(|| PathBuf::from("."));
        let typed = if ask.saves { folder.join(&ask.name) } else { folder.join("") }.to_string_lossy().into_owned();
        let mut dialog =
            Self { ask, typed, folder: PathBuf::new(), entries: Ok(Vec::new()), is_new: true, overwrites: None };
        dialog.go(folder);
        dialog
    }

    fn go(&mut self, folder: PathBuf) {
        let wanted: Vec<&str> = self.ask.kinds.iter().flat_map(|(_, extensions)| extensions.iter().copied()).collect();
        self.entries = disk::list(&folder, &wanted).map_err(|error| error.message);
        self.folder = folder;
    }

    /// Shows the dialog.
    pub(super) fn show(&mut self, ctx: &Context) -> Choice {
        let ink = ink(ctx);
        let mut choice = Choice::None;
        let modal = Modal::new(Id::unique("path dialog"))
            .backdrop_color(ink.ink.gamma_multiply(0.35))
            .frame(card_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width(ink.sizes().widened(520.0));
                widgets::text(ui, self.ask.title, ink.sizes().section, Weight::SemiBold, ink.ink);
                let enter = widgets::enter_submits(ui);
                self.path_field(ui);
                self.folder_list(ui, &mut choice);
                self.notice(ui);
                let go = self.buttons(ui, &mut choice);
                if (go || enter) && choice == Choice::None {
                    choice = self.commit();
                }
            });
        if modal.should_close() && choice == Choice::None {
            choice = Choice::Left;
        }
        choice
    }

    fn path_field(&mut self, ui: &mut egui::Ui) {
        let ink = ink(ui.ctx());
        let mut edit = TextEdit::singleline(&mut self.typed)
            .hint_text("Type a path")
            .desired_width(f32::INFINITY)
            .frame(
                egui::Frame::new()
                    .stroke(egui::Stroke::new(1.0, ink.line2))
                    .corner_radius(8.0)
                    .inner_margin(egui::Margin::symmetric(10, 8)),
            )
            .cursor_at_end(true)
            .show(ui);
        let response = edit.response.response.accessible_name("Path");
        if ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
            if self.ask.saves && std::mem::take(&mut self.is_new) {
                let stem =
                    Path::new(&self.ask.name).file_stem().map_or(0, |stem| stem.to_string_lossy().chars().count());
                let start = self.typed.chars().count() - self.ask.name.chars().count().min(self.typed.chars().count());
                let name = CCursorRange::two(CCursor::new(start), CCursor::new(start + stem));
                edit.state.cursor.set_char_range(Some(name));
                edit.state.store(ui.ctx(), response.id);
            }
        }
        if response.changed() {
            self.overwrites = None;
            let typed = PathBuf::from(&self.typed);
            let folder =
                if self.typed.ends_with(std::path::MAIN_SEPARATOR) { Some(typed.as_path()) } else { typed.parent() };
            if let Some(folder) = folder
                && folder.is_dir()
                && folder != self.folder
            {
                self.go(folder.to_owned());
            }
        }
    }

    fn folder_list(&mut self, ui: &mut egui::Ui, choice: &mut Choice) {
        let ink = ink(ui.ctx());
        let mut clicked = None;
        egui::Frame::new().fill(ink.well).corner_radius(8.0).inner_margin(6.0).show(ui, |ui| {
            ScrollArea::vertical().max_height(260.0).min_scrolled_height(260.0).auto_shrink([false, false]).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    if let Some(parent) = self.folder.parent()
                        && row(ui, "Folder above", true, Icon::Up)
                    {
                        clicked = Some((parent.to_owned(), true));
                    }
                    match &self.entries {
                        Ok(entries) => {
                            for entry in entries {
                                let icon = if entry.is_file { Icon::Right } else { Icon::Folder };
                                if row(ui, &entry.name, !entry.is_file, icon) {
                                    clicked = Some((self.folder.join(&entry.name), !entry.is_file));
                                }
                            }
                        }
                        Err(message) => {
                            widgets::text(ui, message.as_str(), ink.sizes().small, Weight::Regular, ink.ink2);
                        }
                    }
                },
            );
        });
        match clicked {
            Some((path, true)) => {
                let name =
                    if self.ask.saves { Path::new(&self.typed).file_name().map(ToOwned::to_owned) } else { None };
                self.typed = path.join(name.unwrap_or_default()).to_string_lossy().into_owned();
                self.overwrites = None;
                self.go(path);
            }
            Some((path, false)) => {
                self.typed = path.to_string_lossy().into_owned();
                if !self.ask.saves {
                    *choice = Choice::File(path);
                }
            }
            None => {}
        }
    }

    fn notice(&self, ui: &mut egui::Ui) {
        let ink = ink(ui.ctx());
        let text =
            if self.overwrites.is_some() { "There is a file of this name. Press again to write over it." } else { "" };
        widgets::text(ui, text, ink.sizes().small, Weight::Regular, ink.ink);
    }

    fn buttons(&self, ui: &mut egui::Ui, choice: &mut Choice) -> bool {
        let mut go = false;
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            let label = match (self.ask.saves, &self.overwrites) {
                (false, _) => "Open file",
                (true, None) => "Save here",
                (true, Some(_)) => "Write over it",
            };
            go = Press::new(label, Loud::Primary).show(ui).clicked();
            if Press::new("Cancel", Loud::Plain).show(ui).clicked() {
                *choice = Choice::Left;
            }
        });
        go
    }

    fn commit(&mut self) -> Choice {
        let path = PathBuf::from(self.typed.trim());
        if path.is_dir() {
            self.typed = path.join("").to_string_lossy().into_owned();
            self.go(path);
            return Choice::None;
        }
        if path.file_name().is_none() {
            return Choice::None;
        }
        // Added before we look whether there is such a file.
        let path = with_extension(path, &self.ask);
        if self.ask.saves && path.exists() && self.overwrites.as_ref() != Some(&path) {
            self.overwrites = Some(path);
            return Choice::None;
        }
        if !self.ask.saves && !path.is_file() {
            self.entries = Err(format!("There is no such file yet: {}", path.display()));
            return Choice::None;
        }
        Choice::File(path)
    }
}

fn row(ui: &mut egui::Ui, name: &str, is_folder: bool, icon: Icon) -> bool {
    let ink = ink(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, name));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 6.0, ink.raised);
        }
        let middle = rect.left_center();
        if icon != Icon::Right {
            icon.paint(ui.painter(), middle + vec2(14.0, 0.0), 16.0, ink.ink2);
        }
        let weight = if is_folder { Weight::Medium } else { Weight::Regular };
        ui.painter().text(
            middle + vec2(30.0, 0.0),
            egui::Align2::LEFT_CENTER,
            name,
            super::fonts::id(ink.sizes().body, weight),
            ink.ink,
        );
        widgets::focus_ring(ui, &response, 6.0);
    }
    response.clicked()
}
