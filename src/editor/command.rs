//! Everything a person can ask for by name: one closed list for menus, palette, keys, help and README.

use super::event::{Key, Modifiers};

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortcut {
    /// The key.
    pub key: Key,
    /// What is held beside it.
    pub modifiers: Modifiers,
}

/// Something a person can ask for. In palette order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each has a label and a help sentence")]
pub enum Command {
    New,
    Open,
    Save,
    SaveAs,
    Export,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    SelectAll,
    Rename,
    Connect,
    Pin,
    Tidy,
    PauseLayout,
    FitAll,
    FitSelection,
    ZoomIn,
    ZoomOut,
    ActualSize,
    LensStrength,
    LensWeak,
    NextWeak,
    PreviousWeak,
    ThemeLight,
    ThemeDark,
    ThemeProjector,
    ToggleInsight,
    RoomView,
    Blank,
    Reveal,
    Palette,
    Find,
    Help,
    NextPane,
    FullScreen,
    Quit,
}
