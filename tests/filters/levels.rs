//! The level of a call: `level:` before an event.

use blackbar::{LogEvent, Logger, Memory, RollingFile, enabled, log_event};
use blackbar_tests::{lines_of, lines_of_file, logger, texts};

#[derive(LogEvent)]
#[log(name = "http.request", message = "served {status}")]
struct HttpRequest {
    status: u16,
}

#[derive(LogEvent)]
#[log(name = "quiet", level = trace)]
struct Quiet;

fn serve(logger: &Logger, status: u16) {
    let served = HttpRequest { status };
    match status {
        500.. => log_event!(logger: logger, level: error, served),
        400.. => log_event!(logger: logger, level: warn, target: "web", served),
        _ => log_event!(logger: logger, served),
    }
}

#[test]
fn a_calls_level_goes_before_that_of_the_type() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger =
        logger().sink(json.clone()).sink(pretty.clone()).file(RollingFile::new(&path).ecs()).build().unwrap();
    for status in [200, 404, 503] {
        serve(&logger, status);
    }
    logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&json), "level"), ["info", "warn", "error"]);
    assert_eq!(texts(&lines_of_file(&path), "log.level"), ["info", "warn", "error"]);
    for (line, word) in pretty.lines().iter().zip(["INFO", "WARN", "ERROR"]) {
        assert!(line.contains(word), "{line}");
    }
}

#[test]
fn filters_go_by_the_level_of_the_call() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("off").sink(memory.clone()).build().unwrap();
    for (filter, expected) in [
        ("info", &["200", "404", "503"][..]),
        ("error", &["503"]),
        ("off,web=warn", &["404"]),
        ("off,event[http.request]=warn", &["404", "503"]),
        ("off,event[http.request]{status>=404}=warn", &["404", "503"]),
        ("off,event[http.request]{status>=404}=error", &["503"]),
    ] {
        logger.set_filter(filter).unwrap();
        for status in [200, 404, 503] {
            serve(&logger, status);
        }
        logger.flush().unwrap();
        assert_eq!(texts(&lines_of(&memory), "status"), expected, "{filter}");
        memory.clear();
    }
}

#[test]
fn a_level_may_be_lowered_too_and_works_in_generic_functions() {
    fn log<E: LogEvent>(logger: &Logger, event: E) {
        log_event!(logger: logger, level: critical, event);
    }
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("critical").sink(memory.clone()).build().unwrap();
    log(&logger, Quiet);
    log(&logger, HttpRequest { status: 1 });
    log_event!(logger: logger, level: trace, HttpRequest { status: 2 });
    logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&memory), "event"), ["quiet", "http.request"]);
    assert_eq!(texts(&lines_of(&memory), "level"), ["critical", "critical"]);
}

#[test]
fn enabled_asks_at_the_level_of_the_call() {
    let _logger = Logger::builder().fixed_filter("off,asked_at=error").build().unwrap();
    assert!(enabled!(target: "asked_at", level: error, HttpRequest));
}
