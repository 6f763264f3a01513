//! The grid of a table: which rows in which order, where the cursor is, what a key does.
//!
//! Rows are listed anew only when the map, the filter or the order changed, so 30,000 of them cost a frame
//! nothing.

use std::cmp::Reverse;

use super::cells::{self, Key as Order, Ranks};
use super::{Cell, Column, Table};
use crate::editor::session::{contains, only, toggle, toggled};
use crate::editor::{Editor, Key, Modifiers};
use crate::model::{Edit, Selection};
use crate::scene::Target;

/// Rows that the keys for a page go up or down.
const PAGE: isize = 12;

/// What a key or a click in the table asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// An undo step.
    Edit(String, Edit),
    /// Rows are selected: so is what they stand for on the map.
    Choose(Selection),
    /// Something to tell.
    Say(String),
    /// The selected are to be of a new kind with this name.
    NewKind(String),
    /// What is selected goes off the map.
    Delete,
    /// Rows for the clipboard, with tabs between cells.
    Copy(String),
    /// The keyboard goes to the filter.
    Filter,
    /// The keyboard goes back to the map.
    Leave,
}

/// A table as it stands.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    table: Table,
    /// The column that rows are in order of, and whether the other way round; unset, as drawn.
    order: Option<(Column, bool)>,
    filter: String,
    rows: Vec<Target>,
    /// What the list of rows follows from.
    listed: Option<(u64, u64)>,
    ranks: Ranks,
    cursor: (usize, usize),
    /// The other end of a stretch of rows selected with Shift.
    anchor: usize,
    /// What is typed into the cell under the cursor.
    typing: Option<String>,
    /// The key that came before did something already: its text means nothing (a French 4 types a quote).
    swallow_text: bool,
    /// A digit has just rated the cell under the cursor: a decimal mark goes on with it.
    has_rated: bool,
    /// The selection seen last: another one moves the cursor to it.
    seen: Selection,
}

impl Grid {
    /// A grid of this table.
    #[must_use]
    pub fn new(table: Table) -> Self {
        Self { table, ..Self::default() }
    }

    /// Which table it shows.
    #[must_use]
    pub fn table(&self) -> Table {
        self.table
    }

    /// The rows that pass the filter, in order.
    #[must_use]
    pub fn rows(&self) -> &[Target] {
        &self.rows
    }

    /// Row and column of the cursor.
    #[must_use]
    pub fn cursor(&self) -> (usize, usize) {
        self.cursor
    }

    /// What is being typed into the cell under the cursor.
    #[must_use]
    pub fn typing(&self) -> Option<&str> {
        self.typing.as_deref()
    }

    /// The column that rows are in order of, and whether the other way round.
    #[must_use]
    pub fn order(&self) -> Option<(Column, bool)> {
        self.order
    }

    /// What rows must contain, word by word.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// What a cell says.
    #[must_use]
    pub fn text(&self, editor: &Editor, row: Target, column: Column) -> String {
        cells::text(editor, &self.ranks, row, column)
    }

    /// Keeps only rows that contain all these words in some cell.
    pub fn set_filter(&mut self, filter: String) {
        if filter != self.filter {
            self.filter = filter;
            self.listed = None;
        }
    }

    /// Orders by a column; once more, the other way round; a third time, as drawn.
    pub fn sort(&mut self, column: Column) {
        self.order = match self.order {
            Some((now, false)) if now == column => Some((column, true)),
            Some((now, true)) if now == column => None,
            _ => Some((column, false)),
        };
        self.listed = None;
    }

