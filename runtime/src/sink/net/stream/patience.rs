//! How long a peer may take, and when to ask for the watermark. Decides by the time that is handed in, and touches nothing.

use core::time::Duration;

use super::timer::Moment;
use crate::sink::net::session::{Broken, Timeouts, Trouble};

/// The deadlines of a connection. Each runs from the last sign that the peer is there, so none is ever longer than it was set.
#[derive(Debug)]
pub(super) struct Patience {
    timeouts: Timeouts,
    /// Since when no byte was taken although there are some.
    blocked: Option<Moment>,
    /// Since when the peer owes a sign of life.
    awaiting: Option<Moment>,
}

/// What a round showed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    /// There are bytes that the connection does not take now.
    pub(super) blocked: bool,
    /// There is something that the peer has to answer.
    pub(super) awaiting: bool,
    /// Bytes were taken: by the connection, or by the peer's kernel.
    pub(super) taken: bool,
    /// The peer said that it is at work.
    pub(super) heard: bool,
}

impl Patience {
    pub(super) fn new(timeouts: Timeouts) -> Self {
        Self { timeouts, blocked: None, awaiting: None }
    }

    pub(super) fn timeouts(&self) -> &Timeouts {
        &self.timeouts
    }

    /// Takes in what a round at `now` showed.
    pub(super) fn note(&mut self, now: Moment, signs: Signs) {
        let since = |kept: Option<Moment>, anew: bool| if anew { now } else { kept.unwrap_or(now) };
        // The system takes more only when a third of its buffer is free again. Over a slow line that lasts, and yet the
        // peer takes bytes all the while: the watermark shows it. And a peer that says it is at work may have its own reasons
        // not to read.
        let anew = signs.taken || signs.heard;
        self.blocked = signs.blocked.then(|| since(self.blocked, anew));
        self.awaiting = signs.awaiting.then(|| since(self.awaiting, anew));
    }

    /// When the first deadline passes.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let ends = [self.write_ends(), self.reply_ends()];
        ends.into_iter().flatten().min()
    }

    /// What has taken too long, if anything has.
    pub(super) fn over(&self, now: Moment) -> Option<Broken> {
        let passed = |end: Option<Moment>| end.is_some_and(|end| end <= now);
        if passed(self.write_ends()) {
            let what = format!("the peer took no bytes for {:?}", self.timeouts.write);
            return Some(Broken::new(Trouble::WriteTimeout, what));
        }
        passed(self.reply_ends()).then(|| {
            let what = format!("the peer acknowledged nothing for {:?}", self.timeouts.ack);
            Broken::new(Trouble::AckTimeout, what)
        })
    }

    fn write_ends(&self) -> Option<Moment> {
        self.blocked.and_then(|since| since.checked_add(self.timeouts.write))
    }

    fn reply_ends(&self) -> Option<Moment> {
        self.awaiting.and_then(|since| since.checked_add(self.timeouts.ack))
    }
}

/// When to ask for the watermark: soon after it moved, and more and more seldom while it does not.
#[derive(Debug, Default)]
pub(super) struct Pace {
    looked: Option<Moment>,
    wait: Duration,
}

impl Pace {
    const LEAST: Duration = Duration::from_millis(1);
    const MOST: Duration = Duration::from_millis(50);

    pub(super) fn due(&self) -> Option<Moment> {
        self.looked.map(|looked| looked + self.wait)
    }

    pub(super) fn is_due(&self, now: Moment) -> bool {
        self.due().is_none_or(|due| due <= now)
    }

    /// It was asked for at `now`; whether there is reason to ask again soon.
    pub(super) fn looked(&mut self, now: Moment, soon: bool) {
        self.looked = Some(now);
        self.wait = if soon { Self::LEAST } else { (self.wait * 2).clamp(Self::LEAST, Self::MOST) };
    }
}
