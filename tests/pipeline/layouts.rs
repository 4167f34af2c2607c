//! The layouts that others expect.

use blackbar::{Memory, RollingFile, log_event};
use blackbar_tests::{lines_of, lines_of_file, logger};
use serde_json::{Value, json};

/// What ECS 8.11 says of the fields that a line uses: the name and the type.
const ECS: &[(&str, &str)] = &[
    ("@timestamp", "date"),
    ("ecs.version", "keyword"),
    ("log.level", "keyword"),
    ("log.logger", "keyword"),
    ("event.action", "keyword"),
    ("message", "match_only_text"),
    ("service.name", "keyword"),
    ("service.version", "keyword"),
    ("service.environment", "keyword"),
    ("log.origin.file.name", "keyword"),
    ("log.origin.file.line", "long"),
    ("process.thread.name", "keyword"),
];

fn line(layout: impl FnOnce(RollingFile) -> RollingFile) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let logger = logger()
        .service("checkout", "1.4.0")
        .environment("test")
        .field("region", "eu")
        .with_location(true)
        .with_thread(true)
        .file(layout(RollingFile::new(&path)))
        .build()
        .unwrap();
    log_event!(logger: logger, name: "user.login", target: "app", warn, "hello {host}", host = "h1", attempts = 2);
    logger.flush().unwrap();
    lines_of_file(&path).remove(0)
}

#[test]
fn an_ecs_line_has_only_names_of_ecs_with_their_types_and_one_object_beside() {
    let line = line(RollingFile::ecs);
    for (key, value) in line.as_object().unwrap() {
        if key == "Fields" {
            continue;
        }
        let kind = ECS.iter().find(|(name, _)| name == key).map(|(_, kind)| *kind);
        match kind {
            Some("long") => assert!(value.is_u64(), "{key}: {value}"),
            Some("date") => assert!(value.as_str().unwrap().ends_with('Z'), "{key}: {value}"),
            Some(_) => assert!(value.is_string(), "{key}: {value}"),
            None => panic!("`{key}` is no field of ECS"),
        }
    }
    assert_eq!(line.as_object().unwrap().len(), ECS.len() + 1, "{line}");
    assert_eq!(line["message"], "hello h1");
    assert_eq!(line["log.level"], "warn");
    assert_eq!(line["Fields"], json!({ "region": "eu", "host": "h1", "attempts": 2 }));
}

#[test]
fn an_event_without_fields_is_an_ecs_line_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let logger = logger().file(RollingFile::new(&path).ecs()).build().unwrap();
    log_event!(logger: logger, info, "nothing more");
    logger.flush().unwrap();
    assert_eq!(lines_of_file(&path)[0]["Fields"], json!({}));
}

#[test]
fn a_test_can_look_at_the_layouts_in_memory() {
    let (ecs, logstash) = (Memory::new().ecs(), Memory::new().logstash());
    let logger = logger().sink(ecs.clone()).sink(logstash.clone()).build().unwrap();
    log_event!(logger: logger, info, "hello", host = "h1");
    logger.flush().unwrap();
    assert_eq!(lines_of(&ecs)[0]["Fields"], json!({ "host": "h1" }));
    assert_eq!(lines_of(&logstash)[0]["@version"], "1");
}

#[test]
fn a_logstash_line_is_ours_with_the_two_fields_that_logstash_adds() {
    let (ours, mut theirs) = (line(RollingFile::json), line(RollingFile::logstash));
    let theirs = theirs.as_object_mut().unwrap();
    assert_eq!(theirs.remove("@version"), Some(json!("1")));
    assert!(theirs.remove("@timestamp").unwrap().is_string());
    let mut ours = ours.as_object().unwrap().clone();
    ours.remove("timestamp");
    for other in [&mut ours, theirs] {
        // Another line of this file logged it.
        other.remove("location");
    }
    assert_eq!(&ours, theirs);
}
