//! The screen: takes the terminal over, draws frames, and restores the terminal on leaving, on an error, on a
//! panic.

use std::cell::RefCell;
use std::io::{self, Write, stdout};
use std::mem;
use std::panic;
use std::path::PathBuf;
use std::process;
use std::rc::Rc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use ratatui::backend::Backend as _;
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::cursor::{RestorePosition, SavePosition};
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, SetTitle, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::backend::LinkingBackend;
use super::graphics::{self, Graphics, placements};
use super::guard;
use super::link_index::LinkIndex;
use super::model::Model;
use super::modes;
use super::view::view;
use crate::config::NoticeSequence;
use crate::domain::Prose;
use crate::library::is_reading_document;
use crate::typeset;

/// The exit code after a panic of any thread.
const PANIC_EXIT_CODE: i32 = 101;

/// Whether the terminal's modes are set and have to be undone.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The bytes of a frame, written at once when it is complete.
#[derive(Clone, Default)]
struct FrameBytes(Rc<RefCell<Vec<u8>>>);

impl FrameBytes {
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    /// Does nothing: ratatui flushes several times a frame, and the frame is written by `send` alone.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while the reader has it.
pub struct Screen {
    terminal: Terminal<LinkingBackend<FrameBytes>>,
    /// Images that lie over the cells.
    graphics: Graphics,
    /// The links of the last frame.
    links: LinkIndex,
    held: FrameBytes,
    size: Size,
    mouse: bool,
    /// The title of the window.
    title: String,
}

impl Screen {
    /// Takes the terminal over. It is restored when the screen is dropped and before a panic is reported;
    /// after a signal that cannot be caught by the guard process, which is `program` started again.
    pub fn enter(size: Size, mouse: bool, program: Option<PathBuf>) -> io::Result<Self> {
        restore_before_panics();
        let before = guard::termios();
        set_modes(mouse)?;
        if let (Some(program), Ok(termios)) = (program, before) {
            let is_taken = || ENTERED.load(Ordering::SeqCst);
            let start = move || guard::start(&program, &termios, is_taken);
            thread::Builder::new().name("guard".to_owned()).spawn(start)?;
        }
        let held = FrameBytes::default();
        let terminal = terminal_of(size, held.clone())?;
        Ok(Self {
            terminal,
            graphics: Graphics::default(),
            links: LinkIndex::default(),
            held,
            size,
            mouse,
            title: String::new(),
        })
    }

