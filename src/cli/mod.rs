//! The command line: render, analyze, layout, convert, check.
