//! The headline: the visible heading that the page's data confirm.
//!
//! Measured on annotated news, a heading of the first level is right more often than the page's data; but it
//! may name the site, be in a breadcrumb trail, or say too little without the page around it.

use crate::domain::{Prose, normalised_headline};
use crate::extract::{references, words};

use super::facts::Facts;
use super::site::{Site, TITLE_SEPARATORS, last_part, letters, without_end, without_last_part};

/// Sources of the headline in the page's data.
const DECLARED_SOURCES: &[&str] = &[
    "ld:headline",
    "og:title",
    "twitter:title",
    "meta:title",
    "meta:dc.title",
    "meta:parsely-title",
    "meta:sailthru.title",
];

/// Most words of a heading that may be the name of the site, and of a kicker before a headline.
const SITE_WORDS: usize = 5;
const KICKER_WORDS: usize = 4;

/// Words from which a line can only be a headline, and most words of a headline.
const SENTENCE: usize = 4;
const LONGEST: usize = 40;

/// The headlines in the page's data, without the name of the site.
struct DeclaredHeadlines {
    lines: Vec<String>,
    /// The title of the page, without a last part that may be the site.
    title: Option<String>,
}

impl DeclaredHeadlines {
    fn of(facts: &Facts, site: &Site) -> Self {
        let title = facts.first(&["title"]);
        let end = title.as_ref().map_or("", |title| last_part(title.as_str()));
        let line = |line: &String| without_end(site.cut_from(line.trim()), end).to_owned();
        let lines = facts.all(DECLARED_SOURCES).iter().map(line).collect();
        let title = title.map(|title| site.cut_from(without_last_part(title.as_str())).to_owned());
        Self { lines, title }
    }

    /// The headline by the data alone.
    fn named(&self) -> Option<&String> {
        self.lines.first().or(self.title.as_ref())
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.lines.iter().chain(&self.title)
    }

    /// The number of data that have these words.
    fn count(&self, words: &str) -> usize {
        self.all().filter(|told| is_same(told, words)).count()
    }

    /// Whether the data have a heading word for word; a title may continue after it: "Rain falls (Ana Ruiz)".
    fn has(&self, heading: &str) -> bool {
        let heading = normalised_headline(heading);
        let goes_on = |told: &str| {
            told.strip_prefix(heading.as_str()).is_some_and(|rest| rest.starts_with(' '))
                && words::count(&heading) >= 3
        };
        !heading.is_empty()
            && self.all().map(|told| normalised_headline(told)).any(|told| told == heading || goes_on(&told))
    }
}

/// The headline of a page.
pub fn of(facts: &Facts, site: &Site) -> Option<Prose> {
    let told = DeclaredHeadlines::of(facts, site);
    let shown = shown(facts, site, &told).map(|heading| site.cut_from(&heading).to_owned());
    let fuller = shown.as_ref().and_then(|shown| fuller(shown, &told));
    let found = fuller.or(shown).or_else(|| told.named().cloned());
    let found = found.or_else(|| facts.all(&["item:headline", "h1", "h1:crumb"]).first().cloned())?;
    let found = without_kicker(&found, &told);
    let headline = site.cut_from(&found);
    Prose::non_empty(references::encoded_once(headline).as_deref().unwrap_or(headline))
}

/// The heading that is the headline: the one that the data have word for word, else the first that shares
/// words with them. A heading in a breadcrumb trail comes last, after a lower heading that the data have.
fn shown(facts: &Facts, site: &Site, told: &DeclaredHeadlines) -> Option<String> {
    let title = facts.first(&["title"]).unwrap_or_default();
    let may_be = |heading: &&String| {
        words::count(heading) <= LONGEST
            && (told.lines.iter().any(|told| is_same(told, heading))
                || !is_site(heading, site, title.as_str(), told.named()))
    };
    let (headings, lower, crumbs) = (facts.all(&["h1"]), facts.all(&["h2"]), facts.all(&["h1:crumb"]));
    let headings: Vec<&String> = headings.iter().filter(may_be).collect();
    let shares =
        |heading: &&String| told.named().is_none() || told.all().any(|told| share_words(heading, told));
    let word_for_word = headings.iter().find(|heading| told.has(heading)).copied();
    let told_below = || lower.iter().find(|line| told.lines.iter().any(|told| is_same(told, line)));
    let stands_alone = || headings.first().copied().filter(|line| words::count(line) > SENTENCE);
    let found = word_for_word
        .or_else(|| headings.iter().copied().find(|heading| shares(heading)))
        .or_else(told_below)
        .or_else(|| crumbs.iter().find(shares))
        .or_else(stands_alone);
    found.cloned()
}

/// The headline on which the page's title and another source agree, where the data lack the heading and it
/// has less than two thirds of their words: "Index funds".
fn fuller(shown: &str, told: &DeclaredHeadlines) -> Option<String> {
    let named = told.lines.first()?;
    let is_agreed = told.title.as_ref().is_some_and(|title| is_same(title, named));
    let before_end =
        TITLE_SEPARATORS.iter().filter_map(|mark| named.rsplit_once(mark)).map(|(start, _)| start);
    let sure = before_end.min_by_key(|start| start.len()).unwrap_or(named);
    let is_short = words::count(shown) * 3 <= words::count(sure) * 2;
    (is_agreed && is_short && !told.has(shown)).then(|| named.clone())
}

