//! What a page says about its article: in JSON-LD, in meta elements, and where a reader sees it.
//!
//! Each fact has a cascade of its own, the surest source first. What no source says stays unknown.

mod collection;
mod days;
mod facts;
mod json_ld;
mod opening;
mod visible;

use dom_query::Document;

use crate::domain::{Article, Author, Block, Figure, Language, Prose, WebUrl, normalised_headline};

use super::prose::Lines;
use super::{byline, language, words};
use collection::facts_of;
use facts::Facts;

/// All that the page tells about its article, its text and its links aside.
pub fn of(document: &Document, lines: &Lines, address: Option<&WebUrl>) -> Article {
    let facts = facts_of(document);
    let url = url(&facts, address);
    let language = declared_language(&facts);
    let publication = publication(&facts, url.as_ref());
    let headline = headline(&facts, publication.as_ref()).unwrap_or_default();
    let opening = opening::of(lines, headline.as_str());
    let shown = opening.day(language.as_ref());
    let published = days::published(&facts, document, shown, language.as_ref(), url.as_ref());
    Article {
        byline: authors(&facts, headline.as_str(), publication.as_ref(), url.as_ref(), &opening),
        headline,
        standfirst: standfirst(&facts),
        section: section(&facts, [publication.as_ref().map(Prose::as_str), url.as_ref().map(WebUrl::site)]),
        topics: topics(&facts),
        published,
        updated: days::updated(&facts, language.as_ref(), published),
        lead_image: lead_image(&facts, url.as_ref()),
        language,
        publication,
        url,
        ..Article::default()
    }
}

/// The division of the paper. Some pages name the paper itself there or what kind of page they are, and some
/// all the lists they stand in.
fn section(facts: &Facts, paper: [Option<&str>; 2]) -> Option<Prose> {
    let is_telling = |name: &Prose| {
        let is_kind = ["post", "article", "page"].contains(&name.as_str().to_lowercase().as_str());
        let is_paper = |paper: &str| letters(name.as_str()) == letters(paper);
        !is_kind && !paper.into_iter().flatten().any(is_paper)
    };
    let told = facts.all(&["ld:articleSection", "article:section", "meta:section"]);
    let found = told.iter().filter_map(|name| Prose::non_empty(name)).find(is_telling)?;
    let is_list = words::count(found.as_str()) > SECTION_WORDS;
    let first = is_list.then(|| found.as_str().split(", ").next().and_then(Prose::non_empty)).flatten();
    first.or(Some(found))
}

/// Words of the name of a section; what is longer is a list of them.
const SECTION_WORDS: usize = 6;

/// Where relative addresses of the page begin.
pub fn base(document: &Document, url: Option<&WebUrl>) -> Option<WebUrl> {
    let declared = document.base_uri().and_then(|declared| match url {
        Some(url) => url.join(&declared).ok(),
        None => WebUrl::parse(&declared).ok(),
    });
    declared.or_else(|| url.cloned())
}

/// Fills what only the text can tell: its language, and a headline where the page has none; and drops a
/// standfirst that says nothing but what stands beside it.
pub fn complete_from_body(article: &mut Article) {
    if article.language.is_none() {
        article.language = language::of(&article.body);
    }
    if article.headline.is_empty() {
        article.headline = words::first_words(&article.body).unwrap_or_default();
    }
    let paragraphs = article.body.blocks().iter().filter(|block| matches!(block, Block::Paragraph { .. }));
    let opening: Vec<String> =
        paragraphs.take(OPENING).map(|block| normalised_headline(&block.to_plain())).collect();
    let headline = &article.headline;
    let bios = &article.byline;
    article.standfirst.take_if(|standfirst| {
        standfirst == headline
            || standfirst.as_str().ends_with(['…', '‥'])
            || standfirst.as_str().ends_with("...")
            || bios.iter().any(|author| author.bio.as_ref() == Some(standfirst))
            || is_told_again(standfirst.as_str(), &opening)
    });
}

/// Paragraphs of a text among which its standfirst may stand again.
const OPENING: usize = 4;

/// Whether a standfirst is but the beginning of the text, or one of its first paragraphs; both may be written
/// with other dashes and quotation marks.
fn is_told_again(standfirst: &str, opening: &[String]) -> bool {
    let standfirst = normalised_headline(standfirst);
    let begin: String = standfirst.chars().take(TELLING).collect();
    let is_first = |paragraph: &String| !paragraph.is_empty() && standfirst.starts_with(paragraph.as_str());
    let is_within = |paragraph: &String| {
        if begin.chars().count() < TELLING {
            paragraph.starts_with(&standfirst)
        } else {
            paragraph.contains(&begin)
        }
    };
    opening.iter().any(is_within) || opening.first().is_some_and(is_first)
}

