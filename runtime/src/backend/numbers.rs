//! Every number with its name in metrics, its unit and what it says: one list, from which nothing is missing.

use core::time::Duration;

use metrics::Unit;

use super::deliveries::DeliveryStats;
use super::stats::{SinkStats, Stats};
use crate::count::Cause;
use crate::sink::{DeliveryState, Health};

/// What is known of a number beside its value. Names follow the rules of Prometheus: a base unit at the end, and `_total`
/// behind what only grows.
#[derive(Debug)]
pub(super) struct Metric {
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    pub(super) help: &'static str,
}

/// What a number is now.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    /// Only grows.
    Counter(u64),
    /// Goes up and down, or is no whole number.
    Gauge(f64),
}

type Label<'s> = (&'static str, &'s str);

/// Takes the numbers, one after another; those of one metric follow each other.
pub(super) trait Take {
    fn take(&mut self, metric: &'static Metric, labels: &[Label<'_>], value: Value);
}

macro_rules! metric {
    ($name:literal, $unit:ident, $help:literal) => {
        const { &Metric { name: $name, unit: Unit::$unit, help: $help } }
    };
}

#[expect(clippy::cast_precision_loss, reason = "bytes of memory and numbers of rings are exact up to 2⁵³")]
fn size(number: usize) -> Value {
    Value::Gauge(number as f64)
}

fn seconds(time: Duration) -> Value {
    Value::Gauge(time.as_secs_f64())
}

