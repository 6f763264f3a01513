//! Counts with their nouns, shared by panels.

/// "1 connection", "27 actors".
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_has_no_s() {
        assert_eq!(count(1, "connection"), "1 connection");
        assert_eq!(count(0, "actor"), "0 actors");
    }
}
