//! A web of sites for tests, on this machine alone: every name that ends in `.localhost` is one of its
//! hosts. It can be as odd as any host, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use newsprint::domain::WebUrl;
use newsprint::library::{Network, NetworkRules};

/// What a site is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub host: String,
    pub path: String,
    pub headers: HashMap<String, String>,
    /// What was sent with it.
    pub body: Vec<u8>,
}

/// What a site answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Status, headers and body.
    Plain(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A body that ends before its length.
    BreakOff(Vec<u8>),
    /// The same with a status and headers, the length among them.
    Short(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A body that never ends.
    Endless,
    /// Nothing, until the web goes.
    Silence,
}

impl Answer {
    /// A document.
    pub fn of(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::Plain(200, vec![("Content-Type", kind.to_owned())], body.into())
    }

    /// A status and a header.
    pub fn status(status: u16, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self::Plain(status, headers, Vec::new())
    }

    /// The same with a header more.
    pub fn with(self, name: &'static str, value: &str) -> Self {
        match self {
            Self::Plain(status, mut headers, body) => {
                headers.push((name, value.to_owned()));
                Self::Plain(status, headers, body)
            }
            Self::Short(status, mut headers, body) => {
                headers.push((name, value.to_owned()));
                Self::Short(status, headers, body)
            }
            other => other,
        }
    }
}

/// What the web remembers.
#[derive(Default)]
struct Memory {
    asked: Mutex<Vec<Asked>>,
    sent: AtomicUsize,
    /// Requests that are answered now, by host; and whether a host ever had two.
    answering: Mutex<HashMap<String, usize>>,
    was_pressed: AtomicBool,
    gone: AtomicBool,
}

/// A web of sites; it goes when it is dropped.
pub struct Web {
    port: u16,
    memory: Arc<Memory>,
}

impl Web {
    /// A web in which every request is answered so.
    pub fn answering(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let memory = Arc::new(Memory::default());
        let (inner, answer) = (Arc::clone(&memory), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if inner.gone.load(Ordering::SeqCst) {
                    break;
                }
                let (memory, answer) = (Arc::clone(&inner), Arc::clone(&answer));
                thread::spawn(move || drop(serve(stream, &memory, answer.as_ref())));
            }
        });
        Self { port, memory }
    }

    /// The address of a page of a host.
    pub fn at(&self, host: &str, path: &str) -> WebUrl {
        WebUrl::parse(&format!("http://{host}.localhost:{}{path}", self.port)).expect("an address")
    }

    /// The port of all its hosts.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.memory.asked.lock().expect("a list").clone()
    }

    /// Bytes of the bodies sent since it was asked last.
    pub fn take_sent(&self) -> usize {
        self.memory.sent.swap(0, Ordering::SeqCst)
    }

    /// Whether a host ever had two requests at once.
    pub fn was_pressed(&self) -> bool {
        self.memory.was_pressed.load(Ordering::SeqCst)
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.memory.gone.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

/// A proxy through which every host is reached, whatever its name, at one port of this machine. Returns its
/// address, and where it writes down whom it was asked to reach.
pub fn proxy_to(port: u16) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let reached = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let reached = Arc::clone(&reached);
            thread::spawn(move || drop(tunnel(stream, port, &reached)));
        }
    });
    (address, asked)
}

fn tunnel(mut near: TcpStream, port: u16, reached: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let Some(asked) = read_request(&mut BufReader::new(near.try_clone()?))? else { return Ok(()) };
    reached.lock().expect("a list").push(asked.path);
    let mut far = TcpStream::connect(("127.0.0.1", port))?;
    near.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let (mut from_near, mut to_far) = (near.try_clone()?, far.try_clone()?);
    thread::spawn(move || drop(std::io::copy(&mut from_near, &mut to_far)));
    std::io::copy(&mut far, &mut near)?;
    near.shutdown(std::net::Shutdown::Both)
}

/// A way to the network that may reach this machine, without pauses.
pub fn network(time: Duration) -> Arc<Network> {
    let rules = NetworkRules {
        allowed: vec!["127.0.0.0/8".parse().expect("a network")],
        spacing: Duration::ZERO,
        timeout: time,
        ..NetworkRules::default()
    };
    Arc::new(Network::new(rules).expect("a network"))
}

fn serve(stream: TcpStream, memory: &Memory, answer: &dyn Fn(&Asked) -> Answer) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(asked) = read_request(&mut reader)? else { return Ok(()) };
    memory.asked.lock().expect("a list").push(asked.clone());
    let host = asked.host.clone();
    {
        let mut answering = memory.answering.lock().expect("a table");
        let now = answering.entry(host.clone()).or_default();
        *now += 1;
        if *now > 1 {
            memory.was_pressed.store(true, Ordering::SeqCst);
        }
    }
    let answer = answer(&asked);
    // Before the last byte is sent: after it the host may be asked again at once.
    let free = || {
        if let Some(now) = memory.answering.lock().expect("a table").get_mut(&host) {
            *now -= 1;
        }
    };
    send(stream, answer, memory, free)
}

fn read_request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(None) };
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let host = headers.get("host").cloned().unwrap_or_default();
    let host = host.split(['.', ':']).next().unwrap_or_default().to_owned();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or_default();
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Asked { method, host, path, headers, body }))
}

fn send(mut stream: TcpStream, answer: Answer, memory: &Memory, free: impl Fn()) -> std::io::Result<()> {
    match answer {
        Answer::Plain(status, headers, body) => {
            let mut head =
                format!("HTTP/1.1 {status} So\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
            head.extend(headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")));
            memory.sent.fetch_add(body.len(), Ordering::SeqCst);
            free();
            stream.write_all(format!("{head}\r\n").as_bytes())?;
            stream.write_all(&body)
        }
        Answer::Short(status, headers, body) => {
            free();
            let head: Vec<String> =
                headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let head = head.concat();
            stream
                .write_all(format!("HTTP/1.1 {status} So\r\nConnection: close\r\n{head}\r\n").as_bytes())?;
            stream.write_all(&body)
        }
        Answer::BreakOff(body) => {
            free();
            let length = body.len() + 100;
            stream.write_all(format!("HTTP/1.1 200 So\r\nContent-Length: {length}\r\n\r\n").as_bytes())?;
            stream.write_all(&body)
        }
        Answer::Endless => {
            stream.write_all(b"HTTP/1.1 200 So\r\nConnection: close\r\n\r\n<rss><channel>")?;
            free();
            while !memory.gone.load(Ordering::SeqCst) {
                stream.write_all(&[b' '; 1 << 12])?;
            }
            Ok(())
        }
        Answer::Silence => {
            free();
            // Returns when the other side has had enough.
            drop(stream.read(&mut [0]));
            Ok(())
        }
    }
}

/// A feed of articles with whole texts: a number of each, and a name.
pub fn feed(name: &str, numbers: std::ops::Range<usize>) -> String {
    let text = "The river rose in the night and the bridge was closed until noon. ".repeat(16);
    let entry = |number: usize| {
        format!(
            "<item><title>{name} {number}</title><guid isPermaLink=\"false\">{name}-{number}</guid>\
             <link>http://{name}.example/{number}</link>\
             <pubDate>Thu, 07 May 2026 {:02}:{:02}:00 GMT</pubDate>\
             <content:encoded><![CDATA[<p>{name} {number}. {text}</p>]]></content:encoded></item>",
            number / 60 % 24,
            number % 60
        )
    };
    let entries: String = numbers.map(entry).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>The {name}</title><link>http://{name}.example/</link>{entries}</channel></rss>"
    )
}
