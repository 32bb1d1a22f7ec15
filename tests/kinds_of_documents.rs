//! Chapter: import. What publishers, browsers and other programs really write, which no standard foresees, is read as a
//! person means it: small documents, each of one habit.

use std::ops::ControlFlow;
use std::path::Path;

use newsprint::import::{self, ImportItem};
use serde_json::{Value, json};

const FIRST: &str = "The old boat left the harbour before dawn, and the people of the town stood on the quay to watch it go, as they had done for forty years.";
const SECOND: &str = "Nobody knew whether the engine would hold; the captain said that it had been mended twice this winter and would not be mended again.";
const THIRD: &str = "By noon the wind had turned, the sea was calm, and the fishermen who had stayed behind began to lay out their nets on the stones to dry.";

/// The articles of a document under a name.
fn articles(name: &str, document: &str) -> Vec<Value> {
    let mut articles = Vec::new();
    let read = import::read(&mut document.as_bytes(), Path::new(name), &mut |piece| {
        if let Ok(ImportItem::Article(found)) = piece {
            articles.push(serde_json::to_value(found.article).expect("an article is JSON"));
        }
        ControlFlow::Continue(())
    });
    assert!(read.is_ok() || articles.is_empty());
    articles
}

fn article(name: &str, document: &str) -> Value {
    articles(name, document).into_iter().next().expect("there is an article")
}

/// The article of an entry of RSS.
fn entry(elements: &str) -> Value {
    article(
        "x",
        &format!(
            "<rss version='2.0'><channel><title>Quay</title><link>https://quay.example/</link><item>{elements}</item></channel></rss>"
        ),
    )
}

/// The body of an entry that holds markup.
fn body(markup: &str) -> Value {
    entry(&format!("<title>Boat</title><link>https://quay.example/post/</link><description><![CDATA[{markup}]]></description>"))["body"].take()
}

/// The article of a page that shows something between its paragraphs.
fn page(head: &str, shown: &str) -> Value {
    article(
        "x.html",
        &format!(
            "<!doctype html><html lang=en><head><title>Boat sails</title>{head}</head><body><article><h1>Boat sails</h1><p>{FIRST}</p>{shown}<p>{SECOND}</p><p>{THIRD}</p></article></body></html>"
        ),
    )
}

fn plain(text: &str) -> Value {
    json!({"type": "paragraph", "text": text})
}

#[test]
fn a_text_that_was_escaped_twice_is_markup() {
    let told = entry(
        "<title>Now</title><description>&amp;lt;p&amp;gt;A &amp;lt;a href=&amp;#34;https://n.example/&amp;#34;&amp;gt;page&amp;lt;/a&amp;gt;.&amp;lt;/p&amp;gt;</description>",
    );

    assert_eq!(
        told["body"],
        json!([{"type": "paragraph", "text": ["A ", {"link": "page", "url": "https://n.example/"}, "."]}])
    );
}

#[test]
fn the_entry_of_a_proxy_opens_where_it_was_published() {
    let told = entry(
        "<title>Boat</title><link>https://proxy.example/~r/1</link><feedburner:origLink>https://quay.example/real</feedburner:origLink>",
    );

    assert_eq!(told["url"], "https://quay.example/real");
}

#[test]
fn an_entry_may_be_in_a_language_of_its_own() {
    let feed = "<rss><channel><language>en</language><item><title>Boot</title><dc:language>de</dc:language><description>Es fuhr.</description></item></channel></rss>";

    assert_eq!(article("x", feed)["language"], "de");
}

#[test]
fn a_film_in_the_place_of_a_text_comes_with_its_entry() {
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Boat</title><link href='https://quay.example/1'/>\
        <content type='video/mp4' src='https://quay.example/v.mp4'/></entry></feed>";

    let told = article("x", feed);
    assert_eq!(
        (&told["url"], &told["media"]),
        (
            &json!("https://quay.example/1"),
            &json!([{"url": "https://quay.example/v.mp4", "type": "video/mp4"}])
        )
    );
}

#[test]
fn pictures_are_the_largest_ones_that_a_text_names_wherever_it_names_them() {
    for markup in [
        "<img src='/blank.gif' data-src='https://c.example/l.jpg' alt='Boat'>",
        "<img srcset='https://c.example/s.jpg 300w, https://c.example/l.jpg 1200w' alt='Boat'>",
        "<img data-srcset='https://c.example/s.jpg, https://c.example/l.jpg 2x' alt='Boat'>",
        "<img srcset='https://c.example/s.jpg?w=1,h=2 1x, https://c.example/l.jpg 2x' alt='Boat'>",
        "<picture><source srcset='https://c.example/l.jpg 900w'><img alt='Boat'></picture>",
    ] {
        assert_eq!(
            body(&format!("<p>Look.</p>{markup}"))[1],
            json!({"type": "figure", "url": "https://c.example/l.jpg", "alt": "Boat"}),
            "{markup}"
        );
    }
}

