//! What the delivery of every protocol asks of it: sessions, and what they tell.

use core::fmt;
use core::time::Duration;

use super::address::Address;
use super::chunk::Run;
use super::link::Connector;
use crate::error::Error;
use crate::sink::Guarantee;

/// What one protocol knows. There is one value for each delivery.
pub(crate) trait Protocol: Send + 'static {
    /// A connection of this protocol.
    type Session: Session;

    /// What its acknowledgements mean.
    fn guarantee(&self) -> Guarantee;

    /// How much it sends at once, unless somebody says otherwise.
    fn limits(&self) -> Limits;

    /// Called once before anything is sent, on the thread that sets the logger up.
    ///
    /// # Errors
    /// When a setting of the protocol cannot work: there somebody sees it.
    fn prepare(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Opens a session at `address`. The deadline for connecting is kept by who calls.
    ///
    /// # Errors
    /// Whatever kept it from that; it is tried again later.
    async fn open(&mut self, address: &Address, connector: &Connector) -> Result<Self::Session, Broken>;
}

/// A connection, and what was sent on it. It lives on the thread of its delivery.
///
/// Events are told of in the order in which they were submitted: what is [`Progress`] is always about the oldest of those
/// that nothing was told of yet.
pub(crate) trait Session {
    /// Whether it takes another run now.
    fn has_room(&self) -> bool;

    /// Takes a run, to be sent after those before it. It is only called while there is room, and does not read or write.
    fn submit(&mut self, run: Run);

    /// Moves bytes both ways until there is something to tell, also while nothing is outstanding: so the end of an idle
    /// connection is seen at once. A future that is dropped has lost nothing.
    ///
    /// # Errors
    /// The session is over, also when it took longer than its [`Timeouts`] to write or to hear of what was written. What was
    /// acknowledged before has been told before.
    async fn progress(&mut self) -> Result<Progress, Broken>;

    /// Ends in order: nothing is sent after this, and the peer is told so. It takes a moment at most.
    async fn close(&mut self);
}

/// How much is sent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Events in one run.
    pub(crate) events: usize,
    /// Bytes in one run. An event that is larger is a run of its own.
    pub(crate) bytes: usize,
    /// How long a run that is not full waits for more. Zero: not at all.
    pub(crate) age: Duration,
}

/// How long a peer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timeouts {
    /// From the first packet to an open session.
    pub(crate) connect: Duration,
    /// Without taking a single byte while there are some to take.
    pub(crate) write: Duration,
    /// Without a sign of life while there is something to acknowledge.
    pub(crate) ack: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(5), write: seconds(10), ack: seconds(30) }
    }
}

/// What a session has to tell.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// So many of the events submitted longest ago are delivered.
    Delivered(usize),
    /// What became of the run submitted longest ago.
    Judged(Outcome),
    /// The peer is alive and works on it.
    Alive,
}

/// What becomes of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The peer has it.
    Delivered,
    /// It is to be sent again, after this time if the peer named one.
    Retry { after: Option<Duration>, why: String },
    /// Each of its events has a fate of its own, in order. One that is missing is sent again.
    Parts { fates: Vec<Fate>, after: Option<Duration> },
    /// It was too much at once: it is sent in halves, and an event that is too much by itself is a dead letter.
    Split,
    /// The peer will never take it.
    DeadLetter { reason: String },
    /// The peer takes nothing until somebody does something, for instance mends a password. Nothing is lost by that; it is
    /// tried again slowly.
    Pause { alarm: String, after: Option<Duration> },
}

/// What becomes of one event of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The peer has it.
    Delivered,
    /// It is to be sent again.
    #[cfg_attr(not(test), expect(dead_code, reason = "of peers that answer event by event"))]
    Retry,
    /// The peer will never take it, and why.
    #[cfg_attr(not(test), expect(dead_code, reason = "of peers that answer event by event"))]
    DeadLetter(String),
    /// It is longer than what the protocol can carry, and was not sent. It is dropped for
    /// [`Cause::TooLarge`](crate::Cause::TooLarge).
    TooLarge,
}

/// The end of a session, or of the attempt to open one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// What kind of thing it was.
    pub(crate) why: Trouble,
    /// The same for people, in a few words and without a secret: ``connection reset by peer``.
    pub(crate) what: String,
}

/// Why there is no connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Trouble {
    /// The name has no address, or nobody answered for it.
    Dns,
    /// Nobody listens there.
    Refused,
    /// There is no way there.
    Unreachable,
    /// It took too long to connect.
    ConnectTimeout,
    /// There is no trust, or no common version.
    Tls,
    /// The peer took no bytes for too long.
    WriteTimeout,
    /// The peer gave no sign of life for too long.
    AckTimeout,
    /// The peer ended the connection in order.
    Closed,
    /// The peer broke the connection off.
    Reset,
    /// The peer said what the protocol does not allow.
    Protocol,
    /// The system refused something.
    Io,
}

impl Broken {
    pub(crate) fn new(why: Trouble, what: impl Into<String>) -> Self {
        Self { why, what: what.into() }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}