/// Shows `to` every number of `stats`.
pub(super) fn each(stats: &Stats, to: &mut impl Take) {
    // Every field by its name: one that is added is forgotten nowhere.
    let Stats {
        name,
        up,
        accepted,
        reports,
        lost,
        unheard,
        suppressed,
        repeated,
        malformed,
        truncated,
        waits,
        waited,
        wakes,
        rings,
        rings_made,
        ring_bytes,
        ring_fill,
        ring_fill_max,
        lag,
        lag_max,
        since_pass,
        flushes,
        flushes_failed,
        not_finite,
        lossy_text,
        detected,
        contexts_cut,
        contexts_malformed,
        hash_without_key,
        metrics_failed,
        sinks,
    } = stats;
    let logger = ("logger", name.as_str());
    let mut one = |metric, value| to.take(metric, &[logger], value);
    let count = |number: &u64| Value::Counter(*number);

    one(metric!("blackbar_up_seconds", Seconds, "Time since the logger was built."), seconds(*up));
    one(
        metric!(
            "blackbar_events_accepted_total",
            Count,
            "Events taken out of the rings, and the logger's own."
        ),
        count(accepted),
    );
    one(
        metric!("blackbar_reports_total", Count, "Events of the logger's own: losses and heartbeats."),
        count(reports),
    );
    one(
        metric!("blackbar_events_repeated_total", Count, "Events that are counted by another one's line."),
        count(repeated),
    );
    one(
        metric!("blackbar_contexts_cut_total", Count, "Events of which a part of the context was missing."),
        count(contexts_cut),
    );
    one(
        metric!("blackbar_contexts_malformed_total", Count, "Events whose context contradicted itself."),
        count(contexts_malformed),
    );
    one(
        metric!("blackbar_records_malformed_total", Count, "Records that contradicted themselves."),
        count(malformed),
    );
    one(
        metric!(
            "blackbar_events_truncated_total",
            Count,
            "Events that were too long for a record and were cut."
        ),
        count(truncated),
    );
    one(metric!("blackbar_waits_total", Count, "Times a caller waited for room in its ring."), count(waits));
    one(
        metric!("blackbar_wait_seconds", Seconds, "Time that callers spent waiting for room; only grows."),
        seconds(*waited),
    );
    one(metric!("blackbar_wakes_total", Count, "Times a caller woke the backend."), count(wakes));
    one(metric!("blackbar_rings", Count, "Rings now: one for each thread that logs."), size(*rings));
    one(metric!("blackbar_rings_made_total", Count, "Rings ever made."), count(rings_made));
    one(metric!("blackbar_ring_size_bytes", Bytes, "Bytes of one ring."), size(*ring_bytes));
    one(metric!("blackbar_ring_fill_bytes", Bytes, "Bytes in the fullest ring."), size(*ring_fill));
    one(
        metric!("blackbar_ring_fill_max_bytes", Bytes, "The most bytes that were ever in a ring."),
        size(*ring_fill_max),
    );
    one(
        metric!("blackbar_lag_seconds", Seconds, "Age of the oldest event when the backend came to it."),
        seconds(*lag),
    );
    one(metric!("blackbar_lag_max_seconds", Seconds, "The longest lag ever."), seconds(*lag_max));
    one(
        metric!("blackbar_since_pass_seconds", Seconds, "Time since the backend last looked at the rings."),
        seconds(*since_pass),
    );
    one(metric!("blackbar_flushes_total", Count, "Flushes that were asked for."), count(flushes));
    one(
        metric!("blackbar_flushes_failed_total", Count, "Flushes that were late or refused by a sink."),
        count(flushes_failed),
    );
    one(
        metric!("blackbar_values_not_finite_total", Count, "Numbers that were NaN or infinite."),
        count(not_finite),
    );
    one(
        metric!("blackbar_texts_lossy_total", Count, "Texts of the system that were no valid UTF-8."),
        count(lossy_text),
    );
    one(
        metric!("blackbar_hashes_without_key_total", Count, "Values to be hashed while there was no key."),
        count(hash_without_key),
    );
    one(
        metric!("blackbar_metrics_failed_total", Count, "Times the recorder of metrics panicked."),
        count(metrics_failed),
    );

    let metric = metric!("blackbar_events_lost_total", Count, "Events that never got into a ring, by cause.");
    by_cause(lost, CALLERS, &mut |cause, value| to.take(metric, &[logger, ("cause", cause)], value));
    let metric =
        metric!("blackbar_calls_unheard_total", Count, "Calls in this process without a logger, by cause.");
    by_cause(unheard, CALLERS, &mut |cause, value| to.take(metric, &[("cause", cause)], value));
    to.take(
        metric!("blackbar_calls_suppressed_total", Count, "Calls in this process that a rate kept back."),
        &[],
        Value::Counter(*suppressed),
    );
    let metric =
        metric!("blackbar_credentials_replaced_total", Count, "Credentials replaced in texts, by form.");
    for (form, number) in detected {
        to.take(metric, &[logger, ("form", form)], count(number));
    }
    each_of_sinks(logger, sinks, to);
}

fn each_of_sinks(logger: Label<'_>, sinks: &[SinkStats], to: &mut impl Take) {
    for sink in sinks {
        let SinkStats {
            name,
            health,
            written,
            filtered,
            dropped,
            pending,
            bytes,
            failures,
            busy,
            slowest,
            delivery,
        } = sink;
        let labels = [logger, ("sink", name.as_str())];
        let mut one = |metric, value| to.take(metric, &labels, value);
        let count = |number: &u64| Value::Counter(*number);
        one(
            metric!("blackbar_sink_events_written_total", Count, "Events that are where they belong."),
            count(written),
        );
        one(
            metric!("blackbar_sink_events_filtered_total", Count, "Events that the sink was not to get."),
            count(filtered),
        );
        #[expect(clippy::cast_precision_loss, reason = "events on their way are few")]
        let pending = Value::Gauge(*pending as f64);
        one(
            metric!("blackbar_sink_events_pending", Count, "Events on their way, or in the sink's queue."),
            pending,
        );
        one(metric!("blackbar_sink_bytes_total", Bytes, "Bytes the sink was handed."), count(bytes));
        one(
            metric!("blackbar_sink_failures_total", Count, "Things that did not work, lost events or not."),
            count(failures),
        );
        one(
            metric!("blackbar_sink_busy_seconds", Seconds, "Time spent in the sink's calls; only grows."),
            seconds(*busy),
        );
        one(
            metric!("blackbar_sink_slowest_seconds", Seconds, "The longest of the sink's calls."),
            seconds(*slowest),
        );
        let metric =
            metric!("blackbar_sink_events_dropped_total", Count, "Events lost at the sink, by cause.");
        by_cause(dropped, SINKS, &mut |cause, value| {
            to.take(metric, &[logger, ("sink", name), ("cause", cause)], value);
        });
        let metric = metric!("blackbar_sink_health", Count, "1 for how the sink is, 0 for the other words.");
        for possible in Health::ALL {
            let value = Value::Gauge(if possible == health { 1.0 } else { 0.0 });
            to.take(metric, &[logger, ("sink", name), ("health", possible.as_str())], value);
        }
        if let Some(delivery) = delivery {
            destination(&labels, delivery, to);
        }
    }
}

