//! Deliveries with a spool.

use core::time::Duration;
use std::path::Path;

use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use super::SECOND;
use super::peer::{Act, Attempt, Bench, Setup};
use crate::count::Cause;
use crate::level::Level;
use crate::sink::DeliveryState;
use crate::sink::net::session::{Fate, Outcome, Trouble};
use crate::spool::{IfTaken, Settings, WhenFull};

fn settings() -> Settings {
    Settings {
        max_bytes: 16 << 20,
        max_age: None,
        segment_bytes: 1 << 20,
        when_full: WhenFull::DropNewest,
        shared: IfTaken::Refuse,
    }
}

fn setup(folder: &TempDir, script: Vec<Attempt>) -> Setup {
    Setup { script, spool: Some((folder.path().join("spool"), settings())), ..Setup::default() }
}

fn away() -> Vec<Attempt> {
    vec![Attempt::Refuse; 999]
}

fn dead_letters(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("spool/dead-letters.jsonl")).unwrap_or_default()
}

#[test]
fn everything_goes_through_the_spool_and_nothing_stays_there() {
    for eager in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::run(Setup { room: 3, eager, ..setup(&folder, Vec::new()) }, async |bench| {
            for round in 1..=50 {
                bench.log(37);
                bench.until_delivered(round * 37).await;
            }
        });
        assert_eq!(bench.delivered(), (0..1_850).collect::<Vec<_>>());
        bench.assert_ledger();
        assert_eq!((bench.numbers.spooled_events(), bench.numbers.queued_events()), (0, 0));
    }
}

#[test]
fn what_a_process_leaves_behind_is_sent_by_the_next_one_before_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::run(setup(&folder, away()), async |bench| {
        bench.log(500);
        bench.until("spooled", |bench| bench.numbers.spooled_events() == 500).await;
        bench.until("down", |bench| bench.numbers.condition().state == DeliveryState::Down).await;
        let started = Instant::now();
        bench.queue.begin_close(Some((Instant::now() + 60 * SECOND).into_std()));
        bench.until("stored", |bench| bench.queue.view().closing.is_none()).await;
        assert!(started.elapsed() < 10 * SECOND, "nobody waits for a peer that is away");
    });
    bench.assert_ledger();
    assert_eq!(bench.numbers.spooled_events(), 500);
    assert_eq!(bench.counts.dropped().total(), 0);

    let bench = Bench::run(setup(&folder, Vec::new()), async |bench| {
        bench.log_from(500, 20);
        bench.until_delivered(520).await;
    });
    assert_eq!(bench.numbers.recovered(), 500);
    assert_eq!(bench.delivered(), (0..520).collect::<Vec<_>>());
    bench.assert_ledger();
}

#[test]
fn a_flush_is_done_when_everything_is_on_the_disk_while_the_peer_is_away() {
    let folder = tempfile::tempdir().unwrap();
    Bench::run(setup(&folder, away()), async |bench| {
        bench.until("down", |bench| bench.numbers.condition().state == DeliveryState::Down).await;
        for _ in 0..5 {
            bench.log(100);
            let flushing = bench.queue.begin_flush();
            bench.until("flushed", |_| flushing.wait(Some(crate::clock::instant())).is_ok()).await;
        }
    });
}

#[test]
fn a_flush_waits_for_acknowledgements_while_the_peer_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let script = vec![Attempt::Accept(vec![Act::Think(10 * SECOND), Act::Take])];
    Bench::run(setup(&folder, script), async |bench| {
        bench.log(10);
        let flushing = bench.queue.begin_flush();
        bench.until("flushed", |_| flushing.wait(Some(crate::clock::instant())).is_ok()).await;
        assert_eq!(bench.counts.written(), 10);
    });
}

#[test]
fn what_was_not_acknowledged_is_sent_again_from_the_spool() {
    let folder = tempfile::tempdir().unwrap();
    fn parts() -> Outcome {
        Outcome::Parts { fates: vec![Fate::Retry, Fate::Delivered, Fate::Retry], after: None }
    }
    let acts = vec![Act::TakeSome(30), Act::Break(Trouble::Reset)];
    let script = vec![Attempt::Accept(acts), Attempt::Refuse, Attempt::Accept(vec![Act::Judge(parts)])];
    let bench = Bench::run(Setup { room: 4, ..setup(&folder, script) }, async |bench| {
        bench.log(400);
        bench.until_delivered(400).await;
    });
    let mut delivered = bench.delivered();
    assert_eq!(delivered[..31], [(0..30).collect::<Vec<_>>(), vec![31]].concat());
    delivered.sort_unstable();
    assert_eq!(delivered, (0..400).collect::<Vec<_>>());
    bench.assert_ledger();
}

#[test]
fn dead_letters_are_kept_beside_the_spool() {
    let folder = tempfile::tempdir().unwrap();
    let dead = Act::Judge(|| Outcome::DeadLetter { reason: "no such index".to_owned() });
    let bench = Bench::run(setup(&folder, vec![Attempt::Accept(vec![dead])]), async |bench| {
        bench.log(3);
        bench.until("buried", |bench| bench.counts.dropped().get(Cause::DeadLettered) == 3).await;
        bench.log(3);
        bench.until_delivered(3).await;
    });
    assert_eq!(dead_letters(folder.path()).matches("no such index").count(), 3);
    bench.assert_ledger();
}

