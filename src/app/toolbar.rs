//! The bar at the top: title and saved state, lenses, the find box, undo and redo, tidy, present, export,
//! and the menu with every command by name.

use egui::accesskit::Role;
use egui::{
    Align, Color32, CursorIcon, Frame, Layout, Margin, Panel, Popup, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::act::Act;
use super::fonts;
use super::icons::{self, Icon};
use super::style::{Ink, ink};
use super::widgets::{self, Loud, Press};
use crate::editor::{Command, Editor, Menu};
use crate::scene::Lens;
use crate::text::Weight;

/// Below this width the bar leaves out words before it leaves out things.
const ROOMY: f32 = 1_180.0;
/// What the bar needs for all but the title, with the words and without: the title is cut before a tool is.
const TOOLS: f32 = 1_090.0;
const FEW_TOOLS: f32 = 700.0;

/// What the bar says about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saved<'a> {
    /// A new map or an example, as it was opened.
    Nothing,
    /// On disk as it is.
    Clean,
    /// There is no file yet that holds it, as after an import.
    Never,
    /// Something has changed since.
    Unsaved,
    /// On its way to disk.
    Saving,
    /// As it is on disk, where it may not be written, and why.
    /// Why, and whether there are changes that Save would put elsewhere.
    ReadOnly(&'a str, bool),
}

/// Shows the bar above an open map (`Some`) or above the start screen.
pub(super) fn show(ui: &mut Ui, open: Option<(&Editor, Saved<'_>)>) -> Vec<Act> {
    let ink = ink(ui.ctx());
    let mut acts = Vec::new();
    let frame = Frame::new().fill(ink.panel).inner_margin(Margin::symmetric(12, 7));
    let bar = Panel::top("toolbar").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let k = ink.sizes().body / 13.0;
            let roomy = ui.available_width() > ROOMY * k;
            let room = ui.available_width() - if roomy { TOOLS } else { FEW_TOOLS } * k;
            if let Some((editor, _)) = open {
                menu(ui, editor, &mut acts);
            }
            if mark(ui, open.is_some(), &ink) {
                acts.push(Act::Run(Command::Home));
            }
            ui.add_space(8.0);
            match open {
                Some((editor, saved)) => {
                    if title(ui, editor, saved, (room, roomy), &ink) {
                        acts.push(Act::NameMap);
                    }
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| tools(ui, editor, roomy, &mut acts));
                }
                None => {
                    widgets::text(ui, "Threestrand", ink.sizes().grown(14.0), Weight::SemiBold, ink.ink);
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| find(ui, true, &mut acts));
                }
            }
        });
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, ink.line));
    acts
}

/// The program's mark, above a map the way back to the start screen.
fn mark(ui: &mut Ui, leads_home: bool, ink: &Ink) -> bool {
    let sense = if leads_home { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(34.0, 32.0), sense);
    icons::mark(ui.painter(), rect.left_center() + vec2(4.0, 0.0), 1.0, ink.strands, ink.panel);
    if !leads_home {
        return false;
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::Home.label()));
    widgets::focus_ring(ui, &response, 8.0);
    response.on_hover_text(Command::Home.label()).clicked()
}

/// The name of the map and how safe it is; `true` if the name was clicked.
fn title(ui: &mut Ui, editor: &Editor, saved: Saved<'_>, (room, roomy): (f32, bool), ink: &Ink) -> bool {
    let mut is_clicked = false;
    let title = &editor.document().meta().title;
    let title = if title.is_empty() { "New map" } else { title };
    ui.scope(|ui| {
        ui.set_max_width(room.clamp(110.0, 330.0));
        let text = widgets::rich(title, ink.sizes().grown(14.0), Weight::SemiBold, ink.ink);
        let label = ui.add(egui::Label::new(text).truncate().selectable(false).sense(Sense::click()));
        is_clicked = label.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("Name the map").clicked();
    });
    ui.add_space(4.0);
    let (word, color) = match saved {
        Saved::Nothing => return is_clicked,
        Saved::Clean => ("Saved", ink.good),
        Saved::Never => ("Not saved yet", ink.ink3),
        Saved::Unsaved => ("Changes not saved", ink.ink3),
        Saved::Saving => ("Saving", ink.ink3),
        Saved::ReadOnly(_, false) => ("Read-only", ink.ink3),
        Saved::ReadOnly(_, true) => ("Read-only, changed", ink.ink3),
    };
    let (dot, response) = ui.allocate_exact_size(vec2(8.0, 32.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, word));
    if saved == Saved::Clean {
        ui.painter().circle_filled(dot.center(), 3.0, color);
    } else {
        ui.painter().circle_stroke(dot.center(), 2.6, Stroke::new(1.4, color));
    }
    let why = if let Saved::ReadOnly(why, _) = saved { why } else { word };
    if roomy {
        widgets::text(ui, word, ink.sizes().small, Weight::Regular, ink.ink2);
    }
    response.on_hover_text(why);
    is_clicked
}

