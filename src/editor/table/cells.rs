//! What a cell says, how it sorts, and the edit that what was typed in it makes.

use std::collections::BTreeMap;

use super::{Cell, Column};
use crate::editor::{Editor, Row};
use crate::formats;
use crate::model::{ActorChange, ActorId, ConnectionChange, ConnectionId, Edit, Kind, Level};
use crate::scene::Target;

/// How a cell sorts: numbers, then words; what is empty comes last either way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(i64),
    Word(String),
    Empty,
}

/// The number of each weak connection, from 1, the weakest first.
pub(super) type Ranks = BTreeMap<ConnectionId, usize>;

/// What a cell says.
pub(super) fn text(editor: &Editor, ranks: &Ranks, row: Target, column: Column) -> String {
    let number = |n: usize| n.to_string();
    match row {
        Target::Connection(id) => {
            let Some(c) = editor.document.connection(id) else { return String::new() };
            match column {
                Column::From => editor.actor_name(c.a),
                Column::To => editor.actor_name(c.b),
                Column::Need => digit(c.need),
                Column::Strand(strand) => digit(c.strands.get(strand)),
                Column::Points if c.strands.is_unrated() => String::new(),
                Column::Points => number(c.points().into()),
                Column::Short if c.strands.is_unrated() || c.shortfall() == 0 => String::new(),
                Column::Short => number(c.shortfall().into()),
                Column::Weak => ranks.get(&id).map_or_else(String::new, |rank| number(*rank)),
                Column::Owner => c.owner.as_ref().map_or("", |owner| editor.document.party_name(owner)).to_owned(),
                Column::Later => switch(c.later),
                Column::CordNote => c.note.clone(),
                _ => String::new(),
            }
        }
        Target::Actor(id) => {
            let Some(actor) = editor.document.actor(id) else { return String::new() };
            let cords = || editor.document.connections_of(id);
            match column {
                Column::Name => actor.name.clone(),
                Column::Kind => editor.document.kind_name(&actor.kind),
                Column::Group => actor.group.clone(),
                Column::Inside => switch(editor.document.is_inside(actor)),
                Column::Cords => number(cords().count()),
                Column::AllPoints => number(cords().map(|(_, c)| usize::from(c.points())).sum()),
                Column::Goal => actor.goal.clone(),
                Column::ActorNote => actor.note.clone(),
                _ => String::new(),
            }
        }
        Target::Value(_) | Target::Note(_) => String::new(),
    }
}

/// How a cell sorts.
pub(super) fn key(editor: &Editor, ranks: &Ranks, row: Target, column: Column) -> Key {
    let text = text(editor, ranks, row, column);
    match text.parse() {
        _ if text.is_empty() => Key::Empty,
        Ok(number) if matches!(column.cell(), Cell::Level | Cell::Computed) => Key::Number(number),
        _ => Key::Word(text.to_lowercase()),
    }
}

/// The undo step and the edit that `typed` makes of a cell.
///
/// # Errors
/// In one sentence, if the cell cannot hold it.
pub(super) fn edit(editor: &Editor, row: Target, column: Column, typed: &str) -> Result<(String, Edit), String> {
    let typed = typed.trim();
    match row {
        Target::Connection(id) => connection_edit(editor, id, column, typed),
        Target::Actor(id) => actor_edit(editor, id, column, typed),
        Target::Value(_) | Target::Note(_) => Err(COMPUTED.to_owned()),
    }
}

const COMPUTED: &str = "This follows from the ratings and the map";
const LEVELS: &str = "A rating is a number from 0 to 5, or nothing";

