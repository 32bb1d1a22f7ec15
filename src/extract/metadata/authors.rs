//! The authors of the article: persons before the publication, and others named beside them.

use crate::domain::{Author, Prose};
use crate::extract::{byline, lexicon, words};

use super::facts::Facts;
use super::opening::Opening;
use super::site::{Site, letters};

/// Sources of authors in the page's data.
const DECLARED_SOURCES: &[&str] = &[
    "ld:author",
    "meta:author",
    "article:author",
    "og:article:author",
    "meta:byl",
    "meta:dc.creator",
    "meta:citation_author",
    "meta:citation_authors",
    "meta:articleauthor",
    "shared:author",
    "meta:parsely-author",
    "meta:sailthru.author",
];

/// Sources of authors on the visible page, which may be those of other stories.
const SHOWN: [&str; 3] = ["item:author", "rel:author", "visible:byline"];

/// The most authors of a page; a longer list is a list of contributors.
const MOST: usize = 20;

/// The fewest letters of a publication's name that is recognised within longer names.
const TELLING: usize = 5;

/// The authors of one source.
struct Source {
    authors: Vec<Author>,
    is_shown: bool,
}

/// The authors. Of the sources, the surest first, the first that names a person is taken, or a later one with
/// the same people and more. An organisation is taken where nobody is named.
pub fn of(facts: &Facts, headline: &str, site: &Site, opening: &Opening<'_>) -> Vec<Author> {
    let source = |is_shown: bool, lines: &[String]| Source { authors: of_lines(lines), is_shown };
    let told = DECLARED_SOURCES.iter().map(|name| source(false, &declared_lines(facts, name)));
    let shown = SHOWN
        .iter()
        .map(|name| source(true, facts.together_below(headline, name).get(..1).unwrap_or_default()));
    let said = Source { authors: opening.authors(), is_shown: true };
    let last = Source { authors: opening.announced_authors(), is_shown: true };
    let all: Vec<Source> =
        told.chain(shown).chain([said, last]).filter(|source| !source.authors.is_empty()).collect();
    let keywords = facts.all(&["meta:keywords", "meta:news_keywords"]);
    let is_keyword = |name: &str| {
        !words::is_name(name)
            && keywords.iter().flat_map(|line| line.split(',')).any(|keyword| keyword.trim() == name)
    };
    let is_paper = |author: &Author| is_paper(author.name.as_str(), site) || is_keyword(author.name.as_str());
    let is_person = |author: &Author| !is_paper(author) && !is_handle(author.name.as_str());
    let chosen = all.iter().position(|source| source.authors.iter().any(is_person));
    let (_, from) = all.split_at_checked(chosen.unwrap_or(all.len())).unwrap_or_default();
    let mut found = if let [first, rest @ ..] = from {
        let together = SHOWN.map(|name| source(true, &facts.together_below(headline, name)));
        let name = first.authors.first().map_or("", |author| author.name.as_str());
        let beside = Source { authors: opening.authors_with(name), is_shown: true };
        let others = rest.iter().chain(&together).chain([&beside]);
        fuller(&first.authors, others, opening, &is_person).unwrap_or(&first.authors).clone()
    } else {
        let organisations = of_lines(&facts.all(&["ld:organisation"]));
        let first = all.into_iter().next().map(|source| source.authors).unwrap_or_default();
        if organisations.is_empty() { first } else { organisations }
    };
    // Beside a person, the publication is where they work: "Ana Ruiz, The Paper Business".
    if !found.iter().all(is_paper) {
        found.retain(|author| !is_paper(author));
    }
    found
}

/// A list with all the people of the first and more. A visible one must be beside the headline.
fn fuller<'list>(
    first: &[Author],
    mut others: impl Iterator<Item = &'list Source>,
    opening: &Opening<'_>,
    is_person: &dyn Fn(&Author) -> bool,
) -> Option<&'list Vec<Author>> {
    let named = |list: &[Author], author: &Author| {
        list.iter().any(|other| letters(other.name.as_str()) == letters(author.name.as_str()))
    };
    let is_fuller = |source: &&Source| {
        let list = &source.authors;
        let mut more = list.iter().filter(|author| !named(first, author));
        (first.len() + 1..=MOST).contains(&list.len())
            && first.iter().all(|author| is_person(author) && named(list, author))
            && more.all(|author| {
                byline::is_person(author.name.as_str())
                    && (!source.is_shown || opening.names(author.name.as_str()))
            })
    };
    others.find(is_fuller).map(|source| &source.authors)
}

