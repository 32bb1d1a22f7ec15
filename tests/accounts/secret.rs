//! The password of an account, and what the server gives for it: in no message, log, export, or file of newsprint.

use std::path::Path;
use std::process::{Command, Stdio};

use newsprint::account::{Dialect, Login, Server};
use newsprint::library::{Secret, StopSignal};

use crate::support::account_server::{AccountServer, Fault, PASSWORD, network};

/// Every byte of the files below a folder.
fn bytes_below(folder: &Path, all: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        if entry.path().is_dir() {
            bytes_below(&entry.path(), all);
        } else {
            all.extend(std::fs::read(entry.path()).expect("the file"));
        }
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn the_password_and_the_token_stand_in_no_output_and_no_file() {
    let (home, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let secret = elsewhere.path().join("secret");
    std::fs::write(&secret, format!("{PASSWORD}\n")).expect("written");
    let config = home.path().join("config.toml");
    std::fs::write(&config, "[fetch]\nallow = [\"127.0.0.0/8\"]\n").expect("written");
    let double = AccountServer::of(Dialect::FreshRss);
    let feed = double.state().subscribe("https://paper1.example/feed", None);
    double.state().publish(feed, 3);
    let (url, secret) = (double.url().to_string(), secret.to_string_lossy().into_owned());
    let (cache, state) = (home.path().join("c.sqlite"), home.path().join("state.jsonl"));
    let mut told = Vec::new();
    let mut run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.env_clear().env("HOME", home.path()).env("RUST_BACKTRACE", "full").stdin(Stdio::null());
        command.arg("--config").arg(&config).arg("--cache").arg(&cache).args(words);
        let output = command.output().expect("the program runs");
        told.extend(output.stdout);
        told.extend(output.stderr);
        output.status.success()
    };

    let add = ["account", "add", &url, "--kind", "freshrss", "--name", "reader", "--password-command"];
    assert!(run(&[&add[..], &["cat", &secret]].concat()));
    for (call, fault) in [Fault::Status(500), Fault::Status(401), Fault::NotDelivered].into_iter().enumerate()
    {
        for later in 1..4 {
            let at = double.calls() + call + later;
            double.state().faults.insert(at, fault.clone());
            run(&["account", "sync"]);
            double.state().faults.clear();
        }
    }
    double.state().drops_authorization = true;
    assert!(!run(&["account", "check"]));
    let state = state.to_string_lossy().into_owned();
    for words in [&["account", "list", "--json"][..], &["doctor"], &["state", "export", &state]] {
        run(words);
    }

    bytes_below(home.path(), &mut told);
    assert!(holds(&told, "reader") && told.len() > 10_000);
    let auth = format!("reader/{:x}", double.state().log_ins);
    for secret in [PASSWORD, "GoogleLogin", &format!("auth={auth}"), "tok/"] {
        assert!(!holds(&told, secret), "{secret} is told");
    }
}

#[test]
fn the_debug_form_of_a_server_has_no_secret() {
    let double = AccountServer::of(Dialect::FreshRss);
    let (network, stop) = (network(), StopSignal::default());
    let login = Login { user_name: "reader".to_owned(), password: Secret::new(PASSWORD.to_owned()) };

    let server = Server::discover(&double.url(), None, &login, &network, &stop).expect("it is there");

    let shown = format!("{server:?} {login:?} {network:?}");
    assert!(!shown.contains(PASSWORD) && !shown.contains("reader/1"), "{shown}");
}
