//! Tests that cross floors, in one binary; nothing here needs a window.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop, helpers included")]

mod becoming;
mod clear;
mod commands;
mod contrast;
mod editing;
mod faults;
mod hostile;
mod kind_names;
mod layers;
mod layout_extremes;
mod layouts;
mod lenses;
mod names_and_cords;
mod native;
mod oracles;
mod pages;
mod painters;
mod projector;
mod properties;
mod random_edits;
mod readme;
mod recovery;
mod reports;
mod ring_guide;
mod safe_save;
mod salvage;
mod scenes;
mod tidy;
