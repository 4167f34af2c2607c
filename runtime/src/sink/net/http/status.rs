//! What the status of an answer means for the events of its request.
//!
//! | status | means | by |
//! |---|---|---|
//! | 2xx | delivered | RFC 9110, 15.3 |
//! | 3xx | paused: events are not sent where nobody said so | 15.4; all of them need somebody to act |
//! | 401, 402, 403, 404, 405, 407, 410, 414, 421, 426, 451 | paused: a password, a path or a setting is wrong, not an event | 15.5.2 to 15.5.22, RFC 7725 |
//! | 408, 425, 429 | sent again, after `Retry-After` if there is one | 15.5.9, RFC 8470, RFC 6585 section 4 |
//! | 413 | sent in halves; one event alone is a dead letter, unless `Retry-After` says that it passes | 15.5.14 |
//! | 400, 422 | sent in halves, until the event at fault is alone: that one is a dead letter | 15.5.1, 15.5.21 |
//! | 428, 431 | paused: it is about what was set up, as above | RFC 6585 sections 3 and 5 |
//! | 511 | paused: a network wants somebody to log in | RFC 6585 section 6 |
//! | other 4xx | dead letters, 406, 409, 411, 412, 415, 416, 417 among them | 15.5: what a client does not know is as 400, but here it is about the request as a whole |
//! | other 5xx | sent again, after `Retry-After` if there is one | 15.6 |
//! | anything else | sent again: it is no answer | 15.2 |

use http::StatusCode;

use super::Answer;
use crate::sink::net::session::Outcome;

/// What is done about a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    Delivered,
    Retry,
    /// Too much at once.
    TooLarge,
    /// An event of it is at fault, and it is not said which.
    Faulty,
    DeadLetter,
    /// Somebody must act; this is what to do.
    Pause(&'static str),
}

/// The table.
pub(crate) fn meaning(status: StatusCode) -> Means {
    match status.as_u16() {
        200..=299 => Means::Delivered,
        300..=399 => Means::Pause("redirects are not followed; write the address where it is to go"),
        401 => Means::Pause("check user and password"),
        402 => Means::Pause("somebody has to pay for it"),
        403 => Means::Pause("give this user the right to write there"),
        404 | 405 | 410 | 421 => Means::Pause("check host and path of the address"),
        407 => Means::Pause("a proxy wants a password; reach the destination without it"),
        414 | 431 => Means::Pause("check path and headers, which are too long for it"),
        426 => Means::Pause("it wants another protocol than HTTP/1.1"),
        428 => Means::Pause("it wants conditions that are not sent"),
        451 => Means::Pause("it is forbidden by law"),
        511 => Means::Pause("the network wants somebody to log in"),
        408 | 425 | 429 | 500..=599 => Means::Retry,
        413 => Means::TooLarge,
        400 | 422 => Means::Faulty,
        400..=499 => Means::DeadLetter,
        _ => Means::Retry,
    }
}

/// What becomes of a run of so many events by the status alone.
pub(crate) fn judge(events: usize, answer: &Answer) -> Outcome {
    let (after, answered) = (answer.retry_after(), format!("it answered {}", answer.status_line()));
    match meaning(answer.status) {
        Means::Delivered => Outcome::Delivered,
        Means::Retry => Outcome::Retry { after, why: answered },
        Means::TooLarge if events == 1 && after.is_some() => Outcome::Retry { after, why: answered },
        Means::TooLarge => Outcome::Split,
        Means::Faulty if events > 1 => Outcome::Split,
        Means::Faulty | Means::DeadLetter => Outcome::DeadLetter { reason: answered + &answer.excerpt() },
        Means::Pause(advice) => {
            let to = answer.location().map(|location| format!(" with `{location}`")).unwrap_or_default();
            Outcome::Pause { alarm: format!("{answered}{to}: {advice}"), after }
        }
    }
}
