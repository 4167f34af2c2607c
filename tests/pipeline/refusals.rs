//! What is built wrong is an error that names the value and what to write instead.

use std::fs;
use std::path::Path;

use blackbar::{Builder, Error, Logger, Memory, RollingFile};
use blackbar_tests::logger;

/// The text of the error, which must contain all of `parts`.
#[track_caller]
fn check(builder: Builder, parts: &[&str]) {
    let error = match builder.build() {
        Ok(_) => panic!("was built"),
        Err(error) => error,
    };
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing: {text}");
    }
    assert!(matches!(error, Error::Invalid { .. } | Error::Io { .. }), "{error:?}");
}

#[test]
fn a_filter_that_cannot_be_read_is_refused_with_the_level_that_was_meant() {
    check(
        Logger::builder().fixed_filter("info,my_app=verbose"),
        &["filter", "my_app=verbose", "write `trace`"],
    );
    check(Logger::builder().fixed_filter("inf"), &["filter", "`inf`", "write `info`"]);
    check(Logger::builder().fixed_filter("event[a.b]"), &["event[a.b]", "event[a.b]=debug"]);
}

#[test]
fn a_sinks_filter_that_cannot_be_read_is_refused() {
    check(logger().sink(Memory::new().filter("loud=loudest")), &["loud=loudest", "write one of"]);
}

#[test]
fn a_size_of_ring_that_cannot_be_is_refused() {
    for bytes in [0, 1, 65_535, 65_537, 32_768, 3 * 1024 * 1024, usize::MAX] {
        check(logger().ring_bytes(bytes), &["ring_bytes", &bytes.to_string(), "power of two", "65536"]);
    }
}

#[test]
fn the_smallest_and_the_default_ring_are_taken() {
    assert!(logger().ring_bytes(65_536).build().is_ok());
    assert!(logger().ring_bytes(1 << 20).build().is_ok());
}

#[test]
fn a_key_of_the_layout_is_refused_as_a_field() {
    for key in ["timestamp", "level", "message", "service", "truncated", "context"] {
        check(logger().field(key, 1), &["field", key, "belongs to the layout", "choose another"]);
    }
}

#[test]
fn the_name_of_a_secret_is_refused_as_a_field() {
    for key in ["password", "api_key", "ssn", "authToken"] {
        check(logger().field(key, "x"), &["field", key, "secret"]);
    }
}

#[test]
fn a_key_that_was_given_before_is_refused() {
    check(logger().field("region", "a").field("region", "b"), &["field", "region", "each key once"]);
}

#[test]
fn a_key_that_nobody_can_read_is_refused() {
    check(logger().field("", 1), &["field", "printable"]);
    check(logger().field("a\nb", 1), &["field", "a\\nb", "printable"]);
    check(logger().field("pаssword", 1), &["field", "U+0430", "ASCII"]);
}

#[test]
fn a_value_that_is_too_long_is_refused_as_a_field() {
    check(logger().field("note", "x".repeat(5_000)), &["field", "note", "4096"]);
}

#[test]
fn of_several_mistakes_the_first_is_told() {
    check(logger().field("password", 1).field("level", 2), &["password"]);
}

#[test]
fn a_file_in_a_directory_that_cannot_be_made_is_refused_with_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    check(at(&file.join("app.log")), &["create the directory", "file", "create it yourself"]);
}

#[cfg(unix)]
#[test]
fn a_file_in_a_directory_without_permission_is_refused_with_the_path() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(closed.join("probe"), "").is_ok() {
        // The superuser may write anywhere; `/proc` is a directory where even he cannot.
        check(at(Path::new("/proc/blackbar/app.log")), &["/proc/blackbar", "create it yourself"]);
    } else {
        check(at(&closed.join("app.log")), &["app.log", "let this user read and write"]);
    }
}

#[test]
fn a_directory_a_link_and_a_device_are_refused_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    check(at(folder.path()), &["file", "is a directory", "name a file in it"]);
    #[cfg(unix)]
    {
        let link = folder.path().join("link.log");
        std::os::unix::fs::symlink(folder.path().join("elsewhere.log"), &link).unwrap();
        check(at(&link), &["link.log", "symbolic link"]);
        check(at(Path::new("/dev/null")), &["/dev/null", "device"]);
        check(at(Path::new("/dev/stderr")), &["/dev/stderr", "Console::stderr()"]);
    }
    check(at(Path::new("")), &["file", "name a file"]);
}

#[test]
fn a_refused_logger_leaves_no_file_open_and_no_call_site_on() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Logger::builder()
        .fixed_filter("off,refused_target=trace")
        .file(RollingFile::new(folder.path().join("app.log")))
        .ring_bytes(1)
        .build();
    assert!(refused.is_err());
    assert!(!blackbar::enabled!(target: "refused_target_nobody_wants", trace) || others_want_everything());
    assert!(!folder.path().join("app.log").exists(), "the file was made before the mistake was found");
}

/// Other tests of this process may have loggers that want everything.
fn others_want_everything() -> bool {
    blackbar::enabled!(target: "asked_by_nobody", trace)
}

fn at(path: &Path) -> Builder {
    logger().file(RollingFile::new(path))
}
