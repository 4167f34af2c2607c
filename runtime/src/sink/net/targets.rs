//! Which of several addresses is tried next.

use core::time::Duration;
use std::time::Instant;

use super::address::Address;

/// In which order several addresses of one destination are tried. One of them is in use at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Strategy {
    /// The first whenever it can be reached, the others in their order while it cannot. A connection to another goes back to
    /// the first one minute after it was opened, if the first answers then. This is the default.
    #[default]
    PreferPrimary,
    /// The one after the last that was in use: each new connection goes to another.
    RoundRobin,
    /// Any of them, in a new order each time.
    Random,
}

/// The addresses of one destination, and what is known of them.
///
/// They are tried in rounds: each once, then a pause, which the delivery makes. A connection that did not last begins no new
/// round, so a peer that accepts and closes neither keeps the others from being tried nor the pause from coming.
#[derive(Debug)]
pub(crate) struct Targets {
    addresses: Vec<Address>,
    strategy: Strategy,
    /// What is left of this round, the next one last; none between rounds.
    round: Option<Vec<usize>>,
    /// The one that was tried last, and since when it is connected.
    current: usize,
    opened: Option<Instant>,
    /// When the primary was last tried while another was in use.
    primary_tried: Option<Instant>,
}

/// A connection that lasted this long was worth something: the next round begins anew.
const LASTED: Duration = Duration::from_secs(10);
/// How long another address is in use before the primary is tried again.
const RETURN: Duration = Duration::from_secs(60);

impl Targets {
    /// These addresses, of which there should be one at least.
    pub(crate) fn new(addresses: Vec<Address>, strategy: Strategy) -> Self {
        let current = addresses.len().saturating_sub(1);
        Self { addresses, strategy, round: None, current, opened: None, primary_tried: None }
    }

    /// The address to try next; `None` at the end of a round, when each has been tried. `random` is any number.
    pub(crate) fn next(&mut self, random: u64) -> Option<&Address> {
        let round = match self.round.take() {
            Some(round) => round,
            None => self.order(random),
        };
        let (at, rest) = round.split_last()?;
        self.current = *at;
        self.round = Some(rest.to_vec());
        self.addresses.get(*at)
    }

    /// The address that was tried last, or is in use.
    pub(crate) fn current(&self) -> Option<&Address> {
        self.addresses.get(self.current)
    }

    /// The address in use is connected since now.
    pub(crate) fn opened(&mut self, now: Instant) {
        self.opened = Some(now);
    }

    /// The connection has ended, or there was none.
    pub(crate) fn ended(&mut self, now: Instant) {
        let lasted = self.opened.take().is_some_and(|opened| now.saturating_duration_since(opened) >= LASTED);
        self.primary_tried = None;
        if lasted {
            self.round = None;
        }
    }

    /// The connection was ended from here, in order: the next one may come at once.
    pub(crate) fn ended_as_planned(&mut self) {
        self.opened = None;
        self.primary_tried = None;
        self.round = None;
    }

    /// Whether there is a choice.
    pub(crate) fn are_several(&self) -> bool {
        self.addresses.len() > 1
    }

    /// The primary, if it is time to try it again while another is in use.
    pub(crate) fn to_return_to(&self, now: Instant) -> Option<&Address> {
        let opened = self.opened.filter(|_| self.strategy == Strategy::PreferPrimary && self.current != 0)?;
        let since = self.primary_tried.unwrap_or(opened);
        self.addresses.first().filter(|_| now.saturating_duration_since(since) >= RETURN)
    }

    /// The primary was tried while another is in use: it is in use from now on, or it did not answer.
    pub(crate) fn returned(&mut self, now: Instant, answered: bool) {
        if answered {
            self.current = 0;
            self.opened = Some(now);
            self.round = None;
        } else {
            self.primary_tried = Some(now);
        }
    }

