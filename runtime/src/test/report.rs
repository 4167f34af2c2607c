//! What a failed assertion says.

use core::fmt;

use super::event::CapturedEvent;
use super::query::Wanted;
use crate::backend::Stats;
use crate::filter::STATIC_CEILING;

/// Lines that are shown of a capture at most.
const MOST_LINES: usize = 200;
/// Events that are shown as near misses at most.
const MOST_NEAR: usize = 3;

/// Ends the test.
#[track_caller]
pub(super) fn fail(text: &str) -> ! {
    panic!("{text}\n")
}

/// A claim about some events that does not hold.
pub(super) struct Failure<'a> {
    /// How many there should be, in words.
    pub(super) expected: &'a str,
    pub(super) wanted: &'a Wanted,
    pub(super) conditions: &'a [String],
    pub(super) meant: &'a [CapturedEvent],
    pub(super) all: &'a [CapturedEvent],
    /// With what is different in each.
    pub(super) near: &'a [(CapturedEvent, Vec<String>)],
    /// Calls of the process that found no logger meanwhile.
    pub(super) unheard: u64,
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} {}", self.expected, self.wanted)?;
        if !self.conditions.is_empty() {
            write!(f, " with {}", self.conditions.join(", "))?;
        }
        let numbers: Vec<usize> = self.meant.iter().map(CapturedEvent::number).collect();
        match &numbers[..] {
            [] => f.write_str(", found none")?,
            found => write!(f, ", found {}: {}", found.len(), self::numbers(found))?,
        }
        f.write_str("\n\n")?;
        // Near misses say something where there are too few; where there are too many, those are the ones to look at.
        if self.meant.is_empty() {
            self.near(f)?;
        }
        let marked: Vec<usize> = if self.meant.is_empty() {
            self.near.iter().take(1).map(|(event, _)| event.number()).collect()
        } else {
            numbers
        };
        f.write_str(&lines(self.all, &marked))
    }
}

impl Failure<'_> {
    fn near(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (event, differences)) in self.near.iter().take(MOST_NEAR).enumerate() {
            writeln!(f, "{} {}", if at == 0 { "nearest:" } else { "then:   " }, event.place())?;
            differences.iter().try_for_each(|difference| writeln!(f, "    {difference}"))?;
        }
        if !self.near.is_empty() {
            return writeln!(f);
        }
        if let Wanted::Type(schema) = self.wanted
            && (schema.level as u8) < STATIC_CEILING.floor()
        {
            let level = schema.level;
            writeln!(f, "note: calls of level {level} are not compiled in (a feature `max_level_…`)\n")?;
        }
        if self.unheard > 0 {
            let calls = self.unheard;
            writeln!(
                f,
                "note: {calls} calls of this process meanwhile came from threads of no capture, and there is no other\n\
                 logger. If they are this test's: a thread or runtime that was there before the capture belongs to it\n\
                 by `captured.enter()` or `captured.watch(task)`, the workers of a `#[tokio::test]` by the feature\n\
                 `test_tokio` of blackbar\n"
            )?;
        }
        Ok(())
    }
}

/// `#1, #4 and #7`.
pub(super) fn numbers(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
    match &texts[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// All that was captured, those in `marked` with an arrow.
pub(super) fn lines(all: &[CapturedEvent], marked: &[usize]) -> String {
    let mut text = match all.len() {
        0 => return "nothing was captured".to_owned(),
        1 => "captured 1 event:".to_owned(),
        events => format!("captured {events} events:"),
    };
    let width = all.len().saturating_sub(1).to_string().len();
    for event in all.iter().take(MOST_LINES) {
        let arrow = if marked.contains(&event.number()) { '>' } else { ' ' };
        text.push_str(&format!("\n{arrow} #{:<width$} {event}", event.number()));
    }
    if all.len() > MOST_LINES {
        text.push_str(&format!("\n  and {} more", all.len() - MOST_LINES));
    }
    text
}

/// What of a capture was lost on its way; `None` when nothing was.
pub(super) fn losses(stats: &Stats, events: usize) -> Option<String> {
    let mut causes: Vec<String> =
        stats.lost.iter().map(|(cause, events)| format!("{events} for the cause `{cause}`")).collect();
    let dropped = stats.sinks.iter().flat_map(|sink| &sink.dropped);
    causes.extend(dropped.map(|(cause, events)| format!("{events} at a sink for the cause `{cause}`")));
    if stats.malformed > 0 {
        causes.push(format!("{} that could not be read", stats.malformed));
    }
    if causes.is_empty() {
        return None;
    }
    let causes = causes.join(", ");
    Some(format!(
        "events of this test were lost, so nothing can be said of the {events} that were captured: {causes}\n\
         (the meaning of each cause stands at `blackbar::Cause`)"
    ))
}
