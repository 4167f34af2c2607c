//! How the loggers behind the crate `log` are called.

/// With key-value fields.
macro_rules! with_fields {
    ($level:ident, $event:expr) => {
        log::$level!(
            user_id = $event.user_id,
            request = $event.request,
            ip = $event.ip,
            latency_ms = $event.latency_ms,
            ok = $event.ok;
            "user logged in"
        )
    };
}

/// The values in the message, for loggers that have no fields. `$log` is the macro to call.
macro_rules! in_message {
    ($log:path, $event:expr) => {
        $log!(
            "user logged in user_id={} request={} ip={} latency_ms={} ok={}",
            $event.user_id,
            $event.request,
            $event.ip,
            $event.latency_ms,
            $event.ok
        )
    };
}

/// The two calls of a peer behind the crate `log`.
macro_rules! logs_by_facade {
    ($how:ident) => {
        #[inline(always)]
        fn log(&self, event: &Event<'_>) {
            logs_by_facade!(@ $how info event);
        }

        #[inline(always)]
        fn log_disabled(&self, event: &Event<'_>) {
            logs_by_facade!(@ $how debug event);
        }
    };
    (@ with_fields $level:ident $event:ident) => { crate::peers::facade::with_fields!($level, $event) };
    (@ in_message $level:ident $event:ident) => { crate::peers::facade::in_message!(log::$level, $event) };
}

pub(super) use {in_message, logs_by_facade, with_fields};
