//! Hosts as they are: cookies, codings, redirects, rests, pages, moves; and pages that are not the article.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use jiff::Timestamp;
use newsprint::domain::{FullText, ListRange, Order, Subscription, View, WebUrl};
use newsprint::library::{FeedSelection, FetchEvent, FetchSummary, Library, StopSignal};

use crate::support::program::{Home, stderr, stdout};
use crate::support::web::{Answer, Asked, Web, feed, network};

fn now() -> Timestamp {
    "2026-05-08T08:00:00Z".parse().expect("a time")
}

fn subscribed(urls: &[WebUrl]) -> Library {
    let mut library = Library::in_memory().expect("memory");
    for url in urls {
        library.subscribe(&Subscription::of_url(url.clone()), FullText::Always).expect("it is kept");
    }
    library
}

/// Fetches; what it came to, and why pages could not be had.
fn fetch(library: &mut Library, which: &FeedSelection) -> (FetchSummary, Vec<String>) {
    let mut reasons = Vec::new();
    let network = network(Duration::from_secs(5));
    let fetched = library.fetch(which, &network, &StopSignal::default(), &now, &mut |event| match event {
        FetchEvent::Failed { reason, .. } => reasons.push(reason.to_string()),
        FetchEvent::NoPage { reason, .. } => reasons.push(reason.to_owned()),
        FetchEvent::SyncFailed { error, .. } => reasons.push(error.to_string()),
        FetchEvent::Progress { .. }
        | FetchEvent::NotRequested { .. }
        | FetchEvent::Stored { .. }
        | FetchEvent::Synced { .. } => {}
    });
    (fetched.expect("the cache can be written"), reasons)
}

fn all(library: &mut Library) -> (FetchSummary, Vec<String>) {
    let ids = library.feeds().expect("feeds").iter().map(|feed| feed.id).collect();
    fetch(library, &FeedSelection::These(ids))
}

fn articles(library: &Library) -> usize {
    library.list(&View::All, Order::NewestFirst, ListRange::first(999)).expect("a list").len()
}

/// A feed of short entries that have no address.
fn brief(title: &str, head: &str, entries: &[&str]) -> String {
    let entry = |name: &&str| {
        format!(
            "<item><title>{name}</title><guid isPermaLink=\"false\">{name}</guid>\
             <description>About {name}.</description></item>"
        )
    };
    let entries = entries.iter().map(entry).collect::<Vec<_>>().concat();
    format!(
        "<rss xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">\
         <channel><title>{title}</title>{head}{entries}</channel></rss>"
    )
}

fn rss(body: impl Into<Vec<u8>>) -> Answer {
    Answer::of("application/rss+xml", body)
}

fn base(asked: &Asked) -> String {
    format!("http://{}", asked.headers.get("host").expect("a host"))
}

/// A home whose configuration allows this machine.
fn home() -> Home {
    let home = Home::new();
    configured(&home, "");
    home
}

fn configured(home: &Home, more: &str) {
    let text = format!("[fetch]\nallow = [\"127.0.0.1\"]\nspacing = 0\n{more}");
    home.write(".config/newsprint/config.toml", &text);
}

#[test]
fn a_host_gets_its_cookie_back_within_one_fetch_and_not_in_the_next() {
    let web = Web::answering(|asked| match asked.headers.get("cookie") {
        Some(cookie) if cookie == "seen=1" => rss(brief("Paper", "", &["A"])),
        _ => Answer::status(302, &[("Location", "/feed"), ("Set-Cookie", "seen=1; Path=/")]),
    });
    let mut library = subscribed(&[web.at("paper", "/feed")]);

    let (fetched, reasons) = all(&mut library);
    all(&mut library);

    assert_eq!((fetched.new, reasons.len()), (1, 0), "{reasons:?}");
    let sent: Vec<bool> = web.asked().iter().map(|asked| asked.headers.contains_key("cookie")).collect();
    assert_eq!(sent, [false, true, false, true]);
}