/// Whether a heading is the name of the site or of a part of it, as at the end of the page's title.
fn is_site(heading: &str, site: &Site, title: &str, named: Option<&String>) -> bool {
    let ends = TITLE_SEPARATORS.iter().filter_map(|mark| title.split_once(mark)).map(|(_, end)| letters(end));
    let is_last = || {
        words::count(heading) < SITE_WORDS
            && ends.max_by_key(String::len).is_some_and(|last| last.contains(&letters(heading)))
    };
    let is_first = || named.is_some_and(|named| letters(named).starts_with(&letters(heading)));
    site.is_named(heading) || !is_first() && is_last()
}

/// The headline without its kicker: "Premier League Liverpool loses at home", where the data have it without;
/// not where a colon joins the two, and more of the data have both.
fn without_kicker(shown: &str, told: &DeclaredHeadlines) -> String {
    let parted = told.all().find_map(|told| {
        let kicker = shown.strip_suffix(told.as_str())?;
        let is_kicker =
            (1..=KICKER_WORDS).contains(&words::count(kicker)) && words::count(told) >= KICKER_WORDS;
        (is_kicker && kicker.ends_with([' ', ':', '\u{a0}', '"', '“'])).then_some((kicker, told))
    });
    let is_apart = |(kicker, parted): &(&str, &String)| {
        !kicker.trim_end().ends_with(':') || told.count(parted) >= told.count(shown)
    };
    let found = parted.filter(is_apart).map_or(shown, |(_, parted)| parted.as_str());
    // A colon between two boxes may be drawn by the style, or left out.
    let joined = found.replace(" : ", ": ");
    let is_joined = |told: &&String| {
        **told == joined || told.contains(": ") && !joined.contains(": ") && is_same(told, &joined)
    };
    told.all().find(is_joined).map_or(found, String::as_str).to_owned()
}

fn is_same(one: &str, other: &str) -> bool {
    normalised_headline(one) == normalised_headline(other)
}

/// Whether half the words of one of two lines stand in the other.
pub fn share_words(one: &str, other: &str) -> bool {
    let (one, other) = (normalised_headline(one), normalised_headline(other));
    let stands_in = |line: &str, other: &str| {
        let all = line.split(' ').count();
        // A short word is within many longer ones.
        let is_whole = |word: &str| word.is_ascii() && word.len() < 4;
        let stands = |word: &&str| {
            if is_whole(word) { other.split(' ').any(|known| known == *word) } else { other.contains(word) }
        };
        all >= 2 && line.split(' ').filter(stands).count() * 2 >= all
    };
    stands_in(&one, &other) || stands_in(&other, &one)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::collection::facts_of;
    use super::*;

    fn headline(page: &str) -> String {
        let facts = facts_of(&Document::from(page));
        let site = Site::of(None).called(Some(&"The Paper".into()));
        of(&facts, &site).unwrap_or_default().to_string()
    }

    #[test]
    fn of_several_headings_the_declared_one_is_the_headline() {
        let told = "<meta property=og:title content='Rain in the old town'>";
        let headings = "<h1>Town and rain</h1><h1>Rain in the old town</h1>";

        assert_eq!(headline(&format!("{told}<body>{headings}")), "Rain in the old town");
    }

    #[test]
    fn a_heading_below_a_breadcrumb_heading_is_preferred() {
        let told = "<meta property=og:title content='Rain falls on the old town'>";
        let trail = "<nav><h1>Weather: rain on the old town falls again</h1></nav>";

        assert_eq!(
            headline(&format!("{told}<body>{trail}<h2>Rain falls on the old town</h2>")),
            "Rain falls on the old town"
        );
        assert_eq!(headline(&format!("{told}<body>{trail}")), "Weather: rain on the old town falls again");
    }

    #[test]
    fn a_heading_as_long_as_a_paragraph_is_no_headline() {
        let told = "<meta property=og:title content='Ten ways to read rain | The Paper'>";
        let long = "Learn how to read rain and wind and snow in the town where you live. ".repeat(5);

        assert_eq!(headline(&format!("{told}<body><h1>{long}</h1>")), "Ten ways to read rain");
    }

    #[test]
    fn a_heading_of_its_own_wording_is_the_headline_where_it_is_a_sentence() {
        let told = "<meta property=og:title content='Umbrellas and boots'>";

        assert_eq!(
            headline(&format!("{told}<body><h1>What to wear when it pours</h1>")),
            "What to wear when it pours"
        );
        assert_eq!(headline(&format!("{told}<body><h1>Our weather</h1>")), "Umbrellas and boots");
    }

    #[test]
    fn a_headline_on_which_title_and_open_graph_agree_is_preferred_to_a_short_heading() {
        let told = "<title>Index funds and how to buy them | The Paper</title>\
                    <meta property=og:title content='Index funds and how to buy them'>";

        assert_eq!(
            headline(&format!("{told}<body><h1>Buying funds</h1>")),
            "Index funds and how to buy them"
        );
    }

    #[test]
    fn a_kicker_is_cut_where_the_declared_headline_lacks_it() {
        let told = "<meta property=og:title content='River town loses at home'>";
        let with = "<title>Sport: River town loses at home</title><meta name=title content='Sport: River town loses at home'>";

        assert_eq!(
            headline(&format!("{told}<body><h1>Sport: River town loses at home</h1>")),
            "River town loses at home"
        );
        assert_eq!(
            headline(&format!("{told}{with}<body><h1><span>Sport</span> River town loses at home</h1>")),
            "River town loses at home"
        );
        assert_eq!(
            headline(
                "<meta property=og:title content='Sport: it is over'><body><h1><div>Sport</div>It is over</h1>"
            ),
            "Sport: it is over"
        );
        assert_eq!(
            headline(&format!("{told}{with}<body><h1>Sport: River town loses at home</h1>")),
            "Sport: River town loses at home"
        );
    }
}
