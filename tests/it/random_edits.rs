//! Any edits: undo all is the start, redo all is the end.
