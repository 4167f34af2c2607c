//! The reader of the text format, so that its yes means something.

use blackbar_tests::parse_exposition;

#[test]
fn what_the_specification_shows_is_read() {
    let text = concat!(
        "# a comment\n",
        "# HELP http_requests_total The total, with a \\\\ and a \\n in it.\n",
        "# TYPE http_requests_total counter\n",
        "http_requests_total{method=\"post\",code=\"200\"} 1027 1395066363000\n",
        "http_requests_total{method=\"post\",code=\"400\",}    3\n",
        "\n",
        "msdos_file_access{path=\"C:\\\\DIR\\\\FILE.TXT\",error=\"Cannot find:\\n\\\"FILE.TXT\\\"\"} 1.458255915e9\n",
        "metric_without_timestamp_and_labels 12.47\n",
        "something_weird{problem=\"division by zero\"} +Inf -3982045\n",
    );
    let families = parse_exposition(text).unwrap();
    assert_eq!(families.len(), 4);
    assert_eq!((families[0].kind.as_str(), families[0].samples.len()), ("counter", 2));
    assert_eq!(families[0].help.as_deref(), Some("The total, with a \\ and a \n in it."));
    assert_eq!(families[1].samples[0].0["error"], "Cannot find:\n\"FILE.TXT\"");
    assert_eq!(families[1].samples[0].0["path"], "C:\\DIR\\FILE.TXT");
    assert_eq!(families[3].samples[0].1, f64::INFINITY);
    assert_eq!(parse_exposition(""), Ok(Vec::new()));
}

#[test]
fn what_prometheus_would_refuse_is_refused() {
    for (text, expected) in [
        ("a 1", "the last line has no end"),
        ("a\n", "no value"),
        ("a one\n", "no number"),
        ("a infinity\n", "no number"),
        ("a 1 2 3\n", "more than"),
        ("a 1 2.5\n", "timestamp"),
        ("1a 1\n", "no name of a metric"),
        ("a-b 1\n", "no number"),
        ("a{b=\"c\" 1\n", "comma"),
        ("a{b=\"c} 1\n", "without an end"),
        ("a{b=c} 1\n", "without quotes"),
        ("a{b=\"c\" d=\"e\"} 1\n", "comma"),
        ("a{b=\"c\",b=\"d\"} 1\n", "twice"),
        ("a{1b=\"c\"} 1\n", "no name of a label"),
        ("a{b:c=\"d\"} 1\n", "no name of a label"),
        ("a{b=\"\\t\"} 1\n", "escape"),
        ("a 1\na 2\n", "before"),
        ("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\n", "before"),
        ("a 1\nb 1\na{c=\"d\"} 1\n", "do not stand together"),
        ("# TYPE a counter\na -1\n", "below zero"),
        ("# TYPE a counter\na NaN\n", "below zero"),
        ("# TYPE a counter\n# TYPE a counter\na 1\n", "twice"),
        ("a 1\n# TYPE a counter\n", "behind"),
        ("# TYPE a number\na 1\n", "no type"),
        ("# TYPE a\na 1\n", "half"),
        ("# HELP a one\n# HELP a two\na 1\n", "twice"),
        ("# TYPE a counter\n", "no series"),
    ] {
        let error = parse_exposition(text).unwrap_err();
        assert!(error.contains(expected), "{text:?}: {error}");
    }
}
