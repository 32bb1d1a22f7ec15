//! The built program: run without a terminal, or on a pseudo-terminal whose screen can be read.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// How long a command may take in any test, on a machine that is busy with much else.
const LONGEST: Duration = Duration::from_mins(3);

/// How long anything may take before the test gives up; nothing is timed by it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A home of its own for one test: no configuration, no cache.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder for the test") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the home; returns its path.
    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        std::fs::write(&path, text).expect("the file can be written");
        path.to_string_lossy().into_owned()
    }

    /// Runs a command to its end, without a terminal.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, "")
    }

    /// The same, with standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        self.run_where(arguments, input, &[])
    }

    /// The same, where the environment says more.
    pub fn run_where(&self, arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Output {
        let mut command = self.command(arguments);
        command.envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let _watched = watch(child.id());
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("the input is taken");
        child.wait_with_output().expect("the program ends")
    }

    /// Runs a command until it has written a line, and kills it; returns the whole lines it wrote.
    pub fn kill_after_a_line(&self, arguments: &[&str]) -> String {
        let mut command = self.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut written = String::new();
        output.read_line(&mut written).expect("a line");
        child.kill().expect("it runs");
        output.read_to_string(&mut written).expect("the rest");
        child.wait().expect("it ends");
        written.truncate(written.rfind('\n').map_or(0, |end| end + 1));
        written
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(arguments).env_clear().env("HOME", self.path()).env("TERM", "xterm-256color");
        command
    }

    /// Starts the program on a pseudo-terminal.
    pub fn start(&self, arguments: &[&str], size: (u16, u16)) -> Session {
        Session::start(self, arguments, size, &[])
    }
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The program on a pseudo-terminal.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn std::io::Write + Send>>,
    bytes: Receiver<Vec<u8>>,
    gone: Arc<AtomicBool>,
    screen: vt100::Parser,
    /// The modes of the terminal before the program was started.
    modes: String,
    /// Everything the program wrote.
    pub written: Vec<u8>,
}

impl Session {
    /// Starts the program with more variables in its environment.
    pub fn start(home: &Home, arguments: &[&str], size: (u16, u16), variables: &[(&str, &str)]) -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_newsprint"));
        Self::start_program(program, home, arguments, size, variables)
    }

    /// Starts any program so.
    pub fn start_program(
        program: &Path,
        home: &Home,
        arguments: &[&str],
        size: (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let (columns, rows) = size;
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        let modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (sender, bytes) = channel();
        let gone = Arc::new(AtomicBool::new(false));
        let leaving = Arc::clone(&gone);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                let sent = buffer
                    .get(..count)
                    .filter(|read| !read.is_empty())
                    .map(|read| sender.send(read.to_vec()));
                if !matches!(sent, Some(Ok(()))) || leaving.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().expect("its input");
        let screen = vt100::Parser::new(cells(rows), cells(columns), 0);
        let written = Vec::new();
        Self { child, master: Some(pair.master), keys: Some(keys), bytes, gone, screen, modes, written }
    }

    /// Types keys as the terminal sends them.
    pub fn type_keys(&mut self, keys: &str) -> &mut Self {
        let writer = self.keys.as_mut().expect("the terminal is there");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the keys are taken");
        self
    }

    /// Waits until a text stands on the screen.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the screen is as wished.
    pub fn wait_until(&mut self, what: &str, wished: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !wished(self.screen.screen()) {
            match self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("waited for {what:?} in vain:\n{}", self.screen.screen().contents())
                }
            }
        }
        self
    }

    /// Waits until the program has answered what was typed: nothing comes for a moment.
    pub fn settle(&mut self) -> &mut Self {
        let mut patience = Duration::from_millis(400);
        while let Ok(bytes) = self.bytes.recv_timeout(patience) {
            self.take(&bytes);
            patience = Duration::from_millis(30);
        }
        self
    }

    /// Waits until the program has ended; returns its exit code.
    pub fn wait_for_end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            while let Ok(bytes) = self.bytes.try_recv() {
                self.take(&bytes);
            }
            if let Some(status) = self.child.try_wait().expect("its state") {
                while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
                    self.take(&bytes);
                }
                return status.exit_code();
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.screen.screen().contents());
            thread::yield_now();
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    /// The screen.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("the terminal is there").resize(size).expect("it can be resized");
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
        self
    }

    /// Sends a signal, by its name.
    pub fn signal(&mut self, name: &str) -> &mut Self {
        send(name, &self.id());
        self
    }

    /// Waits for a child of the program whose command line holds a word; gives its id.
    pub fn wait_for_child(&mut self, word: &str) -> String {
        wait_for_child_of(&self.id(), word)
    }

    fn id(&self) -> String {
        self.child.process_id().expect("it runs").to_string()
    }

    /// Waits until the program is stopped, as by job control.
    pub fn wait_until_stopped(&mut self) -> &mut Self {
        let id = self.id();
        let end = Instant::now() + PATIENCE;
        loop {
            let state = Command::new("ps").args(["-o", "state=", "-p", &id]).output().expect("ps is there");
            if state.stdout.starts_with(b"T") {
                return self;
            }
            assert!(Instant::now() < end, "it does not stop");
        }
    }

    /// Takes the terminal away, as when its window is closed: the next thing the program writes is the
    /// last that is read.
    pub fn hang_up(&mut self) {
        self.gone.store(true, Ordering::SeqCst);
        self.type_keys("j");
        self.keys = None;
        self.master = None;
    }

    /// Waits until every mode the program set is undone, by whoever does it.
    pub fn wait_until_restored(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !self.is_restored() {
            assert!(Instant::now() < end, "it is not restored:\n{}", self.screen.screen().contents());
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(50)) {
                self.take(&bytes);
            }
        }
    }

    /// Whether every mode the program set is undone: the ordinary screen, no mouse, a cursor, and the
    /// terminal's own modes as they were before.
    pub fn is_restored(&self) -> bool {
        let screen = self.screen.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && self.master.as_ref().is_none_or(|master| modes(&**master) == self.modes)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Sends a signal, by its name, to a process.
pub fn send(signal: &str, id: &str) {
    let sent = Command::new("kill").args([&format!("-{signal}"), id]).status().expect("kill is there");
    assert!(sent.success(), "{signal} to {id}");
}

/// Waits for a child of a process whose command line holds a word; gives its id.
pub fn wait_for_child_of(id: &str, word: &str) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let listed =
            Command::new("ps").args(["-o", "pid=,args=", "--ppid", id]).output().expect("ps is there");
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        if let Some(line) = listed.lines().find(|line| line.contains(word)) {
            return line.split_whitespace().next().expect("an id").to_owned();
        }
        assert!(Instant::now() < end, "{id} has no child {word}");
        thread::yield_now();
    }
}

/// Waits until a file has so many lines at least; gives them.
pub fn wait_for_lines(path: &Path, count: usize) -> Vec<String> {
    let end = Instant::now() + PATIENCE;
    loop {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.len() >= count || Instant::now() > end {
            return lines;
        }
        thread::yield_now();
    }
}

/// The modes of a terminal, to be compared.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a terminal has cells")
}

/// Kills a process that does not end, so that its test fails instead of waiting for ever; it is left alone
/// once what is returned is dropped.
fn watch(process: u32) -> Sender<()> {
    let (watched, over) = channel();
    thread::spawn(move || {
        if over.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout) {
            let process = i32::try_from(process).ok().and_then(Pid::from_raw).expect("a process");
            kill_process(process, Signal::KILL).expect("it runs");
        }
    });
    watched
}
