//! An HTTP/1.1 server with a script: the n-th request gets the n-th reply, over whatever connection it comes.

mod message;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use self::message::{Head, Message};
use super::server::Act;
use super::wire::{Farewell, Wire};

/// Answers requests by a script. Clones share it.
#[derive(Debug, Clone)]
pub struct Http(Arc<Mutex<Script>>);

#[derive(Debug)]
struct Script {
    replies: Vec<Reply>,
    largest: Option<usize>,
    poison: Option<&'static str>,
    requests: Vec<Request>,
}

/// What a request is answered with. The events of its body count as received when the status is one of success and the
/// reply leaves whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    manner: Manner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Whole,
    /// A byte, a pause, a byte.
    Slow(Duration),
    /// Half of the body, then the end of the connection.
    Truncated,
    /// Much more body than anybody wants.
    Endless,
    /// No reply at all.
    Silent,
    /// No reply, and the end of the connection.
    Leave(Farewell),
}

/// A request that came whole.
#[derive(Debug, Clone)]
pub struct Request {
    /// `POST`.
    pub method: String,
    /// The path and the query.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, inflated.
    pub body: Vec<u8>,
    /// How many events the body has.
    pub events: usize,
    /// The status it was answered with; 0 for none.
    pub status: u16,
    /// When it had come.
    pub at: Instant,
    /// The connection it came over.
    pub connection: u64,
}

impl Http {
    /// Answers the n-th request with the n-th of `replies`, all later ones with the last.
    #[must_use]
    pub fn replies(replies: impl Into<Vec<Reply>>) -> Self {
        Self(Arc::new(Mutex::new(Script {
            replies: replies.into(),
            largest: None,
            poison: None,
            requests: Vec::new(),
        })))
    }

    /// Answers 413 to every body of more than `bytes` bytes, and does not count that as a request of the script.
    #[must_use]
    pub fn with_limit(self, bytes: usize) -> Self {
        self.0.lock().unwrap().largest = Some(bytes);
        self
    }

    /// Answers 400 to every body with this text in it, and does not count that as a request of the script.
    #[must_use]
    pub fn with_poison(self, text: &'static str) -> Self {
        self.0.lock().unwrap().poison = Some(text);
        self
    }

    /// The requests until now.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.0.lock().unwrap().requests.clone()
    }

    /// From now on every request is answered with this.
    pub fn from_now(&self, reply: Reply) {
        self.0.lock().unwrap().replies = vec![reply];
    }

    /// Chooses the reply and notes the request.
    fn reply_to(&self, message: Message, connection: u64) -> (Reply, Vec<Vec<u8>>) {
        let mut script = self.0.lock().unwrap();
        let reply = if script.largest.is_some_and(|largest| message.body.len() > largest) {
            Reply::status(413)
        } else if script.poison.is_some_and(|text| String::from_utf8_lossy(&message.body).contains(text)) {
            Reply::status(400)
        } else if script.replies.len() > 1 {
            script.replies.remove(0)
        } else {
            script.replies[0].clone()
        };
        let events = message::events(&message.body);
        let Head { method, target, headers } = message.head;
        let (body, status, at) = (message.body, reply.said(), Instant::now());
        let events_count = events.len();
        script.requests.push(Request {
            method,
            target,
            headers,
            body,
            events: events_count,
            status,
            at,
            connection,
        });
        (reply, events)
    }
}

impl Reply {
    /// This status and a short body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: b"ok".to_vec(), manner: Manner::Whole }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Its bytes come one by one, with such a pause before each.
    #[must_use]
    pub fn slowly(mut self, pause: Duration) -> Self {
        self.manner = Manner::Slow(pause);
        self
    }

    /// The connection ends in the middle of the body.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        self.manner = Manner::Truncated;
        self
    }

    /// The body has no end.
    #[must_use]
    pub fn endless(mut self) -> Self {
        self.manner = Manner::Endless;
        self
    }

    /// Nothing at all; the connection stays open.
    #[must_use]
    pub fn silence() -> Self {
        Self { manner: Manner::Silent, ..Self::status(200) }
    }

    /// Nothing at all; the connection ends.
    #[must_use]
    pub fn leave(farewell: Farewell) -> Self {
        Self { manner: Manner::Leave(farewell), ..Self::status(200) }
    }

    /// The status as the client hears it.
    fn said(&self) -> u16 {
        if matches!(self.manner, Manner::Silent | Manner::Leave(_)) { 0 } else { self.status }
    }

    /// Whether the client may take the events for delivered. What came with a success whose body is cut or has no end may be sent
    /// again or not, so it counts too.
    fn takes(&self) -> bool {
        (200..300).contains(&self.said())
    }

    /// Sends it; false when the connection is over.
    fn send(&self, wire: &mut Wire) -> bool {
        match self.manner {
            Manner::Silent => true,
            Manner::Leave(farewell) => {
                wire.leave(farewell);
                false
            }
            Manner::Whole => wire.send(&self.bytes(self.body.len())),
            Manner::Slow(pause) => {
                self.bytes(self.body.len()).chunks(1).all(|byte| !wire.idle(pause) && wire.send(byte))
            }
            Manner::Truncated => {
                wire.send(&self.bytes(2 * self.body.len() + 1));
                wire.leave(Farewell::Close);
                false
            }
            Manner::Endless => {
                wire.send(&self.bytes(usize::MAX / 2));
                // More than a client may want to keep; it hangs up, or the test ends.
                let piece = vec![b' '; 1 << 20];
                (0..5_000).all(|_| !wire.idle(Duration::ZERO) && wire.send(&piece))
            }
        }
    }

    fn bytes(&self, length: usize) -> Vec<u8> {
        let mut reply = format!("HTTP/1.1 {} Scripted\r\ncontent-length: {length}\r\n", self.status);
        for (name, value) in &self.headers {
            reply.push_str(&format!("{name}: {value}\r\n"));
        }
        reply.push_str("\r\n");
        let mut reply = reply.into_bytes();
        reply.extend_from_slice(&self.body);
        reply
    }
}

impl Act for Http {
    fn perform(&self, wire: &mut Wire) {
        let mut rest = Vec::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            loop {
                let message = match message::take(&mut rest) {
                    Ok(Some(message)) => message,
                    Ok(None) => break,
                    Err(complaint) => {
                        wire.journal().complain(wire.number(), complaint);
                        return;
                    }
                };
                let (reply, events) = self.reply_to(message, wire.number());
                if reply.takes() {
                    wire.journal().record(wire.number(), events.iter().map(Vec::as_slice));
                }
                if !reply.send(wire) {
                    return;
                }
            }
            let Some(bytes) = wire.read(&mut buffer) else { return };
            rest.extend_from_slice(&buffer[..bytes]);
        }
    }
}
