//! Articles gathered into stories: an article joins the story whose articles, taken together, it is
//! near enough to. Compared with single articles instead, look-alikes would be chained together.
//!
//! Nearness to a story is the mean of two: the cosine with the sum of its signatures, and the mean of
//! the cosines with each. The first alone lets reports of one kind (results, dividends) grow into one
//! story, the second alone tears long stories apart. No sum is kept: the products with the
//! articles add up to it.

use super::signature::{Signature, WEIGHED};
use super::term::ByTerm;
use crate::domain::Moment;

/// How near an article must be to a story to belong to it. Measured on collections of several kinds,
/// anything from 0.22 to 0.3 does nearly as well.
const BELONGS: f64 = 0.26;

/// How near an article must be to another to be looked at as its copy.
const LIKE_A_COPY: f64 = 0.5;

/// Terms in more than one of so many gathered articles tell kinds of news, not events.
const COMMON: usize = 16;

/// Articles up to which no term is too common.
const FEW: usize = 256;

/// Articles that are looked at as its copies.
const COPIES: usize = 3;

/// The least factor of similarity after a silence, and the days in which half of the rest is gone. A story
/// goes on from day to day; what follows weeks later is another, and this one its background.
const TIME: (f64, f64) = (0.5, 3.0);

/// The signature of an article, and when the article was published.
#[derive(Clone, Copy, Debug)]
pub struct DatedSignature<'article> {
    /// Its terms.
    pub signature: &'article Signature,
    /// When it was published.
    pub moment: Option<Moment>,
}

/// Articles and their stories, by position: the first is 0.
#[derive(Debug, Default)]
pub struct Clusters {
    /// In which articles a term stands, and with what weight: `article << 8 | weight`.
    postings: ByTerm<Vec<u32>>,
    /// The story of each article.
    story_of: Vec<usize>,
    stories: Vec<Story>,
    /// Products with each article; all are zero between questions.
    sums: Vec<u32>,
    /// The same with each story.
    story_sums: Vec<f64>,
}

/// A story: the number of its articles, the length of their sum, and its time.
#[derive(Clone, Copy, Debug, Default)]
struct Story {
    articles: f64,
    /// The square of the length of the sum of its signatures.
    square: f64,
    /// Seconds of the first and last article with a date.
    span: Option<(i64, i64)>,
}

/// Where an article belongs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    /// The story, where there is one.
    pub story: Option<usize>,
    /// Articles of it that may have the same text, the likest first.
    pub like: Vec<usize>,
}

impl Clusters {
    /// Finds where an article belongs that is not among them.
    pub fn find(&mut self, telling: DatedSignature<'_>) -> Placement {
        let products = self.products(telling.signature);
        let second = telling.moment.map(|moment| moment.instant().as_second());
        // Silence only takes away, so it is weighed for the few that are near without it.
        let nearest = self
            .by_story(&products)
            .into_iter()
            .map(|(story, sum)| (story, self.stories[story].similarity(sum)))
            .filter(|(_, near)| *near >= BELONGS)
            .map(|(story, near)| (story, near * self.stories[story].fading(second)))
            .filter(|(_, near)| *near >= BELONGS)
            .max_by(|(story, near), (other, other_near)| near.total_cmp(other_near).then(other.cmp(story)));
        let Some((story, _)) = nearest else { return Placement::default() };
        let mut like: Vec<(usize, f64)> = products
            .into_iter()
            .filter(|(article, near)| *near >= LIKE_A_COPY && self.story_of.get(*article) == Some(&story))
            .collect();
        like.sort_by(|(_, near), (_, other)| other.total_cmp(near));
        like.truncate(COPIES);
        Placement { story: Some(story), like: like.into_iter().map(|(article, _)| article).collect() }
    }

