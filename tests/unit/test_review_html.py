"""The file itself: what may run in it, and that it is always the same."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.model import Kind
from kg.review import PageClaim, PageData, PageDocument, PageEvidence, PageMeta, PageNode, render
from kg.review.script import joined

A, B = "https://example.org/a", "https://example.org/b"


def small(text: str = "plain") -> PageData:
    """Two concepts, one claim, and ``text`` wherever text can stand."""
    evidence = PageEvidence("https://example.org/e", f"A binds B {text}.", "d.txt", extractor=text, before=(text,))
    return PageData(
        (PageNode(A, text, Kind.DRUG, "EX:1", names=(text,)), PageNode(B, text, Kind.TARGET)),
        (PageClaim("https://example.org/c", A, "cg:targets", B, evidence=(evidence,)),),
        (PageDocument("d.txt", text, text, text, text),),
        meta=PageMeta(text, text),
    )


class Elements(HTMLParser):
    """The elements of a page with their attributes and raw text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != self.found[-1][0]

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def named(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


def csp_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(page: str) -> dict[str, list[str]]:
    metas = (attributes for attributes, _ in Elements(page).named("meta"))
    content = next(str(meta["content"]) for meta in metas if meta.get("http-equiv") == "Content-Security-Policy")
    return {words[0]: words[1:] for words in (directive.split() for directive in content.split(";"))}


def test_only_the_pages_own_scripts_and_style_may_run() -> None:
    page = render(small())
    elements = Elements(page)
    scripts = [text for attributes, text in elements.named("script") if attributes.get("type") != "text/plain"]
    [(_, style)] = elements.named("style")
    rules = policy(page)
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == [csp_hash(script) for script in scripts]
    assert rules["style-src"] == [csp_hash(style)]
    assert "unsafe" not in str(rules)


def test_nothing_is_loaded_and_no_handler_is_inline() -> None:
    for tag, attributes, _ in Elements(render(small())).found:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "style")], tag
        assert tag not in ("link", "img", "iframe", "base", "object", "embed")
        assert attributes.get("href") in (None, "#claims")


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=f()>', "</script></style></title>", "\u2028{{7*7}}"],
)
def test_text_adds_no_element_wherever_it_stands(text: str) -> None:
    def shape(page: str) -> list[str]:
        return [tag for tag, _, _ in Elements(page).found]

    assert shape(render(small(text))) == shape(render(small()))


def test_text_arrives_as_it_was_written() -> None:
    text = "</script>&amp;<b>\U0001d6c3 “π” \u2028"
    [data] = [t for a, t in Elements(render(small(text))).named("script") if a.get("id") == "payload"]
    assert json.loads(zlib.decompress(base64.b64decode(data)))["nodes"][0]["label"] == text


def test_of_all_text_only_the_title_and_the_version_stand_in_the_html() -> None:
    page = render(small("Zanzibar"))
    assert re.findall(r"<(\w+)[^<>]*(?:>|content=.claimgraph )(?:<[^>]*></span>)?Zanzibar", page) == [
        "meta",
        "title",
        "h1",
    ]
    assert page.count("Zanzibar") == 3


def test_the_same_data_give_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_review_html import small\nfrom kg.review import render\n"
        "print(hashlib.sha256(render(small()).encode()).hexdigest())"
    )
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, *folders],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(render(small()).encode()).hexdigest() + "\n"}


def test_the_modules_are_joined_without_imports_and_in_order() -> None:
    script = joined()
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    assert script.index("const module_dom") < script.index("const module_main")
    assert script.count("const module_data = ") == 1
