//! What must hold of every article, whatever it was read from.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use newsprint::domain::{Article, Prose};
use newsprint::import;
use newsprint::typeset::{self, Setting};

/// Reads a document, holds what must hold of every article in it, and gives them.
pub fn read(bytes: &[u8], name: &str) -> Vec<Article> {
    let mut articles = Vec::new();
    let end = import::read(&mut Cursor::new(bytes), Path::new(name), &mut |found| {
        match found {
            Ok(import::ImportItem::Article(found)) => articles.push(found.article),
            Ok(import::ImportItem::Subscription(_) | import::ImportItem::Note(_)) => {}
            Err(skipped) => assert!(!skipped.reason.contains("bug in newsprint"), "{}", skipped.reason),
        }
        ControlFlow::Continue(())
    });
    if let Err(reason) = end {
        assert!(!matches!(reason, import::ImportError::ReaderFailed), "a reader failed");
    }
    articles.iter().for_each(hold);
    articles
}

/// Nothing of it moves a terminal, and it comes back from its JSON as it was.
pub fn hold(article: &Article) {
    let json = serde_json::to_string(article).expect("an article is JSON");
    // In JSON the lines of code are `\n`, so that nothing unsafe may stand there as it is.
    assert!(Prose::is_safe(&json), "{json:?}");
    let again: Article = serde_json::from_str(&json).expect("what was written is read");
    assert_eq!(&again, article);
}

/// Sets an article in so many columns: no line is wider.
pub fn set(article: &Article, width: usize) {
    let today = jiff::civil::date(2026, 5, 8);
    let page = typeset::page(article, &Setting::new(width, today));
    for line in &page.lines {
        let columns: usize = line.spans.iter().map(|span| typeset::width(&span.text)).sum();
        assert!(columns <= width.max(2), "{columns} in {width}");
        assert!(line.spans.iter().all(|span| Prose::is_safe(&span.text)), "{line:?}");
    }
}
