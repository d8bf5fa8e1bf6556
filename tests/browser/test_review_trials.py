"""What trials have is judged as claims are: in the table of the trial, in the list, by keyboard, and on a card."""

from __future__ import annotations

from pathlib import Path

from opened import Open, downloaded, wait_for

from kg.model import ArmContent, ArmRole, Correction, Decision, Effect, Endpoint, ResultContent

EXPERIMENTAL = "Open: ICARIA-MM has arm experimental: isatuximab + pomalidomide + dexamethasone"
DRUGS = tuple(f"https://example.org/id/{name}" for name in ("isatuximab", "pomalidomide", "dexamethasone"))


def test_the_trial_view_decides_on_arms_and_results_where_they_stand(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#view=trials")
    sheet = opened.page.get_by_label("Trial ICARIA-MM")
    sheet.get_by_role("button", name="Accept: ICARIA-MM has arm experimental").press("Enter")
    reject = sheet.get_by_role("button", name="Reject: ICARIA-MM has result progression-free survival")
    reject.press("Enter")
    wait_for(opened.page, "#tally", "1 accepted · 1 rejected · 0 unsure · 62 open")
    assert sheet.locator(".decided .chip").all_inner_texts() == ["accepted", "open", "rejected"]
    assert reject.evaluate("button => button === document.activeElement")
    arm, result = downloaded(opened, tmp_path)
    assert (arm.triple.predicate, arm.triple.object) == ("cg:hasArm", ArmContent(ArmRole.EXPERIMENTAL, DRUGS))
    assert isinstance(result.triple.object, ResultContent)
    assert (result.triple.object.hazard_ratio, result.triple.object.met) == ("0.60", True)
    [seen] = result.evidence
    assert (seen.document, seen.start, seen.end - seen.start) == ("cd38.md", 120, len(seen.quote))
    assert seen.quote == "In ICARIA-MM the primary endpoint, progression-free survival, was met."


def test_an_arm_is_opened_from_the_trial_and_corrected_on_its_card(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#view=trials")
    opened.page.get_by_role("button", name=EXPERIMENTAL).click()
    opened.page.keyboard.press("r")
    opened.page.click(".correction summary")
    form = opened.page.locator(".correction")
    form.get_by_label("Drug").nth(2).fill("nothing that is known")
    form.get_by_role("button", name="Keep the correction").click()
    assert "“nothing that is known” is neither a concept" in form.inner_text()
    form.get_by_label("Drug").nth(2).fill("")
    form.get_by_label("One more").fill("carfilzomib")
    form.get_by_role("button", name="Keep the correction").click()
    opened.page.wait_for_selector(".corrected")
    assert (
        opened.text(".corrected")
        == "Corrected: ICARIA-MM has arm experimental: isatuximab + pomalidomide + carfilzomib"
    )
    drugs = (*DRUGS[:2], "https://example.org/id/carfilzomib")
    event = downloaded(opened, tmp_path)[-1]
    assert event.correction == Correction(object=ArmContent(ArmRole.EXPERIMENTAL, drugs))


def test_the_numbers_of_a_result_are_corrected_on_its_card(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#claim=result")
    opened.page.keyboard.press("r")
    opened.page.click(".correction summary")
    form = opened.page.locator(".correction")
    form.get_by_label("Hazard ratio").fill("0.69")
    form.get_by_label("P value").fill("")
    form.get_by_label("Endpoint").select_option("cg:OverallSurvival")
    form.get_by_role("button", name="Keep the correction").click()
    opened.page.wait_for_selector(".corrected")
    correction = downloaded(opened, tmp_path)[-1].correction
    assert correction is not None
    assert correction.object == ResultContent(
        Endpoint.OS,
        role="primary",
        met=True,
        effect=Effect.IMPROVED,
        hazard_ratio="0.69",
        ci_lower="0.44",
        ci_upper="0.81",
        experimental_value="11.5",
        comparator_value="6.5",
        unit="months",
    )


def test_the_list_and_the_filters_reach_what_trials_have(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(view="#curation=open")
    opened.page.fill("#search", "has arm comparator")
    wait_for(opened.page, "#list-title", "1 arm")
    opened.page.locator("#search").blur()
    for key in "ja":
        opened.page.keyboard.press(key)
    wait_for(opened.page, "#tally", "1 accepted")
    assert [event.decision for event in downloaded(opened, tmp_path)] == [Decision.ACCEPT]
    opened.page.fill("#search", "")
    wait_for(opened.page, "#list-title", "61 claims, 1 arm, 1 result")
    opened.page.click("#view-trials")
    arms = opened.page.get_by_label("Trial ICARIA-MM").locator("table").first.locator("tbody th")
    assert arms.all_inner_texts() == ["experimental"]
