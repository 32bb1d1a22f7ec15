//! A limit on the articles read ahead of storing: most are small, those with pictures few and large.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes of pictures that may wait; a single larger article waits alone.
const MOST_WAITING_BYTES: usize = 64 << 20;

/// The bytes of pictures that were read and wait to be stored.
#[derive(Debug, Default)]
pub struct MemoryBudget(Arc<Load>);

#[derive(Debug, Default)]
struct Load {
    bytes: Mutex<usize>,
    freed: Condvar,
}

/// A share of the backlog, released on drop.
#[derive(Debug, Default)]
pub struct MemoryShare {
    bytes: usize,
    load: Option<Arc<Load>>,
}

impl MemoryBudget {
    /// Adds bytes, once there is room for them.
    pub fn add(&self, bytes: usize) -> MemoryShare {
        if bytes == 0 {
            return MemoryShare::default();
        }
        let waiting = self.0.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > MOST_WAITING_BYTES;
        let waiting = self.0.freed.wait_while(waiting, is_full);
        *waiting.unwrap_or_else(PoisonError::into_inner) += bytes;
        MemoryShare { bytes, load: Some(Arc::clone(&self.0)) }
    }
}

impl MemoryShare {
    /// The bytes of the share.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for MemoryShare {
    fn drop(&mut self) {
        if let Some(load) = &self.load {
            *load.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
            load.freed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_waits_than_there_is_room_for() {
        let backlog = MemoryBudget::default();
        let first = backlog.add(MOST_WAITING_BYTES);
        let (told, heard) = std::sync::mpsc::channel();

        std::thread::scope(|scope| {
            scope.spawn(|| {
                let second = backlog.add(1);
                told.send("second").expect("somebody listens");
                drop(second);
            });
            let nothing = backlog.add(0);
            assert!(heard.try_recv().is_err());
            drop((nothing, first));
            assert_eq!(heard.recv(), Ok("second"));
        });
        assert_eq!(*backlog.0.bytes.lock().unwrap(), 0);
        drop(backlog.add(3 * MOST_WAITING_BYTES));
    }
}