/// Characters of a standfirst that tell it from any other sentence.
const TELLING: usize = 45;

/// A heading of the first level is what a reader sees, where the page's own title knows its words;
/// measured on annotated news it is right more often than what pages tell machines.
fn headline(facts: &Facts, publication: Option<&Prose>) -> Option<Prose> {
    let told = [
        "ld:headline",
        "og:title",
        "twitter:title",
        "meta:title",
        "meta:dc.title",
        "meta:parsely-title",
        "meta:sailthru.title",
    ];
    let named = facts.first(&told).or_else(|| without_last_part(&facts.first(&["title"])?));
    let headings = facts.all(&["h1"]);
    let title = facts.first(&["title"]).unwrap_or_default();
    let is_site = |heading: &str| {
        let last =
            PARTING.iter().filter_map(|mark| title.as_str().split_once(mark)).map(|(_, end)| letters(end));
        let is_last = || {
            words::count(heading) < SITE_WORDS
                && last.max_by_key(String::len).is_some_and(|last| last.contains(&letters(heading)))
        };
        let is_first =
            || named.as_ref().is_some_and(|named| letters(named.as_str()).starts_with(&letters(heading)));
        publication.is_some_and(|site| letters(heading) == letters(site.as_str())) || !is_first() && is_last()
    };
    let all_told = facts.all(&told);
    let is_told = |heading: &&String| {
        let is_said = || all_told.iter().any(|told| share_words(heading, told));
        !is_site(heading)
            && named.as_ref().is_none_or(|named| share_words(heading, named.as_str()) || is_said())
    };
    let shown = headings.iter().find(is_told).and_then(|heading| Prose::non_empty(heading));
    let found = shown.or(named).or_else(|| facts.first(&["item:headline", "h1"]));
    let found = found.map(|found| without_kicker(&found, &all_told));
    found.map(|found| without_site(&found, publication))
}

/// Words of a heading that may be the name of the site, and of a kicker before a headline.
const SITE_WORDS: usize = 5;
const KICKER_WORDS: usize = 4;

/// "Premier League Liverpool loses at home": where the page tells machines the headline without what stands above it,
/// it is the headline.
fn without_kicker(shown: &Prose, told: &[String]) -> Prose {
    let parted = told.iter().find_map(|told| {
        let told = told.trim();
        let kicker = shown.as_str().strip_suffix(told)?;
        let is_kicker =
            (1..=KICKER_WORDS).contains(&words::count(kicker)) && words::count(told) >= KICKER_WORDS;
        (is_kicker && kicker.ends_with([' ', ':', '\u{a0}'])).then(|| Prose::trimmed(told))
    });
    let found = parted.unwrap_or_else(|| shown.clone());
    let joined = found.as_str().replace(" : ", ": ");
    if told.iter().any(|told| told.trim() == joined) { Prose::trimmed(&joined) } else { found }
}

/// Whether half the words of one of two lines stand in the other.
fn share_words(one: &str, other: &str) -> bool {
    let (one, other) = (normalised_headline(one), normalised_headline(other));
    let stands_in = |line: &str, other: &str| {
        let all = line.split(' ').count();
        // A short word stands within many longer ones.
        let is_whole = |word: &str| word.is_ascii() && word.len() < 4;
        let stands = |word: &&str| {
            if is_whole(word) { other.split(' ').any(|known| known == *word) } else { other.contains(word) }
        };
        all >= 2 && line.split(' ').filter(stands).count() * 2 >= all
    };
    stands_in(&one, &other) || stands_in(&other, &one)
}

/// Marks between a headline and what a page's title says after it.
const PARTING: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];

/// The title of a page without its last part, where that is short beside the rest: the site.
fn without_last_part(title: &Prose) -> Option<Prose> {
    let parts = PARTING.iter().filter_map(|mark| title.as_str().rsplit_once(mark));
    let is_site = |(start, end): &(&str, &str)| {
        words::count(start) >= 4 && words::count(end) <= 4 && end.starts_with(char::is_alphanumeric)
    };
    let cut = parts.filter(is_site).max_by_key(|(start, _)| start.len());
    Prose::non_empty(cut.map_or(title.as_str(), |(start, _)| start))
}

fn without_site(headline: &Prose, publication: Option<&Prose>) -> Prose {
    let text = headline.as_str();
    let parted = PARTING.iter().filter_map(|mark| text.rsplit_once(mark));
    let site = publication.map(|name| name.as_str().to_lowercase());
    let is_site = |end: &str| {
        site.as_ref().is_some_and(|site| {
            let end = end.to_lowercase();
            end == *site || site.starts_with(&end) || end.starts_with(site.as_str())
        })
    };
    let mut cuts = parted.filter(|(start, end)| is_site(end.trim()) && words::count(start) >= 2);
    cuts.next().map_or_else(|| headline.clone(), |(start, _)| Prose::trimmed(start))
}

