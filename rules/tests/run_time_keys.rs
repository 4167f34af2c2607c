//! The rule for keys at run time. That it allocates nothing is tested in `tests/pipeline/rules.rs`.

use blackbar_rules::{Tier, key_tier};

#[test]
fn keys_that_are_not_ascii_are_closed() {
    assert_eq!(key_tier("größe"), Some(Tier::Always));
    assert_eq!(key_tier("p\u{430}ssword"), Some(Tier::Always));
}

#[test]
fn keys_have_the_tiers_of_names() {
    for (key, tier) in [
        ("password", Some(Tier::Always)),
        ("Set-Cookie", Some(Tier::Credential)),
        ("email", Some(Tier::Personal)),
        ("content-length", None),
        ("", None),
    ] {
        assert_eq!(key_tier(key), tier, "{key}");
    }
}
