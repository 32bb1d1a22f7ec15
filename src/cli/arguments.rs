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
pub use feeds::{FeedCommand, FeedOrder};
pub use kept::{BookmarkCommand, StateCommand};
pub use marks::{MarkAs, Which};
pub use rules::RulesCommand;
use searches::QUERIES;
pub use searches::{QueryWords, Saving};
pub use stories::FollowCommand;

/// A terminal news reader over a local cache of articles.
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
  newsprint demo                     read the sample edition; nothing is kept
  newsprint import ~/saved-pages     bring pages, JSON and text into the cache
  newsprint                          read what is in the cache";

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

/// The commands.
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
    /// Opens the reader at an article, or on what a search finds
    #[command(after_help = QUERIES)]
    Open {
        /// An id, a URL or a GUID; else a search.
        #[command(flatten)]
        what: QueryWords,
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
        /// The search for the articles to list.
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
        /// The search.
        #[command(flatten)]
        query: QueryWords,
        /// The options that save or change searches.
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
        /// Draws no pictures; in a pipe none are drawn anyway
        #[arg(long)]
        no_pictures: bool,
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
        /// The subcommand.
        #[command(subcommand)]
        command: FeedCommand,
    },
    /// Keeps marks and subscriptions in step with an account on a server
    Account {
        /// The subcommand.
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Fetches the feeds: all that are due, or these
    Fetch {
        /// Numbers, addresses, names, tags or folders of feeds
        #[arg(value_name = "FEED")]
        feeds: Vec<String>,
        /// Of all feeds, only those whose interval has passed: yours (feed set --every), or what they ask for
        #[arg(long, conflicts_with = "feeds")]
        due: bool,
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
    /// Downloads the recordings of articles, going on where one broke off; without articles, lists what is there
    Download {
        /// Ids, URLs or GUIDs
        #[arg(value_name = "ARTICLE")]
        articles: Vec<String>,
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
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
    /// Prints the front page: the lead story, and the others by how many tell them and how fresh they are
    #[command(after_help = QUERIES)]
    Front {
        /// The search for the stories of the page.
        #[command(flatten)]
        query: QueryWords,
        /// The form
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: FrontAs,
        /// Columns to set it in
        #[arg(long, value_name = "N")]
        width: Option<usize>,
        /// At most so many stories
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
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
        /// The subcommand.
        #[command(subcommand)]
        command: FollowCommand,
    },
    /// Rules of the configuration: what is done with articles that arrive
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
        /// What they become
        #[arg(value_name = "STATE")]
        state: MarkAs,
        /// The articles to mark.
        #[command(flatten)]
        which: Which,
    },
    /// Tags articles; what is tagged is bookmarked
    Tag {
        /// The tags, parted by commas
        #[arg(value_name = "TAGS")]
        tags: String,
        /// The articles to tag.
        #[command(flatten)]
        which: Which,
        /// Takes the tags off instead
        #[arg(long)]
        remove: bool,
    },
    /// Deletes articles; neither a fetch nor an import brings them back
    Delete {
        /// The articles to delete.
        #[command(flatten)]
        which: Which,
    },
    /// Brings deleted articles back
    Restore {
        /// Their ids, as delete printed them
        #[arg(required = true, value_name = "ID")]
        articles: Vec<ArticleId>,
    },
    /// Writes every article of the cache, or those that answer to a search, to standard output
    #[command(after_help = QUERIES)]
    Export {
        /// The search for the articles to write.
        #[command(flatten)]
        query: QueryWords,
        /// The form
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: ExportAs,
        /// Writes a file for each article into this folder instead
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
        /// The articles of this story alone, the first first
        #[arg(long, value_name = "STORY", conflicts_with_all = ["into", "first"])]
        story: Option<String>,
        /// The articles of the front page alone
        #[arg(long, conflicts_with_all = ["into", "story"])]
        front: bool,
    },
    /// Carries what you did (read, bookmarks, tags, notes) between machines
    State {
        /// The subcommand.
        #[command(subcommand)]
        command: StateCommand,
    },
    /// Verifies the cache and says what is wrong
    Check {
        /// Saves what can be read of a damaged cache into a new one, and keeps the old
        #[arg(long)]
        repair: bool,
    },
    /// Tells how newsprint stands here: set-up, terminal, cache and feeds, and what to do where something is not right
    Doctor,
    /// Makes, shows or checks the configuration
    Config {
        /// The subcommand.
        #[command(subcommand)]
        command: ConfigCommand,
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
    /// Prints the manual, or the page of a command
    Man {
        /// The command, such as `feed add`
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
        /// Writes the manual and a page for each command into this folder instead
        #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
        into: Option<PathBuf>,
    },
    /// Gives the terminal back when the reader cannot any more; started by the reader
    #[command(name = tui::GUARD, hide = true)]
    GuardTerminal {
        /// The terminal modes to restore.
        modes: String,
    },
}

/// The subcommands of `config`.
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
    /// Prints every sentence of the screen, to be translated
    Words,
}

/// The forms of the front page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FrontAs {
    /// Set in columns
    Text,
    /// Markdown
    Markdown,
    /// A page to send by mail, without scripts and pictures
    Html,
    /// JSON Lines
    Json,
}

/// The forms in which articles leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportAs {
    /// JSON Lines, without loss
    Json,
    /// Markdown with front matter
    Markdown,
    /// One page that needs nothing beside it; with --into, one each and a list of them
    Html,
    /// A book for a reader of books
    Epub,
    /// Your notes and highlights as Markdown, a file an article (needs --into), written again without touching what
    /// you added
    Notes,
    /// The subscriptions
    Opml,
}
