mod peer;
mod spooled;

use core::time::Duration;

use tokio::time::{Instant, sleep};

use self::peer::{Act, Attempt, Bench, Setup};
use crate::count::Cause;
use crate::sink::DeliveryState;
use crate::sink::net::session::{Fate, Limits, Outcome, Trouble};

const SECOND: Duration = Duration::from_secs(1);

fn one_by_one() -> Limits {
    Limits { events: 1, bytes: 1 << 20, age: Duration::ZERO }
}

#[test]
fn everything_is_delivered_in_order() {
    let bench = Bench::run(Setup { room: 3, ..Setup::default() }, async |bench| {
        for _ in 0..50 {
            bench.log(37);
            sleep(SECOND / 100).await;
        }
        bench.until_delivered(1_850).await;
    });
    assert_eq!(bench.delivered(), (0..1_850).collect::<Vec<_>>());
    bench.assert_ledger();
    assert_eq!(bench.peer.look().closed, 1);
}

#[test]
fn health_is_known_without_an_event() {
    Bench::run(Setup { script: vec![Attempt::Refuse], ..Setup::default() }, async |bench| {
        bench.until("down", |bench| bench.numbers.condition().state == DeliveryState::Down).await;
        assert_eq!(bench.numbers.condition().last_error.as_deref(), Some("connection refused"));
        bench.until("up", |bench| bench.numbers.condition().state == DeliveryState::Up).await;
        assert_eq!(bench.numbers.condition().address, "one:1");
    });
}

#[test]
fn what_was_not_acknowledged_is_sent_again_on_the_next_connection() {
    let acts = vec![Act::Take, Act::TakeSome(30), Act::Break(Trouble::Reset)];
    let script = vec![Attempt::Accept(acts)];
    let bench = Bench::run(Setup { script, room: 4, ..Setup::default() }, async |bench| {
        bench.log(400);
        bench.until_delivered(400).await;
    });
    assert_eq!(bench.delivered(), (0..400).collect::<Vec<_>>());
    let world = bench.peer.look();
    let again = world.runs.iter().find(|(connection, _)| *connection == 2).unwrap();
    assert_eq!(again.1[0], "130");
    drop(world);
    assert_eq!(bench.numbers.retried(), 270);
    bench.assert_ledger();
}

#[test]
fn of_a_run_only_what_was_not_taken_is_sent_again() {
    fn parts() -> Outcome {
        let dead = Fate::DeadLetter("no such field".to_owned());
        let fates = vec![Fate::Delivered, Fate::Retry, dead, Fate::Delivered, Fate::Retry];
        Outcome::Parts { fates, after: Some(SECOND) }
    }
    let script = vec![Attempt::Accept(vec![Act::Judge(parts)])];
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(6);
        bench.until_delivered(5).await;
    });
    assert_eq!(bench.delivered(), [0, 3, 1, 4, 5]);
    assert_eq!(bench.counts.dropped().nonzero(), [(Cause::DeadLettered, 1)]);
    assert_eq!(bench.numbers.retried(), 3);
    bench.assert_ledger();
}

#[test]
fn a_run_that_is_too_large_is_halved_until_it_passes() {
    // The peer takes two events at a time at most; the last one it takes not even alone.
    let too_much = Act::Judge(|| Outcome::Split);
    let acts = vec![
        too_much.clone(), // 8
        too_much.clone(), // 4
        Act::Take,
        Act::Take,
        Act::Take,
        too_much.clone(), // 2
        Act::Take,
        too_much,
    ];
    let script = vec![Attempt::Accept(acts)];
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(8);
        bench.until_delivered(7).await;
        bench.log(50);
        bench.until_delivered(57).await;
    });
    let world = bench.peer.look();
    let sizes: Vec<_> = world.runs.iter().map(|(_, events)| events.len()).collect();
    assert_eq!(sizes, [8, 4, 2, 2, 2, 2, 1, 1, 50]);
    drop(world);
    assert_eq!(bench.counts.dropped().nonzero(), [(Cause::DeadLettered, 1)]);
    bench.assert_ledger();
}

#[test]
fn what_the_peer_will_never_take_is_counted_and_the_rest_goes_on() {
    let dead = Act::Judge(|| Outcome::DeadLetter { reason: "not a log".to_owned() });
    let script = vec![Attempt::Accept(vec![Act::Take, dead])];
    let bench = Bench::run(Setup { script, limits: one_by_one(), ..Setup::default() }, async |bench| {
        bench.log(5);
        bench.until_delivered(4).await;
    });
    assert_eq!(bench.delivered(), [0, 2, 3, 4]);
    assert_eq!(bench.counts.dropped().get(Cause::DeadLettered), 1);
    bench.assert_ledger();
}

