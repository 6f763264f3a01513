//! The picture as data.
