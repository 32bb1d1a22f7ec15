//! Other people's libraries come in with what was done with them, and everything goes out again.

use std::io::Write as _;
use std::path::Path;

use crate::support::program::{Home, stderr, stdout};

const PAGE: &str = "<html lang=en><title>Rain falls again | The Paper</title><body><h1>Rain falls again</h1>\
    <p>Rain fell on the hills around the old town for the third day in a row, said the mayor. It fell all night.</p>\
    <p>The river rose above its banks in the early hours, and the bridge was closed to all traffic until noon.</p>";

/// A folder with one of every kind.
fn everything(home: &Home) -> String {
    for (name, text) in [
        ("all/page.html", PAGE),
        (
            "all/note.txt",
            "A note on bridges\n\nBridges are closed when the river is high, and opened when it falls.\n",
        ),
        (
            "all/lines.jsonl",
            "{\"title\":\"Line one\",\"body\":\"One.\"}\n{\"title\":\"Line two\",\"body\":\"Two.\"}\n",
        ),
        (
            "all/feed.xml",
            "<rss version='2.0'><channel><title>Wire</title><item><title>Entry</title><link>https://w.example/1</link><description>It rained.</description></item></channel></rss>",
        ),
        (
            "all/subscriptions.opml",
            "<opml version='2.0'><body><outline text='News'><outline text='Wire' xmlUrl='https://w.example/feed'/></outline></body></opml>",
        ),
        (
            "all/pocket.csv",
            "title,url,time_added,tags,status\nSaved in Pocket,https://p.example/1,1588930000,river|town,archive\n,,,,\n,javascript:x,1,,unread\n",
        ),
        (
            "all/pocket.html",
            "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href=\"https://p.example/2\" time_added=\"1588930000\" tags=\"\">Saved in the list</a></li></ul></body></html>",
        ),
        (
            "all/instapaper.csv",
            "URL,Title,Selection,Folder,Timestamp\nhttps://i.example/1,Saved in Instapaper,It fell.,Archive,1588930000\n",
        ),
        (
            "all/wallabag.json",
            "[{\"is_archived\":1,\"is_starred\":0,\"tags\":[\"river\"],\"title\":\"Saved in wallabag\",\"url\":\"https://b.example/1\",\"content\":\"<p>It rained on the town.</p>\"}]",
        ),
        (
            "all/readwise.csv",
            "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\nIt fell.,Read in Readwise,Ana Ruiz,,wet,,,,,2020-05-08 10:00:00+00:00,\n",
        ),
        (
            "all/bookmarks.html",
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1><DL><p><DT><H3>Town</H3><DL><p><DT><A HREF=\"https://n.example/1\" ADD_DATE=\"1588930000\">Kept by a browser</A>\n<DD>why\n</DL><p></DL>",
        ),
        (
            "all/omnivore/metadata_0_to_20.json",
            "[{\"slug\":\"s\",\"title\":\"Saved in Omnivore\",\"url\":\"https://o.example/1\",\"state\":\"Archived\",\"labels\":[\"river\"],\"savedAt\":\"2020-05-08T10:00:00Z\"}]",
        ),
        ("all/omnivore/content/s.html", "<div><p>It rained on the town all night.</p></div>"),
        (
            "all/newsboat/urls",
            "https://w.example/feed river \"~The Wire\"\n\"query:Unread:unread = \\\"yes\\\"\"\n",
        ),
        ("all/newsboat/config", "auto-reload yes\n"),
    ] {
        home.write(name, text);
    }
    let database = home.path().join("all/newsboat/cache.db");
    rusqlite::Connection::open(database)
        .and_then(|database| {
            database.execute_batch(
                "CREATE TABLE rss_feed (rssurl TEXT PRIMARY KEY, url TEXT, title TEXT);
                 CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid TEXT, title TEXT, author TEXT, url TEXT, feedurl TEXT,
                    pubDate INTEGER, content TEXT, unread INTEGER, flags TEXT, deleted INTEGER);
                 INSERT INTO rss_feed VALUES ('https://w.example/feed', 'https://w.example/', 'Wire');
                 INSERT INTO rss_item VALUES (1, 'g1', 'Read in newsboat', '', 'https://w.example/2', 'https://w.example/feed', 1588845600, '<p>It rained.</p>', 0, 'ab', 0);",
            )
        })
        .expect("a database of newsboat");
    home.path().join("all").to_string_lossy().into_owned()
}

