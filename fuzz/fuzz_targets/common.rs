//! What must be true of whatever came out of a reader.

use threestrand::formats;

/// Reads the bytes as a file of this name. A refusal must speak; a map must be sound, account for every
/// row, and be the same after writing and reading.
pub fn read(name: &str, bytes: &[u8]) {
    let _ = formats::strand_id(bytes);
    let graph = formats::read_graph(name, bytes);
    match formats::read(name, bytes, 7) {
        Err(error) => {
            assert!(error.message.ends_with('.'), "a refusal is a sentence: {error}");
            assert!(graph.is_err(), "what is no map is no graph");
        }
        Ok(opened) => {
            assert_eq!(opened.document.check(), Vec::<String>::new());
            if let Some(rows) = opened.rows {
                assert_eq!(rows.read, rows.used + rows.reported, "every row is accounted for");
            }
            let written = formats::write_strand(&opened.document);
            let again = formats::read("again.strand", &written, 8).expect("what was written can be read");
            assert!(again.issues.iter().all(|issue| issue.message.contains("newer")), "{:?}", again.issues);
            assert!(formats::write_strand(&again.document) == written, "writing and reading change nothing");
        }
    }
}
