//! The lines of the related pane as text: headings as given, and each link with what is known about it.

use crate::domain::{Related, RelatedGroup, Relation};
use crate::typeset;
use crate::words::Words;

/// Columns before a headline: the bar of the selection, the number, the mark, spaces.
pub const INDENT: u16 = 5;

/// Most lines of a headline.
const HEADLINE_LINES: usize = 3;

/// A line of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line of a group's heading.
    Heading(String),
    /// The first line of a link, by the link's position among all.
    Link(usize, String),
    /// A further line of a link's headline.
    MoreOfLink(usize, String),
    /// The facts about a link's article.
    AboutLink(usize, String),
    /// A blank line.
    Gap,
}

impl Line {
    /// The link that a line belongs to.
    pub const fn link(&self) -> Option<usize> {
        match self {
            Self::Link(position, _) | Self::MoreOfLink(position, _) | Self::AboutLink(position, _) => {
                Some(*position)
            }
            Self::Heading(_) | Self::Gap => None,
        }
    }
}

/// The lines of a heading.
pub fn heading_lines(group: &RelatedGroup, width: u16, words: Words) -> Vec<String> {
    let heading = words.heading(&group.heading);
    if heading.is_empty() {
        return Vec::new();
    }
    typeset::wrap(&heading.to_uppercase(), usize::from(width.saturating_sub(1)).max(1), 2)
}

/// The lines of the link at a position among all links.
pub fn link_lines(link: &Related, position: usize, width: u16, words: Words) -> Vec<Line> {
    let columns = usize::from(width.saturating_sub(INDENT)).max(1);
    let mut headline = typeset::wrap(link.headline.as_str(), columns, HEADLINE_LINES).into_iter();
    let mut lines = vec![Line::Link(position, headline.next().unwrap_or_default())];
    lines.extend(headline.map(|line| Line::MoreOfLink(position, line)));
    if link.relation != Relation::Published {
        let about = typeset::wrap(words.why(&link.why).as_str(), columns, 2);
        lines.extend(about.into_iter().map(|line| Line::AboutLink(position, line)));
    }
    lines
}
