//! The parts of a page around the body: headline, byline, standfirst and lead image above it, the biographies
//! below.

use jiff::tz::Offset;

use super::attachments::set_attachments;
use super::date::date_and_hour;
use super::figure::{has_content, repeats_headline, set_figure};
use super::flow::Flow;
use super::galley::{Galley, Style};
use super::remarks::{set_correction, set_muting_rule, set_remarks};
use super::{Annotations, Line, Part, Role, Span, date};
use crate::domain::{Article, Calendar, Figure, Moment, Prose, normalised_headline};
use crate::words::Words;

/// The separator in the byline.
const BETWEEN: &str = "\u{a0}· ";

/// The separator before the last part of the byline, which never stands on a line of its own.
const BEFORE_LAST: &str = "\u{a0}·\u{a0}";

/// A no-break space, which keeps the words of a part of the byline together.
const BOUND: &str = "\u{a0}";

/// Sets the parts above the body.
pub(super) fn set_opening(
    galley: &mut Galley,
    article: &Article,
    annotations: Annotations<'_>,
    calendar: Calendar,
) {
    galley.begin_part(Part::Headline);
    galley.announced("# ", Role::Headline, |galley| {
        galley.words(article.headline.as_str(), Style::whole(Role::Headline));
    });
    galley.underline();
    set_byline(galley, article, calendar);
    set_attachments(galley, article, annotations.is_downloaded, calendar.locale);
    if let Some(search) = annotations.muted_by {
        set_muting_rule(galley, search);
    }
    if let Some(correction) = annotations.correction {
        let noticed = Moment::at(correction.noticed, Offset::UTC);
        set_correction(galley, &date(noticed, calendar, galley.label_words));
    }
    if let Some(bookmark) = annotations.bookmark {
        set_remarks(galley, bookmark);
    }
    galley.request_blank_line();
    if let Some(standfirst) = article.standfirst.as_ref().filter(|words| !text_begins_with(words, article)) {
        galley.begin_part(Part::Standfirst);
        galley.words(standfirst.as_str(), Style::whole(Role::Standfirst));
        galley.request_blank_line();
    }
    let tells = |image: &&Figure| has_content(image) && !repeats_headline(image, article);
    if let Some(image) = article.lead_image.as_ref().filter(tells) {
        galley.begin_part(Part::LeadImage);
        set_figure(galley, image);
        galley.request_blank_line();
    }
    if article.is_link_only() {
        set_absence(galley, article);
    }
}

/// Blocks at the beginning of a text that may repeat the standfirst.
const BEGINNING: usize = 3;

/// Words of a standfirst from which a repetition is recognised.
const LEAST_REPEATED_WORDS: usize = 6;

/// Whether the text begins with the words of the standfirst.
fn text_begins_with(standfirst: &Prose, article: &Article) -> bool {
    let words = normalised_headline(standfirst.as_str());
    let mut first = article.body.blocks().iter().take(BEGINNING);
    words.split(' ').count() >= LEAST_REPEATED_WORDS
        && first.any(|block| normalised_headline(&block.to_plain()).starts_with(&words))
}

/// Sets a note that the article has no text, and whether it has an address.
fn set_absence(galley: &mut Galley, article: &Article) {
    let mut flow = Flow::default();
    let words = galley.label_words;
    let absence = if article.url.is_some() { words.only_the_link() } else { words.only_the_headline() };
    flow.push_ornament(absence, Role::Meta);
    galley.begin_part(Part::Byline);
    let room = galley.room();
    let lines = galley.compose(&flow, room, false);
    galley.push_all(lines);
}

/// Sets the byline: authors or else the publication, the date, and the reading time.
fn set_byline(galley: &mut Galley, article: &Article, calendar: Calendar) {
    let names = article.names();
    let mut flow = Flow::default();
    if !names.is_empty() {
        flow.push_ornament(galley.label_words.by(), Role::Byline);
        flow.push_words(&names, Role::Byline);
    }
    let remarks = remarks(article, calendar, galley.label_words);
    let last = remarks.len().saturating_sub(1);
    for (number, remark) in remarks.into_iter().enumerate() {
        let between = if number > 0 && number == last { BEFORE_LAST } else { BETWEEN };
        flow.push_ornament(if flow.text.is_empty() { "" } else { between }, Role::Meta);
        flow.push_ornament(&remark, Role::Meta);
    }
    galley.begin_part(Part::Byline);
    let room = galley.room();
    let mut lines = galley.compose(&flow, room, false);
    for line in &mut lines {
        for span in line.spans.iter_mut().filter(|span| span.source.is_none()) {
            span.text = span.text.replace(BOUND, " ");
        }
        remove_last_separator(line);
    }
    galley.push_all(lines);
}

/// Removes the separator at the end of a line.
fn remove_last_separator(line: &mut Line) {
    while let Some(last) = line.spans.last_mut().filter(|last| last.source.is_none()) {
        last.text.truncate(last.text.trim_end_matches([' ', '·']).len());
        if !last.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
}

fn remarks(article: &Article, calendar: Calendar, words: Words) -> Vec<String> {
    let told = |moment| date_and_hour(moment, calendar, words).replace(' ', BOUND);
    let paper = article.publication.iter().filter(|_| article.byline.is_empty());
    let paper = paper.map(|name| name.as_str().replace(' ', BOUND));
    let published = article.published.map(told);
    let is_later = |day: &String| published.as_ref() != Some(day);
    let updated =
        article.updated.map(told).filter(is_later).map(|day| words.updated(day).replace(' ', BOUND));
    let captured = article.fetched.map(|moment| words.captured(told(moment)).replace(' ', BOUND));
    let has_text = !article.body.blocks().is_empty();
    let minutes = has_text.then(|| words.minutes(article.minutes()).replace(' ', BOUND));
    paper.chain(published.clone()).chain(updated).chain(captured).chain(minutes).collect()
}

/// Sets the biographies of the authors.
pub(super) fn set_biographies(galley: &mut Galley, article: &Article) {
    let authors = article.byline.iter().enumerate();
    let known: Vec<_> =
        authors.filter_map(|(position, author)| Some((position, author, author.bio.as_ref()?))).collect();
    let heading = match known.len() {
        0 => return,
        1 => galley.label_words.about_author(),
        _ => galley.label_words.about_authors(),
    };
    let room = galley.room();
    let heading = super::truncate(heading, room).into_owned();
    galley.announced("## ", Role::Heading(2), |galley| {
        galley.push(Line { spans: vec![Span::ornament(heading, Role::Heading(2))] });
    });
    for (position, author, biography) in known {
        galley.request_blank_line();
        galley.begin_part(Part::Biography(position));
        galley.words(author.name.as_str(), Style::whole(Role::Byline));
        galley.words(biography.as_str(), Style { role: Role::Body, hyphenates: true });
    }
}
