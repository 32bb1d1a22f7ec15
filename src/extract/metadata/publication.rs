//! The publication, by the name it gives itself.

use crate::domain::Prose;
use crate::extract::{byline, words};

use super::facts::Facts;
use super::site::{Site, TITLE_SEPARATORS, letters};

/// Most words of a name; a longer text is a slogan.
const WORDS: usize = 6;

/// Sources of a site's name, the surest first.
const NAMES: &[&str] = &["og:site_name", "ld:publisher"];
const OTHERS: &[&str] =
    &["meta:application-name", "meta:publisher", "meta:dc.publisher", "meta:apple-mobile-web-app-title"];

/// The name of the site. A name that matches the host is surer, since an agency, a platform or a section may
/// stand in the place of the site's name. Of two spellings of one name the fuller is taken.
pub fn of(facts: &Facts, site: &Site) -> Option<Prose> {
    let told = |sources: &[&str]| -> Vec<String> {
        facts.all(sources).iter().filter_map(|name| name_in(name, site)).collect()
    };
    let (names, others) = (told(NAMES), told(OTHERS));
    let of_title = parts_of_title(facts);
    let home: Vec<String> = facts
        .all(&["home"])
        .iter()
        .filter_map(|name| name_in(without_logo(name), site))
        .map(|name| without_logo(&name).to_owned())
        .collect();
    let in_host = |is_company: bool| {
        let all = names.iter().chain(&others).chain(&of_title);
        all.into_iter().find(|name| site.is_in_host(name) && is_of_company(name) == is_company)
    };
    let in_host = || in_host(false).or_else(|| in_host(true));
    let titled = || of_title.iter().find(|part| home.iter().any(|name| letters(name) == letters(part)));
    let found = in_host().or_else(|| names.first()).or_else(|| others.first()).or_else(titled);
    let spelt = found.map(|found| spelt(found, site, names.iter().chain(&others).chain(&of_title)));
    let at_home =
        || home.iter().find(|name| site.is_in_host(name) && !site.is_host(name)).map(String::as_str);
    let is_address = |name: &&str| site.is_host(name) && !name.contains(char::is_uppercase);
    let best = spelt.filter(|name| !is_address(name)).or_else(at_home);
    best.or(spelt).or(site.host.as_deref()).and_then(Prose::non_empty)
}

/// A name without its slogan; `None` for an address.
fn name_in(name: &str, site: &Site) -> Option<String> {
    let name = name.trim().trim_end_matches(['-', '|', '–', ' ']);
    let name = without_more(name, site);
    let first =
        TITLE_SEPARATORS.iter().filter_map(|mark| name.split_once(mark)).map(|(first, _)| first.trim());
    let first = first.min_by_key(|first| first.len());
    let without = first.filter(|first| site.is_in_host(first) || words::count(name) > WORDS).unwrap_or(name);
    (!without.is_empty() && !without.contains("://")).then(|| without.to_owned())
}

/// The words of a link to the home page without those for its picture: "The Paper logo".
fn without_logo(name: &str) -> &str {
    let name = name.trim_end_matches(['.', ' ']);
    let is_logo = |word: &str| ["logo", "home", "homepage", "page"].contains(&word.to_lowercase().as_str());
    match name.rsplit_once([' ', '-']) {
        Some((rest, last)) if is_logo(last) => without_logo(rest),
        _ => name,
    }
}

/// Words in the name of a company that publishes, after that of the publication.
const COMPANIES: &[&str] = &[
    "gmbh",
    "ag",
    "kg",
    "inc",
    "inc.",
    "ltd",
    "ltd.",
    "llc",
    "publishing",
    "group",
    "corporation",
    "verlag",
    "s.a.",
    "s.r.l.",
];

/// Whether a name is that of a company.
fn is_of_company(name: &str) -> bool {
    name.split([' ', ',']).any(|word| COMPANIES.contains(&word.to_lowercase().as_str()))
}

/// A name that matches the host, without the company after it, and without the word "Website".
fn without_more<'name>(name: &'name str, site: &Site) -> &'name str {
    let before_company = name.split_once(", ").filter(|(_, rest)| is_of_company(rest)).map(|(name, _)| name);
    let plain = before_company.or_else(|| name.strip_suffix(" Website"));
    plain.filter(|plain| site.is_in_host(plain)).unwrap_or(name)
}

