//! The standfirst under the headline, where it says more than the headline and the text.

use crate::domain::{Article, Block, Prose, normalised_headline};
use crate::extract::words;

use super::facts::Facts;

/// The standfirst: the visible one, else the one in the page's data.
pub fn of(facts: &Facts) -> Option<Prose> {
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

/// Drops a standfirst that repeats what is beside it, or that was cut off.
pub fn keep_if_new(article: &mut Article) {
    let paragraphs = article.body.blocks().iter().filter(|block| matches!(block, Block::Paragraph { .. }));
    let opening: Vec<String> =
        paragraphs.take(OPENING).map(|block| normalised_headline(&block.to_plain())).collect();
    let (headline, bios, publication) = (&article.headline, &article.byline, article.publication.as_ref());
    let tables: Vec<String> = article.body.blocks().iter().filter_map(first_row).collect();
    article.standfirst.take_if(|standfirst| {
        standfirst == headline
            || is_cut(standfirst.as_str())
            || bios.iter().any(|author| author.bio.as_ref() == Some(standfirst))
            || is_template(standfirst.as_str(), headline, publication)
            || tables.iter().any(|row| normalised_headline(standfirst.as_str()).contains(row))
            || is_told_again(standfirst.as_str(), &opening)
    });
}

fn is_cut(standfirst: &str) -> bool {
    let end = standfirst.trim_end_matches([']', ')', ' ']);
    end.ends_with(['…', '‥']) || end.ends_with("...")
}

/// Whether a standfirst is of a template: it names the headline, has the name of the publication in front of a slogan,
/// or the names of files.
fn is_template(standfirst: &str, headline: &Prose, publication: Option<&Prose>) -> bool {
    let headline = normalised_headline(headline.as_str());
    let mut quoted = standfirst.split(['"', '“', '”', '„', '«', '»', '(', ')']).skip(1).step_by(2);
    let is_of_headline = quoted
        .any(|quoted| words::count(quoted) >= QUOTED && headline.contains(&normalised_headline(quoted)));
    let slogan = publication.and_then(|name| standfirst.strip_prefix(name.as_str()));
    let is_slogan =
        slogan.is_some_and(|rest| [":", " -", " –", " |", " —"].iter().any(|mark| rest.starts_with(mark)));
    is_of_headline || is_slogan || standfirst.contains(" || ")
}

/// The fewest words of a headline that a standfirst names.
const QUOTED: usize = 5;

/// The cells of the first row of a table, as one line.
fn first_row(block: &Block) -> Option<String> {
    let Block::Table(table) = block else { return None };
    let row = table.header.as_ref().or(table.rows.first())?;
    let cells: Vec<String> = row.iter().map(|cell| normalised_headline(&cell.to_plain())).collect();
    (cells.len() > 2).then(|| cells.join(" "))
}

/// Paragraphs at the start of a text that may repeat its standfirst.
const OPENING: usize = 4;

/// Whether a standfirst is only the beginning of the text, or one of its first paragraphs, apart from dashes
/// and quotation marks.
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

/// Characters of a standfirst that distinguish it from any other sentence.
const TELLING: usize = 45;

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::complete_from_body;
    use crate::domain::Article;
    use crate::extract::prose::Lines;

    fn read(head: &str, body: &str) -> Article {
        let page =
            format!("<meta property=og:site_name content='The Paper'>{head}<body><h1>Rain falls</h1>{body}");
        let document = Document::from(page);
        super::super::of(&document, &Lines::of(&document), None)
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
    fn a_standfirst_is_told_once() {
        let told = |standfirst: &str| {
            let text = "<p>Published 1 day ago</p><p>The river rose by two metres. Nobody was hurt.</p>";
            let mut article = read(&format!("<meta name=description content='{standfirst}'>"), "");
            article.headline = "Town: how the river rises again".into();
            article.body = crate::extract::fragment(text, None).0;
            complete_from_body(&mut article);
            article.standfirst.is_some()
        };

        assert!(!told("The river rose by two metres. Nobody [...]"));
        assert!(!told("Town: how the river rises again"));
        assert!(!told("Published 1 day ago - The river rose by two metres - nobody was hurt"));
        assert!(told("Why the river rose so fast this year"));
        assert!(told("The Paper has learnt why the river rose"));
        assert!(!told("The Paper: all the news of the town"));
        assert!(!told("This is about rain. Read “How the river rises again” here."));
        assert!(!told("river.jpg (1024x576) || river_small.jpg (80x40)"));
    }
}
