//! The state of a reading session, from which the next session begins.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Density, Order, Pane, Trail, View};

/// A person's arrangement of a pane beside the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneArrangement {
    /// The width of the pane in columns, where the person changed it.
    pub width: Option<u16>,
    /// Whether the pane is shown only while it has the focus.
    pub hidden: bool,
}

/// A person's arrangement of the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaneArrangements {
    /// The sources.
    pub sources: PaneArrangement,
    /// The headlines.
    pub headlines: PaneArrangement,
    /// The links.
    pub related: PaneArrangement,
}

/// A person's position in the collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The list shown.
    pub view: View,
    /// The order of the list.
    pub order: Order,
    /// Whether every article has a row of its own.
    pub flat: bool,
    /// The selected article of the list.
    pub selected: Option<ArticleId>,
    /// The articles the person went through.
    pub trail: Trail,
    /// Whether an article was open.
    pub reading: bool,
    /// Whether the selected article is to be opened, as by a key.
    #[serde(skip)]
    pub opens: bool,
    /// The pane with the focus.
    pub pane: Pane,
    /// Columns of the article, where the person changed them.
    pub measure: Option<usize>,
    /// The spacing of the rows of the list, where the person changed it.
    pub density: Option<Density>,
    /// The arrangement of the panes.
    pub sides: PaneArrangements,
    /// The groups and folders of the sources that the person folded or unfolded.
    pub folded: Vec<String>,
    /// The theme the person chose, where it is not the configured one.
    pub theme: Option<String>,
    /// The theme that was configured when that one was chosen: another in the configuration counts again.
    pub theme_instead_of: Option<String>,
    /// The commands typed, the last one last.
    pub commands: Vec<String>,
    /// The searches typed, the last one last.
    pub searches: Vec<String>,
}

impl Session {
    /// The session resumed at an article, to be opened in the list of all articles.
    pub fn at_article(self, id: ArticleId) -> Self {
        Self { view: View::All, selected: Some(id), reading: false, opens: true, ..self }
    }

    /// The session resumed at the beginning of a list; the best matches of a search come first.
    pub fn at_list(self, view: View) -> Self {
        let order = match view {
            View::Matching(_) => Order::BestFirst.effective_in(&view),
            _ => self.order,
        };
        Self { view, order, selected: None, reading: false, pane: Pane::Headlines, ..self }
    }

    /// The most lines remembered.
    const MAX_REMEMBERED_LINES: usize = 100;

    /// Adds a line after those remembered; each is there once.
    pub fn remember(lines: &mut Vec<String>, line: &str) {
        if line.is_empty() {
            return;
        }
        lines.retain(|other| other != line);
        lines.push(line.to_owned());
        let surplus = lines.len().saturating_sub(Self::MAX_REMEMBERED_LINES);
        lines.drain(..surplus);
    }
}
