//! The window, driven by accessible labels; needs the feature `app` but no display.
//!
//! Jobs run inline, dialogs are our own. After every key every control has a name for those who do not see it.
#![allow(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

mod anything;
mod drawing;
mod files;
mod hands;
mod insight;
mod panels;
mod questions;
mod rating;
mod safety;
mod workshop;

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use threestrand::app::{Launch, Shell};
use threestrand::editor::Editor;

/// A window under test; the shell is made in the first frame, with the window's own context.
type Window = Harness<'static, Option<Shell>>;

/// A window on the start screen, once it is at rest.
fn window() -> Window {
    let mut window = Harness::builder().with_size(vec2(1440.0, 900.0)).with_pixels_per_point(1.0).build_ui_state(
        |ui, shell: &mut Option<Shell>| {
            let shell = shell.get_or_insert_with(|| Shell::new(ui.ctx(), Launch { inline: true, ..Launch::default() }));
            shell.ui(ui, None);
        },
        None,
    );
    window.run_steps(4);
    window
}

/// A window on an empty map.
fn new_map() -> Window {
    let mut window = window();
    window.get_by_label("New map").click();
    window.run_steps(4);
    window
}

/// A window on the telecom example.
fn telecom() -> Window {
    let mut window = window();
    window.get_by_label("Northline Cable: The broken service").click();
    window.run_steps(4);
    window
}

fn editor(window: &Window) -> &Editor {
    window.state().as_ref().unwrap().editor()
}

/// Something on screen has exactly this name.
fn shows(window: &Window, label: &str) -> bool {
    window.query_all_by_label(label).next().is_some()
}

/// Presses a key and lets the window answer.
fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
    window.check_accessibility();
}

/// Types as a keyboard does: each letter is an event of its own.
fn type_on(window: &mut Window, text: &str) {
    for letter in text.chars() {
        window.event(egui::Event::Text(letter.to_string()));
        window.run_steps(2);
    }
}

/// Three dots on the first connection.
fn three_dots(window: &mut Window) {
    press(window, Modifiers::NONE, Key::F7);
    press(window, Modifiers::NONE, Key::ArrowRight);
    digit(window, 3);
}

/// A digit with the text it types.
fn digit(window: &mut Window, digit: u8) {
    let (key, modifiers) = (Key::from_name(&digit.to_string()).unwrap(), Modifiers::NONE);
    // A keyboard sends both at once.
    window.input_mut().events.extend([
        egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers },
        egui::Event::Text(digit.to_string()),
    ]);
    window.run_steps(3);
}
