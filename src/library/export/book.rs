//! Articles as an EPUB 3 book: a cover, the contents, a chapter an article, their pictures.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Seek as _, SeekFrom, Write};

use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::markup::{self, STYLE, value, words};
use crate::domain::{Article, ArticleId, Marks, Picture};

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"book/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n\
    </container>\n";

/// The layout of the cover: letters in a line, lines, and their height.
const LETTERS: usize = 22;
const LINES: usize = 7;
const LINE_HEIGHT: usize = 72;

/// A book being written, into a temporary file first, since an archive needs a seekable one.
pub struct Book {
    zip: ZipWriter<std::fs::File>,
    title: String,
    /// The chapters: their number, headline and language.
    chapters: Vec<(ArticleId, String)>,
    /// The languages of the chapters, each with the number of its chapters.
    languages: BTreeMap<String, usize>,
    /// The pictures, by name, with their media type.
    pictures: BTreeMap<String, &'static str>,
}

impl Book {
    /// Begins a book.
    pub fn begin(title: &str) -> io::Result<Self> {
        let mut zip = ZipWriter::new(tempfile::tempfile()?);
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file("mimetype", stored)?;
        zip.write_all(b"application/epub+zip")?;
        let mut book = Self {
            zip,
            title: title.to_owned(),
            chapters: Vec::new(),
            languages: BTreeMap::new(),
            pictures: BTreeMap::new(),
        };
        book.put("META-INF/container.xml", CONTAINER.as_bytes())?;
        book.put("book/style.css", STYLE.as_bytes())?;
        Ok(book)
    }

    /// Adds a chapter.
    pub fn add(&mut self, id: ArticleId, article: &Article, marks: &Marks) -> io::Result<()> {
        let mut pictures = Vec::new();
        let markup = markup::article(article, marks, &mut |picture| {
            let name = file_of(picture)?;
            pictures.push((name.clone(), picture.clone()));
            Some(name)
        });
        for (name, picture) in pictures {
            if !self.pictures.contains_key(&name) {
                self.put(&format!("book/{name}"), picture.bytes().unwrap_or_default())?;
                self.pictures.insert(name, picture.media_type().unwrap_or_default());
            }
        }
        let body = format!("<article>\n{markup}</article>\n");
        let page = page(article.headline.as_str(), &markup::language(article, true), &body);
        self.put(&format!("book/{id}.xhtml"), page.as_bytes())?;
        if let Some(language) = &article.language {
            *self.languages.entry(language.to_string()).or_default() += 1;
        }
        self.chapters.push((id, article.headline.to_string()));
        Ok(())
    }

    /// Finishes the book and writes it out.
    pub fn end(mut self, now: Timestamp, out: &mut dyn Write) -> io::Result<()> {
        let cover = cover(&self.title, self.chapters.len());
        self.put("book/cover.svg", cover.as_bytes())?;
        let shown =
            format!("<section>\n<img src=\"cover.svg\" alt=\"{}\"/>\n</section>\n", value(&self.title));
        self.put("book/cover.xhtml", page(&self.title, "", &shown).as_bytes())?;
        let contents = self.contents();
        self.put("book/contents.xhtml", contents.as_bytes())?;
        let package = self.package(now);
        self.put("book/package.opf", package.as_bytes())?;
        let mut file = self.zip.finish()?;
        file.seek(SeekFrom::Start(0))?;
        io::copy(&mut file, out)?;
        Ok(())
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.start_file(name, SimpleFileOptions::default())?;
        self.zip.write_all(bytes)
    }

    fn contents(&self) -> String {
        let item = |(id, headline): &(ArticleId, String)| {
            format!("<li><a href=\"{id}.xhtml\">{}</a></li>", words(named(headline)))
        };
        let items: Vec<String> = self.chapters.iter().map(item).collect();
        let nav = format!(
            "<nav epub:type=\"toc\" id=\"toc\">\n<h1>{}</h1>\n<ol>\n{}\n</ol>\n</nav>\n",
            words(&self.title),
            items.join("\n")
        );
        page(&self.title, "", &nav)
    }

