//! A guard that is held across an await would follow the thread and not the task.
use std::future::Future;

fn spawn<F: Future + Send + 'static>(_: F) {}

async fn next() {}

fn main() {
    spawn(async {
        let _inside = blackbar::context! { request_id = 7 }.enter();
        next().await;
    });
}
