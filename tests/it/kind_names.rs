//! How often the kind that a name speaks of is the one that a strategist would give it, over names of fifteen trades and
//! those of the examples. The rules themselves are tested beside them, in `model::kinds`.

use std::fs;

use threestrand::model::kinds;

use crate::layers::root;

/// What became of a list of names.
#[derive(Debug, Default)]
struct Told {
    right: usize,
    /// No guess where somebody could tell: it stays our own team, and is said.
    unsure: usize,
    wrong: usize,
}

/// Names and what each may be, by its key; "-" for a name that says nothing.
fn told<'a>(names: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Told {
    let mut told = Told::default();
    for (name, expected) in names {
        let guess = kinds::of_name(name);
        let is_right = match &guess {
            None if expected == ["-"] => true,
            Some(_) if expected == ["-"] => false,
            kind => expected.contains(&kind.clone().unwrap_or_default().key()),
        };
        let slot = match (is_right, guess) {
            (true, _) => &mut told.right,
            (false, None) => &mut told.unsure,
            (false, Some(_)) => &mut told.wrong,
        };
        *slot += 1;
    }
    told
}

#[test]
fn nineteen_of_twenty_names_get_the_kind_a_strategist_expects() {
    let text = fs::read_to_string(root().join("tests/fixtures/kinds/names.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let told = told(lines.map(|line| {
        let (name, kinds) = line.split_once('\t').unwrap();
        (name, kinds.split(' ').collect())
    }));
    let all = told.right + told.unsure + told.wrong;
    assert!(all > 400, "{told:?}");
    assert!(told.right * 20 >= all * 19, "at least 95 of 100 are right: {told:?}");
    assert!(told.wrong * 100 <= all, "at most one of 100 is wrong: {told:?}");
}

#[test]
fn names_of_the_examples_get_mostly_the_kind_they_have() {
    let mut names = Vec::new();
    for example in ["coffee", "cosmetics", "hospital", "software", "telecom", "university"] {
        let bytes = fs::read(root().join(format!("examples/{example}.strand"))).unwrap();
        let document = threestrand::formats::read("map.strand", &bytes, 0).unwrap().document;
        names.extend(document.actors().map(|(_, actor)| (actor.name.clone(), actor.kind.key().to_owned())));
    }
    let told = told(names.iter().map(|(name, kind)| (name.as_str(), vec![kind.as_str()])));
    // The same word is this in one company and that in another: a pharmacy, a school, somebody who resells.
    assert!(told.right * 100 >= (told.right + told.unsure + told.wrong) * 87, "{told:?}");
}
