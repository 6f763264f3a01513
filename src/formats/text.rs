//! Bytes to text, whatever a program called text: UTF-8, UTF-16, Windows-1252. No parsing.

use std::borrow::Cow;

use super::limits::{MAX_FILE_BYTES, MAX_TEXT_BYTES};
use super::{FormatError, Issue};

/// Text, and what had to be said about its encoding.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) issue: Option<Issue>,
}

/// What stands for bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fallback {
    /// A table from an older program: every byte is a letter of Windows-1252.
    Windows1252,
    /// Our own format: the file was hurt, the rest is kept.
    Replacement,
}

/// Decodes a file. The byte order mark is dropped.
pub(super) fn decode(bytes: &[u8], fallback: Fallback) -> Result<Decoded<'_>, FormatError> {
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!(
            "The file has {} MB; maps may have up to {} MB. Leave out what is not part of the map.",
            bytes.len() >> 20,
            MAX_FILE_BYTES >> 20
        );
        return Err(FormatError { line: None, message });
    }
    if bytes.is_empty() {
        return Err(FormatError::new("The file is empty (0 bytes). Look for a copy or a backup of it."));
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(FormatError::new(
            "The file holds nothing but zeros: it was damaged, often by a power cut. Look for a copy or a backup of it.",
        ));
    }
    if let Some((bytes, unit)) = utf16(bytes) {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        return Ok(Decoded { text: Cow::Owned(text), issue: Some(about_file("it was UTF-16; read as such")) });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), issue: None }),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            let (text, message) = match fallback {
                Fallback::Windows1252 => (
                    bytes.iter().map(|byte| windows_1252(*byte)).collect(),
                    "it is not UTF-8; read as Windows-1252, look whether accented letters are right",
                ),
                Fallback::Replacement => (
                    String::from_utf8_lossy(bytes).into_owned(),
                    "some bytes are not text; each was replaced by the sign \u{fffd}",
                ),
            };
            Ok(Decoded { text: Cow::Owned(text), issue: Some(Issue { line: Some(line), ..about_file(message) }) })
        }
    }
}

fn about_file(message: &str) -> Issue {
    Issue { line: None, item: "file".to_owned(), message: message.to_owned() }
}

/// Without what no picture, page or XML file can hold: control characters and non-characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // The two non-characters begin with this byte; most texts have neither it nor control characters.
    let is_plain = |byte: u8| byte >= 0x20 && byte != 0xEF;
    if text.bytes().all(is_plain) || text.chars().all(is_usable) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_usable(*c)).collect())
    }
}

fn is_usable(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The longest beginning within [`MAX_TEXT_BYTES`] (or a lower limit) that ends between characters.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit.min(MAX_TEXT_BYTES))]
}

type Unit = fn([u8; 2]) -> u16;

/// UTF-16 by its byte order mark, or by zeros in every second place of the beginning.
fn utf16(bytes: &[u8]) -> Option<(&[u8], Unit)> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Some((rest, u16::from_be_bytes)),
        _ => {
            let start = &bytes[..bytes.len().min(64) & !1];
            let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
            let pairs = start.len() / 2;
            if pairs >= 2 && zeros(0) == 0 && zeros(1) * 4 >= pairs * 3 {
                Some((bytes, u16::from_le_bytes))
            } else if pairs >= 2 && zeros(1) == 0 && zeros(0) * 4 >= pairs * 3 {
                Some((bytes, u16::from_be_bytes))
            } else {
                None
            }
        }
    }
}

/// WHATWG Encoding Standard, index windows-1252; the five free places are control characters there.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        let decoded = decode(bytes, Fallback::Windows1252).unwrap();
        assert_eq!(decoded.text, expected);
    }

    #[test]
    fn every_usual_encoding_is_read() {
        check("café".as_bytes(), "café");
        check(b"\xEF\xBB\xBFsource", "source");
        check(b"caf\xE9 \x80", "café €");
        let wide: Vec<u16> = "a,b\né,c".encode_utf16().collect();
        let le: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let be: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        check(&le, "a,b\né,c");
        check(&be, "a,b\né,c");
        check(&[b"\xFF\xFE".as_slice(), &le].concat(), "a,b\né,c");
        check(&[b"\xFE\xFF".as_slice(), &be].concat(), "a,b\né,c");
    }

    #[test]
    fn empty_and_zeroed_files_are_named() {
        assert!(decode(b"", Fallback::Replacement).unwrap_err().message.contains("empty"));
        assert!(decode(&[0; 4096], Fallback::Replacement).unwrap_err().message.contains("zeros"));
    }

    #[test]
    fn cutting_keeps_characters_whole() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(clean("a\0b\u{1b}\n"), "ab\n");
    }
}
