//! The census before the room: one connection at a time, a question that the last row can read, all strands
//! in one go, a clock. What is walked through and what a key means is the editor's business.

use egui::{Context, Rect};

use super::act::Act;
use super::stage::{self, Cell, Choice, Stage, key_of, question};
use crate::editor::{Card, CardRow, Census, Command, Editor, Row};
use crate::model::words::count;
use crate::model::{ConnectionId, Level, Tally};

/// The clock asks to go on after so many seconds: twelve stops are then about twenty minutes.
const TIME_TO_GO_ON: u64 = 100;

/// The clock of the stop in front of the room.
#[derive(Debug, Default)]
pub(super) struct CensusPage {
    stop: Option<(ConnectionId, f64)>,
}

impl CensusPage {
    /// Shows the stop, if a census is held.
    pub(super) fn show(&mut self, ctx: &Context, canvas: Rect, editor: &Editor) -> Vec<Act> {
        let Some(census) = editor.census() else {
            self.stop = None;
            return Vec::new();
        };
        let mut acts = Vec::new();
        let clock = self.clock(ctx, census.connection);
        stage::show(ctx, canvas, "Census", |stage| match editor.rating_card() {
            Some(card) if census.connection.is_some() => stop(stage, editor, &census, &card, clock, &mut acts),
            _ => end(stage, &census, &mut acts),
        });
        acts
    }

    /// Seconds that the room has spent on this stop.
    fn clock(&mut self, ctx: &Context, connection: Option<ConnectionId>) -> u64 {
        let now = ctx.input(|input| input.time);
        let Some(id) = connection else { return 0 };
        let since = match self.stop {
            Some((stop, since)) if stop == id => since,
            _ => now,
        };
        self.stop = Some((id, since));
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(1.0 - (now - since).fract()));
        (now - since) as u64
    }
}

fn stop(stage: &mut Stage<'_>, editor: &Editor, census: &Census, card: &Card, clock: u64, acts: &mut Vec<Act>) {
    let long = clock >= TIME_TO_GO_ON;
    let time = format!("{}{}:{:02}", if long { "Time to go on?  " } else { "" }, clock / 60, clock % 60);
    let color = if long { stage.ink.large } else { stage.ink.ink2 };
    let record = census.connection.and_then(|id| editor.document().connection(id));
    let later = record.is_some_and(|c| c.later);
    let place = format!("{} of {}{}", census.number, census.total, if later { ", to discuss later" } else { "" });
    stage.head(&place, &time, color);
    stage.title(&card.title);
    let Some(active) = card.rows.iter().find(|row| row.active) else { return };
    stage.question(question(active.row));
    let counted = (!card.hands.is_empty()).then(|| counts(&card.hands));
    // What stood there before the room was asked is no answer: it must not lead anybody.
    let is_answered = |row: &CardRow| card.rows.iter().zip(census.answered).any(|(r, said)| said && r.row == row.row);
    let kept = record.and_then(|c| c.tally).and_then(|tally| of_row(tally, active.row)).filter(|_| is_answered(active));
    // While hands are counted none of them is the answer.
    let is_open = !card.hands.is_empty();
    let (chosen, so_far) = if is_open {
        (None, None)
    } else if is_answered(active) {
        (active.level, None)
    } else {
        (None, active.level)
    };
    if let Some(level) = stage.scale(active.row, chosen, so_far, counted.or(kept)) {
        acts.push(Act::Rate(active.row, Some(level)));
    }
    let cells: Vec<Cell> = (card.rows.iter())
        .map(|row| {
            let quiet = row.level.is_some() && !is_answered(row);
            let value = match row.level.map(Level::get) {
                _ if row.active && is_open => count(card.hands.len(), "hand"),
                Some(level) if quiet => format!("so far {level}"),
                Some(level) => level.to_string(),
                None => "–".to_owned(),
            };
            Cell { row: row.row, value, active: row.active, quiet }
        })
        .collect();
    if let Some(row) = stage.rows(&cells) {
        acts.push(Act::Row(row));
    }
    let counting = format!("{} counted: Enter keeps the middle one", count(card.hands.len(), "hand"));
    stage.hint(if card.hands.is_empty() {
        "A digit rates; to count hands, a digit, Space, then one digit for each hand"
    } else {
        &counting
    });
    let next = match (card.rows[1..].iter().all(is_answered), card.rows.iter().all(|row| row.level.is_some())) {
        _ if !card.hands.is_empty() => "Keep the middle",
        (true, _) => "Next",
        (false, true) => "Leave it so",
        (false, false) => "Skip",
    };
    let (later_key, vote_key) = (key_of(Command::DiscussLater), key_of(Command::Vote));
    match stage.buttons(&[
        Choice::new(next, "Enter"),
        Choice::new("Back", "Left"),
        Choice::new(if later { "Settle" } else { "Discuss later" }, &later_key),
        Choice::new("Blind vote", &vote_key),
        Choice::new("Leave", "Esc"),
    ]) {
        Some(0) => acts.push(Act::Census(true)),
        Some(1) => acts.push(Act::Census(false)),
        Some(2) => acts.push(Act::Run(Command::DiscussLater)),
        Some(3) => acts.push(Act::Run(Command::Vote)),
        Some(_) => acts.push(Act::Run(Command::Census)),
        None => {}
    }
}

