//! Fetching feeds: politely, safely, and whatever the hosts do.

use std::collections::HashSet;
use std::io::{Read as _, Write as _};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use jiff::Timestamp;
use newsprint::domain::{
    Article, FeedId, FullText, ListRange, Order, Prose, RelatedLink, Subscription, View, WebUrl,
};
use newsprint::library::{FeedSelection, FetchEvent, FetchSummary, Library, StopSignal, discover};
use ratatui::crossterm::event::{MouseButton, MouseEventKind};

use crate::support::articles::{article, body, group};
use crate::support::program::{Home, stderr, stdout};
use crate::support::reader::Reader;
use crate::support::web::{Answer, Asked, Web, feed, network, proxy_to};

const HOSTS: usize = 20;
const FEEDS: usize = 200;

/// The patience of these tests: whoever is silent is waited for so long.
const PATIENCE: Duration = Duration::from_secs(5);

fn now() -> Timestamp {
    "2026-05-08T08:00:00Z".parse().expect("a time")
}

fn subscribed(feeds: &[WebUrl]) -> Library {
    let mut library = Library::in_memory().expect("memory");
    for url in feeds {
        library.subscribe(&Subscription::of_url(url.clone()), FullText::default()).expect("it is kept");
    }
    library
}

/// Fetches; what it came to, and the failures by the addresses of their feeds.
fn fetch(library: &mut Library, which: &FeedSelection) -> (FetchSummary, Vec<(String, String)>) {
    let mut failed = Vec::new();
    let fetched = library.fetch(which, &network(PATIENCE), &StopSignal::default(), &now, &mut |event| {
        if let FetchEvent::Failed { feed, reason } = event {
            failed.push((feed.url.path().to_owned(), reason.to_string()));
        }
    });
    failed.sort();
    (fetched.expect("the cache can be written"), failed)
}

fn headlines(library: &Library, view: &View) -> Vec<String> {
    let rows = library.list(view, Order::NewestFirst, ListRange::first(999)).expect("a list");
    rows.iter().map(|row| row.headline.to_string()).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("memory");
    packed.finish().expect("memory")
}

/// A web in which some feeds are as odd as feeds are.
fn odd_web() -> Web {
    let certificate =
        rcgen::generate_simple_self_signed(vec!["h5.localhost".to_owned()]).expect("a certificate");
    let untrusted = secure_port(&certificate, "");
    Web::answering(move |asked| answer(asked, untrusted))
}

fn answer(asked: &Asked, untrusted: u16) -> Answer {
    let number: usize = asked.path.trim_start_matches("/feed/").parse().unwrap_or(FEEDS);
    let name = format!("paper{number}");
    match (asked.path.as_str(), number) {
        ("/moved", _) => Answer::of("application/rss+xml", feed("moved", 0..3)),
        (_, 1) => Answer::status(301, &[("Location", "/moved")]),
        (_, 2) => Answer::status(302, &[("Location", "/feed/22")]),
        (_, 3) => Answer::of("text/xml", gzip(&feed(&name, 0..3))).with("Content-Encoding", "gzip"),
        (_, 4) => Answer::Silence,
        (_, 5) => Answer::status(302, &[("Location", &format!("https://h5.localhost:{untrusted}/"))]),
        (_, 6) => Answer::BreakOff(feed(&name, 0..3).into_bytes()),
        (_, 7) => Answer::Endless,
        (_, 8) => Answer::status(302, &[("Location", "/feed/28")]),
        (_, 28) => Answer::status(302, &[("Location", "/feed/8")]),
        (_, 9) => Answer::of("image/png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00".to_vec()),
        (_, 10) => Answer::status(429, &[("Retry-After", "7200")]),
        (_, 11) => Answer::status(500, &[]),
        (_, 12) => Answer::status(410, &[]),
        (_, 13) => Answer::status(404, &[]),
        (_, 14) => {
            Answer::of("application/rss+xml", gzip(&" ".repeat(30 << 20))).with("Content-Encoding", "gzip")
        }
        (_, 15) => Answer::status(302, &[("Location", "http://10.0.0.1/feed")]),
        (_, 16) => Answer::status(302, &[("Location", "file:///etc/passwd")]),
        (_, 17) => Answer::of("text/html", "<!doctype html><html><p>A page"),
        _ if asked.headers.get("if-none-match").is_some_and(|tag| *tag == "\"v1\"") => {
            Answer::status(304, &[])
        }
        _ => Answer::of("application/rss+xml", feed(&name, 0..3)).with("ETag", "\"v1\""),
    }
}

