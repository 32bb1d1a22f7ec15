//! Completes an entry that the feed truncates with the text of its page.

use crate::domain::{Article, Prose, is_line_of_facts};

/// The most words of a summary that becomes the standfirst.
const LONGEST_STANDFIRST: usize = 60;

/// The article with the text of its page; `None` where the page holds no more than the feed gave.
///
/// Identity and dates stay the feed's: the page has the better text, the feed knows which entry it is.
pub fn completed(entry: &Article, page: Article) -> Option<Article> {
    if page.body.word_count() <= entry.body.word_count() {
        return None;
    }
    let told = entry.clone();
    // Links of the feed stand before links of the page.
    let mut related: Vec<_> =
        told.related.iter().filter(|group| !page.related.contains(group)).cloned().collect();
    related.extend(page.related);
    let summary = || {
        let short = entry.body.word_count() <= LONGEST_STANDFIRST;
        let plain = entry.body.to_plain();
        Prose::non_empty(&plain).filter(|_| short && !is_line_of_facts(&plain))
    };
    Some(Article {
        standfirst: told.standfirst.or(page.standfirst).or_else(summary),
        byline: if page.byline.is_empty() { told.byline } else { page.byline },
        publication: told.publication.or(page.publication),
        section: told.section.or(page.section),
        topics: if told.topics.is_empty() { page.topics } else { told.topics },
        published: told.published.or(page.published),
        updated: told.updated.or(page.updated),
        language: told.language.or(page.language),
        lead_image: page.lead_image.or(told.lead_image),
        url: told.url.or(page.url),
        body: page.body,
        related,
        ..told
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Author, Block, Body, LinkGroup, Text};

    fn telling(words: &str) -> Article {
        let body = Body(vec![Block::Paragraph { text: Text::plain(words) }]);
        Article { headline: "Rain".into(), body, ..Article::default() }
    }

    #[test]
    fn a_completed_entry_has_the_text_of_the_page_and_the_identity_of_the_feed() {
        let entry = Article {
            guid: Some("7".into()),
            published: "2026-05-07".parse().ok(),
            byline: vec![Author::named("A. Lens")],
            ..telling("It rains.")
        };
        let links = LinkGroup {
            heading: "More".into(),
            sponsored: false,
            scope: crate::domain::GroupScope::Story,
            links: Vec::new(),
        };
        let page = Article {
            headline: "Rain | The Paper".into(),
            published: "2026-05-06".parse().ok(),
            byline: vec![Author::named("Ana Lens")],
            related: vec![links.clone()],
            ..telling("It rains on the hills for the third day.")
        };

        let whole = completed(&entry, page.clone()).unwrap();

        assert_eq!(
            (&whole.guid, &whole.headline, whole.published),
            (&entry.guid, &entry.headline, entry.published)
        );
        assert_eq!((&whole.body, &whole.byline, &whole.related), (&page.body, &page.byline, &vec![links]));
        assert_eq!(whole.standfirst, Some("It rains.".into()));
    }

    #[test]
    fn a_page_without_further_text_changes_nothing() {
        assert_eq!(completed(&telling("It rains on the hills."), telling("Accept all cookies?")), None);
    }
}
