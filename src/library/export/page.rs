//! Articles as HTML pages without other files: one page for all with a list of contents, or a page each.

use std::io::{self, Write};

use super::markup::{self, STYLE, words};
use crate::domain::{Article, ArticleId, Marks, Picture};

/// Begins a page of several articles with its list of contents; a page of one article has none.
pub fn begin(title: &str, listed: &[(ArticleId, String)], out: &mut dyn Write) -> io::Result<()> {
    head(title, "", out)?;
    writeln!(out, "<h1>{}</h1>\n<nav>\n<ol>", words(title))?;
    for (id, headline) in listed {
        writeln!(out, "<li><a href=\"#{id}\">{}</a></li>", words(headline))?;
    }
    writeln!(out, "</ol>\n</nav>")
}

/// Writes an article of a page.
pub fn article(id: ArticleId, article: &Article, marks: &Marks, out: &mut dyn Write) -> io::Result<()> {
    let markup = markup::article(article, marks, &mut Picture::to_data_url);
    writeln!(out, "<article id=\"{id}\"{}>\n{markup}</article>", markup::language(article, false))
}

/// Ends a page.
pub fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</body>\n</html>")
}

/// Writes a page of one article.
pub fn alone(id: ArticleId, shown: &Article, marks: &Marks, out: &mut dyn Write) -> io::Result<()> {
    head(shown.headline.as_str(), &markup::language(shown, false), out)?;
    article(id, shown, marks, out)?;
    end(out)
}

/// Writes the index of the pages in a folder.
pub fn index(title: &str, listed: &[(String, String)], out: &mut dyn Write) -> io::Result<()> {
    head(title, "", out)?;
    writeln!(out, "<h1>{}</h1>\n<nav>\n<ol>", words(title))?;
    for (file, headline) in listed {
        writeln!(out, "<li><a href=\"{file}\">{}</a></li>", words(headline))?;
    }
    writeln!(out, "</ol>\n</nav>")?;
    end(out)
}

fn head(title: &str, language: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{}</title>\n\
         <style>\n{STYLE}\n</style>\n</head>\n<body>",
        words(title)
    )
}
