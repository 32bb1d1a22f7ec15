//! The commands typed after `:`: every action by its name, and commands that take an argument. One table
//! makes the reading, the completion and the help.

use crate::config::Settings;
use crate::config::action::Action;
use crate::domain::{Order, Prose, Query, did_you_mean, parse_tag_words};
use crate::words::{Sentence, Words};

use super::ask::CompletionSource;
use super::effect::Saving;
use super::wish::Wish;

/// A command that takes an argument.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// The name typed after the colon.
    pub name: &'static str,
    /// The kind of its argument.
    pub takes: Takes,
    /// The sentence of the help: a verb first, no full stop.
    pub help: Sentence,
    read: fn(&str, Words) -> Result<Wish, String>,
}

/// The kind of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The name of a list.
    View,
    /// The name of a saved search.
    Saved,
    /// The name of an order.
    Order,
    /// A search.
    Query,
    /// Tags, parted by spaces or commas.
    Tags,
    /// Words of one's own.
    Words,
    /// The path of a file or folder.
    Path,
    /// An id, an address or a GUID.
    Article,
    /// The name of a setting and its value.
    Setting,
}

impl Takes {
    /// How it is written in the help.
    pub fn name(self, words: Words) -> &'static str {
        match self {
            Self::View => words.takes_view(),
            Self::Saved => words.takes_saved(),
            Self::Order => words.takes_order(),
            Self::Query => words.takes_query(),
            Self::Tags => words.takes_tags(),
            Self::Words => words.takes_words(),
            Self::Path => words.takes_path(),
            Self::Article => words.takes_article(),
            Self::Setting => words.takes_setting(),
        }
    }
}

/// Every command that takes something. What takes nothing is an action.
pub const COMMANDS: &[Command] = &[
    command("view", Takes::View, Words::command_view, |text, _| Ok(Wish::TurnToNamed(text.to_owned()))),
    command("search", Takes::Query, Words::command_search, |text, _| query(text).map(Wish::Search)),
    command("filter", Takes::Query, Words::command_filter, |text, _| query(text).map(Wish::Filter)),
    command("save-search", Takes::Words, Words::command_save_search, |text, words| {
        name(text, words).map(Wish::SaveSearch)
    }),
    command("rename-search", Takes::Words, Words::command_rename_search, |text, words| {
        name(text, words).map(Wish::RenameSearch)
    }),
    command("forget-search", Takes::Saved, Words::command_forget_search, |text, _| {
        Ok(Wish::ChangeSearches(Saving::Forget(text.to_owned())))
    }),
    command("sort-by", Takes::Order, Words::command_sort_by, order),
    command("tag", Takes::Tags, Words::command_tag, |text, words| tags(text, words).map(Wish::Tag)),
    command("untag", Takes::Tags, Words::command_untag, |text, words| tags(text, words).map(Wish::Untag)),
    command("note", Takes::Words, Words::command_note, |text, _| Ok(Wish::Note(text.to_owned()))),
    command("delete-found", Takes::Query, Words::command_delete_found, |text, _| {
        query(text).map(Wish::DeleteFound)
    }),
    command("follow", Takes::Words, Words::command_follow, |text, words| {
        Prose::non_empty(text).map(Wish::FollowAs).ok_or_else(|| words.story_needs_name().to_owned())
    }),
    command("article", Takes::Article, Words::command_article, |text, _| {
        Ok(Wish::OpenNamed(text.to_owned()))
    }),
    command("import", Takes::Path, Words::command_import, |text, _| Ok(Wish::Import(text.to_owned()))),
    command("export", Takes::Path, Words::command_export, |text, _| Ok(Wish::Export(text.to_owned()))),
    command("export-bookmarks", Takes::Path, Words::command_export_bookmarks, |text, _| {
        Ok(Wish::ExportBookmarks(text.to_owned()))
    }),
    command("pipe-to", Takes::Words, Words::command_pipe_to, |text, _| Ok(Wish::Pipe(text.to_owned()))),
    command("set", Takes::Setting, Words::command_set, |text, _| {
        let (name, value) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        Ok(Wish::Set(name.to_owned(), value.trim().to_owned()))
    }),
];

