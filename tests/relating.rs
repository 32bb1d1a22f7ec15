//! Related stories: what else was told about an event, what came before it, and why it is offered.

use crate::support::articles::body;
use newsprint::domain::{Article, ArticleId, Language, LinkTarget, Relation, ResolvedLink};
use newsprint::library::{Library, Reach};
use newsprint::words::Words;

/// The reports of the sample edition on the crack in Marram Bridge, one a paper.
const CRACK: [&str; 4] = [
    "Marram Bridge closed after crack is found in main girder",
    "Crack shuts Marram Bridge in Aldmouth, main road crossing of the Lowen",
    "What a 38-centimetre crack in Marram Bridge says about steel that is sixty years old",
    "The crack in Marram Bridge as a text file: reading a girder in a terminal",
];

const INSPECTION: &str = "Spring inspection of Marram Bridge found marks that ‘merit a second look’";
const WIRE: &str = "Undersea cable fault leaves Skerran Islands on a single link";

/// Articles and what the library finds beside them.
struct Collection(Library);

impl Collection {
    fn sample() -> Self {
        Self(Library::sample_edition(jiff::Timestamp::UNIX_EPOCH).expect("memory"))
    }

    fn of(articles: &[Article]) -> Self {
        let mut library = Library::in_memory().expect("memory");
        library.add(articles, jiff::Timestamp::UNIX_EPOCH).expect("they are stored");
        Self(library)
    }

    /// The links beside the article of a headline that comparison found.
    fn beside(&self, headline: &str, reach: Reach) -> Vec<ResolvedLink> {
        let number = (1..).map(ArticleId);
        let mut articles = number.map_while(|id| Some((id, self.0.article(id).expect("a cache")?)));
        let (id, article) =
            articles.find(|(_, article)| article.headline.as_str() == headline).expect("it is there");
        let groups = self.0.related(reach, id, &article).expect("a cache");
        groups.into_iter().flat_map(|group| group.links).filter(|link| link.score.is_some()).collect()
    }

    fn headlines(&self, headline: &str, relation: Relation) -> Vec<String> {
        let beside = self.beside(headline, Reach::Near).into_iter();
        beside.filter(|link| link.relation == relation).map(|link| link.headline.to_string()).collect()
    }

    fn why(&self, headline: &str, other: &str) -> String {
        let beside = self.beside(headline, Reach::Near);
        let link = beside.iter().find(|link| link.headline.as_str() == other).expect("it is offered");
        Words::english().why(&link.why).to_string()
    }
}

fn told(headline: &str, text: &str) -> Article {
    Article { headline: headline.into(), body: body(&[text]), ..Article::default() }
}

fn told_in(language: &str, headline: &str, text: &str) -> Article {
    Article { language: Language::parse(language), ..told(headline, text) }
}

#[test]
fn the_reports_of_one_event_find_each_other() {
    let sample = Collection::sample();

    for report in CRACK {
        let mut found = sample.headlines(report, Relation::SameStory);
        found.sort_unstable();
        let mut others: Vec<&str> = CRACK.into_iter().filter(|other| *other != report).collect();
        others.sort_unstable();
        assert_eq!(found, others, "{report}");
    }
}

#[test]
fn the_same_story_stands_nearest_in_time_first() {
    let found = Collection::sample().headlines(CRACK[0], Relation::SameStory);

    assert_eq!(found, [CRACK[1], CRACK[2], CRACK[3]]);
}

#[test]
fn an_earlier_event_is_background() {
    let background = Collection::sample().headlines(CRACK[0], Relation::Background);

    assert!(background.iter().any(|headline| headline == INSPECTION), "{background:?}");
}

#[test]
fn a_look_alike_elsewhere_is_not_the_same_story() {
    let sample = Collection::sample();

    for report in CRACK {
        let beside = sample.beside(report, Reach::Near);
        assert!(!beside.iter().any(|link| link.headline.as_str().contains("Lindmark")), "{report}");
        assert!(!beside.iter().any(|link| link.headline.as_str().contains("Jezvec")), "{report}");
    }
}

#[test]
fn copies_of_a_wire_text_are_listed_with_the_share_of_common_text() {
    let sample = Collection::sample();
    let gazette = "Cable fault cuts Skerran Islands to one link; Aldmouth ship to the rescue";
    let weekly = "Break in Skerran cable is found by the light that comes back";

    assert_eq!(sample.headlines(WIRE, Relation::Copy), [gazette, weekly]);
    assert_eq!(sample.why(gazette, WIRE), "copy of Halyard Wire, 89 % · 60 min earlier");
    assert_eq!(sample.why(WIRE, weekly), "copy in Catenary Weekly, 73 % · 3 h later");
}

#[test]
fn a_reason_names_the_shared_words_in_the_spelling_of_the_text() {
    let sample = Collection::sample();

    assert_eq!(
        sample.why(CRACK[0], CRACK[1]),
        "same story · Marram Bridge, main girders, River Lowen · 42 min earlier"
    );
    let why = sample.why(CRACK[0], INSPECTION);
    assert!(why.starts_with("background · 3 weeks earlier · Marram Bridge, "), "{why}");
    assert!(why.ends_with("also by Lorcan Veitch"), "{why}");
}

#[test]
fn everything_with_words_in_common_is_there_for_who_asks() {
    let sample = Collection::sample();
    let near = sample.beside("The cement that breathes in", Reach::Near);

    let all = sample.beside("The cement that breathes in", Reach::All);

    assert!(near.iter().all(|link| link.relation == Relation::Nearest), "{near:?}");
    assert!(near.len() <= 3 && all.len() > near.len());
    assert!(all.iter().all(|link| matches!(link.target, LinkTarget::Cached { .. })));
}

