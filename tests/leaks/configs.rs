//! What the parts of blackbar print of themselves.

use blackbar::{Console, LogValue, Logger, Memory, RollingFile, Secret, log_event};
use blackbar_tests::logger;

use crate::search::{Search, make};

/// Everything printed by `Debug`, in one line and in many.
fn printed(value: &dyn std::fmt::Debug) -> String {
    format!("{value:?}\n{value:#?}\n")
}

// L15
#[test]
fn debug_of_a_secret_shows_nothing_of_it_wherever_it_stands() {
    #[derive(Debug)]
    #[allow(dead_code, reason = "to be printed")]
    struct Login {
        user: u64,
        password: Secret<String>,
        keys: Vec<Secret<[u8; 32]>>,
    }
    let canary = make::text(1);
    let mut search = Search::default();
    search.plant("secret", &canary, &["password"]);
    let bytes = || Secret::new(*canary.as_bytes().first_chunk::<24>().unwrap());
    let mut padded = [0; 32];
    padded[..24].copy_from_slice(canary.as_bytes());
    let login = Login { user: 7, password: Secret::new(canary.clone()), keys: vec![Secret::new(padded)] };
    let output = printed(&login) + &printed(&Some(bytes())) + &printed(&Secret::new(canary.clone()));
    assert!(output.contains("user: 7") && output.contains("redacted"), "{output}");
    search.assert_clean("Debug", output.as_bytes());
}

// L105
#[test]
fn debug_of_a_config_shows_no_key_and_no_value_of_a_field() {
    let canary = make::text(2);
    let key = make::text(3) + &make::text(4);
    let mut search = Search::default();
    search.plant("key", &make::text(3), &[]);
    search.plant("end of the key", &make::text(4), &[]);
    search.plant("value of a field", &canary, &[]);
    let sinks = || (Memory::new(), Console::stderr(), RollingFile::new("logs/app.log"));
    let (memory, console, file) = sinks();
    let builder = logger()
        .hash_key(7, &key)
        .field("note", format!("https://user:{canary}@host.example/"))
        .sink(memory.clone())
        .console(console.clone())
        .file(file.clone());
    let output = printed(&builder);
    assert!(output.contains("HashKey(id = 7)"), "{output}");
    search.assert_clean("Debug of the builder", output.as_bytes());

    let logger = logger().hash_key(7, &key).field("note", &canary).sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "event", #[log(hash)] leaf = canary);
    logger.flush().unwrap();
    let scope = logger.scope();
    let output = printed(&logger)
        + &printed(&scope)
        + &printed(&console)
        + &printed(&file)
        + &printed(&logger.stats())
        + &logger.stats().to_string();
    search.assert_clean("Debug of the parts", output.as_bytes());
}

// L105
#[test]
fn an_installed_loggers_debug_shows_no_key() {
    let key = make::text(5) + &make::text(6);
    let mut search = Search::default();
    search.plant("key", &make::text(5), &[]);
    let logger = logger().build().unwrap();
    logger.set_hash_key(8, &key).unwrap();
    search.assert_clean("Debug", printed(&logger).as_bytes());
}

// L103
#[test]
fn an_error_of_the_set_up_names_what_is_wrong_and_shows_no_value() {
    let canary = make::text(7);
    let mut search = Search::default();
    search.plant("value", &canary, &[]);
    let refused = [
        logger().hash_key(7, &canary).build(),
        logger().field("password", &canary).build(),
        logger().field("level", &canary).build(),
        logger().field("", &canary).build(),
        logger().field("note", canary.repeat(300)).build(),
        logger().field("a", 1).field("a", &canary).build(),
        logger().field("pаssword", &canary).build(),
    ];
    for (number, refused) in refused.into_iter().enumerate() {
        let error = refused.err().unwrap_or_else(|| panic!("number {number} was built"));
        let output = format!("{error}\n{error:?}\n{error:#?}");
        assert!(output.len() > 40, "{output}");
        search.assert_clean("an error of the set-up", output.as_bytes());
    }
    let logger = logger().build().unwrap();
    let error = logger.set_hash_key(1, &canary).unwrap_err();
    search.assert_clean("an error of a new key", format!("{error}{error:?}").as_bytes());
}

// L105
#[test]
fn types_that_log_forms_are_made_of_print_no_value() {
    struct Shown(String);
    impl LogValue for Shown {
        type Form = str;
        fn log<'a>(&self, slot: blackbar::Slot<'a, str>) -> blackbar::Written<'a> {
            let mut search = Search::default();
            search.plant("value", &self.0, &[]);
            search.assert_clean("Debug of a slot", printed(&slot).as_bytes());
            let written = slot.write(&self.0);
            search.assert_clean("Debug of what was written", printed(&written).as_bytes());
            written
        }
    }
    let memory = Memory::new();
    let logger: Logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "event", shown = Shown(make::text(8)));
    logger.flush().unwrap();
    assert!(memory.text().contains(&make::text(8)), "it was not hidden");
}

// L84
#[test]
fn a_field_of_every_line_obeys_the_classes_and_dispositions_of_its_type() {
    #[derive(LogValue)]
    struct Owner {
        #[log(pii, allow = "support knows people by it")]
        shown: String,
        #[log(pii)]
        hashed: String,
        #[log(redact)]
        hidden: String,
    }
    let canary = make::text(9);
    let mut search = Search::default();
    search.plant("value", &canary, &["shown", "hashed", "hidden", "owner", "settings"]);
    let owner = Owner { shown: canary.clone(), hashed: canary.clone(), hidden: canary.clone() };
    let settings = std::collections::BTreeMap::from([("password", canary.as_str())]);
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let built = logger()
        .hash_key(7, *b"nobody can guess these 32 bytes!")
        .field("owner", owner)
        .field("settings", settings)
        .sink(json.clone())
        .sink(pretty.clone())
        .build();
    // To refuse it would do as well.
    let Ok(logger) = built else { return };
    log_event!(logger: logger, info, "event");
    logger.flush().unwrap();
    search.assert_clean("a field of every line", (json.text() + &pretty.text()).as_bytes());
}
