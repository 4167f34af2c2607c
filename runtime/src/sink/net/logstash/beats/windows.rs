//! Which events the acknowledgements mean. It touches nothing.

use std::collections::VecDeque;

use crate::sink::net::session::{Broken, Trouble};

/// The windows that are not wholly acknowledged, oldest first.
#[derive(Debug, Default)]
pub(super) struct Windows {
    open: VecDeque<Window>,
}

#[derive(Debug)]
struct Window {
    events: u32,
    acknowledged: u32,
    /// Where it ends in the stream.
    end: u64,
}

impl Windows {
    /// Adds a window with so many events that ends at this offset of the stream.
    pub(super) fn push(&mut self, events: usize, end: u64) {
        let events = u32::try_from(events).unwrap_or(u32::MAX);
        self.open.push_back(Window { events, acknowledged: 0, end });
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// Takes an acknowledgement that came when so many bytes were written: the number of events that are new in it. It counts
    /// for the oldest window.
    ///
    /// # Errors
    /// When it names events that were not sent, or takes back what it said. A peer that has lost count is not asked again:
    /// what it says next may be about other events.
    pub(super) fn acknowledge(&mut self, sequence: u32, written: u64) -> Result<usize, Broken> {
        if sequence == 0 {
            return Ok(0);
        }
        let wrong = |than: &str| {
            let what = format!("the peer acknowledged {sequence} events, {than}");
            Err(Broken::new(Trouble::Protocol, what))
        };
        let Some(oldest) = self.open.front_mut() else {
            return wrong("and none was outstanding");
        };
        if sequence > oldest.events {
            return wrong(&format!("but the window has {}", oldest.events));
        }
        if sequence < oldest.acknowledged {
            return wrong(&format!("after it had acknowledged {}", oldest.acknowledged));
        }
        if sequence == oldest.events && written < oldest.end {
            return wrong("of which not all were written");
        }
        let new = sequence - oldest.acknowledged;
        oldest.acknowledged = sequence;
        if sequence == oldest.events {
            self.open.pop_front();
        }
        Ok(new as usize)
    }
}
