//! Compresses rotated files.
//!
//! A compressed file is written under a name of its own (`….part`), brought to the disk, compared with its source, given
//! its name, and only then is the source deleted. Wherever that stops, one of the two is whole; the next run goes on.

use std::io::{self, Read as _, Write as _};

use super::tidy;
use crate::error::{Error, Result};
use crate::sink::file::append::LogFile;
use crate::sink::file::family::{Archive, Family, Member, Packing};
use crate::sink::file::folder::{Folder, How, Kind};
use crate::sink::file::settings::Settings;

/// Lets every other thread go first, where the system can be told that of a single thread.
pub(super) fn make_way() {
    #[cfg(target_os = "linux")]
    // Without it the work is done just as well.
    let _as_it_was = rustix::process::setpriority_process(None, 19);
}

/// Compresses everything up to the file with the number `settled`, the oldest first; says how many.
pub(super) fn run<F: Folder>(
    folder: &F,
    settings: &Settings,
    packing: Packing,
    settled: u64,
    stop: &dyn Fn() -> bool,
) -> Result<usize> {
    let mut packed = 0;
    let mut trouble = Ok(());
    let family = &settings.family;
    let todo = sources(folder, family, settled).map_err(|error| cannot(settings, error))?;
    for archive in todo {
        match pack(folder, family, &archive, packing, stop) {
            Ok(Packed::Done) => packed += 1,
            Ok(Packed::Gone) => {}
            Ok(Packed::Stopped) => break,
            // Retention was quicker, in the middle of it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => trouble = trouble.and(Err(cannot(settings, error))),
        }
    }
    trouble.map(|()| packed)
}

fn cannot(settings: &Settings, error: io::Error) -> Error {
    Error::io(
        format!("compress rotated files of `{}`", settings.path.display()),
        error,
        "they stay as they are; it is tried again at the next rotation",
    )
}

/// What is to be compressed. Halves that were left over are deleted: they are begun anew.
fn sources<F: Folder>(folder: &F, family: &Family, settled: u64) -> io::Result<Vec<Archive>> {
    let mut sources = Vec::new();
    for name in folder.list()? {
        match family.member(&name) {
            Some(Member::Half(_)) => tidy::delete(folder, &name)?,
            Some(Member::Archive(archive)) if archive.packing.is_none() && archive.number <= settled => {
                let ours = folder.look(&name).is_ok_and(|look| look.kind == Kind::File && look.names == 1);
                sources.extend(ours.then_some(archive));
            }
            _ => {}
        }
    }
    sources.sort_by_key(|archive| archive.number);
    Ok(sources)
}

enum Packed {
    Done,
    /// Retention was quicker.
    Gone,
    /// The logger ends.
    Stopped,
}

fn pack<F: Folder>(
    folder: &F,
    family: &Family,
    source: &Archive,
    packing: Packing,
    stop: &dyn Fn() -> bool,
) -> io::Result<Packed> {
    let source_name = family.name(source);
    let target = Archive { packing: Some(packing), ..source.clone() };
    let (name, half) = (family.name(&target), family.half_name(&target));
    let mut plain = match folder.open(&source_name, How::Read) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Packed::Gone),
        opened => opened?,
    };
    if folder.look(&name).is_err() {
        let mut file = folder.open(&half, How::CreateNew)?;
        let written = compress(&mut plain, &mut file, packing, stop).and_then(|whole| {
            if whole {
                file.sync()?;
            }
            Ok(whole)
        });
        let named = match written {
            // Deleted meanwhile: the compressed copy must not bring it back.
            Ok(true) if folder.look(&source_name).is_err() => Ok(Packed::Gone),
            Ok(true) => folder.rename(&half, &name).map(|()| Packed::Done),
            Ok(false) => Ok(Packed::Stopped),
            Err(error) => Err(error),
        };
        if !matches!(named, Ok(Packed::Done)) {
            let _gone_or_found_next_time = folder.remove(&half);
            return named;
        }
        folder.sync()?;
    }
    // Also of one that a former process finished: whatever its name says, it is looked at before the source goes.
    let mut file = folder.open(&name, How::Read)?;
    plain.seek(io::SeekFrom::Start(0))?;
    if !same(&mut plain, &mut file, packing)? {
        return Err(io::Error::other(format!(
            "`{name}` does not hold what `{source_name}` does; both are kept"
        )));
    }
    folder.remove(&source_name)?;
    Ok(Packed::Done)
}

/// Bytes between two looks at whether the logger ends.
const SLICE: usize = 64 * 1024;

/// Whether all was written.
fn compress<L: LogFile>(
    from: &mut L,
    to: &mut L,
    packing: Packing,
    stop: &dyn Fn() -> bool,
) -> io::Result<bool> {
    let mut encoder = Encoder::new(Adapter(to), packing)?;
    let mut slice = vec![0; SLICE];
    loop {
        if stop() {
            return Ok(false);
        }
        let length = Adapter(from).read(&mut slice)?;
        if length == 0 {
            encoder.finish()?;
            return Ok(true);
        }
        encoder.write_all(slice.get(..length).unwrap_or_default())?;
    }
}

/// Whether the compressed file holds exactly these bytes.
fn same<L: LogFile>(plain: &mut L, packed: &mut L, packing: Packing) -> io::Result<bool> {
    let packed = io::BufReader::new(Adapter(packed));
    match packing {
        #[cfg(feature = "gzip")]
        Packing::Gzip => same_bytes(Adapter(plain), flate2::bufread::GzDecoder::new(packed)),
        #[cfg(feature = "zstd")]
        Packing::Zstd => same_bytes(Adapter(plain), zstd::stream::read::Decoder::with_buffer(packed)?),
        #[cfg(not(all(feature = "gzip", feature = "zstd")))]
        _ => Ok(false),
    }
}

fn same_bytes(mut one: impl io::Read, mut other: impl io::Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; SLICE], vec![0; SLICE]);
    loop {
        let length = one.read(&mut left)?;
        let (read, expected) = (right.get_mut(..length.max(1)), left.get(..length));
        let Some(read) = read else { return Ok(false) };
        if length == 0 {
            return Ok(other.read(read)? == 0);
        }
        match other.read_exact(read) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            result => result?,
        }
        if Some(&*read) != expected {
            return Ok(false);
        }
    }
}

/// A file as `std` reads and writes.
struct Adapter<'l, L>(&'l mut L);

impl<L: LogFile> io::Read for Adapter<'_, L> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<L: LogFile> io::Write for Adapter<'_, L> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum Encoder<W: io::Write> {
    #[cfg(feature = "gzip")]
    Gzip(flate2::write::GzEncoder<W>),
    #[cfg(feature = "zstd")]
    Zstd(zstd::stream::write::Encoder<'static, W>),
}

impl<W: io::Write> Encoder<W> {
    fn new(to: W, packing: Packing) -> io::Result<Self> {
        match packing {
            #[cfg(feature = "gzip")]
            Packing::Gzip => Ok(Self::Gzip(flate2::write::GzEncoder::new(to, flate2::Compression::fast()))),
            #[cfg(feature = "zstd")]
            Packing::Zstd => Ok(Self::Zstd(zstd::stream::write::Encoder::new(to, 3)?)),
            #[cfg(not(all(feature = "gzip", feature = "zstd")))]
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            #[cfg(feature = "gzip")]
            Self::Gzip(encoder) => encoder.write_all(bytes),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            #[cfg(feature = "gzip")]
            Self::Gzip(encoder) => encoder.finish().map(drop),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.finish().map(drop),
        }
    }
}
