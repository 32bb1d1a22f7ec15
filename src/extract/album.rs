//! The saved pictures of a page: which of its images they are, and which of them belong to its article.
//!
//! The caller knows where a picture is saved (within the page, in its container, in a folder beside it).
//! Nothing is fetched.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use crate::domain::{Article, Figure, Picture, PictureName, Prose};

use super::dom;

/// Pictures with their bytes, by name.
pub type PicturesByName = BTreeMap<PictureName, Picture>;

/// A function that finds the picture at an address, as the page writes it.
pub type Album<'album> = dyn Fn(&str) -> Option<Picture> + 'album;

/// The attribute that names the picture of an image.
const MARK: &str = "data-kept-picture";

/// Most pictures stored with an article, and most bytes of all of them; the first ones are stored.
pub const MAX_STORED: usize = 60;
pub const MAX_STORED_BYTES: usize = 32 << 20;

/// Most pictures of a page that are read, outside of the text too, and most bytes of all of them.
const MAX_IMAGES_READ: usize = 1_000;
const MAX_BYTES_READ: usize = 128 << 20;

/// The least pixels of a lead image, for an article whose page names none.
const LEAST_LEAD_SIZE: (u32, u32) = (300, 150);

/// The pictures of a page.
#[derive(Default)]
pub struct Pictures {
    found: PicturesByName,
    /// The images that are saved pictures, in reading order.
    images: Vec<Image>,
}

struct Image {
    name: PictureName,
    file: String,
    alt: Option<Prose>,
    is_framing: bool,
}

impl Pictures {
    /// Looks up every image of a page, and marks it with the name of its picture.
    pub fn of(document: &Document, album: &Album<'_>) -> Self {
        let mut pictures = Self::default();
        let images: Vec<NodeRef<'_>> = document.root().descendants_it().filter(dom::is_image).collect();
        let mut bytes = 0;
        for image in images {
            image.remove_attr(MARK);
            if pictures.images.len() >= MAX_IMAGES_READ || bytes >= MAX_BYTES_READ {
                continue;
            }
            let written = dom::image_addresses(&image);
            let Some((address, picture)) =
                written.into_iter().find_map(|address| album(&address).map(|picture| (address, picture)))
            else {
                continue;
            };
            image.set_attr(MARK, &picture.name().to_string());
            bytes += picture.bytes().map_or(0, <[u8]>::len);
            pictures.add(&image, &address, picture);
        }
        pictures
    }

    fn add(&mut self, image: &NodeRef<'_>, address: &str, picture: Picture) {
        let is_frame =
            |node: &NodeRef<'_>| matches!(dom::name(node).as_str(), "nav" | "footer" | "aside" | "form");
        self.images.push(Image {
            name: picture.name(),
            file: file(address).to_owned(),
            alt: dom::attribute(image, "alt").and_then(|alt| Prose::non_empty(&alt)),
            is_framing: dom::within(image, is_frame),
        });
        self.found.insert(picture.name(), picture);
    }

    /// The pictures by name.
    pub fn into_found(self) -> PicturesByName {
        self.found
    }

    /// Gives the article the bytes of its pictures, within the limits; returns sentences about those left
    /// out.
    pub fn attach_to(mut self, article: &mut Article, album: &Album<'_>) -> Vec<String> {
        self.lead(article, album);
        attach_pictures(article, &self.found)
    }

    /// Finds the lead image. A picture that is also in the text is shown there, with its caption.
    fn lead(&mut self, article: &mut Article, album: &Album<'_>) {
        let mut shown = Vec::new();
        article.body.each_figure(&mut |figure| shown.extend(figure.picture.as_ref().map(Picture::name)));
        let told = article.lead_image.as_ref().and_then(|figure| figure.url.as_ref());
        let whole = told.and_then(|url| album(url.as_str())).map(|picture| {
            let name = picture.name();
            self.found.insert(name, picture);
            name
        });
        let named = whole.or_else(|| self.by_file_name(told.map(|url| file(url.path()))?));
        let large = || if shown.is_empty() { self.largest() } else { None };
        let Some(name) = named.or_else(large).filter(|name| !shown.contains(name)) else { return };
        let alt = self.images.iter().find(|image| image.name == name).and_then(|image| image.alt.clone());
        let lead = article.lead_image.get_or_insert_default();
        lead.picture = Some(Picture::named(name));
        lead.alt = lead.alt.take().or(alt);
    }

    /// The picture with a file name, where only one has it: the page may link to it in another size.
    fn by_file_name(&self, file: &str) -> Option<PictureName> {
        let mut called = self.images.iter().filter(|image| !file.is_empty() && image.file == file);
        let first = called.next()?.name;
        called.all(|image| image.name == first).then_some(first)
    }

    /// The largest picture outside of the page's frame.
    fn largest(&self) -> Option<PictureName> {
        let is_large = |image: &&Image| {
            !image.is_framing
                && image.name.width >= LEAST_LEAD_SIZE.0
                && image.name.height >= LEAST_LEAD_SIZE.1
        };
        let pixels = |image: &&Image| u64::from(image.name.width) * u64::from(image.name.height);
        // Of several equally large ones the first.
        self.images.iter().rev().filter(is_large).max_by_key(pixels).map(|image| image.name)
    }
}

/// The saved picture of an image.
pub fn saved_picture(image: &NodeRef<'_>) -> Option<Picture> {
    dom::attribute(image, MARK).and_then(|name| name.parse().ok()).map(Picture::named)
}

/// Gives every picture of an article its bytes, within the limits; a picture without bytes leaves its words.
/// Returns sentences about those left out.
pub fn attach_pictures(article: &mut Article, found: &PicturesByName) -> Vec<String> {
    let (mut given, mut bytes, mut left_out) = (Vec::new(), 0, 0_usize);
    article.each_figure_mut(&mut |figure: &mut Figure| {
        let Some(name) = figure.picture.take().map(|picture| picture.name()) else { return };
        let Some(picture) = found.get(&name) else { return };
        let more = if given.contains(&name) { 0 } else { picture.bytes().map_or(0, <[u8]>::len) };
        if more > 0 && (given.len() >= MAX_STORED || bytes + more > MAX_STORED_BYTES) {
            left_out += 1;
            return;
        }
        if more > 0 {
            given.push(name);
            bytes += more;
        }
        figure.picture = Some(picture.clone());
    });
    let said = format!(
        "{left_out} pictures were left out: the limit is {MAX_STORED} pictures or {} MB",
        MAX_STORED_BYTES >> 20
    );
    if left_out > 0 { vec![said] } else { Vec::new() }
}

/// The file name at the end of an address.
fn file(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.contains('.') && !address.starts_with("data:") { name } else { "" }
}
