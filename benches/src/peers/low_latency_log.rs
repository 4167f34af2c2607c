//! low_latency_log: closures in a queue, formatted elsewhere.

use std::path::Path;

use low_latency_log::{Logger, LoggerGuard, RollingCondition};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

macro_rules! with_owned {
    ($event:expr) => {{
        // Its arguments must own what they show.
        let (request, ip) = ($event.request.to_string(), $event.ip.to_string());
        let (user_id, latency_ms, ok) = ($event.user_id, $event.latency_ms, $event.ok);
        low_latency_log::info!(
            "user logged in user_id={} request={} ip={} latency_ms={} ok={}",
            user_id,
            request,
            ip,
            latency_ms,
            ok
        );
    }};
}

pub struct File(LoggerGuard);

impl Peer for File {
    const ABOUT: About = About {
        id: "low_latency_log",
        label: "low_latency_log",
        package: "low_latency_log",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message, texts are cloned; queue of 100,000 that blocks",
    };

    fn start(folder: &Path) -> Self {
        let daily = RollingCondition::new().daily();
        let logger = Logger::new(daily, folder.to_string_lossy().into(), "log".into()).queue_size(100_000);
        let guard = logger.init().expect("the first logger");
        // Ending it before its thread has begun waits for ever.
        std::thread::sleep(std::time::Duration::from_millis(50));
        Self(guard)
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        with_owned!(event);
    }

    fn log_disabled(&self, _: &Event<'_>) {}

    const LEVEL_AT_RUN_TIME: bool = false;

    fn finish(self) {
        drop(self.0);
    }
}
