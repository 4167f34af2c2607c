//! Serves the logger's numbers to Prometheus, over plain HTTP on the loopback interface.
//!
//! ```text
//! cargo run --release --example prometheus                  # scrapes itself once and prints what it got
//! cargo run --release --example prometheus -- 127.0.0.1:9898    # serves until it is stopped
//! ```
//!
//! The recorder is that of `metrics-exporter-prometheus`, so that the numbers of the program itself go the same way. It
//! comes with a server of its own; here it is one of thirty lines, to show that none is needed.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what was scraped is for the user; it is no log"
)]

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use blackbar::{Console, Logger, RollingFile, info, warn};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

fn main() -> Result<(), Box<dyn Error>> {
    let numbers = PrometheusBuilder::new().install_recorder()?;
    let guard = Logger::builder()
        .name("orders")
        .console(Console::stderr().json().filter("warn"))
        .file(RollingFile::new(blackbar_examples::below_target("prometheus-logs/app.jsonl")))
        .heartbeat(Duration::from_secs(60))
        // At each scrape they are shown anyway; this is for alerts on a service that nobody scrapes any more.
        .metrics(Duration::from_secs(15))
        .install()?;

    let stay = std::env::args().nth(1);
    // Port 0: one that the system chooses.
    let listener = TcpListener::bind(stay.as_deref().unwrap_or("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    eprintln!("serving http://{address}/metrics");

    for number in 0..1_000 {
        info!("order {number} packed", number);
    }
    warn!("shelf {shelf} is empty", shelf = 7);
    guard.logger().flush()?;

    if stay.is_some() {
        for stream in listener.incoming() {
            // One that goes away in the middle is no reason to stop.
            if let Err(error) = stream.and_then(|stream| answer(stream, guard.logger(), &numbers)) {
                eprintln!("a scrape failed: {error}");
            }
        }
        return Ok(());
    }
    let text = std::thread::scope(|scope| {
        let scraper = scope.spawn(|| scrape(address));
        answer(listener.accept()?.0, guard.logger(), &numbers)?;
        scraper.join().unwrap_or_else(|_| Err(io::Error::other("the scraper panicked")))
    })?;
    print!("{text}");
    Ok(())
}

/// Answers one request.
fn answer(stream: TcpStream, logger: &Logger, numbers: &PrometheusHandle) -> io::Result<()> {
    // A client that says nothing must not hold the others.
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?.take(16 * 1024)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The header is read to its end: closing a socket with unread bytes resets the connection.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let (status, body) = if request.starts_with("GET /metrics ") {
        // Those of this moment.
        logger.publish_metrics();
        ("200 OK", numbers.render())
    } else {
        ("404 Not Found", "the numbers are at /metrics\n".to_owned())
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Does what Prometheus does.
fn scrape(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /metrics HTTP/1.1\r\nHost: {address}\r\nAccept: text/plain\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.split_once("\r\n\r\n") {
        Some((head, body)) if head.starts_with("HTTP/1.1 200 ") => Ok(body.to_owned()),
        _ => Err(io::Error::other(format!("not what was asked for: {answer}"))),
    }
}
