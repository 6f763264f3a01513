//! Bytes to model and back, no disk. A reader never fails for one bad item: it reports it.

mod cells;
mod columns;
mod dot;
mod draft;
mod graphml;
mod kumu;
pub mod limits;
mod lines;
mod native;
mod scan;
mod table;
mod text;

use std::collections::BTreeMap;
use std::fmt;

pub use self::cells::{read_cells, write_cells};
use self::draft::Draft;
pub use self::draft::{About, Cord};
pub use self::table::level as read_level;
use self::text::{Decoded, Fallback};
use crate::model::Document;

/// Something a reader had to drop, repair or merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Line of the file, from 1, where known.
    pub line: Option<usize>,
    /// The item, such as `connection "a--b"`.
    pub item: String,
    /// What was wrong and what was done about it, one sentence.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.item.is_empty() {
            write!(f, "{}: ", self.item)?;
        }
        f.write_str(&self.message)
    }
}

/// What came out of a file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The map; sound by `Document::check`.
    pub document: Document,
    /// What was dropped, repaired or merged; a file with issues is not silently overwritten.
    pub issues: Vec<Issue>,
    /// It is our own format: saving goes back to the same file.
    pub native: bool,
    /// What became of the rows of a table or graph; `None` for our own format.
    pub rows: Option<Rows>,
    /// How many actors of a table or graph got the usual kind because nothing tells theirs.
    pub of_no_kind: usize,
}

/// What a table on the clipboard says, before it is part of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Everybody in it, with what a table of names says about them.
    pub people: Vec<(String, About)>,
    /// Who is connected with whom, each pair once.
    pub cords: Vec<Cord>,
    /// What could not be used.
    pub issues: Vec<Issue>,
}

/// Reads a table as a spreadsheet copies it, by the rules of [`read`]; `None` for a plain list. `is_known` tells who is on
/// the map already: a column of those is no column of kinds.
#[must_use]
pub fn read_sheet(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Sheet> {
    table::sheet(text, is_known)
}

/// What became of the rows of an imported table, or of the nodes and edges of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows that hold something.
    pub read: usize,
    /// Rows that became a connection or an actor of their own, without a remark.
    pub used: usize,
    /// Rows with an issue of their own: merged, repaired or left out.
    pub reported: usize,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// Line of the file, from 1, where known.
    pub line: Option<usize>,
    /// What is wrong and what to do, one or two sentences.
    pub message: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for FormatError {}

impl FormatError {
    fn new(message: &str) -> Self {
        Self { line: None, message: message.to_owned() }
    }
}

/// A graph of any kind, for the layout alone: no document, no ratings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The name each node has in the file, in file order.
    pub ids: Vec<String>,
    /// Pairs of different nodes by index, each pair once.
    pub edges: Vec<(usize, usize)>,
    /// One weight an edge: the sum of the merged ones (our own files: points), 1 where none is given.
    pub weights: Vec<f64>,
}

/// Reads a file of any format we know; `name` decides (by its extension) together with the bytes.
/// `entropy` feeds ids that the file lacks, so that the same input gives the same document.
///
/// # Errors
/// If nothing can be read: wrong format, too large, a newer version.
pub fn read(name: &str, bytes: &[u8], entropy: u64) -> Result<Opened, FormatError> {
    match draft(name, bytes)? {
        None => native::read(bytes, entropy),
        Some(draft) => draft.resolve(entropy),
    }
}

/// As [`read`], but of a damaged map of our own what can be read; what was left out is among the issues.
///
/// # Errors
/// As [`read`], where nothing can be had.
pub fn salvage(name: &str, bytes: &[u8], entropy: u64) -> Result<Opened, FormatError> {
    match draft(name, bytes)? {
        None => native::salvage(bytes, entropy),
        Some(draft) => draft.resolve(entropy),
    }
}

