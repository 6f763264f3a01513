//! The text of a JSON file, checked whole in one pass: where each value begins and ends, and nothing else.
//!
//! Values stay as they are written until somebody wants them, so that one bad field costs neither its item
//! nor the file, and unknown ones are written back as they stood. It knows nothing of maps.

use std::borrow::Cow;

use crate::formats::FormatError;
use crate::formats::limits::{MAX_DEPTH, MAX_PARTS};

/// A checked text.
#[derive(Debug)]
pub(super) struct Json<'t> {
    text: &'t str,
    /// All values and the names of fields, in the order of the text: each before what is in it.
    marks: Vec<Mark>,
}

/// Where a value stands; `next` is the first mark after it and all that is in it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: u32,
    end: u32,
    next: u32,
}

/// One value of a checked text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    json: &'a Json<'a>,
    mark: u32,
}

/// The fields of an object, in file order.
pub(super) type Fields<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;

impl<'t> Json<'t> {
    /// Checks a whole text.
    pub(super) fn scan(text: &'t str) -> Result<Self, FormatError> {
        // Our own files have a value for every ten bytes.
        let marks = Vec::with_capacity(text.len() / 10);
        let mut scan = Scan { text, bytes: text.as_bytes(), at: 0, depth: 0, marks };
        match scan.whole() {
            Ok(()) => Ok(Self { text, marks: scan.marks }),
            Err(fault) => Err(scan.told(fault)),
        }
    }

    /// The text as it was given.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The value that is the whole text.
    pub(super) fn top(&self) -> Raw<'_> {
        Raw { json: self, mark: 0 }
    }
}

impl<'a> Raw<'a> {
    fn own(self) -> Mark {
        self.json.marks[self.mark as usize]
    }

    /// As it is written.
    pub(super) fn get(self) -> &'a str {
        let Mark { start, end, .. } = self.own();
        &self.json.text[start as usize..end as usize]
    }

    /// Where it begins in the text.
    pub(super) fn start(self) -> usize {
        self.own().start as usize
    }

    /// Its first letter tells what it is: `{`, `[`, `"`, `t`, `f`, `n`, or the beginning of a number.
    pub(super) fn first(self) -> u8 {
        self.json.text.as_bytes()[self.start()]
    }

    pub(super) fn is_null(self) -> bool {
        self.first() == b'n'
    }

    fn parts(self) -> impl Iterator<Item = Self> {
        let next = self.own().next;
        let mut mark = self.mark + 1;
        std::iter::from_fn(move || {
            let part = (mark < next).then_some(Self { mark, ..self })?;
            mark = part.own().next;
            Some(part)
        })
    }

    /// The elements; `None` if it is no list.
    pub(super) fn elements(self) -> Option<impl Iterator<Item = Self>> {
        (self.first() == b'[').then(|| self.parts())
    }

    /// The fields, and whether half characters in a name had to be replaced; `None` if it is no object.
    pub(super) fn fields(self) -> Option<(Fields<'a>, bool)> {
        (self.first() == b'{').then(|| {
            let mut halves = false;
            let mut fields = Fields::with_capacity(16);
            let mut parts = self.parts();
            while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                let (name, half) = unquoted(name.get());
                halves |= half;
                fields.push((name, value));
            }
            (fields, halves)
        })
    }
}

/// What stands between quotes, and whether there were surrogates without a partner, which no text can hold:
/// the sign � stands for them.
pub(super) fn unquoted(written: &str) -> (Cow<'_, str>, bool) {
    let inner = &written[1..written.len() - 1];
    if !inner.as_bytes().contains(&b'\\') {
        return (Cow::Borrowed(inner), false);
    }
    let (mut text, mut rest, mut halves) = (String::with_capacity(inner.len()), inner, false);
    let unit = |escape: &str| u16::from_str_radix(escape.get(2..6)?, 16).ok().filter(|_| escape.starts_with("\\u"));
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[1] {
            b'u' => {
                let pair = [unit(rest).unwrap_or_default(), rest.get(6..).and_then(unit).unwrap_or_default()];
                match char::decode_utf16(pair).next() {
                    Some(Ok(letter)) => {
                        text.push(letter);
                        6 * letter.len_utf16()
                    }
                    _ => {
                        text.push(char::REPLACEMENT_CHARACTER);
                        halves = true;
                        6
                    }
                }
            }
            letter => {
                text.push(match letter {
                    b'b' => '\u{8}',
                    b'f' => '\u{c}',
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    plain => char::from(plain),
                });
                2
            }
        };
        rest = &rest[length..];
    }
    text.push_str(rest);
    (Cow::Owned(text), halves)
}

/// What is wrong with a value, and where.
#[derive(Debug)]
pub(super) struct Hurt {
    pub(super) at: usize,
    pub(super) why: &'static str,
}

