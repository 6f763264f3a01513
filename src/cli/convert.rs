//! `threestrand convert`: one format into another; an existing file is replaced by the safe save.

use std::path::PathBuf;

use super::{Answer, Damaged, FINE, extension, open, text};
use crate::disk;

/// Turn a map or an edge list into a map.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to read (.strand, .csv, .graphml, .gexf, .dot or .json of Kumu).
    input: PathBuf,
    /// What to write (.strand).
    output: PathBuf,
    #[command(flatten)]
    damaged: Damaged,
}

pub(super) fn run(args: &Args) -> Answer {
    if extension(&args.output) != "strand" {
        return Err(format!("only .strand can be written: {}", args.output.display()));
    }
    let document = open(&args.input, args.damaged)?.document;
    disk::save(&args.output, &document, None).map_err(text)?;
    Ok(FINE)
}