#[test]
fn a_redirect_that_sets_the_same_cookie_again_is_a_circle() {
    let web = Web::answering(|_| Answer::status(302, &[("Location", "/feed"), ("Set-Cookie", "seen=1")]));

    let (_, reasons) = all(&mut subscribed(&[web.at("paper", "/feed")]));

    assert_eq!(reasons, ["redirected in a loop"]);
    assert_eq!(web.asked().len(), 2);
}

#[test]
fn an_address_in_a_redirect_may_be_written_as_it_is_read() {
    let web = Web::answering(|asked| match asked.path.as_str() {
        "/pl%C3%A4in" => rss(brief("Paper", "", &["A"])),
        _ => Answer::status(302, &[("Location", "/pläin")]),
    });

    let (fetched, reasons) = all(&mut subscribed(&[web.at("paper", "/feed")]));

    assert_eq!((fetched.new, reasons.len()), (1, 0), "{reasons:?}");
}

#[test]
fn a_rate_limit_suspends_all_feeds_of_the_host() {
    let web = Web::answering(|asked| match asked.host.as_str() {
        "busy" => Answer::status(429, &[("Retry-After", "3600")]),
        "down" => Answer::status(503, &[]),
        _ => rss(brief("Paper", "", &["A"])),
    });
    let feeds = ["/1", "/2", "/3"];
    let mut urls: Vec<WebUrl> = feeds.iter().map(|path| web.at("busy", path)).collect();
    urls.extend([web.at("down", "/1"), web.at("down", "/2"), web.at("paper", "/")]);
    let mut library = subscribed(&urls);

    let (fetched, mut reasons) = fetch(&mut library, &FeedSelection::All);
    let (again, _) = fetch(&mut library, &FeedSelection::All);

    reasons.sort();
    let down = "the host answered 503 (unavailable)";
    assert_eq!(reasons, [down, down, "too many requests (429)"]);
    assert_eq!((fetched.new, fetched.failed, fetched.suspended), (1, 3, 2));
    assert_eq!(
        (again.feeds, again.suspended),
        (3, 3),
        "only what the host asked for waits when the person asks"
    );
    assert_eq!(web.asked().iter().filter(|asked| asked.host == "busy").count(), 1);
    let failures: Vec<u32> = library.feeds().expect("feeds").iter().map(|feed| feed.state.failures).collect();
    assert_eq!(failures.iter().sum::<u32>(), 4, "a feed that was not asked has not failed");
}

#[test]
fn word_that_a_feed_is_as_it_was_may_bring_a_new_tag() {
    let web = Web::answering(|asked| match asked.headers.get("if-none-match") {
        None => rss(brief("Paper", "", &["A"])).with("ETag", "\"1\""),
        Some(_) => Answer::status(304, &[("ETag", "\"2\"")]),
    });
    let mut library = subscribed(&[web.at("paper", "/")]);

    (0..3).for_each(|_| drop(all(&mut library)));

    let tags: Vec<Option<String>> =
        web.asked().iter().map(|asked| asked.headers.get("if-none-match").cloned()).collect();
    assert_eq!(tags, [None, Some("\"1\"".to_owned()), Some("\"2\"".to_owned())]);
}

#[test]
fn the_pages_of_a_feed_are_followed_the_first_time_up_to_the_limit() {
    let web = Web::answering(|asked| {
        let number: usize = asked.path.trim_start_matches("/page/").parse().unwrap_or(1);
        let next = format!("<atom:link rel=\"next\" href=\"/page/{}\"/>", number + 1);
        // The first entry of a page was the last of the one before.
        rss(brief("Paper", &next, &[&format!("E{number}"), &format!("E{}", number + 1)]))
    });
    let mut library = subscribed(&[web.at("paper", "/feed")]);

    let (first, _) = all(&mut library);
    let asked = web.asked().len();
    let (second, _) = all(&mut library);

    assert_eq!((first.new, asked), (11, 10));
    assert_eq!((second.new, second.updated, web.asked().len()), (0, 0, 11));
}

