//! The strings, comments and keywords of programming languages, read from `assets/code` when the first code
//! is set. Enough to classify tokens; no language is parsed.

use std::sync::LazyLock;

use serde::Deserialize;

/// The languages with a grammar.
static GRAMMARS: LazyLock<Vec<Grammar>> = LazyLock::new(|| {
    toml::from_str::<Grammars>(include_str!("../../../assets/code/grammars.toml"))
        .expect("a test holds that the file parses")
        .grammar
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammars {
    grammar: Vec<Grammar>,
}

/// The tokens of a language.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grammar {
    /// The names of the language on pages.
    pub names: Vec<String>,
    /// The starts of comments that end with their line.
    #[serde(default)]
    pub line_comments: Vec<String>,
    /// The starts and ends of comments of several lines.
    #[serde(default)]
    pub block_comments: Vec<(String, String)>,
    /// The quotation marks of strings; the longest first.
    #[serde(default = "double_quote")]
    pub quotes: Vec<String>,
    /// Whether `'` holds one character, as in C, or else is a mark as in Rust.
    #[serde(default)]
    pub characters: bool,
    /// Whether keywords may be written in capitals.
    #[serde(default)]
    pub ignores_case: bool,
    /// Whether the name of a tag is a keyword.
    #[serde(default)]
    pub tags: bool,
    /// The keywords, separated by blanks.
    #[serde(default)]
    keywords: String,
}

fn double_quote() -> Vec<String> {
    vec!["\"".to_owned()]
}

impl Grammar {
    /// The language with a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = name.trim().to_ascii_lowercase();
        GRAMMARS.iter().find(|grammar| grammar.names.contains(&name))
    }

    /// Whether a word is a keyword.
    pub fn holds(&self, word: &str) -> bool {
        let mut keywords = self.keywords.split_ascii_whitespace();
        keywords.any(|keyword| keyword == word || self.ignores_case && keyword.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_grammars_parses_and_no_two_share_a_name() {
        let mut names: Vec<_> = GRAMMARS.iter().flat_map(|grammar| &grammar.names).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), count);
        assert_eq!(Grammar::named("Rust").map(|grammar| grammar.names[0].as_str()), Some("rust"));
        assert_eq!(Grammar::named("poetry"), None);
    }
}