/// From right to left.
fn tools(ui: &mut Ui, editor: &Editor, roomy: bool, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let mut press = |ui: &mut Ui, command: Command, press: Press<'_>, hint: &str| {
        let enabled = command.is_enabled(editor);
        let hint = match command.shortcuts().first() {
            Some(keys) => format!("{hint}  {keys}"),
            None => hint.to_owned(),
        };
        if press.enabled(enabled).show(ui).on_hover_text(hint).clicked() {
            acts.push(Act::Run(command));
        }
    };
    press(ui, Command::Export, Press::new("Export", Loud::Primary).icon(Icon::Export), Command::Export.help());
    if roomy {
        press(ui, Command::RoomView, Press::new("Present", Loud::Quiet).icon(Icon::Present), Command::RoomView.help());
        press(ui, Command::Tidy, Press::new("Tidy", Loud::Quiet).icon(Icon::Tidy), Command::Tidy.help());
    } else {
        press(ui, Command::RoomView, Press::icon_only("Present", Icon::Present), Command::RoomView.help());
        press(ui, Command::Tidy, Press::icon_only("Tidy", Icon::Tidy), Command::Tidy.help());
    }
    let named = |verb: &str, name: Option<&str>| match name.filter(|_| !editor.room_answers()) {
        Some(name) => format!("{verb}: {name}"),
        None => verb.to_owned(),
    };
    let (undo, redo) = (named("Undo", editor.undo_name()), named("Redo", editor.redo_name()));
    press(ui, Command::Redo, Press::icon_only("Redo", Icon::Redo), &redo);
    press(ui, Command::Undo, Press::icon_only("Undo", Icon::Undo), &undo);
    ui.add_space(4.0);
    let (line, _) = ui.allocate_exact_size(vec2(1.0, 18.0), Sense::hover());
    ui.painter().rect_filled(line, 0.0, ink.line2);
    ui.add_space(8.0);
    find(ui, roomy, acts);
    ui.add_space(8.0);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(16.0);
        let chosen = match editor.lens() {
            Lens::Strength => 0,
            Lens::Weak => 1,
            _ => 2,
        };
        match widgets::segments(ui, &["Strength", "Weak links"], chosen) {
            Some(0) => acts.push(Act::Run(Command::LensStrength)),
            Some(1) if chosen != 1 => acts.push(Act::Run(Command::LensWeak)),
            _ => {}
        }
        lenses(ui, editor, acts);
    });
}

/// The other lenses; the button bears the name of the one in force.
fn lenses(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let lenses = || Menu::View.commands().filter(|command| command.lens(editor.document()).is_some());
    let other = lenses().skip(2).find(|command| command.is_checked(editor) == Some(true));
    let loud = if other.is_some() { Loud::Plain } else { Loud::Quiet };
    let label = other.map_or("Lenses", Command::label);
    let button = if Press::new(label, loud).width(ui) <= ui.available_width() {
        Press::new(label, loud).show(ui)
    } else {
        Press::icon_only(label, Icon::Lens).loud(loud).show(ui).on_hover_text(label)
    };
    let (frame, ink) = (popup_frame(ui), ink(ui.ctx()));
    Popup::menu(&button).frame(frame).show(|ui| {
        ui.set_width(ink.sizes().widened(230.0));
        for command in lenses().skip(2) {
            if entry(ui, editor, command) {
                acts.push(Act::Run(command));
                ui.close();
            }
        }
    });
}

fn popup_frame(ui: &Ui) -> Frame {
    let ink = ink(ui.ctx());
    Frame::new().fill(ink.raised).stroke(Stroke::new(1.0, ink.line2)).corner_radius(10.0).inner_margin(Margin::same(14))
}

fn find(ui: &mut Ui, roomy: bool, acts: &mut Vec<Act>) {
    const KEYS: &str = "Ctrl K";
    let ink = ink(ui.ctx());
    let sizes = ink.sizes();
    let width = sizes.widened(if roomy { 214.0 } else { 84.0 });
    let (rect, response) = ui.allocate_exact_size(vec2(width, sizes.grown(32.0)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Find or do anything"));
    let border = if response.hovered() { ink.line2 } else { Color32::TRANSPARENT };
    ui.painter().rect(rect, 8.0, ink.well, Stroke::new(1.0, border), StrokeKind::Inside);
    Icon::Search.paint(ui.painter(), pos2(rect.left() + 17.0, rect.center().y), 16.0, ink.ink2);
    if roomy {
        let font = fonts::id(sizes.body, Weight::Regular);
        let at = pos2(rect.left() + 32.0, rect.center().y);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, "Find or do anything", font, ink.ink2);
    }
    let size = widgets::keycap_size(ui, KEYS);
    let cap = pos2(rect.right() - 10.0 - size.x, rect.center().y - size.y / 2.0);
    widgets::paint_keycap(ui, cap, KEYS, ink.ink2, ink.line2, ink.raised);
    widgets::focus_ring(ui, &response, 8.0);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        acts.push(Act::Run(Command::Palette));
    }
}

