//! Other hands than a mouse on an English keyboard: fingers, pens, trackpads, other layouts, input methods; and what
//! goes from window to window.

use super::*;
use egui::{ImeEvent, MouseWheelUnit, PointerButton, Pos2, TouchPhase, pos2};
use threestrand::model::Strand;

fn compose(window: &mut Window, event: ImeEvent) {
    window.event(egui::Event::Ime(event));
    window.run_steps(2);
}

fn preedit(text: &str) -> ImeEvent {
    ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }
}

#[test]
fn a_name_is_composed_on_the_bare_map() {
    let mut window = new_map();
    assert!(window.output().platform_output.ime.is_some(), "an input method may compose on the map");
    compose(&mut window, preedit("mise"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Num3);
    assert!(editor(&window).name_box().is_none(), "while it composes, keys are the input method's");
    compose(&mut window, preedit(""));
    compose(&mut window, ImeEvent::Commit("ñ".to_owned()));
    assert_eq!(editor(&window).name_box().unwrap().text, "ñ");
    compose(&mut window, preedit("in"));
    compose(&mut window, ImeEvent::Commit("andú".to_owned()));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(editor(&window).document().actor_named("ñandú").is_some());
}

#[test]
fn a_kind_set_by_alt_and_a_digit_types_nothing() {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    // As X11 sends it.
    let key = |pressed| egui::Event::Key {
        key: Key::Num5,
        physical_key: Some(Key::Num5),
        pressed,
        repeat: false,
        modifiers: Modifiers::ALT,
    };
    window.input_mut().events.extend([key(true), egui::Event::Text("5".to_owned()), key(false)]);
    window.run_steps(3);
    let mia = editor(&window).document().actors().next().unwrap().1;
    assert_eq!(mia.kind, threestrand::model::Kind::ALL[4]);
    assert!(editor(&window).name_box().is_none());
    window.event(egui::Event::Text("5".to_owned()));
    window.run_steps(2);
    assert!(editor(&window).name_box().is_some(), "a digit alone is a letter still");
}

#[test]
fn what_is_composed_rates_nothing() {
    let mut window = new_map();
    type_on(&mut window, "Mia");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Tab);
    type_on(&mut window, "Tom");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let before = editor(&window).document().clone();
    compose(&mut window, preedit("3"));
    press(&mut window, Modifiers::NONE, Key::Num3);
    let same = |window: &Window| editor(window).document().connections().eq(before.connections());
    assert!(same(&window), "a digit of the input method sketches nothing");
    compose(&mut window, preedit(""));
    digit(&mut window, 3);
    assert!(!same(&window), "the next one does");
}

#[test]
fn a_cell_is_composed_in_the_bare_table() {
    let mut window = telecom();
    press(&mut window, Modifiers::SHIFT, Key::F4);
    assert!(window.output().platform_output.ime.is_some(), "an input method may compose on a cell");
    compose(&mut window, preedit("mise"));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!shows(&window, "Cell"), "while it composes, keys are the input method's");
    compose(&mut window, preedit(""));
    compose(&mut window, ImeEvent::Commit("ñ".to_owned()));
    assert!(shows(&window, "Cell"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(editor(&window).document().actors().next().unwrap().1.name, "ñ");
}

/// What the window has put on the clipboard.
fn clipboard(window: &Window) -> String {
    let mut texts = window.output().platform_output.commands.iter().filter_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    texts.next_back().unwrap()
}

#[test]
fn a_copy_goes_to_another_window_as_text() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Copy);
    window.run_steps(1);
    let text = clipboard(&window);
    assert!(text.contains("\"Billing\""), "another program can read it");
    let mut other = new_map();
    other.event(egui::Event::Paste(text));
    other.run_steps(4);
    let [here, there] = [&window, &other].map(|window| editor(window).document());
    assert_eq!(there.connections().len(), here.connections().len());
    assert!(there.actors().map(|(_, actor)| &actor.name).eq(here.actors().map(|(_, actor)| &actor.name)));
    press(&mut other, Modifiers::COMMAND, Key::Z);
    assert!(editor(&other).document().is_empty(), "one undo takes the paste back");
}

