//! Lists of subscriptions: they hold feeds, not articles, and are refused by what they are.

use super::feed::outlines;
use super::{ImportError, charset, guard};

/// Tells how many subscriptions a list holds.
///
/// # Errors
/// Always: there is no article in it.
pub fn refuse(bytes: &[u8]) -> ImportError {
    match guard::guarded(|| Ok(outlines(&charset::decode(bytes)))) {
        Ok(count) => ImportError::NoArticle(format!(
            "a list of {count} subscriptions holds no articles; save the feeds themselves as files"
        )),
        Err(reason) => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_subscriptions_is_refused_by_its_name() {
        let list = "<opml version='2.0'><body><outline text='News'><outline xmlUrl='https://paper.example/feed'/></outline><outline XMLURL='x'/></body></opml>";

        assert_eq!(
            refuse(list.as_bytes()).to_string(),
            "a list of 2 subscriptions holds no articles; save the feeds themselves as files"
        );
    }
}
