//! Contexts of futures.

use std::cell::RefCell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{self, Poll, Waker};

use blackbar::{Context, InContext, Logger, context, log_event};
use blackbar_tests::lines_of;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::task::{LocalSet, yield_now};

use crate::{contexts, log, memory_logger};

fn current_thread() -> Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

fn several_threads() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap()
}

/// Polls once.
fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut task::Context::from_waker(Waker::noop()))
}

#[test]
fn a_context_holds_at_every_await_and_nowhere_else() {
    let seen = contexts(|logger| {
        let mut future = pin!(
            async {
                log(logger);
                yield_now().await;
                log(logger);
            }
            .in_context(context! { request_id = 7 })
        );
        while poll(&mut future).is_pending() {
            log(logger);
        }
        log(logger);
    });
    let request = json!({"request_id": 7});
    assert_eq!(seen, [request.clone(), Value::Null, request, Value::Null]);
}

#[test]
fn own_keys_go_over_captured_ones_and_those_over_polled_ones() {
    let seen = contexts(|logger| {
        let future = {
            let _captured = context! { at = "captured", captured = 1, own = 0 }.enter();
            async { log(logger) }.in_context(context! { own = 2 })
        };
        let _polled = context! { at = "polled", polled = 3, own = 4 }.enter();
        assert!(poll(&mut pin!(future)).is_ready());
    });
    assert_eq!(seen, [json!({"polled": 3, "at": "captured", "captured": 1, "own": 2})]);
}

#[test]
fn a_future_that_is_alone_inherits_from_nowhere() {
    let seen = contexts(|logger| {
        let _outer = context! { outer = 1 }.enter();
        let future = async { log(logger) }.in_context(context! { own = 2 }.alone());
        assert!(poll(&mut pin!(future)).is_ready());
        let future = async { log(logger) }.in_context(Context::empty().alone());
        assert!(poll(&mut pin!(future)).is_ready());
        let future = async { log(logger) }.in_context(Context::empty());
        assert!(poll(&mut pin!(future)).is_ready());
    });
    assert_eq!(seen, [json!({"own": 2}), Value::Null, json!({"outer": 1})]);
}

#[test]
fn nested_futures_are_merged_whichever_thread_polls_them() {
    let (logger, memory) = memory_logger();
    let logger = Arc::new(logger);
    let shared = Arc::clone(&logger);
    several_threads().block_on(async move {
        let inner = {
            let logger = Arc::clone(&shared);
            async move {
                for _ in 0..100 {
                    log(&logger);
                    yield_now().await;
                }
            }
        };
        let outer = async move {
            inner.in_context(context! { step = "inner" }).await;
            log(&shared);
        };
        tokio::spawn(outer.in_context(context! { request_id = 7, step = "outer" })).await.unwrap();
    });
    logger.flush().unwrap();
    let mut seen: Vec<Value> = lines_of(&memory).into_iter().map(|mut line| line["context"].take()).collect();
    assert_eq!(seen.pop(), Some(json!({"request_id": 7, "step": "outer"})));
    assert_eq!(seen.len(), 100);
    assert!(seen.iter().all(|seen| *seen == json!({"request_id": 7, "step": "inner"})), "{seen:?}");
}

#[test]
fn a_spawned_task_has_what_it_is_handed() {
    let (logger, memory) = memory_logger();
    let logger = Arc::new(logger);
    let shared = Arc::clone(&logger);
    several_threads().block_on(
        async move {
            let other = Arc::clone(&shared);
            tokio::spawn(async move { log(&other) }).await.unwrap();
            let other = Arc::clone(&shared);
            tokio::spawn(async move { log(&other) }.in_context(Context::current())).await.unwrap();
            let (other, current) = (Arc::clone(&shared), Context::current());
            tokio::task::spawn_blocking(move || current.run(|| log(&other))).await.unwrap();
        }
        .in_context(context! { request_id = 7 }),
    );
    logger.flush().unwrap();
    let seen: Vec<Value> = lines_of(&memory).into_iter().map(|mut line| line["context"].take()).collect();
    assert_eq!(seen, [Value::Null, json!({"request_id": 7}), json!({"request_id": 7})]);
}