/// A port on which TLS is spoken with a certificate that nobody vouches for, and a document answered.
fn secure_port(certificate: &rcgen::CertifiedKey<rcgen::KeyPair>, document: &str) -> u16 {
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(certificate.signing_key.serialize_der());
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.cert.der().clone()], key.into())
        .expect("a certificate");
    let config = std::sync::Arc::new(config);
    let length = document.len();
    let answer =
        format!("HTTP/1.1 200 So\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{document}");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut tls =
                rustls::ServerConnection::new(std::sync::Arc::clone(&config)).expect("a connection");
            drop(tls.complete_io(&mut stream));
            let mut secure = rustls::Stream::new(&mut tls, &mut stream);
            drop(secure.read(&mut [0; 4096]).and_then(|_asked| secure.write_all(answer.as_bytes())));
            tls.send_close_notify();
            drop(tls.complete_io(&mut stream));
        }
    });
    port
}

#[test]
fn two_hundred_feeds_on_twenty_hosts_are_fetched_whatever_some_of_them_do() {
    let web = odd_web();
    let feeds: Vec<WebUrl> = (0..FEEDS)
        .map(|number| web.at(&format!("h{}", number % HOSTS), &format!("/feed/{number}")))
        .collect();
    let mut library = subscribed(&feeds);

    let (first, failed) = fetch(&mut library, &FeedSelection::All);
    let reasons: Vec<String> = failed.iter().map(|(path, reason)| format!("{path} {reason}")).collect();
    let sent = web.take_sent();
    let (second, _) = fetch(&mut library, &FeedSelection::Due);

    for expected in [
        "/feed/4 timed out",
        "/feed/5 cannot trust the host",
        "/feed/6 the connection was lost before the end of the response",
        "/feed/8 redirected in a loop",
        "/feed/28 redirected in a loop",
        "/feed/9 not a feed",
        "/feed/10 too many requests (429)",
        "/feed/11 the host answered 500 (internal server error)",
        "/feed/12 gone for good (410)",
        "/feed/13 the host answered 404 (not found)",
        "/feed/14 compressed by more than 100 to 1",
        "/feed/15 10.0.0.1 is not a public address; add it to [fetch] allow if you trust it",
        "/feed/16 it is not an http or https address",
        "/feed/17 a page, not a feed",
    ] {
        assert!(reasons.iter().any(|reason| reason.starts_with(expected)), "{expected}: {reasons:#?}");
    }
    let endless = reasons.iter().find(|reason| reason.starts_with("/feed/7 ")).expect("it is named");
    assert!(endless.ends_with("larger than 20 MB") || endless.ends_with("timed out"), "{endless}");
    // The host of feed 10 is asked for none of its other nine.
    let (asked, rest) = (FEEDS - 15 - 9, 9);
    assert_eq!((first.feeds, first.failed, first.suspended), (FEEDS, 15, rest), "{reasons:#?}");
    assert_eq!(first.new, 3 * asked - 3, "{reasons:#?}");
    assert_eq!((second.new, second.updated, second.failed, second.suspended), (0, 0, 0, 15 + rest));
    assert!(web.take_sent() * 20 < sent, "the second run asks whether anything changed");
    assert!(!web.was_pressed(), "a host had two requests at once");
    let moved =
        library.feeds().expect("feeds").into_iter().find(|feed| feed.id == FeedId(2)).expect("a feed");
    assert_eq!(moved.url, web.at("h1", "/moved"));
}

#[test]
fn a_failed_feed_is_suspended_until_it_is_due_or_named() {
    let web = Web::answering(|_| Answer::status(429, &[("Retry-After", "7200")]));
    let mut library = subscribed(&[web.at("paper", "/feed")]);

    fetch(&mut library, &FeedSelection::All);
    fetch(&mut library, &FeedSelection::All);
    assert_eq!(web.asked().len(), 1);
    let state = library.feeds().expect("feeds").remove(0).state;
    assert_eq!(state.due, Some("2026-05-08T10:00:00Z".parse().expect("a time")));

    let (named, _) = fetch(&mut library, &FeedSelection::These(vec![FeedId(1)]));
    assert_eq!((web.asked().len(), named.failed), (2, 1));
}

#[test]
fn an_address_of_this_machine_is_refused_unless_it_is_allowed() {
    let web = Web::answering(|_| Answer::of("application/rss+xml", feed("paper", 0..1)));
    let strict =
        newsprint::library::Network::new(newsprint::library::NetworkRules::default()).expect("a network");

    let hosts = ["paper.localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"];
    for host in hosts {
        let url = WebUrl::parse(&format!("http://{host}:{}/feed", web.port())).expect("an address");
        let refused = discover(&strict, &url, &StopSignal::default()).expect_err("it is refused");
        let cause = std::error::Error::source(&refused).expect("a cause").to_string();
        assert!(
            cause.ends_with("is not a public address; add it to [fetch] allow if you trust it"),
            "{host}: {cause}"
        );
    }

    assert!(web.asked().is_empty());
}

