//! A list to pick from. Typing ranks the choices: those whose names have the typed letters in this order, the
//! best match first.

use std::borrow::Cow;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config as Matching, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::key_result::KeyResult;
use super::overlay_box;
use crate::config::Config;
use crate::config::theme::Face;
use crate::tui::lettering::draw_text;
use crate::tui::wish::Wish;
use crate::typeset;

/// A choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The name of the choice.
    pub name: String,
    /// The description at the right.
    pub about: String,
    /// The kind of choice: its heading in a list of several kinds, until the list is ranked.
    pub kind: &'static str,
    /// The wish of picking the choice.
    pub wish: Wish,
    /// The wish that previews the choice while it is selected. When the list closes without a pick, the
    /// preview of the first selected choice is shown again.
    pub preview: Option<Wish>,
}

impl Choice {
    /// A choice without a preview.
    pub fn new(name: impl Into<String>, about: impl Into<String>, wish: Wish) -> Self {
        Self { name: name.into(), about: about.into(), kind: "", wish, preview: None }
    }
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The kind of the choices below.
    Heading(&'static str),
    /// The choice at a position.
    Choice(usize),
}

/// A list of choices, the typed text that ranks them, and a selection.
#[derive(Clone, Debug)]
pub struct Picker {
    title: &'static str,
    choices: Vec<Choice>,
    typed: Input,
    /// The positions of the shown choices, the best first.
    shown: Vec<usize>,
    /// The position of the selected choice among the shown ones.
    selected: usize,
    /// The choice that was selected at first.
    first_selected: usize,
    /// Most columns of the list.
    columns: u16,
}

/// Columns of a list of names, and of a list of sentences.
const NARROW: u16 = 56;
const WIDE: u16 = 112;

impl Picker {
    /// A list with one of its choices selected, or else the first.
    pub fn new(title: &'static str, choices: Vec<Choice>, selected: Option<usize>) -> Self {
        let selected = selected.unwrap_or(0);
        let shown = (0..choices.len()).collect();
        let typed = Input::default();
        Self { title, choices, typed, shown, selected, first_selected: selected, columns: NARROW }
    }

    /// A list with the choice of a wish selected.
    pub fn at(title: &'static str, choices: Vec<Choice>, current: &Wish) -> Self {
        let selected = choices.iter().position(|choice| choice.wish == *current);
        Self::new(title, choices, selected)
    }

    /// The list with room for sentences.
    pub fn wide(self) -> Self {
        Self { columns: WIDE, ..self }
    }

    /// Whether a choice is previewed while it is selected.
    pub fn previews(&self) -> bool {
        self.choices.iter().any(|choice| choice.preview.is_some())
    }

    /// Gives a key to the list.
    pub fn press(&mut self, key: KeyEvent) -> KeyResult {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return self.leave(),
            KeyCode::Char('c') if control => return self.leave(),
            KeyCode::Enter => return self.pick(self.selected),
            KeyCode::Down | KeyCode::Tab => self.step(1),
            KeyCode::Up | KeyCode::BackTab => self.step(-1),
            KeyCode::Char('n') if control => self.step(1),
            KeyCode::Char('p') if control => self.step(-1),
            KeyCode::PageDown => self.step(10),
            KeyCode::PageUp => self.step(-10),
            _ => self.type_key(key),
        }
        let preview = self.choice(self.selected).and_then(|choice| choice.preview.clone());
        KeyResult { closes: false, wish: preview }
    }

    /// Picks the choice at a cell; a click outside of the list closes it.
    pub fn click(&self, at: Position, area: Rect) -> KeyResult {
        let inside = overlay_box::inside(self.size(), area);
        if !inside.contains(at) {
            return self.leave();
        }
        let line = usize::from(at.y - inside.y).checked_sub(1);
        let line = line.and_then(|line| self.lines().get(line + self.top(inside)).copied());
        match line {
            Some(Line::Choice(position)) => self.pick(position),
            Some(Line::Heading(_)) | None => KeyResult::STAYS,
        }
    }

    fn pick(&self, position: usize) -> KeyResult {
        self.choice(position).map_or(KeyResult::STAYS, |choice| KeyResult::closing(choice.wish.clone()))
    }

