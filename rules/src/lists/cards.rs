//! Payment cards: cardholder data and sensitive authentication data of PCI DSS 4.0.1 (requirements 3.2 to 3.5),
//! chip data of EMV Book 3, and the cardholder authentication values of EMV 3-D Secure.
//!
//! Absent on purpose: the expiry date and the service code (cardholder data only next to a number), `eci` and
//! `xid` (not secret), the bank identification number and the last four digits (PCI DSS 3.4.1 lets them show), check values and serial
//! numbers of keys (`kcv`, `ksn`), numbered fields (`de55`).

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // The code printed on the card (PCI DSS 3.3.1.2), as the brands and gateways call it. `cid` is missing: it
    // is a content or company id everywhere else.
    Group {
        tier: Tier::Always,
        kind: Kind::CardCode,
        terms: "
            cvv, cvc, csc, cvn, icvv, dcvv, cv 2, card cid, card cvd, cvd value, cvd number, cvd code,
            card verification, card security code, card security value, card cvx, security code
        ",
    },
    // Three digits at one gateway, the key of a playing card elsewhere.
    Group { tier: Tier::Credential, kind: Kind::CardCode, terms: "card code" },
    // PINs, PIN blocks and PIN verification values (PCI DSS 3.3.1.3).
    Group {
        tier: Tier::Always,
        kind: Kind::Pin,
        terms: "pin, pin code, pin block, mpin, tpin, pvv, puk, puk code",
    },
    // `pin_number: u8` is a leg of a microcontroller; as text it is a PIN.
    Group { tier: Tier::Credential, kind: Kind::Pin, terms: "pin number, pin no, pin num" },
    // Full track data or its equivalent on a chip (PCI DSS 3.3.1.1; ISO/IEC 7813; EMV tag 57, ISO 8583 field 55).
    // As a number `track_1` is a piece of music.
    Group {
        tier: Tier::Credential,
        kind: Kind::CardTrack,
        terms: "
            track 1, track 2, track 1 data, track 2 data, track 3 data, track data, track one data,
            track two data, track one, track two, full track, magstripe, mag stripe, magnetic stripe,
            magnetic strip, swipe data, card swipe, discretionary data, icc data, emv data, emv tlv,
            emv tag, chip data, icc related data
        ",
    },
    // The number itself (PCI DSS 3.4, 3.5), of a plastic card (FPAN) or a device (DPAN).
    Group {
        tier: Tier::Always,
        kind: Kind::CardNumber,
        terms: "
            pan, dpan, fpan, card number, card no, card num, card nbr, card nr, card pan, credit card,
            debit card, cc number, cc num, cc no, cc nr, ccnum, pan number, pan no, pan card,
            primary account number, tarjeta credito, numero tarjeta, kartennummer, kreditkarte,
            kreditkartennummer, carte bancaire, numero cartao
        ",
    },
    // Cryptograms that authorise one payment (EMV 3-D Secure CAVV/AAV/UCAF, EMV Book 2 ARQC/ARPC).
    Group {
        tier: Tier::Credential,
        kind: Kind::Credential,
        terms: "
            cavv, aav, ucaf, tavv, cardholder authentication value, cryptogram, arqc, arpc
        ",
    },
];
