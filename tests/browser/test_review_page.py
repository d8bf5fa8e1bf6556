"""What a reader and a curator can do with the page."""

from __future__ import annotations

import json
from pathlib import Path

from opened import Open, Opened
from story import large

BOTH_MARKS = ["Isatuximab", "CD38"]


def point_of(opened: Opened, label: str) -> dict[str, float]:
    """Where on the screen a concept of the picture stands, by way of the search that brings it to the middle."""
    opened.page.fill("#search", label)
    opened.page.wait_for_selector("#hits li")
    opened.page.press("#search", "Enter")
    box = opened.page.locator("#canvas").bounding_box()
    assert box
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def claim_lines(opened: Opened) -> list[str]:
    return opened.page.locator(".item .statement").all_inner_texts()


def test_opens_from_disk_and_asks_for_nothing_but_itself(open_page: Open) -> None:
    opened = open_page()
    assert opened.requests == [opened.address]
    assert opened.errors == []
    assert opened.text("#counts") == "3 articles · 44 concepts · 61 claims"


def test_a_view_of_everything_asks_for_nothing_either(open_page: Open) -> None:
    opened = open_page(view="#claim=0000")
    for view in ("table", "trials", "graph"):
        opened.page.click(f"#view-{view}")
    opened.page.click("#theme")
    opened.page.mouse.move(400, 300)
    opened.page.mouse.wheel(0, 300)
    assert opened.foreign_requests == []
    assert opened.errors == []


def test_a_claims_card_shows_the_sentence_with_both_mentions_marked(open_page: Open) -> None:
    opened = open_page()
    opened.page.get_by_role("button", name="isatuximab targets CD38").click()
    card = opened.page.locator(".card")
    assert card.locator("blockquote").inner_text() == "Isatuximab binds a distinct part of CD38 on the plasma cell."
    assert card.locator("mark").all_inner_texts() == BOTH_MARKS
    assert card.locator(".article").inner_text() == "Two antibodies, one antigen"
    assert card.locator(".article").get_attribute("href") == "https://example.org/id/cd38"
    assert "asserted · confidence 0.96 · 1 sentence" in card.inner_text()


def test_a_click_on_an_edge_opens_its_claim(open_page: Open) -> None:
    opened = open_page(view="#node=EX:tocilizumab&hops=1&hiddenKinds=disease")
    middle = opened.page.locator("#canvas").bounding_box()
    assert middle
    # Two concepts are left: the one that is looked at, and IL6R straight below or beside it; the edge runs between.
    for step in range(-150, 151, 6):
        opened.page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2 + step)
        if opened.page.locator(".card").count():
            break
    assert "Tocilizumab binds IL6R." in opened.text(".card blockquote")


def test_negated_and_hedged_claims_say_so(open_page: Open) -> None:
    opened = open_page(view="#claim=0009")
    assert opened.page.locator(".item.open .row .chip").all_inner_texts() == ["negated"]
    assert "The text denies it" in opened.text(".card")
    planned = open_page(view="#claim=0008")
    assert planned.page.locator(".item.open .row .chip").all_inner_texts() == ["planned"]
    assert "not a fact of the graph" in planned.text(".card")


def test_search_finds_synonyms_and_identifiers(open_page: Open) -> None:
    opened = open_page()
    for words in ("pomalyst", "EX:pomalidomide", "CC-4047"):
        opened.page.fill("#search", words)
        opened.page.wait_for_selector("#hits li:only-child")
        assert opened.text("#hits li").startswith("pomalidomide")
        opened.page.fill("#search", "")
        opened.page.wait_for_selector("#hits", state="hidden")
    point_of(opened, "Imnovid")
    assert opened.page.locator(".concept h2").inner_text().startswith("pomalidomide")
    assert all("pomalidomide" in line for line in claim_lines(opened))


def test_filters_narrow_list_picture_and_table_alike(open_page: Open) -> None:
    opened = open_page()
    opened.page.click("#filters summary")
    opened.page.select_option("#filter-polarity", "negated")
    assert opened.text("#list-title") == "2 claims"
    opened.page.click("#view-table")
    assert opened.page.locator("table.claims tbody tr").count() == 2
    opened.page.click("#clear-filters")
    opened.page.locator("#filter-modality-asserted").click()
    assert opened.text("#list-title") == "3 claims"
    opened.page.locator("#filter-kind-trial").click()
    opened.page.locator("#filter-confidence").fill("0.65")
    assert opened.text("#list-title") == "2 claims"


def test_the_legend_hides_a_kind(open_page: Open) -> None:
    opened = open_page()
    opened.page.click("#legend-kind-drug")
    assert opened.page.locator("#legend-kind-drug").get_attribute("aria-pressed") == "false"
    assert not any("isatuximab" in line for line in claim_lines(opened))


def test_the_address_keeps_the_view(open_page: Open) -> None:
    opened = open_page()
    opened.page.click("#view-table")
    opened.page.click("#filters summary")
    opened.page.select_option("#filter-document", "1")
    address = opened.page.url
    again = open_page(view="#" + address.partition("#")[2])
    assert again.page.locator("#table").is_visible()
    assert again.text("#list-title") == opened.text("#list-title")


def test_the_table_sorts_by_its_columns_with_the_keyboard(open_page: Open) -> None:
    opened = open_page(view="#view=table")
    opened.page.locator("#sort-4").focus()
    opened.page.keyboard.press("Enter")
    shown = [float(cell) for cell in opened.page.locator("tbody td:nth-child(5)").all_inner_texts()]
    assert shown == sorted(shown)
    assert opened.page.locator("th[aria-sort=ascending]").inner_text().startswith("Confidence")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("th[aria-sort=descending]").count() == 1


