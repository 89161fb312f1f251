"""The page on reports of one's own house: what it shows can be done as it is shown."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from advisor.advice import assess
from advisor.answers import read_answers
from advisor.knowledge import load, shipped
from advisor.report import compose, read_brand_kit, render_html

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "white-label.md").read_text(encoding="utf-8")
KITS = Path(__file__).resolve().parents[2] / "docs" / "kits"
SMALL = Path(__file__).resolve().parents[1] / "knowledge_bases" / "small"


def shown(language: str) -> str:
    """The code block of a language on the page."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)
    return str(code)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A directory with the kit and the template of the page."""
    (tmp_path / "brand-kit.yaml").write_text(shown("yaml"), encoding="utf-8")
    Image.new("RGB", (80, 40), "#5b2a86").save(tmp_path / "logo.png")
    (tmp_path / "fonts").mkdir()
    for weight in ("Regular", "Bold"):
        shutil.copy(KITS / "long" / "fonts" / f"Caladea-{weight}.ttf", tmp_path / "fonts" / f"{weight.lower()}.ttf")
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "report.html").write_text(shown("html"), encoding="utf-8")
    return tmp_path


def test_kit_and_template_make_a_report_of_that_house(own: Path) -> None:
    kb = load(SMALL)
    assessment = assess(kb, read_answers(SMALL / "cases" / "overloaded.yaml", kb))
    kit = read_brand_kit(own)
    page = render_html(compose(kb, assessment, language="en", brand_kit=kit), templates=own)
    assert "Our terms of business apply." in page
    assert "Studio Nord" in page
    assert "#5b2a86" in page
    assert "Confidential" in page
    assert "Community Advisor" not in page


@pytest.mark.parametrize("kit", ["short", "long"])
def test_the_kits_to_begin_from_are_sound(kit: str) -> None:
    assert f"`{kit}`" in PAGE
    read = read_brand_kit(KITS / kit)
    assert read.logo is not None
    assert (read.font is not None) == (kit == "long")


def test_every_block_is_named() -> None:
    directory = shipped("templates") / "report"
    page, report = ((directory / name).read_text(encoding="utf-8") for name in ("page.html", "report.html"))
    blocks = [re.findall(r"{% block (\w+) %}", template) for template in (page, report)]
    # The report fills the blocks that the page leaves empty, and adds its own.
    assert blocks[0] == ["head", "styles", "cover", "main", "footer"]
    assert [*blocks[0][:2], *blocks[1], "footer"] == re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)
