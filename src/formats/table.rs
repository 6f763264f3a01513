//! Tables as spreadsheets and programs write them: a connection a row (`source, target`, a weight or our own ratings), or
//! somebody a row (`name, kind, group, note`). It finds separator, header and decimal comma by itself and says what it
//! could not use. A file and the clipboard are read by the same rules, and so are files of other shapes whose items name
//! each of their cells; what a column holds is in `columns`.

use std::collections::BTreeSet;

use super::columns::{Column, Columns};
use super::draft::{About, Draft, Edge, Rated};
use super::limits::MAX_ROWS;
use super::{FormatError, Issue, Sheet};
use crate::geom;
use crate::model::{Level, Strand, Strands};

/// More columns than this are a sheet gone wrong (a spreadsheet has at most 16,384).
const MAX_COLUMNS: usize = 16_384;
/// So many rows tell what columns without a title hold.
const LOOKED_AT: usize = 200;

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Draft, FormatError> {
    let table = Table::of(text);
    check_quotes(table.text, table.separator, table.skipped)?;
    let rows = table.beginning()?;
    let Some((_, first)) = rows.first() else {
        return Err(FormatError::new("The table has no rows. It needs two columns, \"source\" and \"target\"."));
    };
    let header = Columns::of_header(&refs(first));
    table.draft(&rows, header, &|_| false)
}

/// Reads what was copied from a spreadsheet; `None` for a plain list. `is_known` tells who is on the map already: a
/// column of those is no column of kinds. A title with nothing below it is a name.
pub(super) fn sheet(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Sheet> {
    let mut table = Table::of(text);
    // A quote that is never closed is a quote: whoever copied it meant the rows below it, too.
    table.has_quotes = check_quotes(table.text, table.separator, table.skipped).is_ok();
    table.folds = true;
    let rows = table.beginning().ok()?;
    let header = Columns::of_header(&refs(&rows.first()?.1)).filter(|_| rows.len() > 1);
    let lone = rows.iter().filter(|(_, row)| row.len() < 2).count();
    let is_table = header.is_some() || table.separator == b'\t' && lone * 2 <= rows.len();
    // Blanks are in names.
    if !is_table || table.separator == b' ' {
        return None;
    }
    Some(table.draft(&rows, header, is_known).ok()?.into_sheet())
}

/// Whether the first row names a source and a target, in any separator.
pub(super) fn has_header(text: &str) -> bool {
    let table = Table::of(text);
    let line = table.text.lines().next().unwrap_or_default();
    let cells: Vec<&str> = line.split(char::from(table.separator)).collect();
    Columns::of_header(&cells).is_some_and(|columns| !columns.are_names)
}

/// Somebody, or a connection, of a file in which each item names its cells itself.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) line: usize,
    /// Titles and what stands below them; of a title that comes twice the first counts.
    pub(super) cells: Vec<(String, String)>,
}

/// Reads items as the rows of one table, whose columns are all that any of them has.
pub(super) fn items(draft: &mut Draft, items: &[Item], are_names: bool) -> Result<(), FormatError> {
    let columns_of = if are_names { Columns::of_names } else { Columns::of_connections };
    let mut seen = BTreeSet::new();
    let titles = items.iter().flat_map(|item| &item.cells).map(|(title, _)| title.as_str());
    let titles: Vec<&str> = titles.filter(|title| seen.insert(*title)).take(MAX_COLUMNS + 1).collect();
    if titles.len() > MAX_COLUMNS {
        let message = format!("There are more than {MAX_COLUMNS} different fields. Leave out what is not needed.");
        return Err(FormatError::new(&message));
    }
    let unused = columns_of(&titles).unused(&titles);
    if !unused.is_empty() {
        let of = if are_names { "names" } else { "connections" };
        let message = format!("these fields were not used: {}", super::text::cut(&unused.join(", "), 200));
        draft.about(of, message);
    }
    let used: Vec<&str> = titles.into_iter().filter(|title| !unused.contains(title)).collect();
    let columns = columns_of(&used);
    for item in items {
        draft.row(item.line)?;
        let cell =
            |title: &&str| item.cells.iter().find(|(other, _)| other == title).map_or("", |(_, cell)| cell.trim());
        let cells: Vec<&str> = used.iter().map(cell).collect();
        if are_names {
            person(draft, &columns, &cells, item.line)?;
        } else {
            pair(draft, &columns, &cells, (item.line, false))?;
        }
    }
    if !are_names {
        tell_rounded(draft);
    }
    Ok(())
}

