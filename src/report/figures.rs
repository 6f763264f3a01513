//! Every number about one connection or one actor with the sentence that explains it, and what a loss or a
//! way between two actors means. For cards, hovers and the question "what would we lose?".

use super::grammar::{count, figure, gain, list, of_hundred, points};
use super::sentences::{actor_loss_sentence, connection_loss_sentence, fewer, name};
use crate::analysis::{Analysis, Chain, FullAnalysis, WhatIf};
use crate::model::{ActorId, ConnectionId, Document, Kind, Selection};

/// A number as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is called.
    pub name: &'static str,
    /// The number itself, short: "8 of 15", "+0.4".
    pub value: String,
    /// What it means, in a whole sentence.
    pub sentence: String,
}

impl Figure {
    const fn new(name: &'static str, value: String, sentence: String) -> Self {
        Self { name, value, sentence }
    }
}

/// The numbers of one connection; none for one that is gone.
#[must_use]
pub fn connection_figures(
    document: &Document,
    base: &Analysis,
    full: Option<&FullAnalysis>,
    id: ConnectionId,
) -> Vec<Figure> {
    let (Some(connection), Some(figures)) = (document.connection(id), base.connections.get(&id)) else {
        return Vec::new();
    };
    let (held, asked) = (figures.points, connection.asked());
    let years = of_hundred(100.0 * figures.hold);
    let holds = match asked {
        0 => format!("Holds {held} of 15 points; nobody has said yet how much it matters."),
        _ if connection.need.is_some() && held >= asked => {
            format!("Holds {held} of 15 points, and {asked} are enough.")
        }
        _ => format!("Holds {held} of 15 points, and should hold {asked}."),
    };
    let mut all = vec![
        Figure::new("Points", format!("{held} of 15"), holds),
        Figure::new("In a bad year", format!("{years} of 100"), format!("It would hold in {years} of 100 bad years.")),
    ];
    if let Some(words) = connection_loss_sentence(base, id).filter(|_| held > 0) {
        let lost = Some(fewer(base, figures.loss)).filter(|lost| lost != "0");
        all.push(Figure::new("If it were lost", lost.unwrap_or_else(|| "hardly any".to_owned()), words));
    }
    if held < 15 {
        let more = about(figures.one_step, figures.one_step_error);
        all.push(Figure::new(
            "One point more",
            gain(figures.one_step),
            format!("One point more would keep {more} together."),
        ));
    }
    if figures.shortfall > 0 {
        let more = about(figures.to_need, figures.to_need_error);
        let words = format!("With {} it would keep {more} together.", points(u32::from(asked)));
        all.push(Figure::new("As strong as it should be", gain(figures.to_need), words));
    }
    if let Some(Some(share)) = full.and_then(|full| full.irreplaceability.get(&id)).filter(|_| held > 0) {
        // Told beside a loss that may be small: how few hang on it says nothing of what else there is.
        let (value, words) = match 100 - of_hundred(100.0 * share) {
            0 => (
                "none yet".to_owned(),
                "Nothing else joins its two sides yet, however few or many hang on that.".to_owned(),
            ),
            others => (
                format!("{others} of 100"),
                format!("Of all the ways of holding the map together, {others} of 100 do without it."),
            ),
        };
        all.push(Figure::new("Other ways round", value, words));
    }
    all
}

/// "3.1 more of 100 pairs", with its doubt where that is more than a tenth of a pair.
fn about(pairs: f64, error: f64) -> String {
    if pairs < 0.05 {
        return "hardly more".to_owned();
    }
    // Two standard errors: so far off it is in one case of twenty.
    let doubt = 2.0 * error;
    if doubt >= 0.05 {
        format!("about {pairs:.1} more of 100 pairs (give or take {doubt:.1})")
    } else {
        format!("{pairs:.1} more of 100 pairs")
    }
}

/// The numbers of one actor; none for one that is gone.
#[must_use]
pub fn actor_figures(document: &Document, base: &Analysis, id: ActorId) -> Vec<Figure> {
    let (Some(record), Some(figures)) = (document.actor(id), base.actors.get(&id)) else { return Vec::new() };
    let (all_of_them, rated) = (document.connections_of(id).count(), figures.degree as usize);
    let some = match rated {
        _ if rated == all_of_them => String::new(),
        0 => ", not rated yet".to_owned(),
        _ => format!(", {} of them with any strength", figure(rated)),
    };
    let (who, degree) = (&record.name, count(all_of_them, "connection"));
    let sum = points(figures.points);
    let mut all = vec![
        Figure::new("Connections", figure(all_of_them), format!("{who} has {degree}{some}.")),
        Figure::new("Points", figure(figures.points as usize), format!("Together they hold {sum}.")),
    ];
    if let Some(words) = actor_loss_sentence(document, base, id).filter(|_| figures.degree > 0) {
        all.push(Figure::new("The others would lose", of_hundred(figures.keystone).to_string(), words));
    }
    if figures.cut_actor {
        let words = format!("Some are joined to the rest through {who} alone, even in a good year.");
        all.push(Figure::new("Only way", "yes".to_owned(), words));
    }
    all
}

