//! Passwords and keys of a configuration, and the files of a spool.

use std::os::unix::fs::PermissionsExt;

use blackbar::{DeliveryState, Logstash, Spool};
use blackbar_tests::peer::{Http, Peer, Reply};

use super::ship::{Ship, soon};

const PASSWORD: &str = "hunter2-ZWNobyBvZmY";

#[test]
fn the_password_of_a_url_is_sent_and_appears_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let http = Http::replies([Reply::status(401).header("retry-after", "1"), Reply::status(200)]);
    let peer = Peer::start([http.clone()]);
    let url = format!("http://shipper:{PASSWORD}@{}/logs", peer.address());
    let shipper = Logstash::http(url).backoff(soon()).spool(Spool::new(folder.path().join("spool")));
    let mut shown = format!("{shipper:?}");
    let ship = Ship::to(shipper);
    ship.log(10);
    ship.wait_for(DeliveryState::Paused);
    shown.push_str(&format!("{:?}", ship.logger().stats()));
    shown.push_str(&ship.logger().stats().to_string());
    ship.flush();
    ship.wait_for(DeliveryState::Up);
    ship.check(peer.journal()).is_complete();
    shown.push_str(&format!("{:?} {:?}", ship.logger().stats(), ship.logger()));
    shown.push_str(&ship.sent().join("\n"));
    for file in files(folder.path()) {
        shown.push_str(&String::from_utf8_lossy(&std::fs::read(file).unwrap()));
    }
    let encoded = "c2hpcHBlcjpodW50ZXIy";
    for secret in [PASSWORD, "hunter2", encoded] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
    // It was sent, though.
    let request = &http.requests()[0];
    let header = request.headers.iter().find(|(name, _)| name == "authorization").unwrap();
    assert!(header.1.starts_with("Basic ") && header.1.contains(encoded), "{header:?}");
    assert_eq!(request.target, "/logs");
}

#[test]
fn an_address_that_cannot_be_read_is_an_error_that_does_not_repeat_the_password() {
    for url in [format!("http://shipper:{PASSWORD}@ [bad/"), format!("ftp://shipper:{PASSWORD}@host/")] {
        let shipper = Logstash::http(url);
        let shown = format!("{shipper:?}");
        let error = blackbar_tests::logger().logstash(shipper).build().unwrap_err();
        let shown = format!("{shown} {error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_spool_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spool");
    let peer = Peer::start([Http::replies([Reply::status(200)])]);
    let ship = Ship::to(Logstash::http(format!("http://{}/", peer.address())).spool(Spool::new(&path)));
    ship.log(10);
    ship.flush();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    let files = files(&path);
    assert!(!files.is_empty());
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn a_spool_that_everybody_may_write_to_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spool");
    std::fs::create_dir(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o777)).unwrap();
    let shipper = Logstash::tcp("127.0.0.1:9").spool(Spool::new(&path));
    let error = blackbar_tests::logger().logstash(shipper).build().unwrap_err().to_string();
    assert!(error.contains(&path.display().to_string()), "{error}");
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
