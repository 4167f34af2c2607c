//! A connection on which one request follows another.

use core::future::{Future, poll_fn};
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use http_body_util::Full;
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::meter::{Meter, Moved};
use super::patience::Patience;
use super::{Answer, Exchange};
use crate::sink::net::chunk::Run;
use crate::sink::net::session::{Broken, Progress, Session, Timeouts, Trouble};

/// The most that is read of an answer.
pub(super) const LONGEST_ANSWER: usize = 1 << 20;

/// How long the end of a connection may take.
const CLOSING: Duration = Duration::from_secs(1);

type Asked = Pin<Box<dyn Future<Output = hyper::Result<Response<Incoming>>> + Send>>;

/// Sends the requests of an [`Exchange`], one at a time.
pub(crate) struct HttpSession<E> {
    exchange: E,
    /// What the header `Host` says.
    host: HeaderValue,
    /// Gone when nothing is to be sent any more.
    sender: Option<SendRequest<Full<Bytes>>>,
    /// hyper's half of the work; gone when the connection is over.
    connection: Option<Pin<Box<dyn Future<Output = hyper::Result<()>> + Send>>>,
    /// Why it is over.
    ended: Option<Broken>,
    moved: Arc<Moved>,
    patience: Patience,
    state: State,
}

enum State {
    /// Nothing is outstanding.
    Idle,
    /// A request waits for the connection, which takes one when it is done with the one before.
    Made { run: Run, request: Request<Full<Bytes>> },
    /// It is on its way, or its answer is.
    Asked { run: Run, response: Asked },
    /// The head of the answer is there.
    Reading { run: Run, answer: Answer, body: Incoming },
}

impl<E: Exchange> HttpSession<E> {
    /// A session on an open connection. `host` is what was asked for, with the port if it is not that of the scheme.
    ///
    /// # Errors
    /// When no header can name that host.
    pub(crate) async fn open<T>(exchange: E, host: &str, link: T, timeouts: Timeouts) -> Result<Self, Broken>
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let host = HeaderValue::from_str(host)
            .map_err(|_| Broken::new(Trouble::Protocol, "no header can carry the name of this host"))?;
        let (meter, moved) = Meter::new(link);
        let (sender, connection) =
            http1::handshake(TokioIo::new(meter)).await.map_err(|error| broken(&error))?;
        Ok(Self {
            exchange,
            host,
            sender: Some(sender),
            connection: Some(Box::pin(connection)),
            ended: None,
            moved,
            patience: Patience::new(timeouts),
            state: State::Idle,
        })
    }

    /// Lets hyper read and write.
    fn drive(&mut self, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else { return };
        if let Poll::Ready(end) = connection.as_mut().poll(cx) {
            self.connection = None;
            self.ended = Some(match end {
                Ok(()) => Broken::new(Trouble::Closed, "the connection was closed"),
                Err(error) => broken(&error),
            });
        }
    }

    fn poll_progress(&mut self, cx: &mut Context<'_>) -> Poll<Result<Progress, Broken>> {
        loop {
            self.drive(cx);
            match &mut self.state {
                State::Idle => {
                    return self.ended.clone().map_or(Poll::Pending, |broken| Poll::Ready(Err(broken)));
                }
                State::Made { .. } => match self.poll_send(cx) {
                    Poll::Ready(Ok(())) => {}
                    Poll::Ready(Err(broken)) => return Poll::Ready(Err(broken)),
                    Poll::Pending => return self.poll_patience(cx),
                },
                State::Asked { response, .. } => match response.as_mut().poll(cx) {
                    Poll::Ready(Ok(response)) => self.begin_reading(response),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(self.end_with(broken(&error)))),
                    Poll::Pending => return self.poll_patience(cx),
                },
                State::Reading { answer, body, .. } => match poll_body(answer, body, cx) {
                    Poll::Ready(Ok(())) => return Poll::Ready(Ok(self.judge(cx))),
                    Poll::Ready(Err(broken)) => return Poll::Ready(Err(self.end_with(broken))),
                    Poll::Pending => return self.poll_patience(cx),
                },
            }
        }
    }

    /// Hands the request to the connection when that is ready for one.
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        let sender = match (&mut self.sender, self.ended.clone()) {
            (Some(sender), None) => sender,
            (_, ended) => return Poll::Ready(Err(ended.unwrap_or_else(closed_here))),
        };
        if let Err(error) = ready!(sender.poll_ready(cx)) {
            return Poll::Ready(Err(self.end_with(broken(&error))));
        }
        if let State::Made { run, request } = mem::replace(&mut self.state, State::Idle) {
            self.state = State::Asked { run, response: Box::pin(sender.send_request(request)) };
        }
        Poll::Ready(Ok(()))
    }

    fn begin_reading(&mut self, response: Response<Incoming>) {
        if let State::Asked { run, .. } = mem::replace(&mut self.state, State::Idle) {
            let (head, body) = response.into_parts();
            let answer =
                Answer { status: head.status, headers: head.headers, body: Vec::new(), whole: false };
            self.state = State::Reading { run, answer, body };
        }
    }

    /// The answer is read as far as it will be.
    fn judge(&mut self, cx: &mut Context<'_>) -> Progress {
        let State::Reading { run, answer, body } = mem::replace(&mut self.state, State::Idle) else {
            return Progress::Alive;
        };
        drop(body);
        if !answer.whole {
            // What is left of the answer stands before the next one.
            self.end_with(Broken::new(Trouble::Protocol, "its answer was longer than 1 MiB"));
        }
        let outcome = self.exchange.judge(&run, &answer);
        // A peer that closes behind an answer has no room: it is known before another run is submitted.
        self.drive(cx);
        Progress::Judged(outcome)
    }

    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<Result<Progress, Broken>> {
        let broken = ready!(self.patience.poll(cx, &self.moved));
        Poll::Ready(Err(self.end_with(broken)))
    }

    /// It is over, for this reason unless there was another one before. That it was closed says less than the reason for it.
    fn end_with(&mut self, broken: Broken) -> Broken {
        self.connection = None;
        self.state = State::Idle;
        let ended = self.ended.take().filter(|before| before.why != Trouble::Closed).unwrap_or(broken);
        self.ended.insert(ended).clone()
    }
}