#[test]
fn a_picture_goes_to_the_clipboard_as_pixels_and_as_a_drawing() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_label("Copy image").click();
    window.run_steps(2);
    let is_image = |command: &egui::OutputCommand| matches!(command, egui::OutputCommand::CopyImage(_));
    let pixels = window.output().platform_output.commands.iter().any(is_image);
    assert!(pixels);
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_label("SVG").click();
    window.run_steps(2);
    window.get_by_label("Copy SVG").click();
    window.run_steps(2);
    let drawing = clipboard(&window);
    assert!(drawing.starts_with("<svg") || drawing.starts_with("<?xml"), "{}", &drawing[..40]);
}

/// What the window system tells of a finger (or of a pen on glass): the first one also moves the pointer.
fn told(id: u64, phase: TouchPhase, pos: Pos2) -> Vec<egui::Event> {
    let button = |pressed| egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let pointer = match phase {
        _ if id != 1 => vec![],
        TouchPhase::Start => vec![egui::Event::PointerMoved(pos), button(true)],
        TouchPhase::Move => vec![egui::Event::PointerMoved(pos)],
        TouchPhase::End => vec![button(false), egui::Event::PointerGone],
        TouchPhase::Cancel => vec![egui::Event::PointerGone],
    };
    let device_id = egui::TouchDeviceId(1);
    let touch = egui::Event::Touch { device_id, id: egui::TouchId(id), phase, pos, force: Some(0.4) };
    std::iter::once(touch).chain(pointer).collect()
}

/// All of this comes before the next picture.
fn at_once(window: &mut Window, events: impl IntoIterator<Item = egui::Event>) {
    window.input_mut().events.extend(events);
    window.run_steps(1);
}

fn finger(window: &mut Window, id: u64, phase: TouchPhase, pos: Pos2) {
    at_once(window, told(id, phase, pos));
}

/// One finger from here to there, in a few steps.
fn slide(window: &mut Window, from: Pos2, to: Pos2) {
    finger(window, 1, TouchPhase::Start, from);
    for step in 1..=4 {
        finger(window, 1, TouchPhase::Move, from.lerp(to, step as f32 / 4.0));
    }
}

fn place(window: &Window, label: &str) -> Pos2 {
    body(window, label).center()
}

/// The body of this name: the title of the map may say the same.
fn body(window: &Window, label: &str) -> egui::Rect {
    window.get_by_role_and_label(Role::ListBoxOption, label).rect()
}

