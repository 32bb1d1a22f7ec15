//! The subcommands for feeds.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Subcommand, ValueEnum};

use crate::domain::{FeedOrder, FullText, PictureFetching};
use crate::library::FeedFormat;

/// The subcommands of `feed`.
#[derive(Debug, Subcommand)]
pub enum FeedCommand {
    /// Subscribes to the feed at an address, or to one that the page there links to
    Add {
        /// The address of a feed or of a site
        url: String,
        /// Which of several feeds, counted from 1
        #[arg(long, value_name = "N")]
        pick: Option<usize>,
        /// Your name for it
        #[arg(long)]
        name: Option<String>,
        /// Its folder, such as News/World
        #[arg(long, value_name = "PATH")]
        folder: Option<String>,
        /// A tag; can be given several times
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
        /// When to fetch the full text of its entries: never, when-truncated or always
        #[arg(long, value_name = "WHEN")]
        full_text: Option<FullText>,
        /// The account whose server fetches it: a number, a host or an address
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<String>,
    },
    /// Lists the feeds and their state
    List {
        /// The order: folder, unread, idle (longest silent first), failing, read (most read first) or rare
        #[arg(long, value_name = "ORDER", default_value = "folder")]
        sort: FeedOrder,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Unsubscribes from a feed; its articles stay
    Remove {
        /// Its number, address or name
        feed: String,
    },
    /// Renames a feed; an empty name restores its own
    Rename {
        /// Its number, address or name
        feed: String,
        /// The name
        name: String,
    },
    /// Adds tags to a feed, or removes them
    Tag {
        /// Its number, address or name
        feed: String,
        /// The tags
        #[arg(required = true, value_name = "TAG")]
        tags: Vec<String>,
        /// Removes the tags instead
        #[arg(long)]
        remove: bool,
    },
    /// Changes the settings of a feed
    Set {
        /// Its number, address or name
        feed: String,
        /// Its folder; empty for none
        #[arg(long, value_name = "PATH")]
        folder: Option<String>,
        /// When to fetch the full text of its entries: never, when-truncated or always
        #[arg(long, value_name = "WHEN")]
        full_text: Option<FullText>,
        /// When to fetch the pictures of its articles: never, when-asked or always
        #[arg(long, value_name = "WHEN")]
        pictures: Option<PictureFetching>,
        /// The account whose server fetches it, or none
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<String>,
        /// Its new address; its articles stay
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        /// Minutes between automatic fetches; 0 for the interval that the feed asks for
        #[arg(long, value_name = "MINUTES")]
        every: Option<u32>,
        /// Days to keep its articles; 0 for the setting of all feeds
        #[arg(long, value_name = "N")]
        keep_days: Option<u32>,
        /// How many of its articles to keep; 0 for the setting of all feeds
        #[arg(long, value_name = "N")]
        keep_articles: Option<u32>,
    },
    /// Subscribes to the feeds of a list: OPML, or newsboat's urls file
    Import {
        /// Files; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Writes the subscriptions to standard output
    Export {
        /// The format
        #[arg(long, value_name = "FORMAT", default_value = "opml")]
        format: FeedFormatArgument,
    },
}

/// The formats of exported subscriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FeedFormatArgument {
    /// OPML, which every feed reader imports
    Opml,
    /// newsboat's urls file
    Urls,
}

impl From<FeedFormatArgument> for FeedFormat {
    fn from(form: FeedFormatArgument) -> Self {
        match form {
            FeedFormatArgument::Opml => Self::Opml,
            FeedFormatArgument::Urls => Self::Urls,
        }
    }
}

impl ValueEnum for FeedOrder {
    fn value_variants<'all>() -> &'all [Self] {
        &[Self::Folder, Self::Unread, Self::Idle, Self::Failing, Self::Read, Self::Rare]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