/// Reads the graph in a file of any format we know, without making a document.
///
/// # Errors
/// As [`read`].
pub fn read_graph(name: &str, bytes: &[u8]) -> Result<Graph, FormatError> {
    if let Some(draft) = draft(name, bytes)? {
        return Ok(draft.into_graph());
    }
    let document = native::read(bytes, 0)?.document;
    let ids = document.actors().map(|(_, actor)| actor.key.clone()).collect();
    let index: BTreeMap<_, _> = document.actors().enumerate().map(|(i, (id, _))| (id, i)).collect();
    let edges = document.connections().map(|(_, connection)| (index[&connection.a], index[&connection.b])).collect();
    let weights = document.connections().map(|(_, connection)| f64::from(connection.points())).collect();
    Ok(Graph { ids, edges, weights })
}

/// What an importer finds in the file; `None` for our own format.
fn draft(name: &str, bytes: &[u8]) -> Result<Option<Draft>, FormatError> {
    let lower = name.to_lowercase();
    let is = |extensions: &[&str]| extensions.iter().any(|extension| lower.ends_with(extension));
    for (magic, advice) in FOREIGN {
        if bytes.starts_with(magic) {
            return Err(FormatError::new(advice));
        }
    }
    if is(&[".strand"]) {
        return Ok(None);
    }
    let Decoded { text, issue } = text::decode(bytes, Fallback::Windows1252)?;
    let start = text.trim_start();
    // A letter in fifty at most is a control character, whatever wrote the file.
    let (odd, all) = text.chars().take(4096).fold((0, 0), |(odd, all), c| (odd + u32::from(is_odd(c)), all + 1));
    let mut draft = if is(&[".json"]) || start.starts_with('{') {
        let Some(draft) = kumu::read(&text)? else { return Ok(None) };
        draft
    } else if odd > 8 && odd * 50 > all {
        return Err(FormatError::new(&format!("This file holds no text. {WHAT_OPENS}")));
    } else if start.starts_with('<') {
        graphml::read(&text)?
    } else if is(&[".dot", ".gv"]) || dot::is_dot(&text) {
        dot::read(&text)?
    } else if is(&[".csv", ".tsv", ".tab", ".txt", ".edges", ".edgelist"]) || table::has_header(&text) {
        table::read(&text)?
    } else {
        return Err(FormatError::new(&format!("This is no format that can be opened. {WHAT_OPENS}")));
    };
    draft.issues.extend(issue);
    if draft.title.is_empty() {
        let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
        stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).clone_into(&mut draft.title);
    }
    Ok(Some(draft))
}

const WHAT_OPENS: &str =
    "Open a .strand map, a .csv table, a .graphml, .gexf or .dot graph, or a .json project of Kumu.";

/// A character that no text has.
fn is_odd(c: char) -> bool {
    (c.is_control() || c == char::REPLACEMENT_CHARACTER) && !c.is_whitespace()
}

/// Files that people try, known by their first bytes, and what to do instead.
const FOREIGN: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "This is a spreadsheet or another packed file. Save the sheet as CSV and open that."),
    (b"\xD0\xCF\x11\xE0", "This is an old spreadsheet. Save the sheet as CSV and open that."),
    (b"\x1F\x8B", "This file is packed (gzip). Unpack it and open what is in it."),
    (b"%PDF", "This is a PDF; a map cannot be read back from it. Open the .strand file it was made from."),
    (b"\x89PNG", "This is a picture; a map cannot be read back from it. Open the .strand file it was made from."),
];

/// The id that a map of our own says it has, found without reading the map; `None` if it says none.
#[must_use]
pub fn strand_id(bytes: &[u8]) -> Option<String> {
    native::id(bytes)
}

/// The native file, canonical: reading it and writing it again changes no byte.
#[must_use]
pub fn write_strand(document: &Document) -> Vec<u8> {
    native::write(document)
}

/// How two halves of a work are done: in turn, or at once by whoever has threads. Answers whether both came out well.
pub type Both<'a> = &'a dyn Fn(&(dyn Fn() -> bool + Sync), &(dyn Fn() -> bool + Sync)) -> bool;

/// Proves that bytes of [`write_strand`] read as the map they were written from.
///
/// # Errors
/// What is wrong with them, in words.
pub fn prove_strand(bytes: &[u8], document: &Document, both: Both<'_>) -> Result<(), String> {
    native::prove(bytes, document, both)
}
