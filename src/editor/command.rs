//! Everything a person can ask for by name: one closed list for menus, palette, keys, help and README.
//!
//! It says what there is and when it makes sense; what happens is in `run.rs`.

use std::fmt;

use super::Editor;
use super::clear::LegendUse;
use super::event::{Key, Modifiers};
use super::session::Wheel;
use crate::analysis::{COMPANY, OTHER};
use crate::model::{Arrangement, Document, Strand};
use crate::scene::{Lens, Values};

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortcut {
    /// The key.
    pub key: Key,
    /// What is held beside it.
    pub modifiers: Modifiers,
}

/// The menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are what is printed")]
pub enum Menu {
    File,
    Edit,
    Map,
    Room,
    View,
    Help,
}

/// Something a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each has a label and a help sentence")]
pub enum Command {
    New,
    Open,
    Home,
    Save,
    SaveAs,
    Versions,
    Export,
    Undo,
    Redo,
    History,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    SelectAll,
    TakeOn,
    WhatIf,
    NextSide,
    Rename,
    Connect,
    Merge,
    Group,
    NewKind,
    Value,
    Note,
    ParkRemark,
    DiscussLater,
    Pin,
    LineUpRow,
    LineUpColumn,
    SpaceAcross,
    SpaceDown,
    Tidy,
    Rings,
    PauseLayout,
    Dots,
    Census,
    Vote,
    ConnectionTable,
    NameTable,
    Park,
    FitAll,
    FitSelection,
    Neighbors,
    ZoomIn,
    ZoomOut,
    ActualSize,
    LensStrength,
    LensWeak,
    LensMatters,
    LensExchange,
    LensTrust,
    LensValues,
    LensSilos,
    LensOwners,
    LensTrend,
    LensCompany,
    LensOther,
    LensGap,
    NextWeak,
    PreviousWeak,
    NextUnrated,
    ThemeLight,
    ThemeDark,
    ThemeProjector,
    ValuesShapes,
    ValuesChips,
    ValuesHidden,
    ToggleInsight,
    Legend,
    WholeLegend,
    RoomView,
    Blank,
    Reveal,
    WheelAuto,
    WheelZoom,
    WheelPan,
    ReduceMotion,
    More,
    Palette,
    Find,
    Help,
    NextPane,
    FullScreen,
    Quit,
}

impl Command {
    /// All of them, menu by menu: the order of the palette.
    pub const ALL: [Self; Self::Quit as usize + 1] = {
        let (mut all, mut count, mut menu) = ([Self::Quit; Self::Quit as usize + 1], 0, 0);
        while menu < Menu::ALL.len() {
            let (commands, mut i) = (Menu::ALL[menu].listed(), 0);
            while i < commands.len() {
                all[count] = commands[i];
                (count, i) = (count + 1, i + 1);
            }
            menu += 1;
        }
        assert!(count == all.len(), "a command stands in no menu");
        all
    };

    /// The lens that it switches on; `None` if it is about something else, or the map has no such side.
    #[must_use]
    pub fn lens(self, document: &Document) -> Option<Lens> {
        match self {
            Self::LensStrength => Some(Lens::Strength),
            Self::LensWeak => Some(Lens::Weak),
            Self::LensMatters => Some(Lens::Matters),
            Self::LensExchange => Some(Lens::Strand(Strand::Exchange)),
            Self::LensTrust => Some(Lens::Strand(Strand::Relationship)),
            Self::LensValues => Some(Lens::Strand(Strand::Values)),
            Self::LensSilos => Some(Lens::Silos),
            Self::LensOwners => Some(Lens::Owners),
            Self::LensTrend => Some(Lens::Trend),
            Self::LensCompany => Lens::side(document, COMPANY),
            Self::LensOther => Lens::side(document, OTHER),
            Self::LensGap => Some(Lens::Gap),
            _ => None,
        }
    }

    /// The menu it stands in.
    #[must_use]
    pub fn menu(self) -> Menu {
        Menu::ALL.into_iter().find(|menu| menu.listed().contains(&self)).unwrap_or(Menu::View)
    }

    /// Most rooms never need it: menus show it only while "More" is on.
    #[must_use]
    pub const fn is_rarely_needed(self) -> bool {
        matches!(
            self,
            Self::NewKind | Self::NextSide | Self::LensTrend | Self::LensCompany | Self::LensOther | Self::LensGap
        )
    }

