//! JSON with its text kept: objects as lists of raw fields, each read alone, so that one bad field
//! costs neither its item nor the file. It knows nothing of maps.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::formats::limits::{MAX_DEPTH, MAX_ITEMS, MAX_KEY_BYTES, MAX_TEXT_BYTES};
use crate::formats::lines::Lines;
use crate::formats::text::{clean, cut};
use crate::formats::{FormatError, Issue};
use crate::geom;
use crate::model::{Date, Level};

/// The fields of an object, in file order.
pub(super) type Fields<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// A file's text and what was found wrong in it.
#[derive(Debug)]
pub(super) struct Source<'a> {
    lines: Lines<'a>,
    pub(super) issues: Vec<Issue>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { lines: Lines::new(text), issues: Vec::new() }
    }

    /// The line on which a part of this text begins.
    pub(super) fn line(&self, part: &RawValue) -> usize {
        self.lines.of(part.get())
    }

    pub(super) fn issue(&mut self, at: &RawValue, item: String, message: impl Into<String>) {
        let line = Some(self.line(at));
        self.issues.push(Issue { line, item, message: message.into() });
    }

    /// Reports something that has no line.
    pub(super) fn about(&mut self, item: &str, message: &str) {
        self.issues.push(Issue { line: None, item: item.to_owned(), message: message.to_owned() });
    }

    /// The elements of a list, each still raw; anything else is reported and empty.
    pub(super) fn list(&mut self, name: &str, raw: &'a RawValue) -> Result<Vec<&'a RawValue>, FormatError> {
        if is_null(raw) {
            return Ok(Vec::new());
        }
        match serde_json::from_str::<List<'a>>(raw.get()) {
            Ok(List(items)) if items.len() > MAX_ITEMS => Err(FormatError {
                line: Some(self.line(raw)),
                message: format!("There are more than {MAX_ITEMS} {name}; that is more than a map can hold. Split it."),
            }),
            Ok(List(items)) => Ok(items),
            Err(_) => {
                self.issue(raw, name.to_owned(), "this is not a list; it was left out");
                Ok(Vec::new())
            }
        }
    }
}

/// An object whose fields are read one by one; what is wrong is reported with its line and name.
#[derive(Debug)]
pub(super) struct Item<'a, 's> {
    pub(super) source: &'s mut Source<'a>,
    raw: &'a RawValue,
    /// The field that was read last: where an issue is.
    at: &'a RawValue,
    kind: &'static str,
    fields: Fields<'a>,
}

