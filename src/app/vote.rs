//! The blind vote before whoever has the laptop: questions, and dots instead of what was answered; then the
//! spread of all ballots for the room.

use egui::{Context, Rect};

use super::act::Act;
use super::stage::{self, Cell, Choice, Stage, question};
use crate::editor::{Editor, Event, Key, Modifiers, Vote};
use crate::model::words::count;

/// Shows the vote, if one is held.
pub(super) fn show(ctx: &Context, canvas: Rect, editor: &Editor) -> Vec<Act> {
    let mut acts = Vec::new();
    if let Some(vote) = editor.vote() {
        stage::show(ctx, canvas, "Blind vote", |stage| match &vote.revealed {
            Some(counts) => revealed(stage, &vote, counts, &mut acts),
            None => ballot(stage, &vote, &mut acts),
        });
    }
    acts
}

fn ballot(stage: &mut Stage<'_>, vote: &Vote, acts: &mut Vec<Act>) {
    let ballots = count(vote.voters as usize, "ballot");
    stage.head(&format!("Person {}", vote.voters + 1), &format!("{ballots} in"), stage.ink.ink2);
    stage.title(&vote.title);
    let leave = || Act::Tell(Event::Key { key: Key::Escape, modifiers: Modifiers::default() });
    match vote.rows.get(vote.given) {
        Some(row) => {
            stage.question(question(*row));
            if let Some(level) = stage.scale(*row, None, None, None) {
                acts.push(Act::Vote(level));
            }
            let given = |i: usize| if i < vote.given { "given" } else { "–" };
            let cells = vote.rows.iter().enumerate().map(|(i, row)| Cell {
                row: *row,
                value: given(i).to_owned(),
                active: i == vote.given,
                quiet: false,
            });
            stage.rows(&cells.collect::<Vec<_>>());
            if vote.given == 0 && !vote.can_reveal {
                stage.hint("Reveal takes two ballots at least: one alone would have a name on it");
            }
            let mut reveal = Choice::new("Reveal", "Ctrl+Enter");
            reveal.enabled = vote.can_reveal;
            match stage.buttons(&[reveal, Choice::new("Leave", "Esc")]) {
                Some(0) => acts.push(Act::Reveal),
                Some(_) => acts.push(leave()),
                None => {}
            }
        }
        None => {
            stage.question("Thank you. Press Enter, then pass the laptop on.");
            stage.remark("Nobody sees what you gave: only the number of hands is kept.");
            match stage.buttons(&[Choice::new("Pass it on", "Enter"), Choice::new("Start anew", "Esc")]) {
                Some(0) => acts.push(Act::PassOn),
                Some(_) => acts.push(leave()),
                None => {}
            }
        }
    }
}

fn revealed(stage: &mut Stage<'_>, vote: &Vote, counts: &[[u32; 6]], acts: &mut Vec<Act>) {
    stage.head(&count(vote.voters as usize, "ballot"), "", stage.ink.ink2);
    stage.title(&vote.title);
    let split = counts.iter().any(|counts| spans(counts) >= 2);
    stage.question(if split { "Ask the highest and the lowest to speak." } else { "The room agrees." });
    stage.columns(&vote.rows.iter().copied().zip(counts.iter().copied()).collect::<Vec<_>>());
    if stage.buttons(&[Choice::new("Done", "Enter")]).is_some() {
        acts.push(Act::PassOn);
    }
}

/// From the lowest to the highest hand.
fn spans(counts: &[u32; 6]) -> u8 {
    let mut given = (0u8..).zip(counts).filter(|(_, count)| **count > 0).map(|(level, _)| level);
    let lowest = given.next().unwrap_or(0);
    given.last().unwrap_or(lowest) - lowest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_goes_from_the_lowest_to_the_highest_hand() {
        assert_eq!(spans(&[0, 0, 3, 0, 1, 0]), 2);
        assert_eq!(spans(&[0, 0, 3, 0, 0, 0]), 0);
        assert_eq!(spans(&[1, 0, 0, 0, 0, 1]), 5);
        assert_eq!(spans(&[0; 6]), 0);
    }
}
