"""Just enough SVG. Colours follow the reader's light or dark theme; the ground is drawn, so that they fit it."""

import math
from html import escape

STYLE = """
  svg { --ground: #ffffff; --edge: #d1d9e0; --ink: #1f2328; --faint: #59636e; --grid: #e4e8ec;
        --own: #cf222e; --json: #0969da; --other: #818b98; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --edge: #3d444d; --ink: #f0f6fc; --faint: #9198a1; --grid: #21262d;
          --own: #ff7b72; --json: #58a6ff; --other: #8b949e; }
  }
  text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink); }
  .title { font-size: 18px; font-weight: 600; }
  .small { font-size: 12px; fill: var(--faint); }
  .own { --colour: var(--own); } .json { --colour: var(--json); } .other { --colour: var(--other); }
  .label.own { fill: var(--own); font-weight: 700; } .label.other { fill: var(--faint); }
  .label { font-size: 12px; }
  .grid { stroke: var(--grid); }
  .lead { stroke: var(--faint); stroke-width: 0.7; }
  .span { stroke: var(--colour); stroke-width: 1.6; }
  .dot { fill: var(--colour); }
  .ring { fill: var(--ground); stroke: var(--colour); stroke-width: 1.6; }
  .ground { fill: var(--ground); stroke: var(--edge); }
"""


class Drawing:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.parts = [f'<rect class="ground" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>']

    def line(self, x1, y1, x2, y2, kind):
        self.parts.append(f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')

    def circle(self, x, y, radius, kind):
        self.parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>')

    def text(self, x, y, words, kind, anchor="start"):
        """Returns about where the text ends, if it starts at `x`."""
        self.parts.append(f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>')
        return x + length(words)

    def placed_label(self, x, y, words, kind, taken, bounds):
        """A label near a point where nothing is yet; `taken` are boxes, and gets that of the label."""
        box, distance = next(
            ((box, distance) for box, distance in places(x, y, length(words)) if fits(box, taken, bounds)),
            (next(places(x, y, length(words)))),
        )
        taken.append(box)
        if distance > 12:
            near_x = min(max(x, box[0]), box[2])
            near_y = min(max(y, box[1]), box[3])
            self.line(x, y, near_x, near_y, "lead")
        self.text(box[0], box[3] - 3, words, kind)

    def finish(self, title):
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{escape(title)}">'
        )
        return "\n".join([head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", *self.parts, "</svg>\n"])


def length(words):
    """About how wide a small text is."""
    return 6.6 * len(words)


def places(x, y, width):
    """Boxes for a text around a point, the nearest first, each with its distance."""
    height = 14
    for distance in (9, 16, 26, 38, 52, 68):
        for turn in (0, 180, 330, 30, 210, 150, 300, 60, 240, 120, 270, 90):
            across, down = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            middle = x + across * (distance + width / 2 * min(1, abs(across) * 1.2)), y + down * (distance + height / 2)
            yield (middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2), distance


def fits(box, taken, bounds):
    inside = bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )


def decades(low, high):
    """The powers of ten from `low` to `high`."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    return [10.0**power for power in range(first, last + 1)]
