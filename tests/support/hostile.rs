//! Documents that a stranger wrote to do harm: every payload in every field of every format.

use std::path::Path;

use serde_json::json;

/// What is put where words are expected. Each carries the letters of its marker, so that it is known
/// again wherever it comes out, and each is for a reader that lets something through.
pub const PAYLOADS: &[(&str, &str)] = &[
    ("colour", "\u{1b}[31mMARK\u{1b}[0m"),
    ("clear", "\u{1b}[2J\u{1b}[HMARK"),
    ("title", "\u{1b}]0;MARK\u{7}"),
    ("title-st", "\u{1b}]2;MARK\u{1b}\\"),
    ("clipboard", "\u{1b}]52;c;TUFSSw==\u{7}MARK"),
    ("hyperlink", "\u{1b}]8;;javascript:alert(1)\u{1b}\\MARK\u{1b}]8;;\u{1b}\\"),
    ("report", "\u{1b}[6n\u{1b}[cMARK\u{1b}P$q\"p\u{1b}\\"),
    ("dcs", "\u{1b}P1000pMARK\u{1b}\\"),
    ("apc", "\u{1b}_GMARK\u{1b}\\\u{1b}^MARK\u{1b}\\"),
    ("sixel", "\u{1b}Pq#0;2;0;0;0MARK\u{1b}\\"),
    ("c1-csi", "\u{9b}31mMARK"),
    ("c1-osc", "\u{9d}0;MARK\u{9c}"),
    ("c1-dcs", "\u{90}MARK\u{9c}"),
    ("nel", "MARK\u{85}MARK\u{84}\u{8d}"),
    ("bell", "MARK\u{7}\u{8}\u{8}\u{b}\u{c}"),
    ("return", "MARK hidden\rMARK shown"),
    ("shift", "MARK\u{e}MARK\u{f}"),
    ("delete", "MARK\u{7f}\u{7f}\u{7f}"),
    ("bidi-override", "MARK\u{202e}txt.exe\u{202c}"),
    ("bidi-isolate", "MARK\u{2066}a\u{2069}\u{2067}b"),
    ("bidi-marks", "\u{200f}MARK\u{200e}\u{61c}"),
    ("zero-width", "MA\u{200b}RK\u{2060}\u{feff}MARK"),
    ("tags", "MARK\u{e0041}\u{e0042}\u{e007f}"),
    ("separators", "MARK\u{2028}MARK\u{2029}"),
    ("annotation", "MARK\u{fff9}a\u{fffa}b\u{fffb}"),
    (
        "tower",
        "MARKa\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}\u{30d}",
    ),
    ("joiners", "MARK\u{200d}\u{200d}\u{200d}\u{200c}\u{fe0f}"),
    ("fillers", "MARK\u{3164}\u{115f}\u{1160}\u{ffa0}"),
    ("shell", "MARK$(touch PWNED)`touch PWNED`;touch PWNED|touch PWNED&"),
    ("format", "MARK %s%n%x {} {0} ${HOME} ~/.ssh"),
    ("option", "--cache=MARK --help -rf"),
    ("path", "../../MARK/etc/passwd\\..\\C:"),
    ("markup", "MARK</title><script>x</script><!--]]>\"'>"),
    ("entity", "MARK&#27;[2J&#x9b;2J&#x202e;&lt;&amp;#27;"),
];

/// A hostile document: its file name and its bytes.
pub struct Document {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Every payload in every field of every format, one document each.
pub fn documents() -> Vec<Document> {
    let mut documents = Vec::new();
    for (payload, words) in PAYLOADS {
        for (number, (format, field, bytes)) in forms(words).into_iter().enumerate() {
            let words = format!("{payload}{number}");
            let bytes = String::from_utf8_lossy(&bytes).replace("MARK", &marker(&words)).into_bytes();
            documents.push(Document { name: format!("{payload}-{field}.{format}"), bytes });
        }
    }
    documents
}

/// A cache of newsboat whose every column holds every payload, in a folder with its list of feeds.
pub fn newsboat(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let database = rusqlite::Connection::open(folder.join("cache.db")).expect("a file");
    database
        .execute_batch(
            "CREATE TABLE rss_feed (rssurl TEXT PRIMARY KEY, url TEXT, title TEXT);
             CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid TEXT, title TEXT, author TEXT, url TEXT,
                feedurl TEXT, pubDate INTEGER, content TEXT, unread INTEGER, flags TEXT, deleted INTEGER);",
        )
        .expect("the tables of newsboat");
    let mut feeds = String::new();
    for (payload, words) in PAYLOADS {
        let feed = format!("https://a.example/{payload}");
        let words = words.replace("MARK", &marker(&format!("newsboat{payload}")));
        database.execute("INSERT INTO rss_feed VALUES (?1, ?2, ?2)", [&feed, &words]).expect("a feed");
        let row = "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)
                   VALUES (?2, ?2, ?2, ?3, ?1, ?2, ?2, ?2, ?2, 0)";
        for url in [&words, &format!("{feed}/{words}")] {
            database.execute(row, [&feed, &words, url]).expect("an article");
        }
        feeds += &[&feed, " \"", &words, "\" \"~", &words, "\"\nexec:", &words, "\n"].concat();
    }
    std::fs::write(folder.join("urls"), feeds).expect("written");
}