/// A map of two who are not connected, far apart and at rest.
fn two() -> Window {
    let mut window = new_map();
    press(&mut window, Modifiers::COMMAND, Key::Space);
    for (name, at) in [("Mia", pos2(400.0, 400.0)), ("Tom", pos2(800.0, 400.0))] {
        window.event(egui::Event::PointerMoved(at));
        window.run_steps(2);
        type_on(&mut window, name);
        press(&mut window, Modifiers::NONE, Key::Enter);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    window
}

/// Where lines start on a body: near its edge, towards `to`.
fn rim(window: &Window, label: &str, to: Pos2) -> Pos2 {
    let body = body(window, label);
    body.center() + (to - body.center()).normalized() * (0.5 * body.width() * 0.9)
}

#[test]
fn a_finger_from_the_rim_draws_a_cord() {
    let mut window = two();
    let tom = place(&window, "Tom");
    let from = rim(&window, "Mia", tom);
    slide(&mut window, from, tom);
    assert_eq!(editor(&window).tool(), "linking");
    finger(&mut window, 1, TouchPhase::End, tom);
    assert_eq!(editor(&window).document().connections().len(), 1);
    // To empty space: that makes the far end, too.
    let nobody = pos2(600.0, 640.0);
    let from = rim(&window, "Mia", nobody);
    slide(&mut window, from, nobody);
    finger(&mut window, 1, TouchPhase::End, nobody);
    window.run_steps(2);
    assert!(editor(&window).name_box().is_some());
}

#[test]
fn a_finger_that_is_taken_away_lets_go_of_nothing() {
    let mut window = two();
    let before = editor(&window).document().clone();
    let (mia, elsewhere) = (place(&window, "Mia"), pos2(600.0, 600.0));
    slide(&mut window, mia, elsewhere);
    assert_eq!(editor(&window).tool(), "moving");
    finger(&mut window, 1, TouchPhase::Cancel, elsewhere);
    assert_eq!((editor(&window).tool(), editor(&window).document()), ("idle", &before));
    window.event(egui::Event::PointerMoved(pos2(300.0, 500.0)));
    window.run_steps(2);
    assert_eq!(editor(&window).document(), &before, "and the pointer drags nothing behind it");
}

#[test]
fn two_fingers_zoom_where_they_are() {
    let mut window = telecom();
    let (mut left, mut right) = (pos2(560.0, 430.0), pos2(640.0, 430.0));
    finger(&mut window, 1, TouchPhase::Start, left);
    finger(&mut window, 2, TouchPhase::Start, right);
    let under = |window: &Window| editor(window).camera().map_from_screen(canvas_point(window, pos2(600.0, 430.0)));
    let (scale, point) = (editor(&window).camera().scale, under(&window));
    for _ in 0..4 {
        (left.x, right.x) = (left.x - 20.0, right.x + 20.0);
        at_once(&mut window, [told(1, TouchPhase::Move, left), told(2, TouchPhase::Move, right)].concat());
    }
    assert!(editor(&window).camera().scale > 2.0 * scale, "80 points apart, then 240");
    assert!((under(&window) - point).hypot() < 2.0, "what is between the fingers stays there");
    finger(&mut window, 2, TouchPhase::End, right);
    finger(&mut window, 1, TouchPhase::End, left);
    assert!(editor(&window).undo_name().is_none() && editor(&window).selection().is_empty());
}

/// A point of the window as a point of the canvas.
fn canvas_point(window: &Window, at: Pos2) -> threestrand::geom::Point {
    let canvas = window.get_by_role(Role::Canvas).rect();
    threestrand::geom::Point::new(f64::from(at.x - canvas.left()), f64::from(at.y - canvas.top()))
}

#[test]
fn a_finger_that_rests_on_somebody_shows_the_neighborhood_then_the_menu() {
    let mut window = telecom();
    // The clock of the editor goes no faster than pictures should come.
    let at = place(&window, "Billing");
    at_once(&mut window, told(1, TouchPhase::Start, at));
    for _ in 0..30 {
        let time = window.ctx.input(|input| input.time) + 0.05;
        window.input_mut().time = Some(time);
        window.run_steps(1);
    }
    assert!(editor(&window).focus().is_some(), "held, it shows who is near");
    finger(&mut window, 1, TouchPhase::End, at);
    window.run_steps(3);
    assert!(shows(&window, "Rename"), "let go, the menu opens");
}

#[test]
fn two_taps_are_a_double_click_though_fingers_are_thick() {
    let mut window = two();
    let (first, second) = (pos2(600.0, 640.0), pos2(612.0, 630.0));
    finger(&mut window, 1, TouchPhase::Start, first);
    // A picture takes a quarter of a second here: quick taps share one.
    at_once(&mut window, [told(1, TouchPhase::End, first), told(1, TouchPhase::Start, second)].concat());
    finger(&mut window, 1, TouchPhase::End, second);
    window.run_steps(2);
    assert!(editor(&window).name_box().is_some());
}

#[test]
fn a_pen_hovers_and_then_draws() {
    let mut window = two();
    let (mia, tom) = (place(&window, "Mia"), place(&window, "Tom"));
    window.event(egui::Event::PointerMoved(mia));
    window.run_steps(2);
    assert!(editor(&window).hovered().is_some(), "a pen above the glass is a pointer");
    let from = rim(&window, "Mia", tom);
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        egui::Event::PointerMoved(from),
        button(from, true),
        egui::Event::PointerMoved(from.lerp(tom, 0.5)),
        egui::Event::PointerMoved(tom),
        button(tom, false),
    ] {
        window.event(event);
        window.run_steps(1);
    }
    assert_eq!(editor(&window).document().connections().len(), 1);
}

pub(super) fn wheel(window: &mut Window, unit: MouseWheelUnit, phase: TouchPhase, delta: (f32, f32)) {
    let (source, modifiers) = (egui::MouseWheelSource::Unknown, Modifiers::NONE);
    let delta = egui::vec2(delta.0, delta.1);
    at_once(window, [egui::Event::MouseWheel { unit, delta, phase, source, modifiers }]);
}

