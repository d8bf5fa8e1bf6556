"""A small picture is alive: what is dragged takes those around it along, and all stay where they come to rest."""

from __future__ import annotations

from math import dist

import pytest
from opened import Open, Opened

Places = dict[str, list[float]]

_SCAN = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const box = canvas.getBoundingClientRect();
  const found = {};
  for (let y = box.top + 4; y < box.bottom; y += 8) {
    for (let x = box.left + 4; x < box.right; x += 8) {
      canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
      const tip = document.querySelector("#tip");
      if (tip.hidden || !tip.querySelector("span").textContent.includes("claim")) continue;
      (found[tip.querySelector("strong").textContent] ??= []).push([x, y]);
    }
  }
  const middle = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  return Object.fromEntries(Object.entries(found).map(([label, points]) => [label, middle(points)]));
}"""


def places(opened: Opened) -> Places:
    """Where the concepts stand on the screen, found as a reader finds them: by the tip under the mouse."""
    found: Places = opened.page.evaluate(_SCAN)
    return found


_ALIKE = 3
"""Looks in a row that find everything in its place: one alone may fall before a busy machine has drawn a movement."""


def at_rest(opened: Opened) -> Places:
    before, alike = places(opened), 0
    for _ in range(90):
        opened.page.wait_for_timeout(500)
        after = places(opened)
        alike = alike + 1 if after == before else 0
        if alike == _ALIKE:
            return after
        before = after
    raise TimeoutError("the picture does not come to rest")


def drag(opened: Opened, label: str, right: int, down: int) -> tuple[Places, Places]:
    """The places before and after a concept was dragged."""
    before = at_rest(opened)
    x, y = before[label]
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    for step in range(1, 9):
        opened.page.mouse.move(x + right * step / 8, y + down * step / 8)
    opened.page.mouse.up()
    opened.page.wait_for_timeout(2500)
    return before, at_rest(opened)


@pytest.mark.parametrize("motion", [True, False], ids=["with motion", "without motion"])
def test_a_concept_stays_where_it_is_dragged_and_its_neighbours_follow_a_reader_who_likes_motion(
    open_page: Open, motion: bool
) -> None:
    opened = open_page(motion=motion)
    before, after = drag(opened, "semaglutide", 60, 90)
    moved = {label: dist(before[label], after[label]) for label in before.keys() & after.keys()}
    assert moved["semaglutide"] > 40
    assert (moved["obesity"] > 20) is motion
    assert moved["trastuzumab"] < 12
    assert opened.errors == []


def test_a_place_lasts_while_the_page_is_open(open_page: Open) -> None:
    opened = open_page()
    _, after = drag(opened, "semaglutide", 60, 90)
    for view in ("table", "graph"):
        opened.page.click(f"#view-{view}")
    again = at_rest(opened)
    assert again.keys() == after.keys()
    x, y = (again["semaglutide"][axis] - again["obesity"][axis] for axis in (0, 1))
    wanted = [after["semaglutide"][axis] - after["obesity"][axis] for axis in (0, 1)]
    assert dist((x, y), wanted) < 0.2 * dist((0, 0), wanted)
