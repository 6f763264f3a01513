//! What a picture shows, as the entries of its legend: exactly that, no more and no less.
//!
//! Their words are the short ones of a legend; sentences about findings live in `report`.

use std::collections::BTreeSet;

use super::Lens;
use super::cord::{Look, Severity, Substance};
use super::lens::{Glow, Mark, PROMISE, Rank, Shown};
use super::plan::{Cord, Form, Plan};
use super::sizes::Detail;
use crate::model::{Family, Stance, Strand, words};

/// Something that a picture may show and a legend then explains. In the order of legends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A strand, by its color and place.
    Strand(Strand),
    /// The width of a strand is its rating.
    Widths,
    /// A strand that is 0 or not rated leaves its place empty.
    EmptyPlace,
    /// A cord as one line.
    OneLine,
    /// Nobody has rated it.
    Unrated,
    /// Sketched while drawing.
    Sketched,
    /// Rated 0, and no need is set.
    Nothing,
    /// The number of a weak connection.
    Numbered,
    /// Worn through.
    Frayed,
    /// With four loose threads.
    Loose,
    /// With two loose threads.
    Thin,
    /// Needed, and nothing there.
    Missing,
    /// The sheath around a weak cord.
    Sheath,
    /// Weak, but not among the numbered.
    Further,
    /// A tube as wide as the cord should be.
    Needed,
    /// The same, darker and with edges: the promise hangs on it.
    Promised,
    /// A group of actors.
    Group,
    /// Somebody looks after it.
    Owned,
    /// Nobody does yet.
    Nobody,
    /// Somebody does, who cannot put it right.
    Powerless,
    /// Gaining strength.
    Growing,
    /// Losing strength.
    Fading,
    /// Two halves, as each end sees the cord.
    Halves,
    /// The two sides contradict each other.
    Unequal,
    /// The number of a gap.
    Gap,
    /// A gap, but not among the numbered.
    FurtherGap,
    /// Only guessed.
    Guess,
    /// Pale: not what this lens is about.
    Pale(Lens),
    /// One side gives more.
    OneSided,
    /// The only link between two sides.
    Bridge,
    /// Strained.
    Strained,
    /// Works against us.
    Against,
    /// A family of actors, by its shape.
    Family(Family),
    /// A kind of the room's own, by its place among them.
    Own(usize),
    /// Much depends on this actor.
    Keystone,
    /// A shared value.
    Value,
    /// What an actor holds, in words below its name.
    Held,
    /// Stays where a hand put it.
    Pinned,
}

impl Entry {
    /// What the legend says; a kind of the room's own says its name ([`Plan::words`]).
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Strand(strand) => words::strand(strand),
            Self::Widths => "the wider, the stronger: 1 to 5",
            Self::EmptyPlace => "empty place: rated 0, or not rated",
            Self::OneLine => "one line: the wider, the stronger",
            Self::Unrated => "not rated yet",
            Self::Sketched => "a first sketch: the more lines, the stronger",
            Self::Nothing => "rated 0: nothing there",
            Self::Numbered => "the weakest, in this order",
            Self::Frayed => "worn through: 6 or more points short",
            Self::Loose => "coming loose: 3 to 5 points short",
            Self::Thin => "1 or 2 points short",
            Self::Missing => "missing: needed, nothing there yet",
            Self::Sheath => "glow: as wide as the cord should be",
            Self::Further => "weak as well, further down the list",
            Self::Needed => "tube: as wide as the cord should be",
            Self::Promised => "the promise breaks without it",
            Self::Group => "a group",
            Self::Owned => "somebody looks after it",
            Self::Nobody => "important, and nobody looks after it yet",
            Self::Powerless => "whoever does cannot put it right",
            Self::Growing => "growing",
            Self::Fading => "fading",
            Self::Halves => "each half as that end sees it",
            Self::Unequal => "two levels apart or more",
            Self::Gap => "widest apart, in this order",
            Self::FurtherGap => "apart as well, further down the list",
            Self::Guess => "dotted: a guess, ask them",
            Self::Pale(Lens::Matters) => "pale: matters less, or nobody has said yet",
            Self::Pale(Lens::Strand(_)) => "pale: the other strands",
            Self::Pale(Lens::Silos) => "pale: within one group",
            Self::Pale(Lens::Owners) => "pale: nobody does, and it matters less",
            Self::Pale(Lens::Trend) => "pale: steady, or nobody has said yet",
            Self::Pale(Lens::Side(_)) => "pale: not asked yet, so as agreed",
            Self::Pale(Lens::Gap) => "pale: alike, or not asked on both sides yet",
            Self::Pale(Lens::Weak | Lens::Strength | Lens::Portrait) => "pale: not weak",
            Self::OneSided => "uneven: one side gives more",
            Self::Bridge => "only link between two sides",
            Self::Strained => "strained",
            Self::Against => "works against us",
            Self::Family(Family::Inside) => "inside us",
            Self::Family(Family::Customer) => "customers",
            Self::Family(Family::Organisation) => "organisations",
            Self::Family(Family::Society) => "community, society",
            Self::Family(Family::Carrier) => "product, touchpoint",
            Self::Own(_) => "a kind of our own",
            Self::Keystone => "much depends on it",
            Self::Value => "shared value and who holds it",
            Self::Held => "what they hold: shared values",
            Self::Pinned => "stays where it was put",
        }
    }

    /// The group it stands in.
    pub(super) const fn section(self) -> Section {
        match self {
            Self::Strand(_) | Self::OneLine => Section::Cords,
            Self::Widths | Self::EmptyPlace | Self::Unrated | Self::Sketched | Self::Nothing => Section::Ratings,
            Self::Numbered | Self::Frayed | Self::Loose | Self::Thin => Section::Weak,
            Self::Missing | Self::Sheath | Self::Further => Section::Weak,
            Self::Needed | Self::Promised | Self::Group | Self::Owned | Self::Nobody | Self::Powerless => Section::Lens,
            Self::Growing | Self::Fading | Self::Halves | Self::Unequal | Self::Gap | Self::FurtherGap => Section::Lens,
            Self::Guess | Self::Pale(_) => Section::Lens,
            Self::OneSided | Self::Bridge | Self::Strained | Self::Against => Section::Marks,
            Self::Family(_) | Self::Own(_) | Self::Keystone | Self::Value | Self::Held | Self::Pinned => Section::Who,
        }
    }
}

