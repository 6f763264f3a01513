//! Keys, buttons and modifiers of the toolkit in the editor's words, and the editor's shortcuts in print.

use crate::editor::{Button, Key, Modifiers};

/// The editor's name for a key; `None` for keys that mean nothing to it.
///
/// Digits count by what they type or by their place in the digit row, so that AZERTY rates without Shift.
pub(super) fn key(logical: egui::Key, physical: Option<egui::Key>, modifiers: egui::Modifiers) -> Option<Key> {
    use egui::Key as K;
    if let Some(digit) = digit(logical) {
        return Some(Key::Digit(digit));
    }
    let plain = !modifiers.any();
    if plain
        && !is_named(logical)
        && let Some(digit) = physical.and_then(digit)
    {
        return Some(Key::Digit(digit));
    }
    Some(match logical {
        K::Enter => Key::Enter,
        K::Escape => Key::Escape,
        K::Tab => Key::Tab,
        K::Space => Key::Space,
        K::Backspace => Key::Backspace,
        K::Delete => Key::Delete,
        K::Home => Key::Home,
        K::End => Key::End,
        K::ArrowUp => Key::Up,
        K::ArrowDown => Key::Down,
        K::ArrowLeft => Key::Left,
        K::ArrowRight => Key::Right,
        K::PageUp => Key::PageUp,
        K::PageDown => Key::PageDown,
        K::Minus => Key::Minus,
        K::Plus | K::Equals => Key::Plus,
        other => {
            let name = other.name();
            let mut letters = name.chars();
            match (letters.next(), letters.as_str()) {
                (Some(letter), "") if letter.is_ascii_uppercase() => Key::Letter(letter),
                (Some('F'), number) => Key::F(number.parse().ok().filter(|n| *n <= 12)?),
                _ => return None,
            }
        }
    })
}

fn digit(key: egui::Key) -> Option<u8> {
    let name = key.name().strip_prefix("Num").unwrap_or_else(|| key.name());
    match name.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Keys with a meaning of their own, wherever they are on the board.
fn is_named(key: egui::Key) -> bool {
    use egui::Key as K;
    matches!(key, K::Minus | K::Plus | K::Enter | K::Space | K::Tab | K::Backspace | K::Escape) || key.name().len() > 7
}

/// The modifiers in the editor's words; Command counts as Ctrl.
pub(super) fn modifiers(modifiers: egui::Modifiers) -> Modifiers {
    Modifiers { ctrl: modifiers.command || modifiers.ctrl, shift: modifiers.shift, alt: modifiers.alt }
}

/// The button in the editor's words.
pub(super) fn button(button: egui::PointerButton) -> Option<Button> {
    match button {
        egui::PointerButton::Primary => Some(Button::Primary),
        egui::PointerButton::Secondary => Some(Button::Secondary),
        egui::PointerButton::Middle => Some(Button::Middle),
        _ => None,
    }
}

/// Lets an input method compose at `at`, where no field of the toolkit does it: what it commits is typed.
pub(super) fn offer_input_method(ui: &egui::Ui, at: egui::Pos2) {
    let cursor = egui::Rect::from_min_size(at, egui::vec2(1.0, 16.0));
    ui.output_mut(|output| {
        output.ime = Some(egui::output::IMEOutput {
            purpose: egui::IMEPurpose::Normal,
            rect: cursor,
            cursor_rect: cursor,
            should_interrupt_composition: false,
        });
    });
}

/// Whether an input method composes after this event, so that keys are its own; `None` if the event does not tell.
pub(super) fn is_composing(event: &egui::Event) -> Option<bool> {
    match event {
        egui::Event::Ime(egui::ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
        egui::Event::Ime(_) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(logical: egui::Key, physical: egui::Key, shift: bool, expected: Option<Key>) {
        let modifiers = egui::Modifiers { shift, ..egui::Modifiers::NONE };
        assert_eq!(key(logical, Some(physical), modifiers), expected);
    }

    #[test]
    fn digits_count_on_every_keyboard() {
        use egui::Key as K;
        check(K::Num4, K::Num4, false, Some(Key::Digit(4)));
        // French: the plain key types a quote, Shift makes the digit.
        check(K::Quote, K::Num4, false, Some(Key::Digit(4)));
        check(K::Num4, K::Num4, true, Some(Key::Digit(4)));
        // English: Shift and 1 is an exclamation mark, not a rating.
        check(K::Exclamationmark, K::Num1, true, None);
        // French: the key of 6 types a minus, which clears a rating.
        check(K::Minus, K::Num6, false, Some(Key::Minus));
    }

    #[test]
    fn letters_and_function_keys_keep_their_names() {
        use egui::Key as K;
        check(K::K, K::K, false, Some(Key::Letter('K')));
        check(K::F11, K::F11, false, Some(Key::F(11)));
        check(K::F, K::F, false, Some(Key::Letter('F')));
        check(K::F20, K::F20, false, None);
    }
}