fn listed(home: &Home, query: &str) -> Vec<String> {
    let output = stdout(&home.run(&["list", query]));
    let mut headlines: Vec<String> = output.lines().map(str::to_owned).collect();
    headlines.sort();
    headlines
}

#[test]
fn a_folder_with_one_of_every_kind_comes_in_with_one_command() {
    let home = Home::new();
    let all = everything(&home);

    let output = home.run(&["import", &all]);

    let told = stdout(&output);
    for headline in [
        "Rain falls again",
        "A note on bridges",
        "Line one",
        "Line two",
        "Entry",
        "Saved in Pocket",
        "Saved in the list",
        "Saved in Instapaper",
        "Saved in wallabag",
        "Read in Readwise",
        "Kept by a browser",
        "Saved in Omnivore",
        "Read in newsboat",
    ] {
        assert!(told.contains(headline), "{headline}: {told}{}", stderr(&output));
    }
    assert_eq!(told.lines().filter(|line| line.starts_with("stored")).count(), 13, "{told}");
    let opml = stdout(&home.run(&["export", "--format", "opml"]));
    assert!(opml.contains("<outline text=\"News\">") && opml.contains("category=\"river\""), "{opml}");
    let skipped = stderr(&output);
    assert!(skipped.contains("pocket.csv, line 4: “javascript:x”"), "{skipped}");
    assert!(skipped.contains("urls, line 2: “query:Unread"), "{skipped}");
    assert_eq!(listed(&home, "is:read").len(), 5);
    assert_eq!(listed(&home, "is:bookmarked").len(), 8);
    assert_eq!(listed(&home, "tag:river").len(), 3);
    assert_eq!(listed(&home, "tag:a tag:b").len(), 1);
    assert_eq!(listed(&home, "tag:Town has:note").len(), 1);
}

#[test]
fn saved_searches_of_newsboat_s_folder_are_taken_over_and_not_skipped() {
    let home = Home::new();
    let newsboat = format!("{}/newsboat", everything(&home));

    let output = home.run(&["import", &newsboat]);

    assert!(output.status.success(), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("saved search “Unread”: is:unread") && !told.contains("skipped"), "{told}");
}

#[test]
fn importing_marks_again_never_takes_back_what_was_done_here_since() {
    let home = Home::new();
    let all = everything(&home);
    home.run(&["import", &all]);
    home.run(&["bookmark", "remove", "https://p.example/1"]);
    home.run(&["bookmark", "add", "https://n.example/1", "--note", "mine"]);

    let again = home.run(&["import", &all]);

    assert!(!stdout(&again).contains("updated"), "{}", stdout(&again));
    assert_eq!(listed(&home, "is:bookmarked").len(), 7);
    assert!(stdout(&home.run(&["bookmark", "list"])).contains("mine"));
}

#[test]
fn an_article_without_text_is_marked_as_such_and_keeps_its_marks_when_the_text_arrives() {
    let home = Home::new();
    let saved = home.write("p.csv", "title,url,tags,status\nRain,https://a.example/rain,river,archive\n");
    home.run(&["import", &saved]);
    let shown =
        |home: &Home, more: &[&str]| stdout(&home.run(&[&["show", "https://a.example/rain"], more].concat()));

    assert!(shown(&home, &[]).contains("Only the link was saved"), "{}", shown(&home, &[]));
    assert!(shown(&home, &["--json"]).contains("\"link_only\":true"), "{}", shown(&home, &["--json"]));

    let whole = home.write(
        "r.json",
        "{\"title\":\"Rain\",\"url\":\"https://a.example/rain\",\"body\":\"It fell all night.\"}",
    );
    home.run(&["import", &whole]);
    home.run(&["import", &saved]);

    assert!(shown(&home, &[]).contains("It fell all night."));
    assert!(!shown(&home, &["--json"]).contains("link_only"));
    assert_eq!(listed(&home, "is:read tag:river").len(), 1);
}

