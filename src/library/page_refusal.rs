//! Whether a page is the article of an entry, or one that a person asks for. The text of a challenge, a login
//! form, a consent notice, the front page or a "not found" page would replace the article.

use std::collections::HashSet;

use thiserror::Error;

use crate::domain::{Article, WebUrl};
use crate::extract::PageSigns;
use crate::text::{folded_words, is_unspaced};

/// The titles of pages that check for a human reader.
const CHALLENGES: &[&str] = &[
    "just a moment",
    "one moment",
    "attention required",
    "access denied",
    "checking your browser",
    "checking if the site connection is secure",
    "are you a robot",
    "are you human",
    "robot check",
    "verify you are human",
    "verifying you are human",
    "human verification",
    "bot verification",
    "security check",
    "pardon our interruption",
    "ddos guard",
    "ddos protection",
    "captcha",
    "einen moment",
    "nur einen moment",
    "un instant",
    "un momento",
    "please wait",
    "enable javascript",
    "javascript is disabled",
    "unusual traffic",
    "client challenge",
];

/// The titles of pages that say that a page does not exist.
const MISSING: &[&str] = &[
    "404",
    "error 404",
    "not found",
    "page not found",
    "page can t be found",
    "page doesn t exist",
    "seite nicht gefunden",
    "page introuvable",
    "página no encontrada",
    "pagina non trovata",
    "nothing found",
    "410",
    "gone",
    "this page isn t available",
];

/// The titles of pages that ask for consent first.
const CONSENT: &[&str] = &[
    "before you continue",
    "bevor sie",
    "avant de continuer",
    "antes de continuar",
    "prima di continuare",
    "voordat je verdergaat",
    "cookie consent",
    "privacy settings",
    "we value your privacy",
    "your privacy choices",
];

/// The words of a page from which it is an article, whatever its title.
const LONG: usize = 200;

/// The letters of the shortest word that is compared.
const SHORTEST_WORD: usize = 5;

/// The fewest words of a teaser that its page must share.
const FEWEST_SHARED: usize = 3;

/// A fetched page.
#[derive(Debug)]
pub(super) struct FetchedPage {
    /// The address of the page.
    pub url: WebUrl,
    /// The article of the page.
    pub article: Article,
    /// Further signs of the kind of the page.
    pub signs: PageSigns,
}

/// Why a page is not accepted as an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The front page was sent instead.
    #[error("it redirects to the front page of its site")]
    FrontPage,
    /// A challenge.
    #[error("the host asks for proof that you are human")]
    Challenge,
    /// A consent notice.
    #[error("the host asks for consent first")]
    Consent,
    /// A login form.
    #[error("the page asks for a password")]
    Login,
    /// A "not found" page.
    #[error("the page says “not found”")]
    Missing,
    /// Another article, or no article.
    #[error("the page has neither the headline nor the text of the entry")]
    OtherArticle,
}

/// Why a requested page is not the article of an entry; `None` where it is.
pub(super) fn refusal(entry: &Article, asked: &WebUrl, page: &FetchedPage) -> Option<Refusal> {
    if is_front(&page.url) && !is_front(asked) {
        return Some(Refusal::FrontPage);
    }
    if is_named_like(entry, page) {
        return None;
    }
    if has_title_of(page, CHALLENGES) {
        return Some(Refusal::Challenge);
    }
    if asks_for_consent(page, asked) {
        return Some(Refusal::Consent);
    }
    let tells = contains_words_of(entry, page);
    match () {
        () if page.signs.asks_for_password && !tells => Some(Refusal::Login),
        () if has_title_of(page, MISSING) => Some(Refusal::Missing),
        () if tells && !is_above(&page.url, asked) => None,
        () => Some(Refusal::OtherArticle),
    }
}

/// Why a page that a person asked for is no article; `None` where it may be one.
pub(super) fn refusal_alone(asked: &WebUrl, page: &FetchedPage) -> Option<Refusal> {
    if is_front(&page.url) && !is_front(asked) {
        return Some(Refusal::FrontPage);
    }
    if asks_for_consent(page, asked) {
        return Some(Refusal::Consent);
    }
    match page.article.body.word_count() {
        LONG.. => None,
        _ if has_title_of(page, CHALLENGES) => Some(Refusal::Challenge),
        _ if page.signs.asks_for_password => Some(Refusal::Login),
        _ if has_title_of(page, MISSING) => Some(Refusal::Missing),
        _ => None,
    }
}

