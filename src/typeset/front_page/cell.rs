//! Sets a story of the front page: its headline, its most telling words, its sources and its age.

use super::FrontSetting;
use crate::domain::{Age, FrontPagePart, FrontPageStory, ListRow, TimeUnit, Why};
use crate::typeset::{Line, Role, Span, date, truncate, visual, width, wrap};

/// Columns of the longest line of the lead story.
const MEASURE: usize = 78;

/// Columns of the rule under the headline of the lead story.
const RULE: usize = 8;

/// Minutes of an hour, and hours of a day.
const HOUR: u64 = 60;
const DAY: u64 = 24;

/// The separator of facts.
const SEPARATOR: &str = " · ";

/// Most lines of a headline and of the words below it: in the lead story, in those at the top, in the others.
const LEAD: (usize, usize) = (3, 8);
const TOP: (usize, usize) = (3, 4);
const OTHER: (usize, usize) = (3, 2);

/// Sets a story in a number of columns.
pub(super) fn set_cell(row: &ListRow, columns: usize, setting: &FrontSetting) -> Vec<Line> {
    let Some(front) = &row.front_page else { return Vec::new() };
    let is_lead = front.place == FrontPagePart::Lead;
    let (headline_lines, telling_lines) = match front.place {
        FrontPagePart::Lead => LEAD,
        FrontPagePart::Top => TOP,
        FrontPagePart::Section(_) | FrontPagePart::Rest => OTHER,
    };
    let telling_lines = telling_lines.min((setting.height / 3).max(OTHER.1));
    let columns = columns.min(MEASURE);
    let set = |text: &str, most: usize, role: Role| -> Vec<Line> {
        let lines = wrap(text, columns, most);
        let shown = |line: &String| visual(line, setting.order).into_owned();
        lines.iter().map(|line| Line { spans: vec![Span::ornament(shown(line), role)] }).collect()
    };
    let mut lines = set(row.headline.as_str(), headline_lines, Role::Headline);
    if is_lead {
        let rule = "─".repeat(RULE.min(columns));
        lines.push(Line { spans: vec![Span::ornament(rule, Role::HeadingRule)] });
    }
    lines.extend(set(front.key_sentences.as_str(), telling_lines, Role::Body));
    lines.extend(set(&facts(row, front, columns, setting), 1, Role::Meta));
    lines
}

/// "4 sources: Gazette, Wire +2 · 2 h ago": as many names as there is room for.
fn facts(row: &ListRow, front: &FrontPageStory, columns: usize, setting: &FrontSetting) -> String {
    let words = setting.words;
    let name = setting.names_articles.then(|| row.id.to_string());
    let (count, age, follows) = match &row.why {
        Some(Why::FrontPage { sources, age, followed }) => {
            (*sources, Some(age_label(*age, row, setting)), *followed)
        }
        _ => (0, None, false),
    };
    let follows = follows.then(|| words.you_follow_it().to_owned());
    let after = [age, follows, name].into_iter().flatten().filter(|fact| !fact.is_empty());
    let after: Vec<String> = after.collect();
    let after = after.join(SEPARATOR);
    let room = columns.saturating_sub(width(&after) + width(SEPARATOR));
    let count = if count > 1 { words.sources(count) } else { String::new() };
    let told = sources_label(front, &count, room);
    let facts = [told, after].into_iter().filter(|fact| !fact.is_empty());
    facts.collect::<Vec<_>>().join(SEPARATOR)
}

/// The age of the story: "2 h ago", from a day on "yesterday"; after some weeks, its date.
fn age_label(age: Option<Age>, row: &ListRow, setting: &FrontSetting) -> String {
    let words = setting.words;
    match (age, row.published) {
        (None, None) => String::new(),
        (None, _) => words.now().to_owned(),
        (Some(Age { count: HOUR.., unit: TimeUnit::Minutes }), _) => {
            words.ago(Age { count: 1, unit: TimeUnit::Hours })
        }
        (Some(Age { count: DAY.., unit: TimeUnit::Hours }), Some(moment)) => {
            let days = setting.calendar.today - setting.calendar.day_of(moment);
            match days.get_days() {
                ..=1 => setting.calendar.locale.yesterday().to_owned(),
                _ => words.ago(Age { count: 2, unit: TimeUnit::Days }),
            }
        }
        (Some(Age { unit: TimeUnit::Months | TimeUnit::Years, .. }), Some(moment)) => {
            date(moment, setting.calendar, words)
        }
        (Some(age), _) => words.ago(age),
    }
}

/// The sources of the story, in a number of columns.
fn sources_label(front: &FrontPageStory, count: &str, room: usize) -> String {
    let mut told = String::new();
    for (position, source) in front.sources.iter().enumerate() {
        let lead = match (position, count.is_empty()) {
            (0, true) => String::new(),
            (0, false) => format!("{count}: "),
            _ => format!("{told}, "),
        };
        let left = front.sources.len() - position - 1;
        let rest = if left > 0 { format!(" +{left}") } else { String::new() };
        let longer = format!("{lead}{source}");
        if width(&longer) + width(&rest) > room {
            let more = format!(" +{}", left + 1);
            return if position > 0 {
                told + &more
            } else if count.is_empty() {
                truncate(source.as_str(), room).into_owned()
            } else {
                truncate(count, room).into_owned()
            };
        }
        told = longer;
    }
    if told.is_empty() { truncate(count, room).into_owned() } else { told }
}