#[test]
fn pages_that_lead_in_a_circle_end() {
    let web = Web::answering(|asked| {
        let (own, other) = if asked.path == "/a" { ("A", "/b") } else { ("B", "/a") };
        rss(brief("Paper", &format!("<atom:link rel=\"next\" href=\"{other}\"/>"), &[own]))
    });

    let (fetched, _) = all(&mut subscribed(&[web.at("paper", "/a")]));

    assert_eq!((fetched.new, web.asked().len()), (2, 2));
}

#[test]
fn a_podcast_moves_to_its_new_feed_url_where_a_feed_answers_there() {
    let web = Web::answering(|asked| {
        let moved = |to: &str| format!("<itunes:new-feed-url>{}{to}</itunes:new-feed-url>", base(asked));
        match asked.path.as_str() {
            "/old" => rss(brief("Pod", &moved("/new"), &["E1"])),
            "/new" => rss(brief("Pod", &moved("/new"), &["E1", "E2"])),
            "/lost" => rss(brief("Lost", &moved("/nowhere"), &["L1"])),
            _ => Answer::status(404, &[]),
        }
    });
    let mut library = subscribed(&[web.at("pod", "/old"), web.at("lost", "/lost")]);

    let (fetched, _) = all(&mut library);

    let mut places: Vec<WebUrl> = library.feeds().expect("feeds").into_iter().map(|feed| feed.url).collect();
    places.sort_by_key(|url| url.path().to_owned());
    assert_eq!(places, [web.at("lost", "/lost"), web.at("pod", "/new")]);
    assert_eq!((fetched.new, articles(&library)), (3, 3));
}

#[test]
fn a_feed_is_subscribed_to_with_one_request() {
    let web = Web::answering(|_| rss(feed("paper", 0..2)));
    let home = home();

    let added = home.run(&["feed", "add", web.at("paper", "/feed").as_str()]);
    let odd = web.at("paper", "/feed").to_string().replacen("http://", "feed://", 1);
    let again = home.run(&["feed", "add", &odd]);

    assert!(stderr(&added).ends_with("1 feed, 2 new\n"), "{}", stderr(&added));
    assert!(stderr(&again).contains("unchanged f1"), "{}", stderr(&again));
    assert_eq!(web.asked().len(), 2);
}

#[test]
fn a_list_of_feeds_obeys_the_setting_of_full_text() {
    let web = Web::answering(|asked| match asked.path.as_str() {
        "/feed" => rss(format!(
            "<rss><channel><title>P</title><item><title>Rain</title><link>{}/rain</link>\
             <description>It rains.</description></item></channel></rss>",
            base(asked)
        )),
        _ => Answer::of("text/html", "<!doctype html><title>Rain</title><p>It rains on the hills."),
    });
    let home = home();
    configured(&home, "full-text = \"never\"\n");
    let list = home.write("urls", &format!("{}\n", web.at("paper", "/feed")));

    home.run(&["feed", "import", &list]);
    home.run(&["fetch"]);

    assert!(stdout(&home.run(&["feed", "list", "--json"])).contains("\"full_text\":\"never\""));
    assert_eq!(web.asked().len(), 1);
}

#[test]
fn other_schemes_are_refused_before_a_name_is_looked_up() {
    let home = home();

    for address in ["ftp://h.example/f", "file:///x.xml", "gopher://h.example/", "exec:/bin/echo"] {
        let refused = home.run(&["feed", "add", address]);
        assert_eq!(refused.status.code(), Some(2), "{address}");
        assert!(stderr(&refused).contains("only http and https"), "{}", stderr(&refused));
    }
}

