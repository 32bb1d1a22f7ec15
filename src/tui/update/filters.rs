//! The menu of filters: what the list can be narrowed by, as searches laid over it one after the other.

use super::{act, views};
use crate::domain::{Clause, NameField, Prose, Query, Reach, View};
use crate::library::{Shelf, Shelves};
use crate::tui::effect::Effect;
use crate::tui::model::{Awaited, Model};
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::overlays::{Narrowing, Overlay};
use crate::words::{Sentence, Words};

/// What can be asked of any list, and the search that asks it.
const READY: [(Sentence, &str); 8] = [
    (Words::filter_unread, "is:unread"),
    (Words::filter_read, "is:read"),
    (Words::filter_bookmarked, "is:bookmarked"),
    (Words::filter_noted, "has:note"),
    (Words::filter_day, "last:1d"),
    (Words::filter_week, "last:7d"),
    (Words::filter_month, "last:30d"),
    (Words::filter_year, "last:1y"),
];

/// What can be asked where the rest is typed, and the field it is typed after.
const TYPED: [(Sentence, &str); 6] = [
    (Words::filter_topic, "topic:"),
    (Words::filter_language, "lang:"),
    (Words::filter_author, "author:"),
    (Words::filter_tag, "tag:"),
    (Words::filter_after, "after:"),
    (Words::filter_before, "before:"),
];

/// Asks what there is to filter by.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if model.headlines.view.as_query().is_none() {
        model.say(model.config.words.cannot_filter());
        return Vec::new();
    }
    vec![Effect::ListShelves(model.ticket_for(Awaited::Filters))]
}

/// Lets the person pick: first what narrows the list already, to take it away.
pub fn pick(model: &mut Model, shelves: &Shelves) {
    let Some(listed) = model.headlines.view.as_query() else { return };
    let parts = listed.parts();
    let taken = parts.iter().map(|part| Choice {
        value: Narrowing::Drop(part.clone()),
        name: model.config.words.filter_kept(part.as_str()),
        about: model.config.words.filter_kept_about().to_owned(),
    });
    let ready = READY.iter().filter_map(|(name, search)| {
        let value = Narrowing::Keep(Query::parse(search).ok()?);
        Some(Choice { value, name: name(model.config.words).to_owned(), about: (*search).to_owned() })
    });
    let typed = TYPED.iter().map(|(name, field)| Choice {
        value: Narrowing::Type(field),
        name: name(model.config.words).to_owned(),
        about: (*field).to_owned(),
    });
    let publications = on_shelves(model, Words::filter_publication, NameField::Site, &shelves.publications);
    let sections = on_shelves(model, Words::view_of_section, NameField::Section, &shelves.sections);
    let more = ready.chain(typed).chain(publications).chain(sections);
    let is_new = |choice: &Choice<Narrowing>| match &choice.value {
        Narrowing::Keep(query) => !parts.contains(query),
        Narrowing::Drop(_) | Narrowing::Type(_) => true,
    };
    let choices: Vec<_> = taken.chain(more.filter(is_new)).collect();
    let Some(first) = choices.first().map(|choice| choice.value.clone()) else { return };
    model.overlay = Some(Overlay::Filters(Picker::new(model.config.words.filter(), choices, &first)));
}

fn on_shelves(
    model: &Model,
    name: impl Fn(Words, Prose) -> String,
    field: NameField,
    shelves: &[Shelf],
) -> Vec<Choice<Narrowing>> {
    let choice = |shelf: &Shelf| Choice {
        value: Narrowing::Keep(Query::from(Clause::Names(field, shelf.name.clone(), Reach::Whole))),
        name: name(model.config.words, shelf.name.clone()),
        about: model.config.words.unread_of(model.number(shelf.unread), model.number(shelf.articles)),
    };
    shelves.iter().map(choice).collect()
}

/// Narrows the list, or widens it again.
pub fn narrow(model: &mut Model, narrowing: Narrowing) -> Vec<Effect> {
    match narrowing {
        Narrowing::Keep(query) => views::filter(model, &query),
        Narrowing::Type(field) => act::command_line(model, &format!("filter {field}")),
        Narrowing::Drop(query) => {
            let rest = model.headlines.view.as_query().unwrap_or_default().without(&query);
            if rest.is_empty() { views::turn_to(model, View::All) } else { views::search(model, rest) }
        }
    }
}
