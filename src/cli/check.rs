//! `threestrand check`: is this file sound, and would saving it change anything?

use std::path::PathBuf;

use super::{Answer, Damaged, FINE, FOUND, put};

/// Check a map: what would be dropped or repaired on opening it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map (.strand, .csv, .graphml, .gexf, .dot or .json of Kumu).
    file: PathBuf,
    #[command(flatten)]
    damaged: Damaged,
}

pub(super) fn run(args: &Args) -> Answer {
    let opened = args.damaged.open(&args.file)?;
    let faults = opened.document.check();
    let file = args.file.display();
    let issues = opened.issues.iter().map(|issue| format!("{file}: {issue}\n"));
    let mut out: String = issues.chain(faults.iter().map(|fault| format!("{file}: {fault}\n"))).collect();
    let (actors, connections) = (opened.document.actors().len(), opened.document.connections().len());
    let findings = opened.issues.len() + faults.len();
    out += &format!("{actors} actors, {connections} connections, {findings} findings\n");
    put(&out)?;
    Ok(if opened.issues.is_empty() && faults.is_empty() { FINE } else { FOUND })
}
