//! Earlier versions of a map: a list with times and counts, a picture of the one that is chosen, and one
//! button that brings it back. Nothing is lost by looking, nor by restoring: what was there is kept, too.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Context, Id, Modal, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::examples::Preview;
use super::fonts;
use super::jobs::Done;
use super::keep::ago;
use super::paint::{self, Placing};
use super::question::card_frame;
use super::shell::{Page, Shell};
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::disk::{Home, Version};
use crate::formats::Opened;
use crate::model::words;
use crate::scene::Theme;
use crate::text::Weight;

/// Versions that are read to be counted: so many fill the list several times over.
const COUNTED: usize = 60;

/// A version, and how much is in it if it could be read.
#[derive(Debug)]
pub(super) struct Listed {
    version: Version,
    counts: Option<(usize, usize)>,
}

/// The open dialog.
pub(super) struct VersionsDialog {
    /// The file they belong to, where it is not the map on the canvas.
    path: Option<PathBuf>,
    /// `None` until they were found.
    found: Option<Vec<Listed>>,
    chosen: usize,
    /// The picture of the version of this number.
    picture: Option<(usize, Option<Preview>)>,
}

/// What was pressed.
enum Wish {
    None,
    Choose(usize),
    Restore(Version),
    Leave,
}

impl VersionsDialog {
    fn show(&self, ctx: &Context) -> Wish {
        let ink = ink(ctx);
        let mut wish = Wish::None;
        let modal = Modal::new(Id::unique("versions"))
            .backdrop_color(ink.ink.gamma_multiply(0.35))
            .frame(card_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width(760.0);
                widgets::text(ui, "Earlier versions", ink.sizes().section, Weight::SemiBold, ink.ink);
                widgets::text(ui, self.summary(), ink.sizes().body, Weight::Regular, ink.ink2);
                ui.add_space(8.0);
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    self.list(ui, &mut wish);
                    self.picture(ui);
                });
                ui.add_space(8.0);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let chosen = self.found.as_ref().and_then(|found| found.get(self.chosen));
                    // Nothing to restore, nothing to press.
                    let some = self.found.as_ref().is_none_or(|found| !found.is_empty());
                    let restore = Press::new("Restore this one", Loud::Primary)
                        .enabled(chosen.is_some_and(|listed| listed.counts.is_some()));
                    if some
                        && restore.show(ui).clicked()
                        && let Some(listed) = chosen
                    {
                        wish = Wish::Restore(listed.version.clone());
                    }
                    if Press::new("Close", Loud::Plain).show(ui).clicked() {
                        wish = Wish::Leave;
                    }
                });
            });
        if modal.should_close() {
            wish = Wish::Leave;
        }
        wish
    }

    fn summary(&self) -> &'static str {
        match &self.found {
            None => "Looking",
            Some(found) if found.is_empty() => {
                "None yet. Each save keeps what the file was before, every five minutes, for a week."
            }
            Some(_) => "What the file was before it was saved: a week of them, and always the last ten.",
        }
    }

    fn list(&self, ui: &mut Ui, wish: &mut Wish) {
        let ink = ink(ui.ctx());
        egui::Frame::new().fill(ink.well).corner_radius(8.0).inner_margin(6.0).show(ui, |ui| {
            ui.set_width(280.0);
            let area = ScrollArea::vertical().max_height(320.0).min_scrolled_height(320.0).auto_shrink([false, false]);
            // Beside the picture, but one below the other.
            let rows = egui::Layout::top_down_justified(egui::Align::Min);
            ui.with_layout(rows, |ui| {
                area.show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for (index, listed) in self.found.iter().flatten().enumerate() {
                        if row(ui, listed, index == self.chosen) {
                            *wish = Wish::Choose(index);
                        }
                    }
                });
            });
        });
    }

    fn picture(&self, ui: &mut Ui) {
        let ink = ink(ui.ctx());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 332.0), Sense::hover());
        ui.painter().rect(rect, 8.0, ink.canvas, Stroke::new(1.0, ink.line), StrokeKind::Inside);
        match &self.picture {
            Some((index, Some(preview))) if *index == self.chosen => {
                let theme = Theme::ALL.iter().position(|theme| *theme == ink.theme).unwrap_or(0);
                let scene = &preview.scenes[theme];
                paint::scene(
                    &ui.painter().with_clip_rect(rect),
                    scene,
                    Placing::fitting(scene.bounds, rect.shrink(14.0)),
                );
            }
            Some((index, None)) if *index == self.chosen => say(ui, rect, "This one cannot be read"),
            _ => {}
        }
    }
}

fn say(ui: &Ui, rect: Rect, text: &str) {
    let ink = ink(ui.ctx());
    let font = fonts::id(ink.sizes().body, Weight::Regular);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, text, font, ink.ink2);
}

