//! How much of what was read may wait to be stored: articles are many and light, those with pictures few and
//! heavy.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes of pictures that may wait; a single article with more waits alone.
const MOST: usize = 64 << 20;

/// What lies on the scales.
#[derive(Debug, Default)]
pub struct Scales(Arc<Load>);

#[derive(Debug, Default)]
struct Load {
    bytes: Mutex<usize>,
    lighter: Condvar,
}

/// Bytes that wait; they leave the scales when this is dropped.
#[derive(Debug, Default)]
pub struct Weight {
    bytes: usize,
    load: Option<Arc<Load>>,
}

impl Scales {
    /// Puts so many bytes on the scales, once there is room for them.
    pub fn weigh(&self, bytes: usize) -> Weight {
        if bytes == 0 {
            return Weight::default();
        }
        let waiting = self.0.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > MOST;
        let waiting = self.0.lighter.wait_while(waiting, is_full);
        *waiting.unwrap_or_else(PoisonError::into_inner) += bytes;
        Weight { bytes, load: Some(Arc::clone(&self.0)) }
    }
}

impl Weight {
    /// How many bytes that is.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for Weight {
    fn drop(&mut self) {
        if let Some(load) = &self.load {
            *load.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
            load.lighter.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_put_on_than_there_is_room_for() {
        let scales = Scales::default();
        let first = scales.weigh(MOST);
        let (told, heard) = std::sync::mpsc::channel();

        std::thread::scope(|scope| {
            scope.spawn(|| {
                let second = scales.weigh(1);
                told.send("second").expect("somebody listens");
                drop(second);
            });
            let nothing = scales.weigh(0);
            assert!(heard.try_recv().is_err());
            drop((nothing, first));
            assert_eq!(heard.recv(), Ok("second"));
        });
        assert_eq!(*scales.0.bytes.lock().unwrap(), 0);
        drop(scales.weigh(3 * MOST));
    }
}
