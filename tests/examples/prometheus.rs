//! The example that serves numbers: what it serves is what Prometheus reads.

use blackbar_tests::{Family, parse_exposition};

use crate::program::run;

#[test]
fn it_scrapes_itself_and_gets_every_number_in_the_text_format() {
    let run = run("prometheus", &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.starts_with("serving http://127.0.0.1:"), "{}", run.stderr);
    let families = parse_exposition(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{}", run.stdout));

    for family in &families {
        assert!(family.help.is_some(), "{} is not described", family.name);
        let kind = if family.name.ends_with("_total") { "counter" } else { "gauge" };
        assert_eq!(family.kind, kind, "{}", family.name);
    }
    let find = |name: &str| -> &Family {
        families.iter().find(|family| family.name == name).unwrap_or_else(|| panic!("no {name}"))
    };
    let (labels, accepted) = &find("blackbar_events_accepted_total").samples[0];
    assert_eq!((labels["logger"].as_str(), *accepted), ("orders", 1_001.0));
    let written = &find("blackbar_sink_events_written_total").samples;
    assert_eq!(written.len(), 2);
    assert!(written.iter().any(|(labels, events)| labels["sink"] == "stderr" && *events == 1.0));
    assert!(find("blackbar_events_lost_total").samples.iter().all(|(_, events)| *events == 0.0));
    assert_eq!(find("blackbar_sink_health").samples.len(), 8);
}
