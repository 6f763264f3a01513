//! The card of keys (F1): what the hand does on the canvas, and every command with its keys.

use egui::{Context, Id, Key, Modal, Modifiers, ScrollArea, vec2};

use super::question::card_frame;
use super::style::ink;
use super::widgets::{self, Loud, Press};
use crate::editor::{Command, Menu};
use crate::text::Weight;

/// What no command stands for: hands and letters.
const HANDS: &[(&str, &str)] = &[
    ("Type", "Name somebody new, or find who is there"),
    ("Enter", "Keep the name and make the next"),
    ("Ctrl+Enter", "Somebody new, though the name begins like another"),
    ("Shift+Enter", "What you typed is a remark: park it"),
    ("Ctrl + arrows", "Show linked actors that way; let go to name them"),
    ("Drag a rim", "Connect to somebody, or to somebody new"),
    ("Drag a handle", "Join the chosen connection to somebody else"),
    ("1 to 3", "Sketch the line just drawn: thin, medium, strong"),
    ("0 to 5", "Rate the row that is marked; Enter goes on"),
    ("Up, Down", "Choose a row of the rating card"),
    ("4 Space 3 5", "Count hands: a digit each, then Enter"),
    ("Ctrl+Enter", "Reveal a blind vote, once two have voted"),
    ("-", "Clear a rating"),
    ("Drag", "Move an actor; it stays where you put it"),
    ("Rest on somebody", "Fade what is not connected"),
    ("Press and hold", "Show whom it is near, as Ctrl+R; longer shows more"),
    ("Double click", "Change a name or a note; name somebody on the ground"),
    ("Space + drag", "Move the view"),
    ("Ctrl + wheel", "Zoom at the pointer; two fingers pinch"),
    ("Hold Alt", "What would we lose?"),
    ("Alt + arrows", "Go to the next one that way; Shift adds"),
    ("Alt+1 to 9, 0", "Change the kind"),
    ("Esc", "One level out"),
];

/// What keys mean in the tables.
const TABLE: &[(&str, &str)] = &[
    ("Arrows, Tab", "Go from cell to cell; Shift selects rows"),
    ("0 to 5", "Rate; Delete clears"),
    ("Type, F2", "Write a cell anew, or change what is there"),
    ("Alt + Up, Down", "Sort by this column"),
    ("Ctrl+F", "Filter"),
    ("Ctrl+C, Ctrl+V", "Copy and paste cells, also with a spreadsheet"),
    ("Shift+Delete", "Take the rows off the map"),
];

/// Shows the card; `false` when it was closed.
pub(super) fn show(ctx: &Context) -> bool {
    let ink = ink(ctx);
    let sizes = ink.sizes();
    let mut open = true;
    let modal = Modal::new(Id::unique("keys"))
        .backdrop_color(ink.ink.gamma_multiply(0.35))
        .frame(card_frame(ctx))
        .show(ctx, |ui| {
            let room = ctx.content_rect();
            ui.set_width(sizes.widened(820.0).min(room.width() - 80.0));
            ui.horizontal(|ui| {
                widgets::text(ui, "Keys", sizes.grown(20.0), Weight::SemiBold, ink.ink);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if Press::new("Close", Loud::Plain).key("Esc").show(ui).clicked() {
                        open = false;
                    }
                });
            });
            ui.add_space(4.0);
            let height = (room.height() - 180.0).clamp(200.0, 660.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                scroll_by_keys(ui, height);
                ui.columns(3, |columns| {
                    let [left, middle, right] = columns else { return };
                    group(left, "On the map", HANDS.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())));
                    group(left, "In a table", TABLE.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())));
                    commands(middle, Menu::File);
                    commands(middle, Menu::Edit);
                    commands(middle, Menu::Help);
                    commands(middle, Menu::Map);
                    commands(right, Menu::Room);
                    commands(right, Menu::View);
                });
            });
            widgets::text(ui, "Letters always type; commands take Ctrl.", sizes.small, Weight::Regular, ink.ink2);
        });
    open && !modal.should_close()
}

/// Nothing here takes the keyboard, so all of it moves the page.
fn scroll_by_keys(ui: &egui::Ui, page: f32) {
    const LINE: f32 = 40.0;
    let far = 1.0e5;
    let ways = [
        (Key::ArrowDown, LINE),
        (Key::ArrowUp, -LINE),
        (Key::PageDown, 0.9 * page),
        (Key::PageUp, -0.9 * page),
        (Key::Space, 0.9 * page),
        (Key::End, far),
        (Key::Home, -far),
    ];
    let by: f32 = ui.input_mut(|input| {
        ways.iter().map(|(key, by)| input.count_and_consume_key(Modifiers::NONE, *key) as f32 * by).sum()
    });
    if by != 0.0 {
        ui.scroll_with_delta(vec2(0.0, -by));
    }
}

fn commands(ui: &mut egui::Ui, menu: Menu) {
    let rows = menu.commands().filter_map(|command: Command| {
        let keys: Vec<String> = command.shortcuts().iter().map(ToString::to_string).collect();
        (!keys.is_empty()).then(|| (keys.join(", "), command.label().trim_end_matches('…').to_owned()))
    });
    group(ui, menu.label(), rows);
}

fn group(ui: &mut egui::Ui, title: &str, rows: impl Iterator<Item = (String, String)>) {
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    widgets::text(ui, title, sizes.body, Weight::SemiBold, ink.ink);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let rows: Vec<(String, String)> = rows.collect();
        let widest = rows.iter().map(|(keys, _)| widgets::keycap_size(ui, keys).x).fold(0.0, f32::max);
        for (keys, what) in rows {
            ui.horizontal(|ui| {
                let left = ui.cursor().left();
                widgets::keycap(ui, &keys);
                ui.add_space((left + widest - ui.min_rect().right()).max(0.0));
                ui.add(egui::Label::new(widgets::rich(what, sizes.small, Weight::Regular, ink.ink2)).wrap());
            });
        }
    });
    ui.add_space(10.0);
}
