//! Directories of the real file system: whose they are, and what stands in the way.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::spool::folder::{Enter, Folder, Handle, How, PortableDirectory};
use crate::spool::{Found, IfTaken};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn refused(path: &Path) -> String {
    Spool::open(path, small()).err().unwrap().to_string()
}

fn check<F: Folder>(mut spool: Spool<F>) {
    let payloads: Vec<_> = (0..100).map(payload).collect();
    assert_eq!(spool.append(payloads.iter().map(|payload| (&payload[..], 2))).taken, 100);
    let mut found = Vec::new();
    let read = spool.read(0, 1000, usize::MAX, |_, bytes| found.push(id(bytes)));
    assert_eq!((read.first, read.next), (0, 100));
    assert_eq!(found, (0..100).collect::<Vec<_>>());
    let job = spool.begin_sync().unwrap();
    let synced = std::thread::scope(|scope| scope.spawn(|| job.run()).join().unwrap());
    assert!(synced.failed().is_none());
    spool.end_sync(synced);
    assert_eq!(spool.synced_below(), 100);
    spool.release(60);
}

#[test]
fn a_spool_is_for_its_user_alone() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("one/two");
    let (spool, found) = Spool::open(&path, small()).unwrap();
    assert_eq!(found, Found::default());
    check(spool);
    assert_eq!((mode(&path), mode(&temporary.path().join("one"))), (0o700, 0o700));
    let files: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() > 4);
    assert!(files.iter().all(|file| mode(file) == 0o600), "{files:?}");
    let (spool, found) = Spool::open(&path, small()).unwrap();
    assert_eq!((found.events, spool.first_number()), (40, 60));
}

#[test]
fn the_folder_of_other_systems_does_the_same() {
    let temporary = tempfile::tempdir().unwrap();
    let open = || {
        let folder = PortableDirectory::open(temporary.path()).unwrap();
        Spool::open_in(folder, temporary.path(), small(), Arc::new(crate::clock::now)).unwrap()
    };
    check(open().0);
    let (spool, found) = open();
    assert_eq!((found.events, spool.first_number()), (40, 60));
    let folder = PortableDirectory::open(temporary.path()).unwrap();
    folder.enter("inside", Enter::OrCreate).unwrap();
    folder.remove_folder("inside").unwrap();
    let file = folder.open("lock", How::Read).unwrap();
    assert!(folder.leads_to("lock", &file));
    assert_eq!(file.look().unwrap().size, std::process::id().to_string().len() as u64);
}

#[test]
fn a_directory_that_others_may_write_to_is_refused_and_the_fix_is_told() {
    let temporary = tempfile::tempdir().unwrap();
    for bad in [0o777, 0o1777, 0o770, 0o702] {
        fs::set_permissions(temporary.path(), Permissions::from_mode(bad)).unwrap();
        let error = refused(temporary.path());
        assert!(error.contains("chmod 0700") && error.contains(&format!("{bad:04o}")), "{error}");
    }
    // To let others read it is for its owner to say; nobody else can have meant it.
    fs::set_permissions(temporary.path(), Permissions::from_mode(0o750)).unwrap();
    Spool::open(temporary.path(), small()).unwrap();
}

#[test]
fn a_directory_of_somebody_else_is_refused() {
    let temporary = tempfile::tempdir().unwrap();
    // Only root can give a directory away; everybody can try that of root.
    let path = if std::os::unix::fs::chown(temporary.path(), Some(12_345), None).is_ok() {
        temporary.path()
    } else {
        Path::new("/usr")
    };
    let owner = fs::metadata(path).unwrap().uid();
    assert!(refused(path).contains(&format!("it belongs to user {owner}")), "{}", refused(path));
}

#[test]
fn a_symbolic_link_a_file_and_a_missing_right_are_refused() {
    let temporary = tempfile::tempdir().unwrap();
    let (link, target, file) = ["link", "target", "file"].map(|name| temporary.path().join(name)).into();
    fs::create_dir(&target).unwrap();
    symlink(&target, &link).unwrap();
    assert!(refused(&link).contains("symbolic link"), "{}", refused(&link));
    assert_eq!(fs::read_dir(&target).unwrap().count(), 0);
    fs::write(&file, "mine").unwrap();
    refused(&file);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn what_was_planted_in_place_of_our_files_is_left_alone() {
    let outside = tempfile::tempdir().unwrap();
    let precious = outside.path().join("precious");
    fs::write(&precious, "precious").unwrap();
    for name in ["cursor", "lock", "0000000000-00000000000000000000-0000000000000abc.segment"] {
        for kind in ["symlink", "hard link", "FIFO", "directory"] {
            let temporary = tempfile::tempdir().unwrap();
            fs::set_permissions(temporary.path(), Permissions::from_mode(0o700)).unwrap();
            let path = temporary.path().join(name);
            match kind {
                "symlink" => symlink(&precious, &path).unwrap(),
                "hard link" => fs::hard_link(&precious, &path).unwrap(),
                "FIFO" => {
                    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
                    rustix::fs::mkfifoat(rustix::fs::CWD, &path, mode).unwrap();
                }
                _ => fs::create_dir(&path).unwrap(),
            }
            if let Ok((mut spool, _)) = Spool::open(temporary.path(), small()) {
                assert_ne!(name, "lock");
                let payload = payload(1);
                assert_eq!(spool.append([(&payload[..], 2)].into_iter()).taken, 1);
                spool.release(1);
            }
            assert_eq!(fs::read_to_string(&precious).unwrap(), "precious", "{kind} {name}");
            if kind == "hard link" {
                fs::remove_file(&path).unwrap();
            }
        }
    }
}

#[test]
fn a_room_that_others_may_write_to_is_not_taken_over() {
    let temporary = tempfile::tempdir().unwrap();
    fs::set_permissions(temporary.path(), Permissions::from_mode(0o700)).unwrap();
    let settings = Settings { shared: IfTaken::OwnFolder, ..small() };
    let (first, _) = Spool::open(temporary.path(), settings.clone()).unwrap();
    let (mut second, _) = Spool::open(temporary.path(), settings.clone()).unwrap();
    let payload = payload(1);
    second.append([(&payload[..], 2)].into_iter());
    drop((first, second));
    let room =
        fs::read_dir(temporary.path()).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir());
    let room = room.unwrap();
    assert_eq!(mode(&room), 0o700);
    fs::set_permissions(&room, Permissions::from_mode(0o777)).unwrap();
    assert_eq!(Spool::open(temporary.path(), settings.clone()).unwrap().1.adopted, 0);
    fs::set_permissions(&room, Permissions::from_mode(0o700)).unwrap();
    let (_spool, found) = Spool::open(temporary.path(), settings).unwrap();
    assert_eq!((found.adopted, found.events), (1, 1));
    assert!(!room.exists());
}

#[test]
fn two_spools_of_one_process_are_kept_apart() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("spool");
    let (spool, _) = Spool::open(&path, small()).unwrap();
    let error = refused(&path);
    assert!(error.contains(&format!("process {} has it", std::process::id())), "{error}");
    drop(spool);
    Spool::open(&path, small()).unwrap();
}
