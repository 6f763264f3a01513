//! The words that tell a kind: what a cell or a typed word says, and what a name speaks of.
//!
//! One answer for everybody who asks: the name box, a pasted list, a table, a file. A guess is a start, changed in one
//! click; a word that is no kind is none, and whoever asked says so.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Kind;

/// The kind that a name speaks of; `None` if no word is known.
///
/// The last known word decides ("customer support team" is a team), but not one behind "of", "for", "in",
/// "at", "with" or "from" ("head of sales" is a job).
#[must_use]
pub fn of_name(name: &str) -> Option<Kind> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let head = words.iter().position(|word| JOINS.contains(word)).unwrap_or(words.len());
    let last_known = |words: &[&str]| words.iter().rev().find_map(|word| look_up(word));
    last_known(&words[..head]).or_else(|| last_known(&words[head..]))
}

/// The kind that a word says: of the file format, of the menu, of everyday, else what it would be as a name; `None` for
/// a word that is no kind.
#[must_use]
pub fn said(word: &str) -> Option<Kind> {
    word_for(word).or_else(|| of_name(word))
}

/// The kind that a word is the name of, in one or in many; nothing is guessed.
#[must_use]
pub fn word_for(word: &str) -> Option<Kind> {
    let word = word.trim().to_lowercase();
    let one = singular(&word);
    let is = |name: &str| name == word || name == one;
    let ours = Kind::ALL.into_iter().find(|kind| is(kind.key()) || is(&super::words::kind(kind).to_lowercase()));
    ours.or_else(|| KINDS.iter().find(|(_, words)| words.iter().any(|known| is(known))).map(|(kind, _)| kind.clone()))
}

fn look_up(word: &str) -> Option<Kind> {
    let known = [WORDS.get(word), WORDS.get(singular(word).as_str())].into_iter().flatten();
    known.min_by_key(|(row, _)| *row).map(|(_, kind)| kind.clone())
}

/// One of what a word says in many, as far as English goes.
fn singular(word: &str) -> String {
    word.strip_suffix("ies").map_or_else(
        || word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(word).to_owned(),
        |stem| stem.to_owned() + "y",
    )
}

/// What each word says, and how early in the table: large files ask about a hundred thousand names. Words for kinds in other
/// languages say it in names as well, but for a company: that of others is mostly not ours.
static WORDS: LazyLock<BTreeMap<&'static str, (usize, Kind)>> = LazyLock::new(|| {
    let kinds = KINDS.iter().filter(|(kind, _)| *kind != Kind::Company);
    let kinds = kinds.flat_map(|(kind, words)| words.iter().map(|word| (*word, (TABLE.len(), kind.clone()))));
    let rows = TABLE.iter().enumerate().rev();
    let names =
        rows.flat_map(|(row, (kind, words))| words.split_whitespace().map(move |word| (word, (row, kind.clone()))));
    kinds.chain(names).collect()
});

/// Words for kinds that a column of kinds is known by, beside those of the menu; all in small letters.
const KINDS: [(Kind, &[&str]); 13] = [
    (Kind::Company, &["organisation", "organization", "unternehmen", "firma", "firmen", "entreprise"]),
    (
        Kind::Team,
        &[
            "employee",
            "staff",
            "department",
            "abteilung",
            "mitarbeiter",
            "mitarbeitende",
            "équipe",
            "employé",
            "salarié",
        ],
    ),
    (Kind::Role, &["person", "job", "people", "rolle", "personen", "funktion", "personne", "rôle"]),
    (Kind::Customer, &["client", "kunde", "kunden", "kundin", "gast", "gäste", "zielgruppe", "clientèle"]),
    (Kind::Partner, &["partnerin", "partenaire"]),
    (Kind::Supplier, &["vendor", "lieferant", "lieferanten", "zulieferer", "fournisseur", "prestataire"]),
    (
        Kind::Channel,
        &["retailer", "händler", "handel", "kanal", "kanäle", "vertrieb", "distributeur", "revendeur", "canal"],
    ),
    (Kind::Community, &["gemeinschaft", "verein", "vereine", "nachbarn", "communauté"]),
    (
        Kind::Society,
        &[
            "public",
            "government",
            "authority",
            "gesellschaft",
            "behörde",
            "behörden",
            "öffentlichkeit",
            "autorité",
            "administration",
        ],
    ),
    (Kind::Touchpoint, &["kontaktpunkt", "kontaktpunkte", "point de contact"]),
    (Kind::Investor, &["owner", "shareholder", "investoren", "eigentümer", "bank", "investisseur", "actionnaire"]),
    (Kind::Media, &["press", "presse", "medien", "medium", "média"]),
    (Kind::Product, &["service", "produkt", "produkte", "dienst", "dienstleistung", "produit"]),
];

const JOINS: [&str; 7] = ["of", "for", "in", "at", "with", "from", "who"];

/// Singular forms; first come, first served.
const TABLE: [(Kind, &str); 13] = [
    (
        Kind::Customer,
        "customer client consumer buyer shopper guest patient student pupil user subscriber member passenger visitor \
         resident tenant reader viewer listener family parent household fan traveller traveler cafe restaurant saver \
         borrower depositor pensioner retiree policyholder homeowner motorist commuter",
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
        assert_eq!(of_name(name), expected, "{name}");
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
        check("Kunden & Käufer", Some(Kind::Customer));
        check("Lieferanten Öl", Some(Kind::Supplier));
        check("Clientèle fidèle", Some(Kind::Customer));
        check("Firma Berg", None);
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
        assert_eq!(said(" Customer "), Some(Kind::Customer));
        assert_eq!(said("person or job"), Some(Kind::Role));
        assert_eq!(said("suppliers"), Some(Kind::Supplier));
        assert_eq!(said("wizard"), None, "no kind, and nobody made it one");
        assert_eq!(said("  "), None);
        assert_eq!(said("Kundin"), Some(Kind::Customer));
        assert_eq!(said("support staff"), Some(Kind::Team));
    }
}
