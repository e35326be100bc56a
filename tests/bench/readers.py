"""How long readers wait while comparisons run: ``python -m tests.bench.readers http://127.0.0.1:8000``.

Puts two long stories of this repository's corpus into a running server, has them compared, and meanwhile reads a
finished report with twenty readers at once, each asking again as soon as it is answered. Prints the median and the
slowest tenth per view, in milliseconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import threading
import time
import urllib.parse
from pathlib import Path

STORIES = Path(__file__).resolve().parents[2] / "corpora" / "stories"
COPIES = 4  # of the Portuguese texts in a job: enough for it to outlast the readers
VIEWS = ("", "pair", "overview", "?rows=all&order=disputed")


def ask(host: str, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, bytes]:
    """Return status, ``Location`` and body of one answer."""
    connection = http.client.HTTPConnection(host, timeout=120)
    headers = {"Content-Type": kind} if kind else {}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, urllib.parse.urlsplit(answer.headers.get("Location", "")).path, data


def add_story(host: str, name: str, articles: list[dict[str, str]]) -> str:
    """Put a story in as a file and return its id."""
    story = json.dumps({"id": name, "title": name, "articles": articles}).encode()
    border = "----readers"
    head = f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="{name}.json"\r\n\r\n'
    body = head.encode() + story + f"\r\n--{border}--\r\n".encode()
    status, location, data = ask(host, "POST", "/new", body, f"multipart/form-data; boundary={border}")
    if status != 303:
        raise SystemExit(f"the server answered {status}: {data[:300]!r}")
    return location.split("/")[2]


def texts(language: str) -> str:
    """Return all the corpus has in one language, as one long article."""
    found = []
    for path in sorted(STORIES.glob("*/*.txt")):
        text = path.read_text("utf-8")
        if f"language: {language}" in text[:600]:
            found.append(text.split("---", 2)[-1].strip())
    return "\n\n".join(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0)
    chosen = parser.parse_args()
    host = urllib.parse.urlsplit(chosen.server).netloc
    stamp = format(time.time_ns(), "x")
    portuguese = texts("pt")
    read = add_story(
        host,
        f"read-{stamp}",
        [{"id": f"a{k}", "outlet": f"Outlet {k}", "language": "en", "text": texts("en")[:6000]} for k in range(4)],
    )
    _, job, _ = ask(host, "POST", f"/stories/{read}/jobs")
    while ask(host, "GET", job)[0] == 200:
        time.sleep(0.5)
    running = []
    for k in range(2):
        articles = [{"id": "en", "outlet": "English", "language": "en", "text": texts("en")}]
        for copy in range(COPIES):
            # A mark in each sentence makes it new to the translation memory.
            text = portuguese.replace(". ", f" ({stamp}{k}{copy}). ")
            articles.append({"id": f"pt-{copy}", "outlet": f"Outlet {copy}", "language": "pt", "text": text})
        story = add_story(host, f"long-{stamp}-{k}", articles)
        running.append(ask(host, "POST", f"/stories/{story}/jobs")[1])
    time.sleep(3)
    took: dict[str, list[float]] = {view: [] for view in VIEWS}
    end = time.monotonic() + chosen.seconds

    def reader(number: int) -> None:
        turn = number
        while time.monotonic() < end:
            view = VIEWS[turn % len(VIEWS)]
            began = time.perf_counter()
            status, _, _ = ask(host, "GET", f"/stories/{read}/{view}")
            if status != 200:
                raise SystemExit(f"{view}: {status}")
            took[view].append(1000 * (time.perf_counter() - began))
            turn += 1
            time.sleep(1.0)  # a fast reader looks at each page for a second

    threads = [threading.Thread(target=reader, args=(k,)) for k in range(chosen.readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    still = sum(ask(host, "GET", job)[0] == 200 for job in running)
    print(f"{chosen.readers} readers, {chosen.seconds:.0f} s, {still} of 2 jobs still running at the end")
    for view, times in took.items():
        times.sort()
        print(
            f"{view or 'matrix':30} n={len(times):4} median {statistics.median(times):6.0f} ms, "
            f"slowest tenth from {times[int(len(times) * 0.9)]:6.0f} ms"
        )
    for job in running:
        ask(host, "POST", f"{job}/cancel")


if __name__ == "__main__":
    main()