#[test]
fn relative_addresses_are_resolved_against_the_declared_base() {
    let told = body("<base href='https://b.example/posts/'><p>Look.</p><img src='bird.jpg' alt='Bird'>");

    assert_eq!(told[1]["url"], "https://b.example/posts/bird.jpg");
}

#[test]
fn a_numbered_list_begins_where_its_first_item_says() {
    assert_eq!(body("<ol><li value=5>Five</li><li>Six</li></ol>")[0]["start"], 5);
}

#[test]
fn the_reading_of_characters_stands_in_brackets() {
    assert_eq!(
        body("<p>The word <ruby>漢<rt>kan</rt></ruby> is old.</p>")[0],
        plain("The word 漢(kan) is old.")
    );
    assert_eq!(
        body("<p><ruby>漢<rp>[</rp><rt>kan</rt><rp>]</rp></ruby> is old.</p>")[0],
        plain("漢[kan] is old.")
    );
}

#[test]
fn embeds_of_old_players_and_scripts_are_links() {
    let film = body("<p>Old:</p><object><param name='movie' value='https://www.youtube.com/v/abc'></object>");
    let listing = body("<p>Code:</p><script src='https://gist.github.com/ann/123.js'></script>");

    assert_eq!(
        (&film[1]["kind"], &film[1]["url"]),
        (&json!("video"), &json!("https://www.youtube.com/v/abc"))
    );
    assert_eq!(listing[1]["url"], "https://gist.github.com/ann/123");
}

#[test]
fn a_heading_is_read_without_its_anchor_link() {
    for heading in [
        "In port <a class=anchor href='#a'>#</a>",
        "In port<a class=headerlink href='#a'>¶</a>",
        "<span>In port</span><span class='mw-editsection'>[<a href='/e'>edit</a>]</span>",
    ] {
        let told = page("", &format!("<h2 id=a>{heading}</h2><p>{SECOND} {THIRD}</p>"));

        assert_eq!(told["body"][1], json!({"type": "heading", "level": 2, "text": "In port"}), "{heading}");
    }
}

#[test]
fn lines_stay_lines_where_the_style_of_any_element_keeps_them() {
    let told = page("", "<div style='white-space: pre-wrap'>First line of it\nSecond line</div>");

    assert_eq!(told["body"][1]["text"], json!(["First line of it", {"break": true}, "Second line"]));
}

#[test]
fn data_of_a_page_are_read_with_the_faults_of_templates() {
    for data in [
        "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"author\":\"Ann Calder\",}\n//]]>",
        "{\"@type\":\"NewsArticle\",\"description\":\"one\ntwo ,}\",\"author\":[{\"name\":\"Ann Calder\"},]}",
    ] {
        let told = page(&format!("<script type='application/ld+json'>{data}</script>"), "");

        assert_eq!(told["byline"], json!([{"name": "Ann Calder"}]), "{data}");
    }
}

#[test]
fn a_page_without_visible_text_is_read_from_its_json_ld() {
    let text = format!("{FIRST}\\n\\n{SECOND}");
    let page = format!(
        "<html><head><title>Boat sails</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Boat sails\",\"articleBody\":\"{text}\"}}</script></head><body><div id=root></div></body></html>"
    );

    assert_eq!(article("x.html", &page)["body"], json!([plain(FIRST), plain(SECOND)]));
}

#[test]
fn a_recording_that_a_page_offers_comes_with_it_and_its_address_begins_where_the_page_says() {
    let told = page(
        "<base href='https://quay.example/2025/'><link rel=canonical href='boat.html'>\
         <meta property='og:audio' content='talk.mp3'><meta property='og:video' content='https://player.example/1'>",
        "",
    );

    assert_eq!(told["url"], "https://quay.example/2025/boat.html");
    assert_eq!(told["media"], json!([{"url": "https://quay.example/2025/talk.mp3"}]));
}

