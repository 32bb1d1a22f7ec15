//! The reasons why a record of an archive is no article, found by evidence, and their counts.

use std::collections::BTreeMap;

use crate::domain::{Article, WebUrl};

/// The reason why a record is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// A picture, a script or a film.
    OtherFile,
    /// A redirect.
    Redirect,
    /// An error response: not found, or forbidden.
    Error,
    /// The front page of a site.
    Front,
    /// A list of articles by subject, author or day.
    List,
    /// The answer to a search.
    Search,
    /// A page without a text of its own.
    NoText,
    /// An entry of a feed with less than its page, which is in the archive too.
    Teaser,
    /// A repetition of another record of the archive.
    Revisit,
    /// A repetition of a record outside of the archive.
    RevisitElsewhere,
    /// A later segment of a segmented record.
    LaterPart,
}

impl LeftOut {
    const fn sentence(self) -> (&'static str, &'static str) {
        match self {
            Self::OtherFile => ("picture or other file", "pictures and other files"),
            Self::Redirect => ("redirect", "redirects"),
            Self::Error => ("error", "errors"),
            Self::Front => ("front page", "front pages"),
            Self::List => ("list", "lists"),
            Self::Search => ("search page", "search pages"),
            Self::NoText => ("page without text", "pages without text"),
            Self::Teaser => ("summary of a page", "summaries of pages"),
            Self::Revisit => ("unchanged revisit", "unchanged revisits"),
            Self::RevisitElsewhere => {
                ("revisit of a page in another archive", "revisits of pages in other archives")
            }
            Self::LaterPart => ("later part of a segmented record", "later parts of segmented records"),
        }
    }
}

/// The counts of records that became no article, by reason.
#[derive(Debug, Default)]
pub struct Counts(BTreeMap<LeftOut, usize>);

impl Counts {
    /// Counts a record.
    pub fn add(&mut self, reason: LeftOut) {
        *self.0.entry(reason).or_default() += 1;
    }

    /// A sentence with the counts.
    pub fn note(&self) -> Option<String> {
        let told = self.0.iter().map(|(reason, count)| {
            let (one, many) = reason.sentence();
            format!("{count} {}", if *count == 1 { one } else { many })
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| format!("left out because they are not articles: {}", told.join(", ")))
    }
}

/// Parts of an address that lists have.
const LISTS: &[&str] = &[
    "tag",
    "tags",
    "category",
    "categories",
    "author",
    "authors",
    "topic",
    "topics",
    "archive",
    "archives",
    "kategorie",
    "schlagwort",
    "thema",
    "themen",
    "autor",
    "rubrik",
    "etiqueta",
    "categoria",
    "auteur",
    "sujet",
];

/// Parts of an address that searches have.
const SEARCHES: &[&str] =
    &["search", "suche", "recherche", "buscar", "busqueda", "cerca", "ricerca", "zoeken"];

/// Parameters of an address that searches have.
const SEARCHED: &[&str] = &["s", "q", "query", "search", "keyword", "keywords", "searchterm"];

/// Types of pages that are no article, in the vocabulary of schema.org.
const LIST_TYPES: &[&str] = &["\"collectionpage\"", "\"searchresultspage\""];

/// Types of articles, in the vocabulary of schema.org.
const ARTICLE_TYPES: &[&str] =
    &["newsarticle\"", "\"blogposting\"", "\"liveblogposting\"", "\"article\"", "\"report\"", "\"review\""];

/// Bytes of a page that are searched.
const LOOKED_AT: usize = 1 << 20;

/// Words below which a text is no evidence.
const FEWEST_WORDS: usize = 20;

/// Most links of a page without text that is not a list.
const FEWEST_LINKS: usize = 9;

/// The reason why a page is no article; `None` where it declares that it is one, or where there is no
/// evidence.
pub fn evidence(address: &WebUrl, article: &Article, page: &[u8]) -> Option<LeftOut> {
    let page = page.get(..LOOKED_AT).unwrap_or(page);
    let page = String::from_utf8_lossy(page).to_ascii_lowercase();
    if says_article(&page) {
        return None;
    }
    let by_address = told_by_address(address);
    if by_address.is_some() || LIST_TYPES.iter().any(|kind| page.contains(kind)) {
        return by_address.or(Some(LeftOut::List));
    }
    let words = article.body.word_count();
    if words < FEWEST_WORDS {
        let is_list = page.matches("<a ").nth(FEWEST_LINKS).is_some();
        return Some(if is_list { LeftOut::List } else { LeftOut::NoText });
    }
    let mut linked = 0;
    article.body.each_link(&mut |text, _| linked += text.to_plain().split_whitespace().count());
    (linked * 2 > words).then_some(LeftOut::List)
}

/// Whether a page declares itself an article in its metadata.
fn says_article(page: &str) -> bool {
    let metas = page.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let is_told = metas.into_iter().any(|meta| {
        let is_kind = meta.contains("og:type") && meta.contains("article");
        is_kind || meta.contains("article:published_time")
    });
    let is_list = || LIST_TYPES.iter().chain(&["\"itemlist\""]).any(|kind| page.contains(kind));
    is_told || ARTICLE_TYPES.iter().any(|kind| page.contains(kind)) && !is_list()
}

fn told_by_address(address: &WebUrl) -> Option<LeftOut> {
    let address = address.canonical();
    let path = address.path().to_ascii_lowercase();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let query = address.as_str().split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let asks = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .any(|(name, value)| !value.is_empty() && SEARCHED.contains(&name.to_ascii_lowercase().as_str()));
    if asks || parts.iter().any(|part| SEARCHES.contains(part)) {
        return Some(LeftOut::Search);
    }
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [] if query.is_empty() => Some(LeftOut::Front),
        [only] if query.is_empty() && is_front_name(only) => Some(LeftOut::Front),
        [.., "page" | "seite", number] if is_number(number) => Some(LeftOut::List),
        [.., list, _] | [.., list] if LISTS.contains(list) => Some(LeftOut::List),
        [_, ..] if parts.iter().all(is_number) && parts.len() > 1 => Some(LeftOut::List),
        _ => None,
    }
}