    fn leave(&self) -> KeyResult {
        let before = self.choices.get(self.first_selected);
        KeyResult { closes: true, wish: before.and_then(|choice| choice.preview.clone()) }
    }

    /// The choice at a position.
    fn choice(&self, position: usize) -> Option<&Choice> {
        self.choices.get(*self.shown.get(position)?)
    }

    /// The name of a choice as it is shown: with its kind among choices of several kinds.
    fn name_of<'choice>(&self, choice: &'choice Choice) -> Cow<'choice, str> {
        if self.is_ranked() && !choice.kind.is_empty() {
            return Cow::Owned(format!("{} · {}", choice.name, choice.kind));
        }
        Cow::Borrowed(&choice.name)
    }

    fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    fn type_key(&mut self, key: KeyEvent) {
        let before = self.typed.value().to_owned();
        overlay_box::type_key(&mut self.typed, key);
        if self.typed.value() != before {
            self.rank();
            self.selected = 0;
        }
    }

    /// Ranks the choices by how well their names match the typed text; equals keep their order.
    fn rank(&mut self) {
        let wanted =
            Pattern::new(self.typed.value(), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let (mut matcher, mut letters) = (Matcher::new(Matching::DEFAULT), Vec::new());
        let mut ranked: Vec<(usize, u32)> = Vec::new();
        for (place, choice) in self.choices.iter().enumerate() {
            let score = wanted.score(Utf32Str::new(&choice.name, &mut letters), &mut matcher);
            ranked.extend(score.map(|score| (place, score)));
        }
        ranked.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        self.shown = ranked.into_iter().map(|(place, _)| place).collect();
    }

    /// The choices, and the headings of their kinds while the list is not ranked.
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut above = "";
        for position in 0..self.shown.len() {
            let kind = self.choice(position).map_or("", |choice| choice.kind);
            if kind != above && !self.is_ranked() {
                lines.push(Line::Heading(kind));
                above = kind;
            }
            lines.push(Line::Choice(position));
        }
        lines
    }

    fn is_ranked(&self) -> bool {
        !self.typed.value().is_empty()
    }

    fn size(&self) -> (u16, u16) {
        let kinds = self.choices.chunk_by(|one, other| one.kind == other.kind);
        let headings =
            kinds.filter(|kind| kind.first().is_some_and(|choice| !choice.kind.is_empty())).count();
        let height = u16::try_from(self.choices.len() + headings).unwrap_or(u16::MAX).saturating_add(3);
        (self.columns, height.clamp(6, 24))
    }

    /// The first line drawn.
    fn top(&self, inside: Rect) -> usize {
        let selected = self.lines().iter().position(|line| *line == Line::Choice(self.selected));
        (selected.unwrap_or(0) + 1).saturating_sub(usize::from(inside.height.saturating_sub(1)))
    }

    /// Draws the list over an area.
    pub fn draw(&self, config: &Config, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let inside =
            overlay_box::draw_box(self.title, config.words.picker_keys(), self.size(), config, area, buffer);
        let line = Rect { height: inside.height.min(1), ..inside };
        let cursor = overlay_box::draw_input("› ", &self.typed, config, line, buffer);
        let ys = inside.y.saturating_add(1)..inside.bottom();
        if let Some(y) = ys.clone().next().filter(|_| self.shown.is_empty() && self.is_ranked()) {
            let none = config.words.nothing_called(self.typed.value());
            draw_text(
                &none,
                (inside.x.saturating_add(2), y),
                usize::from(inside.width.saturating_sub(2)),
                Face::Faint,
                config,
                buffer,
            );
        }
        for (y, line) in ys.zip(self.lines().into_iter().skip(self.top(inside))) {
            let row = Rect { y, height: 1, ..inside };
            match line {
                Line::Heading(kind) => {
                    draw_text(kind, (row.x, y), usize::from(row.width), Face::Heading, config, buffer);
                }
                Line::Choice(position) => {
                    let Some(choice) = self.choice(position) else { continue };
                    let name = self.name_of(choice);
                    draw_choice(&name, choice, position == self.selected, config, row, buffer);
                }
            }
        }
        cursor
    }
}