/// A group of entries under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Cords,
    Ratings,
    Weak,
    /// What the lens is about.
    Lens,
    Marks,
    Who,
}

impl Section {
    pub(super) const ALL: [Self; 6] = [Self::Cords, Self::Ratings, Self::Weak, Self::Lens, Self::Marks, Self::Who];

    pub(super) const fn heading(self, lens: Lens) -> &'static str {
        match self {
            Self::Lens => lens.label(),
            Self::Cords => "A cord and its strands",
            Self::Ratings => "Ratings",
            Self::Weak => "Weak connections",
            Self::Marks => "Marks",
            Self::Who => "Who",
        }
    }
}

impl Plan {
    /// What the legend of this picture says about an entry.
    #[must_use]
    pub fn words(&self, entry: Entry) -> &str {
        match entry {
            Entry::Own(own) => self.own.get(own).map_or(entry.text(), |own| &own.name),
            _ => entry.text(),
        }
    }

    /// What is on this picture, in the order of legends; looked for once, since a legend is painted every frame.
    #[must_use]
    pub fn entries(&self) -> &BTreeSet<Entry> {
        self.entries.get_or_init(|| self.find_entries())
    }

    fn find_entries(&self) -> BTreeSet<Entry> {
        let mut found = BTreeSet::new();
        for (cord, shown) in self.cords.iter().zip(&self.shown) {
            self.cord_entries(cord, shown, &mut found);
        }
        if !self.hulls.is_empty() {
            found.insert(Entry::Group);
        }
        for node in &self.nodes {
            match (node.form, node.own) {
                (Form::Actor(..), Some(own)) => found.insert(Entry::Own(own)),
                (Form::Actor(family, _), None) => found.insert(Entry::Family(family)),
                (Form::Leaf, _) => found.insert(Entry::Value),
            };
            if node.name.is_some() && node.block.as_ref().is_some_and(|block| block.has_chips()) {
                found.insert(Entry::Held);
            }
            if node.keystone {
                found.insert(Entry::Keystone);
            }
            if node.pinned {
                found.insert(Entry::Pinned);
            }
        }
        found
    }

    /// How far the least pale cord of an entry moves towards the canvas: a sample is no stronger than what it explains.
    pub(super) fn paleness(&self, entry: Entry) -> f64 {
        let is_one = |cord: &Cord, shown: &Shown| match entry {
            Entry::Missing => cord.look.is_missing(),
            Entry::Nothing => matches!(cord.look.substance, Substance::Empty) && !cord.look.is_missing(),
            Entry::Unrated => matches!(cord.look.substance, Substance::Unrated),
            Entry::Sketched => matches!(cord.look.substance, Substance::Sketched(_)),
            Entry::OneSided => cord.look.taper != 0.0 && !shown.halved,
            Entry::Strained => cord.look.stance == Stance::Strained,
            Entry::Against => cord.look.stance == Stance::Against,
            _ => false,
        };
        let mut least = None;
        for (_, shown) in self.cords.iter().zip(&self.shown).filter(|(cord, shown)| is_one(cord, shown)) {
            // Under most lenses the first one says it, and a legend is painted in every frame.
            if shown.dim == 0.0 {
                return 0.0;
            }
            least = Some(least.map_or(shown.dim, |least: f64| least.min(shown.dim)));
        }
        least.unwrap_or(0.0)
    }

