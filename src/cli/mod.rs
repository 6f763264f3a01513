//! The command line: render, analyze, layout, convert, check; no window needed.
//!
//! It parses flags, opens, calls the room that does the work, and prints. Exit codes: 0 fine, 1 `check`
//! found or repaired something, 2 error.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a command line is for")]

mod analyze;
mod check;
mod convert;
mod layout;
mod render;

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::disk::{self, Trouble};
use crate::formats::Opened;

/// Everything is fine.
const FINE: u8 = 0;
/// `check` found or repaired something.
const FOUND: u8 = 1;
/// Nothing came of it.
const ERROR: u8 = 2;

/// See a brand as an ecosystem of connections: draw the map, rate the cords, mend the weak ones.
#[derive(Debug, Parser)]
#[command(name = "threestrand", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Cli {
    /// A map to open in the window (.strand, .csv, .graphml, .gexf, .dot or .json of Kumu).
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Args),
    Analyze(analyze::Args),
    Layout(layout::Args),
    Convert(convert::Args),
    Check(check::Args),
}

/// What the program is asked to do, once the command line has done its part.
#[derive(Debug)]
pub enum Outcome {
    /// Leave with this code.
    Exit(ExitCode),
    /// Open the window, with this file if one was named.
    Window(Option<PathBuf>),
}

/// Reads the arguments of the process and does what they ask, unless they ask for the window.
#[must_use]
pub fn run() -> Outcome {
    let cli = Cli::parse();
    let code = match &cli.command {
        None => return Outcome::Window(cli.file),
        Some(Command::Render(args)) => render::run(args),
        Some(Command::Analyze(args)) => analyze::run(args),
        Some(Command::Layout(args)) => layout::run(args),
        Some(Command::Convert(args)) => convert::run(args),
        Some(Command::Check(args)) => check::run(args),
    };
    Outcome::Exit(code.map_or_else(fail, ExitCode::from))
}

/// Says a message on the error stream and answers with the exit code for it.
#[must_use]
pub fn fail(message: String) -> ExitCode {
    eprintln!("threestrand: {message}");
    ExitCode::from(ERROR)
}

/// Writes to the output. Whoever reads it may have had enough (`| head`): that is no fault.
fn put(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("The output cannot be written: {error}")),
        _ => Ok(()),
    }
}

/// What a command answers: an exit code, or a message for a person.
type Answer = Result<u8, String>;

// How a damaged map is opened. (No documentation: it would become that of the command.)
#[derive(Clone, Copy, Debug, Default, clap::Args)]
struct Damaged {
    /// Of a damaged map keep what can be read, and list the rest
    #[arg(long)]
    salvage: bool,
}

impl Damaged {
    /// Opens a map. Where it is refused as damaged, the message says what could be had of it.
    fn open(self, path: &Path) -> Result<Opened, String> {
        let opened = if self.salvage { disk::salvage(path) } else { disk::open(path) };
        opened.map(|(opened, _)| opened).map_err(|error| match disk::salvage(path) {
            Ok((Opened { document, .. }, _)) if error.trouble == Trouble::Unreadable => {
                let (actors, connections) = (document.actors().len(), document.connections().len());
                format!(
                    "{error}\n{actors} actors, {connections} connections of it can be read: threestrand convert --salvage"
                )
            }
            _ => error.to_string(),
        })
    }
}

/// Opens a map; what had to be repaired goes to the error stream, one line each.
fn open(path: &Path, damaged: Damaged) -> Result<Opened, String> {
    let opened = damaged.open(path)?;
    for issue in &opened.issues {
        eprintln!("{}: {issue}", path.display());
    }
    Ok(opened)
}

fn text(error: impl Display) -> String {
    error.to_string()
}

/// The extension of a path in lower case; empty if it has none.
fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_lone_file_opens_the_window() {
        let cli = Cli::try_parse_from(["threestrand", "map.strand"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.file.as_deref(), Some(Path::new("map.strand")));
    }
}
