//! Tests that cross floors, in one binary; nothing here needs a window.

mod commands;
mod editing;
mod hostile;
mod layers;
mod layouts;
mod native;
mod oracles;
mod painters;
mod random_edits;
mod reports;
mod safe_save;
mod scenes;
mod tidy;
