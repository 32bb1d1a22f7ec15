//! The commands of the command line and their options; the subcommands have a file for each subject.

mod accounts;
mod feeds;
mod kept;
mod marks;
mod rules;
mod searches;
mod stories;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::colour::ColourChoice;
use crate::domain::ArticleId;
use crate::tui;

pub use accounts::AccountCommand;
pub use feeds::FeedCommand;
pub use kept::{BookmarkCommand, StateCommand};
pub use marks::{ArticleArguments, MarkAs};
pub use rules::RulesCommand;
use searches::QUERIES;
pub use searches::{QueryWords, Saving};
pub use stories::FollowCommand;

/// A terminal news reader with a local cache of articles.
///
/// Without a command it opens the reader. Reading needs no network.
#[derive(Debug, Parser)]
#[command(name = "newsprint", version = env!("NEWSPRINT_VERSION"), after_help = EXAMPLES)]
pub struct Arguments {
    /// The options of every command.
    #[command(flatten)]
    pub globals: Globals,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "Examples:
  newsprint demo                     read the sample edition; nothing is saved
  newsprint import ~/saved-pages     import pages, JSON and text into the cache
  newsprint                          read what is in the cache";

/// Options of every command.
#[derive(Args, Debug)]
pub struct Globals {
    /// The article cache file
    #[arg(long, global = true, value_name = "PATH", env = "NEWSPRINT_CACHE")]
    pub cache: Option<PathBuf>,
    /// The configuration file
    #[arg(long, global = true, value_name = "PATH", env = "NEWSPRINT_CONFIG")]
    pub config: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColourChoice,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Opens the sample edition; nothing is saved
    Demo,
    /// Opens files in the reader without importing them; nothing is saved
    Read {
        /// Files and folders; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Writes them to standard output instead, one after the other, for a screen reader or a pipe
        #[arg(long)]
        plain: bool,
    },
    /// Opens the reader at an article, or with the results of a search
    #[command(after_help = QUERIES)]
    Open {
        /// An id, a URL or a GUID; otherwise a search.
        #[command(flatten)]
        what: QueryWords,
    },
    /// Imports articles into the cache
    Import {
        /// Files and folders; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Reads the files without storing anything
        #[arg(long)]
        dry_run: bool,
        /// Prints JSON Lines; with --dry-run whole articles
        #[arg(long)]
        json: bool,
    },
    /// Lists articles, newest first
    #[command(after_help = QUERIES)]
    List {
        /// The search for the articles to list.
        #[command(flatten)]
        query: QueryWords,
        /// Prints only the number of articles
        #[arg(long)]
        count: bool,
        /// At most this many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Searches the cache, best matches first
    #[command(after_help = QUERIES)]
    Search {
        /// The search.
        #[command(flatten)]
        query: QueryWords,
        /// The options that save or change searches.
        #[command(flatten)]
        saving: Saving,
        /// At most this many
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
        /// The width in columns
        #[arg(long, value_name = "N")]
        width: Option<usize>,
        /// Prints it as JSON
        #[arg(long, conflicts_with = "markdown")]
        json: bool,
        /// Prints it as Markdown
        #[arg(long)]
        markdown: bool,
        /// Prints each paragraph on one line and formatting in plain characters, for a screen reader or a pipe
        #[arg(long, conflicts_with_all = ["json", "markdown", "width"])]
        plain: bool,
        /// Does not draw pictures; they are never drawn in a pipe
        #[arg(long)]
        no_pictures: bool,
    },
    /// Lists the articles related to one
    Related {
        /// An id, a URL or a GUID
        article: String,
        /// At most this many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Lists all of them
        #[arg(long)]
        all: bool,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Subscribes to feeds
    Feed {
        /// The subcommand.
        #[command(subcommand)]
        command: FeedCommand,
    },
    /// Syncs subscriptions, read marks and bookmarks with an account on a server
    Account {
        /// The subcommand.
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Fetches the feeds: all of them, or only those named
    Fetch {
        /// Numbers, addresses, names, tags or folders of feeds
        #[arg(value_name = "FEED")]
        feeds: Vec<String>,
        /// Fetches only feeds whose interval has passed: yours (feed set --every), or the one the feed asks for
        #[arg(long, conflicts_with = "feeds")]
        due: bool,
        /// Prints nothing unless something fails
        #[arg(long)]
        quiet: bool,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Fetches pages into the cache, to read later
    Add {
        /// Their addresses
        #[arg(required = true, value_name = "URL")]
        urls: Vec<String>,
    },
    /// Downloads the audio and video of articles, resuming unfinished files; without articles, lists the downloads
    Download {
        /// Ids, URLs or GUIDs
        #[arg(value_name = "ARTICLE")]
        articles: Vec<String>,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Removes old articles, as set in [keep] of the configuration
    Prune {
        /// Lists what would be removed, and removes nothing
        #[arg(long)]
        dry_run: bool,
        /// Removes unread articles too
        #[arg(long)]
        unread: bool,
    },
    /// Prints the front page: the lead story, and the others by how many sources cover them and how recent they are
    #[command(after_help = QUERIES)]
    Front {
        /// The search for the stories of the page.
        #[command(flatten)]
        query: QueryWords,
        /// The format
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: FrontFormatArgument,
        /// The width in columns
        #[arg(long, value_name = "N")]
        width: Option<usize>,
        /// At most this many stories
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Lists the stories covered by several articles, or shows one from its first report to its latest
    Stories {
        /// The id of a story, or an article about it
        #[arg(value_name = "STORY")]
        story: Option<String>,
        /// At most this many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Follows stories: new articles about them are counted and collected
    Follow {
        /// The subcommand.
        #[command(subcommand)]
        command: FollowCommand,
    },
    /// Lists, checks and applies the rules of the configuration for new articles
    Rules {
        /// The subcommand; without, the rules are listed.
        #[command(subcommand)]
        command: Option<RulesCommand>,
    },
    /// Bookmarks articles
    Bookmark {
        /// The subcommand.
        #[command(subcommand)]
        command: BookmarkCommand,
    },
    /// Marks articles read or unread
    Mark {
        /// The new state
        #[arg(value_name = "STATE")]
        state: MarkAs,
        /// The articles to mark.
        #[command(flatten)]
        which: ArticleArguments,
    },
    /// Tags articles; tagged articles are bookmarked
    Tag {
        /// The tags, separated by commas
        #[arg(value_name = "TAGS")]
        tags: String,
        /// The articles to tag.
        #[command(flatten)]
        which: ArticleArguments,
        /// Removes the tags instead
        #[arg(long)]
        remove: bool,
    },
    /// Deletes articles; neither a fetch nor an import brings them back
    Delete {
        /// The articles to delete.
        #[command(flatten)]
        which: ArticleArguments,
    },
    /// Undoes the last change made with mark, tag, delete or bookmark
    Undo,
    /// Restores deleted articles
    Restore {
        /// Their ids, as delete printed them
        #[arg(required = true, value_name = "ID")]
        articles: Vec<ArticleId>,
    },
    /// Writes all articles, or those that match a search, to standard output
    #[command(after_help = QUERIES)]
    Export {
        /// The search for the articles to write.
        #[command(flatten)]
        query: QueryWords,
        /// The format
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: ExportFormatArgument,
        /// Writes one file per article into this folder instead
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
        /// Only the articles of this story, earliest first
        #[arg(long, value_name = "STORY", conflicts_with_all = ["into", "first"])]
        story: Option<String>,
        /// Only the articles of the front page
        #[arg(long, conflicts_with_all = ["into", "story"])]
        front: bool,
    },
    /// Shares what you did (read, bookmarks, tags, notes) between machines
    State {
        /// The subcommand.
        #[command(subcommand)]
        command: StateCommand,
    },
    /// Checks the cache and lists any problems
    Check {
        /// Recovers what can be read of a damaged cache into a new one, and keeps the old file
        #[arg(long)]
        repair: bool,
    },
    /// Checks the set-up, terminal, cache and feeds, and says how to fix what is wrong
    Doctor,
    /// Creates, shows or checks the configuration
    Config {
        /// The subcommand.
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Lists the keys and what they do
    Keys,
    /// Prints where newsprint keeps its files
    Paths,
    /// Prints shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual, or the page of a command
    Man {
        /// The command, such as `feed add`
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
        /// Writes the manual and a page for each command into this folder instead
        #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
        into: Option<PathBuf>,
    },
    /// Restores the terminal after the reader was killed; started by the reader
    #[command(name = tui::GUARD, hide = true)]
    GuardTerminal {
        /// The terminal modes to restore.
        modes: String,
    },
}

/// The subcommands of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Creates a configuration file with every option and its default, commented out
    Init,
    /// Prints the configuration in effect
    Show,
    /// Prints the path of the configuration file
    Path,
    /// Lists errors in the configuration
    Check,
    /// Prints every text of the screen, ready to translate
    Words,
}

/// The forms of the front page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FrontFormatArgument {
    /// Text in columns
    Text,
    /// Markdown
    Markdown,
    /// A page to send by mail, without scripts or pictures
    Html,
    /// JSON Lines
    Json,
}

/// The formats of exported articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormatArgument {
    /// JSON Lines, lossless
    Json,
    /// Markdown with front matter
    Markdown,
    /// One self-contained page; with --into, a page per article and an index
    Html,
    /// An EPUB e-book
    Epub,
    /// Your notes and highlights as Markdown, one file per article (needs --into); a later export keeps what you
    /// added to a file
    Notes,
    /// The subscriptions
    Opml,
}