    /// The package document: metadata, manifest and spine.
    fn package(&self, now: Timestamp) -> String {
        let item = |id: &str, file: &str, kind: &str| {
            format!("<item id=\"{id}\" href=\"{file}\" media-type=\"{kind}\"/>")
        };
        let chapter = |(id, _): &(ArticleId, String)| {
            item(&id.to_string(), &format!("{id}.xhtml"), "application/xhtml+xml")
        };
        let mut manifest: Vec<String> = self.chapters.iter().map(chapter).collect();
        for (number, (name, kind)) in self.pictures.iter().enumerate() {
            manifest.push(item(&format!("picture{number}"), name, kind));
        }
        let spine: Vec<String> =
            self.chapters.iter().map(|(id, _)| format!("<itemref idref=\"{id}\"/>")).collect();
        let most = self.languages.iter().max_by_key(|(_, count)| **count);
        let language = most.map_or("en", |(language, _)| language.as_str());
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">{identifier}</dc:identifier>\n<dc:title>{title}</dc:title>\n\
             <dc:language>{language}</dc:language>\n<dc:creator>newsprint</dc:creator>\n\
             <meta property=\"dcterms:modified\">{now}</meta>\n</metadata>\n<manifest>\n\
             <item id=\"contents\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
             <item id=\"cover\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n\
             <item id=\"cover-image\" href=\"cover.svg\" media-type=\"image/svg+xml\" properties=\"cover-image\"/>\n\
             <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n{manifest}\n</manifest>\n\
             <spine>\n<itemref idref=\"cover\"/>\n<itemref idref=\"contents\"/>\n{spine}\n</spine>\n</package>\n",
            identifier = self.identifier(),
            title = words(named(&self.title)),
            now = now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            language = value(language),
            manifest = manifest.join("\n"),
            spine = spine.join("\n"),
        )
    }

    /// The identifier of the book: equal for the same chapters under the same title.
    fn identifier(&self) -> String {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, &self.title, &self.chapters).hash(&mut hasher);
            hasher.finish()
        };
        let (a, b) = (half(1), half(2));
        let (high, low) = (a >> 32, a & 0xffff_ffff);
        format!(
            "urn:uuid:{high:08x}-{:04x}-8{:03x}-{:04x}-{:012x}",
            low >> 16,
            low & 0xfff,
            ((b >> 48) & 0x3fff) | 0x8000,
            b & 0xffff_ffff_ffff
        )
    }
}

/// The headline in the contents, or its replacement.
fn named(headline: &str) -> &str {
    if headline.trim().is_empty() { "–" } else { headline }
}

fn page(title: &str, language: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"{language}>\n\
         <head>\n<title>{}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        words(named(title))
    )
}

/// The name of a picture in the book; `None` where it is missing, or of a kind that EPUB lacks.
fn file_of(picture: &Picture) -> Option<String> {
    let ending = match picture.media_type()? {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => return None,
    };
    Some(format!("{}.{ending}", picture.name()))
}

/// The cover: the title in large letters, and the number of articles.
fn cover(title: &str, count: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in title.split_whitespace() {
        let last = lines
            .last_mut()
            .filter(|line| line.is_empty() || line.chars().count() + word.chars().count() < LETTERS);
        match last {
            Some(line) => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines.iter_mut().last().into_iter().for_each(|line| line.push('…'));
    }
    let set = |(at, line): (usize, &String)| {
        format!("<text x=\"60\" y=\"{}\" font-size=\"52\">{}</text>", 260 + at * LINE_HEIGHT, words(line))
    };
    let set: Vec<String> = lines.iter().enumerate().map(set).collect();
    let articles = if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 1200\" font-family=\"Georgia, serif\">\n\
         <rect width=\"800\" height=\"1200\" fill=\"#f7f3ea\"/>\n<rect x=\"60\" y=\"150\" width=\"680\" height=\"6\" fill=\"#222\"/>\n\
         <text x=\"60\" y=\"120\" font-size=\"36\">newsprint</text>\n{}\n\
         <text x=\"60\" y=\"1120\" font-size=\"32\">{articles}</text>\n</svg>\n",
        set.join("\n")
    )
}
