//! Whole articles on their pages: head, text, and what came with them.

use super::sentences::TODAY;
use crate::domain::Body;
use crate::typeset::*;

#[test]
fn an_article_opens_with_its_headline_and_ends_with_its_author() {
    let json = r#"{"headline":"Czech government sides with US over anti-Chinese 5G policy",
        "standfirst":"A declaration signed in Prague","publication":"5Gradar",
        "byline":[{"name":"Dan Oliver","bio":"Dan has written about technology for years."}],
        "published":"2020-05-07","updated":"2020-05-08T10:00:00Z","lead_image":{"alt":"A flag","credit":"A. Lens"},
        "body":[{"type":"paragraph","text":"As the United States lobby."}]}"#;
    let article: Article = serde_json::from_str(json).unwrap();

    let expected = "\
Czech government sides with US over
anti-Chinese 5G policy
────────
By Dan Oliver · 7 May
updated yesterday 10:00 · 1 min

A declaration signed in Prague

▣ A flag
  A. Lens

As the United States lobby.

About the author

Dan Oliver
Dan has written about technology for
years.
";
    assert_eq!(page(&article, &Setting::new(40, TODAY)).to_string(), expected);
    let unsigned = Article { byline: Vec::new(), ..article };
    assert_eq!(
        page(&unsigned, &Setting::new(60, TODAY)).lines[2].to_string(),
        "5Gradar · 7 May · updated yesterday 10:00 · 1 min"
    );
}

#[test]
fn attachments_are_links_under_the_byline() {
    let json = r#"{"headline":"Rain","published":"2020-05-07","body":[{"type":"paragraph","text":"It rained."}],
        "media":[{"url":"https://www.pod.example/1.mp3","type":"audio/mpeg","bytes":24800000,"seconds":3723,"title":"Episode 1"},
            {"url":"https://pod.example/1.vtt","type":"text/vtt","bytes":900}],
        "comments":{"url":"https://pod.example/1#talk","count":1200}}"#;
    let article: Article = serde_json::from_str(json).unwrap();

    let shown = page(&article, &Setting::new(60, TODAY));
    let expected = "\
Rain
────────
7 May · 1 min
♪ Audio · Episode 1 · 1:02:03 · 25 MB · pod.example/1.mp3
▤ Transcript · 1 KB · pod.example/1.vtt
» 1,200 comments · pod.example/1#talk

It rained.
";
    assert_eq!(shown.to_string(), expected);
    let links: Vec<(&str, usize)> = shown.links.iter().map(|link| (link.url.as_str(), link.line)).collect();
    assert_eq!(
        links,
        [
            ("https://www.pod.example/1.mp3", 3),
            ("https://pod.example/1.vtt", 4),
            ("https://pod.example/1#talk", 5)
        ]
    );
    let told = page(&article, &Setting::linear(TODAY)).to_string();
    assert!(told.contains("\nAudio, Episode 1, 1:02:03, 25 MB: https://www.pod.example/1.mp3\n"), "{told}");
}

#[test]
fn a_page_for_ears_is_told_a_paragraph_a_line_in_plain_letters() {
    let json = r#"{"headline":"Rain","lead_image":{"alt":"A flag"},"body":[
        {"type":"heading","level":2,"text":"By night"},
        {"type":"paragraph","text":"The river rose in the night, and nobody who lived beside it knew how far it would go before dawn."},
        {"type":"quotation","blocks":[{"type":"paragraph","text":"It rose."}],"attribution":"A neighbour"},
        {"type":"list","ordered":false,"items":[[{"type":"paragraph","text":"one"}],[{"type":"paragraph","text":"two"}]]},
        {"type":"code","language":"sh","text":"ls\n"},
        {"type":"table","header":["Day","mm"],"rows":[["Monday","3"]]},
        {"type":"embed","url":"https://video.example/1","kind":"video","title":"The flood"},
        {"type":"paragraph","text":["It cost ",{"deleted":"five"}," six."]},{"type":"rule"}]}"#;
    let article: Article = serde_json::from_str(json).unwrap();

    let expected = "\
# Rain
1 min

Picture: A flag

## By night

The river rose in the night, and nobody who lived beside it knew how far it would go before dawn.

> It rose.
> — A neighbour

- one
- two

```sh
ls
```

Day: Monday
mm: 3

Video: The flood · https://video.example/1

It cost ~~five~~ six.

---
";
    assert_eq!(page(&article, &Setting::linear(TODAY)).to_string(), expected);
}

#[test]
fn a_standfirst_that_the_text_begins_with_and_words_of_a_picture_that_repeat_the_headline_are_dropped() {
    let told = |standfirst: &str, alt: &str| {
        let body: Body = serde_json::from_str(&format!(
            r#"[{{"type":"heading","level":2,"text":"The form of lighting was novel when it first came."}},
            {{"type":"figure","alt":"{alt}","url":"https://a.example/1.jpg"}},{{"type":"paragraph","text":"In the summer it came."}}]"#
        ))
        .unwrap();
        let (headline, standfirst) = ("Why neon is a symbol".into(), Some(standfirst.into()));
        let article = Article { headline, standfirst, body, ..Article::default() };
        page(&article, &Setting::new(72, TODAY)).to_string()
    };

    let repeated =
        told("The form of lighting was novel when it first came", "Why neon is a symbol of its age");
    let own = told("Nobody had seen such a light before it", "A tube of neon");

    assert_eq!(repeated.matches("novel").count(), 1);
    assert!(!repeated.contains('▣'), "{repeated}");
    assert!(own.contains("Nobody had seen") && own.contains("▣ A tube of neon"), "{own}");
}
