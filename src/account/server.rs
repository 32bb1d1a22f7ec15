//! A server that is spoken to: log-in, the write token, and the calls of the protocol. What an answer says is read
//! elsewhere.

use std::time::Duration;

use super::answers::Answer;
use super::form::Form;
use super::{AccountError, Dialect, ItemId, RemoteFeed, RemoteItem, label_stream, state_of};
use crate::domain::{Flag, Prose, WebUrl};
use crate::fetch::{Call, CallResponse, FetchError, Network, Secret, StopSignal};

/// How long a server may take to read a feed that is new to it.
const TO_SUBSCRIBE: Duration = Duration::from_mins(5);

/// Answers longer than this are no token.
const LONGEST_TOKEN: usize = 4_096;

/// Whom a server knows.
#[derive(Clone, Debug)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// A server and the person on it.
#[derive(Debug)]
pub struct Server<'net> {
    network: &'net Network,
    stop: &'net StopSignal,
    /// The address below which the protocol is spoken.
    base: WebUrl,
    pub(super) dialect: Dialect,
    login: Login,
    /// What every call is made with.
    auth: Option<Secret>,
    /// What every change is made with.
    token: Option<Secret>,
    calls: usize,
}

impl<'net> Server<'net> {
    /// A server that was found before.
    pub const fn at(
        base: WebUrl,
        dialect: Dialect,
        login: Login,
        network: &'net Network,
        stop: &'net StopSignal,
    ) -> Self {
        Self { network, stop, base, dialect, login, auth: None, token: None, calls: 0 }
    }

    /// Finds where below an address which protocol is spoken, and logs in.
    ///
    /// # Errors
    /// Where nothing there speaks it, and where the server refuses the person.
    pub fn find(
        url: &WebUrl,
        dialect: Option<Dialect>,
        login: &Login,
        network: &'net Network,
        stop: &'net StopSignal,
    ) -> Result<Self, AccountError> {
        for (base, dialect) in candidates(url, dialect) {
            let Ok(base) = WebUrl::parse(&base) else { continue };
            let mut server = Self::at(base, dialect, login.clone(), network, stop);
            if server.is_there()? {
                server.log_in()?;
                return Ok(server);
            }
        }
        Err(AccountError::NotThere(url.to_request()))
    }

    /// The address below which the protocol is spoken.
    pub const fn base(&self) -> &WebUrl {
        &self.base
    }

    /// The kind of server.
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Calls that were made.
    pub const fn calls(&self) -> usize {
        self.calls
    }

