//! Which files are refused, with which words, and what is made where nothing is.

use std::fs;
use std::path::Path;

use super::{batch, open, text};

/// The whole error text, with the path cut out of it.
#[track_caller]
fn refusal(path: &Path) -> String {
    let error = open(path).map(drop).unwrap_err().to_string();
    let name = format!("`{}`", path.display());
    assert!(error.contains(&name), "the path is missing: {error}");
    error.replace(&name, "<path>")
}

#[test]
fn a_directory_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(
        refusal(directory.path()),
        "file: <path> cannot be used; it is a directory; name a file in it"
    );
}

#[test]
fn an_empty_path_is_refused() {
    assert_eq!(
        refusal(Path::new("")),
        "file: <path> cannot be used; name a file, for instance `logs/app.log`"
    );
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let error = open(&file.join("below/app.log")).map(drop).unwrap_err().to_string();
    let expected = format!("cannot create the directory `{}`", file.join("below").display());
    assert!(
        error.starts_with(&expected) && error.ends_with("create it yourself, or let this user do it"),
        "{error}"
    );
}

#[test]
fn the_directories_are_made() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a/b/app.log");
    open(&path).unwrap().write(&batch(&["one\n"]));
    assert_eq!(text(&path), "one\n");
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::path::Path;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::super::{batch, open, text};
    use super::refusal;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn others_may_neither_read_the_file_nor_enter_its_directory() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a/b/app.log");
        drop(open(&path).unwrap());
        // The umask may take more away, never less.
        assert_eq!(mode(&path) & !0o640, 0);
        assert_eq!(mode(&directory.path().join("a")) & !0o750, 0);
        assert_eq!(mode(&directory.path().join("a/b")) & !0o750, 0);
        assert_eq!(mode(&path) & 0o600, 0o600);
    }

    #[test]
    fn a_file_that_was_there_keeps_its_mode() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("app.log");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        drop(open(&path).unwrap());
        assert_eq!(mode(&path), 0o604);
    }

    #[test]
    fn a_symbolic_link_is_refused_and_its_target_untouched() {
        let directory = tempfile::tempdir().unwrap();
        let (target, link) = (directory.path().join("target"), directory.path().join("app.log"));
        fs::write(&target, "mine").unwrap();
        symlink(&target, &link).unwrap();
        assert_eq!(
            refusal(&link),
            "file: <path> cannot be used; it is a symbolic link, which could lead the log anywhere; name the file it points to"
        );
        assert_eq!(text(&target), "mine");
    }

    #[test]
    fn a_symbolic_link_to_nothing_is_refused_and_makes_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let (target, link) = (directory.path().join("target"), directory.path().join("app.log"));
        symlink(&target, &link).unwrap();
        assert!(refusal(&link).contains("it is a symbolic link"));
        assert!(!target.exists());
    }

    #[test]
    fn a_linked_directory_on_the_way_is_followed() {
        let directory = tempfile::tempdir().unwrap();
        let (real, link) = (directory.path().join("real"), directory.path().join("logs"));
        fs::create_dir(&real).unwrap();
        symlink(&real, &link).unwrap();
        open(&link.join("app.log")).unwrap().write(&batch(&["one\n"]));
        assert_eq!(text(&real.join("app.log")), "one\n");
    }

    #[test]
    fn a_second_hard_link_is_refused_and_the_file_untouched() {
        let directory = tempfile::tempdir().unwrap();
        let (other, path) = (directory.path().join("other"), directory.path().join("app.log"));
        fs::write(&other, "mine").unwrap();
        fs::hard_link(&other, &path).unwrap();
        assert!(refusal(&path).contains("it has 2 names (hard links)"));
        assert_eq!(text(&other), "mine");
    }

    #[test]
    fn a_fifo_is_refused_at_once_without_a_reader() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("app.log");
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        assert_eq!(refusal(&path), "file: <path> cannot be used; it is a FIFO; name a regular file");
    }

    #[test]
    fn a_socket_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("app.log");
        let _listener = UnixListener::bind(&path).unwrap();
        assert_eq!(refusal(&path), "file: <path> cannot be used; it is a socket; name a regular file");
    }

    #[test]
    fn a_device_is_refused() {
        assert_eq!(
            refusal(Path::new("/dev/null")),
            "file: <path> cannot be used; it is a device; name a regular file"
        );
    }

    #[test]
    fn the_names_of_the_console_are_refused_with_the_sink_to_use() {
        for (path, instead) in [
            ("/dev/stdout", "`Console::stdout().json()`"),
            ("/proc/self/fd/1", "`Console::stdout().json()`"),
            ("/dev/stderr", "`Console::stderr().json()`"),
            ("/dev/fd/2", "`Console::stderr().json()`"),
            ("/dev/tty", "`Console::auto()`"),
        ] {
            let error = refusal(Path::new(path));
            assert!(error.ends_with(&format!("it is the console; use {instead}")), "{error}");
        }
    }
}
