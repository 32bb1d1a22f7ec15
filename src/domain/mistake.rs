//! The parts of a message about a mistake: a few characters of the text at fault, safe to be shown, and the
//! known name that was probably meant.
//!
//! Knows no settings, actions or fields of a search: only names.

use super::Prose;

/// The first `most` characters of outside text; characters that are not safe to be shown are spelt out.
pub fn safe_excerpt(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (count, character) in text.trim().chars().enumerate() {
        if count == most {
            shown.push('…');
            break;
        }
        match character {
            '\n' | '\r' | '\t' => shown.extend(character.escape_default()),
            safe if Prose::is_safe(safe.encode_utf8(&mut [0; 4])) => shown.push(safe),
            other => shown.extend(other.escape_unicode()),
        }
    }
    shown
}

/// The known name nearest to `written` by edit distance, if near enough. A colon at the end of a name, as a
/// field of a search has it, is not counted.
pub fn nearest<'known>(written: &str, known: impl IntoIterator<Item = &'known str>) -> Option<&'known str> {
    let written = written.to_lowercase().replace('_', "-");
    let measured = known
        .into_iter()
        .filter_map(|name| Some((edit_distance(&written, name.trim_end_matches(':'))?, name)));
    measured.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The optimal string alignment distance of two words, where it is small: letters added, lost, changed, or
/// swapped with a neighbour.
pub fn edit_distance(written: &str, meant: &str) -> Option<usize> {
    let length = written.chars().count();
    let most = (length / 3).max(1);
    let is_near = length.abs_diff(meant.chars().count()) <= most;
    is_near.then(|| strsim::osa_distance(written, meant)).filter(|distance| *distance <= most)
}

/// The question whether a name was meant, if one is near.
pub fn did_you_mean<'known>(written: &str, known: impl IntoIterator<Item = &'known str>) -> Option<String> {
    nearest(written, known).map(|name| format!("did you mean \"{name}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["measure", "mouse", "page-down", "page-up", "author:"];

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant() {
        assert_eq!(nearest("meassure", NAMES), Some("measure"));
        assert_eq!(nearest("moues", NAMES), Some("mouse"));
        assert_eq!(nearest("Page_Down", NAMES), Some("page-down"));
        assert_eq!(nearest("auhtor", NAMES), Some("author:"));
    }

    #[test]
    fn a_name_like_nothing_known_finds_nothing() {
        assert_eq!(nearest("wallpaper", NAMES), None);
        assert_eq!(nearest("", NAMES), None);
    }

    #[test]
    fn no_control_character_of_what_was_written_reaches_the_terminal() {
        assert_eq!(safe_excerpt("a\u{1b}[31m\u{202e}b\tc", 40), r"a\u{1b}[31m\u{202e}b\tc");
        assert_eq!(safe_excerpt("हिन्दी", 40), "हिन्दी");
        assert_eq!(safe_excerpt("long words", 4), "long…");
    }
}