fn has_title_of(page: &FetchedPage, known: &[&str]) -> bool {
    page.signs.names.iter().any(|name| begins_with_any(name, known))
}

/// Whether a consent notice was sent instead of a page: by its host, its path or its title.
fn asks_for_consent(page: &FetchedPage, asked: &WebUrl) -> bool {
    let says = |url: &WebUrl| {
        url.host().starts_with("consent.")
            || url.path().split('/').any(|part| matches!(part, "consent" | "collectConsent" | "cookiewall"))
    };
    says(&page.url) && !says(asked) || page.article.body.word_count() < LONG && has_title_of(page, CONSENT)
}

fn is_front(url: &WebUrl) -> bool {
    url.path() == "/" && !url.as_str().contains('?')
}

/// Whether an address is that of a section above another: its list may repeat the teaser.
fn is_above(url: &WebUrl, other: &WebUrl) -> bool {
    let depth = |url: &WebUrl| url.path().split('/').filter(|part| !part.is_empty()).count();
    url.host_without_www() == other.host_without_www() && depth(url) < depth(other)
}

fn begins_with_any(name: &str, known: &[&str]) -> bool {
    let name = folded_words(name).join(" ");
    known.iter().any(|start| {
        let start = folded_words(start).join(" ");
        name.strip_prefix(&start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            || name.ends_with(&format!(" {start}"))
    })
}

/// Whether a page has the entry's headline in its titles, apart from the publication's name.
fn is_named_like(entry: &Article, page: &FetchedPage) -> bool {
    let publication: HashSet<String> =
        entry.publication.iter().flat_map(|name| folded_words(name.as_str())).collect();
    let all = terms(entry.headline.as_str(), 1);
    let own: HashSet<&String> = all.iter().filter(|word| !publication.contains(*word)).collect();
    let wanted = if own.is_empty() { all.iter().collect() } else { own };
    let names = page.signs.names.iter().map(String::as_str).chain([page.article.headline.as_str()]);
    names.into_iter().any(|name| {
        let told = terms(name, 1);
        let shared = wanted.iter().filter(|word| told.contains(**word)).count();
        shared > 0 && shared * 2 >= wanted.len()
    })
}

/// Whether the text of a page contains the entry's words: its headline, or most of its teaser.
fn contains_words_of(entry: &Article, page: &FetchedPage) -> bool {
    let body = page.article.body.to_plain();
    let headline = folded_words(entry.headline.as_str());
    let text = format!(" {} ", folded_words(&body).join(" "));
    if headline.len() >= FEWEST_SHARED && text.contains(&format!(" {} ", headline.join(" "))) {
        return true;
    }
    let standfirst = entry.standfirst.as_ref().map(ToString::to_string).unwrap_or_default();
    let teaser = terms(&format!("{standfirst}\n{}", entry.body.to_plain()), SHORTEST_WORD);
    let told = terms(&body, SHORTEST_WORD);
    let shared = teaser.intersection(&told).count();
    shared >= FEWEST_SHARED && shared * 10 >= teaser.len() * 6
}

/// The words of a text with at least so many letters; of scripts without spaces, pairs of characters.
fn terms(text: &str, shortest: usize) -> HashSet<String> {
    let words = folded_words(text);
    let is_character = |word: &String| word.chars().all(is_unspaced);
    let pairs = words.windows(2).filter(|pair| pair.iter().all(is_character)).map(<[String]>::concat);
    let whole = words.iter().filter(|word| !is_character(word) && word.chars().count() >= shortest).cloned();
    pairs.chain(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Block, Body, Text};

    fn at(address: &str) -> WebUrl {
        WebUrl::parse(address).unwrap()
    }

    fn telling(headline: &str, words: &str) -> Article {
        let body = Body(vec![Block::Paragraph { text: Text::plain(words) }]);
        Article {
            headline: headline.into(),
            publication: Some("Quay News".into()),
            body,
            ..Article::default()
        }
    }

    fn judged(title: &str, words: &str, at: &str) -> Option<Refusal> {
        judged_with(title, words, at, false)
    }

    fn judged_with(title: &str, words: &str, place: &str, asks_for_password: bool) -> Option<Refusal> {
        let entry = telling("Ferries return to the quay", "Short teaser of the harbour story about ferries…");
        let signs = PageSigns { names: vec![title.to_owned()], asks_for_password };
        let page = FetchedPage { url: at(place), article: telling(title, words), signs };
        refusal(&entry, &at("https://quay.example/2026/ferries"), &page)
    }

    const HERE: &str = "https://quay.example/2026/ferries";

    #[test]
    fn a_page_is_the_article_where_it_has_its_headline_or_the_words_of_its_teaser() {
        assert_eq!(judged("Ferries return | Quay News", "All of it.", HERE), None);
        assert_eq!(
            judged("Boats are back", "The teaser of the harbour story, and then ferries.", HERE),
            None
        );
        assert_eq!(judged("Quay News", "Ferries return to the quay. Other words.", HERE), None);
        assert_eq!(judged("Quay News", "Other stories entirely.", HERE), Some(Refusal::OtherArticle));
        // A publication may show a login form beside the article.
        assert_eq!(judged_with("Ferries return", "All of it.", HERE, true), None);
    }

    #[test]
    fn pages_in_place_of_an_article_are_refused_by_kind() {
        let at_home = "https://quay.example/";

        assert_eq!(judged("Just a moment...", "Enable cookies.", HERE), Some(Refusal::Challenge));
        assert_eq!(judged("Quay | Attention Required", "Enable cookies.", HERE), Some(Refusal::Challenge));
        assert_eq!(judged_with("Welcome", "Your name.", HERE, true), Some(Refusal::Login));
        assert_eq!(judged("Page not found – Quay", "Sorry.", HERE), Some(Refusal::Missing));
        assert_eq!(judged("Ferries return to the quay", "It.", at_home), Some(Refusal::FrontPage));
    }

    #[test]
    fn a_page_that_a_person_asks_for_is_refused_where_something_stands_in_its_place() {
        let asked = at(HERE);
        let came = |title: &str, words: &str, place: &str, asks_for_password: bool| {
            let signs = PageSigns { names: vec![title.to_owned()], asks_for_password };
            refusal_alone(&asked, &FetchedPage { url: at(place), article: telling(title, words), signs })
        };

        assert_eq!(came("Just a moment...", "Enable cookies.", HERE, false), Some(Refusal::Challenge));
        assert_eq!(came("Quay News", "Log in to go on.", HERE, true), Some(Refusal::Login));
        assert_eq!(came("Before you continue", "We use cookies.", HERE, false), Some(Refusal::Consent));
        let notice = "https://consent.quay.example/v2?continue=x";
        assert_eq!(came("Quay News", "We use cookies.", notice, false), Some(Refusal::Consent));
        assert_eq!(came("Page not found", "Sorry.", HERE, false), Some(Refusal::Missing));
        assert_eq!(came("Quay News", "All of it.", "https://quay.example/", false), Some(Refusal::FrontPage));
        assert_eq!(came("Access denied: a report", &"All of it. ".repeat(99), HERE, true), None);
        assert_eq!(came("Ferries return", "All of it.", HERE, false), None);
    }

    #[test]
    fn a_section_that_repeats_the_teaser_is_not_the_article() {
        let words = "Short teaser of the harbour story about ferries. Another teaser of another story.";

        assert_eq!(judged("News", words, "https://quay.example/news"), Some(Refusal::OtherArticle));
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_pairs_of_characters() {
        let entry = telling("渡轮今天恢复运营", "…");
        let page = |title: &str| FetchedPage {
            url: at(HERE),
            article: telling(title, "正文"),
            signs: PageSigns { names: vec![title.to_owned()], asks_for_password: false },
        };

        assert_eq!(refusal(&entry, &at(HERE), &page("渡轮今天恢复运营_码头新闻")), None);
        assert_eq!(refusal(&entry, &at(HERE), &page("码头新闻首页")), Some(Refusal::OtherArticle));
    }
}