#[test]
fn headers_of_a_private_file_go_to_their_host_alone_and_are_never_shown() {
    let web = Web::answering(|asked| match asked.headers.get("cookie") {
        Some(cookie) if cookie == "session=s3cret" => rss(feed("paper", 0..1)),
        _ => Answer::status(403, &[]),
    });
    let home = home();
    configured(&home, "headers = \"headers\"\n");
    let file = home.write(".config/newsprint/headers", "[paper.localhost]\nCookie: session=s3cret\n");
    let url = web.at("paper", "/feed").to_string();

    let open = home.run(&["feed", "add", &url]);
    std::process::Command::new("chmod").args(["600", &file]).status().expect("chmod runs");
    let added = home.run(&["feed", "add", &url]);
    home.run(&["feed", "add", web.at("other", "/feed").as_str()]);
    let exported = home.run(&["feed", "export"]);
    let shown = home.run(&["config", "show"]);

    assert!(stderr(&open).contains("chmod 600"), "{}", stderr(&open));
    assert_eq!(added.status.code(), Some(0), "{}", stderr(&added));
    for output in [&open, &added, &exported, &shown] {
        assert!(!format!("{}{}", stdout(output), stderr(output)).contains("s3cret"));
    }
    let told = web.asked().into_iter().filter(|asked| asked.headers.contains_key("cookie"));
    assert_eq!(told.map(|asked| asked.host).collect::<Vec<_>>(), ["paper"]);
}

/// A SOCKS 5 proxy through which every host is reached at one port of this machine.
fn socks_to(port: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("socks5h://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || drop(socks(stream, port)));
        }
    });
    address
}

fn socks(mut near: TcpStream, port: u16) -> std::io::Result<()> {
    let mut greeting = [0; 2];
    near.read_exact(&mut greeting)?;
    near.read_exact(&mut vec![0; greeting[1].into()])?;
    near.write_all(&[5, 0])?;
    let mut request = [0; 5];
    near.read_exact(&mut request)?;
    near.read_exact(&mut vec![0; usize::from(request[4]) + 2])?;
    let mut far = TcpStream::connect(("127.0.0.1", port))?;
    near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    let (mut from_near, mut to_far) = (near.try_clone()?, far.try_clone()?);
    std::thread::spawn(move || drop(std::io::copy(&mut from_near, &mut to_far)));
    std::io::copy(&mut far, &mut near)?;
    near.shutdown(std::net::Shutdown::Both)
}

#[test]
fn a_socks_proxy_is_gone_through() {
    let web = Web::answering(|asked| rss(feed(&asked.host, 0..2)));
    let proxy = socks_to(web.port());
    let home = home();

    let add = ["feed", "add", "http://paper.invalid/feed"];
    let added = home.run_where(&add, "", &[("ALL_PROXY", &proxy)]);
    let dead = home.run_where(&["fetch", "f1"], "", &[("ALL_PROXY", "socks5://127.0.0.1:9")]);

    assert!(stderr(&added).ends_with("1 feed, 2 new\n"), "{}", stderr(&added));
    assert!(stderr(&dead).contains("failed f1") && !stderr(&dead).contains("fault"), "{}", stderr(&dead));
}

