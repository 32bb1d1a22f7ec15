//! The query language, as sentences.

use proptest::prelude::*;

use super::*;

fn asks(text: &str) -> Clause {
    match Query::parse(text).unwrap().clause {
        Clause::All(mut clauses) if clauses.len() == 1 => clauses.remove(0),
        other => other,
    }
}

fn word(text: &str) -> Clause {
    Clause::Word(text.into(), WordMatch::Exact)
}

/// The characters of a mistake, its description, and its hint.
fn mistake(text: &str) -> (String, String, String) {
    let QueryMistake { range: at, message: what, hint } = Query::parse(text).unwrap_err();
    let place = text.chars().skip(at.start).take(at.len()).collect();
    (place, what, hint.unwrap_or_default())
}

#[test]
fn words_side_by_side_are_all_wanted() {
    assert_eq!(asks("river flood"), Clause::All(vec![word("river"), word("flood")]));
    assert_eq!(asks("(river) (flood)"), asks("river flood"));
    assert_eq!(asks(" – & "), Clause::All(vec![]));
}

#[test]
fn alternatives_bind_tighter_than_words_side_by_side() {
    let either = Clause::Any(vec![word("flood"), word("storm")]);

    assert_eq!(asks("is:unread flood OR storm"), Clause::All(vec![Clause::Is(State::Unread), either]));
    assert_eq!(asks("(a b) or c"), Clause::Any(vec![Clause::All(vec![word("a"), word("b")]), word("c")]));
}

#[test]
fn a_hyphen_before_it_excludes_what_follows() {
    assert_eq!(asks("-flood"), Clause::Not(Box::new(word("flood"))));
    assert_eq!(asks("-(a b)"), Clause::Not(Box::new(asks("a b"))));
    assert_eq!(asks("covid-19"), word("covid-19"));
}

#[test]
fn an_asterisk_stands_for_the_rest_of_a_word() {
    assert_eq!(asks("flood*"), Clause::Word("flood".into(), WordMatch::Prefix));
    assert_eq!(asks("site:gaz*"), Clause::FieldWords(NameField::Site, "gaz".into(), WordMatch::Prefix));
}

#[test]
fn quotation_marks_of_any_kind_hold_words_together() {
    for text in ["\"of the river\"", "“of the river”", "«of the river»", "\"of the river"] {
        assert_eq!(asks(text), Clause::Phrase("of the river".into()), "{text}");
    }
    assert_eq!(asks("\"or\""), Clause::Phrase("or".into()));
}

#[test]
fn fields_take_values_with_and_without_quotation_marks() {
    let names = |field, text: &str| Clause::FieldWords(field, text.into(), WordMatch::Exact);

    assert_eq!(asks("Author:\"Dan Oliver\""), names(NameField::Author, "Dan Oliver"));
    assert_eq!(asks("site:bbc.co.uk"), names(NameField::Site, "bbc.co.uk"));
    assert_eq!(asks("topic:5G"), names(NameField::Topic, "5G"));
    assert_eq!(asks("lang:pt_br"), Clause::InLanguage(Language::parse("pt-BR").unwrap()));
    assert_eq!(asks("HAS:note"), Clause::HasNote);
    assert_eq!(asks("has:highlight"), Clause::HasHighlight);
    assert_eq!(asks("tag:\"for the talk\""), Clause::Tagged("for the talk".into()));
}

#[test]
fn text_that_only_resembles_a_field_is_a_word() {
    assert_eq!(asks("10:30"), word("10:30"));
    assert_eq!(asks("https://a.example/b"), word("https://a.example/b"));
}

#[test]
fn days_may_be_written_short() {
    let day = |text: &str| Day::On(text.parse().unwrap());

    assert_eq!(asks("before:2024"), Clause::Before(day("2024-01-01")));
    assert_eq!(asks("after:2024-2"), Clause::After(day("2024-02-01")));
    assert_eq!(asks("after:2024-02-29"), Clause::After(day("2024-02-29")));
}

