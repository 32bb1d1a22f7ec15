//! What a thread that fetches is sent for, and what it comes back with: documents understood, so that
//! whoever stores has nothing to do but store.

use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use crate::cache::{Learnt, Packer, Prepared};
use crate::domain::{Article, ArticleId, Feed, FullText, Prose, Validators, WebUrl};
use crate::fetch::{Answer, Content, FetchError, Network, Request, Stop, Wants};
use crate::import::{self, FeedDocument, FeedEntry};
use crate::library::completing::completed;
use crate::library::pages::{PageError, fetch_page};
use crate::library::refusing::refusal;
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
    Page(Box<Page>, Result<Option<Box<Whole>>, NoPage>),
}

/// Why a page gave no text.
#[derive(Debug)]
pub struct NoPage {
    /// In words.
    pub reason: String,
    /// Whether it is of use to ask again.
    pub again: Again,
}

/// Whether a page is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// A few times.
    FewTimes,
    /// As if it had not been asked for: its host wants to be left alone.
    AsOften,
    /// It is not there, and will not be.
    Never,
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
    pub entries: Vec<PreparedEntry>,
}

/// An entry as the feed tells it.
#[derive(Debug)]
pub struct PreparedEntry {
    /// Its article.
    pub article: Article,
    /// What was found out about it.
    pub prepared: Prepared,
    /// Whether its page is to be asked for its text.
    pub wants_page: bool,
}

/// Why a feed did not come.
#[derive(Debug, Default)]
pub struct Failure {
    /// In words.
    pub reason: String,
    /// Whether it never will.
    pub gone: bool,
    /// Whether it was not asked for, because its host wants to be left alone.
    pub resting: bool,
    /// For how long its host asks to be left alone.
    pub wait: Option<Duration>,
}

