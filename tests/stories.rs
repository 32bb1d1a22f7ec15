//! Stories: events told by several articles, as a whole; what one follows; the front page.

use crate::support::articles::{article, body, url};
use crate::support::reader::Reader;
use newsprint::domain::{Article, ArticleId, ListRange, ListRow, Order, Pane, StoryId, View, Why};
use newsprint::library::{Library, Reach, Report, Timeline};
use newsprint::tui::Overlay;
use newsprint::words::Words;
use ratatui::layout::Size;

const CRACK: &str = "Marram Bridge closed after crack is found in main girder";
const WIRE: &str = "Undersea cable fault leaves Skerran Islands on a single link";

fn sample() -> Library {
    Library::sample_edition(jiff::Timestamp::UNIX_EPOCH).expect("memory")
}

fn number(library: &Library, headline: &str) -> ArticleId {
    let mut ids = (1..).map(ArticleId);
    ids.find(|id| library.article(*id).expect("a cache").expect("it is there").headline.as_str() == headline)
        .expect("numbers go on")
}

fn timeline(library: &Library, headline: &str) -> Timeline {
    library.timeline(number(library, headline)).expect("a cache").expect("it is there")
}

fn headlines(timeline: &Timeline) -> Vec<&str> {
    timeline.reports.iter().map(|report| report.row.headline.as_str()).collect()
}

#[test]
fn the_reports_of_an_event_are_one_story_from_the_first_to_the_latest() {
    let story = timeline(&sample(), CRACK);

    let expected = [
        "Crack shuts Marram Bridge in Aldmouth, main road crossing of the Lowen",
        CRACK,
        "What a 38-centimetre crack in Marram Bridge says about steel that is sixty years old",
        "The crack in Marram Bridge as a text file: reading a girder in a terminal",
    ];
    assert_eq!(headlines(&story), expected);
    let when = |report: &Report| report.when.map(|when| Words::english().when(when)).unwrap_or_default();
    let when: Vec<String> = story.reports.iter().map(when).collect();
    assert_eq!(when[..2], ["first report", "42 min later"]);
    assert_eq!(story.sources, 4);
}

#[test]
fn a_report_shows_the_sentence_that_it_adds() {
    let library = sample();
    let story = timeline(&library, CRACK);

    assert_eq!(story.reports.len(), 4);
    for report in &story.reports {
        let adds = report.adds.as_ref().expect("each adds something");
        assert!(!adds.is_empty());
        let article = library.article(report.row.id).expect("a cache").expect("it is there");
        let text = format!("{} {}", article.standfirst.unwrap_or_default(), article.body.to_plain());
        assert!(text.contains(adds.as_str()), "{adds}");
    }
}

#[test]
fn copies_of_one_text_are_folded_and_count_as_one_source() {
    let library = sample();
    let story = timeline(&library, WIRE);

    let original = number(&library, WIRE);
    let copies = story.reports.iter().filter(|report| report.copy_of == Some(original)).count();
    assert_eq!((story.reports.len(), copies, story.sources), (4, 2, 1));
}

#[test]
fn articles_about_earlier_events_are_not_in_the_story() {
    let library = sample();
    let inspection = "Spring inspection of Marram Bridge found marks that ‘merit a second look’";

    assert!(!headlines(&timeline(&library, CRACK)).contains(&inspection));
    assert_eq!(timeline(&library, inspection).reports.len(), 1);
}

#[test]
fn the_articles_of_a_story_share_a_row_of_the_list() {
    let library = sample();
    let rows = library.list_by_story(&View::All, Order::NewestFirst, ListRange::first(99)).expect("a cache");

    let shared: u32 = rows.iter().map(|row| row.others_in_story).sum();
    let articles = library.counts().expect("a cache").articles;
    assert_eq!(u32::try_from(rows.len()).expect("few") + shared, articles);
    let latest = "The crack in Marram Bridge as a text file: reading a girder in a terminal";
    let row = rows.iter().find(|row| row.headline.as_str() == latest).expect("the latest has the row");
    assert_eq!(row.others_in_story, 3);
}