#[test]
fn a_span_begins_with_its_first_day_or_to_the_hour() {
    let now: Timestamp = "2024-03-31T15:30:00Z".parse().unwrap();
    let start = |text: &str| match asks(text) {
        Clause::PublishedWithin(span) => span.start(now).to_string(),
        other => panic!("{other:?}"),
    };

    assert_eq!(start("last:12h"), "2024-03-31T03:30:00Z");
    assert_eq!(start("last:7d"), "2024-03-24T00:00:00Z");
    assert_eq!(start("last:1M"), "2024-02-29T00:00:00Z");
    assert_eq!(start("last:9999y"), "-007975-03-31T00:00:00Z");
}

#[test]
fn an_unknown_field_is_named_with_the_nearest_one() {
    let (place, what, hint) = mistake("river siet:gazette");

    assert_eq!((place.as_str(), what.as_str()), ("siet:", "there is no field “siet”"));
    assert_eq!(hint, "did you mean site:?");
    assert_eq!(mistake("autor:x").2, "did you mean author:?");
    assert_eq!(mistake("from:x").2, "write author:, or site:");
    assert!(mistake("zzzzzz:x").2.starts_with("fields are author:"));
}

#[test]
fn a_mistake_is_named_at_its_place() {
    let places = [
        ("a is:raed b", "raed", "is: does not accept “raed”", "did you mean read?"),
        ("site:", "site:", "site: needs a value", "for example, site:gazette or site:bbc.co.uk"),
        (
            "after:2024-13",
            "2024-13",
            "“2024-13” is not a date",
            "write 2024, 2024-01 or 2024-01-15, or today, yesterday, 7d",
        ),
        (
            "last:soon",
            "soon",
            "“soon” is not a period",
            "write a number and h, d, w, m or y: last:12h, last:7d, last:3m",
        ),
        (
            "lang:english!",
            "english!",
            "“english!” is not a language tag",
            "write two letters, such as lang:en or lang:pt-BR",
        ),
    ];
    for (text, place, what, hint) in places {
        assert_eq!(mistake(text), (place.to_owned(), what.to_owned(), hint.to_owned()));
    }
    assert_eq!(mistake("é or").0, "or");
    assert_eq!(mistake("or a").0, "or");
    assert_eq!(mistake("a ) b").0, ")");
    assert_eq!(mistake("-in:headline a").0, "-in:headline");
    assert_eq!(mistake(&"(".repeat(99)).1, "too many nested parentheses");
    assert_eq!(mistake(&"a".repeat(2_001)).0, "a");
}

#[test]
fn the_word_being_typed_may_go_on() {
    let typed = |text: &str| Query::parse_while_typing(text).unwrap().clause;
    let begun = |text: &str| Clause::Word(text.into(), WordMatch::Typing);

    assert_eq!(typed("river flo"), Clause::All(vec![word("river"), begun("flo")]));
    assert_eq!(typed("flo "), Clause::All(vec![word("flo")]));
    assert_eq!(typed("-flo"), Clause::All(vec![Clause::Not(Box::new(word("flo")))]));
    assert_eq!(typed("flood or"), Clause::All(vec![word("flood"), begun("or")]));
    assert!(Query::parse_while_typing("flood or ").is_err());
}

#[test]
fn unsafe_characters_of_a_search_are_ignored() {
    assert_eq!(asks("\u{202e}flo\u{1b}od"), word("flood"));
    let mistake = Query::parse("\u{1b}[a\u{200b} x:\u{202e}y").unwrap_err();
    assert_eq!(mistake.range, 5..7);
}

/// Texts with many characters that have a meaning in a search.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-c]{1,3}\\*?",
        r#"["“(]{1,2}|[)-]{1,2}| or |OR|\*|:|//|[ \u{a0}]"#,
        "(site|is|tag|after|last|in|lang|x):",
        "(read|headline|note|2024-02|7d|en|\"a b\")",
        "\\PC{0,3}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Searches as they are meant to be written.
