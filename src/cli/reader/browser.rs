//! Opens pages outside: a program and its arguments, never a shell; over ssh nothing is opened.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::thread;

use crate::cli::setup::variable;
use crate::config::Browser as Choice;
use crate::tui::Browser;

/// Whatever opens pages, as the person chose: the configuration, `$BROWSER`, the system.
pub fn browser(choice: &Choice) -> Browser {
    let choice = choice.clone();
    Box::new(move |url: &str| {
        if variable("SSH_TTY").is_some() {
            return Err("This terminal is elsewhere (ssh): y copies the address instead.".to_owned());
        }
        let result = match (&choice, variable("BROWSER").filter(is_plain)) {
            (Choice::Command(words), _) => spawn(words.iter().map(OsString::from).collect(), url),
            (Choice::System, Some(program)) => spawn(vec![program], url),
            (Choice::System, None) => open::that_detached(url),
        };
        result.map_err(|error| format!("Cannot open the page: {error}"))
    })
}

/// `$BROWSER` names a program; anything a shell would have to take apart is left alone.
fn is_plain(program: &OsString) -> bool {
    program
        .to_str()
        .is_some_and(|name| !name.is_empty() && !name.contains([' ', ':', '%', ';', '&', '|', '$', '`']))
}

fn spawn(words: Vec<OsString>, url: &str) -> std::io::Result<()> {
    let mut words = words.into_iter();
    let Some(program) = words.next() else { return Ok(()) };
    let mut child = Command::new(program)
        .args(words)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Waited for in the background, so that no zombie stays.
    thread::spawn(move || child.wait());
    Ok(())
}
