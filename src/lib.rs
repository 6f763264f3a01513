//! Threestrand: see a brand as an ecosystem of connections.
//!
//! In a workshop a facilitator draws the holistic map of a company: who is there, what connects them, how
//! strong each connection is. A connection is a cord of three strands (exchange, relationship, values),
//! rated 0 to 5 each. The map arranges itself, the weak cords stand out and say why, three dials say how
//! strong the whole is. This crate is a library with all behaviour; the binary only chooses between the
//! window and the command line.
//!
//! # The floors
//!
//! ```text
//!  7  main
//!  6  app   (egui, eframe, rfd: only here)        cli
//!  5  editor  (an editor without a window)        disk  (files: only here)
//!  4  derived            formats     report        export
//!  3  scene              (the picture as data)
//!  2  analysis  (needs model)       layout, text  (need geom only)
//!  1  model
//!  0  geom
//! ```
//!
//! Imports go strictly downwards; which room may import which, and which crates it may use, is a table in
//! `tests/it/layers.rs` that fails with the line that broke it. Everything below `app` builds and is tested
//! with `--no-default-features`, without a window.
//!
//! # Reading order
//!
//! 1. [`model`]: what a map *is*. [`model::Document`] changes only through [`model::Document::apply`]; an
//!    [`model::Edit`] becomes a [`model::Patch`], and a patch can be inverted, so every edit can be undone.
//! 2. [`analysis`]: the three dials, the reasons a connection is weak, where to act next.
//! 3. [`scene`]: the picture as a flat list of items; [`export`] and the window only follow it.
//! 4. [`editor`]: events and commands in, requests out; tools are small state machines.
//! 5. [`layout`]: a force simulation that has never heard of an actor; [`derived`] translates.
//! 6. [`formats`] and [`disk`]: bytes to model and back, and files that are never lost.
//! 7. [`report`]: every sentence about a finding. [`cli`] and `app`: the two ways in.
//!
//! # How data flows
//!
//! ```text
//! key -> Event -> Command -> Edit -> Document::apply -> Patch -> History + Touches
//!                                                          Touches -> Analysis -> LayoutRequest -> Simulation -> Placement
//!                                                                  \-> Scene -> screen | svg | png | pdf
//! file -> limits -> reader -> Draft + Issues -> resolve -> Document + Issues
//! ```
//!
//! # Invariants, and the tests that hold them
//!
//! 1. The document changes only in [`model::Document::apply`] (and in [`model::Document::settle_positions`],
//!    the layout's unrecorded writes): its tables are private to `model`.
//! 2. Any edits, then undo all, give the start; redo all gives the end, bit for bit; saving and loading in
//!    between changes nothing: `tests/it/random_edits.rs`.
//! 3. No NaN, no infinity, no dangling id: [`model::Document::check`], after every step of every test.
//! 4. The same document and seed give the same layout, numbers and bytes: `tests/it/layouts.rs`,
//!    `tests/it/oracles.rs`, `tests/it/painters.rs`. So: no sums in thread order, no iteration over hash maps,
//!    `libm` wherever a last bit could reach a result.
//! 5. The floors: `tests/it/layers.rs`. House rules: `tests/it/tidy.rs`.
//! 6. What is exported is what is on screen, less the overlay: one [`scene::Scene`], four painters.
//! 7. Unrated is never called weak: `tests/it/oracles.rs`.
//! 8. Rows in are rows used plus rows reported: `tests/it/hostile.rs`.
//! 9. Every released version of a file opens: `tests/it/native.rs`.
//! 10. Camera and selection never clear redo: `tests/it/editing.rs`.
//! 11. A save that is killed, refused or cut off leaves a whole map, and says so: `tests/it/faults.rs`.
//!     What the keeper acknowledged survives any crash: `tests/it/recovery.rs`, `tests/ui/safety.rs`.
//!
//! # Decisions worth knowing before changing anything
//!
//! - Positions of the layout are written by [`model::Document::settle_positions`], not by an edit: a map that
//!   arranges itself is not unsaved. But what the layout did after a step belongs to it ([`model::Drift`]): undo finds
//!   the map as it stood before the step, not with everybody shoved aside for something that is no longer there.
//! - Points count what is rated. Whether something *hangs* on a connection (only links, lifelines, pieces) is asked of
//!   the map as drawn: what nobody has rated yet may hold, so nothing is called weak for want of it.
//! - Kinds, notes, actions and scenarios share one table ([`model::Attachment`]) and three edits; each is replaced
//!   whole. Parts of a file that no feature edits yet (snapshots, views) are kept as raw text in
//!   [`model::Meta::extra`] and written back as they stood.
//! - Large graphs are laid out by the stress of links and of distances to a random sample, not by a multilevel
//!   scheme: it reached a lower stress sooner, with less code. Small ones by the whole stress, then a local
//!   touch for names and cords.
//! - The scene is built for a scale: names keep their size, cords and bodies grow more slowly than distances.
//!   So a picture is a function of document, analysis, lens, theme and scale, and of nothing else.
//! - Faults come from outside the program (strace, small disks, mounts), so there is no layer between it and
//!   the files for tests' sake, and what is tested is what runs.
//! - A save compares the bytes on the disk with those it wrote, while other threads prove that these read as the
//!   very map, line by line: as good as opening the file again, without building a second document.
//! - The tables stand in the menus from the start, not behind "More": who cannot use a mouse, and whoever comes from
//!   a spreadsheet, looks for them first.
//! - A damaged file is never read in the ordinary way with a guess at what it meant. Whoever says so opens what is
//!   whole in it: its text is mended by leaving out, then read like any other.
//! - Our own files are scanned once by a reader of our own, which keeps every value as it is written: unknown parts
//!   stay as they are, and what is wrong is told in words with its line.
//! - Recovery, earlier versions and locks lie in the state folder, by the document's id or the file's path,
//!   never beside a map; what a save or an offer makes superfluous goes to the earlier versions, not away.
//! - Pixels are drawn in bands of a fixed height on all cores: what touches two bands is drawn in both from the same
//!   outline, so the bytes are the same on one core and on sixteen (`tests/it/painters.rs`).
//! - Emoji and symbols have a bundled face of outlines, so that a name looks the same on screen and in every file;
//!   skin tones and joiners are empty there: what is drawn is the parts.
//! - A rating changes the springs of the layout and moves nobody until the next Tidy: a map that drifts under the
//!   hand that rates cannot be rated. Only what is new gets heat, and while a rating card is open nothing moves.
//! - A table is read by its header, else by its second column: words for kinds make names with kinds, anything
//!   else the two ends of connections. The clipboard and a file are read by one function, so the editor may ask
//!   `formats` about a text; only a list of one column on the clipboard is read line by line.
//! - A word that is no kind makes nobody anything: it is said, and kept as a remark. Whose kind nobody knows counts as our
//!   own team, which is said, too, and they are selected: the map has no kind for "somebody".
//! - Hash maps are used in `text` and `app` alone, as look-ups that nobody iterates.

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
