//! Facts that a page states about itself, each under the name of its source: `og:title`, `ld:author`.

use crate::domain::Prose;

/// Sources of the parts of a byline.
const PEOPLE: &[&str] = &["item:author", "rel:author", "visible:byline", "time:published"];

/// Most facts from a headline to its subtitle.
const NEAR: usize = 4;

/// Facts in the order of the page, several under one source where the page repeats it.
#[derive(Debug, Default)]
pub struct Facts {
    facts: Vec<(String, String)>,
}

impl Facts {
    /// The first words among the sources, in their order.
    pub fn first(&self, sources: &[&str]) -> Option<Prose> {
        self.of_sources(sources).find_map(Prose::non_empty)
    }

    /// The words of all the sources, in their order.
    pub fn all(&self, sources: &[&str]) -> Vec<String> {
        self.of_sources(sources).map(str::to_owned).collect()
    }

    fn of_sources<'a>(&'a self, sources: &'a [&str]) -> impl Iterator<Item = &'a str> {
        sources.iter().flat_map(|source| {
            self.facts.iter().filter(move |(name, _)| name == source).map(|(_, words)| words.as_str())
        })
    }

    /// The adjacent words of a source below the headline, else the first adjacent ones of the page: words
    /// beside the headline are this article's, others may be of other stories.
    pub fn together_below(&self, headline: &str, source: &str) -> Vec<String> {
        let of_source = |from: usize| -> Vec<String> {
            let rest = self.facts.iter().skip(from).skip_while(|(name, _)| name != source);
            let together = rest.take_while(|(name, _)| PEOPLE.contains(&name.as_str()));
            together.filter(|(name, _)| name == source).map(|(_, words)| words.clone()).collect()
        };
        let heading = self.facts.iter().position(|(name, words)| name.starts_with('h') && words == headline);
        heading.map(of_source).filter(|found| !found.is_empty()).unwrap_or_else(|| of_source(0))
    }

    /// The words of a source right after the headline.
    pub fn right_after(&self, headline: &str, source: &str) -> Option<&str> {
        let heading =
            self.facts.iter().position(|(name, words)| name.starts_with('h') && words == headline)?;
        let next = self.facts.iter().skip(heading + 1).take(NEAR).find(|(name, _)| name == source);
        next.map(|(_, words)| words.as_str())
    }

    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn add(&mut self, source: &str, words: &str) {
        if !words.trim().is_empty() {
            self.facts.push((source.to_owned(), words.trim().to_owned()));
        }
    }
}
