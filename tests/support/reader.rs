//! The reader without a terminal: keys in, screen out. Effects are performed at once, on a collection
//! in memory; answers can be held back to arrive late.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use newsprint::config::Config;
use newsprint::config::colour::ColourDepth;
use newsprint::config::key::Chord;
use newsprint::config::theme::Face;
use newsprint::domain::{Article, FullText, PictureFetching, Session};
use newsprint::library::{Downloads, Library, RetentionLimits};
use newsprint::tui::TimeOfDay;
use newsprint::tui::effect::{Effect, Task, TerminalTask, Trigger};
use newsprint::tui::message::Message;
use newsprint::tui::model::Model;
use newsprint::tui::update::update;
use newsprint::tui::view::view;
use newsprint::tui::worker::{CacheLocation, NetworkAccess, Worker};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use ratatui::layout::Size;

use super::web::network;

/// The reader under test.
pub struct Reader {
    pub model: Model,
    worker: Worker,
    /// Effects that are not performed yet, where they are held back.
    held: Option<Vec<Effect>>,
    /// What went to the terminal, the browser or the player.
    pub outside: Vec<String>,
}

/// The time of every test: a day after the articles.
pub fn clock() -> TimeOfDay {
    TimeOfDay {
        now: "2026-05-08T08:00:00Z".parse().expect("a time"),
        calendar: "2026-05-08".parse::<jiff::civil::Date>().expect("a day").into(),
    }
}

