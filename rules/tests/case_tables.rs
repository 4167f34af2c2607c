//! The name rule's case tables: names taken from real code, and what each must be.

#![cfg_attr(test, allow(clippy::panic, reason = "a failed check"))]

use blackbar_rules::{Finding, Kind, Tier, Verdict, classify};

/// Sensitive in every type.
const EVERY_TYPE: &str = "
    password r#password userPassword PASSWORD Passwd pass_word passWord Pass-Word user_password_2
    password1 passwords p_a_s_s_w_o_r_d dbpassword old_password_hash password_hint password_len pwd
    passphrase cvv CVV2 cvc card_number cardNumber credit_card pan ssn userSSN customerSSNs
    social_security_number otp totp_code pin pin_code user_pin recovery_codes iban account_number
    routing_number tax_id passport_number hashed_password unsalted_password encoded_password
    new_password confirm_password password_confirmation wrong_password temp_pwd_value
";

/// Sensitive as text; a number or a bool is fine.
const TEXT_ONLY: &str = "
    db_pass pass smtpPass secret client_secret clientSecret clientsecret secret_value secret_id apiKey
    api_key APIKey X-Api-Key apikey stripe_api_key_live private_key privateKeyPem aws_secret_access_key
    access_key signing_key ssh_key authorization Authorization proxy_authorization auth_header bearer
    bearerToken access_token refreshToken id_token csrf_token token JSESSIONID sid cookie set_cookie
    set_cookies jwt jwts connection_string database_url DATABASE_URL redis_dsn presigned_url mnemonic
    seed_phrase salt credentials aws_creds auth password_reset_required has_password is_password_set
    min_password_length max_password_len total_tokens max_tokens ssn_present shared_secret
    invalid_password otp_used x_auth_token SECRET_KEY_BASE privkey hmac_key webhook_url kubeconfig
    prompt_tokens completion_tokens num_tokens tokens_per_second
";

/// Personal data.
const PERSONAL: &str = "
    email emailAddress e_mail first_name lastName phone date_of_birth dob home_address client_ip
    ip_address latitude patient_id session_id sessionId
";

/// Innocent, though many look close.
const INNOCENT: &str = "
    password_changed_at passwordChangedAt password_policy password_strength password_attempts
    failed_password_attempts token_count tokenCount token_bucket token_type token_expiry
    token_expires_at token_id tokenizer tokenize_ms TokenStream secretary secretary_name secretariat
    secret_name secret_version passenger passenger_count passed pass_count render_pass first_pass bypass
    compass passive passport_verified pinned spinner gpio_pin pin_mode mapping pan_angle panel span
    keyboard monkey primary_key foreign_key cache_key idempotency_key partition_key key_id api_key_id
    access_key_id sort_key cookie_name cookie_banner cookie_consent authorization_status
    authorization_endpoint author authority auth_method auth_duration_ms session_duration session_count
    hash hashmap email_verified email_sent_at email_template phonetic basalt credit credit_limit
    incredible sidecar side inside cardinality card_type discard scorecard address name status user_id
    request_id postcode codebase author_name authorType certain concert accountable pinterest shipping
    opinion typing assassin classname passport_country sidebar cookbook mapper company expand japan
    p99_ms key signature_algorithm
";

#[test]
fn names_of_passwords_cards_and_ids_fire_on_every_type() {
    check(EVERY_TYPE, Some(Tier::Always));
}

#[test]
fn names_of_credentials_fire_on_text_only() {
    check(TEXT_ONLY, Some(Tier::Credential));
}

#[test]
fn personal_data_is_told_apart_from_credentials() {
    check(PERSONAL, Some(Tier::Personal));
}

#[test]
fn innocent_names_are_clear() {
    check(INNOCENT, None);
}

#[test]
fn a_session_id_is_personal_and_what_opens_the_session_is_a_credential() {
    check("session_id sessionId X-Session-Id user_session_ids", Some(Tier::Personal));
    check(
        "session_token session_key sid connect.sid jsessionid PHPSESSID session_id_token",
        Some(Tier::Credential),
    );
}

