//! What each part of the report says, and its "What does this mean". A file a handful of related parts.

mod focus;
mod holds;
mod next;
mod otherwise;
mod weak;

pub use focus::sign_title;

use super::section::{Finding, Section, Topic};
use crate::analysis::{Analysis, FullAnalysis};
use crate::model::Document;

/// More rows than this are for who asks.
const FEW: usize = 5;

/// What a part says: its lead, its findings.
type Said = (Vec<Finding>, Vec<Finding>);

pub(super) fn section(
    topic: Topic,
    document: &Document,
    base: &Analysis,
    full: Option<&FullAnalysis>,
) -> Option<Section> {
    let (lead, findings) = match topic {
        Topic::Holds => holds::holds(document, base, full),
        Topic::Weak => weak::weak(document, base),
        Topic::Keystones => weak::keystones(document, base),
        Topic::Lifelines => weak::lifelines(document, base),
        Topic::First => next::first(document, base, full?),
        Topic::Taken => next::taken(document),
        Topic::NewLines => next::new_lines(document, full?),
        Topic::Care => next::care(document, base),
        Topic::TwoSides => otherwise::two_sides(document),
        Topic::Otherwise => otherwise::otherwise(document, base, full?),
        Topic::Groups => otherwise::groups(document, base, full?),
        Topic::GiveAndGet => otherwise::give_and_get(document, base),
        Topic::Signs => focus::signs_said(document),
        Topic::PromiseCheck => focus::promise_check(document),
        Topic::Against => holds::against(document, base),
        Topic::Loose => holds::loose(document, base),
        Topic::Reading => (vec![Finding::remark(READING)], Vec::new()),
    };
    let (title, meaning) = words(topic);
    let ranked = matches!(topic, Topic::Weak | Topic::First);
    let first = match topic {
        Topic::Holds | Topic::Taken | Topic::Signs | Topic::Otherwise => usize::MAX,
        Topic::Weak => 7,
        Topic::Groups => 8,
        Topic::NewLines => 3,
        _ => FEW,
    };
    Some(Section { topic, title, meaning, lead, findings, ranked, first })
}

const READING: &str = "The ratings are the room's own. Connections can break together, so a scandal may cost more \
                       than a bad year. Nothing here predicts revenue; compare this map with itself over time, not \
                       with others.";

/// The heading of a part, and what it means.
const fn words(topic: Topic) -> (&'static str, &'static str) {
    match topic {
        Topic::Holds => (
            "What holds",
            "Three numbers, side by side, because no single one tells the truth. Brand strength adds up all that \
             is there. Holds together imagines a bad year, in which many connections give way, the thin ones \
             first, and asks how many pairs would still have some way to each other. Promises covered compares \
             what is there with what matters. One can rise while another falls: a new friend adds strength long \
             before holding anything together.",
        ),
        Topic::Weak => (
            "What is weak, and why",
            "Each connection here has at least one reason that the room can check, and no overall score. What is \
             furthest from what matters most comes first, with the numbers that it has on the map. That is an \
             order of need, not of work: what would hold most together is another, and stands below. Nothing that \
             nobody has rated is called weak, and nobody is to blame: each line says what is not there yet.",
        ),
        Topic::Keystones => (
            "On whom much depends",
            "Some people hold others together: take them away, and the rest no longer reach each other. That is \
             neither praise nor blame. It says where a second connection would take weight off one pair of \
             shoulders. Counted here are the pairs among the others alone; “What would we lose?” counts the pairs \
             of the one who is gone, too, and so shows a higher number.",
        ),
        Topic::Lifelines => (
            "What customers hang on",
            "Follow every way from the company to a customer and look for the narrowest place. If the connections \
             named there went, nothing would join the two any more. Ten points or fewer is thin.",
        ),
        Topic::First => (
            "What would hold most together",
            "Not the weakest first, but what most is to be gained by: each step brings one connection up to what it \
             should hold, and the next is chosen, and its gain counted, with the ones before it done. So a later \
             step may add more than an earlier one. It is a good order, not the only one: the room knows what is \
             possible. Begin small, with one strand, one or two points, somebody who looks after it, and a day.",
        ),
        Topic::Taken => (
            "What we take on",
            "The steps that the room has chosen, with who does each, by when, and the first thing to do. The next \
             reading of this map shows what came of them.",
        ),
        Topic::NewLines => (
            "New connections worth a thought",
            "Pairs that have no connection yet and might well have one: they have something in common, or people \
             in common, or much that is apart would meet through them. A thought, not a finding.",
        ),
        Topic::Care => (
            "Who looks after what",
            "A connection that the promise needs should be somebody's, and nobody can look after very many well.",
        ),
        Topic::TwoSides => (
            "Two sides",
            "What we say about a connection beside what the other side says. Where we say more, it may be weaker \
             than we think; where they say more, there is strength that we did not know of. A guess about them \
             stays a guess until somebody asks.",
        ),
        Topic::Otherwise => (
            "If things went otherwise",
            "The same question, how many pairs of a hundred would still reach each other, asked of other maps: \
             with one kind of strand gone everywhere, seen with other eyes, or a step further along the way that \
             each connection is going.",
        ),
        Topic::Groups => (
            "Groups",
            "How much of each group's strength leads out of the group, beside what even mixing would give: \
             “16 below even” is 16 points of 100 fewer. A group that keeps to itself hears less. Two groups with nothing between them are often the finding.",
        ),
        Topic::GiveAndGet => (
            "Give and get",
            "Where the room said how much passes each way: how even that is. Who gives for long and gets little \
             back may leave.",
        ),
        Topic::Signs => (
            "Seven signs that customers are out of focus",
            "Rules look at the map, the room answers for itself, and neither overrules the other. Where they \
             differ, that is the conversation to have.",
        ),
        Topic::PromiseCheck => (
            "Customer promise check",
            "A thread from each customer into the company, with three knots: what they want is written down; \
             somebody on the map looks after it and is measured by what the customer would see; and that \
             somebody knows them well and hears back. All three, or it does not hold.",
        ),
        Topic::Against => (
            "What works against us",
            "Real systems hold disputes, forums that attack, strikes. They are on the map and are never counted \
             as strength.",
        ),
        Topic::Loose => (
            "Not there yet",
            "Names without a connection, connections without a rating, kinds of people that a whole picture \
             usually has. None of it lowers a number; it only says how much of the picture is still to come.",
        ),
        Topic::Reading => ("How to read this", "What the numbers are made of, and what they are not."),
    }
}