fn connection_edit(editor: &Editor, id: ConnectionId, column: Column, typed: &str) -> Result<(String, Edit), String> {
    let title = editor.title_of(&[id]);
    let step = |name: String, change| Ok((name, Edit::Connection(id, change)));
    match column {
        Column::Need => {
            let level = level(typed)?;
            step(editor.rating_name(Row::Need, level, &[id]), ConnectionChange::Need(level))
        }
        Column::Strand(strand) => {
            let level = level(typed)?;
            step(editor.rating_name(Row::Strand(strand), level, &[id]), ConnectionChange::Strand(strand, level))
        }
        Column::Owner => step(format!("owner of {title}"), ConnectionChange::Owner(editor.document.party(typed))),
        Column::CordNote => step(format!("note on {title}"), ConnectionChange::Note(typed.to_owned())),
        Column::Later => {
            let later = is_yes(typed);
            let verb = if later { "discuss later:" } else { "settle" };
            step(format!("{verb} {title}"), ConnectionChange::Later(later))
        }
        Column::From | Column::To => {
            Err("Names are changed in the table of names; for other ends, draw anew".to_owned())
        }
        _ => Err(COMPUTED.to_owned()),
    }
}

fn actor_edit(editor: &Editor, id: ActorId, column: Column, typed: &str) -> Result<(String, Edit), String> {
    let actor = editor.actor_name(id);
    let step = |name: String, change| Ok((name, Edit::Actor(id, change)));
    let text = typed.to_owned();
    match column {
        Column::Name if typed.is_empty() => {
            Err("Somebody needs a name; Shift+Delete takes a row off the map".to_owned())
        }
        Column::Name => step(format!("rename {actor} to {typed}"), ActorChange::Name(text)),
        Column::Kind => match kind(editor, typed) {
            Some(kind) => step(
                format!("set the kind of {actor} to {}", editor.document.kind_name(&kind).to_lowercase()),
                ActorChange::Kind(kind),
            ),
            None => Err(no_kind(typed)),
        },
        Column::Group if typed.is_empty() => step(format!("take {actor} out of its group"), ActorChange::Group(text)),
        Column::Group => step(format!("put {actor} in {typed}"), ActorChange::Group(text)),
        Column::Inside => step(format!("place {actor}"), ActorChange::Inside(Some(is_yes(typed)))),
        Column::Goal => step(format!("goal of {actor}"), ActorChange::Goal(text)),
        Column::ActorNote => step(format!("note on {actor}"), ActorChange::Note(text)),
        _ => Err(COMPUTED.to_owned()),
    }
}

/// The kinds that fit what is typed: by their beginning, then by that of another word.
pub(super) fn kinds_like(editor: &Editor, typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let names: Vec<String> = editor.kinds().iter().map(|kind| editor.document.kind_name(kind)).collect();
    let lower = |name: &String| name.to_lowercase();
    let (begun, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| lower(name).starts_with(&typed));
    let inner = others.into_iter().filter(|name| lower(name).split(' ').any(|word| word.starts_with(&typed)));
    begun.into_iter().chain(inner).collect()
}

/// The kind that a cell means: a word for one, or the beginning of only one.
fn kind(editor: &Editor, typed: &str) -> Option<Kind> {
    let begun = || match kinds_like(editor, typed).as_slice() {
        [one] => editor.kind_named(one),
        _ => None,
    };
    editor.kind_named(typed).or_else(|| if typed.is_empty() { None } else { begun() })
}

/// That a word is no kind.
fn no_kind(typed: &str) -> String {
    if typed.is_empty() {
        return "A kind is a word, such as team, customer or partner".to_owned();
    }
    format!("\u{201c}{typed}\u{201d} is no kind yet: take one from the list, or make it one at its end")
}

/// The whole number that a rating between two became.
pub(super) fn rounded(column: Column, typed: &str) -> Option<Level> {
    let (level, is_rounded) = formats::read_level(typed).ok().filter(|_| column.cell() == Cell::Level)?;
    level.filter(|_| is_rounded)
}

fn level(typed: &str) -> Result<Option<Level>, String> {
    formats::read_level(typed).map(|(level, _)| level).map_err(|()| LEVELS.to_owned())
}

fn digit(level: Option<Level>) -> String {
    level.map_or_else(String::new, |level| level.get().to_string())
}

fn switch(on: bool) -> String {
    if on { "yes" } else { "" }.to_owned()
}

fn is_yes(typed: &str) -> bool {
    !matches!(typed.to_lowercase().as_str(), "" | "no" | "n" | "0" | "-")
}
