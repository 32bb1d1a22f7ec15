//! Lists of ids, page by page. Only a complete list counts: of a partial one, items may be missing.

use std::collections::HashSet;

use super::stream::Stream;
use super::{AccountError, ItemId, ItemList, Server};

/// The most pages of a list.
const MOST_PAGES: usize = 500;

/// The most ids of a list.
const MOST_IDS: usize = 1_000_000;

impl ItemList {
    /// The name of the list.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Starred => "starred",
            Self::All => "all",
        }
    }
}

/// A list that was read, perhaps only in part.
#[derive(Clone, Debug, Default)]
pub struct IdList {
    /// The ids, in the order of the list.
    pub ids: Vec<ItemId>,
    /// Whether the list was read to its end.
    pub is_complete: bool,
}

impl Server<'_> {
    /// Reads a list to its end.
    ///
    /// # Errors
    /// Where a page cannot be read, or the list has no end.
    pub fn list(&mut self, list: ItemList) -> Result<HashSet<ItemId>, AccountError> {
        Ok(self.all_pages(list, &mut |_page| true)?.ids.into_iter().collect())
    }

    /// Reads a list page by page, until the callback wants no further page.
    ///
    /// # Errors
    /// Where a page cannot be read, or the list has no end.
    pub fn all_pages(
        &mut self,
        list: ItemList,
        wants_next_page: &mut dyn FnMut(&[ItemId]) -> bool,
    ) -> Result<IdList, AccountError> {
        self.pages_of_stream(&Stream::Of(list), wants_next_page)
    }

    /// The items with a label, read to the end. The server must have listed the label just now: of an unknown
    /// one it returns everything.
    ///
    /// # Errors
    /// Where a page cannot be read, or the list has no end.
    pub fn items_with_label(&mut self, label: &str) -> Result<HashSet<ItemId>, AccountError> {
        Ok(self.pages_of_stream(&Stream::Labelled(label), &mut |_page| true)?.ids.into_iter().collect())
    }

    fn pages_of_stream(
        &mut self,
        stream: &Stream<'_>,
        goes_on: &mut dyn FnMut(&[ItemId]) -> bool,
    ) -> Result<IdList, AccountError> {
        let mut walked = IdList::default();
        let mut place: Option<String> = None;
        let mut seen = HashSet::new();
        for _ in 0..MOST_PAGES {
            let page = self.page(stream, place.as_deref())?;
            let wanted = goes_on(&page.ids);
            let is_empty = page.ids.is_empty();
            walked.ids.extend(page.ids);
            let Some(next) = page.continuation.filter(|_| !is_empty) else {
                walked.is_complete = true;
                return Ok(walked);
            };
            if !wanted {
                return Ok(walked);
            }
            // A repeated token leads in a circle.
            if walked.ids.len() > MOST_IDS || !seen.insert(next.clone()) {
                break;
            }
            place = Some(next);
        }
        Err(AccountError::Unfinished(stream.what()))
    }
}