    /// Something else than the map has the keyboard then: what stands in an open box is kept, as by a click elsewhere.
    pub(super) const fn takes_the_keyboard(self) -> bool {
        matches!(
            self,
            Self::ConnectionTable
                | Self::NameTable
                | Self::History
                | Self::Versions
                | Self::Export
                | Self::Palette
                | Self::Find
                | Self::Help
                | Self::NewKind
                | Self::NextPane
                | Self::Dots
                | Self::Census
                | Self::Vote
                | Self::RoomView
        )
    }

    /// The keys that ask for it, the usual one first. A key without Ctrl means the canvas has the focus.
    #[must_use]
    pub fn shortcuts(self) -> &'static [Shortcut] {
        use Key::{Backspace, Delete, Digit, Enter, F, Home, Left, Letter, Minus, Plus, Right, Space, Tab};
        match self {
            Self::New => const { &[ctrl(Letter('N'))] },
            Self::Open => const { &[ctrl(Letter('O'))] },
            Self::Home => const { &[ctrl(Letter('W'))] },
            Self::Save => const { &[ctrl(Letter('S'))] },
            Self::SaveAs => const { &[ctrl_shift(Letter('S'))] },
            Self::Export => const { &[ctrl(Letter('E'))] },
            Self::Undo => const { &[ctrl(Letter('Z'))] },
            Self::Redo => const { &[ctrl_shift(Letter('Z')), ctrl(Letter('Y'))] },
            Self::History => const { &[ctrl(Letter('H'))] },
            Self::Cut => const { &[ctrl(Letter('X'))] },
            Self::Copy => const { &[ctrl(Letter('C'))] },
            Self::Paste => const { &[ctrl(Letter('V'))] },
            Self::Duplicate => const { &[ctrl(Letter('D'))] },
            Self::Delete => const { &[plain(Delete), plain(Backspace)] },
            Self::SelectAll => const { &[ctrl(Letter('A'))] },
            Self::Rename => const { &[plain(F(2))] },
            Self::Connect => const { &[plain(Tab)] },
            Self::Group => const { &[ctrl(Letter('G'))] },
            Self::Value => const { &[ctrl(Letter('U'))] },
            Self::Note => const { &[ctrl(Letter('M'))] },
            Self::ParkRemark => const { &[ctrl_shift(Letter('M'))] },
            Self::Park => const { &[ctrl(Letter('P'))] },
            Self::DiscussLater => const { &[ctrl(Letter('J'))] },
            Self::Pin => const { &[ctrl(Letter('L'))] },
            Self::Tidy => const { &[ctrl(Letter('T'))] },
            Self::Rings => const { &[ctrl_shift(Letter('T'))] },
            Self::PauseLayout => const { &[ctrl(Space)] },
            Self::Dots => const { &[plain(F(7))] },
            Self::Census => const { &[shift(F(7))] },
            Self::Vote => const { &[ctrl_shift(Letter('V'))] },
            Self::ConnectionTable => const { &[plain(F(4))] },
            Self::NameTable => const { &[shift(F(4))] },
            Self::TakeOn => const { &[ctrl(Enter)] },
            Self::WhatIf => const { &[ctrl_shift(Letter('L'))] },
            Self::NextSide => const { &[plain(F(9))] },
            Self::FitAll => const { &[plain(Home)] },
            Self::FitSelection => const { &[shift(Home)] },
            Self::Neighbors => const { &[ctrl(Letter('R'))] },
            Self::ZoomIn => const { &[ctrl(Plus)] },
            Self::ZoomOut => const { &[ctrl(Minus)] },
            Self::ActualSize => const { &[ctrl(Digit(0))] },
            Self::LensWeak => const { &[plain(F(8))] },
            Self::NextWeak => const { &[plain(Right)] },
            Self::NextUnrated => const { &[plain(F(3))] },
            Self::PreviousWeak => const { &[plain(Left)] },
            Self::ToggleInsight => const { &[ctrl(Letter('I'))] },
            Self::Legend => const { &[shift(F(1))] },
            Self::WholeLegend => const { &[ctrl(F(1))] },
            Self::RoomView => const { &[plain(F(5))] },
            Self::Blank => const { &[plain(Letter('B'))] },
            Self::Reveal => const { &[plain(Letter('R'))] },
            Self::Palette => const { &[ctrl(Letter('K'))] },
            Self::Find => const { &[ctrl(Letter('F'))] },
            Self::Help => const { &[plain(F(1))] },
            Self::NextPane => const { &[plain(F(6))] },
            Self::FullScreen => const { &[plain(F(11))] },
            Self::Quit => const { &[ctrl(Letter('Q'))] },
            _ => &[],
        }
    }

    /// The command that this key asks for, whether or not it makes sense now.
    #[must_use]
    pub fn for_key(key: Key, modifiers: Modifiers) -> Option<Self> {
        let asks = |modifiers| {
            let pressed = Shortcut { key, modifiers };
            Self::ALL.into_iter().find(|command| command.shortcuts().contains(&pressed))
        };
        // Many keyboards have these only with Shift.
        let is_sign = matches!(key, Key::Plus | Key::Minus);
        asks(modifiers).or_else(|| asks(Modifiers { shift: false, ..modifiers }).filter(|_| is_sign))
    }

    /// Whether it would do something now.
    #[must_use]
    pub fn is_enabled(self, editor: &Editor) -> bool {
        let selection = editor.selection();
        match self {
            // Their names tell ratings, which a vote must not.
            Self::Undo | Self::Redo | Self::History if editor.is_voting() => false,
            Self::Undo => editor.undo_name().is_some(),
            Self::Redo => editor.redo_name().is_some(),
            Self::Cut | Self::Copy | Self::Duplicate => {
                selection.nodes().next().is_some() || !selection.notes.is_empty()
            }
            // Its key reveals a vote meanwhile.
            Self::TakeOn => !selection.connections.is_empty() && !editor.is_voting(),
            Self::WhatIf => {
                let chosen = !selection.actors.is_empty() || !selection.connections.is_empty();
                chosen || !editor.put_away().is_empty()
            }
            Self::NextSide => editor.document().connections().len() > 0,
            Self::Delete | Self::FitSelection => !selection.is_empty(),
            Self::Rename => {
                let one = selection.nodes().count() + selection.notes.len() == 1;
                one || !editor.rateable().is_empty() || !editor.hot().is_empty()
            }
            Self::Connect => !selection.actors.is_empty() || selection.values.len() == 1,
            Self::Group => !selection.actors.is_empty(),
            Self::Neighbors => editor.only_node().is_some(),
            Self::Merge => selection.actors.len() > 1,
            Self::Pin => selection.nodes().next().is_some(),
            Self::SelectAll | Self::FitAll | Self::Find | Self::Export => !editor.document().is_empty(),
            Self::History => editor.undo_name().is_some() || editor.redo_name().is_some(),
            Self::LineUpRow | Self::LineUpColumn => selection.nodes().nth(1).is_some(),
            Self::SpaceAcross | Self::SpaceDown => selection.nodes().nth(2).is_some(),
            Self::DiscussLater | Self::Vote => !editor.rateable().is_empty(),
            Self::Dots | Self::Census => editor.document().connections().len() > 0,
            Self::Tidy => !editor.document().is_empty() && !editor.is_tidying(),
            Self::Rings => !editor.document().is_empty(),
            Self::NextWeak | Self::PreviousWeak => !editor.analysis().weak.is_empty(),
            Self::NextUnrated => !editor.analysis().unrated.is_empty(),
            Self::Blank | Self::Reveal => editor.room_view().on,
            Self::LensCompany | Self::LensOther => self.lens(editor.document()).is_some(),
            Self::LensSilos => editor.document().actors().any(|(_, actor)| !actor.group.is_empty()),
            _ => true,
        }
    }

    /// Whether its menu entry bears a check mark now; `None` for a command that is no switch.
    #[must_use]
    pub fn is_checked(self, editor: &Editor) -> Option<bool> {
        use crate::scene::Theme;
        match self {
            Self::Rings => Some(editor.arrangement() == Arrangement::Rings),
            Self::PauseLayout => Some(editor.is_paused()),
            Self::WhatIf => Some(!editor.put_away().is_empty()),
            Self::ThemeLight => Some(editor.theme() == Theme::Light),
            Self::ThemeDark => Some(editor.theme() == Theme::Dark),
            Self::ThemeProjector => Some(editor.theme() == Theme::Projector),
            Self::ValuesShapes => Some(editor.values() == Values::Shapes),
            Self::ValuesChips => Some(editor.values() == Values::Chips),
            Self::ValuesHidden => Some(editor.values() == Values::Hidden),
            Self::ToggleInsight => Some(editor.shows_insight()),
            Self::Legend => Some(editor.legend_use() != LegendUse::Hidden),
            Self::WholeLegend => Some(editor.legend_use() == LegendUse::Whole),
            Self::Neighbors => Some(editor.shows_neighbors()),
            Self::RoomView => Some(editor.room_view().on),
            Self::DiscussLater if !editor.rateable().is_empty() => Some(editor.is_for_later()),
            Self::Park => Some(editor.shows_park()),
            Self::Dots => Some(editor.dots().is_some()),
            Self::Census => Some(editor.census().is_some()),
            Self::WheelAuto => Some(editor.wheel_use() == Wheel::Auto),
            Self::WheelZoom => Some(editor.wheel_use() == Wheel::Zoom),
            Self::WheelPan => Some(editor.wheel_use() == Wheel::Pan),
            Self::ReduceMotion => Some(editor.reduces_motion()),
            Self::More => Some(editor.shows_more()),
            Self::Blank => Some(editor.room_view().blank),
            Self::Reveal => Some(editor.room_view().revealed),
            _ => self.lens(editor.document()).map(|lens| editor.lens() == lens),
        }
    }
}