/// Letters that are known again: nothing else has them.
pub fn marker(words: &str) -> String {
    let letters =
        words.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_uppercase()));
    format!("QX{}", letters.collect::<String>())
}

/// The formats and fields: ending, field, bytes.
fn forms(words: &str) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let body = "It rained for three days, and the river rose over its banks in the night, it was said.";
    let mut forms = Vec::new();
    let fields = [
        "title", "body", "author", "site", "section", "guid", "url", "language", "date", "summary", "id",
        "related", "caption", "code", "table", "tags",
    ];
    for field in fields {
        let mut article =
            json!({"title": format!("MARK in {field}"), "body": [body], "url": "https://a.example/MARK"});
        match field {
            "related" => {
                article["related"] = json!([{"heading": words, "links": [{"headline": words, "url": words, "caption": words}]}]);
            }
            "caption" => {
                article["body"] =
                    json!([{"type": "figure", "caption": words, "credit": words, "alt": words}]);
            }
            "code" => article["body"] = json!([{"type": "code", "language": words, "text": words}]),
            "table" => {
                article["body"] =
                    json!([{"type": "table", "header": [words], "rows": [[words, words]], "caption": words}]);
            }
            "author" => article["byline"] = json!([{"name": words, "bio": words}]),
            "tags" => article["topics"] = json!([words, words]),
            "url" => article["url"] = json!(format!("https://a.example/{words}")),
            name => article[name] = json!(words),
        }
        forms.push(("json", field, article.to_string().into_bytes()));
    }
    let xml = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let feed = |field: &str| {
        let put = |name: &str| if field == name { xml.as_str() } else { "MARK rain" };
        format!(
            "<rss version='2.0'><channel><title>{}</title><item><title>{}</title><author>{}</author><guid>{}</guid>\
             <link>https://a.example/MARK</link><category>{}</category><description>{} {body}</description></item></channel></rss>",
            put("channel"),
            put("title"),
            put("author"),
            put("guid"),
            put("category"),
            put("description")
        )
    };
    for field in ["channel", "title", "author", "guid", "category", "description"] {
        forms.push(("xml", field, feed(field).into_bytes()));
    }
    let page = |field: &str| {
        let put = |name: &str| if field == name { words } else { "MARK rain" };
        format!(
            "<!doctype html><html lang='{}'><head><title>{}</title><meta name='author' content='{}'>\
             <meta property='og:site_name' content='{}'></head><body><h1>{}</h1><p>{body} {}</p><p>{body} <a href='{}'>{}</a></p>\
             <p>{body}</p><figure><img src='x' alt='{}'><figcaption>{}</figcaption></figure></body></html>",
            put("lang"),
            put("title"),
            put("meta"),
            put("site"),
            put("h1"),
            put("p"),
            put("href"),
            put("link"),
            put("alt"),
            put("figcaption")
        )
    };
    for field in ["title", "meta", "site", "p", "href", "link", "figcaption"] {
        forms.push(("html", field, page(field).into_bytes()));
    }
    forms.push((
        "txt",
        "text",
        format!("{words}\n\nMARK rain\n\n{body}\n\n{words}\n\n{body}\n").into_bytes(),
    ));
    forms.push((
        "md",
        "markdown",
        format!("---\ntitle: \"{words}\"\nauthor: {words}\n---\n# {words}\n\n{body}\n\n    {words}\n")
            .into_bytes(),
    ));
    let attribute = xml.replace('"', "&quot;").replace('\'', "&apos;");
    let list = format!(
        "<opml version='2.0'><head><title>{attribute}</title></head><body><outline text='{attribute}'>\
         <outline type='rss' text='{attribute}' title='{attribute}' category='{attribute}' htmlUrl='{attribute}' \
         xmlUrl='https://MARK.example/{attribute}'/><outline type='rss' text='MARK' xmlUrl='{attribute}'/>\
         </outline></body></opml>"
    );
    forms.push(("opml", "outline", list.into_bytes()));
    let mail = format!(
        "From: {words} <a@a.example>\r\nSubject: {words}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{words} {body}</p><p>{body}</p>"
    );
    forms.push(("eml", "mail", mail.into_bytes()));
    let raw = format!("{{\"title\":\"MARK\",\"body\":\"{}\",\"oops {words}\n", "x".repeat(9));
    forms.push(("jsonl", "broken", raw.into_bytes()));
    forms
}

