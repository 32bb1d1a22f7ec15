//! Pictures: they come with the page they were saved with, are drawn where the terminal has colours, and their
//! words are always there. Links show where they lead.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use jiff::Timestamp;
use newsprint::config::{Pictures, Protocol};
use newsprint::domain::{
    Article, ArticleId, Block, Body, Feed, Figure, FullText, Inline, Picture, PictureFetching, Session,
    Subscription, Text, View, WebUrl,
};
use newsprint::library::{ExportFormat, FeedSelection, Library, StopSignal};
use newsprint::picture::{Pixels, encode_png};
use newsprint::tui::ask::Ask;
use newsprint::tui::effect::Effect;
use newsprint::tui::message::{Answer, Message};
use newsprint::tui::update::update;
use ratatui::layout::Size;
use ratatui::style::Color;

use crate::support::articles::{article, body, long_body, three};
use crate::support::program::{Home, stdout};
use crate::support::reader::{Reader, clock};
use crate::support::web::{self, Web, network};

/// A picture of one colour.
fn picture(width: u32, height: u32, colour: [u8; 3]) -> Picture {
    let points = vec![colour; usize::try_from(width * height).expect("a small picture")];
    Picture::of(encode_png(&Pixels { width, points }).expect("a small picture"), width, height)
}

fn figure(picture: Picture) -> Block {
    let words = |words: &str| Some(words.into());
    Block::Figure(Figure {
        picture: Some(picture),
        alt: words("a red river"),
        caption: Some(Text::plain("The river at dusk.")),
        credit: words("A. Lens"),
        ..Figure::default()
    })
}

fn river() -> Article {
    let mut text = body(&["It rose."]).0;
    text.push(figure(picture(400, 200, [200, 0, 0])));
    text.extend(long_body().0);
    Article { body: Body(text), ..article("The river rises", "2026-05-07") }
}

/// The cells that show the picture, as rows of how many.
fn drawn(reader: &Reader) -> Vec<usize> {
    let buffer = reader.buffer();
    let is_red = |x, y| buffer[(x, y)].bg == Color::Rgb(200, 0, 0) && buffer[(x, y)].symbol() == "▀";
    let row = |y| (0..buffer.area.width).filter(|x| is_red(*x, y)).count();
    (0..buffer.area.height).map(row).filter(|count| *count > 0).collect()
}

#[test]
fn a_picture_is_drawn_in_the_column_and_its_words_stand_below() {
    let mut reader = Reader::sized(&[river()], 130, 40);

    reader.press("<enter>");

    assert_eq!(drawn(&reader), [50; 13]);
    let screen = reader.screen();
    for words in ["a red river", "The river at dusk.", "A. Lens"] {
        assert!(screen.contains(words), "{screen}");
    }
    assert!(!screen.contains("▣"), "{screen}");
}

#[test]
fn a_picture_takes_no_more_than_two_thirds_of_the_pane_and_follows_its_size() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter>");

    reader.resize(130, 16);
    let low = drawn(&reader);
    reader.resize(44, 40);
    let narrow = drawn(&reader);

    assert!((6..=8).contains(&low.len()) && low[0] <= 8 * 4, "{low:?}");
    assert!(narrow[0] <= 42 && narrow.len() == (narrow[0] + 2) / 4, "{narrow:?}");
}

#[test]
fn one_scrolls_past_a_picture_line_by_line() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter>");

    let rows: Vec<usize> = (0..20)
        .map(|_| {
            reader.press("j");
            drawn(&reader).len()
        })
        .collect();

    assert!(rows.windows(2).all(|pair| pair[0] >= pair[1] && pair[0] - pair[1] <= 1), "{rows:?}");
    assert!(rows[0] == 13 && rows[19] == 0, "{rows:?}");
}

#[test]
fn the_place_within_a_picture_survives_another_width() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter>");
    for _ in 0..9 {
        reader.press("j");
    }
    let before = drawn(&reader).len();

    reader.resize(80, 40).resize(130, 40);

    assert!(before < 13 && before > 3);
    assert_eq!(drawn(&reader).len(), before);
}

#[test]
fn a_key_hides_the_pictures_and_shows_them_again() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter> i");
    assert_eq!(drawn(&reader), [0; 0]);
    assert!(reader.screen().contains("▣ a red river"));

    reader.press("i");

    assert_eq!(drawn(&reader).len(), 13);
}

