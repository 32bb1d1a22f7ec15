//! The menu of filters: searches laid over the list, one after the other.

use super::refusals::say;
use super::views;
use crate::domain::{Clause, NameField, Query, View, WordMatch};
use crate::library::{ViewEntry, ViewSize};
use crate::tui::ask::{Ask, ViewsFor};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::wish::Wish;
use crate::words::{Sentence, Words};

/// The filters for any list, and the search of each.
const READY: [(Sentence, &str); 11] = [
    (Words::filter_unread, "is:unread"),
    (Words::filter_read, "is:read"),
    (Words::filter_bookmarked, "is:bookmarked"),
    (Words::filter_noted, "has:note"),
    (Words::filter_new, "is:new"),
    (Words::filter_recording, "has:recording"),
    (Words::filter_read_today, "read:today"),
    (Words::filter_day, "last:1d"),
    (Words::filter_week, "last:7d"),
    (Words::filter_month, "last:30d"),
    (Words::filter_year, "last:1y"),
];

/// The filters whose value is typed, and the field of each.
const TYPED: [(Sentence, &str); 8] = [
    (Words::filter_feed, "feed:"),
    (Words::filter_folder, "folder:"),
    (Words::filter_topic, "topic:"),
    (Words::filter_language, "lang:"),
    (Words::filter_author, "author:"),
    (Words::filter_tag, "tag:"),
    (Words::filter_after, "after:"),
    (Words::filter_before, "before:"),
];

/// Asks for the lists to filter by.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if model.headlines.view.as_query().is_none() {
        return say(model, model.config.words.cannot_filter());
    }
    vec![model.ask(Ask::Views(ViewsFor::Filtering))]
}

/// Lets the person pick a filter; the filters in force come first, to be removed.
pub fn pick(model: &mut Model, views: &[ViewEntry]) {
    let Some(listed) = model.headlines.view.as_query() else { return };
    let parts = listed.conditions();
    let taken = parts.iter().map(|part| {
        Choice::new(
            model.config.words.filter_kept(part.as_str()),
            model.config.words.filter_kept_about(),
            Wish::Unfilter(part.clone()),
        )
    });
    let ready = READY.iter().filter_map(|(name, search)| {
        Some(Choice::new(name(model.config.words), *search, Wish::Filter(Query::parse(search).ok()?)))
    });
    let typed = TYPED.iter().map(|(name, field)| {
        Choice::new(name(model.config.words), *field, Wish::OpenCommandLine(format!("filter {field}")))
    });
    let named = views.iter().filter_map(|entry| named(model, entry));
    let new = ready
        .chain(typed)
        .chain(named)
        .filter(|choice| !matches!(&choice.wish, Wish::Filter(query) if parts.contains(query)));
    let choices: Vec<_> = taken.chain(new).collect();
    model.overlay = Some(Overlay::List(Picker::new(model.config.words.filter(), choices, None)));
}

/// The filter for a publication or a section.
fn named(model: &Model, entry: &ViewEntry) -> Option<Choice> {
    let (field, name, shown) = match &entry.view {
        View::Publication(name) => (NameField::Site, name, model.config.words.filter_publication(name)),
        View::Section(name) => (NameField::Section, name, model.config.words.view_of_section(name)),
        View::All
        | View::Unread
        | View::Bookmarks
        | View::ContinueReading
        | View::ReadingLog
        | View::Feed(..)
        | View::Tagged(_)
        | View::FrontPage
        | View::Following
        | View::Matching(_) => return None,
    };
    let about = match entry.size {
        ViewSize::Counted { unread, articles } => {
            model.config.words.unread_of(model.number(unread), model.number(articles))
        }
        ViewSize::Uncounted | ViewSize::Matches(_) => String::new(),
    };
    let query = Query::from(Clause::FieldWords(field, name.clone(), WordMatch::Exact));
    Some(Choice::new(shown, about, Wish::Filter(query)))
}

/// Removes a filter from the list.
pub fn unfilter(model: &mut Model, query: &Query) -> Vec<Effect> {
    let rest = model.headlines.view.as_query().unwrap_or_default().without(query);
    if rest.is_empty() { views::turn_to(model, View::All) } else { views::search(model, rest) }
}
