//! A queue of jobs by host: hosts in parallel, the jobs of one host in order, so that a slow or dead host
//! holds up no other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::StopSignal;

/// The interval at which a waiting thread checks for a stop.
const POLL: Duration = Duration::from_millis(50);

/// A queue of jobs by host. Threads take from it; jobs may be added while they do.
#[derive(Debug)]
pub struct HostQueue<Work> {
    spacing: Duration,
    queues: Mutex<HostQueues<Work>>,
    changed: Condvar,
}

#[derive(Debug)]
struct HostQueues<Work> {
    /// The jobs waiting for each host. A host that a thread works on stays, even with no job left.
    waiting: HashMap<String, VecDeque<Work>>,
    /// Hosts with jobs and no thread, by the time from which they may be requested.
    idle_hosts: BinaryHeap<Reverse<(Instant, String)>>,
    closed: bool,
}

impl<Work> HostQueue<Work> {
    /// An empty queue with this pause between two jobs of a host.
    pub fn new(spacing: Duration) -> Self {
        let lanes = HostQueues { waiting: HashMap::new(), idle_hosts: BinaryHeap::new(), closed: false };
        Self { spacing, queues: Mutex::new(lanes), changed: Condvar::new() }
    }

    /// Adds a job for a host.
    pub fn push(&self, host: &str, work: Work) {
        let mut lanes = self.queues();
        if let Some(lane) = lanes.waiting.get_mut(host) {
            lane.push_back(work);
        } else {
            lanes.waiting.insert(host.to_owned(), VecDeque::from([work]));
            lanes.idle_hosts.push(Reverse((Instant::now(), host.to_owned())));
        }
        drop(lanes);
        self.changed.notify_one();
    }

    /// Ends the waiting threads once no job is left.
    pub fn close(&self) {
        self.queues().closed = true;
        self.changed.notify_all();
    }

    /// Performs jobs until none is left and none can come, or a stop is signalled.
    pub fn run(&self, stop: &StopSignal, mut perform: impl FnMut(Work)) {
        while let Some((host, work)) = self.take(stop) {
            perform(work);
            self.release(host);
        }
    }

    fn take(&self, stop: &StopSignal) -> Option<(String, Work)> {
        let mut lanes = self.queues();
        loop {
            if stop.is_raised() || lanes.closed && lanes.waiting.values().all(VecDeque::is_empty) {
                return None;
            }
            let now = Instant::now();
            let wait = lanes
                .idle_hosts
                .peek()
                .map_or(POLL, |Reverse((from, _))| from.saturating_duration_since(now));
            if wait.is_zero()
                && let Some(Reverse((_, host))) = lanes.idle_hosts.pop()
                && let Some(work) = lanes.waiting.get_mut(&host).and_then(VecDeque::pop_front)
            {
                return Some((host, work));
            }
            (lanes, _) =
                self.changed.wait_timeout(lanes, wait.min(POLL)).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Makes a host available again after its pause.
    fn release(&self, host: String) {
        let mut lanes = self.queues();
        if lanes.waiting.get(&host).is_some_and(VecDeque::is_empty) {
            lanes.waiting.remove(&host);
        } else {
            lanes.idle_hosts.push(Reverse((Instant::now() + self.spacing, host)));
        }
        drop(lanes);
        self.changed.notify_all();
    }

    fn queues(&self) -> MutexGuard<'_, HostQueues<Work>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_host_that_hangs_does_not_hold_up_the_others() {
        let queue = HostQueue::new(Duration::ZERO);
        let (hang, done) = (Mutex::new(()), Mutex::new(Vec::new()));
        for (host, work) in [("a", 1), ("a", 2), ("b", 3), ("b", 4), ("c", 5)] {
            queue.push(host, work);
        }
        queue.close();
        let held = hang.lock().unwrap();
        let perform = |work| {
            if work == 1 {
                drop(hang.lock());
            }
            done.lock().unwrap().push(work);
        };

        thread::scope(|scope| {
            let stop = StopSignal::default();
            (0..2).for_each(|_| drop(scope.spawn(|| queue.run(&StopSignal::default(), perform))));
            while done.lock().unwrap().len() < 3 {
                thread::yield_now();
            }
            drop((held, stop));
        });

        let mut first = done.lock().unwrap().clone();
        let last = first.split_off(3);
        first.sort_unstable();
        assert_eq!((first, last), (vec![3, 4, 5], vec![1, 2]));
    }

    #[test]
    fn work_may_come_while_work_is_done() {
        let queue = HostQueue::new(Duration::ZERO);
        let mut done = Vec::new();
        queue.push("a", 3);

        queue.run(&StopSignal::default(), |work: u8| {
            done.push(work);
            if work == 0 { queue.close() } else { queue.push("a", work - 1) }
        });

        assert_eq!(done, [3, 2, 1, 0]);
    }
}
