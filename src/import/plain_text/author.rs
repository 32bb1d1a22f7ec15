//! The author after a text: a name alone on its line, and a short biography.

use std::ops::Range;

use crate::domain::{Author, Prose};
use crate::extract::{byline, words};

use super::line_kinds::Sign;
use super::lines::Line;

/// Lines around the end of the text that are searched.
const REACH: usize = 4;

/// Words at the start of a biography, among which is a part of the name.
const OPENING: usize = 6;

/// The author named after a text.
pub struct AuthorNote {
    author: Author,
    /// The first line of the note.
    pub from: usize,
}

/// Finds a name and a biography near the end of the text.
pub fn after(lines: &[Line], signs: &[Sign], text: &Range<usize>) -> Option<AuthorNote> {
    let from = text.end.saturating_sub(REACH).max(text.start + 1);
    (from..text.end + REACH).find_map(|at| {
        let (name, bio) = (lines.get(at)?, lines.get(at + 1)?);
        let plain = byline::without_by(&name.text);
        // A name above a paragraph of the text belongs to a picture.
        let goes_on = signs.get(at + 2..text.end).unwrap_or_default().contains(&Sign::Paragraph);
        (words::is_name(plain) && is_about(plain, &bio.text) && !goes_on).then(|| AuthorNote {
            author: Author { name: Prose::trimmed(plain), bio: Prose::non_empty(&bio.text) },
            from: at,
        })
    })
}

/// Whether a text begins by naming a person, or with the pronouns biographies begin with.
fn is_about(name: &str, bio: &str) -> bool {
    let opening: Vec<&str> = bio.split_whitespace().take(OPENING).collect();
    let is_part = |word: &&str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        name.split_whitespace().any(|part| part.len() > 2 && part == word)
    };
    words::ends_sentence(bio) && words::count(bio) >= 4 && opening.iter().any(is_part)
}

impl AuthorNote {
    /// Adds the biography to the byline, and the author where the byline lacks them.
    pub fn join(self, byline: &mut Vec<Author>) {
        if byline.is_empty() {
            byline.push(self.author);
        } else if let Some(known) = byline.iter_mut().find(|known| known.name == self.author.name) {
            known.bio = self.author.bio;
        }
    }
}
