//! Limits that come before parsers. Each is far above what a person makes and far below what hurts.

/// Bytes of one file. A map of 200,000 connections has about 40 MiB; larger files are something else.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// Actors, values, connections or perspectives of one document, each. Above it no interaction is fluent.
pub const MAX_ITEMS: usize = 200_000;

/// Brackets within brackets. Our own files need five; deeper ones are made to exhaust the stack.
pub const MAX_DEPTH: usize = 64;

/// Bytes of one text. A note of a megabyte still opens; longer ones are cut and reported.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// Bytes of one id: long enough for a URL, short enough for a message.
pub const MAX_KEY_BYTES: usize = 1024;

/// Bytes of a group's name that its members take over: a label as large as a text, once for each, would fill the memory.
pub const MAX_GROUP_BYTES: usize = 200;

/// Rows of a table, or nodes or edges of a graph: as many as a spreadsheet has.
pub const MAX_ROWS: usize = 1_048_576;

/// Values and names of fields in one file of our own. The largest real one has a quarter of that; more would
/// only fill the memory.
pub const MAX_PARTS: usize = 16 << 20;
