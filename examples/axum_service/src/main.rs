//! A web service whose log tells every request apart: axum, the request layer, JSON lines to standard output.
//!
//! ```text
//! cargo run --release -p axum_service                       # or with an address: -- 127.0.0.1:8080
//! curl -i -X POST http://127.0.0.1:8080/orders/7/parcels
//! curl -i -H 'x-request-id: mine-1' 'http://127.0.0.1:8080/orders/7?token=not-for-the-log'
//! ```
//!
//! Each line of a request carries the same `request_id` and `trace_id`, whichever thread and task it is from; `http.request`
//! is its last word, with status and latency. Ctrl-C lets the requests that are under way finish.

mod orders;

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::MatchedPath;
use axum::routing::{get, post};
use blackbar::tower::RequestLog;
use blackbar::{Console, LogEvent, Logger, info, log_event};
use tokio::net::TcpListener;

/// The first line of the log, and where somebody looks for the port.
#[derive(LogEvent)]
#[log(name = "service.started", message = "listening on {address}")]
struct ServiceStarted {
    address: SocketAddr,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Before the runtime, and kept to the very end: the guard writes what is still under way when it is dropped.
    let _guard = Logger::builder()
        .service(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        .filter("info")
        .console(Console::stdout().json())
        .panic_hook()
        .install()?;
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    tokio::runtime::Runtime::new()?.block_on(serve(&address))?;
    Ok(())
}

async fn serve(address: &str) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    log_event!(ServiceStarted { address: listener.local_addr()? });
    axum::serve(listener, service()).with_graceful_shutdown(told_to_stop()).await?;
    info!("stopped");
    Ok(())
}

fn service() -> Router {
    // The pattern and not the path: `/orders/{id}` has no id of anybody in it, and a few values to count by.
    let requests = RequestLog::new()
        .route(|extensions| extensions.get::<MatchedPath>().map(MatchedPath::as_str))
        .answer_with_id();
    Router::new()
        .route("/orders/{id}", get(orders::show))
        .route("/orders/{id}/parcels", post(orders::ship))
        // The last layer is the outermost one: answers of layers above it in the source are logged too.
        .layer(requests)
}

/// Ends with Ctrl-C, or when the system says so.
async fn told_to_stop() {
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
    info!("stopping: requests under way are finished");
}
