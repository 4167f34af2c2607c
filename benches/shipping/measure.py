#!/usr/bin/env python3
"""Other shippers against the receiver of blackbar's own bench.

    benches/shipping/measure.py [NAME ..]

NAME is one of `python`, `python-tuned`, `python-disk`, `java`, `java-blocking`; default: all. Needs pip for python-logstash-async,
and apt-get (nothing is installed: packages are unpacked below `target/`), java and javac for logstash-logback-encoder. blackbar's
own figures come from `cargo bench -p blackbar --features logstash --bench shipping`.

Each sender logs events of 240 bytes or so as fast as it can and ends. Printed are the events that arrived a second, from the
first byte to the last, the processor time of the sender for each, its memory at most, and how many never arrived.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import time
import venv

HERE = pathlib.Path(__file__).parent.resolve()
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
WORK = TARGET / "shipping"

PYTHON_PACKAGE = "python-logstash-async==4.1.0"
JAVA_PACKAGES = [
    "liblogstash-logback-encoder-java", "libdisruptor-java", "libjackson2-core-java", "libjackson2-databind-java",
    "libjackson2-annotations-java", "liblogback-java", "libslf4j-java",
]
JARS = [
    "logstash-logback-encoder", "disruptor", "jackson-core", "jackson-databind", "jackson-annotations", "logback-core",
    "logback-classic", "slf4j-api",
]

# How many events each one logs: what takes it some seconds.
SENDERS = {
    "python": 5_000,
    "python-tuned": 100_000,
    "python-disk": 2_000,
    "java": 2_000_000,
    "java-blocking": 2_000_000,
}


def receiver():
    """The path of the bench, which is also a receiver."""
    build = ["cargo", "bench", "-p", "blackbar", "--features", "logstash", "--bench", "shipping", "--no-run"]
    built = subprocess.run([*build, "--message-format=json"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    for line in built.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable") and message.get("target", {}).get("name") == "shipping":
            return message["executable"]
    sys.exit("cargo did not say where the bench is")


def python():
    """A python that has python-logstash-async."""
    place = WORK / "venv"
    program = place / "bin" / "python"
    if not program.exists():
        venv.create(place, with_pip=True)
        subprocess.run([program, "-m", "pip", "install", "--quiet", PYTHON_PACKAGE], check=True)
    return program


def java():
    """The class path of logstash-logback-encoder and of the sender."""
    place = WORK / "java"
    shared = place / "root" / "usr" / "share" / "java"
    if not shared.exists():
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", *JAVA_PACKAGES], cwd=place, check=True, stdout=subprocess.DEVNULL)
        for package in place.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, place / "root"], check=True)
    path = ":".join(str(shared / f"{jar}.jar") for jar in JARS)
    subprocess.run(["javac", "-cp", path, "-d", place, HERE / "Shipping.java"], check=True)
    return f"{place}:{path}"


def sender(name):
    """What to run, with everything that it needs."""
    if name.startswith("python"):
        return [python(), HERE / "logger.py"]
    return ["java", "-cp", java(), "Shipping"]


def measure(bench, name, events):
    prepared = sender(name)
    receiving = subprocess.Popen([bench, "receive", "lines"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    port = receiving.stdout.readline().strip().rsplit(":", 1)[1]
    # What logback says of each loss would be measured, too.
    sending = subprocess.Popen([*prepared, name, port, str(events)], cwd=WORK, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(sending.pid, 0)
    if status != 0:
        sys.exit(f"{name} failed")
    time.sleep(1)  # The receiver is not done with the last connection as soon as the sender is.
    receiving.kill()
    said = [re.search(r"(\d+) events, the last after ([\d.]+) s", line) for line in receiving.stderr]
    said = [match for match in said if match]
    arrived = sum(int(match[1]) for match in said)
    seconds = max((float(match[2]) for match in said), default=0.0)
    if arrived == 0:
        sys.exit(f"{name}: nothing arrived")
    processor = usage.ru_utime + usage.ru_stime
    print(
        f"{name}: {arrived / max(seconds, 1e-3):,.0f} events/s, {processor / arrived * 1e6:.2f} us of processor an event,"
        f" {usage.ru_maxrss / 1024:.0f} MiB at most, {events - arrived} of {events} never arrived",
        flush=True,
    )


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    bench = receiver()
    for name in sys.argv[1:] or SENDERS:
        measure(bench, name, SENDERS[name])


if __name__ == "__main__":
    main()