#[test]
fn a_truncated_entry_is_completed_from_its_page_with_its_links() {
    let web = Web::answering(|asked| {
        let port =
            asked.headers.get("host").and_then(|host| host.split_once(':')).map(|(_, port)| port.to_owned());
        let site = format!("http://paper.localhost:{}", port.unwrap_or_default());
        let text =
            "<p>Rain fell on the hills around the old town for the third day in a row, said the mayor.</p>"
                .repeat(4);
        match asked.path.as_str() {
            "/feed" => Answer::of(
                "application/rss+xml",
                format!(
                    "<rss><channel><title>Paper</title><item><title>Rain falls</title><link>{site}/rain</link>\
                 <description>It rains again.</description></item>\
                 <item><title>Snow falls</title><link>{site}/snow</link><description>It snows too.</description></item></channel></rss>"
                ),
            ),
            "/rain" => Answer::of(
                "text/html",
                format!(
                    "<!doctype html><html><head><title>Rain falls</title></head><body><article><h1>Rain falls</h1>{text}</article>\
                 <aside><h3>More weather</h3><ul><li><a href='/a'>Hail is expected in the north</a></li>\
                 <li><a href='/b'>Storms are expected in the south</a></li><li><a href='/c'>Fog is expected in the east</a></li></ul></aside></body></html>"
                ),
            ),
            _ => Answer::status(503, &[]),
        }
    });
    let mut library = subscribed(&[web.at("paper", "/feed")]);

    let (fetched, _) = fetch(&mut library, &FeedSelection::All);

    assert_eq!((fetched.new, fetched.updated, fetched.failed), (2, 1, 0));
    let article = |reference: &WebUrl| {
        let id = library.find(reference.as_str()).expect("a cache").expect("it is there");
        library.article(id).expect("a cache").expect("it is there")
    };
    let rain = article(&web.at("paper", "/rain"));
    assert!(rain.body.word_count() > 60 && rain.publication == Some("Paper".into()));
    assert_eq!(rain.related.first().map(|group| group.links.len()), Some(3));
    assert_eq!(article(&web.at("paper", "/snow")).body.to_plain(), "It snows too.");

    // Told the same again, the summary takes nothing away; the page that failed is tried again.
    let (again, _) = fetch(&mut library, &FeedSelection::All);
    assert_eq!((again.new, again.updated), (0, 0));
    let rain = library.find(web.at("paper", "/rain").as_str()).expect("a cache").expect("it is there");
    assert!(library.article(rain).expect("a cache").expect("it is there").body.word_count() > 60);
    assert_eq!(web.asked().iter().filter(|asked| asked.path == "/snow").count(), 2);
}

#[test]
fn the_articles_of_a_feed_and_of_a_tag_are_lists_with_their_unread_counts() {
    let web = Web::answering(|asked| Answer::of("application/rss+xml", feed(&asked.host, 0..4)));
    let mut library = subscribed(&[web.at("one", "/"), web.at("two", "/"), web.at("three", "/")]);
    for (mut feed, folder) in library.feeds().expect("feeds").into_iter().zip(["News/World", "News", ""]) {
        feed.folder = Subscription::split_folders(folder);
        library.change_feed(&feed).expect("it is kept");
    }
    fetch(&mut library, &FeedSelection::All);

    let feeds = library.feeds().expect("feeds");
    let one = &feeds.iter().find(|feed| feed.folder.len() == 2).expect("a feed");
    let view = View::Feed(one.id, one.label());
    assert_eq!(headlines(&library, &view).len(), 4);
    assert_eq!(headlines(&library, &View::Tagged("News".into())).len(), 8);
    assert_eq!(headlines(&library, &View::Tagged("News/World".into())), headlines(&library, &view));

    let first = library.list(&view, Order::NewestFirst, ListRange::first(1)).expect("a list").remove(0);
    library.apply(&newsprint::domain::Change::Read(vec![(first.id, true)]), now()).expect("it is kept");
    let counted = library.find_feeds(&one.id.to_string()).expect("a cache").remove(0);
    assert_eq!((counted.articles, counted.unread), (4, 3));
    assert_eq!(library.check().expect("a cache"), [""; 0]);
}

#[test]
fn a_fetch_that_is_stopped_returns_at_once_and_the_next_goes_on() {
    let web = Web::answering(|asked| {
        if asked.host == "silent" {
            Answer::Silence
        } else {
            Answer::of("application/rss+xml", feed(&asked.host, 0..2))
        }
    });
    let mut library = subscribed(&[web.at("silent", "/"), web.at("one", "/"), web.at("two", "/")]);
    let stop = StopSignal::default();

    let mut stored = 0;
    let fetched = library
        .fetch(&FeedSelection::All, &network(Duration::from_mins(10)), &stop, &now, &mut |event| {
            stored += usize::from(matches!(event, FetchEvent::Stored { .. }));
            if stored == 4 {
                stop.raise();
            }
        })
        .expect("the cache can be written");

    assert!(fetched.stopped && fetched.new == 4);
}

