//! What is still on its way when the program ends, in words.

use core::fmt::Write;

use super::stats::Stats;

/// One line that names the sinks whose events did not get where they belong, and why; nothing if there are none.
pub(crate) fn leftovers(stats: &Stats) -> Option<String> {
    let mut line = String::new();
    for sink in stats.sinks.iter().filter(|sink| sink.pending > 0) {
        let separator = if line.is_empty() {
            "blackbar: the program ends before its events are where they belong: "
        } else {
            ", "
        };
        // Writing into a string does not fail.
        let _infallible = write!(line, "{separator}{} for {}", sink.pending, sink.name);
        if let Some(delivery) = &sink.delivery {
            let _infallible = write!(line, " ({}", delivery.state);
            if let Some(error) = &delivery.last_error {
                let _infallible = write!(line, ": {error}");
            }
            line.push(')');
        }
    }
    (!line.is_empty()).then_some(line)
}
