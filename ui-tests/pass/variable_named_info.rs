//! A level is a word only where a message follows.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent, Clone)]
struct Info {
    count: u64,
}

struct Logs {
    debug: Info,
}

pub(crate) fn main() {
    let info = Info { count: 1 };
    let error = || Info { count: 2 };
    log_event!(&info);
    log_event!(info.clone());
    let warn = &info;
    log_event!(warn);
    log_event!(warn,);
    log_event!(target: "x", error());
    let logs = Logs { debug: info };
    log_event!(logs.debug);
}
