//! fern with a formatter that makes JSON of the fields, as its users have to write it: fern has none of its own.

use std::path::Path;

use log::kv::{Error, Key, Value, VisitSource};
use serde_json::{Map, json};

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File;

/// Fields with the types that they were logged with.
struct Fields(Map<String, serde_json::Value>);

impl<'k> VisitSource<'k> for Fields {
    fn visit_pair(&mut self, key: Key<'k>, value: Value<'k>) -> Result<(), Error> {
        let value = (value.to_u64().map(serde_json::Value::from))
            .or_else(|| value.to_bool().map(serde_json::Value::from))
            .or_else(|| value.to_f64().map(serde_json::Value::from))
            .unwrap_or_else(|| serde_json::Value::from(value.to_string()));
        self.0.insert(key.to_string(), value);
        Ok(())
    }
}

impl Peer for File {
    const ABOUT: About = About {
        id: "fern",
        label: "fern, JSON formatter of ours",
        package: "fern",
        writer: Writer::Caller,
        note: "fern has no JSON: 20 lines of ours with serde_json make it; one write for each event, as it always does",
    };

    fn start(folder: &Path) -> Self {
        fern::Dispatch::new()
            .format(|out, message, record| {
                let mut fields = Fields(Map::new());
                fields.0.insert("timestamp".into(), json!(humantime(std::time::SystemTime::now())));
                fields.0.insert("level".into(), json!(record.level().as_str()));
                fields.0.insert("target".into(), json!(record.target()));
                fields.0.insert("message".into(), json!(message.to_string()));
                let _infallible = record.key_values().visit(&mut fields);
                out.finish(format_args!("{}", serde_json::Value::Object(fields.0)));
            })
            .level(log::LevelFilter::Info)
            .chain(fern::log_file(folder.join("log")).expect("a log"))
            .apply()
            .expect("the first logger");
        Self
    }

    logs_by_facade!(with_fields);

    fn finish(self) {
        log::logger().flush();
    }
}

/// As fern's own documentation makes timestamps.
fn humantime(time: std::time::SystemTime) -> String {
    humantime::format_rfc3339_nanos(time).to_string()
}
