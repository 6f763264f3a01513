//! Items of a JSON file, read field by field, so that one bad field costs neither its item nor the file; what
//! is wrong is reported with its line and name. It knows nothing of maps.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Display;

use crate::formats::limits::{MAX_ITEMS, MAX_KEY_BYTES, MAX_TEXT_BYTES};
use crate::formats::lines::Lines;
use crate::formats::scan::{Fields, Json, Raw, unquoted};
use crate::formats::text::{clean, cut};
use crate::formats::{FormatError, Issue};
use crate::geom;
use crate::model::{Date, Level};

/// A file's text and what was found wrong in it.
#[derive(Debug)]
pub(super) struct Source<'a> {
    lines: Lines<'a>,
    pub(super) issues: Vec<Issue>,
}

impl<'a> Source<'a> {
    pub(super) fn new(json: &Json<'a>) -> Self {
        Self { lines: Lines::new(json.text()), issues: Vec::new() }
    }

    /// The line on which a part of this text begins.
    pub(super) fn line(&self, part: Raw<'_>) -> usize {
        self.lines.at(part.start())
    }

    pub(super) fn issue(&mut self, at: Raw<'_>, item: String, message: impl Into<String>) {
        let line = Some(self.line(at));
        self.issues.push(Issue { line, item, message: message.into() });
    }

    /// Reports something that has no line.
    pub(super) fn about(&mut self, item: &str, message: &str) {
        self.issues.push(Issue { line: None, item: item.to_owned(), message: message.to_owned() });
    }

    /// The elements of a list, each still raw; anything else is reported and empty.
    pub(super) fn list(&mut self, name: &str, raw: Raw<'a>) -> Result<Vec<Raw<'a>>, FormatError> {
        let Some(elements) = raw.elements() else {
            if !raw.is_null() {
                self.issue(raw, name.to_owned(), "this is not a list; it was left out");
            }
            return Ok(Vec::new());
        };
        // One above the limit is enough to know: a hostile list costs no memory.
        let items: Vec<_> = elements.take(MAX_ITEMS + 1).collect();
        if items.len() > MAX_ITEMS {
            return Err(FormatError {
                line: Some(self.line(raw)),
                message: format!("There are more than {MAX_ITEMS} {name}; that is more than a map can hold. Split it."),
            });
        }
        Ok(items)
    }
}

/// An object whose fields are read one by one; what is wrong is reported with its line and name.
#[derive(Debug)]
pub(super) struct Item<'a, 's> {
    pub(super) source: &'s mut Source<'a>,
    raw: Raw<'a>,
    /// The field that was read last: where an issue is.
    at: Raw<'a>,
    kind: &'static str,
    fields: Fields<'a>,
}

impl<'a, 's> Item<'a, 's> {
    /// `None`, reported, if it is no object.
    pub(super) fn open(source: &'s mut Source<'a>, kind: &'static str, raw: Raw<'a>) -> Option<Self> {
        let Some((fields, halves)) = raw.fields() else {
            source.issue(raw, kind.to_owned(), "this is not an object in braces; it was left out");
            return None;
        };
        let mut item = Self { source, raw, at: raw, kind, fields };
        if halves {
            item.whole(format!("it {HALF_NAMES}"));
        }
        item.drop_repeated();
        Some(item)
    }

    /// The file itself as an item; `at` is any part of it.
    pub(super) fn of_file(source: &'s mut Source<'a>, at: Raw<'a>, fields: Fields<'a>) -> Self {
        let mut item = Self { source, raw: at, at, kind: "map", fields };
        item.drop_repeated();
        item
    }

