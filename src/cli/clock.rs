//! The system clock: the time, and the date in the local time zone.
//!
//! The zone is read from `/etc/localtime` as it stands. `jiff` would search all zones for its name, which
//! takes longer than everything else before the first frame.

use std::fs;
use std::sync::{Mutex, PoisonError};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::environment::variable;
use crate::domain::{Calendar, Locale};
use crate::tui::TimeOfDay;

/// The file that describes the local time zone, where `TZ` is not set.
const ZONE_FILE: &str = "/etc/localtime";

/// The time after which the zone is read again, since laptops travel.
const ZONE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);

static ZONE: Mutex<Option<(Timestamp, &'static TimeZone)>> = Mutex::new(None);

/// The local time.
pub fn clock() -> TimeOfDay {
    clock_in(Locale::default())
}

/// The local time, with dates and numbers in a locale.
pub fn clock_in(locale: Locale) -> TimeOfDay {
    let now = Timestamp::now();
    let zone = zone(now);
    TimeOfDay { now, calendar: Calendar { today: zone.to_datetime(now).date(), locale, zone } }
}

/// The local time zone. A new zone is leaked, so that it can be `'static`.
fn zone(now: Timestamp) -> &'static TimeZone {
    let mut known = ZONE.lock().unwrap_or_else(PoisonError::into_inner);
    let is_fresh = |since: Timestamp| now.duration_since(since).abs() < ZONE_LIFETIME;
    match *known {
        Some((since, zone)) if is_fresh(since) => zone,
        before => {
            let here = local_zone().unwrap_or_else(TimeZone::system);
            let same = before.map(|(_, zone)| zone).filter(|zone| **zone == here);
            let zone = same.unwrap_or_else(|| Box::leak(Box::new(here)));
            *known = Some((now, zone));
            zone
        }
    }
}

/// The zone of the system's file; `None` where `TZ` is set, or there is no file.
fn local_zone() -> Option<TimeZone> {
    let is_told = variable("TZ").is_some();
    let described = (!is_told).then(|| fs::read(ZONE_FILE).ok()).flatten()?;
    TimeZone::tzif(ZONE_FILE, &described).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_here_is_that_of_the_system() {
        let midnight: Timestamp = "2026-05-07T00:00:00Z".parse().unwrap();

        assert_eq!(zone(midnight).to_datetime(midnight), TimeZone::system().to_datetime(midnight));
    }
}