/// What became of an entry with a teaser whose page answers so: its text, why the page was not taken, and how
/// often it was asked for in three fetches.
fn completed(page: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> (String, Vec<String>, usize) {
    let web = Web::answering(move |asked| match asked.path.as_str() {
        "/feed" => rss(format!(
            "<rss><channel><title>Quay</title><item><title>Ferries return</title><link>{}/2026/ferries</link>\
             <description>A teaser of the harbour story…</description></item></channel></rss>",
            base(asked)
        )),
        _ => page(asked),
    });
    let mut library = subscribed(&[web.at("quay", "/feed")]);
    let (_, reasons) = all(&mut library);
    (0..2).for_each(|_| drop(all(&mut library)));
    let row = library.list(&View::All, Order::NewestFirst, ListRange::first(1)).expect("a list").remove(0);
    let text = library.article(row.id).expect("a cache").expect("it is there").body.to_plain();
    (text, reasons, web.asked().iter().filter(|asked| asked.path == "/2026/ferries").count())
}

fn page(title: &str, body: &str) -> Answer {
    let html = format!("<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>");
    Answer::of("text/html", html)
}

#[test]
fn error_login_and_consent_pages_do_not_replace_an_article() {
    let filler =
        "<p>Words about nothing in particular that make this page longer than any teaser is.</p>".repeat(6);
    let challenge = filler.clone();
    let login = format!("<h1>Welcome back</h1><form><input type=password></form>{filler}");
    let missing = filler.clone();
    let front = format!("<h1>Quay</h1><h2>Ferries return</h2><p>A teaser of the harbour story…</p>{filler}");

    for (answer, why) in [
        (page("Just a moment...", &challenge), "the host asks for proof that you are human"),
        (page("Log in", &login), "the page asks for a password"),
        (page("Page not found", &missing), "the page says “not found”"),
        (page("Cookies", &filler), "the page has neither the headline nor the text of the entry"),
    ] {
        let (text, reasons, _) = completed(move |_| answer.clone());
        assert_eq!((text.as_str(), reasons), ("A teaser of the harbour story…", vec![why.to_owned()]));
    }
    let (text, reasons, _) = completed(move |asked| match asked.path.as_str() {
        "/" => page("Quay", &front),
        _ => Answer::status(302, &[("Location", "/")]),
    });
    assert_eq!(text, "A teaser of the harbour story…");
    assert_eq!(reasons, ["it redirects to the front page of its site"]);
}

#[test]
fn a_page_that_is_not_there_is_asked_for_once_and_one_that_fails_a_few_times() {
    assert_eq!(completed(|_| Answer::status(404, &[])).2, 1);
    assert_eq!(completed(|_| Answer::status(410, &[])).2, 1);
    assert_eq!(completed(|_| Answer::status(500, &[])).2, 3);
}

/// The feeds of a site whose front page is so.
fn found(page: &'static str, links: Option<&'static str>) -> Vec<String> {
    let web = Web::answering(move |asked| match asked.path.as_str() {
        "/" => match links {
            Some(link) => Answer::of("text/html", page).with("Link", link),
            None => Answer::of("text/html", page),
        },
        "/stories" | "/comments/feed/" | "/wp-json/feed" => rss(feed("paper", 0..1)),
        _ => Answer::of("application/json", "{\"no\":\"feed\"}"),
    });
    let network = network(Duration::from_secs(5));
    let found = newsprint::library::discover(&network, &web.at("paper", "/"), &StopSignal::default());
    found.unwrap_or_default().into_iter().map(|feed| feed.feed.path().to_owned()).collect()
}

#[test]
fn a_feed_is_found_however_its_site_offers_it() {
    for page in [
        "<!doctype html><html><link rel=alternate type='text/xml' href='/stories'>",
        "<!doctype html><html><link rel=alternate type='application/json' href='/stories'>",
        "<!doctype html><html><link rel=feed href='/stories'>",
        "<!doctype html><html><p>Hello <a href='/stories'>RSS</a>",
        "<!doctype html><html><p>Hello <a href='/stories' title='Atom feed'><img src=x></a>",
    ] {
        assert_eq!(found(page, None), ["/stories"], "{page}");
    }
    let bare = "<!doctype html><html><p>Hello";
    assert_eq!(
        found(bare, Some("</a>; rel=next, </stories>; rel=\"alternate\"; type=\"application/rss+xml\"")),
        ["/stories"]
    );
    assert!(found(bare, None).is_empty());
}

#[test]
fn a_page_is_not_its_own_feed_and_json_is_not_always_one() {
    let own = "<!doctype html><html><link rel=alternate type='application/rss+xml' href='/'>";
    let json = "<!doctype html><html><link rel=alternate type='application/json' href='/wp-json/posts/1'>";

    assert!(found(own, None).is_empty());
    assert!(found(json, None).is_empty());
}

#[test]
fn stories_go_before_comments_and_one_feed_of_stories_is_taken() {
    let page = "<!doctype html><html><link rel=alternate type='application/rss+xml' title='Comments Feed' href='/comments/feed/'>\
        <link rel=alternate type='application/rss+xml' title='Feed' href='/stories'>";
    let web = Web::answering(move |asked| match asked.path.as_str() {
        "/" => Answer::of("text/html", page),
        _ => rss(feed("paper", 0..1)),
    });
    let home = home();

    let added = home.run(&["feed", "add", web.at("paper", "/").as_str()]);

    assert_eq!(found(page, None), ["/stories", "/comments/feed/"]);
    assert!(stderr(&added).contains("2  ") && stderr(&added).contains("Comments Feed"), "{}", stderr(&added));
    assert!(stdout(&home.run(&["feed", "list"])).contains("/stories"));
}
