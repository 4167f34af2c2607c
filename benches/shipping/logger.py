"""Logs through python-logstash-async: `logger.py python|python-tuned|python-disk PORT EVENTS`."""

import logging
import sys

from logstash_async.constants import constants
from logstash_async.handler import AsynchronousLogstashHandler

name, port, events = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
if name == "python-tuned":
    constants.QUEUE_CHECK_INTERVAL = 0.05
    constants.QUEUED_EVENTS_FLUSH_INTERVAL = 0.1
    constants.QUEUED_EVENTS_FLUSH_COUNT = 5_000
    constants.QUEUED_EVENTS_BATCH_SIZE = 5_000
database = "python.db" if name == "python-disk" else None
handler = AsynchronousLogstashHandler("127.0.0.1", port, database_path=database)
logger = logging.getLogger("shipping")
logger.setLevel(logging.INFO)
logger.addHandler(handler)
for n in range(events):
    fields = {
        "user_id": n,
        "request": f"{n:032x}",
        "ip": "173.234.31.18",
        "latency_ms": (n % 997) * 1.25,
        "ok": n % 2 == 0,
    }
    logger.info("user logged in", extra=fields)
# It waits until everything is sent.
logging.shutdown()
