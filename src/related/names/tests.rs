//! Reports of events in several languages: those of one event have their names in common.

use super::*;
use crate::domain::{Block, Body, Language, Text};
use crate::related::{Signature, TermCounts};

/// An event, a language, a headline and a text in each line, divided by tabs. Some events are told of the same
/// persons and places as others.
const REPORTS: &str = include_str!("../../../tests/gold/reports/several.tsv");

/// A report, and its event.
struct Report {
    event: &'static str,
    language: &'static str,
    names: Names,
    signature: Signature,
}

fn article(language: &str, headline: &str, text: &str) -> Article {
    let body = Body(vec![Block::Paragraph { text: Text::plain(text) }]);
    Article { headline: headline.into(), language: Language::parse(language), body, ..Article::default() }
}

fn reports() -> (Vec<Report>, DocumentFrequencies) {
    let mut term_reader = TermReader::default();
    let mut frequencies = DocumentFrequencies::default();
    let told: Vec<[&str; 4]> =
        REPORTS.lines().filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok()).collect();
    let articles: Vec<Article> =
        told.iter().map(|[_, language, headline, text]| article(language, headline, text)).collect();
    let counts: Vec<TermCounts> = articles.iter().map(|article| term_reader.count_terms(article)).collect();
    for (number, counts) in (0..).zip(&counts) {
        frequencies.count(number, counts);
    }
    let report = |((told, article), counts): ((&[&'static str; 4], &Article), &TermCounts)| Report {
        event: told[0],
        language: told[1],
        names: term_reader.names(article),
        signature: Signature::of(counts, &frequencies),
    };
    let reports = told.iter().zip(&articles).zip(&counts).map(report).collect();
    (reports, frequencies)
}

#[test]
fn one_event_is_recognised_in_several_languages() {
    let (reports, frequencies) = reports();
    let (mut all, mut right, mut wrong) = (0, 0, 0);

    for (at, one) in reports.iter().enumerate() {
        for other in reports.iter().skip(at + 1).filter(|other| other.language != one.language) {
            let found = one.names.in_common(&other.names, &frequencies).0 >= SAME_EVENT_SHARE;
            let is_one = one.event == other.event;
            all += usize::from(is_one);
            right += usize::from(is_one && found);
            wrong += usize::from(!is_one && found);
        }
    }

    assert!(all >= 50 && right * 5 >= all * 4, "{right} of {all}");
    assert!(wrong * 10 <= right, "{wrong} wrong beside {right}");
}

#[test]
fn an_article_is_found_by_the_names_that_english_articles_have_of_it() {
    let (reports, frequencies) = reports();
    let (mut all, mut met) = (0, 0);

    for one in &reports {
        let query = one.names.query(&frequencies);
        let others =
            reports.iter().filter(|other| other.event == one.event && other.language != one.language);
        for other in others {
            let has = |name: Term| other.signature.0.iter().any(|(term, _)| *term == name);
            all += 1;
            met += usize::from(query.iter().filter(|(name, _)| has(*name)).count() >= 2);
        }
    }

    assert!(met * 10 >= all * 9, "{met} of {all}");
}

#[test]
fn names_are_one_in_every_spelling_and_with_every_ending() {
    let form = |name: &str| form(&in_latin_letters(name));
    let name = |name: &str| {
        let (own, english) = (Term::NONE, Term::NONE);
        Name { own, english, form: form(name), is_number: false, often: 1.0 }
    };
    let is_one = |one: &str, other: &str| are_same_name(&name(one), &name(other));

    assert!(is_one("Poroschenko", "Порошенко") && is_one("Selenskyj", "Zelensky"));
    assert!(is_one("Putina", "Путин") && is_one("Varoufakis", "Βαρουφάκης") && is_one("Kanał", "Canal"));
    assert!(!is_one("Austria", "Australia") && !is_one("Iran", "Iraq") && !is_one("Angela", "Angola"));
}

#[test]
fn the_names_in_common_are_whole_and_numbers_come_last() {
    let mut term_reader = TermReader::default();
    let one = term_reader.names(&article(
        "en",
        "Crack shuts bridge",
        "Engineers found a crack of 38 centimetres in Marram Bridge, said Ana Lowen on Monday.",
    ));
    let other = term_reader.names(&article(
        "fr",
        "Le pont reste fermé",
        "Une fissure de 38 centimètres a été trouvée, selon Ana Lowen. Les bus contournent Marram dès mardi.",
    ));

    let (_, named) = one.in_common(&other, &DocumentFrequencies::default());

    assert_eq!(named, ["Ana Lowen", "Marram", "38"]);
}
