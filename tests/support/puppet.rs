//! A sink that does what the test says.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use blackbar::{Batch, Cause, Encoding, IntoSink, Outcome, Result, Sink, SinkCounts, SinkOptions};
use serde_json::Value;

use crate::{DEADLINE, parse};

/// A sink that does what the test says: writes, hangs, refuses or panics. Clones are the same sink, one for the logger and
/// one for the test.
///
/// It hangs for the length of a test at most, so that a test that fails does not hang too.
#[derive(Debug, Clone)]
pub struct Puppet {
    name: String,
    options: SinkOptions,
    strings: Arc<(Mutex<Strings>, Condvar)>,
}

#[derive(Debug, Default)]
struct Strings {
    order: Order,
    /// A call is hanging right now.
    hangs: bool,
    text: String,
    flushes: u64,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Order {
    #[default]
    Write,
    Hang,
    Refuse(Cause),
    RefuseOnce(Cause),
    Panic,
}

impl Puppet {
    /// One that writes.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), options: SinkOptions::new(), strings: Arc::default() }
    }

    /// Takes only what passes these directives.
    #[must_use]
    pub fn filter(mut self, directives: &str) -> Self {
        self.options.set_filter(directives);
        self
    }

    /// From now on it writes; a call that hangs goes on.
    pub fn write(&self) {
        self.order(Order::Write);
    }

    /// From now on a call to write does not come back.
    pub fn hang(&self) {
        self.order(Order::Hang);
    }

    /// From now on it drops every event.
    pub fn refuse(&self, cause: Cause) {
        self.order(Order::Refuse(cause));
    }

    /// Drops the events of its next call, and writes again after that.
    pub fn refuse_once(&self, cause: Cause) {
        self.order(Order::RefuseOnce(cause));
    }

    /// From now on it panics.
    pub fn panic(&self) {
        self.order(Order::Panic);
    }

    /// Waits until a call hangs: from then on the backend does nothing more.
    pub fn wait_until_it_hangs(&self) {
        let (strings, changed) = &*self.strings;
        let (strings, _) =
            changed.wait_timeout_while(strings.lock().unwrap(), DEADLINE, |strings| !strings.hangs).unwrap();
        assert!(strings.hangs, "nobody called the sink");
    }

    /// What was written, line by line.
    #[must_use]
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        parse(&self.lock().text)
    }

    /// How often it was flushed.
    #[must_use]
    pub fn flushes(&self) -> u64 {
        self.lock().flushes
    }

    fn order(&self, order: Order) {
        self.lock().order = order;
        self.strings.1.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Strings> {
        self.strings.0.lock().unwrap()
    }
}

impl IntoSink for Puppet {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn encoding(&self) -> Encoding {
        Encoding::Json
    }

    fn options(&self) -> &SinkOptions {
        &self.options
    }

    fn open(self: Box<Self>, _counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        Ok(self)
    }
}

impl Sink for Puppet {
    fn write(&mut self, batch: &Batch) -> Outcome {
        let (strings, changed) = &*self.strings;
        let mut strings = strings.lock().unwrap();
        if strings.order == Order::Hang {
            strings.hangs = true;
            changed.notify_all();
            (strings, _) = changed
                .wait_timeout_while(strings, DEADLINE, |strings| strings.order == Order::Hang)
                .unwrap();
            strings.hangs = false;
        }
        let events = batch.len() as u64;
        match strings.order {
            Order::Write | Order::Hang => {
                strings.text.push_str(core::str::from_utf8(batch.as_bytes()).unwrap());
                Outcome::written(events)
            }
            Order::Refuse(cause) => Outcome::dropped(0, cause, events),
            Order::RefuseOnce(cause) => {
                strings.order = Order::Write;
                Outcome::dropped(0, cause, events)
            }
            Order::Panic => {
                // Without the lock, which the test goes on using.
                drop(strings);
                panic!("the test told the sink to panic")
            }
        }
    }

    fn flush(&mut self, _patience: Duration) -> Result<()> {
        self.lock().flushes += 1;
        Ok(())
    }
}
