//! What goes into the editor and what it asks for: device events in canvas points, requests as data.

use crate::geom::{Point, Vec2};

/// The keys that mean something to the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are what is printed on the keys")]
pub enum Key {
    Enter,
    Escape,
    Tab,
    Space,
    Backspace,
    Delete,
    Home,
    End,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Minus,
    Plus,
    /// A digit, 0 to 9, from the digit row or the number pad.
    Digit(u8),
    /// A letter, upper case; only with Ctrl or Alt.
    Letter(char),
    /// F1 to F12.
    F(u8),
}

/// The keys held beside another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Modifiers {
    /// Ctrl (Command on a Mac).
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

/// A button of the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// Left.
    Primary,
    /// Right.
    Secondary,
    /// Middle.
    Middle,
}

/// Something that happened. Positions are screen points from the canvas's upper left corner.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "fields say what they are")]
pub enum Event {
    /// The canvas has this size, with the window or at first: what was in its middle stays there.
    Resized(Vec2),
    /// The canvas has this size, and its corner has moved by so much: something beside it came, went or grew. What is
    /// looked at stays where it is.
    Squeezed { size: Vec2, by: Vec2 },
    /// The pointer moved (or modifiers changed while it stood).
    Moved { at: Point, modifiers: Modifiers },
    /// The pointer left the canvas.
    Left,
    /// The space bar went down or came up: while it is held, dragging moves the view.
    Hand(bool),
    /// A button went down; `clicks` is 1, 2 or 3.
    Pressed { button: Button, at: Point, clicks: u8, modifiers: Modifiers },
    /// A button went up.
    Released { button: Button, at: Point, modifiers: Modifiers },
    /// Wheel or two fingers; `lines` tells a notched wheel from a trackpad.
    Wheel { delta: Vec2, at: Point, lines: bool, modifiers: Modifiers },
    /// Two fingers on a screen moved by so many points: the map goes with them.
    Panned(Vec2),
    /// A pinch, or Ctrl and the wheel: above 1 comes nearer.
    Zoomed { factor: f64, at: Point },
    /// A key went down while the canvas had the focus; where the key also types, its `Text` follows.
    Key { key: Key, modifiers: Modifiers },
    /// Ctrl, Shift or Alt went down or came up, wherever the pointer is.
    Held(Modifiers),
    /// Text was typed on the canvas (after input methods; never with Ctrl).
    Text(String),
    /// The text in the open name box is now this.
    BoxText(String),
    /// The open name box was committed (Enter), with this entry of the suggestions if one was chosen; else the one it
    /// offers to take, if any.
    BoxCommit(Option<usize>),
    /// The open name box was committed as it stands (Ctrl+Enter, or left): somebody new, even if the name begins like
    /// one on the map.
    BoxNew,
    /// The open name box was committed by Tab: commit, then make a linked actor.
    BoxTab,
    /// What stands in the open name box is a remark for the park (Shift+Enter).
    BoxPark,
    /// The open name box was left (Esc).
    BoxCancel,
    /// The canvas lost the focus or the window did: gestures roll back.
    FocusLost,
    /// Time went by: layout, camera and fades move on.
    Frame { dt_secs: f64 },
}

/// Something the editor wants from the world around it.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Draw again; something moves or has changed.
    Repaint,
    /// The document changed: analyse it (the answer comes back by `Editor::set_analysis`).
    Analyze,
    /// Something else is thought away: find out what it costs (the answer comes back by `Editor::set_loss`).
    Lose,
    /// Carry out `Editor::layout_order` on another thread (the answer comes back by `Editor::set_layout`).
    Layout,
    /// Put `Editor::copied` on the clipboard.
    Copy,
    /// Ask for the clipboard.
    Paste,
    /// Ask for a file to open.
    Open,
    /// Start a new map (asks first if this one is unsaved).
    New,
    /// Back to the start screen (asks first if the map is unsaved).
    Home,
    /// Save to the known file, or ask for one.
    Save,
    /// Ask for a file and save there.
    SaveAs,
    /// Show the earlier versions of this map.
    Versions,
    /// Ask for a file and write a picture.
    Export,
    /// Show the command palette.
    Palette,
    /// Show the find box.
    Find,
    /// Show the card of keys.
    Help,
    /// Show the card for a kind of the room's own.
    NewKind,
    /// Show the list of all steps, or put it away.
    History,
    /// Show a table, or put it away.
    Table(super::table::Table),
    /// Esc found nothing to leave on the map: put away what is open beside it.
    Outward,
    /// Go to the next pane.
    NextPane,
    /// Full screen on or off.
    FullScreen,
    /// Close the window (asks first if the map is unsaved).
    Quit,
    /// Open the context menu of what is selected, at this screen point.
    Menu(Point),
    /// The first lesson is over: offer to start an own map with this name.
    OwnMap(String),
    /// Tell the room something for a few seconds.
    Say(String),
    /// Tell what was deleted and what went with it, with a way to take that back.
    Deleted(String),
    /// What was just put on the plan, said so: what is missing there is one click away.
    TakenOn(String),
}