    /// Brings the rows in step with the map, and the cursor in step with what is selected there. `true` if
    /// the cursor was moved: it should be brought into sight.
    pub fn follow(&mut self, editor: &Editor) -> bool {
        let key = (editor.revision, editor.analysed);
        if self.listed != Some(key) && self.typing.is_none() {
            let under = self.rows.get(self.cursor.0).copied();
            self.list(editor);
            self.listed = Some(key);
            let place = under.and_then(|under| self.rows.iter().position(|row| *row == under));
            self.cursor.0 = place.unwrap_or_else(|| self.cursor.0.min(self.rows.len().saturating_sub(1)));
            self.anchor = self.cursor.0;
        }
        if *editor.selection() == self.seen {
            return false;
        }
        self.seen = editor.selection().clone();
        let chosen = |row: &Target| contains(&self.seen, *row);
        let stays = self.rows.get(self.cursor.0).is_some_and(chosen);
        let first = if stays { None } else { self.rows.iter().position(chosen) };
        if let Some(first) = first {
            self.typing = None;
            self.cursor.0 = first;
            self.anchor = first;
        }
        first.is_some()
    }

    fn list(&mut self, editor: &Editor) {
        let document = editor.document();
        self.ranks = editor.analysis.weak.iter().copied().zip(1..).collect();
        let ranks = &self.ranks;
        let all: Vec<Target> = match self.table {
            Table::Connections => document.connections().map(|(id, _)| Target::Connection(id)).collect(),
            Table::Names => document.actors().map(|(id, _)| Target::Actor(id)).collect(),
        };
        let words: Vec<String> = self.filter.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let columns = self.table.columns();
        let passes = |row: &Target| {
            words.is_empty() || {
                let cells = columns.iter().map(|column| cells::text(editor, ranks, *row, *column).to_lowercase());
                let cells: Vec<String> = cells.collect();
                words.iter().all(|word| cells.iter().any(|cell| cell.contains(word.as_str())))
            }
        };
        self.rows = all.into_iter().filter(passes).collect();
        if let Some((column, reversed)) = self.order {
            let key = |row: &Target| cells::key(editor, ranks, *row, column);
            // Both sorts are stable and leave empty cells last.
            if reversed {
                self.rows.sort_by_cached_key(|row| {
                    let key = key(row);
                    (key == Order::Empty, Reverse(key))
                });
            } else {
                self.rows.sort_by_cached_key(key);
            }
        }
    }

    /// A click on a cell: the cursor goes there and the row is selected; Ctrl adds it, Shift all between.
    pub fn click(&mut self, editor: &Editor, row: usize, column: usize, modifiers: Modifiers) -> Vec<Answer> {
        let mut answers = self.commit(editor);
        self.cursor = (row.min(self.rows.len().saturating_sub(1)), column);
        if modifiers.ctrl
            && let Some(target) = self.rows.get(row)
        {
            let selection = toggled(editor.selection(), *target);
            self.anchor = row;
            self.seen = selection.clone();
            answers.push(Answer::Choose(selection));
        } else {
            answers.extend(self.choose(modifiers.shift));
        }
        answers
    }

