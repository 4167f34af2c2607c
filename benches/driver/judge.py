"""What a peer writes, judged by the lines it wrote: nothing is taken on trust."""

import json

USUAL = {"user_id": 0, "request": "0" * 32, "ip": "173.234.31.10", "latency_ms": 0, "ok": True}


def output(probe):
    """A few words: `JSON`, `JSON, all values text`, `text`, …"""
    if "failed" in probe:
        return "?"
    text, hostile = probe["text"], probe["hostile"]
    if "\0" in text:
        return "binary"
    lines = text.removesuffix("\n").split("\n")
    usual = fields(lines[0])
    if usual is None:
        return "text, values in the message"
    if not all(name in usual for name in USUAL):
        good = len(lines) == 2 and fields(lines[1]) is not None
        return "JSON, values in the message" + ("" if good else ", not escaped")
    typed = all(type_of(usual[name]) == type_of(value) and usual[name] == value for name, value in USUAL.items())
    kept = len(lines) == 2 and (fields(lines[1]) or {}).get("request") == hostile
    return "JSON" + ("" if typed else ", all values text") + ("" if kept else ", not escaped")


def type_of(value):
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def fields(line):
    """The fields of a line of JSON with those of its inner objects; None where it is no such line."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(value, dict):
        return None
    inner = {}
    for part in value.values():
        if isinstance(part, dict):
            inner |= part
    return value | inner
