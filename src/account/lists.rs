//! Lists of ids, page by page. A list counts only when it was told to its end: what is missing from half of one says
//! nothing.

use std::collections::HashSet;

use super::stream::Stream;
use super::{AccountError, ItemId, List, Server};

/// Pages of one list at most.
const MOST_PAGES: usize = 500;

/// Ids of one list at most.
const MOST_IDS: usize = 1_000_000;

impl List {
    /// What it names, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Starred => "starred",
            Self::Whole => "all",
        }
    }
}

/// What became of a list that may be left before its end.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// Its ids, in its order.
    pub ids: Vec<ItemId>,
    /// Whether it was told to its end.
    pub is_whole: bool,
}

impl Server<'_> {
    /// A list, to its end.
    ///
    /// # Errors
    /// Where a page does not come, or the list has no end.
    pub fn list(&mut self, list: List) -> Result<HashSet<ItemId>, AccountError> {
        Ok(self.walk(list, &mut |_page| true)?.ids.into_iter().collect())
    }

    /// A list, as long as `goes_on` wants another page.
    ///
    /// # Errors
    /// Where a page does not come, or the list has no end.
    pub fn walk(
        &mut self,
        list: List,
        goes_on: &mut dyn FnMut(&[ItemId]) -> bool,
    ) -> Result<Walked, AccountError> {
        self.walk_stream(&Stream::Of(list), goes_on)
    }

    /// The items that have a label, to the end. The server has to have named the label just now: of one that it does not
    /// know, it tells everything.
    ///
    /// # Errors
    /// Where a page does not come, or the list has no end.
    pub fn labelled(&mut self, label: &str) -> Result<HashSet<ItemId>, AccountError> {
        Ok(self.walk_stream(&Stream::Labelled(label), &mut |_page| true)?.ids.into_iter().collect())
    }

    fn walk_stream(
        &mut self,
        stream: &Stream<'_>,
        goes_on: &mut dyn FnMut(&[ItemId]) -> bool,
    ) -> Result<Walked, AccountError> {
        let mut walked = Walked::default();
        let mut place: Option<String> = None;
        let mut seen = HashSet::new();
        for _ in 0..MOST_PAGES {
            let page = self.page(stream, place.as_deref())?;
            let wanted = goes_on(&page.ids);
            let is_empty = page.ids.is_empty();
            walked.ids.extend(page.ids);
            let Some(next) = page.continuation.filter(|_| !is_empty) else {
                walked.is_whole = true;
                return Ok(walked);
            };
            if !wanted {
                return Ok(walked);
            }
            // A place that was told before leads in a circle.
            if walked.ids.len() > MOST_IDS || !seen.insert(next.clone()) {
                break;
            }
            place = Some(next);
        }
        Err(AccountError::Unfinished(stream.what()))
    }
}
