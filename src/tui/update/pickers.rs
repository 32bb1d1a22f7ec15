//! Lists to pick from: of views, of orders, of the headings and the links of the article.

use std::collections::HashSet;

use super::{follow, refusals};
use crate::domain::{FeedOrder, Figure, Order, Pane, View, WebUrl};
use crate::library::{ViewEntry, ViewSize};
use crate::tui::ask::{Ask, ViewsFor};
use crate::tui::command::order_sentence;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, view_name};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::wish::Wish;
use crate::typeset;
use crate::words::{Sentence, Words};

/// Asks for the lists that can be opened.
pub fn ask_for_views(model: &mut Model) -> Vec<Effect> {
    vec![model.ask(Ask::Views(ViewsFor::Opening))]
}

/// Lets the person pick a list.
pub fn pick_view(model: &mut Model, views: Vec<ViewEntry>) {
    let choice = |entry: ViewEntry| {
        let kind = kind_of(&entry.view)(model.config.words);
        Choice {
            kind,
            ..Choice::new(name_of(model, &entry), about_view(model, &entry), Wish::OpenView(entry.view))
        }
    };
    let choices = views.into_iter().map(choice).collect();
    let current = Wish::OpenView(model.headlines.view.clone());
    model.overlay = Some(Overlay::List(Picker::at(model.config.words.views(), choices, &current)));
}

/// The name of a list; of a saved search its given name.
fn name_of(model: &Model, entry: &ViewEntry) -> String {
    match &entry.view {
        View::Matching(_) if !entry.view.is_muted() => entry.name.clone(),
        view => view_name(view, model.config.words).to_owned(),
    }
}

/// The kind of a list, as a heading.
fn kind_of(view: &View) -> Sentence {
    match view {
        view if view.is_muted() => Words::views,
        View::All
        | View::Unread
        | View::Bookmarks
        | View::ContinueReading
        | View::ReadingLog
        | View::FrontPage
        | View::Following => Words::views,
        view if view.as_tag().is_some() => Words::tags,
        View::Matching(_) => Words::saved_searches,
        View::Tagged(_) => Words::folders_and_tags,
        View::Feed(..) => Words::feeds,
        View::Publication(_) => Words::publications,
        View::Section(_) => Words::sections,
    }
}

/// The counts of a list.
fn about_view(model: &Model, entry: &ViewEntry) -> String {
    match (&entry.size, &entry.view) {
        (ViewSize::Counted { unread, articles }, _) => {
            model.config.words.unread_of(model.number(*unread), model.number(*articles))
        }
        (ViewSize::Matches(saved), _) => model.match_count(saved),
        (ViewSize::Uncounted, View::All) => model.number(model.counts.articles).to_string(),
        (ViewSize::Uncounted, View::Unread) => model.number(model.counts.unread).to_string(),
        (ViewSize::Uncounted, View::Bookmarks) => model.number(model.counts.bookmarks).to_string(),
        (ViewSize::Uncounted, View::Following) => news(model),
        (ViewSize::Uncounted, _) => String::new(),
    }
}

/// "2 new" of all followed stories, for the list of views.
fn news(model: &Model) -> String {
    let new: u32 = model.followed.iter().map(|followed| followed.new).sum();
    match (model.followed.len(), new) {
        (0, _) => String::new(),
        (stories, 0) => model.config.words.followed_stories(stories),
        (_, new) => model.config.words.new_ones(new),
    }
}

/// Lets the person pick an order of the list, or of the feeds among the sources.
pub fn pick_order(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Sources {
        return pick_feed_order(model);
    }
    let possible = Order::ALL.iter().filter(|(_, order)| order.effective_in(&model.headlines.view) == *order);
    let choice = |&(_, order): &(_, Order)| {
        Choice::new(order_sentence(order)(model.config.words), "", Wish::Sort(order))
    };
    let choices = possible.map(choice).collect();
    let current = Wish::Sort(model.headlines.order);
    model.overlay = Some(Overlay::List(Picker::at(model.config.words.sort(), choices, &current)));
    Vec::new()
}

