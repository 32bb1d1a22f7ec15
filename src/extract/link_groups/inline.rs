//! A line such as "Read more: Town opens a second bridge", which is a group of one link.

use dom_query::NodeRef;

use super::anchors::{Anchor, anchor, descendant_anchors};
use super::headline::FEWEST_WORDS;
use super::page_text::PageText;
use crate::domain::WebUrl;
use crate::extract::{lexicon, words};

/// Most words before the colon.
const MOST_LABEL_WORDS: usize = 5;

/// Most characters of a line with one link.
const MOST_CHARACTERS: usize = 400;

/// Most words of a line with one link.
const MOST_WORDS: usize = 40;

/// A label and the link after it.
#[derive(Debug)]
pub struct Inline {
    pub label: String,
    pub anchor: Anchor,
}

/// The label and link of a line that holds nothing else.
pub fn of(node: &NodeRef<'_>, name: &str, base: Option<&WebUrl>, text: &PageText) -> Option<Inline> {
    if !matches!(name, "p" | "li" | "div" | "h2" | "h3" | "h4" | "h5" | "h6" | "aside" | "blockquote")
        || text.is_longer(node, MOST_CHARACTERS)
    {
        return None;
    }
    let mut anchors = descendant_anchors(node);
    let (only, None) = (anchors.next()?, anchors.next()) else { return None };
    let line = text.words(node);
    let headline = text.words(&only);
    if words::count(&line) > MOST_WORDS || words::count(&headline) < FEWEST_WORDS {
        return None;
    }
    let (before, after) = line.split_once(&*headline)?;
    if words::count(after) > 1 {
        return None;
    }
    let before = before.trim().trim_start_matches(['(', '[']).trim();
    let (label, headline) = match before.strip_suffix([':', '：']) {
        Some(label) => (label, None),
        None if before.is_empty() => {
            let (label, headline) = headline.split_once([':', '：'])?;
            (label, Some(headline.trim().to_owned()))
        }
        None if lexicon::is_step(before) => (before, None),
        None => return None,
    };
    if !is_label(label, headline.is_some()) {
        return None;
    }
    let mut anchor = anchor(&only, base)?;
    if let Some(headline) = headline {
        anchor.words = headline.into();
    }
    anchor.is_story().then(|| Inline { label: label.to_owned(), anchor })
}

/// Whether words are a label: any few words before a link, but within a link only a usual heading of groups.
fn is_label(label: &str, is_linked: bool) -> bool {
    let is_byline = matches!(&*label.to_lowercase(), "by" | "von" | "par" | "por" | "di" | "via");
    let may_be =
        || !is_byline && !lexicon::is_aside(label) && lexicon::credit_name(&format!("{label}: A")).is_none();
    let is_short = (1..=MOST_LABEL_WORDS).contains(&words::count(label));
    is_short && (lexicon::is_group_heading(label) || lexicon::is_step(label) || !is_linked && may_be())
}
