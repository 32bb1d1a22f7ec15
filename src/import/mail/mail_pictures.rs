//! The pictures in the parts of a message.

use std::collections::HashMap;

use mailparse::{MailHeaderMap as _, ParsedMail};

use crate::domain::{Picture, WebUrl};
use crate::import::pictures;

/// The pictures of a message, by their addresses (`Content-Location`) and by their ids in the text (`cid:`,
/// RFC 2392).
pub(super) struct MailPictures<'mail> {
    parts: HashMap<String, &'mail ParsedMail<'mail>>,
    base: Option<WebUrl>,
}

impl<'mail> MailPictures<'mail> {
    pub fn of(message: &'mail ParsedMail<'mail>, base: Option<WebUrl>) -> Self {
        let pictures = message.parts().filter(|part| part.ctype.mimetype.starts_with("image/"));
        let named = pictures.flat_map(|part| {
            let location = part.headers.get_first_value("Content-Location");
            let id = part.headers.get_first_value("Content-ID");
            let id = id.map(|id| format!("cid:{}", id.trim().trim_matches(['<', '>'])));
            [location, id].into_iter().flatten().map(move |name| (name.trim().to_owned(), part))
        });
        Self { parts: named.collect(), base }
    }

    /// The picture that the text refers to by an address.
    pub fn picture(&self, written: &str) -> Option<Picture> {
        let whole = || self.base.as_ref()?.join(written).ok();
        let part = self.parts.get(written).or_else(|| self.parts.get(whole()?.as_str()))?;
        pictures::of_bytes(part.get_body_raw().ok()?)
    }
}