#[test]
fn the_json_of_other_programs_is_read_under_their_names() {
    let blog = r#"[{"id":12,"date":"2025-03-04T17:05:00","link":"https://quay.example/1","title":{"rendered":"Boat &#8220;sails&#8221;"},
        "content":{"rendered":"<p>Rain fell.</p>","protected":false}}]"#;
    let told = article("x", blog);
    assert_eq!((&told["headline"], &told["body"][0]), (&json!("Boat “sails”"), &plain("Rain fell.")));

    let read = r#"{"title":"Tom &amp; Ann","publishedTime":"2025-03-04T17:05:00Z","lead_image_url":"https://c.example/i.jpg","content":"<p>Rain.</p>"}"#;
    let told = article("x", read);
    assert_eq!(
        (&told["headline"], &told["published"], &told["lead_image"]["url"]),
        (&json!("Tom & Ann"), &json!("2025-03-04T17:05:00Z"), &json!("https://c.example/i.jpg"))
    );
    assert_eq!(article("x", r#"{"headline":"Tom &amp; Ann","body":[]}"#)["headline"], "Tom &amp; Ann");
}

#[test]
fn objects_that_stand_one_after_another_are_all_read() {
    let several = "{\n \"title\": \"A\",\n \"text\": \"x\"\n}\n{\n \"title\": \"B\",\n \"text\": \"y\"\n}\n";

    let headlines: Vec<Value> =
        articles("x.json", several).iter().map(|one| one["headline"].clone()).collect();
    assert_eq!(headlines, ["A", "B"]);
}

#[test]
fn a_heading_underlined_in_markdown_is_the_headline() {
    let told = article("x.md", "Boat sails\n==========\n\nRain.\n");

    assert_eq!((&told["headline"], &told["body"]), (&json!("Boat sails"), &json!([plain("Rain.")])));
}

#[test]
fn a_message_within_a_message_is_its_text() {
    let told = article(
        "x.eml",
        "From: ann@quay.example (Ann Calder)\nSubject: Fwd\nDate: Tue, 04 Mar 2025 17:05:00 +0100\nMessage-ID: <1@x>\nMIME-Version: 1.0\n\
         Content-Type: message/rfc822\n\nFrom: Tom <t@x.example>\nSubject: Inner\nDate: Mon, 03 Mar 2025 10:00:00 +0000\n\nRain fell.\n",
    );

    assert_eq!((&told["headline"], &told["publication"]), (&json!("Fwd"), &json!("Ann Calder")));
    assert_eq!(told["body"], json!([plain("Rain fell.")]));
}

#[test]
fn a_saved_page_of_frames_is_the_frame_that_holds_its_text() {
    let part = |id: &str, html: &str| {
        format!(
            "------b\r\nContent-Type: text/html\r\nContent-ID: <{id}>\r\nContent-Location: https://quay.example/{id}\r\n\r\n{html}\r\n"
        )
    };
    let frame = format!(
        "<html><title>Boat sails</title><body><h1>Boat sails</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    );
    let mail = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://quay.example/boat\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; boundary=\"----b\"\r\n\r\n{}{}------b--\r\n",
        part("boat", "<html><body><iframe src='cid:text'></iframe></body></html>"),
        part("text", &frame)
    );

    let told = article("x.mhtml", &mail);
    assert_eq!((&told["headline"], &told["body"][0]), (&json!("Boat sails"), &plain(FIRST)));
}

#[test]
fn names_in_a_list_of_feeds_are_read_as_a_person_reads_them() {
    let list = "<opml><body><outline type='rss' text='Tom &amp;amp; Ann&amp;#39;s' xmlUrl='https://quay.example/f'/></body></opml>";
    let mut names = Vec::new();
    import::read(&mut list.as_bytes(), Path::new("x"), &mut |piece| {
        if let Ok(ImportItem::Subscription(feed)) = piece {
            names.extend(feed.title.map(|title| title.to_string()));
        }
        ControlFlow::Continue(())
    })
    .expect("it is a list");

    assert_eq!(names, ["Tom & Ann's"]);
}

#[test]
fn a_mark_of_a_note_is_no_part_of_the_word_before_it() {
    let told = body("<p>It left early<a href='#footnote-1'>1</a>. All saw.</p><p><a href='#x'>Up</a></p>");

    assert_eq!(told[0]["text"], json!(["It left early", {"sup": "1"}, ". All saw."]));
}

#[test]
fn the_line_in_which_a_blog_names_itself_again_is_left_out() {
    let told = body(&format!(
        "<p>{FIRST}</p><p>The post <a href='https://quay.example/post/'>Boat</a> appeared first on <a href='https://quay.example'>Quay</a>.</p>"
    ));

    assert_eq!(told, json!([plain(FIRST)]));
}

#[test]
fn a_message_without_a_subject_is_named_by_its_first_words() {
    let told = article(
        "x.eml",
        "From: Ann <a@q.example>\nDate: Tue, 04 Mar 2025 17:05:00 +0100\nMessage-ID: <1@x>\n\nRain fell today.\n",
    );

    assert_eq!(told["headline"], "Rain fell today.");
}

#[test]
fn short_lines_above_the_text_of_a_note_are_text() {
    let told = article("x.txt", &format!("Fish soup\n\n2 onions\n1 cod\n3 l water\n\n{FIRST}\n"));

    assert_eq!(told["headline"], "Fish soup");
    assert_eq!(
        told["body"][0]["text"],
        json!(["2 onions", {"break": true}, "1 cod", {"break": true}, "3 l water"])
    );
}
