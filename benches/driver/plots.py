"""Two plots: how long calls take, and throughput against processor time."""

import math

from driver import tables
from driver.svg import Drawing, decades

WIDTH = 900


def latency(results, caption, warning):
    """One row a logger: p50, p99 and p99.9 of single calls, on a logarithmic scale. `warning` may be empty."""
    rows = sorted(results, key=lambda it: (it.median("latency", "p50"), it.median("latency", "p99")))
    left, right, top, step = 250, WIDTH - 30, 92, 24
    bottom = top + step * len(rows)
    drawing = Drawing(WIDTH, bottom + 62)
    drawing.text(24, 32, "What one log call takes, after 1 ms of sleep", "title")
    drawing.text(24, 52, "bursts of 20 calls, each timed; the standard event of five fields; further left is better", "small")
    legend(drawing, 24, 72, [("p50", "dot"), ("p99", "ring"), ("p99.9", "bar")])
    most = max(it.median("latency", "p999") for it in rows)
    low, high = 10, 10 ** math.ceil(math.log10(most))

    def x(nanos):
        return left + (right - left) * math.log10(max(nanos, low) / low) / math.log10(high / low)

    for nanos in decades(low, high):
        drawing.line(x(nanos), top, x(nanos), bottom, "grid")
        drawing.text(x(nanos), bottom + 18, duration(nanos), "small", "middle")
    for place, result in enumerate(rows):
        y = top + step * (place + 0.5)
        kind = kind_of(result)
        p50, p99, p999 = (x(result.median("latency", name)) for name in ("p50", "p99", "p999"))
        drawing.text(left - 14, y + 4, result.peer.label, f"label {kind}", "end")
        drawing.line(p50, y, p999, y, f"span {kind}")
        drawing.line(p999, y - 5, p999, y + 5, f"span {kind}")
        drawing.circle(p99, y, 4, f"ring {kind}")
        drawing.circle(p50, y, 4.5, f"dot {kind}")
    kinds(drawing, 330, 72)
    drawing.text(24, bottom + 46, caption, "small")
    drawing.text(WIDTH - 24, 32, warning, "label own", "end")
    return drawing.finish("Latency of one log call by logger")


def throughput(results, caption, warning):
    """A point a logger: up is more events a second, left is less processor time."""
    left, right, top, bottom = 70, WIDTH - 30, 100, 640
    drawing = Drawing(WIDTH, bottom + 98)
    drawing.text(24, 32, "Events into the file, and what processor time they take", "title")
    drawing.text(24, 52, "one thread logs as fast as it can, until all is written; up and to the left is better", "small")
    kinds(drawing, 24, 72)
    points = [(result, *place(result)) for result in results if result.peer.share == 1]
    x = Scale([point[1] for point in points], left, right)
    y = Scale([point[2] for point in points], bottom, top)
    for seconds in x.steps():
        drawing.line(x(seconds), top, x(seconds), bottom, "grid")
        drawing.text(x(seconds), bottom + 18, f"{seconds:g}", "small", "middle")
    for rate in y.steps():
        drawing.line(left, y(rate), right, y(rate), "grid")
        drawing.text(left - 8, y(rate) + 4, f"{rate:g}", "small", "end")
    drawing.text((left + right) / 2, bottom + 36, "seconds of processor for 2 million events", "small", "middle")
    drawing.text(24, top - 8, "million events/s", "small")
    taken = [(x(px) - 6, y(py) - 6, x(px) + 6, y(py) + 6) for _, px, py in points]
    # blackbar first, so that it has its place; then from the sparse edges to the crowd.
    for result, px, py in sorted(points, key=lambda point: (point[0].peer.id != tables.OWN, -point[2])):
        lost = result.lost("throughput") > 0.005
        words = result.peer.id + (f" (lost {result.lost('throughput'):.0%})" if lost else "")
        drawing.circle(x(px), y(py), 5, f"{'ring' if lost else 'dot'} {kind_of(result)}")
        drawing.placed_label(x(px), y(py), words, f"label {kind_of(result)}", taken, (left, top, right, bottom))
    outside = [
        f"{result.peer.label}: {place(result)[1]:.2g} million events/s, {place(result)[0]:.0f} s"
        for result in results
        if result.peer.share != 1
    ]
    if outside:
        drawing.text(24, bottom + 62, f"Outside the picture: {'; '.join(outside)}.", "small")
    drawing.text(24, bottom + 82, caption, "small")
    drawing.text(WIDTH - 24, 32, warning, "label own", "end")
    return drawing.finish("Throughput against processor time by logger")


def place(result):
    """Seconds of processor for two million events, and millions of events a second."""
    logged = result.median("throughput", "logged") / result.peer.share
    seconds = result.median("throughput", "processor_s") * 2e6 / logged
    return seconds, tables.figure(result, "throughput", "rate") / 1e6


def kind_of(result):
    """Its colour: this logger, one that writes typed and escaped JSON, or another."""
    if result.peer.id == tables.OWN:
        return "own"
    return "json" if result.output == "JSON" else "other"


def kinds(drawing, x, y):
    for words, kind in (("blackbar", "own"), ("typed, escaped JSON", "json"), ("less than that", "other")):
        drawing.circle(x + 5, y - 4, 5, f"dot {kind}")
        x = drawing.text(x + 16, y, words, "small") + 18


def legend(drawing, x, y, marks):
    for words, mark in marks:
        if mark == "bar":
            drawing.line(x + 5, y - 9, x + 5, y + 1, "span json")
        else:
            drawing.circle(x + 5, y - 4, 4.5, f"{mark} json")
        x = drawing.text(x + 16, y, words, "small") + 18


class Scale:
    """A logarithmic scale that has room for all values and a little more."""

    def __init__(self, values, start, end):
        self.low, self.high, self.start, self.end = min(values) / 1.25, max(values) * 1.25, start, end

    def __call__(self, value):
        part = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + (self.end - self.start) * part

    def steps(self):
        """1, 2 and 5 of each decade."""
        steps = [digit * ten for ten in decades(self.low / 10, self.high * 10) for digit in (1, 2, 5)]
        return [step for step in steps if self.low <= step <= self.high]


def duration(nanos):
    return f"{nanos:g} ns" if nanos < 1000 else f"{nanos / 1000:g} µs" if nanos < 1e6 else f"{nanos / 1e6:g} ms"
