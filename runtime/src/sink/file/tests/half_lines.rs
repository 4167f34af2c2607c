//! Refused and short writes: no half line stays, nobody else's bytes are cut, and the account is right.

use std::io;
use std::time::Duration;

use super::disk::{Call, Disk, Step};
use crate::count::Cause;
use crate::sink::tests::batch;
use crate::sink::{Health, Outcome, RollingFile, Sink};

/// After it a disk that refused is asked again, however often it did.
const MOMENT: Duration = Duration::from_millis(250);

const THREE: &[&str] = &["one\n", "two\n", "three\n"];

#[test]
fn a_batch_is_one_write() {
    let disk = Disk::default();
    let (mut sink, _counts) = disk.sink();
    sink.write(&batch(THREE));
    assert_eq!(disk.platter(|platter| platter.writes), 1);
}

#[test]
fn a_full_disk_takes_whole_events_only_whatever_its_room() {
    for room in 0..=14 {
        let disk = Disk::with_room(room);
        let (mut sink, _counts) = disk.sink();
        let outcome = sink.write(&batch(THREE));
        let (written, text) = match room {
            0..4 => (0, ""),
            4..8 => (1, "one\n"),
            8..14 => (2, "one\ntwo\n"),
            _ => (3, "one\ntwo\nthree\n"),
        };
        let expected = match written {
            3 => Outcome::written(3),
            _ => Outcome::dropped(written, Cause::DiskFull, 3 - written),
        };
        assert_eq!((outcome, disk.text().as_str()), (expected, text), "room for {room} bytes");
    }
}

#[test]
fn the_sink_resumes_by_itself_when_there_is_room_again() {
    let disk = Disk::with_room(6);
    let (mut sink, counts) = disk.sink();
    sink.write(&batch(&["one\n", "two\n"]));
    assert_eq!(counts.health(), Health::Failing);
    assert_eq!(sink.write(&batch(&["three\n"])), Outcome::dropped(0, Cause::DiskFull, 1));
    disk.platter(|platter| platter.room = None);
    disk.pass(MOMENT);
    assert_eq!(sink.write(&batch(&["four\n"])), Outcome::written(1));
    assert_eq!(counts.health(), Health::Up);
    assert_eq!(disk.text(), "one\nfour\n");
}

/// A hundred batches a millisecond would be as many calls that fail, and a disk that fails may take long over each.
#[test]
fn a_disk_that_refuses_is_asked_less_and_less_and_four_times_a_second_at_least() {
    for (kind, cause) in [(io::ErrorKind::StorageFull, Cause::DiskFull), (io::ErrorKind::Other, Cause::Io)] {
        let disk = Disk::default();
        let (mut sink, counts) = disk.sink();
        disk.platter(|platter| platter.refused.push((Call::Write, kind)));
        let mut asked = Vec::new();
        let mut lost = 0;
        for tenth in 0..20_000_u64 {
            let before = disk.platter(|platter| platter.refusals);
            assert_eq!(sink.write(&batch(&["one\n"])), Outcome::dropped(0, cause, 1));
            lost += 1;
            asked.extend((disk.platter(|platter| platter.refusals) > before).then_some(tenth));
            disk.pass(Duration::from_micros(100));
        }
        assert_eq!(
            asked[..10],
            [0, 10, 30, 70, 150, 310, 630, 1_270, 2_550, 5_050],
            "in tenths of a millisecond"
        );
        assert!(asked[9..].windows(2).all(|pair| pair[1] - pair[0] == 2_500), "{asked:?}");
        assert_eq!((counts.health(), lost), (Health::Failing, 20_000));

        disk.platter(|platter| platter.refused.clear());
        disk.pass(MOMENT);
        assert_eq!(sink.write(&batch(&["two\n"])), Outcome::written(1));
        assert_eq!((counts.health(), disk.text().as_str()), (Health::Up, "two\n"));
        // From the beginning: another failure costs a millisecond.
        disk.platter(|platter| platter.refused.push((Call::Write, kind)));
        assert_eq!(sink.write(&batch(&["three\n"])), Outcome::dropped(0, cause, 1));
        disk.platter(|platter| platter.refused.clear());
        assert_eq!(sink.write(&batch(&["four\n"])), Outcome::dropped(0, cause, 1));
        disk.pass(Duration::from_millis(1));
        assert_eq!(sink.write(&batch(&["five\n"])), Outcome::written(1));
    }
}

#[test]
fn another_file_at_the_path_is_asked_at_once() {
    let disk = Disk::default();
    let file = RollingFile::new("logs/app.log");
    let (mut sink, _counts) = disk.open(&file).unwrap();
    disk.platter(|platter| platter.script.push_back(Step::Refuse(io::ErrorKind::Other)));
    assert_eq!(sink.write(&batch(&["one\n"])), Outcome::dropped(0, Cause::Io, 1));
    disk.unlink("app.log");
    assert_eq!(sink.write(&batch(&["two\n"])), Outcome::written(1));
    assert_eq!(disk.text(), "two\n");
}

#[test]
fn a_refusal_is_told_by_the_next_flush_and_only_by_that() {
    let disk = Disk::with_room(0);
    let (mut sink, _counts) = disk.sink();
    sink.write(&batch(&["one\n"]));
    let text = sink.flush(Duration::ZERO).unwrap_err().to_string();
    assert!(text.starts_with("cannot append to `logs/app.log`: "), "{text}");
    sink.flush(Duration::ZERO).unwrap();
}