/// Where the value that begins here ends, whatever comes after it.
pub(super) fn value_end(text: &str, at: usize) -> Result<usize, Hurt> {
    let mut scan = Scan { text, bytes: text.as_bytes(), at, depth: 0, marks: Vec::new() };
    let why = match scan.value() {
        Ok(()) => return Ok(scan.at),
        Err(Fault::Ends) => "the file ends here",
        Err(Fault::Deep) => "brackets lie too deep",
        Err(Fault::Many) => "it has too many parts",
        Err(Fault::Wrong(why)) => why,
    };
    Err(Hurt { at: scan.at, why })
}

/// What is wrong at a place of the text.
enum Fault {
    /// The text ends in the middle of something.
    Ends,
    Deep,
    Many,
    /// In words, to follow "here".
    Wrong(&'static str),
}

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    marks: Vec<Mark>,
}

impl Scan<'_> {
    fn whole(&mut self) -> Result<(), Fault> {
        self.blanks();
        self.value()?;
        self.blanks();
        match self.bytes.get(self.at) {
            None => Ok(()),
            Some(b'{') => Err(Fault::Wrong("a second map begins in this file; only one can stay")),
            Some(_) => Err(Fault::Wrong("something follows after the end of the map")),
        }
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Result<u8, Fault> {
        self.bytes.get(self.at).copied().ok_or(Fault::Ends)
    }

    /// The next letter after blanks, passed by if it is one of these two.
    fn one_of(&mut self, [one, other]: [u8; 2], wrong: &'static str) -> Result<u8, Fault> {
        self.blanks();
        let found = self.peek()?;
        if found != one && found != other {
            return Err(Fault::Wrong(wrong));
        }
        self.at += 1;
        Ok(found)
    }

    /// A value from here on; as deep as the limit of depth, so that no file can exhaust the stack.
    fn value(&mut self) -> Result<(), Fault> {
        let own = self.begin()?;
        match self.peek()? {
            b'{' => self.object()?,
            b'[' => self.list()?,
            b'"' => self.string()?,
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            b'n' => self.word("null")?,
            b'-' | b'0'..=b'9' => self.number()?,
            _ => return Err(Fault::Wrong("a value is missing, or a text has no quotes")),
        }
        self.end(own);
        Ok(())
    }

    fn begin(&mut self) -> Result<usize, Fault> {
        if self.marks.len() >= MAX_PARTS {
            return Err(Fault::Many);
        }
        self.marks.push(Mark { start: self.at as u32, end: 0, next: 0 });
        Ok(self.marks.len() - 1)
    }

    fn end(&mut self, own: usize) {
        let next = self.marks.len() as u32;
        let mark = &mut self.marks[own];
        (mark.end, mark.next) = (self.at as u32, next);
    }

    fn deeper(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Fault::Deep) } else { Ok(()) }
    }

    /// Passes by the bracket at once where there is nothing in between.
    fn is_empty(&mut self, bracket: u8) -> Result<bool, Fault> {
        self.deeper()?;
        self.blanks();
        let is_empty = self.peek()? == bracket;
        self.at += usize::from(is_empty);
        Ok(is_empty)
    }

    fn object(&mut self) -> Result<(), Fault> {
        let mut ends = self.is_empty(b'}')?;
        while !ends {
            self.blanks();
            if self.peek()? != b'"' {
                return Err(Fault::Wrong("the name of a field is missing, or has no quotes"));
            }
            let name = self.begin()?;
            self.string()?;
            self.end(name);
            self.one_of([b':', b':'], "a colon is missing after the name of a field")?;
            self.blanks();
            self.value()?;
            ends = self.one_of([b',', b'}'], "a comma or a closing brace is missing")? == b'}';
        }
        self.depth -= 1;
        Ok(())
    }

    fn list(&mut self) -> Result<(), Fault> {
        let mut ends = self.is_empty(b']')?;
        while !ends {
            self.blanks();
            self.value()?;
            ends = self.one_of([b',', b']'], "a comma or a closing bracket is missing")? == b']';
        }
        self.depth -= 1;
        Ok(())
    }

    fn string(&mut self) -> Result<(), Fault> {
        loop {
            self.at += 1;
            // Most letters mean nothing: they are passed by in one go.
            let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
            self.at += self.bytes[self.at..].iter().take_while(|byte| is_plain(byte)).count();
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => {
                    self.at += 1;
                    match self.peek()? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => {
                            for _ in 0..4 {
                                self.at += 1;
                                if !self.peek()?.is_ascii_hexdigit() {
                                    return Err(Fault::Wrong("a backslash in a text stands for nothing"));
                                }
                            }
                        }
                        _ => return Err(Fault::Wrong("a backslash in a text stands for nothing")),
                    }
                }
                0..0x20 => return Err(Fault::Wrong("the closing quote of a text is missing")),
                _ => {}
            }
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Fault> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        if word.as_bytes().starts_with(rest) { Err(Fault::Ends) } else { Err(Fault::Wrong("a text has no quotes")) }
    }

    fn number(&mut self) -> Result<(), Fault> {
        self.at += usize::from(self.peek()? == b'-');
        let zero = self.peek()? == b'0';
        let whole = self.digits()?;
        if zero && whole > 1 {
            return Err(Fault::Wrong("a number begins with a zero"));
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek()?, b'+' | b'-'));
            self.digits()?;
        }
        Ok(())
    }

    /// One digit or more; how many.
    fn digits(&mut self) -> Result<usize, Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        if start == self.at {
            self.peek()?;
            return Err(Fault::Wrong("a number lacks its digits"));
        }
        Ok(self.at - start)
    }

    /// The fault with its line, what it is and what to do.
    fn told(&self, fault: Fault) -> FormatError {
        let line = Some(1 + self.bytes[..self.at].iter().filter(|byte| **byte == b'\n').count());
        const LOOK: &str = "Mend this line, or look for a copy or a backup of the file.";
        let message = match fault {
            Fault::Ends => "The file ends too early: it was not written or copied whole. \
                            Look for a copy or a backup of it."
                .to_owned(),
            Fault::Deep => format!("Brackets lie more than {MAX_DEPTH} deep here; no map needs that. Mend this line."),
            Fault::Many => "The file holds more parts than any map has. Look for the right file.".to_owned(),
            Fault::Wrong(_) if is_merged(self.text) => "Another program has put two versions of this map into one \
                file: look for lines that begin with <<<<<<<, and keep one of the two parts."
                .to_owned(),
            Fault::Wrong(what) => format!("The file is damaged here: {what}. {LOOK}"),
        };
        FormatError { line, message }
    }
}

