//! A peer for one test: it reads requests and answers with bytes that the test gives.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than anything takes, on any machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// What it does when it has read a request.
pub(crate) type Answer = Box<dyn FnOnce(&mut TcpStream) + Send>;

/// What it was asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The number of the connection, from zero.
    pub(crate) connection: usize,
    /// The first line: `POST /in HTTP/1.1`.
    pub(crate) line: String,
    /// Names in small letters, in the order in which they came.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    asked: Receiver<Asked>,
}

impl Peer {
    /// Takes connections one after another; on each it answers as many requests as there are answers, and closes it.
    pub(crate) fn new(connections: Vec<Vec<Answer>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, asked) = channel();
        let serve = move || {
            for (connection, answers) in connections.into_iter().enumerate() {
                let (mut stream, _) = listener.accept().unwrap();
                stream.set_read_timeout(Some(DEADLINE)).unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                for answer in answers {
                    let Some(request) = read(connection, &mut reader) else { break };
                    // The test may be over.
                    let _ = tell.send(request);
                    answer(&mut stream);
                }
            }
        };
        std::thread::spawn(serve);
        Self { address, asked }
    }

    /// The next request.
    pub(crate) fn asked(&self) -> Asked {
        self.asked.recv_timeout(DEADLINE).expect("a request")
    }
}

fn read(connection: usize, reader: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut lines = lines.into_iter();
    let line = lines.next()?;
    let headers: Vec<_> = lines
        .filter_map(|line| {
            line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        })
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, length)| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { connection, line, headers, body })
}

/// Exactly these bytes.
pub(crate) fn bytes(bytes: impl Into<Vec<u8>>) -> Answer {
    let bytes = bytes.into();
    // A client that is gone is what some tests are about.
    Box::new(move |stream| _ = stream.write_all(&bytes))
}

/// An answer with these lines in its head, and a body.
pub(crate) fn says(status: &str, headers: &[&str], body: &str) -> Answer {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    bytes(format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()))
}

/// What Logstash answers.
pub(crate) fn ok() -> Answer {
    says("200 OK", &["Content-Type: text/plain"], "ok")
}
