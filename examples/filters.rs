//! Which events go where: a level by a value, a file that gets more than the console, and a closer look while it runs.
//!
//! ```text
//! cargo run --release --example filters
//! ```
//!
//! The file is `target/filters-logs/app.log`. Other filters for the console: `BLACKBAR_LOG=trace`, or
//! `BLACKBAR_LOG='warn,event[http.request]{path^="/admin"}=info'`.
#![allow(clippy::print_stdout, reason = "the report is for the user of the example; it is no log")]

use std::time::Duration;

use blackbar::{Console, LogEvent, Logger, RollingFile, debug, log_event};

#[derive(LogEvent)]
#[log(name = "http.request", message = "{path}: {status}")]
struct HttpRequest<'a> {
    path: &'a str,
    status: u16,
    took: Duration,
}

fn main() -> blackbar::Result<()> {
    let path = blackbar_examples::below_target("filters-logs/app.log");
    let _there_was_none = std::fs::remove_file(&path);
    let guard = Logger::builder()
        // What fails, and what is slow though it succeeds.
        .filter("warn,event[http.request]{took>=0.5}=info")
        .console(Console::stderr().json())
        // A sink's own filter stands in place of the logger's. Nobody wants to read of health checks that went well.
        .file(RollingFile::new(&path).filter("debug,event[http.request]{path=\"/health\",status=200}=off"))
        .install()?;

    serve_all();
    // A filter decides when an event is written, not when it is logged.
    guard.logger().flush()?;
    // While a fault is hunted: the health checks too.
    let file = format!("file:{}", path.display()); // what `stats()` calls it
    guard.logger().set_sink_filter(&file, "debug")?;
    serve_all();

    guard.logger().flush()?;
    for sink in &guard.logger().stats().sinks {
        println!("{}: {} events written, {} not wanted", sink.name, sink.written, sink.filtered);
    }
    Ok(())
}

fn serve_all() {
    for (path, status, millis) in [
        ("/health", 200, 1),
        ("/cart", 200, 40),
        ("/cart", 404, 3),
        ("/report", 200, 900),
        ("/cart", 503, 20),
    ] {
        debug!("request for {path}", path);
        served(HttpRequest { path, status, took: Duration::from_millis(millis) });
    }
}

/// A level is a word, never an expression: filters and the features that take calls out of the program go by it. So each
/// level has a call of its own.
fn served(request: HttpRequest<'_>) {
    match request.status {
        500.. => log_event!(level: error, request),
        400.. => log_event!(level: warn, request),
        _ => log_event!(request),
    }
}
