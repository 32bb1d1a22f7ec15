//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::colour::ColourChoice;
use crate::domain::FullText;
use crate::library::{BookmarkFormat, FeedFormat};
use crate::tui;

/// A terminal news reader over a local cache of articles.
///
/// Without a command it opens the reader. Reading needs no network.
#[derive(Debug, Parser)]
#[command(name = "newsprint", version, after_help = EXAMPLES)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "Examples:
  newsprint demo                     read the sample edition; nothing is kept
  newsprint import ~/saved-pages     bring pages, JSON and text into the cache
  newsprint                          read what is in the cache";

const QUERIES: &str = "Searches:
  flood river          both words, wherever they stand
  flood or storm       one of them at least
  \"rose in the night\"  these words in this order
  -flood               not this word
  flood*               words that begin so
  in:headline flood    words of the headline alone
  author: section: site: topic: lang:          names and languages
  is:unread is:read is:bookmarked has:note tag:  what you did
  before:2024-02 after:2024-01-15 last:7d      dates (h, d, w, m, y)";

/// Options of every command.
#[derive(Args, Debug)]
pub struct Globals {
    /// The file of the article cache
    #[arg(long, global = true, value_name = "PATH", env = "NEWSPRINT_CACHE")]
    pub cache: Option<PathBuf>,
    /// The configuration file
    #[arg(long, global = true, value_name = "PATH", env = "NEWSPRINT_CONFIG")]
    pub config: Option<PathBuf>,
    /// Whether to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColourChoice,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Opens the sample edition; nothing is kept
    Demo,
    /// Opens the reader over these files alone; nothing is kept
    Read {
        /// Files and folders; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Writes them to standard output instead, one after the other, for a screen reader or a pipe
        #[arg(long)]
        plain: bool,
    },
    /// Brings articles into the cache
    Import {
        /// Files and folders; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Reads without storing
        #[arg(long)]
        dry_run: bool,
        /// Prints JSON Lines; with --dry-run whole articles
        #[arg(long)]
        json: bool,
    },
    /// Lists articles, newest first
    #[command(after_help = QUERIES)]
    List {
        /// Those that answer to it.
        #[command(flatten)]
        query: QueryWords,
        /// Prints how many there are
        #[arg(long)]
        count: bool,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Searches the cache, the best answers first
    #[command(after_help = QUERIES)]
    Search {
        /// What is searched for.
        #[command(flatten)]
        query: QueryWords,
        /// What is done to saved searches.
        #[command(flatten)]
        saving: Saving,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Shows an article
    Show {
        /// An id, a URL or a GUID
        article: String,
        /// Columns to set it in
        #[arg(long, value_name = "N")]
        width: Option<usize>,
        /// Prints its JSON
        #[arg(long, conflicts_with = "markdown")]
        json: bool,
        /// Prints it as Markdown
        #[arg(long)]
        markdown: bool,
        /// Sets a paragraph a line and marks in plain letters, for a screen reader or a pipe
        #[arg(long, conflicts_with_all = ["json", "markdown", "width"])]
        plain: bool,
    },
    /// Lists the articles related to one
    Related {
        /// An id, a URL or a GUID
        article: String,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Leaves none out
        #[arg(long)]
        all: bool,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Subscribes to feeds
    Feed {
        /// What to do with feeds.
        #[command(subcommand)]
        command: FeedCommand,
    },
    /// Fetches the feeds: all that are due, or these
    Fetch {
        /// Numbers, addresses, names, tags or folders of feeds
        #[arg(value_name = "FEED")]
        feeds: Vec<String>,
        /// Says nothing unless something failed
        #[arg(long)]
        quiet: bool,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Fetches pages into the cache, to read them later
    Add {
        /// Their addresses
        #[arg(required = true, value_name = "URL")]
        urls: Vec<String>,
    },
    /// Removes what has had its time, as [keep] of the configuration says
    Prune {
        /// Says what would go, and removes nothing
        #[arg(long)]
        dry_run: bool,
        /// Removes unread articles as well
        #[arg(long)]
        unread: bool,
    },
    /// Lists the stories that several articles tell, or one of them from its first report to its latest
    Stories {
        /// The id of a story, or an article that tells it
        #[arg(value_name = "STORY")]
        story: Option<String>,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Follows stories: what is imported later and belongs to them is counted and collected
    Follow {
        /// What to do with followed stories.
        #[command(subcommand)]
        command: FollowCommand,
    },
    /// Bookmarks articles
    Bookmark {
        /// What to do with bookmarks.
        #[command(subcommand)]
        command: BookmarkCommand,
    },
    /// Writes every article of the cache, or those that answer to a search, to standard output
    #[command(after_help = QUERIES)]
    Export {
        /// Those that answer to it.
        #[command(flatten)]
        query: QueryWords,
        /// The form
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: ExportAs,
        /// Writes a file for each article into this folder instead
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
    },
    /// Carries what you did (read, bookmarks, tags, notes) between machines
    State {
        /// What to do with it.
        #[command(subcommand)]
        command: StateCommand,
    },
    /// Verifies the cache and says what is wrong
    Check {
        /// Saves what can be read of a damaged cache into a new one, and keeps the old
        #[arg(long)]
        repair: bool,
    },
    /// Makes, shows or checks the configuration
    Config {
        /// What to do with the configuration.
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Takes pictures of the screens, as SVG
    #[command(hide = true)]
    Gallery {
        /// Where they go
        folder: PathBuf,
        /// Writes nothing, and names the pictures there that are no longer true
        #[arg(long)]
        check: bool,
    },
    /// Lists the keys and what they do
    Keys,
    /// Prints where newsprint keeps its files
    Paths,
    /// Prints completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page
    Man,
    /// Gives the terminal back when the reader cannot any more; started by the reader
    #[command(name = tui::GUARD, hide = true)]
    GuardTerminal {
        /// The modes the terminal had.
        modes: String,
    },
}

/// What is done to saved searches, one thing at a time.
#[derive(Args, Debug)]
pub struct Saving {
    /// Saves the search under a name; it stands among the views of the reader
    #[arg(long, value_name = "NAME")]
    pub save: Option<String>,
    /// Lists the saved searches, with how many articles answer
    #[arg(long, conflicts_with = "save")]
    pub saved: bool,
    /// Gives a saved search another name
    #[arg(long, num_args = 2, value_names = ["NAME", "NEW"], conflicts_with_all = ["save", "saved"])]
    pub rename: Option<Vec<String>>,
    /// Forgets a saved search
    #[arg(long, value_name = "NAME", conflicts_with_all = ["save", "saved", "rename"])]
    pub forget: Option<String>,
}

/// A search. Only its beginning may have a hyphen, or options after it would be taken for words.
#[derive(Args, Debug)]
pub struct QueryWords {
    /// A search, as one argument or as several words
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    first: Option<String>,
    #[arg(hide = true)]
    more: Vec<String>,
}

impl QueryWords {
    /// The search as one text.
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.first.iter().chain(&self.more).map(String::as_str).collect();
        words.join(" ")
    }
}

/// What to do with feeds.
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
    },
    /// Lists the feeds and how they fare
    List {
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

/// The forms in which subscriptions leave.
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

/// What to do with followed stories.
#[derive(Debug, Subcommand)]
pub enum FollowCommand {
    /// Follows the story of an article, or gives it another name
    Add {
        /// The id of a story, or an article that tells it
        story: String,
        /// What you call it; without, it is called by the headline of the article
        #[arg(long)]
        name: Option<String>,
    },
    /// Lists the stories followed, those with news first
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Lets a story rest: what comes is not counted
    Pause {
        /// The id of a story, or an article that tells it
        story: String,
    },
    /// Goes on with a story that rested
    Resume {
        /// The id of a story, or an article that tells it
        story: String,
    },
    /// Follows a story no longer
    End {
        /// The id of a story, or an article that tells it
        story: String,
    },
}

/// What to do with bookmarks.
#[derive(Debug, Subcommand)]
pub enum BookmarkCommand {
    /// Bookmarks an article
    Add {
        /// An id, a URL or a GUID
        article: String,
        /// A note about it
        #[arg(long)]
        note: Option<String>,
        /// A tag; may be given several times
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
    },
    /// Removes the bookmark of an article
    Remove {
        /// An id, a URL or a GUID
        article: String,
    },
    /// Lists the bookmarks, latest first
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Writes all bookmarks to standard output
    Export {
        /// The form
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: BookmarksAs,
    },
    /// Merges bookmarks exported as JSON
    Import {
        /// The file; `-` is standard input
        path: PathBuf,
    },
}

/// What to do with the state: everything the person did, apart from the articles.
#[derive(Debug, Subcommand)]
pub enum StateCommand {
    /// Writes it to standard output
    Export,
    /// Takes in what such files say; of two statements about one thing the later counts
    Merge {
        /// The files; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Takes in what a file says, where it is there, and writes everything back to it
    Sync {
        /// A file that any synchroniser carries from machine to machine
        path: PathBuf,
    },
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Writes a configuration with every option and its default, commented out
    Init,
    /// Prints the configuration in force
    Show,
    /// Prints where the configuration is
    Path,
    /// Says what is wrong in the configuration
    Check,
}

/// The forms in which articles leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportAs {
    /// JSON Lines, without loss
    Json,
    /// Markdown with front matter
    Markdown,
    /// The subscriptions
    Opml,
}

/// The forms in which bookmarks leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BookmarksAs {
    /// A JSON array that merges back in
    Json,
    /// A Markdown list
    Markdown,
    /// The bookmark file of browsers
    Netscape,
}

impl From<BookmarksAs> for BookmarkFormat {
    fn from(form: BookmarksAs) -> Self {
        match form {
            BookmarksAs::Json => Self::Json,
            BookmarksAs::Markdown => Self::Markdown,
            BookmarksAs::Netscape => Self::Netscape,
        }
    }
}
