//! Edge lists: `source, target` and perhaps a weight, as spreadsheets and programs write them.
//! It finds separator, header and decimal comma by itself and says what it could not use.

use super::draft::{Draft, Edge};
use super::limits::MAX_ROWS;
use super::{FormatError, Issue};
use crate::geom;

/// More columns than this are a sheet gone wrong (a spreadsheet has at most 16,384).
const MAX_COLUMNS: usize = 16_384;

const SOURCE: [&str; 7] = ["source", "from", "a", "actor 1", "actor1", "von", "node1"];
const TARGET: [&str; 7] = ["target", "to", "b", "actor 2", "actor2", "nach", "node2"];
const WEIGHT: [&str; 4] = ["weight", "strength", "value", "score"];
const DIRECTION: [&str; 3] = ["direction", "directed", "type"];
const NOTE: [&str; 4] = ["note", "notes", "description", "label"];

/// Reads an edge list.
pub(super) fn read(text: &str) -> Result<Draft, FormatError> {
    let (text, skipped, told) = beginning(text);
    let separator = told.unwrap_or_else(|| separator(text));
    check_quotes(text, separator, skipped)?;
    let mut draft = Draft::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(64 << 10)
        .from_reader(text.as_bytes());
    let mut columns = None;
    for record in reader.records() {
        let record = record.map_err(|error| FormatError::new(&format!("The table cannot be read: {error}.")))?;
        let line = skipped + record.position().map_or(0, |position| position.line() as usize);
        if record.len() > MAX_COLUMNS {
            let message = format!("This row has more than {MAX_COLUMNS} columns. Leave out what is not needed.");
            return Err(FormatError { line: Some(line), message });
        }
        // A run of blanks separates as one blank does.
        let blank_apart = separator == b' ';
        let cells: Vec<&str> =
            record.iter().map(|cell| unmarked(cell.trim())).filter(|cell| !blank_apart || !cell.is_empty()).collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        match &columns {
            Some(columns) => row(&mut draft, columns, &cells, line)?,
            None => {
                let found = Columns::of_header(&cells, &mut draft, line);
                if found.is_none() {
                    let without = Columns::without_header(&cells, &mut draft, line)?;
                    row(&mut draft, &without, &cells, line)?;
                    columns = Some(without);
                } else {
                    columns = found;
                }
            }
        }
        if draft.rows.read > MAX_ROWS {
            let message = format!("There are more than {MAX_ROWS} rows. Split the table.");
            return Err(FormatError { line: Some(line), message });
        }
    }
    if columns.is_none() {
        return Err(FormatError::new("The table has no rows. It needs two columns, \"source\" and \"target\"."));
    }
    Ok(draft)
}

/// Whether the first row names a source and a target, in any separator.
pub(super) fn has_header(text: &str) -> bool {
    let (text, _, told) = beginning(text);
    let separator = told.unwrap_or_else(|| separator(text));
    let line = text.lines().next().unwrap_or_default();
    let cells: Vec<String> = line.split(char::from(separator)).map(folded).collect();
    [SOURCE, TARGET].iter().all(|names| cells.iter().any(|cell| names.contains(&cell.as_str())))
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
    if best.1 == 0 && blank.1 > 0 { b' ' } else { best.0 }
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

fn folded(cell: &str) -> String {
    cell.trim().trim_matches('"').trim().to_lowercase().replace('_', " ")
}

/// Where in a row the parts of an edge stand.
struct Columns {
    source: usize,
    target: usize,
    weight: Option<usize>,
    direction: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    /// By name; `None` if the row does not name a source and a target.
    fn of_header(cells: &[&str], draft: &mut Draft, line: usize) -> Option<Self> {
        let names: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
        let find = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let (source, target) = (find(&SOURCE)?, find(&TARGET)?);
        // "a, b" alone may as well be the first two nodes of a list without a header.
        if (names[source].as_str(), names[target].as_str()) == ("a", "b") && find(&WEIGHT).is_none() {
            return None;
        }
        let columns = Self { source, target, weight: find(&WEIGHT), direction: find(&DIRECTION), note: find(&NOTE) };
        let used = [Some(source), Some(target), columns.weight, columns.direction, columns.note];
        let unused: Vec<&str> =
            (0..cells.len()).filter(|i| !used.contains(&Some(*i)) && !cells[*i].is_empty()).map(|i| cells[i]).collect();
        if !unused.is_empty() {
            draft.remark(line, format!("these columns were not used: {}", super::text::cut(&unused.join(", "), 200)));
        }
        Some(columns)
    }

    /// The first two columns, and the third if it is a number.
    fn without_header(cells: &[&str], draft: &mut Draft, line: usize) -> Result<Self, FormatError> {
        if cells.len() < 2 {
            return Err(FormatError {
                line: Some(line),
                message: "Each line holds only one name; a list of connections needs two, such as \"Mia, Cafe\". \
                          To make a map of names, copy the list and paste it on an empty map."
                    .to_owned(),
            });
        }
        let weight = cells.get(2).and_then(|cell| number(cell)).map(|_| 2);
        let message = "no header names a source and a target; the first two columns were taken".to_owned();
        draft.issues.push(Issue { line: Some(line), item: "header".to_owned(), message });
        Ok(Self { source: 0, target: 1, weight, direction: None, note: None })
    }
}

fn row(draft: &mut Draft, columns: &Columns, cells: &[&str], line: usize) -> Result<(), FormatError> {
    draft.row(line)?;
    let cell = |column: Option<usize>| column.and_then(|column| cells.get(column)).copied().unwrap_or_default();
    let (source, target) = (cell(Some(columns.source)), cell(Some(columns.target)));
    if source.is_empty() || target.is_empty() {
        let which = if source.is_empty() { "source" } else { "target" };
        draft.leave_out(line, format!("the {which} is empty; left out"));
        return Ok(());
    }
    let written = cell(columns.weight);
    let weight = number(written);
    let reported = weight.is_none() && !written.is_empty();
    if reported {
        draft.remark(line, format!("the weight \"{}\" is not a number; left unrated", super::text::cut(written, 60)));
    }
    let ends = (draft.node(source)?, draft.node(target)?);
    let undirected =
        matches!(cell(columns.direction).to_lowercase().as_str(), "undirected" | "mutual" | "false" | "no");
    draft.edges.push(Edge { ends, weight, undirected, note: cell(columns.note).to_owned(), line, reported });
    Ok(())
}

/// A finite number, with a decimal point or comma, with or without thousands.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
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
        _ => text.to_owned(),
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
