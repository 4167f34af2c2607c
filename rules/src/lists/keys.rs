//! Key material: the secret and private keys of NIST SP 800-57 part 1 (section 5.1.1), the containers that hold
//! them (PKCS #8, PKCS #12, PEM), payment key management (ANSI X9.24, TR-31) and wallet keys (BIP 32, BIP 39).
//!
//! All are tier *credential*: a number is a key's length, slot or count. The bare word `key` is not here: most
//! keys in code are those of maps, tables and keyboards.

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // By purpose.
    Group {
        tier: Tier::Credential,
        kind: Kind::Key,
        terms: "
            private key, priv key, prv key, pvt key, secret key, signing key, sign key, signature key,
            encryption key, encrypt key, enc key, decryption key, decrypt key, dec key, crypt key,
            crypto key, cryptographic key, cipher key, master key, shared key, preshared key, sk live,
            ecdsa sk, sk bytes, sk hex, psk, symmetric key, sym key, session key, sess key, ephemeral key,
            wrapping key, wrap key, unwrapping key, unwrap key, key encryption key, key encrypting key, kek,
            data encryption key, dek, cek, data key, transport key, derivation key, derived key,
            sealing key, unseal key, recovery key, auth key, authentication key, authorization key,
            verifier key, key material, keying material, key pair, jwk private, private jwks,
            private exponent, private jwk, private scalar, plaintext key, plain key, rsa private,
            cert private, private der, ssh private, tls private, id rsa, passkey, root key, skey, priv hex,
            priv bytes, priv jwk, jwks private, premaster, ikm, private seed, key seed
        ",
    },
    // By algorithm or protocol.
    Group {
        tier: Tier::Credential,
        kind: Kind::Key,
        terms: "
            ssh key, host key, gpg key, pgp key, rsa key, dsa key, ecdsa key, ec key, ed 25519 key,
            x 25519 key, hmac key, mac key, aes key, xchacha key, poly key, siphash key, sodium key,
            libsodium key, secretbox key, mtls key, envelope key, deployer key, spend key, des key,
            chacha key, fernet key, tls key, ssl key, cert key, certificate key, ca key, server key,
            client key, wep key, wpa key, wifi key, apns key, dpop key, tls psk, ike psk, ipsec psk,
            tacacs key, wireguard key, wg key, wireless key, wlan key, nacl key, ed 25519 seed, age identity, appskey, nwkskey, app s key, nwk s key
        ",
    },
    // Containers and encodings. `pfx` and `jks` alone are a prefix and a file type.
    Group {
        tier: Tier::Credential,
        kind: Kind::Key,
        terms: "
            pem, pkcs 8, pkcs 12, p 12, pfx data, pfx bytes, pfx blob, pfx base, pfx content, cert pfx,
            certificate pfx, keystore json, keyfile content, jks data, jks base, keytab
        ",
    },
    // Hardware security modules of card issuers (ANSI X9.24): local, zone, terminal and card verification keys.
    Group {
        tier: Tier::Credential,
        kind: Kind::Key,
        terms: "
            zmk, zpk, zek, zak, lmk, cvk, pvk, ipek, bdk, base derivation key, pin key, pin encryption key, dukpt key, tmk key, tpk key,
            terminal key
        ",
    },
    // Wallets (BIP 32, BIP 39, WIF). `seed` alone starts a random number generator; `nsec` is a nanosecond.
    Group {
        tier: Tier::Credential,
        kind: Kind::Key,
        terms: "
            mnemonic, seed phrase, seed word, wallet seed, master seed, hd seed, recovery phrase,
            recovery word, recovery seed, backup phrase, xprv, xpriv, yprv, zprv, tprv, wif, bip 39 seed,
            shamir share, recovery share, unseal share, signing seed, seed hex, seed bytes, nsec key
        ",
    },
    // Not keys, but what makes guessing dearer: a leaked salt is a smaller loss than a leaked key.
    Group { tier: Tier::Credential, kind: Kind::Key, terms: "salt, pepper" },
];
