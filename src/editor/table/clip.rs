//! Cells to and from a spreadsheet. What was copied with its titles finds its rows by name when it comes back, in
//! whatever order; other cells go where the cursor is.

use std::collections::BTreeMap;

use super::cells;
use super::grid::{Answer, Grid};
use super::{Cell, Column, Table};
use crate::editor::Editor;
use crate::editor::session::contains;
use crate::formats;
use crate::model::words::count;
use crate::model::{ActorId, Edit};
use crate::scene::Target;

/// What came of cells that were pasted.
#[derive(Default)]
struct Came {
    edits: Vec<Edit>,
    /// Why cells were left as they are.
    refused: Vec<String>,
    /// Ratings between two numbers.
    rounded: usize,
    /// Cells that said what is there already.
    same: usize,
    /// Rows that are nobody's or could be anybody's, and rows below the last of the table.
    strangers: usize,
    beyond: usize,
}

impl Grid {
    /// The selected rows, or that of the cursor, as text that a spreadsheet reads.
    #[must_use]
    pub fn copy(&self, editor: &Editor) -> String {
        let mut rows = self.chosen(editor);
        if rows.is_empty() {
            rows.extend(self.under());
        }
        let columns = self.table().columns();
        let titles = columns.iter().map(|column| column.title().to_owned()).collect();
        let cells = |row: &Target| columns.iter().map(|column| self.text(editor, *row, *column)).collect();
        formats::write_cells(&[titles].into_iter().chain(rows.iter().map(cells)).collect::<Vec<_>>())
    }

    /// Puts cells that were copied elsewhere into the table, as one undo step, and tells what did not fit.
    #[must_use]
    pub fn paste(&self, editor: &Editor, text: &str) -> Vec<Answer> {
        let lines = formats::read_cells(text);
        let mut came = Came::default();
        let mut take = |row: Target, columns: &[Option<Column>], line: &[String]| {
            for (column, typed) in columns.iter().zip(line).filter_map(|(column, typed)| Some(((*column)?, typed))) {
                self.take(editor, row, column, typed, &mut came);
            }
        };
        let (mut strangers, mut beyond) = (0, 0);
        match (self.titled(&lines), lines.as_slice()) {
            (Some(columns), [_, lines @ ..]) if self.tell_who(&columns) => {
                let mut names = Names::new();
                for (id, actor) in editor.document().actors() {
                    names.entry(folded(&actor.name)).and_modify(|one| *one = None).or_insert(Some(id));
                }
                for line in lines {
                    match self.who(editor, &names, &columns, line) {
                        Some(row) => take(row, &columns, line),
                        None => strangers += usize::from(line.iter().any(|cell| !cell.trim().is_empty())),
                    }
                }
            }
            (titles, lines) => {
                let lines = &lines[usize::from(titles.is_some())..];
                let from_cursor = self.table().columns().iter().skip(self.cursor().1).map(|column| Some(*column));
                let columns: Vec<_> = titles.unwrap_or_else(|| from_cursor.collect());
                let chosen = self.chosen(editor);
                match (lines, chosen.len()) {
                    // One row of cells fills all rows that are selected.
                    ([line], 2..) if self.under().is_some_and(|under| chosen.contains(&under)) => {
                        chosen.iter().for_each(|row| take(*row, &columns, line));
                    }
                    _ => {
                        let at = |row: &Target| self.rows().iter().position(|other| other == row);
                        let first = self.under().filter(|under| chosen.contains(under)).and(chosen.first());
                        let start = first.and_then(at).unwrap_or(self.cursor().0);
                        beyond = lines.len().saturating_sub(self.rows().len() - start.min(self.rows().len()));
                        self.rows().iter().skip(start).zip(lines).for_each(|(row, line)| take(*row, &columns, line));
                    }
                }
            }
        }
        (came.strangers, came.beyond) = (strangers, beyond);
        came.answers()
    }

