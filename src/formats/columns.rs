//! What the columns of a table hold: as the first row says in our own words, in English, German or French or in
//! those of graph programs, else as the cells look. It reads no row; see `table`.

use std::collections::BTreeSet;

use crate::model::{Strand, kinds};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Source,
    Target,
    Weight,
    Direction,
    Need,
    Strand(Strand),
    Owner,
    Later,
    Name,
    /// What connections elsewhere call somebody.
    Id,
    Kind,
    Group,
    Inside,
    Goal,
    Note,
    /// It follows from others, as in our own tables: nothing is lost by leaving it out.
    Follows,
    /// Nothing that a map has a place for.
    Unused,
}

type Heads = [(Column, &'static [&'static str])];

/// Words above a remark, in either table.
const NOTES: &[&str] = &[
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
    "kommentare",
    "anmerkung",
    "anmerkungen",
    "beschreibung",
    "remarque",
    "remarques",
    "commentaire",
    "commentaires",
];

/// Words above the columns of a table of connections.
const PAIRS: &Heads = &[
    (Column::Source, &["source", "from", "a", "actor 1", "actor1", "von", "quelle", "node1", "de", "origine"]),
    (Column::Target, &["target", "to", "b", "actor 2", "actor2", "nach", "zu", "ziel", "node2", "à", "vers", "cible"]),
    (
        Column::Weight,
        &["weight", "strength", "value", "score", "gewicht", "stärke", "staerke", "wert", "poids", "force", "valeur"],
    ),
    (Column::Direction, &["direction", "directed", "type", "richtung"]),
    (
        Column::Need,
        &["need", "matters", "how much it matters", "importance", "wichtigkeit", "bedeutung", "wie wichtig"],
    ),
    (
        Column::Strand(Strand::Exchange),
        &["exchange", "give and take", "geben und nehmen", "austausch", "échange", "échanges", "donner et recevoir"],
    ),
    (
        Column::Strand(Strand::Relationship),
        &["relationship", "trust", "vertrauen", "beziehung", "confiance", "relation"],
    ),
    (
        Column::Strand(Strand::Values),
        &["values", "shared values", "werte", "gemeinsame werte", "valeurs", "valeurs partagées"],
    ),
    (Column::Owner, &["owner", "who looks after it", "responsible", "verantwortlich", "responsable"]),
    (Column::Later, &["later", "discuss later", "später", "plus tard"]),
    (Column::Note, NOTES),
    (Column::Note, &["label"]),
    (Column::Follows, &["points", "short by", "weak"]),
];

/// Words above the columns of a table of names.
const NAMES: &Heads = &[
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
            "label",
            "namen",
            "akteur",
            "akteure",
            "wer",
            "bezeichnung",
            "nom",
            "noms",
            "acteur",
            "acteurs",
            "partie prenante",
            "parties prenantes",
            "qui",
        ],
    ),
    (Column::Id, &["id"]),
    (
        Column::Kind,
        &[
            "kind",
            "type",
            "category",
            "role",
            "function",
            "art",
            "typ",
            "kategorie",
            "rolle",
            "funktion",
            "catégorie",
            "rôle",
            "fonction",
        ],
    ),
    (
        Column::Group,
        &["group", "cluster", "department", "area", "gruppe", "abteilung", "bereich", "groupe", "département"],
    ),
    (Column::Inside, &["inside", "intern", "interne"]),
    (Column::Goal, &["goal", "what do they want?", "ziel", "objectif"]),
    (Column::Note, NOTES),
    (Column::Follows, &["connections", "points"]),
];

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    of: Vec<Column>,
    /// A row is somebody; else it is a connection.
    pub(super) are_names: bool,
}

impl Columns {
    /// As the first row says; `None` if it is a row like the others.
    pub(super) fn of_header(cells: &[&str]) -> Option<Self> {
        let pairs = columns(cells, PAIRS);
        let at = |column| pairs.iter().position(|other| *other == column);
        if let (Some(source), Some(target)) = (at(Column::Source), at(Column::Target)) {
            // "a, b" alone may as well be the first two nodes of a list without a header.
            let may_be_nodes = (folded(cells[source]).as_str(), folded(cells[target]).as_str()) == ("a", "b");
            return (!may_be_nodes || at(Column::Weight).is_some()).then(|| Self::of_pairs(pairs));
        }
        Some(Self::of_names(cells)).filter(|columns| columns.of.contains(&Column::Name))
    }