/// The first and the last part of the page's title, where they are short enough to be a name.
fn parts_of_title(facts: &Facts) -> Vec<String> {
    let titles = facts.all(&["title", "og:title"]);
    let parts = titles.iter().flat_map(|title| {
        let last = TITLE_SEPARATORS.iter().filter_map(|mark| title.rsplit_once(mark)).map(|(_, last)| last);
        let first = TITLE_SEPARATORS.iter().filter_map(|mark| title.split_once(mark)).map(|(first, _)| first);
        last.chain(first)
    });
    let is_name = |part: &&str| words::count(part) < WORDS && byline::strip_by(part).is_none();
    parts.filter(is_name).map(|part| part.trim().to_owned()).collect()
}

/// The fullest spelling of a name that matches its host: "Metro News" for `metronews` and
/// `metronews.example`.
fn spelt<'name>(
    name: &'name String,
    site: &Site,
    mut all: impl Iterator<Item = &'name String>,
) -> &'name str {
    let is_plain = |name: &str| !name.contains(' ') && !name.contains(char::is_uppercase);
    let is_longer =
        |other: &str| is_plain(name) && letters(other).starts_with(&letters(name)) && site.is_in_host(other);
    let is_fuller = |other: &&String| {
        !is_plain(other) && (is_longer(other) || !site.is_host(other) && site.is_label(other))
    };
    if is_plain(name) || site.is_host(name) { all.find(is_fuller).unwrap_or(name) } else { name }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::collection::facts_of;
    use super::*;
    use crate::domain::WebUrl;

    fn publication(head: &str) -> Option<String> {
        publication_at("https://www.rivertown-herald.example/a", head)
    }

    fn publication_at(address: &str, head: &str) -> Option<String> {
        let url = WebUrl::parse(address).ok();
        of(&facts_of(&Document::from(head)), &Site::of(url.as_ref())).map(|name| name.to_string())
    }

    #[test]
    fn a_publication_is_called_as_it_writes_itself() {
        let site_name = |name: &str| format!("<meta property=og:site_name content='{name}'>");
        let title = "<title>Rain falls - Rivertown Herald</title>";

        assert_eq!(publication(&site_name("Rivertown Herald")).as_deref(), Some("Rivertown Herald"));
        assert_eq!(
            publication(&format!("{}{title}", site_name("Weather"))).as_deref(),
            Some("Rivertown Herald")
        );
        assert_eq!(
            publication(&format!("{}{title}", site_name("rivertownherald"))).as_deref(),
            Some("Rivertown Herald")
        );
        assert_eq!(
            publication(&site_name("Rivertown Herald - News and weather of the valley")).as_deref(),
            Some("Rivertown Herald")
        );
        assert_eq!(
            publication(&format!("{}{title}", site_name("Rivertown-Herald.example"))).as_deref(),
            Some("Rivertown Herald")
        );
        assert_eq!(publication(&site_name("Hill Post")).as_deref(), Some("Hill Post"));
        // A top-level domain that the name has after a dot is a part of it.
        assert_eq!(
            publication(&format!("{}{title}", site_name("Rivertown Herald.example"))).as_deref(),
            Some("Rivertown Herald.example")
        );
        assert_eq!(
            publication(&site_name("https://herald.example")).as_deref(),
            Some("rivertown-herald.example")
        );
    }

    #[test]
    fn the_company_is_not_the_publication() {
        let head = "<meta property=og:site_name content=herald><meta name=publisher content='herald, Hill Press GmbH, Rivertown'>";
        assert_eq!(publication_at("https://herald.example/a", head).as_deref(), Some("herald"));
        let head = "<meta property=og:site_name content='Herald Publishing Group'><meta name=application-name content=Herald>";
        assert_eq!(publication_at("https://herald.example/a", head).as_deref(), Some("Herald"));
        let head = "<meta name=application-name content='herald24 Website'>";
        assert_eq!(publication_at("https://herald24.example/a", head).as_deref(), Some("herald24"));
    }

    #[test]
    fn the_link_to_the_home_page_names_a_site_without_any_other_name() {
        let head = "<title>Rain falls | Playful Rain</title>";
        let home = "<body><a href=index.html><b>Playful Rain</b></a>";

        assert_eq!(
            of(&facts_of(&Document::from(format!("{head}{home}"))), &Site::default()),
            Some("Playful Rain".into())
        );
        assert_eq!(of(&facts_of(&Document::from(head)), &Site::default()), None);
        let logo = "<body><a href=/><img alt='Hill Post Logo' src=a.png></a>";
        assert_eq!(publication_at("https://hillpost.example/a", logo).as_deref(), Some("Hill Post"));
    }

    #[test]
    fn a_name_written_as_the_domain_of_its_host_gives_way_to_the_name() {
        let head = "<meta property=og:site_name content=Herald.example><title>Rain falls - Herald</title>";

        assert_eq!(publication_at("https://next.herald.example/a", head).as_deref(), Some("Herald"));
    }
}
