use blackbar_rules::Tier;

use super::tails;
use crate::gate::{Origin, tier};

/// What the gate would make of the names in an expression.
#[derive(Debug, PartialEq, Eq)]
enum Weight {
    /// Nothing.
    Nothing,
    /// The type decides.
    ByType,
    /// An error, whatever the type.
    Always,
}

fn weight(expression: &str) -> Weight {
    let expression = syn::parse_str(expression).expect(expression);
    let heaviest = |origin: Origin, tier: Tier| match (origin, tier) {
        (Origin::Value, Tier::Always) => Weight::Always,
        (_, Tier::Always | Tier::Credential) => Weight::ByType,
        (_, Tier::Personal) => Weight::Nothing,
    };
    let mut found = Weight::Nothing;
    for name in tails(&expression) {
        match (tier(&name.text).map(|tier| heaviest(name.origin, tier)), &found) {
            (Some(Weight::Always), _) => found = Weight::Always,
            (Some(Weight::ByType), Weight::Nothing) => found = Weight::ByType,
            _ => {}
        }
    }
    found
}

#[track_caller]
fn all(expected: Weight, expressions: &[&str]) {
    let wrong: Vec<_> = expressions
        .iter()
        .map(|expression| (expression, weight(expression)))
        .filter(|(_, weight)| *weight != expected)
        .collect();
    assert!(wrong.is_empty(), "not {expected:?}: {wrong:#?}");
}

#[test]
fn a_value_keeps_its_name_through_conversions() {
    all(
        Weight::Always,
        &[
            "password",
            "user.password",
            "&user.password",
            "user.password.clone()",
            "creds.password.as_str()",
            "cfg::DB_PASSWORD",
            "(pwd)",
            "password as u64",
            "password.0",
            "r#password",
            "self.r#password",
            "&*password",
            "password as _",
            "&password[..4]",
            "String::from(&password[..4])",
            "Some(password)",
            "Box::new(password)",
            "Cow::Borrowed(password)",
            "ToString::to_string(&password)",
            "str::to_owned(password)",
            "Ok::<_, ()>(password)",
            "args.password",
            "user.password.value",
            "user.password.inner.raw",
            "password.into_bytes()",
            "password.to_hex()",
            "password.chars().rev().collect::<String>()",
            "std::mem::take(&mut password)",
            "password.unwrap_or_else(|| String::new())",
            "json[\"password\"].as_str()",
            "json.pointer(\"/user/password\")",
            "row.try_get(\"password\")?",
            "matches.get_one::<String>(\"password\")",
            "std::env::var(\"DB_PASSWORD\")",
            "std::env::var(DB_PASSWORD).unwrap_or_default()",
            "env!(\"DB_PASSWORD\")",
            "option_env!(\"DB_PASSWORD\")",
            "include_str!(\"../secrets/password.txt\")",
        ],
    );
    all(
        Weight::ByType,
        &[
            "*secret",
            "headers.get(header::AUTHORIZATION)",
            "headers[AUTHORIZATION]",
            "headers.get(\"Authorization\").unwrap()",
            "req.headers[\"authorization\"]",
            "token as u64",
            "headers.get(\"X-Api-Key\").unwrap()",
            "self.inner.api_key.as_deref()",
            "Some(token)",
            "String::from(token)",
            "get_password()",
            "fetch_token().await?",
            "map.get(\"token\")",
            "std::env::var(\"API_KEY\")",
            "Ok::<_, ()>(token)",
        ],
    );
}

#[test]
fn every_branch_and_every_part_is_read() {
    all(
        Weight::Always,
        &[
            "{ password }",
            concat!("un", "safe { password }"),
            "if x { password } else { y }",
            "if x { y } else { password }",
            "if x { 1 } else if z { 2 } else { password }",
            "match x { 1 => a, _ => password }",
            "loop { break password }",
            "(password,)",
            "[password]",
            "[password; 2]",
            "vec![password]",
            "vec![password; 2]",
            "&[a, b, &password][..]",
            "password..other",
            "password + \"\"",
            "String::new() + &password",
            "[password].concat()",
            "[a, password].join(\" \")",
            "\"\".replace(\"\", &password)",
            "x.unwrap_or(password)",
            "ok.then_some(password)",
            "ok.then(|| password)",
            "a.and_then(|_| password)",
            "x.map_or(password, f)",
            "(|| password)()",
            "(move || { password })()",
            "user.map(|user| user.password)",
            "async { password }.await",
        ],
    );
}