    /// Of a table of names, whoever says so.
    pub(super) fn of_names(titles: &[&str]) -> Self {
        Self { of: columns(titles, NAMES), are_names: true }
    }

    /// Of a table of connections, whoever says so.
    pub(super) fn of_connections(titles: &[&str]) -> Self {
        Self::of_pairs(columns(titles, PAIRS))
    }

    /// Three ratings say more than one weight; without them nothing says what points follow from.
    fn of_pairs(of: Vec<Column>) -> Self {
        let mut columns = Self { of, are_names: false };
        let says_less = if columns.have_strands() { Column::Weight } else { Column::Follows };
        columns.of.iter_mut().filter(|column| **column == says_less).for_each(|column| *column = Column::Unused);
        columns
    }

    /// As the rows look: names where there is but one column; names and kinds where the second column is mostly words
    /// for kinds, nobody in it is somebody elsewhere and nobody has two rows; else the two ends of connections, and a
    /// weight if the third column begins with a number.
    pub(super) fn guessed(rows: &[Vec<String>], is_known: &dyn Fn(&str) -> bool) -> Self {
        if rows.iter().all(|row| row.len() < 2) {
            return Self { of: vec![Column::Name], are_names: true };
        }
        let second: Vec<&str> = rows.iter().filter_map(|row| row.get(1)).map(String::as_str).collect();
        let second: Vec<&str> = second.into_iter().filter(|cell| !cell.is_empty()).collect();
        let first = || rows.iter().map(|row| row[0].to_lowercase()).filter(|cell| !cell.is_empty());
        let firsts: BTreeSet<String> = first().collect();
        let said = second.iter().filter(|cell| kinds::word_for(cell).is_some()).count();
        let people = firsts.len() < first().count()
            || second.iter().any(|cell| is_known(cell) || firsts.contains(&cell.to_lowercase()));
        if said * 5 >= second.len() * 3 && said > 0 && !people {
            return Self { of: vec![Column::Name, Column::Kind, Column::Note], are_names: true };
        }
        let third = rows.first().and_then(|row| row.get(2)).and_then(|cell| super::table::number(cell));
        let mut of = vec![Column::Source, Column::Target];
        of.extend(third.map(|_| Column::Weight));
        Self { of, are_names: false }
    }

    /// A row is a name and nothing else.
    pub(super) fn are_bare_names(&self) -> bool {
        self.of == [Column::Name]
    }

    /// What a row has in a column; empty where it has none.
    pub(super) fn cell<'a>(&self, cells: &[&'a str], column: Column) -> &'a str {
        let at = self.of.iter().position(|other| *other == column);
        at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
    }

    /// Whether connections come with the ratings of their strands.
    pub(super) fn have_strands(&self) -> bool {
        self.of.iter().any(|column| matches!(column, Column::Strand(_)))
    }

    /// Whether they come with ratings, or with what else only our own tables have.
    pub(super) fn are_rated(&self) -> bool {
        self.have_strands() || [Column::Need, Column::Owner, Column::Later].iter().any(|ours| self.of.contains(ours))
    }

    /// The titles of columns that are not used.
    pub(super) fn unused<'a>(&self, header: &[&'a str]) -> Vec<&'a str> {
        let titles = header.iter().zip(&self.of);
        titles.filter(|(title, of)| **of == Column::Unused && !title.is_empty()).map(|(title, _)| *title).collect()
    }
}

/// What each title says; of two that say the same the first counts.
fn columns(titles: &[&str], heads: &Heads) -> Vec<Column> {
    let mut of: Vec<Column> = Vec::with_capacity(titles.len());
    for word in titles.iter().map(|title| folded(title)) {
        let found = heads.iter().find(|(_, known)| known.contains(&word.as_str())).map(|(column, _)| *column);
        let is_new = |column: &Column| *column == Column::Follows || !of.contains(column);
        let column = found.filter(is_new).unwrap_or(Column::Unused);
        of.push(column);
    }
    of
}

fn folded(cell: &str) -> String {
    cell.trim().trim_matches('"').trim().trim_end_matches(':').trim_end().to_lowercase().replace('_', " ")
}
