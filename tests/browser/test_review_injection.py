"""Text of articles and terminologies runs nothing, wherever it stands."""

from __future__ import annotations

from itertools import product

from opened import Open

from kg.model import ArmContent, ArmRole, Endpoint, Kind, LinkStatus, Modality, ResultContent
from kg.review import (
    Mark,
    PageClaim,
    PageData,
    PageDocument,
    PageEvidence,
    PageFact,
    PageMeta,
    PageNode,
    Role,
    RunnerUp,
)

# Ways out of the place in which text may stand, and what to run once out.
BREAKOUTS = ("", '"', "'", "`", "-->", "]]>", "</script>", "</style>", "</title>", "</textarea>", '"}]}', "{{7*7}}\n")
ATTACKS = (
    "<script>window.ran=1;alert(1)</script>",
    "<img src=x onerror=window.ran=1;alert(1)>",
    "<svg onload=window.ran=1;alert(1)>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<body onpageshow=alert(1)>",
    "<details open ontoggle=window.ran=1>",
    "<input autofocus onfocus=window.ran=1>",
    "<a href=javascript:window.ran=1>x</a>",
    " onmouseover=window.ran=1 x=",
    "<base href=https://example.net/>",
    "<link rel=stylesheet href=https://example.net/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.net/'>",
    "<object data=https://example.net/></object>",
    "<style>@import 'https://example.net/x.css'</style>",
    "\u2028window.ran=1;alert(1)//",
    "<math><mtext><img src=x onerror=window.ran=1>",
    "${window.ran=1}",
)
PAYLOADS = tuple(breakout + attack for breakout, attack in product(BREAKOUTS, ATTACKS))
ADDRESSES = (
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1",
    " javascript:window.ran=1",
    "java\nscript:window.ran=1",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "file:///etc/passwd",
    "//example.net/x",
    'https://example.net/"onmouseover="window.ran=1',
)
KINDS = tuple(Kind)


def hostile() -> PageData:
    """A page on which every text of every record attacks."""
    nodes, claims, documents = [], [], []
    for i, payload in enumerate(PAYLOADS):
        iri = f"https://example.org/{i}?{payload}"
        documents.append(PageDocument(f"{i}{payload}", payload, ADDRESSES[i % len(ADDRESSES)], payload, payload))
        nodes.append(
            PageNode(
                iri if i % 2 else ADDRESSES[i % len(ADDRESSES)] + str(i),
                f"{i}{payload}",
                KINDS[i % len(KINDS)],
                f"EX:{i}{payload}",
                (LinkStatus.LINKED, LinkStatus.UNRESOLVED)[i % 2],
                (payload, payload),
                (RunnerUp(payload, payload, payload, 0.5),),
            )
        )
    for i, payload in enumerate(PAYLOADS):
        evidence = PageEvidence(
            f"https://example.org/evidence/{payload}",
            f"{payload} {payload}",
            documents[i].source,
            (Mark(0, len(payload), Role.SUBJECT), Mark(len(payload) + 1, 2 * len(payload) + 1, Role.OBJECT)),
            payload,
            payload,
            (payload,),
            (payload,),
            (payload,),
        )
        target = nodes[(i + 1) % len(nodes)].iri if i % 3 else None
        modality = tuple(Modality)[i % 4]
        predicate = "cg:targets" if i % 5 else f"cg:{payload}"
        claims.append(
            PageClaim(
                f"https://example.org/claim/{i}{payload}",
                nodes[i].iri,
                predicate,
                target,
                payload,
                i % 7 == 0,
                modality,
                0.5,
                "unreviewed",
                (evidence,),
                known=(PageFact(payload, payload, payload, agrees=i % 2 == 0),),
            )
        )
        if nodes[i].kind is Kind.TRIAL:
            arm = ArmContent(ArmRole.EXPERIMENTAL, (), payload)
            result = ResultContent(Endpoint.OTHER, payload, payload, None, None, *([payload] * 7))
            for has, outcome in (("cg:hasArm", arm), ("biolink:has_study_results", result)):
                name = f"https://example.org/{has}/{i}{payload}"
                claims.append(PageClaim(name, nodes[i].iri, has, None, evidence=(evidence,), outcome=outcome))
    meta = PageMeta(PAYLOADS[6 * len(ATTACKS)], PAYLOADS[1])
    return PageData(tuple(nodes), tuple(claims), tuple(documents), meta)


_OPEN_EVERY_CARD = """() => {
  const [hrefs, cards, strange] = [new Set(), new Set(), new Set()];
  const look = (place) => {
    for (const link of place.querySelectorAll("a[href]")) hrefs.add(link.href);
    for (const element of place.querySelectorAll("script, style, img, iframe, object, base, link, input:not([id])")) {
      strange.add(element.outerHTML);
    }
    for (const element of place.querySelectorAll("*")) {
      for (const { name } of element.attributes) if (name.startsWith("on")) strange.add(element.outerHTML);
    }
  };
  for (let step = 0; step < STEPS; step += 1) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    cards.add(document.querySelector(".card").id);
    look(document.querySelector(".card"));
  }
  look(document.querySelector("#trials"));
  look(document.querySelector("#list"));
  return [[...hrefs], [...cards], [...strange]];
}""".replace("STEPS", str(len(PAYLOADS) + 2 * (len(PAYLOADS) // len(KINDS) + 1)))


def test_two_hundred_payloads_in_every_field_run_nothing(open_page: Open) -> None:
    opened = open_page(hostile())
    page = opened.page
    box = page.locator("#canvas").bounding_box()
    assert box
    for step in range(12):
        x, y = box["x"] + box["width"] * (step + 1) / 13, box["y"] + box["height"] * (0.35 + 0.3 * (step % 2))
        page.mouse.move(x, y)
        page.mouse.click(x, y)
    page.keyboard.press("Escape")
    page.click("#filters summary")
    for view in ("table", "trials", "graph"):
        page.click(f"#view-{view}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for key in "jajrju":
        page.keyboard.press(key)
    page.fill(".item.open .decision > input", PAYLOADS[1])
    page.keyboard.press("Tab")
    for words in ("script", "<img", 'onerror="', "ran=1"):
        page.fill("#search", words)
        page.wait_for_timeout(200)
    page.press("#search", "Enter")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.violations") == []
    assert (opened.dialogs, opened.errors, opened.foreign_requests) == ([], [], [])


def test_every_card_of_the_hostile_page_is_harmless(open_page: Open) -> None:
    opened = open_page(hostile(), view="#view=trials")
    hrefs, cards, strange = opened.page.evaluate(_OPEN_EVERY_CARD)
    assert len(cards) == len(hostile().claims)
    assert {href.partition(":")[0] for href in hrefs} == {"https"}
    assert strange == []
    assert opened.page.evaluate("window.ran") is None
    assert (opened.dialogs, opened.errors, opened.foreign_requests) == ([], [], [])
