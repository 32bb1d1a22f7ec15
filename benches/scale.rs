//! How a collection answers at its size: percentiles over many questions, as a person meets them one after
//! another. `NEWSPRINT_CACHE` names a cache; without it one of some thousand made-up articles is asked.
//!
//! The others measure one question over and over, with everything it needs at hand; here every
//! question is another one.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use newsprint::cache::Cache;
use newsprint::domain::{Article, ArticleId, Block, Body, ListRange, Order, Query, Text, View};
use newsprint::library::Library;

/// Questions of each kind.
const QUESTIONS: u32 = 200;

/// Candidates that the related query gives.
const CANDIDATES: usize = 100;

/// Rows of a page.
const PAGE: usize = 80;

fn main() {
    let made_up = tempfile::tempdir().expect("a folder");
    let path = env::var_os("NEWSPRINT_CACHE").unwrap_or_else(|| made_up.path().join("made-up").into());
    if env::var_os("NEWSPRINT_CACHE").is_none() {
        let mut library = Library::open(Path::new(&path)).expect("a cache");
        library.add(&(0..5_000).map(article).collect::<Vec<_>>(), Timestamp::now()).expect("stored");
    }
    ask(Path::new(&path));
}

/// Asks everything that a screen asks.
fn ask(path: &Path) {
    let cache = Cache::open(path).expect("a cache");
    let articles = cache.counts().expect("counts").articles;
    let now = Timestamp::now();
    let ids: Vec<ArticleId> =
        (0..QUESTIONS.min(articles)).map(|at| ArticleId(1 + articles / QUESTIONS.max(1) * at)).collect();
    println!("{articles} articles; {} questions of each kind", ids.len());
    println!("{:44} {:>9} {:>9} {:>9}", "milliseconds", "median", "of 20, 19", "longest");
    told("the related query", each(&ids, |id| cache.candidates(*id, CANDIDATES).expect("candidates")));
    drop(cache); // a reader has one
    let library = &Library::open(path).expect("a cache");
    let list =
        |view: &View| library.list_by_story(view, Order::NewestFirst, ListRange::first(PAGE)).expect("rows");
    told("a page of all stories", repeated(|| list(&View::All)));
    told("a page of unread stories", repeated(|| list(&View::Unread)));
    told("counts", repeated(|| library.counts().expect("counts")));
    told("the front page", repeated(|| library.front_page(now, None).expect("rows")));
    told("the stories that are followed", repeated(|| library.followed().expect("stories")));
    told("publications, sections and feeds", repeated(|| library.named_counts().expect("counts")));
    told("an article is opened", each(&ids, |id| library.open_article(*id).expect("an article")));
    told("the related pane, texts compared", each(&ids, |id| library.further_links(*id).expect("links")));
    let typed = typed(library, &ids);
    told(
        "search while a word is typed, letter by letter",
        each(&typed, |text| {
            let query = Query::parse_while_typing(text).expect("a search");
            library.search_newest(&query, now, ListRange::first(PAGE)).expect("rows")
        }),
    );
    let words = words(library, &ids);
    told("the best answers to a word", each(&words, |word| ranked(library, word)));
    told("the best answers to the commonest word", repeated(|| ranked(library, "the")));
    println!("{:44} {:>9}", "anonymous memory, KiB", memory());
}

fn ranked(library: &Library, text: &str) -> newsprint::domain::Ranked {
    library.search_ranked(&Query::parse(text).expect("a search").at(Timestamp::now()), 20).expect("answers")
}

/// Every beginning of the first word of each headline.
fn typed(library: &Library, ids: &[ArticleId]) -> Vec<String> {
    let beginnings = |word: &String| {
        let ends: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]).collect();
        ends.into_iter().filter_map(|end| word.get(..end).map(str::to_owned)).collect::<Vec<_>>()
    };
    words(library, ids).iter().flat_map(beginnings).collect()
}

/// A word of each headline.
fn words(library: &Library, ids: &[ArticleId]) -> Vec<String> {
    let word = |(at, id): (usize, &ArticleId)| {
        let article = library.article(*id).expect("a cache")?;
        let mut words = article.headline.as_str().split(|letter: char| !letter.is_alphabetic());
        let word = words.clone().nth(at % 5).or_else(|| words.next())?;
        (!word.is_empty()).then(|| word.to_owned())
    };
    ids.iter().enumerate().filter_map(word).collect()
}

/// How long each of some questions takes.
fn each<Asked, Answer>(asked: &[Asked], ask: impl Fn(&Asked) -> Answer) -> Vec<Duration> {
    let time = |one: &Asked| {
        let started = Instant::now();
        black_box(ask(one));
        started.elapsed()
    };
    asked.iter().map(time).collect()
}

/// How long one question takes, again and again.
fn repeated<Answer>(ask: impl Fn() -> Answer) -> Vec<Duration> {
    each(&[(); 40], |()| ask())
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| {
        times.get(times.len() * share / 20).or(times.last()).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!("{what:44} {:9.3} {:9.3} {:9.3}", at(10), at(19), at(20));
}

/// What the system says; nothing where it does not.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.unwrap_or("unknown").trim().trim_end_matches(" kB").to_owned()
}

/// An article of 200 words: a topic that it shares with some others, and common words.
fn article(number: u32) -> Article {
    let topic = number % 499;
    let word = |place: u32| match place % 4 {
        0 => format!("topic{topic}word{}", place * 7 % 40),
        1 => format!("word{}", (number * 31 + place * place) % 3_000),
        2 => format!("name{}", (number * 17 + place) % 9_000),
        _ => ["the", "of", "and", "to", "said"].map(str::to_owned)[usize::from(place.to_le_bytes()[0] % 5)]
            .clone(),
    };
    let text = (0..200).map(word).collect::<Vec<_>>().join(" ");
    let published = Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_mins(number.into()));
    Article {
        headline: format!("harbour topic{topic}word0 again on day {number}").as_str().into(),
        published: published.ok().and_then(|moment| moment.to_string().parse().ok()),
        body: Body(vec![Block::Paragraph { text: Text::plain(&text) }]),
        ..Article::default()
    }
}
