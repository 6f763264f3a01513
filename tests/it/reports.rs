//! Words and JSON about the numbers.
