//! User names and passwords: from a `.netrc`, or from a program that prints them. They are looked up by host,
//! are sent to that host alone, and never stand in a message, a log or an export.

use std::fmt;
use std::process::{Command, Stdio};

use data_encoding::BASE64;

use super::FetchError;

/// The source of user names and passwords.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// No source.
    #[default]
    None,
    /// The text of a `.netrc`.
    Netrc(Secret),
    /// A program and its arguments, to which the host is added. It prints the user name on one line and the
    /// password on the next, or nothing. Never run by a shell.
    Command(Vec<String>),
}

/// A text that is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret with this text.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for its intended recipient.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Runs a program with its arguments, such as that of a keyring, and returns the lines of its output.
    /// Never run by a shell.
    ///
    /// # Errors
    /// Where the program cannot be run, fails, or prints nothing.
    pub fn from_program(words: &[String]) -> Result<Vec<Self>, FetchError> {
        let Some((program, arguments)) = words.split_first() else { return Ok(Vec::new()) };
        let mut command = Command::new(program);
        let text = output_of(program, command.args(arguments))?;
        let lines: Vec<Self> = text.lines().map(|line| Self(line.to_owned())).collect();
        match lines.first() {
            Some(first) if !first.0.is_empty() => Ok(lines),
            _ => Err(FetchError::NoPassword(format!("{program} printed none"))),
        }
    }
}

impl Secret {
    /// A name and a password as the value of the `Authorization` header.
    pub fn basic(name: &str, password: &Self) -> Self {
        Self(format!("Basic {}", BASE64.encode(format!("{name}:{}", password.0).as_bytes())))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("(secret)")
    }
}

impl Credentials {
    /// The value of the `Authorization` header for a host, where there are a user name and a password.
    pub(super) fn header(&self, host: &str) -> Result<Option<String>, FetchError> {
        Ok(self.for_host(host)?.map(|(name, password)| Secret::basic(&name, &password).0))
    }

    /// The user name and the password for a host, where there are any.
    ///
    /// # Errors
    /// Where the program fails.
    pub fn for_host(&self, host: &str) -> Result<Option<(String, Secret)>, FetchError> {
        let found = match self {
            Self::None => None,
            Self::Netrc(text) => in_netrc(&text.0, host),
            Self::Command(words) => ask(words, host)?,
        };
        Ok(found.map(|(name, password)| (name, Secret(password))))
    }
}

/// The user name and password of a host: its own entry, else the default one.
fn in_netrc(text: &str, host: &str) -> Option<(String, String)> {
    let mut words =
        text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
    let (mut applies, mut login, mut password) = (false, None, None);
    while let Some(word) = words.next() {
        match word {
            "machine" | "default" => {
                if login.is_some() && password.is_some() {
                    break;
                }
                applies =
                    word == "default" || words.next().is_some_and(|name| name.eq_ignore_ascii_case(host));
            }
            "login" => login = words.next().filter(|_| applies).or(login),
            "password" => password = words.next().filter(|_| applies).or(password),
            _ => {}
        }
    }
    Some((login?.to_owned(), password?.to_owned()))
}

fn ask(words: &[String], host: &str) -> Result<Option<(String, String)>, FetchError> {
    let Some((program, arguments)) = words.split_first() else { return Ok(None) };
    let text = output_of(program, Command::new(program).args(arguments).arg(host))?;
    let mut lines = text.lines();
    let found = lines.next().zip(lines.next()).filter(|(name, _)| !name.is_empty());
    Ok(found.map(|(name, password)| (name.to_owned(), password.to_owned())))
}

/// The standard output of a program; its standard error is ignored.
fn output_of(program: &str, command: &mut Command) -> Result<String, FetchError> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|error| FetchError::NoPassword(format!("{program}: {error}")))?;
    if !output.status.success() {
        return Err(FetchError::NoPassword(format!("{program} exited with {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETRC: &str = "# mine\nmachine paper.example login ana\n  password p1\nmachine b.example login bo password p2\ndefault login any password p3\n";

    #[test]
    fn a_host_has_its_own_entry_or_the_default_one() {
        let found = |host| in_netrc(NETRC, host).map(|(name, password)| format!("{name} {password}"));

        assert_eq!(found("Paper.example").as_deref(), Some("ana p1"));
        assert_eq!(found("b.example").as_deref(), Some("bo p2"));
        assert_eq!(found("c.example").as_deref(), Some("any p3"));
        assert_eq!(in_netrc("machine a login x", "a"), None);
    }

    #[test]
    fn a_secret_is_not_shown() {
        let shown = format!("{:?}", Credentials::Netrc(Secret::new(NETRC.to_owned())));

        assert!(!shown.contains("p1"), "{shown}");
    }

    #[test]
    fn a_program_gives_name_and_password_of_a_host() {
        let program =
            |words: &[&str]| Credentials::Command(words.iter().map(|word| (*word).to_owned()).collect());

        let told = program(&["printf", "ana\n%s\n"]).header("paper.example").unwrap().unwrap();
        assert_eq!(told, format!("Basic {}", BASE64.encode(b"ana:paper.example")));
        assert_eq!(program(&["true"]).header("paper.example").unwrap(), None);
        assert!(program(&["false"]).header("paper.example").is_err());
    }
}