    /// Whether something is there that wants a log-in before it says whom it answers for.
    fn is_there(&mut self) -> Result<bool, AccountError> {
        match self.call("/reader/api/0/user-info?output=json", None, None) {
            Ok(reply) => Ok(matches!(reply.status, 401 | 403) || reply.status == 200 && is_json(&reply)),
            Err(AccountError::Moved(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn log_in(&mut self) -> Result<(), AccountError> {
        const WHAT: &str = "log-in";
        let form = Form::new()
            .with("Email", &self.login.name)
            .with("Passwd", self.login.password.tell())
            .with("accountType", "GOOGLE")
            .with("service", "reader")
            .with("client", "newsprint");
        let reply = self.call("/accounts/ClientLogin", Some(form), None)?;
        match reply.status {
            200 => {}
            400 | 401 | 403 => return Err(AccountError::Refused),
            status => return Err(AccountError::Status { what: WHAT, status }),
        }
        let text = String::from_utf8_lossy(&reply.bytes);
        let found = text.lines().find_map(|line| line.strip_prefix("Auth="));
        let auth = found.map(str::trim).filter(|auth| is_token(auth));
        let auth = auth.ok_or(AccountError::Nonsense { what: WHAT, why: "no Auth in it".to_owned() })?;
        self.auth = Some(Secret::new(format!("GoogleLogin auth={auth}")));
        self.token = None;
        Ok(())
    }

    /// A call as it stands.
    fn call(
        &mut self,
        place: &str,
        form: Option<Form>,
        time: Option<Duration>,
    ) -> Result<CallResponse, AccountError> {
        let address = format!("{}{place}", self.base.as_str().trim_end_matches('/'));
        let url = WebUrl::parse(&address).map_err(|_reason| FetchError::NoWebAddress)?;
        let form = form.map(|form| Secret::new(form.into_text()));
        let call = Call { url: &url, form: form.as_ref(), authorization: self.auth.as_ref(), time };
        self.calls += 1;
        let reply = self.network.call(&call, self.stop)?;
        if matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
            let place = Prose::trimmed(reply.header("location").unwrap_or_default());
            return Err(AccountError::Moved(place.to_string()));
        }
        Ok(reply)
    }

    /// Asks for something; where the log-in ran out, once more after a new one.
    pub(super) fn get(&mut self, what: &'static str, place: &str) -> Result<Vec<u8>, AccountError> {
        if self.auth.is_none() {
            self.log_in()?;
        }
        let mut reply = self.call(place, None, None)?;
        if reply.status == 401 {
            self.log_in()?;
            reply = self.call(place, None, None)?;
            if reply.status == 401 {
                return Err(AccountError::Unknown);
            }
        }
        body(what, reply)
    }

    pub(super) fn get_json(&mut self, what: &'static str, place: &str) -> Result<Answer, AccountError> {
        let bytes = self.get(what, place)?;
        Answer::parse(&bytes, what, self.dialect)
    }

    /// Sends a form with the write token. A token that ran out is asked for anew once, and then there is a new log-in,
    /// once.
    pub(super) fn post(
        &mut self,
        what: &'static str,
        place: &str,
        form: &Form,
        time: Option<Duration>,
    ) -> Result<Vec<u8>, AccountError> {
        for attempt in 0..3 {
            match attempt {
                0 => {}
                1 => self.token = None,
                _ => self.log_in()?,
            }
            let token = self.token()?;
            let reply = self.call(place, Some(form.clone().with("T", token.tell())), time)?;
            let is_stale = reply.status == 401 || reply.header("x-reader-google-bad-token").is_some();
            if !is_stale {
                return body(what, reply);
            }
        }
        Err(AccountError::Refused)
    }

    fn token(&mut self) -> Result<Secret, AccountError> {
        const WHAT: &str = "write token";
        if let Some(token) = &self.token {
            return Ok(token.clone());
        }
        let bytes = self.get(WHAT, "/reader/api/0/token")?;
        let text = String::from_utf8_lossy(&bytes);
        let token = Some(text.trim()).filter(|token| is_token(token));
        let token = token.ok_or(AccountError::Nonsense { what: WHAT, why: "it is none".to_owned() })?;
        Ok(self.token.insert(Secret::new(token.to_owned())).clone())
    }

    /// Whom the server answers for.
    pub fn person(&mut self) -> Result<String, AccountError> {
        const WHAT: &str = "account";
        let answer = self.get_json(WHAT, "/reader/api/0/user-info?output=json")?;
        answer.person().ok_or(AccountError::Nonsense { what: WHAT, why: "it has no name".to_owned() })
    }

    /// The subscriptions.
    pub fn feeds(&mut self) -> Result<Vec<RemoteFeed>, AccountError> {
        self.get_json("list of subscriptions", "/reader/api/0/subscription/list?output=json")?.feeds()
    }

    /// The labels that articles may have.
    pub fn labels(&mut self) -> Result<Vec<String>, AccountError> {
        self.get_json("list of labels", "/reader/api/0/tag/list?output=json")?.labels()
    }

    /// Items with their contents; those that the server does not have any more are missing. Where an answer would be
    /// larger than any, they are asked for in two halves.
    pub fn items(&mut self, ids: &[ItemId]) -> Result<Vec<RemoteItem>, AccountError> {
        const WHAT: &str = "articles";
        let form = ids.iter().fold(Form::new(), |form, id| form.with("i", &id.long()));
        match self.post(WHAT, "/reader/api/0/stream/items/contents?output=json", &form, None) {
            Ok(bytes) => {
                let mut items = Answer::parse(&bytes, WHAT, self.dialect)?.items()?;
                items.retain(|item| ids.contains(&item.id));
                Ok(items)
            }
            Err(AccountError::Fetch(FetchError::TooLarge | FetchError::Bomb(_))) if ids.len() > 1 => {
                let (one, other) = ids.split_at(ids.len() / 2);
                let mut items = self.items(one)?;
                items.extend(self.items(other)?);
                Ok(items)
            }
            Err(error) => Err(error),
        }
    }

    /// Says of items whether they are read, or starred: one change a call, and at most [`CHANGES_A_CALL`] of them.
    ///
    /// [`CHANGES_A_CALL`]: super::CHANGES_A_CALL
    pub fn set(&mut self, flag: Flag, holds: bool, ids: &[ItemId]) -> Result<(), AccountError> {
        self.set_state(&format!("user/-/state/com.google/{}", state_of(flag)), holds, ids)
    }

    /// Says of items whether they have a label, in the same way.
    pub fn set_label(&mut self, label: &str, holds: bool, ids: &[ItemId]) -> Result<(), AccountError> {
        self.set_state(&label_stream(label), holds, ids)
    }

    fn set_state(&mut self, state: &str, holds: bool, ids: &[ItemId]) -> Result<(), AccountError> {
        for ids in ids.chunks(super::CHANGES_A_CALL) {
            let form = Form::new().with(if holds { "a" } else { "r" }, state);
            let form = ids.iter().fold(form, |form, id| form.with("i", &id.long()));
            self.post("changes", "/reader/api/0/edit-tag", &form, None)?;
        }
        Ok(())
    }

    /// Subscribes to a feed. Some servers read the whole feed before they answer; whether it is there, the list of
    /// subscriptions tells.
    pub fn subscribe(&mut self, feed: &WebUrl) -> Result<(), AccountError> {
        let form = Form::new().with("quickadd", feed.as_str());
        let place = "/reader/api/0/subscription/quickadd?output=json";
        self.post("subscription", place, &form, Some(TO_SUBSCRIBE)).map(drop)
    }

    /// Ends a subscription.
    pub fn unsubscribe(&mut self, stream: &str) -> Result<(), AccountError> {
        let form = Form::new().with("ac", "unsubscribe").with("s", stream);
        self.post("subscription", "/reader/api/0/subscription/edit", &form, None).map(drop)
    }

    /// Names a subscription, and moves it out of one folder and into another.
    pub fn revise(
        &mut self,
        stream: &str,
        title: Option<&str>,
        out_of: Option<&str>,
        into: Option<&str>,
    ) -> Result<(), AccountError> {
        let form = Form::new()
            .with("ac", "edit")
            .with("s", stream)
            .with_some("t", title)
            .with_some("r", out_of.map(label_stream).as_deref())
            .with_some("a", into.map(label_stream).as_deref());
        self.post("subscription", "/reader/api/0/subscription/edit", &form, None).map(drop)
    }
}

/// Where the protocol may be spoken, and by which kind of server.
fn candidates(url: &WebUrl, dialect: Option<Dialect>) -> Vec<(String, Dialect)> {
    let base = url.to_request().as_str().trim_end_matches('/').to_owned();
    if let Some(dialect) = dialect.or_else(|| Dialect::at(url)) {
        let whole = base.ends_with(dialect.path());
        return vec![(if whole { base } else { format!("{base}{}", dialect.path()) }, dialect)];
    }
    let installed = [Dialect::FreshRss, Dialect::CommaFeed];
    if let Some(dialect) = installed.into_iter().find(|dialect| base.ends_with(dialect.path())) {
        return vec![(base, dialect)];
    }
    let below = installed.map(|dialect| (format!("{base}{}", dialect.path()), dialect));
    below.into_iter().chain([(base.clone(), Dialect::Miniflux)]).collect()
}

fn is_json(reply: &CallResponse) -> bool {
    serde_json::from_slice::<serde_json::Value>(&reply.bytes).is_ok_and(|answer| answer.is_object())
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn body(what: &'static str, reply: CallResponse) -> Result<Vec<u8>, AccountError> {
    match reply.status {
        200..=299 => Ok(reply.bytes),
        401 => Err(AccountError::Refused),
        status => Err(AccountError::Status { what, status }),
    }
}
