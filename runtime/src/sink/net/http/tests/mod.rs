//! Sessions against a peer that answers as it is told, over the loopback interface.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod faults;
mod judge;
mod keep;
pub(crate) mod peer;

use std::net::SocketAddr;
use std::sync::Arc;

use http::HeaderValue;
use http::uri::PathAndQuery;
use tokio::net::TcpStream;

use super::{Exchange, HttpSession, Message};
use crate::level::Level;
use crate::sink::net::chunk::{Chunk, Run};
use crate::sink::net::session::{Broken, Progress, Session, Timeouts};

/// Posts the lines as they are.
struct Plain;

impl Exchange for Plain {
    fn request(&mut self, run: &Run) -> Message {
        let target = PathAndQuery::from_static("/in?tag=a");
        Message::post(target, HeaderValue::from_static("text/plain"), run.bytes().to_vec())
    }
}

/// A run of these events.
pub(crate) fn run(events: &[&str]) -> Run {
    let mut chunk = Chunk::new(0);
    for event in events {
        chunk.push(Level::Info, format!("{event}\n").as_bytes());
    }
    Run::new(Arc::new(chunk), 0..events.len())
}

/// Runs it as the thread of a delivery would.
pub(crate) fn on_runtime<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work)
}

async fn open(peer: SocketAddr, timeouts: Timeouts) -> HttpSession<Plain> {
    let link = TcpStream::connect(peer).await.unwrap();
    HttpSession::open(Plain, &peer.to_string(), link, timeouts).await.unwrap()
}

/// What a session says of one run.
async fn send(session: &mut HttpSession<Plain>, events: &[&str]) -> Result<Progress, Broken> {
    session.submit(run(events));
    session.progress().await
}
