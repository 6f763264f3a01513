//! Words and JSON about the numbers.

use threestrand::analysis::{Analysis, Options, Reason, analyze};
use threestrand::model::{ConnectionId, Document};
use threestrand::report;

use crate::oracles::map;

fn analyzed(name: &str) -> (Document, Analysis) {
    let document = map(name);
    let analysis = analyze(&document, &Options::default());
    (document, analysis)
}

fn connection(document: &Document, key: &str) -> ConnectionId {
    document.connections().find(|(_, connection)| connection.key == key).unwrap().0
}

#[track_caller]
fn says(name: &str, key: &str, reason: Reason, expected: &str) {
    let (document, analysis) = analyzed(name);
    let id = connection(&document, key);
    assert!(analysis.connections[&id].reasons.contains(&reason), "{key} is not {}", reason.code());
    assert_eq!(report::sentence(&document, &analysis, id, reason), expected);
}

#[test]
fn every_reason_reads_as_plain_english() {
    says("o1_cord", "A--B", Reason::BelowNeed, "Should hold 6, holds 5.");
    says("o1_cord", "A--B", Reason::SingleStrand, "Only give and take: no trust, no shared values yet.");
    says("o1_cord", "A--B", Reason::OneSided, "More goes from A to B than comes back yet.");
    let bridge = "Nothing else joins these two sides, and it would hold in 27 of 100 bad years.";
    says("o3_silos", "C--D", Reason::FragileBridge, bridge);
    says("coffee", "web--subs", Reason::Lifeline, "Only one connection holds Subscribers.");
    says("coffee", "driver--offices", Reason::Lifeline, "Only two connections hold Office accounts.");
    says("coffee", "owner--web", Reason::Unowned, "Nobody looks after this yet.");
    says("coffee", "owner--web", Reason::Unmeasured, "Nothing would show how strong this is yet.");
    let ours = "Measured by invoices, which is our number, not theirs.";
    says("coffee", "owner--offices", Reason::Unmeasured, ours);
    says("telecom", "callco--fam", Reason::Contested, "We say 10 points, they say 1.");
    says("coffee", "owner--web", Reason::Fading, "Losing strength on something the promise needs.");
    says("coffee", "owner--coop", Reason::Missing, "The promise needs this, and nothing is there yet.");
    let untapped = "Both stand for craft; nothing is built on it yet.";
    says("coffee", "roast--cafes", Reason::Untapped, untapped);
}

#[test]
fn dials_read_as_a_room_would_say() {
    let (_, analysis) = analyzed("telecom");
    let sentences = [
        "128 strands, average 2.1.",
        "In a bad year, 45 of 100 pairs here would still reach each other.",
        "57 of 100 points that the important connections call for.",
    ];
    assert_eq!(report::dial_sentences(&analysis), sentences);
    assert_eq!(report::cohesion_word(&analysis), "thin");
    let empty = analyze(&Document::new("empty".to_owned()), &Options::default());
    assert_eq!(report::dial_sentences(&empty), ["No strands yet.", "Nobody to hold together yet.", "No needs set."]);
}

#[test]
fn the_next_step_names_the_lowest_strand() {
    let (document, analysis) = analyzed("telecom");
    assert_eq!(
        report::act_next(&document, &analysis).unwrap(),
        "Act next: Executive team – Families on bundles. Trust from 0 (don't know us) to 2 (deal politely)."
    );
}
