//! Tests of archives as several programs write them.

use std::io::{Cursor, Write as _};
use std::path::Path;

use super::super::document::ImportItem;
use super::super::packing::DICTIONARY;
use super::*;

/// Headlines with the times of their capture, notes, and reasons, in order.
fn told(archive: &[u8]) -> Vec<String> {
    let mut told = Vec::new();
    let end = super::super::read(&mut Cursor::new(archive), Path::new("x"), &mut |piece| {
        told.push(match piece {
            Ok(ImportItem::Article(found)) => {
                let captured = found.article.fetched.map(|moment| format!(" {moment}"));
                [found.article.headline.to_string(), captured.unwrap_or_default()].concat()
            }
            Ok(ImportItem::Subscription(feed)) => feed.feed.to_string(),
            Ok(ImportItem::Note(note)) => note,
            Err(skipped) => skipped.reason,
        });
        ControlFlow::Continue(())
    });
    told.extend(end.err().map(|reason| reason.to_string()));
    told
}

fn record(kind: &str, target: &str, fields: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2020-05-07T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n{fields}Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

const RESPONSE: &str = "Content-Type: application/http; msgtype=response\r\n";

fn response(target: &str, head: &str, body: &[u8]) -> Vec<u8> {
    record("response", target, RESPONSE, &[format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat())
}

fn page(headline: &str) -> String {
    let words = "The river rose above its banks in the early hours, said the mayor of the town. ".repeat(4);
    format!("<!doctype html><title>{headline}</title><h1>{headline}</h1><p>{words}</p><p>{words}</p>")
}

fn page_at(target: &str, headline: &str) -> Vec<u8> {
    response(target, "200 OK\r\nContent-Type: text/html", page(headline).as_bytes())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// Three pages, each a record.
fn three() -> [Vec<u8>; 3] {
    [("rain", "Rain"), ("snow", "Snow"), ("hail", "Hail")]
        .map(|(path, headline)| page_at(&format!("https://paper.example/{path}"), headline))
}

const ALL_THREE: [&str; 3] =
    ["Rain 2020-05-07T10:00:00Z", "Snow 2020-05-07T10:00:00Z", "Hail 2020-05-07T10:00:00Z"];

#[test]
fn an_archive_of_wget_is_its_pages() {
    let packed = gzip(page("Snow").as_bytes());
    let archive = [
        record("warcinfo", "", "Content-Type: application/warc-fields\r\n", b"software: Wget/1.21\r\n"),
        record(
            "request",
            "<https://paper.example/rain>",
            "Content-Type: application/http;msgtype=request\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        page_at("<https://paper.example/rain>", "Rain"),
        response(
            "<https://paper.example/snow>",
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
            &packed,
        ),
        response(
            "<https://paper.example/robots.txt>",
            "200 OK\r\nContent-Type: text/plain",
            b"User-agent: *",
        ),
        response("<https://paper.example/x>", "404 Not Found\r\nContent-Type: text/html", b"<h1>Gone</h1>"),
        response("<https://paper.example/y>", "301 Moved\r\nLocation: /rain", b""),
        response(
            "<https://paper.example/>",
            "200 OK\r\nContent-Type: text/html",
            page("The Paper").as_bytes(),
        ),
        record(
            "metadata",
            "metadata://gnu.org/software/wget/warc/MANIFEST.txt",
            "Content-Type: text/plain\r\n",
            b"<urn>",
        ),
        record(
            "resource",
            "metadata://gnu.org/software/wget/warc/wget.log",
            "Content-Type: text/plain\r\n",
            b"log",
        ),
    ]
    .concat();

    let expected = [
        "Rain 2020-05-07T10:00:00Z",
        "Snow 2020-05-07T10:00:00Z",
        "left out because they are not articles: 1 picture or other file, 1 redirect, 1 error, 1 front page",
    ];
    assert_eq!(told(&archive), expected);
    assert_eq!(told(&gzip(&archive)), expected);
}

#[test]
fn an_archive_of_a_crawler_has_revisits_names_of_hosts_and_pieces() {
    let body = page("Rain");
    let digest = format!("{RESPONSE}WARC-Payload-Digest: sha1:AAAA\r\n");
    let pieces = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    let revisit = |target, digest: &str| {
        let fields = format!(
            "{RESPONSE}WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\nWARC-Payload-Digest: {digest}\r\n"
        );
        record("revisit", target, &fields, b"HTTP/1.1 200 OK\r\n\r\n")
    };
    let archive = [
        record(
            "response",
            "dns:paper.example",
            "Content-Type: text/dns\r\n",
            b"20200507\npaper.example. 60 IN A 192.0.2.1",
        ),
        record("response", "https://paper.example/rain", &digest, pieces.as_bytes()),
        revisit("https://paper.example/rain?again", "sha1:AAAA"),
        revisit("https://paper.example/elsewhere", "sha1:BBBB"),
        record(
            "resource",
            "https://paper.example/snow",
            "Content-Type: text/html; charset=utf-8\r\n",
            page("Snow").as_bytes(),
        ),
        record(
            "resource",
            "urn:pageinfo:https://paper.example/snow",
            "Content-Type: application/json\r\n",
            b"{\"pageid\":\"x\"}",
        ),
        record(
            "response",
            "https://paper.example/long",
            &format!("{RESPONSE}WARC-Segment-Number: 2\r\n"),
            b"rest",
        ),
    ];

    let members: Vec<u8> = archive.iter().flat_map(|record| gzip(record)).collect();

    assert_eq!(
        told(&members),
        [
            "Rain 2020-05-07T10:00:00Z",
            "Snow 2020-05-07T10:00:00Z",
            "left out because they are not articles: 1 unchanged revisit, 1 revisit of a page in another archive, \
             1 later part of a segmented record"
        ]
    );
}

#[test]
fn feeds_and_texts_of_an_archive_are_read_and_a_page_counts_more_than_its_teaser() {
    let feed = "<rss><channel><title>The Paper</title><item><title>Rain</title><link>https://paper.example/rain</link>\
        <description>It rained…</description></item><item><title>Snow</title><link>https://paper.example/snow</link>\
        <description>It snowed…</description></item></channel></rss>";
    let archive = [
        page_at("https://paper.example/rain", "Rain"),
        response("https://paper.example/feed", "200 OK\r\nContent-Type: text/xml", feed.as_bytes()),
        response(
            "https://paper.example/map.xml",
            "200 OK\r\nContent-Type: text/xml",
            b"<urlset><url/></urlset>",
        ),
        response(
            "https://paper.example/a.txt",
            "200 OK\r\nContent-Type: text/plain",
            b"Hail\n\nIt hailed on the town for an hour, said the mayor, and all was white.\n",
        ),
    ]
    .concat();

    assert_eq!(
        told(&archive),
        [
            "Rain 2020-05-07T10:00:00Z",
            "Snow 2020-05-07T10:00:00Z",
            "Hail 2020-05-07T10:00:00Z",
            "left out because they are not articles: 1 picture or other file, 1 summary of a page"
        ]
    );
}

#[test]
fn frames_of_zstd_are_read_with_the_dictionary_that_the_archive_brings() {
    let words = three().concat();
    let plain: Vec<u8> = three().iter().flat_map(|record| zstd::bulk::compress(record, 3).unwrap()).collect();
    let with = |dictionary: &[u8], held: &[u8]| {
        let mut archive = [DICTIONARY, &u32::try_from(held.len()).unwrap().to_le_bytes(), held].concat();
        let mut compressor = zstd::bulk::Compressor::with_dictionary(3, dictionary).unwrap();
        for record in three() {
            archive.extend(compressor.compress(&record).unwrap());
        }
        archive
    };

    assert_eq!(told(&plain), ALL_THREE);
    assert_eq!(told(&with(&words, &words)), ALL_THREE);
    assert_eq!(told(&with(&words, &zstd::bulk::compress(&words, 3).unwrap())), ALL_THREE);
}

#[test]
fn an_archive_that_is_cut_anywhere_gives_what_came() {
    let records = three();
    let members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    for (archive, parts) in [(records.concat(), &records[..]), (members.concat(), &members)] {
        for length in (0..archive.len()).step_by(37) {
            let told = told(&archive[..length]);

            // The blank lines after a record may be missing.
            let mut end = 0;
            let whole = parts
                .iter()
                .filter(|part| {
                    end += part.len();
                    end <= length
                })
                .count();
            assert!(told.len() > whole || length == 0, "{length}: {told:?}");
            assert_eq!(told[..whole], ALL_THREE[..whole], "{length}");
        }
    }
}

#[test]
fn a_damaged_record_does_not_affect_the_others() {
    let plain = three();
    let members: Vec<Vec<u8>> = plain.iter().map(|record| gzip(record)).collect();
    let frames: Vec<Vec<u8>> = plain.iter().map(|record| zstd::bulk::compress(record, 3).unwrap()).collect();
    for parts in [plain.to_vec(), members, frames] {
        for at in (0..parts[1].len()).step_by(11) {
            let mut middle = parts[1].clone();
            middle[at] ^= 0x55;
            let told = told(&[parts[0].as_slice(), &middle, &parts[2]].concat());

            assert!(told.contains(&ALL_THREE[0].to_owned()), "{at}: {told:?}");
            assert!(told.contains(&ALL_THREE[2].to_owned()), "{at}: {told:?}");
        }
    }
}

#[test]
fn an_archive_whose_first_member_is_damaged_is_known_by_its_name() {
    let [one, two, three] = three().map(|record| gzip(&record));
    for at in [0, 2, 15] {
        let mut archive = [one.clone(), two.clone(), three.clone()].concat();
        archive[at] ^= 0xff;
        let mut headlines = Vec::new();
        let end =
            super::super::read(&mut Cursor::new(&archive), Path::new("/x/Crawl.warc.gz"), &mut |piece| {
                if let Ok(ImportItem::Article(found)) = piece {
                    headlines.push(found.article.headline.to_string());
                }
                ControlFlow::Continue(())
            });

        assert!(end.is_ok() && headlines.len() >= 2, "{at}: {headlines:?}");
    }
}

#[test]
fn a_page_is_given_the_pictures_that_were_captured_around_it() {
    let image = |grey| crate::import::pictures::tests::png(grey);
    let with = |headline: &str, image: &str| {
        let shown = format!("<p><img src='/{image}' alt='a river'></p><p>The river rose");
        response(
            &format!("https://a.example/2020/{headline}"),
            "200 OK\r\nContent-Type: text/html",
            page(headline).replacen("<p>The river rose", &shown, 1).as_bytes(),
        )
    };
    let captured = |name: &str, grey| {
        response(&format!("https://a.example/{name}"), "200 OK\r\nContent-Type: image/png", &image(grey))
    };
    let archive = [
        captured("before.png", 3),
        with("One", "before.png"),
        with("Two", "after.png"),
        captured("after.png", 7),
    ];
    let mut pictures = Vec::new();
    super::super::read(&mut Cursor::new(archive.concat()), Path::new("x"), &mut |piece| {
        if let Ok(ImportItem::Article(found)) = piece {
            pictures
                .extend(found.article.pictures().iter().map(|picture| picture.bytes().map(<[u8]>::to_vec)));
        }
        ControlFlow::Continue(())
    })
    .unwrap();

    assert_eq!(pictures, [Some(image(3)), Some(image(7))]);
}

#[test]
fn lengths_that_are_wrong_hide_no_record() {
    let wrong = |length: &str| {
        let [rain, snow, hail] = three();
        let snow = String::from_utf8(snow).unwrap();
        let (before, rest) = snow.split_once("Content-Length: ").unwrap();
        let (_, rest) = rest.split_once('\r').unwrap();
        let snow = format!("{before}Content-Length: {length}\r{rest}");
        told(&[rain, snow.into_bytes(), hail].concat())
    };

    for length in ["3", "900", "1200000", "99999999999", "-1", "18446744073709551615", "x"] {
        let told = wrong(length);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told.contains(&ALL_THREE[0].to_owned()) && told.contains(&ALL_THREE[2].to_owned()),
            "{told:?}"
        );
    }
    assert!(wrong("900").contains(&"https://paper.example/snow: its length is wrong".to_owned()));
}

#[test]
fn bombs_are_named_and_the_rest_is_read() {
    let bomb =
        response("https://paper.example/bomb", "200 OK\r\nContent-Type: text/html", &vec![b' '; 15 << 20]);
    let inner = response(
        "https://paper.example/inner",
        "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
        &gzip(&vec![b' '; 15 << 20]),
    );
    let large =
        response("https://paper.example/large", "200 OK\r\nContent-Type: text/html", &vec![b'x'; 21 << 20]);
    let film =
        response("https://paper.example/film", "200 OK\r\nContent-Type: video/mp4", &vec![b'x'; 21 << 20]);
    let rain = page_at("https://paper.example/rain", "Rain");

    let archive = [gzip(&bomb), gzip(&inner), gzip(&rain)].concat();
    assert_eq!(
        told(&archive),
        [
            "https://paper.example/bomb: it grows more than 100 times when unpacked",
            "https://paper.example/inner: it cannot be unpacked: it grows more than 100 times",
            "Rain 2020-05-07T10:00:00Z",
        ]
    );
    assert_eq!(
        told(&[large, film, rain].concat()),
        [
            "https://paper.example/large: larger than 20 MB",
            "Rain 2020-05-07T10:00:00Z",
            "left out because they are not articles: 1 picture or other file"
        ]
    );
}

#[test]
fn bytes_between_records_are_skipped_and_reported() {
    let [rain, _, hail] = three();

    assert_eq!(
        told(&[rain.as_slice(), b"what is this\r\n", &hail].concat()),
        [ALL_THREE[0], "a record was expected here", ALL_THREE[2]]
    );
    assert_eq!(
        told(&[gzip(&rain), b"what is this".to_vec(), gzip(&hail)].concat()),
        [ALL_THREE[0], "a record was expected here", ALL_THREE[2]]
    );
    assert_eq!(told(b"WARC/1.0\r\n"), ["the header of a record is cut off"]);
}
