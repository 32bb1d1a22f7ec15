//! The commands typed after `:`: every action by its name, and commands that take an argument. One table
//! serves reading, completion and help.

use crate::config::Settings;
use crate::config::action::Action;
use crate::config::command::{ArgumentKind, Command, Step};
use crate::domain::{Mark, Order, Prose, Query, RuleAction, did_you_mean, parse_tag_words};
use crate::words::{Sentence, Words};

use super::ask::CompletionSource;
use super::effect::SearchChange;
use super::wish::Wish;

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

/// Parses a line as a wish; the error describes the mistake.
pub fn read(line: &str, words: Words) -> Result<Wish, String> {
    let line = line.trim();
    if let Some((command, argument)) = Command::begun(line) {
        return wish_of_command(command, argument, words);
    }
    if let Some(command) = Command::ALL.iter().find(|command| command.name() == line) {
        return Err(words.command_takes(command.name(), command.takes().name(words), command.help()(words)));
    }
    line.parse().map(Wish::Act).map_err(|_unknown| {
        let name = line.split_whitespace().next().unwrap_or_default();
        let hint = did_you_mean(name, Step::names());
        words.no_such_command(name, hint.unwrap_or_else(|| words.tab_shows_commands().to_owned()))
    })
}

/// The wish of a command with its argument.
fn wish_of_command(command: Command, text: &str, words: Words) -> Result<Wish, String> {
    Ok(match command {
        Command::View => Wish::OpenNamedView(text.to_owned()),
        Command::Search => Wish::Search(query(text)?),
        Command::Filter => Wish::Filter(query(text)?),
        Command::SaveSearch => Wish::SaveSearch(name(text, words)?),
        Command::RenameSearch => Wish::RenameSearch(name(text, words)?),
        Command::ForgetSearch => Wish::ChangeSearches(SearchChange::Delete(text.to_owned())),
        Command::SortBy => order(text, words)?,
        Command::Tag => Wish::Tag(tags(text, words)?),
        Command::Untag => Wish::Untag(tags(text, words)?),
        Command::Note => Wish::Note(text.to_owned()),
        Command::OpenFound => Wish::OpenFound(query(text)?),
        Command::ReadFound => Wish::MarkFound(query(text)?, Mark::Read(true)),
        Command::DeleteFound => Wish::MarkFound(query(text)?, Mark::Delete),
        Command::Rule => Wish::MakeRule(actions(text, words)?),
        Command::Follow => {
            let name = Prose::non_empty(text).ok_or_else(|| words.story_needs_name().to_owned())?;
            Wish::FollowAs(name)
        }
        Command::Article => Wish::OpenNamed(text.to_owned()),
        Command::Import => Wish::Import(text.to_owned()),
        Command::Export => Wish::Export(text.to_owned()),
        Command::ExportBookmarks => Wish::ExportBookmarks(text.to_owned()),
        Command::PipeTo => Wish::Pipe(text.to_owned()),
        Command::Set => {
            let (name, value) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            Wish::Set(name.to_owned(), value.trim().to_owned())
        }
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

fn actions(text: &str, words: Words) -> Result<Vec<RuleAction>, String> {
    let actions: Option<Vec<RuleAction>> = text.split_whitespace().map(RuleAction::named).collect();
    actions.filter(|actions| !actions.is_empty()).ok_or_else(|| words.rule_does().to_owned())
}

fn tags(text: &str, words: Words) -> Result<Vec<Prose>, String> {
    let tags: Vec<Prose> = parse_tag_words(text).into_iter().collect();
    if tags.is_empty() { Err(words.tags_are_words().to_owned()) } else { Ok(tags) }
}

/// A completion of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The whole line with the completion.
    pub line: String,
    /// The part of the line that is shown.
    pub name: String,
    /// The description of the completion.
    pub about: String,
}

/// The search that a line gives its command, after the text before it; `None` for a command that takes none.
pub fn search_within(line: &str) -> Option<(&str, &str)> {
    let (command, argument) = Command::begun(line)?;
    let is_search = command.takes() == ArgumentKind::Query;
    line.split_at_checked(line.len().checked_sub(argument.len())?).filter(|_| is_search)
}

/// The source of the words that complete a line, where only the collection or the disk knows them.
pub fn completion_source(line: &str) -> Option<CompletionSource> {
    let (command, argument) = Command::begun(line)?;
    match command.takes() {
        ArgumentKind::View => Some(CompletionSource::Views),
        ArgumentKind::Saved => Some(CompletionSource::SavedSearches),
        ArgumentKind::Tags => Some(CompletionSource::Tags),
        ArgumentKind::Path => Some(CompletionSource::Paths(argument.to_owned())),
        ArgumentKind::Order
        | ArgumentKind::Query
        | ArgumentKind::Words
        | ArgumentKind::Article
        | ArgumentKind::Setting => None,
    }
}

/// The completions of a line; `known` are the words of its [`completion_source`], with their descriptions.
pub fn candidates(line: &str, known: &[(String, String)], words: Words) -> Vec<Candidate> {
    let Some((command, argument)) = Command::begun(line) else { return names(line.trim_start(), words) };
    let (kept, last) = match command.takes() {
        ArgumentKind::Tags => {
            let from = argument.rfind([' ', ',']).map_or(0, |at| at + 1);
            argument.split_at(from)
        }
        ArgumentKind::View
        | ArgumentKind::Saved
        | ArgumentKind::Order
        | ArgumentKind::Query
        | ArgumentKind::Words
        | ArgumentKind::Article
        | ArgumentKind::Setting
        | ArgumentKind::Path => ("", argument),
    };
    let goes_on = |word: &str| word.to_lowercase().starts_with(&last.to_lowercase()) && word != last;
    let candidate = |(word, about): (&str, &str)| Candidate {
        line: format!("{} {kept}{word}", command.name()),
        name: word.to_owned(),
        about: about.to_owned(),
    };
    let found: Vec<(&str, &str)> = match command.takes() {
        ArgumentKind::Order => {
            Order::ALL.iter().map(|(name, order)| (*name, order_sentence(*order)(words))).collect()
        }
        ArgumentKind::Setting => return settings(argument),
        ArgumentKind::View | ArgumentKind::Saved | ArgumentKind::Tags | ArgumentKind::Path => {
            known.iter().map(|(word, about)| (word.as_str(), about.as_str())).collect()
        }
        ArgumentKind::Query | ArgumentKind::Words | ArgumentKind::Article => Vec::new(),
    };
    found.into_iter().filter(|(word, _)| goes_on(word)).map(candidate).collect()
}

/// The commands and actions whose names begin with the text; then those whose names contain it.
fn names(typed: &str, words: Words) -> Vec<Candidate> {
    let commands = Command::ALL.iter().map(|command| Candidate {
        line: format!("{} ", command.name()),
        name: format!("{} {}", command.name(), command.takes().name(words)),
        about: command.help()(words).to_owned(),
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
        let actions = vec![RuleAction::Read, RuleAction::Tag("wire".into())];
        assert_eq!(read("rule read tag:wire", WORDS), Ok(Wish::MakeRule(actions)));
    }

    #[test]
    fn an_unknown_command_is_reported_with_the_nearest() {
        assert_eq!(
            read("exprot x", WORDS).unwrap_err(),
            "“exprot” is not a command; did you mean \"export\"?"
        );
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
}
