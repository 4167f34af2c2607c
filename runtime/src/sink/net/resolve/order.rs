//! In which order the addresses of a name are tried.

use std::net::SocketAddr;

/// More are not tried in one go: each would have too little time.
const MOST: usize = 16;

/// The two families in turn, as RFC 8305 (section 4) has it, so that one of them that leads nowhere costs one attempt and not
/// all; within a family as they came. The family that came first begins. None comes twice.
pub(super) fn interleaved(found: &[SocketAddr]) -> Vec<SocketAddr> {
    let mut distinct: Vec<SocketAddr> = Vec::with_capacity(found.len().min(MOST));
    for address in found {
        if !distinct.contains(address) {
            distinct.push(*address);
        }
    }
    let first_is_v6 = distinct.first().is_some_and(SocketAddr::is_ipv6);
    let (own, other): (Vec<_>, Vec<_>) =
        distinct.into_iter().partition(|address| address.is_ipv6() == first_is_v6);
    let (mut own, mut other) = (own.into_iter(), other.into_iter());
    let mut ordered = Vec::new();
    loop {
        let before = ordered.len();
        ordered.extend(own.next());
        ordered.extend(other.next());
        if ordered.len() == before || ordered.len() >= MOST {
            ordered.truncate(MOST);
            return ordered;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn addresses(text: &str) -> Vec<SocketAddr> {
        text.split_whitespace().map(|address| address.parse().unwrap()).collect()
    }

    #[test]
    fn families_take_turns_and_the_first_one_begins() {
        let found = addresses("[::1]:1 [::2]:1 [::3]:1 1.0.0.1:1 1.0.0.2:1 [::1]:1");
        assert_eq!(interleaved(&found), addresses("[::1]:1 1.0.0.1:1 [::2]:1 1.0.0.2:1 [::3]:1"));
        let found = addresses("1.0.0.1:1 1.0.0.2:1 [::1]:1");
        assert_eq!(interleaved(&found), addresses("1.0.0.1:1 [::1]:1 1.0.0.2:1"));
        assert_eq!(interleaved(&[]), []);
    }

    proptest! {
        #[test]
        fn every_address_comes_once(found in proptest::collection::vec((any::<bool>(), 1_u16..20), 0..16)) {
            let found: Vec<SocketAddr> = found
                .into_iter()
                .map(|(v6, port)| if v6 { ([0_u16; 8], port).into() } else { ([0_u8; 4], port).into() })
                .collect();
            let (mut ordered, mut expected) = (interleaved(&found), found);
            ordered.sort();
            expected.sort();
            expected.dedup();
            prop_assert_eq!(ordered, expected);
        }
    }
}