fn tell_rounded(draft: &mut Draft) {
    if draft.rounded > 0 {
        let message = format!("between two numbers and rounded to the nearest: {}", draft.rounded);
        draft.about("ratings", message);
    }
}

/// Takes a row with its line; says whether it wants more.
type Each<'a> = &'a mut dyn FnMut(usize, &[&str]) -> Result<bool, FormatError>;

/// A text with rows in it.
struct Table<'a> {
    text: &'a str,
    /// Lines before it.
    skipped: usize,
    separator: u8,
    has_quotes: bool,
    /// A name in other letters is the same; programs tell nodes apart by their letters.
    folds: bool,
}

impl<'a> Table<'a> {
    fn of(text: &'a str) -> Self {
        let (text, skipped, told) = beginning(text);
        Self { text, skipped, separator: told.unwrap_or_else(|| separator(text)), has_quotes: true, folds: false }
    }

    /// Hands over each row that holds something, with its line, until that says no.
    fn rows(&self, each: Each<'_>) -> Result<(), FormatError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.separator)
            .quoting(self.has_quotes)
            .buffer_capacity(64 << 10)
            .from_reader(self.text.as_bytes());
        for record in reader.records() {
            let record = record.map_err(|error| FormatError::new(&format!("The table cannot be read: {error}.")))?;
            let line = self.skipped + record.position().map_or(0, |at| line_of(self.text, at));
            if record.len() > MAX_COLUMNS {
                let message = format!("This row has more than {MAX_COLUMNS} columns. Leave out what is not needed.");
                return Err(FormatError { line: Some(line), message });
            }
            // A run of blanks separates as one blank does.
            let blank_apart = self.separator == b' ';
            let cells = record.iter().map(|cell| unmarked(cell.trim()));
            let cells: Vec<&str> = cells.filter(|cell| !blank_apart || !cell.is_empty()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) && !each(line, &cells)? {
                break;
            }
        }
        Ok(())
    }

    /// The first rows.
    fn beginning(&self) -> Result<Vec<(usize, Vec<String>)>, FormatError> {
        let mut first = Vec::new();
        self.rows(&mut |line, cells| {
            first.push((line, cells.iter().map(|cell| (*cell).to_owned()).collect()));
            Ok(first.len() < LOOKED_AT)
        })?;
        Ok(first)
    }

    /// All of it: below its header if it has one, else as the first rows look.
    fn draft(
        &self,
        first: &[(usize, Vec<String>)],
        header: Option<Columns>,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Draft, FormatError> {
        let mut draft = Draft::default();
        let mut is_header = header.is_some();
        let columns = header.unwrap_or_else(|| {
            let cells: Vec<Vec<String>> = first.iter().map(|(_, cells)| cells.clone()).collect();
            let columns = Columns::guessed(&cells, is_known);
            if columns.are_bare_names() {
                return columns;
            }
            let message = if columns.are_names {
                "no header says what the columns hold; they were read as names and their kinds"
            } else {
                "no header names a source and a target; the first two columns were taken"
            };
            let line = first.first().map(|(line, _)| *line);
            draft.issues.push(Issue { line, item: "header".to_owned(), message: message.to_owned() });
            columns
        });
        self.rows(&mut |line, cells| {
            if std::mem::take(&mut is_header) {
                let unused = columns.unused(cells).join(", ");
                if !unused.is_empty() {
                    draft.remark(line, format!("these columns were not used: {}", super::text::cut(&unused, 200)));
                }
                return Ok(true);
            }
            draft.row(line)?;
            if columns.are_names {
                person(&mut draft, &columns, cells, line)?;
            } else {
                pair(&mut draft, &columns, cells, (line, self.folds))?;
            }
            if draft.rows.read > MAX_ROWS {
                let message = format!("There are more than {MAX_ROWS} rows. Split the table.");
                return Err(FormatError { line: Some(line), message });
            }
            Ok(true)
        })?;
        tell_rounded(&mut draft);
        Ok(draft)
    }
}

/// The line of a record: where it is said to begin, an empty line or the other half of a line break may come first.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let rest = &text.as_bytes()[at.byte() as usize..];
    let before = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    at.line() as usize + before.filter(|byte| **byte == b'\n').count()
}

