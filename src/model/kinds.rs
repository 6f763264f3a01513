//! The words that tell a kind: what a cell or a typed word says, and what a name speaks of.
//!
//! One answer for everybody who asks: the name box, a pasted list, a table, a file. A guess is a start, changed in one
//! click; a word that is no kind is none, and whoever asked says so. The vocabulary is in `kind_words`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Kind;
use super::kind_words::{ANDS, CLEAR, ENDINGS, JOINS, KINDS, MODIFIED, STATE, TABLE, TAILS};

/// A noun of more words is a sentence, and no ending is longer than so many letters.
const MOST_WORDS: usize = 8;
const LONGEST_ENDING: usize = 24;

/// The kind that a name speaks of; `None` if that is not sure: nothing said is better than something wrong.
///
/// The head noun decides, not what stands before it ("customer support team" is a team) nor what stands behind "of",
/// "for", "in" ("head of sales" is a job). Some heads are told by their modifier ("central bank"); several of one job are
/// a team. What stands in brackets is asked only if the rest says nothing.
#[must_use]
pub fn of_name(name: &str) -> Option<Kind> {
    let lower = name.to_lowercase().replace("co-op", "coop");
    let (outside, bracketed) = lower.split_once('(').unwrap_or((&lower, ""));
    of_phrase(outside).or_else(|| of_phrase(bracketed))
}

/// Whoever is called so keeps a house open: a customer or a channel on somebody else's map, the company on its own.
#[must_use]
pub fn is_premises(name: &str) -> bool {
    const HOUSES: &str = "bakery cafe café restaurant bar pub canteen salon shop store supermarket pharmacy kiosk hotel \
                          newspaper magazine broadcaster bäckerei apotheke laden boulangerie pharmacie";
    let last = name.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).map(str::to_lowercase);
    last.is_some_and(|last| HOUSES.split_whitespace().any(|house| house == last))
}

/// The last of several that says something: "Ana, head roaster", "bars and restaurants".
fn of_phrase(text: &str) -> Option<Kind> {
    let parts: Vec<&str> = text.split([',', ';', '/', '|', ':']).collect();
    parts.iter().enumerate().rev().find_map(|(i, part)| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let end = words.iter().skip(1).position(|word| JOINS.contains(word)).map_or(words.len(), |at| at + 1);
        // Who is called by name is a person: the owner, not the owners.
        if i > 0 && words == ["owner"] {
            return Some(Kind::Role);
        }
        words[..end].split(|word| ANDS.contains(word)).rev().enumerate().find_map(|(before, words)| {
            let words: Vec<&str> = words.iter().flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            // "Product and pricing" is no product.
            let kind = if words.len() > MOST_WORDS { None } else { of_noun(&words) };
            kind.filter(|kind| before == 0 || kind.usually_counts())
        })
    })
}

/// The kind of one noun with its modifiers before it.
fn of_noun(words: &[&str]) -> Option<Kind> {
    let (head, before) = words.split_last()?;
    let is_tail = head.chars().count() == 1 || head.chars().all(|c| c.is_ascii_digit()) || TAILS.contains(head);
    if is_tail && !before.is_empty() {
        return of_noun(before);
    }
    if !before.is_empty() {
        let heads: Vec<String> = forms(head).collect();
        if let Some(kind) = modified(&heads, before) {
            return kind;
        }
        let told = if heads.iter().any(|form| CLEAR.contains(&form.as_str())) { of_noun(before) } else { None };
        if told.is_some() {
            return told;
        }
    }
    if let Some((form, kind)) = look_up(head) {
        // Several of one job are a team.
        return Some(if kind == Kind::Role && form != *head { Kind::Team } else { kind });
    }
    // A plural at the front is the head of what follows it: "Lieferanten Öl", "customers Switzerland".
    let front = || {
        let first = before.first()?;
        match look_up(first) {
            Some((form, kind)) if form != *first || !first.is_ascii() => Some(kind),
            _ => by_ending(first).filter(|_| first.ends_with("en")),
        }
    };
    by_ending(head).or_else(front)
}

