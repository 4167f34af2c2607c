//! The thread of a delivery.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use tokio::runtime::{self, Runtime};

use super::super::queue::Queue;
use super::super::session::Protocol;
use super::Delivery;
use crate::count::Cause;
use crate::error::{Error, Result};
use crate::frontend;
use crate::sink::{Health, SinkCounts};

/// What blocks for long by nature runs here: a disk that is synchronised, a resolver of the system.
const BLOCKING_THREADS: usize = 4;

/// Starts the thread `blackbar-net`, with a runtime of its own.
///
/// # Errors
/// When the system refuses the thread or the runtime.
pub(crate) fn start<P: Protocol>(
    delivery: Delivery<P>,
    queue: Arc<Queue>,
    counts: Arc<SinkCounts>,
) -> Result<JoinHandle<()>> {
    let (tell, started) = mpsc::sync_channel(1);
    let body = move || {
        frontend::mark_own_thread();
        match build() {
            Ok(runtime) => {
                // Nobody waits any more if this fails.
                let _nobody = tell.send(Ok(()));
                run(delivery, runtime, &queue, &counts);
            }
            Err(error) => drop(tell.send(Err(error))),
        }
    };
    let refused = |error| {
        Error::io(
            "start the thread of a delivery",
            error,
            "allow the process more threads and file descriptors",
        )
    };
    let thread = thread::Builder::new().name("blackbar-net".to_owned()).spawn(body).map_err(refused)?;
    match started.recv() {
        Ok(Ok(())) => Ok(thread),
        Ok(Err(error)) => Err(refused(error)),
        Err(_) => Err(refused(std::io::ErrorKind::Other.into())),
    }
}

/// The runtime is made on its own thread: it could neither run nor be dropped inside another one.
fn build() -> std::io::Result<Runtime> {
    runtime::Builder::new_current_thread()
        .enable_all()
        .thread_name("blackbar-net")
        .max_blocking_threads(BLOCKING_THREADS)
        .on_thread_start(frontend::mark_own_thread)
        .build()
}

fn run<P: Protocol>(mut delivery: Delivery<P>, runtime: Runtime, queue: &Queue, counts: &SinkCounts) {
    let ran = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(delivery.run());
        drop(delivery);
    }));
    if ran.is_err() {
        counts.set_health(Health::Failed);
    }
    // After a panic everything is still there to be counted; otherwise it has been.
    queue.end(Cause::SinkPanicked);
    // A resolver or a disk that hangs is left behind.
    runtime.shutdown_background();
}