/// A theme in which every face has a colour of its own, so that a cell tells its face.
fn legend_theme() -> String {
    let faces = Face::ALL.iter().enumerate();
    let lines =
        faces.map(|(number, face)| format!("{} = {{ fg = \"#0000{:02x}\" }}", face.name(), number + 1));
    format!("[faces]\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

fn config(theme: &str) -> Config {
    let text = format!("theme = \"{theme}\"\n[pipes]\nsummary = {{ run = [\"fmt\"], show = \"page\" }}\n");
    let beside = |name: &str| (name == "themes/legend.toml").then(legend_theme);
    let (config, mistakes) = Config::read(Some(&text), Path::new("config.toml"), ColourDepth::True, beside);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    config
}

impl Reader {
    /// The reader over articles, wide, at the first row.
    pub fn with(articles: &[Article]) -> Self {
        Self::sized(articles, 130, 24)
    }

    /// The reader over articles, on a terminal of a size.
    pub fn sized(articles: &[Article], width: u16, height: u16) -> Self {
        let mut library = Library::in_memory().expect("memory");
        library.add(articles, Timestamp::UNIX_EPOCH).expect("the articles can be stored");
        Self::over(library, Session::default(), Size { width, height })
    }

    /// The reader over a collection, as a session left it.
    pub fn over(library: Library, session: Session, size: Size) -> Self {
        Self::showing(config("legend"), clock(), "test edition", library, session, size)
    }

    /// The reader as a person configured it, over an edition with a name, at some time.
    pub fn showing(
        config: Config,
        clock: TimeOfDay,
        edition: &str,
        library: Library,
        session: Session,
        size: Size,
    ) -> Self {
        let counts = library.counts().expect("counts");
        let now = clock.now;
        let mut model = Model::new(config, size, clock, edition.to_owned(), counts);
        let outside = NetworkAccess {
            network: network(Duration::from_secs(20)),
            limits: RetentionLimits::default(),
            full_text: FullText::default(),
            pictures: PictureFetching::default(),
            downloads: Downloads { folder: "/nowhere".into(), most_bytes: 1, days: None },
        };
        let worker = Worker::new(library, CacheLocation::Memory, Box::new(|_| Ok(())))
            .with_clock(Arc::new(move || now))
            .with_network(Some(outside));
        let effects = model.resume(session);
        let mut reader = Self { model, worker, held: None, outside: Vec::new() };
        reader.perform(effects);
        reader.pause();
        reader
    }

    /// Leaves the reader; what it kept is in the collection that comes back.
    pub fn leave(mut self) -> (Library, Session) {
        self.tell(Message::Leave);
        let library = self.worker.into_library();
        let session = library.session().expect("a session");
        (library, session)
    }

    /// Presses keys, written as in the keymap and parted by spaces; names may stand in `<` and `>`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let name = key.strip_prefix('<').and_then(|key| key.strip_suffix('>')).unwrap_or(key);
            let chord: Chord = name.parse().unwrap_or_else(|mistake| panic!("{mistake}"));
            self.tell(Message::Key(chord.into()));
        }
        self.pause()
    }

    /// Lets the selection of the list come to rest.
    pub fn pause(&mut self) -> &mut Self {
        if self.held.is_some() { self } else { self.tell(Message::SelectionSettled) }
    }

    /// Types text into what is open.
    pub fn write(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.tell(Message::Key(KeyEvent::from(KeyCode::Char(character))));
        }
        self.pause()
    }

    /// Does something with the mouse at a cell.
    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        self.tell(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.tell(Message::Resized(Size { width, height }))
    }

    /// Something happens.
    pub fn tell(&mut self, message: Message) -> &mut Self {
        let effects = update(&mut self.model, message);
        self.perform(effects);
        self
    }

    /// From now on answers wait until they are let go.
    pub fn hold_answers(&mut self) -> &mut Self {
        self.held = Some(Vec::new());
        self
    }

    /// How many effects are held back.
    pub fn held(&self) -> usize {
        self.held.as_ref().map_or(0, Vec::len)
    }

    /// Lets the answer to the nth held request arrive now.
    pub fn answer(&mut self, number: usize) -> &mut Self {
        let effect =
            self.held.as_ref().and_then(|held| held.get(number)).expect("so many were asked").clone();
        if let Some(message) = self.worker.perform(&effect) {
            self.tell(message);
        }
        self
    }

    /// The worker has seen that something touched the file of the collection.
    pub fn look_around(&mut self) {
        self.perform(vec![Effect::Task(Task::CheckForChanges(Trigger::FileTouched))]);
    }

    /// Performs effects.
    pub fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match (&effect, &mut self.held) {
                (Effect::Terminal(TerminalTask::Copy(text)), _) => {
                    self.outside.push(format!("copied {text}"));
                }
                (Effect::Terminal(TerminalTask::Notify(_, text)), _) => {
                    self.outside.push(format!("notice {text}"));
                }
                (Effect::Task(Task::Browse(url)), _) => self.outside.push(format!("opened {url}")),
                (Effect::Task(Task::Play(url)), _) => self.outside.push(format!("played {url}")),
                (Effect::Task(Task::Run(program, article)), _) => {
                    let printed = format!("{program} of {}\n\n{}", article.title, article.text);
                    self.tell(Message::ProgramEnded(program.clone(), Ok(printed)));
                }
                (_, Some(held)) => held.push(effect),
                (_, None) => {
                    if let Some(message) = self.worker.perform(&effect) {
                        self.tell(message);
                    }
                }
            }
        }
    }

    /// The headline of the open article.
    pub fn article_shown(&self) -> String {
        let reading = self.model.reading.as_ref();
        reading.map(|reading| reading.opened.article.headline.to_string()).unwrap_or_default()
    }

    /// The headline of the selected row.
    pub fn selected_headline(&self) -> String {
        self.model.headlines.selected_row().map(|row| row.headline.to_string()).unwrap_or_default()
    }

    /// What the foot of the screen says.
    pub fn notice(&self) -> String {
        self.model.notice.as_ref().map(|notice| notice.words.to_string()).unwrap_or_default()
    }

    /// The cells of the screen.
    pub fn buffer(&self) -> Buffer {
        let (width, height) = (self.model.size.width, self.model.size.height);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal of cells");
        terminal.draw(|frame| view(&self.model, frame)).expect("cells can be drawn");
        terminal.backend().buffer().clone()
    }

    /// The screen as lines of text, without blanks at their ends.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        lines(&buffer, |x, y| buffer[(x, y)].symbol().to_owned())
    }

    /// The cells of a line that have a face, those of others left out.
    pub fn words_in(&self, face: Face, line: u16) -> String {
        let buffer = self.buffer();
        let place = Face::ALL.iter().position(|known| *known == face).unwrap_or_default();
        let wanted = ('a'..='z').chain('A'..='Z').nth(place);
        let cells = (0..buffer.area.width).map(|x| &buffer[(x, line)]);
        cells.filter(|cell| Some(letter(cell.fg)) == wanted).map(ratatui::buffer::Cell::symbol).collect()
    }

    /// The screen as lines of letters: the face of each cell that shows something.
    pub fn faces(&self) -> String {
        let buffer = self.buffer();
        lines(&buffer, |x, y| {
            let cell = &buffer[(x, y)];
            if cell.symbol().trim().is_empty() { " ".to_owned() } else { letter(cell.fg).to_string() }
        })
    }
}

fn lines(buffer: &Buffer, cell: impl Fn(u16, u16) -> String) -> String {
    let area = buffer.area;
    let line = |y: u16| (0..area.width).map(|x| cell(x, y)).collect::<String>().trim_end().to_owned();
    (0..area.height).map(line).collect::<Vec<_>>().join("\n")
}

/// The letter of a face: its place among all faces, from `a` on, then from `A` on.
fn letter(colour: ratatui::style::Color) -> char {
    let ratatui::style::Color::Rgb(0, 0, number) = colour else { return '?' };
    let letters = ('a'..='z').chain('A'..='Z');
    letters.into_iter().nth(usize::from(number).saturating_sub(1)).unwrap_or('?')
}

/// What each letter of [`Reader::faces`] stands for.
pub fn legend() -> String {
    let letters = ('a'..='z').chain('A'..='Z');
    let names = letters.zip(Face::ALL).map(|(letter, face)| format!("{letter} {}", face.name()));
    names.collect::<Vec<_>>().join(", ")
}
