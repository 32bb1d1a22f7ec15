//! A search on the command line, and the options that save or change searches.

use clap::builder::{StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Args, Command, Error};

use crate::domain::nearest;

/// The syntax of a search, printed after the help of every command that takes one.
pub(super) const QUERIES: &str = "Searches:
  flood river          both words, anywhere
  flood or storm       at least one of the words
  \"rose in the night\"  this exact phrase
  -flood               without this word
  flood*               words that begin with flood
  in:headline flood    words in the headline only
  in:highlights flood  words in highlights and their notes
  author: section: site: topic: lang:          names and languages
  is:unread is:read is:bookmarked has:note tag:  what you did
  before:2024-02 after:2024-01-15 last:7d      dates (h, d, w, m, y)";

/// The options that save, list or change searches, one at a time.
#[derive(Args, Debug)]
pub struct Saving {
    /// Saves the search under a name, as a view of the reader
    #[arg(long, value_name = "NAME")]
    pub save: Option<String>,
    /// Lists the saved searches, with the number of matches
    #[arg(long, conflicts_with = "save")]
    pub saved: bool,
    /// Renames a saved search
    #[arg(long, num_args = 2, value_names = ["NAME", "NEW"], conflicts_with_all = ["save", "saved"])]
    pub rename: Option<Vec<String>>,
    /// Deletes a saved search
    #[arg(long, value_name = "NAME", conflicts_with_all = ["save", "saved", "rename"])]
    pub forget: Option<String>,
}

/// A search. Only its beginning may have a hyphen, or options after it would be taken for words.
#[derive(Args, Debug)]
pub struct QueryWords {
    /// A search, as one argument or several words
    #[arg(value_name = "QUERY", allow_hyphen_values = true, value_parser = FirstWord)]
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

/// Parses the first word of a search. A word after one hyphen is excluded from the search; a word that can
/// only be a misspelt option (`--limt`, `-n`) is refused, with the nearest option of the command.
#[derive(Clone)]
struct FirstWord;

impl TypedValueParser for FirstWord {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, Error> {
        let word = StringValueParser::new().parse_ref(command, argument, value)?;
        let is_option = word.starts_with("--") || (word.starts_with('-') && word.chars().count() == 2);
        if is_option { Err(unknown_option(command, &word)) } else { Ok(word) }
    }
}

fn unknown_option(command: &Command, word: &str) -> Error {
    let mut error = Error::new(ErrorKind::UnknownArgument).with_cmd(command);
    error.insert(ContextKind::InvalidArg, ContextValue::String(word.to_owned()));
    let options = command.get_arguments().filter_map(Arg::get_long);
    let name = word.trim_start_matches('-').split('=').next().unwrap_or_default();
    if let Some(near) = nearest(name, options) {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{near}")));
    }
    error
}
