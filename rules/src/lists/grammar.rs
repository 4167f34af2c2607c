//! Words that change what a sensitive term means: the field is about the secret, not the secret.

/// Last words that make the field metadata. `token_count` counts, `password_policy` regulates,
/// `private_key_path` points.
pub(crate) const METADATA_TAILS: &[&str] = &[
    // When and how long.
    "
        at, on, by, date, time, timestamp, ts, age, ttl, expiry, expires, expire, exp, expired,
        expiration, lifetime, validity, duration, interval, timeout, deadline, ms, millis, micros, nanos,
        ns, sec, seconds, minutes, hours, days, since, until, rotation, day, month, year
    ",
    // How many and how much.
    "
        count, counter, total, index, idx, position, pos, offset, rate, limit, budget, quota, usage,
        attempt, failure, retry, retries, bucket, cost, price, score, strength, entropy, min, max,
        complexity, percent, ratio, cap
    ",
    // What sort, which state.
    "
        type, kind, class, category, status, state, version, algorithm, alg, algo, scheme, format,
        encoding, mode, method, policy, rule, scope, permission, policies, properties, categories,
        currencies, role, purpose, regex, pattern, charset, country, region, locale, currency, brand,
        network, curve, property, spec, subject, context, generation, metadata, meta, schema, action,
        event, step, flow, source, origin, reason
    ",
    // Where it is kept or who deals with it.
    "
        name, endpoint, path, file, filename, filepath, dir, directory, folder, location, env, var, ref,
        arn, label, field, column, attribute, tag, alias, store, cache, backend, bundle, service, server,
        provider, issuer, manager, generator, factory, builder, validator, checker, encoder, hasher,
        handler, callback, listener, resolver, repository, controller, helper, formatter, parser, loader,
        fetcher, extractor, plugin, module, middleware, interceptor, filter, config, configuration,
        setting, option, namespace, table, enum, vendor, host, port, template, command
    ",
    // What a person sees instead of it.
    "
        error, err, exception, warning, prompt, placeholder, title, description, desc, help, tooltip,
        icon, button, page, form, view, dialog, modal, screen, banner, consent, notice, css, color, style,
        visibility, prefix, suffix
    ",
];

/// Last words that turn a name into a yes or a no. `otp_used` is a bool; as text it is an OTP that was used.
pub(crate) const YES_NO_TAILS: &str = "
    required, enabled, disabled, valid, invalid, verified, present, missing, set, unset, changed, rotated,
    reset, revoked, issued, ok, match, matches, matched, mismatch, used, needed, allowed, supported,
    protected, provided, configured, confirmed, optional, visible, hidden, shown, exists, found, checked,
    updated, created, deleted, sent, accepted, rejected, entered, authenticated, validated, encrypted,
    available, active, locked, blocked, compromised, breached, leaked, exceeded
";

/// First words that turn a name into a yes, a no or a number.
pub(crate) const YES_NO_HEADS: &str = "
    is, are, has, have, had, was, does, did, need, needs, require, requires, should, must, can, will, num, n,
    nr, max, min, total, count, allow, allows, skip, invalid, missing, no, not, use, uses, using, enable,
    disable, support, supports, show, hide, ignore, without, wants
";

/// Last words that tell a length. They clear a name like metadata does, except where the length itself narrows
/// the guesses: passwords and PINs.
pub(crate) const LENGTH_TAILS: &str = "len, length, size, char, width";

/// Ends of glued words that no English word shares, so that `dbpassword` and `clientsecret` are found without
/// listing every owner.
pub(crate) const GLUED_ENDS: &str = "
    password, passwd, passphrase, passwort, pwd, secret, token, credential, cookie, apikey, secretkey,
    privatekey, privkey, accesskey, encryptionkey, signingkey, masterkey, sessionid, cardnumber, creditcard,
    accountnumber, connectionstring
";

/// Starts of glued words that no English word shares (`passwordhash`).
pub(crate) const GLUED_STARTS: &str = "password, passwd, passphrase, apikey, privatekey, clientsecret";

/// Words that the rules for glue and plurals would misread: `pins` are legs of a chip, `taxid` is a taxonomy.
pub(crate) const NOT_GLUED: &str = "passwordless, betoken, nonsecret, pins, taxid";
