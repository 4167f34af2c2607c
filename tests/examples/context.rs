//! Request contexts of threads and tasks.

use serde_json::Value;

use crate::program::run;

#[test]
fn each_line_has_the_context_of_its_request() {
    let run = run("context", &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |message: &str| -> Vec<&Value> {
        lines.iter().filter(|line| line["message"] == message).map(|line| &line["context"]).collect()
    };
    assert_eq!(of("started").len() + of("in the background").len(), 2);
    assert_eq!(of("started"), of("in the background"));
    for message in ["accepted", "card charged", "mail sent"] {
        let mut numbers: Vec<u64> =
            of(message).iter().filter_map(|context| context["request_id"].as_u64()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3], "{message}: {}", run.stdout);
    }
    for context in of("card charged") {
        assert_eq!(
            (&context["step"], &context["order_id"]),
            (&Value::from("charge"), &context["request_id"])
        );
    }
    assert_eq!(of("cache cleaned"), [&serde_json::json!({"job": "cleanup"}); 3]);
    assert!(!run.stdout.contains("ada") && run.stdout.contains("\"user\":\"k1:"), "{}", run.stdout);
}
