//! Cookies: what goes back is one line of a header, and goes to its host alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsprint::domain::WebUrl;
use newsprint::library::{Cookies, HostHeaders};

fuzz_target!(|text: &str| {
    let at = |address: &str| WebUrl::parse(address).expect("an address");
    let from = at("http://www.paper.example/a/b");
    let mut cookies = Cookies::default();
    text.lines().for_each(|line| cookies.set(line, &from));
    for to in ["http://www.paper.example/a/c", "https://paper.example/", "http://www.paper.example/"] {
        let sent = cookies.header(&at(to)).unwrap_or_default();
        assert!(!sent.chars().any(char::is_control), "{sent:?}");
        assert!(sent.len() <= 8_192);
    }
    for stranger in ["http://other.example/", "http://example/", "http://127.0.0.1/", "http://xpaper.example/a/"] {
        assert_eq!(cookies.header(&at(stranger)), None);
    }
    drop(HostHeaders::parse(text));
});
