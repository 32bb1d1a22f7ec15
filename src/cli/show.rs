//! `newsprint show`: prints an article set for the terminal or a pipe, or as data.

use std::io::Write;

use super::failure::{Done, Failure};
use super::output::{columns, output};
use super::paper::{Drawing, PageStyle, write_group, write_page};
use super::plain;
use super::setup::Setup;
use crate::config::colour::ColourDepth;
use crate::domain::{ArticleId, Picture};
use crate::library::{ExportFormat, Library};
use crate::tui::tiled;
use crate::typeset::{self, Annotations, Frame, Page, Setting};
use crate::words::Words;

/// The width in columns where there is no terminal and no `--width`.
const COLUMNS: usize = 80;

/// The most lines of a picture and the assumed pixels of a cell, since no terminal is queried here.
const ROWS: usize = 24;
const CELL: (u16, u16) = (8, 16);

/// The options of a set page.
#[derive(Clone, Copy)]
pub struct PrintLayout {
    /// The width in columns; else that of the terminal.
    pub width: Option<usize>,
    /// Whether pictures are drawn, where the terminal has colours.
    pub pictures: bool,
}

/// The form in which an article is shown.
#[derive(Clone, Copy)]
pub enum Form {
    /// A page set in columns.
    Page(PrintLayout),
    /// A paragraph a line, for a screen reader or a pipe.
    Plain,
    Data(ExportFormat),
}

impl Form {
    /// The form that the options ask for.
    pub const fn of(sheet: PrintLayout, json: bool, markdown: bool, plain: bool) -> Self {
        match (json, markdown, plain) {
            (true, ..) => Self::Data(ExportFormat::Json),
            (_, true, _) => Self::Data(ExportFormat::Markdown),
            (.., true) => Self::Plain,
            _ => Self::Page(sheet),
        }
    }
}

/// Shows an article.
pub fn show(setup: &Setup, reference: &str, form: Form) -> Result<Done, Failure> {
    let library = setup.library()?;
    let id = find(&library, reference)?;
    let mut out = output();
    match form {
        Form::Data(format) => {
            library.export_article(id, format, &mut out)?;
        }
        Form::Page(sheet) => set(setup, &library, id, sheet, &mut out)?,
        Form::Plain => plain::write(setup, &library, id, &mut out)?,
    }
    out.flush()?;
    Ok(Done::All)
}

/// The article that an id, a URL or a GUID names.
pub fn find(library: &Library, reference: &str) -> Result<ArticleId, Failure> {
    library.find(reference)?.ok_or_else(|| {
        Failure::nothing(format!("there is no article “{reference}” in the cache"))
            .hint("newsprint list shows the ids; a URL or a GUID works too")
    })
}

fn set(
    setup: &Setup,
    library: &Library,
    id: ArticleId,
    sheet: PrintLayout,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let width = sheet.width;
    let Some(mut opened) = library.open_article(id)? else { return Ok(()) };
    let measure = usize::from(setup.config.settings.measure);
    let setting = Setting {
        width: width.or_else(columns).unwrap_or(COLUMNS).max(1),
        measure: width.unwrap_or(measure),
        hyphenate: setup.config.settings.hyphenate,
        scrolls: None,
        linear: false,
        words: Words::english(),
        pictures: setup
            .stdout_pictures()
            .filter(|_| sheet.pictures)
            .map(|_| Frame { rows: ROWS, cell: CELL }),
        order: setup.stdout_order(),
        calendar: setup.clock().calendar,
    };
    let said = Annotations {
        bookmark: opened.bookmark.as_ref(),
        highlights: &opened.highlights,
        muted_by: opened.muted_by.as_ref(),
        is_downloaded: opened.is_downloaded,
        correction: opened.correction.as_ref(),
    };
    let mut page = typeset::annotated_page(&opened.article, said, &setting);
    let drawings = match setup.stdout_pictures() {
        Some(depth) => draw(library, &page, depth)?,
        None => Vec::new(),
    };
    if drawings.len() < page.pictures.len() {
        // A picture that cannot be drawn leaves no gap: its caption stands alone.
        opened.article.each_figure_mut(&mut |figure| {
            let is_drawn =
                |picture: &Picture| drawings.iter().any(|drawn| drawn.place.name == picture.name());
            figure.picture.take_if(|picture| !is_drawn(picture));
        });
        page = typeset::annotated_page(&opened.article, said, &setting);
    }
    let drawings = page.pictures.iter().cloned().zip(drawings);
    let drawings: Vec<_> = drawings.map(|(place, drawn)| Drawing { place, ..drawn }).collect();
    let look = PageStyle { theme: setup.stdout_theme(), links: setup.stdout_links(), drawings: &drawings };
    write_page(&page, look, out)?;
    opened.related.iter().try_for_each(|group| write_group(group, setting.columns(), out))
}

/// The pictures of a page that can be drawn.
fn draw(library: &Library, page: &Page, depth: ColourDepth) -> Result<Vec<Drawing>, Failure> {
    let mut drawings = Vec::new();
    for place in page.pictures.iter().cloned() {
        let size = |count: usize| u32::try_from(count).unwrap_or_default();
        let (columns, rows) = (size(place.columns), size(place.lines.len()));
        let bytes = library.picture(place.name)?;
        let rows = bytes.and_then(|bytes| tiled(&bytes, columns, rows, depth));
        drawings.extend(rows.map(|rows| Drawing { place, rows }));
    }
    Ok(drawings)
}
