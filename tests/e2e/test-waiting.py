"""Clients that wait for news: as many as the system gives files, not as many as a shell does by default."""

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

SERVER = os.path.abspath(sys.argv.pop(1))
SOFT_LIMIT = 64
CLIENTS = 150


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lower_limit():
    resource.setrlimit(resource.RLIMIT_NOFILE, (SOFT_LIMIT, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


class Waiting(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ambassade-waiting-")
        self.addCleanup(self.folder.cleanup)
        made = subprocess.run([SERVER, "token", "create", "--access", "manager", "--name", "W", "--data", self.folder.name],
                              capture_output=True, text=True, timeout=60, check=True)
        self.token = made.stdout.strip().splitlines()[-1]
        self.port = free_port()
        self.server = subprocess.Popen([SERVER, "--data", self.folder.name, "--listen", f"127.0.0.1:{self.port}"],
                                       stdout=subprocess.PIPE, preexec_fn=lower_limit)
        self.server.stdout.readline()
        self.addCleanup(self.stop)

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(60)
        self.server.stdout.close()

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def pull(self, cursor, wait, request_id):
        status, text = self.ask("GET", f"/v1/changes?cursor={cursor}&limit=100&wait={wait}", **{"X-Request-Id": request_id})
        self.assertEqual(status, 200, text)
        return json.loads(text.splitlines()[-1])

    def test_a_crowd_finds_room_before_it_is_accepted(self):
        self.server.send_signal(signal.SIGSTOP)
        crowd = []
        try:
            for _ in range(CLIENTS):
                crowd.append(socket.create_connection(("127.0.0.1", self.port), 10))
        finally:
            self.server.send_signal(signal.SIGCONT)
            for client in crowd:
                client.close()
        self.assertEqual(len(crowd), CLIENTS)

    def test_more_clients_than_files_by_default(self):
        end = self.pull("", 0, "head")
        while end["more"]:
            end = self.pull(end["cursor"], 0, "head")
        ends = []

        def wait_for_news(i):
            ends.append(self.pull(end["cursor"], 25, f"w{i}"))

        threads = [threading.Thread(target=wait_for_news, args=(i,)) for i in range(CLIENTS)]
        for thread in threads:
            thread.start()
        files = f"/proc/{self.server.pid}/fd"
        until = time.monotonic() + 60
        while len(os.listdir(files)) < CLIENTS and time.monotonic() < until:
            time.sleep(0.05)
        self.assertGreaterEqual(len(os.listdir(files)), CLIENTS)
        self.assertEqual(ends, [])
        status, text = self.ask("POST", "/v1/nodes", json.dumps({"name": "News", "kind": "hub"}),
                                **{"Content-Type": "application/json", "Idempotency-Key": "one"})
        self.assertEqual(status, 201, text)
        for thread in threads:
            thread.join(60)
        self.assertEqual([end["rows"] for end in ends], [1] * CLIENTS)


if __name__ == "__main__":
    unittest.main()