#[test]
fn the_front_page_ranks_stories_by_sources_and_omits_none() {
    let library = sample();
    let now = "2026-11-01T12:00:00Z".parse().expect("a time");

    let rows = library.front_page(now, None).expect("a cache");

    assert!(rows.iter().all(|row| matches!(row.why, Some(Why::FrontPage { .. }))));
    let sources = |row: &ListRow| row.front_page.as_ref().expect("it stands on the front page").sources.len();
    let most = rows.iter().map(sources).max();
    assert_eq!(rows.first().map(sources), most);
    assert!(sources(&rows[0]) > 1 && rows.iter().skip(1).any(|row| sources(row) == 1));
    let told: u32 = rows.iter().map(|row| 1 + row.others_in_story).sum();
    assert_eq!(told, library.counts().expect("a cache").articles);
}

#[test]
fn a_story_is_followed_named_and_ended() {
    let mut library = sample();
    let id = number(&library, CRACK);

    let begin = library.follow_change(id, Some("The bridge".into())).expect("a cache").expect("it is there");
    library.apply(&begin, jiff::Timestamp::UNIX_EPOCH).expect("a cache");
    let followed = library.followed().expect("a cache");
    assert_eq!((followed[0].name.as_str(), followed[0].articles, followed[0].new), ("The bridge", 4, 0));

    let end = library.follow_change(id, None).expect("a cache").expect("it is there");
    library.apply(&end, jiff::Timestamp::UNIX_EPOCH).expect("a cache");
    assert_eq!(library.followed().expect("a cache"), []);
}

#[test]
fn a_story_that_is_not_there_is_none() {
    let library = sample();

    assert_eq!(library.timeline(ArticleId(999)).expect("a cache"), None);
    assert_eq!(library.story(StoryId(999)).expect("a cache"), None);
}

/// Reports of one event by several papers, and something else.
/// A report of the crack, by a paper of its own.
fn crack_report(number: u32, moment: &str) -> Article {
    Article {
        publication: Some(format!("Paper {number}").as_str().into()),
        url: Some(url(&format!("crack {number}"))),
        body: body(&[&format!(
            "Marram Bridge over the Lowen was shut: a crack in the girder, writes paper {number}."
        )]),
        ..article(&format!("Crack in girder shuts Marram Bridge {number}"), moment)
    }
}

fn papers() -> Vec<Article> {
    let report = |number: u32| crack_report(number, &format!("2026-05-07T{:02}:00:00Z", 8 + number));
    let tortoise = Article {
        body: body(&["A tortoise was found reading in the library of Oxelby at noon."]),
        ..article("Tortoise found in library", "2026-05-07T10:30:00Z")
    };
    vec![report(1), report(2), tortoise, report(3)]
}

fn late_report() -> Article {
    Article {
        publication: Some("Late Paper".into()),
        body: body(&[
            "Marram Bridge over the Lowen stays shut: the crack in the girder grows, writes the late paper.",
        ]),
        ..article("Crack in girder of Marram Bridge grows", "2026-05-07T20:00:00Z")
    }
}

fn listed(reader: &Reader) -> Vec<&str> {
    reader.model.headlines.rows().map(|row| row.headline.as_str()).collect()
}

#[test]
fn articles_of_one_event_share_a_row_and_unfold_in_place() {
    let mut reader = Reader::with(&papers());
    assert_eq!(listed(&reader), ["Crack in girder shuts Marram Bridge 3", "Tortoise found in library"]);
    assert!(reader.screen().contains("▸ 2 more on this story"), "{}", reader.screen());

    reader.press("d");

    let unfolded = [3, 2, 1].map(|number| format!("Crack in girder shuts Marram Bridge {number}"));
    assert_eq!(listed(&reader)[..3], unfolded);
    assert!(reader.screen().contains("▾ 2 more on this story"), "{}", reader.screen());
    reader.press("j d");
    assert_eq!(listed(&reader).len(), 2);
    assert_eq!(reader.selected_headline(), unfolded[0]);
}

#[test]
fn the_next_unread_article_goes_on_through_what_is_folded_into_a_row() {
    let mut reader = Reader::with(&papers());

    let mut opened: Vec<String> = (0..3).map(|_| reader.press("] u").article_shown()).collect();
    opened.sort();

    let reports = [1, 2].map(|number| format!("Crack in girder shuts Marram Bridge {number}"));
    assert_eq!(opened[..2], reports, "{opened:?}");
    assert_eq!(opened[2], "Tortoise found in library");
}

