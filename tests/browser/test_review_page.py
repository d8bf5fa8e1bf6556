"""What a reader and a curator can do with the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from opened import Open, Opened, downloaded
from story import large, story

from kg.model import Correction, Literal
from kg.review import PageFact

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
    assert opened.text("#counts") == "3 articles · 44 concepts · 61 claims, 2 arms, 1 result"


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
    assert card.locator("blockquote mark").all_inner_texts() == BOTH_MARKS
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
    opened.page.select_option("#filter-document", "cardiometabolic.md")
    address = opened.page.url
    assert "document=cardiometabolic.md" in address
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


def test_the_table_decides_as_the_card_does(open_page: Open) -> None:
    opened = open_page(view="#view=table")
    opened.page.get_by_role("button", name="Reject: isatuximab targets CD38").press("Enter")
    wait_for_tally(opened, "0 accepted · 1 rejected · 0 unsure · 63 open")
    pressed = opened.page.get_by_role("button", name="Reject: isatuximab targets CD38")
    assert pressed.get_attribute("aria-pressed") == "true"
    assert pressed.evaluate("button => button === document.activeElement")
    pressed.press("Enter")
    wait_for_tally(opened, "0 accepted · 0 rejected · 0 unsure · 64 open")


def test_the_table_looks_at_a_concept_as_the_picture_does(open_page: Open) -> None:
    opened = open_page(view="#view=table")
    opened.page.locator("tbody").get_by_role("button", name="CD38", exact=True).first.click()
    assert opened.page.locator(".concept h2").inner_text().startswith("CD38")
    assert all("CD38" in line for line in opened.page.locator("tbody tr").all_inner_texts())


def test_context_and_heading_of_a_sentence_are_a_click_away(open_page: Open) -> None:
    opened = open_page(view="#claim=0000")
    assert "What came before." not in opened.text(".card")
    opened.page.click(".context summary")
    context = "What came before. Isatuximab binds a distinct part of CD38 on the plasma cell. What came after."
    assert opened.text(".context p.section") == "What is known"
    assert opened.text(".context p:last-child") == context
    assert opened.page.locator(".context mark").all_inner_texts() == BOTH_MARKS


def test_articles_are_filtered_by_the_day_the_month_or_the_year_that_they_give(open_page: Open) -> None:
    opened = open_page()
    opened.page.click("#filters summary")
    counts = []
    # The articles are of 2019-02, 2021-06-01 and 2020.
    for start, end in (("2019-02-15", "2019-03-01"), ("2020-12-01", ""), ("2021-06-02", ""), ("", "2019-12-31")):
        opened.page.fill("#filter-from", start)
        opened.page.fill("#filter-until", end)
        counts.append(int(opened.text("#list-title").split()[0]))
    opened.page.click("#clear-filters")
    by_article = []
    for source in ("cd38.md", "cardiometabolic.md", "notes/kinases.txt"):
        opened.page.select_option("#filter-document", source)
        by_article.append(int(opened.text("#list-title").split()[0]))
    assert counts == [by_article[0], by_article[1] + by_article[2], 0, by_article[0]]


def test_the_queue_says_why_a_claim_is_worth_a_minute(open_page: Open) -> None:
    page = story()
    denied = page.claims[9]
    affirmed = replace(denied, iri="https://example.org/id/claim/other", negated=False)
    opened = open_page(replace(page, claims=(*page.claims, affirmed)), view="#order=worth")
    first, second, third = (opened.page.locator(".item").nth(i) for i in range(3))
    assert [one.locator(".chip").first.inner_text() for one in (first, second, third)] == [
        "contradicted",
        "contradicted",
        "uncertain",
    ]
    first.locator("button").click()
    assert "Contradicted by: 1 claim" in first.inner_text()


def test_a_card_tells_what_is_known_from_elsewhere_apart_from_the_evidence(open_page: Open) -> None:
    page = story()
    facts = (
        PageFact("cg:targets", "CD38", "a table of antibodies", agrees=True),
        PageFact("cg:activates", "CD38", "an older table", agrees=False),
    )
    first = replace(page.claims[0], known=facts)
    opened = open_page(replace(page, claims=(first, *page.claims[1:])), view="#order=worth&claim=0000")
    assert opened.page.locator(".known li").all_inner_texts() == [
        "agrees targets CD38\na table of antibodies",
        "differs activates CD38\nan older table",
    ]
    assert opened.page.locator(".item").first.locator(".chip").first.inner_text() == "known otherwise"


def test_the_table_opens_the_same_card(open_page: Open) -> None:
    opened = open_page(view="#view=table")
    opened.page.get_by_role("button", name="Open: isatuximab targets CD38").click()
    assert opened.page.locator(".card blockquote mark").all_inner_texts() == BOTH_MARKS


def wait_for_tally(opened: Opened, tally: str) -> None:
    opened.page.wait_for_function("tally => document.querySelector('#tally').innerText === tally", arg=tally)


def test_decisions_by_keyboard_last_over_a_reload_and_download_as_a_log(open_page: Open, tmp_path: Path) -> None:
    opened = open_page()
    for key in ("j", "a", "j", "r", "j", "u"):
        opened.page.keyboard.press(key)
    opened.page.select_option(".item.open .decision > select", "wrong_relation")
    opened.page.fill(".item.open .decision > input", "reads the “wrong” way\tround 𝛃")
    opened.page.locator(".item.open .decision > input").blur()
    wait_for_tally(opened, "1 accepted · 1 rejected · 1 unsure · 61 open")
    opened.page.reload()
    opened.page.wait_for_selector("html[data-ready]")
    wait_for_tally(opened, "1 accepted · 1 rejected · 1 unsure · 61 open")
    events = downloaded(opened, tmp_path)
    assert [event.decision for event in events] == ["accept", "reject", "unsure", "unsure", "unsure"]
    last = events[-1]
    assert (last.tag, last.note) == ("wrong_relation", "reads the “wrong” way\tround 𝛃")
    assert last.supersedes == (events[-2].id,)
    assert last.claim.startswith("https://example.org/id/claim/")
    assert last.evidence
    assert last.tool == "claimgraph-page 0.1.0"


def test_a_correction_names_another_concept_and_another_predicate(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#claim=0000")
    opened.page.keyboard.press("r")
    opened.page.click(".correction summary")
    form = opened.page.locator(".correction")
    form.get_by_label("Predicate").select_option("cg:inhibits")
    form.get_by_label("Object").fill("nothing that is known")
    form.get_by_role("button", name="Keep the correction").click()
    assert "neither a concept of this page" in form.inner_text()
    form.get_by_label("Object").fill("HGNC:1668")
    form.get_by_label("Subject").fill("daratumumab")
    form.get_by_role("button", name="Keep the correction").click()
    opened.page.wait_for_selector(".corrected")
    assert opened.text(".corrected") == "Corrected: daratumumab inhibits http://identifiers.org/hgnc/1668"
    correction = downloaded(opened, tmp_path)[-1].correction
    assert correction == Correction(
        subject="https://example.org/id/daratumumab",
        predicate="cg:inhibits",
        object="http://identifiers.org/hgnc/1668",
    )


def test_the_linkers_runners_up_are_offered_as_corrections(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#claim=0000")
    opened.page.keyboard.press("r")
    opened.page.click(".correction summary")
    offered = opened.page.locator("datalist[id^=correct-object] option").evaluate_all("all => all.map((o) => o.value)")
    assert offered == ["CD38 molecule, pseudogene [EX:other]"]
    opened.page.locator(".correction").get_by_label("Object").fill(offered[0])
    opened.page.get_by_role("button", name="Keep the correction").click()
    opened.page.wait_for_selector(".corrected")
    assert downloaded(opened, tmp_path)[-1].correction == Correction(object="https://example.org/id/other")


def test_the_number_of_a_trial_can_be_corrected(open_page: Open, tmp_path: Path) -> None:
    opened = open_page()
    opened.page.get_by_role("button", name="ICARIA-MM patients 307").click()
    opened.page.keyboard.press("r")
    opened.page.click(".correction summary")
    opened.page.locator(".correction").get_by_label("Value").fill("306")
    opened.page.get_by_role("button", name="Keep the correction").click()
    opened.page.wait_for_selector(".corrected")
    event = downloaded(opened, tmp_path)[-1]
    assert event.triple.object == Literal("307", "xsd:integer")
    assert event.correction == Correction(object=Literal("306", "xsd:integer"))


def test_a_decision_can_be_taken_back(open_page: Open, tmp_path: Path) -> None:
    opened = open_page()
    for key in ("j", "a", "r", "z"):
        opened.page.keyboard.press(key)
    wait_for_tally(opened, "1 accepted · 0 rejected · 0 unsure · 63 open")
    opened.page.keyboard.press("z")
    wait_for_tally(opened, "0 accepted · 0 rejected · 0 unsure · 64 open")
    decisions = [event.decision for event in downloaded(opened, tmp_path)]
    assert decisions == ["accept", "reject", "accept", "withdraw"]


def test_one_event_decides_a_symmetric_claim_in_both_directions(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#claim=0003")
    opened.page.keyboard.press("a")
    wait_for_tally(opened, "1 accepted · 0 rejected · 0 unsure · 63 open")
    [event] = downloaded(opened, tmp_path)
    assert event.claim.endswith("/0003")


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
        ["phase", "3"],
        ["patients", "307"],
        ["sites", "96"],
        ["countries", "24"],
    ]


def test_the_trial_view_has_arms_and_results_with_their_sentences(open_page: Open) -> None:
    opened = open_page(view="#view=trials")
    sheet = opened.page.get_by_label("Trial ICARIA-MM")
    arms = sheet.locator("table").first.locator("tbody")
    assert arms.locator("th").all_inner_texts() == ["experimental", "comparator"]
    assert arms.first.locator(".concept-link").all_inner_texts() == ["isatuximab", "pomalidomide", "dexamethasone"]
    result = sheet.locator("table").last.locator("tbody")
    assert "0.60 (0.44–0.81) p = 0.001" in result.inner_text()
    assert "endpoint met" in result.inner_text()
    result.locator("summary").first.click()
    assert "the primary endpoint, progression-free survival, was met" in result.inner_text()


def test_a_large_graph_opens_in_groups_and_search_reaches_each_concept(open_page: Open) -> None:
    opened = open_page(large(1000))
    assert opened.text("#notice") == "1,000 concepts in 25 groups. Click a group to open it, or search."
    point_of(opened, "alias-777")
    assert "within 1 step of" in opened.text("#notice")
    assert opened.page.locator(".concept h2").inner_text().startswith("drug number 777")
    assert opened.errors == []


def test_a_group_opens_on_a_click_and_closes_again(open_page: Open) -> None:
    opened = open_page(large(1000), view="#by=kind")
    assert opened.text("#notice").startswith("1,000 concepts in 7 groups.")
    box = opened.page.locator("#canvas").bounding_box()
    assert box
    places = [
        (box["x"] + box["width"] * i / 24, box["y"] + box["height"] * j / 24) for j in range(24) for i in range(24)
    ]
    for x, y in places:
        opened.page.mouse.click(x, y)
        if "open=" in opened.page.url:
            break
    assert " most connected of " in opened.text("#notice") or " concepts. Click the ground" in opened.text("#notice")
    assert int(opened.text("#list-title").split()[0].replace(",", "")) < 2975
    opened.page.keyboard.press("Escape")
    assert opened.text("#notice").startswith("1,000 concepts in 7 groups.")


def test_a_group_opens_by_keyboard_too(open_page: Open) -> None:
    opened = open_page(large(1000))
    opened.page.click("#filters summary")
    opened.page.select_option("#filter-by", "kind")
    opened.page.select_option("#filter-open", "trial")
    assert opened.text("#notice").startswith("Trials: ")
    opened.page.click("#view-table")
    assert all("trial number" in line for line in opened.page.locator("tbody tr").all_inner_texts())


def test_a_filter_that_leaves_few_concepts_shows_them_without_groups(open_page: Open) -> None:
    opened = open_page(large(1000), view="#document=a7.txt")
    assert opened.text("#notice") == ""
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