/// What is shown of a destination across a network.
fn destination(labels: &[Label<'_>; 2], delivery: &DeliveryStats, to: &mut impl Take) {
    let DeliveryStats {
        state,
        // Words are no numbers; they are in the log when the state changes.
        address: _,
        last_error: _,
        guarantee: _,
        state_for,
        queued_events,
        queued_bytes,
        spooled_events,
        spooled_bytes,
        recovered,
        retried,
        connections,
    } = delivery;
    let [logger, sink] = *labels;
    let mut one = |metric, value| to.take(metric, labels, value);
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2⁵³, which no queue and no disk holds")]
    let gauge = |number: &u64| Value::Gauge(*number as f64);
    let count = |number: &u64| Value::Counter(*number);
    one(
        metric!("blackbar_delivery_queued_events", Count, "Events in memory, not delivered."),
        gauge(queued_events),
    );
    one(
        metric!("blackbar_delivery_queued_bytes", Bytes, "Bytes in memory, not delivered."),
        gauge(queued_bytes),
    );
    one(metric!("blackbar_delivery_spooled_events", Count, "Events in the spool."), gauge(spooled_events));
    one(
        metric!("blackbar_delivery_spooled_bytes", Bytes, "Bytes of the spool on disk."),
        gauge(spooled_bytes),
    );
    one(
        metric!(
            "blackbar_delivery_recovered_total",
            Count,
            "Events of earlier processes found in the spool."
        ),
        count(recovered),
    );
    one(metric!("blackbar_delivery_retried_total", Count, "Events that were sent again."), count(retried));
    one(
        metric!("blackbar_delivery_connections_total", Count, "Connections that were opened."),
        count(connections),
    );
    one(
        metric!("blackbar_delivery_state_seconds", Seconds, "For how long the destination is as it is."),
        seconds(*state_for),
    );
    let metric =
        metric!("blackbar_delivery_state", Count, "1 for how the destination is, 0 for the other words.");
    for possible in DeliveryState::ALL {
        let value = Value::Gauge(if possible == state { 1.0 } else { 0.0 });
        to.take(metric, &[logger, sink, ("state", possible.as_str())], value);
    }
}

/// The first cause that befalls an event after it got into a ring: causes stand in that order.
const AT_A_SINK: Cause = Cause::Malformed;
const CALLERS: fn(Cause) -> bool = |cause| cause < AT_A_SINK;
const SINKS: fn(Cause) -> bool = |cause| cause >= AT_A_SINK;

/// Shows the count of each cause that is `possible`, zeros too: an alert on growth does not see a series that begins with
/// the first loss.
fn by_cause(counts: &[(Cause, u64)], possible: fn(Cause) -> bool, show: &mut dyn FnMut(&'static str, Value)) {
    for cause in Cause::ALL {
        let count = counts.iter().find(|(other, _)| other == cause).map(|(_, events)| *events);
        if let Some(events) = count.or_else(|| possible(*cause).then_some(0)) {
            show(cause.as_str(), Value::Counter(events));
        }
    }
}
