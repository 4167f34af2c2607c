//! The key.

use core::fmt;

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::error::{Error, Result};

/// Bytes of a key at least: as many as the hash has (RFC 2104, section 3).
const SHORTEST: usize = 32;
/// Bytes of a key at most, so that what is decoded has a place.
const LONGEST: usize = 1024;

/// What a record keeps of a hash. Half of it: with 128 bits, two of 2^64 values collide.
pub(crate) type Digest = [u8; 16];

const MAKE_ONE: &str = "make one with `openssl rand -base64 32`";

/// A key for hashes, with the number that stands in front of what is hashed with it. It is wiped when it is dropped.
pub(crate) struct HashKey {
    id: u32,
    /// The state after the key was taken in, so that a short value costs two blocks and not four.
    keyed: Hmac<Sha256>,
}

/// An `Hmac` is two states of its hash. That they are wiped is a promise of `sha2`, kept by a feature that must stay on.
const _: fn() = || {
    fn is_wiped<T: ZeroizeOnDrop>() {}
    is_wiped::<Sha256>();
};

impl HashKey {
    /// Takes in the bytes of a key; the caller's copy is the caller's to wipe.
    ///
    /// # Errors
    /// When it is too short to resist, or too long to be meant.
    pub(crate) fn new(id: u32, key: &[u8]) -> Result<Self> {
        let refused = || {
            let fix = format!("a key has {SHORTEST} to {LONGEST} bytes; {MAKE_ONE}");
            Error::invalid("hash_key", format_args!("{} bytes", key.len()), fix)
        };
        if !(SHORTEST..=LONGEST).contains(&key.len()) {
            return Err(refused());
        }
        Ok(Self { id, keyed: Hmac::new_from_slice(key).map_err(|_| refused())? })
    }

    /// Reads `7:<base64>`, in either alphabet, with or without padding.
    ///
    /// # Errors
    /// When it is something else; the error names `variable` and shows nothing of `text`.
    pub(crate) fn parse(variable: &str, text: &str) -> Result<Self> {
        let refused = |why: &str| {
            let fix = format!("its value {why}; write a number, a colon and the key in base64: {MAKE_ONE}");
            Error::invalid("hash_key_from_env", variable, fix)
        };
        let (id, key) = text.trim().split_once(':').ok_or_else(|| refused("has no colon"))?;
        let id = id.trim().parse().map_err(|_| refused("does not begin with a number"))?;
        let key = key.trim().trim_end_matches('=');
        let mut room = Zeroizing::new([0; LONGEST]);
        let decoded = match key.contains(['-', '_']) {
            true => Base64UrlUnpadded::decode(key, &mut *room),
            false => Base64Unpadded::decode(key, &mut *room),
        };
        let key = decoded.map_err(|_| refused("is no base64 after the colon"))?;
        Self::new(id, key).map_err(|_| refused("holds a key of the wrong length"))
    }

    /// The number of the key.
    pub(crate) fn id(&self) -> u32 {
        self.id
    }

    /// The hash of `value` under `domain`. The length of the domain goes first, so that no two pairs are the same bytes.
    pub(crate) fn hash(&self, domain: &str, value: &[u8]) -> Digest {
        let length = u32::try_from(domain.len()).unwrap_or(u32::MAX).to_le_bytes();
        self.mac([&length, domain.as_bytes(), value])
    }

    fn mac<const N: usize>(&self, parts: [&[u8]; N]) -> Digest {
        let mut mac = self.keyed.clone();
        parts.iter().for_each(|part| mac.update(part));
        let full: [u8; 32] = mac.finalize().into_bytes().into();
        full.first_chunk().copied().unwrap_or_default()
    }
}

impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HashKey(id = {})", self.id)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use sha2::Digest as _;

    use super::*;

    /// HMAC as RFC 2104 writes it down.
    fn independent(key: &[u8], message: &[u8]) -> [u8; 32] {
        let mut block = [0; 64];
        if key.len() > 64 {
            block[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let inner = Sha256::digest([&block.map(|byte| byte ^ 0x36)[..], message].concat());
        Sha256::digest([&block.map(|byte| byte ^ 0x5c)[..], &inner].concat()).into()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_primitive_is_that_of_rfc_4231() {
        // Test cases 6 and 7: the keys of the others are too short for us.
        let key = HashKey::new(1, &[0xaa; 131]).unwrap();
        let message = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(hex(&key.mac([message])), "60e431591ee0b67f0d8a26aacbf5b77f");
        let message =
            b"This is a test using a larger than block-size key and a larger than block-size data. \
                        The key needs to be hashed before being used by the HMAC algorithm.";
        assert_eq!(hex(&key.mac([message])), "9b09ffa71b942fcb27635fbcd5b0e944");
        // Test case 2, for the one below.
        let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&independent(b"Jefe", b"what do ya want for nothing?")), known);
    }

    #[test]
    fn a_hash_is_that_of_the_domain_with_its_length_and_the_value() {
        let secret = *b"0123456789abcdef0123456789abcdef";
        let key = HashKey::new(7, &secret).unwrap();
        let expected = independent(&secret, b"\x07\0\0\0user_idada");
        assert_eq!(key.hash("user_id", b"ada"), expected[..16]);
        assert_eq!(key.hash("user_id", b"ada"), key.hash("user_id", b"ada"));
        assert_ne!(key.hash("user_id", b"ada"), key.hash("user_i", b"dada"));
        assert_ne!(key.hash("user_id", b"ada"), key.hash("owner", b"ada"));
        let other = HashKey::new(7, &[1; 32]).unwrap();
        assert_ne!(key.hash("user_id", b"ada"), other.hash("user_id", b"ada"));
    }

    #[test]
    fn a_key_that_is_too_short_is_refused_with_the_way_to_make_one() {
        for length in [0, 1, 31, 1025] {
            let error = HashKey::new(1, &vec![0xcc; length]).unwrap_err().to_string();
            assert!(error.contains(&format!("`{length} bytes`")), "{error}");
            assert!(error.contains("openssl rand -base64 32"), "{error}");
        }
        assert!(HashKey::new(1, &[0; 32]).is_ok());
        assert!(HashKey::new(1, &[0; 1024]).is_ok());
    }

    #[test]
    fn a_key_is_read_from_text_in_either_alphabet() {
        let bytes: [u8; 32] = core::array::from_fn(|at| 255 - at as u8);
        let expected = HashKey::new(7, &bytes).unwrap().hash("d", b"v");
        let standard = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA";
        let url = "__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA";
        for text in
            [format!("7:{standard}="), format!("7:{standard}"), format!(" 7 : {url}=\n"), format!("7:{url}")]
        {
            let key = HashKey::parse("KEY", &text).unwrap();
            assert_eq!((key.id(), key.hash("d", b"v")), (7, expected), "{text}");
        }
    }

    #[test]
    fn a_malformed_key_is_refused_without_showing_any_of_it() {
        let canary = "c4n4rYc4n4rYc4n4rYc4n4rYc4n4rYc4n4rYc4n4rYc";
        let cases = [
            (canary.to_owned(), "has no colon"),
            (format!("seven:{canary}"), "does not begin with a number"),
            (format!("-1:{canary}"), "does not begin with a number"),
            (format!("4294967296:{canary}"), "does not begin with a number"),
            (format!("7:{canary}!"), "is no base64"),
            (format!("7:{}", &canary[..40]), "the wrong length"),
            ("7:".to_owned(), "the wrong length"),
            (format!("7:{}", canary.repeat(100)), "is no base64"),
        ];
        for (text, why) in cases {
            let error = HashKey::parse("MY_KEY", &text).unwrap_err().to_string();
            assert!(error.contains("MY_KEY") && error.contains(why), "{error}");
            assert!(error.contains("openssl rand -base64 32"), "{error}");
            assert!(!error.contains("c4n4") && !error.contains("seven"), "{error}");
        }
    }

    #[test]
    fn debug_shows_the_number_of_the_key_and_nothing_else() {
        let key = HashKey::new(7, &[0x5a; 32]).unwrap();
        assert_eq!(format!("{key:?} {key:#?}"), "HashKey(id = 7) HashKey(id = 7)");
    }
}