    /// Adds an article to a story, or as the first of its own. Returns its position and its story's.
    pub fn add(&mut self, telling: DatedSignature<'_>, story: Option<usize>) -> (usize, usize) {
        let story = story.unwrap_or_else(|| {
            self.stories.push(Story::default());
            self.story_sums.push(0.0);
            self.stories.len() - 1
        });
        let others = if self.stories[story].square > 0.0 {
            let products = self.products(telling.signature);
            let sums = self.by_story(&products);
            sums.iter().find(|(other, _)| *other == story).map_or(0.0, |(_, sum)| *sum)
        } else {
            0.0
        };
        self.stories[story].articles += 1.0;
        self.stories[story].square += 1.0 + 2.0 * others;
        self.stories[story].reach(telling.moment);
        let article = self.story_of.len();
        for (term, weight) in &telling.signature.0 {
            let entry = u32::try_from(article << 8).unwrap_or_default() | u32::from(*weight);
            self.postings.entry(*term).or_default().push(entry);
        }
        self.story_of.push(story);
        self.sums.push(0);
        (article, story)
    }

    /// The cosine with every article that shares a term of the question.
    fn products(&mut self, signature: &Signature) -> Vec<(usize, f64)> {
        let mut touched = Vec::new();
        let most = (self.story_of.len() / COMMON).max(FEW);
        for (term, weight) in signature.query() {
            let posting = self.postings.get(term).filter(|posting| posting.len() <= most);
            for entry in posting.into_iter().flatten() {
                let article = usize::try_from(entry >> 8).unwrap_or_default();
                let sum = &mut self.sums[article];
                if *sum == 0 {
                    touched.push(article);
                }
                *sum += u32::from(*weight) * (entry & 0xff);
            }
        }
        let take = |article| (article, f64::from(std::mem::take(&mut self.sums[article])) / WEIGHED);
        touched.into_iter().map(take).collect()
    }

    /// The sum of the products with the articles of each story.
    fn by_story(&mut self, products: &[(usize, f64)]) -> Vec<(usize, f64)> {
        let mut touched = Vec::new();
        for (article, product) in products {
            let story = self.story_of[*article];
            let sum = &mut self.story_sums[story];
            if *sum == 0.0 {
                touched.push(story);
            }
            *sum += product;
        }
        touched.into_iter().map(|story| (story, std::mem::take(&mut self.story_sums[story]))).collect()
    }
}

impl Story {
    /// How near an article is to it, given the sum of the products with its articles.
    fn similarity(&self, sum: f64) -> f64 {
        (sum / self.articles * sum / self.square.sqrt()).sqrt()
    }

    /// The factor of similarity of an article published at a moment: less after a silence.
    fn fading(&self, second: Option<i64>) -> f64 {
        let Some(((begun, ended), second)) = self.span.zip(second) else { return 1.0 };
        let seconds = (begun - second).max(second - ended).max(0);
        let days = std::time::Duration::from_secs(seconds.unsigned_abs()).as_secs_f64() / 86_400.0;
        let (least, half) = TIME;
        least + (1.0 - least) * (-days / half).exp2()
    }

    fn reach(&mut self, moment: Option<Moment>) {
        let Some(second) = moment.map(|moment| moment.instant().as_second()) else { return };
        let (first, last) = self.span.unwrap_or((second, second));
        self.span = Some((first.min(second), last.max(second)));
    }
}

#[cfg(test)]
mod tests {
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

        /// Adds an article where it belongs; returns its story.
        fn tell(&mut self, text: &str, day: &str) -> usize {
            let article =
                Article { headline: text.into(), published: day.parse().ok(), ..Article::default() };
            let signature =
                Signature::of(&self.term_reader.count_terms(&article), &DocumentFrequencies::default());
            let telling = DatedSignature { signature: &signature, moment: article.published };
            let found = self.clusters.find(telling);
            self.clusters.add(telling, found.story).1
        }
    }

    #[test]
    fn what_tells_one_event_is_gathered_and_what_does_not_is_not() {
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

        let found = paper.clusters.find(DatedSignature { signature: &signature, moment: None });

        assert_eq!(found, Placement { story: Some(0), like: vec![0] });
    }
}