#[test]
fn two_fingers_on_a_trackpad_move_the_map() {
    let mut window = telecom();
    window.event(egui::Event::PointerMoved(pos2(600.0, 430.0)));
    window.run_steps(2);
    let camera = editor(&window).camera().clone();
    wheel(&mut window, MouseWheelUnit::Point, TouchPhase::Start, (0.0, 0.0));
    for _ in 0..5 {
        wheel(&mut window, MouseWheelUnit::Point, TouchPhase::Move, (6.0, -4.0));
    }
    wheel(&mut window, MouseWheelUnit::Point, TouchPhase::End, (0.0, 0.0));
    let now = editor(&window).camera().clone();
    assert_eq!(now.scale, camera.scale);
    let by = (now.center - camera.center) * camera.scale;
    assert!((by.x + 30.0).abs() < 1.0 && (by.y - 20.0).abs() < 1.0, "as far as the fingers: {by}");
    // Systems that call everything a wheel: less than a notch is no wheel.
    for part in [0.2, 1.0, 0.3] {
        wheel(&mut window, MouseWheelUnit::Line, TouchPhase::Move, (0.0, part));
    }
    window.run_steps(10);
    assert_eq!(editor(&window).camera().scale, camera.scale);
    // A pinch zooms at the pointer.
    window.event(egui::Event::Zoom(1.5));
    window.run_steps(2);
    assert!((editor(&window).camera().scale / camera.scale - 1.5).abs() < 0.01);
    // A wheel is a wheel again after a while.
    window.run_steps(60);
    let scale = editor(&window).camera().scale;
    wheel(&mut window, MouseWheelUnit::Line, TouchPhase::Move, (0.0, 1.0));
    window.run_steps(20);
    assert!(editor(&window).camera().scale > scale, "whole notches zoom");
}

/// A key of the digit row on a French keyboard, without Shift: what the system calls it and what it types.
fn azerty(window: &mut Window, digit: u8) {
    let physical = Key::from_name(&digit.to_string()).unwrap();
    let (key, text) = match digit {
        1 => (physical, "&"),
        2 => (physical, "é"),
        3 => (Key::Quote, "\""),
        4 => (Key::Quote, "'"),
        5 => (physical, "("),
        6 => (Key::Minus, "-"),
        _ => (physical, "à"),
    };
    window.input_mut().events.extend([
        egui::Event::Key {
            key,
            physical_key: Some(physical),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        },
        egui::Event::Text(text.to_owned()),
    ]);
    window.run_steps(3);
}

#[test]
fn a_french_digit_row_rates_and_names() {
    let mut window = telecom();
    window.get_by_label_contains("1. Executive team").click();
    window.run_steps(12);
    let id = *editor(&window).selection().connections.first().unwrap();
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert!(editor(&window).rating_card().unwrap().rows[0].active, "it begins with how much it matters");
    for digit in [5, 4, 3, 2] {
        azerty(&mut window, digit);
    }
    let rated = |window: &Window| {
        let connection = editor(window).document().connection(id).unwrap().clone();
        let levels = Strand::ALL.map(|strand| connection.strands.get(strand).map(|level| level.get()));
        (connection.need.map(|need| need.get()), levels)
    };
    assert_eq!(rated(&window), (Some(5), [Some(4), Some(3), Some(2)]));
    assert!(editor(&window).name_box().is_none(), "what the keys type is no name");
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    azerty(&mut window, 6);
    assert_eq!(rated(&window).1[2], None, "its minus clears, as a minus does");
    // Where nothing is rated, they type.
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::Escape);
    azerty(&mut window, 2);
    assert_eq!(editor(&window).name_box().unwrap().text, "é");
}

#[test]
fn a_french_digit_row_fills_cells() {
    let mut window = telecom();
    press(&mut window, Modifiers::NONE, Key::F4);
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
    }
    let first = editor(&window).document().connections().next().unwrap().0;
    azerty(&mut window, 1);
    let row = |window: &Window| editor(window).document().connection(first).unwrap().need.map(|need| need.get());
    assert!(!shows(&window, "Cell") && row(&window).is_some(), "a level is set at once");
}
