//! Saving never loses a map.
