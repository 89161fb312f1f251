"""The HTML pages in a browser: no barrier that axe-core finds, at any width or on paper, and nothing fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from .browser import ADDRESS, opened
from .rendered import comparison, report

PAGES: dict[str, Callable[[], str]] = {
    "troubled-fr": lambda: report("demo", "fr").html,
    "healthy-en": lambda: report("healthy", "en").html,
    "comparison-en": lambda: comparison("demo", "healthy", "en"),
}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 1024}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
DARK: dict[str, Any] = {"color_scheme": "dark"}
ZOOMED: dict[str, Any] = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
"""What a window of 1280 by 1024 pixels shows at 400 %: a page 320 pixels wide."""

UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
OVERFLOWING = """() => {
    const edge = document.documentElement.clientWidth + 0.5;
    const inside = element => element.closest('.scroll, .skip') === null;
    return [...document.body.querySelectorAll('*')]
        .filter(element => inside(element) && element.getBoundingClientRect().right > edge)
        .map(element => element.outerHTML.slice(0, 120));
}"""
UNREACHABLE = """() => [...document.querySelectorAll('*')]
    .filter(element => element.scrollWidth > element.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
        && !(element.tabIndex === 0 && element.getAttribute('role') === 'region'))
    .map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(params=list(PAGES))
def html(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


def barriers(page: Any, *, on_paper: bool = False) -> list[str]:
    """What axe-core objects to, best practices included, and on a screen the size of what is to be hit."""
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": not on_paper}}}).response
    assert found["passes"], "axe examined nothing"
    return [
        f"{rule['id']}: {node['html'][:150]} – {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    "seen",
    [{**WIDE, **DARK}, {**ZOOMED}, {**PHONE}, {**WIDE, "media": "print"}],
    ids=["wide-dark", "zoomed", "phone", "print"],
)
def test_axe_finds_no_violation(browser: Browser, html: str, seen: dict[str, Any]) -> None:
    # Folded it is the brief edition, unfolded the full one; what is unfolded includes all that is seen folded.
    with opened(browser, html, **seen) as page:
        page.evaluate(UNFOLD)
        assert barriers(page, on_paper=seen.get("media") == "print") == []


def test_axe_finds_no_violation_in_a_page_that_is_folded(browser: Browser, html: str) -> None:
    with opened(browser, html, **WIDE) as page:
        assert barriers(page) == []


@pytest.mark.parametrize("edition", ["brief", "full"])
def test_axe_finds_no_violation_in_the_page_of_an_edition_on_paper(browser: Browser, edition: str) -> None:
    with opened(browser, getattr(report("demo", "fr"), edition), media="print", **WIDE) as page:
        assert barriers(page, on_paper=True) == []


def test_a_page_printed_folded_has_no_heads_without_anything_below(browser: Browser) -> None:
    with opened(browser, PAGES["troubled-fr"](), media="print", **WIDE) as page:
        folds, appendix = page.locator(".fold"), page.locator(".appendix")
        assert folds.count() > 0
        assert all(not folds.nth(place).is_visible() for place in range(folds.count()))
        assert not appendix.is_visible()
        page.evaluate(UNFOLD)
        assert appendix.is_visible()
        assert folds.first.is_visible()


def test_axe_would_find_one(browser: Browser) -> None:
    faulty = (
        comparison("demo", "healthy", "en").replace("<h3", "<h6", 1).replace('scope="col"', 'scope="everything"', 1)
    )
    with opened(browser, faulty, **WIDE) as page:
        assert {finding.split(":")[0] for finding in barriers(page)} == {"heading-order", "scope-attr-valid"}


def test_nothing_lies_beyond_the_edge_at_320_pixels(browser: Browser, html: str) -> None:
    with opened(browser, html, **ZOOMED) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(OVERFLOWING) == []


def test_what_scrolls_sideways_can_be_reached_with_the_keyboard(browser: Browser, html: str) -> None:
    with opened(browser, html, **ZOOMED) as page:
        assert page.evaluate(UNREACHABLE) == []


@pytest.mark.parametrize("media", ["screen", "print"])
def test_nothing_is_asked_for_even_where_the_policy_would_not_forbid_it(
    browser: Browser, html: str, media: str
) -> None:
    # The policy stops requests before they can be seen; without it they would be.
    with opened(browser, html, media=media, bypass_csp=True, **WIDE) as page:
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")


def test_the_embedded_fonts_are_the_ones_shown(browser: Browser, html: str) -> None:
    with opened(browser, html, **WIDE) as page:
        faces = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => [f.weight, f.status]))")
        assert sorted(map(tuple, faces)) == [("400", "loaded"), ("600", "loaded"), ("700", "loaded")]


def test_no_script_runs_even_if_one_gets_in(browser: Browser) -> None:
    page_of_a_stranger = report("healthy", "en").html.replace("</main>", "<script>window.ran = 1</script></main>")
    with pytest.raises(AssertionError, match="Content Security Policy"), opened(browser, page_of_a_stranger) as page:
        assert page.evaluate("window.ran") is None


def test_it_reads_the_same_without_scripts(browser: Browser, html: str) -> None:
    with opened(browser, html, **WIDE) as page:
        shown = page.inner_text("body")
    with opened(browser, html, **WIDE, java_script_enabled=False) as page:
        assert page.inner_text("body") == shown
        assert len(shown) > 5000
        first = page.locator("nav.contents a, .skip").first
        target = first.get_attribute("href")
        first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{ADDRESS}{target}")
        assert page.locator(f"{target}").is_visible()


def test_the_contents_stay_in_sight_on_a_wide_screen(browser: Browser) -> None:
    with opened(browser, report("demo", "fr").html, **WIDE) as page:
        page.locator("#appendix").scroll_into_view_if_needed()
        box = page.locator("nav.contents").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200


def test_every_action_of_the_plan_leads_to_its_finding(browser: Browser) -> None:
    shown = report("demo", "fr")
    with opened(browser, shown.html, reduced_motion="reduce", **ZOOMED) as page:
        for action in [finding for phase in shown.view.plan for finding in phase.actions][:5]:
            page.locator(f'.plan-table a[href="#finding-{action.id}"]').first.click()
            box = page.locator(f"#finding-{action.id} :is(h3, h4)").first.bounding_box()
            assert box is not None
            assert 0 <= box["y"] < 256
