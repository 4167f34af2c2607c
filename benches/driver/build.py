"""Builds what measures, and says which peers there are and which are missing."""

import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from driver.peer import Peer


def peers(here):
    """All peers that can run here, and for each one that cannot, why."""
    found, skipped = rust(here), []
    for more in (spdlog, python):
        try:
            found += more(here)
        except LookupError as missing:
            skipped.append(str(missing))
            print(f"skipped: {missing}")
    return found, skipped


def rust(here):
    if not shutil.which("cargo"):
        sys.exit("cargo is missing: install Rust, see https://rustup.rs")
    manifest = ["--manifest-path", str(here / "Cargo.toml")]
    run(["cargo", "build", "--release", *manifest], "the Rust peers (minutes, the first time)")
    told = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", *manifest], check=True, capture_output=True, text=True
    )
    metadata = json.loads(told.stdout)
    versions = {package["name"]: package["version"] for package in metadata["packages"]}
    program = str(pathlib.Path(metadata["target_directory"]) / "release" / "compare")
    told = subprocess.run([program, "list"], check=True, capture_output=True, text=True)
    return [
        Peer(
            id=about["id"],
            label=about["label"],
            version=versions.get(about["package"], ""),
            command=[program, about["id"]],
            own_thread=about["own_thread"],
            note=about["note"],
        )
        for about in json.loads(told.stdout)
    ]


def spdlog(here):
    compiler = os.environ.get("CXX") or shutil.which("g++")
    if not compiler:
        raise LookupError("spdlog (C++): there is no g++")
    flags = ["-I/usr/include", "-lspdlog", "-lfmt"]
    if shutil.which("pkg-config"):
        told = subprocess.run(["pkg-config", "--cflags", "--libs", "spdlog"], capture_output=True, text=True)
        flags = told.stdout.split() or flags
    header = pathlib.Path("/usr/include/spdlog/version.h")
    if not header.exists():
        raise LookupError("spdlog (C++): /usr/include/spdlog is missing; on Debian: apt-get install libspdlog-dev")
    numbers = re.findall(r"#define SPDLOG_VER_(?:MAJOR|MINOR|PATCH) (\d+)", header.read_text())
    program = here / "target" / "spdlog"
    program.parent.mkdir(exist_ok=True)
    source = str(here / "cpp" / "spdlog.cpp")
    run([compiler, "-std=c++17", "-O3", "-DNDEBUG", source, "-o", str(program), *flags, "-pthread"], "spdlog")
    note = "no fields, no JSON: a pattern with braces; texts are not escaped"
    return [
        Peer("spdlog", "spdlog (C++), synchronous", ".".join(numbers), [str(program), "spdlog"], False, note),
        Peer(
            "spdlog-async",
            "spdlog (C++), async",
            ".".join(numbers),
            [str(program), "spdlog-async"],
            True,
            note + "; its default queue of 8,192, which blocks",
        ),
    ]


def python(here):
    if not importlib.util.find_spec("pythonjsonlogger"):
        raise LookupError("Python's logging: the package is missing; pip install python-json-logger")
    from importlib.metadata import version

    return [
        Peer(
            id="python",
            label="Python logging, python-json-logger",
            version=version("python-json-logger"),
            command=[sys.executable, str(here / "python" / "logging_json.py")],
            own_thread=False,
            note=f"CPython {sys.version.split()[0]}, FileHandler; one write for each event, as it always does; "
            "logs a twentieth of the events, its seconds are multiplied",
            share=0.05,
        )
    ]


def run(command, what):
    print(f"building {what}", flush=True)
    if subprocess.run(command).returncode != 0:
        sys.exit(f"this failed: {' '.join(command)}")
