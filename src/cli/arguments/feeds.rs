//! The subcommands for feeds.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::domain::FullText;
use crate::library::FeedFormat;

/// The subcommands of `feed`.
#[derive(Debug, Subcommand)]
pub enum FeedCommand {
    /// Subscribes to the feed at an address, or to one that the page there offers
    Add {
        /// The address of a feed or of a site
        url: String,
        /// Which of several feeds, counted from 1
        #[arg(long, value_name = "N")]
        pick: Option<usize>,
        /// What you call it
        #[arg(long)]
        name: Option<String>,
        /// The folder it stands in, like News/World
        #[arg(long, value_name = "PATH")]
        folder: Option<String>,
        /// A tag; may be given several times
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
        /// Whether its entries are completed from their pages: never, when-truncated or always
        #[arg(long, value_name = "WHEN")]
        full_text: Option<FullText>,
        /// The account whose server is to fetch it: a number, a host or an address
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<String>,
    },
    /// Lists the feeds and how they fare
    List {
        /// The order: folder, unread, idle (the longest silent first), failing, read (the most read first) or rare
        #[arg(long, value_name = "ORDER", default_value = "folder")]
        sort: FeedOrder,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Ends a subscription; its articles stay
    Remove {
        /// Its number, address or name
        feed: String,
    },
    /// Gives a feed another name; an empty one gives it its own again
    Rename {
        /// Its number, address or name
        feed: String,
        /// The name
        name: String,
    },
    /// Puts tags on a feed, or takes them off
    Tag {
        /// Its number, address or name
        feed: String,
        /// The tags
        #[arg(required = true, value_name = "TAG")]
        tags: Vec<String>,
        /// Takes them off
        #[arg(long)]
        remove: bool,
    },
    /// Changes how a feed is treated
    Set {
        /// Its number, address or name
        feed: String,
        /// The folder it stands in; an empty one takes it out
        #[arg(long, value_name = "PATH")]
        folder: Option<String>,
        /// Whether its entries are completed from their pages: never, when-truncated or always
        #[arg(long, value_name = "WHEN")]
        full_text: Option<FullText>,
        /// The account whose server is to fetch it, or none
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<String>,
        /// Its new address; its articles stay
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        /// Minutes after which it is fetched again by itself, instead of what it asks for; 0 for what it asks for
        #[arg(long, value_name = "MINUTES")]
        every: Option<u32>,
        /// Days its articles are kept; 0 for the rule of all feeds
        #[arg(long, value_name = "N")]
        keep_days: Option<u32>,
        /// How many of its articles are kept; 0 for the rule of all feeds
        #[arg(long, value_name = "N")]
        keep_articles: Option<u32>,
    },
    /// Subscribes to the feeds of a list: OPML, or the urls of newsboat
    Import {
        /// Files; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Writes the subscriptions to standard output
    Export {
        /// The form
        #[arg(long, value_name = "FORMAT", default_value = "opml")]
        format: FeedsAs,
    },
}

/// The formats of exported subscriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FeedsAs {
    /// OPML, which every reader of feeds takes
    Opml,
    /// The urls file of newsboat
    Urls,
}

impl From<FeedsAs> for FeedFormat {
    fn from(form: FeedsAs) -> Self {
        match form {
            FeedsAs::Opml => Self::Opml,
            FeedsAs::Urls => Self::Urls,
        }
    }
}

/// The order of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FeedOrder {
    /// By folder and name
    Folder,
    /// The most unread articles first
    Unread,
    /// The longest silent first
    Idle,
    /// Those gone, then those that fail
    Failing,
    /// The most read first
    Read,
    /// Those that publish rarely first
    Rare,
}
