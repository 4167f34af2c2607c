//! Tasks of tokio: runtimes of the test, of the harness, and shared ones.

use std::future::Future as _;
use std::sync::{Arc, LazyLock};

use blackbar::{log_event, test};
use tokio::runtime::Runtime;
use tokio::sync::Barrier;

use crate::UserLogin;

/// Logs from as many tasks, all of which are under way at the same time.
async fn log_from_tasks(test: u64, tasks: usize) {
    let barrier = Arc::new(Barrier::new(tasks));
    let tasks: Vec<_> = (0..tasks as u64)
        .map(|task| {
            let barrier = Arc::clone(&barrier);
            tokio::spawn(async move {
                barrier.wait().await;
                log_event!(UserLogin { user_id: test * 100 + task, method: "task" });
                tokio::task::yield_now().await;
                tokio::task::spawn_blocking(|| log_event!(UserLogin { user_id: 1, method: "blocking" }))
                    .await
                    .unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

async fn a_test(number: u64) {
    let captured = test::capture();
    for _ in 0..3 {
        log_from_tasks(number, 8).await;
        captured.of::<UserLogin>().with("method", "blocking").assert_count(8);
        let tasks = captured.of::<UserLogin>().with("method", "task").assert_count(8);
        for event in tasks {
            assert_eq!(event.field("user_id").unwrap().as_u64().unwrap() / 100, number);
        }
        assert_eq!(captured.all().len(), 16);
        captured.clear();
    }
}

#[tokio::test]
async fn a_test_on_one_thread_has_its_tasks() {
    a_test(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_test_on_several_threads_has_its_tasks() {
    a_test(2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_one_meanwhile_has_its_own() {
    a_test(3).await;
}

#[test]
fn sixteen_runtimes_at_once_are_kept_apart() {
    std::thread::scope(|scope| {
        for number in 10..26 {
            scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
                // As `#[tokio::test]` does it: the threads are there before the test is.
                runtime.block_on(a_test(number));
            });
        }
    });
}

static SHARED: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap());

#[test]
fn a_runtime_that_tests_share_is_nobodys_and_its_watched_tasks_are_somebodys() {
    // From here, where there is no capture: a runtime that is started in a test has that test's mark.
    LazyLock::force(&SHARED);
    // A second test claims the runtime, and that makes it shared.
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| SHARED.block_on(async { drop(test::capture()) }));
        }
    });
    SHARED.block_on(async {
        let captured = test::capture();
        let log = |user_id| async move {
            tokio::task::yield_now().await;
            log_event!(UserLogin { user_id, method: "task" });
        };
        tokio::spawn(log(1)).await.unwrap();
        captured.assert_empty();
        tokio::spawn(captured.watch(log(2))).await.unwrap();
        captured.assert_one::<UserLogin>().assert_field("user_id", 2);
        tokio::spawn(log(3)).await.unwrap();
        captured.assert_one::<UserLogin>();
    });
}

#[test]
fn watched_tasks_of_many_tests_in_one_runtime_are_kept_apart() {
    LazyLock::force(&SHARED);
    std::thread::scope(|scope| {
        for number in 0..16_u64 {
            scope.spawn(move || {
                let captured = test::capture();
                let tasks: Vec<_> = (0..50)
                    .map(|_| {
                        SHARED.spawn(captured.watch(async move {
                            for _ in 0..4 {
                                tokio::task::yield_now().await;
                                log_event!(UserLogin { user_id: number, method: "task" });
                            }
                        }))
                    })
                    .collect();
                let joined = async {
                    for task in tasks {
                        task.await.unwrap();
                    }
                };
                tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(joined);
                captured.of::<UserLogin>().with("user_id", number).assert_count(200);
                captured.assert_count::<UserLogin>(200);
            });
        }
    });
}

#[test]
fn what_a_watched_task_logs_when_it_is_cancelled_is_captured() {
    struct LogsAtItsEnd;
    impl Drop for LogsAtItsEnd {
        fn drop(&mut self) {
            log_event!(UserLogin { user_id: 9, method: "dropped" });
        }
    }
    // A thread of before, which is in no capture.
    let (send, receive) = std::sync::mpsc::channel::<std::pin::Pin<Box<dyn Future<Output = ()> + Send>>>();
    let elsewhere = std::thread::spawn(move || receive.into_iter().for_each(drop));
    let captured = test::capture();
    let mut task = Box::pin(captured.watch(async {
        let _guard = LogsAtItsEnd;
        std::future::pending::<()>().await;
    }));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(task.as_mut().poll(&mut context).is_pending());
    captured.assert_empty();
    send.send(task).unwrap();
    drop(send);
    elsewhere.join().unwrap();
    captured.assert_one::<UserLogin>().assert_field("method", "dropped");
}
