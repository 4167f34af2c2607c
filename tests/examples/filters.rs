//! Filters by field and by sink, as a person would copy them.

use crate::program::{json_lines, run, workspace};

#[test]
fn each_sink_gets_what_its_filter_says() {
    let run = run("filters", &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let console: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let shown = |lines: &[serde_json::Value]| -> Vec<String> {
        let requests = lines.iter().filter(|line| line["event"] == "http.request");
        requests
            .map(|line| format!("{} {}", line["level"].as_str().unwrap(), line["message"].as_str().unwrap()))
            .collect()
    };
    let wanted = ["warn /cart: 404", "info /report: 200", "error /cart: 503"];
    assert_eq!(shown(&console), [wanted, wanted].concat());

    let file = json_lines(&workspace().join("target/filters-logs/app.log"));
    assert_eq!(
        file.len(),
        9 + 10,
        "five requests with a debug event each, without and with the health check"
    );
    let checks = shown(&file).iter().filter(|shown| shown.contains("/health")).count();
    assert_eq!(checks, 1);
    assert!(run.stdout.contains("stderr: 6 events written, 14 not wanted"), "{}", run.stdout);
    assert!(run.stdout.contains("19 events written, 1 not wanted"), "{}", run.stdout);
}