    /// A key while the table has the keyboard and no cell is typed in (that is the field's).
    pub fn key(&mut self, editor: &Editor, key: Key, modifiers: Modifiers) -> Vec<Answer> {
        let Modifiers { ctrl, shift, alt } = modifiers;
        let column = self.column();
        let rates = matches!(key, Key::Digit(_) | Key::Minus) && column.cell() == Cell::Level;
        self.has_rated = rates && key != Key::Minus && !ctrl && !alt;
        self.swallow_text = rates || key == Key::Space;
        match key {
            Key::Up | Key::Down if alt => {
                self.sort(column);
                Vec::new()
            }
            Key::Up => self.go(if ctrl { isize::MIN } else { -1 }, 0, shift),
            Key::Down => self.go(if ctrl { isize::MAX } else { 1 }, 0, shift),
            Key::PageUp => self.go(-PAGE, 0, shift),
            Key::PageDown => self.go(PAGE, 0, shift),
            Key::Left => self.go(0, -1, shift),
            Key::Right => self.go(0, 1, shift),
            Key::Home if ctrl => self.go(isize::MIN, isize::MIN, shift),
            Key::End if ctrl => self.go(isize::MAX, isize::MAX, shift),
            Key::Home => self.go(0, isize::MIN, false),
            Key::End => self.go(0, isize::MAX, false),
            Key::Tab if shift => self.go(0, -1, false),
            Key::Tab => self.go(0, 1, false),
            Key::Delete if shift => self.delete_rows(editor),
            Key::Delete | Key::Backspace | Key::Minus => self.put(editor, ""),
            Key::Enter | Key::F(2) if column.cell() == Cell::Text => {
                self.typing = self.under().map(|row| self.text(editor, row, column));
                Vec::new()
            }
            Key::Enter | Key::F(2) | Key::Space if column.cell() == Cell::Switch => self.turn(editor),
            Key::Enter => self.go(1, 0, false),
            Key::Digit(digit) if !ctrl && !alt && column.cell() == Cell::Level => self.put(editor, &digit.to_string()),
            Key::Letter('F') if ctrl => vec![Answer::Filter],
            Key::Letter('A') if ctrl => {
                self.anchor = 0;
                self.cursor.0 = self.rows.len().saturating_sub(1);
                self.choose(true)
            }
            Key::Escape => vec![Answer::Leave],
            _ => Vec::new(),
        }
    }

    /// Text typed while no cell is open: it opens the cell under the cursor with just that text.
    pub fn type_in(&mut self, editor: &Editor, text: &str) -> Vec<Answer> {
        if std::mem::take(&mut self.swallow_text) {
            return Vec::new();
        }
        if let Some(typing) = &mut self.typing {
            typing.push_str(text);
            return Vec::new();
        }
        let goes_on = std::mem::take(&mut self.has_rated) && matches!(text.trim(), "." | ",");
        match self.column().cell() {
            Cell::Level if goes_on => {
                self.typing = self.under().map(|row| self.text(editor, row, self.column()) + text.trim());
                Vec::new()
            }
            Cell::Text if !text.trim().is_empty() => {
                self.typing = Some(text.to_owned());
                Vec::new()
            }
            Cell::Switch | Cell::Level | Cell::Computed if !text.trim().is_empty() => self.put(editor, text),
            _ => Vec::new(),
        }
    }

    /// What stands in the open cell is now this.
    pub fn retype(&mut self, text: String) {
        if self.typing.is_some() {
            self.typing = Some(text);
        }
    }

    /// Keeps what was typed, and goes on: down after Enter, to the right after Tab. What a cell cannot hold stays in it,
    /// open, until it is put right or left.
    pub fn finish(&mut self, editor: &Editor, down: isize, right: isize) -> Vec<Answer> {
        let typed = self.typing.clone();
        let mut answers = self.commit(editor);
        let refused = matches!(answers.as_slice(), [Answer::Say(_)]);
        // Two of one name are selected: the next row would take that back.
        let chosen = answers.iter().any(|answer| matches!(answer, Answer::Choose(_)));
        if refused && (down, right) != (0, 0) {
            self.typing = typed;
        } else {
            answers.extend(self.go(if chosen { 0 } else { down }, right, false));
        }
        answers
    }

    /// The kinds that the open cell may mean, and whether what is typed could be made one; empty for other cells.
    #[must_use]
    pub fn offers(&self, editor: &Editor) -> (Vec<String>, Option<String>) {
        let typed = self.typing.as_deref().filter(|_| self.column() == Column::Kind);
        let Some(typed) = typed else { return (Vec::new(), None) };
        let here = self.under().map(|row| self.text(editor, row, Column::Kind));
        // Nothing is typed yet: what stands there says nothing about what is wanted.
        let wanted = if here.as_deref() == Some(typed) { "" } else { typed };
        let new = typed.trim().to_owned();
        let is_new = !new.is_empty() && editor.kind_named(&new).is_none();
        (cells::kinds_like(editor, wanted), is_new.then_some(new))
    }

