//! What a reading session leaves behind, so that the next one begins where it ended.

use serde::{Deserialize, Serialize};

use super::{Arrival, ArticleId, Density, Order, Pane, Place, Prose, Step, Trail, TrailPosition, View};

/// How a person arranged a pane beside the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Side {
    /// Its columns, where they were changed.
    pub width: Option<u16>,
    /// Whether it is shown only while it has the focus.
    pub hidden: bool,
}

/// How a person arranged the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sides {
    /// The sources.
    pub sources: Side,
    /// The headlines.
    pub headlines: Side,
    /// The links.
    pub related: Side,
}

/// Where a person stood in the collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The list they looked at.
    pub view: View,
    /// Its order.
    pub order: Order,
    /// Whether every article has a row of its own.
    pub flat: bool,
    /// The selected article of the list.
    pub selected: Option<ArticleId>,
    /// The articles they went through.
    pub trail: Trail,
    /// Whether an article was open.
    pub reading: bool,
    /// The pane with the focus.
    pub pane: Pane,
    /// Columns of the article, where the person changed them.
    pub measure: Option<usize>,
    /// How close the rows of the list stand, where the person changed it.
    pub density: Option<Density>,
    /// How they arranged the panes.
    pub sides: Sides,
    /// The groups and folders of the sources that they folded or unfolded.
    pub folded: Vec<String>,
    /// The theme they put on, where it is not the configured one.
    pub theme: Option<String>,
    /// The commands they typed, the last one last.
    pub commands: Vec<String>,
    /// The searches they typed, the last one last.
    pub searches: Vec<String>,
}

impl Session {
    /// The session, begun again with an article that is open, on a way of its own.
    pub fn at_article(mut self, id: ArticleId, headline: Prose) -> Self {
        let spot = TrailPosition { id, headline, place: Place::default(), pane: Pane::Article, link: 0 };
        self.trail.push(Step { arrival: Arrival::Opened, spot });
        Self { selected: Some(id), reading: true, pane: Pane::Article, ..self }
    }

    /// The session, begun again at the beginning of a list.
    pub fn at_list(self, view: View) -> Self {
        Self { view, selected: None, reading: false, pane: Pane::Headlines, ..self }
    }

    /// Lines that are remembered.
    const MOST: usize = 100;

    /// Puts a line after those remembered; each stands there once.
    pub fn remember(lines: &mut Vec<String>, line: &str) {
        if line.is_empty() {
            return;
        }
        lines.retain(|other| other != line);
        lines.push(line.to_owned());
        let surplus = lines.len().saturating_sub(Self::MOST);
        lines.drain(..surplus);
    }
}
