//! Programs outside the reader: a program and its arguments, never a shell. Text of an article reaches
//! one only on standard input; over ssh no page is opened.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Write as _, stdin};
use std::process::{Command, Stdio};
use std::thread;

use crate::cli::environment::variable;
use crate::config::{Program as Choice, Settings};
use crate::tui::{ExternalPrograms, Program};

/// Longest note that is taken back from an editor, in bytes.
const LONGEST_NOTE: u64 = 1 << 20;

/// Whatever opens pages, as the person chose: the configuration, `$BROWSER`, the system.
pub fn browser(choice: &Choice) -> Program {
    let choice = choice.clone();
    Box::new(move |url: &str| {
        if variable("SSH_TTY").is_some() {
            return Err("This terminal is elsewhere (ssh): y copies the address instead.".to_owned());
        }
        let result = match (&choice, variable("BROWSER").filter(is_plain)) {
            (Choice::Command(words), _) => spawn(words.iter().map(OsString::from).collect(), url),
            (Choice::Usual, Some(program)) => spawn(vec![program], url),
            (Choice::Usual, None) => open::that_detached(url),
        };
        result.map_err(|error| format!("Cannot open the page: {error}"))
    })
}

/// Whatever plays what is to be heard or seen.
pub fn player(choice: &Choice) -> Program {
    let words = match choice {
        Choice::Command(words) => words.clone(),
        Choice::Usual => vec!["mpv".to_owned()],
    };
    Box::new(move |url: &str| {
        spawn(words.iter().map(OsString::from).collect(), url)
            .map_err(|error| format!("Cannot play it with {}: {error}", name(&words)))
    })
}

/// Whatever takes what is copied; none where the terminal does.
pub fn clipboard(choice: &Choice) -> Option<Program> {
    let Choice::Command(words) = choice.clone() else { return None };
    Some(Box::new(move |text: &str| {
        feed(&words, text, Stdio::null).map_err(|error| format!("Cannot copy with {}: {error}", name(&words)))
    }))
}

/// The programs that run in the terminal while the reader waits.
pub fn external(settings: &Settings) -> ExternalPrograms {
    let (editor, pipes) = (settings.editor.clone(), settings.pipes.clone());
    ExternalPrograms {
        editor: Box::new(move |note| {
            let words = editor_words(&editor).ok_or("Set $EDITOR, or editor in the configuration.")?;
            edit(&words, note).map_err(|error| format!("Cannot edit with {}: {error}", name(&words)))
        }),
        pipe: Box::new(move |named, text| {
            let words =
                pipes.get(named).ok_or_else(|| format!("No program of [pipes] is called “{named}”."))?;
            let fed = feed(words, text, Stdio::inherit);
            wait_for_enter();
            fed.map_err(|error| format!("Cannot pipe to {}: {error}", name(words)))
        }),
    }
}

fn name(words: &[String]) -> &str {
    words.first().map_or("nothing", String::as_str)
}

/// The editor and its arguments: the configuration, `$VISUAL`, `$EDITOR`. Blanks part arguments, as
/// most programs that read these variables have it; nothing else has a meaning.
fn editor_words(choice: &Choice) -> Option<Vec<String>> {
    if let Choice::Command(words) = choice {
        return Some(words.clone());
    }
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    let mut words =
        named.map(|words| words.to_string_lossy().split_whitespace().map(str::to_owned).collect());
    words.find(|words: &Vec<String>| !words.is_empty())
}

/// Lets a person edit a text in a file of its own, which is gone afterwards.
fn edit(words: &[String], text: &str) -> io::Result<String> {
    let file = tempfile::Builder::new().prefix("note-").suffix(".md").tempfile()?;
    fs::write(file.path(), text)?;
    let mut words = words.iter();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let status = Command::new(program).args(words).arg(file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("it ended with {status}")));
    }
    if fs::metadata(file.path())?.len() > LONGEST_NOTE {
        return Err(io::Error::other("the note is longer than 1 MiB"));
    }
    Ok(String::from_utf8_lossy(&fs::read(file.path())?).trim_end().to_owned())
}

/// Starts a program, gives it a text on standard input, and waits for its end.
fn feed(words: &[String], text: &str, output: fn() -> Stdio) -> io::Result<()> {
    let mut words = words.iter();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let mut child =
        Command::new(program).args(words).stdin(Stdio::piped()).stdout(output()).stderr(output()).spawn()?;
    let mut input = child.stdin.take();
    let text = text.to_owned();
    // A program that does not read its input to the end is no mistake.
    let writing = thread::spawn(move || input.as_mut().map(|input| input.write_all(text.as_bytes())));
    let status = child.wait()?;
    drop(writing.join());
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("it ended with {status}"))) }
}

/// Leaves what a program wrote on the screen until the person has read it.
fn wait_for_enter() {
    eprint!("\n[enter goes back to newsprint] ");
    let mut line = String::new();
    if stdin().is_terminal() {
        drop(stdin().lock().read_line(&mut line));
    } else if let Ok(terminal) = File::open("/dev/tty") {
        drop(BufReader::new(terminal).read_line(&mut line));
    }
}

/// `$BROWSER` names a program; anything a shell would have to take apart is left alone.
fn is_plain(program: &OsString) -> bool {
    program
        .to_str()
        .is_some_and(|name| !name.is_empty() && !name.contains([' ', ':', '%', ';', '&', '|', '$', '`']))
}

/// Starts a program with an address: in place of `{url}`, or else as its last argument.
fn spawn(mut words: Vec<OsString>, url: &str) -> io::Result<()> {
    let place = words.iter_mut().skip(1).find(|word| *word == "{url}");
    match place {
        Some(word) => *word = url.into(),
        None => words.push(url.into()),
    }
    let mut words = words.into_iter();
    let program = words.next().unwrap_or_default();
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Waited for in the background, so that no zombie stays.
    thread::spawn(move || child.wait());
    Ok(())
}
