//! The window: egui, eframe and rfd live here and nowhere else.
//!
//! Device events become events of the editor, scenes become triangles, panels return wishes that the
//! shell carries out, and whatever takes time happens on a worker. It knows no rule of the map.

mod act;
mod canvas;
mod census;
mod chance;
mod chooser;
mod closing;
mod context_menu;
mod copying;
mod corner;
mod effort;
mod examples;
mod export_dialog;
mod fade;
mod fields;
mod files;
mod fonts;
mod guard;
mod icons;
mod insight;
mod inspector;
mod jobs;
mod keep;
mod keycard;
mod keys;
mod kinds;
mod mesh;
mod name_box;
mod opening;
mod order;
mod own_kind;
mod paint;
mod palette;
mod park;
mod path_dialog;
mod plan;
mod question;
mod rating;
mod saving;
mod scale;
mod shell;
mod stage;
mod start;
mod status;
mod steps;
mod style;
mod table;
mod toast;
mod toolbar;
mod turns;
mod versions;
mod vote;
mod watching;
mod widgets;
mod wishes;

use std::path::PathBuf;

pub use shell::{Launch, Shell};

use crate::disk::{self, Home};

/// Opens the window, with a file if one is named, and returns when it is closed.
///
/// # Errors
/// If no window can be opened, in one line: there is no display, or no OpenGL.
pub fn run(file: Option<PathBuf>) -> Result<(), String> {
    if !has_display() {
        return Err("There is no display for a window here; try: threestrand render MAP -o picture.png".to_owned());
    }
    // Its folder is where the next file goes.
    let file = file.map(|file| std::path::absolute(&file).unwrap_or(file));
    let viewport = egui::ViewportBuilder::default()
        .with_title("Threestrand")
        .with_app_id("threestrand")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([880.0, 560.0])
        .with_drag_and_drop(true)
        // Drawn on all cores, and the first to ask for them.
        .with_icon(jobs::aside(icon).unwrap_or_default());
    effort::listen();
    // Other systems are never without a font.
    let system_font_fallback = !cfg!(target_os = "linux") || disk::has_fonts();
    // Nothing here runs from one color to another, so nothing has to be dithered, which costs each pixel of each frame.
    let options = eframe::NativeOptions { viewport, system_font_fallback, dithering: false, ..Default::default() };
    let open = Box::new(move |cc: &eframe::CreationContext<'_>| {
        effort::begin(&cc.egui_ctx);
        let home = Home::of_this_machine();
        let trouble = home.as_ref().err().map(|error| error.message.clone());
        let mut shell = Shell::new(&cc.egui_ctx, Launch { file, home: home.ok(), ..Launch::default() });
        shell.end_when_asked();
        if let Some(trouble) = trouble {
            shell.toast.warn(format!("Unsaved work cannot be set aside for a crash: save now and then. {trouble}"));
        }
        Ok(Box::new(Window(shell)) as Box<dyn eframe::App>)
    });
    eframe::run_native("threestrand", options, open)
        .map_err(|error| format!("No window can be opened ({error}); try: threestrand render MAP -o picture.png"))
}

/// The mark of the program for window and taskbar.
fn icon() -> egui::IconData {
    const SIDE: f64 = 128.0;
    crate::export::pixels(&crate::scene::emblem(SIDE), 1.0).map_or_else(
        |_| egui::IconData::default(),
        |mark| egui::IconData { rgba: mark.rgba, width: mark.width, height: mark.height },
    )
}

struct Window(Shell);

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.0.ui(ui, Some(frame));
        effort::watch(ui.ctx());
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.0.ground().to_normalized_gamma_f32()
    }
}

/// Whether a display server could be there at all; opening a window without one only prints riddles.
#[cfg(all(unix, not(target_os = "macos")))]
fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Whether a display server could be there at all; here it always is.
#[cfg(not(all(unix, not(target_os = "macos"))))]
const fn has_display() -> bool {
    true
}