fn standfirst(facts: &Facts) -> Option<Prose> {
    facts
        .first(&[
            "visible:standfirst",
            "og:description",
            "meta:description",
            "twitter:description",
            "ld:description",
        ])
        .filter(|text| words::count(text.as_str()) >= 3)
}

fn authors(
    facts: &Facts,
    headline: &str,
    publication: Option<&Prose>,
    url: Option<&WebUrl>,
    opening: &opening::Opening<'_>,
) -> Vec<Author> {
    let sources = [
        "ld:author",
        "meta:author",
        "article:author",
        "og:article:author",
        "meta:byl",
        "meta:dc.creator",
        "meta:citation_author",
        "meta:parsely-author",
        "meta:sailthru.author",
        "item:author",
        "rel:author",
        "visible:byline",
    ];
    let lists = sources.iter().map(|source| {
        // What is shown may be shown again beside other stories.
        let is_shown = ["item:", "rel:", "visible:"].iter().any(|kind| source.starts_with(kind));
        let lines = if is_shown {
            facts.first_below(headline, source).map(str::to_owned).into_iter().collect()
        } else {
            facts.all(&[source])
        };
        let mut authors: Vec<Author> = Vec::new();
        for author in lines.iter().flat_map(|line| byline::authors(line)) {
            if !authors.contains(&author) && is_author(author.name.as_str()) {
                authors.push(author);
            }
        }
        authors
    });
    // "Ana Ruiz, The Paper Business": beside a person, the paper is where they work.
    let is_paper = |author: &Author| is_paper(author.name.as_str(), publication, url);
    let mut lists: Vec<Vec<Author>> =
        lists.chain([opening.authors()]).filter(|list| !list.is_empty()).collect();
    let of_person =
        lists.iter().position(|list| !list.iter().all(|author| is_paper(author) || is_handle(author)));
    let mut found = match of_person {
        Some(at) => lists.swap_remove(at),
        None => lists.into_iter().next().unwrap_or_default(),
    };
    if !found.iter().all(is_paper) {
        found.retain(|author| !is_paper(author));
    }
    found
}

/// Whether a text names somebody: an address of mail names nobody.
fn is_author(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.contains('@') && !name.contains("{{")
}

/// Whether a name is what somebody is called by a program, one word without a capital, or no name: "our newsroom".
fn is_handle(author: &Author) -> bool {
    let name = author.name.as_str();
    let is_small = name.chars().all(|letter| letter.is_ascii_lowercase() || !letter.is_alphabetic());
    let is_particle = ["von ", "van ", "de ", "da ", "di ", "el ", "al-", "bin ", "ten "]
        .iter()
        .any(|word| name.starts_with(word));
    is_small && !name.contains(' ')
        || name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.contains(' ') && !is_particle
}

/// Whether a name is the paper's, however it is written.
fn is_paper(name: &str, publication: Option<&Prose>, url: Option<&WebUrl>) -> bool {
    let name = letters(name);
    let is_of = |paper: &str| {
        let paper = letters(paper);
        !paper.is_empty()
            && (name.starts_with(&paper) || name.chars().count() > 2 && paper.starts_with(&name))
    };
    publication.is_some_and(|paper| is_of(paper.as_str())) || url.is_some_and(|url| is_of(url.site()))
}

/// The site's own name; what the publisher is called where that is the same name written out or
/// without a slogan. An agency or a platform is a publisher too, and not the paper.
fn publication(facts: &Facts, url: Option<&WebUrl>) -> Option<Prose> {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let site = facts.first(&["og:site_name"]).filter(|name| !name.as_str().contains("://"));
    let host = url.map(|url| letters(url.site())).unwrap_or_default();
    let is_same = |publisher: &Prose| {
        let publisher = letters(publisher.as_str());
        let site = site.as_ref().map(|site| letters(site.as_str())).unwrap_or_default();
        !publisher.is_empty()
            && (site.starts_with(&publisher) || publisher.starts_with(&site) || host.contains(&publisher))
    };
    let publisher = facts.first(&["ld:publisher"]).filter(is_same);
    let others =
        ["meta:application-name", "meta:publisher", "meta:dc.publisher", "meta:apple-mobile-web-app-title"];
    let found =
        publisher.or(site).or_else(|| facts.first(&["ld:publisher"])).or_else(|| facts.first(&others));
    found.or_else(|| Prose::non_empty(url?.site()))
}

