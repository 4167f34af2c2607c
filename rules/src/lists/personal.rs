//! Personal data that is neither a credential nor a state's number: GDPR articles 4 and 9, the identifiers of
//! HIPAA 45 CFR 164.514(b)(2)(i).
//!
//! Absent on purpose: `user_id`, `username`, `postcode`, `device_id`, `user_agent`, `address`, `name`: personal in
//! some programs, ordinary in most. A class on the field says which.

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // Contact.
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            email, e mail, mail address, phone, telephone, telefono, telefone, msisdn, mobile number,
            mobile no, mobile num, cell number, fax number, whatsapp number, emergency contact, next of kin
        ",
    },
    // Names of people.
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            first name, last name, full name, middle name, given name, family name, legal name, surname,
            forename, maiden, maiden name, patient name, customer name, cardholder, card holder,
            cardholder name, card holder name, account holder, account holder name, beneficiary name,
            passenger name, nombre completo, nome completo, vorname, nachname, apellido
        ",
    },
    // Birth.
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            dob, birthdate, birthday, birth date, birth day, birth year, date of birth, birthplace,
            birth place, place of birth, geburtsdatum, fecha nacimiento, fecha de nacimiento,
            data nascimento, data de nascimento, date naissance, date de naissance
        ",
    },
    // Where someone lives or is.
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            home address, street address, billing address, shipping address, delivery address,
            postal address, mailing address, residential address, permanent address, latitude, longitude,
            geolocation, geo location, gps location, gps coordinate, lat lng, lat lon
        ",
    },
    // Online identifiers (GDPR recital 30). A session id is one; a session's key or token is a credential.
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            client ip, remote ip, source ip, src ip, user ip, login ip, caller ip, visitor ip, real ip,
            connecting ip, ip address, ip addr, remote addr, remote address, client addr, client address,
            forwarded for, mac address, mac addr, imsi, imei, iccid, meid, idfa, idfv, gaid, advertising id,
            android id, session id, sess id, session identifier, session uuid, device fingerprint,
            browser fingerprint
        ",
    },
    // Special categories (GDPR articles 9 and 10).
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            gender, ethnicity, ethnic origin, racial origin, religion, sexual orientation, nationality,
            citizenship, marital status, political opinion, political affiliation, union membership,
            criminal record, criminal history, immigration status, genetic data, biometric,
            fingerprint data, fingerprint template, face template, face encoding, faceprint, voiceprint,
            iris scan, retina scan, disability
        ",
    },
    // Health (HIPAA 45 CFR 160.103).
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            diagnosis, medical record, medical history, medical condition, health record, health insurance,
            health card, health plan, patient id, mrn, blood type, blood group
        ",
    },
    // Money and vehicles.
    Group {
        tier: Tier::Personal,
        kind: Kind::PersonalData,
        terms: "
            salary, annual income, credit score, credit report, license plate, licence plate, number plate,
            plate number, vin number, vehicle identification number
        ",
    },
];
