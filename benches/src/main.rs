//! Measures one logger in one role and prints the figures as a line of JSON. `benches/run` calls it.
//!
//! ```text
//! compare list
//! compare PEER latency|throughput|probe FOLDER AMOUNT
//! ```

mod event;
mod files;
mod measure;
mod peer;
mod peers;
mod render;
mod roles;

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use peer::{About, Peer, Writer};
use roles::{Figures, Task};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["list"] => {
            println!("{}", Value::from(peers::all().iter().map(told).collect::<Vec<_>>()));
            ExitCode::SUCCESS
        }
        [id, role, folder, amount] => {
            let Ok(amount) = amount.parse() else { return usage("the amount is a number") };
            let task = Task { folder: Path::new(folder), amount };
            match peers::with(id, role, &task) {
                Some(figures) => {
                    println!("{}", line(figures));
                    ExitCode::SUCCESS
                }
                None => usage(&format!("no peer `{id}`, or no role `{role}`")),
            }
        }
        _ => usage("too few or too many words"),
    }
}

/// The figures of `role` for `P`.
fn play<P: Peer>(role: &str, task: &Task<'_>) -> Option<Figures> {
    match role {
        "latency" => Some(roles::latency::<P>(task)),
        "throughput" => Some(roles::throughput::<P>(task)),
        "probe" => Some(roles::probe::<P>(task)),
        _ => None,
    }
}

fn line(figures: Figures) -> Value {
    figures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn told(about: &About) -> Value {
    json!({
        "id": about.id,
        "label": about.label,
        "package": about.package,
        "own_thread": matches!(about.writer, Writer::Thread),
        "note": about.note,
    })
}

fn usage(why: &str) -> ExitCode {
    eprintln!("{why}\nusage: compare list | compare PEER latency|throughput|probe FOLDER AMOUNT");
    ExitCode::FAILURE
}
