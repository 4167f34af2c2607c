//! Second meanings: neighbours that show a listed word means something else here.

/// A term is not sensitive when one of `before` stands right before it or one of `after` right after it.
///
/// `term` is a whole term, or its last word (for `after`) or its first word (for `before`): the entry `key` tells
/// that `api_key_id` is public, like every other `… key id`. A neighbour may be several words.
pub(crate) struct Everyday {
    pub(crate) term: &'static str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
}

pub(crate) const EVERYDAY: &[Everyday] = &[
    // Legs of a chip, nodes of a graph editor, pinned memory.
    Everyday {
        term: "pin",
        before: "
            gpio, led, rx, tx, analog, digital, clk, clock, sda, scl, cs, ss, mosi, miso, sck, irq, int,
            interrupt, reset, rst, input, output, in, out, enable, en, signal, pwm, adc, dac, button, btn,
            sensor, trigger, echo, servo, motor, board, bcm, chip, dc, busy, backlight, buzzer, relay, step,
            dir, uart, spi, c, wake, wakeup, power, vcc, gnd, ground, source, src, dst, sink, node, from,
            to, box, map, drive, hw, physical, alert, switch, io, port, cpu, thread, core, memory, safety,
            bowling, drop, location, version, msg, message, chat, post
        ",
        after: "
            map, mask, to, board, project, mut, box, id, ctrl, control, function, group, mux, change, list,
            def, array, bank, port, layout, out, in, high, low, level, assignment, pull, drive, cpu, core,
            thread, memory, message, post, tab, icon, result, side, direction, design, spacing, pad, init,
            toggle, debounce, name
        ",
    },
    // The camera or the stereo image turns; personal area networks.
    Everyday {
        term: "pan",
        before: "
            src, dst, camera, cam, audio, stereo, channel, mix, touch, mouse, gesture, tilt, zoom, left,
            right, start, end, masked, truncated, on, drag, scroll, auto, map
        ",
        after: "
            angle, speed, x, y, z, xy, zoom, tilt, gesture, start, end, left, right, delta, velocity,
            recognizer, law, knob, responder, coordinator, profile, descriptor, and, last, bin, id, up,
            down, direction, axis, vector, dx, dy, sensitivity, factor, amount, envelope
        ",
    },
    // Lexers, language models, coins, pages; and the address where OAuth tokens are fetched.
    Everyday {
        term: "token",
        before: "
            erc 20, erc 721, governance, syntax, lexer, keyword, punct, eof, eos, bos, unk, pad, mask, cls,
            stop, special, cancellation, cancel, design, utility, reward, lp, native, quote, base, page,
            next page, next, pagination, continuation, continue, cursor, delimiter, nft, staking, vote, fee,
            peek, unexpected, expected, found, start, end, open, close, opening, closing, begin, brace, bracket,
            paren, comma, semi, colon, dot, eq, star, pound, operator, word, sub, subword, prefix, suffix, middle,
            image, audio, video, placeholder, sync, resume, change, idempotency, semaphore
        ",
        after: "
            stream, tree, span, start, end, range, mask, occurrence, id, symbol, address, endpoint, url, uri, in, out, amount, balance, supply,
            decimal, pair, text, contract, mint, holder, owner, list, vocab, embedding, probability,
            logprob, classification, transfer, standard, ring, distribution, account, program, sale,
            audience, review, introspection, exchange, revocation, request, requestor, type hint,
            reference id, identifier, name override
        ",
    },
    Everyday {
        term: "cookie",
        before: "fortune, accept, third party, magic",
        after: "
            domain, jar, same, http, secure, partition, law, category, preference, monster, cutter, recipe
        ",
    },
    Everyday {
        term: "csrf",
        before: "",
        after: "protection, exempt, trusted, cookie name, header name, safe",
    },
    // Where a vault keeps it.
    Everyday {
        term: "secret",
        before: "top, non",
        after: "
            santa, sauce, engine, volume, mount, lister, informer, uri, url, selector, detection, scanning,
            scanner, length, resource, identifier
        ",
    },
    Everyday {
        term: "credential",
        before: "verifiable, include, allow, send",
        after: "id, subject, definition, offer, process, uri, url, scanning, owner",
    },
    // The act of permitting, and the approval of a payment.
    Everyday {
        term: "authorization",
        before: "payment, card, pre, work, prior, employment",
        after: "
            endpoint, decision, result, model, url, uri, id, amount, level, context, group, request,
            response, detail, matrix, grant, type
        ",
    },
    Everyday {
        term: "bearer",
        before: "standard, pall, ring, load",
        after: "bond, share, auth, realm, id, capability, context",
    },
    // The public name of a key, or a key that is no cryptographic one.
    Everyday {
        term: "key",
        before: "",
        after: "
            id, uid, uuid, fingerprint, identifier, spec, checking, verification, exchange, management,
            vault, frame, share, handle, slot, reference, resource, uri, url, press, press event, down, up,
            binding, use, info, hint, thumbprint, digest
        ",
    },
    Everyday { term: "access key", before: "html, keyboard, menu", after: "modifier" },
    Everyday { term: "data key", before: "chart, axis, x, y, meta, user", after: "" },
    Everyday { term: "key pair", before: "public, ec 2", after: "id, fingerprint" },
    Everyday { term: "server key", before: "public", after: "exchange, share" },
    Everyday { term: "client key", before: "public", after: "exchange, share" },
    // The encoding of a certificate, which everyone may read.
    Everyday {
        term: "pem",
        before: "
            cert, certificate, public, public key, pub key, pubkey, ca, chain, root, crt, csr, issuer,
            fullchain, crl, trusted, anchor
        ",
        after: "cert, certificate, chain, public, header, footer, line, reader, block, ca, info",
    },
    // Windows security identifiers, and the resource names of a telephony provider.
    Everyday {
        term: "sid",
        before: "
            user, owner, group, domain, object, process, machine, account, primary, capability, package,
            integrity, trustee, principal, security, admin, service, message, call, recording, conference,
            workspace, oracle, tenant, logon, container, app, stream, node
        ",
        after: "and, hash, history, array, list, string, attribute, identifier",
    },
    // Delivery status notifications (RFC 3461).
    Everyday { term: "dsn", before: "smtp, bounce", after: "notify, ret, envid, report" },
    // Configuration management, and the kitchen.
    Everyday {
        term: "salt",
        before: "sea, rock, table",
        after: "master, minion, stack, api, grain, pillar, water, lake, concentration",
    },
    Everyday { term: "pepper", before: "bell, salt and, sweet", after: "flake" },
    // The short name of a machine instruction, the underlined letter of a menu.
    Everyday {
        term: "mnemonic",
        before: "instruction, opcode, op, asm, insn, key, menu, with",
        after: "table, key, widget, activate, operand",
    },
    Everyday { term: "cryptogram", before: "", after: "puzzle, game, information" },
    // Releases of Erlang; fuses of a chip.
    Everyday {
        term: "otp",
        before: "erlang, elixir",
        after: "
            release, app, application, memory, fuse, register, word, row, bank, base, address, area, digit,
            step, window, period, id
        ",
    },
    // Message authentication codes, securities, and a processor's answer to a code.
    Everyday { term: "verification code", before: "", after: "id" },
    Everyday { term: "authentication code", before: "message", after: "" },
    Everyday { term: "security code", before: "stock, bond", after: "result, check, response" },
    Everyday { term: "cvv", before: "", after: "result, check, response, indicator" },
    Everyday { term: "cvc", before: "", after: "result, check, response, indicator" },
    // Compressed sparse columns.
    Everyday {
        term: "csc",
        before: "to, as",
        after: "matrix, array, mat, row, col, data, storage, link, sparse",
    },
    // Music, maps and films.
    Everyday { term: "track 1", before: "audio, music, midi, sub, grid, video", after: "id" },
    Everyday { term: "track 2", before: "audio, music, midi, sub, grid, video", after: "id" },
    Everyday { term: "track data", before: "audio, music, midi, gps, video, animation", after: "" },
    Everyday { term: "full track", before: "audio, music", after: "" },
    // Forms PCI DSS 3.4.1 lets show, and references to a record.
    Everyday { term: "card number", before: "masked, truncated, redacted", after: "last, first, bin, id" },
    Everyday {
        term: "credit card",
        before: "",
        after: "id, last, bin, processor, fee, payment, company, statement, balance, logo",
    },
    Everyday { term: "debit card", before: "", after: "id, last, bin, processor, fee, payment" },
    Everyday { term: "bank account", before: "", after: "id, last, balance, holder, owner, currencies" },
    Everyday { term: "iban", before: "masked, truncated, redacted", after: "last" },
    Everyday { term: "tax id", before: "", after: "registrar" },
    Everyday { term: "account number", before: "masked, truncated, redacted", after: "last, id" },
    // A counter of a transport protocol.
    Everyday { term: "ssn", before: "rcv, snd, sinfo", after: "" },
    // A file system's block, and the first word of a phrase.
    Everyday { term: "bsn", before: "parent, block", after: "" },
    Everyday { term: "rut", before: "in a, in", after: "" },
    // A link to a page, and ways to use passwords.
    Everyday {
        term: "password",
        before: "forgot, forgotten, lost, non",
        after: "less, grant, based, spray, protection",
    },
    Everyday { term: "passphrase", before: "", after: "based" },
    // The fields of a Unix account.
    Everyday { term: "pw", before: "", after: "gecos, shell, comment, uid, gid, change, class" },
    Everyday { term: "key material", before: "public", after: "" },
    // Phase-shift keying; the identity a pre-shared key is looked up by.
    Everyday { term: "psk", before: "tls", after: "identity, modulation, exchange, ke" },
    // Messages and the service that sends them, not the address of a person.
    Everyday {
        term: "email",
        before: "send, via, by, per, no reply, noreply, support, service account",
        after: "
            subject, body, client, domain, queue, campaign, list, notification, text, html, preview,
            frequency, signature, footer, header, layout, message, content, regexp, job, transport, digest,
            alert, channel, thread, marketing, preference, attachment, verification message,
            verification subject
        ",
    },
    Everyday {
        term: "phone",
        before: "windows, head, via",
        after: "model, os, prefix, code, book, case, support, id, call",
    },
    // Addresses of memory and machines.
    Everyday { term: "address", before: "", after: "id, space, family, mapping, line, pool, range" },
    Everyday {
        term: "ip address",
        before: "
            server, listen, bind, local, gateway, dest, destination, target, virtual, cluster, private,
            internal, host, group, multicast, outside, metadata
        ",
        after: "",
    },
    Everyday {
        term: "ip addr",
        before: "
            server, listen, bind, local, gateway, dest, destination, target, virtual, cluster, private,
            internal, host, group, multicast, outside, metadata
        ",
        after: "",
    },
    // Names of things.
    Everyday {
        term: "full name",
        before: "
            repo, repository, test, type, class, method, module, function, fn, package, crate, field,
            object, file, qualified, table, branch, project
        ",
        after: "",
    },
    Everyday { term: "last name", before: "file, path", after: "" },
    Everyday { term: "first name", before: "file, path", after: "" },
    Everyday { term: "family name", before: "font, typeface, cpu, product, instance", after: "" },
    Everyday { term: "given name", before: "file", after: "" },
    Everyday { term: "id card", before: "video, sound, graphics", after: "" },
    Everyday { term: "gender", before: "grammatical, noun, word", after: "neutral, form" },
    Everyday {
        term: "session id",
        before: "usb, tcp, l 2 tp, pppoe, terminal, logon, debug, mirror",
        after: "context",
    },
];