    /// Draws a frame in one write, which terminals with synchronized updates show at once.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        if model.size != self.size {
            self.size = model.size;
            self.forget()?;
        }
        queue!(self.held, BeginSynchronizedUpdate)?;
        self.set_title(model)?;
        let pictures = placements(model);
        let traces = self.graphics.lines_to_redraw(&pictures);
        let links = model.terminal_links();
        self.terminal.backend_mut().links.clone_from(&links);
        let before = mem::replace(&mut self.links, links);
        let frame = self.terminal.draw(|frame| {
            view(model, frame);
            self.links.mark_changes(&before, frame.buffer_mut());
        })?;
        let over: Vec<_> = traces.iter().flat_map(|line| cells_of(*line, frame.buffer)).collect();
        self.draw_over(&over)?;
        self.graphics.show_images(pictures, &mut self.held)?;
        queue!(self.held, EndSynchronizedUpdate)?;
        self.held.send()
    }

    /// Sets the title of the window to the count of unread articles, where the settings want that.
    fn set_title(&mut self, model: &Model) -> io::Result<()> {
        let title = model.window_title().filter(|title| *title != self.title);
        let Some(title) = title else { return Ok(()) };
        queue!(self.held, SetTitle(&title))?;
        self.title = title;
        Ok(())
    }

    /// Shows a notification by an escape sequence; its text is one line without control characters.
    pub fn notify(&mut self, sequence: NoticeSequence, text: &Prose) -> io::Result<()> {
        match sequence {
            NoticeSequence::Osc9 => write!(self.held, "\x1b]9;{text}\x1b\\")?,
            NoticeSequence::Osc777 => {
                write!(self.held, "\x1b]777;notify;newsprint;{}\x1b\\", text.as_str().replace(';', ","))?;
            }
            NoticeSequence::Osc99 => write!(self.held, "\x1b]99;;newsprint: {text}\x1b\\")?,
        }
        self.held.send()
    }

    /// Redraws cells although their content did not change; the cursor stays where it is.
    fn draw_over(&mut self, cells: &[(u16, u16, Cell)]) -> io::Result<()> {
        if cells.is_empty() {
            return Ok(());
        }
        queue!(self.held, SavePosition)?;
        self.terminal.backend_mut().draw(cells.iter().map(|(column, line, cell)| (*column, *line, cell)))?;
        queue!(self.held, RestorePosition)
    }

    /// Forgets the last frame, so that the next one is drawn in full.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal = terminal_of(self.size, self.held.clone())?;
        self.graphics.forget(&mut self.held)?;
        queue!(self.held, Clear(ClearType::All))
    }

    /// Copies a text to the clipboard through the terminal (OSC 52), which works over ssh too.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.held, CopyToClipboard::to_clipboard_from(text))?;
        self.held.send()
    }

    /// Queries the background colour (OSC 11); the reply comes among the keys.
    pub fn ask_background(&mut self) -> io::Result<()> {
        self.held.write_all(b"\x1b]11;?\x1b\\")?;
        self.held.send()
    }

    /// Queries kitty's graphics protocol; the reply comes among the keys.
    pub fn ask_pictures(&mut self) -> io::Result<()> {
        self.held.write_all(graphics::QUESTION.as_bytes())?;
        self.held.send()
    }

    /// Turns mouse reports on, or leaves the mouse to the terminal.
    pub fn take_mouse(&mut self, take: bool) -> io::Result<()> {
        self.mouse = take;
        if take { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    /// Restores the terminal, stops the process as job control expects, and takes the terminal over again
    /// when the process continues.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        // SIGSTOP, since a SIGTSTP to oneself is dropped in an orphaned process group. Other systems do not
        // stop.
        #[cfg(unix)]
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
        self.enter_again()
    }

    /// Takes the terminal over again after the program was stopped from outside.
    pub fn enter_again(&mut self) -> io::Result<()> {
        set_modes(self.mouse)?;
        self.forget()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// The cells of a line with their places, without those that a wide grapheme covers.
fn cells_of(line: u16, frame: &Buffer) -> impl Iterator<Item = (u16, u16, Cell)> {
    let mut free = 0;
    (0..frame.area.width).filter_map(move |column| {
        let cell = frame.cell((column, line)).filter(|_| column >= free)?;
        let columns = u16::try_from(typeset::width(cell.symbol())).unwrap_or(1);
        free = column.saturating_add(columns.max(1));
        Some((column, line, cell.clone()))
    })
}

/// A terminal of a fixed size: the model knows the size, and ratatui need not ask for it at every frame.
fn terminal_of(size: Size, held: FrameBytes) -> io::Result<Terminal<LinkingBackend<FrameBytes>>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.width, size.height));
    Terminal::with_options(LinkingBackend::new(held), TerminalOptions { viewport })
}

fn set_modes(mouse: bool) -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    guard::set_taken(true);
    enable_raw_mode()?;
    modes::enter(mouse)
}

/// Undoes every mode, once; errors are ignored, since the terminal may be gone.
pub fn restore() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        drop(modes::leave());
        drop(disable_raw_mode());
        guard::set_taken(false);
    }
}

/// Makes a panic of any thread restore the terminal before it is reported, and end the program. A panic of
/// the parser of a document is caught elsewhere, and the screen stays.
fn restore_before_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let main = thread::current().id();
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            if is_reading_document() {
                return;
            }
            restore();
            tell(what);
            if thread::current().id() != main {
                process::exit(PANIC_EXIT_CODE);
            }
        }));
    });
}
