use std::time::Duration;

use super::*;
use crate::sink::Guarantee;

fn queue(bytes: usize, when_full: WhenFull) -> Arc<Queue> {
    let size = Size { bytes, chunk: 64, when_full };
    Arc::new(Queue::new(size, Arc::default(), Arc::new(DeliveryCounts::new(Guarantee::Acked))))
}

/// Events of ten bytes each.
fn batch(events: &[(u32, Level)]) -> Batch {
    let mut batch = Batch::default();
    for (number, level) in events {
        let text = format!("{number:>9}\n");
        let pushed: Result<(), ()> = batch.push(0, *level, 0, |out| {
            out.extend_from_slice(text.as_bytes());
            Ok(())
        });
        pushed.unwrap();
    }
    batch
}

fn infos(numbers: core::ops::Range<u32>) -> Batch {
    batch(&numbers.map(|number| (number, Level::Info)).collect::<Vec<_>>())
}

/// Everything that waits, taken out.
fn drain(queue: &Queue) -> Vec<u32> {
    let mut found = Vec::new();
    while let Some(Taken { chunk, .. }) = queue.take() {
        let texts = (0..chunk.len())
            .map(|at| String::from_utf8_lossy(chunk.event(at)).trim().parse::<u32>().unwrap());
        found.extend(texts);
    }
    found
}

fn held(events: u64) -> Held {
    Held { events, bytes: usize::try_from(events * 10).unwrap() }
}

#[test]
fn what_comes_while_it_is_full_is_dropped_and_counted() {
    let queue = queue(100, WhenFull::DropNewest);
    assert_eq!(queue.push(&infos(0..8)), Outcome::pending(8));
    let outcome = queue.push(&infos(8..13));
    assert_eq!(outcome, Outcome { written: 0, pending: 2, dropped: Some((Cause::QueueFull, 3)) });
    assert_eq!(drain(&queue), (0..10).collect::<Vec<_>>());
}

#[test]
fn what_is_in_flight_takes_room_until_it_is_settled_and_is_never_thrown_out() {
    for when_full in [WhenFull::DropNewest, WhenFull::DropOldest] {
        let queue = queue(100, when_full);
        queue.push(&infos(0..10));
        assert_eq!(drain(&queue).len(), 10);
        assert_eq!(queue.push(&infos(10..12)).pending, 0, "{when_full:?}");
        queue.settle(held(4), Settled::Written);
        assert_eq!(queue.push(&infos(12..14)).pending, 2);
        assert_eq!(drain(&queue), [12, 13]);
        assert_eq!(queue.view().in_flight, held(8));
    }
}

#[test]
fn the_oldest_make_room_for_the_newest() {
    let queue = queue(100, WhenFull::DropOldest);
    for first in (0..50).step_by(5) {
        let outcome = queue.push(&infos(first..first + 5));
        assert_eq!(outcome, Outcome::pending(5));
    }
    assert_eq!(queue.counts.dropped().get(Cause::QueueFull), 40);
    assert_eq!(drain(&queue), (40..50).collect::<Vec<_>>());
}

#[test]
fn a_batch_that_is_larger_than_the_queue_leaves_its_end() {
    let queue = queue(100, WhenFull::DropOldest);
    assert_eq!(queue.push(&infos(0..25)).pending, 25);
    assert_eq!(queue.counts.dropped().get(Cause::QueueFull), 15);
    assert_eq!(drain(&queue), (15..25).collect::<Vec<_>>());
}

#[test]
fn an_event_that_is_longer_than_the_queue_costs_no_other() {
    let queue = queue(20, WhenFull::DropOldest);
    queue.push(&infos(0..2));
    let mut long = Batch::default();
    let pushed: Result<(), ()> = long.push(0, Level::Info, 0, |out| {
        out.extend_from_slice(&[b'x'; 21]);
        Ok(())
    });
    pushed.unwrap();
    assert_eq!(queue.push(&long), Outcome::dropped(0, Cause::QueueFull, 1));
    assert_eq!(drain(&queue), [0, 1]);
}

#[test]
fn higher_levels_find_room_when_lower_ones_do_not() {
    let queue = queue(1_000, WhenFull::DropLowestLevel);
    let mut taken = Vec::new();
    for level in Level::ALL {
        let events: Vec<_> = (0..100).map(|number| (number, level)).collect();
        taken.push(queue.push(&batch(&events)).pending);
    }
    assert_eq!(taken, [50, 10, 10, 10, 10, 10]);
}

#[test]
fn a_flush_is_over_when_what_was_there_is_done_or_lost() {
    let soon = || Some(clock::instant());
    let queue = queue(100, WhenFull::DropOldest);
    assert!(queue.begin_flush().wait(soon()).is_ok(), "nothing to wait for");
    queue.push(&infos(0..5));
    let flushing = queue.begin_flush();
    assert!(flushing.wait(soon()).is_err());
    queue.push(&infos(5..30));
    queue.done(queue.view().out);
    assert!(flushing.wait(soon()).is_ok(), "all of them made room for others");
    let last = queue.begin_flush();
    queue.end(Cause::Deadline);
    assert!(last.wait(None).is_ok(), "counted, so nobody waits");
}

#[test]
fn what_is_left_is_counted_once_whoever_gives_up_first() {
    let queue = queue(100, WhenFull::DropNewest);
    queue.push(&infos(0..4));
    queue.take();
    queue.push(&infos(4..6));
    assert_eq!(queue.close(Some(clock::instant()), Duration::ZERO), Closed::Abandoned);
    // The delivery comes back from where it was.
    queue.settle(held(4), Settled::Written);
    queue.end(Cause::SinkPanicked);
    assert_eq!(queue.counts.dropped().nonzero(), [(Cause::Deadline, 6)]);
    assert_eq!((queue.counts.written(), queue.delivery.queued_events()), (0, 0));
    assert_eq!(queue.push(&infos(6..7)), Outcome::dropped(0, Cause::Closed, 1));
}

#[test]
fn a_few_events_hold_little_memory() {
    let queue = queue(1 << 20, WhenFull::DropNewest);
    queue.push(&infos(0..1_000));
    queue.take().map(|taken| queue.recycle(taken.chunk)).unwrap();
    queue.push(&infos(0..2));
    let taken = queue.take().unwrap();
    assert!(taken.chunk.capacity() <= 2 * taken.chunk.bytes().len(), "{}", taken.chunk.capacity());
}