impl<'a, 's> Item<'a, 's> {
    /// `None`, reported, if it is no object.
    pub(super) fn open(source: &'s mut Source<'a>, kind: &'static str, raw: &'a RawValue) -> Option<Self> {
        let Ok(Object(fields)) = serde_json::from_str::<Object<'a>>(raw.get()) else {
            source.issue(raw, kind.to_owned(), "this is not an object in braces; it was left out");
            return None;
        };
        let mut item = Self { source, raw, at: raw, kind, fields };
        item.drop_repeated();
        Some(item)
    }

    /// The file itself as an item; `at` is any part of it.
    pub(super) fn of_file(source: &'s mut Source<'a>, at: &'a RawValue, fields: Fields<'a>) -> Self {
        let mut item = Self { source, raw: at, at, kind: "map", fields };
        item.drop_repeated();
        item
    }

    /// A repeated field: the last one counts, as in most programs that read JSON.
    fn drop_repeated(&mut self) {
        // Comparing each with each is quicker than a set for our items, not for a million fields.
        const FEW: usize = 64;
        let fields = &self.fields;
        let is_repeated = |i: usize| fields[i + 1..].iter().any(|(key, _)| *key == fields[i].0);
        if fields.len() <= FEW && !(0..fields.len()).any(is_repeated) {
            return;
        }
        let mut seen = BTreeSet::new();
        let mut kept: Fields<'a> = Vec::new();
        for (key, raw) in std::mem::take(&mut self.fields).into_iter().rev() {
            if seen.insert(key.clone()) {
                kept.push((key, raw));
            } else {
                self.at = raw;
                self.issue(&key, "is given twice; the last one counts");
            }
        }
        kept.reverse();
        self.fields = kept;
        self.at = self.raw;
    }

    /// All fields, handed over once.
    pub(super) fn fields(&mut self) -> Fields<'a> {
        std::mem::take(&mut self.fields)
    }

    /// Reports something about one field of this item.
    pub(super) fn issue(&mut self, field: &str, message: &str) {
        self.report(format!("{} {message}", field_name(field)));
    }

    /// Reports something about the whole item.
    pub(super) fn whole(&mut self, message: impl Into<String>) {
        self.at = self.raw;
        self.report(message.into());
    }

    fn report(&mut self, message: String) {
        let item = format!("{}{}", self.kind, id_of(self.raw));
        self.source.issue(self.at, item, message);
    }

    /// A text; numbers and yes/no are taken as written. `null` is no text.
    pub(super) fn text(&mut self, field: &str, raw: &'a RawValue) -> Option<String> {
        self.at = raw;
        let written = raw.get();
        let mut text = match written.as_bytes().first() {
            Some(b'"') => Cow::Owned(self.unquoted(field, written)?),
            Some(b'n') => return None,
            Some(b'{' | b'[') | None => {
                self.issue(field, "is not a text; it was left out");
                return None;
            }
            Some(_) => {
                self.issue(field, "is not in quotes; it was read as a text");
                Cow::Borrowed(written)
            }
        };
        if let Cow::Owned(usable) = clean(&text) {
            self.issue(field, "held characters that cannot be shown; they were taken out");
            text = Cow::Owned(usable);
        }
        if text.len() > MAX_TEXT_BYTES {
            self.issue(field, &format!("has more than {MAX_TEXT_BYTES} letters; the rest was cut off"));
            return Some(cut(&text, MAX_TEXT_BYTES).to_owned());
        }
        Some(text.into_owned())
    }

    /// The text between quotes; surrogates without a partner (which no text can hold) are replaced.
    fn unquoted(&mut self, field: &str, written: &str) -> Option<String> {
        let inner = &written[1..written.len() - 1];
        if !inner.as_bytes().contains(&b'\\') {
            return Some(inner.to_owned());
        }
        if let Ok(text) = serde_json::from_str::<String>(written) {
            return Some(text);
        }
        let Ok(Bytes(bytes)) = serde_json::from_str::<Bytes>(written) else {
            self.issue(field, "is not a text; it was left out");
            return None;
        };
        self.issue(field, "held half characters; they were replaced by the sign \u{fffd}");
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// An id or a reference to one: a short text.
    pub(super) fn key(&mut self, field: &str, raw: &'a RawValue) -> Option<String> {
        let key = self.text(field, raw)?;
        if key.len() > MAX_KEY_BYTES {
            self.issue(field, &format!("has more than {MAX_KEY_BYTES} letters; it was cut"));
            return Some(cut(&key, MAX_KEY_BYTES).to_owned());
        }
        Some(key)
    }

    /// An id that stands as the name of a field within `field`; `None`, reported, where it cannot be one.
    pub(super) fn key_of(&mut self, field: &str, name: &str, raw: &'a RawValue) -> Option<String> {
        self.at = raw;
        let usable = cut(&clean(name), MAX_KEY_BYTES).to_owned();
        if usable.is_empty() {
            self.issue(field, "names nobody in one place; that was left out");
            return None;
        }
        if usable != name {
            self.issue(field, "has a name with characters that cannot be shown, or too long; they were taken out");
        }
        Some(usable)
    }

    /// A list of texts without empty ones; a single text counts as a list of one.
    pub(super) fn texts(&mut self, field: &str, raw: &'a RawValue) -> Vec<String> {
        self.at = raw;
        match raw.get().as_bytes().first() {
            Some(b'[') => {
                let items = self.list(field, raw);
                items.into_iter().filter_map(|item| self.text(field, item)).filter(|text| !text.is_empty()).collect()
            }
            Some(b'"') => {
                self.issue(field, "is not a list; it was read as a list of one");
                self.text(field, raw).into_iter().filter(|text| !text.is_empty()).collect()
            }
            Some(b'n') => Vec::new(),
            _ => {
                self.issue(field, "is not a list of texts; it was left out");
                Vec::new()
            }
        }
    }

    /// A list within this item; anything else is reported and empty.
    pub(super) fn list(&mut self, field: &str, raw: &'a RawValue) -> Vec<&'a RawValue> {
        self.at = raw;
        match serde_json::from_str::<List<'a>>(raw.get()) {
            Ok(List(items)) => items,
            Err(_) => {
                if !is_null(raw) {
                    self.issue(field, "is not a list; it was left out");
                }
                Vec::new()
            }
        }
    }

    /// A whole number from 0 to 5; others are brought to the nearer end.
    pub(super) fn level(&mut self, field: &str, raw: &'a RawValue) -> Option<Level> {
        self.at = raw;
        if is_null(raw) {
            return None;
        }
        let number = self.number(field, raw)?;
        if number.fract() != 0.0 {
            self.issue(field, &format!("is {number}, not a whole number from 0 to 5; it was left out"));
            return None;
        }
        let level = Level::clamped(number.clamp(0.0, 255.0) as u8);
        if f64::from(level.get()) != number {
            self.issue(field, &format!("is {number}; the nearest level is {}", level.get()));
        }
        Some(level)
    }

    /// A finite number.
    pub(super) fn number(&mut self, field: &str, raw: &'a RawValue) -> Option<f64> {
        self.at = raw;
        let written = raw.get();
        if !matches!(written.as_bytes().first(), Some(b'-' | b'0'..=b'9')) {
            self.issue(field, "is not a number; it was left out");
            return None;
        }
        let number = written.parse().ok().and_then(geom::finite);
        if number.is_none() {
            self.issue(field, "is a number out of range; it was left out");
        }
        number
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, field: &str, raw: &'a RawValue) -> Option<bool> {
        self.at = raw;
        match raw.get() {
            "true" => Some(true),
            "false" => Some(false),
            "null" => None,
            _ => {
                self.issue(field, "is neither true nor false; it was left out");
                None
            }
        }
    }

    /// One word of a closed list.
    pub(super) fn word<T: Copy>(&mut self, field: &str, raw: &'a RawValue, words: &[(&str, T)]) -> Option<T> {
        let word = self.text(field, raw)?;
        let found = words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
            let word = cut(&word, 60);
            self.issue(field, &format!("is \"{word}\", none of {}; it was left out", known.join(", ")));
        }
        found
    }

    /// A day.
    pub(super) fn date(&mut self, field: &str, raw: &'a RawValue) -> Option<Date> {
        let text = self.text(field, raw)?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.issue(field, "is not a day like 2026-11-23; it was left out");
        }
        date
    }

    /// Six counts of hands.
    pub(super) fn hands(&mut self, field: &str, raw: &'a RawValue) -> Option<[u32; 6]> {
        self.at = raw;
        if is_null(raw) {
            return None;
        }
        let counts = serde_json::from_str(raw.get()).ok();
        if counts.is_none() {
            self.issue(field, "is not six counts of hands; it was left out");
        }
        counts
    }

    /// An object within this item, whose issues carry this item's name; `None` for `null`.
    pub(super) fn object(&mut self, field: &str, raw: &'a RawValue) -> Option<Fields<'a>> {
        self.at = raw;
        if is_null(raw) {
            return None;
        }
        match serde_json::from_str::<Object<'a>>(raw.get()) {
            Ok(Object(fields)) => Some(fields),
            Err(_) => {
                self.issue(field, "is not an object in braces; it was left out");
                None
            }
        }
    }
}