#[test]
fn without_colours_the_words_stand_alone() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter>");

    reader.model.config.theme = reader.model.config.themes.theme("monochrome").unwrap();
    reader.press("j");

    assert_eq!(drawn(&reader), [0; 0]);
    assert!(reader.screen().contains("▣ a red river"));
    reader.press("i i");
    assert!(reader.notice().contains("Pictures need colours"));
}

#[test]
fn a_picture_that_cannot_be_drawn_leaves_its_words() {
    let whole = picture(400, 200, [200, 0, 0]);
    let half = whole.bytes().unwrap()[..60].to_vec();
    let broken = Article {
        body: Body(vec![figure(Picture::of(half, 400, 200))]),
        ..article("The river rises", "2026-05-07")
    };
    let mut reader = Reader::sized(&[broken], 130, 40);

    reader.press("<enter>");

    assert_eq!(drawn(&reader), [0; 0]);
    assert!(reader.screen().contains("▣ a red river"), "{}", reader.screen());
}

#[test]
fn nothing_is_read_of_a_picture_before_it_is_in_sight() {
    let mut far = long_body().0;
    far.push(figure(picture(400, 200, [200, 0, 0])));
    let far = Article { body: Body(far), ..article("The river rises", "2026-05-07") };
    let mut reader = Reader::sized(&[far], 130, 40);
    reader.press("<enter>");

    let asked =
        |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Ask(_, Ask::Image(_))));
    let key = |letter: char| Message::Key(ratatui::crossterm::event::KeyCode::Char(letter).into());

    assert!(!asked(&update(&mut reader.model, key('j'))));
    let effects = update(&mut reader.model, key('G'));
    assert!(asked(&effects));
    assert!(!asked(&update(&mut reader.model, key('k'))), "it is asked for once");
}

#[test]
fn a_late_picture_of_another_article_changes_nothing() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter>");
    let before = reader.buffer();
    let request = reader.model.images_in_sight().first().expect("one is in sight").request.clone();

    reader.tell(Message::Answered(newsprint::tui::effect::Ticket(999), Ok(Answer::Image(request, None))));

    assert_eq!(reader.buffer(), before);
}

#[test]
fn pixels_leave_the_cells_blank_for_the_terminal_to_fill() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.model.config.settings.pictures = Pictures::Pixels(Protocol::Kitty);

    reader.press("<enter>");

    assert_eq!(drawn(&reader), [0; 0]);
    assert_eq!(reader.model.images_in_sight().len(), 1);
    assert!(!reader.screen().contains("▣") && reader.screen().contains("The river at dusk."));
}

#[test]
fn the_terminal_that_answers_is_given_pixels() {
    let mut reader = Reader::sized(&[river()], 130, 40);
    reader.press("<enter>");
    reader.tell(Message::Replied("Gi=31;OK".to_owned()));
    assert_eq!(reader.model.capabilities.protocol, None, "nobody asked");

    reader.model.capabilities.may_be_queried = true;
    reader.tell(Message::Replied("Gi=31;OK".to_owned()));

    assert_eq!(reader.model.capabilities.protocol, Some(Protocol::Kitty));
    assert_eq!(drawn(&reader), [0; 0]);
}

/// A page as browsers save it, with its pictures in a folder beside it.
fn save(folder: &Path, pictures: &[(&str, Vec<u8>)]) {
    let text = "The river rose above its banks in the early hours, said the mayor of the town. ".repeat(6);
    let images: Vec<String> = pictures
        .iter()
        .map(|(name, _)| {
            format!("<figure><img src=\"./rain_files/{name}\" alt=\"{name}\"></figure><p>{text}</p>")
        })
        .collect();
    fs::create_dir_all(folder.join("rain_files")).expect("it can be written");
    for (name, bytes) in pictures {
        fs::write(folder.join("rain_files").join(name), bytes).expect("it can be written");
    }
    let page = format!("<title>Rain</title><article><h1>Rain</h1><p>{text}</p>{}</article>", images.concat());
    fs::write(folder.join("rain.html"), page).expect("it can be written");
}

fn imported(folder: &Path) -> Library {
    let mut library = Library::in_memory().expect("it can be written");
    let summary = library
        .import(&[folder.to_owned()], Timestamp::UNIX_EPOCH, &AtomicU64::new(0), &mut |_| {})
        .expect("it can be written");
    assert_eq!((summary.stored, summary.skipped), (1, 0));
    library
}