    fn cord_entries(&self, cord: &Cord, shown: &Shown, found: &mut BTreeSet<Entry>) {
        let look = &cord.look;
        let lens = self.view.lens;
        match cord.facts.halves.as_ref().filter(|_| shown.halved) {
            Some(halves) => halves.looks.iter().for_each(|look| self.substance_entries(look, None, found)),
            None => {
                let only = if let Lens::Strand(strand) = lens { Some(strand) } else { None };
                self.substance_entries(look, only, found);
            }
        }
        if let Some(Glow::Weak(..)) = shown.glow
            && let Some(severity) = look.severity
        {
            found.insert(Entry::Sheath);
            if !look.is_missing() {
                found.insert(match severity {
                    Severity::Small => Entry::Thin,
                    Severity::Medium => Entry::Loose,
                    Severity::Large => Entry::Frayed,
                });
            }
        }
        let gap = lens == Lens::Gap;
        let numbered = matches!(shown.rank, Rank::Numbered(_));
        let dotted =
            shown.dotted || cord.facts.halves.as_ref().is_some_and(|h| shown.halved && h.guessed.contains(&true));
        // In a lens on one strand the other strands are pale wherever they are there.
        let beside = |strand: Strand| look.levels().iter().enumerate().any(|(i, l)| *l > 0 && i != strand.index());
        let pale = match lens {
            Lens::Strength | Lens::Weak | Lens::Portrait => false,
            Lens::Strand(strand) => beside(strand) && self.sizes.detail != Detail::Far,
            _ => shown.dim >= self.tokens.dim,
        };
        let marks = [
            (numbered && !gap, Entry::Numbered),
            (numbered && gap, Entry::Gap),
            (shown.rank == Rank::Further && !gap, Entry::Further),
            (shown.rank == Rank::Further && gap, Entry::FurtherGap),
            (shown.glow == Some(Glow::Needed) && look.need < PROMISE, Entry::Needed),
            (shown.glow == Some(Glow::Needed) && look.need >= PROMISE, Entry::Promised),
            (shown.halved, Entry::Halves),
            (dotted, Entry::Guess),
            (pale, Entry::Pale(lens)),
            (look.taper != 0.0 && !shown.halved, Entry::OneSided),
            (look.stance == Stance::Strained, Entry::Strained),
            (look.stance == Stance::Against, Entry::Against),
        ];
        found.extend(marks.into_iter().filter(|(there, _)| *there).map(|(_, entry)| entry));
        found.extend(shown.mark.map(|mark| match mark {
            Mark::Bridge => Entry::Bridge,
            Mark::Fading => Entry::Fading,
            Mark::Growing => Entry::Growing,
            Mark::Owned => Entry::Owned,
            Mark::Powerless => Entry::Powerless,
            Mark::Nobody => Entry::Nobody,
            Mark::Unequal => Entry::Unequal,
        }));
    }

    /// What a cord is made of; with `only` that strand alone.
    fn substance_entries(&self, look: &Look, only: Option<Strand>, found: &mut BTreeSet<Entry>) {
        match look.substance {
            Substance::Unrated => found.insert(Entry::Unrated),
            Substance::Sketched(_) => found.insert(Entry::Sketched),
            Substance::Empty if look.is_missing() => found.insert(Entry::Missing),
            Substance::Empty => found.insert(Entry::Nothing),
            Substance::Strands(_) if self.sizes.detail == Detail::Far && only.is_none() => found.insert(Entry::OneLine),
            Substance::Strands(levels) => {
                let shown = |strand: &Strand| only.is_none_or(|only| only == *strand);
                let there = Strand::ALL.into_iter().filter(|strand| levels[strand.index()] > 0);
                found.extend(there.filter(shown).map(Entry::Strand));
                if levels.contains(&0) && only.is_none() {
                    found.insert(Entry::EmptyPlace);
                }
                only.is_none_or(|only| levels[only.index()] > 0) && found.insert(Entry::Widths)
            }
        };
    }
}
