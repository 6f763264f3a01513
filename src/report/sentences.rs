//! Sentences about the map as a whole, its actors and the next step. Words about one weak connection are
//! in `reasons`.

use std::cmp::Ordering;

use super::grammar::{of_hundred, points};
use crate::analysis::{Analysis, FullAnalysis, next_step};
use crate::model::{ActorId, ConnectionId, Document, Kind, Level, Strand, words};

/// "Executive team – Families on bundles"; empty if there is no such connection.
#[must_use]
pub fn connection_title(document: &Document, connection: ConnectionId) -> String {
    let Some(connection) = document.connection(connection) else { return String::new() };
    let name = |id| document.actor(id).map_or("", |actor| actor.name.as_str());
    format!("{} – {}", name(connection.a), name(connection.b))
}

/// The three dials in words: a sentence each.
#[must_use]
pub fn dial_sentences(analysis: &Analysis) -> [String; 3] {
    [strength_sentence(analysis), cohesion_sentence(analysis), needs_sentence(analysis)]
}

/// Said of a map without a rating.
#[must_use]
pub fn not_rated(analysis: &Analysis) -> &'static str {
    if analysis.connections.is_empty() { "Nothing is connected yet." } else { "Nothing is rated yet." }
}

fn strength_sentence(analysis: &Analysis) -> String {
    let strength = &analysis.strength;
    if analysis.is_unrated() {
        return not_rated(analysis).to_owned();
    }
    let at_least = if analysis.at_least && strength.threads > 0 { "At least " } else { "" };
    format!("{at_least}{}.", strands(strength.threads, strength.mean))
}

/// "128 strands, average 2.1": Brand strength, as it is shown.
#[must_use]
pub fn strands(threads: u32, mean: f64) -> String {
    match threads {
        0 => "No strands yet".to_owned(),
        _ => format!("{}, average {mean:.1}", words::count(threads as usize, "strand")),
    }
}

/// "270 points in all: 91 of give and take, 100 of trust, 79 of shared values.": what stands behind Brand strength.
#[must_use]
pub fn total_sentence(analysis: &Analysis) -> String {
    let [exchange, relationship, values] = analysis.strength.by_strand.map(|points| words::figure(points as usize));
    let all = points(analysis.strength.points);
    let at_least = if analysis.at_least && analysis.strength.threads > 0 { "At least " } else { "" };
    format!("{at_least}{all} in all: {exchange} of give and take, {relationship} of trust, {values} of shared values.")
}

/// "+12 points since the map was opened"; nothing for a map on which nothing was rated then: that would be the total.
#[must_use]
pub fn change_sentence(before: u32, now: u32) -> String {
    if before == 0 {
        return String::new();
    }
    let change = points(now.abs_diff(before));
    match now.cmp(&before) {
        Ordering::Equal => "as when the map was opened".to_owned(),
        Ordering::Greater => format!("+{change} since the map was opened"),
        Ordering::Less => format!("\u{2212}{change} since the map was opened"),
    }
}

fn cohesion_sentence(analysis: &Analysis) -> String {
    if analysis.is_unrated() {
        return not_rated(analysis).to_owned();
    }
    if analysis.counted < 2 {
        return "Nobody to hold together yet.".to_owned();
    }
    let at_least = if analysis.at_least { "at least " } else { "" };
    let pairs = of_hundred(analysis.cohesion.percent);
    format!("In a bad year, {at_least}{pairs} of 100 pairs here would still reach each other.")
}

fn needs_sentence(analysis: &Analysis) -> String {
    let Some(percent) = analysis.needs.percent else { return "No needs set.".to_owned() };
    if analysis.is_unrated() {
        return format!("{} What matters calls for {}.", not_rated(analysis), points(analysis.needs.asked));
    }
    let at_least = if analysis.at_least { "At least " } else { "" };
    format!("{at_least}{} of 100 points that the important connections call for.", of_hundred(percent))
}

/// "fragile", "thin", "sound" or "tight": a convention, told from the whole number that is shown; "not rated"
/// and "nobody yet" where there is nothing to tell from.
#[must_use]
pub fn cohesion_word(analysis: &Analysis) -> &'static str {
    match analysis.counted {
        0 | 1 => "nobody yet",
        _ if analysis.is_unrated() => "not rated",
        _ => words::cohesion(analysis.cohesion.percent),
    }
}

/// "Much depends on Mia: ..."; `None` unless much does.
#[must_use]
pub fn keystone_sentence(document: &Document, analysis: &Analysis, actor: ActorId) -> Option<String> {
    let figures = analysis.actors.get(&actor).filter(|figures| figures.is_keystone)?;
    let record = document.actor(actor)?;
    let pairs = of_hundred(figures.keystone);
    let without = if record.kind == Kind::Role { "if this chair were empty" } else { "without them" };
    Some(format!("Much depends on {}: {without}, {}.", record.name, the_others_lose(pairs)))
}

