//! How long the backend sleeps between passes.

use core::time::Duration;

/// A pass with fewer events than this is followed by a nap: polling costs the callers as much as their own records.
const BUSY: usize = 256;
const NAP: Duration = Duration::from_millis(1);
/// Naps stay short for this long after the last event.
const AWAKE: u32 = 100;
const LONGEST: Duration = Duration::from_millis(20);

/// Decides on the next sleep from how much came.
#[derive(Debug, Default)]
pub(super) struct Idle {
    /// Naps since the last event.
    naps: u32,
}

impl Idle {
    /// The sleep after a pass that found `events`; `None` for none at all.
    pub(super) fn after(&mut self, events: usize) -> Option<Duration> {
        if events > 0 {
            self.naps = 0;
            return (events < BUSY).then_some(NAP);
        }
        self.naps = self.naps.saturating_add(1);
        let doublings = self.naps.saturating_sub(AWAKE).min(5);
        Some((NAP * 2_u32.pow(doublings)).min(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn naps_are_short_for_100_ms_then_double_to_20_ms() {
        let mut idle = Idle::default();
        assert_eq!(idle.after(10), Some(NAP));
        assert!((0..100).all(|_| idle.after(0) == Some(NAP)));
        let longer: Vec<u64> =
            (0..6).filter_map(|_| idle.after(0)).map(|nap| nap.as_millis() as u64).collect();
        assert_eq!(longer, [2, 4, 8, 16, 20, 20]);
        assert_eq!(idle.after(1), Some(NAP));
    }

    #[test]
    fn a_busy_pass_is_followed_by_the_next_at_once() {
        assert_eq!(Idle::default().after(BUSY), None);
    }
}