    /// A round, the first one last.
    fn order(&self, mut random: u64) -> Vec<usize> {
        let count = self.addresses.len();
        let mut order: Vec<usize> = (0..count).rev().collect();
        match self.strategy {
            Strategy::PreferPrimary => {}
            // After the rotation the last is the one after that which was in use.
            Strategy::RoundRobin => order.rotate_right((self.current + 1) % count.max(1)),
            Strategy::Random => {
                for last in (1..count).rev() {
                    let among = last as u64 + 1;
                    order.swap(last, usize::try_from(random % among).unwrap_or(0));
                    random /= among;
                }
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    const SECOND: Duration = Duration::from_secs(1);

    fn targets(strategy: Strategy) -> Targets {
        let address = |port| Address::parse(&format!("logs:{port}")).unwrap();
        Targets::new([1, 2, 3].map(address).to_vec(), strategy)
    }

    /// The ports of one round.
    fn round(targets: &mut Targets, random: u64) -> Vec<u16> {
        core::iter::from_fn(|| targets.next(random).map(Address::port)).collect()
    }

    #[test]
    fn each_address_is_tried_once_in_a_round() {
        for strategy in [Strategy::PreferPrimary, Strategy::RoundRobin, Strategy::Random] {
            for random in 0..50 {
                let mut ports = round(&mut targets(strategy), random);
                ports.sort_unstable();
                assert_eq!(ports, [1, 2, 3], "{strategy:?}");
            }
        }
    }

    #[test]
    fn the_primary_is_the_first_of_every_round() {
        let mut targets = targets(Strategy::PreferPrimary);
        assert_eq!([round(&mut targets, 7), round(&mut targets, 8)], [[1, 2, 3], [1, 2, 3]]);
    }

    #[test]
    fn round_robin_goes_on_with_the_one_after_that_in_use() {
        let mut targets = targets(Strategy::RoundRobin);
        let mut now = clock::instant();
        let mut used = Vec::new();
        for _ in 0..4 {
            used.push(targets.next(0).map(Address::port));
            targets.opened(now);
            now += LASTED;
            targets.ended(now);
        }
        assert_eq!(used, [Some(1), Some(2), Some(3), Some(1)]);
    }

    #[test]
    fn random_orders_differ_with_the_number() {
        let orders: Vec<_> = (0..6).map(|random| round(&mut targets(Strategy::Random), random)).collect();
        assert!(orders.iter().any(|order| *order != orders[0]), "{orders:?}");
    }

    #[test]
    fn a_connection_that_does_not_last_begins_no_new_round() {
        let mut targets = targets(Strategy::PreferPrimary);
        let now = clock::instant();
        for port in [1, 2, 3] {
            assert_eq!(targets.next(0).map(Address::port), Some(port));
            targets.opened(now);
            targets.ended(now + LASTED - SECOND);
        }
        assert_eq!(targets.next(0), None);
    }

    #[test]
    fn after_one_that_lasted_the_primary_is_tried_first() {
        let mut targets = targets(Strategy::PreferPrimary);
        let now = clock::instant();
        assert_eq!((0..2).filter_map(|_| targets.next(0).map(Address::port)).last(), Some(2));
        targets.opened(now);
        targets.ended(now + LASTED);
        assert_eq!(targets.next(0).map(Address::port), Some(1));
    }

    #[test]
    fn from_another_address_it_goes_back_to_the_primary_after_a_minute() {
        let mut targets = targets(Strategy::PreferPrimary);
        let now = clock::instant();
        assert_eq!((0..2).filter_map(|_| targets.next(0).map(Address::port)).last(), Some(2));
        targets.opened(now);
        assert_eq!(targets.to_return_to(now + RETURN - SECOND), None);
        assert_eq!(targets.to_return_to(now + RETURN).map(Address::port), Some(1));
        targets.returned(now + RETURN, false);
        assert_eq!(targets.to_return_to(now + RETURN + SECOND), None);
        assert_eq!(targets.to_return_to(now + 2 * RETURN).map(Address::port), Some(1));
        targets.returned(now + 2 * RETURN, true);
        assert_eq!(targets.current().map(Address::port), Some(1));
        assert_eq!(targets.to_return_to(now + 9 * RETURN), None);
    }

    #[test]
    fn only_prefer_primary_goes_back() {
        let mut targets = targets(Strategy::RoundRobin);
        let now = clock::instant();
        let _second = (targets.next(0).cloned(), targets.next(0).cloned());
        targets.opened(now);
        assert_eq!(targets.to_return_to(now + 9 * RETURN), None);
    }

    #[test]
    fn without_an_address_there_is_nothing_to_try() {
        let mut none = Targets::new(Vec::new(), Strategy::Random);
        assert_eq!(none.next(3), None);
        assert_eq!(none.next(3), None);
    }
}