/// Logs when it is dropped.
struct LastWords<'l>(&'l Logger, &'static str);

impl Drop for LastWords<'_> {
    fn drop(&mut self) {
        log_event!(logger: self.0, info, "dropped", what = self.1);
    }
}

#[test]
fn what_a_cancelled_future_drops_is_dropped_in_its_context() {
    let (logger, memory) = memory_logger();
    {
        let _around = context! { around = 1 }.enter();
        let work = async {
            let _first = LastWords(&logger, "while pending");
            std::future::pending::<()>().await;
        };
        let mut pending = Box::pin(work.in_context(context! { request_id = 7 }));
        assert!(poll(&mut pending).is_pending());
        drop(pending);
        let unpolled = LastWords(&logger, "never polled");
        drop(async move { drop(unpolled) }.in_context(context! { request_id = 8 }));
        log(&logger);
    }
    logger.flush().unwrap();
    let seen: Vec<(Value, Value)> =
        lines_of(&memory).into_iter().map(|mut line| (line["what"].take(), line["context"].take())).collect();
    let expected = [
        (json!("while pending"), json!({"around": 1, "request_id": 7})),
        (json!("never polled"), json!({"around": 1, "request_id": 8})),
        (Value::Null, json!({"around": 1})),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_panic_in_a_poll_or_in_a_drop_leaves_what_is_around_as_it_was() {
    struct PanicsInDrop;
    impl Drop for PanicsInDrop {
        fn drop(&mut self) {
            panic!("on purpose");
        }
    }
    let seen = contexts(|logger| {
        let _around = context! { around = 1 }.enter();
        let mut future = Box::pin(
            async {
                yield_now().await;
                panic!("on purpose");
            }
            .in_context(context! { request_id = 7 }),
        );
        assert!(poll(&mut future).is_pending());
        assert!(catch_unwind(AssertUnwindSafe(|| poll(&mut future))).is_err());
        log(logger);
        drop(future);
        let bomb = PanicsInDrop;
        let future = async move { drop(bomb) }.in_context(context! { request_id = 8 });
        assert!(catch_unwind(AssertUnwindSafe(|| drop(future))).is_err());
        log(logger);
    });
    assert_eq!(seen, [json!({"around": 1}), json!({"around": 1})]);
}

#[test]
fn the_branches_of_select_and_join_have_each_their_own() {
    let seen = contexts(|logger| {
        current_thread().block_on(
            async {
                let branch = async |branch: u64, rounds: u32| {
                    for _ in 0..rounds {
                        log_event!(logger: logger, info, "branch", branch);
                        yield_now().await;
                    }
                };
                tokio::join!(
                    biased;
                    branch(1, 3).in_context(context! { branch = 1 }),
                    branch(2, 3).in_context(context! { branch = 2 }),
                );
                tokio::select! {
                    biased;
                    () = branch(3, 1_000).in_context(context! { branch = 3 }) => {}
                    () = branch(4, 3).in_context(context! { branch = 4 }) => log(logger),
                }
            }
            .in_context(context! { request_id = 7 }),
        );
    });
    assert_eq!(seen.len(), 3 + 3 + 4 + 3 + 1);
    let branches: Vec<u64> = seen.iter().filter_map(|seen| seen["branch"].as_u64()).collect();
    assert_eq!(branches, [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 3]);
    assert!(seen.iter().all(|seen| seen["request_id"] == 7));
    assert_eq!(seen.last(), Some(&json!({"request_id": 7})));
}

#[test]
fn a_guard_held_across_an_await_inside_of_a_context_stays_in_its_task() {
    let seen = contexts(|logger| {
        let task = async |name: &'static str| {
            let step = context! { step = name }.enter();
            log(logger);
            yield_now().await;
            log(logger);
            drop(step);
            yield_now().await;
            log(logger);
        };
        current_thread().block_on(async {
            tokio::join!(
                biased;
                task("a").in_context(context! { task = "a" }),
                task("b").in_context(context! { task = "b" })
            );
        });
        log(logger);
    });
    let with = |name: &str| json!({"task": name, "step": name});
    let without = |name: &str| json!({"task": name});
    let expected = [with("a"), with("b"), with("a"), with("b"), without("a"), without("b"), Value::Null];
    assert_eq!(seen, expected);
}

#[test]
fn a_guard_held_across_an_await_elsewhere_is_seen_by_other_tasks_until_it_is_dropped_and_harmless() {
    let seen = contexts(|logger| {
        current_thread().block_on(async {
            let guarded = async {
                let _held = context! { held = 1 }.enter();
                yield_now().await;
                log(logger);
            };
            let other = async {
                log(logger);
                yield_now().await;
                yield_now().await;
                log(logger);
            };
            let own = async {
                log(logger);
            };
            tokio::join!(biased; guarded, other, own.in_context(context! { held = 2 }));
        });
        log(logger);
    });
    // The second one is the leak that the documentation speaks of; the third has its own key, which wins.
    let expected = [json!({"held": 1}), json!({"held": 2}), json!({"held": 1}), Value::Null, Value::Null];
    assert_eq!(seen, expected);
}

#[test]
fn tasks_on_one_thread_that_cannot_be_sent_may_hold_guards_and_end_in_any_order() {
    let seen = contexts(|logger| {
        let logger: &Logger = logger;
        let guards = RefCell::new(Vec::new());
        current_thread().block_on(LocalSet::new().run_until(async {
            let enter = async |number: u64| {
                let guard = context! { number, shared = number }.enter();
                guards.borrow_mut().push(guard);
                yield_now().await;
            };
            tokio::join!(biased; enter(1), enter(2), enter(3));
        }));
        // In the order of their entry, which is the wrong one.
        guards.into_inner().drain(..).for_each(drop);
        log(logger);
    });
    assert_eq!(seen, [Value::Null]);
}

#[test]
fn a_guard_that_leaves_its_future_does_no_harm_elsewhere() {
    let seen = contexts(|logger| {
        let place = RefCell::new(None);
        let mut future = Box::pin(
            async {
                *place.borrow_mut() = Some(context! { inside = 1 }.enter());
                yield_now().await;
                log(logger);
            }
            .in_context(context! { request_id = 7 }),
        );
        assert!(poll(&mut future).is_pending());
        let _around = context! { around = 1 }.enter();
        // It is about the future, so what is in force here stays.
        drop(place.borrow_mut().take());
        log(logger);
        assert!(poll(&mut future).is_ready());
        drop(future);
        log(logger);
    });
    let in_future = json!({"around": 1, "request_id": 7, "inside": 1});
    assert_eq!(seen, [json!({"around": 1}), in_future, json!({"around": 1})]);
}

#[test]
fn a_future_that_moves_between_threads_with_contexts_of_their_own_has_those_of_where_it_is() {
    let (logger, memory) = memory_logger();
    let mut future = Box::pin(
        async {
            for _ in 0..3 {
                log(&logger);
                yield_now().await;
            }
        }
        .in_context(context! { request_id = 7 }),
    );
    for worker in 0..3 {
        let future = &mut future;
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let _worker = context! { worker, request_id = 0 }.enter();
                assert!(poll(future).is_pending());
            });
        });
    }
    drop(future);
    logger.flush().unwrap();
    let seen: Vec<Value> = lines_of(&memory).into_iter().map(|mut line| line["context"].take()).collect();
    let expected = [0, 1, 2].map(|worker| json!({"worker": worker, "request_id": 7}));
    assert_eq!(seen, expected);
}