#[test]
fn what_an_expression_binds_stands_for_what_it_is_bound_to() {
    all(
        Weight::Always,
        &[
            "password.map(|p| p)",
            "password.as_ref().map(|p| p.clone())",
            "password.map(String::from)",
            "{ let p = password; p }",
            "match password { Some(p) => p, None => x }",
            "match (a, password) { (_, p) => p }",
            "if let Some(p) = password { p } else { x }",
            "if a && let Some(p) = &password { p } else { x }",
            "match user { User { password: p, .. } => p }",
            "{ let User { password: p, .. } = user; p }",
        ],
    );
    all(
        Weight::Nothing,
        &[
            "password.map(|p| p.len())",
            "password.as_ref().map(String::len)",
            "match password { Some(_) => 1, None => 2 }",
            "match password { Some(p) => p.len(), None => 0 }",
            "{ let p = password; p.is_empty() }",
            "{ password; 1 }",
            "match credentials { Credentials { user, .. } => user }",
        ],
    );
}

#[test]
fn macros_are_read_too() {
    all(
        Weight::Always,
        &[
            "format!(\"{}\", password)",
            "format!(\"{password}\")",
            "format!(\"{password:?}\")",
            "format!(\"{p}\", p = user.password)",
            "format!(\"{0}\", &password[..])",
            "dbg!(password)",
            "json!({ \"a\": password })",
            "json!({ \"a\": { \"b\": [user.password] } })",
        ],
    );
    all(
        Weight::ByType,
        &["my_macro!(password)", "encrypt!(password => key)", "html! { <p> {password} </p> }"],
    );
    all(
        Weight::Nothing,
        &[
            "format!(\"{}\", password.len())",
            "format!(\"{{password}}\")",
            "format!(\"password {}\", user.name)",
            "matches!(password, Some(_))",
            "stringify!(password)",
            "vec![1, 2]",
            "json!({ \"password\": 1 })",
        ],
    );
}

#[test]
fn what_is_made_of_a_value_is_left_to_its_type() {
    all(
        Weight::ByType,
        &[
            "compute(password)",
            "check(&password)",
            "mask(&card_number)",
            "hash(password)",
            "Wrapper { inner: password }",
            "Wrapper(password)",
            "outer::Wrapper::new(password)",
            "Wrapper::from(password)",
            "password.as_ref().map(|p| Wrapper(p))",
            "password.map(Wrapper)",
            "MaskedPan::parse(&card_number)",
            "MaskedPan::from(&card_number)",
            "Sha256::new(&password)",
            "decrypt(x, &token)",
            "(self.check)(password)",
            "password.map(check)",
            "f(g(password))",
            "password.to_masked()",
            "a.check(&password)",
        ],
    );
}

#[test]
fn facts_about_a_value_are_innocent() {
    all(
        Weight::Nothing,
        &[
            "token.is_valid()",
            "is_valid(&password)",
            "token.len()",
            "len(&token)",
            "tokens.iter().count()",
            "password.is_empty()",
            "password == other",
            "password.contains('x') && x",
            "user.id",
            "user.name",
            "secretary.name",
            "self.token_count",
            "elapsed.as_millis()",
            "if ok { 1 } else { 2 }",
            "if password.is_empty() { 1 } else { 2 }",
            "1",
            "Kind::Password",
            "Credential::ApiKey(text)",
            "Password(text)",
            "Login { password }",
            "Login { note: password, id: 1 }",
            "Parts(password, 1)",
            "Login { password: pw.clone(), id: 1 }",
            "token.expires_at()",
            "password.strength()",
            "token.id()",
            "api_key.id().to_string()",
            "sessions.get(&token)",
            "map[&token]",
            "secret.expose()",
        ],
    );
}

#[test]
fn depth_hides_nothing_and_costs_little() {
    let deep = format!("{}password{}", "(".repeat(100), ")".repeat(100));
    assert_eq!(weight(&deep), Weight::Always);
    let doubled: String = (0..60).map(|at| format!("let v{} = (v{at}, v{at});", at + 1)).collect();
    assert_eq!(weight(&format!("{{ let v0 = password; {doubled} v60 }}")), Weight::Always);
}
