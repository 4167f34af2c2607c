#!/usr/bin/env python3
"""Python's logging with python-json-logger in the roles of the comparison: the same events and line of figures as
src/roles has. `benches/run` calls it.

    logging_json.py latency|throughput|probe FOLDER AMOUNT

Its own clock takes some 50 ns, which are taken off.
"""

import json
import logging
import pathlib
import sys
import time

from pythonjsonlogger.json import JsonFormatter

BURST, GROUP, DISABLED_CALLS = 20, 100, 20_000
now = time.perf_counter_ns


def events():
    """As src/event.rs has them."""
    requests = [f"{n * 0x9E3779B97F4A7C15 % 2**64:032x}" for n in range(64)]
    addresses = [f"173.234.31.{n + 10}" for n in range(64)]
    n = 0
    while True:
        yield {
            "user_id": n,
            "request": requests[n & 63],
            "ip": addresses[n & 63],
            "latency_ms": n % 997 * 1.25,
            "ok": n & 1 == 0,
        }
        n += 1


def start(folder):
    handler = logging.FileHandler(folder / "log")
    handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("compare")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    return logger


def at(values, share):
    values = sorted(values)
    return values[round((len(values) - 1) * share)]


def spin(nanos):
    begin = now()
    while now() - begin < nanos:
        pass


def disabled(logger, event):
    def best(each):
        def one_round():
            begin = now()
            for _ in range(DISABLED_CALLS):
                each()
            return (now() - begin) / DISABLED_CALLS

        return min(one_round() for _ in range(5))

    return max(0.0, best(lambda: logger.debug("user logged in", extra=event)) - best(lambda: None))


def latency(logger, bursts):
    source = events()
    empty = at([-(now() - now()) for _ in range(20_000)], 0.5)
    logged = 0

    def burst():
        nonlocal logged
        begin = now()
        for _ in range(BURST):
            logger.info("user logged in", extra=next(source))
        logged += BURST
        return (now() - begin - empty) / BURST

    for _ in range(50):
        burst()
        time.sleep(0.001)
    hot, means, firsts, calls = [], [], [], []
    for n in range(bursts):
        if n % GROUP == 0:
            time.sleep(0.005)
            burst()
            spin(20_000)
        hot.append(burst())
        spin(20_000)
    for n in range(bursts):
        time.sleep(0.001)
        if n % 3 == 0:
            means.append(burst())
            continue
        for place in range(BURST):
            event = next(source)
            begin = now()
            logger.info("user logged in", extra=event)
            calls.append(max(0, now() - begin - empty))
            if place == 0:
                firsts.append(calls[-1])
        logged += BURST
    return {
        "hot_mean_p50": at(hot, 0.5),
        "hot_mean_p99": at(hot, 0.99),
        "slept_mean_p50": at(means, 0.5),
        "slept_first_p50": at(firsts, 0.5),
        "p50": at(calls, 0.5),
        "p90": at(calls, 0.9),
        "p99": at(calls, 0.99),
        "p999": at(calls, 0.999),
        "disabled": disabled(logger, next(source)),
        "logged": logged,
    }


def throughput(logger, amount):
    source = events()
    begin, processor = time.perf_counter(), time.process_time()
    for _ in range(amount):
        logger.info("user logged in", extra=next(source))
    caller = time.perf_counter() - begin
    logging.shutdown()
    wall = time.perf_counter() - begin
    status = pathlib.Path("/proc/self/status")
    peak = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM:")), None)
    return {
        "wall_s": wall,
        "caller_s": caller,
        "processor_s": time.process_time() - processor,
        "peak_mib": int(peak.split()[1]) / 1024 if peak else None,
        "logged": amount,
    }


def main():
    role, folder, amount = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    logger = start(folder)
    if role == "probe":
        hostile = 'a"b\\c\nd\te\x1b[31m'
        logger.info("user logged in", extra=next(events()))
        logger.info(
            "user logged in",
            extra={"user_id": 1, "request": hostile, "ip": "173.234.31.18", "latency_ms": 0.5, "ok": True},
        )
        logging.shutdown()
        print(json.dumps({"hostile": hostile, "text": (folder / "log").read_text()}))
        return
    figures = {"latency": latency, "throughput": throughput}[role](logger, amount)
    logging.shutdown()
    figures["bytes"] = (folder / "log").stat().st_size
    with open(folder / "log", "rb") as log:
        figures["counted"] = sum(chunk.count(b"\n") for chunk in iter(lambda: log.read(1 << 20), b""))
    print(json.dumps(figures))


main()
