//! Entries of a feed that are alike in form and tell of different events.

use super::*;

/// Headlines that have nothing to do with each other.
const HEADLINES: [&str; 10] = [
    "A tiny compiler in 300 lines",
    "Font editor that runs in the browser",
    "I mapped every lighthouse of the coast",
    "Backups of a whole house on one card",
    "Spreadsheet without formulas",
    "Chess engine for old calculators",
    "Radio receiver made of scrap",
    "Garden sensors that talk over sound",
    "Encrypted notes kept in photographs",
    "Rewriting a game from memory",
];

#[test]
fn entries_of_a_feed_that_are_alike_in_form_stand_each_for_itself() {
    let notes = |number: usize| {
        format!(
            "Article URL: https://host{number}.example/page{number} Comments URL: \
             https://forum.example/item?id={number}77 Points: {number}0 # Comments: 1{number}"
        )
    };
    let entries = |prefix: &str| -> Vec<(String, String)> {
        let entry = |(number, headline)| (format!("{prefix}{headline}"), notes(number));
        HEADLINES.iter().enumerate().map(entry).collect()
    };
    let mut cache = Cache::in_memory().unwrap();

    cache.store(&feed("forum", &entries("Show HN: ")), now()).unwrap();
    cache.store(&feed("board", &entries("")), now()).unwrap();

    assert_eq!(cache.stories(99).unwrap().len(), 10, "each of one feed tells the same as one of the other");
    for story in cache.stories(99).unwrap() {
        assert_eq!(cache.story(story).unwrap().len(), 2);
    }
}

#[test]
fn episodes_whose_notes_share_their_credits_stand_each_for_itself() {
    let credits = "Night Radio is written and produced by Ana Lens, with music by Tomas Reyl. Our sponsors are \
        Halyard Mattresses and the Oxelby Tea Company: listeners who use the code LANTERN at the checkout have a tenth \
        off their first order. Support the programme with a subscription, leave a review wherever you listen, and write \
        to the studio on the quay.";
    let subjects = ["lighthouses", "bees", "clocks", "deserts", "ferries"];
    let episodes: Vec<_> = (1..)
        .zip(subjects)
        .map(|(number, subject)| {
            (format!("Episode {number}"), format!("This week we talk about {subject}. {credits}"))
        })
        .collect();
    let mut cache = Cache::in_memory().unwrap();

    for episode in feed("night-radio", &episodes) {
        stored(&mut cache, &episode);
    }

    assert_eq!(stories(&cache), [None; 5]);
}

#[test]
fn numbered_entries_of_a_feed_stand_each_for_itself() {
    let issues = |words: &str, notes: &str| -> Vec<(String, String)> {
        let entry =
            |number: u32| (words.replace('#', &number.to_string()), notes.replace('#', &number.to_string()));
        (1..=10).map(entry).collect()
    };
    let mut cache = Cache::in_memory().unwrap();

    let news =
        issues("Fresh news number # about the harbour", "The ferry of Aldmouth sailed with # passengers.");
    cache.store(&feed("harbour", &news), now()).unwrap();
    let crosswords =
        issues("Cryptic crossword No 27,1#0", "Print the grid, or solve it on the page of the paper.");
    for puzzle in feed("puzzles", &crosswords) {
        stored(&mut cache, &puzzle);
    }

    assert_eq!(cache.stories(99).unwrap(), []);
    assert_eq!(cache.list_by_story(&View::All, Order::NewestFirst, ListRange::first(99)).unwrap().len(), 20);
}

#[test]
fn short_entries_of_a_feed_that_share_words_stand_each_for_itself() {
    let entry = |subject: &str| {
        (
            format!("Show HN: a tiny {subject} for the terminal"),
            format!("I wrote a {subject} in my holidays."),
        )
    };
    let entries: Vec<_> = ["compiler", "font editor", "chess engine", "mail reader"].map(entry).into();
    let mut cache = Cache::in_memory().unwrap();

    cache.store(&feed("forum", &entries), now()).unwrap();

    assert_eq!(stories(&cache), [None; 4]);
}

#[test]
fn a_short_entry_that_was_sent_again_with_more_words_shares_a_row_with_the_first() {
    let told = |headline: &str| (headline.to_owned(), "More follows.".to_owned());
    let entries =
        [told("Crack in girder shuts Marram Bridge"), told("Crack in girder shuts Marram Bridge for weeks")];
    let mut cache = Cache::in_memory().unwrap();

    cache.store(&feed("gazette", &entries), now()).unwrap();

    assert_eq!(cache.stories(9).unwrap().len(), 1);
}
