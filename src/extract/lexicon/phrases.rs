//! A list of phrases, arranged for the questions that are asked of nearly every line of a page.

/// Bytes at the start of a line that hold any phrase and the letter after it.
const LONGEST: usize = 120;

/// Phrases in lower case, in the order of their letters.
pub struct Phrases(Vec<&'static str>);

impl Phrases {
    /// The phrases of a file, one a line.
    pub fn of(file: &'static str) -> Self {
        let mut phrases: Vec<&str> = file.lines().collect();
        phrases.sort_unstable();
        Self(phrases)
    }

    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    /// Whether a line is one of the phrases, apart from the signs around it.
    pub fn are(&self, line: &str) -> bool {
        let plain = line.trim_matches(|letter: char| !letter.is_alphanumeric());
        !plain.is_empty()
            && plain.len() <= LONGEST
            && self.0.binary_search(&plain.to_lowercase().as_str()).is_ok()
    }

    /// Whether a line begins with one of the phrases as whole words.
    pub fn begin(&self, line: &str) -> bool {
        let line =
            line.trim_start_matches(|character: char| !character.is_alphanumeric() && character != '©');
        let line = line.get(..line.floor_char_boundary(LONGEST)).unwrap_or_default().to_lowercase();
        self.with_beginning_of(&line).iter().any(|phrase| {
            line.strip_prefix(*phrase).is_some_and(|rest| {
                let next = rest.chars().next();
                next.is_none_or(|next| !next.is_alphanumeric()) || !phrase.is_ascii() && !phrase.contains(' ')
            })
        })
    }

    /// The phrases whose first byte is that of a line.
    fn with_beginning_of(&self, line: &str) -> &[&'static str] {
        let first = |text: &str| text.bytes().next();
        let start = self.0.partition_point(|phrase| first(phrase) < first(line));
        let (_, rest) = self.0.split_at(start);
        let end = rest.partition_point(|phrase| first(phrase) == first(line));
        rest.split_at(end).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_with_a_phrase_only_where_a_word_ends() {
        let phrases = Phrases::of("read more\nmehr\n相关");

        assert!(phrases.begin("» Read more about rain"));
        assert!(phrases.begin("Mehr"));
        assert!(phrases.begin("相关新闻"));
        assert!(!phrases.begin("Mehrere Brücken"));
        assert!(!phrases.begin("To read more"));
        assert!(!phrases.begin(""));
    }

    #[test]
    fn a_line_is_a_phrase_apart_from_the_signs_around_it() {
        let phrases = Phrases::of("read more\nmehr");

        assert!(phrases.are("Read more »"));
        assert!(!phrases.are("Read more about rain"));
        assert!(!phrases.are("…"));
    }
}
