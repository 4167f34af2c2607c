"""Prints and writes what was measured: tables, the figures as JSON, plots."""

import dataclasses
import json
import pathlib

from driver import machine, plots, tables

# So many processors may be busy with other things before the run.
BUSY = 0.2


def write(folder, about, size, results, skipped):
    folder.mkdir(parents=True, exist_ok=True)
    measured = [result for result in results if all(result.rounds.values())]
    name = about["date"] if size.name == "full" else size.name
    warning = doubt(about, size)
    text = document(about, size, results, measured, skipped, warning)
    print(f"\n{text}")
    written = [folder / f"{name}.md", folder / f"{name}.json"]
    written[0].write_text(text)
    written[1].write_text(figures(about, size, results))
    for kind, draw in (("latency", plots.latency), ("throughput", plots.throughput)):
        written.append(folder / f"{kind}.svg")
        written[-1].write_text(draw(measured, machine.line(about), warning))
    print("written:", *(shown(path) for path in written), sep="\n  ")


def doubt(about, size):
    """Why the figures are not to be quoted; empty where they are."""
    if size.name != "full":
        return "A quick run: no figures to quote"
    if about["busy_processors"] > BUSY:
        return "A busy machine: no figures to quote"
    return ""


def document(about, size, results, measured, skipped, warning):
    rounds = max((len(result.rounds["throughput"]) for result in results), default=0)
    parts = [
        f"# Beside other loggers, {about['date']}",
        f"{machine.line(about)}; commit {about['commit']}. {rounds} round{'s' if rounds != 1 else ''}, medians, "
        f"{size.events:,} events a round for the throughput. Processors busy with other things before the run: "
        f"{about['busy_processors']:.2f}.",
    ]
    if warning:
        parts.append(f"**{warning}.**")
    parts += ["## What a call costs the caller, in nanoseconds", tables.latency(measured)]
    parts += ["## From the first call until all is in the file", tables.throughput(measured)]
    parts += ["## Where a peer is better than blackbar", tables.better(measured)]
    parts += ["## What was compared", tables.peers(results)]
    parts += [f"Skipped: {why}." for why in skipped]
    parts += [f"Failed: {result.peer.id}, {why}." for result in results for why in result.failed]
    return "\n\n".join(parts) + "\n"


def figures(about, size, results):
    told = [
        {
            "id": result.peer.id,
            "label": result.peer.label,
            "version": result.peer.version,
            "output": result.output,
            "rounds": result.rounds,
            "failed": result.failed,
        }
        for result in results
    ]
    return json.dumps({"machine": about, "size": dataclasses.asdict(size), "peers": told}, indent=1) + "\n"


def shown(path):
    try:
        return path.relative_to(pathlib.Path.cwd())
    except ValueError:
        return path
