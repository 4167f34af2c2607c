use blackbar_rules::{Tier, classify};

use super::tail;

/// The tier of what the expression ends in.
#[track_caller]
fn tier(expression: &str) -> Option<Tier> {
    let expression = syn::parse_str(expression).expect("an expression");
    tail(&expression).and_then(|name| classify(&name.text).finding()).map(|finding| finding.tier)
}

#[test]
fn a_value_keeps_its_name_through_conversions() {
    for expression in [
        "password",
        "user.password",
        "&user.password",
        "user.password.clone()",
        "creds.password.as_str()",
        "req.headers[\"authorization\"]",
        "headers.get(\"X-Api-Key\").unwrap()",
        "self.inner.api_key.as_deref()",
        "Some(token)",
        "String::from(token)",
        "cfg::DB_PASSWORD",
        "get_password()",
        "fetch_token().await?",
        "(pwd)",
        "*secret",
        "token as u64",
        "password.0",
        "r#password",
    ] {
        assert!(matches!(tier(expression), Some(Tier::Always | Tier::Credential)), "{expression}");
    }
}

#[test]
fn facts_about_a_value_are_innocent() {
    for expression in [
        "token.is_valid()",
        "token.len()",
        "tokens.iter().count()",
        "password.is_empty()",
        "user.id",
        "user.name",
        "secretary.name",
        "self.token_count",
        "elapsed.as_millis()",
        "compute(password)",
        "if ok { 1 } else { 2 }",
        "1",
        "Kind::Password",
        "Credential::ApiKey(text)",
    ] {
        assert_eq!(tier(expression), None, "{expression}");
    }
}