def test_the_table_opens_the_same_card(open_page: Open) -> None:
    opened = open_page(view="#view=table")
    opened.page.get_by_role("button", name="Open: isatuximab targets CD38").click()
    assert opened.page.locator(".card mark").all_inner_texts() == BOTH_MARKS


def test_decisions_by_keyboard_last_over_a_reload_and_download_as_json_lines(open_page: Open, tmp_path: Path) -> None:
    opened = open_page()
    for key in ("j", "a", "j", "r", "j", "u"):
        opened.page.keyboard.press(key)
    opened.page.select_option(".item.open select", "wrong_relation")
    opened.page.fill(".item.open .decision input", "reads the wrong way round")
    opened.page.locator(".item.open .decision input").blur()
    assert opened.text("#tally") == "1 accepted · 1 rejected · 1 unsure · 58 open"
    opened.page.reload()
    opened.page.wait_for_selector("html[data-ready]")
    assert opened.text("#tally") == "1 accepted · 1 rejected · 1 unsure · 58 open"
    with opened.page.expect_download() as waiting:
        opened.page.click("#download")
    target = tmp_path / "decisions.jsonl"
    waiting.value.save_as(target)
    events = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [event["decision"] for event in events] == ["accepted", "rejected", "unsure", "unsure", "unsure"]
    last = events[-1]
    assert (last["tag"], last["note"]) == ("wrong_relation", "reads the wrong way round")
    assert last["supersedes"] == events[-2]["id"]
    assert last["claim"].startswith("https://example.org/id/claim/")
    assert last["evidence"]
    assert last["tool"] == "claimgraph 0.1.0"


def test_a_decision_can_be_taken_back(open_page: Open) -> None:
    opened = open_page()
    for key in ("j", "a", "r", "z"):
        opened.page.keyboard.press(key)
    assert opened.text("#tally") == "1 accepted · 0 rejected · 0 unsure · 60 open"
    opened.page.keyboard.press("z")
    assert opened.text("#tally") == "0 accepted · 0 rejected · 0 unsure · 61 open"


def test_a_symmetric_claim_is_decided_in_both_directions(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#claim=0003")
    opened.page.keyboard.press("a")
    with opened.page.expect_download() as waiting:
        opened.page.click("#download")
    waiting.value.save_as(tmp_path / "decisions.jsonl")
    events = [json.loads(line) for line in (tmp_path / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [event["claim"][-4:] for event in events] == ["0003", "0004"]


def test_an_orcid_with_a_wrong_check_digit_is_refused(open_page: Open) -> None:
    opened = open_page()
    # The example of ORCID's documentation, and the same with another check digit.
    for orcid, wrong in (("0000-0002-1825-0097", "false"), ("0000-0002-1825-0098", "true")):
        opened.page.fill("#curator", orcid)
        opened.page.locator("#curator").blur()
        assert opened.page.locator("#curator").get_attribute("aria-invalid") == wrong


def test_a_trials_card_has_its_literal_facts_and_they_are_no_concepts(open_page: Open) -> None:
    opened = open_page()
    point_of(opened, "ICARIA-MM")
    facts = opened.page.locator(".concept .facts div").all_inner_texts()
    assert [fact.split("\n") for fact in facts] == [
        ["patients", "307"],
        ["sites", "96"],
        ["countries", "24"],
        ["phase", "3"],
    ]


def test_the_trial_view_has_arms_and_results_with_their_sentences(open_page: Open) -> None:
    opened = open_page(view="#view=trials")
    sheet = opened.page.get_by_label("Trial ICARIA-MM")
    arms = sheet.locator("table").first.locator("tbody tr")
    assert arms.locator("th").all_inner_texts() == ["experimental", "comparator"]
    assert arms.first.locator(".concept-link").all_inner_texts() == ["isatuximab", "pomalidomide", "dexamethasone"]
    result = sheet.locator("table").last.locator("tbody tr")
    assert "0.60 (0.44–0.81) p = 0.001" in result.inner_text()
    assert "endpoint met" in result.inner_text()
    result.locator("summary").first.click()
    assert "the primary endpoint, progression-free survival, was met" in result.inner_text()


def test_a_large_graph_opens_with_an_overview_and_search_reaches_the_rest(open_page: Open) -> None:
    opened = open_page(large(1000))
    assert opened.text("#notice").startswith("The 300 most connected of 1,000 concepts")
    point_of(opened, "alias-777")
    assert "within 1 step of" in opened.text("#notice")
    assert opened.page.locator(".concept h2").inner_text().startswith("drug number 777")
    assert opened.errors == []


def test_the_page_fits_a_phone(open_page: Open) -> None:
    opened = open_page(width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.page.get_by_role("button", name="isatuximab targets CD38").click()
    assert opened.page.locator(".card mark").first.is_visible()
    assert opened.page.locator("#canvas").is_visible()


def test_dark_mode_follows_the_system_and_can_be_switched(open_page: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = open_page(), open_page(dark=True)
    assert light.page.evaluate(ground) != dark.page.evaluate(ground)
    seen = dark.page.evaluate(ground)
    dark.page.click("#theme")
    assert dark.page.evaluate(ground) == light.page.evaluate(ground) != seen