#[test]
fn credentials_go_to_their_host_alone_and_are_never_shown() {
    let web = Web::answering(|asked| match asked.host.as_str() {
        "safe" if asked.headers.contains_key("authorization") => {
            Answer::of("application/rss+xml", feed("safe", 0..1))
        }
        "safe" => Answer::status(401, &[]),
        "other" => Answer::status(302, &[("Location", "/feed/22")]),
        _ => Answer::status(500, &[]),
    });
    let home = Home::new();
    home.write(".netrc", "machine safe.localhost login ana password s3cret\n");
    let config =
        home.write("config.toml", "[fetch]\nallow = [\"127.0.0.1\"]\nspacing = 0\ncredentials = \"netrc\"\n");

    let added = home.run(&["--config", &config, "feed", "add", web.at("safe", "/feed").as_str()]);
    let with_password = home.run(&["feed", "add", "http://ana:s3cret@safe.localhost/"]);
    let exported = home.run(&["feed", "export"]);
    home.run(&["--config", &config, "feed", "add", web.at("other", "/feed").as_str()]);

    assert_eq!(added.status.code(), Some(0), "{}", stderr(&added));
    assert_eq!(with_password.status.code(), Some(2));
    for output in [&added, &with_password, &exported] {
        assert!(!format!("{}{}", stdout(output), stderr(output)).contains("s3cret"));
    }
    let told = web.asked().into_iter().filter(|asked| asked.headers.contains_key("authorization"));
    assert!(told.into_iter().all(|asked| asked.host == "safe"));
}

/// A certificate as text.
fn pem(certificate: &[u8]) -> String {
    let code = data_encoding::BASE64.encode(certificate);
    format!("-----BEGIN CERTIFICATE-----\n{code}\n-----END CERTIFICATE-----\n")
}

#[test]
fn an_untrusted_host_is_trusted_with_a_configured_root_certificate() {
    let certificate =
        rcgen::generate_simple_self_signed(vec!["nas.localhost".to_owned()]).expect("a certificate");
    let port = secure_port(&certificate, &feed("nas", 0..2));
    let url = format!("https://nas.localhost:{port}/feed");
    let home = home();
    let allowed = "[fetch]\nallow = [\"127.0.0.1\"]\nspacing = 0\n";

    let refused = home.run(&["feed", "add", &url]);
    home.write(".config/newsprint/config.toml", &format!("{allowed}tls-roots = \"nas.pem\"\n"));
    let missing = home.run(&["feed", "add", &url]);
    home.write(".config/newsprint/nas.pem", "no certificate at all\n");
    let empty = home.run(&["feed", "add", &url]);
    home.write(".config/newsprint/nas.pem", &pem(certificate.cert.der()));
    let added = home.run(&["feed", "add", &url]);
    let fetched = home.run(&["fetch"]);

    assert!(stderr(&refused).contains("cannot trust the host"), "{}", stderr(&refused));
    assert!(stderr(&missing).contains("cannot read the certificates"), "{}", stderr(&missing));
    assert!(stderr(&empty).contains("has no PEM certificate"), "{}", stderr(&empty));
    assert_eq!(added.status.code(), Some(0), "{}", stderr(&added));
    assert!(stderr(&added).ends_with("1 feed, 2 new\n"), "{}", stderr(&added));
    assert!(stderr(&fetched).ends_with("1 feed, 0 new\n"), "{}", stderr(&fetched));
}

#[test]
fn a_proxy_of_the_environment_is_gone_through_and_resolves_the_names() {
    let web = Web::answering(|asked| Answer::of("application/rss+xml", feed(&asked.host, 0..2)));
    let (proxy, reached) = proxy_to(web.port());
    let home = home();

    let without = home.run(&["feed", "add", "http://paper.invalid/feed"]);
    let added = home.run_where(&["feed", "add", "http://paper.invalid/feed"], "", &[("ALL_PROXY", &proxy)]);
    let fetched = home.run_where(&["fetch"], "", &[("http_proxy", &proxy)]);
    let refused = home.run_where(&["feed", "add", "http://10.0.0.1/feed"], "", &[("ALL_PROXY", &proxy)]);

    assert_ne!(without.status.code(), Some(0), "there is no such host");
    assert_eq!(added.status.code(), Some(0), "{}", stderr(&added));
    assert!(stderr(&added).ends_with("1 feed, 2 new\n"), "{}", stderr(&added));
    assert!(stderr(&fetched).ends_with("1 feed, 0 new\n"), "{}", stderr(&fetched));
    assert!(stderr(&refused).contains("10.0.0.1 is not a public address"), "{}", stderr(&refused));
    let reached = reached.lock().expect("a list");
    assert!(reached.len() >= 2 && reached.iter().all(|host| host == "paper.invalid:80"), "{reached:?}");
}

