//! What must be true of whatever came out of a reader.

use threestrand::formats::{self, Opened};

/// Reads the bytes as a file of this name. A refusal must speak; a map must be sound, account for every
/// row, and be the same after writing and reading.
pub fn read(name: &str, bytes: &[u8]) {
    let _ = formats::strand_id(bytes);
    let graph = formats::read_graph(name, bytes);
    match formats::read(name, bytes, 7) {
        Err(error) => {
            assert!(error.message.ends_with('.'), "a refusal is a sentence: {error}");
            assert!(graph.is_err(), "what is no map is no graph");
            // What is left of it is as sound as any map.
            if let Ok(left) = formats::salvage(name, bytes, 7) {
                assert!(!left.issues.is_empty(), "a damaged map without a word");
                sound(&left);
            }
        }
        Ok(opened) => {
            if let Some(rows) = opened.rows {
                assert_eq!(rows.read, rows.used + rows.reported, "every row is accounted for");
            }
            sound(&opened);
        }
    }
}

/// It is sound, proves itself, and is the same after writing and reading.
fn sound(opened: &Opened) {
    assert_eq!(opened.document.check(), Vec::<String>::new());
    let written = formats::write_strand(&opened.document);
    assert_eq!(formats::prove_strand(&written, &opened.document, &|one, other| one() && other()), Ok(()));
    let again = formats::read("again.strand", &written, 8).expect("what was written can be read");
    assert!(again.issues.iter().all(|issue| issue.message.contains("newer")), "{:?}", again.issues);
    assert!(formats::write_strand(&again.document) == written, "writing and reading change nothing");
}
