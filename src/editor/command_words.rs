//! What each command is called and does, in the words of menus, palette, help and README, and where it stands.

use super::Editor;
use super::command::{Command, Menu};

impl Command {
    /// What it is called in menus and in the palette.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.words().0
    }

    /// What it does, in one sentence.
    #[must_use]
    pub const fn help(self) -> &'static str {
        self.words().1
    }

    /// Other words under which people look for it, as other programs call it; lower case, by no means all.
    #[must_use]
    pub const fn also(self) -> &'static str {
        match self {
            Self::Open => "import load file examples recent",
            Self::Home => "home close map examples recent welcome back",
            Self::Save | Self::SaveAs => "store file copy",
            Self::Versions => "backup history restore recover",
            Self::Export => "picture image png svg pdf slide board portrait poster print deck csv action list",
            Self::History => "undo list",
            Self::Delete => "remove erase",
            Self::Connect => "link line cord relation edge add",
            Self::Merge => "join combine duplicates same unify one",
            Self::Group => "silo department folder cluster",
            Self::NewKind => "new custom type category colour color icon add",
            Self::Value => "add leaf belief principle purpose social",
            Self::Note => "comment sticky text annotation",
            Self::ParkRemark | Self::Park => "parking lot notes",
            Self::Pin => "lock fix hold freeze",
            Self::LineUpRow | Self::LineUpColumn => "align",
            Self::SpaceAcross | Self::SpaceDown => "distribute align",
            Self::Tidy => "layout arrange clean rearrange",
            Self::Rings => "layout circles radial free",
            Self::PauseLayout => "freeze stop animation physics",
            Self::TakeOn => "plan action task to do next step",
            Self::WhatIf => "remove simulate scenario shock risk",
            Self::NextSide => "perspective two sides customer",
            Self::Dots => "vote priority rank importance",
            Self::Census => "rate walk survey questions",
            Self::Vote => "poll ballot anonymous",
            Self::ConnectionTable | Self::NameTable => "spreadsheet list grid rows data",
            Self::FitAll | Self::FitSelection => "zoom fit centre center",
            Self::Neighbors => "focus near neighbours neighborhood hops isolate fade walk",
            Self::ActualSize => "zoom 100",
            Self::LensStrength
            | Self::LensWeak
            | Self::LensMatters
            | Self::LensExchange
            | Self::LensTrust
            | Self::LensValues
            | Self::LensSilos
            | Self::LensOwners
            | Self::LensTrend
            | Self::LensCompany
            | Self::LensOther
            | Self::LensGap => "lens view colour color filter",
            Self::NextWeak | Self::PreviousWeak => "reading tour walk",
            Self::NextUnrated => "not rated yet missing ratings open walk",
            Self::ThemeLight | Self::ThemeDark | Self::ThemeProjector => "appearance mode colours colors beamer night",
            Self::ValuesShapes | Self::ValuesChips | Self::ValuesHidden => "shared values show hide settings",
            Self::Legend | Self::WholeLegend => "key signs symbols meaning explain unfold",
            Self::ToggleInsight => "dials panel sidebar score numbers hide",
            Self::RoomView => "present presentation slideshow beamer projector",
            Self::Blank => "black",
            Self::WheelAuto | Self::WheelZoom | Self::WheelPan => "mouse trackpad scroll settings preferences",
            Self::ReduceMotion => "animation settings preferences accessibility",
            Self::More => "advanced expert settings preferences",
            Self::Find => "search",
            Self::Help => "help shortcuts keyboard card",
            Self::Quit => "exit close",
            _ => "",
        }
    }

    /// Why it cannot be done now, for whoever pressed its key; `None` where it can, or where that goes without saying.
    #[must_use]
    pub fn why_not(self, editor: &Editor) -> Option<&'static str> {
        if self.is_enabled(editor) {
            return None;
        }
        Some(match self {
            Self::Undo | Self::Redo | Self::History | Self::TakeOn if editor.is_voting() => {
                "Not while the room votes: Esc leaves the vote"
            }
            Self::Undo => "There is nothing to take back",
            Self::Redo => "There is nothing to do again",
            Self::History => "Nothing has been done yet",
            Self::TakeOn | Self::DiscussLater | Self::Vote => "Select a connection first",
            Self::WhatIf => "Select somebody or a connection first",
            Self::Neighbors => "Select one name first",
            Self::Cut | Self::Copy | Self::Duplicate | Self::Connect | Self::Group | Self::Pin => {
                "Select somebody first"
            }
            Self::Delete | Self::FitSelection => "Select something first",
            Self::Rename => "Select one name or a connection first",
            Self::Merge | Self::LineUpRow | Self::LineUpColumn => "Select two or more first",
            Self::SpaceAcross | Self::SpaceDown => "Select three or more first",
            Self::NextSide | Self::Dots | Self::Census => "There are no connections yet",
            Self::NextUnrated if editor.document().connections().next().is_none() => "There are no connections yet",
            Self::Blank | Self::Reveal => "This is for the room: F5 first",
            Self::Find | Self::Export | Self::Rings => "Nobody is on the map yet",
            Self::NextWeak | Self::PreviousWeak => "No connection is weak yet",
            Self::NextUnrated => "Every connection is rated",
            Self::LensSilos => "There are no groups yet: select somebody, then Ctrl+G",
            _ => return None,
        })
    }

    /// What it is called for what is selected: a connection has no name to change.
    #[must_use]
    pub fn label_here(self, editor: &Editor) -> &'static str {
        match self {
            Self::Rename if !editor.rateable().is_empty() => "Rate",
            _ => self.label(),
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::New => ("New map", "Start an empty map"),
            Self::Open => ("Open…", "Open a map or import a file"),
            Self::Home => ("Start screen", "Close the map and go to examples and recent maps"),
            Self::Save => ("Save", "Save the map to its file"),
            Self::SaveAs => ("Save as…", "Save the map to another file"),
            Self::Versions => ("Earlier versions…", "Look at what the map was before, and bring it back"),
            Self::Export => ("Export…", "Write a picture or a list of what to do next"),
            Self::Undo => ("Undo", "Take back the last change"),
            Self::Redo => ("Redo", "Do again what was taken back"),
            Self::History => ("History…", "List every step, and go back to any of them"),
            Self::Cut => ("Cut", "Copy what is selected, then delete it"),
            Self::Copy => ("Copy", "Copy what is selected, with the connections among it"),
            Self::Paste => ("Paste", "Insert what was copied; a list or a table becomes actors"),
            Self::Duplicate => ("Duplicate", "Make a second one of what is selected"),
            Self::Delete => ("Delete", "Delete what is selected; connections of an actor go with it"),
            Self::SelectAll => ("Select all", "Select everybody on the map"),
            Self::Rename => ("Rename", "Change the name; on a connection, open its rating card"),
            Self::Connect => ("Connect", "Make a linked actor; with several selected, connect them"),
            Self::Merge => ("Merge", "Make one of the selected actors, with all their connections"),
            Self::Group => ("Group…", "Put who is selected in a group, or take them out of it"),
            Self::NewKind => ("A kind of your own…", "Make a kind with a name, a shape, an icon and a tint"),
            Self::Value => {
                ("Shared value…", "Name something that the selected ones stand for, or that is still to be held")
            }
            Self::Note => ("Note…", "Pin a note to the canvas, or to the selected connection"),
            Self::ParkRemark => ("Park a remark…", "Keep a stray remark that is nobody on the map"),
            Self::DiscussLater => ("Discuss later", "Mark the connection as one to come back to, or as settled"),
            Self::Pin => ("Pin or unpin", "Hold what is selected where it stands, or let it move again"),
            Self::LineUpRow => ("Line up in a row", "Put what is selected side by side at one height"),
            Self::LineUpColumn => ("Line up in a column", "Put what is selected one below the other"),
            Self::SpaceAcross => {
                ("Space evenly across", "Make the gaps between the selected ones equal, left to right")
            }
            Self::SpaceDown => ("Space evenly down", "Make the gaps between the selected ones equal, top to bottom"),
            Self::Tidy => ("Tidy", "Arrange the map anew; what is pinned stays"),
            Self::Rings => ("Rings", "Arrange the map in rings, the shared values in the middle, or freely again"),
            Self::PauseLayout => ("Pause the layout", "Let nothing move by itself, or let it move again"),
            Self::TakeOn => ("Take on", "Put the selected connections on the plan, each with a small step"),
            Self::WhatIf => ("What would we lose?", "Think the selection away and show the cost; again puts it back"),
            Self::NextSide => ("Whose view", "Rate as the next side sees it: agreed, the company, the other side"),
            Self::Dots => ("Dots", "Everybody has three: put them on the connections that matter"),
            Self::Census => ("Census", "Walk the room through the connections that matter and rate them"),
            Self::Vote => ("Blind vote", "Pass the laptop round: ratings are hidden until all have voted"),
            Self::ConnectionTable => ("Table of connections", "List every connection, to sort, filter and edit"),
            Self::NameTable => ("Table of names", "List everybody on the map, to sort, filter and edit"),
            Self::Park => ("Park", "Show or hide the stray remarks and all notes"),
            Self::FitAll => ("Show everything", "Fit the whole map into the window"),
            Self::FitSelection => ("Show selection", "Fit what is selected into the window"),
            Self::Neighbors => {
                ("Who is near", "Fade all but the neighbours of the selected one; again shows a step more")
            }
            Self::ZoomIn => ("Zoom in", "Come nearer"),
            Self::ZoomOut => ("Zoom out", "Go further away"),
            Self::ActualSize => ("Actual size", "Zoom to 100 %"),
            Self::LensStrength => ("Strength", "Show how strong each connection is"),
            Self::LensWeak => ("Weak connections", "Dim the map and number the weak connections, or stop"),
            Self::LensMatters => ("How much it matters", "Show what each connection should hold, or stop"),
            Self::LensExchange => ("Give and take", "Show the strand of give and take alone, or stop"),
            Self::LensTrust => ("Trust", "Show the strand of trust alone, or stop"),
            Self::LensValues => ("Shared values", "Show the strand of shared values alone, or stop"),
            Self::LensSilos => ("Silos", "Draw groups as hulls and show what joins them, or stop"),
            Self::LensOwners => ("Who looks after it", "Show which connections somebody looks after, or stop"),
            Self::LensTrend => ("Trend", "Show what grows and what fades, or stop"),
            Self::LensCompany => ("As we see it", "Draw each connection as the company rates it, or stop"),
            Self::LensOther => ("As they see it", "Draw each connection as the other side rates it, or stop"),
            Self::LensGap => {
                ("Two sides", "Show the gap: both halves where two sides see a connection differently, or stop")
            }
            Self::NextWeak => ("Next weak connection", "Go to the next weak connection"),
            Self::PreviousWeak => ("Previous weak connection", "Go to the weak connection before"),
            Self::NextUnrated => ("Next unrated connection", "Go to the next connection that nobody has rated"),
            Self::ThemeLight => ("Light theme", "Dark ink on paper"),
            Self::ThemeDark => ("Dark theme", "Light ink on a dark ground"),
            Self::ThemeProjector => ("Projector theme", "Large and plain, for a bad projector"),
            Self::ValuesShapes => {
                ("Values as leaves", "Show shared values as leaves with threads to those who hold them")
            }
            Self::ValuesChips => {
                ("Values below names", "Show shared values as words below the names of those who hold them")
            }
            Self::ValuesHidden => ("Values hidden", "Show no shared values"),
            Self::ToggleInsight => ("Insight", "Show or hide the numbers beside the map"),
            Self::Legend => ("Legend", "Show or hide what the signs on the map mean"),
            Self::WholeLegend => {
                ("Whole legend", "Show every line of the legend, or as many as leave the map its room")
            }
            Self::RoomView => ("Room view", "Show the room the map and its legend only"),
            Self::Blank => ("Blank the screen", "Show the room nothing for a while, or the map again"),
            Self::Reveal => ("Reveal", "Show the room owners, ratings and dials, or hide them"),
            Self::WheelAuto => ("Wheel: by device", "A mouse wheel zooms, two fingers on a trackpad move the map"),
            Self::WheelZoom => ("Wheel: zoom", "The plain wheel always zooms; with Shift it moves the map"),
            Self::WheelPan => ("Wheel: move", "The plain wheel always moves the map; with Ctrl it zooms"),
            Self::ReduceMotion => ("Reduce motion", "Jump instead of flying and sliding"),
            Self::More => ("More", "Also show what most rooms never need"),
            Self::Palette => ("Commands…", "Find a command by its name"),
            Self::Find => ("Find…", "Find somebody on the map"),
            Self::Help => ("Keys", "Show the card of keys"),
            Self::NextPane => ("Next pane", "Move the keyboard to the next pane"),
            Self::FullScreen => ("Full screen", "Fill the screen, or stop"),
            Self::Quit => ("Quit", "Close the window"),
        }
    }
}