/// The letters and digits of a name: they do not change where words are joined.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn topics(facts: &Facts) -> Vec<Prose> {
    let sources =
        ["article:tag", "ld:keywords", "meta:news_keywords", "meta:keywords", "meta:parsely-tags", "rel:tag"];
    let lists = sources.iter().map(|source| {
        let mut topics: Vec<Prose> = Vec::new();
        for topic in
            facts.all(&[source]).iter().flat_map(|line| line.split([',', ';'])).filter_map(Prose::non_empty)
        {
            if !topics.contains(&topic) && is_topic(topic.as_str()) {
                topics.push(topic);
            }
        }
        topics
    });
    lists.into_iter().find(|topics| !topics.is_empty()).unwrap_or_default()
}

/// A keyword for people; others are for machines: `@post-id`, `ctp_video`, `/article`.
fn is_topic(keyword: &str) -> bool {
    let is_name = keyword.is_ascii() && keyword.contains('_');
    words::count(keyword) <= 6 && keyword.starts_with(char::is_alphanumeric) && !is_name
}

fn declared_language(facts: &Facts) -> Option<Language> {
    let sources = [
        "html:lang",
        "meta:content-language",
        "ld:inLanguage",
        "meta:language",
        "og:locale",
        "meta:dc.language",
    ];
    facts.all(&sources).iter().find_map(|tag| Language::parse(tag.split(',').next()?))
}

/// The canonical address, where it is absolute; a page that was saved under another site's address
/// says its own there.
fn url(facts: &Facts, address: Option<&WebUrl>) -> Option<WebUrl> {
    let declared = facts.all(&["rel:canonical", "og:url", "ld:url", "saved:url"]);
    let read = |text: &String| match address {
        Some(address) => address.join(text).ok(),
        None => WebUrl::parse(text).ok(),
    };
    let found = declared.iter().find_map(read).or_else(|| address.cloned());
    found.map(|url| url.canonical())
}

fn lead_image(facts: &Facts, base: Option<&WebUrl>) -> Option<Figure> {
    let address = facts.all(&["og:image", "ld:image", "twitter:image", "rel:image_src"]);
    let url = address.iter().find_map(|address| super::dom::resolve(address, base))?;
    Some(Figure {
        url: Some(url),
        alt: facts.first(&["og:image:alt", "twitter:image:alt"]),
        ..Figure::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, body: &str) -> Article {
        let page =
            format!("<meta property=og:site_name content='The Paper'>{head}<body><h1>Rain falls</h1>{body}");
        let document = Document::from(page);
        of(&document, &Lines::of(&document), None)
    }

    #[test]
    fn the_standfirst_of_another_story_is_not_taken() {
        let other = "<li><a href=/snow><p class=item__dek>Snow fell on the new town all night.</p></a></li>";
        let own = "<p class=article__dek>The river rose by two metres.</p>";

        assert_eq!(read("", other).standfirst, None);
        assert_eq!(
            read("", &format!("{other}{own}")).standfirst,
            Some("The river rose by two metres.".into())
        );
    }

    #[test]
    fn what_a_page_tells_machines_alone_is_no_section_and_no_topic() {
        let page = read(
            "<meta name=section content='The Paper'><meta property=article:section content=post>\
             <meta name=keywords content='rain, @post-id:7, auto_play, /article, river'>",
            "",
        );

        assert_eq!(page.section, None);
        assert_eq!(page.topics, [Prose::from("rain"), "river".into()]);
    }

    #[test]
    fn a_standfirst_is_told_once() {
        let told = |standfirst: &str| {
            let text = "<p>Published 1 day ago</p><p>The river rose by two metres. Nobody was hurt.</p>";
            let mut article = read(&format!("<meta name=description content='{standfirst}'>"), "");
            article.headline = "The river rises".into();
            article.body = crate::extract::fragment(text, None).0;
            complete_from_body(&mut article);
            article.standfirst.is_some()
        };

        assert!(!told("The river rose by two metres. Nobody [...]"));
        assert!(!told("The river rises"));
        assert!(!told("Published 1 day ago - The river rose by two metres - nobody was hurt"));
        assert!(told("Why the river rose so fast this year"));
    }

    #[test]
    fn a_paper_beside_a_person_is_no_author() {
        let names = |line: &str| -> Vec<String> {
            let page = read(&format!("<meta name=author content='{line}'>"), "");
            page.byline.iter().map(|author| author.name.to_string()).collect()
        };

        assert_eq!(names("Ana Ruiz and The Paper Business"), ["Ana Ruiz"]);
        assert_eq!(names("The Paper"), ["The Paper"]);
    }
}
