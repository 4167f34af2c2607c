"""What the driver knows of a peer."""

import dataclasses


@dataclasses.dataclass
class Peer:
    id: str
    label: str
    version: str
    # The words before ROLE FOLDER AMOUNT.
    command: list
    # Whether a thread of its own writes to the file.
    own_thread: bool
    note: str
    # What it logs in the throughput role, as a part of what the others log.
    share: float = 1.0

    @property
    def name(self):
        return f"{self.label} {self.version}".strip()
