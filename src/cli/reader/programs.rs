//! The programs outside the reader: a program and its arguments, never a shell. The text of an article
//! reaches a program on standard input alone; over ssh no page is opened.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Read as _, Write as _, stderr, stdin};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::cli::environment::variable;
use crate::config::{Pipe, Program as Choice, Settings, opener};
use crate::tui::{ExternalPrograms, OnPlayerFailure, OpenWithProgram, Player, ProgramInput, Runner};

/// Longest note that is read from an editor, in bytes.
const LONGEST_NOTE: u64 = 1 << 20;

/// Longest output that is read from a program, in bytes.
const LONGEST_OUTPUT: u64 = 1 << 20;

/// The time between two looks after a player that may have ended.
const PLAYER_CHECK_INTERVAL: Duration = Duration::from_millis(200);

/// The program that opens pages: that of the configuration, `$BROWSER`, or the system's.
pub fn browser(settings: &Settings) -> OpenWithProgram {
    let (choice, openers) = (settings.browser.clone(), settings.openers.clone());
    Box::new(move |url: &str| {
        if let Some(words) = opener(&openers, url) {
            let opened = spawn(words.iter().map(OsString::from).collect(), url);
            return opened.map_err(|error| format!("Cannot open the page with {}: {error}", name(words)));
        }
        if variable("SSH_TTY").is_some() {
            return Err("Cannot open a browser over ssh; press y to copy the address.".to_owned());
        }
        let result = match (&choice, variable("BROWSER").filter(is_plain)) {
            (Choice::Command(words), _) => spawn(words.iter().map(OsString::from).collect(), url),
            (Choice::Usual, Some(program)) => spawn(vec![program], url),
            (Choice::Usual, None) => open::that_detached(url),
        };
        result.map_err(|error| format!("Cannot open the page: {error}"))
    })
}

/// The program that plays recordings.
pub fn player(settings: &Settings) -> Player {
    let usual = match &settings.player {
        Choice::Command(words) => words.clone(),
        Choice::Usual => vec!["mpv".to_owned()],
    };
    let openers = settings.openers.clone();
    Box::new(move |what: &str, ended: OnPlayerFailure| {
        let words = opener(&openers, what).unwrap_or(&usual);
        let program = name(words).to_owned();
        let child = start(words.iter().map(OsString::from).collect(), what)
            .map_err(|error| format!("Cannot play it with {program}: {error}"))?;
        let child = Arc::new(Mutex::new(child));
        let played = Arc::clone(&child);
        thread::spawn(move || {
            if let Some(status) = failed_status(&played) {
                ended(format!("{program} could not play it: {status}"));
            }
        });
        Ok(Box::new(move || {
            child.lock().is_ok_and(|mut child| matches!(child.try_wait(), Ok(None)) && child.kill().is_ok())
        }))
    })
}

/// Waits for the end of a program; returns its status where it failed by itself.
fn failed_status(child: &Mutex<Child>) -> Option<ExitStatus> {
    loop {
        let status = child.lock().ok()?.try_wait().ok()?;
        if status.is_some() {
            return status.filter(|status| status.code().is_some_and(|code| code != 0));
        }
        thread::sleep(PLAYER_CHECK_INTERVAL);
    }
}

/// The program that takes copied text; `None` where the terminal does.
pub fn clipboard(choice: &Choice) -> Option<OpenWithProgram> {
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
            let words = editor_words(&editor)
                .ok_or("No editor is set: set $EDITOR, or editor in the configuration.")?;
            edit(&words, note).map_err(|error| format!("Cannot edit with {}: {error}", name(&words)))
        }),
        pipe: Box::new(move |named, article| {
            let pipe = pipe_of(&pipes, named)?;
            let fed = with_article(&pipe.words, article, |words| feed(words, &article.text, Stdio::inherit));
            wait_for_enter();
            fed.map_err(|error| format!("Cannot pipe to {}: {error}", name(&pipe.words)))
        }),
        notifier: Box::new(notify),
    }
}

/// The function that gives articles to programs and returns their output.
pub fn runner(settings: &Settings) -> Runner {
    let pipes = settings.pipes.clone();
    Arc::new(move |named, article| {
        let pipe = pipe_of(&pipes, named)?;
        let printed = with_article(&pipe.words, article, |words| output_of(words, &article.text));
        printed.map_err(|error| format!("Cannot pipe to {}: {error}", name(&pipe.words)))
    })
}

fn pipe_of<'pipes>(pipes: &'pipes BTreeMap<String, Pipe>, named: &str) -> Result<&'pipes Pipe, String> {
    pipes.get(named).ok_or_else(|| format!("There is no program “{named}” in [pipes]."))
}

/// Calls a function with the words of a program, each placeholder filled from the article. A filled word
/// stays one argument, so that nothing of an article is taken for another. The temporary file is removed
/// afterwards.
fn with_article<T>(
    words: &[String],
    article: &ProgramInput,
    work: impl FnOnce(&[String]) -> io::Result<T>,
) -> io::Result<T> {
    let file = words.iter().any(|word| word == "{file}").then(|| {
        let file = tempfile::Builder::new().prefix("article-").suffix(".md").tempfile()?;
        fs::write(file.path(), &article.text)?;
        io::Result::Ok(file)
    });
    let file = file.transpose()?;
    let path = file.as_ref().map(|file| file.path().to_string_lossy().into_owned());
    let filled = |word: &String| match word.as_str() {
        "{url}" => article.url.clone(),
        "{title}" => article.title.clone(),
        "{author}" => article.author.clone(),
        "{feed}" => article.feed.clone(),
        "{file}" => path.clone().unwrap_or_default(),
        _ => word.clone(),
    };
    // The first word names the program, and is never filled.
    let filled: Vec<String> = words.iter().take(1).cloned().chain(words.iter().skip(1).map(filled)).collect();
    work(&filled)
}

