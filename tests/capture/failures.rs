//! What a claim says that does not hold.

use blackbar::{Level, log_event, test};

use crate::{UserLogin, UserLogout, failure};

fn session() -> test::Captured {
    let captured = test::capture();
    blackbar::info!("request {path}", path = "/login");
    log_event!(UserLogin { user_id: 43, method: "totp" });
    log_event!(UserLogin { user_id: 44, method: "key" });
    log_event!(UserLogout { user_id: 43 });
    captured
}

/// Checks the text of a failure: its head, and which of the captured lines have an arrow.
#[track_caller]
fn says(head: &str, marked: &[usize], check: impl FnOnce(&test::Captured)) {
    let captured = session();
    let text = failure(|| check(&captured));
    let lines = [
        "#0 INFO  request /login                            path=/login  capture::failures",
        "#1 INFO  user.login  user 43 logged in             user_id=43 method=totp  capture::failures",
        "#2 INFO  user.login  user 44 logged in             user_id=44 method=key  capture::failures",
        "#3 DEBUG user.logout                               user_id=43  capture::failures",
    ];
    let lines = lines.iter().enumerate().map(|(number, line)| {
        let arrow = if marked.contains(&number) { '>' } else { ' ' };
        format!("\n{arrow} {line}")
    });
    let expected = format!("{}\n\ncaptured 4 events:{}\n", head.trim_end(), lines.collect::<String>());
    assert_eq!(text, expected, "\n{text}\ninstead of\n{expected}");
}

#[test]
fn the_nearest_event_is_shown_with_what_is_different() {
    says(
        "expected exactly one `user.login` (UserLogin) with user_id = 42, method = \"totp\", found none\n\n\
         nearest: #1 user.login (tests/capture/failures.rs:)\n    \
             user_id: expected 42, found 43\n\
         then:    #2 user.login (tests/capture/failures.rs:)\n    \
             user_id: expected 42, found 44\n    \
             method: expected \"totp\", found \"key\"\n",
        &[1],
        |captured| {
            captured.of::<UserLogin>().with("user_id", 42).with("method", "totp").assert_one();
        },
    );
}

#[test]
fn a_field_that_is_not_there_is_told_with_those_that_are() {
    says(
        "expected at least one `user.logout` (UserLogout) with usr_id = 43, found none\n\n\
         nearest: #3 user.logout (tests/capture/failures.rs:)\n    \
             usr_id: expected 43, but there is no such field; it has user_id\n",
        &[3],
        |captured| {
            captured.of::<UserLogout>().with("usr_id", 43).assert_some();
        },
    );
}

#[test]
fn what_is_different_beside_fields_is_told_too() {
    says(
        "expected exactly one `user.logout` (UserLogout) with level = warn, message = \"bye\", context request_id = 7, \
         an odd id, found none\n\n\
         nearest: #3 user.logout (tests/capture/failures.rs:)\n    \
             level: expected warn, found debug\n    \
             message: expected \"bye\", found none\n    \
             context request_id: expected 7, but there is no context\n    \
             not so: an odd id\n",
        &[3],
        |captured| {
            let logout = captured.of::<UserLogout>().with_level(Level::Warn).with_message("bye");
            logout.with_context("request_id", 7).matching("an odd id", |_| false).assert_one();
        },
    );
}

#[test]
fn an_event_of_any_type_is_near_when_something_of_it_is_right() {
    says(
        "expected exactly one event with user_id = 43, level = warn, found none\n\n\
         nearest: #1 user.login (tests/capture/failures.rs:)\n    \
             level: expected warn, found info\n\
         then:    #3 user.logout (tests/capture/failures.rs:)\n    \
             level: expected warn, found debug\n",
        &[1],
        |captured| drop(captured.any().with("user_id", 43).with_level(Level::Warn).assert_one()),
    );
}

