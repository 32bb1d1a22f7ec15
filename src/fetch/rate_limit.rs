//! The rate limit of each host: one request at a time, and a pause after each response.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{FetchError, StopSignal};

/// The interval at which a waiting thread checks for a stop.
const POLL: Duration = Duration::from_millis(50);

/// The hosts with a request in progress, and those that are paused or blocked.
#[derive(Debug)]
pub(super) struct RateLimit {
    spacing: Duration,
    hosts: Mutex<HashMap<String, Host>>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug)]
enum Host {
    Busy,
    FreeFrom(Instant),
    /// The host asked for no requests until then: callers get an error instead of waiting.
    BlockedUntil(Instant),
}

/// The permit to send a request to a host; dropping it releases the host.
#[derive(Debug)]
pub(super) struct RequestPermit<'limit> {
    limit: &'limit RateLimit,
    host: String,
    /// The pause after the request.
    after: Duration,
    /// The time for which the host is blocked afterwards.
    block: Option<Duration>,
}

impl RequestPermit<'_> {
    /// Releases the host, and blocks it for a while.
    pub(super) fn block_for(mut self, duration: Duration) {
        self.block = Some(duration);
    }

    /// Releases the host without the pause after a request.
    pub(super) fn release_now(mut self) {
        self.after = Duration::ZERO;
    }
}

impl RateLimit {
    pub(super) fn new(spacing: Duration) -> Self {
        Self { spacing, hosts: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until a request may be sent to a host.
    ///
    /// # Errors
    /// Where the host is blocked, and where a stop was signalled.
    pub(super) fn wait_for(&self, host: &str, stop: &StopSignal) -> Result<RequestPermit<'_>, FetchError> {
        let mut hosts = self.hosts();
        loop {
            if stop.is_raised() {
                return Err(FetchError::Stopped);
            }
            let now = Instant::now();
            let wait = match hosts.get(host) {
                Some(Host::Busy) => POLL,
                Some(Host::FreeFrom(from)) if *from > now => (*from - now).min(POLL),
                Some(Host::BlockedUntil(until)) if *until > now => {
                    return Err(FetchError::Resting { wait: *until - now });
                }
                Some(Host::FreeFrom(_) | Host::BlockedUntil(_)) | None => break,
            };
            (hosts, _) = self.changed.wait_timeout(hosts, wait).unwrap_or_else(PoisonError::into_inner);
        }
        hosts.insert(host.to_owned(), Host::Busy);
        drop(hosts);
        Ok(RequestPermit { limit: self, host: host.to_owned(), after: self.spacing, block: None })
    }

    /// The table is consistent even where a thread that held it panicked.
    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for RequestPermit<'_> {
    fn drop(&mut self) {
        let now = Instant::now();
        let free = match self.block.and_then(|duration| now.checked_add(duration)) {
            Some(until) => Host::BlockedUntil(until),
            None => Host::FreeFrom(now + self.after),
        };
        self.limit.hosts().insert(std::mem::take(&mut self.host), free);
        self.limit.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn a_host_answers_one_request_at_a_time() {
        let limit = RateLimit::new(Duration::ZERO);
        let (speaking, most) = (AtomicUsize::new(0), AtomicUsize::new(0));

        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _turn = limit.wait_for("a", &StopSignal::default()).unwrap();
                    most.fetch_max(speaking.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::yield_now();
                    speaking.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });

        assert_eq!(most.into_inner(), 1);
    }

    #[test]
    fn a_host_is_paused_after_a_response_and_others_are_not() {
        let limit = RateLimit::new(Duration::from_millis(30));
        let begun = Instant::now();

        drop(limit.wait_for("a", &StopSignal::default()).unwrap());
        drop(limit.wait_for("b", &StopSignal::default()).unwrap());
        drop(limit.wait_for("a", &StopSignal::default()).unwrap());

        assert!(begun.elapsed() >= Duration::from_millis(30));
    }

    #[test]
    fn a_waiting_request_can_be_stopped() {
        let limit = RateLimit::new(Duration::from_hours(1));
        drop(limit.wait_for("a", &StopSignal::default()).unwrap());
        let stop = StopSignal::default();
        stop.raise();

        assert!(matches!(limit.wait_for("a", &stop), Err(FetchError::Stopped)));
    }
}
