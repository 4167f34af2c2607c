"""Compares what was sent with what came: compare.py <sent> <received> [<most duplicates>].

Every line that came must have been sent, every line that was sent must have come, the first time in order.
"""

import sys

sent = open(sys.argv[1], "rb").read().split(b"\n")[:-1]
came = open(sys.argv[2], "rb").read().split(b"\n")[:-1]
most = int(sys.argv[3]) if len(sys.argv) > 3 else 0

place = {line: at for at, line in enumerate(sent)}
assert sent and len(place) == len(sent), f"{len(sent)} lines were sent, {len(place)} different ones"
foreign = [line for line in came if line not in place]
assert not foreign, f"{len(foreign)} lines came that nobody sent, the first is {foreign[0][:300]!r}"
first = list(dict.fromkeys(came))
missing = len(sent) - len(first)
assert not missing, f"{missing} of {len(sent)} lines never came"
assert first == sent, "the lines came in another order"
duplicates = len(came) - len(first)
assert duplicates <= most, f"{duplicates} duplicates, at most {most} were to be"
print(f"    {len(sent)} events, {duplicates} duplicates")
