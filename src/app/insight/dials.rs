//! The three dials at the top of the panel: as the map is, or as it would be without what is thought away.

use egui::Ui;

use super::super::style::ink;
use super::super::widgets::Dial;
use crate::analysis::{Analysis, Dials};
use crate::editor::Editor;
use crate::model::words as names;
use crate::report;

/// Shows the dials. `opened_with` are the points when the map was opened.
pub(super) fn show(ui: &mut Ui, editor: &Editor, opened_with: Option<u32>) {
    let analysis = editor.analysis();
    match editor.loss() {
        Some(loss) => without(ui, analysis, &loss.dials),
        None => as_it_is(ui, analysis, opened_with),
    }
}

fn as_it_is(ui: &mut Ui, analysis: &Analysis, opened_with: Option<u32>) {
    let about = if analysis.cohesion.samples > 0 && analysis.cohesion.samples <= 2_000 { "about " } else { "" };
    let change = opened_with.map_or(0, |before| i64::from(analysis.strength.points) - i64::from(before));
    let unit = match change {
        0 => "points".to_owned(),
        up if up > 0 => format!("+{up} points"),
        down => format!("\u{2212}{} points", -down),
    };
    let unrated = analysis.is_unrated();
    let asked = analysis.needs.percent.is_some();
    let third = analysis.needs.percent.unwrap_or(0.0);
    let short = if asked { format!("{} points short", analysis.needs.short) } else { "say what matters".to_owned() };
    let words = [
        (analysis.strength.points.to_string(), unit, strands(&analysis.strength)),
        (
            if unrated { "–".to_owned() } else { format!("{about}{}", names::of_hundred(analysis.cohesion.percent)) },
            report::cohesion_word(analysis).to_owned(),
            "of 100 pairs".to_owned(),
        ),
        (
            if asked && !unrated { names::of_hundred(third).to_string() } else { "–".to_owned() },
            if asked { "of 100".to_owned() } else { "no needs".to_owned() },
            short,
        ),
    ];
    let dials = Dials { strength: analysis.strength, cohesion: analysis.cohesion, needs: analysis.needs };
    row(ui, &dials, &words, &report::dial_sentences(analysis));
}

fn without(ui: &mut Ui, analysis: &Analysis, dials: &Dials) {
    let was = |percent: f64| format!("not {}", names::of_hundred(percent));
    let third = |needs: &crate::analysis::NeedsMet| needs.percent.unwrap_or(0.0);
    let asked = analysis.needs.percent.is_some();
    let words = [
        (dials.strength.points.to_string(), format!("not {}", analysis.strength.points), strands(&dials.strength)),
        (
            names::of_hundred(dials.cohesion.percent).to_string(),
            was(analysis.cohesion.percent),
            "of 100 pairs".to_owned(),
        ),
        (
            if asked { names::of_hundred(third(&dials.needs)).to_string() } else { "–".to_owned() },
            if asked { was(third(&analysis.needs)) } else { "no needs".to_owned() },
            if asked { format!("{} points short", dials.needs.short) } else { String::new() },
        ),
    ];
    let sentence = "Without what is faded on the map; everybody is still counted, and what matters still matters.";
    row(ui, dials, &words, &[sentence; 3].map(str::to_owned));
}

fn strands(strength: &crate::analysis::BrandStrength) -> String {
    format!("{} strands × {:.1}", strength.threads, strength.mean)
}

/// Three dials side by side: value, unit and note of each, with a sentence on hover.
fn row(ui: &mut Ui, dials: &Dials, words: &[(String, String, String); 3], sentences: &[String; 3]) {
    let ink = ink(ui.ctx());
    let total = dials.strength.by_strand.iter().sum::<u32>().max(1) as f32;
    let shares = (0..3).filter(|i| dials.strength.by_strand[*i] > 0);
    let parts = [
        shares.map(|i| (dials.strength.by_strand[i] as f32 / total, ink.strands[i])).collect(),
        vec![((dials.cohesion.percent / 100.0) as f32, ink.ink)],
        vec![((dials.needs.percent.unwrap_or(0.0) / 100.0) as f32, ink.ink)],
    ];
    let ticks: [&[f32]; 3] = [&[], &[0.40, 0.55, 0.70], &[]];
    let width = ui.available_width() / 3.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let names = [names::BRAND_STRENGTH, names::COHESION, names::NEEDS_MET];
        for (i, parts) in parts.into_iter().enumerate() {
            let (value, unit, note) = &words[i];
            let dial = Dial { name: names[i], value, unit, note, parts, ticks: ticks[i] };
            dial.show(ui, width).on_hover_text(&sentences[i]);
        }
    });
}
