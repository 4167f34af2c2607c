//! Both directories, the one held open and the one by its path, keep the same promises.

use std::fs;
use std::io;
use std::path::Path;

use super::super::append::LogFile;
use super::super::folder::{Directory, Folder, How, Kind};

/// Goes through everything that a folder at `path` promises.
fn check<F: Folder>(open: impl FnOnce(&Path) -> io::Result<F>) {
    let temporary = tempfile::tempdir().unwrap();
    let path = &temporary.path().join("a/b");
    let folder = open(path).unwrap();
    let mut file = folder.open("one", How::CreateNew).unwrap();
    assert_eq!(file.write(b"first").unwrap(), 5);
    assert_eq!(folder.open("one", How::CreateNew).err().unwrap().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(folder.open("none", How::Read).err().unwrap().kind(), io::ErrorKind::NotFound);
    folder.rename("one", "two").unwrap();
    assert_eq!(folder.look("one").err().unwrap().kind(), io::ErrorKind::NotFound);
    let look = folder.look("two").unwrap();
    assert_eq!((look.kind, look.size, look.names), (Kind::File, 5, 1));
    assert_eq!(look.id, file.look().unwrap().id);
    assert_eq!(file.write(b", second").unwrap(), 8);
    drop(folder.open("one", How::OpenOrCreate).unwrap());
    assert_eq!(folder.rename("one", "two").err().unwrap().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(path.join("two")).unwrap(), "first, second");
    let mut names = folder.list().unwrap();
    names.sort();
    assert_eq!(names, ["one", "two"]);
    assert!(file.try_own().unwrap());
    assert!(!folder.open("two", How::OpenOrCreate).unwrap().try_own().unwrap());
    folder.remove("one").unwrap();
    assert_eq!(folder.remove("one").err().unwrap().kind(), io::ErrorKind::NotFound);
    folder.sync().unwrap();
    assert!(!folder.refresh().unwrap());
    fs::remove_dir_all(path).unwrap();
    folder.refresh().unwrap();
    folder.open("again", How::CreateNew).unwrap();
    assert!(path.join("again").is_file());
}

#[test]
fn the_directory_of_this_system_keeps_its_promises() {
    check(Directory::open);
}

#[cfg(unix)]
#[test]
fn the_directory_of_other_systems_keeps_its_promises() {
    check(super::super::folder::PortableDirectory::open);
}

#[cfg(unix)]
#[test]
fn a_link_is_swapped_in_one_step_and_a_left_over_one_is_no_obstacle() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Directory::open(temporary.path()).unwrap();
    folder.link("first", "current").unwrap();
    std::os::unix::fs::symlink("left over", temporary.path().join(".current.new")).unwrap();
    folder.link("second", "current").unwrap();
    assert_eq!(fs::read_link(temporary.path().join("current")).unwrap(), Path::new("second"));
    assert_eq!(folder.list().unwrap(), ["current"]);
}