#[test]
fn card_codes_pins_and_track_data_accept_only_skip() {
    let names = "cvv CVV2 cvc cardCvc csc security_code cvn card_verification_value pin PinCode pin_block pvv \
                 encrypted_pin_block puk track2 track2Data magstripe icc_data card_code pin_number has_pin";
    for name in names.split_whitespace() {
        assert!(found(name).kind.only_skip(), "{name}");
    }
    for name in ["password", "pan", "card_number", "otp", "cavv", "token", "iban"] {
        assert!(!found(name).kind.only_skip(), "{name}");
    }
}

#[test]
fn the_kind_tells_a_card_number_from_a_bank_account_and_a_national_id() {
    let kinds = [
        ("pan", Kind::CardNumber),
        ("creditCardNumber", Kind::CardNumber),
        ("account_number", Kind::BankAccount),
        ("iban", Kind::BankAccount),
        ("ssn", Kind::NationalId),
        ("passport_no", Kind::NationalId),
        ("cvv", Kind::CardCode),
        ("track_2_data", Kind::CardTrack),
        ("pin", Kind::Pin),
        ("user_password", Kind::Password),
        ("db_pass", Kind::Password),
        ("totp", Kind::OneTimeCode),
        ("private_key", Kind::Key),
        ("refresh_token", Kind::Token),
        ("database_url", Kind::ConnectionString),
        ("api_key", Kind::Credential),
        ("email", Kind::PersonalData),
    ];
    for (name, kind) in kinds {
        assert_eq!(found(name).kind, kind, "{name}");
    }
}

#[test]
fn the_finding_names_the_listed_words() {
    for (name, words) in
        [("X-Api-Key", "api key"), ("dbpassword", "password"), ("socialSecurityNo", "social security")]
    {
        assert_eq!(found(name).words, words, "{name}");
    }
}

#[test]
fn the_heaviest_of_several_findings_wins() {
    assert_eq!(found("email_token").words, "token");
    assert_eq!(found("token_for_password").words, "password");
    assert_eq!(found("password_and_pin").words, "password");
}

#[test]
fn a_yes_or_no_word_leaves_only_text_to_fear() {
    check("has_password otp_used pin_required is_ssn_valid max_pin", Some(Tier::Credential));
    check("email_verified has_phone is_email_valid", None);
}

#[test]
fn a_length_is_a_hint_for_passwords_and_pins_only() {
    check("password_len pin_length passphraseLength", Some(Tier::Always));
    check("token_length iban_len api_key_size otp_length", None);
}

#[test]
fn a_term_at_the_end_is_no_metadata_of_an_earlier_one() {
    check("token_tax_id key_type_ssn", Some(Tier::Always));
    check("mothers_maiden_name", Some(Tier::Credential));
}

#[test]
fn letters_beyond_ascii_are_reported_and_never_judged() {
    for (name, ch) in [("p\u{430}ssword", '\u{430}'), ("pass\u{200d}word", '\u{200d}'), ("größe", 'ö')] {
        assert_eq!(classify(name), Verdict::NotAscii { ch }, "{name}");
    }
}

#[test]
fn an_overlong_name_is_closed_and_not_read() {
    for name in ["a".repeat(193), "ab_".repeat(65), "x1".repeat(40), "key_".repeat(1 << 20)] {
        assert_eq!(found(&name).kind, Kind::Overlong);
    }
    assert_eq!(classify(&"_".repeat(1 << 20)), Verdict::Clear);
    assert_eq!(classify(&"a".repeat(192)), Verdict::Clear);
}

#[test]
fn names_without_letters_are_clear() {
    for name in ["", "_", "r#", "42", "-1", "\0\n\t", "$", "__"] {
        assert_eq!(classify(name), Verdict::Clear, "{name:?}");
    }
}

fn check(names: &str, tier: Option<Tier>) {
    let wrong: Vec<_> = names
        .split_whitespace()
        .map(|name| (name, classify(name)))
        .filter(|(_, verdict)| verdict.finding().map(|found| found.tier) != tier)
        .collect();
    assert!(wrong.is_empty(), "expected {tier:?}: {wrong:#?}");
}

fn found(name: &str) -> Finding {
    classify(name).finding().unwrap_or_else(|| panic!("{name} is clear"))
}