impl Menu {
    /// All of them, from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Map, Self::Room, Self::View, Self::Help];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Map => "Map",
            Self::Room => "With the room",
            Self::View => "View",
            Self::Help => "Help",
        }
    }

    /// Its commands, in order.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        self.listed().iter().copied()
    }

    pub(super) const fn listed(self) -> &'static [Command] {
        match self {
            Self::File => &[
                Command::New,
                Command::Open,
                Command::Home,
                Command::Save,
                Command::SaveAs,
                Command::Versions,
                Command::Export,
                Command::Quit,
            ],
            Self::Edit => &[
                Command::Undo,
                Command::Redo,
                Command::History,
                Command::Cut,
                Command::Copy,
                Command::Paste,
                Command::Duplicate,
                Command::Delete,
                Command::SelectAll,
                Command::Find,
            ],
            Self::Map => &[
                Command::Rename,
                Command::Connect,
                Command::Merge,
                Command::Group,
                Command::NewKind,
                Command::Value,
                Command::Note,
                Command::Pin,
                Command::LineUpRow,
                Command::LineUpColumn,
                Command::SpaceAcross,
                Command::SpaceDown,
                Command::Tidy,
                Command::Rings,
                Command::PauseLayout,
                Command::ConnectionTable,
                Command::NameTable,
                Command::TakeOn,
                Command::WhatIf,
                Command::NextSide,
            ],
            Self::Room => &[
                Command::ParkRemark,
                Command::DiscussLater,
                Command::Dots,
                Command::Census,
                Command::Vote,
                Command::Park,
                Command::RoomView,
                Command::Blank,
                Command::Reveal,
            ],
            Self::View => &[
                Command::FitAll,
                Command::FitSelection,
                Command::Neighbors,
                Command::ZoomIn,
                Command::ZoomOut,
                Command::ActualSize,
                Command::LensStrength,
                Command::LensWeak,
                Command::LensMatters,
                Command::LensExchange,
                Command::LensTrust,
                Command::LensValues,
                Command::LensSilos,
                Command::LensOwners,
                Command::LensTrend,
                Command::LensCompany,
                Command::LensOther,
                Command::LensGap,
                Command::NextWeak,
                Command::PreviousWeak,
                Command::NextUnrated,
                Command::ThemeLight,
                Command::ThemeDark,
                Command::ThemeProjector,
                Command::ValuesShapes,
                Command::ValuesChips,
                Command::ValuesHidden,
                Command::ToggleInsight,
                Command::Legend,
                Command::WholeLegend,
                Command::WheelAuto,
                Command::WheelZoom,
                Command::WheelPan,
                Command::ReduceMotion,
                Command::More,
                Command::NextPane,
                Command::FullScreen,
            ],
            Self::Help => &[Command::Palette, Command::Help],
        }
    }
}
