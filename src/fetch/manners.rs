//! One request at a time to a host, and a pause after each answer.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{FetchError, Stop};

/// How often somebody who waits looks whether to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// Who may speak to which host.
#[derive(Debug)]
pub(super) struct Manners {
    spacing: Duration,
    hosts: Mutex<HashMap<String, Host>>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug)]
enum Host {
    Busy,
    FreeFrom(Instant),
}

/// The right to speak to a host; it ends when it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'manners> {
    manners: &'manners Manners,
    host: String,
}

impl Manners {
    pub(super) fn new(spacing: Duration) -> Self {
        Self { spacing, hosts: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits for one's turn to speak to a host.
    pub(super) fn wait_for(&self, host: &str, stop: &Stop) -> Result<Turn<'_>, FetchError> {
        let mut hosts = self.hosts();
        loop {
            if stop.is_asked() {
                return Err(FetchError::Stopped);
            }
            let now = Instant::now();
            let wait = match hosts.get(host) {
                Some(Host::Busy) => GLANCE,
                Some(Host::FreeFrom(from)) if *from > now => (*from - now).min(GLANCE),
                Some(Host::FreeFrom(_)) | None => break,
            };
            (hosts, _) = self.changed.wait_timeout(hosts, wait).unwrap_or_else(PoisonError::into_inner);
        }
        hosts.insert(host.to_owned(), Host::Busy);
        drop(hosts);
        Ok(Turn { manners: self, host: host.to_owned() })
    }

    /// A host is free or not whatever became of the thread that asked last.
    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let free = Host::FreeFrom(Instant::now() + self.manners.spacing);
        self.manners.hosts().insert(std::mem::take(&mut self.host), free);
        self.manners.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn nobody_speaks_to_a_host_while_another_does() {
        let manners = Manners::new(Duration::ZERO);
        let (speaking, most) = (AtomicUsize::new(0), AtomicUsize::new(0));

        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _turn = manners.wait_for("a", &Stop::default()).unwrap();
                    most.fetch_max(speaking.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::yield_now();
                    speaking.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });

        assert_eq!(most.into_inner(), 1);
    }

    #[test]
    fn a_host_is_left_alone_after_an_answer_and_another_is_not() {
        let manners = Manners::new(Duration::from_millis(30));
        let begun = Instant::now();

        drop(manners.wait_for("a", &Stop::default()).unwrap());
        drop(manners.wait_for("b", &Stop::default()).unwrap());
        drop(manners.wait_for("a", &Stop::default()).unwrap());

        assert!(begun.elapsed() >= Duration::from_millis(30));
    }

    #[test]
    fn whoever_waits_can_be_stopped() {
        let manners = Manners::new(Duration::from_hours(1));
        drop(manners.wait_for("a", &Stop::default()).unwrap());
        let stop = Stop::default();
        stop.ask();

        assert!(matches!(manners.wait_for("a", &stop), Err(FetchError::Stopped)));
    }
}
