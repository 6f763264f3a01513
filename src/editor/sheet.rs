//! A table poured in from a spreadsheet: which column is the name, the kind, the group, a remark, and whether two
//! columns are a name and its kind or the two ends of a connection. It makes nothing; see `pour`.

use crate::model::Kind;

/// What a column holds, with the words that head it in English and in German.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Kind,
    Group,
    Note,
    From,
    To,
    /// Something that a map has no place for, or a weight.
    Other,
}

const HEADS: [(Column, &[&str]); 7] = [
    (
        Column::Name,
        &[
            "name",
            "names",
            "actor",
            "actors",
            "stakeholder",
            "stakeholders",
            "who",
            "namen",
            "akteur",
            "akteure",
            "wer",
        ],
    ),
    (Column::Kind, &["kind", "type", "category", "role", "function", "art", "typ", "kategorie", "rolle", "funktion"]),
    (Column::Group, &["group", "cluster", "department", "area", "gruppe", "abteilung", "bereich"]),
    (
        Column::Note,
        &[
            "note",
            "notes",
            "remark",
            "remarks",
            "comment",
            "comments",
            "description",
            "notiz",
            "notizen",
            "bemerkung",
            "bemerkungen",
            "kommentar",
            "anmerkung",
            "beschreibung",
        ],
    ),
    (Column::From, &["from", "source", "von"]),
    (Column::To, &["to", "target", "nach", "zu"]),
    (
        Column::Other,
        &["weight", "strength", "value", "score", "gewicht", "stärke", "staerke", "wert", "id", "nr", "no"],
    ),
];

/// Words for kinds that a column of kinds is known by, beside those of the menu; all in small letters.
const KINDS: [(Kind, &[&str]); 13] = [
    (Kind::Company, &["organisation", "organization", "unternehmen", "firma", "firmen"]),
    (Kind::Team, &["employee", "employees", "staff", "department", "abteilung", "mitarbeiter", "mitarbeitende"]),
    (Kind::Role, &["role", "person", "job", "people", "rolle", "personen", "funktion"]),
    (Kind::Customer, &["client", "kunde", "kunden", "kundin", "gast", "gäste", "zielgruppe"]),
    (Kind::Partner, &["partner", "partnerin"]),
    (Kind::Supplier, &["vendor", "lieferant", "lieferanten", "zulieferer"]),
    (Kind::Channel, &["retailer", "händler", "handel", "kanal", "kanäle", "vertrieb"]),
    (Kind::Community, &["gemeinschaft", "verein", "vereine", "nachbarn"]),
    (Kind::Society, &["public", "government", "authority", "gesellschaft", "behörde", "behörden", "öffentlichkeit"]),
    (Kind::Touchpoint, &["kontaktpunkt", "kontaktpunkte"]),
    (Kind::Investor, &["owner", "shareholder", "investoren", "eigentümer", "bank"]),
    (Kind::Media, &["press", "presse", "medien", "medium"]),
    (Kind::Product, &["service", "produkt", "produkte", "dienst", "dienstleistung"]),
];

/// A row about somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    /// `None` where no word of it is known.
    pub(super) kind: Option<Kind>,
    pub(super) group: String,
    pub(super) note: String,
}

/// What a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// Somebody a row.
    Names(Vec<Row>),
    /// The two ends of a connection a row.
    Pairs(Vec<(String, String)>),
}

impl Sheet {
    /// Reads a text with tabs or under a header; `None` for a plain list. `is_known` tells who is on the map already: a
    /// column of those is no column of kinds.
    pub(super) fn read(text: &str, is_known: impl Fn(&str) -> bool) -> Option<Self> {
        let split = |line: &str| line.split('\t').map(|cell| plain(cell).to_owned()).collect::<Vec<_>>();
        let mut rows: Vec<Vec<String>> = text.lines().map(split).collect();
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = rows.iter().map(Vec::len).max()?;
        let header = rows.first().and_then(|row| header(row));
        if header.is_some() {
            rows.remove(0);
        } else if width < 2 || rows.iter().filter(|row| row.len() < 2).count() * 2 > rows.len() {
            return None;
        }
        let columns = header.unwrap_or_else(|| guessed(&rows, width, is_known));
        let cell = |row: &[String], column: Column| {
            let at = columns.iter().position(|other| *other == column)?;
            row.get(at).filter(|cell| !cell.is_empty()).cloned()
        };
        Some(if columns.contains(&Column::Name) {
            let named = |row: &Vec<String>| {
                let kind = cell(row, Column::Kind);
                // A word that is no kind is still worth keeping where nothing else is said.
                let known = kind.as_deref().and_then(kind_of);
                let remark = kind.filter(|_| known.is_none()).unwrap_or_default();
                Some(Row {
                    name: cell(row, Column::Name)?,
                    kind: known,
                    group: cell(row, Column::Group).unwrap_or_default(),
                    note: cell(row, Column::Note).unwrap_or(remark),
                })
            };
            Self::Names(rows.iter().filter_map(named).collect())
        } else {
            Self::Pairs(rows.iter().filter_map(|row| cell(row, Column::From).zip(cell(row, Column::To))).collect())
        })
    }
}

