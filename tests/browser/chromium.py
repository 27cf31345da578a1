"""A headless Chromium, driven over its debugging pipe.

The DevTools protocol takes and returns JSON messages, each ended by a zero byte. The five commands
that are needed here do not justify a driver with an environment of its own.
"""

import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIMEOUT = 120.0
"""Seconds to wait for any answer."""
PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)


@dataclass
class Chromium:
    """A running browser; ``close`` ends it.

    Parameters
    ----------
    profile
        An empty folder for what the browser keeps.
    """

    profile: Path
    _answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    _events: list[dict[str, Any]] = field(default_factory=list)
    _rest: bytes = b""
    _sent: int = 0

    def __post_init__(self) -> None:
        (theirs_in, self._out), (self._in, theirs_out) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs_in, theirs_out)]
        assert PROGRAM is not None
        self._process = subprocess.Popen(
            [PROGRAM, *self._options()],
            close_fds=False,
            preexec_fn=lambda: [os.dup2(end, number) for number, end in enumerate(ends, start=3)],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (theirs_in, theirs_out, *ends):
            os.close(end)

    def _options(self) -> list[str]:
        return [
            "--headless=new",
            "--remote-debugging-pipe",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            f"--user-data-dir={self.profile}",
            "about:blank",
        ]

    def close(self) -> None:
        """End the browser and all of its processes."""
        os.close(self._out)
        os.close(self._in)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def window(self) -> str:
        """The session of a new window."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session: str = self.send("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        return session

    def send(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """The browser's answer to a command."""
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._write(json.dumps(message).encode() + b"\0")
        number, end = self._sent, time.monotonic() + TIMEOUT
        while number not in self._answers:
            self._receive(end, method)
        answer = self._answers.pop(number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: dict[str, Any] = answer["result"]
        return result

    def _write(self, message: bytes) -> None:
        while message:
            message = message[os.write(self._out, message) :]

    def wait_for(self, event: str, session: str) -> None:
        """Return when a page has sent an event."""
        end = time.monotonic() + TIMEOUT
        while not self.events(event, session):
            self._receive(end, event)

    def events(self, event: str, session: str) -> list[dict[str, Any]]:
        """What a page has sent of one kind so far."""
        return [
            item["params"]
            for item in self._events
            if item["method"] == event and item.get("sessionId") == session
        ]

    def _receive(self, end: float, awaited: str) -> None:
        readable, _, _ = select.select([self._in], [], [], max(end - time.monotonic(), 0))
        assert readable, f"no answer to {awaited} in {TIMEOUT:g} seconds"
        received = os.read(self._in, 1 << 20)
        assert received, f"the browser ended before it answered {awaited}"
        *messages, self._rest = (self._rest + received).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self._events.append(message)