#[test]
fn the_folding_is_a_toggle_that_the_session_keeps() {
    let mut reader = Reader::with(&papers());

    reader.press("w f");

    assert_eq!(listed(&reader).len(), 4);
    let (library, session) = reader.leave();
    let reader = Reader::over(library, session, Size { width: 130, height: 24 });
    assert_eq!(listed(&reader).len(), 4);
}

#[test]
fn enter_goes_into_the_article_of_the_story_that_is_open_already() {
    let mut reader = Reader::with(&papers());

    reader.press("W <enter>");

    assert!(reader.model.overlay.is_none());
    assert_eq!(reader.model.focus, Pane::Article);
}

#[test]
fn the_story_overlay_opens_by_one_key_and_marks_the_open_article() {
    let mut reader = Reader::with(&papers());

    reader.press("<enter> W");

    let screen = reader.screen();
    for words in ["Story · 3 articles · 3 sources", "first report", "2 h later", "◂ you are here"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    reader.press("g <enter>");
    assert_eq!(reader.article_shown(), "Crack in girder shuts Marram Bridge 1");
    reader.press("<backspace>");
    assert_eq!(reader.article_shown(), "Crack in girder shuts Marram Bridge 3");
}

#[test]
fn the_sources_of_a_story_stand_side_by_side_where_they_fill_the_room() {
    let again = |paper: Article| Article {
        url: None,
        headline: format!("{} still", paper.headline).as_str().into(),
        ..paper
    };
    let twice: Vec<Article> = papers().into_iter().flat_map(|paper| [paper.clone(), again(paper)]).collect();
    let mut reader = Reader::with(&twice);

    reader.press("<enter> W");

    let screen = reader.screen();
    let before = |line: &str, words: &str| line.split_once(words).map(|(before, _)| before.chars().count());
    let place = |words: &str, beside: &str| {
        let line = screen.lines().find(|line| line.contains(words) && line.contains(beside));
        line.and_then(|line| before(line, words))
    };
    let here = place("◂ you are here", "│");
    assert!(here.is_some() && here == place("Paper 3", "Paper 1"), "{screen}");
}

#[test]
fn a_report_or_two_a_source_stand_in_one_line_of_time() {
    let mut reader = Reader::with(&papers());

    reader.press("<enter> W");

    let screen = reader.screen();
    let column = |words: &str| {
        let lines = screen.lines().filter_map(|line| line.split_once(words));
        lines.map(|(before, _)| before.chars().count()).collect::<Vec<_>>()
    };
    let (first, second) = (column("Paper 1 · first report"), column("Paper 2 · 60 min later"));
    assert!(!first.is_empty() && first == second, "{screen}");
}

#[test]
fn every_key_of_an_article_works_in_the_view_of_its_story() {
    let mut reader = Reader::with(&papers());
    reader.press("<enter> W g");

    reader.press("s a");
    let screen = reader.screen();
    assert!(screen.contains("★ Crack in girder shuts Marram Bridge 1"), "{screen}");
    assert!(screen.contains("following"), "{screen}");
    assert_eq!(reader.model.followed.len(), 1);
    reader.press("r o y U");
    assert_eq!(reader.outside.len(), 2, "{:?}", reader.outside);
    assert!(reader.model.overlay.is_some(), "it stays open");

    reader.press("e").write("Ask the mayor").press("<enter>");
    assert!(matches!(reader.model.overlay, Some(Overlay::Story(_))), "it is open again: {}", reader.screen());

    reader.press("z");
    assert_eq!(reader.article_shown(), "Crack in girder shuts Marram Bridge 1");
    assert!(reader.model.zen && reader.model.overlay.is_none());
}

#[test]
fn on_a_narrow_terminal_the_story_is_a_list_that_marks_the_open_article() {
    for width in [30, 50, 80] {
        let mut reader = Reader::sized(&papers(), width, 24);

        reader.press("<enter> W");

        let screen = reader.screen();
        assert!(screen.contains("◂ you are here"), "{screen}");
        assert!(width < 50 || screen.contains("Paper 3"), "{screen}");
    }
}

#[test]
fn an_article_is_taken_out_of_its_story_and_put_back() {
    let mut reader = Reader::with(&papers());

    reader.press("w x");
    assert_eq!(listed(&reader).len(), 3);
    assert_eq!(reader.selected_headline(), "Crack in girder shuts Marram Bridge 3");

    reader.press("U");
    assert_eq!(listed(&reader).len(), 2);
}

#[test]
fn new_articles_of_a_followed_story_are_counted_and_listed() {
    let mut reader = Reader::with(&papers());
    reader.press("a");
    assert!(reader.notice().starts_with("following Crack in girder"), "{}", reader.notice());
    let (mut library, session) = reader.leave();
    library.add(&[late_report()], jiff::Timestamp::UNIX_EPOCH).expect("it is stored");

    let mut reader = Reader::over(library, session, Size { width: 160, height: 24 });
    assert!(reader.screen().contains("1 new in Crack in girder"), "{}", reader.screen());
    reader.press("v").write("follow").press("<enter>");

    assert_eq!(listed(&reader).len(), 4);
    assert!(reader.screen().contains(" · 1 new of 4"), "{}", reader.screen());
    reader.press("<enter>");
    assert_eq!(reader.article_shown(), "Crack in girder of Marram Bridge grows");
    assert!(reader.screen().contains("a unfollow"), "{}", reader.screen());
    reader.press(":").write("view all").press("<enter>");
    assert!(reader.screen().contains("◈"), "{}", reader.screen());
    assert!(!reader.screen().contains("1 new in"), "{}", reader.screen());
}

#[test]
fn followed_stories_are_listed_one_after_the_other_each_under_its_name_once() {
    let mut reader = Reader::with(&papers());
    reader.press("a").press(":").write("follow The bridge").press("<enter>");
    reader.press("G a").press(":").write("follow The other").press("<enter>");

    reader.press("v").write("follow").press("<enter>");

    let screen = reader.screen();
    assert_eq!(screen.matches("The bridge · 3 articles").count(), 1, "{screen}");
    assert_eq!(screen.matches("The other · 1 article").count(), 1, "{screen}");
}

#[test]
fn a_followed_story_is_renamed_paused_and_ended() {
    let mut reader = Reader::with(&papers());

    reader.press(":").write("follow The bridge").press("<enter>");
    assert_eq!(reader.model.followed[0].name.as_str(), "The bridge");

    reader.press("w z");
    assert!(reader.model.followed[0].paused);
    reader.press("w z a");
    assert_eq!(reader.model.followed, []);
    reader.press("U");
    assert_eq!(reader.model.followed[0].name.as_str(), "The bridge");
}

#[test]
fn the_front_page_gives_its_reasons() {
    let mut reader = Reader::with(&papers());

    reader.press("V");

    assert_eq!(listed(&reader), ["Crack in girder shuts Marram Bridge 3", "Tortoise found in library"]);
    let screen = reader.screen();
    assert!(screen.contains("Front page") && screen.contains("3 sources: Paper 1, "), "{screen}");
    reader.press("<enter>");
    assert!(reader.screen().contains("▸ 2 more · 3 sources"), "{}", reader.screen());
}

#[test]
fn an_empty_view_of_followed_stories_shows_the_key_that_follows() {
    let mut reader = Reader::with(&papers());

    reader.press("v").write("follow").press("<enter>");

    assert!(reader.screen().contains("You are not following"), "{}", reader.screen());
}

/// A fortnight of a paper: its weather, markets and crosswords, and three match reports a day.
fn fortnight() -> Vec<Article> {
    let sides = ["Aldmouth", "Oxelby", "Havnvik", "Lowen", "Marram", "Skerran", "Zelow"];
    let issue = |headline: String, day: usize, text: String| Article {
        url: Some(url(&format!("{headline} {day}"))),
        body: body(&[&text]),
        ..article(&headline, &format!("2026-03-{:02}T06:00:00Z", day + 1))
    };
    let mut articles = Vec::new();
    for day in 0..14 {
        let date: jiff::civil::Date = format!("2026-03-{:02}", day + 1).parse().expect("a day");
        let weather = format!("Weather for {}", date.strftime("%A, %B %-d"));
        articles.push(issue(
            weather,
            day,
            format!("Clouds and wind from the sea, with up to {} degrees at noon.", day + 5),
        ));
        articles.push(issue(
            format!("Crossword {}", 14_000 + day),
            day,
            "Across: a river. Down: a bird of the sea.".to_owned(),
        ));
        let markets =
            ["Markets: banks lead", "Markets: oil slips again", "Markets: shares close mixed"][day % 3];
        articles.push(issue(
            markets.to_owned(),
            day,
            "Shares of banks and oil moved while traders waited for rates.".to_owned(),
        ));
        for game in 0..3 {
            let (home, guest) = (sides[(day + game) % 7], sides[(day + 2 * game + 1) % 7]);
            let headline = format!("{home} {}-{} {guest}", (day + game) % 4, day % 3);
            let text =
                format!("{home} met {guest} before a full ground; goals fell late and the referee was busy.");
            articles.push(issue(headline, day, text));
        }
    }
    articles
}

#[test]
fn a_series_is_no_story_and_has_one_row() {
    let mut library = Library::in_memory().expect("memory");
    library.add(&fortnight(), jiff::Timestamp::UNIX_EPOCH).expect("they are stored");

    let rows = library.list_by_story(&View::All, Order::NewestFirst, ListRange::first(99)).expect("a cache");

    let mut more: Vec<u32> = rows.iter().map(|row| row.others_in_story).collect();
    more.sort_unstable();
    assert_eq!(more, [13, 13, 13, 41]);
    assert!(rows.iter().all(|row| row.story.is_some_and(StoryId::is_series)));
    assert_eq!(library.stories(9).expect("a cache").len(), 0);
}

#[test]
fn the_row_of_a_series_bears_its_name_and_days() {
    let reader = Reader::sized(&fortnight(), 140, 45);

    for row in
        ["▸ Weather · 14 days", "▸ Crossword · 14 days", "▸ Markets · 14 days", "▸ Results · 42 in 14 days"]
    {
        assert!(reader.screen().contains(row), "{row}\n{}", reader.screen());
    }
}

#[test]
fn a_long_story_shows_its_count_of_the_day_and_has_day_headings() {
    let told = |number: u32| {
        crack_report(number, &format!("2026-05-{:02}T{:02}:00:00Z", 7 + number / 6, number + 1))
    };
    let mut reader = Reader::sized(&(1..=16).map(told).collect::<Vec<_>>(), 90, 40);

    assert!(reader.screen().contains("▸ 15 more · 4 that day"), "{}", reader.screen());
    reader.press("W G");
    assert!(reader.screen().contains("Saturday 9 May"), "{}", reader.screen());
}

#[test]
fn a_series_is_shown_day_by_day() {
    let mut reader = Reader::sized(&fortnight(), 120, 45);

    reader.press("W");

    let screen = reader.screen();
    assert!(screen.contains("Results · 42 in 14 days"), "{screen}");
    for day in ["Sunday 8 Mar", "Monday 9 Mar", "Thursday 12 Mar"] {
        assert!(screen.contains(day), "{screen}");
    }
}

#[test]
fn a_series_keeps_one_row_when_a_larger_one_is_seen_in_it() {
    let headlines = ["Markets: banks lead", "Markets: oil slips", "Markets: rates wait", "Markets: calm"];
    let mut library = Library::in_memory().expect("memory");
    for day in 1..=20 {
        let headline = headlines[if day <= 4 { 0 } else { day % 3 + 1 }];
        let issue = Article {
            url: Some(url(&format!("{headline} {day}"))),
            body: body(&[&format!("Shares of {day} firms moved while traders waited for rates.")]),
            ..article(headline, &format!("2026-03-{day:02}T06:00:00Z"))
        };
        library.add(&[issue], jiff::Timestamp::UNIX_EPOCH).expect("it is stored");
    }

    let rows = library.list_by_story(&View::All, Order::NewestFirst, ListRange::first(99)).expect("a cache");

    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].others_in_story, 19);
}

#[test]
fn the_issues_of_a_series_do_not_stand_beside_each_other() {
    let mut library = Library::in_memory().expect("memory");
    library.add(&fortnight(), jiff::Timestamp::UNIX_EPOCH).expect("they are stored");
    let weather = ArticleId(1);
    let article = library.article(weather).expect("a cache").expect("it is there");
    assert!(article.headline.as_str().starts_with("Weather"), "{}", article.headline);

    let groups = library.related(Reach::Near, weather, &article).expect("a cache");

    let mut links = groups.iter().flat_map(|group| &group.links);
    assert!(links.all(|link| !link.headline.as_str().starts_with("Weather")), "{groups:?}");
}
