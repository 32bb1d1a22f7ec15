//! Web archives (WARC 1.0 and 1.1, ISO 28500) of wget, `ArchiveBox`, `Browsertrix`, Heritrix and Common
//! Crawl: responses become articles, each with the address and the time of its record.
//!
//! An archive is streamed, whatever its size. Its pages are read on all cores, and delivered in the order
//! of their records. A record that is no article is left out by evidence, and counted by reason; a damaged
//! one is skipped and reported.

mod http;
mod members;
mod picture_queue;
mod record;
mod rewindable_stream;
mod skip_reason;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::ahead::ReadAhead;
use super::document::{FeedEntry, ImportError, ImportItem, ImportSink, ImportedArticle, Skipped};
use super::kind::DocumentKind;
use super::packing::WarcCompression;
use super::web_document::{self, FetchedDocument};
use super::{markdown_file, pictures, plain_text};
use crate::domain::{Moment, WebUrl};
use http::HttpResponse;
use members::Damage;
use picture_queue::Pictured;
use record::Record;
use skip_reason::{Counts, LeftOut};

/// Most addresses and digests of an archive that are remembered.
const MOST_REMEMBERED: usize = 2_000_000;

/// Media types of files for programs.
const FOR_PROGRAMS: &[&str] =
    &["robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt", "sellers.json"];

/// Reads an archive of a compression, without the first records that were read before.
pub fn read(
    packing: WarcCompression,
    before: usize,
    input: &mut dyn BufRead,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let mut archive = Archive { before, ..Archive::default() };
    let mut flow = ControlFlow::Continue(());
    let end = members::each_record(packing, input, &mut |record| {
        archive.records += 1;
        flow = archive.take(record, each);
        flow
    });
    if flow.is_continue() {
        flow = archive.deliver_all(each);
    }
    if let Some(note) = archive.left_out.note().filter(|_| flow.is_continue()) {
        flow = each(Ok(ImportItem::Note(note)));
    }
    match end {
        Ok(()) if archive.records == 0 && flow.is_continue() => {
            Err(ImportError::NoArticle("a web archive without a record".to_owned()))
        }
        end => end,
    }
}

/// The type of a document as its host declared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Declared {
    Page,
    Text,
    /// Markup or data that may be a feed.
    Feed,
    /// No useful type.
    Nothing,
}

/// The result of reading a document.
enum ParsedResponse {
    LeftOut(LeftOut),
    Article(Box<ImportedArticle>),
    Feed(Vec<Result<FeedEntry, Skipped>>),
}

/// The state of reading an archive.
#[derive(Default)]
struct Archive {
    records: usize,
    /// Records that an interrupted import has read.
    before: usize,
    /// The documents that are being read, by their addresses and record numbers.
    ahead: ReadAhead<(WebUrl, usize), ParsedResponse>,
    left_out: Counts,
    pictured: Pictured,
    /// Hashes of the addresses, digests of contents, and addresses of articles so far.
    seen: HashSet<u64>,
}

