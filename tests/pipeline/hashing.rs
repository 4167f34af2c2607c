//! Hashed fields, from the call to the line.

use blackbar::{LogEvent, LogValue, Memory, log_event};
use blackbar_tests::logger;
use serde_json::Value;

#[derive(LogValue)]
struct Device {
    #[log(hash)]
    serial: String,
}

#[derive(LogEvent)]
#[log(name = "user.login", message = "{user_id} came")]
struct Login<'a> {
    #[log(hash)]
    user_id: u64,
    #[log(hash)]
    owner: u64,
    #[log(hash(domain = "user_id"))]
    as_text: &'a str,
    #[log(hash)]
    nobody: Option<String>,
    device: Device,
}

fn login() -> Login<'static> {
    Login {
        user_id: 4711,
        owner: 4711,
        as_text: "4711",
        nobody: None,
        device: Device { serial: "4711".into() },
    }
}

fn lines(memory: &Memory) -> Vec<Value> {
    memory.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_hash_joins_what_is_equal_under_one_name_and_nothing_else() {
    let memory = Memory::new();
    let logger = logger().hash_key(7, [1; 32]).sink(memory.clone()).build().unwrap();
    (0..2).for_each(|_| log_event!(logger: logger, login()));
    logger.flush().unwrap();
    let lines = lines(&memory);
    let hash = |key: &str| lines[0][key].as_str().unwrap().to_owned();
    let digits = hash("user_id");
    let digits = digits.strip_prefix("k7:").unwrap();
    assert_eq!(digits.len(), 22);
    assert!(digits.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_')), "{digits}");
    assert_eq!(lines[0]["user_id"], lines[1]["user_id"]);
    assert_eq!(lines[0]["user_id"], lines[0]["as_text"]);
    assert_ne!(lines[0]["user_id"], lines[0]["owner"]);
    assert_ne!(lines[0]["user_id"], lines[0]["device"]["serial"]);
    assert_eq!(lines[0]["nobody"], Value::Null);
    assert_eq!(lines[0]["message"], format!("{} came", hash("user_id")));
    assert!(!memory.text().contains("4711"));
    assert_eq!(logger.stats().hash_without_key, 0);
}

#[test]
fn a_new_key_has_its_own_prefix_and_hashes() {
    let memory = Memory::new();
    let logger = logger().hash_key(7, [1; 32]).sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, login());
    logger.set_hash_key(8, [1; 31]).unwrap_err();
    logger.set_hash_key(8, [2; 32]).unwrap();
    log_event!(logger: logger, login());
    std::thread::scope(|scope| {
        scope.spawn(|| log_event!(logger: logger, login()));
    });
    logger.flush().unwrap();
    let lines = lines(&memory);
    let hash = |line: usize| lines[line]["user_id"].as_str().unwrap().split_once(':').unwrap();
    assert_eq!((hash(0).0, hash(1).0), ("k7", "k8"));
    assert_ne!(hash(0).1, hash(1).1);
    assert_eq!(hash(1), hash(2));
}

#[test]
fn without_a_key_nothing_is_hashed_and_that_is_counted() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, login());
    logger.flush().unwrap();
    let lines = lines(&memory);
    for key in ["user_id", "owner", "as_text"] {
        assert_eq!(lines[0][key], "[redacted:no-key]", "{key}");
    }
    assert_eq!(lines[0]["nobody"], Value::Null);
    assert_eq!(logger.stats().hash_without_key, 4);
}
