//! The sentence for each sense in which a connection is weak. No blame, always "yet", no mathematics.

use super::grammar::{count, list, of_hundred, points};
use super::sentences::strand_in_text;
use crate::analysis::{Analysis, COMPANY, Gap, Lifeline, OTHER, Reason, common_ground, gap, seen_by};
use crate::model::{Confidence, Connection, ConnectionId, Document, Kpi, Level, Stance, Strand};

/// The sentence for one reason of one connection; empty if there is no such connection.
#[must_use]
pub fn sentence(document: &Document, analysis: &Analysis, connection: ConnectionId, reason: Reason) -> String {
    let id = connection;
    let Some(connection) = document.connection(id) else { return String::new() };
    match reason {
        Reason::BelowNeed => {
            // A strand that nobody has rated yet may hold more.
            let so_far = if connection.strands.is_complete() { "" } else { " so far" };
            format!("Should hold {}, holds {}{so_far}.", connection.asked(), connection.points())
        }
        Reason::SingleStrand => single_strand(connection),
        Reason::OneSided => one_sided(document, connection),
        Reason::FragileBridge => {
            let hold = analysis.connections.get(&id).map_or(0.0, |figures| figures.hold);
            let years = of_hundred(100.0 * hold);
            format!("Nothing else joins these two sides, and it would hold in {years} of 100 bad years.")
        }
        Reason::Lifeline => lifeline(document, analysis, id),
        Reason::Unowned => match doer(document, id) {
            Some(who) => format!("{who} takes the first step; nobody looks after it for good yet."),
            None => "Nobody looks after this yet.".to_owned(),
        },
        Reason::Unmeasured => unmeasured(document, connection),
        Reason::Contested => gap(connection).map_or_else(String::new, |gap| contested(connection, &gap)),
        Reason::Fading => "Losing strength on something the promise needs.".to_owned(),
        Reason::Missing if connection.need >= Level::new(4) => {
            "The promise needs this, and nothing is there yet.".to_owned()
        }
        Reason::Missing => "This matters, and nothing is there yet.".to_owned(),
        Reason::Untapped => untapped(document, connection),
        Reason::Unsure => unsure(connection),
        Reason::Powerless => {
            let owner = connection.owner.as_ref().map_or("", |owner| document.party_name(owner));
            format!("Looked after by {owner}, who cannot put it right on the spot yet.")
        }
        Reason::Strained => strained(connection),
    }
}

/// Who does the step that the room took on there.
pub(super) fn doer(document: &Document, connection: ConnectionId) -> Option<&str> {
    let mut steps = document.actions().filter(|(_, action)| action.connection == connection);
    steps.find_map(|(_, action)| Some(document.party_name(action.owner.as_ref()?).trim()).filter(|who| !who.is_empty()))
}

/// Made from which strand it is.
fn single_strand(connection: &Connection) -> String {
    let (there, missing): (Vec<Strand>, Vec<Strand>) =
        Strand::ALL.into_iter().partition(|strand| connection.strands.counts()[strand.index()] > 0);
    let missing: Vec<String> = missing.into_iter().map(|strand| format!("no {}", strand_in_text(strand))).collect();
    let there: Vec<&str> = there.into_iter().map(strand_in_text).collect();
    format!("Only {}: {} yet.", list(&there), missing.join(", "))
}

pub(super) fn one_sided(document: &Document, connection: &Connection) -> String {
    let (giver, taker) = if connection.flow.ab > connection.flow.ba {
        (connection.a, connection.b)
    } else {
        (connection.b, connection.a)
    };
    let name = |id| document.actor(id).map_or("", |actor| actor.name.as_str());
    format!("More goes from {} to {} than comes back yet.", name(giver), name(taker))
}

/// A connection may be the lifeline of several customers; all are named.
fn lifeline(document: &Document, analysis: &Analysis, id: ConnectionId) -> String {
    let hanging: Vec<&Lifeline> = analysis.lifelines.iter().filter(|lifeline| lifeline.cut.contains(&id)).collect();
    let sentences: Vec<String> = (hanging.iter())
        .map(|lifeline| {
            let customer = document.actor(lifeline.customer).map_or("", |actor| actor.name.as_str());
            let verb = if lifeline.cut.len() == 1 { "holds" } else { "hold" };
            format!("Only {} {verb} {customer}.", count(lifeline.cut.len(), "connection"))
        })
        .collect();
    sentences.join(" ")
}

fn unmeasured(document: &Document, connection: &Connection) -> String {
    let evidence = connection.evidence.trim();
    let customer = [connection.a, connection.b]
        .into_iter()
        .filter_map(|end| document.actor(end))
        .any(|actor| actor.kind == crate::model::Kind::Customer);
    match (connection.kpi == Some(Kpi::Internal) && customer, evidence.is_empty()) {
        (true, false) => format!("Measured by {evidence}, which is our number, not theirs."),
        (true, true) => "Measured by our number, not theirs.".to_owned(),
        (false, _) => "Nothing would show how strong this is yet.".to_owned(),
    }
}

pub(super) fn contested(connection: &Connection, gap: &Gap) -> String {
    // Points tell the story, unless the strands differ in ways that cancel out.
    let points_tell = (i16::from(gap.company) - i16::from(gap.other)) * i16::from(gap.widest) > 0;
    let level = |side: &str| seen_by(connection, side).get(gap.strand).map_or(0, Level::get);
    let (subject, ours, theirs) = if points_tell {
        (String::new(), gap.company, gap.other)
    } else {
        (format!("On {}: ", strand_in_text(gap.strand)), level(COMPANY), level(OTHER))
    };
    if gap.guessed {
        format!("{subject}We say {ours}. We guess they'd say {theirs}. Ask them.")
    } else {
        format!("{subject}We say {}, they say {theirs}.", points(u32::from(ours)))
    }
}

fn untapped(document: &Document, connection: &Connection) -> String {
    let names: Vec<String> = common_ground(document, connection.a, connection.b)
        .into_iter()
        .filter_map(|value| document.value(value).map(|value| value.name.clone()))
        .collect();
    let built = match connection.strands.get(Strand::Values) {
        Some(Level::ZERO) | None => "nothing",
        Some(_) => "little",
    };
    format!("Both stand for {}; {built} is built on it yet.", list(&names))
}

fn unsure(connection: &Connection) -> String {
    match connection.reviewed {
        Some(day) if connection.confidence != Some(Confidence::Low) => {
            format!("Last looked at on {day}; worth checking.")
        }
        _ => "A guess; worth checking.".to_owned(),
    }
}

pub(super) fn strained(connection: &Connection) -> String {
    let pulls = points(u32::from(connection.points()));
    match (connection.stance, connection.points()) {
        (Stance::Against, 0) => "Works against us.".to_owned(),
        (Stance::Against, _) => format!("Works against us, and pulls {pulls}."),
        (_, 0) => "Under strain.".to_owned(),
        _ => format!("Under strain: {pulls} that do not work for us yet."),
    }
}