/// The columns that a first row names; `None` if it is a row like the others.
fn header(row: &[String]) -> Option<Vec<Column>> {
    let head = |cell: &String| {
        let word = cell.trim_end_matches(':').to_lowercase();
        HEADS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(column, _)| *column)
    };
    let found: Vec<Option<Column>> = row.iter().map(head).collect();
    let has = |column| found.contains(&Some(column));
    (has(Column::Name) || (has(Column::From) && has(Column::To)))
        .then(|| found.into_iter().map(|column| column.unwrap_or(Column::Other)).collect())
}

/// The columns of a table without a header: names and kinds where the second column is mostly words for kinds and
/// nobody in it is somebody elsewhere, else the two ends of connections.
fn guessed(rows: &[Vec<String>], width: usize, is_known: impl Fn(&str) -> bool) -> Vec<Column> {
    let second: Vec<&str> = rows.iter().filter_map(|row| row.get(1)).map(String::as_str).collect();
    let second: Vec<&str> = second.into_iter().filter(|cell| !cell.is_empty()).collect();
    let is_first = |word: &str| rows.iter().any(|row| row[0].to_lowercase() == word.to_lowercase());
    let kinds = second.iter().filter(|cell| kind_of(cell).is_some()).count();
    let people = second.iter().any(|cell| is_known(cell) || is_first(cell));
    if kinds * 5 >= second.len() * 3 && kinds > 0 && !people {
        let mut columns = vec![Column::Name, Column::Kind, Column::Note];
        columns.resize(width.max(3), Column::Other);
        columns
    } else {
        vec![Column::From, Column::To]
    }
}

/// The kind that a whole cell names, in the words of the file, of the menu or of everyday.
fn kind_of(cell: &str) -> Option<Kind> {
    let word = cell.to_lowercase();
    let singular = word
        .strip_suffix("ies")
        .map_or_else(|| word.strip_suffix('s').map(ToOwned::to_owned), |stem| Some(stem.to_owned() + "y"));
    let is = |name: &str| name == word || singular.as_deref() == Some(name);
    let ours = Kind::ALL.into_iter().find(|kind| is(kind.key()) || is(&crate::model::words::kind(kind).to_lowercase()));
    ours.or_else(|| KINDS.iter().find(|(_, words)| words.iter().any(|known| is(known))).map(|(kind, _)| kind.clone()))
}

/// A cell without blanks, the marks of a list and the quotes of a spreadsheet.
fn plain(cell: &str) -> &str {
    let cell = cell.trim().trim_start_matches(['-', '*', '\u{2022}']).trim();
    cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody(_: &str) -> bool {
        false
    }

    fn names(sheet: Option<Sheet>) -> Vec<(String, Option<Kind>)> {
        match sheet {
            Some(Sheet::Names(rows)) => rows.into_iter().map(|row| (row.name, row.kind)).collect(),
            other => panic!("these are no names: {other:?}"),
        }
    }

    #[test]
    fn a_header_says_what_columns_hold() {
        let sheet = Sheet::read("Note\tName\tArt\nold friend\tMia\tKundin\n\t\"Nora\"\twizard\n\t\tTeam\n", nobody);
        let Some(Sheet::Names(rows)) = sheet else { panic!("these are names") };
        assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].note.as_str()), (2, "Mia", "old friend"));
        assert_eq!(rows[0].kind, Some(Kind::Customer));
        assert_eq!((rows[1].name.as_str(), &rows[1].kind, rows[1].note.as_str()), ("Nora", &None, "wizard"));
        assert_eq!(names(Sheet::read("Namen\nMia", nobody)), [("Mia".to_owned(), None)]);
        let pairs = Sheet::read("Weight\tVon\tNach\n3\tMia\tNora", nobody);
        assert_eq!(pairs, Some(Sheet::Pairs(vec![("Mia".to_owned(), "Nora".to_owned())])));
    }

    #[test]
    fn a_column_of_kinds_is_no_column_of_people() {
        let table = "Mia\tCustomers\nNora\tSupplier\nBen\tsomething";
        let expected = [("Mia", Some(Kind::Customer)), ("Nora", Some(Kind::Supplier)), ("Ben", None)];
        assert_eq!(names(Sheet::read(table, nobody)), expected.map(|(name, kind)| (name.to_owned(), kind)));
        assert!(
            matches!(Sheet::read(table, |name| name == "Customers"), Some(Sheet::Pairs(pairs)) if pairs.len() == 3)
        );
        let linked = "Mia\tTeam\nTeam\tNora";
        assert!(matches!(Sheet::read(linked, nobody), Some(Sheet::Pairs(pairs)) if pairs.len() == 2));
        assert!(matches!(Sheet::read("Mia\tNora\t3\nNora\tBen\t1", nobody), Some(Sheet::Pairs(_))));
    }

    #[test]
    fn a_list_is_no_table() {
        assert_eq!(Sheet::read("Mia\nNora; customer\nPress\tMia", nobody), None);
        assert_eq!(Sheet::read(" \n", nobody), None);
    }
}
