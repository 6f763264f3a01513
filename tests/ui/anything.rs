//! Hands that press anything anywhere in the window, and everything that can be opened: nothing breaks, all of it has
//! names, Esc leads back to the map, and undo to the start.

use super::*;
use threestrand::editor::{Command, Menu};
use threestrand::geom::SplitMix64;

/// Seeds that found a fault stay here.
const SEEDS: [u64; 3] = [1, 2, 26];
/// What one run presses.
const STEPS: usize = 250;

const KEYS: [Key; 32] = [
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Backspace,
    Key::Delete,
    Key::Home,
    Key::End,
    Key::PageDown,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::F1,
    Key::F2,
    Key::F4,
    Key::F5,
    Key::F6,
    Key::F7,
    Key::F8,
    Key::F9,
    Key::A,
    Key::D,
    Key::F,
    Key::G,
    Key::H,
    Key::I,
    Key::K,
    Key::L,
    Key::M,
    Key::P,
    Key::T,
    Key::Z,
];
const TEXTS: [&str; 10] = ["a", "3", "5", "Customers", "Press; media", "-", "r", "b", "Élan Ωμέγα", "x\ty\nz"];

fn pointer(window: &mut Window, pos: egui::Pos2, modifiers: Modifiers, pressed: bool) {
    let button = egui::PointerButton::Primary;
    window.input_mut().events.push(egui::Event::PointerButton { pos, button, pressed, modifiers });
    window.run_steps(1);
}

/// One thing that a hand may do.
fn any_step(window: &mut Window, random: &mut SplitMix64) {
    let place = |random: &mut SplitMix64| {
        egui::pos2(1440.0 * random.next_f64() as f32, 60.0 + 840.0 * random.next_f64() as f32)
    };
    let modifiers = match random.below(8) {
        0 | 1 => Modifiers::COMMAND,
        2 => Modifiers::SHIFT,
        3 => Modifiers::ALT,
        4 => Modifiers::COMMAND | Modifiers::SHIFT,
        _ => Modifiers::NONE,
    };
    match random.below(10) {
        0..=3 => {
            // Nothing leaves the program, opens a file dialog or asks the clipboard.
            window.key_press_modifiers(modifiers, KEYS[random.below(KEYS.len())]);
        }
        4 | 5 => window.event(egui::Event::Text(TEXTS[random.below(TEXTS.len())].to_owned())),
        6 => {
            let digit = random.below(10);
            let key = Key::from_name(&digit.to_string()).unwrap();
            window.key_press_modifiers(Modifiers::NONE, key);
            window.event(egui::Event::Text(digit.to_string()));
        }
        _ => {
            // On somebody, on a control, or anywhere.
            let there: Vec<_> =
                window.root().children_recursive().filter_map(|node| node.accesskit_node().raw_bounds()).collect();
            let from = match there.get(random.below(2 * there.len().max(1))) {
                Some(area) => egui::pos2(((area.x0 + area.x1) / 2.0) as f32, ((area.y0 + area.y1) / 2.0) as f32),
                None => place(random),
            };
            let to = if random.below(3) == 0 { place(random) } else { from };
            if from.y < 50.0 {
                return;
            }
            window.input_mut().events.push(egui::Event::PointerMoved(from));
            pointer(window, from, modifiers, true);
            window.input_mut().events.push(egui::Event::PointerMoved(to));
            pointer(window, to, modifiers, false);
        }
    }
    window.run_steps(2);
}

#[test]
fn whatever_is_pressed_can_be_taken_back() {
    for seed in SEEDS {
        let mut random = SplitMix64::new(seed);
        let mut window = new_map();
        for name in ["Bakery", "Mia", "Dairy"] {
            type_on(&mut window, name);
            press(&mut window, Modifiers::NONE, Key::Enter);
        }
        for _ in 0..STEPS {
            any_step(&mut window, &mut random);
            window.check_accessibility();
            assert_eq!(editor(&window).document().check(), Vec::<String>::new(), "seed {seed}");
        }
        back_to_the_map(&mut window, &format!("seed {seed}"));
        while editor(&window).undo_name().is_some() {
            let before = editor(&window).steps().1;
            press(&mut window, Modifiers::COMMAND, Key::Z);
            assert!(editor(&window).steps().1 < before, "seed {seed}: undo works on the map");
        }
        assert!(editor(&window).document().is_empty(), "seed {seed}");
    }
}

/// Presses Esc until nothing is open: one level out each time, and never far.
#[track_caller]
fn back_to_the_map(window: &mut Window, after: &str) {
    let is_out = |window: &Window| {
        let editor = editor(window);
        let idle = editor.selection().is_empty() && editor.name_box().is_none() && editor.tool() == "idle";
        idle && editor.census().is_none() && editor.vote().is_none() && !editor.room_view().on
    };
    for press_number in 0..16 {
        if press_number > 3 && is_out(window) {
            return;
        }
        press(window, Modifiers::NONE, Key::Escape);
    }
    let editor = editor(window);
    let state = (editor.selection(), editor.name_box(), editor.tool(), editor.room_view(), editor.steps().1);
    panic!(
        "{after}: Esc does not lead out of {state:?}, census {}, vote {}",
        editor.census().is_some(),
        editor.vote().is_some()
    );
}

/// A map of four, linked.
fn small() -> Window {
    let mut window = new_map();
    for name in ["Bakery", "Mia", "Dairy", "Regulars"] {
        type_on(&mut window, name);
        press(&mut window, Modifiers::NONE, Key::Enter);
        press(&mut window, Modifiers::NONE, Key::Tab);
    }
    press(&mut window, Modifiers::NONE, Key::Escape);
    window
}

#[test]
fn everything_that_opens_has_names_and_closes_by_esc() {
    let leaves = [Command::Quit, Command::New, Command::Open, Command::Save, Command::SaveAs, Command::FullScreen];
    for menu in Menu::ALL {
        let mut window = small();
        for command in menu.commands().filter(|command| !leaves.contains(command)) {
            press(&mut window, Modifiers::COMMAND, Key::A);
            press(&mut window, Modifiers::COMMAND, Key::K);
            window.get_by_label("Command or name").type_text(command.label());
            window.run_steps(3);
            press(&mut window, Modifiers::NONE, Key::Enter);
            window.run_steps(2);
            window.check_accessibility();
            if editor(&window).name_box().is_some() {
                press(&mut window, Modifiers::NONE, Key::Escape);
            }
            back_to_the_map(&mut window, command.label());
            press(&mut window, Modifiers::COMMAND, Key::K);
            assert!(shows(&window, "Command or name"), "after {command:?} the keyboard is the map's again");
            press(&mut window, Modifiers::NONE, Key::Escape);
        }
    }
}

#[test]
fn every_side_of_the_panel_has_names() {
    let mut window = telecom();
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.get_by_label("Find somebody").type_text("billing");
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    for tab in ["Plan", "Details", "Insight"] {
        window.get_by_label(tab).click();
        window.run_steps(4);
        window.check_accessibility();
    }
    window.get_by_label("Menu").click();
    window.run_steps(4);
    window.check_accessibility();
    for command in Command::ALL.into_iter().filter(|command| !command.is_rarely_needed()) {
        assert!(shows(&window, command.label()), "{command:?} is in the menu");
    }
}