#[test]
fn everything_comes_out_again_and_in_with_its_marks() {
    let home = Home::new();
    let all = everything(&home);
    home.run(&["import", &all]);
    home.run(&["bookmark", "add", "https://w.example/1", "--note", "two\nlines", "--tag", "talk"]);
    let exported = stdout(&home.run(&["export"]));

    let other = Home::new();
    let file = other.write("all.jsonl", &exported);
    other.run(&["import", &file]);

    // Numbers are given anew.
    let without_numbers = |lines: String| {
        let mut lines: Vec<String> =
            lines.lines().filter_map(|line| Some(line.split_once(',')?.1.to_owned())).collect();
        lines.sort();
        lines
    };
    assert_eq!(without_numbers(stdout(&other.run(&["export"]))), without_numbers(exported));
}

#[test]
fn two_machines_agree_through_one_file_that_a_synchroniser_carries() {
    let (desk, train) = (Home::new(), Home::new());
    let lines = "{\"title\":\"Rain\",\"url\":\"https://a.example/rain\",\"body\":\"It fell.\"}\n{\"title\":\"Snow\",\"url\":\"https://a.example/snow\",\"body\":\"It fell.\"}\n";
    for home in [&desk, &train] {
        let file = home.write("two.jsonl", lines);
        home.run(&["import", &file]);
    }
    let carried = desk.path().join("state.jsonl").to_string_lossy().into_owned();
    desk.run(&["bookmark", "add", "https://a.example/rain", "--tag", "river"]);
    train.run(&["bookmark", "add", "https://a.example/snow", "--note", "why"]);

    desk.run(&["state", "sync", &carried]);
    train.run(&["state", "sync", &carried]);
    train.run(&["bookmark", "remove", "https://a.example/rain"]);
    train.run(&["state", "sync", &carried]);
    let last = desk.run(&["state", "sync", &carried]);

    assert_eq!(stderr(&last), "2 changed, 0 unchanged\n");
    for home in [&desk, &train] {
        assert_eq!(listed(home, "is:bookmarked").len(), 1);
        assert_eq!(listed(home, "has:note").len(), 1);
    }
    assert_eq!(stdout(&desk.run(&["state", "export"])), stdout(&train.run(&["state", "export"])));
    assert!(Path::new(&carried).is_file());
}

#[test]
fn articles_leave_as_files_that_are_never_written_over() {
    let home = Home::new();
    let file = home.write("two.jsonl", "{\"title\":\"../Rain\",\"date\":\"2020-05-07\",\"body\":\"It fell.\"}\n{\"title\":\"Snow\",\"body\":\"It fell.\"}\n");
    home.run(&["import", &file]);
    let folder = home.path().join("out/new").to_string_lossy().into_owned();
    let export = || home.run(&["export", "--format", "markdown", "--into", &folder]);

    assert_eq!(stderr(&export()), "2 written\n");

    let rain = Path::new(&folder).join("2020-05-07-rain-n1.md");
    assert!(std::fs::read_to_string(&rain).expect("the file").contains("It fell."));
    std::fs::write(&rain, "mine").expect("it is written");
    let again = export();
    assert_eq!(again.status.code(), Some(4));
    assert!(stderr(&again).contains("rain-n1.md: it already exists"), "{}", stderr(&again));
    assert_eq!(std::fs::read_to_string(&rain).expect("the file"), "mine");
}

