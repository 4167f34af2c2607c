"""Sends events with pylogbeat, a Lumberjack client of other people: pylogbeat_client.py <host:port> <windows> <events>.

Prints each event as it was sent. A window has a connection of its own, because pylogbeat numbers events on from window to
window, which some servers refuse, ours among them.
"""

import json
import sys

from pylogbeat import PyLogBeatClient

host, port = sys.argv[1].rsplit(":", 1)
number = 0
for _ in range(int(sys.argv[2])):
    window = []
    for _ in range(int(sys.argv[3])):
        window.append(json.dumps({"@timestamp": "2026-01-01T00:00:00Z", "message": "grüß\n", "number": number}))
        number += 1
    with PyLogBeatClient(host, int(port), timeout=60) as client:
        client.send(window)  # comes back when all of it is acknowledged
    print("\n".join(window))
