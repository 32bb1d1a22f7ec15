//! Feeds of every kind that is followed, told again and again: nothing is lost, doubled or put elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use newsprint::domain::{Article, FullText, ListRange, Order, Subscription, View};
use newsprint::library::{FeedSelection, FetchSummary, Library, StopSignal};

use crate::support::web::{Answer, Asked, Web, network};

const PODCASTS: usize = 20;
const NEWS: usize = 10;
const OTHERS: [&str; 5] = ["video", "board", "toots", "releases", "front"];

/// The entry whose text changes between the first and the second fetch.
const CHANGED: usize = 4;

fn now() -> Timestamp {
    "2026-05-08T08:00:00Z".parse().expect("a time")
}

fn hosts() -> Vec<String> {
    let podcasts = (0..PODCASTS).map(|number| format!("pod{number}"));
    let news = (0..NEWS).map(|number| format!("paper{number}"));
    podcasts.chain(news).chain(OTHERS.map(str::to_owned)).collect()
}

/// The numbers of the entries that a feed tells at a time: the newest first, then also the wrong way round.
fn numbers(round: usize) -> Vec<usize> {
    match round {
        0 => (0..5).rev().collect(),
        1 => (2..8).rev().collect(),
        _ => (2..8).collect(),
    }
}

fn text(host: &str, number: usize, round: usize) -> String {
    let more = if number == CHANGED && round > 0 { " It was said again later." } else { "" };
    format!("{host} number {number} tells what happened on the quay that morning.{more}")
}

fn answer(asked: &Asked, round: usize) -> Answer {
    let host = asked.host.as_str();
    let entries: String = numbers(round).into_iter().map(|number| entry(host, number, round)).collect();
    let built = format!("Fri, 08 May 2026 0{round}:00:00 GMT");
    let document = match host {
        "video" | "board" | "releases" => format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'>\
             <title>The {host}</title><link href='http://{host}.example/'/><updated>2026-05-08T0{round}:00:00Z</updated>{entries}</feed>"
        ),
        _ => format!(
            "<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/' \
             xmlns:slash='http://purl.org/rss/1.0/modules/slash/'><channel><title>The {host}</title>\
             <link>http://{host}.example/</link><lastBuildDate>{built}</lastBuildDate>{entries}</channel></rss>"
        ),
    };
    Answer::of("application/xml", document)
}

fn entry(host: &str, number: usize, round: usize) -> String {
    let text = text(host, number, round);
    let title = format!("{host} number {number}");
    let date = format!("Thu, 07 May 2026 {number:02}:30:00 GMT");
    let time = format!("2026-05-07T{number:02}:30:00Z");
    match host {
        // A film: its text describes a group of media.
        "video" => format!(
            "<entry><id>film:{number}</id><title>{title}</title><link rel='alternate' href='http://video.example/watch?v={number}'/>\
             <published>{time}</published><updated>{time}</updated><media:group><media:title>{title}</media:title>\
             <media:content url='http://video.example/v/{number}.mp4' type='video/mp4' duration='312'/>\
             <media:description>{text}</media:description></media:group></entry>"
        ),
        // A post of a board.
        "board" => format!(
            "<entry><id>t3_{number}</id><title>{title}</title><link href='http://board.example/comments/{number}/'/>\
             <updated>{time}</updated><published>{time}</published><link rel='replies' href='http://board.example/comments/{number}/#talk'/>\
             <content type='html'>&lt;p&gt;{text}&lt;/p&gt;</content></entry>"
        ),
        // A post without a title.
        "toots" => format!(
            "<item><guid isPermaLink='true'>http://toots.example/@ann/{number}</guid><link>http://toots.example/@ann/{number}</link>\
             <pubDate>{date}</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description>\
             <media:content url='http://toots.example/{number}.png' type='image/png' medium='image'/></item>"
        ),
        // A release of a program.
        "releases" => format!(
            "<entry><id>tag:code.example,2008:Repository/1/v{number}</id><title>{title}</title>\
             <link rel='alternate' type='text/html' href='http://code.example/a/b/releases/tag/v{number}'/><updated>{time}</updated>\
             <content type='html'>&lt;h2&gt;Changes&lt;/h2&gt;&lt;p&gt;{text}&lt;/p&gt;</content></entry>"
        ),
        // A story found elsewhere, without a GUID, and what is said of it.
        "front" => format!(
            "<item><title>{title}</title><link>http://site{number}.example/story</link><pubDate>{date}</pubDate>\
             <comments>http://front.example/item?id={number}</comments><description>{text}</description></item>"
        ),
        // An episode: all have the page of the show for their link, and GUIDs as many shows have them.
        podcast if podcast.starts_with("pod") => format!(
            "<item><title>{title}</title><link>http://host.example/show</link><guid isPermaLink='false'>ep{number}</guid>\
             <pubDate>{date}</pubDate><itunes:duration>1:02:0{number}</itunes:duration><description>{text}</description>\
             <enclosure url='http://{host}.example/{number}.mp3' type='audio/mpeg' length='2400{number}00'/></item>"
        ),
        _ => format!(
            "<item><title>{title}</title><link>http://{host}.example/{number}</link><guid>http://{host}.example/{number}</guid>\
             <pubDate>{date}</pubDate><description>{text}</description><comments>http://{host}.example/{number}#talk</comments>\
             <slash:comments>{}</slash:comments></item>",
            number + 20 * round
        ),
    }
}