#[test]
fn a_peer_that_refuses_until_somebody_acts_is_asked_slowly_and_nothing_is_lost() {
    let refuses =
        || Attempt::Accept(vec![Act::Judge(|| Outcome::Pause { alarm: "401".to_owned(), after: None })]);
    let script = (0..7).map(|_| refuses()).collect();
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(10);
        bench.until("paused", |bench| bench.numbers.condition().state == DeliveryState::Paused).await;
        bench.log(10);
        bench.until_delivered(20).await;
    });
    let world = bench.peer.look();
    let waits: Vec<_> =
        world.attempts.windows(2).map(|pair| pair[1].1.duration_since(pair[0].1).as_secs()).collect();
    assert_eq!(waits, [30, 60, 120, 240, 300, 300, 300]);
    let states: Vec<_> = world.changes.iter().map(|(state, _)| *state).collect();
    assert_eq!(states, [DeliveryState::Up, DeliveryState::Paused, DeliveryState::Up]);
    assert_eq!(world.changes[1].1.as_deref(), Some("401"));
    drop(world);
    assert_eq!(bench.delivered(), (0..20).collect::<Vec<_>>());
    bench.assert_ledger();
}

#[test]
fn a_refused_run_is_sent_again_after_the_time_the_peer_named() {
    let later = Act::Judge(|| Outcome::Retry { after: Some(5 * SECOND), why: "429".to_owned() });
    let script = vec![Attempt::Accept(vec![later])];
    Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(10);
        let start = Instant::now();
        bench.until_delivered(10).await;
        assert!(start.elapsed() >= 5 * SECOND);
        assert_eq!(bench.peer.look().attempts.len(), 1, "on the same connection");
        assert_eq!(bench.delivered(), (0..10).collect::<Vec<_>>());
    });
}

#[test]
fn a_refused_run_among_several_is_sent_again_when_all_are_told_of() {
    let again = Act::Judge(|| Outcome::Retry { after: Some(SECOND), why: "503".to_owned() });
    let script = vec![Attempt::Accept(vec![Act::Take, again, Act::Take])];
    let bench =
        Bench::run(Setup { script, room: 3, limits: one_by_one(), ..Setup::default() }, async |bench| {
            bench.log(5);
            bench.until_delivered(5).await;
        });
    assert_eq!(bench.delivered(), [0, 2, 3, 1, 4]);
    assert_eq!(bench.numbers.retried(), 1);
    bench.assert_ledger();
}

#[test]
fn a_peer_that_accepts_and_closes_is_asked_less_and_less() {
    let closes = || Attempt::Accept(vec![Act::Break(Trouble::Closed)]);
    let script = (0..200).map(|_| closes()).collect();
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(3);
        bench.until_delivered(3).await;
    });
    let world = bench.peer.look();
    assert_eq!(world.attempts.len(), 201);
    let took = world.attempts[200].1.duration_since(world.attempts[0].1);
    assert!(took > 1_000 * SECOND, "{took:?}");
    drop(world);
    bench.assert_ledger();
}

#[test]
fn only_an_acknowledgement_makes_waits_short_again() {
    let mut script: Vec<_> = (0..20).map(|_| Attempt::Refuse).collect();
    script.push(Attempt::Accept(vec![Act::Take, Act::Break(Trouble::Reset)]));
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(1);
        bench.until_delivered(1).await;
        bench.log(1);
        bench.until_delivered(2).await;
    });
    let world = bench.peer.look();
    let wait = world.attempts[21].1.duration_since(world.attempts[20].1);
    assert!(wait <= SECOND * 3 / 2, "{wait:?}");
}

#[test]
fn the_end_of_an_idle_connection_is_no_failure() {
    let ends = Act::BreakAfter(60 * SECOND, Trouble::Closed);
    let script = vec![Attempt::Accept(vec![ends])];
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.until("reconnected", |bench| bench.peer.look().attempts.len() == 2).await;
        bench.log(1);
        bench.until_delivered(1).await;
    });
    let world = bench.peer.look();
    let wait = world.attempts[1].1.duration_since(world.attempts[0].1);
    assert!(wait < 61 * SECOND, "{wait:?}");
    let states: Vec<_> = world.changes.iter().map(|(state, _)| *state).collect();
    assert_eq!(states, [DeliveryState::Up, DeliveryState::Connecting, DeliveryState::Up]);
}

#[test]
fn a_peer_that_never_answers_is_left_for_the_next_address() {
    let script = vec![Attempt::Hang];
    let setup = Setup { script, addresses: &["one:1", "two:2"], ..Setup::default() };
    let bench = Bench::run(setup, async |bench| {
        bench.log(1);
        bench.until_delivered(1).await;
    });
    let world = bench.peer.look();
    assert_eq!(world.attempts[1].0, "two:2");
    assert_eq!(world.attempts[1].1.duration_since(world.attempts[0].1), 5 * SECOND);
}