#[test]
fn a_spool_that_is_full_leaves_the_rest_to_the_queue_and_then_to_the_counters() {
    let folder = tempfile::tempdir().unwrap();
    let spool = Settings { max_bytes: 64 * 1024, segment_bytes: 16 * 1024, ..settings() };
    let full = Setup {
        spool: Some((folder.path().join("spool"), spool)),
        queue: 10_000,
        ..setup(&folder, vec![Attempt::Refuse; 8])
    };
    let bench = Bench::run(full, async |bench| {
        for _ in 0..400 {
            bench.log(50);
            sleep(SECOND / 100).await;
        }
        assert!(bench.numbers.spooled_events() > 0 && bench.numbers.queued_events() > 0);
        let left = bench.numbers.spooled_events() + bench.numbers.queued_events();
        assert!(bench.counts.dropped().get(Cause::QueueFull) > 0);
        bench.until_delivered(left as usize).await;
        bench.log(10);
        bench.until("all", |bench| bench.numbers.spooled_events() + bench.numbers.queued_events() == 0).await;
    });
    let delivered = bench.delivered();
    assert!(delivered.is_sorted(), "{delivered:?}");
    bench.assert_ledger();
}

#[test]
fn a_spool_that_drops_the_oldest_keeps_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let when_full = WhenFull::DropOldest;
    let spool = Settings { max_bytes: 64 * 1024, segment_bytes: 16 * 1024, when_full, ..settings() };
    // It takes some, and says nothing of others, which are lost to newer ones meanwhile.
    let acts = vec![Act::Take, Act::TakeSome(20), Act::Think(SECOND), Act::Take, Act::Break(Trouble::Reset)];
    let mut script = vec![Attempt::Accept(acts)];
    script.extend(vec![Attempt::Refuse; 8]);
    let setup =
        Setup { spool: Some((folder.path().join("spool"), spool)), room: 5, ..setup(&folder, script) };
    let bench = Bench::run(setup, async |bench| {
        for _ in 0..400 {
            bench.log(50);
            sleep(SECOND / 100).await;
        }
        bench.until("all", |bench| bench.numbers.spooled_events() + bench.numbers.queued_events() == 0).await;
    });
    let delivered = bench.delivered();
    assert!(delivered.is_sorted(), "{delivered:?}");
    assert_eq!(delivered.last(), Some(&19_999));
    assert!(bench.counts.dropped().get(Cause::SpoolFull) > 0);
    assert_eq!(bench.counts.dropped().get(Cause::QueueFull), 0);
    bench.assert_ledger();
}

#[test]
fn events_of_higher_levels_find_room_in_a_full_spool() {
    let folder = tempfile::tempdir().unwrap();
    let when_full = WhenFull::DropLowestLevel;
    let spool = Settings { max_bytes: 64 * 1024, segment_bytes: 16 * 1024, when_full, ..settings() };
    let setup = Setup {
        spool: Some((folder.path().join("spool"), spool)),
        ..setup(&folder, vec![Attempt::Refuse; 8])
    };
    let bench = Bench::run(setup, async |bench| {
        for _ in 0..200 {
            bench.log(50);
            sleep(SECOND / 100).await;
        }
        bench.log_at(Level::Error, 10);
        bench.until("all", |bench| bench.numbers.spooled_events() + bench.numbers.queued_events() == 0).await;
    });
    let delivered = bench.delivered();
    assert_eq!(delivered[delivered.len() - 10..], (10_000..10_010).collect::<Vec<_>>());
    assert!(bench.counts.dropped().get(Cause::SpoolFull) > 0);
    bench.assert_ledger();
}

#[test]
fn events_that_wait_too_long_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    // The spool's clock is that of the process.
    let spool = Settings { max_age: Some(Duration::from_millis(1)), ..settings() };
    let setup = Setup {
        spool: Some((folder.path().join("spool"), spool)),
        ..setup(&folder, vec![Attempt::Refuse; 8])
    };
    let bench = Bench::run(setup, async |bench| {
        for _ in 0..50 {
            bench.log(50);
            sleep(SECOND / 100).await;
        }
        bench.until("all", |bench| bench.numbers.spooled_events() + bench.numbers.queued_events() == 0).await;
    });
    assert!(bench.counts.dropped().get(Cause::Expired) > 0);
    assert!(bench.delivered().is_sorted());
    bench.assert_ledger();
}

#[test]
fn a_damaged_spool_costs_what_is_damaged_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    Bench::run(setup(&folder, away()), async |bench| {
        for _ in 0..20 {
            bench.log(1_000);
            sleep(SECOND).await;
        }
        bench.until("spooled", |bench| bench.numbers.spooled_events() == 20_000).await;
    });
    let spool = folder.path().join("spool");
    let largest = std::fs::read_dir(&spool).unwrap().map(|entry| entry.unwrap().path());
    let largest = largest.max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = std::fs::read(&largest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&largest, bytes).unwrap();

    let bench = Bench::run(setup(&folder, Vec::new()), async |bench| {
        bench.log_from(20_000, 1);
        bench.until("all", |bench| bench.delivered().last() == Some(&20_000)).await;
    });
    assert!(bench.counts.dropped().get(Cause::SpoolDamaged) > 0);
    assert!(bench.delivered().len() > 10_000 && bench.delivered().is_sorted());
    bench.assert_ledger();
}
