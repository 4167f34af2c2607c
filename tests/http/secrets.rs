//! Requests with secrets wherever a request can have one, and no output that shows any.

use blackbar::tower::RequestLog;
use blackbar::{Logger, Memory, RollingFile, info};
use http::{Method, Request};
use tower_service::Service;

use crate::service::{answer, finish, logged};

/// In no output. None of it looks like a credential: nothing but leaving it out keeps it out.
const CANARY: &str = "xyzzy-canary";

/// Where a secret may stand in a request that is not its path.
fn requests() -> Vec<Request<()>> {
    let mut requests = Vec::new();
    for target in [
        format!("/login?password={CANARY}"),
        format!("/login?{CANARY}"),
        format!("/login?next=/a#{CANARY}"),
        format!("http://ada:{CANARY}@example.net/login"),
        format!("http://{CANARY}@example.net:8080/login?a=b"),
        format!("http://{CANARY}.example.net/login"),
        format!("{CANARY}.example.net:443"),
    ] {
        // The client of the library does not send a fragment; one in a request is no target.
        let Ok(request) = Request::builder().uri(&target).body(()) else { continue };
        requests.push(request);
    }
    for (name, value) in [
        ("authorization", format!("Bearer {CANARY}")),
        ("cookie", format!("session={CANARY}")),
        ("x-api-key", CANARY.to_owned()),
        ("referer", format!("https://example.net/?key={CANARY}")),
        ("user-agent", CANARY.to_owned()),
        ("x-forwarded-for", CANARY.to_owned()),
        ("host", format!("{CANARY}.example.net")),
        ("tracestate", format!("vendor={CANARY}")),
        ("traceparent", CANARY.to_owned()),
        ("traceparent", format!("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-{CANARY}")),
        ("x-request-id", format!("{CANARY} with a space")),
        ("x-request-id", format!("\"{CANARY}\"")),
        ("x-request-id", format!("{CANARY}{}", "x".repeat(200))),
        (CANARY, "1".to_owned()),
    ] {
        requests.push(Request::builder().uri("/login").header(name, value).body(()).unwrap());
    }
    let method = Method::from_bytes(CANARY.to_uppercase().as_bytes()).unwrap();
    requests.push(Request::builder().method(method).uri("/login").body(()).unwrap());
    requests
}

/// What all sinks show of `requests`, each with an event of its handler beside its end.
fn outputs(requests: Vec<Request<()>>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let files = ["ecs.log", "logstash.log"].map(|name| folder.path().join(name));
    let (own, pretty) = (Memory::new(), Memory::new().pretty());
    let logger = Logger::builder()
        .fixed_filter("trace")
        .sink(own.clone())
        .sink(pretty.clone())
        .file(RollingFile::new(&files[0]).ecs())
        .file(RollingFile::new(&files[1]).logstash())
        .build()
        .unwrap();
    let scope = logger.scope();
    let asked = requests.len();
    let mut service = logged(&RequestLog::new().answer_with_id(), |_| {
        info!("at work");
        Box::pin(async { answer(200) })
    });
    for request in requests {
        let answer = finish(service.call(request)).unwrap();
        assert!(!format!("{answer:?}").contains(CANARY), "{answer:?}");
    }
    drop(scope);
    logger.flush().unwrap();
    let [ecs, logstash] = files.map(|file| std::fs::read_to_string(file).unwrap());
    let outputs = [own.text(), pretty.text(), ecs, logstash];
    for output in &outputs {
        assert_eq!(
            output.matches("GET request answered").count() + output.matches("OTHER request answered").count(),
            asked,
            "{output}"
        );
    }
    outputs.concat()
}

#[test]
fn what_a_request_carries_outside_of_its_path_shows_in_no_layout() {
    let requests = requests();
    assert!(requests.len() > 18);
    let outputs = outputs(requests).to_lowercase();
    assert!(!outputs.contains(CANARY), "{outputs}");
    assert!(!outputs.contains("xyzzy"), "{outputs}");
}

#[test]
fn a_credential_in_a_path_or_an_id_is_cut_out_by_the_scanner() {
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnktdXNlciJ9.c2lnbmF0dXJlLWNhbmFyeQ";
    let outputs = outputs(vec![
        Request::builder().uri(format!("/reset/{jwt}")).body(()).unwrap(),
        Request::builder().uri("/").header("x-request-id", jwt).body(()).unwrap(),
        Request::builder().uri("/pay/4111111111111111/now").body(()).unwrap(),
        // So long that it is cut: before the token, and not within.
        Request::builder().uri(format!("/{}/{jwt}", "a".repeat(200))).body(()).unwrap(),
    ]);
    assert!(!outputs.contains("eyJ"), "{outputs}");
    assert!(!outputs.contains("4111111111111111"), "{outputs}");
    assert!(outputs.contains("[redacted:jwt]"));
}

#[test]
fn a_request_cannot_write_a_line_of_its_own() {
    let hostile =
        ["/a%0a%1b[31m{\"level\":1}", "/a\u{e9}", "/a\u{2028}b", "/a\u{202e}b", "/a\u{7f}b", "/a%0d%0ab"];
    let requests: Vec<_> =
        hostile.iter().filter_map(|target| Request::builder().uri(*target).body(()).ok()).collect();
    // Some of them `http` refuses, and says so to the client before there is a request.
    assert!(requests.len() > 2, "{}", requests.len());
    let lines = 2 * requests.len();
    let outputs = outputs(requests);
    for sign in ['\u{2028}', '\u{202e}', '\u{7f}', '\u{1b}', '\r'] {
        assert!(!outputs.contains(sign), "{sign:?} in {outputs:?}");
    }
    assert_eq!(outputs.lines().count(), 4 * lines, "four outputs");
}
