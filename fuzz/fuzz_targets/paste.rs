//! Fuzzes what comes from the clipboard: lists of names, of pairs, tables, anything, on the map and into its tables.
#![no_main]

use std::sync::Arc;

use threestrand::editor::{Answer, Command, Editor, Grid, Table};
use threestrand::formats;
use threestrand::model::Document;
use threestrand::text::{Measure, Weight};

/// Every letter is as wide as every other.
struct Plain;

impl Measure for Plain {
    fn width(&self, text: &str, size: f64, _: Weight) -> f64 {
        0.6 * size * text.chars().count() as f64
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Longer lists only repeat themselves, slowly.
    let Ok(text) = std::str::from_utf8(&bytes[..bytes.len().min(4096)]) else { return };
    let mut editor = Editor::new(Document::new("u".to_owned()), Arc::new(Plain), 7);
    let start = editor.document().clone();
    let _ = editor.paste_text(text);
    assert_eq!(editor.document().check(), Vec::<String>::new());
    if editor.undo_name().is_some() {
        let _ = editor.run(Command::Undo);
        assert_eq!(editor.undo_name(), None, "pasting is one step");
    }
    assert!(editor.document().actors().len() == start.actors().len(), "and can be undone");
    into_the_tables(editor, text);
});

/// The same text as cells, put into the tables of the map that it makes: the rows are then its own names.
fn into_the_tables(mut editor: Editor, text: &str) {
    let cells = formats::read_cells(text);
    assert!(formats::read_cells(&formats::write_cells(&cells)) == cells, "cells are read back as written");
    let _ = editor.paste_text(text);
    for table in Table::ALL {
        let mut grid = Grid::new(table);
        let _ = grid.follow(&editor);
        let copied = grid.copy(&editor);
        for text in [text, &copied] {
            for answer in grid.paste(&editor, text) {
                if let Answer::Edit(name, edit) = answer {
                    let _ = editor.edit(&name, edit);
                }
            }
            assert_eq!(editor.document().check(), Vec::<String>::new());
            let _ = grid.follow(&editor);
        }
    }
}
