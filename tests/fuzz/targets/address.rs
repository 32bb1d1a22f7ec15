//! Addresses: what is accepted is http or https, and can be an argument.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsprint::domain::WebUrl;

fuzz_target!(|text: &str| {
    let base = WebUrl::parse("https://paper.example/a/b?c#d").expect("an address");
    for url in [WebUrl::parse(text), base.join(text)].into_iter().flatten() {
        hold(&url);
        hold(&url.canonical());
        assert_eq!(url.canonical().canonical(), url.canonical());
        assert_eq!(url.comparison_key(), url.canonical().comparison_key());
    }
});

fn hold(url: &WebUrl) {
    let text = url.as_str();
    assert!(text.starts_with("http://") || text.starts_with("https://"), "{text}");
    assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text:?}");
    assert_eq!(WebUrl::parse(text).as_ref(), Ok(url));
}
