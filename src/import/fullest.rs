//! Chooses the body among the texts that a feed or a library has of one article: the fullest one, with all
//! that only the others have.

use std::collections::HashSet;

use crate::domain::{Article, Block, Body, Prose};
use crate::extract::words::count;

/// Words from which a description that does not end in dots is the whole text, as RSS 2.0 allows.
const WORDS_OF_A_TEXT: usize = 150;

/// Most words of a standfirst.
const LONGEST_STANDFIRST: usize = 90;

/// The share of its words, in percent, from which a text counts as contained in a fuller one.
const CONTAINED_PERCENT: usize = 85;

/// A text that a feed has for an entry.
#[derive(Debug)]
pub struct EntryText {
    /// The blocks of the text.
    pub body: Body,
    /// Sentences about what was cut.
    pub notes: Vec<String>,
    /// Whether the text may be a summary by the name of its element.
    pub is_summary: bool,
    /// Whether the text is a summary by the name of its element.
    pub says_summary: bool,
}

/// Sets body and standfirst from the texts of an entry, the surest first; returns sentences about what was
/// cut.
pub fn settle(mut texts: Vec<EntryText>, article: &mut Article) -> Vec<String> {
    for text in &mut texts {
        drop_colophon(&mut text.body);
    }
    texts.retain(|text| !text.body.blocks().is_empty());
    let most = texts.iter().map(|text| text.body.word_count()).max().unwrap_or_default();
    // Of texts of about the same length the first has the better markup.
    let Some(best) = texts.iter().position(|text| text.body.word_count() * 5 >= most * 4) else {
        return Vec::new();
    };
    let EntryText { mut body, mut notes, is_summary, says_summary } = texts.remove(best);
    let has_others = texts.iter().any(|text| !text.is_summary);
    if is_summary && !has_others && (says_summary || self::is_summary(&body)) {
        notes.push(SUMMARY_ONLY.to_owned());
    }
    let mut before = Vec::new();
    for text in texts {
        let Some(words) = Prose::non_empty(&text.body.to_plain()) else {
            before.extend(missing_blocks(text.body.0, &body));
            continue;
        };
        if article.standfirst.is_none()
            && is_standfirst(&words, &body)
            && text.body.blocks().iter().all(is_words)
        {
            article.standfirst = Some(words);
        } else if !is_contained(words.as_str(), &body.to_plain()) && !begins_with(&words, &body) {
            before.extend(missing_blocks(text.body.0, &body));
        }
    }
    before.append(&mut body.0);
    article.body = Body(before);
    notes
}

/// Phrases by which `WordPress` credits the source below each text.
const APPEARED: &[&str] = &[
    " appeared first on ",
    " erschien zuerst auf ",
    " est apparu en premier sur ",
    " se publicó primero en ",
    " apareceu primeiro em ",
    " verscheen eerst op ",
    " proviene da ",
    " first appeared on ",
];

/// Most words of a credit line; a longer line has text of its own.
const COLOPHON_WORDS: usize = 60;

/// Drops a credit line that only repeats the headline and the publication.
fn drop_colophon(body: &mut Body) {
    let is_colophon = |block: &Block| {
        let Block::Paragraph { text } = block else { return false };
        let mut links = 0;
        text.each_link(&mut |_, _| links += 1);
        let plain = text.to_plain();
        links == 2 && count(&plain) <= COLOPHON_WORDS && APPEARED.iter().any(|words| plain.contains(words))
    };
    if body.0.len() > 1 && body.0.last().is_some_and(is_colophon) {
        body.0.pop();
    }
}

/// The blocks of a text whose words and pictures another text lacks.
fn missing_blocks(blocks: Vec<Block>, body: &Body) -> Vec<Block> {
    let plain = body.to_plain();
    let is_shown = |block: &Block| match block {
        Block::Figure(figure) => {
            let mut is_shown = figure.url.is_none();
            body.each_figure(&mut |other| is_shown |= other.url == figure.url);
            is_shown
        }
        Block::Rule => true,
        other => {
            let words = Body(vec![other.clone()]).to_plain();
            if words.trim().is_empty() { body.blocks().contains(other) } else { is_contained(&words, &plain) }
        }
    };
    blocks.into_iter().filter(|block| !is_shown(block)).collect()
}

