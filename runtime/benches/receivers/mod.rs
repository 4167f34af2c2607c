//! The other side: takes what comes, counts it, and acknowledges where the protocol wants it.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench says what is wrong and ends"
)]

use std::io::{ErrorKind, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

/// Receives at a port of the system's choice, prints the address, and goes on until it is ended.
pub(crate) fn receive(kind: &str) {
    receive_at(kind, 0);
}

pub(crate) fn receive_at(kind: &str, port: u16) {
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    let mut begin = None;
    loop {
        let (stream, _) = listener.accept().expect("a connection");
        // From the first byte: some connect long before they send.
        let _first = stream.peek(&mut [0]);
        let begin = *begin.get_or_insert_with(Instant::now);
        let counted = match kind {
            "lines" => lines(stream),
            "windows" => windows(stream),
            _ => panic!("no receiver `{kind}`"),
        };
        let counted = counted.expect("a connection that lasts");
        eprintln!("  receiver: {counted} events, the last after {:.3} s", begin.elapsed().as_secs_f64());
    }
}

/// Counts lines until the end.
fn lines(mut stream: TcpStream) -> Result<u64> {
    let mut buffer = vec![0; 256 * 1024];
    let mut counted = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(counted),
            Ok(length) => counted += memchr::memchr_iter(b'\n', &buffer[..length]).count() as u64,
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return Ok(counted),
            Err(error) => return Err(error),
        }
    }
}

/// Acknowledges windows of Lumberjack, without a look into them: frames that are not compressed are passed over one by one.
fn windows(stream: TcpStream) -> Result<u64> {
    let mut answers = stream.try_clone()?;
    let mut stream = std::io::BufReader::with_capacity(256 * 1024, stream);
    let mut counted = 0;
    let mut frame = Vec::new();
    loop {
        let mut header = [0; 6];
        match stream.read_exact(&mut header) {
            Err(error) if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset) => {
                return Ok(counted);
            }
            done => done?,
        }
        assert_eq!(&header[..2], b"2W");
        let events = number(&header[2..]);
        let mut seen = 0;
        while seen < events {
            let mut kind = [0; 2];
            stream.read_exact(&mut kind)?;
            let mut rest = [0; 8];
            let length = match &kind {
                b"2C" => {
                    stream.read_exact(&mut rest[..4])?;
                    seen = events;
                    number(&rest[..4])
                }
                b"2J" => {
                    stream.read_exact(&mut rest)?;
                    seen += 1;
                    assert_eq!(number(&rest[..4]), seen);
                    number(&rest[4..])
                }
                _ => panic!("no frame begins with {kind:?}"),
            };
            frame.resize(length as usize, 0);
            stream.read_exact(&mut frame)?;
        }
        answers.write_all(&[b"2A".as_slice(), &events.to_be_bytes()].concat())?;
        counted += u64::from(events);
    }
}

fn number(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes.try_into().expect("four bytes"))
}