#[test]
fn a_saved_page_keeps_its_pictures_and_only_those_that_are_some() {
    let folder = tempfile::tempdir().expect("it can be written");
    let good = picture(400, 200, [200, 0, 0]).bytes().expect("it can be written").to_vec();
    let tiny = picture(1, 1, [9; 3]).bytes().expect("it can be written").to_vec();
    let mut bomb = good.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    save(
        folder.path(),
        &[
            ("good.jpg", good), // called otherwise than it is
            ("dot.png", tiny),
            ("bomb.png", bomb),
            ("words.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
            ("script.gif", b"GIF89a\x1b]0;owned\x07".to_vec()),
        ],
    );

    let library = imported(folder.path());

    let kept = library.article(ArticleId(1)).unwrap().unwrap();
    assert_eq!(kept.pictures().len(), 1);
    let mut reader = Reader::over(library, Session::default(), Size { width: 130, height: 40 });
    reader.press("<enter>");
    assert!(drawn(&reader).len() > 5, "{}", reader.screen());
}

#[test]
fn pictures_leave_with_their_article_and_come_back_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), &[("a.png", picture(400, 200, [200, 0, 0]).bytes().unwrap().to_vec())]);
    let library = imported(folder.path());
    let mut lines = Vec::new();
    library.export(&View::All, ExportFormat::Json, &mut lines).unwrap();
    assert!(String::from_utf8_lossy(&lines).contains("\"picture\":\"data:image/png;base64,"));

    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("export.jsonl"), &lines).unwrap();
    let again = imported(elsewhere.path());

    let mut exported = Vec::new();
    again.export(&View::All, ExportFormat::Json, &mut exported).unwrap();
    assert_eq!(String::from_utf8_lossy(&exported), String::from_utf8_lossy(&lines));
    assert_eq!(again.check().unwrap(), [""; 0]);
}

#[test]
fn the_whole_address_of_the_link_one_stands_on_is_shown() {
    let mut reader = Reader::sized(&three(), 200, 24);

    reader.press("<enter> <tab>");

    let screen = reader.screen();
    let rows = screen.lines().filter_map(|row| row.rsplit("││").next());
    let pane: String = rows.map(|row| row.trim_matches([' ', '│'])).collect();
    assert!(pane.contains("https://gazette.example/flood-warning"), "{screen}");
}

#[test]
fn letters_on_links_tell_where_each_leads_and_enter_follows_it() {
    let link = |words: &str, path: &str| Inline::Link {
        text: Text::plain(words),
        url: WebUrl::parse(&format!("https://gazette.example/{path}")).unwrap(),
    };
    let text =
        Text(vec![link("one", "first-of-all"), Inline::Plain(" and ".into()), link("two", "flood-warning")]);
    let linking = Article { body: Body(vec![Block::Paragraph { text }]), ..article("Links", "2026-05-08") };
    let mut reader = Reader::with(&[vec![linking], three()].concat());
    reader.press("<enter> f");
    assert!(reader.screen().contains("https://gazette.example/first-of-all"), "{}", reader.screen());

    reader.press("<tab>");
    assert!(reader.screen().contains("https://gazette.example/flood-warning"), "{}", reader.screen());
    reader.press("<enter>");

    assert_eq!(reader.article_shown(), "Flood warning");
}

#[test]
fn a_command_shows_pictures_on_a_terminal_and_never_in_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), &[("a.png", picture(400, 200, [200, 0, 0]).bytes().unwrap().to_vec())]);
    let mut lines = Vec::new();
    imported(folder.path()).export(&View::All, ExportFormat::Json, &mut lines).unwrap();
    let home = Home::new();
    let file = home.write("export.jsonl", &String::from_utf8_lossy(&lines));
    assert!(home.run(&["import", &file]).status.success());
    let on_terminal = |arguments: &[&str]| {
        let mut session = home.start(arguments, (100, 50));
        session.wait_for_end();
        session.screen().contents()
    };

    assert!(on_terminal(&["show", "n1"]).contains("▀▀▀▀"), "{}", on_terminal(&["show", "n1"]));
    assert!(!on_terminal(&["show", "n1", "--no-pictures"]).contains('▀'));
    assert!(!stdout(&home.run(&["show", "n1", "--color", "always"])).contains('▀'));
}

