"""How long a review page takes to build and to open, beside pyvis's own page of the same graph.

Run it with a Chromium on the PATH::

    python benchmarks/page_draw.py 100 1000 5000 20000

It prints, for each number of concepts (with three claims each): seconds of processor time to build, size of the file,
seconds from opening it until the picture stands and everything answers (the best of three), how many of these the
page's thread was at work, which does not depend on what else the machine does, and seconds until pyvis's simulation has
settled, if it does within a minute. At the end of a line stands whether the work keeps the limits below.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError, sync_playwright
from pyvis.network import Network

from kg.review import PageData, render

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))

from story import large

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 60.0
LIMITS = {100: 1.0, 1000: 2.0, 5000: 5.0, 20000: 5.0}
"""Seconds in which a page of that many concepts must be open."""
BUILD_LIMIT, SIZE_LIMIT = 15.0, 6.0
"""Seconds and megabytes, whatever the number."""
SETTLED = (
    "window.settled = false; addEventListener('load', () => network.once('stabilized', () => { settled = true; }))"
)


def pyvis_page(data: PageData) -> str:
    """The same concepts and claims as pyvis draws them by default."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in data.nodes:
        network.add_node(node.iri, label=node.label)
    for claim in data.claims:
        if claim.object is not None:
            network.add_edge(claim.subject, claim.object)
    page: str = network.generate_html()
    return page


def seconds_to_open(browser: Browser, file: Path) -> tuple[float, float]:
    """Seconds from the beginning of the navigation to the page's own mark, and of work of the page's thread."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=PATIENCE * 1000)
    milliseconds: float = page.evaluate("performance.getEntriesByName('drawn')[0].startTime")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    page.close()
    return milliseconds / 1000, metrics["TaskDuration"]


def seconds_to_settle(browser: Browser, file: Path) -> float | None:
    """Seconds until pyvis's simulation stands still, None when it does not within ``PATIENCE``."""
    page = browser.new_page()
    page.add_init_script(SETTLED)
    start = time.perf_counter()
    try:
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_function("window.settled", timeout=PATIENCE * 1000)
        return time.perf_counter() - start
    except TimeoutError:
        return None
    finally:
        page.close()


def measure(browser: Browser, concepts: int, folder: Path) -> str:
    data = large(concepts)
    file, plain = folder / "kg.html", folder / "pyvis.html"
    start = time.process_time()
    file.write_text(render(data), encoding="utf-8")
    built = time.process_time() - start
    plain.write_text(pyvis_page(data), encoding="utf-8")
    opened, worked = map(min, zip(*(seconds_to_open(browser, file) for _ in range(3)), strict=True))
    settled = seconds_to_settle(browser, plain)
    size = file.stat().st_size / 1e6
    kept = built <= BUILD_LIMIT and size <= SIZE_LIMIT and worked <= LIMITS.get(concepts, PATIENCE)
    verdict = "kept" if kept else "NOT KEPT"
    times = "".join(f"{written(seconds):>11}" for seconds in (opened, worked, settled))
    return f"{concepts:8} {built:8.1f} s {size:7.1f} MB{times}   {verdict}"


def written(seconds: float | None) -> str:
    return f"> {PATIENCE:.0f} s" if seconds is None else f"{seconds:.2f} s"


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [100, 1000]
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    heads = ("build", "file", "opens", "works", "pyvis")
    print(f"{'concepts':>8}" + "".join(f"{head:>11}" for head in heads) + "   limits")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for concepts in sizes:
            print(measure(browser, concepts, Path(folder)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
