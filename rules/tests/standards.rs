//! Names that public standards and providers give to what must not be logged, one table for each field of practice.

use blackbar_rules::{Kind, Tier, classify};

/// PCI DSS 4.0.1, EMV Book 2 and 3, ISO 8583, ANSI X9.24, EMV 3-D Secure.
const PAYMENT: &str = "
    pan card_pan funding_pan primary_account_number track2_equivalent_data icc_data emv_data arqc
    application_cryptogram cavv cavv_value aav ucaf_data cardholder_authentication_value pin_block
    encrypted_pin pinblock pvv pvk dukpt_key bdk base_derivation_key ipek zmk zpk zek zak cvk
    card_security_value card_cvx cvv_code card_verification_number
";

/// ISO 13616, ISO 20022, SEPA, ACH, Bacs, CLABE, BSB, CBU.
const BANK: &str = "
    account_no acct_nbr bank_acct_no dbtr_acct creditor_account_number creditorIban beneficiary_iban
    sort_code sortcode bsb_number aba_routing_number routing_no ach_routing wire_account clabe
    clabe_interbancaria cbu micr_line kontonummer
";

/// NIST SP 800-57, PKCS #8 and #12, RFC 5869, RFC 8446, BIP 32 and 39.
const KEYS: &str = "
    kek dek cek wrapping_key key_encryption_key content_encryption_key pkcs12 shared_secret premaster
    premaster_secret master_secret psk hmac_key signing_key root_key ikm mnemonic seed_phrase wallet_seed
    seed_hex seed_bytes private_seed wif xprv private_pem priv_hex priv_pem private_jwk jwks_private skey
    priv_key ca_private_key age_identity ed25519_seed nacl_key aesKey wlan_key
";

/// Stores of keys and the passwords of them; accounts of servers.
const PASSWORDS: &str = "
    keystore_password truststore_password key_store_password p12_password pfxPassword gpg_passphrase
    private_key_passphrase bind_dn_password stun_password passw userPasswd db_pwd psw
";

/// Clouds, software as a service, OAuth 2.0, SAML 2.0.
const SERVICES: &str = "
    aws_secret_access_key aws_session_token sas_token account_key storage_account_key azure_client_secret
    service_account_json google_credentials client_secret webhook_secret bot_token personal_access_token
    github_pat azure_devops_pat sentry_dsn license_key app_secret installation_token enrollment_token
    authkey api_secret apitoken slack_hook discord_webhook x_rapidapi_key opsgenie_key stripe_sk
    adyen_key pinecone_key ingest_token rtmp_key turn_credential radius_secret snmp_community
    client_assertion saml_response code_verifier auth_tok access_tok creds user_pw db_pw sqlpass
    snmp_priv_pass set_cookie otpauth_uri pairing_code email_code
";

/// Numbers that states give to people, in forty countries.
const STATES: &str = "
    aadhaar aadhaar_number cpf curp rfc_number clave_ine dni nie nif_number numero_insee
    numero_securite_sociale codice_fiscale bsn personnummer personnumber pesel cnp_number hkid nric
    my_number my_number_card rrn_number resident_registration_number sin_number sozialversicherungsnummer
    steuer_id steuer_identifikationsnummer versichertennummer ahv_nummer ahvNumber tckn tc_kimlik_no
    inn_number snils iqama_number emirates_id national_insurance_number nino ssn itin tax_payer_id
    taxpayer_id passport_no travel_document_number drivers_license voter_card cedula rut_number cnic
    nicop nid_number bvn nin_number ghana_card huduma_number omang id_book_number teudat_zehut israeli_id
    melli_code ktp_number philhealth_number thai_id citizen_id cccd_number ic_number mykad_number
    shenfenzheng hukou zairyu_card foreigner_registration_number medicare_number tfn_number ird_number
    nhi_number ohip_number svnr rijksregisternummer national_register_number cpr_nummer fodselsnummer
    fnr_number henkilotunnus hetu kennitala isikukood personas_kods asmens_kodas rodne_cislo egn_number
    jmbg emso oib_number amka afm_number adoszam taj_szam ppsn utr_number
";

/// Near to these, and public: references, forms that may be shown, names of things.
const PUBLIC: &str = "
    xid eci kcv ksn service_code iban_last4 masked_iban bic swift_code bank_code ein_number vat_number
    tax_id_registrar storage_key object_storage_key user_code invite_code aws_access_key_id code_insee
    run_number epic_number pin_name pin_name_with_c validate_token_identifier session_token_name_override
    key_serial_number root_key_id wlan_ssid publish_topic rapidapi_host seed entropy_seed bytes_seed_count
";

#[test]
fn names_of_payment_standards_are_found() {
    check(PAYMENT, |kind| {
        matches!(
            kind,
            Kind::CardNumber | Kind::CardCode | Kind::CardTrack | Kind::Pin | Kind::Credential | Kind::Key
        )
    });
}

#[test]
fn names_of_bank_accounts_are_found() {
    check(BANK, |kind| kind == Kind::BankAccount);
}

#[test]
fn names_of_keys_are_found() {
    check(KEYS, |kind| matches!(kind, Kind::Key | Kind::Credential));
}

#[test]
fn names_of_passwords_are_found() {
    check(PASSWORDS, |kind| kind == Kind::Password);
}

#[test]
fn names_of_cloud_credentials_are_found() {
    check(SERVICES, |_| true);
}

#[test]
fn names_of_national_numbers_are_found() {
    check(STATES, |kind| kind == Kind::NationalId);
}

#[test]
fn names_near_to_them_are_clear() {
    let wrong: Vec<_> =
        PUBLIC.split_whitespace().filter_map(|name| Some((name, classify(name).finding()?))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn check(names: &str, expected: impl Fn(Kind) -> bool) {
    let wrong: Vec<_> = names
        .split_whitespace()
        .map(|name| (name, classify(name).finding()))
        .filter(|(_, found)| !found.is_some_and(|it| it.tier >= Tier::Credential && expected(it.kind)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
