//! A search on the command line; a mistake is shown at its place in the text.

use super::arguments::QueryWords;
use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use crate::domain::{Prose, Query, QueryMistake, View};
use crate::library::Library;
use crate::typeset::width;

/// Parses the words of a search, with the current time for its days.
pub fn query(words: &QueryWords) -> Result<Query, Failure> {
    parsed(&words.text())
}

/// Parses a search, with the current time for its days.
pub fn parsed(text: &str) -> Result<Query, Failure> {
    let query = Query::parse(text).map_err(|mistake| failure(text, &mistake))?;
    let clock = clock();
    Ok(query.at(clock.now).in_zone(clock.calendar.zone))
}

/// The view that a command goes through: everything, or the answers to a search.
pub fn view(words: &QueryWords) -> Result<View, Failure> {
    let query = query(words)?;
    Ok(if query.is_empty() { View::All } else { View::Matching(query) })
}

/// The end of a command on a search; where nothing was found, a suggested spelling is printed.
pub fn done(library: &Library, query: Option<&Query>, any: bool) -> Result<CommandOutcome, Failure> {
    if let Some(query) = query.filter(|_| !any)
        && let Some(meant) = library.count_found(query)?.suggestion
    {
        print_message(format_args!("did you mean {}?", meant.as_str()));
    }
    Ok(CommandOutcome::found(any))
}

fn failure(text: &str, mistake: &QueryMistake) -> Failure {
    let shown = |from: usize, to: usize| {
        let part: String = text.chars().skip(from).take(to.saturating_sub(from)).collect();
        Prose::from_untrusted(&part).to_string()
    };
    let (start, end) = (mistake.range.start, mistake.range.end);
    let (before, wrong) = (shown(0, start), shown(start, end));
    let line = format!("{before}{wrong}{}", shown(end, usize::MAX));
    let carets = "^".repeat(width(&wrong).max(1));
    let place = format!("{}{carets}", " ".repeat(width(&before)));
    let failure =
        Failure::usage(format!("cannot understand the search: {}", mistake.message)).quoting(&line, &place);
    match &mistake.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
