//! A module that logs, and its tests: copy this to begin with.
//!
//! ```sh
//! cargo test --example tested      # the tests
//! cargo run --example tested       # what they are about
//! ```
//!
//! The feature `test` belongs to the tests alone:
//!
//! ```toml
//! [dependencies]
//! blackbar = "0.1"
//!
//! [dev-dependencies]
//! blackbar = { version = "0.1", features = ["test"] } # `test_tokio` for `#[tokio::test(flavor = "multi_thread")]`
//! ```

use blackbar::{LogEvent, Secret, log_event};

/// Somebody signed in.
#[derive(LogEvent)]
#[log(name = "user.login", message = "user {user_id} signed in")]
struct UserLogin {
    user_id: u64,
    method: &'static str,
}

/// Somebody did not.
#[derive(LogEvent)]
#[log(name = "user.refused", level = warn, message = "user {user_id} was refused")]
struct UserRefused<'a> {
    user_id: u64,
    reason: &'static str,
    #[log(redact)]
    password: &'a Secret<String>,
}

/// The mail about a new login is on its way.
#[derive(LogEvent)]
#[log(name = "mail.queued", level = debug)]
struct MailQueued {
    user_id: u64,
}

/// Checks a password and logs what came of it.
fn sign_in(user_id: u64, password: &Secret<String>) -> bool {
    let right = password.expose(|text| text == "correct-horse-battery");
    if right {
        log_event!(UserLogin { user_id, method: "password" });
        // On a thread of its own, as slow things are.
        let mail = std::thread::Builder::new().name("mail".into());
        let queued = mail.spawn(move || log_event!(MailQueued { user_id }));
        drop(queued.map(std::thread::JoinHandle::join));
    } else {
        log_event!(UserRefused { user_id, reason: "wrong password", password });
    }
    right
}

fn main() -> blackbar::Result<()> {
    let _guard = blackbar::init()?;
    sign_in(42, &Secret::new("correct-horse-battery".to_owned()));
    sign_in(42, &Secret::new("incorrect-horse".to_owned()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use blackbar::{Level, test};

    use super::*;

    #[test]
    fn a_login_is_logged_once_and_nobody_is_alarmed() {
        let captured = test::capture();
        assert!(sign_in(42, &Secret::new("correct-horse-battery".to_owned())));
        captured.assert_one::<UserLogin>().assert_field("user_id", 42).assert_field("method", "password");
        captured.assert_none_from(Level::Warn);
    }

    #[test]
    fn the_mail_is_queued_after_the_login_by_whatever_thread() {
        let captured = test::capture();
        sign_in(42, &Secret::new("correct-horse-battery".to_owned()));
        if captured.follows_threads() {
            captured.in_order().then::<UserLogin>().then::<MailQueued>();
        }
    }

    #[test]
    fn a_wrong_password_is_told_and_not_shown() {
        let captured = test::capture();
        let password = Secret::new("incorrect-horse-7c1f".to_owned());
        assert!(!sign_in(7, &password));
        captured.of::<UserRefused>().with("user_id", 7).with("reason", "wrong password").assert_one();
        captured.assert_none::<UserLogin>();
        // Not as it is, not in base64, not as a hash without a key, and no piece of it.
        test::assert_no_leak!(captured, password);
    }
}