/// What a modifier makes of a head noun; `Some(None)` if with it nobody can tell.
fn modified(heads: &[String], before: &[&str]) -> Option<Option<Kind>> {
    let rows = heads.iter().map(String::as_str).chain(["*"]).filter_map(|head| BY_HEAD.get(head)).flatten();
    let fits = |row: &&usize| {
        let is = |word: &str| MODIFIED[**row].1.split_whitespace().any(|one| one == "*" || one == word);
        before.iter().any(|word| forms(word).any(|form| is(&form)))
    };
    rows.filter(fits).min().map(|row| MODIFIED[*row].0.clone())
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
    let forms: Vec<String> = forms(&word).collect();
    let is = |name: &str| forms.iter().any(|form| form == name);
    let ours = Kind::ALL.into_iter().find(|kind| is(kind.key()) || is(&super::words::kind(kind).to_lowercase()));
    ours.or_else(|| KINDS.iter().find(|(_, words)| words.iter().any(|known| is(known))).map(|(kind, _)| kind.clone()))
}

/// The form in which a word is known, and its kind.
fn look_up(word: &str) -> Option<(String, Kind)> {
    forms(word).find_map(|form| WORDS.get(form.as_str()).cloned().map(|kind| (form, kind)))
}

/// A word as it stands and what it may be one of, as far as English goes.
fn forms(word: &str) -> impl Iterator<Item = String> {
    let cut = |end: &str, more: &str| word.strip_suffix(end).map(|stem| stem.to_owned() + more);
    let plural = cut("s", "").filter(|stem| !stem.ends_with('s'));
    [Some(word.to_owned()), cut("ies", "y"), plural, cut("es", ""), cut("men", "man")].into_iter().flatten()
}

/// The kind that the longest known ending of a German word says.
fn by_ending(word: &str) -> Option<Kind> {
    if STATE.iter().any(|state| word.starts_with(state)) {
        return Some(Kind::Society);
    }
    let endings = word.char_indices().rev().take(LONGEST_ENDING);
    endings.filter_map(|(at, _)| GERMAN.get(&word[at..])).last().cloned()
}

/// What each word says, by the first row that has it: large files ask about a hundred thousand names. Words for kinds in
/// other languages say it in names as well, but for a company: that of others is mostly not ours.
static WORDS: LazyLock<BTreeMap<&'static str, Kind>> = LazyLock::new(|| {
    let kinds = KINDS.iter().filter(|(kind, _)| *kind != Kind::Company);
    let kinds = kinds.flat_map(|(kind, words)| words.iter().map(|word| (*word, kind.clone())));
    kinds.chain(spread(&TABLE)).collect()
});

/// The rows of [`MODIFIED`] that a head noun is in.
static BY_HEAD: LazyLock<BTreeMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut rows: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (row, (.., heads)) in MODIFIED.iter().enumerate() {
        heads.split_whitespace().for_each(|head| rows.entry(head).or_default().push(row));
    }
    rows
});

static GERMAN: LazyLock<BTreeMap<&'static str, Kind>> = LazyLock::new(|| spread(&ENDINGS).collect());

fn spread(rows: &'static [(Kind, &'static str)]) -> impl Iterator<Item = (&'static str, Kind)> {
    rows.iter().rev().flat_map(|(kind, words)| words.split_whitespace().map(move |word| (word, kind.clone())))
}

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
        check("Friends of the press", Some(Kind::Community));
        check("Tom, head roaster", Some(Kind::Role));
        check("Ana, owner", Some(Kind::Role));
        check("FINMA (regulator)", Some(Kind::Society));
        check("Check-in desk", Some(Kind::Touchpoint));
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
        check("Product and pricing", None);
        check("Customer success", None);
        check("Service for customers", Some(Kind::Product));
        check("Pricing for customers", None);
        check("We would like to have many more of our customers", None);
        check(&"1 ".repeat(100_000), None);
        check(&"kunden".repeat(100_000), Some(Kind::Customer));
    }

    #[test]
    fn the_head_decides_and_a_modifier_only_where_it_must() {
        check("Customer support team", Some(Kind::Team));
        check("School", Some(Kind::Partner));
        check("School groups", Some(Kind::Customer));
        check("Central bank", Some(Kind::Society));
        check("Former staff", Some(Kind::Community));
        check("Nurse", Some(Kind::Role));
        check("Night nurses", Some(Kind::Team));
        check("Verkäufer", Some(Kind::Role));
        check("Käufer", Some(Kind::Customer));
        check("Wettbewerber", Some(Kind::Partner));
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
