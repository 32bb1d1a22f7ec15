//! The subcommands for bookmarks, and for the state as a whole.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::library::BookmarkFormat;

/// The subcommands of `bookmark`.
#[derive(Debug, Subcommand)]
pub enum BookmarkCommand {
    /// Bookmarks an article
    Add {
        /// An id, a URL or a GUID
        article: String,
        /// A note about it
        #[arg(long)]
        note: Option<String>,
        /// A tag; can be given several times
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
        /// The format
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: BookmarkFormatArgument,
    },
    /// Merges bookmarks exported as JSON
    Import {
        /// The file; `-` is standard input
        path: PathBuf,
    },
}

/// The formats of exported bookmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BookmarkFormatArgument {
    /// A JSON array that can be imported again
    Json,
    /// A Markdown list
    Markdown,
    /// The bookmark file of browsers
    Netscape,
}

impl From<BookmarkFormatArgument> for BookmarkFormat {
    fn from(form: BookmarkFormatArgument) -> Self {
        match form {
            BookmarkFormatArgument::Json => Self::Json,
            BookmarkFormatArgument::Markdown => Self::Markdown,
            BookmarkFormatArgument::Netscape => Self::Netscape,
        }
    }
}

/// The subcommands of `state`: everything the person did, apart from the articles.
#[derive(Debug, Subcommand)]
pub enum StateCommand {
    /// Writes your state to standard output
    Export,
    /// Merges exported state into yours; of two changes to the same thing, the later wins
    Merge {
        /// The files; `-` is standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Merges the state in a file, if it exists, and writes the result back to it
    Sync {
        /// A file that a sync tool copies between your machines
        path: PathBuf,
    },
}