/// A home whose configuration allows this machine.
fn home() -> Home {
    let home = Home::new();
    home.write(".config/newsprint/config.toml", "[fetch]\nallow = [\"127.0.0.1\"]\nspacing = 0\n");
    home
}

#[test]
fn a_site_is_subscribed_to_by_its_own_address() {
    let web = Web::answering(|asked| match asked.path.as_str() {
        "/" => Answer::of(
            "text/html",
            "<!doctype html><html><head><link rel=alternate type='application/rss+xml' title=News href='/news'><link rel=alternate type='application/atom+xml' href='/talk'></head>",
        ),
        "/news" | "/rss.xml" => Answer::of("application/rss+xml", feed("paper", 0..2)),
        "/bare" => Answer::of("text/html", "<!doctype html><html><p>Nothing offered"),
        _ => Answer::status(404, &[]),
    });
    let home = home();
    let site = web.at("paper", "/").to_string();

    let several = home.run(&["feed", "add", &site]);
    let picked = home.run(&["feed", "add", &site, "--pick", "1", "--tag", "daily"]);
    let usual = home.run(&["feed", "add", web.at("paper", "/bare").as_str(), "--name", "Bare"]);
    let listed = home.run(&["feed", "list"]);

    assert_eq!(several.status.code(), Some(2));
    assert!(
        stderr(&several).contains("1  ") && stderr(&several).contains("/news  News"),
        "{}",
        stderr(&several)
    );
    assert_eq!(picked.status.code(), Some(0), "{}", stderr(&picked));
    assert!(stdout(&picked).contains("stored n1  paper 0") && stderr(&picked).ends_with("1 feed, 2 new\n"));
    assert_eq!(usual.status.code(), Some(0), "{}", stderr(&usual));
    assert!(
        stdout(&listed).contains("The paper #daily  2 unread of 2") && stdout(&listed).contains("Bare"),
        "{}",
        stdout(&listed)
    );
}

#[test]
fn a_fetch_prints_its_counts_and_has_an_exit_code_for_scripts() {
    let web = Web::answering(|asked| match asked.host.as_str() {
        "good" => Answer::of("application/rss+xml", feed("good", 0..2)),
        _ => Answer::status(404, &[]),
    });
    let home = home();
    let list = home.write(
        "urls",
        &format!("{} news\n{} \"~Bad \\\"one\\\"\"\n", web.at("good", "/"), web.at("bad", "/")),
    );

    assert_eq!(home.run(&["fetch"]).status.code(), Some(3));
    let imported = home.run(&["feed", "import", &list]);
    let fetched = home.run(&["fetch"]);
    let quiet = home.run(&["fetch", "--due", "--quiet"]);
    let none = home.run(&["fetch", "nobody"]);

    assert!(stdout(&imported).contains("subscribed f2  Bad \"one\""), "{}", stdout(&imported));
    assert_eq!(fetched.status.code(), Some(4));
    let told = stderr(&fetched);
    assert!(told.contains("failed f2  Bad \"one\": the host answered 404 (not found)"), "{told}");
    assert!(told.ends_with("2 feeds, 2 new, 1 failed\n"), "{told}");
    assert_eq!((quiet.status.code(), stdout(&quiet).as_str(), stderr(&quiet).as_str()), (Some(0), "", ""));
    assert_eq!(none.status.code(), Some(3));
}

#[test]
fn subscriptions_leave_as_opml_and_come_back() {
    let home = home();
    let list =
        home.write("urls", "https://paper.example/feed news \"~The <Paper>\"\nhttps://b.example/rss\n");
    home.run(&["feed", "import", &list]);
    home.run(&["feed", "set", "f2", "--folder", "News/World"]);

    let opml = stdout(&home.run(&["feed", "export"]));
    let elsewhere = Home::new();
    let file = elsewhere.write("feeds.opml", &opml);
    elsewhere.run(&["feed", "import", &file]);

    assert_eq!(stdout(&elsewhere.run(&["feed", "export"])), opml);
    assert!(opml.contains("The &lt;Paper>") || opml.contains("The &lt;Paper&gt;"), "{opml}");
    let urls = stdout(&elsewhere.run(&["feed", "export", "--format", "urls"]));
    assert!(urls.contains("https://paper.example/feed \"news\" \"~The <Paper>\""), "{urls}");
}

#[test]
fn a_page_is_added_to_be_read_later_and_found_by_the_address_asked_for() {
    let web = Web::answering(|asked| match asked.path.as_str() {
        "/short" => Answer::status(302, &[("Location", "/story")]),
        "/story" => {
            let text = "<p>Rain fell on the hills around the old town for the third day in a row, said the mayor.</p>".repeat(4);
            Answer::of(
                "text/html",
                format!("<!doctype html><html><title>Rain falls</title><h1>Rain falls</h1>{text}"),
            )
        }
        _ => Answer::status(404, &[]),
    });
    let home = home();
    let short = web.at("paper", "/short").to_string();

    let added = home.run(&["add", &short, web.at("paper", "/none").as_str()]);

    assert_eq!(added.status.code(), Some(4));
    assert_eq!(stdout(&added), "stored n1  Rain falls\n");
    assert!(stderr(&added).contains("/none: the host answered 404 (not found)"), "{}", stderr(&added));
    assert_eq!(home.run(&["show", &short]).status.code(), Some(0));
}

