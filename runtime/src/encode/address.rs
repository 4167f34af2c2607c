//! Addresses and UUIDs in their standard text, which needs no escaping.

use core::fmt::Display;
use core::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};
use std::io::Write;

use super::program::Stop;
use crate::record::ValueReader;

/// The addresses that have a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    Ipv4,
    Ipv6,
    Ip,
    SocketV4,
    SocketV6,
    Socket,
    Uuid,
}

/// The byte before an address of either version.
const V4: u8 = 4;
const V6: u8 = 6;

impl Address {
    /// Reads one; `text` gets its text.
    #[inline]
    pub(super) fn read(
        self,
        reader: &mut ValueReader<'_>,
        text: impl FnOnce(&dyn Display),
    ) -> Result<(), Stop> {
        match self.with_version(reader)? {
            Self::Ipv4 | Self::Ip => text(&ipv4(reader)?),
            Self::Ipv6 => text(&ipv6(reader)?),
            Self::SocketV4 | Self::Socket => text(&SocketAddrV4::new(ipv4(reader)?, port(reader)?)),
            Self::SocketV6 => {
                let (ip, port) = (ipv6(reader)?, port(reader)?);
                let scope_id = u32::from_le_bytes(reader.fixed()?);
                text(&SocketAddrV6::new(ip, port, 0, scope_id));
            }
            Self::Uuid => text(&Uuid(reader.fixed()?)),
        }
        Ok(())
    }

    /// Passes over one.
    pub(super) fn skip(self, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        self.read(reader, |_| ())
    }

    /// The same address with its version settled, read where it stands in the bytes.
    fn with_version(self, reader: &mut ValueReader<'_>) -> Result<Self, Stop> {
        let (v4, v6) = match self {
            Self::Ip => (Self::Ipv4, Self::Ipv6),
            Self::Socket => (Self::SocketV4, Self::SocketV6),
            settled => return Ok(settled),
        };
        match reader.fixed()? {
            [V4] => Ok(v4),
            [V6] => Ok(v6),
            _ => Err(Stop::Malformed),
        }
    }
}

/// Appends what `text` displays.
pub(super) fn append(text: &dyn Display, out: &mut Vec<u8>) {
    // A `Vec` takes everything and an address has no error of its own.
    let _infallible = write!(out, "{text}");
}

fn ipv4(reader: &mut ValueReader<'_>) -> Result<Ipv4Addr, Stop> {
    Ok(Ipv4Addr::from_octets(reader.fixed()?))
}

fn ipv6(reader: &mut ValueReader<'_>) -> Result<Ipv6Addr, Stop> {
    Ok(Ipv6Addr::from_octets(reader.fixed()?))
}

fn port(reader: &mut ValueReader<'_>) -> Result<u16, Stop> {
    Ok(u16::from_le_bytes(reader.fixed()?))
}

/// The hyphenated form of RFC 9562; the crate of that name is optional here.
struct Uuid([u8; 16]);

impl Display for Uuid {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let bits = u128::from_be_bytes(self.0);
        let (a, b, c, d) = (bits >> 96, (bits >> 80) & 0xffff, (bits >> 64) & 0xffff, (bits >> 48) & 0xffff);
        write!(f, "{a:08x}-{b:04x}-{c:04x}-{d:04x}-{:012x}", bits & 0xffff_ffff_ffff)
    }
}
