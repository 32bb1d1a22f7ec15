//! Safari's `.webarchive`: a binary property list with a page and its resources.
//!
//! Only the paths to the page and to its pictures are read, never the whole list, since objects may be shared
//! without end.

use std::collections::HashMap;

use encoding_rs::UTF_16BE;

use crate::domain::{Picture, WebUrl};

use super::document::{ImportError, ImportedArticle};
use super::{charset, html_page, pictures};

/// Most resources of a page.
const MOST_RESOURCES: usize = 10_000;

/// Reads the page of an archive.
pub fn read(bytes: &[u8]) -> Result<ImportedArticle, ImportError> {
    let page =
        page(bytes).ok_or_else(|| ImportError::NoArticle("a property list without a page".to_owned()))?;
    let address = page.address.as_ref().and_then(|address| WebUrl::parse(address).ok());
    let html = charset::decode_as(page.html, page.encoding.as_deref());
    html_page::of_text(&html, address.as_ref(), &|written| page.picture(written, address.as_ref()))
}

struct Page<'bytes> {
    html: &'bytes [u8],
    address: Option<String>,
    encoding: Option<String>,
    /// The resources of the page, by their addresses.
    resources: HashMap<String, &'bytes [u8]>,
}

impl Page<'_> {
    fn picture(&self, written: &str, base: Option<&WebUrl>) -> Option<Picture> {
        let whole = || base?.join(written).ok();
        let bytes = self.resources.get(written).or_else(|| self.resources.get(whole()?.as_str()))?;
        pictures::of_bytes(bytes.to_vec())
    }
}

fn page(bytes: &[u8]) -> Option<Page<'_>> {
    let list = PropertyList::of(bytes)?;
    let main = list.value(list.top, "WebMainResource")?;
    let text = |name| list.value(main, name).and_then(|at| list.text(at));
    Some(Page {
        html: list.bytes_of(list.value(main, "WebResourceData")?)?,
        address: text("WebResourceURL"),
        encoding: text("WebResourceTextEncodingName"),
        resources: list.value(list.top, "WebSubresources").map(|all| list.resources(all)).unwrap_or_default(),
    })
}

/// A binary property list: objects, and a table of their offsets.
struct PropertyList<'bytes> {
    bytes: &'bytes [u8],
    /// Bytes of an entry of the table and of a reference to an object.
    offset_size: usize,
    reference_size: usize,
    table: usize,
    top: usize,
}

impl<'bytes> PropertyList<'bytes> {
    /// Opens a list; its last 32 bytes are the layout of the others.
    fn of(bytes: &'bytes [u8]) -> Option<Self> {
        let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
        let size =
            |at: usize| trailer.get(at).map(|&byte| usize::from(byte)).filter(|size| (1..=8).contains(size));
        Some(Self {
            bytes,
            offset_size: size(6)?,
            reference_size: size(7)?,
            top: number(trailer.get(16..24)?)?,
            table: number(trailer.get(24..32)?)?,
        })
    }

    /// The object of a key in a dictionary.
    fn value(&self, dictionary: usize, name: &str) -> Option<usize> {
        let (count, at) = self.object(dictionary, 0xd)?;
        let reference = |position: usize| {
            let from = at.checked_add(position.checked_mul(self.reference_size)?)?;
            number(self.bytes.get(from..from.checked_add(self.reference_size)?)?)
        };
        let count = count.min(self.bytes.len());
        let position =
            (0..count).find(|&key| reference(key).and_then(|key| self.text(key)).as_deref() == Some(name))?;
        reference(count.checked_add(position)?)
    }

    /// The files in an array of resources, by their addresses.
    fn resources(&self, array: usize) -> HashMap<String, &'bytes [u8]> {
        let Some((count, at)) = self.object(array, 0xa) else { return HashMap::new() };
        let resource = |position: usize| {
            let from = at.checked_add(position.checked_mul(self.reference_size)?)?;
            let resource = number(self.bytes.get(from..from.checked_add(self.reference_size)?)?)?;
            let address = self.text(self.value(resource, "WebResourceURL")?)?;
            Some((address, self.bytes_of(self.value(resource, "WebResourceData")?)?))
        };
        (0..count.min(MOST_RESOURCES)).filter_map(resource).collect()
    }

    fn bytes_of(&self, object: usize) -> Option<&'bytes [u8]> {
        let (count, at) = self.object(object, 0x4)?;
        self.bytes.get(at..at.checked_add(count)?)
    }

    fn text(&self, object: usize) -> Option<String> {
        if let Some((count, at)) = self.object(object, 0x5) {
            return Some(String::from_utf8_lossy(self.bytes.get(at..at.checked_add(count)?)?).into_owned());
        }
        let (count, at) = self.object(object, 0x6)?;
        let bytes = self.bytes.get(at..at.checked_add(count.checked_mul(2)?)?)?;
        Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned())
    }

    /// The number of elements of an object of a type, and where they begin.
    fn object(&self, object: usize, kind: u8) -> Option<(usize, usize)> {
        let entry = self.table.checked_add(object.checked_mul(self.offset_size)?)?;
        let at = number(self.bytes.get(entry..entry.checked_add(self.offset_size)?)?)?;
        let marker = *self.bytes.get(at)?;
        if marker >> 4 != kind {
            return None;
        }
        match marker & 0xf {
            0xf => {
                let size = 1_usize << (self.bytes.get(at.checked_add(1)?)? & 0x3);
                let from = at.checked_add(2)?;
                let count = number(self.bytes.get(from..from.checked_add(size)?)?)?;
                Some((count, from.checked_add(size)?))
            }
            count => Some((usize::from(count), at.checked_add(1)?)),
        }
    }
}

/// A big-endian number of up to eight bytes.
fn number(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0_usize, |number, &byte| number.checked_mul(256)?.checked_add(usize::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<title>Rain</title><h1>Rain</h1><p>The river rose above its banks in the early hours of the morning, said the mayor of the town.</p>";

    /// Objects in order, the first of them the top: dictionaries hold numbers of others.
    fn archive() -> Vec<u8> {
        let text = |words: &str| {
            let length = u8::try_from(words.len()).unwrap();
            [&[0x5f, 0x10, length], words.as_bytes()].concat()
        };
        let objects = [
            vec![0xd1, 1, 2],
            text("WebMainResource"),
            vec![0xd2, 3, 4, 5, 6],
            text("WebResourceURL"),
            text("WebResourceData"),
            text("https://paper.example/rain"),
            [&[0x4f, 0x10, u8::try_from(HTML.len()).unwrap()], HTML.as_bytes()].concat(),
        ];
        let mut bytes = b"bplist00".to_vec();
        let mut table = Vec::new();
        for object in objects {
            table.extend(u16::try_from(bytes.len()).unwrap().to_be_bytes());
            bytes.extend(object);
        }
        let at = u64::try_from(bytes.len()).unwrap();
        bytes.extend(table);
        bytes.extend([0, 0, 0, 0, 0, 0, 2, 1]);
        bytes.extend(7_u64.to_be_bytes());
        bytes.extend(0_u64.to_be_bytes());
        bytes.extend(at.to_be_bytes());
        bytes
    }

    #[test]
    fn the_page_of_an_archive_is_read() {
        let article = read(&archive()).unwrap().article;

        assert_eq!(article.headline.as_str(), "Rain");
        assert_eq!(article.url.unwrap().as_str(), "https://paper.example/rain");
    }

    #[test]
    fn a_damaged_archive_is_refused() {
        let whole = archive();

        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err());
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] = 0xff;
            let _either = page(&damaged);
        }
    }
}
