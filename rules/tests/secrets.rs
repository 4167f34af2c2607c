//! Names of secrets as real programs and providers write them, by what they must be found to be.

use blackbar_rules::{Kind, Tier, classify};

/// What a group must be found to be, and its names.
type Group = (Tier, Kind, &'static str);

const GROUPS: &[Group] = &[
    (
        Tier::Always,
        Kind::BankAccount,
        "
            iban bban clabe sort_code routing_number account_no accountNumber acct_num bank_account
            bankAccountNumber routingNum iban_number ibanNumber bank_acct_no account_num acctNo
            beneficiary_iban creditor_account_number routing_no aba_routing_number sortcode bank_sort_code
            bsb_code
        ",
    ),
    (
        Tier::Always,
        Kind::CardCode,
        "
            cvv2 cvc_code card_security_code card_cvv cardVerificationValue cvvCode cvc2 security_code
            card_cvc cvn2 cardCvv
        ",
    ),
    (
        Tier::Always,
        Kind::CardNumber,
        "
            pan_number card_num cardNumber ccNumber cc_num credit_card_number pan primaryAccountNumber
            ccnumber card_no cardNo PAN card_pan full_pan pan_value panCard
        ",
    ),
    (
        Tier::Always,
        Kind::NationalId,
        "
            ssn nino health_card_number nhs_number aadhaar aadhaar_number cpf curp dni nie bsn personnummer pesel
            codice_fiscale passport_no driving_licence driving_licence_no driver_license_number tax_id
            taxpayer_id itin national_id national_insurance_number social_security_no socialSecurityNumber
            sin_number medicare_number passportNumber drivers_licence socialSecurity ssn_hash last4_ssn
            taxId taxIdNumber tin_number nationalId national_identity_number nationalInsuranceNumber
            ni_number idCardNo id_card_number identityCard passportNo passport_num passportId dl_number
            driverLicense drivers_license_number drivingLicenceNo nhsNumber medicareNumber cedula rut
            dniNumber nieNumber cpf_number numero_cpf rg_number aadharNumber voter_id nric hkid idcard
            resident_id bsn_nummer steuerId steuernummer num_secu codiceFiscale fodselsnummer henkilotunnus
            ssn4
        ",
    ),
    (
        Tier::Always,
        Kind::OneTimeCode,
        "
            totp_secret mfaCode otp_code sms_code verificationCode backup_codes authCode auth_code otp_seed
            otpSecret hotp_secret totp_key totp_uri two_fa_code login_otp sms_otp email_otp
            phone_verification_code
        ",
    ),
    (
        Tier::Always,
        Kind::Password,
        "
            encryption_passphrase pfx_password jks_password master_password masterPassphrase userpwd dbPwd
            mysql_root_password ftpPasswd proxyPassword password_reset_token docker_password
            registry_password smtp_password imapPassword ldap_bind_password bind_dn_password gpg_passphrase
            ssh_key_passphrase wifi_password wpa_passphrase keystore_password truststorePassword keyPassword
            p12_password pwd_hash passwd_hash password_digest encrypted_password crypted_password
            rpc_password pool_password vnc_password sudo_password session_password smtp_pwd pgpassword
            PGPASSWORD mysql_pwd MYSQL_PWD sasl_password scram_password cert_password certPwd pfxPwd
            etcd_password adminPwd superuser_password initial_password temp_password one_time_password
            onetimepassword bitbucket_app_password artifactory_password helm_password wallet_passphrase
            wallet_password rpcpassword
        ",
    ),
    (
        Tier::Always,
        Kind::Pin,
        "
            hsm_pin pvv pin_block pin_code atm_pin user_pin pinHash encrypted_pin_block sim_pin puk pin2
            debit_pin new_pin old_pin confirmPin pinBlock pin_verification_value
        ",
    ),
    (
        Tier::Credential,
        Kind::CardTrack,
        "
            track2 track2_data icc_data mag_stripe swipe_data emv_tag_57 track1 full_track trackTwo
            track2_equivalent track_2_equivalent_data magneticStripe
        ",
    ),
    (
        Tier::Credential,
        Kind::ConnectionString,
        "
            magic_link connectionString cosmos_conn_str mongo_uri mongodb_uri postgres_url database_url
            DB_DSN sentry_dsn slack_webhook_url discord_webhook presignedUrl signed_url sas_uri
            azure_storage_connection_string service_bus_connection_string
        ",
    ),
    (
        Tier::Credential,
        Kind::Credential,
        "
            authn_secret svc_acct_json gcp_credentials account_key shared_access_signature api_secret
            app_key consumer_secret deploy_key signing_secret webhook_secret cavv aav secretAccessKey
            AWS_SECRET_ACCESS_KEY client_secret_post idp_secret session_secret ed25519_secret bearerAuth
            basic_auth Proxy-Authorization kube_config service_account_key gcp_sa_key
            google_application_credentials azure_client_secret storage_account_key sharedAccessKey
            sendgrid_api_key stripeKey openai_api_key anthropic_api_key registry_auth datadog_api_key
            newrelic_license_key pagerduty_key algolia_admin_key firebase_key hmac_secret secret_answer
            securityAnswer mothers_maiden_name license_key serial_key auth qr_secret secret_hex nonce_secret
            secret_share usersecret appSecret app_secret fb_app_secret hook_secret shared_secret
            sharedSecret cluster_secret enable_secret snmp_community community_string radius_secret
            secret_bytes APP_KEY flask_secret nextauth_secret api_keys apiKeys access_key_secret secret_id
            role_secret approle_secret_id x-goog-api-key Ocp-Apim-Subscription-Key X-Functions-Key
            plaid_secret paypal_client_secret merchant_key merchant_secret arqc cryptogram ucaf
            clientSecretValue oauthClientSecret OAUTH_CLIENT_SECRET google_client_secret nacl_secret
            known_secret access_secret consumerKey consumerSecret bearer_auth_token captcha_secret
            recaptcha_secret hcaptcha_secret turnstile_secret redis_auth requirepass masterauth
            sasl_jaas_config jaas_config vault_role_secret mfa_secret mfa_seed two_factor_secret tfa_secret
            signature_secret s3_secret s3AccessKey aws_secret awsSecretAccessKey azure_storage_key
            event_hub_key cosmosdb_key primary_key_secret gcs_json_key gcp_json firebase_credentials
            cf_api_key fastly_api_key heroku_api_key honeycomb_api_key honeycomb_writekey segment_write_key
            amplitude_api_key hubspot_api_key mailgun_api_key mandrill_key sendgrid_key nexmo_secret
            vonage_api_secret slack_signing_secret nuget_api_key docker_auth docker_config_json
            imagepullsecret image_pull_secret binance_api_secret exchange_secret coinbase_api_secret
            secret_recovery_phrase nwc_secret
        ",
    ),
    (
        Tier::Credential,
        Kind::Key,
        "
            private_pem seed_words xprv kek dek sessionKey tlsKey ssl_private_key server_private_key_pem
            rsa_private_key ecdsa_sk private_exponent wallet_private_key wallet_mnemonic bip39_mnemonic
            seedPhrase hdSeed wif_key recoveryKey stripe_secret_key sk_live fcm_server_key apns_key
            vapid_private_key kerberos_keytab keytab_b64 pgp_private_key ssh_private_key id_rsa
            wireguard_private_key wg_privkey preshared_key pre_shared_key psk encryption_key encKey aes_key
            aesKey256 hmacKey signing_key pkcs12_data auth_key authkey tailscale_auth_key private_key_b64
            privkey_hex priv_key_bytes sealing_key unseal_keys recovery_shares shamir_shares psk_hex tls_psk
            tacacs_key ike_psk ipsec_psk dpop_key jwk_private private_jwk client_key_data clientKey
            tls_key_pem key_pem cert_key ssl_key keyfile_contents key_material dataKey plaintext_key
            plain_key secretKeyBase MASTER_KEY rails_master_key django_secret_key salt pepper user_salt
            webhook_signing_key braintree_private_key adyen_hmac_key terminal_key zpk ipek idp_cert_private
            pkcs8_der der_private_key private_der priv_pem keypair_bytes signing_keypair secretbox_key
            box_secret_key sk_bytes sodium_key libsodium_key xchacha_key chacha20_key poly1305_key
            siphash_key session_encryption_key db_encryption_key column_encryption_key envelope_key
            customer_master_key kms_data_key root_ca_key intermediate_ca_key leaf_key_pem
            tls_private_key_der mtls_key server_key_pem host_private_key session_key vault_unseal_key
            unseal_key_1 url_signing_key cdn_signing_key cloudfront_private_key s3_secret_key
            minio_secret_key aws_secret_key firebase_private_key github_app_private_key github_pem
            cluster_ca_key client_key_pem apiSecretKey kraken_private_key walletSeed mnemonic_phrase
            mnemonics recovery_phrase xpriv extended_private_key master_xprv privateKeyHex privKeyBytes
            spend_key deployer_key account_private_key keystore_json eth_private_key
        ",
    ),
    (
        Tier::Credential,
        Kind::NationalId,
        "
            ssn_encrypted
        ",
    ),
    (
        Tier::Credential,
        Kind::OneTimeCode,
        "
            otpauth_url oauth_code authorization_code deviceCode
        ",
    ),
    (
        Tier::Credential,
        Kind::Password,
        "
            user_pw db_pw rootpw redispass bind_pw ntlm_hash hashed_pw pw_hash bcrypt_hash argon2_hash
            htpasswd rpcpass mining_pass rdp_pass become_pass ansible_vault_pass vault_pass smtp_pass
            mail_pw imap_pw kafka_sasl_pass keystorePass keystore_pw storepass keypass trust_pass rootPass
            admin_pw nexus_pass rpc_pass
        ",
    ),
    (
        Tier::Credential,
        Kind::Pin,
        "
            pin_number
        ",
    ),
    (
        Tier::Credential,
        Kind::Token,
        "
            sas_token client_assertion code_verifier refresh_tok bot_token github_pat personal_access_token
            aws_session_token x-amz-security-token oauth_token_secret refreshTokenValue idToken jwt_secret
            jwt_signing_key jwtSecretKey cookie_secret mfa_token resetToken activation_token invite_token
            csrfToken xsrf_token authenticity_token state_token Set-Cookie X-Auth-Token X-Vault-Token
            vault_token consul_token nomad_token k8s_token sa_token twilio_auth_token hf_token npm_token
            pypi_token ghp_token gitlab_token jenkins_token sonar_token krb5_ticket samlResponse root_token
            login_token remember_token rememberMeToken device_token push_token apnsToken fcm_token api_token
            apiToken access_tok userToken authtoken identity_token upload_token join_token bootstrap_token
            erlang_cookie jsessionid PHPSESSID connect.sid session_cookie sessionToken ssoToken sso_ticket
            ticket_granting_ticket saml_assertion pkce_verifier codeVerifier tokens GH_TOKEN GITHUB_TOKEN
            CI_JOB_TOKEN X-Shopify-Access-Token square_access_token cookie_signing_key token_secret
            tokenSecret accessTokenSecret twitter_bearer authBearer auth_token_value sessionTok sess_token
            auth_cookie login_cookie cookies cookie_value raw_cookie cookieHeader set_cookie_header x_csrf
            csrf antiforgery_token request_verification_token verify_token email_verification_token
            confirmation_token unsubscribe_token share_token shareLinkToken do_token digitalocean_token
            linode_token cloudflare_api_token vercel_token netlify_auth_token snyk_token codecov_token
            sentry_auth_token mixpanel_token intercom_token postmark_server_token twilio_sid twilio_token
            plivo_auth_token telegram_token discord_bot_token slack_token jira_token confluence_api_token
            gh_token gitlab_private_token private_token deploy_token runner_token registration_token
            ci_token npm_auth_token cargo_registry_token tiller_token kubeadm_token bootstrap_token_secret
            service_account_token macaroon_hex admin_macaroon
        ",
    ),
    (
        Tier::Personal,
        Kind::NationalId,
        "
            passport idNumber licence_no license_no healthcare_number fiscal_code fiscalCode personal_code
            personal_number personalNumber
        ",
    ),
    (
        Tier::Personal,
        Kind::PersonalData,
        "
            license_plate imsi ASP.NET_SessionId fingerprint_template date_of_birth
        ",
    ),
];

#[test]
fn every_name_is_found_with_its_tier_and_kind() {
    let wrong: Vec<_> = GROUPS
        .iter()
        .flat_map(|&(tier, kind, names)| names.split_whitespace().map(move |name| (name, tier, kind)))
        .filter(|&(name, tier, kind)| {
            classify(name).finding().is_none_or(|it| (it.tier, it.kind) != (tier, kind))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the rule passes over knowingly: the word alone means something else more often, so a type (`Secret`) or a
/// class on the field has to say it. A change here is a decision.
#[test]
fn ambiguous_words_alone_are_left_to_types() {
    let names = "key seed nonce iv signature assertion ticket ki opc cid ksn sas sin tin ein rfc nin sk tgt pat tok hash";
    for name in names.split_whitespace() {
        assert_eq!(classify(name).finding(), None, "{name}");
    }
}
