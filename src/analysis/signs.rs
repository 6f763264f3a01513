//! Seven signs that the customer has slipped out of focus, and the customer promise check: rules over the
//! map. Fields that nobody has filled in yet say nothing. The room's own answer stands beside them and is never
//! overwritten.

use super::dials::for_us;
use super::suggestions::has_tag;
use crate::model::{
    Actor, ActorId, Connection, ConnectionId, Document, Flow, Gives, Kind, Kpi, Level, Party, Strand, Strands,
};

/// What a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The sign shows.
    Yes,
    /// It shows in part.
    Partly,
    /// It does not show.
    No,
    /// The map does not say.
    Unknown,
}

impl Finding {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// One of the seven signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// 1 to 7.
    pub number: u8,
    /// What the rule finds.
    pub finding: Finding,
    /// The connections that it names, in file order.
    pub connections: Vec<ConnectionId>,
}

/// The promise check of one customer: three knots, all three or it does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Whose thread it is.
    pub customer: ActorId,
    /// The goal is stated; somebody here is measured by it; that somebody knows them and hears from them.
    pub knots: [bool; 3],
}

impl Secret {
    /// The first knot that is not tied yet, 1 to 3; `None` if the thread holds.
    #[must_use]
    pub fn missing(&self) -> Option<u8> {
        (1..).zip(self.knots).find(|(_, tied)| !tied).map(|(knot, _)| knot)
    }
}

/// A connection seen from the customer at one of its ends.
struct Tie<'a> {
    id: ConnectionId,
    connection: &'a Connection,
    customer: ActorId,
    other: ActorId,
}

impl Tie<'_> {
    fn level(&self, strand: Strand) -> Option<u8> {
        self.connection.strands.get(strand).map(Level::get)
    }

    /// What flows from the customer.
    fn customer_gives(&self) -> Option<u8> {
        let Flow { ab, ba } = self.connection.flow;
        (if self.connection.a == self.customer { ab } else { ba }).map(Level::get)
    }

    fn gifts(&self) -> &[String] {
        let Gives { ab, ba } = &self.connection.gives;
        if self.connection.a == self.customer { ab } else { ba }
    }

    fn gives_anything(&self) -> bool {
        !self.gifts().is_empty()
    }

    fn gives_feedback(&self) -> bool {
        self.gifts().iter().any(|word| word.trim().eq_ignore_ascii_case("feedback"))
    }
}

/// All ties of customers that are for us, in file order; one between two customers is seen from both.
fn ties(document: &Document) -> Vec<Tie<'_>> {
    let is_customer = |id| document.actor(id).is_some_and(|actor| actor.kind == Kind::Customer);
    let mut ties = Vec::new();
    for (id, connection) in for_us(document) {
        for (customer, other) in [(connection.a, connection.b), (connection.b, connection.a)] {
            if is_customer(customer) {
                ties.push(Tie { id, connection, customer, other });
            }
        }
    }
    ties
}

/// The seven signs, by rule.
#[must_use]
pub fn signs(document: &Document) -> Vec<Sign> {
    let ties = ties(document);
    let tagged = |tie: &Tie<'_>, tag: &str| document.actor(tie.other).is_some_and(|actor| has_tag(actor, tag));
    let found = [
        products_before_needs(ties.iter().filter(|tie| tagged(tie, "sales") || tagged(tie, "marketing"))),
        no_feedback(document, &ties),
        leaders_apart(document, ties.iter().filter(|tie| tagged(tie, "leadership"))),
        own_numbers(&ties),
        (no_segments(document), Vec::new()),
        same_message(ties.iter().filter(|tie| tagged(tie, "marketing"))),
        about_us(document, &ties),
    ];
    (1..)
        .zip(found)
        .map(|(number, (finding, mut connections))| {
            connections.dedup();
            Sign { number, finding, connections }
        })
        .collect()
}

type Found = (Finding, Vec<ConnectionId>);

const fn finding(shows: bool) -> Finding {
    if shows { Finding::Yes } else { Finding::No }
}

/// Pitches talk about products, not needs.
fn products_before_needs<'a>(ties: impl Iterator<Item = &'a Tie<'a>>) -> Found {
    let rated: Vec<&Tie<'_>> = ties.filter(|tie| tie.connection.strands.is_complete()).collect();
    let pushes = |tie: &&&Tie<'_>| {
        let [exchange, relationship, values] = tie.connection.strands.counts();
        exchange >= relationship + 2 && values <= 1
    };
    let named: Vec<ConnectionId> = rated.iter().filter(pushes).map(|tie| tie.id).collect();
    if rated.is_empty() { (Finding::Unknown, named) } else { (finding(!named.is_empty()), named) }
}