fn row(ui: &mut Ui, listed: &Listed, chosen: bool) -> bool {
    let ink = ink(ui.ctx());
    let when = ago(listed.version.written);
    let counts = match listed.counts {
        Some((actors, connections)) => {
            format!("{}, {}", words::count(actors, "actor"), words::count(connections, "connection"))
        }
        None => "not readable".to_owned(),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 42.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, format!("{when}: {counts}")));
    if chosen || response.hovered() || response.has_focus() {
        let fill = if chosen { ink.raised } else { ink.panel };
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    let at = rect.left_top() + vec2(10.0, 4.0);
    let body = fonts::id(ink.sizes().body, Weight::Medium);
    ui.painter().text(at, egui::Align2::LEFT_TOP, when, body, ink.ink);
    let small = fonts::id(ink.sizes().small, Weight::Regular);
    ui.painter().text(at + vec2(0.0, 19.0), egui::Align2::LEFT_TOP, counts, small, ink.ink2);
    widgets::focus_ring(ui, &response, 6.0);
    response.clicked()
}

impl Shell {
    /// Opens the dialog about the map on the canvas.
    pub(super) fn show_versions(&mut self) {
        let (key, path) = (self.editor.document().meta().key.clone(), None);
        self.list_versions(path, move |home| home.versions(&key));
    }

    /// Opens the dialog about a file that cannot be read itself.
    pub(super) fn show_versions_of(&mut self, path: PathBuf) {
        let at = path.clone();
        self.list_versions(Some(path), move |home| home.versions_of(&at));
    }

    fn list_versions(&mut self, path: Option<PathBuf>, find: impl FnOnce(&Home) -> Vec<Version> + Send + 'static) {
        self.versions = Some(VersionsDialog { path, found: None, chosen: 0, picture: None });
        let home = self.keep.home.clone();
        self.jobs.start(move || {
            let listed = |version: Version| {
                let opened = version.open().ok();
                let counts = opened.map(|opened| (opened.document.actors().len(), opened.document.connections().len()));
                Listed { version, counts }
            };
            let found = home.map(|home| find(&home)).unwrap_or_default();
            Done::Versions(found.into_iter().take(COUNTED).map(listed).collect())
        });
    }

    pub(super) fn versions_found(&mut self, found: Vec<Listed>) {
        if let Some(dialog) = &mut self.versions {
            dialog.found = Some(found);
            self.picture_version(0);
        }
    }

    pub(super) fn versions_pictured(&mut self, index: usize, preview: Option<Preview>) {
        if let Some(dialog) = &mut self.versions {
            dialog.picture = Some((index, preview));
        }
    }

    fn picture_version(&mut self, index: usize) {
        let Some(dialog) = &mut self.versions else { return };
        dialog.chosen = index;
        let Some(listed) = dialog.found.as_ref().and_then(|found| found.get(index)) else { return };
        let version = listed.version.clone();
        self.jobs.start(move || {
            let preview = version.open().ok().map(|opened| Preview::of(&opened.document));
            Done::Pictured { index, preview }
        });
    }

    /// Shows the dialog, if it is open.
    pub(super) fn versions_dialog(&mut self, frame: Option<&eframe::Frame>) {
        let Some(dialog) = &self.versions else { return };
        match dialog.show(&self.ctx.clone()) {
            Wish::None => {}
            Wish::Choose(index) => self.picture_version(index),
            Wish::Leave => self.versions = None,
            Wish::Restore(version) => self.restore(&version, frame),
        }
    }

    /// Puts an earlier version on the canvas, unsaved. What is there now goes to the versions first.
    fn restore(&mut self, version: &Version, frame: Option<&eframe::Frame>) {
        let Some(dialog) = self.versions.take() else { return };
        let Opened { document, .. } = match version.open() {
            Ok(opened) => opened,
            Err(error) => {
                self.toast.warn(error.message);
                return;
            }
        };
        let mut file = self.desk.file.clone();
        let mut asks_where = self.desk.asks_where;
        let damaged = dialog.path;
        match (damaged.clone(), &self.keep.home) {
            (Some(path), _) => {
                // The damaged file stays as it is until somebody says otherwise.
                (file, asks_where) = (Some((path, None)), true);
            }
            (None, Some(home)) if self.page == Page::Map && !self.editor.document().is_empty() => {
                let place = self.desk.path().map(std::path::Path::to_owned);
                if let Err(error) = home.keep_version(self.editor.document(), place.as_deref()) {
                    self.toast.warn(error.message);
                    return;
                }
            }
            _ => {}
        }
        if damaged.is_none() && self.is_this_map(&document) {
            self.put_in_place("restore an earlier version", document, frame);
            self.toast.say(format!("The map as it was {}. Undo brings back what was here.", ago(version.written)));
            return;
        }
        let (lock, read_only, is_held) =
            (self.keep.lock.take(), self.desk.read_only.take(), std::mem::take(&mut self.desk.is_held));
        let written = version.written;
        self.take(document, file, asks_where, frame);
        (self.keep.lock, self.desk.read_only, self.desk.is_held) = (lock, read_only, is_held);
        self.desk.recovered = true;
        self.toast.warn(format!("The map as it was {}. Save it to keep it.", ago(written)));
    }
}
