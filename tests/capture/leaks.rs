//! A value that must not be logged is found in every form, and not shown.

use blackbar::test::search::{Reach, Search};
use blackbar::{Class, LogEvent, Secret, log_event, test};

use crate::failure;

const CANARY: &str = "pX3kTq0vLw9sZ1mB";

/// What the search says of a value when this was logged.
#[track_caller]
fn leak_of(logged: &str) -> String {
    let captured = test::capture();
    blackbar::info!("before", count = 12);
    blackbar::info!(
        "noted",
        #[log(public)]
        note = logged
    );
    let secret = CANARY;
    let text = failure(|| test::assert_no_leak!(captured, secret));
    for length in 5..=CANARY.len() {
        for piece in CANARY.as_bytes().windows(length) {
            let piece = str::from_utf8(piece).unwrap();
            assert!(!text.contains(piece), "the failure shows it: {text}");
        }
    }
    text
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn a_value_is_found_in_its_encodings() {
    let hex: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
    let planted = [
        (CANARY.to_owned(), "as it is"),
        (format!("x{}y", &CANARY[3..11]), "as it is"),
        (CANARY.chars().rev().collect(), "reversed"),
        (CANARY.to_uppercase(), "in another case"),
        (hex.clone(), "hex"),
        (hex.to_uppercase(), "hex"),
        (base64(CANARY), "base64"),
        (base64(&format!("user:{CANARY}")), "base64"),
        (CANARY.bytes().map(|byte| format!("%{byte:02X}")).collect(), "as it is"),
        (CANARY.bytes().map(|byte| format!("\\u{byte:04x}")).collect(), "as it is"),
        (CANARY.bytes().map(|byte| format!("{byte} ")).collect(), "decimal bytes"),
        (CANARY.chars().flat_map(|c| [c, '-']).collect(), "as it is"),
        (digest::<sha2::Sha256>(), "SHA-256 of the value in hex"),
        (digest::<md5::Md5>(), "MD5 of the value in hex"),
        (digest::<sha1::Sha1>()[..32].to_owned(), "SHA-1 of the value in hex"),
    ];
    for (logged, form) in planted {
        let text = leak_of(&logged);
        assert!(text.contains("noted") || text.contains("field `note`"), "{text}");
        assert!(text.contains(form), "{logged} as {form}: {text}");
    }
}

fn digest<D: sha2::Digest>() -> String {
    D::digest(CANARY).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_failure_says_where_and_as_what() {
    let captured = test::capture();
    let secret = CANARY;
    log_event!(name: "note.taken", info, "noted", #[log(public)] note = CANARY, other = 7);
    let text = failure(|| test::assert_no_leak!(captured, secret));
    assert_eq!(
        text,
        "`secret` is in what was logged, at 1 place (the value is not shown here):\n  \
         #0 note.taken (tests/capture/leaks.rs:), field `note`: as it is\n"
    );
    // An expression that is the value itself is not shown.
    let text = failure(|| test::assert_no_leak!(captured, "pX3kTq0vLw9sZ1mB"));
    assert!(text.starts_with("the value is in what was logged"), "{text}");
}

#[test]
fn what_only_a_sink_with_a_higher_clearance_gets_is_a_leak_too() {
    #[derive(LogEvent)]
    #[log(name = "parcel.sent")]
    struct Sent<'a> {
        #[log(pii, allow = "couriers read it on the label")]
        recipient: &'a str,
    }
    assert!(Class::Pii > Class::default());
    let captured = test::capture();
    log_event!(Sent { recipient: CANARY });
    captured.of::<Sent>().with("recipient", "[redacted]").assert_one();
    let text = failure(|| test::assert_no_leak!(captured, CANARY));
    assert!(text.contains("field `recipient` (for a sink with a higher clearance): as it is"), "{text}");
}

#[test]
fn what_is_withheld_is_no_leak() {
    #[derive(LogEvent)]
    struct Withheld<'a> {
        #[log(redact)]
        password: &'a str,
        #[log(hash)]
        api_key: &'a str,
        #[log(len)]
        access_token: &'a str,
        #[log(skip)]
        pin: u64,
        #[log(mask(last = 4))]
        account_number: &'a str,
    }
    let captured = test::capture();
    log_event!(Withheld {
        password: CANARY,
        api_key: CANARY,
        access_token: CANARY,
        pin: 739_105,
        account_number: "DE89370400440532013000"
    });
    test::assert_no_leak!(captured, CANARY);
    test::assert_no_leak!(&captured, CANARY.as_bytes());
    test::assert_no_leak!(captured, Secret::new(CANARY.to_owned()),);
    test::assert_no_leak!(captured, 739_105);
    test::assert_no_leak!(captured, String::from("DE89370400440532013000"));
}

#[test]
fn bytes_and_numbers_are_found() {
    let captured = test::capture();
    let bytes: [u8; 12] = [0xde, 0xad, 0xbe, 0xef, 1, 2, 3, 4, 5, 6, 7, 8];
    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    blackbar::info!("noted", note = hex, code = 73_910, account = 312_345_678_901_234_567_u64);
    failure(|| test::assert_no_leak!(captured, bytes));
    failure(|| test::assert_no_leak!(captured, bytes.to_vec()));
    failure(|| test::assert_no_leak!(captured, 73_910_u32));
    failure(|| test::assert_no_leak!(captured, -73_910_i64));
    failure(|| test::assert_no_leak!(captured, 312_345_678_901_234_567_u64));
    failure(|| test::assert_no_leak!(captured, Secret::new(73_910_u64)));
    test::assert_no_leak!(captured, 7_391_u32);
    test::assert_no_leak!(captured, 998_877_665_544_332_211_u64);
}

#[test]
fn a_short_value_is_found_as_it_is_and_a_shorter_one_is_refused() {
    let captured = test::capture();
    blackbar::info!(
        "noted",
        #[log(public)]
        note = "gate 7Kq4 open"
    );
    failure(|| test::assert_no_leak!(captured, "7Kq4"));
    test::assert_no_leak!(captured, "7Kq5");
    let text = failure(|| test::assert_no_leak!(captured, "7Kq"));
    assert!(text.starts_with("the value has 3 bytes: every line has so few by chance"), "{text}");
    let text = failure(|| test::assert_no_leak!(captured, 123));
    assert!(text.starts_with("the value has 3 digits"), "{text}");
}

#[test]
fn what_a_program_says_anyway_is_no_leak() {
    let captured = test::capture();
    blackbar::info!("password reset for user {user_id}", user_id = 7);
    test::assert_no_leak!(captured, "password123-and-more");
    test::assert_no_leak!(captured, "capture::leaks");
}

#[test]
fn nothing_is_found_in_nothing_and_that_is_said() {
    let captured = test::capture();
    let secret = CANARY;
    let text = failure(|| test::assert_no_leak!(captured, secret));
    assert!(text.starts_with("nothing was captured, so `secret` cannot be in it"), "{text}");
}

proptest::proptest! {
    #[test]
    fn any_value_is_found_wherever_it_stands(
        value in "[A-Za-z0-9+/=_.:@ -]{8,40}",
        before in "[a-z ]{0,9}",
        after in "[a-z ]{0,9}",
    ) {
        let mut search = Search::new(Reach::VALUE);
        search.plant("value", &value, &[]);
        let within = format!("{before}{value}{after}");
        let hex: String = within.bytes().map(|byte| format!("{byte:02x}")).collect();
        let url: String = within.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let json = serde_json::to_string(&within).unwrap();
        for written in [base64(&within), hex, url, json, within.to_uppercase(), within] {
            proptest::prop_assert!(!search.find(written.as_bytes()).is_empty(), "{}", written);
        }
    }
}
