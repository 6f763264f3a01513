//! The canvas: device events go to the editor, its picture comes on screen, and whoever stands on the map
//! gets an accessible name. It decides nothing about the map.

use std::cell::Cell;

use egui::accesskit::{Action, Role};
use egui::{
    CursorIcon, EventFilter, Id, ImeEvent, MouseWheelUnit, Pos2, Rect, Response, Sense, TouchPhase, Ui, Vec2,
    WidgetInfo,
};

use super::fade::Fade;
use super::keys;
use super::paint::{self, Placing};
use super::style::ink;
use crate::editor::{Command, Cursor, Editor, Event, Request};
use crate::geom::Point;
use crate::model::Selection;
use crate::scene::{HitShape, Target};

/// Two presses within this time and distance are a double click.
const CLICK_SECS: f64 = 0.35;
const CLICK_REACH: f32 = 5.0;
/// A finger comes down less exactly than a mouse.
const TAP_REACH: f32 = 24.0;

/// Whole notches so long after a smaller step still come from the same fingers.
const FINE_SECS: f64 = 0.4;

/// A frame counts for so much time at most.
const MOST_SECS: f64 = 0.5;

/// Half the side of the box that stands for a cord.
const CORD_MARK: f32 = 12.0;

/// Above this many actors and connections only what is selected or under the pointer gets an accessible node: one node
/// costs about half a microsecond a frame.
const MAX_NAMED: usize = 3_000;

/// What the canvas remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    /// Where it was last shown.
    pub(super) rect: Option<Rect>,
    /// The window then.
    window: Option<Rect>,
    /// The color that the window was cleared with before this frame, if it was.
    pub(super) cleared: Cell<Option<egui::Color32>>,
    inside: bool,
    pressed: bool,
    had_focus: bool,
    space: bool,
    notched_wheel: bool,
    /// When a wheel last moved by less than a notch: a trackpad on systems that call everything a wheel.
    fine_wheel: Option<f64>,
    fade: Fade,
    last_press: Option<(f64, Pos2, u8)>,
    modifiers: egui::Modifiers,
    /// Two fingers move the view: until both are off, they press nothing.
    fingers: bool,
    /// One finger has rested long enough to ask for the menu.
    long_touch: bool,
    /// An input method is at work: keys are its own.
    composing: bool,
    /// Some systems send the letter of a key with Alt, too, after the key: a kind was meant, no name.
    letter_is_spent: bool,
    /// What was typed in the frame in which a search box was asked for: it belongs to that box.
    pub(super) typed_ahead: String,
    /// Text from the clipboard that waits to be read: files are not the canvas's business.
    pub(super) pasted: Option<String>,
}

/// The id of the canvas, which owns the focus unless a panel or a box has it.
pub(super) fn id() -> Id {
    Id::unique("the map")
}

