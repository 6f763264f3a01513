//! Hands counted on the rating card: a digit, Space, then one digit for each further hand, Enter.
//!
//! The lower median becomes the rating and the counts are kept; Esc keeps the first digit only.

use super::Editor;
use super::card::{Aim, Row};
use super::event::{Key, Request};
use crate::model::{ConnectionChange, Edit, Level, Tally};

/// Hands that are being counted.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    pub(super) row: Row,
    pub(super) hands: Vec<Level>,
}

impl Counting {
    fn counts(&self) -> [u32; 6] {
        let mut counts = [0; 6];
        for hand in &self.hands {
            counts[hand.get() as usize] += 1;
        }
        counts
    }

    fn is_split(&self) -> bool {
        let (low, high) = (self.hands.iter().min(), self.hands.iter().max());
        low.zip(high).is_some_and(|(low, high)| high.get() - low.get() >= 2)
    }
}

impl Editor {
    /// Starts to count, if a digit has just been given: it was the first hand.
    pub(super) fn start_counting(&mut self) {
        if let Some((row, level)) = self.session.card.last.take() {
            self.session.card.aim = Aim::Come(row);
            self.session.card.counting = Some(Counting { row, hands: vec![level] });
            self.ask(Request::Repaint);
        }
    }

    /// A key while hands are counted; `false` if it means something else and the count is over.
    pub(super) fn counting_key(&mut self, key: Key) -> bool {
        let Some(counting) = &mut self.session.card.counting else { return false };
        match key {
            Key::Digit(digit) => counting.hands.extend(Level::new(digit)),
            Key::Space => {}
            Key::Backspace => {
                counting.hands.pop();
                if counting.hands.is_empty() {
                    self.session.card.counting = None;
                }
            }
            Key::Enter => self.finish_counting(),
            _ => {
                self.session.card.counting = None;
                return false;
            }
        }
        self.ask(Request::Repaint);
        true
    }

    fn finish_counting(&mut self) {
        let Some(counting) = self.session.card.counting.take() else { return };
        let counts = counting.counts();
        let Some(level) = lower_median(&counts) else { return };
        let connections = self.rateable();
        let edits = connections.iter().flat_map(|id| {
            // The counts are those of the agreed rating; a perspective keeps its median alone.
            let tally = (self.side().is_none() || counting.row == Row::Need).then(|| {
                let tally = self.document.connection(*id).and_then(|c| c.tally).unwrap_or_default();
                ConnectionChange::Tally(Some(with_counts(tally, counting.row, counts)))
            });
            let rating = self.rating_change(counting.row, Some(level), *id);
            std::iter::once(rating).chain(tally).map(|change| Edit::Connection(*id, change))
        });
        let edit = Edit::All(edits.collect());
        let name = self.rating_name(counting.row, Some(level), &connections);
        if self.step(format!("{name}, {} hands", counting.hands.len()), edit) {
            self.session.card.aim = self.aim_after(counting.row, &connections);
            self.has_answered(&[counting.row], &connections);
            if counting.is_split() {
                self.say("Ask the highest and the lowest to speak");
            }
        }
    }
}

/// The middle hand, the lower of two: a room that is split has not agreed on the higher; `None` without a hand.
#[must_use]
pub fn lower_median(counts: &[u32; 6]) -> Option<Level> {
    let hands: u32 = counts.iter().sum();
    let before = hands.checked_sub(1)? / 2;
    let mut seen = 0;
    (0..).zip(counts).find_map(|(level, count)| {
        seen += count;
        (seen > before).then(|| Level::clamped(level))
    })
}

/// The counts with those of one row replaced.
pub(super) fn with_counts(mut tally: Tally, row: Row, counts: [u32; 6]) -> Tally {
    match row {
        Row::Need => tally.need = Some(counts),
        Row::Strand(strand) => tally.strands[strand.index()] = Some(counts),
    }
    tally
}
