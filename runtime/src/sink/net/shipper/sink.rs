//! The backend's side of a delivery.

use core::time::Duration;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use super::super::queue::{Closed, Queue};
use crate::clock;
use crate::error::Result;
use crate::sink::{Batch, Flushing, Outcome, Sink};

/// How long a delivery may take to notice that its time is over and to put away what it has. One that is well takes a
/// moment; one that is in a call of the system that does not return is left behind after this.
const GRACE: Duration = Duration::from_millis(500);

/// Copies batches into the queue of a delivery.
#[derive(Debug)]
pub(super) struct NetSink {
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
}

impl NetSink {
    pub(super) fn new(queue: Arc<Queue>, thread: JoinHandle<()>) -> Self {
        Self { queue, thread: Some(thread) }
    }
}

impl Sink for NetSink {
    fn write(&mut self, batch: &Batch) -> Outcome {
        self.queue.push(batch)
    }

    fn flush(&mut self, patience: Duration) -> Result<()> {
        self.queue.begin_flush().wait(clock::deadline_in(patience))
    }

    fn begin_flush(&mut self) -> Option<Arc<dyn Flushing>> {
        Some(self.queue.begin_flush())
    }

    fn close(&mut self, deadline: Option<Instant>) {
        let Some(thread) = self.thread.take() else { return };
        if self.queue.close(deadline, GRACE) == Closed::Ended {
            // A panic of the delivery has nothing to add: what it had not settled has been counted.
            let _panicked = thread.join();
        }
        // Otherwise the thread is in a call that does not return. It is let go and cannot hold the end of the process.
    }
}

impl Drop for NetSink {
    fn drop(&mut self) {
        self.close(clock::deadline_in(Duration::ZERO));
    }
}