impl Canvas {
    /// Shows the map in all the room there is; `keys` is off while something else listens.
    pub(super) fn show(&mut self, ui: &mut Ui, editor: &mut Editor, keys: bool) -> Vec<Request> {
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let response = ui.interact(rect, id(), Sense::click_and_drag());
        let name = if editor.document().meta().title.is_empty() { "Map" } else { &editor.document().meta().title };
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, format!("Map canvas, {name}")));
        let mut requests = editor.handle(self.resized(rect, ui.ctx().content_rect()));
        if editor.is_animating() {
            // By the clock, however slowly it draws; a window that stood still must not make up for all of it.
            let dt_secs = f64::from(ui.input(|input| input.stable_dt)).min(MOST_SECS);
            requests.extend(editor.handle(Event::Frame { dt_secs }));
        } else {
            requests.extend(editor.handle(Event::Frame { dt_secs: 0.0 }));
        }
        self.focus(ui, &response, editor, keys, &mut requests);
        self.pointer(ui, &response, editor, &mut requests);
        if keys && response.has_focus() {
            self.keyboard(ui, editor, &mut requests);
        }
        self.picture(ui, rect, editor);
        self.names(ui, rect, editor, &mut requests);
        if response.hovered() || self.pressed {
            ui.ctx().set_cursor_icon(cursor(editor.cursor()));
        }
        requests
    }

    /// The size that it has now; in the same window a panel has taken or left the room.
    fn resized(&mut self, rect: Rect, window: Rect) -> Event {
        let points = |v: Vec2| crate::geom::Vec2::new(v.x.into(), v.y.into());
        let is_same_window = self.window.replace(window) == Some(window);
        match self.rect.replace(rect).filter(|_| is_same_window) {
            Some(before) => Event::Squeezed { size: points(rect.size()), by: points(rect.min - before.min) },
            None => Event::Resized(points(rect.size())),
        }
    }

    fn focus(&mut self, ui: &Ui, response: &Response, editor: &mut Editor, keys: bool, requests: &mut Vec<Request>) {
        if keys && ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
        let focused = response.has_focus() && ui.input(|input| input.focused);
        if focused {
            let pointer = ui.input(|input| input.pointer.hover_pos());
            let at = pointer.filter(|at| response.rect.contains(*at)).unwrap_or(response.rect.center());
            keys::offer_input_method(ui, at);
            let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        } else if self.had_focus {
            (self.space, self.composing) = (false, false);
            requests.extend(editor.handle(Event::Hand(false)));
            requests.extend(editor.handle(Event::FocusLost));
        }
        self.had_focus = focused;
    }

    fn pointer(&mut self, ui: &Ui, response: &Response, editor: &mut Editor, requests: &mut Vec<Request>) {
        let rect = response.rect;
        let local = |p: Pos2| Point::new(f64::from(p.x - rect.left()), f64::from(p.y - rect.top()));
        let over = response.contains_pointer();
        self.touch(ui, response, editor, requests);
        if self.fingers {
            return;
        }
        let (events, now) = ui.input(|input| (input.events.clone(), input.time));
        for event in events {
            match event {
                egui::Event::PointerMoved(at) if over || self.pressed => {
                    self.inside = true;
                    requests.extend(
                        editor.handle(Event::Moved { at: local(at), modifiers: keys::modifiers(self.modifiers) }),
                    );
                }
                egui::Event::ModifiersChanged(modifiers) => {
                    self.modifiers = modifiers;
                    requests.extend(editor.handle(Event::Held(keys::modifiers(modifiers))));
                    if let Some(at) = ui.input(|input| input.pointer.hover_pos()).filter(|_| self.inside) {
                        requests.extend(
                            editor.handle(Event::Moved { at: local(at), modifiers: keys::modifiers(modifiers) }),
                        );
                    }
                }
                egui::Event::PointerButton { pos, button, pressed: true, modifiers } if over && rect.contains(pos) => {
                    let Some(button) = keys::button(button) else { continue };
                    response.request_focus();
                    self.pressed = true;
                    let reach = if ui.input(egui::InputState::any_touches) { TAP_REACH } else { CLICK_REACH };
                    let clicks = self.count_clicks(now, pos, reach);
                    let modifiers = keys::modifiers(modifiers);
                    requests.extend(editor.handle(Event::Pressed { button, at: local(pos), clicks, modifiers }));
                }
                egui::Event::PointerButton { pos, button, pressed: false, modifiers } if self.pressed => {
                    let Some(button) = keys::button(button) else { continue };
                    self.pressed = ui.input(|input| input.pointer.any_down());
                    let modifiers = keys::modifiers(modifiers);
                    let asks_menu = std::mem::take(&mut self.long_touch) && editor.focus().is_some();
                    requests.extend(editor.handle(Event::Released { button, at: local(pos), modifiers }));
                    if asks_menu {
                        requests.extend(editor.handle(menu_press(local(pos))));
                    }
                }
                egui::Event::MouseWheel { unit, delta, .. } if delta != Vec2::ZERO => {
                    let is_fine = unit == MouseWheelUnit::Point || delta != delta.round();
                    self.fine_wheel = if is_fine { Some(now) } else { self.fine_wheel };
                    self.notched_wheel = self.fine_wheel.is_none_or(|fine| now - fine > FINE_SECS);
                }
                // The system has taken the finger away: nothing is let go, nothing happens.
                egui::Event::Touch { phase: TouchPhase::Cancel, .. } if std::mem::take(&mut self.pressed) => {
                    requests.extend(editor.handle(Event::FocusLost));
                }
                _ => {}
            }
        }
        if !over && !self.pressed && self.inside {
            self.inside = false;
            requests.extend(editor.handle(Event::Left));
        }
        // What lay over the map has gone from under a pointer that rests.
        if over
            && !self.inside
            && let Some(at) = ui.input(|input| input.pointer.hover_pos())
        {
            self.inside = true;
            requests.extend(editor.handle(Event::Moved { at: local(at), modifiers: keys::modifiers(self.modifiers) }));
        }
        let (zoom, scroll, at) =
            ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta(), input.pointer.hover_pos()));
        if let Some(at) = at.filter(|_| over) {
            if zoom != 1.0 {
                requests.extend(editor.handle(Event::Zoomed { factor: zoom.into(), at: local(at) }));
            }
            if scroll != Vec2::ZERO {
                let delta = crate::geom::Vec2::new(scroll.x.into(), scroll.y.into());
                let modifiers = keys::modifiers(self.modifiers);
                requests.extend(editor.handle(Event::Wheel {
                    delta,
                    at: local(at),
                    lines: self.notched_wheel,
                    modifiers,
                }));
            }
        }
    }

    /// Two fingers move and zoom the view; one that rests asks for the menu, on an actor once it lifts:
    /// until then it shows the neighborhood, as a held button does.
    fn touch(&mut self, ui: &Ui, response: &Response, editor: &mut Editor, requests: &mut Vec<Request>) {
        let corner = response.rect.min;
        let local = |p: Pos2| Point::new(f64::from(p.x - corner.x), f64::from(p.y - corner.y));
        let (touch, any) = ui.input(|input| (input.multi_touch(), input.any_touches()));
        if let Some(touch) = touch.filter(|touch| response.rect.contains(touch.center_pos)) {
            if std::mem::take(&mut self.pressed) {
                requests.extend(editor.handle(Event::FocusLost));
            }
            self.fingers = true;
            self.long_touch = false;
            let by = crate::geom::Vec2::new(touch.translation_delta.x.into(), touch.translation_delta.y.into());
            requests.extend(editor.handle(Event::Panned(by)));
            if touch.zoom_delta != 1.0 {
                let (factor, at) = (touch.zoom_delta.into(), local(touch.center_pos));
                requests.extend(editor.handle(Event::Zoomed { factor, at }));
            }
        } else if self.fingers && !any {
            self.fingers = false;
        }
        if self.pressed && response.long_touched() {
            self.long_touch = true;
            if let Some(at) = ui.input(|input| input.pointer.interact_pos()).filter(|_| editor.focus().is_none()) {
                self.pressed = false;
                self.long_touch = false;
                requests.extend(editor.handle(Event::FocusLost));
                requests.extend(editor.handle(menu_press(local(at))));
            }
        }
    }

    fn count_clicks(&mut self, now: f64, at: Pos2, reach: f32) -> u8 {
        let clicks = match self.last_press {
            Some((time, place, clicks)) if now - time < CLICK_SECS && place.distance(at) < reach => clicks % 3 + 1,
            _ => 1,
        };
        self.last_press = Some((now, at, clicks));
        clicks
    }

    fn keyboard(&mut self, ui: &Ui, editor: &mut Editor, requests: &mut Vec<Request>) {
        let searches = |requests: &[Request]| requests.iter().any(|r| matches!(r, Request::Palette | Request::Find));
        for event in ui.input(|input| input.events.clone()) {
            if searches(requests) {
                if let egui::Event::Text(text) = event {
                    self.typed_ahead.push_str(&text);
                }
                continue;
            }
            self.composing = keys::is_composing(&event).unwrap_or(self.composing);
            match event {
                egui::Event::Key { .. } if self.composing => {}
                egui::Event::Text(_) if std::mem::take(&mut self.letter_is_spent) => {}
                egui::Event::Key { key: egui::Key::Space, pressed, repeat, modifiers, .. } if !pressed || !repeat => {
                    self.space = pressed && !modifiers.command;
                    requests.extend(editor.handle(Event::Hand(self.space)));
                    if pressed {
                        let modifiers = keys::modifiers(modifiers);
                        requests.extend(editor.handle(Event::Key { key: crate::editor::Key::Space, modifiers }));
                    }
                }
                egui::Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    let key = keys::key(key, physical_key, modifiers);
                    self.letter_is_spent = modifiers.alt && matches!(key, Some(crate::editor::Key::Digit(_)));
                    let Some(key) = key else { continue };
                    let bare = !modifiers.command && !modifiers.ctrl && !modifiers.alt;
                    // A bare letter types; it is a command only while presenting.
                    if matches!(key, crate::editor::Key::Letter(_)) && bare && !editor.room_view().on {
                        continue;
                    }
                    requests.extend(editor.handle(Event::Key { key, modifiers: keys::modifiers(modifiers) }));
                }
                egui::Event::Text(text) => requests.extend(editor.handle(Event::Text(text))),
                egui::Event::Ime(ImeEvent::Commit(text)) => requests.extend(editor.handle(Event::Text(text))),
                egui::Event::Copy => requests.extend(editor.run(Command::Copy)),
                egui::Event::Cut => requests.extend(editor.run(Command::Cut)),
                egui::Event::Paste(text) => self.pasted = Some(text),
                egui::Event::PasteImage(_) => {
                    requests.push(Request::Say("A map takes names, tables and maps, no pictures".to_owned()));
                }
                _ => {}
            }
        }
    }

    fn picture(&mut self, ui: &Ui, rect: Rect, editor: &mut Editor) {
        let painter = ui.painter_at(rect);
        // Where the processor draws, one color over all of the map costs as much as the map.
        let ground = ink(ui.ctx()).canvas;
        if self.cleared.get() != Some(ground) {
            painter.rect_filled(rect, 0.0, ground);
        }
        if editor.room_view().blank {
            painter.rect_filled(rect, 0.0, egui::Color32::BLACK);
            return;
        }
        let at = placing(rect, editor);
        self.fade.show(&painter, editor, at);
        let overlay = editor.overlay();
        paint::scene(&painter, &overlay, at);
    }

    /// Registers who is on the canvas with screen readers (and with tests): hover only, since what is
    /// under the pointer is decided by the picture.
    fn names(&self, ui: &Ui, rect: Rect, editor: &mut Editor, requests: &mut Vec<Request>) {
        // Their names tell ratings; while the room answers the stage covers them for everybody.
        if editor.room_answers() {
            return;
        }
        let scene = editor.scene();
        let at = placing(rect, editor);
        let many = editor.document().actors().len() + editor.document().connections().len() > MAX_NAMED;
        let mut chosen = None;
        for hit in &scene.hits {
            let selected = is_selected(editor, hit.target);
            if many && !selected && editor.hovered() != Some(hit.target) {
                continue;
            }
            let (center, size) = match &hit.shape {
                HitShape::Disc(center, radius) => (*center, Vec2::splat(2.0 * *radius as f32)),
                HitShape::Line(points, _) => (points[points.len() / 2], Vec2::splat(2.0 * CORD_MARK)),
                HitShape::Box(paper) if matches!(hit.target, Target::Note(_)) => {
                    (paper.center(), egui::vec2(paper.width() as f32, paper.height() as f32))
                }
                HitShape::Box(_) => continue,
            };
            let area = Rect::from_center_size(at.point(center), size).intersect(rect);
            if !area.is_positive() {
                continue;
            }
            let Some((key, label)) = spoken(editor, hit.target) else { continue };
            let response = ui.interact(area, id().with(key), Sense::hover());
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, label.as_str()));
            if ui.input(|input| input.has_accesskit_action_request(response.id, Action::Click)) {
                chosen = Some(hit.target);
            }
        }
        if let Some(target) = chosen {
            requests.extend(editor.select(only(target)));
        }
    }
}

