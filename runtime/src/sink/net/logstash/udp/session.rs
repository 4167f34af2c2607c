//! Datagrams on their way.

use core::mem;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io::{self, ErrorKind};
use std::sync::Arc;

use tokio::io::Interest;
use tokio::net::UdpSocket;
use tokio::time::timeout;

use crate::sink::net::chunk::Run;
use crate::sink::net::session::{Broken, Fate, Outcome, Progress, Session, Trouble};

/// A socket, and the run that is being sent.
#[derive(Debug)]
pub(crate) struct DatagramSession {
    socket: UdpSocket,
    /// Bytes of the longest datagram.
    most: usize,
    /// How long the system may take none.
    patience: Duration,
    /// Where the protocol looks before it opens the next session.
    refused: Arc<AtomicBool>,
    run: Option<Run>,
    /// The events of it that are done with, and of these the ones that were told of.
    done: usize,
    told: usize,
    /// From the first event on that is too long: what became of each.
    fates: Vec<Fate>,
    ended: Option<Broken>,
}

/// What comes of an event.
enum Attempt {
    Sent,
    TooLong,
    /// The system takes none now.
    Blocked,
    Failed(Broken),
}

/// What comes of a look at the run.
enum Step {
    Tell(Progress),
    Blocked,
    /// There is nothing to send.
    Idle,
}

impl DatagramSession {
    pub(super) fn new(socket: UdpSocket, most: usize, patience: Duration, refused: Arc<AtomicBool>) -> Self {
        let fates = Vec::new();
        Self { socket, most, patience, refused, run: None, done: 0, told: 0, fates, ended: None }
    }

    /// Sends until there is something to tell.
    fn step(&mut self) -> Step {
        let Some(run) = &self.run else { return Step::Idle };
        let mut is_blocked = false;
        for event in run.events().skip(self.done) {
            let fate = match self.attempt(event) {
                Attempt::Sent => Fate::Delivered,
                // What was sent before it is told first; from here on each event has a fate of its own.
                Attempt::TooLong if self.fates.is_empty() && self.done > self.told => break,
                Attempt::TooLong => Fate::TooLarge,
                Attempt::Blocked => {
                    is_blocked = true;
                    break;
                }
                Attempt::Failed(broken) => {
                    self.ended = Some(broken);
                    break;
                }
            };
            self.done += 1;
            if fate == Fate::TooLarge || !self.fates.is_empty() {
                self.fates.push(fate);
            }
        }
        match self.news() {
            Some(progress) => Step::Tell(progress),
            None if is_blocked => Step::Blocked,
            None => Step::Idle,
        }
    }

    fn attempt(&self, event: &[u8]) -> Attempt {
        if event.len() > self.most {
            return Attempt::TooLong;
        }
        match self.socket.try_send(event) {
            // A datagram goes as a whole.
            Ok(_) => Attempt::Sent,
            Err(error) if error.kind() == ErrorKind::WouldBlock => Attempt::Blocked,
            Err(error) if is_too_long(&error) => Attempt::TooLong,
            Err(error) => Attempt::Failed(self.broken(&error)),
        }
    }

    /// What was not told yet. The run is over when it was sent, or when no more of it can be.
    fn news(&mut self) -> Option<Progress> {
        let is_over = self.ended.is_some() || self.run.as_ref()?.len() == self.done;
        if self.fates.is_empty() {
            let sent = self.done - mem::replace(&mut self.told, self.done);
            self.run.take_if(|_| is_over);
            return (sent > 0).then_some(Progress::Delivered(sent));
        }
        self.run.take_if(|_| is_over)?;
        Some(Progress::Judged(Outcome::Parts { fates: mem::take(&mut self.fates), after: None }))
    }

    /// Listens for what the system says of datagrams that were sent. What the peer may send is thrown away.
    async fn listen(&mut self) {
        let heard = match self.socket.ready(Interest::READABLE | Interest::ERROR).await {
            Ok(_) => self.socket.take_error().and_then(|error| error.map_or(Ok(()), Err)),
            Err(error) => Err(error),
        };
        if let Err(error) = heard {
            self.ended = Some(self.broken(&error));
            return;
        }
        // There was something else: it is not ready any more when it was looked at.
        let _nothing_to_read = self.socket.try_recv(&mut [0]);
        let _no_error = self.socket.try_io(Interest::ERROR, || Err::<(), _>(ErrorKind::WouldBlock.into()));
    }

    fn broken(&self, error: &io::Error) -> Broken {
        let mut broken = Broken::of(error);
        if broken.why == Trouble::Refused {
            self.refused.store(true, Ordering::Relaxed);
            broken.what = "nobody listens there; datagrams that were sent are lost".to_owned();
        }
        broken
    }
}

impl Session for DatagramSession {
    fn has_room(&self) -> bool {
        self.run.is_none() && self.ended.is_none()
    }

    fn submit(&mut self, run: Run) {
        self.run = Some(run);
        (self.done, self.told) = (0, 0);
        self.fates.clear();
    }

    async fn progress(&mut self) -> Result<Progress, Broken> {
        loop {
            match self.step() {
                Step::Tell(progress) => return Ok(progress),
                Step::Blocked => match timeout(self.patience, self.socket.writable()).await {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => self.ended = Some(self.broken(&error)),
                    Err(_) => {
                        let what = format!("the system took no datagram for {:?}", self.patience);
                        self.ended = Some(Broken::new(Trouble::WriteTimeout, what));
                    }
                },
                Step::Idle => match &self.ended {
                    Some(broken) => return Err(broken.clone()),
                    None => self.listen().await,
                },
            }
        }
    }

    async fn close(&mut self) {
        self.ended.get_or_insert_with(|| Broken::new(Trouble::Closed, "it was closed here"));
    }
}

/// Whether the system says so: the way there takes less than we were told.
#[cfg(unix)]
fn is_too_long(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::EMSGSIZE)
}

#[cfg(not(unix))]
fn is_too_long(_: &io::Error) -> bool {
    false
}
