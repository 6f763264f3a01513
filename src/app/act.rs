//! What a panel wants done: panels return these and change nothing themselves.

use std::path::PathBuf;

use crate::disk::Recovery;
use crate::editor::{Command, Event, Row};
use crate::model::{AttachmentId, ConnectionId, CustomKind, Edit, Kind, Level, Selection, Source};

/// One wish.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Act {
    /// A command by name.
    Run(Command),
    /// Something for the editor, as if it had happened on the canvas.
    Tell(Event),
    /// An edit as an undo step with this name.
    Edit(String, Edit),
    /// An edit that joins the one before with the same key: text that grows letter by letter.
    Type { name: String, key: String, edit: Edit },
    /// Make a row of the rating card the active one.
    Row(Row),
    /// Set a row of the rating card.
    Rate(Row, Option<Level>),
    /// Rate as this perspective sees it; `None` is the agreed rating.
    Side(Option<String>),
    /// Add a perspective of this name.
    AddSide(String),
    /// Say where the ratings of that perspective come from.
    Source(Option<Source>),
    /// Put these on the plan.
    TakeOn(Vec<ConnectionId>),
    /// Keep what is thought away as a scenario.
    KeepScenario,
    /// Think away what a scenario says.
    Scenario(AttachmentId),
    /// Nothing is thought away any more.
    PutBack,
    /// Number the next weak connections on the map.
    MoreWeak,
    /// Fly to these and select them.
    Show(Selection),
    /// Select these; the view moves only if they are out of sight.
    Choose(Selection),
    /// The next stop of the census (`true`), or the one before.
    Census(bool),
    /// The census goes on with what it did not ask for: nobody said that it matters.
    AskTheRest,
    /// The census goes through what is to be discussed later.
    AskLaterOnes,
    /// The next answer of a ballot.
    Vote(Level),
    /// The ballot is done, or the vote.
    PassOn,
    /// Show what came of the vote.
    Reveal,
    /// Go to the state in which so many steps are done.
    Step(usize),
    /// Add a name to a table, or a connection between two; the view stays.
    AddRow(String, Option<String>),
    /// Show where the map gets its name.
    NameMap,
    /// Say something.
    Say(String),
    /// Show the card of this kind of the room's own, or of a new one.
    OwnKind(Option<Kind>),
    /// Keep a kind of the room's own, new or changed.
    KeepKind(Option<AttachmentId>, Box<CustomKind>),
    /// Take a kind of the room's own away.
    RemoveKind(AttachmentId),
    /// Something about a note.
    Note(NoteAct),
    /// Make the selected actors this.
    Kind(Kind),
    /// Make the selected actors shared values.
    IntoValues,
    /// Another document; asks first if this one is unsaved.
    Go(Next),
}

/// One wish about a note.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NoteAct {
    /// A new remark for the park.
    Park(String),
    /// Pin it to the canvas.
    Pin(AttachmentId),
    /// Back into the park.
    Unpin(AttachmentId),
    /// Other words; none take it away.
    Rewrite(AttachmentId, String),
    /// Make somebody of it.
    Name(AttachmentId),
}

/// Where to go once the present map is safe.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Next {
    /// An empty map.
    New,
    /// The start screen.
    Home,
    /// A file that is still to be chosen.
    Choose,
    /// This file.
    File(PathBuf),
    /// One of the bundled examples.
    Example(usize),
    /// The first five minutes, on the map made for them.
    Lesson,
    /// A new map that begins with this name, after the first five minutes.
    Own(String),
    /// An unsaved map of an earlier start.
    Recovery(Box<Recovery>),
    /// Nowhere: an unsaved map of an earlier start goes to the earlier versions.
    PutAway(Box<Recovery>),
    /// Out of the window.
    Close,
}