#[test]
fn a_full_quota_is_a_full_disk_and_another_error_is_not() {
    for (kind, cause) in [
        (io::ErrorKind::QuotaExceeded, Cause::DiskFull),
        (io::ErrorKind::PermissionDenied, Cause::Io),
        (io::ErrorKind::Other, Cause::Io),
    ] {
        let disk = Disk::with_script([Step::Refuse(kind)]);
        let (mut sink, _counts) = disk.sink();
        assert_eq!(sink.write(&batch(THREE)), Outcome::dropped(0, cause, 3));
        assert_eq!(disk.text(), "");
    }
}

#[test]
fn a_short_write_is_completed() {
    let disk = Disk::with_script([Step::Take(2), Step::Take(1), Step::Take(4)]);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::written(3));
    assert_eq!(disk.text(), THREE.concat());
}

#[test]
fn an_interrupted_write_is_made_again() {
    let interrupted = Step::Refuse(io::ErrorKind::Interrupted);
    let disk = Disk::with_script([interrupted, Step::Take(5), interrupted, interrupted]);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::written(3));
    assert_eq!(disk.text(), THREE.concat());
}

#[test]
fn a_disk_that_takes_nothing_is_not_asked_for_ever() {
    let disk = Disk::with_script([Step::Nothing]);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(&["one\n"])), Outcome::dropped(0, Cause::Io, 1));
}

#[test]
fn half_a_line_of_several_short_writes_is_cut_in_one_piece() {
    let disk = Disk::with_script([Step::Take(5), Step::Take(1), Step::Refuse(io::ErrorKind::Other)]);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::dropped(1, Cause::Io, 2));
    assert_eq!(disk.text(), "one\n");
}

#[test]
fn what_others_appended_behind_is_not_cut_and_the_next_event_stands_alone() {
    let disk = Disk::with_script([Step::Take(6), Step::ForeignThenRefuse("theirs\n")]);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::dropped(1, Cause::DiskFull, 2));
    assert_eq!(disk.text(), "one\ntwtheirs\n");
    disk.pass(MOMENT);
    assert_eq!(sink.write(&batch(&["next\n"])), Outcome::written(1));
    assert_eq!(disk.text(), "one\ntwtheirs\n\nnext\n");
}

#[test]
fn what_others_appended_in_between_is_not_cut() {
    let steps = [Step::TakeThenForeign(6, "theirs\n"), Step::Take(1), Step::Refuse(io::ErrorKind::Other)];
    let disk = Disk::with_script(steps);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::dropped(1, Cause::Io, 2));
    assert_eq!(disk.text(), "one\ntwtheirs\no");
}

#[test]
fn half_a_line_behind_what_others_appended_is_cut() {
    let steps = [Step::TakeThenForeign(4, "theirs\n"), Step::Take(2), Step::Refuse(io::ErrorKind::Other)];
    let disk = Disk::with_script(steps);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::dropped(1, Cause::Io, 2));
    assert_eq!(disk.text(), "one\ntheirs\n");
}

#[test]
fn half_a_line_that_cannot_be_cut_is_not_continued() {
    let disk = Disk::with_room(6);
    disk.platter(|platter| platter.cannot_truncate = true);
    let (mut sink, _counts) = disk.sink();
    assert_eq!(sink.write(&batch(THREE)), Outcome::dropped(1, Cause::DiskFull, 2));
    assert_eq!(disk.text(), "one\ntw");
    disk.pass(MOMENT);
    assert_eq!(sink.write(&batch(&["lost\n"])), Outcome::dropped(0, Cause::DiskFull, 1));
    disk.platter(|platter| platter.room = None);
    disk.pass(MOMENT);
    assert_eq!(sink.write(&batch(&["next\n"])), Outcome::written(1));
    assert_eq!(disk.text(), "one\ntw\nnext\n");
}

#[test]
fn a_line_end_that_fitted_without_its_event_is_not_written_again() {
    let disk = Disk::with_room(6);
    disk.platter(|platter| platter.cannot_truncate = true);
    let (mut sink, _counts) = disk.sink();
    sink.write(&batch(&["one\n", "two\n"]));
    disk.platter(|platter| platter.room = Some(1));
    disk.pass(MOMENT);
    assert_eq!(sink.write(&batch(&["lost\n"])), Outcome::dropped(0, Cause::DiskFull, 1));
    disk.platter(|platter| platter.room = None);
    disk.pass(MOMENT);
    sink.write(&batch(&["next\n"]));
    assert_eq!(disk.text(), "one\ntw\nnext\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_real_device_without_room_is_a_full_disk() {
    use std::fs::OpenOptions;

    use super::super::append::{Appender, Tail};

    let three = batch(THREE);
    let full = OpenOptions::new().append(true).open("/dev/full").unwrap();
    let appended = Appender::new(full, Tail::Whole).append(&three, 0..3);
    assert_eq!(appended.events, 0);
    assert_eq!(appended.refused.map(|error| error.kind()), Some(io::ErrorKind::StorageFull));
}

/// The same as on the disk above with the kernel's own rules: appending handles whose file others write to.
#[test]
fn the_position_of_an_appending_handle_is_the_end_of_its_own_last_write() {
    use std::fs::OpenOptions;

    use super::super::append::LogFile;

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    let handle = || OpenOptions::new().create(true).append(true).open(&path).unwrap();
    let (mut ours, mut theirs) = (handle(), handle());
    let place = |file: &mut std::fs::File| {
        (LogFile::seek(file, io::SeekFrom::Current(0)).unwrap(), LogFile::look(file).unwrap().size)
    };
    LogFile::write(&mut theirs, b"theirs\n").unwrap();
    LogFile::write(&mut ours, b"ours").unwrap();
    assert_eq!(place(&mut ours), (11, 11));
    LogFile::write(&mut theirs, b"more\n").unwrap();
    assert_eq!(place(&mut ours), (11, 16));
}
