//! The jobs of the fetching threads and their outcomes: documents parsed and prepared, so that the thread of
//! the cache only stores.

use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use crate::cache::{Packer, Prepared, SharedDictionary};
use crate::domain::{Article, ArticleId, Chain, Feed, FeedId, FullText, Prose, Validators, WebUrl};
use crate::fetch::{
    FetchError, FetchResponse, Network, PreferredKind, Request, RevalidationResponse, StopSignal,
};
use crate::import::{self, FeedDocument, FeedEntry, ImportError};
use crate::library::full_text::completed;
use crate::library::page_refusal::refusal;
use crate::library::pages::{PageError, document, fetch_page};
use crate::library::pictures::{self, FetchedPictures};
use crate::related::TermReader;

/// The message where newsprint panics on a document, which costs that document alone.
const FAULT: &str = "processing it failed, which is a bug in newsprint";

/// The longest `max-age` that is honoured, in minutes.
const LONGEST_MAX_AGE: u32 = 24 * 60;

/// Prepares articles for the cache: computes their terms and packs their documents.
pub struct EntryPreparer {
    term_reader: TermReader,
    packer: Packer,
}

impl EntryPreparer {
    /// A preparer with the cache's dictionary.
    pub fn with(dictionary: SharedDictionary) -> Self {
        Self { term_reader: TermReader::default(), packer: Packer::of(dictionary) }
    }

    fn prepare(&mut self, article: &Article) -> Prepared {
        Prepared::of(article, &mut self.term_reader).packed_by(&mut self.packer)
    }
}

/// A job of a fetching thread.
#[derive(Debug)]
pub enum FetchJob {
    /// A feed.
    Feed(Box<Feed>),
    /// The page of an entry.
    Page(Box<PageJob>),
    /// The pictures of an article.
    Pictures(ArticleId, Box<Article>),
}

/// The page of a truncated entry.
#[derive(Debug)]
pub struct PageJob {
    /// The article.
    pub id: ArticleId,
    /// The feed of the entry.
    pub feed: FeedId,
    /// The address of the page.
    pub url: WebUrl,
    /// The article as the feed has it.
    pub article: Article,
}

/// The outcome of a job.
#[derive(Debug)]
pub enum JobOutcome {
    /// A feed: its document, or `None` where it is unchanged.
    Feed(Box<Feed>, Result<Option<Box<FetchedFeed>>, FeedFailure>),
    /// A page: the article with its full text, or `None` where the page has no more than the feed.
    Page(Box<PageJob>, Result<Option<Box<CompletedArticle>>, PageFailure>),
    /// The pictures of an article.
    Pictures(ArticleId, FetchedPictures),
}

/// Why an article has no text from its page.
#[derive(Debug)]
pub struct PageFailure {
    /// The reason in words.
    pub reason: String,
    /// Whether the page is fetched again.
    pub retry: PageRetry,
}

/// Whether a page is fetched again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRetry {
    /// A few times, each failure counted.
    Limited,
    /// Without counting the failure, since the host limits requests for a while.
    Uncounted,
    /// Never, since the page does not exist and will not.
    Never,
}

/// An article with the text of its page, prepared for the cache.
pub type CompletedArticle = (Article, Prepared);

/// A feed document that was fetched.
#[derive(Debug)]
pub struct FetchedFeed {
    /// The new address of the feed, where it has moved for good.
    pub moved: Option<WebUrl>,
    /// The title of the feed.
    pub title: Option<Prose>,
    /// The website of the feed.
    pub site: Option<WebUrl>,
    /// The validators (`ETag`, `Last-Modified`) for the next request.
    pub validators: Validators,
    /// The entries of the document.
    pub entries: Vec<PreparedEntry>,
}

/// An entry of a feed, prepared for the cache.
#[derive(Debug)]
pub struct PreparedEntry {
    /// The article of the entry.
    pub article: Article,
    /// The article's terms and packed document.
    pub prepared: Prepared,
    /// Whether the full text is wanted from the page.
    pub wants_page: bool,
}

