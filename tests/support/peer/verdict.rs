//! Compares what came with what should have.

use std::collections::HashMap;

use super::journal::Journal;

/// What came of the events that should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Events that came, each counted once.
    pub unique: usize,
    /// How often an event came that had come before.
    pub duplicates: usize,
    /// Numbers of the events that did not come, counted from 0.
    pub missing: Vec<usize>,
}

impl Verdict {
    /// Checks that every event came.
    #[track_caller]
    pub fn is_complete(&self) -> &Self {
        let (count, first) = (self.missing.len(), self.missing.first());
        assert!(self.missing.is_empty(), "{count} events never came, the first is {first:?}");
        self
    }

    /// Checks that at most so many deliveries were of events that had come before.
    #[track_caller]
    pub fn duplicates_at_most(&self, most: usize) -> &Self {
        assert!(self.duplicates <= most, "{} duplicates, at most {most} were to be", self.duplicates);
        self
    }
}

/// Compares a journal with the events that should have come, all different and in this order, without line ends.
///
/// # Panics
/// When something came that is not, byte by byte, one of them: another event, two glued together, a piece of one that was
/// taken for a whole. When one that is new came before one that should have come earlier, or the events of one connection are not in
/// order. When a connection ended with something that is not the beginning of an event, or the client did what none should do.
#[must_use]
#[track_caller]
pub fn judge<E: AsRef<[u8]>>(expected: &[E], journal: &Journal) -> Verdict {
    let complaints = journal.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let places: HashMap<&[u8], usize> =
        expected.iter().enumerate().map(|(place, event)| (event.as_ref(), place)).collect();
    assert_eq!(places.len(), expected.len(), "the events to come are not all different");

    let mut came = vec![false; expected.len()];
    let mut duplicates = 0;
    let mut newest = None;
    let mut last_of_connection = HashMap::new();
    let mut deliveries = journal.deliveries();
    // What a peer had not read when the next connection came belongs before what came over that.
    deliveries.sort_by_key(|delivery| delivery.connection);
    for delivery in deliveries {
        let text = String::from_utf8_lossy(&delivery.event);
        let place = *places.get(&*delivery.event).unwrap_or_else(|| panic!("nobody sent this: {text}"));
        if std::mem::replace(&mut came[place], true) {
            duplicates += 1;
        } else {
            assert!(newest < Some(place), "event {place} came first after event {newest:?}");
            newest = Some(place);
        }
        let before = last_of_connection.insert(delivery.connection, place);
        assert!(before < Some(place), "{before:?} and then {place} on connection {}", delivery.connection);
    }
    for torn in journal.torn() {
        assert!(
            expected.iter().any(|event| event.as_ref().starts_with(&torn.event)),
            "connection {} ended with what is no piece of an event: {}",
            torn.connection,
            String::from_utf8_lossy(&torn.event)
        );
    }
    let missing: Vec<_> = (0..expected.len()).filter(|place| !came[*place]).collect();
    Verdict { unique: expected.len() - missing.len(), duplicates, missing }
}