fn pick_feed_order(model: &mut Model) -> Vec<Effect> {
    let wish = |order: FeedOrder| Wish::Set("feeds-by".to_owned(), order.name().to_owned());
    let words = model.config.words;
    let sentence = |order| match order {
        FeedOrder::Folder => words.feeds_by_folder(),
        FeedOrder::Unread => words.feeds_by_unread(),
        FeedOrder::Idle => words.feeds_by_silence(),
        FeedOrder::Failing => words.feeds_by_failure(),
        FeedOrder::Read => words.feeds_by_reading(),
        FeedOrder::Rare => words.feeds_by_rarity(),
    };
    let choices = FeedOrder::ALL.iter().map(|&(_, order)| Choice::new(sentence(order), "", wish(order)));
    let picker = Picker::at(words.sort(), choices.collect(), &wish(model.config.settings.feeds_by));
    model.overlay = Some(Overlay::List(picker));
    Vec::new()
}

/// Lets the person pick a heading of the article.
pub fn pick_section(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else { return refusals::nothing_open(model) };
    let sections = reading.sections();
    if sections.is_empty() {
        model.show_message(model.config.words.no_headings());
        return Vec::new();
    }
    let (here, _) = reading.page().place_of(reading.top());
    let current = sections.iter().rev().map(|section| section.0).find(|&block| block <= here).unwrap_or(0);
    let highest = sections.iter().map(|section| section.1).min().unwrap_or(1);
    let choice = |(block, level, words): (usize, u8, String)| {
        let indent = "  ".repeat(usize::from(level - highest));
        Choice::new(format!("{indent}{words}"), "", Wish::GoToBlock(block))
    };
    let start = Choice::new(reading.opened.article.headline.as_str(), "", Wish::GoToBlock(0));
    let choices = std::iter::once(start).chain(sections.into_iter().map(choice)).collect();
    model.overlay =
        Some(Overlay::List(Picker::at(model.config.words.contents(), choices, &Wish::GoToBlock(current))));
    Vec::new()
}

/// Opens the picture of the article outside, or lists its pictures where there are several.
pub fn pick_picture(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else { return refusals::nothing_open(model) };
    let mut pictures: Vec<(&WebUrl, &Figure)> = Vec::new();
    for figure in reading.opened.article.figures() {
        let url = figure.url.as_ref().filter(|url| !pictures.iter().any(|(known, _)| known == url));
        pictures.extend(url.map(|url| (url, figure)));
    }
    match pictures.as_slice() {
        [] => return refusals::say(model, model.config.words.no_picture_to_open()),
        &[(only, _)] => {
            let only = only.clone();
            return follow::browse_cautiously(model, only);
        }
        _ => {}
    }
    let (words, count) = (model.config.words, pictures.len());
    let name = |number: usize, figure: &Figure| {
        typeset::words_of(figure).unwrap_or_else(|| words.nameless_picture(number, count))
    };
    let choice = |(number, (url, figure)): (usize, (&WebUrl, &Figure))| {
        Choice::new(name(number, figure), url.host(), Wish::Browse(url.clone()))
    };
    let choices = (1..).zip(pictures).map(choice).collect();
    model.overlay = Some(Overlay::List(Picker::new(words.pictures_of_article(), choices, None)));
    Vec::new()
}

/// Lets the person pick a link of the article's text; an address that is linked twice is listed once.
pub fn pick_link(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else { return refusals::nothing_open(model) };
    let (mut listed, mut choices) = (HashSet::new(), Vec::new());
    reading.opened.article.body.each_link(&mut |text, url| {
        if listed.insert(url.as_str()) {
            choices.push(Choice::new(text.to_plain(), url.host(), Wish::FollowLink(url.clone())));
        }
    });
    if choices.is_empty() {
        return refusals::say(model, model.config.words.no_link_in_text());
    }
    model.overlay = Some(Overlay::List(Picker::new(model.config.words.links_of_text(), choices, None)));
    Vec::new()
}