fn menu(ui: &mut Ui, editor: &Editor, acts: &mut Vec<Act>) {
    let ink = ink(ui.ctx());
    let button = Press::icon_only("Menu", Icon::Menu).id(widgets::pane("toolbar")).show(ui);
    let frame = popup_frame(ui);
    Popup::menu(&button).frame(frame).show(|ui| {
        ui.spacing_mut().item_spacing = vec2(18.0, 0.0);
        let room = ui.ctx().content_rect();
        let shown = |menu: Menu| -> Vec<Command> {
            menu.commands().filter(|command| editor.shows_more() || !command.is_rarely_needed()).collect()
        };
        let columns = columns(&[Menu::File, Menu::Help, Menu::Room, Menu::Edit, Menu::Map, Menu::View], shown);
        let width = ((room.width() - 60.0) / columns.len() as f32 - 18.0).min(226.0 + 8.0 * (ink.sizes().body - 13.0));
        let height = room.height() - 90.0;
        // Where the window is too low for all of it, the bar says that there is more.
        ui.spacing_mut().scroll = egui::style::ScrollStyle::solid();
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                for column in columns {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        for line in column {
                            match line {
                                Line::Title(title) => {
                                    ui.horizontal(|ui| {
                                        ui.spacing_mut().item_spacing.x = 0.0;
                                        ui.add_space(TICK);
                                        widgets::text(ui, title, ink.sizes().small, Weight::SemiBold, ink.ink2);
                                    });
                                    ui.add_space(4.0);
                                }
                                Line::Command(command) => {
                                    if entry(ui, editor, command) {
                                        acts.push(Act::Run(command));
                                        ui.close();
                                    }
                                }
                                Line::Gap => {
                                    ui.add_space(12.0);
                                }
                            }
                        }
                    });
                }
            });
        });
    });
}

/// The room for a tick before every entry.
const TICK: f32 = 20.0;

/// A line of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Title(&'static str),
    Command(Command),
    Gap,
}

/// All menus in four columns of much the same height, so that they fit into a low window: what does not fit below goes
/// on in the next column, as in a newspaper.
fn columns(menus: &[Menu], shown: impl Fn(Menu) -> Vec<Command>) -> [Vec<Line>; 4] {
    let mut lines = Vec::new();
    for menu in menus {
        lines.push(Line::Title(menu.label()));
        lines.extend(shown(*menu).into_iter().map(Line::Command));
        lines.push(Line::Gap);
    }
    let most = lines.len().div_ceil(4);
    let mut columns = [const { Vec::new() }; 4];
    let (mut at, mut title) = (0, None);
    for line in lines {
        let rest = most.saturating_sub(columns[at].len());
        // No title stands last in its column.
        if at + 1 < columns.len() && (rest == 0 || (rest <= 2 && matches!(line, Line::Title(_)))) {
            at += 1;
            // What goes on says what it is of.
            columns[at].extend(title.filter(|_| matches!(line, Line::Command(_))));
        }
        if matches!(line, Line::Title(_)) {
            title = Some(line);
        }
        if line != Line::Gap || !columns[at].is_empty() {
            columns[at].push(line);
        }
    }
    columns
}

/// One line of the menu, and of context menus.
pub(super) fn entry(ui: &mut Ui, editor: &Editor, command: Command) -> bool {
    let ink = ink(ui.ctx());
    let enabled = command.is_enabled(editor);
    let checked = command.is_checked(editor);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ink.sizes().grown(26.0)), sense);
    let label = command.label_here(editor);
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, enabled, checked == Some(true), label));
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, ink.well);
    }
    let color = if enabled { ink.ink } else { ink.ink3.lerp_to_gamma(ink.raised, 0.35) };
    // All begin at one edge, with a tick or without: an indent would read as a menu within the menu.
    let x = rect.left() + TICK;
    if checked == Some(true) {
        Icon::Check.paint(ui.painter(), pos2(rect.left() + 7.0, rect.center().y), 14.0, ink.accent);
    }
    let font = fonts::id(ink.sizes().body, Weight::Medium);
    ui.painter().text(pos2(x, rect.center().y), egui::Align2::LEFT_CENTER, label, font, color);
    if let Some(keys) = command.shortcuts().first() {
        let font = fonts::id(ink.sizes().small, Weight::Regular);
        ui.painter().text(rect.right_center(), egui::Align2::RIGHT_CENTER, keys.to_string(), font, ink.ink2);
    }
    response.on_hover_text(command.help()).clicked()
}