#[test]
fn a_picture_of_the_article_opens_outside_and_of_several_one_is_chosen() {
    let figure = |address: &str, caption: Option<&str>| Figure {
        url: WebUrl::parse(address).ok(),
        caption: caption.map(Text::plain),
        ..Figure::default()
    };
    let mut river = article("The river", "2026-05-07");
    river.body.0.push(Block::Figure(figure("https://paper.example/bare.jpg", None)));
    let mut sea = article("The sea", "2026-05-06");
    sea.lead_image = Some(figure("https://paper.example/waves.jpg", Some("Waves")));
    sea.body.0.push(Block::Figure(figure("https://paper.example/gull.jpg", None)));
    let mut reader = Reader::with(&[river, sea]);

    reader.press("<enter>");
    assert!(!reader.screen().contains('▣'), "a picture without words takes no line\n{}", reader.screen());
    reader.press("P");
    assert_eq!(reader.outside, ["opened https://paper.example/bare.jpg"]);

    reader.press("J P");
    assert!(reader.screen().contains("picture 2 of 2"), "{}", reader.screen());
    reader.press("<enter>");
    assert_eq!(reader.outside.last().map(String::as_str), Some("opened https://paper.example/waves.jpg"));
}

/// A feed whose entry shows two pictures, of which one is missing.
fn illustrated() -> Web {
    Web::answering(|asked| match asked.path.as_str() {
        "/river.png" => {
            web::Answer::of("image/png", picture(400, 200, [200, 0, 0]).bytes().unwrap_or_default())
        }
        "/feed" => {
            let text = "<p>It rose.</p><img src='/river.png' alt='a red river'><p>It fell.</p><img src='/none.png' alt='a field'>";
            let item = format!(
                "<item><title>Rain</title><guid>1</guid><description><![CDATA[{text}]]></description></item>"
            );
            web::Answer::of(
                "text/xml",
                format!("<rss><channel><title>The Paper</title>{item}</channel></rss>"),
            )
        }
        _ => web::Answer::status(404, &[]),
    })
}

fn fetched(library: &mut Library) {
    let (network, stop) = (network(Duration::from_secs(5)), StopSignal::default());
    let fetched = library.fetch(&FeedSelection::All, &network, &stop, &|| clock().now, &mut |_| {});
    fetched.expect("the cache can be written");
}

fn names_of_kept(library: &Library, id: ArticleId) -> usize {
    library.article(id).expect("it can be read").expect("it is there").pictures().len()
}

#[test]
fn the_pictures_of_a_feed_come_when_a_person_asks_and_stay_with_the_article() {
    let web = illustrated();
    let mut library = Library::in_memory().expect("memory");
    library.subscribe(&Subscription::of_url(web.at("paper", "/feed")), FullText::Never).expect("it is kept");
    fetched(&mut library);
    assert!(web.asked().iter().all(|asked| !asked.path.ends_with("png")), "nobody asked");
    let mut reader = Reader::over(library, Session::default(), Size::new(130, 40));

    reader.press("<enter>");
    assert!(drawn(&reader).is_empty());
    assert!(reader.screen().contains("i pictures"), "{}", reader.screen());
    reader.press("i");

    assert!(!drawn(&reader).is_empty(), "{}", reader.screen());
    let notice = reader.notice();
    assert!(notice.contains("1 picture was fetched") && notice.contains("404"), "{notice}");
    reader.press("i");
    assert!(drawn(&reader).is_empty(), "now they are hidden");
    let (library, _) = reader.leave();
    assert_eq!(names_of_kept(&library, ArticleId(1)), 1);
}

#[test]
fn a_feed_says_for_itself_whether_its_pictures_come_always_or_never() {
    let web = illustrated();
    let with = |pictures| {
        let mut library = Library::in_memory().expect("memory");
        let url = web.at("paper", "/feed");
        let (id, _) = library.subscribe(&Subscription::of_url(url), FullText::Never).expect("it is kept");
        let feed = library.feeds().expect("a list").remove(0);
        assert_eq!(feed.id, id);
        library.change_feed(&Feed { pictures, ..feed }).expect("it is kept");
        library
    };

    let mut always = with(Some(PictureFetching::Always));
    fetched(&mut always);
    assert_eq!(names_of_kept(&always, ArticleId(1)), 1);
    assert_eq!(always.feeds().expect("a list")[0].pictures, Some(PictureFetching::Always));

    let mut by_setting = with(None);
    by_setting.set_pictures(PictureFetching::Always);
    fetched(&mut by_setting);
    assert_eq!(names_of_kept(&by_setting, ArticleId(1)), 1);

    let mut never = with(Some(PictureFetching::Never));
    fetched(&mut never);
    let mut reader = Reader::over(never, Session::default(), Size::new(130, 40));
    reader.press("<enter> i");
    assert!(reader.notice().contains("rule out"), "{}", reader.notice());
    assert!(drawn(&reader).is_empty());
}