const fn command(
    name: &'static str,
    takes: Takes,
    help: Sentence,
    read: fn(&str, Words) -> Result<Wish, String>,
) -> Command {
    Command { name, takes, help, read }
}

/// The name of an order on the screen.
pub const fn order_sentence(order: Order) -> Sentence {
    match order {
        Order::BestFirst => Words::best_first,
        Order::NewestFirst => Words::newest_first,
        Order::OldestFirst => Words::oldest_first,
        Order::UnreadFirst => Words::unread_first,
        Order::LongestFirst => Words::longest_first,
        Order::ShortestFirst => Words::shortest_first,
        Order::ByPublication => Words::by_publication,
    }
}

/// The command that a line begins with, and its argument.
pub fn begun(line: &str) -> Option<(&'static Command, &str)> {
    let (name, rest) = line.trim_start().split_once(char::is_whitespace)?;
    COMMANDS.iter().find(|command| command.name == name).map(|command| (command, rest.trim_start()))
}

/// Reads a line as a wish, or says why it is none.
pub fn read(line: &str, words: Words) -> Result<Wish, String> {
    let line = line.trim();
    if let Some((command, argument)) = begun(line) {
        return (command.read)(argument, words);
    }
    if let Some(command) = COMMANDS.iter().find(|command| command.name == line) {
        return Err(words.command_takes(command.name, command.takes.name(words), (command.help)(words)));
    }
    line.parse().map(Wish::Act).map_err(|_unknown| {
        let name = line.split_whitespace().next().unwrap_or_default();
        let actions = Action::ALL.iter().map(|action| action.name());
        let hint = did_you_mean(name, actions.chain(COMMANDS.iter().map(|command| command.name)));
        words.no_such_command(name, hint.unwrap_or_else(|| words.tab_shows_commands().to_owned()))
    })
}

fn query(text: &str) -> Result<Query, String> {
    Query::parse(text).map_err(|mistake| mistake.to_string())
}

fn name(text: &str, words: Words) -> Result<Prose, String> {
    Prose::non_empty(text).ok_or_else(|| words.search_needs_name().to_owned())
}

fn order(text: &str, words: Words) -> Result<Wish, String> {
    Order::named(text).map(Wish::Sort).ok_or_else(|| words.orders_there_are().to_owned())
}

fn tags(text: &str, words: Words) -> Result<Vec<Prose>, String> {
    let tags: Vec<Prose> = parse_tag_words(text).into_iter().collect();
    if tags.is_empty() { Err(words.tags_are_words().to_owned()) } else { Ok(tags) }
}

/// Something that a line could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The whole line then.
    pub line: String,
    /// The part of it that is shown.
    pub name: String,
    /// The words beside it.
    pub about: String,
}

/// Where the words come from that complete a line, where only the collection or the disk knows them.
pub fn completion_source(line: &str) -> Option<CompletionSource> {
    let (command, argument) = begun(line)?;
    match command.takes {
        Takes::View => Some(CompletionSource::Views),
        Takes::Saved => Some(CompletionSource::SavedSearches),
        Takes::Tags => Some(CompletionSource::Tags),
        Takes::Path => Some(CompletionSource::Paths(argument.to_owned())),
        Takes::Order | Takes::Query | Takes::Words | Takes::Article | Takes::Setting => None,
    }
}

/// The lines that a line could become; `known` are the words that were asked for.
pub fn candidates(line: &str, known: &[(String, String)], words: Words) -> Vec<Candidate> {
    let Some((command, argument)) = begun(line) else { return names(line.trim_start(), words) };
    let (kept, last) = match command.takes {
        Takes::Tags => {
            let from = argument.rfind([' ', ',']).map_or(0, |at| at + 1);
            argument.split_at(from)
        }
        Takes::View
        | Takes::Saved
        | Takes::Order
        | Takes::Query
        | Takes::Words
        | Takes::Article
        | Takes::Setting
        | Takes::Path => ("", argument),
    };
    let goes_on = |word: &str| word.to_lowercase().starts_with(&last.to_lowercase()) && word != last;
    let candidate = |(word, about): (&str, &str)| Candidate {
        line: format!("{} {kept}{word}", command.name),
        name: word.to_owned(),
        about: about.to_owned(),
    };
    let found: Vec<(&str, &str)> = match command.takes {
        Takes::Order => {
            Order::ALL.iter().map(|(name, order)| (*name, order_sentence(*order)(words))).collect()
        }
        Takes::Setting => return settings(argument),
        Takes::View | Takes::Saved | Takes::Tags | Takes::Path => {
            known.iter().map(|(word, about)| (word.as_str(), about.as_str())).collect()
        }
        Takes::Query | Takes::Words | Takes::Article => Vec::new(),
    };
    found.into_iter().filter(|(word, _)| goes_on(word)).map(candidate).collect()
}

