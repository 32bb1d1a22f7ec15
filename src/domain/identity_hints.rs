//! What a document says about the identity of an article in it.

/// The identity of an article among the others of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdentityHints {
    /// Whether the article is an entry of a feed, whose GUID identifies it more surely than its address.
    pub is_entry: bool,
    /// Whether its address is not its own: others of its document have it too, or it is the site's.
    pub shares_address: bool,
}
