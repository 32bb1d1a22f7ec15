//! `newsprint front`: prints the front page, set in columns, as markup, or as data.

mod markup;

use std::io::Write;

use serde::Serialize;

use super::arguments::{FrontFormatArgument, QueryWords};
use super::failure::{CommandOutcome, Failure};
use super::output::{columns, json_line, output};
use super::paper::{PageStyle, write_page};
use super::query::query;
use super::rows::ArticleRow;
use super::setup::Setup;
use crate::domain::{FrontPagePart, FrontPageStory, ListRow, Prose, StoryId};
use crate::library::Library;
use crate::typeset::{FrontSetting, Page, front_page};
use crate::words::Words;
use markup::{FrontRow, write_html, write_markdown};

/// The width in columns where there is no terminal and no `--width`.
const COLUMNS: usize = 80;

/// The options of the output.
#[derive(Clone, Copy)]
pub struct FrontOptions {
    /// The format.
    pub format: FrontFormatArgument,
    /// The width in columns; else that of the terminal.
    pub width: Option<usize>,
    /// The most stories.
    pub limit: Option<usize>,
}

/// A story of the front page, as JSON.
#[derive(Serialize)]
struct StoryLine<'line> {
    story: Option<StoryId>,
    place: &'static str,
    section: Option<&'line Prose>,
    #[serde(flatten)]
    article: ArticleRow<'line>,
    articles: u32,
    sources: &'line [Prose],
    telling: &'line Prose,
}

/// Prints the front page.
pub fn front(setup: &Setup, words: &QueryWords, form: FrontOptions) -> Result<CommandOutcome, Failure> {
    let query = query(words)?;
    let library = setup.library()?;
    let now = setup.clock().now;
    let mut rows = library.front_page(now, (!query.is_empty()).then_some(&query))?;
    rows.truncate(form.limit.unwrap_or(usize::MAX));
    let mut out = output();
    match form.format {
        FrontFormatArgument::Text => write_text(setup, &rows, form.width, &mut out)?,
        FrontFormatArgument::Markdown => {
            write_markdown(&front_rows(&library, &rows)?, setup.clock().calendar, &mut out)?;
        }
        FrontFormatArgument::Html => {
            write_html(&front_rows(&library, &rows)?, setup.clock().calendar, &mut out)?;
        }
        FrontFormatArgument::Json => {
            for (row, front) in front_page_rows(&rows) {
                json_line(&mut out, &line(&library, row, front)?)?;
            }
        }
    }
    out.flush()?;
    Ok(CommandOutcome::found(!rows.is_empty()))
}

fn front_page_rows(rows: &[ListRow]) -> impl Iterator<Item = (&ListRow, &FrontPageStory)> {
    rows.iter().filter_map(|row| Some((row, row.front_page.as_deref()?)))
}

fn write_text(
    setup: &Setup,
    rows: &[ListRow],
    width: Option<usize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let setting = FrontSetting {
        width: width.or_else(columns).unwrap_or(COLUMNS).max(1),
        height: usize::MAX,
        indent: 0,
        names_articles: true,
        order: setup.stdout_order(),
        calendar: setup.clock().calendar,
        words: Words::english(),
    };
    let page = Page { lines: front_page(rows.iter(), setting).lines, ..Page::default() };
    write_page(&page, PageStyle { theme: setup.stdout_theme(), ..PageStyle::default() }, out)
}

/// The stories with the addresses of their articles.
fn front_rows<'row>(library: &Library, rows: &'row [ListRow]) -> Result<Vec<FrontRow<'row>>, Failure> {
    let told = front_page_rows(rows).map(|(row, front)| {
        let url = library.article(row.id)?.and_then(|article| article.url);
        Ok(FrontRow { row, front, url })
    });
    told.collect()
}

fn line<'line>(
    library: &Library,
    row: &'line ListRow,
    front: &'line FrontPageStory,
) -> Result<StoryLine<'line>, Failure> {
    let (place, section) = match &front.place {
        FrontPagePart::Lead => ("lead", None),
        FrontPagePart::Top => ("top", None),
        FrontPagePart::Section(name) => ("section", Some(name)),
        FrontPagePart::Rest => ("rest", None),
    };
    Ok(StoryLine {
        story: row.story,
        place,
        section,
        article: ArticleRow::of(library, row)?,
        articles: row.others_in_story + 1,
        sources: &front.sources,
        telling: &front.key_sentences,
    })
}
