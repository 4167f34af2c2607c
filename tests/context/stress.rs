//! Ten thousand tasks on several threads, with nested contexts and cancellation: each line has what its task entered.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use blackbar::{Context, InContext, Logger, Memory, Overflow, context, log_event};
use blackbar_tests::{DEADLINE, assert_ledger, lines_of, logger};
use serde_json::{Value, json};
use tokio::task::yield_now;

const TASKS: u64 = 10_000;

/// What the tasks share.
struct Shared {
    logger: Logger,
    /// Events, as the tasks count them.
    logged: AtomicU64,
}

impl Shared {
    /// An event with what is in force, as the task knows it, in a field.
    fn log(&self, expected: &Value) {
        self.logged.fetch_add(1, Ordering::Relaxed);
        log_event!(logger: self.logger, info, "event", expected = expected.to_string());
    }
}

/// Logs once more when it is dropped.
struct LastWords {
    shared: Arc<Shared>,
    expected: Value,
}

impl Drop for LastWords {
    fn drop(&mut self) {
        self.shared.log(&self.expected);
    }
}

/// A number that looks like chance and is the same in each run.
fn mixed(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 27)
}

async fn task(shared: Arc<Shared>, number: u64) {
    let outer = json!({"task": number, "layer": "outer", "kind": "task"});
    let _words = LastWords { shared: Arc::clone(&shared), expected: outer.clone() };
    shared.log(&outer);
    yield_now().await;
    let inner = async {
        let inner = json!({"task": number, "layer": "inner", "kind": "task", "step": 1});
        let _words = LastWords { shared: Arc::clone(&shared), expected: inner.clone() };
        for _ in 0..mixed(number) % 4 {
            shared.log(&inner);
            yield_now().await;
        }
        {
            let _step = context! { step = 2 }.enter();
            shared.log(&json!({"task": number, "layer": "inner", "kind": "task", "step": 2}));
        }
        match mixed(number) % 3 {
            // Pending until it is cancelled, with the words of both still to be said.
            0 => std::future::pending::<()>().await,
            1 => {
                let (shared, current) = (Arc::clone(&shared), Context::current());
                let expected = inner.clone();
                let child = async move {
                    yield_now().await;
                    shared.log(&expected);
                };
                tokio::spawn(child.in_context(current)).await.unwrap();
            }
            _ => {
                let (shared, alone) = (Arc::clone(&shared), context! { alone = number }.alone());
                let child = async move { shared.log(&json!({"alone": number})) };
                tokio::spawn(child.in_context(alone)).await.unwrap();
            }
        }
    };
    tokio::select! {
        () = inner.in_context(context! { layer = "inner", step = 1 }) => {}
        () = never_before(20) => {}
    }
    shared.log(&outer);
}

/// Ready after so many rounds.
async fn never_before(rounds: u32) {
    for _ in 0..rounds {
        yield_now().await;
    }
}

#[test]
fn every_line_of_ten_thousand_tasks_has_what_its_task_entered() {
    let memory = Memory::new();
    let logger = logger()
        .ring_bytes(1 << 20)
        .overflow(Overflow::Block)
        .flush_timeout(DEADLINE)
        .sink(memory.clone())
        .build()
        .unwrap();
    let shared = Arc::new(Shared { logger, logged: AtomicU64::new(0) });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(8).build().unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS)
            .map(|number| {
                let entered = context! { task = number, layer = "outer", kind = "task" };
                tokio::spawn(task(Arc::clone(&shared), number).in_context(entered))
            })
            .collect();
        for (number, task) in tasks.into_iter().enumerate() {
            // Some are cancelled from outside, wherever they are.
            if number % 7 == 0 {
                task.abort();
            }
            assert!(task.await.is_ok_and(|()| true) || number % 7 == 0, "task {number}");
        }
    });
    drop(runtime);
    shared.logger.flush().unwrap();

    let lines = lines_of(&memory);
    assert_eq!(lines.len() as u64, shared.logged.load(Ordering::Relaxed));
    let mut of_task: HashMap<u64, u64> = HashMap::new();
    for line in &lines {
        let expected: Value = serde_json::from_str(line["expected"].as_str().unwrap()).unwrap();
        assert_eq!(line["context"], expected, "{line}");
        let number = expected["task"].as_u64().or(expected["alone"].as_u64()).unwrap();
        *of_task.entry(number).or_default() += 1;
    }
    // All but those that were cancelled before they were polled at all.
    assert!(of_task.len() as u64 > TASKS / 7 * 6);
    let stats = shared.logger.stats();
    assert_eq!((stats.contexts_cut, stats.contexts_malformed), (0, 0));
    assert_ledger(&stats, lines.len() as u64);
}