/// What is said while the numbers of a loss are looked for.
pub const COUNTING: &str = "Counting what would be left…";

/// What the map would be without some of it: the pairs, the strength, the promises, who is cut off.
///
/// The first is the one number for the room, wherever the question is asked; the second says which pairs it counts.
///
/// `removed` names what is taken away, as it was asked of [`crate::analysis::whatif()`].
#[must_use]
pub fn whatif_sentences(document: &Document, base: &Analysis, removed: &Selection, found: &WhatIf) -> Vec<String> {
    let dials = &found.dials;
    let (now, then) = (of_hundred(base.cohesion.percent), of_hundred(dials.cohesion.percent));
    let at_least = if base.at_least { "at least " } else { "" };
    let rest = match now.saturating_sub(then) {
        0 => "as many as now".to_owned(),
        lost => format!("{lost} fewer"),
    };
    let who = without(document, removed);
    let mut all =
        vec![format!("{who}, {at_least}{then} of 100 pairs would still reach each other in a bad year: {rest}.")];
    all.push(still_counted(document, removed));
    let strength = base.strength.points.saturating_sub(dials.strength.points);
    if strength > 0 {
        let all_points = figure(base.strength.points as usize);
        all.push(format!("Brand strength would lose {} of {all_points}.", points(strength)));
    }
    let covered = base.needs.met.saturating_sub(dials.needs.met);
    if covered > 0 {
        all.push(format!("Promises would be {} further from covered.", points(covered)));
    }
    let names: Vec<String> = found.cut_off.iter().map(|id| name(document, *id)).collect();
    all.push(match names.len() {
        0 => "Nobody else would be cut off.".to_owned(),
        all if all > MOST_NAMES => {
            let more = figure(all - MOST_NAMES);
            format!("Cut off: {} and {more} more.", names[..MOST_NAMES].join(", "))
        }
        _ => format!("Cut off: {}.", list(&names)),
    });
    all
}

/// Over whom the numbers of a loss are taken, since a map from which somebody is deleted shows others.
fn still_counted(document: &Document, removed: &Selection) -> String {
    let mut actors = removed.actors.iter();
    let whose = match (actors.next(), removed.actors.len()) {
        (None, _) => return "What it should hold is still asked for; deleting it would ask no more.".to_owned(),
        (Some(one), 1) => name(document, *one),
        _ => "all of these".to_owned(),
    };
    format!(
        "Every pair of the map is counted, also those of {whose}. Deleting takes these out of the count, so the map \
         would then show higher numbers."
    )
}

/// Names in one sentence; more make nobody wiser.
const MOST_NAMES: usize = 8;

/// "Without Mia", "If this chair were empty", "Without these two".
fn without(document: &Document, removed: &Selection) -> String {
    let mut actors = removed.actors.iter();
    match (actors.next(), removed.actors.len() + removed.connections.len()) {
        (Some(one), 1) => match document.actor(*one) {
            Some(record) if record.kind == Kind::Role => format!("If the chair of {} were empty", record.name),
            Some(record) => format!("Without {}", record.name),
            None => "Without this".to_owned(),
        },
        (_, 0 | 1) => "Without this".to_owned(),
        (_, all) => format!("Without these {}", super::grammar::number(all)),
    }
}

/// "The surest way from Mia to Cafes goes by Tom; it would hold in 23 of 100 bad years."
///
/// `chain` is what [`crate::analysis::best_chain`] found between the two.
#[must_use]
pub fn chain_sentence(document: &Document, from: ActorId, to: ActorId, chain: Option<&Chain>) -> String {
    let (start, end) = (name(document, from), name(document, to));
    let Some(chain) = chain else { return format!("Nothing leads from {start} to {end} yet.") };
    let mut stops = Vec::new();
    let mut at = from;
    for connection in chain.connections.iter().filter_map(|id| document.connection(*id)) {
        at = connection.other(at).unwrap_or(at);
        if at != to {
            stops.push(name(document, at));
        }
    }
    let years = of_hundred(100.0 * chain.hold);
    match stops.len() {
        0 if from == to => format!("{start} needs no way to {end}."),
        0 => format!("The surest way from {start} to {end} is straight; it would hold in {years} of 100 bad years."),
        _ => format!(
            "The surest way from {start} to {end} goes by {}; it would hold in {years} of 100 bad years.",
            list(&stops)
        ),
    }
}
