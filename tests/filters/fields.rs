//! Conditions on fields.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::{Duration, UNIX_EPOCH};

use blackbar::{LogEvent, LogValue, Logger, Memory, log_event};
use blackbar_tests::assert_ledger;

use super::{messages, numbers};

#[derive(LogEvent)]
#[log(name = "http.request")]
struct HttpRequest<'a> {
    number: u64,
    status: u16,
    path: &'a str,
}

fn served(logger: &Logger) {
    for (number, status, path) in [(1, 200, "/"), (2, 404, "/a"), (3, 503, "/b"), (4, 503, "/health")] {
        log_event!(logger: logger, HttpRequest { number, status, path });
    }
}

#[test]
fn a_directive_applies_where_its_conditions_hold() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("warn").sink(memory.clone()).build().unwrap();
    for (filter, expected) in [
        ("warn", &[][..]),
        ("warn,event[http.request]{status>=500}=info", &[3, 4]),
        ("warn,event[http.request]{status>=500,path!=\"/health\"}=info", &[3]),
        ("warn,event[http.request]{status>=500}=info,event[http.request]{path=\"/health\"}=off", &[3]),
        ("warn,event[http.request]{path=\"/health\"}=off,event[http.request]{status>=500}=info", &[3, 4]),
        ("info,event[http.request]{path^=\"/h\"}=off", &[1, 2, 3]),
        ("off,event[http.request]=info,event[http.request]{status=200}=warn", &[2, 3, 4]),
        ("off,filters=info,event[http.request]{status=200}=off", &[2, 3, 4]),
        ("warn,event[http.request]{status>=500}=debug", &[3, 4]),
        ("warn,event[http.request]{status>=500}=error", &[]),
        ("warn,event[other]{status>=500}=info", &[]),
    ] {
        logger.set_filter(filter).unwrap();
        served(&logger);
        assert_eq!(numbers(&logger, &memory), expected, "{filter}");
    }
}

#[test]
fn what_a_condition_stops_is_counted() {
    let memory = Memory::new();
    let filter = "off,event[http.request]{status>=500}=info";
    let logger = Logger::builder().fixed_filter(filter).sink(memory.clone()).build().unwrap();
    served(&logger);
    logger.flush().unwrap();
    let stats = logger.stats();
    assert_eq!((stats.sinks[0].written, stats.sinks[0].filtered), (2, 2));
    assert_ledger(&stats, 4);
}

#[test]
fn a_condition_on_a_field_that_the_event_does_not_have_never_holds() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("off").sink(memory.clone()).build().unwrap();
    for condition in ["user=1", "user!=1", "user!=null", "user=null", "status>=100,user!=1", "status.x!=1"] {
        logger.set_filter(&format!("off,event[http.request]{{{condition}}}=info")).unwrap();
        served(&logger);
        assert!(numbers(&logger, &memory).is_empty(), "{condition}");
    }
}

#[derive(LogValue)]
#[log(rename_all = "snake_case")]
enum Outcome {
    Accepted,
    Refused { code: u16 },
}

#[derive(LogValue)]
struct Customer {
    id: u128,
    city: Option<&'static str>,
}

#[derive(LogEvent)]
#[log(name = "job.done")]
struct JobDone {
    big: i128,
    ratio: f32,
    took: Duration,
    at: std::time::SystemTime,
    from: Ipv4Addr,
    ok: bool,
    outcome: Outcome,
    customer: Customer,
    points: Vec<(u8, u8)>,
    labels: BTreeMap<String, u32>,
    nothing: Option<u8>,
    strange: String,
    infinite: f64,
    #[log(rename = "customer.id")]
    dotted: u8,
}

/// Each condition is asked of one event of every kind of value.
#[test]
fn a_condition_sees_values_as_json_lines_show_them() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("off").sink(memory.clone()).build().unwrap();
    for (condition, expected) in [
        ("big=-170141183460469231731687303715884105728", true),
        ("big<-170141183460469231731687303715884105727", true),
        ("ratio=0.1", true),
        ("ratio>0.1", false),
        ("took>=1.5", true),
        ("took>1.5", false),
        ("at=\"2001-09-09T01:46:40.000000000Z\"", true),
        ("at^=\"2001-\"", true),
        ("from=\"127.0.0.1\"", true),
        ("ok=true", true),
        ("ok!=true", false),
        ("outcome.refused.code=51", true),
        ("outcome=\"accepted\"", false),
        ("customer.id=7", true),
        ("customer.city=\"Ulm\"", true),
        ("customer.city.x=1", false),
        ("customer!=null", true),
        ("points.1.0=3", true),
        ("points.2.0=3", false),
        ("labels.eu=2", true),
        ("labels.eu.west=3", true),
        ("labels.us!=2", false),
        ("nothing=null", true),
        ("nothing!=null", false),
        ("strange=\"\\\"\\\\ \u{1f980}\"", true),
        ("infinite=null", true),
    ] {
        logger.set_filter(&format!("off,event[job.done]{{{condition}}}=info")).unwrap();
        log_event!(logger: logger, JobDone {
            big: i128::MIN,
            ratio: 0.1,
            took: Duration::from_millis(1500),
            at: UNIX_EPOCH + Duration::from_secs(1_000_000_000),
            from: Ipv4Addr::LOCALHOST,
            ok: true,
            outcome: Outcome::Refused { code: 51 },
            customer: Customer { id: 1 << 100, city: Some("Ulm") },
            points: vec![(1, 2), (3, 4)],
            labels: [("eu".into(), 2), ("eu.west".into(), 3)].into(),
            nothing: None,
            strange: "\"\\ \u{1f980}".into(),
            infinite: f64::INFINITY,
            dotted: 7,
        });
        logger.flush().unwrap();
        assert_eq!(memory.len() == 1, expected, "{condition}: {:?}", memory.lines());
        memory.clear();
    }
    let _used = Outcome::Accepted;
}

#[test]
fn inline_events_have_fields_too() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("off").sink(memory.clone()).build().unwrap();
    logger.set_filter("off,event[cache.miss]{shard=3}=debug").unwrap();
    for shard in 0..5 {
        log_event!(logger: logger, name: "cache.miss", debug, "miss in {shard}", shard);
    }
    assert_eq!(messages(&logger, &memory), ["miss in 3"]);
}

#[test]
fn a_record_that_was_cut_is_judged_by_what_there_is_of_it() {
    let memory = Memory::new();
    let filter = "off,event[blob]{number=1,text^=\"aaa\"}=info";
    let logger =
        Logger::builder().fixed_filter(filter).ring_bytes(64 * 1024).sink(memory.clone()).build().unwrap();
    let text = "a".repeat(100_000);
    log_event!(logger: logger, name: "blob", info, "first", number = 1, text = text);
    log_event!(logger: logger, name: "blob", info, "second", number = 2, text = text);
    logger.flush().unwrap();
    assert!(memory.text().contains("\"truncated\":"), "the text fits into a record");
    assert_eq!(messages(&logger, &memory), ["first"]);
    assert_ledger(&logger.stats(), 2);
}
