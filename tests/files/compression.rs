//! "Compression is in the way, or leaves files that nothing reads."

use std::fs;

use blackbar::{Compression, KIB};
use blackbar_tests::{archives, wait_until};

use super::{Folder, log, numbers, open};

fn packed(folder: &Folder, extension: &str) -> usize {
    let ends = |path: &std::path::Path| path.extension().is_some_and(|found| found == extension);
    archives(&folder.log()).iter().filter(|(_, path)| ends(path)).count()
}

/// Waits until all rotated files are compressed. Each of them gets its time: the thread makes way for everybody, and the
/// machine may be busy.
#[track_caller]
fn wait_until_packed(folder: &Folder, extension: &str) {
    let all = || packed(folder, extension) == archives(&folder.log()).len();
    while !all() {
        let before = packed(folder, extension);
        wait_until("one more compressed", || packed(folder, extension) > before || all());
    }
}

#[test]
fn rotated_files_are_compressed_and_hold_the_same_lines() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(8 * KIB).compress(Compression::Gzip));
    log(&logger, 0..2_000);
    logger.flush().unwrap();
    assert!(archives(&folder.log()).len() > 10);
    wait_until_packed(&folder, "gz");
    assert_eq!(numbers(&folder), (0..2_000).collect::<Vec<_>>());
}

#[test]
fn zstd_files_are_read_by_zstd() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(8 * KIB).compress(Compression::Zstd));
    log(&logger, 0..500);
    logger.flush().unwrap();
    assert!(archives(&folder.log()).len() > 3);
    wait_until_packed(&folder, "zst");
    // The magic number of the format.
    assert_eq!(fs::read(&archives(&folder.log())[0].1).unwrap()[..4], [0x28, 0xb5, 0x2f, 0xfd]);
}

#[test]
fn compressed_files_count_for_retention() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(4 * KIB).keep(3).compress(Compression::Gzip));
    log(&logger, 0..2_000);
    logger.flush().unwrap();
    wait_until("three compressed files and no other", || {
        packed(&folder, "gz") == 3 && archives(&folder.log()).len() == 3
    });
}

#[test]
fn what_a_killed_process_left_is_finished_by_the_next() {
    let folder = Folder::new();
    log(&open(folder.file().max_size(4 * KIB)), 0..100);
    let before = archives(&folder.log());
    let (first, second) = (&before[0].1, &before[1].1);
    // Killed in the middle of compressing the first one, and after the second one was done but not yet deleted.
    let half = format!("{}.gz.part", first.display());
    fs::write(&half, "half a file").unwrap();
    let whole = fs::File::create(format!("{}.gz", second.display())).unwrap();
    let mut encoder = flate2::write::GzEncoder::new(whole, flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, &fs::read(second).unwrap()).unwrap();
    encoder.finish().unwrap();
    let logger = open(folder.file().compress(Compression::Gzip));
    wait_until_packed(&folder, "gz");
    assert_eq!(archives(&folder.log()).len(), before.len());
    assert!(!fs::exists(half).unwrap());
    drop(logger);
    assert_eq!(numbers(&folder), (0..100).collect::<Vec<_>>());
}

#[test]
fn a_compressed_file_that_holds_something_else_costs_nothing_its_source() {
    let folder = Folder::new();
    log(&open(folder.file().max_size(4 * KIB)), 0..60);
    let (_, source) = archives(&folder.log()).remove(0);
    let content = fs::read(&source).unwrap();
    fs::write(format!("{}.gz", source.display()), "not gzip at all").unwrap();
    let logger = open(folder.file().compress(Compression::Gzip));
    let mut told = None;
    wait_until("the trouble told", || {
        told = logger.flush().err();
        told.is_some()
    });
    assert!(told.unwrap().to_string().starts_with("cannot compress rotated files of `"));
    assert_eq!(fs::read(&source).unwrap(), content);
}
