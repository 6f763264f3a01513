//! Our own format: UTF-8 JSON, one item a line. Versions, tolerance and the canonical writer.
//!
//! Key order: the file as `write.rs` writes it, an actor as in `Actor`, a connection as in
//! `Connection`; a place follows the note, unknown fields come last in their own order.

mod attachments;
mod json;
mod resolve;
mod v1;
mod write;

use serde_json::value::RawValue;

use self::json::{Fields, Source, check_depth, top_level};
use super::text::{Decoded, Fallback, decode};
use super::{FormatError, Opened};
use crate::model::Document;

/// The newest version that this program writes and fully understands.
const VERSION: f64 = 1.0;

/// Reads a map of any released version, and a newer one that allows it.
pub(super) fn read(bytes: &[u8], entropy: u64) -> Result<Opened, FormatError> {
    let Decoded { text, issue } = decode(bytes, Fallback::Replacement)?;
    check_depth(&text)?;
    let fields = top_level(&text)?;
    let mut source = Source::new(&text);
    source.issues.extend(issue);
    let newer = newer_version(&mut source, &fields)?;
    let mut file = v1::read(&mut source, fields)?;
    file.meta.extra.extend(newer.map(|raw| ("version".to_owned(), raw.to_owned())));
    let document = resolve::resolve(file, &mut source, entropy)?;
    let mut issues = source.issues;
    issues.sort_by_key(|issue| issue.line.unwrap_or(usize::MAX));
    Ok(Opened { document, issues, native: true, rows: None })
}

/// The id of a map that may be hurt in any other place.
pub(super) fn id(bytes: &[u8]) -> Option<String> {
    let Decoded { text, issue: _ } = decode(bytes, Fallback::Replacement).ok()?;
    check_depth(&text).ok()?;
    let fields = top_level(&text).ok()?;
    let id = fields.iter().rev().find(|(key, _)| key == "id").and_then(|(_, raw)| serde_json::from_str(raw.get()).ok());
    id.filter(|id: &String| !id.is_empty())
}

/// The canonical bytes of a map.
pub(super) fn write(document: &Document) -> Vec<u8> {
    write::write(document)
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
        let raw: Option<&RawValue> = field(name);
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
    Ok(field("version").map(RawValue::get))
}
