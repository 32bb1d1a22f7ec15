//! The text of a page without its markup, as a browser saves it ("text only").
//!
//! Layout and wording are the only signs: headline, credit and byline come first, then the run of lines that
//! reads most like sentences, then the author and lists of other headlines. A text without any sign of a page
//! around it was written as a text, and all of it is read.

mod author;
mod body;
mod groups;
mod head;
mod line_kinds;
mod lines;
mod standalone_text;

use crate::domain::{Article, Block, Body, Prose, Text};
use crate::extract::{language, words};

use super::charset;
use super::document::{ImportError, ImportedArticle};
use line_kinds::Sign;
use lines::Line;
pub use lines::is_wrapped;

/// Reads a text.
pub fn read(bytes: &[u8]) -> Result<ImportedArticle, ImportError> {
    let mut text = charset::decode(bytes);
    if text.contains('\r') && !text.contains('\n') {
        text = text.replace('\r', "\n").into();
    }
    let lines = lines::of(&text);
    let signs = line_kinds::of(&lines);
    let mut article = if standalone_text::is_written(&lines, &signs) {
        standalone_text::article(&text)
    } else {
        article(&lines, &signs)
    };
    article.language = language::of(&article.body);
    if article.headline.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(ImportedArticle { article, ..ImportedArticle::default() })
}

fn article(lines: &[Line], signs: &[Sign]) -> Article {
    let groups = groups::find(lines);
    let is_listed = |at: usize| groups.iter().any(|group| group.lines.contains(&at));
    let text = body::run(lines, signs, &is_listed);
    let head = head::read(lines, &text);
    let author = author::after(lines, signs, &text);
    let end = author.as_ref().map_or(text.end, |author| author.from.min(text.end));
    let start = text.start.max(head.end).min(end);
    let body = body::blocks(lines, signs, start..end, &is_listed);
    let mut article = Article {
        headline: head.headline,
        lead_image: head.image,
        byline: head.byline,
        ..Article::default()
    };
    article.published = head.published;
    if let Some(author) = author {
        author.join(&mut article.byline);
    }
    article.related = groups.into_iter().map(|found| found.into_group(lines, &article.headline)).collect();
    article.body = body;
    if article.body.blocks().is_empty() && article.related.is_empty() {
        article.body = note(lines, &article.headline);
    }
    if article.headline.is_empty() {
        article.headline = words::first_words(&article.body).unwrap_or_default();
    }
    article
}

/// The body of a note, in which nothing reads like sentences: every line below its headline.
fn note(lines: &[Line], headline: &Prose) -> Body {
    let mut lines = lines.iter().map(|line| Prose::trimmed(&line.text)).peekable();
    lines.next_if(|first| first == headline);
    Body(lines.map(|line| Block::Paragraph { text: Text::plain(line.as_str()) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Old town floods as the river rises again

(Image credit: A. Lens)

As rain continues to fall on the hills around the old town, the river has risen for the third time this month.

“Keeping the water out of the houses, and the people out of the water.”

The mayor.

The town and the province have signed a joint plan for the river banks, which the council had asked for since spring. According to the council, the plan was signed on Monday by the mayor and the governor.

“Keeping the water out of the houses, and the people out of the water, is what this town has learned to do best,” the mayor said.

A wall too late

The province has been asked for a wall since the last flood, and engineers have measured the banks twice since then.


Dana Moor

Dana has written about rivers for twenty years. She is the editor of the weather page.

Latest in Weather
A river.
River wall to be built before the autumn rains begin
Old town floods as the river rises again
Every third house in the valley is at risk of flooding
Latest in News
Umbrellas
Shops run out of umbrellas after the third week of rain
Ministry for Water, Weather and Tides
Ferry to the islands will be phased out by the end of the year
";

    fn told(page: &str) -> String {
        serde_json::to_string_pretty(&read(page.as_bytes()).unwrap().article).unwrap()
    }

    #[test]
    fn a_page_saved_as_text_is_told_apart_into_its_parts() {
        insta::assert_snapshot!(told(PAGE));
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let article = read(
            b"The river\n\nRain fell on the hills around the old town for the third day in\na row, and the river rose above its banks in the early hours of the\nmorning.\n\nNobody was hurt, said the mayor, who had not slept for two nights and\nasked everybody to stay at home.\n",
        );

        assert_eq!(article.unwrap().article.body.blocks().len(), 2);
    }

    #[test]
    fn a_note_that_reads_like_no_sentences_keeps_its_lines() {
        let article = read(b"Things to bring\n\nboots\n\na coat\n").unwrap().article;

        assert_eq!(article.headline.as_str(), "Things to bring");
        assert_eq!(article.body.to_plain(), "boots\na coat");
    }

    #[test]
    fn a_note_without_anything_around_it_is_an_article() {
        let article = read(b"Rain.").unwrap().article;

        assert_eq!(article.headline.as_str(), "Rain.");
    }
}