impl Archive {
    fn take(&mut self, record: Result<Record, Damage>, each: &mut ImportSink<'_>) -> ControlFlow<()> {
        let record = match record {
            Ok(record) => record,
            Err(Damage { target, reason }) => return self.skip(&target, &reason, each),
        };
        let Some(address) = record.head.address.clone() else {
            // The archive's own metadata, or a DNS record.
            return ControlFlow::Continue(());
        };
        if self.records <= self.before {
            self.mark_seen(&address.comparison_key());
            record.head.digest.iter().for_each(|digest| self.mark_seen(digest));
            return ControlFlow::Continue(());
        }
        match record.head.kind.as_str() {
            "response" | "resource" if record.head.is_later_segment => self.left_out.add(LeftOut::LaterPart),
            "response" | "resource" => return self.begin(record, address, each),
            "revisit" => {
                let is_here = record.head.digest.as_ref().is_some_and(|digest| self.was_seen(digest));
                let is_here = is_here || self.was_seen(&address.comparison_key());
                self.left_out.add(if is_here { LeftOut::Revisit } else { LeftOut::RevisitElsewhere });
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Starts to read a response that may hold an article.
    fn begin(&mut self, record: Record, address: WebUrl, each: &mut ImportSink<'_>) -> ControlFlow<()> {
        let Record { head, content, is_too_large } = record;
        let size = content.len();
        let answer = if head.media_type.starts_with("application/http") {
            HttpResponse::of(content)
        } else {
            Some(HttpResponse::alone(content, &head.media_type))
        };
        let Some(answer) = answer else {
            return self.skip(&head.target, "neither the headers nor the body of a response", each);
        };
        let reason = match answer.status {
            200 | 203 => None,
            300..400 => Some(LeftOut::Redirect),
            _ => Some(LeftOut::Error),
        };
        let is_picture = reason.is_none() && answer.media_type.starts_with("image/") && !is_too_large;
        if is_picture && let Some(picture) = answer.body().ok().and_then(pictures::of_bytes) {
            self.pictured.add(&address, picture);
            return ControlFlow::Continue(());
        }
        let declared = declared(&answer.media_type, &address);
        if let Some(reason) = reason.or(declared.is_none().then_some(LeftOut::OtherFile)) {
            self.left_out.add(reason);
            return ControlFlow::Continue(());
        }
        if is_too_large {
            return self.skip(&head.target, &ImportError::TooLarge.to_string(), each);
        }
        self.mark_seen(&address.comparison_key());
        head.digest.iter().for_each(|digest| self.mark_seen(digest));
        while self.ahead.is_full_for(size) {
            self.deliver(each)?;
        }
        let (place, is_cut) = (address.clone(), head.is_cut);
        let begun = self.ahead.begin((address, self.records), size, move || {
            let understood = parse_response(&answer, declared.unwrap_or(Declared::Nothing), &place)?;
            Ok(understood.captured(head.date, is_cut))
        });
        match begun {
            Ok(()) => ControlFlow::Continue(()),
            Err(reason) => skip(&head.target, &reason.to_string(), each),
        }
    }

    /// Reports an unreadable record, after the results of all records before it.
    fn skip(&mut self, target: &str, reason: &str, each: &mut ImportSink<'_>) -> ControlFlow<()> {
        self.deliver_all(each)?;
        skip(target, reason, each)
    }

    fn deliver_all(&mut self, each: &mut ImportSink<'_>) -> ControlFlow<()> {
        while !self.ahead.is_empty() {
            self.deliver(each)?;
        }
        self.deliver_waiting(each)
    }

    /// Delivers the result of the first document.
    fn deliver(&mut self, each: &mut ImportSink<'_>) -> ControlFlow<()> {
        let Some(((address, record), understood)) = self.ahead.take() else {
            return ControlFlow::Continue(());
        };
        match understood {
            Ok(ParsedResponse::LeftOut(reason)) => self.left_out.add(reason),
            Ok(ParsedResponse::Article(mut found)) => {
                found.record = record;
                found
                    .article
                    .url
                    .iter()
                    .for_each(|url| self.mark_seen(&format!("page {}", url.comparison_key())));
                if let Some(first) = self.pictured.wait(found) {
                    return each(Ok((*first).into()));
                }
            }
            Ok(ParsedResponse::Feed(entries)) => {
                self.deliver_waiting(each)?;
                for entry in entries {
                    self.deliver_entry(entry.map(|entry| entry.of_record(record)), &address, each)?;
                }
            }
            Err(reason) => {
                self.deliver_waiting(each)?;
                return skip(address.as_str(), &reason.to_string(), each);
            }
        }
        ControlFlow::Continue(())
    }

    /// Delivers the articles that waited for their pictures.
    fn deliver_waiting(&mut self, each: &mut ImportSink<'_>) -> ControlFlow<()> {
        while let Some(found) = self.pictured.next() {
            each(Ok((*found).into()))?;
        }
        ControlFlow::Continue(())
    }

    fn deliver_entry(
        &mut self,
        entry: Result<FeedEntry, Skipped>,
        feed: &WebUrl,
        each: &mut ImportSink<'_>,
    ) -> ControlFlow<()> {
        match entry {
            Ok(entry) => {
                let page =
                    entry.imported.article.url.as_ref().map(|url| format!("page {}", url.comparison_key()));
                if entry.is_truncated && page.is_some_and(|page| self.was_seen(&page)) {
                    self.left_out.add(LeftOut::Teaser);
                    return ControlFlow::Continue(());
                }
                each(Ok(entry.imported.into()))
            }
            Err(skipped) => skip(feed.as_str(), &skipped.reason, each),
        }
    }

    fn mark_seen(&mut self, name: &str) {
        if self.seen.len() < MOST_REMEMBERED {
            self.seen.insert(hash(name));
        }
    }

    fn was_seen(&self, name: &str) -> bool {
        self.seen.contains(&hash(name))
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

fn skip(target: &str, reason: &str, each: &mut ImportSink<'_>) -> ControlFlow<()> {
    let place = if target.is_empty() { String::new() } else { format!("{target}: ") };
    each(Err(Skipped { line: None, reason: format!("{place}{reason}") }))
}

/// The declared type of a document; `None` where that is certainly no article.
fn declared(media_type: &str, address: &WebUrl) -> Option<Declared> {
    let file = address.path().rsplit('/').next().unwrap_or_default();
    if FOR_PROGRAMS.contains(&file) || address.path().contains("/.well-known/") {
        return None;
    }
    match media_type {
        "text/html" | "application/xhtml+xml" => Some(Declared::Page),
        "text/plain" | "text/markdown" => Some(Declared::Text),
        "application/xml" | "text/xml" | "application/json" | "application/feed+json" => Some(Declared::Feed),
        "" | "application/octet-stream" | "unk" | "unknown/unknown" => Some(Declared::Nothing),
        other if other.ends_with("rss+xml") || other.ends_with("atom+xml") || other.ends_with("rdf+xml") => {
            Some(Declared::Feed)
        }
        _ => None,
    }
}

/// Reads a document by its content; the type that its host declared counts only in doubt.
fn parse_response(
    answer: &HttpResponse,
    declared: Declared,
    address: &WebUrl,
) -> Result<ParsedResponse, ImportError> {
    let body = answer.body()?;
    let document = FetchedDocument { bytes: &body, charset: answer.charset.as_deref(), address };
    let kind = web_document::kind(document);
    let addressed = |found| web_document::addressed(found, address);
    let found = match (kind, declared) {
        (DocumentKind::Empty, _) => return Ok(ParsedResponse::LeftOut(LeftOut::NoText)),
        (DocumentKind::Feed | DocumentKind::JsonFeed, _) => {
            return web_document::feed_document(document).map(|feed| ParsedResponse::Feed(feed.entries));
        }
        (DocumentKind::Html, Declared::Page | Declared::Text | Declared::Nothing) => {
            web_document::page(document)
        }
        (DocumentKind::Text, Declared::Page | Declared::Text) => plain_text::read(&body).map(addressed),
        (DocumentKind::Markdown, Declared::Page | Declared::Text) => {
            markdown_file::read(&body, Path::new("")).map(addressed)
        }
        _ => return Ok(ParsedResponse::LeftOut(LeftOut::OtherFile)),
    };
    match found {
        Err(ImportError::NoArticle(_) | ImportError::Empty) => Ok(ParsedResponse::LeftOut(LeftOut::NoText)),
        Err(reason) => Err(reason),
        Ok(found) if kind == DocumentKind::Html => {
            Ok(match skip_reason::evidence(address, &found.article, &body) {
                Some(reason) => ParsedResponse::LeftOut(reason),
                None => ParsedResponse::Article(Box::new(found)),
            })
        }
        Ok(found) => Ok(ParsedResponse::Article(Box::new(found))),
    }
}

impl ParsedResponse {
    /// Adds the time of capture, and whether the archive truncated the record.
    fn captured(mut self, date: Option<Timestamp>, is_cut: bool) -> Self {
        let capture = |found: &mut ImportedArticle| {
            found.article.fetched = date.map(|date| Moment::at(date, Offset::UTC));
            if is_cut {
                found.notes.push("the archive has only part of this document".to_owned());
            }
        };
        match &mut self {
            Self::LeftOut(_) => {}
            Self::Article(found) => capture(found),
            Self::Feed(entries) => {
                entries.iter_mut().flatten().for_each(|entry| capture(&mut entry.imported));
            }
        }
        self
    }
}

#[cfg(test)]
mod tests;