/// Finds what is wrong with the file as a whole before any parser sees it: brackets too deep.
pub(super) fn check_depth(text: &str) -> Result<(), FormatError> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let line = Some(1 + text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count());
            let message = format!("Brackets lie more than {MAX_DEPTH} deep here; no map needs that. Mend this line.");
            return Err(FormatError { line, message });
        }
    }
    Ok(())
}

/// The fields of the whole file.
pub(super) fn top_level(text: &str) -> Result<Fields<'_>, FormatError> {
    serde_json::from_str::<Object<'_>>(text).map(|Object(fields)| fields).map_err(|error| {
        let line = Some(error.line()).filter(|line| *line > 0);
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let message = if error.is_eof() {
            "The file ends too early: it was not written or copied whole. Look for a copy or a backup of it.".to_owned()
        } else {
            format!("This is not valid JSON ({reason}). Mend this line, or look for a copy or a backup of the file.")
        };
        FormatError { line, message }
    })
}

pub(super) fn is_null(raw: &RawValue) -> bool {
    raw.get() == "null"
}

fn field_name(field: &str) -> String {
    if field.is_empty() { "it".to_owned() } else { format!("\"{}\"", cut(field, 60)) }
}

/// ` "exec"` for messages, cheap: only called when something is wrong.
fn id_of(raw: &RawValue) -> String {
    let Ok(Object(fields)) = serde_json::from_str::<Object<'_>>(raw.get()) else { return String::new() };
    let id = fields.iter().rev().find(|(key, _)| key == "id").map(|(_, raw)| raw.get());
    id.filter(|id| id.starts_with('"')).map(|id| format!(" {}", cut(id, 80))).unwrap_or_default()
}

struct Object<'a>(Fields<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(16);
                while let Some((Key(key), raw)) = map.next_entry()? {
                    fields.push((key, raw));
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The elements of a list; it stops one above [`MAX_ITEMS`], so that a hostile list costs no memory.
struct List<'a>(Vec<&'a RawValue>);

impl<'de> Deserialize<'de> for List<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = List<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while items.len() <= MAX_ITEMS
                    && let Some(item) = list.next_element()?
                {
                    items.push(item);
                }
                while items.len() > MAX_ITEMS && list.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Ok(List(items))
            }
        }
        deserializer.deserialize_seq(Elements)
    }
}

/// A string as bytes: unlike a text it may hold surrogates without a partner.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyBytes;
        impl Visitor<'_> for AnyBytes {
            type Value = Bytes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(AnyBytes)
    }
}