/// What the right button does, for a finger.
fn menu_press(at: Point) -> Event {
    Event::Pressed {
        button: crate::editor::Button::Secondary,
        at,
        clicks: 1,
        modifiers: crate::editor::Modifiers::default(),
    }
}

/// A selection of one thing.
pub(super) fn only(target: Target) -> Selection {
    let mut selection = Selection::default();
    match target {
        Target::Actor(id) => selection.actors.insert(id),
        Target::Value(id) => selection.values.insert(id),
        Target::Connection(id) => selection.connections.insert(id),
        Target::Note(id) => selection.notes.insert(id),
    };
    selection
}

/// Where the editor's picture lies while the canvas covers `rect`.
pub(super) fn placing(rect: Rect, editor: &Editor) -> Placing {
    let camera = editor.camera();
    let corner = Point::new(rect.left().into(), rect.top().into());
    Placing {
        origin: corner + camera.viewport / 2.0 - camera.center.to_vec2() * camera.scale,
        scale: 1.0,
        exact: false,
    }
}

fn is_selected(editor: &Editor, target: Target) -> bool {
    let selection = editor.selection();
    match target {
        Target::Actor(id) => selection.actors.contains(&id),
        Target::Value(id) => selection.values.contains(&id),
        Target::Connection(id) => selection.connections.contains(&id),
        Target::Note(id) => selection.notes.contains(&id),
    }
}

/// A key of its own, and what a screen reader says.
fn spoken(editor: &Editor, target: Target) -> Option<((&'static str, u32), String)> {
    let document = editor.document();
    match target {
        Target::Actor(id) => Some((("actor", id.0), document.actor(id)?.name.clone())),
        Target::Value(id) => Some((("value", id.0), document.value(id)?.name.clone())),
        Target::Connection(id) => {
            document.connection(id)?;
            Some((("cord", id.0), crate::report::connection_title(document, id)))
        }
        Target::Note(id) => Some((("note", id.0), format!("Note: {}", document.note(id)?.text))),
    }
}

const fn cursor(cursor: Cursor) -> CursorIcon {
    match cursor {
        Cursor::Default => CursorIcon::Default,
        Cursor::Point => CursorIcon::PointingHand,
        Cursor::Move => CursorIcon::Move,
        Cursor::Link => CursorIcon::Crosshair,
        Cursor::Grab => CursorIcon::Grab,
        Cursor::Grabbing => CursorIcon::Grabbing,
    }
}
