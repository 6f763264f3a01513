//! The kind of an actor, guessed from its name by a small table of words.
//!
//! A guess is a start, changed in one click; a name without a known word has none.

use crate::model::Kind;

/// The kind that a name speaks of; `None` if no word is known.
///
/// The last known word decides ("customer support team" is a team), but not one behind "of", "for", "in",
/// "at", "with" or "from" ("head of sales" is a job).
pub(super) fn kind(name: &str) -> Option<Kind> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let head = words.iter().position(|word| JOINS.contains(word)).unwrap_or(words.len());
    let last_known = |words: &[&str]| words.iter().rev().find_map(|word| look_up(word));
    last_known(&words[..head]).or_else(|| last_known(&words[head..]))
}

/// What somebody said after a semicolon that a name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// An actor of this kind.
    Kind(Kind),
    /// A shared value.
    Value,
    /// Nobody: a remark for the park.
    Remark,
}

/// "Mia; role" is a name and what it is: a word of the file format or of the menu, else a guess.
pub(super) fn split(text: &str) -> (&str, Said) {
    match text.split_once(';') {
        None => (text.trim(), Said::Nothing),
        Some((name, word)) => (name.trim(), said(word)),
    }
}

fn said(word: &str) -> Said {
    match word.trim().to_lowercase().as_str() {
        "value" | "values" | "shared value" | "shared values" => Said::Value,
        "note" | "notes" | "remark" | "park" => Said::Remark,
        word => named(word).map_or(Said::Nothing, Said::Kind),
    }
}

/// The kind that a word says: of the file format, of the menu, a guess, else the word itself.
pub(super) fn named(word: &str) -> Option<Kind> {
    let word = word.trim().to_lowercase();
    let ours =
        Kind::ALL.into_iter().find(|kind| kind.key() == word || crate::model::words::kind(kind).to_lowercase() == word);
    ours.or_else(|| kind(&word)).or_else(|| (!word.is_empty()).then_some(Kind::Other(word)))
}

fn look_up(word: &str) -> Option<Kind> {
    let singular = word.strip_suffix("ies").map_or_else(
        || word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(word).to_owned(),
        |stem| stem.to_owned() + "y",
    );
    TABLE
        .iter()
        .find(|(_, words)| words.split(' ').any(|known| known == word || known == singular))
        .map(|(kind, _)| kind.clone())
}

const JOINS: [&str; 7] = ["of", "for", "in", "at", "with", "from", "who"];

/// Singular forms; first come, first served.
const TABLE: [(Kind, &str); 13] = [
    (
        Kind::Customer,
        "customer client consumer buyer shopper guest patient student pupil user subscriber member passenger visitor \
         resident tenant reader viewer listener family parent household fan traveller traveler cafe restaurant",
    ),
    (Kind::Supplier, "supplier vendor manufacturer farmer grower factory producer importer wholesaler lab roaster"),
    (
        Kind::Channel,
        "channel retailer shop store reseller dealer distributor agent broker franchise franchisee marketplace \
         supermarket pharmacy kiosk",
    ),
    (Kind::Investor, "investor shareholder bank owner founder fund funder donor sponsor lender"),
    (Kind::Media, "media press journalist newspaper magazine blogger influencer radio tv podcast analyst"),
    (Kind::Community, "community club neighbour neighbor neighbourhood neighborhood alumni volunteer forum meetup"),
    (
        Kind::Society,
        "society regulator government ministry city town council municipality state union ngo authority environment \
         public police court parliament",
    ),
    (
        Kind::Touchpoint,
        "website site app hotline phone newsletter email counter reception invoice bill chat chatbot \
         packaging brochure portal event fair booth call",
    ),
    (Kind::Product, "product service brand model machine software platform device tariff plan menu"),
    (
        Kind::Role,
        "manager director head ceo cfo cto coo chief president chair chairman chairwoman assistant nurse doctor \
         teacher professor lecturer driver barista cook chef technician engineer developer designer leader boss \
         consultant coach receptionist cleaner operator secretary dean apprentice trainee intern spokesperson",
    ),
    (
        Kind::Team,
        "team department staff employee crew board office division unit support sales marketing finance hr it \
         operations logistics legal production research billing procurement committee colleague people \
         management workforce kitchen",
    ),
    (
        Kind::Partner,
        "partner alliance ally agency university school hospital institute association contractor freelancer \
         competitor installer provider carrier",
    ),
    (Kind::Company, "company firm corporation group holding inc ltd gmbh ag plc llc we us"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<Kind>) {
        assert_eq!(kind(name), expected, "{name}");
    }

    #[test]
    fn common_names_get_their_kind() {
        check("Customers", Some(Kind::Customer));
        check("Business clients", Some(Kind::Customer));
        check("Executive team", Some(Kind::Team));
        check("Customer support team", Some(Kind::Team));
        check("Head of sales", Some(Kind::Role));
        check("Green bean suppliers", Some(Kind::Supplier));
        check("Local press", Some(Kind::Media));
        check("Neighbours", Some(Kind::Community));
        check("City council", Some(Kind::Society));
        check("Families", Some(Kind::Customer));
        check("Website", Some(Kind::Touchpoint));
        check("Friends of the press", Some(Kind::Media));
    }

    #[test]
    fn unknown_names_are_not_guessed() {
        check("Mia", None);
        check("", None);
        check("3M", None);
        check("???", None);
    }

    #[test]
    fn a_kind_may_be_said_in_any_of_its_names() {
        assert_eq!(named(" Customer "), Some(Kind::Customer));
        assert_eq!(named("person or job"), Some(Kind::Role));
        assert_eq!(named("suppliers"), Some(Kind::Supplier));
        assert_eq!(named("wizard"), Some(Kind::Other("wizard".to_owned())));
        assert_eq!(named("  "), None);
        assert_eq!(split("Fair price; Value"), ("Fair price", Said::Value));
        assert_eq!(split(" Mia ;role"), ("Mia", Said::Kind(Kind::Role)));
        assert_eq!(split("Mia;"), ("Mia", Said::Nothing));
    }
}
