//! The arguments of commands that change many articles.

use clap::{Args, ValueEnum};

/// What articles are marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MarkAs {
    /// Read
    Read,
    /// Unread
    Unread,
}

/// Which articles a change is about: some that are named, or all that a search finds.
#[derive(Args, Debug)]
pub struct ArticleArguments {
    /// Ids, URLs or GUIDs
    #[arg(value_name = "ARTICLE", required_unless_present = "search")]
    pub articles: Vec<String>,
    /// All articles that match a search
    #[arg(long, value_name = "SEARCH", conflicts_with = "articles")]
    pub search: Option<String>,
    /// Lists the articles, and changes nothing
    #[arg(long)]
    pub dry_run: bool,
}
