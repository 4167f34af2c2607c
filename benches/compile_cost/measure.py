#!/usr/bin/env python3
"""What deriving events costs at compile time, beside serde.

Writes one crate for each way of deriving, with the same structs in it, and times `cargo check` and
`cargo build --release` of that crate alone: the dependencies are built before. The ways take turns, round after round,
and the medians are shown with their ratio to serde's.

    python3 benches/compile_cost/measure.py [--types 1000] [--rounds 5] [--calls] [--out DIR]

With `--calls` also ways that use each type once: minutes longer.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve()
RUNTIME = HERE.parents[2] / "runtime"

# Six fields each, of the types that events have.
FIELDS = """    id: u64,
    name: String,
    region: String,
    ratio: f64,
    retried: bool,
    parent: Option<u32>,
"""

VALUES = 'id: 7, name: text(), region: text(), ratio: 0.5, retried: true, parent: Some(3)'


def plain(types):
    return "".join(f"pub struct Item{n} {{\n{FIELDS}}}\n" for n in range(types))


def derived(types, derive, attribute=""):
    return "".join(f"#[derive({derive})]\n{attribute}pub struct Item{n} {{\n{FIELDS}}}\n" for n in range(types))


def calls(types, body):
    functions = "".join(f"pub fn call{n}() {{\n    {body.replace('ITEM', f'Item{n}')}\n}}\n" for n in range(types))
    return "fn text() -> String {\n    String::from(\"text\")\n}\n" + functions


DERIVES = {
    "plain structs": ("", plain),
    "serde::Serialize": ("serde", lambda n: derived(n, "serde::Serialize")),
    "blackbar::LogEvent": ("blackbar", lambda n: derived(n, "blackbar::LogEvent")),
}

CALLS = {
    "Serialize and one to_vec each": (
        "serde json",
        lambda n: derived(n, "serde::Serialize")
        + calls(n, f"std::hint::black_box(serde_json::to_vec(&ITEM {{ {VALUES} }}).ok());"),
    ),
    "LogEvent and one log_event! each": (
        "blackbar",
        lambda n: derived(n, "blackbar::LogEvent") + calls(n, f"blackbar::log_event!(ITEM {{ {VALUES} }});"),
    ),
    "tracing::info! each": (
        "tracing",
        lambda n: "fn text() -> String {\n    String::from(\"text\")\n}\n"
        + "".join(
            f"pub fn call{n}() {{\n    tracing::info!(id = 7, name = text(), region = text(), ratio = 0.5, "
            f'retried = true, parent = 3, "item {n}");\n}}\n'
            for n in range(n)
        ),
    ),
}

DEPENDENCIES = {
    "serde": 'serde = { version = "1", features = ["derive"] }',
    "json": 'serde_json = "1"',
    "tracing": 'tracing = "0.1"',
    "blackbar": f'blackbar = {{ path = "{RUNTIME}" }}',
}


def write_crates(out, ways, types):
    members = []
    for number, (needs, source) in enumerate(ways.values()):
        name = f"way{number}"
        members.append(f'"{name}"')
        crate = out / name
        (crate / "src").mkdir(parents=True)
        needed = "\n".join(DEPENDENCIES[need] for need in needs.split())
        (crate / "Cargo.toml").write_text(
            f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n{needed}\n'
        )
        (crate / "src" / "lib.rs").write_text("#![allow(dead_code)]\n" + source(types))
    (out / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = [{", ".join(members)}]\n')
    shutil.copy(HERE.parents[2] / "rust-toolchain.toml", out)


def cargo(out, *arguments):
    started = time.monotonic()
    subprocess.run(["cargo", *arguments, "--quiet"], cwd=out, check=True)
    return time.monotonic() - started


def timed(out, number, command):
    (out / f"way{number}" / "src" / "lib.rs").touch()
    return cargo(out, *command, "-p", f"way{number}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--types", type=int, default=1000, help="derived types in each crate (default 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, each of them every way once (default 5)")
    parser.add_argument("--calls", action="store_true", help="also ways that use each type once")
    parser.add_argument("--out", type=pathlib.Path, help="keep the crates here, a folder that is not there yet")
    arguments = parser.parse_args()

    out = arguments.out or pathlib.Path(tempfile.mkdtemp(prefix="compile-cost-"))
    out.mkdir(exist_ok=True)
    ways = DERIVES | (CALLS if arguments.calls else {})
    write_crates(out, ways, arguments.types)
    commands = {"check": ["check"], "build --release": ["build", "--release"]}
    for command in commands.values():
        cargo(out, *command, "--workspace")

    for title, command in commands.items():
        times = {name: [] for name in ways}
        for _ in range(arguments.rounds):
            for number, name in enumerate(ways):
                times[name].append(timed(out, number, command))
        medians = {name: statistics.median(seconds) for name, seconds in times.items()}
        serde = medians["serde::Serialize"]
        print(f"\ncargo {title}, {arguments.types} types, median of {arguments.rounds} rounds")
        for name, median in medians.items():
            print(f"  {name:<34} {median:6.2f} s  {median / serde:5.2f} x serde::Serialize")

    if arguments.out is None:
        shutil.rmtree(out)


if __name__ == "__main__":
    main()