#[test]
fn text_of_a_feed_that_would_command_the_terminal_is_shown_harmless() {
    let web = Web::answering(|_| {
        let evil = "<rss><channel><title>Evil \u{1b}]0;x\u{7}\u{202e}paper</title><item><title>\u{1b}[31mred</title></item></channel></rss>";
        Answer::of("application/rss+xml", evil)
    });
    let home = home();

    let added = home.run(&["feed", "add", web.at("evil", "/").as_str()]);

    for text in [stdout(&added), stderr(&added), stdout(&home.run(&["feed", "list", "--json"]))] {
        assert!(Prose::is_safe(&text.replace('\n', " ")), "{text:?}");
    }
}

/// A web of one story, and of a site with a feed.
fn story_web() -> Web {
    let text =
        "<p>Rain fell on the hills around the old town for the third day in a row, said the mayor.</p>"
            .repeat(4);
    let story = format!("<!doctype html><html><title>Rain falls</title><h1>Rain falls</h1>{text}");
    Web::answering(move |asked| match asked.path.as_str() {
        "/story" => Answer::of("text/html", story.clone()),
        "/" => Answer::of(
            "text/html",
            "<!doctype html><html><link rel=alternate type='application/rss+xml' href='/feed'>",
        ),
        "/feed" => Answer::of("application/rss+xml", feed("paper", 0..2)),
        _ => Answer::status(404, &[]),
    })
}

#[test]
fn a_link_beyond_the_cache_is_fetched_read_and_gone_back_from() {
    let web = story_web();
    let mut bridge = article("Bridge reopens", "2026-05-07");
    let to = |path: &str| RelatedLink {
        headline: path.into(),
        url: Some(web.at("paper", path)),
        caption: None,
        is_self: false,
    };
    bridge.related = vec![group("More", vec![to("/story"), to("/none")])];
    let mut reader = Reader::with(&[bridge]);

    reader.press("<enter> <tab> <enter>");
    assert!(reader.notice().starts_with("Not in the cache: I fetches it"), "{}", reader.notice());
    reader.press("I");
    assert_eq!(reader.article_shown(), "Rain falls");
    reader.press("<backspace>");
    assert_eq!(reader.article_shown(), "Bridge reopens");

    // It came alive, and another that is not there says why.
    reader.press("1");
    assert_eq!(reader.article_shown(), "Rain falls");
    reader.press("<backspace> j I");
    assert!(reader.notice().contains("the host answered 404"), "{}", reader.notice());
    assert_eq!(reader.article_shown(), "Bridge reopens");
}

#[test]
fn a_page_that_is_no_article_is_not_added() {
    let web = Web::answering(|asked| {
        let page = |title: &str, words: &str| {
            Answer::of(
                "text/html",
                format!("<html><title>{title}</title><body><h1>{title}</h1><p>{words}</p></body></html>"),
            )
        };
        match asked.path.as_str() {
            "/challenge" => page(
                "Just a moment...",
                "Checking your browser. This process is automatic. Your browser will redirect to your requested content shortly.",
            ),
            "/login" => page(
                "Sign in",
                "Please sign in to your account to go on reading.</p><form><input type=email><input type=password></form><p>",
            ),
            "/soft" => page(
                "404 - Page not found",
                "The page you were looking for could not be found. It may have been moved or deleted since then.",
            ),
            _ => Answer::status(404, &[]),
        }
    });
    let home = home();

    for path in ["/challenge", "/login", "/soft", "/missing"] {
        let added = home.run(&["add", web.at("paper", path).as_str()]);

        assert!(!added.status.success() && !stderr(&added).is_empty(), "{path}: {}", stdout(&added));
    }
    assert_eq!(stdout(&home.run(&["list"])), "");
}

#[test]
fn feeds_are_added_read_named_and_left_in_the_reader() {
    let web = story_web();
    let mut reader = Reader::with(&[]);

    reader.press("F");
    assert!(reader.screen().contains("No feeds yet"), "{}", reader.screen());
    reader.press("a").write(web.at("paper", "/").as_str()).press("<enter>");
    assert_eq!(reader.model.counts.unread, 2, "{}", reader.screen());
    reader.press("G e ctrl-u").write("Mine").press("<tab> <tab>").write("daily").press("<enter>");
    assert!(reader.screen().contains("Mine"), "{}", reader.screen());

    reader.press("<enter>");
    assert_eq!(reader.selected_headline(), "paper 1");
    reader.press("v").write("daily").press("<enter>");
    assert_eq!(reader.model.headlines.view, View::Tagged("daily".into()));
    reader.press("F");
    while reader.model.sources.selected_feed().is_none() {
        reader.press("k");
    }
    reader.press("d y");
    assert!(reader.screen().contains("No feeds yet"), "{}", reader.screen());
}

