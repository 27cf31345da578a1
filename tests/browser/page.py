"""A file as a browser shows and prints it."""

import base64
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.browser.chromium import Chromium

AXE = Path(__file__).parent / "axe/axe.min.js"
PDFTOTEXT = shutil.which("pdftotext")
RUN_AXE = """axe.run(document, {resultTypes: ["violations"]}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.target.join(" ")}: ${rule.help}`)))"""


class Page:
    """A file in a window of its own.

    Parameters
    ----------
    browser
        The running browser.
    path
        An HTML or SVG file.
    """

    def __init__(self, browser: Chromium, path: Path) -> None:
        self._browser, self._window = browser, browser.window()
        for domain in ("Page", "Log", "Runtime", "Network"):
            self._send(f"{domain}.enable")
        answer = self._send("Page.navigate", url=path.resolve().as_uri())
        assert "errorText" not in answer, f"{path}: {answer['errorText']}"
        browser.wait_for("Page.loadEventFired", self._window)

    def close(self) -> None:
        """Close the window."""
        self._send("Page.close")

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise is awaited."""
        answer = self._send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def violations(self) -> list[str]:
        """What axe-core finds wrong: rule, element and advice, a line each."""
        self.evaluate(AXE.read_text("utf-8") + ";0")
        found: list[str] = self.evaluate(RUN_AXE)
        return found

    def scroll_width(self, width: int) -> int:
        """How wide the page is, in CSS pixels, in a window that is so wide."""
        self._send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=False,
        )
        wide: int = self.evaluate("document.documentElement.scrollWidth")
        return wide

    def messages(self) -> list[str]:
        """What was written on the console, errors of the browser included."""
        logged = self._browser.events("Log.entryAdded", self._window)
        written = self._browser.events("Runtime.consoleAPICalled", self._window)
        return [item["entry"]["text"] for item in logged] + [str(item["args"]) for item in written]

    def requests(self) -> list[str]:
        """The addresses that were fetched, that of the page first."""
        sent = self._browser.events("Network.requestWillBeSent", self._window)
        return [item["request"]["url"] for item in sent]

    def pdf(self) -> bytes:
        """The page as it is printed, on the paper that it asks for."""
        printed = self._send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(printed["data"])

    def printed_pages(self) -> list[str]:
        """The text of every printed page, runs of spaces as one."""
        text = subprocess.run(
            [str(PDFTOTEXT), "-layout", "-", "-"], input=self.pdf(), check=True, capture_output=True
        ).stdout.decode()
        return [" ".join(page.split()) for page in text.split("\f")[:-1]]

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.send(method, self._window, **parameters)
