"""Runs the peers: each role in a process of its own, the peers in turn, round after round."""

import dataclasses
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from driver import judge


@dataclasses.dataclass
class Size:
    name: str
    events: int
    bursts: int


FULL = Size("full", events=2_000_000, bursts=900)
QUICK = Size("quick", events=150_000, bursts=150)

# A process that takes longer than this hangs.
PATIENCE = 180


@dataclasses.dataclass
class Result:
    peer: object
    output: str
    # By role, one dictionary of figures a round.
    rounds: dict
    failed: list

    def median(self, role, name):
        """The median over the rounds; None where the figure is missing."""
        values = [figures[name] for figures in self.rounds[role] if figures.get(name) is not None]
        return statistics.median(values) if values else None

    def lost(self, role):
        """The share of all events of the role that is not in the files."""
        logged = sum(figures["logged"] for figures in self.rounds[role])
        counted = sum(figures["counted"] for figures in self.rounds[role])
        return (logged - counted) / logged if logged else None


def all_rounds(peers, size, rounds, limit, folder):
    """The results of all peers; no round is begun that would end after `limit` seconds."""
    began = time.monotonic()
    results = [Result(peer, judge.output(play(peer, "probe", 1, folder)), {"latency": [], "throughput": []}, [])
               for peer in peers]
    longest = 0.0
    for number in range(1, rounds + 1):
        passed = time.monotonic() - began
        if limit and passed + longest > limit:
            print(f"round {number} would end after {limit / 60:.0f} minutes: {number - 1} rounds it is")
            break
        one_round(results, size, f"round {number} of {rounds}", folder)
        longest = max(longest, time.monotonic() - began - passed)
    return results


def one_round(results, size, name, folder):
    for role, amount in (("latency", size.bursts), ("throughput", size.events)):
        for result in results:
            share = result.peer.share if role == "throughput" else 1
            print(f"\r{name}: {role} of {result.peer.id:24}", end="", flush=True)
            figures = play(result.peer, role, int(amount * share), folder)
            if "failed" in figures:
                result.failed.append(f"{role}: {figures['failed']}")
            else:
                result.rounds[role].append(scaled(figures, amount) if share != 1 else figures)
    print(f"\r{name}: done{'':40}")


def scaled(figures, amount):
    """The seconds of a peer that logged only a part of `amount`."""
    times = amount / figures["logged"]
    return {name: value * times if name.endswith("_s") else value for name, value in figures.items()}


def play(peer, role, amount, folder):
    """The figures of one process, or `failed` with why there are none. What it wrote is deleted."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="compare-", dir=folder))
    try:
        command = [*peer.command, role, str(place), str(amount)]
        told = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        if told.returncode == 0:
            return json.loads(told.stdout.strip().split("\n")[-1])
        return {"failed": (told.stderr.strip().split("\n") or [""])[-1] or f"exit status {told.returncode}"}
    except subprocess.TimeoutExpired:
        return {"failed": f"not done within {PATIENCE} s"}
    finally:
        shutil.rmtree(place, ignore_errors=True)