/// The lines of a source in the page's data. Two of the words for sharing have names of their own: "Written by".
fn declared_lines(facts: &Facts, source: &str) -> Vec<String> {
    if source != "shared:author" {
        return facts.all(&[source]);
    }
    let is_author = |label: &Prose| byline::strip_by(label.as_str()) == Some("");
    let numbers = ["1", "2"].iter();
    let said = numbers.filter(|number| {
        facts.first(&[&format!("twitter:label{number}")]).is_some_and(|label| is_author(&label))
    });
    said.flat_map(|number| facts.all(&[&format!("twitter:data{number}")])).collect()
}

fn of_lines(lines: &[String]) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for author in lines.iter().flat_map(|line| byline::authors(line)) {
        if !authors.contains(&author) && is_author(author.name.as_str()) {
            authors.push(author);
        }
    }
    authors
}

/// Whether a text is a name: an e-mail address, an unfilled template, the words of a button, "By" alone and the name of an
/// account for everybody are none.
fn is_author(name: &str) -> bool {
    let is_request = lexicon::is_aside(name) && words::count(name) <= 2 && !words::is_name(name);
    let is_nobody = ["admin", "administrator", "webmaster"].contains(&name.to_lowercase().as_str());
    name.chars().any(char::is_alphabetic)
        && !name.contains('@')
        && !name.contains("{{")
        && !is_request
        && !is_nobody
        && !byline::is_by(name)
}

/// Whether a name is a user name or a general term: "our newsroom".
fn is_handle(name: &str) -> bool {
    let is_small = name.chars().all(|letter| letter.is_ascii_lowercase() || !letter.is_alphabetic());
    let is_particle = ["von ", "van ", "de ", "da ", "di ", "el ", "al-", "bin ", "ten "]
        .iter()
        .any(|word| name.starts_with(word));
    is_small && !name.contains(' ')
        || is_joined(name)
        || name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.contains(' ') && !is_particle
}

/// Whether a name is one word with an initial at its end: `AnaR`.
fn is_joined(name: &str) -> bool {
    let mut letters = name.chars().rev();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && !name.contains(|letter: char| !letter.is_alphabetic())
}