/// The commands and actions whose names begin so; then those that have it within.
fn names(typed: &str, words: Words) -> Vec<Candidate> {
    let commands = COMMANDS.iter().map(|command| Candidate {
        line: format!("{} ", command.name),
        name: format!("{} {}", command.name, command.takes.name(words)),
        about: (command.help)(words).to_owned(),
    });
    let actions = Action::ALL.iter().map(|action| Candidate {
        line: action.name().to_owned(),
        name: action.name().to_owned(),
        about: action.help(words).to_owned(),
    });
    let all: Vec<Candidate> = commands.chain(actions).collect();
    let (first, rest): (Vec<Candidate>, Vec<Candidate>) =
        all.into_iter().partition(|candidate| candidate.line.starts_with(typed));
    let within = rest.into_iter().filter(|candidate| candidate.line.contains(typed));
    first.into_iter().chain(within).filter(|candidate| candidate.line != typed).collect()
}

fn settings(argument: &str) -> Vec<Candidate> {
    let candidate =
        |line: String, name: &str| Candidate { line, name: name.to_owned(), about: String::new() };
    match argument.split_once(char::is_whitespace) {
        None => Settings::changeable()
            .filter(|name| name.starts_with(argument))
            .map(|name| candidate(format!("set {name} "), name))
            .collect(),
        Some((name, value)) => Settings::words_of(name)
            .into_iter()
            .filter(|word| word.starts_with(value.trim_start()))
            .map(|word| candidate(format!("set {name} {word}"), word))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words::english();

    #[test]
    fn a_line_is_an_action_or_a_command_with_its_argument() {
        assert_eq!(read(" zen ", WORDS), Ok(Wish::Act(Action::Zen)));
        assert_eq!(read("tag #bridges, city", WORDS), Ok(Wish::Tag(vec!["bridges".into(), "city".into()])));
        assert_eq!(read("set measure 60", WORDS), Ok(Wish::Set("measure".into(), "60".into())));
        assert_eq!(read("sort-by oldest", WORDS), Ok(Wish::Sort(Order::OldestFirst)));
    }

    #[test]
    fn what_is_no_command_names_the_nearest() {
        assert_eq!(read("exprot x", WORDS).unwrap_err(), "“exprot” is no command; did you mean \"export\"?");
        assert!(read("tag", WORDS).unwrap_err().starts_with("tag takes TAG…"));
    }

    #[test]
    fn a_name_is_completed_from_its_beginning_and_then_from_within() {
        let lines = |typed| candidates(typed, &[], WORDS).into_iter().map(|one| one.line).collect::<Vec<_>>();

        assert_eq!(lines("expo"), ["export ", "export-bookmarks "]);
        assert!(lines("bookmark").contains(&"toggle-bookmark".to_owned()));
        assert_eq!(lines("sort-by n"), ["sort-by newest"]);
        assert_eq!(lines("set bor"), ["set borders "]);
        assert_eq!(lines("set borders a"), ["set borders ascii"]);
    }

    #[test]
    fn the_last_of_several_tags_is_completed() {
        let known = [("bridges".to_owned(), String::new()), ("city".to_owned(), String::new())];

        let lines: Vec<String> =
            candidates("tag city, b", &known, WORDS).into_iter().map(|one| one.line).collect();

        assert_eq!(lines, ["tag city, bridges"]);
    }

    #[test]
    fn no_command_has_the_name_of_an_action() {
        for command in COMMANDS {
            assert!(command.name.parse::<Action>().is_err(), "{}", command.name);
        }
    }
}