/// The output of a program that reads a text on standard input; the error has the last line of stderr.
fn output_of(words: &[String], text: &str) -> io::Result<String> {
    let mut words = words.iter();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (mut input, text) = (child.stdin.take(), text.to_owned());
    let writing = thread::spawn(move || input.as_mut().map(|input| input.write_all(text.as_bytes())));
    let mut errors = child.stderr.take();
    let complaining = thread::spawn(move || {
        let mut said = Vec::new();
        drop(errors.as_mut().map(|errors| errors.take(LONGEST_OUTPUT).read_to_end(&mut said)));
        drop(errors.as_mut().map(|errors| io::copy(errors, &mut io::sink())));
        said
    });
    let mut printed = Vec::new();
    let mut output = child.stdout.take();
    if let Some(output) = &mut output {
        output.take(LONGEST_OUTPUT).read_to_end(&mut printed)?;
    }
    drop(output); // whoever prints more is told that nobody reads on
    let status = child.wait()?;
    drop(writing.join());
    let said = complaining.join().unwrap_or_default();
    if status.success() {
        return Ok(String::from_utf8_lossy(&printed).into_owned());
    }
    let said = String::from_utf8_lossy(&said).lines().last().map(str::to_owned).unwrap_or_default();
    let said = crate::domain::Prose::trimmed(&said);
    Err(io::Error::other(format!("it exited with {status}: {said}")))
}

/// Starts a program that shows a notification.
pub fn notify(words: &[String], text: &str) -> Result<(), String> {
    spawn(words.iter().map(OsString::from).collect(), text)
        .map_err(|error| format!("Cannot notify with {}: {error}", name(words)))
}

fn name(words: &[String]) -> &str {
    words.first().map_or("nothing", String::as_str)
}

/// The editor and its arguments, from the configuration, `$VISUAL` or `$EDITOR`. Blanks part arguments, as in
/// most programs that read these variables; there is no quoting.
fn editor_words(choice: &Choice) -> Option<Vec<String>> {
    if let Choice::Command(words) = choice {
        return Some(words.clone());
    }
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    let mut words =
        named.map(|words| words.to_string_lossy().split_whitespace().map(str::to_owned).collect());
    words.find(|words: &Vec<String>| !words.is_empty())
}

/// Lets a person edit a text in a temporary file, which is removed afterwards.
fn edit(words: &[String], text: &str) -> io::Result<String> {
    let file = tempfile::Builder::new().prefix("note-").suffix(".md").tempfile()?;
    fs::write(file.path(), text)?;
    let mut words = words.iter();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let status = Command::new(program).args(words).arg(file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("it exited with {status}")));
    }
    if fs::metadata(file.path())?.len() > LONGEST_NOTE {
        return Err(io::Error::other("the note is longer than 1 MiB"));
    }
    Ok(String::from_utf8_lossy(&fs::read(file.path())?).trim_end().to_owned())
}

/// Starts a program, writes a text to its standard input, and waits for its end.
fn feed(words: &[String], text: &str, output: fn() -> Stdio) -> io::Result<()> {
    let mut words = words.iter();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let mut child =
        Command::new(program).args(words).stdin(Stdio::piped()).stdout(output()).stderr(output()).spawn()?;
    let mut input = child.stdin.take();
    let text = text.to_owned();
    // A program may end without reading all of its input.
    let writing = thread::spawn(move || input.as_mut().map(|input| input.write_all(text.as_bytes())));
    let status = child.wait()?;
    drop(writing.join());
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("it exited with {status}"))) }
}

/// Leaves the output of a program on the screen until the person presses enter.
fn wait_for_enter() {
    drop(stderr().write_all(b"\n[press enter to return to newsprint] "));
    let mut line = String::new();
    if stdin().is_terminal() {
        drop(stdin().lock().read_line(&mut line));
    } else if let Ok(terminal) = File::open("/dev/tty") {
        drop(BufReader::new(terminal).read_line(&mut line));
    }
}

/// Whether `$BROWSER` is a plain name or path; a value for a shell is ignored.
fn is_plain(program: &OsString) -> bool {
    program
        .to_str()
        .is_some_and(|name| !name.is_empty() && !name.contains([' ', ':', '%', ';', '&', '|', '$', '`']))
}

/// Starts a program with an address, and leaves it to itself.
fn spawn(words: Vec<OsString>, url: &str) -> io::Result<()> {
    let mut child = start(words, url)?;
    // Waited for in the background, so that no zombie stays.
    thread::spawn(move || child.wait());
    Ok(())
}

/// Starts a program with an address: in place of `{url}`, or else as its last argument.
fn start(mut words: Vec<OsString>, url: &str) -> io::Result<Child> {
    let place = words.iter_mut().skip(1).find(|word| *word == "{url}");
    match place {
        Some(word) => *word = url.into(),
        None => words.push(url.into()),
    }
    let mut words = words.into_iter();
    let program = words.next().unwrap_or_default();
    Command::new(program).args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
}
