//! Takes records out of many rings in the order of their stamps.

use crate::frontend::Arrival;
use crate::record::Record;
use crate::ring::Consumer;

/// The consuming end of one thread's ring.
struct Source {
    number: u32,
    consumer: Consumer,
    thread: String,
}

/// All rings of a logger.
#[derive(Default)]
pub(super) struct Sources(Vec<Source>);

/// What there is in the rings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// Bytes in the fullest.
    pub(super) fullest: usize,
    /// The stamp of the oldest record.
    pub(super) oldest: Option<u64>,
}

/// What a look at a ring's first record may say.
pub(super) enum Taken<'r> {
    /// A record, the number of its ring, and the thread it comes from.
    Record(Record<'r>, u32, &'r str),
    /// Bytes that are no record; everything that was visible of that ring is given up.
    Malformed,
}

impl Sources {
    /// Takes in what callers registered.
    pub(super) fn take_in(&mut self, arrivals: Vec<Arrival>) {
        for arrival in arrivals {
            match arrival {
                Arrival::Ring { number, consumer, thread } => {
                    self.0.push(Source { number, consumer, thread });
                }
                Arrival::Handover { number, thread } => {
                    if let Some(source) = self.0.iter_mut().find(|source| source.number == number) {
                        source.thread = thread;
                    }
                }
            }
        }
    }

    /// Looks at what is there now.
    pub(super) fn look(&mut self) -> Look {
        let mut look = Look::default();
        for source in &mut self.0 {
            look.fullest = look.fullest.max(source.consumer.pending());
            let oldest = Record::clock_of(source.consumer.peek());
            look.oldest = look.oldest.into_iter().chain(oldest).min();
        }
        look
    }

    /// Shows `take` every record with a stamp up to `cutoff`, oldest first, as long as it says to go on. Records of one
    /// thread keep their order; those of several are ordered by their stamps, as far as they are committed now.
    pub(super) fn drain(&mut self, cutoff: u64, mut take: impl FnMut(Taken<'_>) -> Next) {
        while let Some((at, limit)) = self.oldest(cutoff) {
            let Some(source) = self.0.get_mut(at) else { return };
            // Until `limit` no other ring has an older record.
            loop {
                let bytes = source.consumer.peek();
                if Record::clock_of(bytes).is_none_or(|clock| clock > limit) {
                    break;
                }
                let (taken, length) = match Record::parse(bytes) {
                    Ok(record) => (Taken::Record(record, source.number, &source.thread), record.length),
                    Err(_) => (Taken::Malformed, bytes.len()),
                };
                let next = take(taken);
                source.consumer.advance(length);
                if let Next::Pause = next {
                    return;
                }
            }
        }
    }

    /// Gives the space of everything taken back to the producers.
    pub(super) fn release(&mut self) {
        for source in &mut self.0 {
            source.consumer.release();
        }
    }

    /// Forgets the rings whose threads are gone and that are empty.
    pub(super) fn retire(&mut self) {
        self.0.retain_mut(|source| !source.consumer.is_retired());
    }

    /// Whether the ring with this number is there.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.iter().any(|source| source.number == number)
    }

    /// Rings that are there.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The ring with the oldest record, and the stamp up to which it is the one to read.
    fn oldest(&mut self, cutoff: u64) -> Option<(usize, u64)> {
        let mut oldest: Option<(usize, u64)> = None;
        let mut limit = cutoff;
        for (at, source) in self.0.iter_mut().enumerate() {
            let Some(clock) = Record::clock_of(source.consumer.peek()).filter(|clock| *clock <= cutoff)
            else {
                continue;
            };
            match oldest {
                Some((_, first)) if clock >= first => limit = limit.min(clock),
                _ => {
                    limit = oldest.map_or(limit, |(_, former)| limit.min(former));
                    oldest = Some((at, clock));
                }
            }
        }
        oldest.map(|(at, _)| (at, limit))
    }
}

/// Whether to show the next record.
pub(super) enum Next {
    Continue,
    Pause,
}
