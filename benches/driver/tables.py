"""Tables in Markdown."""

OWN = "blackbar"

# What a peer may be better in: words, role, figure, whether more is better.
MEASURES = [
    ("hot call", "latency", "hot_mean_p50", False),
    ("call after a sleep, mean of the burst", "latency", "slept_mean_p50", False),
    ("first call after a sleep", "latency", "slept_first_p50", False),
    ("p50", "latency", "p50", False),
    ("p99", "latency", "p99", False),
    ("p99.9", "latency", "p999", False),
    ("disabled call", "latency", "disabled", False),
    ("events/s", "throughput", "rate", True),
    ("processor time", "throughput", "processor_s", False),
    ("peak memory", "throughput", "peak_mib", False),
]
# Nearer than this is noise.
NOISE = 1.1
# What a ratio to zero is made with: a nanosecond's hundredth is nothing that was measured.
SMALLEST = 0.01
# So many are named.
NAMED = 6
# A nanosecond or two of a disabled call are within what the loop around it takes.
LEAST = {"disabled": 1.0}


def figure(result, role, name):
    """A median; `rate` is the events that got into the files, in a second."""
    if name == "rate":
        wall, counted = result.median(role, "wall_s"), result.median(role, "counted")
        return counted / result.peer.share / wall if wall else None
    return result.median(role, name)


def latency(results):
    columns = ["hot_mean_p50", "hot_mean_p99", "slept_mean_p50", "slept_first_p50", "p50", "p99", "p999"]
    head = ["logger", "hot: mean of a burst", "its p99", "after a sleep: mean of a burst", "first call", "p50", "p99",
            "p99.9", "disabled", "output"]
    rows = []
    for result in sorted(results, key=lambda it: figure(it, "latency", "hot_mean_p50")):
        cells = [whole(figure(result, "latency", column)) for column in columns]
        rows.append([bold(result), *cells, off(figure(result, "latency", "disabled")), result.output])
    return table(head, rows)


def throughput(results):
    own = next((figure(it, "throughput", "rate") for it in results if it.peer.id == OWN), None)
    head = ["logger", "million events/s", "to blackbar", "processor s for 2 M", "peak MiB", "bytes an event",
            "lost", "output"]
    rows = []
    for result in sorted(results, key=lambda it: -figure(it, "throughput", "rate")):
        rate, logged = figure(result, "throughput", "rate"), figure(result, "throughput", "logged")
        processor = figure(result, "throughput", "processor_s") * 2e6 / (logged / result.peer.share)
        counted = figure(result, "throughput", "counted")
        size = figure(result, "throughput", "bytes") / counted if counted else None
        cells = [f"{rate / 1e6:.2f}" if rate > 1e5 else f"{rate / 1e6:.3f}", f"{rate / own:.2f}" if own else "", f"{processor:.2f}"]
        cells += [whole(figure(result, "throughput", "peak_mib")), whole(size), share(result.lost("throughput"))]
        rows.append([bold(result), *cells, result.output])
    return table(head, rows)


def better(results):
    own = next((result for result in results if result.peer.id == OWN), None)
    if own is None:
        return "blackbar was not measured."
    rows = []
    for words, role, name, more in MEASURES:
        mine, least = figure(own, role, name), LEAST.get(name, 0)
        found = []
        for result in results:
            theirs = figure(result, role, name)
            if theirs is None or result is own:
                continue
            wins = theirs > mine * NOISE if more else theirs * NOISE < mine and mine - theirs > least
            if wins:
                ratio = theirs / mine if more else mine / max(theirs, SMALLEST)
                found.append((ratio, f"{result.peer.label} ({ratio:.1f} times, {result.output})"))
        named = [text for _, text in sorted(found, reverse=True)]
        if len(named) > NAMED:
            named[NAMED:] = [f"and {len(named) - NAMED} more"]
        rows.append([words, "; ".join(named) or "none"])
    return table(["measure", "better by more than a tenth"], rows, right=0)


def peers(results):
    rows = []
    for result in results:
        writer = "a thread of its own" if result.peer.own_thread else "the caller"
        rows.append([result.peer.label, result.peer.version, result.output, writer, result.peer.note])
    return table(["logger", "version", "writes", "to the file by", "set up"], rows, right=0)


def table(head, rows, right=None):
    """Numbers are flush right; `right=0` for tables of words."""
    marks = ["---" if right == 0 or name in ("logger", "output") else "--:" for name in head]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, marks, *rows])


def bold(result):
    return f"**{result.peer.label}**" if result.peer.id == OWN else result.peer.label


def whole(value):
    return "" if value is None else f"{value:,.0f}"


def off(value):
    return "when built" if value is None else f"{value:.1f}"


def share(value):
    return "0" if not value else f"{value:.1%}"
