//! An interactive editor without a window: events and commands go in, requests come out.
//!
//! It holds the document, its history and the session (camera, selection, hover, lens, the open name
//! box). It never reads a clock, a file or a toolkit; `app` translates.

mod command;
mod event;

pub use command::{Command, Shortcut};
pub use event::{Button, Event, Key, Modifiers, Request};