/// What of a program's output a terminal must not get: its words are in the answer. Escape sequences
/// that newsprint itself writes are allowed on a terminal, and nothing else of the kind.
pub fn leak(output: &[u8], on_terminal: bool) -> Option<String> {
    let text = String::from_utf8_lossy(output);
    let mut rest = text.as_ref();
    while let Some(character) = rest.chars().next() {
        if character == '\u{1b}' && on_terminal {
            let own = own_sequence(rest);
            if own == 0 {
                return Some(rest.chars().take(40).collect());
            }
            rest = rest.get(own..).unwrap_or_default();
            continue;
        }
        let is_allowed = matches!(character, '\n') || (on_terminal && matches!(character, '\r' | '\u{8}'));
        if (character.is_control() && !is_allowed) || is_deceiving(character) {
            return Some(rest.chars().take(40).collect());
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    None
}

/// The length of a sequence that the reader writes itself: styles, cursor, clearing, modes, links, and the
/// questions whether the terminal takes pictures and of what colour its background is.
fn own_sequence(text: &str) -> usize {
    const TITLES: [&str; 2] = ["\u{1b}[22;2t", "\u{1b}[23;2t"];
    const QUESTIONS: [&str; 2] = ["\u{1b}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1b}\\", "\u{1b}]11;?\u{1b}\\"];
    if let Some(question) = QUESTIONS.iter().find(|question| text.starts_with(**question)) {
        return question.len();
    }
    // The title of the window, which holds a number and nothing from outside, kept and given back.
    if let Some(title) = TITLES.iter().find(|title| text.starts_with(**title)) {
        return title.len();
    }
    if let Some(title) = text.strip_prefix("\u{1b}]0;newsprint") {
        let end = title.find(char::is_control).filter(|end| title.get(*end..*end + 1) == Some("\u{7}"));
        return end.map_or(0, |end| text.len() - title.len() + end + 1);
    }
    if let Some(link) = text.strip_prefix("\u{1b}]8;") {
        return own_link(link).map_or(0, |length| length + 4);
    }
    let Some(parameters) = text.strip_prefix("\u{1b}[") else { return 0 };
    let end = parameters.find(|letter: char| !matches!(letter, '0'..='9' | ';' | ':' | '?'));
    let last = end.and_then(|end| parameters.get(end..)?.chars().next());
    match (end, last) {
        (Some(end), Some('m' | 'H' | 'J' | 'K' | 'h' | 'l' | 'A' | 'B' | 'C' | 'D' | 'G' | 'd')) => end + 3,
        _ => 0,
    }
}

/// The length of what follows in a link of the reader: its number and a web address, or nothing at its end.
fn own_link(text: &str) -> Option<usize> {
    let length =
        text.find('\u{1b}').filter(|at| text.get(*at..).is_some_and(|end| end.starts_with("\u{1b}\\")))?;
    let inner = text.get(..length)?;
    let (number, address) = inner.split_once(';')?;
    let is_number = |number: &str| number.len() == 6 && number.bytes().all(|digit| digit.is_ascii_hexdigit());
    let is_web = ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
    let begins = number.strip_prefix("id=").is_some_and(is_number) && is_web;
    let is_plain = inner.bytes().all(|byte| byte.is_ascii_graphic());
    (inner == ";" || begins && is_plain).then_some(length + 2)
}

/// What reorders or hides text. Written out here again on purpose: the sanitiser is what is tested.
fn is_deceiving(character: char) -> bool {
    matches!(
        u32::from(character),
        0xad | 0x61c | 0x115f | 0x1160 | 0x180e | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x206f
            | 0x3164 | 0xfeff | 0xffa0 | 0xfff9..=0xfffb | 0xe0000..=0xe0fff
    )
}