fn fetch(library: &mut Library) -> FetchSummary {
    let network = network(Duration::from_secs(20));
    library
        .fetch(&FeedSelection::All, &network, &StopSignal::default(), &now, &mut |_| {})
        .expect("the cache can be written")
}

/// The articles of each feed, as its list has them.
fn articles(library: &Library) -> Vec<(String, Vec<Article>)> {
    let feeds = library.feeds().expect("feeds");
    let told = feeds.iter().map(|feed| {
        let view = View::Feed(feed.id, feed.label());
        let rows = library.list(&view, Order::NewestFirst, ListRange::first(99)).expect("a list");
        let article = |row: &newsprint::domain::ListRow| {
            library.article(row.id).expect("a cache").expect("it is there")
        };
        (feed.url.host().replace(".localhost", ""), rows.iter().map(article).collect())
    });
    told.collect()
}

#[test]
fn every_entry_of_every_kind_of_feed_is_there_once_in_its_place_with_what_came_with_it() {
    let round = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&round);
    let web = Web::answering(move |asked| answer(asked, told.load(Ordering::SeqCst)));
    let mut library = Library::in_memory().expect("memory");
    for host in hosts() {
        library
            .subscribe(&Subscription::of_url(web.at(&host, "/feed")), FullText::Never)
            .expect("it is kept");
    }
    let feeds = hosts().len();

    let came: Vec<(usize, usize, usize)> = (0..3)
        .map(|number| {
            round.store(number, Ordering::SeqCst);
            let fetched = fetch(&mut library);
            (fetched.new, fetched.updated, fetched.failed)
        })
        .collect();

    // The third time the same is told the other way round: nothing is new, nothing changed, and it is said so.
    assert_eq!(came, [(5 * feeds, 0, 0), (3 * feeds, feeds, 0), (0, 0, 0)]);
    for (host, articles) in articles(&library) {
        let expected: Vec<String> = (0..8).rev().map(|number| format!("{host} number {number}")).collect();
        assert_eq!(articles.len(), expected.len(), "{host}");
        for (article, begins) in articles.iter().zip(&expected) {
            assert!(article.headline.as_str().starts_with(begins.as_str()), "{host}: {}", article.headline);
            assert!(article.body.to_plain().contains(&format!("{begins} tells")), "{host}: {article:?}");
        }
        has_what_came_with_it(&host, &articles);
    }
    assert_eq!(library.check().expect("a cache"), [""; 0]);
}

fn has_what_came_with_it(host: &str, articles: &[Article]) {
    for (number, article) in (0..8_u64).rev().zip(articles) {
        let recording = article.media.first().map(|file| (file.url.as_str().to_owned(), file.seconds));
        let expected = match host {
            "video" => Some((format!("http://video.example/v/{number}.mp4"), Some(312))),
            _ if host.starts_with("pod") => {
                Some((format!("http://{host}.example/{number}.mp3"), Some(3_720 + number)))
            }
            _ => None,
        };
        assert_eq!(recording, expected, "{host}");
        let comments = article.comments.as_ref().map(|talk| (talk.url.as_str().to_owned(), talk.count));
        let expected = match host {
            "board" => Some((format!("http://board.example/comments/{number}/#talk"), None)),
            "front" => Some((format!("http://front.example/item?id={number}"), None)),
            _ if host.starts_with("paper") => {
                // Two entries had left the feed before the discussion went on.
                let count = if number < 2 { number } else { number + 40 };
                Some((format!("http://{host}.example/{number}#talk"), Some(count)))
            }
            _ => None,
        };
        assert_eq!(comments, expected, "{host}");
        let picture = article.lead_image.as_ref().and_then(|image| image.url.as_ref());
        assert_eq!(picture.is_some(), host == "toots", "{host}");
    }
}

#[test]
fn enclosures_of_an_entry_survive_its_completion_from_the_page() {
    let web = Web::answering(|asked| {
        let port =
            asked.headers.get("host").and_then(|host| host.split_once(':')).map(|(_, port)| port.to_owned());
        let site = format!("http://paper.localhost:{}", port.unwrap_or_default());
        match asked.path.as_str() {
            "/feed" => Answer::of(
                "application/xml",
                format!(
                    "<rss><channel><title>Paper</title><item><title>Rain falls on the town</title><link>{site}/rain</link><guid>1</guid>\
                     <description>Rain fell on the hills around the old town.</description><comments>{site}/rain#talk</comments>\
                     <enclosure url='{site}/rain.mp3' type='audio/mpeg' length='2400000'/></item></channel></rss>"
                ),
            ),
            _ => Answer::of(
                "text/html",
                format!(
                    "<!doctype html><html><head><title>Rain falls on the town</title></head><body><article><h1>Rain falls on the town</h1>{}</article></body></html>",
                    "<p>Rain fell on the hills around the old town for the third day in a row, said the mayor.</p>".repeat(6)
                ),
            ),
        }
    });
    let mut library = Library::in_memory().expect("memory");
    library
        .subscribe(&Subscription::of_url(web.at("paper", "/feed")), FullText::default())
        .expect("it is kept");

    let came: Vec<(usize, usize)> =
        (0..3).map(|_| fetch(&mut library)).map(|fetched| (fetched.new, fetched.updated)).collect();

    assert_eq!(came, [(1, 1), (0, 0), (0, 0)]);
    let (_, mut articles) = articles(&library).remove(0);
    let article = articles.remove(0);
    assert!(article.body.word_count() > 80, "{article:?}");
    assert_eq!(article.media.first().and_then(|file| file.bytes), Some(2_400_000));
    assert!(article.comments.is_some());
}