/// Why a feed could not be fetched.
#[derive(Debug, Default)]
pub struct FeedFailure {
    /// The reason in words.
    pub reason: String,
    /// Whether the server responded that the feed is gone (410).
    pub gone: bool,
    /// Whether the feed was not requested because its host limits requests.
    pub suspended: bool,
    /// The `Retry-After` of the host.
    pub wait: Option<Duration>,
}

impl FetchJob {
    /// Runs the job. The terms that `preparer` has learnt serve the next job too.
    pub fn run(self, network: &Network, stop: &StopSignal, preparer: &mut EntryPreparer) -> JobOutcome {
        match self {
            Self::Feed(mut feed) => {
                let run =
                    panic::catch_unwind(AssertUnwindSafe(|| fetch_feed(&mut feed, network, stop, preparer)));
                let fault = |_panic| Err(FeedFailure { reason: FAULT.to_owned(), ..FeedFailure::default() });
                let fetched = run.unwrap_or_else(fault);
                JobOutcome::Feed(feed, fetched)
            }
            Self::Page(page) => {
                let run = panic::catch_unwind(AssertUnwindSafe(|| complete(&page, network, stop, preparer)));
                let fault = |_panic| Err(PageFailure { reason: FAULT.to_owned(), retry: PageRetry::Limited });
                let fetched = run.unwrap_or_else(fault);
                JobOutcome::Page(page, fetched)
            }
            Self::Pictures(id, article) => JobOutcome::Pictures(id, pictures::fetch(&article, network, stop)),
        }
    }
}

impl JobOutcome {
    /// The number of articles in the outcome.
    pub fn articles(&self) -> usize {
        match self {
            Self::Feed(_, Ok(Some(fetched))) => fetched.entries.len(),
            Self::Feed(..) | Self::Page(..) | Self::Pictures(..) => 1,
        }
    }
}

fn fetch_feed(
    feed: &mut Feed,
    network: &Network,
    stop: &StopSignal,
    preparer: &mut EntryPreparer,
) -> Result<Option<Box<FetchedFeed>>, FeedFailure> {
    let wants = if feed.is_page { PreferredKind::Page } else { PreferredKind::Feed };
    let request = Request { url: feed.url.clone(), validators: feed.validators.clone(), wants };
    let answer = match network.revalidate(&request, stop)? {
        RevalidationResponse::Changed(answer) => *answer,
        RevalidationResponse::Unchanged(newer) => {
            feed.validators.update_from(newer);
            return Ok(None);
        }
    };
    if feed.is_page {
        return fetched_page(feed, answer, preparer);
    }
    let document = parsed(&answer)?;
    let max_age = answer.max_age.map(|seconds| (seconds / 60).min(LONGEST_MAX_AGE));
    feed.ttl = document.ttl.max(max_age).filter(|minutes| *minutes > 0);
    let (moved, validators, mut document) = match follow_move(&document, &answer.url, network, stop) {
        Some((place, validators, document)) => (Some(place), validators, document),
        None => (answer.moved, answer.document.validators, document),
    };
    if feed.state.fetched.is_none() {
        add_pages(&mut document, &answer.url, network, stop);
    }
    let FeedDocument { title, site, entries, .. } = document;
    let entries = entries.into_iter().flatten().map(|entry| prepared_entry(entry, feed.full_text, preparer));
    Ok(Some(Box::new(FetchedFeed { moved, title, site, validators, entries: entries.collect() })))
}

/// The links of a page without a feed, as its entries.
fn fetched_page(
    feed: &Feed,
    answer: FetchResponse,
    preparer: &mut EntryPreparer,
) -> Result<Option<Box<FetchedFeed>>, FeedFailure> {
    let page = import::linking_page(document(&answer)).map_err(|error| unreadable(&error))?;
    let FeedDocument { title, site, entries, .. } = page;
    let entries = entries.into_iter().flatten().map(|entry| prepared_entry(entry, feed.full_text, preparer));
    let (moved, validators) = (answer.moved, answer.document.validators);
    Ok(Some(Box::new(FetchedFeed { moved, title, site, validators, entries: entries.collect() })))
}