impl Errand {
    /// Fetches and understands. What is learnt of words serves the next errand too.
    pub fn run(self, network: &Network, stop: &Stop, preparing: &mut Preparing) -> Return {
        match self {
            Self::Feed(mut feed) => {
                let run =
                    panic::catch_unwind(AssertUnwindSafe(|| fetch_feed(&mut feed, network, stop, preparing)));
                let fault = |_panic| Err(Failure { reason: FAULT.to_owned(), ..Failure::default() });
                let came = run.unwrap_or_else(fault);
                Return::Feed(feed, came)
            }
            Self::Page(page) => {
                let run = panic::catch_unwind(AssertUnwindSafe(|| complete(&page, network, stop, preparing)));
                let fault = |_panic| Err(NoPage { reason: FAULT.to_owned(), again: Again::FewTimes });
                let came = run.unwrap_or_else(fault);
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
    feed: &mut Feed,
    network: &Network,
    stop: &Stop,
    preparing: &mut Preparing,
) -> Result<Option<Box<Came>>, Failure> {
    let request = Request { url: feed.url.clone(), validators: feed.validators.clone(), wants: Wants::Feed };
    let answer = network.get(&request, stop)?;
    let validators = match answer.content {
        Content::Unchanged(newer) => {
            feed.validators.take_over(newer);
            return Ok(None);
        }
        Content::Document { ref validators, .. } => validators.clone(),
    };
    let document = understood(&answer)?;
    let (moved, validators, mut document) = match follow_move(&document, &answer.url, network, stop) {
        Some((place, validators, document)) => (Some(place), validators, document),
        None => (answer.moved, validators, document),
    };
    if feed.state.fetched.is_none() {
        add_pages(&mut document, &answer.url, network, stop);
    }
    let FeedDocument { title, site, entries, .. } = document;
    let entries = entries.into_iter().flatten().map(|entry| told(entry, feed.full_text, preparing));
    Ok(Some(Box::new(Came { moved, title, site, validators, entries: entries.collect() })))
}

fn understood(answer: &Answer) -> Result<FeedDocument, Failure> {
    let Content::Document { bytes, charset, .. } = &answer.content else {
        return Err(Failure { reason: "unchanged, which nobody asked".to_owned(), ..Failure::default() });
    };
    let fetched = import::Fetched { bytes, charset: charset.as_deref(), address: &answer.url };
    import::feed_document(fetched)
        .map_err(|error| Failure { reason: error.to_string(), ..Failure::default() })
}

/// Goes where a feed says that it lives now. It has moved where there is a feed, and nowhere else: a slip of
/// the pen does not end a subscription.
fn follow_move(
    document: &FeedDocument,
    from: &WebUrl,
    network: &Network,
    stop: &Stop,
) -> Option<(WebUrl, Validators, FeedDocument)> {
    let place =
        document.moved.as_ref().map(WebUrl::to_request).filter(|place| *place != from.to_request())?;
    let answer = get(&place, network, stop).ok()?;
    let document = understood(&answer).ok()?;
    let Content::Document { validators, .. } = answer.content else { return None };
    Some((answer.moved.unwrap_or(place), validators, document))
}

/// Adds the entries of the pages that follow (RFC 5005), up to the limit. A page that cannot be had ends it.
fn add_pages(document: &mut FeedDocument, first: &WebUrl, network: &Network, stop: &Stop) {
    let mut seen = vec![first.to_request()];
    let mut known: HashSet<String> = document.entries.iter().flatten().filter_map(names).collect();
    while let Some(place) = document.next.take().map(|next| next.to_request()) {
        if seen.contains(&place) || seen.len() >= network.rules().pages || stop.is_asked() {
            return;
        }
        let answer = get(&place, network, stop);
        let Some(page) = answer.ok().and_then(|answer| understood(&answer).ok()) else { return };
        // Pages overlap where something was published between two requests.
        for entry in page.entries {
            let is_known = entry.iter().filter_map(names).any(|name| known.contains(&name));
            known.extend(entry.iter().filter_map(names));
            document.entries.extend((!is_known).then_some(entry));
        }
        seen.push(place);
        document.next = page.next;
    }
}

/// By what an entry of one page is known again on another: its guid, or else its address.
fn names(entry: &FeedEntry) -> Option<String> {
    let article = &entry.found.article;
    article.guid.as_ref().map(ToString::to_string).or_else(|| article.url.as_ref().map(ToString::to_string))
}

fn get(url: &WebUrl, network: &Network, stop: &Stop) -> Result<Answer, FetchError> {
    let request = Request { url: url.clone(), validators: Validators::default(), wants: Wants::Feed };
    network.get(&request, stop)
}

fn told(entry: FeedEntry, mode: FullText, preparing: &mut Preparing) -> PreparedEntry {
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
    PreparedEntry { prepared: preparing.prepare(&article).standing(standing), wants_page, article }
}

fn complete(
    page: &Page,
    network: &Network,
    stop: &Stop,
    preparing: &mut Preparing,
) -> Result<Option<Box<Whole>>, NoPage> {
    let fetched = fetch_page(network, &page.url, stop)?;
    if let Some(reason) = refusal(&page.article, &page.url, &fetched) {
        return Err(NoPage { reason: reason.to_string(), again: Again::FewTimes });
    }
    Ok(completed(&page.article, fetched.article).map(|article| {
        let prepared = preparing.prepare(&article);
        Box::new((article, prepared))
    }))
}

impl From<PageError> for NoPage {
    fn from(error: PageError) -> Self {
        let again = match &error {
            PageError::Fetch(error) if error.is_final() => Again::Never,
            PageError::Fetch(FetchError::Resting { .. } | FetchError::Busy { .. }) => Again::AsOften,
            _ => Again::FewTimes,
        };
        Self { reason: error.to_string(), again }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let gone = matches!(error, FetchError::Gone);
        let resting = matches!(error, FetchError::Resting { .. });
        let wait = error.wait();
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Self { reason: format!("{error}{cause}"), gone, resting, wait }
    }
}
