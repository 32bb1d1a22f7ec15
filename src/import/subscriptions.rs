//! The feeds of a list of any format: each delivered once; entries that are no feed are reported.

use std::collections::HashMap;

use crate::domain::Subscription;

use super::document::{ImportError, ImportItem, ImportSink, Skipped, deliver};

/// Delivers the feeds of a list. A feed that is listed twice is delivered once, with all its tags.
pub fn deliver_each_once(
    listed: Vec<Result<Subscription, Skipped>>,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let mut feeds: Vec<Subscription> = Vec::new();
    let mut places = HashMap::new();
    for subscription in listed {
        match subscription {
            Ok(subscription) => {
                if let Some(known) = places.get(&subscription.feed).and_then(|at| feeds.get_mut(*at)) {
                    Subscription::merge(known, subscription);
                } else {
                    places.insert(subscription.feed.clone(), feeds.len());
                    feeds.push(subscription);
                }
            }
            Err(skipped) => {
                if each(Err(skipped)).is_break() {
                    return Ok(());
                }
            }
        }
    }
    if feeds.is_empty() {
        return Err(ImportError::NoArticle("a list of subscriptions without any feed".to_owned()));
    }
    deliver(feeds.into_iter().map(|feed| Ok(ImportItem::Subscription(feed))), each);
    Ok(())
}
