//! One call site, several event types.
use blackbar::{LogEvent, LogValue, log_event};

#[derive(LogEvent)]
#[log(level = debug)]
struct Loaded<T>
where
    T: LogValue,
{
    value: T,
}

#[derive(LogEvent)]
struct Held<'a, T: ?Sized + LogValue, const N: usize = 2> {
    value: &'a T,
    list: [u16; N],
}

fn log_any<E: LogEvent>(event: E) {
    log_event!(event);
}

fn log_value<T: LogValue + ?Sized>(value: &T) {
    log_event!(info, "{value}", value);
    log_event!(Held::<'_, T, 2> { value, list: [1, 2] });
}

fn log_loaded<T: LogValue + Clone>(value: &T) {
    log_event!(Loaded { value: value.clone() });
}

pub(crate) fn main() {
    log_any(Loaded { value: 1_u64 });
    log_any(Loaded { value: "text" });
    log_any(&Loaded { value: Some(1) });
    log_any(Held::<str> { value: "text", list: [1, 2] });
    log_value("text");
    log_value(&[1_u16, 2][..]);
    log_loaded(&1);
    log_loaded(&String::new());
}