impl<E: Exchange> Session for HttpSession<E> {
    fn has_room(&self) -> bool {
        matches!(self.state, State::Idle) && self.ended.is_none()
    }

    fn submit(&mut self, run: Run) {
        let request = self.exchange.request(&run).into_request(&self.host);
        self.patience.begin(&self.moved);
        self.state = State::Made { run, request };
    }

    async fn progress(&mut self) -> Result<Progress, Broken> {
        poll_fn(|cx| self.poll_progress(cx)).await
    }

    async fn close(&mut self) {
        let is_idle = matches!(self.state, State::Idle);
        // Without anybody who sends, hyper ends the connection.
        self.sender = None;
        if let Some(connection) = self.connection.take_if(|_| is_idle) {
            let _whatever_it_says = tokio::time::timeout(CLOSING, connection).await;
        }
        self.end_with(closed_here());
    }
}

/// Reads what there is of a body. Ready when that was all of it, or all that is wanted.
fn poll_body(answer: &mut Answer, body: &mut Incoming, cx: &mut Context<'_>) -> Poll<Result<(), Broken>> {
    loop {
        match ready!(Pin::new(&mut *body).poll_frame(cx)) {
            None => {
                answer.whole = true;
                return Poll::Ready(Ok(()));
            }
            Some(Err(error)) => return Poll::Ready(Err(broken(&error))),
            Some(Ok(frame)) => {
                // What follows a body, its trailers, says nothing of events.
                let Ok(data) = frame.into_data() else { continue };
                let room = LONGEST_ANSWER.saturating_sub(answer.body.len());
                answer.body.extend_from_slice(data.get(..room).unwrap_or(&data));
                if data.len() > room {
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }
}

fn closed_here() -> Broken {
    Broken::new(Trouble::Closed, "it was closed here")
}

/// The end of a session, from what hyper says of it.
fn broken(error: &hyper::Error) -> Broken {
    let mut what = error.to_string();
    let (mut kind, mut source) = (None, error.source());
    while let Some(cause) = source {
        kind = kind.or_else(|| Some(cause.downcast_ref::<io::Error>()?.kind()));
        what = format!("{what}: {cause}");
        source = cause.source();
    }
    let is_an_end = error.is_incomplete_message() || error.is_canceled() || error.is_closed();
    let why = match kind {
        Some(ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe) => {
            Trouble::Reset
        }
        Some(ErrorKind::UnexpectedEof) => Trouble::Closed,
        None if is_an_end => Trouble::Closed,
        None => Trouble::Protocol,
        Some(_) => Trouble::Io,
    };
    Broken::new(why, what)
}