/// As printed on the keys: `Ctrl+Shift+Z`.
impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Modifiers { ctrl, shift, alt } = self.modifiers;
        for (held, name) in [(ctrl, "Ctrl+"), (alt, "Alt+"), (shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Digit(digit) => write!(f, "{digit}"),
            Key::Letter(letter) => write!(f, "{letter}"),
            Key::F(number) => write!(f, "F{number}"),
            Key::Minus => f.write_str("-"),
            Key::Plus => f.write_str("+"),
            Key::Escape => f.write_str("Esc"),
            Key::PageUp => f.write_str("Page Up"),
            Key::PageDown => f.write_str("Page Down"),
            key => write!(f, "{key:?}"),
        }
    }
}

const fn plain(key: Key) -> Shortcut {
    Shortcut { key, modifiers: Modifiers { ctrl: false, shift: false, alt: false } }
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut { key, modifiers: Modifiers { ctrl: true, shift: false, alt: false } }
}

const fn shift(key: Key) -> Shortcut {
    Shortcut { key, modifiers: Modifiers { ctrl: false, shift: true, alt: false } }
}

const fn ctrl_shift(key: Key) -> Shortcut {
    Shortcut { key, modifiers: Modifiers { ctrl: true, shift: true, alt: false } }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen = BTreeMap::new();
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                if let Some(other) = seen.insert(*shortcut, command) {
                    panic!("{shortcut} asks for both {other:?} and {command:?}");
                }
            }
        }
    }

    #[test]
    fn every_command_has_words_and_a_place() {
        let mut listed: Vec<_> = Command::ALL.to_vec();
        listed.sort();
        listed.dedup();
        assert_eq!(listed.len(), Command::ALL.len(), "a command is listed twice");
        for command in Command::ALL {
            assert!(!command.label().is_empty() && command.help().len() > command.label().len() / 2, "{command:?}");
            assert!(!command.help().ends_with('.'), "one sentence has no full stop: {command:?}");
            assert!(command.menu().commands().any(|other| other == command));
        }
    }

    #[test]
    fn bare_letters_are_commands_only_before_the_room() {
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                let bare = matches!(shortcut.key, Key::Letter(_) | Key::Digit(_))
                    && !shortcut.modifiers.ctrl
                    && !shortcut.modifiers.alt;
                assert!(!bare || matches!(command, Command::Blank | Command::Reveal), "{command:?}");
            }
        }
    }

    #[test]
    fn plus_and_minus_zoom_with_shift_and_without() {
        let ctrl = Modifiers { ctrl: true, ..Modifiers::default() };
        for held in [ctrl, Modifiers { shift: true, ..ctrl }] {
            assert_eq!(Command::for_key(Key::Plus, held), Some(Command::ZoomIn));
            assert_eq!(Command::for_key(Key::Minus, held), Some(Command::ZoomOut));
        }
        let shift = Modifiers { ctrl: false, shift: true, alt: false };
        assert_eq!(Command::for_key(Key::Plus, shift), None, "a sign that is typed");
        assert_eq!(Command::for_key(Key::Letter('N'), Modifiers { shift: true, ..ctrl }), None);
    }

    #[test]
    fn shortcuts_read_as_printed_on_keys() {
        assert_eq!(Command::Redo.shortcuts()[0].to_string(), "Ctrl+Shift+Z");
        assert_eq!(Command::FitSelection.shortcuts()[0].to_string(), "Shift+Home");
        assert_eq!(Command::LensWeak.shortcuts()[0].to_string(), "F8");
    }
}
