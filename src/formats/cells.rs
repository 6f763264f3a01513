//! Cells as spreadsheets put them on the clipboard: tabs between cells, quotes round those that hold a tab or a line break.
//! Every row counts, empty ones as well. It knows no titles and no other separators: those of files are `table`'s.

/// The cells of each row. A quote that does not close a cell is a sign like others.
#[must_use]
pub fn read_cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    while !rest.is_empty() || !row.is_empty() {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\n', '\r']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        row.push(cell);
        if let Some(next) = after.strip_prefix('\t') {
            rest = next;
            if next.is_empty() {
                row.push(String::new());
                rows.push(std::mem::take(&mut row));
            }
        } else {
            rows.push(std::mem::take(&mut row));
            rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\r', '\n'])).unwrap_or(after);
        }
    }
    rows
}

/// A cell in quotes and what follows it; `None` if the text begins with no such cell.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None if after.is_empty() || after.starts_with(['\t', '\n', '\r']) => {
                return Some((cell.replace("\r\n", "\n"), after));
            }
            None => return None,
        }
    }
}

/// Rows for the clipboard, as [`read_cells`] and every spreadsheet read them.
#[must_use]
pub fn write_cells(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| match cell {
        cell if cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') => {
            format!("\"{}\"", cell.replace('"', "\"\""))
        }
        cell => cell.clone(),
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_split_as_a_spreadsheet_wrote_them() {
        let rows = |text: &str| read_cells(text).iter().map(|row| row.join("|")).collect::<Vec<_>>();
        for (text, expected) in [
            ("a\tb\nc\td\n", vec!["a|b", "c|d"]),
            ("\"one\r\ntwo\"\tb\r\nc", vec!["one\ntwo|b", "c"]),
            ("\"say \"\"no\"\"\"\nplain", vec!["say \"no\"", "plain"]),
            ("1\n\n3\n", vec!["1", "", "3"]),
            ("\t\n", vec!["|"]),
            ("a\t", vec!["a|"]),
            ("\"open\nb", vec!["\"open", "b"]),
            ("\"quoted\" word\tb", vec!["\"quoted\" word|b"]),
            ("", vec![]),
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = vec![
            vec!["a".to_owned(), "one\ntwo\tthree".to_owned()],
            vec!["\"no\", he said".to_owned(), String::new()],
            vec![String::new(), "5\" wide".to_owned()],
        ];
        assert_eq!(read_cells(&write_cells(&rows)), rows);
    }
}
