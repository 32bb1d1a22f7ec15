//! The names in a byline as people print them: "By Ana Ruiz and Bo Lind, The Paper".

use crate::domain::{Author, Prose};

/// Words before a name. Each stands with a space after it.
const BY: &[&str] = &[
    "by",
    "written by",
    "posted by",
    "story by",
    "reported by",
    "words by",
    "author:",
    "by:",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "od",
    "autor:",
    "автор:",
    "文/",
    "作者:",
    "作者：",
];

/// Words between two names.
const BETWEEN: &[&str] = &[" and ", " & ", " und ", " et ", " y ", " och ", " og ", "; ", " | ", " with "];

/// A longer line is no byline.
const LONGEST: usize = 200;

/// The authors in the order of the line.
pub fn authors(line: &str) -> Vec<Author> {
    let line = Prose::trimmed(line);
    let line = line.as_str();
    if line.chars().count() > LONGEST || line.contains("://") && !line.contains(' ') {
        return Vec::new();
    }
    let names = without_by(line).trim_matches([' ', ',', '|', '•', '·']);
    let parts = BETWEEN
        .iter()
        .fold(vec![names], |parts, between| parts.into_iter().flat_map(|part| part.split(between)).collect());
    let names = parts.into_iter().flat_map(split_at_commas);
    names.filter_map(Prose::non_empty).map(|name| Author { name, bio: None }).collect()
}

/// The line without "By" and its kin.
#[must_use]
pub fn without_by(line: &str) -> &str {
    strip_by(line).unwrap_or(line)
}

/// What follows "By" and its kin, where the line begins with one of them.
#[must_use]
pub fn strip_by(line: &str) -> Option<&str> {
    BY.iter().find_map(|word| {
        let start = line.get(..word.len())?;
        let rest = line.get(word.len()..)?;
        let is_apart = word.ends_with([':', '/', '：']) || rest.starts_with([' ', '\u{a0}']);
        (is_apart && start.to_lowercase() == *word).then(|| rest.trim())
    })
}

/// "Ana Ruiz, Bo Lind" are two; "Ruiz, Ana" is one, and so is "Ana Ruiz, MD".
fn split_at_commas(part: &str) -> Vec<&str> {
    let pieces: Vec<&str> = part.split(", ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let are_names = pieces.len() > 1 && pieces.iter().all(|piece| super::words::is_name(piece));
    if are_names { pieces } else { vec![part.trim()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        authors(line).into_iter().map(|author| author.name.to_string()).collect()
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(names("By Ana Ruiz and Bo Lind"), ["Ana Ruiz", "Bo Lind"]);
        assert_eq!(names("Ana Ruiz, Bo Lind and Chi Na"), ["Ana Ruiz", "Bo Lind", "Chi Na"]);
        assert_eq!(names("Von Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names("Byron Ash"), ["Byron Ash"]);
        assert_eq!(names("Ruiz, Ana"), ["Ruiz, Ana"]);
        assert_eq!(names("https://paper.example/ana"), Vec::<String>::new());
    }
}
