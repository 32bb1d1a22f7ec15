//! The lead image in the page's data, where it is a picture of the article and not the site's logo or card for sharing.

use dom_query::{Document, NodeRef};

use crate::domain::{Figure, WebUrl};
use crate::extract::dom;

use super::facts::Facts;
use super::site::{Site, letters};

/// Words in the file name of a picture that the site shares with every page.
const SHARED: &[&str] = &[
    "logo",
    "logos",
    "og",
    "opengraph",
    "social",
    "share",
    "sharing",
    "card",
    "default",
    "placeholder",
    "fallback",
    "favicon",
    "icon",
    "emblem",
    "avatar",
];

/// Words that say nothing of what is to be seen.
const EMPTY: &[&str] = &[
    "image",
    "img",
    "picture",
    "media",
    "facebook",
    "twitter",
    "site",
    "page",
    "subscribe",
    "meta",
    "graph",
    "open",
    "thumbnail",
    "thumb",
    "banner",
    "wide",
    "square",
    "large",
    "small",
    "medium",
    "dark",
    "light",
    "white",
    "black",
    "color",
    "colour",
    "brand",
    "header",
    "main",
];

/// Most letters of a word that may be an initial or a number of a version.
const SHORT: usize = 3;

/// The lead image. One of the site is left out, unless the text shows it as well.
pub fn of(
    facts: &Facts,
    document: &Document,
    site: &Site,
    headline: &str,
    base: Option<&WebUrl>,
) -> Option<Figure> {
    let addresses = facts.all(&["og:image", "ld:image", "twitter:image", "rel:image_src"]);
    let urls = addresses.iter().filter_map(|address| dom::resolve(address, base));
    let is_own = |url: &WebUrl| {
        !is_of_site(url, site, headline) || !is_of_theme(url) && is_shown(document, &file(url))
    };
    let url = urls.into_iter().find(is_own)?;
    let alt = facts.first(&["og:image:alt", "twitter:image:alt"]);
    Some(Figure { url: Some(url), alt, ..Figure::default() })
}

/// Whether a picture is the site's by the words of its address: a logo or a card for sharing.
fn is_of_site(url: &WebUrl, site: &Site, headline: &str) -> bool {
    let file = file(url);
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let words: Vec<&str> =
        stem.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let about = letters(headline);
    let is_empty = |word: &&str| {
        let is_name = || site.is_part_of_name(word) && !about.contains(*word);
        word.len() <= SHORT || SHARED.contains(word) || EMPTY.contains(word) || is_name()
    };
    let is_named = words.iter().any(|word| SHARED.contains(word)) && words.iter().all(is_empty);
    // A card for sharing (`og-…`) belongs to the article where its file name has a word of the headline.
    let is_card =
        words.first() == Some(&"og") && !words.iter().any(|word| word.len() > SHORT && about.contains(*word));
    is_of_theme(url) || is_named || is_card || site.is_label(stem)
}

/// Whether a picture is a part of the layout.
fn is_of_theme(url: &WebUrl) -> bool {
    url.path().split('/').any(|part| matches!(part, "themes" | "theme"))
}

/// Whether the page shows a file outside of its frame and of links to the home page.
fn is_shown(document: &Document, file: &str) -> bool {
    let is_frame = |around: &NodeRef<'_>| {
        matches!(&*dom::name(around), "header" | "nav" | "footer" | "aside")
            || around.has_name("a") && around.attr("href").is_some_and(|address| &*address == "/")
            || dom::label(around).contains("logo")
    };
    let root = document.root();
    let mut images = root.descendants_it().filter(dom::is_image);
    images.any(|image| {
        let addresses = dom::image_addresses(&image);
        addresses.iter().any(|address| file_of(address) == file) && !dom::within(&image, is_frame)
    })
}

fn file(url: &WebUrl) -> String {
    file_of(url.as_str())
}

/// The file name in an address, in lower case; that of the inner one, where a service resizes another's picture.
fn file_of(address: &str) -> String {
    let lower = address.to_lowercase().replace("%2f", "/").replace("%3f", "?");
    let parts = lower.split(['/', '?', '&']).rev();
    let is_file = |part: &&str| {
        [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"].iter().any(|end| part.ends_with(end))
    };
    let mut files = parts.filter(is_file);
    files.next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;
    use crate::extract::prose::Lines;

    fn lead(address: &str, body: &str) -> Option<String> {
        let page = format!(
            "<link rel=canonical href=https://rivertown-herald.example/a><meta property=og:site_name content='Rivertown Herald'>\
             <meta property=og:image content='{address}'><meta property=og:image content='https://rivertown-herald.example/flood.jpg'>\
             <body><h1>A card for the river</h1>{body}"
        );
        let document = Document::from(page);
        let article = of(&document, &Lines::of(&document), None);
        Some(article.lead_image?.url?.path().to_owned())
    }

    #[test]
    fn a_logo_and_a_card_of_the_site_are_no_lead_image() {
        for site in [
            "/logo.png",
            "/rivertown-logo-200.png",
            "/img/CB_og-image_v1.png",
            "/og-dashboard.png",
            "/social-wide.jpg",
            "/default2.jpg",
            "/themes/new/town.jpg",
            "/rivertown-herald.jpg",
            "/$s_!w_300/https%3A%2F%2Fa.example%2Fsubscribe-card.jpg%3Fv%3D1",
        ] {
            assert_eq!(lead(site, "").as_deref(), Some("/flood.jpg"), "{site}");
        }
        for own in
            ["/town-with-no-logo-left.png", "/bright_ice_social.jpg", "/og-river.jpg", "/social/IMG_4400.jpg"]
        {
            assert_eq!(lead(own, "").as_deref(), Some(own), "{own}");
        }
    }

    #[test]
    fn a_picture_of_a_logo_that_the_text_shows_is_the_articles() {
        assert_eq!(lead("/logo.png", "<p><img src=/logo.png></p>").as_deref(), Some("/logo.png"));
        assert_eq!(lead("/logo.png", "<header><img src=/logo.png></header>").as_deref(), Some("/flood.jpg"));
    }
}
