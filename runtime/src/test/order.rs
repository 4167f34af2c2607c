//! Events one after another.

use super::event::CapturedEvent;
use super::query::Wanted;
use super::report::{self, fail};
use crate::event::LogEvent;

/// Claims about the order of events: each `then` looks behind the event that the one before found. Others may stand between
/// them.
///
/// ```
/// # #[derive(blackbar::LogEvent)]
/// # struct OrderPlaced { order: u64 }
/// # #[derive(blackbar::LogEvent)]
/// # struct OrderPaid { order: u64 }
/// # let captured = blackbar::test::capture();
/// # blackbar::log_event!(OrderPlaced { order: 1 });
/// # blackbar::log_event!(OrderPaid { order: 1 });
/// captured.in_order().then::<OrderPlaced>().then::<OrderPaid>();
/// ```
///
/// The order is that in which the calls were made; between threads it is that of the clock.
#[derive(Debug)]
pub struct InOrder {
    all: Vec<CapturedEvent>,
    /// Where to look from.
    next: usize,
    found: Vec<String>,
}

impl InOrder {
    pub(super) fn new(all: Vec<CapturedEvent>) -> Self {
        Self { all, next: 0, found: Vec::new() }
    }

    /// Checks that an event of this type comes next or later.
    ///
    /// # Panics
    /// When there is none behind those that were found.
    #[track_caller]
    pub fn then<E: LogEvent>(self) -> Self {
        let wanted = Wanted::of::<E>();
        self.find(&wanted.to_string(), |event| wanted.has(event))
    }

    /// Checks that an event of this name comes next or later.
    ///
    /// # Panics
    /// When there is none behind those that were found.
    #[track_caller]
    pub fn then_named(self, name: &str) -> Self {
        let wanted = Wanted::named(name);
        self.find(&wanted.to_string(), |event| wanted.has(event))
    }

    /// Checks that an event of which `is_meant` is true comes next or later; `what` says in a failure what that is.
    ///
    /// # Panics
    /// When there is none behind those that were found.
    #[track_caller]
    pub fn then_matching(self, what: &str, is_meant: impl Fn(&CapturedEvent) -> bool) -> Self {
        self.find(what, is_meant)
    }

    #[track_caller]
    fn find(mut self, what: &str, is_meant: impl Fn(&CapturedEvent) -> bool) -> Self {
        let found = self.all.iter().skip(self.next).find(|event| is_meant(event));
        let Some(found) = found else { self.fail(what, is_meant) };
        self.found.push(found.place());
        self.next = found.number() + 1;
        self
    }

    #[track_caller]
    fn fail(&self, what: &str, is_meant: impl Fn(&CapturedEvent) -> bool) -> ! {
        let after = match self.found.last() {
            Some(last) => format!("{what} after {last}"),
            None => format!("{what} first"),
        };
        let earlier: Vec<usize> = self
            .all
            .iter()
            .take(self.next)
            .filter(|event| is_meant(event))
            .map(CapturedEvent::number)
            .collect();
        let before = if earlier.is_empty() {
            "found none at all".to_owned()
        } else {
            format!("found it only before that: {}", report::numbers(&earlier))
        };
        fail(&format!("expected {after}, {before}\n\n{}", report::lines(&self.all, &earlier)))
    }
}
