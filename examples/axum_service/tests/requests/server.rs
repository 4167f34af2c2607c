//! The service as a process of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use serde_json::Value;

/// Longer than anything here takes, on any machine.
const DEADLINE: Duration = Duration::from_secs(120);

/// A running service and what it has logged.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    log: Arc<Log>,
    reader: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Log {
    lines: Mutex<Vec<Value>>,
    more: Condvar,
}

/// How many of the lines are of this event.
pub(crate) fn count(lines: &[Value], event: &str) -> usize {
    lines.iter().filter(|line| line["event"] == event).count()
}

impl Server {
    /// Starts it on a port that the system chooses.
    pub(crate) fn start() -> Self {
        allow_connections();
        let mut child = Command::new(env!("CARGO_BIN_EXE_axum_service"))
            .arg("127.0.0.1:0")
            .env_remove("BLACKBAR_LOG")
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (log, stdout) = (Arc::new(Log::default()), child.stdout.take().unwrap());
        let into = Arc::clone(&log);
        let read = move || {
            for line in BufReader::new(stdout).lines() {
                let line = line.unwrap();
                into.lines.lock().unwrap().push(serde_json::from_str(&line).unwrap());
                into.more.notify_all();
            }
        };
        let reader = std::thread::Builder::new().name("reader".to_owned()).spawn(read).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut server = Self { child, address, log, reader: Some(reader) };
        server.wait_for("the start", |lines| {
            let started = lines.iter().find(|line| line["event"] == "service.started");
            started.is_some()
        });
        let started = server.log.lines.lock().unwrap()[0]["address"].as_str().unwrap().parse();
        server.address = started.unwrap();
        server
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the log is as it should be.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, is_there: impl Fn(&[Value]) -> bool) {
        let end = now() + DEADLINE;
        let mut lines = self.log.lines.lock().unwrap();
        while !is_there(&lines) {
            let left = end.saturating_duration_since(now());
            assert!(!left.is_zero(), "never logged: {what}, in {} lines", lines.len());
            lines = self.log.more.wait_timeout(lines, left).unwrap().0;
        }
    }

    /// Sends one request as it stands, and waits for the answer.
    pub(crate) fn send(&self, first_line: &str) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        write!(stream, "{first_line}\r\nhost: example.net\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    /// Does `step` again and again, until the log is as it should be.
    #[track_caller]
    pub(crate) fn again_until(&self, what: &str, is_there: impl Fn(&[Value]) -> bool, step: impl Fn()) {
        let end = now() + DEADLINE;
        while !is_there(&self.log.lines.lock().unwrap()) {
            assert!(now() < end, "never logged: {what}");
            step();
        }
    }

    /// Sends one request and goes away after a millisecond, mostly without an answer.
    pub(crate) fn send_and_go(&self, first_line: &str) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        stream.write_all(format!("{first_line}\r\nhost: example.net\r\n\r\n").as_bytes()).unwrap();
        let _no_answer = stream.read(&mut [0; 1]);
    }

    /// Tells it to stop, as a system does, waits for its end, which must be a good one, and gives all lines.
    pub(crate) fn stop(mut self) -> Vec<Value> {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        self.wait_for("the end", |lines| lines.iter().any(|line| line["message"] == "stopped"));
        assert!(self.child.wait().unwrap().success());
        self.reader.take().unwrap().join().unwrap();
        std::mem::take(&mut *self.log.lines.lock().unwrap())
    }
}

/// Does not outlive a test that fails.
impl Drop for Server {
    fn drop(&mut self) {
        // An error says that it has ended, which is what was wanted.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// A thousand connections are more descriptors than many systems allow at first. The service inherits this.
fn allow_connections() {
    let limit = getrlimit(Resource::Nofile);
    let enough = limit.maximum.map_or(4096, |most| most.min(4096));
    if limit.current.is_some_and(|now| now < enough) {
        setrlimit(Resource::Nofile, Rlimit { current: Some(enough), ..limit }).unwrap();
    }
}

#[allow(clippy::disallowed_methods, reason = "a test has deadlines")]
fn now() -> Instant {
    Instant::now()
}
