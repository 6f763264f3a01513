//! The three dials at the top of the panel: as the map is, or as it would be without what is thought away.

use egui::{Id, Ui};

use super::dial::{Headline, Ring, rolling};
use crate::analysis::{Analysis, Dials};
use crate::editor::Editor;
use crate::model::words as names;
use crate::report;

/// Shows the dials. `opened_with` are the points when the map was opened.
pub(super) fn show(ui: &mut Ui, editor: &Editor, opened_with: Option<u32>) {
    let analysis = editor.analysis();
    let shown = match editor.loss() {
        Some(loss) => Shown::without(analysis, &loss.dials),
        None => Shown::as_it_is(analysis, opened_with),
    };
    shown.show(ui, Id::unique(&editor.document().meta().key));
}

/// Numbers and words of the three dials.
struct Shown {
    dials: Dials,
    /// What is said in place of figures where nothing is rated.
    unrated: Option<&'static str>,
    /// There are pairs who could reach each other, needs to compare with.
    paired: bool,
    asked: bool,
    /// Before the figure of the second, where it is spoken: the ring has room for the figure alone.
    about: &'static str,
    /// The note below each.
    notes: [String; 3],
    /// The word or figure below that of the second and the third.
    units: [String; 2],
    /// The sentence of each, on hover.
    sentences: [String; 3],
}

impl Shown {
    fn as_it_is(analysis: &Analysis, opened_with: Option<u32>) -> Self {
        let dials = Dials { strength: analysis.strength, cohesion: analysis.cohesion, needs: analysis.needs };
        let asked = analysis.needs.percent.is_some();
        let [_, holds, covered] = report::dial_sentences(analysis);
        // What nobody has rated may hold as well.
        let parted = analysis.at_least && !analysis.is_unrated();
        let (at_least, at_most) = if parted { (", at least", "at most ") } else { ("", "") };
        let about =
            if !analysis.is_unrated() && matches!(analysis.cohesion.samples, 1..=2_000) { "about " } else { "" };
        Self {
            dials,
            unrated: analysis.is_unrated().then(|| report::not_rated(analysis)),
            paired: analysis.counted > 1,
            asked,
            about,
            notes: [
                report::change_sentence(opened_with.unwrap_or(analysis.strength.points), analysis.strength.points),
                if analysis.is_unrated() {
                    String::new()
                } else {
                    format!("of 100 pairs{at_least}{}", if about.is_empty() { "" } else { ", roughly" })
                },
                if asked {
                    format!("{at_most}{} short", names::count(dials.needs.short as usize, "point"))
                } else {
                    "say what matters".to_owned()
                },
            ],
            units: [report::cohesion_word(analysis).to_owned(), if asked { "of 100" } else { "no needs" }.to_owned()],
            sentences: [report::total_sentence(analysis), holds, covered],
        }
    }

    fn without(analysis: &Analysis, dials: &Dials) -> Self {
        let was = |percent: Option<f64>| format!("not {}", names::of_hundred(percent.unwrap_or(0.0)));
        let asked = analysis.needs.percent.is_some();
        let sentence = "Without what is faded on the map; everybody is still counted, and what matters still matters.";
        Self {
            dials: *dials,
            unrated: None,
            paired: true,
            asked,
            about: "",
            notes: [
                format!("not {}", report::strands(analysis.strength.threads, analysis.strength.mean)),
                "of 100 pairs".to_owned(),
                if asked {
                    format!("{} short", names::count(dials.needs.short as usize, "point"))
                } else {
                    String::new()
                },
            ],
            units: [
                was(Some(analysis.cohesion.percent)),
                if asked { was(analysis.needs.percent) } else { "no needs".to_owned() },
            ],
            sentences: [sentence; 3].map(str::to_owned),
        }
    }

    /// The first across the panel, the other two side by side below it. `map` tells one map from another.
    fn show(&self, ui: &mut Ui, map: Id) {
        let Dials { strength, cohesion, needs } = &self.dials;
        let threads = rolling(ui, map.with("strands"), f64::from(strength.threads)).round() as u32;
        let value = report::strands(threads, rolling(ui, map.with("average"), strength.mean));
        let spoken = report::strands(strength.threads, strength.mean);
        let headline = Headline {
            name: names::BRAND_STRENGTH,
            spoken: &spoken,
            value: self.unrated.unwrap_or(&value),
            note: &self.notes[0],
        };
        headline.show(ui).on_hover_text(&self.sentences[0]);
        ui.add_space(6.0);

        let width = ui.available_width() / 2.0;
        let (held, met) = (cohesion.percent, needs.percent.unwrap_or(0.0));
        let figure = |percent: f64| names::of_hundred(percent).to_string();
        let holds = |percent| if self.unrated.is_none() && self.paired { figure(percent) } else { "–".to_owned() };
        let covers = |percent| if self.unrated.is_none() && self.asked { figure(percent) } else { "–".to_owned() };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let now = [rolling(ui, map.with("held"), held), rolling(ui, map.with("met"), met)];
            let rings = [
                (
                    names::COHESION,
                    format!("{}{}", self.about, holds(held)),
                    holds(now[0]),
                    [0.40, 0.55, 0.70].as_slice(),
                ),
                (names::NEEDS_MET, covers(met), covers(now[1]), &[]),
            ];
            for (i, (name, spoken, value, ticks)) in rings.into_iter().enumerate() {
                let (unit, note, share) = (&self.units[i], &self.notes[i + 1], (now[i] / 100.0) as f32);
                let ring = Ring { name, spoken: &spoken, value: &value, unit, note, share, ticks };
                ring.show(ui, width).on_hover_text(&self.sentences[i + 1]);
            }
        });
    }
}
