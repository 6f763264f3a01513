//! What a file looked like when it was read or written: enough to notice that somebody else wrote to it.

use std::array;
use std::path::{Path, PathBuf};

use crate::geom::mix;

/// What a file on disk looked like when it was read or written; saving compares it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The real path, symlinks followed.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// A hash of the content.
    pub hash: u64,
}

impl Identity {
    /// What a file with this content looks like.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), size: bytes.len() as u64, hash: digest(bytes) }
    }
}

/// A hash of a content, the same in every version and on every machine: it stands in files.
/// It finds accidents, not forgers.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: &[u8; 8]| mix(hash.wrapping_add(0x9E37_79B9_7F4A_7C15) ^ u64::from_le_bytes(*word));
    let (words, rest) = bytes.as_chunks::<8>();
    let (rows, few) = words.as_chunks::<4>();
    // Four hashes side by side: one alone would wait for itself.
    let lanes = rows.iter().fold([0, 1, 2, 3], |lanes: [u64; 4], row| array::from_fn(|i| step(lanes[i], &row[i])));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = lanes.iter().fold(bytes.len() as u64, |hash, lane| step(hash, &lane.to_le_bytes()));
    step(few.iter().fold(hash, step), &last)
}

/// A part of a file name from any text: as it is if it is short and plain, else a number for it.
pub(super) fn file_stem(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !text.is_empty() && text.len() <= 64 && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("{:016x}", digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_never_change() {
        assert_eq!(digest(b"A map is never lost."), 13_849_693_145_011_963_232);
        assert_ne!(digest(b""), digest(b"\0"));
        assert_ne!(digest(b"12345678"), digest(b"12345678\0"));
        assert_ne!(digest(b"ab"), digest(b"ba"));
    }

    #[test]
    fn stems_are_plain() {
        assert_eq!(file_stem("11111111-2222"), "11111111-2222");
        assert_eq!(file_stem("../x").len(), 16);
        assert_ne!(file_stem("../x"), file_stem("../y"));
    }
}
