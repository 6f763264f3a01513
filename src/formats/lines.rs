//! From a place in a text to its line, counted once and only where somebody asks.

use std::cell::OnceCell;

/// The line breaks of a text.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    breaks: OnceCell<Vec<usize>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, breaks: OnceCell::new() }
    }

    /// The line, from 1, of the byte at this offset.
    pub(super) fn at(&self, offset: usize) -> usize {
        let breaks = self.breaks.get_or_init(|| self.text.match_indices('\n').map(|(at, _)| at).collect());
        1 + breaks.partition_point(|at| *at < offset)
    }
}
