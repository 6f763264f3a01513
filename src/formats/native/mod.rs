//! Our own format: UTF-8 JSON, one item a line. Versions, tolerance and the canonical writer.
//!
//! Key order: the file as `write.rs` writes it, an actor as in `Actor`, a connection as in
//! `Connection`; a place follows the note, unknown fields come last in their own order.

mod attachments;
mod json;
mod mend;
mod proof;
mod resolve;
mod v1;
mod write;

use self::json::{HALF_NAMES, Source};
use super::scan::{self, Fields, Json, Raw, unquoted};
use super::text::{Decoded, Fallback, decode};
use super::{Both, FormatError, Issue, Opened};
use crate::model::Document;

/// The newest version that this program writes and fully understands.
const VERSION: f64 = 1.0;

/// Reads a map of any released version, and a newer one that allows it.
pub(super) fn read(bytes: &[u8], entropy: u64) -> Result<Opened, FormatError> {
    let Decoded { text, issue } = decode(bytes, Fallback::Replacement)?;
    check_start(&text)?;
    let whole = text.trim_end_matches('\0');
    let json = Json::scan(whole)?;
    let mut source = Source::new(&json);
    if whole.len() < text.len() {
        source.about("file", "zeros follow after its end, as after a power cut; they were left out");
    }
    let (fields, halves) = json.top().fields().unwrap_or_default();
    if halves {
        source.about("map", &format!("it {HALF_NAMES}"));
    }
    source.issues.extend(issue);
    let newer = newer_version(&mut source, &fields)?;
    let mut file = v1::read(&mut source, fields)?;
    file.meta.extra.extend(newer.map(|raw| ("version".to_owned(), raw.to_owned())));
    let document = resolve::resolve(file, &mut source, entropy)?;
    let mut issues = source.issues;
    issues.sort_by_key(|issue| issue.line.unwrap_or(usize::MAX));
    Ok(Opened { document, issues, native: true, rows: None, of_no_kind: 0 })
}

/// Reads what can be read of a map that [`read`] refuses: whole items, and of a hurt item what stands before the
/// damage.
///
/// # Errors
/// As [`read`], where nothing is left.
pub(super) fn salvage(bytes: &[u8], entropy: u64) -> Result<Opened, FormatError> {
    let refused = match read(bytes, entropy) {
        Ok(opened) => return Ok(opened),
        Err(refused) => refused,
    };
    let Decoded { text, issue } = decode(bytes, Fallback::Replacement)?;
    let mended = mend::mend(text.trim_end_matches('\0'));
    if mended.items == 0 {
        return Err(refused);
    }
    let mut opened = read(mended.text.as_bytes(), entropy)?;
    for line in opened.issues.iter_mut().filter_map(|issue| issue.line.as_mut()) {
        *line = mended.lines.get(*line - 1).copied().unwrap_or(*line);
    }
    if mended.issues.is_empty() {
        let message = "a comma or a bracket was lost in this line; nothing else is missing".to_owned();
        opened.issues.push(Issue { line: refused.line, item: "file".to_owned(), message });
    }
    opened.issues.extend(mended.issues.into_iter().chain(issue));
    opened.issues.sort_by_key(|issue| issue.line.unwrap_or(usize::MAX));
    Ok(opened)
}

/// What is no map at all is told by how it begins, before anything is looked for in it.
fn check_start(text: &str) -> Result<(), FormatError> {
    let start = text.trim_start();
    let advice = match start.as_bytes().first() {
        Some(b'{') => return Ok(()),
        None => "The file holds nothing but blanks. Look for a copy or a backup of it.",
        _ if scan::is_merged(text) => return Ok(()),
        Some(b'<') if is_page(start) => {
            "This is a web page, not a map: a link to the map was saved, or a page that asks to sign in. \
             Download the map itself."
        }
        Some(b'<') => "This is XML, not a map. If it is a graph, give its name the ending .graphml and open it again.",
        _ => "This file is not a Threestrand map. Look for the one whose name ends in .strand.",
    };
    Err(FormatError::new(advice))
}

fn is_page(start: &str) -> bool {
    let start = start.get(..14).unwrap_or(start).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// The id of a map that may be hurt in any other place.
pub(super) fn id(bytes: &[u8]) -> Option<String> {
    let Decoded { text, issue: _ } = decode(bytes, Fallback::Replacement).ok()?;
    let json = Json::scan(&text).ok()?;
    let (fields, _) = json.top().fields()?;
    let (_, id) = fields.into_iter().rev().find(|(key, raw)| key == "id" && raw.first() == b'"')?;
    Some(unquoted(id.get()).0.into_owned()).filter(|id| !id.is_empty())
}

/// The canonical bytes of a map.
pub(super) fn write(document: &Document) -> Vec<u8> {
    write::write(document)
}

/// The bytes read as this map: item by item, else (a text was cleaned as it was written) as a whole.
///
/// # Errors
/// What is wrong with them.
pub(super) fn prove(bytes: &[u8], document: &Document, both: Both<'_>) -> Result<(), String> {
    if proof::reads_as(bytes, document, both) {
        return Ok(());
    }
    let Opened { document, issues, .. } = read(bytes, 0).map_err(|error| error.to_string())?;
    if let Some(issue) = issues.iter().find(|issue| !issue.message.contains("newer Threestrand")) {
        return Err(issue.to_string());
    }
    if write(&document) == bytes { Ok(()) } else { Err("it reads differently".to_owned()) }
}

/// Refuses what is not ours and what this version may not touch; the version's number if it is newer.
fn newer_version<'a>(source: &mut Source<'a>, fields: &Fields<'a>) -> Result<Option<&'a str>, FormatError> {
    let field = |name: &str| fields.iter().rev().find(|(key, _)| key == name).map(|(_, raw)| *raw);
    if field("format").is_none_or(|raw| raw.get() != "\"threestrand\"") {
        return Err(FormatError {
            line: field("format").map(|raw| source.line(raw)),
            message: "This is not a Threestrand map: it does not say \"format\": \"threestrand\" at the top. \
                      If it is one, mend that line."
                .to_owned(),
        });
    }
    let mut number = |name: &str| {
        let raw: Option<Raw<'a>> = field(name);
        let number = raw.and_then(|raw| raw.get().parse().ok()).filter(|number| (1.0..1.0e9).contains(number));
        if number.is_none() {
            source.about("map", &format!("\"{name}\" is missing or no version number; it was read as {VERSION}"));
        }
        number.unwrap_or(VERSION)
    };
    let (version, min_reader) = (number("version"), number("min_reader"));
    if min_reader > VERSION {
        return Err(FormatError::new(&format!(
            "This map was made by a newer Threestrand (format {}). Get that version to open it.",
            version.max(min_reader)
        )));
    }
    if version <= VERSION {
        return Ok(None);
    }
    source.about(
        "map",
        &format!("it was made by a newer Threestrand (format {version}); what this one does not know is kept as it is"),
    );
    Ok(field("version").map(Raw::get))
}
