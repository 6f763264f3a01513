//! Threestrand: see a brand as an ecosystem of connections.
//!
//! A library with all behaviour, and a thin binary (`main.rs`).
#![doc = "placeholder for the architecture"]

pub mod analysis;
#[cfg(feature = "app")]
pub mod app;
pub mod cli;
pub mod derived;
pub mod disk;
pub mod editor;
pub mod export;
pub mod formats;
pub mod geom;
pub mod layout;
pub mod model;
pub mod report;
pub mod scene;
pub mod text;
