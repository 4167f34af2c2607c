"""What the measurements are of: machine, versions, date."""

import datetime
import os
import pathlib
import platform
import subprocess
import time


def about(here):
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "processor": processor(),
        "processors": os.cpu_count(),
        "memory_gib": round(memory_gib()),
        "system": f"{platform.system()} {platform.release()}",
        "rustc": first_line(["rustc", "--version"], here).removeprefix("rustc ").split(" ")[0],
        "commit": first_line(["git", "rev-parse", "--short", "HEAD"], here),
        "busy_processors": busy(2),
    }


def busy(seconds):
    """How many processors other programs keep busy, measured over so many seconds; 0 where the system does not say.

    Not the load average: that still shows the build.
    """
    before = ticks()
    time.sleep(seconds)
    after = ticks()
    if not before or sum(after) == sum(before):
        return 0.0
    idle = after[3] - before[3] + after[4] - before[4]
    return round((1 - idle / (sum(after) - sum(before))) * (os.cpu_count() or 1), 2)


def ticks():
    """Of all processors: user, nice, system, idle, waiting for a disk, interrupts, stolen by the host."""
    first = next(iter(lines("/proc/stat")), "")
    return [int(word) for word in first.split()[1:9]]


def line(machine):
    """One line for captions."""
    guest = "virtual machine, " if virtual() else ""
    return (
        f"{machine['processor']}, {guest}{machine['processors']} processors, {machine['memory_gib']} GiB, "
        f"{machine['system'].split('-')[0]}, rustc {machine['rustc']}, {machine['date']}"
    )


def processor():
    for row in lines("/proc/cpuinfo"):
        if row.startswith("model name"):
            return row.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def virtual():
    return any(row.startswith("flags") and " hypervisor" in row for row in lines("/proc/cpuinfo"))


def memory_gib():
    for row in lines("/proc/meminfo"):
        if row.startswith("MemTotal:"):
            return int(row.split()[1]) / 2**20
    return 0


def lines(path):
    try:
        return pathlib.Path(path).read_text().splitlines()
    except OSError:
        return []


def first_line(command, here):
    try:
        told = subprocess.run(command, capture_output=True, text=True, cwd=here)
    except OSError:
        return ""
    return told.stdout.strip().split("\n")[0]
