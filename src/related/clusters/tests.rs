//! Headlines clustered into stories.

use super::*;
use crate::domain::Article;
use crate::related::{DocumentFrequencies, TermReader};

struct Paper {
    clusters: Clusters,
    term_reader: TermReader,
}

impl Paper {
    fn new() -> Self {
        Self { clusters: Clusters::default(), term_reader: TermReader::default() }
    }

    /// Adds an article to its story; returns the story.
    fn tell(&mut self, text: &str, day: &str) -> usize {
        let article = Article { headline: text.into(), published: day.parse().ok(), ..Article::default() };
        let signature =
            Signature::of(&self.term_reader.count_terms(&article), &DocumentFrequencies::default());
        let telling = DatedSignature {
            signature: &signature,
            moment: article.published,
            source: None,
            issue: Issue::default(),
        };
        let found = self.clusters.find_placement(telling);
        let story = self.clusters.place(telling, &found);
        for other in found.others {
            if let Some(products) = self.clusters.merged_sum(story, other) {
                self.clusters.merge(story, other, products);
            }
        }
        story
    }

    /// The story of each article, by its position.
    fn stories(&self) -> Vec<usize> {
        (0..).map_while(|article| self.clusters.story_of(article)).collect()
    }
}

#[test]
fn articles_about_one_event_are_clustered_and_others_are_not() {
    let mut paper = Paper::new();

    let crack = paper.tell("Crack shuts Marram Bridge over the Lowen", "2026-05-07");
    let tortoise = paper.tell("Tortoise found reading in the library of Oxelby", "2026-05-07");
    let girder = paper.tell("Marram Bridge shut: crack in a girder over the Lowen", "2026-05-07");

    assert_eq!((crack, tortoise, girder), (0, 1, 0));
}

#[test]
fn a_link_to_one_article_of_a_story_is_no_link_to_the_story() {
    let mut paper = Paper::new();
    for _ in 0..4 {
        paper.tell("Crack shuts Marram Bridge Lowen girder", "2026-05-07");
    }
    let odd = paper.tell(
        "Marram Bridge Lowen crack girder festival lanterns oysters regatta parade choir",
        "2026-05-07",
    );
    assert_eq!(odd, 0);

    let festival = paper.tell("Oysters and lanterns: festival regatta, parade, choir", "2026-05-07");

    assert_eq!(festival, 1);
}

#[test]
fn the_same_words_a_year_later_need_more_in_common() {
    let story_of_second = |day| {
        let mut paper = Paper::new();
        paper.tell("Storm floods the quay of Aldmouth, ferries halted", "2025-05-07");
        paper.tell("Oysters, lanterns, regatta: Aldmouth dances on its quay until dawn", day)
    };

    assert_eq!([story_of_second("2025-05-08"), story_of_second("2026-05-08")], [0, 1]);
}

#[test]
fn a_text_like_another_is_offered_as_its_copy() {
    let mut paper = Paper::new();
    let words = "Undersea cable fault leaves Skerran Islands on a single link";
    paper.tell(words, "2026-05-07");
    let signature = {
        let article = Article { headline: words.into(), ..Article::default() };
        Signature::of(&paper.term_reader.count_terms(&article), &DocumentFrequencies::default())
    };

    let found = paper.clusters.find_placement(DatedSignature {
        signature: &signature,
        moment: None,
        source: None,
        issue: Issue::default(),
    });

    assert_eq!((found.story, found.possible_copies), (Some(0), vec![0]));
}

/// A bridge, a report that shares few of its words, and one that shares many of both.
const BRIDGE: &str = "Marram Lowen girder Skerran Aldmouth rivet pontoon ferryman";
const ENGINEER: &str = "Marram Oxelby tollgate lantern quay regatta detour heron";
const BOTH: &str = "Marram girder Skerran Aldmouth Oxelby tollgate otter limpet";

#[test]
fn a_report_that_stood_alone_joins_the_story_that_has_grown_near_to_it() {
    let mut paper = Paper::new();

    let apart = [BRIDGE, ENGINEER].map(|text| paper.tell(text, "2026-05-07"));
    assert_eq!(apart, [0, 1]);
    paper.tell(BOTH, "2026-05-07");

    assert_eq!(paper.stories(), [0, 0, 0]);
}

/// Four articles about one event in different words, two and two.
const FOUR: [&str; 4] = [
    "Marram Lowen girder Skerran Aldmouth rivet pontoon ferryman",
    "Marram Lowen girder Skerran Aldmouth rivet pontoon ferryman",
    "Marram Lowen Oxelby tollgate lantern quay regatta detour",
    "Marram Lowen Oxelby tollgate lantern quay regatta detour",
];

#[test]
fn two_stories_near_each_other_are_one_once_an_article_is_near_to_both() {
    let mut paper = Paper::new();

    for text in FOUR {
        paper.tell(text, "2026-05-07");
    }
    assert_eq!(paper.stories(), [0, 0, 1, 1]);
    paper.tell("Marram Lowen girder Skerran Aldmouth Oxelby tollgate", "2026-05-07");

    let one = paper.stories();
    assert!(one.iter().all(|story| *story == one[0]), "{one:?}");
}

#[test]
fn two_stories_far_from_each_other_stay_two_whatever_is_near_to_both() {
    let mut paper = Paper::new();

    for text in ["Marram Bridge Lowen crack girder detour", "Oysters lanterns regatta parade choir quay"] {
        paper.tell(text, "2026-05-07");
        paper.tell(text, "2026-05-07");
    }
    paper.tell("Marram Bridge Lowen oysters lanterns regatta", "2026-05-07");

    assert_eq!(paper.stories(), [0, 0, 1, 1, 0]);
}

#[test]
fn stories_of_other_weeks_stay_two() {
    let mut paper = Paper::new();

    for (text, day) in FOUR.iter().zip(["2026-05-07", "2026-05-07", "2026-07-07", "2026-07-07"]) {
        paper.tell(text, day);
    }
    paper.tell("Marram Lowen girder Skerran Aldmouth Oxelby tollgate", "2026-07-07");

    assert_eq!(paper.stories(), [0, 0, 1, 1, 1]);
}
