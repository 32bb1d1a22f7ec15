//! The site of a page, by its host and its name, and what to cut from other lines.

use crate::domain::{Prose, WebUrl};
use crate::extract::words;
use crate::text::fold_typography;

/// Separators of a headline and the rest of a page's title.
pub const TITLE_SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];

/// The fewest letters of a host's label that identify a site; `br` and `go` are within many words.
const TELLING: usize = 4;

/// Most words of the name of a site at the end of a title, and the fewest before it.
const NAME_WORDS: usize = 4;

/// The host and the name of a site.
#[derive(Debug, Default)]
pub struct Site {
    /// The host without `www`.
    pub host: Option<String>,
    /// The part of the host that names the site: `paper` of `news.paper.example`.
    label: String,
    /// The name of the publication.
    pub name: Option<String>,
}

impl Site {
    /// The site of an address.
    pub fn of(url: Option<&WebUrl>) -> Self {
        let host = url.map(|url| url.host_without_www().to_owned());
        let labels: Vec<&str> = host.iter().flat_map(|host| host.split('.')).collect();
        let before_end = labels.iter().take(labels.len().saturating_sub(1).max(1));
        let label = before_end.max_by_key(|label| label.len()).map(|label| letters(label));
        Self { label: label.unwrap_or_default(), host, name: None }
    }

    /// The site under the name of the publication.
    pub fn called(self, name: Option<&Prose>) -> Self {
        Self { name: name.map(|name| name.as_str().to_owned()), ..self }
    }

    /// Whether a name matches the host: whole, in part, or by its initials: "The Paper" for
    /// `thepaper.example` and `tp.example`.
    pub fn is_in_host(&self, name: &str) -> bool {
        let is_within = |name: &String| self.label.len() >= TELLING && name.contains(self.label.as_str());
        let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
        self.is_label(name)
            || !self.label.is_empty()
                && (spellings(name).iter().any(is_within) || initials.to_lowercase() == self.label)
    }

    /// Whether a name is exactly the label of the host.
    pub fn is_label(&self, name: &str) -> bool {
        !self.label.is_empty() && spellings(name).contains(&self.label)
    }

    /// Whether a name is written as the host or its domain: `paper.example` of `news.paper.example`.
    pub fn is_host(&self, name: &str) -> bool {
        let host = self.host.as_deref().unwrap_or_default();
        let above = host.match_indices('.').map(|(at, _)| host.split_at(at + 1).1);
        let mut domains = std::iter::once(host).chain(above).filter(|domain| domain.contains('.'));
        !name.contains(' ') && domains.any(|domain| spellings(name).contains(&letters(domain)))
    }

    /// Whether a word is one of the name of the site, or a part of its host.
    pub fn is_part_of_name(&self, word: &str) -> bool {
        let is_word = |name: &String| name.split_whitespace().any(|own| letters(own) == word);
        self.name.iter().any(is_word) || word.len() >= TELLING && self.label.contains(word)
    }

    /// Whether a line is exactly the name of the site.
    pub fn is_named(&self, line: &str) -> bool {
        let line = letters(line);
        let is_of = |name: &String| letters(name) == line;
        !line.is_empty() && self.name.iter().chain(&self.host).any(is_of)
    }

    /// A line without the name of the site at its end.
    pub fn cut_from<'line>(&self, line: &'line str) -> &'line str {
        let parted = TITLE_SEPARATORS.iter().filter_map(|mark| line.rsplit_once(mark));
        let mut cuts = parted.filter(|(start, end)| self.is_name(end.trim()) && words::count(start) >= 2);
        cuts.next().map_or(line, |(start, _)| start.trim_end())
    }

    fn is_name(&self, end: &str) -> bool {
        let is_of = |name: &String| {
            let (name, end) = (name.to_lowercase(), end.to_lowercase());
            end == name || name.starts_with(&end) || end.starts_with(&name)
        };
        let end_letters = letters(end);
        let is_within = end_letters.chars().count() > TELLING && self.label.contains(&end_letters);
        self.name.iter().any(is_of) || self.is_named(end) || is_within && words::count(end) <= NAME_WORDS
    }
}

/// The title of a page without its last part, where that is short beside the rest and so is the site.
pub fn without_last_part(title: &str) -> &str {
    parted(title).map_or(title, |(start, _)| start)
}

/// The last part of the title of a page, where it is the site; else nothing.
pub fn last_part(title: &str) -> &str {
    parted(title).map_or("", |(_, end)| end)
}

fn parted(title: &str) -> Option<(&str, &str)> {
    let parts = TITLE_SEPARATORS.iter().filter_map(|mark| title.rsplit_once(mark));
    let is_site = |(start, end): &(&str, &str)| {
        words::count(start) >= NAME_WORDS
            && words::count(end) <= NAME_WORDS
            && end.starts_with(char::is_alphanumeric)
    };
    parts.filter(is_site).max_by_key(|(start, _)| start.len())
}

/// A line without the name at its end that the end of the title has too; a dash may part two halves of a headline.
pub fn without_end<'line>(line: &'line str, end: &str) -> &'line str {
    let parted = line.rsplit_once(" | ");
    let end = letters(end);
    let is_site = |(start, name): &(&str, &str)| {
        let name = letters(name);
        name.len() >= TELLING && end.contains(&name) && words::count(start) >= NAME_WORDS
    };
    parted.filter(is_site).map_or(line, |(start, _)| start.trim_end())
}

/// The letters and digits of a name, which stay the same when words are joined.
pub fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// The letters of a name as in a host: without accents, or with an umlaut as two letters.
fn spellings(name: &str) -> [String; 2] {
    let mut plain = String::new();
    letters(name).chars().for_each(|letter| fold_typography(letter, |letter| plain.push(letter)));
    let umlauts = letters(name).replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    [plain, umlauts]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(address: &str) -> Site {
        Site::of(WebUrl::parse(address).ok().as_ref())
    }

    #[test]
    fn a_host_holds_the_name_however_it_is_spelt() {
        assert!(site("https://www.boten-zeitung.example/a").is_in_host("Böten-Zeitung"));
        assert!(site("https://www.boeten-zeitung.example/a").is_in_host("Böten-Zeitung"));
        assert!(site("https://news.el-pais.example/a").is_in_host("El País"));
        assert!(site("https://rtp.example/a").is_in_host("River Town Post"));
        assert!(!site("https://br.example/a").is_in_host("Zebra"));
    }

    #[test]
    fn the_name_of_the_site_is_cut_from_a_line() {
        let site = site("https://getriver.example/a");

        assert_eq!(site.cut_from("Rain falls again | River"), "Rain falls again");
        assert_eq!(site.cut_from("Rain falls again | Mayor"), "Rain falls again | Mayor");
    }

    #[test]
    fn a_name_that_ends_the_title_too_is_cut_from_a_line() {
        let line = "Rain falls on the town | River";

        assert_eq!(without_end(line, "Get River Online"), "Rain falls on the town");
        assert_eq!(without_end(line, "The Paper"), line);
        assert_eq!(without_end("Rain falls on the town – River", "Get River Online").matches('–').count(), 1);
    }
}
