//! Values that want to be more than values.

use std::collections::BTreeMap;

use blackbar::{LogValue, Memory, log_event};
use blackbar_tests::{logger, parse};
use serde_json::json;

/// Texts that end a line, a text or a colour, or turn the direction around.
const ATTACKS: [&str; 10] = [
    "\n{\"level\":\"error\",\"message\":\"forged\"}\n",
    "\r\nforged",
    "\"},{\"forged\":\"",
    "\\\",\"forged\":1,\"x\":\"",
    "\u{1b}[2J\u{1b}]0;forged\u{7}",
    "a\u{2028}b\u{2029}c\u{85}d",
    "\u{202e}desrever\u{2066}",
    "\0\u{1}\u{1f}\u{7f}\u{9b}31m",
    "{user_id} {0} %s ${jndi:ldap://x}",
    "\u{feff}\u{200b}\u{ad}",
];

#[derive(LogValue)]
struct Said<'a> {
    text: &'a str,
}

/// What `attack` leads to at every place where a text from outside may stand.
fn written(attack: &str) -> (Memory, Memory) {
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger = logger().sink(json.clone()).sink(pretty.clone()).build().unwrap();
    log_event!(
        logger: logger,
        info,
        "{text} and {nested}",
        text = attack,
        nested = Said { text: attack },
        list = [attack, attack],
        map = BTreeMap::from([(attack, attack)]),
        document = json!({attack: attack}),
        path = std::path::Path::new(attack),
        letters = attack.chars().collect::<Vec<char>>(),
        last = "end"
    );
    logger.flush().unwrap();
    (json, pretty)
}

// L83
#[test]
fn a_line_is_one_line_and_says_what_was_said() {
    for attack in ATTACKS {
        let (json, pretty) = written(attack);
        let lines = parse(&json.text());
        assert_eq!(lines.len(), 1, "{attack:?}: {lines:?}");
        assert_eq!(lines[0]["text"], attack, "{attack:?} is changed");
        assert_eq!(lines[0]["nested"]["text"], attack);
        // A key that is no ASCII is none that can be judged, so its value is withheld.
        let under_key = if attack.is_ascii() { attack } else { "[redacted]" };
        assert_eq!(lines[0]["map"][attack], under_key);
        assert_eq!(lines[0]["last"], "end");
        assert_eq!(lines[0].get("forged"), None);
        assert_eq!(pretty.text().matches('\n').count(), 1, "{}", pretty.text());
    }
}

// L83
#[test]
fn nothing_that_steers_a_terminal_or_ends_a_line_gets_out_as_it_is() {
    for attack in ATTACKS {
        let (json, pretty) = written(attack);
        for text in [json.text(), pretty.text()] {
            let line = text.trim_end_matches('\n');
            let steering = |letter: char| {
                letter.is_control()
                    || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!line.contains(steering), "{attack:?}: {line:?}");
        }
    }
}
