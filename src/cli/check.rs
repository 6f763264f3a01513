//! `threestrand check`: is this file sound, and would saving it change anything?

use std::path::PathBuf;

use super::{Answer, Damaged, FINE, FOUND};

/// Check a map: what would be dropped or repaired on opening it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map (.strand, .csv, .graphml or .gexf).
    file: PathBuf,
    #[command(flatten)]
    damaged: Damaged,
}

pub(super) fn run(args: &Args) -> Answer {
    let opened = args.damaged.open(&args.file)?;
    let faults = opened.document.check();
    for issue in &opened.issues {
        println!("{}: {issue}", args.file.display());
    }
    for fault in &faults {
        println!("{}: {fault}", args.file.display());
    }
    let (actors, connections) = (opened.document.actors().len(), opened.document.connections().len());
    println!("{actors} actors, {connections} connections, {} findings", opened.issues.len() + faults.len());
    Ok(if opened.issues.is_empty() && faults.is_empty() { FINE } else { FOUND })
}
