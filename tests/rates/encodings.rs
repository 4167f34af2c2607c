//! Where the counts stand in each layout.

use std::time::Duration;

use blackbar::{Memory, RollingFile, info};
use blackbar_tests::{lines_of_file, logger};

use crate::alone;

#[test]
fn json_has_it_behind_the_fields_and_ecs_among_them() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let logger = logger()
        .sink(RollingFile::new(path("own")))
        .sink(RollingFile::new(path("logstash")).logstash())
        .sink(RollingFile::new(path("ecs")).ecs())
        .build()
        .unwrap();
    for at in 0..4_u64 {
        info!(logger: logger, sample: 3, "x", at);
    }
    logger.flush().unwrap();
    for name in ["own", "logstash"] {
        let text = std::fs::read_to_string(path(name)).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(line.ends_with(r#","at":3,"suppressed":2}"#), "{line}");
    }
    let line = &lines_of_file(&path("ecs"))[1];
    assert_eq!(line["Fields"], serde_json::json!({"at": 3, "suppressed": 2}));
}

#[test]
fn ecs_has_it_too_where_the_event_has_no_field() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ecs");
    let logger = logger().sink(RollingFile::new(&path).ecs()).build().unwrap();
    (0..4).for_each(|_| info!(logger: logger, sample: 3, "x"));
    logger.flush().unwrap();
    assert_eq!(lines_of_file(&path)[1]["Fields"], serde_json::json!({"suppressed": 2}));
}

#[test]
fn lines_for_people_end_with_it() {
    let _alone = alone();
    let memory = Memory::new();
    let logger =
        logger().deduplicate(Duration::from_secs(3600)).sink(memory.clone().pretty()).build().unwrap();
    for _ in 0..7 {
        info!(logger: logger, sample: 3, "x");
    }
    logger.flush().unwrap();
    let lines = memory.lines();
    assert!(lines[0].trim_end().ends_with("rates::encodings"), "{}", lines[0]);
    assert!(lines[1].trim_end().ends_with("rates::encodings suppressed=4 repeated=2"), "{}", lines[1]);
}
