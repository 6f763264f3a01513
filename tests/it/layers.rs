//! The floors: who may import whom, and which crates.
