//! Tests of feeds as they are found: each kind, relative addresses, odd entries, truncated feeds.

use super::*;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use crate::import::ImportItem;

/// The articles of a document, or the error.
fn read_all(document: &str) -> Result<Vec<Result<ImportedArticle, Skipped>>, String> {
    let mut all = Vec::new();
    let end = crate::import::read(&mut Cursor::new(document), Path::new("x"), &mut |found| {
        all.push(found.map(|piece| match piece {
            ImportItem::Article(found) => found,
            other => panic!("{other:?}"),
        }));
        ControlFlow::Continue(())
    });
    end.map(|()| all).map_err(|reason| reason.to_string())
}

fn told(document: &str) -> Vec<serde_json::Value> {
    let articles = read_all(document).unwrap().into_iter().map(|found| found.unwrap().article);
    articles.map(|article| serde_json::to_value(article).unwrap()).collect()
}

/// The articles of an XML feed.
pub fn articles(document: &str) -> Vec<Article> {
    super::xml(document, None).entries.into_iter().map(|entry| entry.unwrap().article).collect()
}

fn notes(document: &str) -> Vec<String> {
    read_all(document).unwrap().into_iter().flat_map(|found| found.unwrap().notes).collect()
}

#[test]
fn an_entry_of_rss_becomes_an_article() {
    let feed = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
        <title>The Paper &amp; Co</title><link>https://paper.example/</link><language>en-us</language>
        <item><title>Rain &lt;b&gt;falls&lt;/b&gt;</title><link>/rain?utm_source=rss</link><guid isPermaLink="false">p-1</guid>
        <pubDate>Thu, 07 May 2020 10:30:00 +0200</pubDate><d:creator>Ana Ruiz and Bo Lind</d:creator>
        <category>Weather</category><category>Weather</category><category>Rivers</category>
        <description>The river rose in the night.</description>
        <content:encoded><![CDATA[<p>Rain fell on the <a href="b">hills</a>.</p><p>Nobody was hurt.</p>]]></content:encoded>
        <media:content url="/small.jpg" width="100" type="image/jpeg"/><media:content url="/r.jpg" width="900" medium="image">
        <media:description>A river</media:description><media:credit>A. Lens</media:credit></media:content></item></channel></rss>"#;

    assert_eq!(
        told(feed),
        [serde_json::json!({
            "guid": "p-1", "url": "https://paper.example/rain", "headline": "Rain falls",
            "standfirst": "The river rose in the night.", "byline": [{"name": "Ana Ruiz"}, {"name": "Bo Lind"}],
            "publication": "The Paper & Co", "topics": ["Weather", "Rivers"], "language": "en-US",
            "published": "2020-05-07T10:30:00+02:00",
            "lead_image": {"url": "https://paper.example/r.jpg", "caption": "A river", "credit": "A. Lens"},
            "body": [
                {"type": "paragraph", "text": ["Rain fell on the ", {"link": "hills", "url": "https://paper.example/b"}, "."]},
                {"type": "paragraph", "text": "Nobody was hurt."},
            ],
        })]
    );
}

#[test]
fn an_entry_of_atom_becomes_an_article() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://paper.example/x/">
        <title type="html">Die &lt;i>Zeitung&lt;/i></title><author><name>Ana Ruiz</name></author>
        <entry><id>tag:1</id><title type="text">1 &lt; 2</title><link rel="self" href="s.atom"/><link href="a"/>
        <updated>2020-05-08T00:00:00Z</updated><published>2020-05-07T10:30:00+02:00</published><category term="t" label="Wetter"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Es <em>regnet</em>.</p></div></content></entry></feed>"#;

    assert_eq!(
        told(feed),
        [serde_json::json!({
            "guid": "tag:1", "url": "https://paper.example/x/a", "headline": "1 < 2", "byline": [{"name": "Ana Ruiz"}],
            "publication": "Die Zeitung", "topics": ["Wetter"], "language": "de",
            "published": "2020-05-07T10:30:00+02:00", "updated": "2020-05-08T00:00:00Z",
            "body": [{"type": "paragraph", "text": ["Es ", {"emphasis": "regnet"}, "."]}],
        })]
    );
}

