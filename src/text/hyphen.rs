//! Where a word of Latin letters that fits on no line may be broken: a small rule that reads well in German and English,
//! no dictionary.

/// After these a word may be broken as it is.
pub(super) const JOINS: [char; 3] = ['-', '\u{2013}', '/'];
/// Letters that stand for one sound: with these a syllable may begin, and within them none does.
const UNITS: [&str; 5] = ["sch", "ch", "ck", "ph", "qu"];
/// Where a syllable begins among these depends on the parts that the word is made of, which a rule cannot know.
const UNSURE: [&str; 28] = [
    "schl", "schm", "schn", "schr", "schw", "bl", "br", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "pf", "pl",
    "pr", "sh", "sp", "st", "th", "tr", "tz", "zw", "gs", "ns", "ts",
];
/// So ends the first part of many a German word that is made of two, whatever comes after.
const JOINTS: [&str; 4] = ["schafts", "keits", "heits", "ungs"];
/// So many letters stay together at both sides.
const LEAST: usize = 3;

/// Whether a line may end before byte `at` of this word: after a hyphen, or between two syllables, where the last
/// consonant before a vowel begins the next one.
pub(super) fn may_end(word: &str, at: usize) -> bool {
    let (before, after) = word.split_at(at);
    if before.ends_with(JOINS) {
        return !after.is_empty();
    }
    let near = || before.chars().rev().take(LEAST).chain(after.chars().take(LEAST));
    if near().count() < 2 * LEAST || !near().all(is_latin) {
        return false;
    }
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    if JOINTS.iter().any(|end| before.ends_with(end)) {
        return true;
    }
    let splits = |unit: &str, first: usize| {
        (first..unit.len()).any(|cut| before.ends_with(&unit[..cut]) && after.starts_with(&unit[cut..]))
    };
    let unsure = UNSURE.iter().any(|unit| splits(unit, 0)) || UNITS.iter().any(|unit| splits(unit, 1));
    if unsure || !before.contains(is_vowel) {
        return false;
    }
    let first = UNITS.iter().find_map(|unit| after.strip_prefix(unit));
    let next = first.or_else(|| after.strip_prefix(|c| !is_vowel(c)));
    next.is_some_and(|next| next.starts_with(is_vowel))
}

/// A letter of the Latin script, with or without marks.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && matches!(u32::from(c), 0x41..=0x24f | 0x1e00..=0x1eff)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
        || matches!(u32::from(c), 0xe0..=0xe6 | 0xe8..=0xef | 0xf2..=0xf6 | 0xf8..=0xfd | 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, parted: &str) {
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).filter(|at| may_end(word, *at)).collect();
        let mut found = String::new();
        for (at, c) in word.char_indices() {
            if ends.contains(&at) {
                found.push('|');
            }
            found.push(c);
        }
        assert_eq!(found, parted);
    }

    #[test]
    fn words_part_between_syllables() {
        check("Fensterbank", "Fenster|bank");
        check("Zuckerwatte", "Zucker|watte");
        check("Qualitaet", "Qua|li|taet");
        check("Geschwindigkeit", "Geschwin|dig|keit");
        check("Kaffeemaschine", "Kaf|fee|ma|schine");
        check("Stra\u{df}enbahn", "Stra|\u{df}en|bahn");
        check("Verbraucherzentrale", "Verbrau|cher|zentrale");
        check("Kundenzufriedenheitsbefragung", "Kun|den|zufrie|den|heits|befra|gung");
        check("\u{d6}ffentlichkeitsarbeit", "\u{d6}ffent|lich|keits|ar|beit");
        check("internationalization", "inter|na|tio|na|li|za|tion");
    }

    #[test]
    fn other_scripts_figures_and_short_words_stay_whole() {
        check(
            "\u{41a}\u{43e}\u{43c}\u{43c}\u{443}\u{43d}\u{438}\u{43a}",
            "\u{41a}\u{43e}\u{43c}\u{43c}\u{443}\u{43d}\u{438}\u{43a}",
        );
        check("1234567890", "1234567890");
        check("Rhythm", "Rhythm");
        check("over", "over");
        check("Meyer-Vogt", "Meyer-|Vogt");
    }
}