/// No formal feedback: from some customer nothing comes back to anybody inside.
fn no_feedback(document: &Document, ties: &[Tie<'_>]) -> Found {
    let inward: Vec<&Tie<'_>> =
        ties.iter().filter(|tie| document.actor(tie.other).is_some_and(|actor| document.is_inside(actor))).collect();
    let speaks = |tie: &Tie<'_>| tie.customer_gives().is_some_and(|flow| flow > 1) || tie.gives_feedback();
    let heard = |customer: ActorId| inward.iter().any(|tie| tie.customer == customer && speaks(tie));
    let named: Vec<ConnectionId> = inward.iter().filter(|tie| !heard(tie.customer)).map(|tie| tie.id).collect();
    let is_said = |tie: &&Tie<'_>| tie.customer_gives().is_some() || tie.gives_anything();
    if !inward.iter().any(is_said) { (Finding::Unknown, named) } else { (finding(!named.is_empty()), named) }
}

/// Top executives do not meet customers.
fn leaders_apart<'a>(document: &Document, ties: impl Iterator<Item = &'a Tie<'a>>) -> Found {
    let ties: Vec<&Tie<'_>> = ties.collect();
    let named = ties.iter().map(|tie| tie.id).collect();
    let there = |is: &dyn Fn(&Actor) -> bool| document.actors().any(|(_, actor)| is(actor));
    if !there(&|actor| has_tag(actor, "leadership")) || !there(&|actor| actor.kind == Kind::Customer) {
        return (Finding::Unknown, named);
    }
    if ties.iter().any(|tie| tie.level(Strand::Relationship) >= Some(2)) {
        (Finding::No, Vec::new())
    } else if !ties.is_empty() && ties.iter().all(|tie| tie.level(Strand::Relationship).is_none()) {
        (Finding::Unknown, named)
    } else {
        (Finding::Yes, named)
    }
}

/// Incentives rest on internal metrics: on more than half of the customer connections that matter.
fn own_numbers(ties: &[Tie<'_>]) -> Found {
    let important: Vec<&Tie<'_>> = ties.iter().filter(|tie| tie.connection.need >= Level::new(3)).collect();
    let named: Vec<ConnectionId> =
        important.iter().filter(|tie| tie.connection.kpi != Some(Kpi::Customer)).map(|tie| tie.id).collect();
    let found = match (important.len(), named.len()) {
        _ if important.iter().all(|tie| tie.connection.kpi.is_none()) => Finding::Unknown,
        (_, 0) => Finding::No,
        (all, some) if 2 * some > all => Finding::Yes,
        _ => Finding::Partly,
    };
    (found, named)
}

/// No personas or segments.
fn no_segments(document: &Document) -> Finding {
    let customers: Vec<&Actor> =
        document.actors().map(|(_, actor)| actor).filter(|actor| actor.kind == Kind::Customer).collect();
    let without = customers.iter().filter(|customer| customer.goal.trim().is_empty()).count();
    match customers.len() {
        0 => Finding::Unknown,
        1 => Finding::Yes,
        all if without == all => Finding::Unknown,
        _ => finding(without > 0),
    }
}

/// The same message to everyone.
fn same_message<'a>(ties: impl Iterator<Item = &'a Tie<'a>>) -> Found {
    let rated: Vec<&Tie<'_>> = ties.filter(|tie| !tie.connection.strands.is_unrated()).collect();
    let message = |tie: &Tie<'_>| -> (Strands, Vec<Party>) { (tie.connection.strands, tie.connection.via.clone()) };
    match rated.as_slice() {
        [] | [_] => (Finding::Unknown, Vec::new()),
        [first, rest @ ..] if rest.iter().all(|tie| message(tie) == message(first)) => {
            let known = !first.connection.via.is_empty();
            (if known { Finding::Yes } else { Finding::Unknown }, rated.iter().map(|tie| tie.id).collect())
        }
        _ => (Finding::No, Vec::new()),
    }
}

/// The mission is about us: it names neither a customer nor a value that a customer holds.
fn about_us(document: &Document, ties: &[Tie<'_>]) -> Found {
    let mission = document.meta().mission.to_lowercase();
    let named: Vec<ConnectionId> = (ties.iter())
        .filter(|tie| document.actor(tie.other).is_some_and(|actor| actor.kind == Kind::Company))
        .filter(|tie| tie.level(Strand::Values).is_some_and(|level| level <= 1))
        .map(|tie| tie.id)
        .collect();
    if mission.trim().is_empty() {
        return (Finding::Unknown, named);
    }
    let says = |name: &str| !name.trim().is_empty() && mission.contains(&name.trim().to_lowercase());
    let speaks_of_them = (document.actors()).filter(|(_, actor)| actor.kind == Kind::Customer).any(|(_, customer)| {
        says(&customer.name)
            || customer.values.iter().filter_map(|value| document.value(*value)).any(|value| says(&value.name))
    });
    (finding(!speaks_of_them), named)
}

/// The promise check of each customer, in file order.
#[must_use]
pub fn secrets(document: &Document) -> Vec<Secret> {
    let ties = ties(document);
    (document.actors())
        .filter(|(_, actor)| actor.kind == Kind::Customer)
        .map(|(customer, actor)| {
            let own: Vec<&Tie<'_>> = ties.iter().filter(|tie| tie.customer == customer).collect();
            let owners: Vec<ActorId> = own.iter().filter_map(|tie| measured_owner(tie)).collect();
            let knows = |owner: &ActorId| {
                let staff = document.actor(*owner).is_some_and(|a| matches!(a.kind, Kind::Team | Kind::Role));
                staff
                    && own.iter().any(|tie| {
                        tie.other == *owner
                            && tie.level(Strand::Relationship) >= Some(3)
                            && tie.customer_gives() >= Some(2)
                    })
            };
            let stated = !actor.goal.trim().is_empty();
            Secret { customer, knots: [stated, !owners.is_empty(), owners.iter().any(knows)] }
        })
        .collect()
}

/// Who on the map looks after a vital tie and is measured by the customer's own number.
fn measured_owner(tie: &Tie<'_>) -> Option<ActorId> {
    let Connection { need, evidence, kpi, owner, .. } = tie.connection;
    let measured = *need >= Level::new(4) && !evidence.trim().is_empty() && *kpi == Some(Kpi::Customer);
    match owner {
        Some(Party::Actor(owner)) if measured => Some(*owner),
        _ => None,
    }
}
