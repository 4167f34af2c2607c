//! Ordinary names of real code that must be clear. A hit here costs a user an annotation for nothing.

use blackbar_rules::{Verdict, classify};

const NAMES: &[&str] = &[
    // Tokens of lexers, models and coins; cursors of pages.
    "
        token_stream token_tree token_kind token_span token_id token_type token_bucket token_list
        token_count next_page_token page_token continuation_token stop_token eos_token bos_token pad_token
        unk_token mask_token cls_token special_tokens_map cancellation_token syntax_token token_endpoint
        token_url token_uri token_expiry token_name token_symbol token_address token_decimals
        token_balance base_token quote_token lp_token token_pair tokenizer tokenizer_path tokenization
        detokenize tokenized
    ",
    // Pins of chips and of memory.
    "
        pin_project pin_mode pin_map pin_mut spinner pinned pinning gpio_pin led_pin pins rx_pin tx_pin
        miso_pin clk_pin reset_pin interrupt_pin board_pin input_pin output_pin i2c_pin pin_state
        pin_index pin_name pin_type pin_level pinout pinion pin_config pin_ctrl pinch opinion
        shopping_list spin
    ",
    // Authors and ways of authenticating.
    "
        author authors authority author_name authoritative authored authentic authenticated auth_method
        auth_type auth_mode auth_provider auth_enabled auth_url auth_uri auth_scheme auth_flow auth_server
        auth_level auth_duration_ms auth_result auth_backend
    ",
    // Keys of maps, tables and keyboards; public names of keys.
    "
        keyframes keyframe keyboard keyboard_layout key_path sort_key hash_key primary_key foreign_key
        partition_key cache_key map_key object_key public_key pub_key row_key range_key group_key
        routing_key idempotency_key lookup_key index_key i18n_key translation_key hotkey key_code
        key_event key_press keypress key_down keydown key_up key_name key_type key_size key_length key_id
        key_count key_usage key_ops key_prefix key_value key_handler keyword keywords keystroke turkey
        monkey donkey hockey whiskey key_bindings api_key_id access_key_id api_key_name api_key_prefix
        kms_key_id kms_key_arn key_arn key_alias signing_key_id encryption_key_id private_key_path
        private_key_file ssh_key_path ssl_key_file publishable_key config_key setting_key registry_key
        dedup_key join_key entity_key sort_keys unique_key
    ",
    // Hashes, paths and passes; facts about passwords.
    "
        hash hash_map hash_code hashmap hasher hashtag hash_value path file_path bypass_cache bypass
        compass pass_count render_pass shader_pass first_pass second_pass pass_index pass_name passthrough
        passthrough_headers passed passing pass_rate passenger passenger_count passive passive_mode
        encompass surpass password_policy password_changed_at password_expires_at password_strength
        password_field password_file password_prompt password_placeholder password_manager
        password_attempts forgot_password passwordless
    ",
    // Facts about cookies.
    "
        cookie_jar cookie_name cookie_path cookie_domain cookie_banner cookie_consent cookie_policy
        cookie_secure cookie_max_age cookie_same_site cookbook
    ",
    // Secretaries, and where secrets are kept.
    "
        secretary secretariat secret_name secret_ref secret_version secret_arn secret_path secret_store
        secret_type secret_key_ref secret_namespace
    ",
    // Facts about sessions.
    "
        session session_count session_duration session_name session_type session_timeout session_start
        session_state session_manager
    ",
    // Credit, cards that are no bank cards.
    "
        credit credit_limit incredible credits credit_amount credit_type card_type card_brand card_network
        card_id card_count card_title card_body card_image cardinality discard scorecard postcard wildcard
        dashboard_cards credential_type credential_provider credential_id credentials_path
    ",
    // Addresses of machines.
    "
        address addresses memory_address base_address bind_address listen_address local_address
        server_address contract_address dest_addr server_ip host_ip bind_ip ip ip_version ip_range ip_pool
        address_family address_space
    ",
    // Names of things.
    "
        name first last title user_id user_name username display_name nickname file_name host_name
        class_name full_path table_name column_name repo_full_name
    ",
    // Mail and telephones.
    "
        email_template email_subject email_body email_verified email_sent_at email_count email_provider
        email_enabled phonetic phone_model phone_verified telephony microphone headphones
    ",
    // Panels, cameras, companies.
    "
        span panel pan_angle pan_x pan_speed pan_offset camera_pan japan company companion expand
        expansion mapping mapper timespan lifespan spanish panic panic_message participant
    ",
    // Words with salt inside.
    "
        salty basalt asphalt salted saltwater result pepperoni
    ",
    // Sides.
    "
        side inside sidebar sidecar sideband aside resid residual residue presidency residence president
        sid_type
    ",
    // Sections and nanoseconds.
    "
        secs section sections sector nsec usec msec
    ",
    // Codes.
    "
        code error_code status_code country_code currency_code postal_code zip_code postcode area_code
        promo_code product_code exit_code response_code source_code source_code_url op_code unicode
        barcode qr_code color_code language_code reason_code decline_code airport_code encode decode codec
        codebase code_block authorization_status authorization_endpoint authorization_url
        authorization_server authorization_type authorization_id preauthorized
    ",
    // Identifiers.
    "
        id ids uuid guid request_id trace_id span_id correlation_id order_id device_id tenant_id
        account_id customer_id product_id invoice_id transaction_id payment_id message_id thread_id
        process_id tax_rate tax_amount tax_type tax_category taxonomy taxonomy_id national nationwide
        nation identity identifier identifiers identity_provider
    ",
    // Numbers.
    "
        number numbers order_number invoice_number line_number page_number sequence_number version_number
        build_number port_number house_number flight_number phone_type serial_number part_number
        batch_number tracking_number block_number reference_number row_number card_number_format
    ",
    // Accounts, banks and routes.
    "
        account accounts account_name account_type account_status account_balance account_manager bank
        bank_name bank_code swift_code bic routing routing_table routing_rules route router route_name
        checking checking_enabled savings sorting sort_order sort_by sort_column
    ",
    // Mathematics, patterns, public cryptography.
    "
        sin cos tan sine sinh cosine sin_theta tin pat pattern path_pattern seed random_seed rng_seed
        seeds seed_url nonce iv tag digest checksum signature signature_algorithm fingerprint
        key_fingerprint cert cert_path certificate certificate_chain ca_cert cert_pem public_key_pem csr
        issuer subject thumbprint
    ",
    // Addresses on the web.
    "
        url base_url callback_url redirect_uri webhook_id webhook_enabled image_url avatar_url
        repository_url homepage_url docs_url proxy_url feed_url git_url
    ",
    // Databases and connections.
    "
        string connection connection_id connection_count connection_state connection_pool
        connection_timeout db_name database_name db_host db_port db_user database_path redis_host broker
        broker_id mongo_db
    ",
    // Compilers and processors.
    "
        lexer_token tok tokens_used_count cursor opcode mnemonic_table instruction_mnemonic
        operand register_name
    ",
    // Tracks, chips, stripes.
    "
        track track_id track_name track_title track_number track_count tracking tracks audio_track
        track_duration chip chip_id chip_select chipset swipe swipe_direction stripe_width magnet emv
        stripe
    ",
    // Licences of software, drivers.
    "
        license license_type license_file license_url licenses license_text driver driver_name
        driver_version drivers driver_path passport_country visa visa_type
    ",
    // Look-alikes of personal data.
    "
        language gender_neutral race race_condition religion_filter trace grace embrace
    ",
    // Physics.
    "
        phase psk_modulation modulation spectrum bandwidth frequency longitude_count
    ",
    // Machine learning.
    "
        learning_rate batch_size vocab_size hidden_size num_heads attention_mask embedding_dim max_seq_len
        prompt completion model_name checkpoint_path logits loss
    ",
    // Games.
    "
        player_name score level health mana inventory weapon sprite texture mesh shader vertex_buffer
        entity_name scene camera animation tileset quest guild loot_table
    ",
    // Finance.
    "
        price quantity amount currency total subtotal discount ticker isin cusip symbol market exchange
        bid ask volume ledger portfolio balance interest_rate
    ",
    // HTTP.
    "
        method headers body content_type user_agent referer host port scheme query fragment status
        latency_ms bytes_sent remote_port protocol accept_encoding cache_control etag
    ",
    // SQL.
    "
        table column schema query_text row_count index_name constraint migration transaction_isolation sql
        statement cursor_name
    ",
    // Rust syntax.
    "
        ident span_text ast_node expr lhs rhs stmt block item visibility generics lifetime attribute
        derive macro_name module_path crate_name
    ",
    // Leftovers that came close.
    "
        secant consecutive seclusion ascension opinionated cryptography cryptic encrypted_at
        encryption_enabled encryption_algorithm encryption_type decrypted auth_failures jwt_issuer
        jwt_algorithm jwt_expiry mfa_enabled two_factor_enabled csrf_protection bearer_format token_budget
        birth_count birthday_enabled
    ",
    // Names of registry crates that came close.
    "expected_token start_token suffix_token brace_token sync_token resume_token change_token token_range \
     t_fn session_token_name_override pin_name_with_c hooks_url",
    // Unix accounts, transport counters and file-system blocks.
    "pw_gecos pw_shell pw_uid rcv_ssn snd_ssn parent_bsn pan_id dst_pan src_pan_id",
];

#[test]
fn ordinary_names_are_clear() {
    let names = || NAMES.iter().flat_map(|block| block.split_whitespace());
    assert!(names().count() > 700);
    let wrong: Vec<_> =
        names().map(|name| (name, classify(name))).filter(|it| it.1 != Verdict::Clear).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
