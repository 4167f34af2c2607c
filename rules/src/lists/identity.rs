//! Numbers a state gives a person: national identity, tax, social insurance, passport, driving licence.
//! GDPR article 87, HIPAA 45 CFR 164.514(b)(2)(i), and the national schemes.
//!
//! Absent on purpose: numbers of companies (`cnpj`, `ein`, `nip`, `vat`, `abn`), and abbreviations that mean
//! something else in code unless a word beside them says otherwise: `sin`, `tin`, `nin`, `nid`, `nic`, `rfc`,
//! `rg`, `nir`, `fnr`, `cpr`, `cnp`, `cnh`, `afm`, `inn`, `rrn`, `insee` (a municipality's code), `uid`, `eid`.

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // The scheme is not named.
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            social security, social insurance, national id, national identity, national identifier,
            national identification, national insurance, national registry number, identity number,
            identity no, identity card, identification number, id card, citizen id, citizen number,
            citizenship number, resident id, residence permit, resident registration,
            personal identity number, personal identification number, personal id number, government id,
            gov id, govt id, voter id, alien number, alien registration, green card number, military id,
            tax id, tax identification, tax identifier, tax file number, tax number, taxpayer id,
            taxpayer number, taxpayer identification, tax payer id, tax payer number, tin number, tin no, mrz,
            birth number, voter card, voter number, travel document number, residence card,
            national register number, foreigner registration
        ",
    },
    // Passports and driving licences (ICAO 9303, ISO/IEC 18013).
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            passport number, passport no, passport num, passport nr, passport id, driver license,
            driver licence, drivers license, drivers licence, driver s license, driver s licence,
            driving license, driving licence, drivers lic, driver lic, dl number, dl no, cnh number,
            numero cnh, fuehrerschein, fuehrerscheinnummer, permis de conduire
        ",
    },
    // North America, United Kingdom, Ireland, Australia, New Zealand.
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            ssn, itin, sin number, sin no, nino, health card number, ni number, nhs number, nhs no,
            utr number, ppsn, pps number, tfn, ird number, ihi number, nhi number, ohip number, ramq number,
            medicare number, medicare id, medicaid number,
            medicaid id
        ",
    },
    // Latin America: Brazil, Mexico, Argentina, Chile, and the `cedula` of the north.
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            cpf, numero rg, rg number, titulo eleitor, titulo de eleitor, curp, clave elector,
            clave de elector, clave ine, rfc number, dui number, cui number, cuil, cuit, rut, cedula
        ",
    },
    // Southern and western Europe.
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            dni, nie, numero nif, nif number, niss, cartao cidadao, cartao de cidadao, codice fiscale,
            cod fiscale, codfisc, securite sociale, numero insee, insee number, numero secu, num secu, nir number, bsn,
            burgerservicenummer, rijksregisternummer, insz, registre national, steuer id,
            steueridentifikationsnummer, steuernummer, sozialversicherungsnummer, rentenversicherungsnummer,
            personalausweis, personalausweisnummer, ausweisnummer, ausweisnr, svnr, sv nummer, rvnr, krankenversicherungsnummer,
            krankenversichertennummer, versichertennummer, steuer identifikationsnummer, ahv number, ahv nr,
            ahv nummer, avs number, oasi number
        ",
    },
    // Northern and eastern Europe, Turkey, Russia.
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            personnummer, personnumber, personnr, samordningsnummer, fodselsnummer, foedselsnummer, fodselsnr, cpr number,
            cpr no, cpr nr, cpr nummer, fnr number, fnr nummer, henkilotunnus, hetu, kennitala, isikukood, personas kods, asmens kodas, pesel,
            dowod osobisty, rodne cislo, egn, jmbg, oib, emso, amka, afm number, cnp number, tckn, tc kimlik, kimlik no, inn number,
            snils, rnokpp, adoszam, adoazonosito, szemelyi szam, taj szam
        ",
    },
    // Asia and Africa.
    Group {
        tier: Tier::Always,
        kind: Kind::NationalId,
        terms: "
            aadhaar, aadhar, uidai, cnic, nicop, nid number, nid no, nric, mykad, ic number, ic no, hkid, nik, ktp,
            npwp, cccd, cmnd, sss number, philsys, jumin, shenfenzheng, iqama, emirates id, teudat zehut,
            bvn, ghana card, nin number, nin no, huduma number, huduma namba, omang, id book number, rrn number,
            my number card, zairyu card, thai id, israeli id, melli code, hukou, philhealth number
        ",
    },
    // Japan's individual number; as a number it is anybody's number.
    Group { tier: Tier::Credential, kind: Kind::NationalId, terms: "my number" },
    // Often these, often the number of something else: visible, and closed in the strict profile.
    Group {
        tier: Tier::Personal,
        kind: Kind::NationalId,
        terms: "
            passport, id number, id no, nif, license number, licence number, license no, licence no,
            personal number, personal code, national number, fiscal code, health number, health care number,
            healthcare number, visa number
        ",
    },
];
