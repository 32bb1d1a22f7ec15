//! What a thread that fetches is sent for, and what it comes back with: documents understood, so that
//! whoever stores has nothing to do but store.

use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use crate::cache::{Learnt, Packer, Prepared};
use crate::domain::{Article, ArticleId, Feed, FullText, Prose, Validators, WebUrl};
use crate::fetch::{Content, FetchError, Network, Request, Stop, Wants};
use crate::import::{self, FeedDocument, FeedEntry};
use crate::library::completing::completed;
use crate::library::pages::fetch_page;
use crate::related::TermReader;

/// A fault of ours costs one document.
const FAULT: &str = "newsprint failed on it, which is a fault of newsprint";

/// What a thread knows of the words of articles, and of what their texts have in common.
pub struct Preparing {
    term_reader: TermReader,
    packer: Packer,
}

impl Preparing {
    /// With what the cache has learnt.
    pub fn with(learnt: Learnt) -> Self {
        Self { term_reader: TermReader::default(), packer: Packer::of(learnt) }
    }

    fn prepare(&mut self, article: &Article) -> Prepared {
        Prepared::of(article, &mut self.term_reader).packed_by(&mut self.packer)
    }
}

/// What a thread is sent for.
#[derive(Debug)]
pub enum Errand {
    /// A feed.
    Feed(Box<Feed>),
    /// The page of an entry.
    Page(Box<Page>),
}

/// The page of an entry that is told in part.
#[derive(Debug)]
pub struct Page {
    /// The article.
    pub id: ArticleId,
    /// Where its page is.
    pub url: WebUrl,
    /// What the feed tells.
    pub article: Article,
}

/// What it comes back with.
#[derive(Debug)]
pub enum Return {
    /// A feed: what came, nothing where it is as it was.
    Feed(Box<Feed>, Result<Option<Box<Came>>, Failure>),
    /// A page: the article with its text, nothing where the page holds no more than the feed told.
    Page(Box<Page>, Result<Option<Box<Whole>>, String>),
}

/// An article with the text of its page, and what was found out about it.
pub type Whole = (Article, Prepared);

/// A feed that came.
#[derive(Debug)]
pub struct Came {
    /// Where it lives for good now, when it moved.
    pub moved: Option<WebUrl>,
    /// What it calls itself.
    pub title: Option<Prose>,
    /// Where people read it.
    pub site: Option<WebUrl>,
    /// By what it is asked for the next time.
    pub validators: Validators,
    /// Its entries.
    pub entries: Vec<Told>,
}

/// An entry as the feed tells it.
#[derive(Debug)]
pub struct Told {
    /// Its article.
    pub article: Article,
    /// What was found out about it.
    pub prepared: Prepared,
    /// Whether its page is to be asked for its text.
    pub wants_page: bool,
}

/// Why a feed did not come.
#[derive(Debug)]
pub struct Failure {
    /// In words.
    pub reason: String,
    /// Whether it never will.
    pub gone: bool,
    /// For how long its host asks to be left alone.
    pub wait: Option<Duration>,
}

impl Errand {
    /// Fetches and understands. What is learnt of words serves the next errand too.
    pub fn run(self, network: &Network, stop: &Stop, preparing: &mut Preparing) -> Return {
        match self {
            Self::Feed(feed) => {
                let run =
                    panic::catch_unwind(AssertUnwindSafe(|| fetch_feed(&feed, network, stop, preparing)));
                let fault = |_panic| Err(Failure { reason: FAULT.to_owned(), gone: false, wait: None });
                let came = run.unwrap_or_else(fault);
                Return::Feed(feed, came)
            }
            Self::Page(page) => {
                let run = panic::catch_unwind(AssertUnwindSafe(|| complete(&page, network, stop, preparing)));
                let came = run.unwrap_or_else(|_panic| Err(FAULT.to_owned()));
                Return::Page(page, came)
            }
        }
    }
}

impl Return {
    /// How many articles there are in it.
    pub fn articles(&self) -> usize {
        match self {
            Self::Feed(_, Ok(Some(came))) => came.entries.len(),
            Self::Feed(..) | Self::Page(..) => 1,
        }
    }
}

fn fetch_feed(
    feed: &Feed,
    network: &Network,
    stop: &Stop,
    preparing: &mut Preparing,
) -> Result<Option<Box<Came>>, Failure> {
    let request = Request { url: feed.url.clone(), validators: feed.validators.clone(), wants: Wants::Feed };
    let answer = network.get(&request, stop)?;
    let Content::Document { bytes, charset, validators } = answer.content else { return Ok(None) };
    let fetched = import::Fetched { bytes: &bytes, charset: charset.as_deref(), address: &answer.url };
    let FeedDocument { title, site, entries, .. } = import::feed_document(fetched)
        .map_err(|error| Failure { reason: error.to_string(), gone: false, wait: None })?;
    let entries = entries.into_iter().flatten().map(|entry| told(entry, feed.full_text, preparing));
    let came = Came { moved: answer.moved, title, site, validators, entries: entries.collect() };
    Ok(Some(Box::new(came)))
}

fn told(entry: FeedEntry, mode: FullText, preparing: &mut Preparing) -> Told {
    let article = entry.found.article;
    let standing = entry.found.standing;
    // The page of an address that several entries share is none of theirs.
    let wants_page = article.url.is_some()
        && !standing.shares_address
        && match mode {
            FullText::Never => false,
            FullText::WhenTruncated => entry.is_truncated,
            FullText::Always => true,
        };
    Told { prepared: preparing.prepare(&article).standing(standing), wants_page, article }
}

fn complete(
    page: &Page,
    network: &Network,
    stop: &Stop,
    preparing: &mut Preparing,
) -> Result<Option<Box<Whole>>, String> {
    let (_, found) = fetch_page(network, &page.url, stop).map_err(|error| error.to_string())?;
    Ok(completed(&page.article, found.article).map(|article| {
        let prepared = preparing.prepare(&article);
        Box::new((article, prepared))
    }))
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let gone = matches!(error, FetchError::Gone);
        let wait = error.wait();
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Self { reason: format!("{error}{cause}"), gone, wait }
    }
}
