//! What a line of an authentication log says, as types.
//!
//! Who tried to log in and from where is data of people: every field that could tell is redacted here, at its type, so
//! that no code path can forget it. What is written of a line is numbers and words of this file. Two texts of the input
//! remain: the host that wrote the line and the time at which it did, both checked by `parse::header`.

use blackbar::{LogEvent, LogValue};

/// One line of the input.
#[derive(Debug, LogEvent)]
#[log(name = "auth.line")]
pub(crate) struct AuthLine<'a> {
    /// Counted from 1.
    pub(crate) line: u64,
    /// The time as the line has it, which may be without a year.
    pub(crate) when: Option<&'a str>,
    /// The machine that wrote the line.
    pub(crate) host: Option<&'a str>,
    /// Told of lines that are not recognised; of the others the kind tells more.
    pub(crate) program: Option<&'static str>,
    pub(crate) pid: Option<u32>,
    pub(crate) kind: AuthEvent<'a>,
}

/// What happened.
#[derive(Debug, PartialEq, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum AuthEvent<'a> {
    LoginFailed {
        method: Method,
        known_user: bool,
        #[log(pii, redact)]
        user: &'a str,
        peer: Peer<'a>,
    },
    LoginAccepted {
        method: Method,
        #[log(pii, redact)]
        user: &'a str,
        peer: Peer<'a>,
    },
    /// The first thing sshd says of a name that nobody has.
    InvalidUser {
        #[log(pii, redact)]
        user: &'a str,
        peer: Peer<'a>,
    },
    /// The same, said by the unprivileged half of sshd.
    InvalidUserRequest {
        #[log(pii, redact)]
        user: &'a str,
    },
    /// The name exists and may not log in.
    UserNotAllowed {
        #[log(pii, redact)]
        user: &'a str,
        #[log(pii, redact)]
        address: &'a str,
    },
    TooManyFailures {
        #[log(pii, redact)]
        user: &'a str,
        peer: Option<Peer<'a>>,
    },
    DisconnectReceived {
        peer: Peer<'a>,
        code: u32,
        reason: Reason,
    },
    Disconnected {
        #[log(pii, redact)]
        user: Option<&'a str>,
        peer: Peer<'a>,
    },
    ConnectionClosed {
        how: Close,
        #[log(pii, redact)]
        user: Option<&'a str>,
        peer: Peer<'a>,
    },
    /// Neither a version nor a name was sent.
    NoIdentification {
        peer: Peer<'a>,
    },
    /// What was sent is not SSH.
    BadIdentification {
        peer: Peer<'a>,
    },
    /// No cipher, key exchange or host key in common.
    NegotiationFailed {
        peer: Peer<'a>,
    },
    LoginTimeout {
        peer: Peer<'a>,
    },
    SocketFailed {
        during: Transfer,
        cause: SocketCause,
    },
    /// The peer's name does not lead back to its address.
    ReverseMappingFailed {
        #[log(pii, redact)]
        name: &'a str,
        peer: Peer<'a>,
        possible_break_in: bool,
    },
    PamUnknownUser,
    PamFailure {
        who: PamSubject<'a>,
    },
    PamMoreFailures {
        failures: u32,
        who: PamSubject<'a>,
    },
    PamRetriesIgnored {
        failures: u32,
        limit: u32,
    },
    SessionOpened {
        #[log(pii, redact)]
        user: &'a str,
        by_uid: Option<u32>,
    },
    SessionClosed {
        #[log(pii, redact)]
        user: &'a str,
    },
    Listening {
        peer: Peer<'a>,
    },
    SignalReceived {
        number: u32,
    },
    /// The syslog daemon's shorthand for equal lines.
    Repeated {
        times: u32,
        what: Box<AuthEvent<'a>>,
    },
    /// None of the above: nothing of the text is known, so nothing of it is written.
    Unrecognised {
        bytes: u64,
    },
}

/// The other end of a connection.
#[derive(Debug, PartialEq, LogValue)]
pub(crate) struct Peer<'a> {
    #[log(pii, redact)]
    pub(crate) address: &'a str,
    pub(crate) port: Option<u16>,
}

/// What PAM knows of an attempt.
#[derive(Debug, Default, PartialEq, LogValue)]
pub(crate) struct PamSubject<'a> {
    pub(crate) uid: Option<u32>,
    pub(crate) euid: Option<u32>,
    #[log(pii, redact)]
    pub(crate) logname: Option<&'a str>,
    #[log(pii, redact)]
    pub(crate) ruser: Option<&'a str>,
    #[log(pii, redact)]
    pub(crate) rhost: Option<&'a str>,
    #[log(pii, redact)]
    pub(crate) user: Option<&'a str>,
}

/// How somebody wanted to prove who they are.
#[derive(Debug, Clone, Copy, PartialEq, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Method {
    Password,
    PublicKey,
    KeyboardInteractive,
    HostBased,
    Gssapi,
    None,
}

/// Why a client left. It may send any text with its code; only these are known.
#[derive(Debug, Clone, Copy, PartialEq, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Reason {
    Bye,
    Requested,
    NoMethodsLeft,
    NotAuthenticated,
    Shutdown,
    Empty,
    Other,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Close {
    Closed,
    Reset,
}

/// What was done with a socket.
#[derive(Debug, Clone, Copy, PartialEq, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Transfer {
    Read,
    Write,
}

/// Why that failed.
#[derive(Debug, Clone, Copy, PartialEq, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum SocketCause {
    ConnectionReset,
    BrokenPipe,
    TimedOut,
    Other,
}
