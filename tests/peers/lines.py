"""Sends lines over TCP or TLS: lines.py <host:port> <count> [<ca file>]. Prints each line as it was sent."""

import json
import socket
import ssl
import sys

host, port = sys.argv[1].rsplit(":", 1)
plain = socket.create_connection((host, int(port)), timeout=60)
if len(sys.argv) > 3:
    connection = ssl.create_default_context(cafile=sys.argv[3]).wrap_socket(plain, server_hostname="localhost")
else:
    connection = plain
lines = [json.dumps({"message": "grüß\n" + "x" * (n % 700), "number": n}) for n in range(int(sys.argv[2]))]
for line in lines:
    connection.sendall(line.encode() + b"\n")
    print(line)
if connection is not plain:
    connection = connection.unwrap()  # close_notify
connection.shutdown(socket.SHUT_WR)
connection.close()
