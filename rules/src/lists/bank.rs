//! Bank accounts: ISO 13616 (IBAN, BBAN) and the national schemes.
//!
//! Absent on purpose: `bic`, `swift`, `ifsc`, `bank_code` name a bank, not an account; `rtn` is "return"; a `bankgiro` or `plusgiro`
//! is printed on invoices.

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // Account numbers are digits in most countries, so the type does not matter.
    Group {
        tier: Tier::Always,
        kind: Kind::BankAccount,
        terms: "
            iban, bban, account number, account no, account num, account nbr, account nr, acct number,
            acct no, acct num, acct nbr, acct nr, acc number, bank account, bank acct, checking account,
            savings account, beneficiary account, payee account, payout account, debtor account, creditor account,
            dbtr acct, cdtr acct, wire account
        ",
    },
    // What stands beside the account number: United States (ABA), United Kingdom, Australia, Canada.
    Group {
        tier: Tier::Always,
        kind: Kind::BankAccount,
        terms: "
            routing number, routing no, routing num, routing transit, aba routing, aba number, sort code,
            bsb, transit number, ach routing, micr, micr line
        ",
    },
    // Mexico (CLABE), Argentina (CBU, CVU), and the plain words of other languages.
    Group {
        tier: Tier::Always,
        kind: Kind::BankAccount,
        terms: "
            clabe, cbu, cvu, kontonummer, kontonr, bankkonto, rekeningnummer, numero cuenta,
            numero de cuenta, cuenta bancaria, numero compte, numero de compte, numero conta, conta bancaria
        ",
    },
    // Addresses for payments: they name a person rather than open an account (Brazil PIX, India UPI).
    Group { tier: Tier::Personal, kind: Kind::BankAccount, terms: "pix key, chave pix, upi id, upi vpa" },
];