    /// Leaves the open cell as it was.
    pub fn give_up(&mut self) {
        self.typing = None;
    }

    fn commit(&mut self, editor: &Editor) -> Vec<Answer> {
        let (Some(typed), Some(row)) = (self.typing.take(), self.under()) else { return Vec::new() };
        if typed.trim() == self.text(editor, row, self.column()) {
            return Vec::new();
        }
        self.put(editor, &typed)
    }

    /// Puts a text into the cell under the cursor, and into the same cell of all selected rows.
    fn put(&self, editor: &Editor, typed: &str) -> Vec<Answer> {
        let column = self.column();
        let Some(under) = self.under() else { return Vec::new() };
        let mut rows = self.chosen(editor);
        if !rows.contains(&under) || column == Column::Name {
            rows = vec![under];
        }
        let edits: Result<Vec<(String, Edit)>, String> =
            rows.iter().map(|row| cells::edit(editor, *row, column, typed)).collect();
        let mut answers = match edits {
            Err(why) => return vec![Answer::Say(why)],
            Ok(mut edits) if edits.len() == 1 => {
                edits.pop().map(|(name, edit)| Answer::Edit(name, edit)).into_iter().collect()
            }
            Ok(edits) => {
                let name = format!("{} of {} rows", column.title().to_lowercase(), edits.len());
                vec![Answer::Edit(name, Edit::All(edits.into_iter().map(|(_, edit)| edit).collect()))]
            }
        };
        if let (Column::Name, Target::Actor(own)) = (column, under)
            && let Some((both, words)) = editor.namesakes(own, typed)
        {
            answers.extend([Answer::Choose(both), Answer::Say(words)]);
        }
        if let Some(level) = cells::rounded(column, typed) {
            let (typed, level) = (typed.trim(), level.get());
            answers.push(Answer::Say(format!("\u{201c}{typed}\u{201d} became {level}: a rating is a whole number")));
        }
        answers
    }

    fn turn(&self, editor: &Editor) -> Vec<Answer> {
        let on = self.under().is_some_and(|row| !self.text(editor, row, self.column()).is_empty());
        self.put(editor, if on { "no" } else { "yes" })
    }

    /// Takes the selected rows in sight off the map, with the cursor's: what a filter hides is not meant.
    fn delete_rows(&self, editor: &Editor) -> Vec<Answer> {
        let Some(under) = self.under() else { return Vec::new() };
        let mut gone = only(under);
        if contains(editor.selection(), under) {
            self.chosen(editor).into_iter().filter(|row| *row != under).for_each(|row| toggle(&mut gone, row));
        }
        vec![Answer::Choose(gone), Answer::Delete]
    }

    fn go(&mut self, down: isize, right: isize, extend: bool) -> Vec<Answer> {
        let to = |at: usize, by: isize, count: usize| at.saturating_add_signed(by).min(count.saturating_sub(1));
        let columns = self.table.columns().len();
        self.cursor = (to(self.cursor.0, down, self.rows.len()), to(self.cursor.1, right, columns));
        if down == 0 && !extend { Vec::new() } else { self.choose(extend) }
    }

    /// Selects the row of the cursor, or all rows from the anchor to it.
    fn choose(&mut self, extend: bool) -> Vec<Answer> {
        if !extend {
            self.anchor = self.cursor.0;
        }
        let (from, to) = (self.anchor.min(self.cursor.0), self.anchor.max(self.cursor.0));
        let mut selection = Selection::default();
        for row in self.rows.iter().take(to + 1).skip(from) {
            toggle(&mut selection, *row);
        }
        self.seen = selection.clone();
        vec![Answer::Choose(selection)]
    }

    pub(super) fn under(&self) -> Option<Target> {
        self.rows.get(self.cursor.0).copied()
    }

    fn column(&self) -> Column {
        let columns = self.table.columns();
        columns[self.cursor.1.min(columns.len() - 1)]
    }
}
