//! Single pages from the network: a link followed beyond the cache, or an address to read later.

use jiff::Timestamp;
use thiserror::Error;

use super::full_text::completed;
use super::page_refusal::{FetchedPage, Refusal, refusal_alone};
use super::{Library, LibraryError, StoreResult};
use crate::domain::{Article, PictureFetching, WebUrl};
use crate::fetch::{self, FetchError, FetchResponse, Network, PreferredKind, StopSignal};
use crate::import::{self, FetchedDocument, ImportError};

/// Why a page did not become an article.
#[derive(Debug, Error)]
pub enum PageError {
    /// The page cannot be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The page holds no article.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The page is something else.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The cache refused.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl Library {
    /// Fetches a page and stores its article, which is found by the requested address as well. An entry of a feed is
    /// completed with the text of its page.
    pub fn add_page(
        &mut self,
        network: &Network,
        url: &WebUrl,
        now: Timestamp,
        stop: &StopSignal,
    ) -> Result<(StoreResult, Article), PageError> {
        let page = fetch_page(network, url, stop)?;
        if let Some(reason) = refusal_alone(url, &page) {
            return Err(reason.into());
        }
        let FetchedPage { url: place, article, .. } = page;
        let article = match self.entry_at(url)? {
            Some(entry) => completed(&entry, article).unwrap_or(entry),
            None => article,
        };
        let stored = self.cache.store_page(&article, &[url, &place], now).map_err(LibraryError::from)?;
        if self.picture_fetching(stored.id)? == PictureFetching::Always {
            self.fetch_pictures(stored.id, network, stop)?;
        }
        Ok((stored, article))
    }
}

impl Library {
    /// The entry of a feed with an address.
    fn entry_at(&self, url: &WebUrl) -> Result<Option<Article>, LibraryError> {
        let known = self.cache.find(url.as_str())?.map(|id| self.article(id)).transpose()?.flatten();
        Ok(known.filter(|article| article.guid.is_some()))
    }
}

/// Fetches a page and extracts its article.
pub(super) fn fetch_page(
    network: &Network,
    url: &WebUrl,
    stop: &StopSignal,
) -> Result<FetchedPage, PageError> {
    let answer = network.get(url, PreferredKind::Page, stop)?;
    let document = document(&answer);
    let signs = import::page_signs(document);
    let article = import::page_document(document)?.article;
    Ok(FetchedPage { url: answer.url, article, signs })
}

/// The document of a response, to be parsed.
pub(super) fn document(answer: &FetchResponse) -> FetchedDocument<'_> {
    let fetch::Document { bytes, charset, .. } = &answer.document;
    FetchedDocument { bytes, charset: charset.as_deref(), address: &answer.url }
}