/// What a keystone loss counts: never the pairs of the one who is lost.
pub(super) fn the_others_lose(pairs: u32) -> String {
    format!("{pairs} of 100 pairs among the others would lose each other")
}

/// Pairs of 100 that a loss costs, as the two whole numbers before and after it tell: "4", or "about 4" where they
/// are estimated, since the question asked outright may then be answered by one more or less.
pub(super) fn fewer(analysis: &Analysis, loss: f64) -> String {
    let now = analysis.cohesion.percent;
    let pairs = of_hundred(now).saturating_sub(of_hundred(now - loss));
    if pairs == 0 || analysis.cohesion.exact { pairs.to_string() } else { format!("about {pairs}") }
}

/// What nobody has rated may hang on what is lost as well.
fn as_far_as_rated(analysis: &Analysis) -> &'static str {
    if analysis.at_least { ", as far as it is rated" } else { "" }
}

/// "Without this, 4 of 100 pairs would lose each other."; `None` for a connection that is gone.
pub(super) fn connection_loss_sentence(analysis: &Analysis, connection: ConnectionId) -> Option<String> {
    let pairs = fewer(analysis, analysis.connections.get(&connection)?.loss);
    Some(match pairs.as_str() {
        "0" => format!("Without this, hardly a pair would lose each other{}.", as_far_as_rated(analysis)),
        _ => format!("Without this, {pairs} of 100 pairs would lose each other."),
    })
}

/// "Without Mia, 18 of 100 pairs among the others would lose each other."; `None` for an actor that is gone.
pub(super) fn actor_loss_sentence(document: &Document, analysis: &Analysis, actor: ActorId) -> Option<String> {
    let pairs = of_hundred(analysis.actors.get(&actor)?.keystone);
    let record = document.actor(actor)?;
    let without = if record.kind == Kind::Role {
        format!("If the chair of {} were empty", record.name)
    } else {
        format!("Without {}", record.name)
    };
    Some(match pairs {
        0 => format!("{without}, the others would hold together as before{}.", as_far_as_rated(analysis)),
        _ => format!("{without}, {}.", the_others_lose(pairs)),
    })
}

/// The smallest useful step on a connection, in the room's words; `None` if it is as strong as can be.
#[must_use]
pub fn next_step_sentence(document: &Document, connection: ConnectionId) -> Option<String> {
    let (strand, from, to) = next_step(document.connection(connection)?)?;
    let name = words::strand(strand);
    let Some(from) = from else { return Some(format!("{name} is not rated yet.")) };
    Some(format!(
        "{name} from {} ({}) to {} ({}).",
        from.get(),
        words::level(strand, from),
        to.get(),
        words::level(strand, to)
    ))
}

/// The first of a good order of repairs, or the weakest connection where there is none, and the smallest step on it;
/// `None` if none is weak. It says which of both it is: a map has more than one order.
#[must_use]
pub fn act_next(document: &Document, base: &Analysis, full: Option<&FullAnalysis>) -> Option<(ConnectionId, String)> {
    let is_there = |id: &ConnectionId| document.connection(*id).is_some();
    let planned = full.into_iter().flat_map(|full| full.plan.iter().map(|step| (step.connection, "Most to gain")));
    let weak = base.weak.iter().map(|id| (*id, "Weakest"));
    let (first, order) = planned.chain(weak).find(|(id, _)| is_there(id))?;
    let title = connection_title(document, first);
    let words = match next_step_sentence(document, first) {
        Some(step) => format!("{order}: {title}. {step}"),
        None => format!("{order}: {title}."),
    };
    Some((first, words))
}

/// A rating as undo and lists name it: "4", or "not rated".
#[must_use]
pub fn level_word(level: Option<Level>) -> String {
    level.map_or_else(|| "not rated".to_owned(), |level| level.get().to_string())
}

/// "Works against us: 34 points"; `None` where nothing does.
#[must_use]
pub fn against_sentence(analysis: &Analysis) -> Option<String> {
    let against = &analysis.against;
    (!against.connections.is_empty()).then(|| format!("Working against us: {}.", points(against.points)))
}

/// The name of an actor; empty if there is no such actor.
pub(super) fn name(document: &Document, actor: ActorId) -> String {
    document.actor(actor).map_or_else(String::new, |actor| actor.name.clone())
}

/// The name of a strand within a sentence.
pub(super) const fn strand_in_text(strand: Strand) -> &'static str {
    match strand {
        Strand::Exchange => "give and take",
        Strand::Relationship => "trust",
        Strand::Values => "shared values",
    }
}
