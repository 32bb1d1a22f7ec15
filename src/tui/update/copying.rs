//! Copies of the open article: a quotation with its source, the whole article as Markdown, or the whole
//! article to another program.

use ratatui::layout::Position;

use super::refusals::{nothing_open, say};
use crate::config::{PipeOutput, Program};
use crate::domain::{Article, Pane, PassageChange};
use crate::library::write_markdown;
use crate::tui::effect::{Effect, ProgramInput, Task, TerminalTask};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::hints::{Hint, Hints};
use crate::tui::overlays::picker::{Choice, Picker};
use crate::tui::overlays::scrolled_text::ScrolledText;
use crate::tui::wish::Wish;
use crate::typeset::Part;

/// Puts letters on the visible paragraphs; a single one is copied at once.
pub fn choose_quotation(model: &mut Model) -> Vec<Effect> {
    let blocks = blocks_in_sight(model);
    match blocks.as_slice() {
        [] => nothing_open(model),
        [Hint { wish: Wish::Quote(block), .. }] => quote(model, *block),
        _ => {
            model.overlay = Some(Overlay::Hints(Hints::of(blocks)));
            Vec::new()
        }
    }
}

/// The blocks of the body that have a visible line, each at its first.
fn blocks_in_sight(model: &Model) -> Vec<Hint> {
    let Some(reading) = model.reading.as_ref().filter(|_| model.layout().article.is_some()) else {
        return Vec::new();
    };
    let area = model.inside(Pane::Article);
    let x = reading.left_of_text(area);
    let mut hints: Vec<Hint> = Vec::new();
    for line in reading.visible(area) {
        let part = line.spans().find_map(|(_, span)| span.source).map(|source| source.part);
        let Some(Part::Block(block)) = part else { continue };
        let wish = Wish::Quote(block);
        if hints.last().is_none_or(|last| last.wish != wish) {
            hints.push(Hint { at: Position { x, y: line.y }, wish });
        }
    }
    hints
}

/// Copies a block of the body with its source.
pub fn quote(model: &mut Model, block: usize) -> Vec<Effect> {
    let article = model.reading.as_ref().map(|reading| &reading.opened.article);
    let quoted = article.and_then(|article| quotation(article, block));
    let Some(quoted) = quoted else { return nothing_open(model) };
    model.show_message(model.config.words.copied_quotation());
    copy(model, quoted)
}

/// “The words.” — Author, “Headline”, Publication, day, address.
fn quotation(article: &Article, block: usize) -> Option<String> {
    let words = article.body.blocks().get(block)?.to_plain();
    let names = article.names();
    let headline = format!("“{}”", article.headline);
    let day = article.published.map(|moment| moment.day().to_string());
    let source = [
        Some(names).filter(|names| !names.is_empty()),
        Some(headline),
        article.publication.as_ref().map(ToString::to_string),
        day,
        article.url.as_ref().map(ToString::to_string),
    ];
    let source: Vec<String> = source.into_iter().flatten().collect();
    Some(format!("“{}”\n— {}\n", words.trim(), source.join(", ")))
}

/// Copies the open article as Markdown.
pub fn copy_markdown(model: &mut Model) -> Vec<Effect> {
    let Some(text) = markdown(model) else { return nothing_open(model) };
    model.show_message(model.config.words.copied_markdown());
    copy(model, text)
}

/// Copies a text to the clipboard: through the terminal, or through the program of the settings.
pub fn copy(model: &Model, text: String) -> Vec<Effect> {
    vec![match model.config.settings.clipboard {
        Program::Usual => Effect::Terminal(TerminalTask::Copy(text)),
        Program::Command(_) => Effect::Task(Task::Copy(text)),
    }]
}

/// Lets the person choose a program for the open article.
pub fn choose_pipe(model: &mut Model) -> Vec<Effect> {
    let pipes = &model.config.settings.pipes;
    let choices: Vec<Choice> = pipes
        .iter()
        .map(|(name, pipe)| Choice::new(name, pipe.words.join(" "), Wish::Pipe(name.clone())))
        .collect();
    if choices.is_empty() {
        model.show_message(model.config.words.no_pipes());
    } else {
        model.overlay = Some(Overlay::List(Picker::new(model.config.words.give_story_to(), choices, None)));
    }
    Vec::new()
}

/// Gives the open article to a program.
pub fn pipe(model: &mut Model, program: String) -> Vec<Effect> {
    let Some(handed) = handed(model) else { return nothing_open(model) };
    let shows = model.config.settings.pipes.get(&program).map(|pipe| pipe.shows);
    match shows {
        Some(PipeOutput::Page | PipeOutput::Nothing) => {
            model.show_message(&model.config.words.running(&program));
            vec![Effect::Task(Task::Run(program, Box::new(handed)))]
        }
        Some(PipeOutput::Screen) | None => {
            vec![Effect::Terminal(TerminalTask::Pipe(program, Box::new(handed)))]
        }
    }
}

/// Shows the output of a program, or reports that it is done.
pub fn printed(model: &mut Model, program: &str, text: &str) -> Vec<Effect> {
    let shows = model.config.settings.pipes.get(program).map(|pipe| pipe.shows);
    if shows == Some(PipeOutput::Page) && !text.trim().is_empty() {
        model.notice = None;
        model.open_over(Overlay::Text(ScrolledText::of_output(program, text, model.config.words)));
    } else {
        model.show_message(&model.config.words.ran(program));
    }
    Vec::new()
}

/// The open article in the form that programs get.
fn handed(model: &Model) -> Option<ProgramInput> {
    let article = &model.reading.as_ref()?.opened.article;
    Some(ProgramInput {
        text: markdown(model)?,
        url: article.url.as_ref().map(ToString::to_string).unwrap_or_default(),
        title: article.headline.to_string(),
        author: article.names(),
        feed: article.publication.as_ref().map(ToString::to_string).unwrap_or_default(),
    })
}

fn markdown(model: &Model) -> Option<String> {
    let mut text = Vec::new();
    write_markdown(&model.reading.as_ref()?.opened.article, &mut text).ok()?;
    String::from_utf8(text).ok()
}

/// Shows what was added to the text of the open article and taken out of it, beside it.
pub fn show_correction(model: &mut Model) -> Vec<Effect> {
    let words = model.config.words;
    let opened = model.reading.as_ref().map(|reading| &reading.opened);
    let Some((opened, correction)) = opened.and_then(|opened| Some((opened, opened.correction.as_ref()?)))
    else {
        return say(model, words.not_corrected());
    };
    let told = |change: &PassageChange| match change {
        PassageChange::Added(passage) => format!("+ {passage}"),
        PassageChange::Removed(passage) => format!("− {passage}"),
    };
    let changes = correction.changes(&opened.article.body);
    let text = changes.iter().map(told).collect::<Vec<_>>().join("\n\n");
    model.open_over(Overlay::Text(ScrolledText::of_output(words.what_changed(), &text, words)));
    Vec::new()
}