/// A home with an article that has a note, a highlight and a tag.
fn noted(home: &Home) {
    let file = home.write(
        "two.jsonl",
        "{\"headline\":\"Rain & wind\",\"url\":\"https://a.example/rain?a=1&b=2\",\"published\":\"2020-05-07\",\"language\":\"en\",\"body\":[{\"type\":\"paragraph\",\"text\":[\"It <fell> \",{\"strong\":\"hard\"},\".\"]}]}\n{\"headline\":\"Snow\",\"body\":\"It fell.\"}\n",
    );
    home.run(&["import", &file]);
    home.run(&["bookmark", "add", "n1", "--note", "why it matters", "--tag", "sky"]);
}

#[test]
fn a_search_is_exported_as_one_self_contained_page() {
    let home = Home::new();
    noted(&home);

    let page = stdout(&home.run(&["export", "--format", "html"]));

    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"), "{page}");
    assert!(page.contains("<li><a href=\"#n1\">Rain &amp; wind</a></li>"), "{page}");
    assert!(page.contains("<p>It &lt;fell&gt; <strong>hard</strong>.</p>"), "{page}");
    assert!(page.contains("<p>why it matters</p>\n<p>#sky</p>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
}

#[test]
fn articles_are_exported_as_an_epub_whose_first_entry_is_its_mimetype() {
    let home = Home::new();
    noted(&home);

    let book = home.run(&["export", "--format", "epub", "rain"]).stdout;

    assert_eq!(book.get(30..58), Some(b"mimetypeapplication/epub+zip".as_slice()));
    assert!(home.run(&["export", "--format", "epub", "--into", "x"]).status.code() == Some(2));
}

#[test]
fn a_folder_of_pages_has_a_list_of_them() {
    let home = Home::new();
    noted(&home);
    let folder = home.path().join("pages");

    home.run(&["export", "--format", "html", "--into", &folder.to_string_lossy()]);

    let list = std::fs::read_to_string(folder.join("index.html")).expect("the list");
    assert!(list.contains("<a href=\"2020-05-07-rain-wind-n1.html\">Rain &amp; wind</a>"), "{list}");
    assert!(folder.join("2020-05-07-rain-wind-n1.html").exists());
}

#[test]
fn notes_are_written_again_without_touching_what_the_person_added() {
    let home = Home::new();
    noted(&home);
    let folder = home.path().join("notes");
    let export = || home.run(&["export", "--format", "notes", "--into", &folder.to_string_lossy()]);
    assert_eq!(stderr(&export()), "1 written\n");
    let file = folder.join("2020-05-07-rain-wind-n1.md");
    let first = std::fs::read_to_string(&file).expect("the notes");
    assert!(first.contains("# [Rain & wind](<https://a.example/rain?a=1&b=2>)"), "{first}");
    std::fs::write(&file, format!("{first}\nmine\n")).expect("it is written");

    home.run(&["bookmark", "add", "n1", "--note", "another reason", "--tag", "sky"]);
    export();

    let again = std::fs::read_to_string(&file).expect("the notes");
    assert!(again.contains("another reason") && again.ends_with("\nmine\n"), "{again}");
}

/// A file of a name in the home that is a zip archive of these.
fn zipped(home: &Home, name: &str, entries: &[(&str, &str)]) -> String {
    let path = home.path().join(name);
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).expect("a file"));
    for (name, text) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        archive.write_all(text.as_bytes()).expect("it is written");
    }
    archive.finish().expect("an archive");
    path.to_string_lossy().into_owned()
}

