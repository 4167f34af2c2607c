//! Addresses of the internet protocols.
//!
//! What is shown is the network as far as it says something of a place and little of a person: /24 of IPv4, /48 of IPv6,
//! which is what one customer gets. Their notation is the address up to there, and a star: `203.0.113.*` and
//! `2001:db8:1:*`, the latter always with three groups (`0:0:0:*` for `::1`).

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::value::ValueWriter;

/// More than three groups of four digits, and what stands around them.
const LONGEST: usize = 20;

/// Writes the network of the address that `text` is.
pub(super) fn write(text: &str, writer: &mut ValueWriter<'_>) -> Option<()> {
    let address = match text.parse().ok()? {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => embedded(address).map_or(IpAddr::V6(address), IpAddr::V4),
    };
    writer.printed(LONGEST, |out| {
        let _fits = match address {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                write!(out, "{a}.{b}.{c}.*")
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                write!(out, "{a:x}:{b:x}:{c:x}:*")
            }
        };
    });
    Some(())
}

/// The IPv4 address in the first 48 bits of a 6to4 address (RFC 3056), or in one that is mapped.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        [0x2002, high, low, ..] => Some(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low))),
        _ => address.to_ipv4_mapped(),
    }
}
