//! The one guard that sets and undoes every mode of the terminal: on leaving, on an error, on a panic.

use std::io::{self, BufWriter, Stdout, Write as _, stdout};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};

use super::model::Model;
use super::view::view;

/// A frame of a large screen fits, so that it leaves in one write.
const FRAME_BYTES: usize = 1 << 16;

/// Whether the terminal's modes are set: whoever finds them so, undoes them.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal while the reader has it.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over. It is given back when the value is dropped, and before a panic is told.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        restore_before_panics();
        set_modes(mouse)?;
        Ok(Self { terminal: new_terminal()?, mouse })
    }

    /// Draws the screen: one write, which terminals that can show at once.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| view(model, frame))?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal = new_terminal()?;
        execute!(self.terminal.backend_mut(), Clear(ClearType::All))
    }

    /// Puts a text on the clipboard, through the terminal (OSC 52): it works over ssh too.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn take_mouse(&mut self, take: bool) -> io::Result<()> {
        self.mouse = take;
        if take { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    /// Gives the terminal back, stops as job control expects, and takes it over again when continued.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        // SIGSTOP, since a SIGTSTP to oneself is dropped in an orphaned process group.
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
        self.take_back()
    }

    /// Takes the terminal over again after the program was stopped from outside.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn take_back(&mut self) -> io::Result<()> {
        set_modes(self.mouse)?;
        self.forget()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn new_terminal() -> io::Result<Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, stdout())))
}

fn set_modes(mouse: bool) -> io::Result<()> {
    ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        queue!(out, EnableMouseCapture)?;
    }
    out.flush()
}

/// Undoes every mode, once; what cannot be undone any more is not worth a word.
pub fn restore() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        drop(execute!(stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show));
        drop(disable_raw_mode());
    }
}

fn restore_before_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            restore();
            tell(what);
        }));
    });
}