#[test]
fn the_archive_that_pocket_delivers_comes_in_with_tags_and_what_was_read() {
    let home = Home::new();
    let archive = zipped(
        &home,
        "pocket.zip",
        &[
            (
                "part_000000.csv",
                "title,url,time_added,tags,status\nRain,https://a.example/1,1588930000,river|town,unread\n",
            ),
            (
                "part_000001.csv",
                "title,url,time_added,tags,status\nhttps://a.example/2,https://a.example/2,1588930001,,archive\n",
            ),
            (
                "annotations/part_000000.json",
                "[{\"url\":\"https://a.example/1\",\"title\":\"Rain\",\"highlights\":[{\"quote\":\"It fell\",\"created_at\":1588930002}]}]",
            ),
        ],
    );

    home.run(&["import", &archive]);

    assert_eq!(listed(&home, "is:bookmarked").len(), 2);
    assert_eq!((listed(&home, "tag:town").len(), listed(&home, "is:read").len()), (1, 1));
}

#[test]
fn the_archive_that_wallabag_delivers_comes_in_with_texts_and_marks() {
    let home = Home::new();
    let entry = |id: u8, archived: u8, starred: u8| {
        format!(
            "{{\"id\":{id},\"is_archived\":{archived},\"is_starred\":{starred},\"tags\":[\"river\"],\"title\":\"Saved {id}\",\"url\":\"https://b.example/{id}\",\
             \"content\":\"<p>It rained on town number {id}.</p>\",\"created_at\":\"2020-05-08T10:00:00+00:00\",\"annotations\":[],\"domain_name\":\"b.example\"}}"
        )
    };
    let archive = zipped(
        &home,
        "wallabag.zip",
        &[("All articles.json", &format!("[{},{}]", entry(1, 1, 0), entry(2, 0, 1)))],
    );

    home.run(&["import", &archive]);

    assert_eq!((listed(&home, "tag:river").len(), listed(&home, "is:read").len()), (2, 1));
    assert_eq!(listed(&home, "\"town number 2\"").len(), 1);
}

#[test]
fn the_folder_that_freshrss_exports_comes_in_with_feeds_stars_and_articles() {
    let home = Home::new();
    let item = |id: &str, title: &str| {
        format!(
            "{{\"id\":\"tag:google.com,2005:reader/item/{id}\",\"title\":\"{title}\",\"published\":1588845600,\"canonical\":[{{\"href\":\"https://w.example/{id}\"}}],\
             \"alternate\":[{{\"href\":\"https://w.example/{id}\",\"type\":\"text/html\"}}],\"categories\":[\"user/-/label/town\"],\
             \"enclosure\":[{{\"href\":\"https://w.example/{id}.mp3\",\"type\":\"audio/mpeg\",\"length\":\"5000\"}}],\
             \"origin\":{{\"streamId\":\"feed/1\",\"htmlUrl\":\"https://w.example/\",\"title\":\"Wire\"}},\"content\":{{\"content\":\"<p>It rained.</p>\"}}}}"
        )
    };
    let list = |id: &str, items: &str| format!("{{\"id\":\"{id}\",\"title\":\"x\",\"items\":[{items}]}}");
    let archive = zipped(
        &home,
        "freshrss_ann_2020-05-08_export.zip",
        &[
            (
                "feeds_2020-05-08.opml.xml",
                "<opml version='2.0'><body><outline text='News'><outline text='Wire' type='rss' xmlUrl='https://w.example/feed'/></outline></body></opml>",
            ),
            ("starred_2020-05-08.json", &list("user/-/state/com.google/starred", &item("1", "Starred"))),
            ("feed_2020-05-08_1_wire.json", &list("feed/1", &item("2", "Plain"))),
        ],
    );

    let told = stdout(&home.run(&["import", &archive]));

    assert!(told.contains("Starred") && told.contains("Plain"), "{told}");
    assert_eq!(listed(&home, "is:bookmarked").len(), 1);
    let opml = stdout(&home.run(&["export", "--format", "opml"]));
    assert!(opml.contains("https://w.example/feed"), "{opml}");
    let json = stdout(&home.run(&["export"]));
    assert_eq!(json.matches("\"bytes\":5000").count(), 2, "{json}");
}
