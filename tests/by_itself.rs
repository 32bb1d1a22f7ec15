//! What the open reader does by itself, where a person chose it: feeds are fetched at the start and at an interval.

use std::path::Path;

use jiff::SignedDuration;
use newsprint::config::Config;
use newsprint::config::colour::ColourDepth;
use newsprint::domain::{Order, View};
use newsprint::library::FetchSummary;
use newsprint::tui::TimeOfDay;
use newsprint::tui::message::Message;

use crate::support::articles::three;
use crate::support::reader::{Reader, clock};

fn configured(text: &str) -> (Config, Vec<String>) {
    let (config, mistakes) = Config::read(Some(text), Path::new("config.toml"), ColourDepth::True, |_| None);
    (config, mistakes.iter().map(ToString::to_string).collect())
}

/// A reader whose effects are held back, with these settings of `[fetch]`.
fn reader(settings: &str) -> Reader {
    let mut reader = Reader::with(&three());
    reader.model.config = configured(&format!("[fetch]\n{settings}")).0;
    reader.model.start_automatic_fetching(true);
    reader.hold_answers();
    reader
}

fn pass_minutes(reader: &mut Reader, minutes: i64) {
    let now = reader.model.clock.now + SignedDuration::from_mins(minutes);
    reader.tell(Message::TimeOfDay(TimeOfDay { now, ..clock() })).tell(Message::FetchDue);
}

#[test]
fn feeds_are_fetched_by_themselves_only_where_that_is_chosen() {
    let mut reader = reader("");
    pass_minutes(&mut reader, 10_000);

    assert_eq!(reader.model.time_until_fetch(), None);
    assert_eq!(reader.held(), 0);
}

#[test]
fn the_open_reader_fetches_at_an_interval() {
    let mut reader = reader("every = '30m'");
    pass_minutes(&mut reader, 29);
    assert_eq!(reader.held(), 0, "it is not time yet");
    pass_minutes(&mut reader, 1);
    assert_eq!(reader.held(), 1);

    pass_minutes(&mut reader, 30);
    assert_eq!(reader.held(), 1, "the fetch before goes on");

    reader.answer(0);
    pass_minutes(&mut reader, 30);
    assert_eq!(reader.held(), 2, "it ended, and the next begins");
}

#[test]
fn the_reader_fetches_when_it_is_opened_and_no_more() {
    let mut reader = reader("at-start = true");
    pass_minutes(&mut reader, 0);
    assert_eq!(reader.held(), 1);

    reader.answer(0);
    pass_minutes(&mut reader, 600);
    assert_eq!(reader.model.time_until_fetch(), None);
}

#[test]
fn a_collection_that_is_not_kept_fetches_nothing() {
    let mut reader = Reader::with(&three());
    reader.model.config = configured("[fetch]\nat-start = true\nevery = '1h'").0;
    reader.model.start_automatic_fetching(false);

    assert_eq!(reader.model.time_until_fetch(), None);
}

#[test]
fn an_invalid_interval_is_reported_with_the_valid_forms() {
    for wrong in ["'soon'", "'1m'", "'99999d'", "30", "'m'", "'€'", "''"] {
        let (config, mistakes) = configured(&format!("[fetch]\nevery = {wrong}"));

        assert!(config.settings.fetching.every.0.is_none(), "{wrong}");
        let [mistake] = mistakes.as_slice() else { panic!("{wrong}: {mistakes:?}") };
        assert!(mistake.contains("line 2") && mistake.contains("\"30m\""), "{mistake}");
    }
    assert_eq!(configured("[fetch]\nevery = '2h'").0.settings.fetching.every.0, Some(120));
}

#[test]
fn the_person_is_notified_of_new_articles() {
    let mut reader = reader("notify = 'osc9'\nthen = ['view unread']");
    let brought = FetchSummary { feeds: 1, new: 2, ..FetchSummary::default() };
    reader.tell(Message::Fetched(Ok(brought.clone())));
    assert!(reader.outside.contains(&"notice 2 new articles arrived".to_owned()), "{:?}", reader.outside);

    let ruled = FetchSummary { notices: Some(vec!["Flood".into(), "Rain".into()]), ..brought };
    reader.tell(Message::Fetched(Ok(ruled.clone())));
    assert!(reader.outside.contains(&"notice Flood · and 1 more".to_owned()), "{:?}", reader.outside);

    reader.outside.clear();
    reader.tell(Message::Fetched(Ok(FetchSummary { notices: Some(Vec::new()), ..ruled })));
    assert!(reader.outside.is_empty(), "no rule found anything: {:?}", reader.outside);
}

#[test]
fn commands_are_done_at_the_start() {
    let mut reader = Reader::with(&three());
    reader.model.config = configured("on-start = ['view unread', 'sort-by oldest']").0;
    let effects = newsprint::tui::update::start(&mut reader.model);
    reader.perform(effects);

    assert_eq!(reader.model.headlines.view, View::Unread);
    assert_eq!(reader.model.headlines.order, Order::OldestFirst);
}
