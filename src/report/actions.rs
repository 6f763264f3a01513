//! The steps that the room took on, as a list to take home: CSV for a spreadsheet, Markdown for a page.

use super::grammar::{escaped, lower_first};
use super::sentences::connection_title;
use crate::model::{Action, Date, Document, Effort, Level, Strand, Strands, words};

const HEADS: [&str; 8] =
    ["Connection", "Step", "First thing on Monday", "Who", "By when", "Effort", "What would show it", "Points"];

/// The chosen steps as CSV (RFC 4180), in the order in which they were chosen; only the heads without any.
///
/// A cell that a spreadsheet would take for a formula is led by an apostrophe.
#[must_use]
pub fn actions_csv(document: &Document) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut rows = vec![HEADS.map(str::to_owned)];
    rows.extend(document.actions().map(|(_, action)| row(document, action)));
    for row in rows {
        // Writing to memory cannot fail, and every row has as many cells as the first.
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The chosen steps as a Markdown list, the soonest first, those without a day last.
#[must_use]
pub fn actions_markdown(document: &Document) -> String {
    let title = document.meta().title.trim();
    let mut text = format!("# Next steps: {}\n\n", escaped(if title.is_empty() { "untitled map" } else { title }));
    let actions = soonest_first(document);
    if actions.is_empty() {
        text.push_str("Nothing has been taken on yet.\n");
    }
    for action in actions {
        text.push_str(&format!("- [ ] {}\n", escaped(&action_sentence(document, action))));
    }
    text
}

/// What was taken on, the soonest first, those without a day last.
pub(super) fn soonest_first(document: &Document) -> Vec<&Action> {
    let mut actions: Vec<&Action> = document.actions().map(|(_, action)| action).collect();
    actions.sort_by_key(|action| (action.due.is_none(), action.due));
    actions
}

/// "Ana – Grower co-op: give and take from 0 to 2. First thing on Monday: call Rosa. Ana, by 1 December 2026."
#[must_use]
pub fn action_sentence(document: &Document, action: &Action) -> String {
    let [title, step, first, who, _, effort, evidence, _] = row(document, action);
    let due = action.due.map_or_else(String::new, Date::spelled);
    let mut sentences = vec![format!("{title}: {}", lower_first(&step))];
    if !first.is_empty() {
        sentences.push(format!("First thing on Monday: {first}"));
    }
    match (who.is_empty(), due.is_empty()) {
        (false, false) => sentences.push(format!("{who}, by {due}")),
        (false, true) => sentences.push(format!("{who}, no day yet")),
        (true, false) => sentences.push(format!("By {due}, nobody's yet")),
        (true, true) => sentences.push("Nobody's yet".to_owned()),
    }
    if !effort.is_empty() {
        sentences.push(format!("{effort} of work"));
    }
    if !evidence.is_empty() {
        sentences.push(format!("It shows in: {evidence}"));
    }
    sentences.iter().map(|sentence| ended(sentence)).collect::<Vec<_>>().join(" ")
}

/// The cells of one action, in the order of the heads.
fn row(document: &Document, action: &Action) -> [String; 8] {
    let owner = action.owner.as_ref().map_or("", |owner| document.party_name(owner).trim());
    [
        connection_title(document, action.connection),
        step(action.from, action.to),
        action.first_thing.trim().to_owned(),
        owner.to_owned(),
        action.due.map_or_else(String::new, |due| due.to_string()),
        action.effort.map_or("", Effort::word).to_owned(),
        action.evidence.trim().to_owned(),
        format!("{} to {}", action.from.points(), action.to.points()),
    ]
}

/// "Trust from 2 to 3, shared values from not rated to 1": what is to change.
fn step(from: Strands, to: Strands) -> String {
    let level = |level: Option<Level>| level.map_or_else(|| "not rated".to_owned(), |level| level.get().to_string());
    let changes: Vec<String> = (Strand::ALL.into_iter())
        .filter(|strand| from.get(*strand) != to.get(*strand))
        .map(|strand| {
            format!("{} from {} to {}", words::strand(strand), level(from.get(strand)), level(to.get(strand)))
        })
        .collect();
    if changes.is_empty() { "Keep it as it is".to_owned() } else { changes.join(", ") }
}

/// People write with and without a full stop.
fn ended(sentence: &str) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

/// A spreadsheet runs cells that begin like a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
