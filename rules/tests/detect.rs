//! Credentials in free text: real formats are found, exactly their span is reported, and ordinary text is left alone.
//!
//! No text here holds a complete credential: each is put together at run time, so that nobody's scanner takes this
//! file for a leak.

use blackbar_rules::detect::{Detected, Detector, SHORTEST, credential_in, detect, may_match};

/// A token of `count` letters and digits, the same every time.
fn random(count: usize) -> String {
    let alphabet = b"a8KdQ3zLp0RxV7mTbY2wEcN5hGj9UfS1iXoHk4W6";
    (0..count).map(|i| char::from(alphabet[(i * 7 + i / 5) % alphabet.len()])).collect()
}

fn hex(count: usize) -> String {
    (0..count).map(|i| char::from(b"3f9a07c1de5b2486"[(i * 5 + i / 7) % 16])).collect()
}

fn base64url(text: &str) -> String {
    let alphabet: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(*b"-_").collect();
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for i in 0..=chunk.len() {
            out.push(char::from(alphabet[(bits >> (18 - 6 * i)) as usize & 63]));
        }
    }
    out
}

fn jwt() -> String {
    let head = base64url(r#"{"typ":"JWT","alg":"HS256"}"#);
    format!("{head}.{}.{}", base64url(r#"{"sub":"42"}"#), random(43))
}

fn jwe() -> String {
    let head = base64url(r#"{"alg":"dir","enc":"A256GCM"}"#);
    format!("{head}..{}.{}.{}", random(16), random(60), random(22))
}

fn pem(label: &str) -> String {
    let label = format!("{label}PRIVATE {}", "KEY");
    format!("-----BEGIN {label}-----\n{}\n{}\n-----END {label}-----", random(64), random(40))
}

/// What is found in each credential, wherever it stands.
fn credentials() -> Vec<(Detector, String)> {
    let upper = |count| random(count).to_ascii_uppercase();
    let t = |prefix: &str, rest: &str, body: String| format!("{prefix}{rest}{body}");
    vec![
        (Detector::Pem, pem("")),
        (Detector::Pem, pem("RSA ")),
        (Detector::Pem, pem("OPENSSH ")),
        (Detector::Pem, pem("ENCRYPTED ")),
        (Detector::Jwt, jwt()),
        (Detector::Jwt, jwe()),
        (Detector::AwsKeyId, t("AK", "IA", upper(16))),
        (Detector::AwsKeyId, t("AS", "IA", upper(16))),
        (Detector::GitHub, t("gh", "p_", random(36))),
        (Detector::GitHub, t("gh", "s_", random(36))),
        (Detector::GitHub, t("github", "_pat_", format!("{}_{}", random(22), random(59)))),
        (Detector::GitLab, t("glp", "at-", random(20))),
        (Detector::GitLab, t("glp", "at-", format!("{}.01.{}", random(27), random(9)))),
        (Detector::Slack, t("xo", "xb-", format!("123456789012-1234567890123-{}", random(24)))),
        (Detector::Slack, t("xo", "xp-", format!("1234-5678-9012-{}", hex(32)))),
        (Detector::Slack, t("xap", "p-", format!("1-A0123456789-1234567890123-{}", hex(64)))),
        (Detector::Stripe, t("sk_", "live_", random(24))),
        (Detector::Stripe, t("rk_", "test_", random(99))),
        (Detector::Stripe, t("whs", "ec_", random(32))),
        (Detector::Google, t("AI", "za", random(35))),
        (Detector::Google, t("GOC", "SPX-", random(28))),
        (Detector::Google, t("ya", "29.", random(60))),
        (Detector::OpenAi, t("s", "k-", random(48))),
        (Detector::OpenAi, t("s", "k-", format!("proj-{}", random(64)))),
        (Detector::OpenAi, t("s", "k-", format!("ant-api03-{}-{}AA", random(40), random(50)))),
        (Detector::OpenAi, t("s", "k-", hex(32))),
        (Detector::Vendor, t("np", "m_", random(36))),
        (Detector::Vendor, t("pyp", "i-AgEI", random(80))),
        (Detector::Vendor, t("S", "G.", format!("{}.{}", random(22), random(43)))),
        (Detector::Vendor, t("dop", "_v1_", hex(64))),
        (Detector::Vendor, t("h", "f_", random(34))),
        (Detector::Vendor, t("dckr", "_pat_", random(27))),
        (Detector::Vendor, t("shp", "at_", hex(32))),
        (Detector::Vendor, t("hv", "s.", random(90))),
        (Detector::CardNumber, ["4111", "1111", "1111", "1111"].concat()),
        (Detector::CardNumber, ["5555", "5555", "5555", "4444"].join(" ")),
        (Detector::CardNumber, ["2223", "0000", "4840", "0011"].join("-")),
        (Detector::CardNumber, ["3782", "822463", "10005"].join(" ")),
        (Detector::CardNumber, ["3056", "930902", "5904"].join("-")),
        (Detector::CardNumber, ["6011", "1111", "1111", "1117"].concat()),
        (Detector::CardNumber, ["3530", "1113", "3330", "0000"].concat()),
        (Detector::CardNumber, ["6200", "0000", "0000", "0005"].concat()),
        (Detector::CardNumber, ["6759", "6498", "2643", "8453"].concat()),
        (Detector::CardNumber, ["4222", "222222222"].concat()),
        (Detector::Iban, ["DE89", "3704004405", "32013000"].concat()),
        (Detector::Iban, ["GB82", "WEST", "1234", "5698", "7654", "32"].join(" ")),
        (Detector::Iban, ["NL91", "ABNA", "0417164300"].concat()),
        (Detector::Iban, ["NO93", "8601", "1117", "947"].join(" ")),
        (Detector::Iban, ["FR14", "2004", "1010", "0505", "0001", "3M02", "606"].join(" ")),
        (Detector::Iban, ["MT84MALT", "0110000123", "45MTLCAST001S"].concat()),
        (Detector::Ssn, ["536", "90", "4399"].join("-")),
    ]
}

fn replaced(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for found in detect(text) {
        out.push_str(&text[at..found.start]);
        out.push_str(found.detector.placeholder());
        at = found.end;
    }
    out + &text[at..]
}

#[test]
fn every_format_is_found_in_ordinary_surroundings() {
    for (detector, secret) in credentials() {
        for (before, after) in [
            ("", ""),
            ("upload failed: ", " (retry 3)"),
            ("(", ")"),
            ("\"", "\""),
            ("é ", " ü"),
            ("[", "], "),
        ] {
            let text = format!("{before}{secret}{after}");
            let expected = Detected { start: before.len(), end: before.len() + secret.len(), detector };
            assert_eq!(detect(&text).collect::<Vec<_>>(), [expected], "{text}");
        }
        assert!(secret.len() >= SHORTEST && may_match(secret.as_bytes()), "{secret}");
        let surrounded = format!("a long sentence before it {secret} a long sentence after it");
        assert!(may_match(surrounded.as_bytes()), "{surrounded}");
    }
}

#[test]
fn a_full_stop_or_an_escape_beside_a_token_hides_nothing() {
    for (detector, secret) in credentials() {
        let expected = format!("\\n{}. Next", detector.placeholder());
        let numeric =
            matches!(detector, Detector::CardNumber | Detector::Ssn | Detector::Pem | Detector::Iban);
        if !numeric {
            assert_eq!(replaced(&format!("\\n{secret}. Next")), expected);
            assert_eq!(replaced(&format!("%20{secret}%20")), format!("%20{}%20", detector.placeholder()));
        }
    }
}

#[test]
fn a_private_key_that_was_cut_is_hidden_to_the_end() {
    let text = format!("read {}", &pem("EC ")[..70]);
    assert_eq!(replaced(&text), "read [redacted:pem]");
    assert_eq!(
        replaced(&format!("a {} b {} c", pem(""), pem("RSA "))),
        "a [redacted:pem] b [redacted:pem] c"
    );
}

#[test]
fn credentials_of_an_authorization_header_are_found() {
    let opaque = random(20);
    let basic = base64url("aladdin:sesame");
    for (text, expected) in [
        (format!("sent Bearer {opaque} to"), "sent Bearer [redacted:bearer] to"),
        (format!("BEARER  {opaque}"), "BEARER  [redacted:bearer]"),
        (format!("token {opaque}, ok"), "token [redacted:bearer], ok"),
        (format!("Basic {basic}=="), "Basic [redacted:bearer]"),
        (format!("Authorization: Basic {basic}"), "Authorization: Basic [redacted:bearer]"),
        (format!("Bearer {}", jwt()), "Bearer [redacted:jwt]"),
        (
            "{\"authorization\": \"Bearer abc\"}".to_owned(),
            "{\"authorization\": \"Bearer [redacted:bearer]\"}",
        ),
        ("authorization=bearer abc".to_owned(), "authorization=bearer [redacted:bearer]"),
    ] {
        assert_eq!(replaced(&text), expected);
    }
}

#[test]
fn only_the_userinfo_of_a_url_is_hidden() {
    for (text, expected) in [
        ("postgres://app:hunter2@db:5432/x?y=1", "postgres://[redacted:userinfo]@db:5432/x?y=1"),
        ("redis://:pw@cache", "redis://[redacted:userinfo]@cache"),
        ("to amqp://a:b@c@host/v, twice", "to amqp://[redacted:userinfo]@host/v, twice"),
        ("<https://u:p@[::1]:80/>", "<https://[redacted:userinfo]@[::1]:80/>"),
        ("ssh://git@github.com/a/b", "ssh://git@github.com/a/b"),
        ("https://host/@scope:x/a@1", "https://host/@scope:x/a@1"),
        ("see https://user:***@host", "see https://user:***@host"),
    ] {
        assert_eq!(replaced(text), expected);
    }
    let token = random(20);
    assert_eq!(replaced(&format!("https://{token}@host/")), "https://[redacted:userinfo]@host/");
}

#[test]
fn only_the_values_of_sensitive_names_are_hidden() {
    for (text, expected) in [
        ("/x?api_key=K&x=1", "/x?api_key=[redacted:query]&x=1"),
        ("/cb#access_token=abc&state=1", "/cb#access_token=[redacted:query]&state=1"),
        ("/x?page=2&token=a#top", "/x?page=2&token=[redacted:query]#top"),
        ("password=hunter2", "password=[redacted:pair]"),
        ("login password = hunter2 failed", "login password = [redacted:pair] failed"),
        ("{\"token\":\"abc\",\"n\":1}", "{\"token\":\"[redacted:pair]\",\"n\":1}"),
        ("{\"password\" : \"a\\\"b\"}", "{\"password\" : \"[redacted:pair]\"}"),
        ("{\\\"password\\\":\\\"a b\\\"}", "{\\\"password\\\":\\\"[redacted:pair]\\\"}"),
        (
            "Login { user: \"bob\", password: \"a b\" }",
            "Login { user: \"bob\", password: \"[redacted:pair]\" }",
        ),
        ("Login { password: Some(\"a\") }", "Login { password: Some(\"[redacted:pair]\") }"),
        ("\"password\": String(\"a\")", "\"password\": String(\"[redacted:pair]\")"),
        ("user[password]=x&user[name]=y", "user[password]=[redacted:pair]&user[name]=y"),
        ("'pin' => '1234'", "'pin' => '[redacted:pair]'"),
        ("pin=1234", "pin=[redacted:pair]"),
        ("AccountKey=abc/def+g==;EndpointSuffix=x", "AccountKey=[redacted:pair];EndpointSuffix=x"),
        ("tokens: [\"a\", \"b\"] end", "tokens: [[redacted:pair]] end"),
        ("\\npassword=x", "\\npassword=[redacted:pair]"),
        ("pan=4111 1111 1111 1111 x", "pan=[redacted:card] x"),
    ] {
        assert_eq!(replaced(text), expected);
    }
}

#[test]
fn a_literal_is_refused_for_unmistakable_credentials_alone() {
    for (detector, secret) in credentials() {
        let unmistakable = !matches!(detector, Detector::CardNumber | Detector::Iban | Detector::Ssn);
        let text = format!("calling {secret} now");
        let expected = unmistakable.then_some(Detected { start: 8, end: 8 + secret.len(), detector });
        assert_eq!(credential_in(&text), expected, "{text}");
        assert_eq!(credential_in(&format!("token={secret}")).is_some(), unmistakable, "{secret}");
    }
    assert!(credential_in("postgres://u:p@host").is_some());
    for text in [
        "Bearer token expected",
        "usage: password=<password>",
        "postgres://{user}:{password}@{host}/{db}",
        "postgres://user:password@localhost",
        "redis://:***@host",
        "password=hunter2",
        "ssh://git@github.com/a/b",
    ] {
        assert_eq!(credential_in(text), None, "{text}");
    }
}

#[test]
fn what_was_replaced_is_never_found_again() {
    for detector in Detector::ALL {
        for text in [
            detector.placeholder().to_owned(),
            format!("password={}", detector.placeholder()),
            format!("\"token\": \"{}\"", detector.placeholder()),
            format!("https://{}@host/?key={}", detector.placeholder(), detector.placeholder()),
            format!("Authorization: Bearer {}", detector.placeholder()),
            format!("(secret={})", detector.placeholder()),
        ] {
            assert_eq!(detect(&text).next(), None, "{text}");
        }
    }
}