#[test]
fn one_of_the_feeds_that_a_site_offers_is_clicked() {
    let web = Web::answering(|asked| match asked.path.as_str() {
        "/" => Answer::of(
            "text/html",
            "<!doctype html><html><head><link rel=alternate type='application/rss+xml' title=News href='/news'><link rel=alternate type='application/rss+xml' title=Talk href='/talk'></head>",
        ),
        "/news" => Answer::of("application/rss+xml", feed("news", 0..2)),
        _ => Answer::of("application/rss+xml", feed("talk", 0..3)),
    });
    let mut reader = Reader::with(&[]);
    reader.press("F a").write(web.at("paper", "/").as_str()).press("<enter>");
    let row = |reader: &Reader, words: &str| {
        let at = reader.screen().lines().position(|line| line.contains(words));
        u16::try_from(at.unwrap_or_else(|| panic!("no {words}: {}", reader.screen()))).expect("a row")
    };
    assert!(row(&reader, "▌ News") < row(&reader, "Talk"));

    reader.mouse(MouseEventKind::ScrollDown, 60, 10);
    let talk = row(&reader, "▌ Talk");
    reader.mouse(MouseEventKind::Down(MouseButton::Left), 60, talk);

    assert_eq!(reader.model.counts.unread, 3, "{}", reader.screen());
}

#[test]
fn one_key_fetches_the_feeds_and_reports_the_new_articles() {
    let web = story_web();
    let mut library = subscribed(&[web.at("paper", "/feed"), web.at("paper", "/none")]);
    library.add(&[article("Bridge reopens", "2026-05-07")], now()).expect("it is stored");
    let size = ratatui::layout::Size { width: 130, height: 24 };
    let mut reader = Reader::over(library, newsprint::domain::Session::default(), size);

    reader.press("R");

    assert_eq!(reader.notice(), "2 feeds, 2 new, 1 failed; see :sources for details");
    reader.press("<esc> g");
    assert!(reader.screen().contains("paper 1"), "{}", reader.screen());
    reader.press("F G");
    while reader.model.sources.selected_feed().is_none_or(|feed| feed.state.failures == 0) {
        reader.press("k");
    }
    assert!(reader.screen().contains("failed: the host answered"), "{}", reader.screen());
}

#[test]
fn keys_are_answered_while_a_host_keeps_a_fetch_waiting() {
    let (host_may_answer, door) = channel::<()>();
    let door = Mutex::new(door);
    let web = Web::answering(move |_| {
        // Opens when the other end goes.
        drop(door.lock().map(|door| door.recv()));
        Answer::of("application/rss+xml", feed("paper", 0..2))
    });
    let home = home();
    let list = home.write("urls", &format!("{}\n", web.at("paper", "/feed")));
    let stories = home.write(
        "stories.jsonl",
        "{\"title\": \"Bridge reopens\", \"body\": \"The bridge is dry again.\", \"date\": \"2026-05-07\"}\n\
         {\"title\": \"Rain falls\", \"body\": \"It rained all night.\", \"date\": \"2026-05-06\"}\n",
    );
    assert!(home.run(&["feed", "import", &list]).status.success());
    assert!(home.run(&["import", &stories]).status.success());

    let mut reader = home.start(&[], (130, 30));
    reader.wait_for("Bridge reopens").type_keys("R").wait_for("fetching");
    reader.type_keys("gj\r").wait_for("It rained all night.");
    reader.type_keys("K").wait_for("The bridge is dry again.").wait_for("fetching");
    drop(host_may_answer);

    reader.wait_for(", 2 new").wait_for("paper 1").wait_for(", 2 new").type_keys("\u{3}");
    assert_eq!(reader.wait_for_end(), 0);
}

/// The number of the article that a line of JSON tells of.
fn id(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    line["id"].to_string()
}

#[test]
fn a_kill_during_a_fetch_loses_nothing_acknowledged_and_the_next_goes_on() {
    let web = Web::answering(|asked| match asked.host.as_str() {
        "silent" => Answer::Silence,
        host => Answer::of("application/rss+xml", feed(host, 0..5)).with("ETag", "\"v1\""),
    });
    let home = home();
    let hosts = (0..12).map(|number| format!("h{number}")).chain(["silent".to_owned()]);
    let feeds: Vec<String> = hosts.map(|host| web.at(&host, "/feed").to_string()).collect();
    let urls = home.write("urls", &feeds.join("\n"));
    assert!(home.run(&["feed", "import", &urls]).status.success());

    // Somebody is silent, so a fetch goes on until it is killed; each stores what the one before did not.
    let mut kept = 0;
    while kept < 60 {
        let told = home.kill_after_a_line(&["fetch", "--json"]);
        let listed = stdout(&home.run(&["list", "--limit", "999", "--json"]));
        let ids: HashSet<String> = listed.lines().map(id).collect();
        assert!(told.lines().map(id).all(|id| ids.contains(&id)), "acknowledged {told}kept {listed}");
        assert!(ids.len() > kept && home.run(&["check"]).status.success());
        kept = ids.len();
    }
    home.run(&["feed", "remove", web.at("silent", "/feed").as_str()]);
    let last = home.run(&["fetch"]);

    assert_eq!(last.status.code(), Some(0), "{}", stderr(&last));
    assert_eq!(stdout(&home.run(&["list", "--count"])), "60\n");
}