#[test]
fn events_that_are_too_many_are_marked() {
    says("expected exactly one `user.login` (UserLogin), found 2: #1 and #2", &[1, 2], |captured| {
        drop(captured.assert_one::<UserLogin>());
    });
    says("expected no `user.login` (UserLogin) with method = \"key\", found 1: #2", &[2], |captured| {
        captured.of::<UserLogin>().with("method", "key").assert_none();
    });
    says("expected no event with level info or above, found 3: #0, #1 and #2", &[0, 1, 2], |captured| {
        captured.assert_none_from(Level::Info);
    });
    says("expected no event, found 4: #0, #1, #2 and #3", &[0, 1, 2, 3], test::Captured::assert_empty);
}

#[test]
fn events_that_are_too_few_are_marked() {
    says("expected 3 `user.logout` (UserLogout), found 1: #3", &[3], |captured| {
        drop(captured.assert_count::<UserLogout>(3));
    });
}

#[test]
fn what_is_not_there_at_all_is_seen_in_what_is() {
    says("expected at least one `user.logn`, found none", &[], |captured| {
        drop(captured.named("user.logn").assert_some());
    });
    says("expected at least one event with what the test asks for, found none", &[], |captured| {
        drop(captured.assert_event(|event| event.level() == Level::Error));
    });
    let captured = test::capture();
    let text = failure(|| drop(captured.assert_one::<UserLogin>()));
    assert!(text.starts_with("expected exactly one `user.login` (UserLogin), found none\n\n"), "{text}");
    assert!(text.ends_with("nothing was captured\n"), "{text}");
}

#[test]
fn the_wrong_order_is_told() {
    says(
        "expected `user.login` (UserLogin) after #3 user.logout (tests/capture/failures.rs:), \
         found it only before that: #1 and #2",
        &[1, 2],
        |captured| drop(captured.in_order().then::<UserLogout>().then::<UserLogin>()),
    );
    says("expected `nope` first, found none at all", &[], |captured| {
        drop(captured.in_order().then_named("nope"));
    });
}

#[test]
fn a_field_of_an_event_in_hand_is_told() {
    let captured = session();
    let text = failure(|| {
        captured.assert_one::<UserLogout>().assert_field("user_id", 43).assert_field("user_id", 7);
    });
    let expected = "#3 user.logout (tests/capture/failures.rs:) is not as expected:\n  \
                    user_id: expected 7, found 43\n\n  \
                    DEBUG user.logout                               user_id=43  capture::failures\n";
    assert_eq!(text, expected);
}

#[test]
fn an_event_of_another_thread_shows_which() {
    let captured = test::capture();
    let handle = captured.handle();
    let work = move || {
        let _entered = handle.enter();
        log_event!(UserLogout { user_id: 1 });
    };
    std::thread::Builder::new().name("worker-3".into()).spawn(work).unwrap().join().unwrap();
    let text = failure(|| captured.assert_empty());
    assert!(text.contains("user_id=1  capture::failures worker-3\n"), "{text}");
}

#[test]
fn the_place_of_a_failure_is_the_line_of_the_test() {
    // The hook is the process's, so it only looks at this thread.
    let place = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let (seen, here) = (std::sync::Arc::clone(&place), std::thread::current().id());
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == here {
            seen.lock().unwrap().push(panic.location().unwrap().file().to_owned());
        } else {
            before(panic);
        }
    }));
    let captured = session();
    failure(|| drop(captured.assert_one::<UserLogin>()));
    failure(|| captured.of::<UserLogin>().assert_none());
    failure(|| drop(captured.in_order().then_named("nope")));
    failure(|| test::assert_no_leak!(captured, "/login"));
    failure(|| drop(captured.assert_event(|_| false)));
    failure(|| captured.assert_empty());
    let places = place.lock().unwrap();
    assert_eq!(places.len(), 6);
    assert!(places.iter().all(|file| file.ends_with("capture/failures.rs")), "{places:?}");
}