fn refs(cells: &[String]) -> Vec<&str> {
    cells.iter().map(String::as_str).collect()
}

/// The text after comment lines and a `sep=` line, how many lines these were, and what `sep=` said.
fn beginning(mut text: &str) -> (&str, usize, Option<u8>) {
    let mut skipped = 0;
    loop {
        let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
        let line = line.trim();
        if let Some(&[separator]) = line.strip_prefix("sep=").map(str::as_bytes) {
            return (rest, skipped + 1, Some(separator));
        }
        if rest.is_empty() || !(line.is_empty() || line.starts_with("# ") || line.starts_with("% ")) {
            return (text, skipped, None);
        }
        (text, skipped) = (rest, skipped + 1);
    }
}

/// The separator that the first line has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0), (b' ', 0)];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    let [.., blank] = counts;
    let best = counts[..3].iter().rev().max_by_key(|(_, count)| *count).copied().unwrap_or(blank);
    if best.1 == 0 && blank.1 > 0 && is_blank_apart(text) { b' ' } else { best.0 }
}

/// Whether blanks stand between the ends of connections, not within names: nodes are numbers or come again and again,
/// each line has two or a weight after them.
fn is_blank_apart(text: &str) -> bool {
    let lines: Vec<Vec<&str>> =
        text.lines().take(LOOKED_AT).map(|line| line.split_whitespace().take(64).collect()).collect();
    let lines: Vec<&Vec<&str>> = lines.iter().filter(|words| !words.is_empty()).collect();
    if lines.first().is_some_and(|first| Columns::of_header(first).is_some()) {
        return true;
    }
    let is_pair = |words: &&&Vec<&str>| matches!(words.as_slice(), [_, _]);
    let is_weighed = |words: &&&Vec<&str>| matches!(words.as_slice(), [_, _, weight] if number(weight).is_some());
    let nodes = || lines.iter().flat_map(|words| words.iter().take(2));
    let different = nodes().collect::<BTreeSet<_>>().len();
    let come_again = different * 2 < lines.len() * 3 + 1 || nodes().all(|node| number(node).is_some());
    lines.iter().all(|words| is_weighed(&words))
        || come_again && lines.iter().all(|words| is_pair(&words) || is_weighed(&words))
}

/// A quote that is never closed would swallow the rest of the table without a word.
fn check_quotes(text: &str, separator: u8, skipped: usize) -> Result<(), FormatError> {
    let (mut line, mut opened, mut at_start) = (1 + skipped, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (Some(_), b'"') => opened = None,
            (None, b'"') if at_start => opened = Some(line),
            _ => {}
        }
        at_start = opened.is_none() && (byte == separator || byte == b'\n' || byte == b'\r');
        line += usize::from(byte == b'\n');
    }
    match opened {
        None => Ok(()),
        Some(line) => Err(FormatError {
            line: Some(line),
            message: "A quote opens here and is never closed. Close it or take it out.".to_owned(),
        }),
    }
}

