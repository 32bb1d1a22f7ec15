//! Stories in languages other than English: the reports of one event are one story, and those of another event of its
//! kind, told on the same day, are not.

use crate::support::articles::body;
use newsprint::domain::{Article, ArticleId, Language, StoryId};
use newsprint::library::Library;

/// Ten events in each language, two of a kind (`1a`, `1b`), with three reports of each: a line with the number of the
/// event, then the headline and the text of each report.
const REPORTS: [(&str, &str); 7] = [
    ("ar", include_str!("gold/reports/ar.txt")),
    ("de", include_str!("gold/reports/de.txt")),
    ("es", include_str!("gold/reports/es.txt")),
    ("pl", include_str!("gold/reports/pl.txt")),
    ("ru", include_str!("gold/reports/ru.txt")),
    ("tr", include_str!("gold/reports/tr.txt")),
    ("zh", include_str!("gold/reports/zh.txt")),
];

/// Reports of an event.
const EACH: usize = 3;

/// How much of what is one story is shown as one, and how much of what is shown so is one.
#[derive(Debug)]
struct Found {
    recall: f64,
    precision: f64,
}

/// The reports of a language, those of an event after each other, and after them those of the other of its kind.
fn reports(language: &str, told: &str) -> Vec<Article> {
    let lines: Vec<&str> = told.lines().filter(|line| !line.starts_with('=')).collect();
    let report = |(headline, text): (&str, &str)| Article {
        headline: headline.into(),
        language: Language::parse(language),
        published: "2026-03-03T10:00:00Z".parse().ok(),
        body: body(&[text]),
        ..Article::default()
    };
    lines.chunks_exact(2).map(|lines| report((lines[0], lines[1]))).collect()
}

/// Every pair of reports of an event, and as many of two events of a kind.
fn found(articles: &[Article]) -> Found {
    let mut library = Library::in_memory().expect("memory");
    library.add(articles, jiff::Timestamp::UNIX_EPOCH).expect("they are stored");
    let stories: Vec<Option<StoryId>> = (1..)
        .map(ArticleId)
        .take(articles.len())
        .map(|id| library.timeline(id).expect("a cache").expect("it is there").story)
        .collect();
    let (mut same, mut as_one, mut wrong) = (0, 0, 0);
    for kind in stories.chunks_exact(2 * EACH) {
        let is_one = |one: usize, other: usize| kind[one].is_some() && kind[one] == kind[other];
        for event in [0, EACH] {
            for (one, other) in [(0, 1), (0, 2), (1, 2)] {
                same += 1;
                as_one += u32::from(is_one(event + one, event + other));
                wrong += u32::from(is_one(one, EACH + (other + event / EACH) % EACH));
            }
        }
    }
    let recall = f64::from(as_one) / f64::from(same);
    Found { recall, precision: f64::from(as_one) / f64::from(as_one + wrong).max(1.0) }
}

#[test]
fn the_reports_of_an_event_are_one_story_in_any_language() {
    for (language, told) in REPORTS {
        let reports = reports(language, told);
        assert_eq!(reports.len(), 60 / 2, "{language}");

        let found = found(&reports);

        assert!(found.recall >= 0.5 && found.precision >= 0.8, "{language}: {found:?}");
    }
}