/// Whether a name is the publication's, in any spelling.
fn is_paper(name: &str, site: &Site) -> bool {
    let name = letters(name);
    let is_of = |paper: &String| {
        let paper = letters(paper);
        !paper.is_empty()
            && (name.starts_with(&paper)
                || name.chars().count() > 2 && paper.starts_with(&name)
                || paper.chars().count() > TELLING && name.contains(&paper))
    };
    site.name.iter().chain(&site.host).any(is_of)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use crate::extract::metadata;
    use crate::extract::prose::Lines;

    fn names(page: &str) -> Vec<String> {
        let page = format!(
            "<meta property=og:site_name content='The Paper'><body><h1>Rain falls again</h1>{page}\
             <p>{}</p>",
            "The river rose above its banks in the early hours, said the mayor of the town. ".repeat(4)
        );
        let document = Document::from(page);
        let article = metadata::of(&document, &Lines::of(&document), None);
        article.byline.iter().map(|author| author.name.to_string()).collect()
    }

    fn data(author: &str) -> String {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Rain falls again\",\"author\":{author}}}</script>"
        )
    }

    #[test]
    fn a_paper_beside_a_person_is_no_author() {
        let told = |line: &str| names(&format!("<meta name=author content='{line}'>"));

        assert_eq!(told("Ana Ruiz and The Paper Business"), ["Ana Ruiz"]);
        assert_eq!(told("The Paper"), ["The Paper"]);
    }

    #[test]
    fn the_words_of_a_button_are_no_name() {
        let told = |line: &str| names(&format!("<meta name=author content='{line}'><p>By Ana Ruiz</p>"));

        assert_eq!(told("Share post."), ["Ana Ruiz"]);
        assert_eq!(told("Kommentar von"), ["Ana Ruiz"]);
    }

    #[test]
    fn a_person_who_is_shown_comes_before_an_organisation() {
        let organisation = data("{\"@type\":\"Organization\",\"name\":\"Rain Agency\"}");

        assert_eq!(names(&format!("{organisation}<p>By Ana Ruiz</p>")), ["Ana Ruiz"]);
        assert_eq!(names(&organisation), ["Rain Agency"]);
    }

    #[test]
    fn the_parts_of_a_name_are_joined_and_a_reference_is_followed() {
        assert_eq!(names(&data("{\"givenName\":\"Ana\",\"familyName\":\"Ruiz\"}")), ["Ana Ruiz"]);
        let graph = "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#ana\"}},\
                     {\"@type\":\"Person\",\"@id\":\"#ana\",\"name\":\"Ana Ruiz\"}]}</script>";
        assert_eq!(names(graph), ["Ana Ruiz"]);
    }

    #[test]
    fn all_of_several_authors_are_named() {
        let shown = "<div class=byline>Bo Lind</div><div class=byline>Ana Ruiz</div>";

        assert_eq!(names(&format!("{}{shown}", data("{\"name\":\"Ana Ruiz\"}"))), ["Bo Lind", "Ana Ruiz"]);
        assert_eq!(names(&format!("{}{shown}", data("{\"name\":\"Chi Na\"}"))), ["Chi Na"]);
    }

    #[test]
    fn the_class_of_a_name_and_the_icon_before_it_say_whose_it_is() {
        assert_eq!(
            names(
                "<div class=post-author><p class=post-author__byline>Posted by</p><p class=post-author__name>Ana / Rain House</p></div>"
            ),
            ["Ana / Rain House"]
        );
        assert_eq!(names("<ul><li><i class='bi bi-person'></i> Ana Ruiz</li></ul>"), ["Ana Ruiz"]);
        assert_eq!(names("<ul><li><i class='bi bi-clock'></i> Ana Ruiz</li></ul>"), Vec::<String>::new());
        assert_eq!(
            names(
                "<div class='authors-data'><span>&nbsp;&amp;</span><a href=/u/ana>Ana Ruiz</a><span>Writer, Rain</span></div>"
            ),
            ["Ana Ruiz"]
        );
        assert_eq!(
            names("<div class=at-author>Rain Strategies <span>|</span> October 15, 2025</div>"),
            ["Rain Strategies"]
        );
    }

    #[test]
    fn a_byline_that_describes_its_authors_names_them_by_their_links() {
        let about = "has measured rain for more than twenty years in three towns and two valleys";
        let byline = format!(
            "<div class=byline><b>Written by</b> <a href=/authors/ana>Ana Ruiz</a>, who {about}, <a href=/authors/bo>Bo Lind</a>, who {about}</div>"
        );

        assert_eq!(names(&byline), ["Ana Ruiz", "Bo Lind"]);
    }

    #[test]
    fn a_page_for_sharing_says_who_wrote_it_in_words_of_its_own() {
        let shared = |label: &str| {
            names(&format!(
                "<meta name=twitter:label1 content='{label}'><meta name=twitter:data1 content='Ana Ruiz'>"
            ))
        };

        assert_eq!(shared("Written by"), ["Ana Ruiz"]);
        assert_eq!(shared("Verfasst von"), ["Ana Ruiz"]);
        assert_eq!(shared("Filed under"), Vec::<String>::new());
        assert_eq!(names("<meta name=author content=admin>"), Vec::<String>::new());
    }

    #[test]
    fn a_list_beside_the_headline_completes_the_author_of_the_data() {
        assert_eq!(
            names(&format!("{}<div>Ana Ruiz, Bo Lind &amp; Chi Na</div>", data("{\"name\":\"Ana Ruiz\"}"))),
            ["Ana Ruiz", "Bo Lind", "Chi Na"]
        );
    }

    #[test]
    fn a_handle_gives_way_to_a_name() {
        assert_eq!(names(&format!("{}<p>by Ana Ruiz</p>", data("{\"name\":\"AnaR\"}"))), ["Ana Ruiz"]);
    }
}
