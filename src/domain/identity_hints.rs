//! Hints from a document about the identity of an article in it.

/// The identity of an article among the others of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdentityHints {
    /// Whether the article is an entry of a feed, whose GUID identifies it more surely than its address.
    pub is_entry: bool,
    /// Whether its address is shared: by other articles of its document, or with the site itself.
    pub shares_address: bool,
}
