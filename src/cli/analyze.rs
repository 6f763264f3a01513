//! `threestrand analyze`: all numbers and findings of a map, for people or for programs.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::ValueEnum;

use super::{Answer, Damaged, FINE, open, put};
use crate::analysis::{Options, full};
use crate::model::Date;
use crate::report;

/// Say what holds, what is weak and why, and what would hold most together.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The map (.strand, .csv, .graphml, .gexf, .dot or .json of Kumu).
    file: PathBuf,
    /// For a person, for a program, or for a document.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The day that dates compare with; the system's date if left out.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    today: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    /// The steps taken on, for a spreadsheet.
    ActionsCsv,
    /// The steps taken on, as a list.
    ActionsMarkdown,
}

pub(super) fn run(args: &Args) -> Answer {
    let document = open(&args.file, Damaged::default())?.document;
    let options = Options { today: args.today.or_else(system_date), ..Options::default() };
    let analysis = || full(&document, &options);
    let out = match args.format {
        Format::Text => report::text(&document, &analysis()),
        Format::Json => report::json(&document, &analysis()),
        Format::Markdown => report::markdown(&document, &analysis()),
        Format::ActionsCsv => report::actions_csv(&document),
        Format::ActionsMarkdown => report::actions_markdown(&document),
    };
    put(&out)?;
    Ok(FINE)
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "give a day such as 2026-11-23".to_owned())
}

fn system_date() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    Date::from_days(i64::try_from(seconds / 86_400).ok()?)
}
