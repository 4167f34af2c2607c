//! Names that are known at run time only: keys of maps, of documents, of headers.

use std::collections::{BTreeMap, HashMap};

use blackbar::{LogValue, log_event};
use serde_json::json;

use crate::line;

/// Checks what is written under each key when all values are the same text.
#[track_caller]
fn values_under(keys: &[&str], expected: &str) {
    let map: HashMap<String, String> = keys.iter().map(|key| ((*key).into(), "shown".into())).collect();
    let document = json!(map);
    let line = line(|logger| log_event!(logger: logger, info, "x", map, document));
    for key in keys {
        assert_eq!(line["map"][*key], expected, "in a map, `{key}`");
        assert_eq!(line["document"][*key], expected, "in a document, `{key}`");
    }
}

// L51
#[test]
fn values_under_the_names_of_secrets_are_not_shown() {
    let headers =
        ["X-Api-Key", "Set-Cookie", "proxy-authorization", "Authorization", "cookie", "x-csrf-token"];
    values_under(&headers, "[redacted]");
    let settings =
        ["DATABASE_URL", "AWS_SECRET_ACCESS_KEY", "db.password", "smtp/pass", "client_secret", "jwt"];
    values_under(&settings, "[redacted]");
    values_under(
        &["password", "Password", "PASSWORD", "pass_word", "userPassword", "pwd2", "cvv", "iban"],
        "[redacted]",
    );
}

// L22
#[test]
fn values_under_clear_names_are_shown() {
    values_under(
        &["user_id", "region", "token_count", "password_changed_at", "Content-Type", "x-request-id"],
        "shown",
    );
}

// L50
#[test]
fn values_under_names_that_only_look_like_ascii_are_not_shown() {
    values_under(&["pаssword", "ｐａｓｓｗｏｒｄ", "pass\u{200d}word", "notе"], "[redacted]");
}

// L22
#[test]
fn a_secret_below_a_clear_key_is_found_and_a_clear_value_below_a_sensitive_key_is_not_shown() {
    let inner = BTreeMap::from([("token", "t"), ("kind", "k")]);
    let map = BTreeMap::from([("session", inner.clone()), ("credentials", inner)]);
    let document = json!({"a": [{"passwd": "p", "b": 1}], "private_key": {"kty": "RSA"}});
    let line = line(|logger| log_event!(logger: logger, info, "x", map, document));
    assert_eq!(
        line["map"],
        json!({"session": {"token": "[redacted]", "kind": "k"}, "credentials": "[redacted]"})
    );
    let expected = json!({"a": [{"passwd": "[redacted]", "b": 1}], "private_key": "[redacted]"});
    assert_eq!(line["document"], expected);
}

// L22
#[test]
fn a_number_is_shown_under_the_name_of_a_credential_and_not_where_digits_are_the_secret() {
    let map = BTreeMap::from([("tokens", 12), ("pin", 1234), ("otp", 123_456), ("cvv", 123), ("secret", 3)]);
    let document = json!(map);
    let line = line(|logger| log_event!(logger: logger, info, "x", map, document));
    for found in [&line["map"], &line["document"]] {
        assert_eq!(found["tokens"], 12);
        assert_eq!(found["secret"], 3);
        for key in ["pin", "otp", "cvv"] {
            assert_eq!(found[key], "[redacted]", "{key}");
        }
    }
}

// L22
#[test]
fn a_key_of_a_type_of_ones_own_is_judged_by_what_is_written() {
    #[derive(LogValue, PartialEq, Eq, Hash)]
    #[log(rename_all = "kebab-case")]
    enum Header {
        ApiKey,
        ContentType,
    }
    #[derive(LogValue, PartialEq, Eq, Hash)]
    struct Name(String);
    let words = HashMap::from([(Header::ApiKey, "a"), (Header::ContentType, "b")]);
    let names = HashMap::from([(Name("password".into()), "a"), (Name("region".into()), "b")]);
    let line = line(|logger| log_event!(logger: logger, info, "x", words, names));
    assert_eq!(line["words"], json!({"api-key": "[redacted]", "content-type": "b"}));
    assert_eq!(line["names"], json!({"password": "[redacted]", "region": "b"}));
}

// L78
#[test]
fn a_dump_of_the_environment_shows_no_secret() {
    let all = [("PATH", "/bin"), ("GITHUB_TOKEN", "t"), ("PGPASSWORD", "p"), ("SSH_PRIVATE_KEY", "k")];
    let variables: BTreeMap<String, String> =
        all.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
    let line = line(|logger| log_event!(logger: logger, info, "started", variables));
    assert_eq!(line["variables"]["PATH"], "/bin");
    for key in ["GITHUB_TOKEN", "PGPASSWORD", "SSH_PRIVATE_KEY"] {
        assert_eq!(line["variables"][key], "[redacted]", "{key}");
    }
}
