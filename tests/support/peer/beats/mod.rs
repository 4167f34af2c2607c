//! Lumberjack v2, the receiving side: windows in, acknowledgements out.
//!
//! It is as strict as the strictest server there is: frames are numbered from 1 in every window, a window holds at most
//! 10,000 events, is complete before the next one begins, and has one compressed frame or none. What is otherwise goes into the journal
//! as a complaint, and ends the connection.

mod frames;

use std::time::Duration;

use self::frames::{Decoder, Window};
use super::server::Act;
use super::wire::{Farewell, Wire};

/// What a Lumberjack server does with a connection. Numbers of windows count those of the connection.
#[derive(Debug, Clone, Copy)]
pub enum Beats {
    /// Acknowledges each window when it is complete.
    Ack,
    /// Acknowledges each window event by event.
    AckEach,
    /// Acknowledges each window, one byte of the answer at a time.
    AckByteByByte,
    /// Takes windows and never acknowledges one.
    NeverAck,
    /// Accepts and never reads.
    NeverRead,
    /// Says so many times, with a pause before each, that it works on it (an acknowledgement of 0), and acknowledges then.
    KeepAlive {
        /// How many times.
        times: u32,
        /// The pause.
        pause: Duration,
    },
    /// Acknowledges this many events of the first window and leaves.
    AckThenLeave(u32, Farewell),
    /// Takes the first window, acknowledges nothing and leaves.
    TakeThenLeave(Farewell),
    /// Reads this many bytes or a little more and leaves.
    LeaveAfter(u64, Farewell),
    /// Acknowledges one event more than the window has.
    AckTooMany,
    /// Answers with what is no frame.
    Garbage,
    /// Closes what it has accepted.
    CloseAtOnce,
}

impl Act for Beats {
    fn perform(&self, wire: &mut Wire) {
        match *self {
            Self::CloseAtOnce => return,
            Self::NeverRead => wire.wait_for_orders(),
            _ => {}
        }
        let mut decoder = Decoder::default();
        let mut buffer = vec![0; 1 << 16];
        let (mut bytes, mut leaving) = (0_u64, false);
        while let Some(read) = wire.read(&mut buffer) {
            bytes += read as u64;
            let windows = decoder.decode(&buffer[..read]);
            wire.journal().record(wire.number(), decoder.take_events().iter().map(Vec::as_slice));
            let windows = match windows {
                Ok(windows) => windows,
                Err(complaint) => {
                    wire.journal().complain(wire.number(), complaint);
                    return;
                }
            };
            if let Self::LeaveAfter(after, farewell) = *self
                && bytes >= after
                && !leaving
            {
                leaving = true;
                wire.leave(farewell);
            }
            for window in windows {
                if !leaving {
                    leaving = self.answer(wire, &window);
                }
            }
        }
    }
}

impl Beats {
    /// Answers a window; true when the connection is to end.
    fn answer(&self, wire: &mut Wire, window: &Window) -> bool {
        let all = window.events;
        match *self {
            Self::Ack => {
                wire.send(&acknowledgement(all));
            }
            Self::AckEach => (1..=all).for_each(|events| {
                wire.send(&acknowledgement(events));
            }),
            Self::AckByteByByte => acknowledgement(all).chunks(1).for_each(|byte| {
                wire.send(byte);
            }),
            Self::KeepAlive { times, pause } => {
                for _ in 0..times {
                    if wire.idle(pause) {
                        return true;
                    }
                    wire.send(&acknowledgement(0));
                }
                wire.send(&acknowledgement(all));
            }
            Self::AckThenLeave(events, farewell) => {
                wire.send(&acknowledgement(events));
                wire.leave(farewell);
                return true;
            }
            Self::TakeThenLeave(farewell) => {
                wire.leave(farewell);
                return true;
            }
            Self::AckTooMany => {
                wire.send(&acknowledgement(all + 1));
            }
            Self::Garbage => {
                wire.send(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            }
            Self::NeverAck | Self::NeverRead | Self::LeaveAfter(..) | Self::CloseAtOnce => {}
        }
        false
    }
}

fn acknowledgement(events: u32) -> [u8; 6] {
    let [a, b, c, d] = events.to_be_bytes();
    [b'2', b'A', a, b, c, d]
}