    /// A repeated field: the last one counts, as in most programs that read JSON.
    fn drop_repeated(&mut self) {
        // Comparing with those before is quicker than a set for our items, not for a million fields; it is only
        // done where a name is like one of them at a glance, by its first letter and its length.
        const FEW: usize = 64;
        let fields = &self.fields;
        let mut glances = 0_u64;
        let is_new = |i: usize| {
            let key = &fields[i].0;
            let glance = 1 << ((7 * usize::from(key.bytes().next().unwrap_or_default()) + key.len()) % 64);
            let was_seen = glances & glance != 0;
            glances |= glance;
            !(was_seen && fields[..i].iter().any(|(other, _)| other == key))
        };
        if fields.len() <= FEW && (0..fields.len()).all(is_new) {
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
    pub(super) fn issue(&mut self, field: impl Display, message: &str) {
        self.report(format!("{} {message}", field_name(&field.to_string())));
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
    pub(super) fn text(&mut self, field: &str, raw: Raw<'a>) -> Option<String> {
        self.at = raw;
        let written = raw.get();
        let mut text = match raw.first() {
            b'"' => {
                let (text, halves) = unquoted(written);
                if halves {
                    self.issue(field, "held half characters; they were replaced by the sign \u{fffd}");
                }
                text
            }
            b'n' => return None,
            b'{' | b'[' => {
                self.issue(field, "is not a text; it was left out");
                return None;
            }
            _ => {
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

    /// An id or a reference to one: a short text.
    pub(super) fn key(&mut self, field: &str, raw: Raw<'a>) -> Option<String> {
        let key = self.text(field, raw)?;
        if key.len() > MAX_KEY_BYTES {
            self.issue(field, &format!("has more than {MAX_KEY_BYTES} letters; it was cut"));
            return Some(cut(&key, MAX_KEY_BYTES).to_owned());
        }
        Some(key)
    }

    /// An id that stands as the name of a field within `field`; `None`, reported, where it cannot be one.
    pub(super) fn key_of(&mut self, field: &str, name: &str, raw: Raw<'a>) -> Option<String> {
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
    pub(super) fn texts(&mut self, field: &str, raw: Raw<'a>) -> Vec<String> {
        self.at = raw;
        match raw.first() {
            b'[' => {
                let items = self.list(field, raw);
                items.into_iter().filter_map(|item| self.text(field, item)).filter(|text| !text.is_empty()).collect()
            }
            b'"' => {
                self.issue(field, "is not a list; it was read as a list of one");
                self.text(field, raw).into_iter().filter(|text| !text.is_empty()).collect()
            }
            b'n' => Vec::new(),
            _ => {
                self.issue(field, "is not a list of texts; it was left out");
                Vec::new()
            }
        }
    }

    /// A list within this item; anything else is reported and empty.
    pub(super) fn list(&mut self, field: &str, raw: Raw<'a>) -> Vec<Raw<'a>> {
        self.at = raw;
        let Some(elements) = raw.elements() else {
            if !raw.is_null() {
                self.issue(field, "is not a list; it was left out");
            }
            return Vec::new();
        };
        elements.take(MAX_ITEMS).collect()
    }

    /// A whole number from 0 to 5; others are brought to the nearer end.
    pub(super) fn level(&mut self, field: impl Display, raw: Raw<'a>) -> Option<Level> {
        self.at = raw;
        if raw.is_null() {
            return None;
        }
        let number = self.number(&field, raw)?;
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
    pub(super) fn number(&mut self, field: impl Display, raw: Raw<'a>) -> Option<f64> {
        self.at = raw;
        let written = raw.get();
        if !matches!(raw.first(), b'-' | b'0'..=b'9') {
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
    pub(super) fn flag(&mut self, field: &str, raw: Raw<'a>) -> Option<bool> {
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
    pub(super) fn word<T: Copy>(&mut self, field: &str, raw: Raw<'a>, words: &[(&str, T)]) -> Option<T> {
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
    pub(super) fn date(&mut self, field: &str, raw: Raw<'a>) -> Option<Date> {
        let text = self.text(field, raw)?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.issue(field, "is not a day like 2026-11-23; it was left out");
        }
        date
    }

    /// Six counts of hands.
    pub(super) fn hands(&mut self, field: &str, raw: Raw<'a>) -> Option<[u32; 6]> {
        self.at = raw;
        if raw.is_null() {
            return None;
        }
        let counts: Option<Vec<u32>> =
            raw.elements().and_then(|counts| counts.map(|count| count.get().parse().ok()).collect());
        let counts = counts.and_then(|counts| counts.try_into().ok());
        if counts.is_none() {
            self.issue(field, "is not six counts of hands; it was left out");
        }
        counts
    }

    /// An object within this item, whose issues carry this item's name; `None` for `null`.
    pub(super) fn object(&mut self, field: &str, raw: Raw<'a>) -> Option<Fields<'a>> {
        self.at = raw;
        if raw.is_null() {
            return None;
        }
        let Some((fields, halves)) = raw.fields() else {
            self.issue(field, "is not an object in braces; it was left out");
            return None;
        };
        if halves {
            self.issue(field, HALF_NAMES);
        }
        Some(fields)
    }
}

/// What is said of an object in which a field's name held surrogates without a partner.
pub(super) const HALF_NAMES: &str = "has a field with half characters in its name; the sign \u{fffd} stands for them";

fn field_name(field: &str) -> String {
    if field.is_empty() { "it".to_owned() } else { format!("\"{}\"", cut(field, 60)) }
}

/// ` "exec"` for messages, cheap: only called when something is wrong.
fn id_of(raw: Raw<'_>) -> String {
    let Some((fields, _)) = raw.fields() else { return String::new() };
    let id = fields.iter().rev().find(|(key, _)| key == "id").map(|(_, raw)| raw.get());
    id.filter(|id| id.starts_with('"')).map(|id| format!(" {}", cut(id, 80))).unwrap_or_default()
}