fn searches() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "-?[a-c]{3}\\*?",
        "-?(is:unread|site:gazette|tag:a|last:7d|lang:en)",
        "in:headline [a-c]{3}",
        "\\([a-c]{2} or -?[a-c]{2}\\)",
        "\"[a-c]{2} [a-c]{2}\"",
    ];
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn a_search_as_it_is_meant_is_parsed_and_printed(text in searches()) {
        let query = Query::parse(&text).unwrap();

        prop_assert_eq!(&Query::parse(query.as_str()).unwrap(), &query, "{}", query.as_str());
        let safe = Prose::from_untrusted(query.as_str());
        prop_assert_eq!(safe.as_str(), query.as_str());
    }

    #[test]
    fn no_text_upsets_the_parser(text in anything()) {
        if let Err(mistake) = Query::parse(&text) {
            prop_assert!(mistake.range.start <= text.chars().count());
        }
        drop(Query::parse_while_typing(&text));
    }

    #[test]
    fn printing_and_parsing_are_inverse(text in anything()) {
        for query in [Query::parse(&text), Query::parse_while_typing(&format!("{text} "))].into_iter().flatten() {
            let again = Query::parse(query.as_str()).unwrap();

            prop_assert_eq!(&again, &query, "{}", query.as_str());
            prop_assert_eq!(again.as_str(), query.as_str());
        }
    }

    #[test]
    fn a_printed_query_is_safe_to_show(text in anything()) {
        if let Ok(query) = Query::parse(&text) {
            let safe = Prose::from_untrusted(query.as_str());

            prop_assert_eq!(safe.as_str(), query.as_str());
        }
    }
}

#[test]
fn a_search_is_taken_apart_and_loses_one_part_at_a_time() {
    let query = Query::parse("is:unread site:gazette flood or storm").unwrap();

    let parts: Vec<String> = query.conditions().iter().map(|part| part.as_str().to_owned()).collect();

    assert_eq!(parts, ["is:unread", "site:gazette", "flood or storm"]);
    assert_eq!(query.without(&query.conditions()[1]).as_str(), "is:unread flood or storm");
    assert_eq!(Query::parse("is:unread").unwrap().without(&query.conditions()[0]), Query::default());
    assert_eq!(Query::default().conditions(), []);
}

#[test]
fn other_names_of_fields_and_relative_days_are_understood() {
    let same = |one: &str, other: &str| {
        assert_eq!(Query::parse(one).unwrap(), Query::parse(other).unwrap(), "{one}");
    };

    same("title:bridge", "(in:headline bridge)");
    same("intitle:\"marram bridge\" toll", "(in:headline \"marram bridge\") toll");
    same("is:starred", "is:bookmarked");
    same(
        "since:2024-01 source:gazette label:5g by:oliver",
        "after:2024-01 site:gazette tag:5g author:oliver",
    );
    same("after:yesterday", "last:1d");
    same("after:last-week", "last:1w");
    same("last:month", "last:1m");
    same("before:yesterday", "older:1d");
    same("read:last-week", "read:1w");
    same("has:enclosure", "has:recording");
    same("headline:/^why/", "title:/^why/");
    for text in [
        "title:bridge toll",
        "after:today",
        "title:bri*",
        "before:today before:3m feed:\"night radio\" folder:news/world is:new has:audio",
        "read:today read:yesterday read:2024 read:2024-02 read:2024-02-29 read:2w",
        r"/a\/b (c|d) e$/ title:/^why/ -/x{2}/",
    ] {
        let printed = Query::parse(text).unwrap();
        same(printed.as_str(), text);
    }
}

#[test]
fn an_invalid_regular_expression_is_reported_at_its_place() {
    let mistake = Query::parse("flood /ri(v/ rain").unwrap_err();

    assert_eq!(
        (mistake.range, mistake.message.as_str()),
        (6..12, "“ri(v” is not a valid regular expression")
    );
    assert!(Query::parse("/(((a{99}){99}){99}){99}/").is_err(), "one that takes too much is refused");
    assert_eq!(Query::parse("//").unwrap(), Query::default());
}