#[test]
fn older_forms_are_read_too() {
    let atom = r#"<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">UmFpbg==</title>
        <issued>2020-05-07</issued><content type="text/html" mode="escaped">&lt;p>It fell.&lt;/p></content></entry></feed>"#;
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel><title>P</title></channel><item rdf:about="https://paper.example/a"><title>Rain</title></item></rdf:RDF>"#;

    assert_eq!(told(atom)[0]["headline"], "Rain");
    assert_eq!(told(atom)[0]["published"], "2020-05-07");
    assert_eq!(told(rdf)[0]["url"], "https://paper.example/a");
    assert_eq!(told(rdf)[0]["publication"], "P");
}

#[test]
fn an_entry_of_a_json_feed_becomes_an_article() {
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Paper","home_page_url":"https://paper.example/",
        "authors":[{"name":"Ana Ruiz"}],"items":[{"id":7,"url":"/a","title":"Rain","content_html":"<p>It fell.</p>",
        "date_published":"2020-05-07T10:30:00+02:00","tags":["rain"],"image":"/r.jpg"}, 3]}"#;

    let found = read_all(feed).unwrap();

    let article = serde_json::to_value(&found[0].as_ref().unwrap().article).unwrap();
    assert_eq!(
        article,
        serde_json::json!({
            "guid": "7", "url": "https://paper.example/a", "headline": "Rain", "byline": [{"name": "Ana Ruiz"}],
            "publication": "The Paper", "topics": ["rain"], "published": "2020-05-07T10:30:00+02:00",
            "lead_image": {"url": "https://paper.example/r.jpg"}, "body": [{"type": "paragraph", "text": "It fell."}],
        })
    );
    assert_eq!(found[1].as_ref().unwrap_err().reason, "entry 2: not a JSON object");
}

#[test]
fn an_entry_without_its_text_has_a_note() {
    let item =
        |inside: &str| format!("<rss><channel><item><title>Rain</title>{inside}</item></channel></rss>");

    assert_eq!(notes(&item("<description>It fell.</description>")), [fullest::SUMMARY_ONLY]);
    assert_eq!(notes(&item("")), ["the feed has no text for this entry, only its headline or address"]);
    assert!(notes(&item(&format!("<description>{}</description>", "It fell. ".repeat(100)))).is_empty());
}

#[test]
fn an_entry_that_is_only_a_link_or_a_picture_is_named_by_it() {
    let feed = "<rss><channel><item><link>https://paper.example/rain</link></item>
        <item><description>&lt;img src='https://paper.example/r.jpg' alt='A river'></description></item></channel></rss>";

    let headlines: Vec<_> = told(feed).into_iter().map(|article| article["headline"].clone()).collect();

    assert_eq!(headlines, ["paper.example/rain", "A river"]);
}

#[test]
fn a_recording_is_a_link_at_the_end_of_the_text() {
    let feed = "<rss><channel><item><title>Rain</title><description>It fell.</description>
        <enclosure url='https://paper.example/rain.mp3?a=1' type='audio/mpeg' length='1'/><enclosure url='https://paper.example/rain.mp3?a=1' type='audio/mpeg'/></item></channel></rss>";

    let body = &told(feed)[0]["body"];

    let link = serde_json::json!([{"link": "rain.mp3", "url": "https://paper.example/rain.mp3?a=1"}]);
    assert_eq!((body.as_array().unwrap().len(), &body[1]["text"]), (2, &link));
}

#[test]
fn an_attachment_of_a_json_feed_is_a_link_or_the_lead_image() {
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://paper.example/","items":[{"id":"1","title":"Rain",
        "content_text":"It fell.","attachments":[{"url":"/rain.mp3","mime_type":"audio/mpeg"},{"url":"/rain.mp3","mime_type":"audio/mpeg"},
        {"url":"/rain.jpg","mime_type":"image/jpeg"},{"url":"/rain.bin"}]}]}"#;

    let article = &told(feed)[0];

    let link = serde_json::json!([{"link": "rain.mp3", "url": "https://paper.example/rain.mp3"}]);
    assert_eq!((article["body"].as_array().unwrap().len(), &article["body"][1]["text"]), (2, &link));
    assert_eq!(article["lead_image"]["url"], "https://paper.example/rain.jpg");
}

