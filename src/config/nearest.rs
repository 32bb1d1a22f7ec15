//! The nearest known name to one that is not known, for "did you mean".
//!
//! Knows nothing of settings, actions or themes: only names.

/// The candidate that takes the fewest slips of the finger to become `written`, if it takes few.
pub(super) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase().replace('_', "-");
    let most = (written.chars().count() / 3).max(1);
    let measured = candidates.into_iter().map(|candidate| (slips(&written, candidate), candidate));
    measured.filter(|&(slips, _)| slips <= most).min_by_key(|&(slips, _)| slips).map(|(_, name)| name)
}

/// Asks whether a name was meant, if one is near.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, candidates).map(|name| format!("did you mean \"{name}\"?"))
}

/// How many letters were added, lost, changed or swapped with a neighbour (optimal string alignment).
fn slips(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut two_above = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let changed = above[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                let swapped: &usize = &two_above[j - 2];
                least = least.min(swapped + 1);
            }
            row.push(least);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["measure", "mouse", "page-down", "page-up"];

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant() {
        assert_eq!(nearest("meassure", NAMES), Some("measure"));
        assert_eq!(nearest("moues", NAMES), Some("mouse"));
        assert_eq!(nearest("Page_Down", NAMES), Some("page-down"));
    }

    #[test]
    fn a_name_like_nothing_known_finds_nothing() {
        assert_eq!(nearest("wallpaper", NAMES), None);
        assert_eq!(nearest("", NAMES), None);
    }

    #[test]
    fn two_letters_swapped_are_one_slip() {
        assert_eq!(slips("moues", "mouse"), 1);
        assert_eq!(slips("mouse", "mouse"), 0);
        assert_eq!(slips("", "abc"), 3);
    }
}