/// Takes back the mark that keeps spreadsheets from running a text as a formula.
fn unmarked(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// A name stands on one line, without the mark of a list.
pub(super) fn name(cell: &str) -> String {
    let cell = ["- ", "* ", "\u{2022}"].iter().find_map(|mark| cell.strip_prefix(mark)).unwrap_or(cell);
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A row about somebody.
fn person(draft: &mut Draft, columns: &Columns, cells: &[&str], line: usize) -> Result<(), FormatError> {
    let cell = |column| columns.cell(cells, column).to_owned();
    let name = name(columns.cell(cells, Column::Name));
    if name.is_empty() {
        draft.leave_out(line, "the name is empty; left out".to_owned());
        return Ok(());
    }
    let inside = match columns.cell(cells, Column::Inside).to_lowercase().as_str() {
        "yes" | "y" | "ja" | "oui" | "true" | "1" => Some(true),
        "no" | "n" | "nein" | "non" | "false" | "0" => Some(false),
        _ => None,
    };
    let about = About {
        id: cell(Column::Id),
        kind: cell(Column::Kind),
        group: cell(Column::Group),
        goal: cell(Column::Goal),
        note: cell(Column::Note),
        inside,
        line,
    };
    draft.person(&name, about)
}

/// A row about a connection.
fn pair(draft: &mut Draft, columns: &Columns, cells: &[&str], (line, folds): (usize, bool)) -> Result<(), FormatError> {
    let cell = |column| columns.cell(cells, column);
    let (source, target) = (name(cell(Column::Source)), name(cell(Column::Target)));
    if source.is_empty() || target.is_empty() {
        let which = if source.is_empty() { "source" } else { "target" };
        draft.leave_out(line, format!("the {which} is empty; left out"));
        return Ok(());
    }
    let written = cell(Column::Weight);
    let weight = number(written);
    let mut reported = weight.is_none() && !written.is_empty();
    if reported {
        draft.remark(line, format!("the weight \"{}\" is not a number; left unrated", super::text::cut(written, 60)));
    }
    let mut level = |column| {
        let written = cell(column);
        let Ok((level, is_rounded)) = level(written) else {
            let written = super::text::cut(written, 60);
            draft.remark(line, format!("\"{written}\" is no rating from 0 to 5; left unrated"));
            reported = true;
            return None;
        };
        draft.rounded += usize::from(is_rounded);
        level
    };
    let rated = columns.are_rated().then(|| {
        Box::new(Rated {
            need: level(Column::Need),
            strands: columns.have_strands().then(|| Strands(Strand::ALL.map(|strand| level(Column::Strand(strand))))),
            owner: name(cell(Column::Owner)),
            later: matches!(cell(Column::Later).to_lowercase().as_str(), "yes" | "y" | "ja" | "oui" | "true" | "1"),
        })
    });
    let node = if folds { Draft::named } else { Draft::node };
    let ends = (node(draft, &source)?, node(draft, &target)?);
    let undirected =
        matches!(cell(Column::Direction).to_lowercase().as_str(), "undirected" | "mutual" | "false" | "no");
    let note = cell(Column::Note).to_owned();
    draft.edges.push(Edge { ends, weight, undirected, note, line, reported, rated });
    Ok(())
}

/// A rating as it is written, nothing where nobody rated, and whether it stood between two numbers (an average of a
/// survey) and was rounded.
///
/// # Errors
/// If it is no number from 0 to 5.
#[allow(clippy::result_unit_err, reason = "who asks says it in words of their own")]
pub fn level(written: &str) -> Result<(Option<Level>, bool), ()> {
    let written = written.trim();
    if written.is_empty() || written.chars().all(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}')) {
        return Ok((None, false));
    }
    let number = number(written).filter(|number| (0.0..=5.0).contains(number)).ok_or(())?;
    Level::new(number.round() as u8).map(|level| (Some(level), number.fract() != 0.0)).ok_or(())
}

/// A finite number, with a decimal point or comma, with or without thousands, in money or percent.
pub(super) fn number(text: &str) -> Option<f64> {
    let is_unit = |c: char| c.is_whitespace() || matches!(c, '%' | '\u{20ac}' | '$' | '\u{a3}');
    let text = text.trim_matches(is_unit);
    // Blanks and high commas between thousands.
    let is_apart = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}');
    let text = text.replace(is_apart, "");
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',')) {
        return None;
    }
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let plain = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => text.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => text.replace(',', ""),
        (Some(_), None) if commas == 1 => text.replace(',', "."),
        (Some(_), None) => text.replace(',', ""),
        (None, _) if points > 1 => text.replace('.', ""),
        _ => text,
    };
    plain.parse().ok().and_then(geom::finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("3", Some(3.0)),
            (" 1,5 ", Some(1.5)),
            ("1.234,5", Some(1234.5)),
            ("1,234.5", Some(1234.5)),
            ("1.234.567", Some(1_234_567.0)),
            ("1\u{202f}234,5", Some(1234.5)),
            ("1'234.5", Some(1234.5)),
            ("80 %", Some(80.0)),
            ("\u{20ac} 5", Some(5.0)),
            ("5 $", Some(5.0)),
            ("5 apples", None),
            ("-2e3", Some(-2000.0)),
            (".5", Some(0.5)),
            ("NaN", None),
            ("inf", None),
            ("1e400", None),
            ("Strong", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn separators_are_found_on_the_first_line() {
        for (text, expected) in
            [("a;b;1,5", b';'), ("a,b", b','), ("a\tb, c", b'\t'), ("\"a;b;c\",d", b','), ("a b 1", b' ')]
        {
            assert_eq!(separator(text), expected, "{text:?}");
        }
    }
}