/// Whether a part of an address is that of a front page: "index.html", or a language: "en", "pt-br".
fn is_front_name(part: &str) -> bool {
    let is_letters = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_index = || matches!(part.rsplit_once('.'), Some(("index" | "default" | "home", _)));
    is_index() || part.split(['-', '_']).all(is_letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html_page;

    fn told(address: &str, page: &str) -> Option<LeftOut> {
        let address = WebUrl::parse(address).unwrap();
        let article = html_page::of_text(page, Some(&address), &|_| None).map(|found| found.article);
        evidence(&address, &article.unwrap_or_default(), page.as_bytes())
    }

    fn text() -> String {
        let words = "The river rose above its banks in the early hours, said the mayor of the town. ";
        format!("<h1>Rain</h1><p>{}</p><p>{}</p>", words.repeat(4), words.repeat(3))
    }

    #[test]
    fn lists_and_searches_are_recognised_by_their_address_unless_the_page_declares_an_article() {
        for (address, reason) in [
            ("https://paper.example/", LeftOut::Front),
            ("https://paper.example/?utm_source=x", LeftOut::Front),
            ("https://paper.example/index.html", LeftOut::Front),
            ("https://paper.example/en/", LeftOut::Front),
            ("https://paper.example/tag/rain", LeftOut::List),
            ("https://paper.example/news/page/3/", LeftOut::List),
            ("https://paper.example/2020/05/", LeftOut::List),
            ("https://paper.example/?s=rain", LeftOut::Search),
            ("https://paper.example/suche/rain", LeftOut::Search),
        ] {
            let page = format!("<title>Rain</title>{}", text());
            assert_eq!(told(address, &page), Some(reason), "{address}");
            let page = format!("<meta content='article' property='og:type'>{page}");
            assert_eq!(told(address, &page), None, "{address}");
        }
        for address in
            ["https://paper.example/?p=12", "https://paper.example/2020/05/rain", "https://a.example/x"]
        {
            assert_eq!(told(address, &text()), None, "{address}");
        }
    }

    #[test]
    fn pages_without_an_article_are_recognised_by_their_metadata_and_text() {
        let address = "https://paper.example/world";
        let collection = "<script type='application/ld+json'>{\"@type\":\"CollectionPage\"}</script>";
        let link = |number| {
            format!("<li><a href='/rain/{number}'>The river rose in the early hours of day {number}</a></li>")
        };
        let links: String = (0..12).map(link).collect();

        assert_eq!(told(address, &format!("{collection}{}", text())), Some(LeftOut::List));
        assert_eq!(told(address, &format!("<h1>World</h1><ul>{links}</ul>")), Some(LeftOut::List));
        assert_eq!(told(address, "<title>World</title><p>Please wait.</p>"), Some(LeftOut::NoText));
    }

    #[test]
    fn skipped_records_are_counted_by_reason() {
        let mut counts = Counts::default();
        assert_eq!(counts.note(), None);
        for reason in [LeftOut::Front, LeftOut::OtherFile, LeftOut::OtherFile] {
            counts.add(reason);
        }

        assert_eq!(
            counts.note().unwrap(),
            "left out because they are not articles: 2 pictures and other files, 1 front page"
        );
    }
}