#[test]
fn a_feed_that_breaks_off_yields_what_came() {
    let xml =
        "<rss><channel><item><title>A</title></item><item><title>B</title><description><![CDATA[<p>It fel";
    let json = r#"{"version":"https://jsonfeed.org/version/1","items":[{"title":"A"},{"title":"B","#;

    assert_eq!(told(xml).len(), 2);
    assert!(notes(xml).iter().any(|note| note == "the feed is cut off in the middle"));
    assert_eq!(told(json).len(), 1);
}

#[test]
fn an_invalid_entry_does_not_affect_the_others() {
    let feed = "junk\u{1}\n<rss><channel><item><title>A & B&nbsp;<br>C</item></title><item/><item>
        <title>D</title><pubDate>soon</pubDate><link>javascript:x()</link></item></channel></rss>";

    let found = read_all(feed).unwrap();

    let told: Vec<_> = found
        .iter()
        .map(|found| {
            found
                .as_ref()
                .map_or_else(|skipped| skipped.reason.as_str(), |found| found.article.headline.as_str())
        })
        .collect();
    assert_eq!(told, ["A & B C", "entry 2: neither headline nor text", "D"]);
}

#[test]
fn a_feed_without_entries_is_refused_by_name() {
    assert_eq!(read_all("<rss version='2.0'><channel/></rss>").unwrap_err(), "a feed without entries");
}

#[test]
fn a_deep_and_a_wide_feed_are_read() {
    let deep = format!("<rss><item><title>A</title><description>{}", "<div>".repeat(100_000));
    let wide = format!("<rss><item><title>A</title>{}", "<x y='1'/>".repeat(500_000));

    assert_eq!(told(&deep).len() + told(&wide).len(), 2);
}

#[test]
fn an_address_may_lack_its_scheme_and_a_guid_its_site() {
    let feed = "<rss><channel><link>https://paper.example/</link><item><title>A</title><link>www.paper.example/a</link></item>
        <item><title>B</title><guid>/2026/b</guid></item></channel></rss>";

    let told = articles(feed);

    let urls: Vec<Option<&str>> =
        told.iter().map(|article| article.url.as_ref().map(WebUrl::as_str)).collect();
    assert_eq!(urls, [Some("https://www.paper.example/a"), Some("https://paper.example/2026/b")]);
}

#[test]
fn dates_are_read_in_the_order_that_others_of_the_feed_show() {
    let item = |name: &str, date: &str| {
        format!(
            "<item><title>{name}</title><link>https://paper.example/{name}</link><pubDate>{date}</pubDate></item>"
        )
    };
    let feed =
        format!("<rss><channel>{}{}</channel></rss>", item("a", "05/04/2025"), item("b", "17/04/2025"));

    let days = articles(&feed).into_iter().map(|article| article.published.map(|moment| moment.to_string()));

    assert_eq!(days.collect::<Vec<_>>(), [Some("2025-04-05".to_owned()), Some("2025-04-17".to_owned())]);
}

#[test]
fn the_picture_of_a_film_is_the_one_of_its_entry_and_its_player_a_link() {
    let feed = "<rss><channel><item><title>A</title><media:content url='https://film.example/a.mp4' medium='video'>
        <media:thumbnail url='https://film.example/a.jpg'/></media:content><media:player url='https://film.example/watch'/></item></channel></rss>";

    let article = articles(feed).remove(0);

    let picture = article.lead_image.and_then(|image| image.url);
    assert_eq!(picture.as_ref().map(WebUrl::as_str), Some("https://film.example/a.jpg"));
    assert!(
        article
            .related
            .iter()
            .flat_map(|group| &group.links)
            .any(|link| link.headline.as_str() == "https://film.example/watch")
    );
}