/// After the last stop: what came of it.
fn end(stage: &mut Stage<'_>, census: &Census, acts: &mut Vec<Act>) {
    stage.head("Census", "", stage.ink.ink2);
    stage.question(&format!("{} of {} rated.", census.rated, census.total));
    let begun = census.total - census.rated - census.put_off - census.skipped;
    let rest = [(begun, "rated in part"), (census.skipped, "skipped"), (census.put_off, "put off")];
    let rest: Vec<String> = rest.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if !rest.is_empty() {
        stage.remark(&format!("{}.", rest.join(", ")));
    }
    if census.left > 0 {
        stage.remark(&format!("{} more matter and wait.", census.left));
    }
    if census.unasked > 0 {
        let (are, were) = if census.unasked == 1 { ("is", "was") } else { ("are", "were") };
        let rest = count(census.unasked, "connection");
        stage
            .remark(&format!("{rest} {are} not rated yet and {were} not asked for: nobody said how much they matter."));
    }
    let more = format!("{} more", census.left.min(12));
    let later = format!("Discuss the {} for later", census.later);
    let rest = format!("Rate the {} not asked for", census.unasked);
    let done = if census.left > 0 { "Esc" } else { "Enter" };
    let offers = [
        (census.left > 0, Choice::new(&more, "Enter"), Act::Census(true)),
        (true, Choice::new("Done", done), Act::Run(Command::Census)),
        (true, Choice::new("Back", "Left"), Act::Census(false)),
        (census.later > 0, Choice::new(&later, ""), Act::AskLaterOnes),
        (census.unasked > 0, Choice::new(&rest, ""), Act::AskTheRest),
    ];
    let (choices, mut wishes): (Vec<Choice<'_>>, Vec<Act>) =
        offers.into_iter().filter(|(offered, ..)| *offered).map(|(_, choice, act)| (choice, act)).unzip();
    if let Some(i) = stage.buttons(&choices) {
        acts.push(wishes.swap_remove(i));
    }
}

/// How many hands gave each level.
pub(super) fn counts(hands: &[Level]) -> [u32; 6] {
    let mut counts = [0; 6];
    for hand in hands {
        counts[usize::from(hand.get())] += 1;
    }
    counts
}

/// The hands that were counted on a row.
pub(super) fn of_row(tally: Tally, row: Row) -> Option<[u32; 6]> {
    match row {
        Row::Need => tally.need,
        Row::Strand(strand) => tally.strands[strand.index()],
    }
}
