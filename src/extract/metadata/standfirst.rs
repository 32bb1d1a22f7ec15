//! The standfirst under the headline, where it repeats neither the headline nor the text.

use crate::domain::{Article, Block, Body, Figure, Prose, normalised_headline};
use crate::extract::words;

use super::facts::Facts;
use super::site::Site;

/// Sources of a standfirst in the page's data, the surest first.
const DECLARED_SOURCES: &[&str] =
    &["og:description", "meta:description", "twitter:description", "ld:description"];

/// The standfirst: the visible one, else the one in the page's data. A description of the site is none.
pub fn of(facts: &Facts, site: &Site, headline: &str) -> Option<Prose> {
    let subtitle = facts.right_after(headline, "visible:subtitle").map(str::to_owned);
    let shown = facts.all(&["visible:standfirst"]).into_iter().chain(subtitle);
    let all: Vec<String> = shown.chain(facts.all(DECLARED_SOURCES)).collect();
    let is_new = |text: &&str| {
        has_standfirst_words(text) && normalised_headline(text) != normalised_headline(headline)
    };
    let found = all.iter().map(|text| before_list(text)).find(is_new)?;
    Prose::non_empty(found).filter(|text| !is_of_site(text.as_str(), site))
}

/// The text before the list of parts that some systems add to it: "Rain falls. || rain.jpg || wind.jpg".
fn before_list(text: &str) -> &str {
    text.split(" || ").next().unwrap_or_default().trim()
}

/// Whether a text has enough words, none of them twice over, and no names of files.
fn has_standfirst_words(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (one, other) = words.split_at(words.len() / 2);
    let is_file =
        |word: &&&str| [".jpg", ".jpeg", ".png", ".mp4", ".pdf"].iter().any(|end| word.ends_with(end));
    words::count(text) >= 3 && one != other && words.iter().filter(is_file).count() < 2
}

/// Whether a text is the name of the site, or its slogan after its name: "The Paper: news of the valley".
fn is_of_site(text: &str, site: &Site) -> bool {
    let is_slogan = |mark: &str| text.split_once(mark).is_some_and(|(name, _)| site.is_named(name));
    site.is_named(text) || [": ", " - ", " – ", " — ", " | "].iter().any(|mark| is_slogan(mark))
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
            || repeats_opening(standfirst.as_str(), &opening)
    });
    if let Some(standfirst) = article.standfirst.as_ref().map(|text| normalised_headline(text.as_str())) {
        drop_repetitions(article, &standfirst);
    }
}

/// Drops what repeats the standfirst: the first block of the text, and the words for a picture that is not seen.
fn drop_repetitions(article: &mut Article, standfirst: &str) {
    let Body(blocks) = &mut article.body;
    let is_same = |block: &Block| normalised_headline(&block.to_plain()) == standfirst;
    let heading = blocks
        .iter()
        .take(OPENING)
        .position(|block| matches!(block, Block::Heading { .. }) && is_same(block));
    if let Some(at) = heading {
        blocks.remove(at);
    }
    article.each_figure_mut(&mut |figure: &mut Figure| {
        figure.alt.take_if(|alt| normalised_headline(alt.as_str()) == standfirst);
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
fn repeats_opening(standfirst: &str, opening: &[String]) -> bool {
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
    fn a_description_of_the_site_is_no_standfirst() {
        let told = |text: &str| {
            read(&format!("<meta name=description content='{text}'>"), "")
                .standfirst
                .map(|text| text.to_string())
        };

        assert_eq!(told("The Paper"), None);
        assert_eq!(told("The Paper: the news of the valley."), None);
        assert_eq!(
            told("The Paper was sold to a neighbour.").as_deref(),
            Some("The Paper was sold to a neighbour.")
        );
        assert_eq!(
            told("The river rose. || river.jpg (9 KB) || town.jpg (8 KB)").as_deref(),
            Some("The river rose.")
        );
        assert_eq!(told("river.jpg (9 KB), town.jpg (8 KB)"), None);
        assert_eq!(told("Home Weather Home Weather"), None);
    }

    #[test]
    fn a_subtitle_right_after_the_headline_is_the_standfirst_and_no_heading() {
        let own = "<h2><b>FLOOD:</b> The river rose by two metres in one night</h2>";
        let described = "<meta name=description content='News from the valley for the valley'>";

        let mut article = read(described, own);
        article.body = crate::extract::extract_fragment(&format!("{own}<p>Nobody was hurt.</p>"), None).0;
        complete_from_body(&mut article);

        assert_eq!(article.standfirst, Some("FLOOD: The river rose by two metres in one night".into()));
        assert_eq!(article.body.to_plain(), "Nobody was hurt.");
        let later = read(described, "<p>Rain.</p><h2>The river rose by two metres in one night</h2>");
        assert_eq!(later.standfirst, Some("News from the valley for the valley".into()));
    }

    #[test]
    fn a_standfirst_that_the_text_repeats_is_shown_once() {
        let told = |standfirst: &str| {
            let text = "<p>Published 1 day ago</p><p>The river rose by two metres. Nobody was hurt.</p>";
            let mut article = read(&format!("<meta name=description content='{standfirst}'>"), "");
            article.headline = "Town: how the river rises again".into();
            article.body = crate::extract::extract_fragment(text, None).0;
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
