//! The short ways to log what has no log form.

use blackbar::{LogHeaders, LogUrl, Memory, error_kind, log_event};
use blackbar_tests::{lines_of, logger};
use http::{HeaderMap, HeaderValue, Uri};
use url::Url;

use crate::line;
use crate::search::{Search, make};

fn search(number: u64) -> (String, Search) {
    let canary = make::text(number);
    let mut search = Search::default();
    search.plant("value", &canary, &["cause", "headers", "link"]);
    (canary, search)
}

// L64, L65
#[test]
fn the_kind_of_an_error_has_no_word_of_its_text() {
    let (canary, search) = search(1);
    let parser = serde_json::from_str::<u64>(&format!("\"{canary}\"")).unwrap_err();
    let io = std::io::Error::new(std::io::ErrorKind::NotFound, canary.clone());
    let nested = std::io::Error::other(std::io::Error::other(canary.clone()));
    let utf8 = String::from_utf8([canary.as_bytes(), b"\xff"].concat()).unwrap_err();
    assert!(parser.to_string().contains(&canary), "the test has nothing to find");
    let line = line(|logger| {
        log_event!(
            logger: logger, error, "{parser} {io} {nested} {utf8}",
            parser = error_kind(&parser), io = error_kind(&io), nested = error_kind(&nested), utf8 = error_kind(&utf8)
        );
    });
    assert_eq!(line["io"]["io_kind"], "NotFound");
    assert_eq!(line["utf8"]["type"], "FromUtf8Error");
    search.assert_clean("kinds", line.to_string().as_bytes());
}

// L75
#[test]
fn headers_show_the_values_that_were_asked_for_and_never_those_of_secrets() {
    let (canary, search) = search(2);
    let value = HeaderValue::from_str(&canary).unwrap();
    let mut marked = HeaderValue::from_static("x-shard-value");
    marked.set_sensitive(true);
    let mut headers = HeaderMap::new();
    for name in ["authorization", "cookie", "set-cookie", "x-api-key", "x-custom", "referer"] {
        headers.append(name, value.clone());
    }
    headers.append("content-type", HeaderValue::from_static("text/plain"));
    headers.append("x-shard", marked);
    headers.append("accept", HeaderValue::from_bytes(&[canary.as_bytes(), b"\xff"].concat()).unwrap());
    let all = ["authorization", "cookie", "set-cookie", "X-API-Key", "x-shard", "content-type", "accept"];
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "{headers}", headers = LogHeaders::new(&headers));
    log_event!(logger: logger, info, "{headers}", headers = LogHeaders::new(&headers).allow(&all));
    logger.flush().unwrap();
    for line in lines_of(&memory) {
        assert_eq!(line["headers"]["content-type"], "text/plain", "{line}");
        assert_eq!(line["headers"]["x-shard"], "[redacted]");
        assert_eq!(line["headers"]["authorization"], "[redacted]");
    }
    search.assert_clean("headers", memory.text().as_bytes());
}

// L76
#[test]
fn a_url_shows_neither_userinfo_nor_query_nor_fragment() {
    let (canary, search) = search(3);
    let links = [
        format!("https://user:{canary}@host.example/path?q={canary}#{canary}"),
        format!("https://{canary}@host.example/path"),
        format!("https://{canary}:@host.example/path?{canary}"),
        format!("postgres://app:{canary}@host.example/path"),
        format!("https://host.example/path?{canary}={canary}"),
    ];
    for text in links {
        let (url, uri) =
            (Url::parse(&text).unwrap(), text.split('#').next().unwrap().parse::<Uri>().unwrap());
        let helpers = [LogUrl::new(&text), LogUrl::from(&url), LogUrl::from(&uri)];
        let line = line(|logger| log_event!(logger: logger, info, "{links}", links = helpers));
        for shown in line["links"].as_array().unwrap() {
            assert!(shown.as_str().unwrap().contains("host.example/path"), "{line}");
        }
        search.assert_clean("a URL", line.to_string().as_bytes());
        search.assert_clean("Debug", format!("{helpers:?}{helpers:#?}").as_bytes());
    }
}

// L76
#[test]
fn what_is_not_certainly_a_url_is_not_shown() {
    let (canary, search) = search(5);
    let texts = [
        canary.clone(),
        format!("{canary}@host.example"),
        format!("https://user:pass/{canary}@host.example/path"),
        format!("https://user:pa?ss{canary}@host.example/path"),
        format!("https://user:pa#ss{canary}@host.example/path"),
        format!("https:\\\\user:{canary}@host.example/"),
        format!("data:text/plain,{canary}"),
        format!("mailto:{canary}@host.example"),
        format!("https://host.example/path?{canary}"),
        format!("https:///{canary}@host.example"),
        format!(" https://user:{canary}@host.example/"),
        format!("https://user:{canary}\n@host.example/"),
        format!("ht!tps://user:{canary}@host.example/"),
        format!("//user:{canary}@host.example/"),
        format!("user:{canary}"),
    ];
    for text in texts {
        let line = line(|logger| log_event!(logger: logger, info, "{link}", link = LogUrl::new(&text)));
        search.assert_clean(&text, line.to_string().as_bytes());
    }
}

// L105
#[test]
fn debug_of_a_helper_shows_nothing_of_what_it_is_around() {
    let (canary, search) = search(4);
    let mut headers = HeaderMap::new();
    headers.append("x-custom", HeaderValue::from_str(&canary).unwrap());
    let io = std::io::Error::other(canary);
    let printed =
        format!("{:?}{:#?}{:?}", LogHeaders::new(&headers), LogHeaders::new(&headers), error_kind(&io));
    assert!(!printed.is_empty());
    search.assert_clean("Debug", printed.as_bytes());
}