    /// The selected rows in sight, from the top.
    pub(super) fn chosen(&self, editor: &Editor) -> Vec<Target> {
        self.rows().iter().copied().filter(|row| contains(editor.selection(), *row)).collect()
    }

    /// What a cell becomes, or why it does not.
    fn take(&self, editor: &Editor, row: Target, column: Column, typed: &str, came: &mut Came) {
        if column.cell() == Cell::Computed {
            return;
        }
        if typed.trim() == self.text(editor, row, column).trim() {
            came.same += 1;
            return;
        }
        match cells::edit(editor, row, column, typed) {
            Ok((_, edit)) => {
                came.rounded += usize::from(cells::rounded(column, typed).is_some());
                came.edits.push(edit);
            }
            Err(why) => {
                let whose = match row {
                    Target::Connection(id) => editor.heading_of(&[id]),
                    _ => self.text(editor, row, Column::Name),
                };
                came.refused.push(format!("\u{201c}{}\u{201d}, {} of {whose}: {why}", typed.trim(), column.title()));
            }
        }
    }

    /// The columns that the first of several rows names, if it is nothing but titles of this table.
    fn titled(&self, lines: &[Vec<String>]) -> Option<Vec<Option<Column>>> {
        let [first, _, ..] = lines else { return None };
        let all = self.table().columns();
        let column = |cell: &String| all.iter().copied().find(|column| folded(column.title()) == folded(cell));
        let columns: Vec<Option<Column>> = first.iter().map(column).collect();
        let fits = columns.iter().zip(first).all(|(column, cell)| column.is_some() || cell.trim().is_empty());
        (fits && columns.iter().any(Option::is_some)).then_some(columns)
    }

    /// Whether a row with these columns says whose it is.
    fn tell_who(&self, columns: &[Option<Column>]) -> bool {
        match self.table() {
            Table::Connections => columns.contains(&Some(Column::From)) && columns.contains(&Some(Column::To)),
            Table::Names => columns.contains(&Some(Column::Name)),
        }
    }

    /// Whose row it is.
    fn who(&self, editor: &Editor, names: &Names, columns: &[Option<Column>], line: &[String]) -> Option<Target> {
        let named = |column| {
            let cell = line.get(columns.iter().position(|other| *other == Some(column))?)?;
            names.get(&folded(cell)).copied().flatten()
        };
        match self.table() {
            Table::Names => named(Column::Name).map(Target::Actor),
            Table::Connections => {
                let (from, to) = (named(Column::From)?, named(Column::To)?);
                editor.document().between(from, to).map(Target::Connection)
            }
        }
    }
}

/// Who has a name, in small letters; nobody of several.
type Names = BTreeMap<String, Option<ActorId>>;

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Came {
    fn answers(self) -> Vec<Answer> {
        let mut said = Vec::new();
        let cells = self.edits.len();
        if let Some(first) = self.refused.first() {
            let more = self.refused.len() - 1;
            let others = if more > 0 {
                format!(" ({more} more such {})", if more == 1 { "cell" } else { "cells" })
            } else {
                String::new()
            };
            said.push(format!("Left as it is: {first}{others}"));
        }
        if self.rounded > 0 {
            said.push(format!("{} rounded", count(self.rounded, "rating")));
        }
        if self.strangers > 0 {
            let rows = count(self.strangers, "row");
            said.push(format!(
                "{rows} left out, as nobody here or more than one is called so; paste on the map adds rows"
            ));
        }
        if self.beyond > 0 {
            said.push(format!("{} did not fit below the last", count(self.beyond, "row")));
        }
        if cells == 0 && said.is_empty() {
            said.push(
                if self.same > 0 { "All of this stands here already" } else { "Nothing of this fits here" }.into(),
            );
        }
        let name = if cells == 1 { "paste a cell".to_owned() } else { format!("paste {cells} cells") };
        let edit = (cells > 0).then_some(Answer::Edit(name, Edit::All(self.edits)));
        let words = (!said.is_empty()).then(|| Answer::Say(said.join(". ")));
        edit.into_iter().chain(words).collect()
    }
}
