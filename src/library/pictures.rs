//! The pictures of articles: fetched where the person wants them, read when they are drawn, and added when an
//! article is exported.

use super::{Library, LibraryError};
use crate::domain::{Article, ArticleId, Chain, Picture, PictureFetching, WebUrl};
use crate::extract::album::{MAX_STORED, MAX_STORED_BYTES};
use crate::fetch::{Network, PreferredKind, StopSignal};
use crate::import::{self, ImportError};
use crate::picture::{self, Pixels};

/// A picture scaled to so many pixels. A panic of its decoder costs the picture alone.
pub fn scaled(bytes: &[u8], width: u32, height: u32) -> Result<Pixels, ImportError> {
    import::catch_panic(|| {
        picture::scaled(bytes, width, height).map_err(|error| ImportError::NoArticle(error.to_string()))
    })
}

/// The pictures of an article that were fetched.
#[derive(Clone, Debug, Default)]
pub struct FetchedPictures {
    /// Each with its address.
    pub found: Vec<(WebUrl, Picture)>,
    /// The addresses that brought no picture, each with the reason.
    pub failed: Vec<(WebUrl, String)>,
}

/// Fetches the pictures that an article has only the addresses of, within the limits of a saved page.
pub(super) fn fetch(article: &Article, network: &Network, stop: &StopSignal) -> FetchedPictures {
    let mut fetched = FetchedPictures::default();
    let (mut count, mut bytes) = (article.pictures().len(), 0);
    for figure in article.figures().into_iter().filter(|figure| figure.picture.is_none()) {
        let Some(url) = &figure.url else { continue };
        let is_known = |known: &WebUrl| known == url;
        let (found, failed) = (&fetched.found, &fetched.failed);
        if found.iter().any(|(known, _)| is_known(known)) || failed.iter().any(|(known, _)| is_known(known)) {
            continue;
        }
        if count >= MAX_STORED || bytes >= MAX_STORED_BYTES || stop.is_raised() {
            break;
        }
        match fetch_one(url, network, stop) {
            Ok(picture) => {
                count += 1;
                bytes += picture.bytes().map_or(0, <[u8]>::len);
                fetched.found.push((url.clone(), picture));
            }
            Err(reason) => fetched.failed.push((url.clone(), reason)),
        }
    }
    fetched
}

fn fetch_one(url: &WebUrl, network: &Network, stop: &StopSignal) -> Result<Picture, String> {
    let answer = network.get(url, PreferredKind::Picture, stop);
    let bytes = answer.map_err(|error| Chain(&error).to_string())?.document.bytes;
    let none = || ImportError::NoArticle("not a supported picture format".to_owned());
    import::catch_panic(|| import::picture_of(bytes).ok_or_else(none)).map_err(|error| error.to_string())
}

impl Library {
    /// Fetches the pictures of an article, and stores them with it.
    pub fn fetch_pictures(
        &mut self,
        id: ArticleId,
        network: &Network,
        stop: &StopSignal,
    ) -> Result<FetchedPictures, LibraryError> {
        let Some(article) = self.article(id)? else { return Ok(FetchedPictures::default()) };
        let fetched = fetch(&article, network, stop);
        self.cache.add_pictures(id, &fetched.found)?;
        Ok(fetched)
    }

    /// When the pictures of an article are fetched: as its feeds say, else as the setting does.
    pub fn picture_fetching(&self, id: ArticleId) -> Result<PictureFetching, LibraryError> {
        let told = self.cache.picture_fetching_of(id)?;
        let told: Vec<_> = told.into_iter().map(|feed| feed.unwrap_or(self.pictures)).collect();
        let is_told = |wanted: PictureFetching| told.contains(&wanted);
        Ok([PictureFetching::Always, PictureFetching::WhenAsked, PictureFetching::Never]
            .into_iter()
            .find(|wanted| is_told(*wanted))
            .unwrap_or(self.pictures))
    }

    /// The article with the bytes of its pictures; a missing picture leaves only its caption.
    pub(super) fn with_pictures(&self, mut article: Article) -> Result<Article, LibraryError> {
        let mut failure = None;
        article.each_figure_mut(&mut |figure| {
            let Some(name) = figure.picture.take().map(|picture| picture.name()) else { return };
            match self.cache.picture(name) {
                Ok(bytes) => figure.picture = bytes.map(|bytes| Picture::of(bytes, name.width, name.height)),
                Err(error) => failure = failure.take().or(Some(error)),
            }
        });
        failure.map_or(Ok(article), |error| Err(error.into()))
    }
}
