//! A search on the command line, and what is done to saved searches.

use clap::Args;

/// The form of a search, told after the help of every command that takes one.
pub(super) const QUERIES: &str = "Searches:
  flood river          both words, wherever they stand
  flood or storm       one of them at least
  \"rose in the night\"  these words in this order
  -flood               not this word
  flood*               words that begin so
  in:headline flood    words of the headline alone
  author: section: site: topic: lang:          names and languages
  is:unread is:read is:bookmarked has:note tag:  what you did
  before:2024-02 after:2024-01-15 last:7d      dates (h, d, w, m, y)";

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