#[test]
fn the_primary_is_used_again_when_it_answers_again() {
    let script = vec![Attempt::Refuse, Attempt::Accept(vec![]), Attempt::Refuse, Attempt::Accept(vec![])];
    let setup = Setup { script, addresses: &["one:1", "two:2"], ..Setup::default() };
    let bench = Bench::run(setup, async |bench| {
        for round in 1..=200 {
            bench.log(1);
            bench.until_delivered(round).await;
            sleep(SECOND).await;
        }
        assert_eq!(bench.numbers.condition().address, "one:1");
    });
    let world = bench.peer.look();
    let tried: Vec<_> = world.attempts.iter().map(|(address, _)| address.as_str()).collect();
    assert_eq!(tried, ["one:1", "two:2", "one:1", "one:1"]);
    drop(world);
    assert_eq!(bench.delivered(), (0..200).collect::<Vec<_>>());
}

#[test]
fn an_old_connection_is_replaced_between_two_events() {
    let setup = Setup { max_age: 60 * SECOND, room: 2, ..Setup::default() };
    let bench = Bench::run(setup, async |bench| {
        for round in 1..=150 {
            bench.log(1);
            bench.until_delivered(round).await;
            sleep(SECOND).await;
        }
    });
    let world = bench.peer.look();
    assert_eq!((world.attempts.len(), world.closed), (3, 3));
    drop(world);
    assert_eq!(bench.numbers.retried(), 0);
    assert_eq!(bench.delivered(), (0..150).collect::<Vec<_>>());
}

#[test]
fn small_runs_wait_for_more_until_they_are_old_or_full() {
    let limits = Limits { events: 10, bytes: 1 << 20, age: SECOND };
    let bench = Bench::run(Setup { limits, ..Setup::default() }, async |bench| {
        sleep(SECOND).await;
        let start = Instant::now();
        bench.log(3);
        bench.until_delivered(3).await;
        assert!(start.elapsed() >= SECOND);
        let start = Instant::now();
        bench.log(6);
        bench.log(4);
        bench.until_delivered(13).await;
        assert!(start.elapsed() < SECOND / 10);
        let start = Instant::now();
        bench.log(1);
        let _flushing = bench.queue.begin_flush();
        bench.until_delivered(14).await;
        assert!(start.elapsed() < SECOND / 10, "a flush does not wait");
    });
    let world = bench.peer.look();
    let sizes: Vec<_> = world.runs.iter().map(|(_, events)| events.len()).collect();
    assert_eq!(sizes, [3, 10, 1]);
}

#[test]
fn a_flush_is_done_when_what_came_before_it_is_acknowledged() {
    let script = vec![Attempt::Accept(vec![Act::Think(10 * SECOND), Act::Take])];
    Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(10);
        let flushing = bench.queue.begin_flush();
        let start = Instant::now();
        bench.until("flushed", |_| flushing.wait(Some(crate::clock::instant())).is_ok()).await;
        assert!(start.elapsed() >= 10 * SECOND);
        assert_eq!(bench.delivered().len(), 10);
        let nothing_to_do = bench.queue.begin_flush();
        assert!(nothing_to_do.wait(Some(crate::clock::instant())).is_ok());
    });
}

#[test]
fn the_end_waits_for_a_peer_that_is_up() {
    let script = vec![Attempt::Accept(vec![Act::Think(3 * SECOND), Act::Take])];
    let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
        bench.log(10);
        bench.queue.begin_close(Some((Instant::now() + 5 * SECOND).into_std()));
    });
    assert_eq!(bench.counts.written(), 10);
    bench.assert_ledger();
}

#[test]
fn what_is_left_at_the_deadline_is_counted() {
    for script in [
        vec![Attempt::Hang; 9],
        vec![Attempt::Refuse; 99],
        vec![Attempt::Accept(vec![Act::Think(999 * SECOND)])],
    ] {
        let start = std::sync::Mutex::new(None);
        let bench = Bench::run(Setup { script, ..Setup::default() }, async |bench| {
            bench.log(10);
            sleep(SECOND).await;
            *start.lock().unwrap() = Some(Instant::now());
            bench.queue.begin_close(Some((Instant::now() + 5 * SECOND).into_std()));
        });
        assert_eq!(bench.counts.dropped().nonzero(), [(Cause::Deadline, 10)]);
        bench.assert_ledger();
    }
}

#[test]
fn what_does_not_fit_is_dropped_and_counted_while_the_peer_is_away() {
    let script = vec![Attempt::Refuse; 3];
    let bench = Bench::run(Setup { script, queue: 100, ..Setup::default() }, async |bench| {
        bench.log(100);
        assert!(bench.counts.dropped().get(Cause::QueueFull) > 0);
        let kept = bench.numbers.queued_events() as usize;
        bench.until_delivered(kept).await;
    });
    let kept = bench.delivered().len();
    assert_eq!(bench.delivered(), (0..kept).collect::<Vec<_>>());
    bench.assert_ledger();
}