fn draw_choice(name: &str, choice: &Choice, selected: bool, config: &Config, row: Rect, buffer: &mut Buffer) {
    // Where there is not room for both, each has half.
    let both = usize::from(row.width.saturating_sub(3));
    let beside = typeset::truncate(&choice.about, both.saturating_sub(typeset::width(name)).max(both / 2));
    let about = u16::try_from(typeset::width(&beside)).unwrap_or(u16::MAX);
    let room = usize::from(row.width.saturating_sub(about).saturating_sub(3));
    let face = if selected { Face::Unread } else { Face::Text };
    if selected {
        overlay_box::select(row, config, buffer);
    }
    let name = typeset::truncate(name, room);
    draw_text(&name, (row.x.saturating_add(2), row.y), room, face, config, buffer);
    if row.width > about {
        let columns = usize::from(about);
        draw_text(&beside, (row.right() - about, row.y), columns, Face::Faint, config, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker(names: &[&str]) -> Picker {
        let choice = |name: &&str| Choice::new(*name, "", Wish::OpenNamed((*name).to_owned()));
        Picker::new("", names.iter().map(choice).collect(), None)
    }

    fn shown(picker: &Picker) -> Vec<&str> {
        (0..picker.shown.len())
            .filter_map(|at| picker.choice(at))
            .map(|choice| choice.name.as_str())
            .collect()
    }

    fn type_in(picker: &mut Picker, text: &str) {
        text.chars().for_each(|letter| drop(picker.press(KeyCode::Char(letter).into())));
    }

    #[test]
    fn letters_in_order_find_a_name_and_the_best_match_is_selected() {
        let mut picker = picker(&["The Bridge Gazette", "Harbour Gazette", "Big Rain Daily"]);

        type_in(&mut picker, "gaz");
        assert_eq!(shown(&picker), ["The Bridge Gazette", "Harbour Gazette"]);

        type_in(&mut picker, " hrb");
        assert_eq!(shown(&picker), ["Harbour Gazette"]);
        let entered = picker.press(KeyCode::Enter.into());
        assert_eq!(entered, KeyResult::closing(Wish::OpenNamed("Harbour Gazette".to_owned())));
    }

    #[test]
    fn a_beginning_ranks_above_letters_that_are_strewn() {
        let mut picker = picker(&["swollen oak river town", "Sport", "Transport"]);

        type_in(&mut picker, "sport");

        assert_eq!(shown(&picker).first(), Some(&"Sport"));
    }

    #[test]
    fn leaving_a_list_of_previews_shows_again_what_was_selected_first() {
        let choice = |name: &str| Choice {
            preview: Some(Wish::PreviewTheme(name.to_owned())),
            ..Choice::new(name, "", Wish::SetTheme(name.to_owned()))
        };
        let mut picker = Picker::new("", vec![choice("day"), choice("night")], Some(1));

        let moved = picker.press(KeyCode::Up.into());
        assert_eq!(moved, KeyResult::staying(Wish::PreviewTheme("day".to_owned())));
        let left = picker.press(KeyCode::Esc.into());
        assert_eq!(left, KeyResult::closing(Wish::PreviewTheme("night".to_owned())));
    }

    #[test]
    fn kinds_of_choices_have_headings_until_the_list_is_ranked() {
        let of_kind =
            |name: &str, kind| Choice { kind, ..Choice::new(name, "", Wish::OpenNamed(name.to_owned())) };
        let choices =
            vec![of_kind("All", "Views"), of_kind("Gazette", "Papers"), of_kind("Herald", "Papers")];
        let mut picker = Picker::new("", choices, Some(2));

        let headings =
            |picker: &Picker| picker.lines().iter().filter(|line| matches!(line, Line::Heading(_))).count();
        assert_eq!((headings(&picker), picker.lines().last()), (2, Some(&Line::Choice(2))));
        type_in(&mut picker, "gaz");
        assert_eq!(headings(&picker), 0);
        assert_eq!(
            picker.choice(0).map(|choice| picker.name_of(choice).into_owned()),
            Some("Gazette · Papers".to_owned())
        );
    }
}