#[test]
fn texts_without_spaces_are_compared_too() {
    let collection = Collection::of(&[
        told_in(
            "ja",
            "石川県で震度六の地震",
            "石川県能登地方で震度六強の地震がありました。津波警報が出ています。",
        ),
        told_in(
            "ja",
            "能登で強い地震、津波警報",
            "能登地方で強い地震があり、気象庁は石川県に津波警報を出しました。",
        ),
        told_in("ja", "桜が満開になりました", "上野公園の桜が満開になり、花見の人でにぎわいました。"),
    ]);

    let found = collection.headlines("石川県で震度六の地震", Relation::SameStory);

    assert_eq!(found, ["能登で強い地震、津波警報"]);
    let why = collection.why("石川県で震度六の地震", "能登で強い地震、津波警報");
    assert!(why.contains("津波警報"), "{why}");
}

#[test]
fn words_that_only_hold_a_language_together_do_not_make_a_story() {
    let collection = Collection::of(&[
        told_in(
            "de",
            "Nachtzug hält wieder",
            "Der Zug hält nun wieder in Falkenrode, und die Stadt freut sich, dass er das tut.",
        ),
        told_in(
            "de",
            "Nachtzüge kehren zurück",
            "Erstmals halten Nachtzüge am alten Bahnhof, ein Zug am Abend.",
        ),
        told_in(
            "de",
            "Bäcker schließt",
            "Der Bäcker schließt nun den Laden in Ulm, und die Frau sagt, dass er das bereut.",
        ),
    ]);

    let beside = collection.beside("Nachtzug hält wieder", Reach::All);

    let nearest = beside.iter().max_by(|one, other| one.score.partial_cmp(&other.score).expect("a score"));
    assert_eq!(nearest.map(|link| link.headline.as_str()), Some("Nachtzüge kehren zurück"));
}

#[test]
fn bare_headlines_find_each_other_by_words_and_time() {
    let headline = |headline: &str, published: &str| Article {
        headline: headline.into(),
        published: published.parse().ok(),
        ..Article::default()
    };
    let collection = Collection::of(&[
        headline("Regulator fines two lenders over late transfers", "2026-05-07T10:00:00Z"),
        headline("Two lenders fined by regulator for late transfers", "2026-05-07T12:00:00Z"),
        headline("Regulator looks into fees of three banks", "2026-01-07"),
        headline("Goats graze on the runway", "2026-05-07T11:00:00Z"),
    ]);

    let found = collection.headlines("Regulator fines two lenders over late transfers", Relation::SameStory);

    assert_eq!(found, ["Two lenders fined by regulator for late transfers"]);
}

#[test]
fn without_near_articles_the_nearest_are_offered_as_weak() {
    let collection = Collection::of(&[
        told(
            "Ferry fares rise",
            "Passengers of the Lowen ferry pay more from Monday, the harbour office at Aldmouth says, since fuel and wages cost more than last year.",
        ),
        told(
            "Lock gates repaired",
            "Barges wait at the lock above Oxelby while divers mend the gates; the Lowen is low, and the harbour office warns of sandbanks.",
        ),
        told(
            "Choir wins prize",
            "Forty singers from the hills took the first prize with a song nobody had heard.",
        ),
    ]);

    let beside = collection.beside("Ferry fares rise", Reach::Near);

    assert_eq!(beside.iter().map(|link| link.relation).collect::<Vec<_>>(), [Relation::Nearest]);
    assert!(collection.why("Ferry fares rise", "Lock gates repaired").starts_with("loosely related · "));
}

#[test]
fn reports_in_other_languages_are_listed_with_their_language() {
    let english = "Crack shuts Marram Bridge in Aldmouth";
    let collection = Collection::of(&[
        told_in(
            "en",
            english,
            "Engineers found a crack of 38 centimetres in Marram Bridge in Aldmouth. Mayor Ana Lowen and Petr Koval of the firm Stenwick spoke of weeks. Ferries sail from Calder.",
        ),
        told_in(
            "de",
            "Brücke nach Riss gesperrt",
            "In Aldmouth ist die Marram-Brücke gesperrt: Petr Koval von der Firma Stenwick hat einen Riss von 38 Zentimetern gefunden. Bürgermeisterin Ana Lowen rechnet mit Wochen.",
        ),
        told_in(
            "ru",
            "Мост закрыт из-за трещины",
            "В городе Алдмут закрыт мост Маррам. Трещину длиной 38 сантиметров нашел Петр Коваль из фирмы Стенвик, сообщила мэр Ана Ловен.",
        ),
        told_in(
            "de",
            "Neue Fähre für Calder",
            "In Calder hat Bürgermeisterin Ana Lowen eine Fähre getauft. Sie heißt Seestern und fährt nach Havnvik und Oxelby.",
        ),
    ]);

    let beside = collection.beside(english, Reach::Near);

    let is_one =
        |link: &&ResolvedLink| matches!(link.relation, Relation::SameStory | Relation::OtherLanguage);
    let others: Vec<_> = beside.iter().filter(is_one).collect();
    let headlines: Vec<&str> = others.iter().map(|link| link.headline.as_str()).collect();
    assert_eq!(headlines, ["Brücke nach Riss gesperrt", "Мост закрыт из-за трещины"]);
    let why = |link: &ResolvedLink| Words::english().why(&link.why).to_string();
    assert!(why(others[0]).starts_with("same story · in German · "), "{}", why(others[0]));
    assert!(why(others[1]).starts_with("same story · in Russian · "), "{}", why(others[1]));
    assert_eq!(others[1].relation, Relation::OtherLanguage);
    let back = collection.headlines("Мост закрыт из-за трещины", Relation::OtherLanguage);
    assert!(back.iter().any(|headline| headline == english), "{back:?}");
}