fn parsed(answer: &FetchResponse) -> Result<FeedDocument, FeedFailure> {
    import::feed_document(document(answer)).map_err(|error| unreadable(&error))
}

fn unreadable(error: &ImportError) -> FeedFailure {
    FeedFailure { reason: error.to_string(), ..FeedFailure::default() }
}

/// Follows the new address that a feed states. It has moved only where there is a feed: a typing mistake does
/// not end a subscription.
fn follow_move(
    document: &FeedDocument,
    from: &WebUrl,
    network: &Network,
    stop: &StopSignal,
) -> Option<(WebUrl, Validators, FeedDocument)> {
    let place =
        document.moved.as_ref().map(WebUrl::to_request).filter(|place| *place != from.to_request())?;
    let answer = network.get(&place, PreferredKind::Feed, stop).ok()?;
    let document = parsed(&answer).ok()?;
    Some((answer.moved.unwrap_or(place), answer.document.validators, document))
}

/// Adds the entries of the following pages (RFC 5005), up to the limit. A page that cannot be fetched ends
/// it.
fn add_pages(document: &mut FeedDocument, first: &WebUrl, network: &Network, stop: &StopSignal) {
    let mut seen = vec![first.to_request()];
    let mut known: HashSet<String> = document.entries.iter().flatten().filter_map(identity).collect();
    while let Some(place) = document.next.take().map(|next| next.to_request()) {
        if seen.contains(&place) || seen.len() >= network.rules().pages || stop.is_raised() {
            return;
        }
        let answer = network.get(&place, PreferredKind::Feed, stop);
        let Some(page) = answer.ok().and_then(|answer| parsed(&answer).ok()) else { return };
        // Pages overlap where something was published between two requests.
        for entry in page.entries {
            let is_known = entry.iter().filter_map(identity).any(|name| known.contains(&name));
            known.extend(entry.iter().filter_map(identity));
            document.entries.extend((!is_known).then_some(entry));
        }
        seen.push(place);
        document.next = page.next;
    }
}

/// The identity of an entry across the pages of a feed: its GUID, or else its address.
fn identity(entry: &FeedEntry) -> Option<String> {
    let article = &entry.imported.article;
    article.guid.as_ref().map(ToString::to_string).or_else(|| article.url.as_ref().map(ToString::to_string))
}

fn prepared_entry(entry: FeedEntry, mode: FullText, preparer: &mut EntryPreparer) -> PreparedEntry {
    let article = entry.imported.article;
    let identity_hints = entry.imported.identity_hints;
    // A page whose address several entries share belongs to none of them.
    let wants_page =
        article.url.is_some() && !identity_hints.shares_address && mode.wants_page(entry.is_truncated);
    PreparedEntry {
        prepared: preparer.prepare(&article).with_identity_hints(identity_hints),
        wants_page,
        article,
    }
}

fn complete(
    page: &PageJob,
    network: &Network,
    stop: &StopSignal,
    preparer: &mut EntryPreparer,
) -> Result<Option<Box<CompletedArticle>>, PageFailure> {
    let fetched = fetch_page(network, &page.url, stop)?;
    if let Some(reason) = refusal(&page.article, &page.url, &fetched) {
        return Err(PageFailure { reason: reason.to_string(), retry: PageRetry::Limited });
    }
    Ok(completed(&page.article, fetched.article).map(|article| {
        let terms = preparer.prepare(&article);
        Box::new((article, terms))
    }))
}

impl From<PageError> for PageFailure {
    fn from(error: PageError) -> Self {
        let retry = match &error {
            PageError::Fetch(error) if error.is_final() => PageRetry::Never,
            PageError::Fetch(FetchError::Resting { .. } | FetchError::Busy { .. }) => PageRetry::Uncounted,
            _ => PageRetry::Limited,
        };
        Self { reason: error.to_string(), retry }
    }
}

impl From<FetchError> for FeedFailure {
    fn from(error: FetchError) -> Self {
        let gone = matches!(error, FetchError::Gone);
        let suspended = matches!(error, FetchError::Resting { .. });
        let wait = error.retry_after();
        Self { reason: Chain(&error).to_string(), gone, suspended, wait }
    }
}