const fn is_words(block: &Block) -> bool {
    matches!(
        block,
        Block::Paragraph { .. } | Block::Heading { .. } | Block::List { .. } | Block::Quotation { .. }
    )
}

/// Whether a text contains nearly all words of another.
fn is_contained(text: &str, whole: &str) -> bool {
    let plain = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let whole: HashSet<String> = whole.split_whitespace().map(plain).collect();
    let words: Vec<String> = text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
    let told = words.iter().filter(|word| whole.contains(*word)).count();
    told * 100 >= words.len() * CONTAINED_PERCENT
}

/// The note on an entry whose text is not in the feed.
pub const SUMMARY_ONLY: &str = "the feed has only a summary of this entry";

/// Whether a text of unknown kind is a summary.
pub fn is_summary(body: &Body) -> bool {
    let text = body.to_plain();
    let text = text.trim_end_matches([']', ')', '»', ' ']);
    body.word_count() < WORDS_OF_A_TEXT || text.ends_with('…') || text.ends_with("...")
}

/// Whether a summary is more than the first words of the text.
pub fn is_standfirst(summary: &Prose, body: &Body) -> bool {
    count(summary.as_str()) <= LONGEST_STANDFIRST && !begins_with(summary, body)
}

/// Whether the text begins with the summary.
fn begins_with(summary: &Prose, body: &Body) -> bool {
    let words = |text: &str| text.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
    let start = words(summary.as_str().trim_end_matches(['…', '.', ']', '[', ' ']));
    words(&body.to_plain()).starts_with(&start)
}

#[cfg(test)]
mod tests {
    use crate::domain::{Article, Block};
    use crate::import::feed::tests::articles;

    const STORY: &str =
        "The river rose in the night and the old bridge was closed until noon, said the mayor of the town. ";
    const OTHER: &str = "Ferries stay in the harbour while engineers measure the banks, count pumps and fill sacks with sand. ";

    fn entry(encoded: &str, description: &str) -> Article {
        articles(&format!(
            "<rss><channel><item><title>Rain</title><description><![CDATA[{description}]]></description>
            <content:encoded><![CDATA[{encoded}]]></content:encoded></item></channel></rss>"
        ))
        .remove(0)
    }

    #[test]
    fn a_description_longer_than_the_text_is_the_body() {
        let article = entry("<p>The river rose.</p>", &STORY.repeat(8));

        assert!(article.body.to_plain().contains(STORY.trim()));
        assert_eq!(article.body.to_plain().matches("The river rose.").count(), 0);
    }

    #[test]
    fn a_picture_alone_in_the_text_is_kept_beside_the_longer_description() {
        let article = entry("<p><img src='https://paper.example/r.jpg'></p>", &STORY.repeat(8));

        assert!(matches!(article.body.blocks(), [Block::Figure(_), Block::Paragraph { .. }]), "{article:?}");
    }

    #[test]
    fn a_short_description_beside_the_text_is_its_standfirst() {
        let article = entry(&STORY.repeat(8), "Ferries stay in the harbour.");

        assert_eq!(article.standfirst, Some("Ferries stay in the harbour.".into()));
        assert!(!article.body.to_plain().contains("Ferries"));
    }

    #[test]
    fn a_description_that_repeats_the_first_words_of_the_text_is_dropped() {
        let article = entry(&STORY.repeat(8), "The river rose in the night and the old bridge …");

        assert_eq!(article.standfirst, None);
        assert_eq!(article.body.to_plain().trim(), STORY.repeat(8).trim());
    }

    #[test]
    fn a_long_description_of_other_words_is_kept_before_the_text() {
        let article = entry(&STORY.repeat(16), &OTHER.repeat(8));

        let plain = article.body.to_plain();
        assert_eq!(article.standfirst, None);
        assert!(plain.starts_with(OTHER.trim()) && plain.contains(STORY.trim()), "{plain}");
    }
}
