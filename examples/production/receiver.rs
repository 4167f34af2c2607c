//! What takes Logstash's place: it reads JSON lines from one connection.

use std::error::Error;
use std::io::{self, BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{self, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    lines: mpsc::Receiver<String>,
}

impl Receiver {
    pub(crate) fn start() -> io::Result<Self> {
        // Port 0: one that the system chooses.
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (send, lines) = channel();
        let read = move || -> io::Result<()> {
            for line in BufReader::new(listener.accept()?.0).lines() {
                // Nobody may be there any more who wants to know.
                let _ = send.send(line?);
            }
            Ok(())
        };
        thread::Builder::new().name("receiver".to_owned()).spawn(read)?;
        Ok(Self { address, lines })
    }

    /// Shows the `events` that arrive.
    pub(crate) fn report(&self, events: u64) -> Result<(), Box<dyn Error>> {
        println!("\nArrived at {}, in place of Logstash:\n", self.address);
        for _ in 0..events {
            let line = self.lines.recv_timeout(Duration::from_secs(60))?;
            let event: Value = serde_json::from_str(&line)?;
            let text = |key: &str| event[key].as_str().unwrap_or_default();
            let context = event.get("context").map(Value::to_string).unwrap_or_default();
            println!("  {:<6}{:<20}{:<35}{context}", text("level"), text("event"), text("message"));
        }
        Ok(())
    }
}
