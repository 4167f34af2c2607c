//! Passwords and one-time codes: the "memorized secrets" and "out-of-band / OTP authenticators" of
//! NIST SP 800-63B, under the names that code gives them.

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // A password is a password whatever the field's type: a numeric one is merely weaker.
    Group {
        tier: Tier::Always,
        kind: Kind::Password,
        terms: "
            password, passwd, passphrase, passcode, pwd, pswd, psw, passwrd, pasword, passw, passwort, pass word,
            pass phrase, pass code, pass wd
        ",
    },
    // The same word in other languages, transliterated to ASCII as identifiers must be. Absent on purpose:
    // `parola`, `parole` and `clave` ("word" and "key" in other languages), `mdp` (Markov decision process).
    Group {
        tier: Tier::Always,
        kind: Kind::Password,
        terms: "
            contrasena, contrasenya, motdepasse, mot de passe, kennwort, senha, wachtwoord, losenord,
            passord, adgangskode, salasana, heslo, haslo, jelszo, sifre, lozinka, geslo, kata sandi,
            mat khau
        ",
    },
    // `pw` is a picowatt or a piecewise function when it is a number.
    Group { tier: Tier::Credential, kind: Kind::Password, terms: "pw, rootpw, pgpass, rpcpass, htpasswd" },
    // `pass` alone is a render pass or a verdict; after the owner of an account it is a password. (A field named
    // exactly `pass` is judged by `WHOLE`.)
    Group {
        tier: Tier::Credential,
        kind: Kind::Password,
        terms: "
            db pass, database pass, sql pass, priv pass, user pass, usr pass, smtp pass, imap pass, mysql pass, pg pass,
            postgres pass, mongo pass, redis pass, rabbit pass, rabbitmq pass, amqp pass, mqtt pass,
            kafka pass, jdbc pass, ftp pass, sftp pass, ldap pass, bind pass, admin pass, root pass,
            sudo pass, become pass, login pass, account pass, acct pass, my pass, proxy pass, http pass,
            ssh pass, basic pass, auth pass, wifi pass, wpa pass, mail pass, email pass, keystore pass,
            truststore pass, store pass, key pass, cert pass, pfx pass, vnc pass, rdp pass, rpc pass,
            api pass, svc pass, service pass, new pass, old pass, current pass, confirm pass, default pass,
            plain pass, hashed pass, encrypted pass, pass hash, vault pass, wallet pass, mining pass,
            pool pass, sasl pass, trust pass, nexus pass, registry pass, docker pass, git pass
        ",
    },
    // Windows password equivalents: whoever has the hash can log in with it.
    Group {
        tier: Tier::Credential,
        kind: Kind::Password,
        terms: "ntlm hash, nt hash, lm hash, bcrypt hash, scrypt hash, argon 2 hash, srp verifier",
    },
    // One-time codes are digits, so a number carries them whole.
    Group {
        tier: Tier::Always,
        kind: Kind::OneTimeCode,
        terms: "
            otp, totp, hotp, mtan, one time code, one time pass, onetime code, verification code,
            verify code, mfa code, tfa code, 2 fa code, two fa code, two factor code, second factor code,
            sms code, auth code, authentication code, login code, signin code, recovery code, backup code,
            scratch code, emergency code
        ",
    },
    // Codes that are letters in practice (RFC 6749 section 4.1, RFC 8628) or, as numbers, often something else.
    Group {
        tier: Tier::Credential,
        kind: Kind::OneTimeCode,
        terms: "
            authorization code, oauth code, device code, access code, activation code, unlock code,
            reset code, confirmation code, registration code, pairing code, email code, otpauth
        ",
    },
    // Knowledge-based answers, which reset passwords.
    Group {
        tier: Tier::Credential,
        kind: Kind::Credential,
        terms: "
            security answer, recovery answer, challenge answer, mfa seed, mother maiden, mother s maiden,
            mothers maiden, mother maiden name, mother s maiden name, mothers maiden name
        ",
    },
];

/// Terms that count only when they are the whole name: with anything around them they are ordinary words
/// (`render_pass`, `auth_method`).
pub(crate) const WHOLE: &[Group] = &[
    Group { tier: Tier::Credential, kind: Kind::Password, terms: "pass" },
    Group { tier: Tier::Credential, kind: Kind::Credential, terms: "auth" },
];