#[test]
fn a_feed_is_asked_by_itself_no_more_often_than_it_asks_for() {
    let rss = |ttl: &str| {
        format!(
            "<rss><channel><title>Radio</title>{ttl}<item><title>Rain</title><link>https://radio.example/rain</link></item></channel></rss>"
        )
    };
    let web = Web::answering(move |asked: &Asked| match asked.path.as_str() {
        "/ttl" => Answer::of("application/rss+xml", rss("<ttl>90</ttl>")),
        "/period" => Answer::of(
            "application/rss+xml",
            rss("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"),
        ),
        "/cached" => Answer::of("application/rss+xml", rss("")).with("Cache-Control", "public, max-age=7200"),
        _ => Answer::of("application/rss+xml", rss("")),
    });
    let mut library = subscribed(&["/ttl", "/period", "/cached", "/plain"].map(|path| web.at("radio", path)));
    fetch(&mut library, &FeedSelection::Due);

    let asks: Vec<_> = library
        .feeds()
        .expect("feeds")
        .into_iter()
        .map(|feed| (feed.url.path().to_owned(), feed.ttl))
        .collect();
    let asks: std::collections::BTreeMap<_, _> = asks.into_iter().collect();
    assert_eq!(
        (asks["/ttl"], asks["/period"], asks["/cached"], asks["/plain"]),
        (Some(90), Some(30), Some(120), None)
    );
    assert_eq!(fetch(&mut library, &FeedSelection::Due).0.feeds, 1, "the one that asks for nothing");
    assert_eq!(fetch(&mut library, &FeedSelection::All).0.feeds, 4, "all, when a person asks");

    let mut plain =
        library.feeds().expect("feeds").into_iter().find(|feed| feed.url.path() == "/plain").expect("it");
    plain.every = Some(60);
    library.change_feed(&plain).expect("it is kept");
    assert_eq!(fetch(&mut library, &FeedSelection::Due).0.feeds, 0);
}

#[test]
fn a_page_that_offers_no_feed_is_watched_for_new_links() {
    let shown = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(4));
    let newest = std::sync::Arc::clone(&shown);
    let web = Web::answering(move |asked: &Asked| {
        if asked.path != "/news" {
            return Answer::status(404, &[]);
        }
        let newest = newest.load(std::sync::atomic::Ordering::SeqCst);
        let list: Vec<String> = (1..=newest)
            .rev()
            .map(|number| {
                format!(
                    "<li><h2><a href=\"/story/{number}\">The ferry runs again on day {number}</a></h2></li>"
                )
            })
            .collect();
        let list = list.concat();
        Answer::of(
            "text/html",
            format!(
                "<!doctype html><html><head><title>Ferry news</title></head><body><main><h1>Ferry news</h1><ul>{list}</ul></main></body></html>"
            ),
        )
    });
    let found =
        discover(&network(PATIENCE), &web.at("ferry", "/news"), &StopSignal::default()).expect("a page");
    assert!(matches!(found.as_slice(), [page] if page.is_page), "{found:?}");
    let mut library = Library::in_memory().expect("memory");
    library.subscribe(&found[0], FullText::Never).expect("it is kept");

    assert_eq!(fetch(&mut library, &FeedSelection::All).0.new, 4);
    shown.store(5, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(fetch(&mut library, &FeedSelection::All).0.new, 1);
    assert!(headlines(&library, &View::All).contains(&"The ferry runs again on day 5".to_owned()));
}

#[test]
fn one_key_completes_the_entry_that_is_read_with_the_text_of_its_page() {
    let web = story_web();
    let entry = Article {
        guid: Some("rain".into()),
        url: Some(web.at("paper", "/story")),
        body: body(&["Rain fell."]),
        ..article("Rain falls", "2026-05-07")
    };
    let mut reader = Reader::with(&[entry]);

    reader.press("<enter> I");

    assert_eq!(reader.article_shown(), "Rain falls");
    assert!(reader.screen().contains("old town for the third"), "{}", reader.screen());
    assert_eq!(reader.press("q").model.headlines.rows().count(), 1, "{}", reader.screen());
}
