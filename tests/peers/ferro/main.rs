//! A Lumberjack v2 server of other people, `ferro-lumberjack`, with scripted acknowledgements.
//!
//! `ferro <script> [<certificate> <key>]`. It says `listening on <address>`, writes each event that it takes as a line, and ends with
//! its standard input. Scripts: `ack` acknowledges each window; `alive` says 0 three times before it does; `half` acknowledges half
//! of the first window of the first three connections and closes them; `silent` takes the first window of the first three
//! connections, acknowledges nothing and closes them.

use std::io::{Read, Write};
use std::time::Duration;

use ferro_lumberjack::ProtocolError;
use ferro_lumberjack::server::{Server, ServerConnection, Window};
use ferro_lumberjack::tls::ServerTlsConfig;

#[derive(Clone, Copy, PartialEq)]
enum Script {
    Ack,
    Alive,
    Half,
    Silent,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let script = match arguments.next().as_deref() {
        Some("ack") => Script::Ack,
        Some("alive") => Script::Alive,
        Some("half") => Script::Half,
        Some("silent") => Script::Silent,
        _ => return Err("ferro ack|alive|half|silent [<certificate> <key>]".into()),
    };
    let mut server = Server::builder();
    if let (Some(certificate), Some(key)) = (arguments.next(), arguments.next()) {
        let tls = ServerTlsConfig::builder().cert_pem_file(certificate)?.key_pem_file(key)?;
        server = server.tls(tls.build()?);
    }
    std::thread::spawn(|| {
        let _until_its_end = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = server.bind("127.0.0.1:0").await?;
        println!("listening on {}", listener.local_addr()?);
        let mut connections = 0;
        loop {
            let Ok(connection) = listener.accept().await else { continue };
            connections += 1;
            let script = if connections > 3 && script != Script::Alive { Script::Ack } else { script };
            // One after another, as a client with one destination comes.
            if let Err(error) = serve(connection, script).await {
                eprintln!("connection {connections}: {error}");
            }
        }
    })
}

async fn serve(mut connection: ServerConnection, script: Script) -> Result<(), ProtocolError> {
    while let Some(window) = connection.read_window().await? {
        write(&window);
        match script {
            Script::Ack => connection.send_ack(window.last_seq).await?,
            Script::Alive => {
                for _ in 0..3 {
                    connection.send_ack(0).await?;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                connection.send_ack(window.last_seq).await?;
            }
            Script::Half => {
                // What is acknowledged must be the first event at least, or nothing would ever get on.
                connection.send_ack(window.last_seq.div_ceil(2)).await?;
                return Ok(());
            }
            Script::Silent => return Ok(()),
        }
    }
    Ok(())
}

fn write(window: &Window) {
    let mut out = std::io::stdout().lock();
    for event in &window.events {
        out.write_all(&event.payload).expect("somebody reads this");
        out.write_all(b"\n").expect("somebody reads this");
    }
    out.flush().expect("somebody reads this");
}
