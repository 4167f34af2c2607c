//! What gets out when something goes wrong: full rings, sinks that fail, conversions that panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use blackbar::{Cause, LogValue, Memory, Overflow, Slot, Written, log_event};
use blackbar_tests::{Puppet, lost, told};

use crate::check::{Harness, harness, keyed, log_all};
use crate::search::{Search, make};

#[test]
fn events_that_are_lost_leave_no_trace_of_a_canary() {
    let Harness { cases, secrets, .. } = harness();
    let memory = Memory::new();
    let puppet = Puppet::new("puppet");
    let logger = keyed()
        .overflow(Overflow::DropNewest)
        .ring_bytes(65_536)
        .sink(memory.clone())
        .sink(puppet.clone())
        .build()
        .unwrap();
    puppet.hang();
    log_event!(logger: logger, info, "the first");
    puppet.wait_until_it_hangs();
    for _ in 0..3 {
        log_all(cases, &logger);
    }
    puppet.refuse_once(Cause::DiskFull);
    logger.flush().unwrap();
    log_all(&cases[..100], &logger);
    puppet.panic();
    log_all(&cases[..100], &logger);
    logger.flush().unwrap();
    puppet.write();

    let stats = logger.stats();
    assert!(lost(&stats, Cause::RingFull) > 1_000, "{stats}");
    let lines = blackbar_tests::lines_of(&memory);
    assert!(told(&lines).len() >= 2, "{:?}", told(&lines));
    secrets.assert_clean("memory", memory.text().as_bytes());
    let seen: Vec<String> = puppet.lines().iter().map(ToString::to_string).collect();
    secrets.assert_clean("a sink that failed", seen.join("\n").as_bytes());
    secrets.assert_clean("the counters", format!("{stats}{stats:?}").as_bytes());
}

/// Panics with the value, before or after it has written it.
struct Treacherous<'a> {
    text: &'a str,
    before: bool,
}

impl LogValue for Treacherous<'_> {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        assert!(!self.before, "cannot convert {}", self.text);
        let _written = slot.write(self.text);
        panic!("cannot convert {}", self.text)
    }
}

#[test]
fn a_conversion_that_panics_leaves_nothing_of_its_value() {
    let canary = make::text(1);
    let mut search = Search::default();
    search.plant("value", &canary, &["value"]);
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger = keyed().with_thread(true).sink(json.clone()).sink(pretty.clone()).build().unwrap();
    for before in [true, false] {
        for _ in 0..3 {
            let value = Treacherous { text: &canary, before };
            let panic = catch_unwind(AssertUnwindSafe(|| {
                log_event!(logger: logger, info, "{value}", first = canary.len(), value = value, last = 1);
            }));
            assert!(panic.is_err());
            log_event!(logger: logger, info, "the next");
        }
    }
    logger.flush().unwrap();
    assert_eq!(lost(&logger.stats(), Cause::ConversionPanicked), 6);
    assert_eq!(json.text().matches("the next").count(), 6);
    search.assert_clean("the log", (json.text() + &pretty.text()).as_bytes());
}