/// Version control and some cloud folders leave both versions between such lines.
pub(super) fn is_merged(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::SplitMix64;

    #[track_caller]
    fn refused(text: &str, line: usize, expected: &str) {
        let error = Json::scan(text).unwrap_err();
        assert!(error.message.contains(expected), "{text:?}: {error}");
        assert_eq!(error.line, Some(line), "{text:?}: {error}");
    }

    #[test]
    fn faults_are_told_with_their_line() {
        refused("{\"a\": 1", 1, "ends too early");
        refused("{\"a\": tr", 1, "ends too early");
        refused("{\n\"a\" 1}", 2, "a colon is missing");
        refused("{\n\"a\": 1\n\"b\": 2}", 3, "a comma or a closing brace");
        refused("[1 2]", 1, "a comma or a closing bracket");
        refused("{a: 1}", 1, "the name of a field");
        refused("{\"a\": b}", 1, "a text has no quotes");
        refused("{\"a\": 01}", 1, "begins with a zero");
        refused("{\"a\": 1.}", 1, "lacks its digits");
        refused("{\"a\": \"\\x\"}", 1, "a backslash");
        refused("{\"a\": \"b\n\"}", 1, "the closing quote");
        refused("{}\n{}", 2, "a second map");
        refused("{}\n}", 2, "something follows");
        refused("{\"a\": 1,\n<<<<<<< mine\n", 2, "two versions of this map");
        refused(&"[".repeat(100), 1, "more than 64 deep");
    }

    #[test]
    fn half_characters_are_replaced_and_told() {
        for (written, text, half) in [
            (r#""a""#, "a", false),
            (r#""\u0041\n\"\\\/""#, "A\n\"\\/", false),
            (r#""\ud83d\ude00!""#, "\u{1f600}!", false),
            (r#""\ud800""#, "\u{fffd}", true),
            (r#""\ud800\ud83d\ude00""#, "\u{fffd}\u{1f600}", true),
            (r#""\ude00\u00e9""#, "\u{fffd}\u{e9}", true),
        ] {
            assert_eq!(unquoted(written), (Cow::Borrowed(text), half), "{written}");
        }
    }

    /// What this accepts, an independent reader accepts, and the values are where it finds them.
    #[test]
    fn it_agrees_with_an_independent_reader() {
        let seed = r#" {"a": [1, -2.5e+3, true, null, "x\u00e9\n\"", {}], "é": {"b": [[], false]}, "c": ""} "#;
        let mut random = SplitMix64::new(11);
        let (mut sound, mut hurt) = (0, 0);
        for _ in 0..40_000 {
            let mut bytes = seed.as_bytes().to_vec();
            for _ in 0..random.below(3) {
                let at = random.below(bytes.len());
                let letters = b"{}[]\",:\\ue0-.1tn \n\x01";
                match random.below(3) {
                    0 => drop(bytes.remove(at)),
                    1 => bytes.insert(at, letters[random.below(letters.len())]),
                    _ => bytes[at] = letters[random.below(letters.len())],
                }
            }
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            let ours = Json::scan(text);
            let theirs = serde_json::from_str::<&serde_json::value::RawValue>(text);
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}");
            match (&ours, theirs) {
                (Ok(json), Ok(raw)) => {
                    assert_eq!(json.top().get(), raw.get());
                    sound += 1;
                }
                _ => hurt += 1,
            }
        }
        assert!(sound > 10_000 && hurt > 10_000, "both were tried: {sound}, {hurt}");
    }
}
