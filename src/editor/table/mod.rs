//! The tables: all connections or all names as rows to sort, filter and edit like a spreadsheet.
//!
//! What a cell says and what is made of what is typed in it is in `cells.rs`; where the cursor is and what a
//! key means is in `grid.rs`; what goes to and comes from a spreadsheet in `clip.rs`. It paints nothing: the window shows as many rows as fit.

mod adding;
mod cells;
mod clip;
mod grid;

pub use grid::{Answer, Grid};

use crate::model::Strand;

/// Which table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// A row for each connection.
    #[default]
    Connections,
    /// A row for each actor.
    Names,
}

impl Table {
    /// Both, in the order of their tabs.
    pub const ALL: [Self; 2] = [Self::Connections, Self::Names];

    /// What its tab says.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Connections => "Connections",
            Self::Names => "Names",
        }
    }

    /// Its columns, from left to right.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Connections => &[
                Column::From,
                Column::To,
                Column::Need,
                Column::Strand(Strand::Exchange),
                Column::Strand(Strand::Relationship),
                Column::Strand(Strand::Values),
                Column::Points,
                Column::Short,
                Column::Weak,
                Column::Owner,
                Column::Later,
                Column::CordNote,
            ],
            Self::Names => &[
                Column::Name,
                Column::Kind,
                Column::Group,
                Column::Inside,
                Column::Cords,
                Column::AllPoints,
                Column::Goal,
                Column::ActorNote,
            ],
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each has a title")]
pub enum Column {
    From,
    To,
    Need,
    Strand(Strand),
    Points,
    Short,
    Weak,
    Owner,
    Later,
    CordNote,
    Name,
    Kind,
    Group,
    Inside,
    Cords,
    AllPoints,
    Goal,
    ActorNote,
}

/// How a cell is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It follows from others.
    Computed,
    /// One digit, 0 to 5, or nothing.
    Level,
    /// Yes or no; any key that types turns it over.
    Switch,
    /// Any text.
    Text,
}

impl Column {
    /// What stands above it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::From => "From",
            Self::To => "To",
            Self::Need => "Matters",
            Self::Strand(strand) => crate::model::words::strand(strand),
            Self::Points | Self::AllPoints => "Points",
            Self::Short => "Short by",
            Self::Weak => "Weak",
            Self::Owner => "Who looks after it",
            Self::Later => "Later",
            Self::CordNote | Self::ActorNote => "Note",
            Self::Name => "Name",
            Self::Kind => "Kind",
            Self::Group => "Group",
            Self::Inside => "Inside",
            Self::Cords => "Connections",
            Self::Goal => "What do they want?",
        }
    }

    /// How its cells are edited.
    #[must_use]
    pub const fn cell(self) -> Cell {
        match self {
            Self::From | Self::To | Self::Points | Self::Short | Self::Weak | Self::Cords | Self::AllPoints => {
                Cell::Computed
            }
            Self::Need | Self::Strand(_) => Cell::Level,
            Self::Later | Self::Inside => Cell::Switch,
            Self::Owner | Self::CordNote | Self::Name | Self::Kind | Self::Group | Self::Goal | Self::ActorNote => {
                Cell::Text
            }
        }
    }

    /// Its share of the width.
    #[must_use]
    pub const fn share(self) -> u16 {
        match self {
            Self::From | Self::To | Self::Name | Self::Goal => 20,
            Self::CordNote | Self::ActorNote => 17,
            Self::Owner | Self::Group | Self::Kind => 14,
            Self::Strand(_) => 13,
            Self::Need | Self::Cords => 11,
            Self::Weak | Self::Points | Self::Short | Self::Later | Self::Inside | Self::AllPoints => 7,
        }
    }
}
