"""A report under another house's name: its logo, colours and lines, and not a trace of the product's."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from advisor.advice import assess
from advisor.answers import parse_answers
from advisor.knowledge import InputError
from advisor.knowledge.model import KnowledgeBase
from advisor.report import FORMATS, BrandKit, compose, read_brand_kit, render_html
from advisor.report.brand_kit import FILE_NAME
from advisor.report.contrast import AA, luminance, ratio
from advisor.report.logo import LARGEST_LOGO_FILE, LOGO_SIDE

from .documents import docx_parts, everything_in, html_elements, words_of, written
from .tagged_pdf import TaggedPdf

KIT = """\
name: Studio Nord
logo: logo.png
colours: {primary: "#5a1f4e", accent: "#8a2f6f"}
footer: {fr: "Confidentiel", en: "Confidential"}
contact: hello@studio-nord.example
"""


def png(width: int = 60, height: int = 30, *, text: str | None = None) -> bytes:
    written_as = io.BytesIO()
    said = PngImagePlugin.PngInfo()
    if text:
        said.add_text("Comment", text)
    Image.new("RGB", (width, height), "#5a1f4e").save(written_as, format="PNG", pnginfo=said)
    return written_as.getvalue()


def gradient() -> bytes:
    written_as = io.BytesIO()
    Image.linear_gradient("L").rotate(37).save(written_as, format="PNG")
    return written_as.getvalue()


def kit_directory(directory: Path, text: str = KIT, logo: bytes | None = None) -> Path:
    directory.mkdir(exist_ok=True)
    (directory / FILE_NAME).write_text(text, encoding="utf-8")
    (directory / "logo.png").write_bytes(png() if logo is None else logo)
    return directory


# One process makes the reports under the kit, once.
pytestmark = pytest.mark.xdist_group("brand-kit")


@pytest.fixture
def kit(tmp_path: Path) -> BrandKit:
    return read_brand_kit(kit_directory(tmp_path / "kit"))


def refusal(directory: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_brand_kit(directory)
    return caught.value


@pytest.fixture(scope="module")
def files(small: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A report under the kit in every format."""
    directory = tmp_path_factory.mktemp("house")
    assessed = assess(small, parse_answers(small.cases["overloaded"].document, small))
    return written(small, assessed, directory, brand_kit=read_brand_kit(kit_directory(directory / "kit")))


def test_the_products_name_is_absent_and_the_houses_is_there(files: dict[str, bytes]) -> None:
    assert set(files) == set(FORMATS)
    for format, content in files.items():
        everything = everything_in(format, content)
        assert not re.search("community[- ]advisor", everything, re.IGNORECASE), format
        if format != "json":
            said = words_of(format, content)
            assert "hello@studio-nord.example" in said, format
            assert "Confidential" not in said, format
        if format not in ("json", "pdf"):
            assert "Confidentiel" in words_of(format, content), format


def test_pictures_of_the_logo_are_called_by_the_houses_name(files: dict[str, bytes], kit: BrandKit) -> None:
    pictures = [attributes for tag, attributes in html_elements(files["html"]) if tag == "img"]
    assert [one["alt"] for one in pictures] == ["Studio Nord"]
    assert kit.logo is not None
    assert base64.b64decode(pictures[0]["src"].removeprefix("data:image/png;base64,")) == kit.logo.png
    parts = docx_parts(files["docx"])
    assert [part for name, part in parts.items() if name.startswith("word/media/")].count(kit.logo.png) == 1
    assert b'descr="Studio Nord"' in parts["word/document.xml"]
    sheets = TaggedPdf(files["pdf"])
    assert [str(figure.node.Alt) for figure in sheets.tagged("Figure")].count("Studio Nord") == 1


def test_the_footer_stands_on_the_sheets(small: KnowledgeBase, kit: BrandKit) -> None:
    assessed = assess(small, parse_answers(small.cases["overloaded"].document, small))
    html = render_html(compose(small, assessed, language="fr", brand_kit=kit))
    ((_, attributes),) = [one for one in html_elements(html.encode("utf-8")) if one[0] == "body"]
    assert attributes["data-imprint"] == "Confidentiel"


def test_without_a_kit_the_product_signs(small: KnowledgeBase) -> None:
    assessed = assess(small, parse_answers(small.cases["overloaded"].document, small))
    assert "Community Advisor" in render_html(compose(small, assessed, language="fr"))


def test_the_houses_colours_replace_the_products(small: KnowledgeBase, kit: BrandKit) -> None:
    assessed = assess(small, parse_answers(small.cases["overloaded"].document, small))
    html = render_html(compose(small, assessed, language="en", brand_kit=kit))
    assert "#5a1f4e" in html
    assert "#8a2f6f" in html
    assert "#0b3d66" not in html


def test_the_links_of_the_word_report_are_in_the_houses_colour(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
        document = package.read("word/document.xml").decode()
    coloured = set(
        re.findall(r'<w:color w:val="(\w+)"', "".join(re.findall(r"<w:hyperlink.*?</w:hyperlink>", document)))
    )
    assert coloured == {"8A2F6F"}


def test_a_colour_that_cannot_be_read_is_refused_with_its_measured_contrast(tmp_path: Path) -> None:
    directory = kit_directory(tmp_path / "kit", KIT.replace("#8a2f6f", "#c9a0dc").replace("#5a1f4e", "#ffd000"))
    error = refusal(directory)
    accent = min(ratio("#c9a0dc", "#ffffff"), ratio("#c9a0dc", "#f4f6f8"))
    primary = min(ratio("#ffd000", "#ffffff"), ratio("#ffd000", "#f4f6f8"))
    assert [problem.code for problem in error.problems] == ["K006", "K006"]
    assert f"{primary:.2f}:1" in error.problems[0].message
    assert f"{accent:.2f}:1" in error.problems[1].message
    assert "contraste" in error.problems[0].said("fr")
    assert (error.problems[0].at.line, error.problems[0].at.column) == (3, 20)


def test_contrast_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert ratio("#767676", "#ffffff") >= AA
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("nam: x\n", "K001", 'Did you mean "name"?'),
        ("contact: x\n", "K002", "needs a name"),
        ("name: {a: b}\n", "K002", "needs a name"),
        ("name: x\nfooter: [a]\n", "K003", "one for each language"),
        ("name: x\ncolours: {primary: '#fff', tertiary: '#000000'}\n", "K004", "`primary` and `accent`"),
        ("name: x\ncolours: {primary: navy}\n", "K005", "is not a colour"),
        ("name: x\ncolours: {primary: '#0b3d66;}body{display:none'}\n", "K005", "is not a colour"),
        ("name: x\nlogo: missing.png\n", "K007", "no such file"),
        ("name: x\nlogo: ../secret.png\n", "K007", "outside"),
        ("name: x\nlogo: /etc/hostname\n", "K007", "outside"),
        ("name: x\nlogo: [a]\n", "K007", "file name"),
    ],
)
def test_every_fault_of_a_kit_is_told_at_its_place(text: str, code: str, words: str, tmp_path: Path) -> None:
    error = refusal(kit_directory(tmp_path / "kit", text))
    problem = next(problem for problem in error.problems if problem.code == code)
    assert words in problem.message
    assert problem.at.file.endswith(FILE_NAME)
    assert problem.said("fr") != problem.message


def test_all_faults_of_a_kit_are_told_at_once(tmp_path: Path) -> None:
    error = refusal(kit_directory(tmp_path / "kit", "logo: none.png\ncolours: {primary: red}\nsize: 3\n"))
    assert {problem.code for problem in error.problems} == {"K001", "K002", "K005", "K007"}


def test_a_kit_that_is_missing_is_one_clear_line(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path / "nowhere").problems
    assert FILE_NAME in str(problem)


def bomb(side: int) -> bytes:
    """A PNG that claims to be enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (b"not a picture", "not a sound PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a sound PNG"),
        (gradient()[:300], "not a sound PNG"),
        (bomb(5000), "more than 4000 pixels"),
        (bomb(60000), "pixels"),
        (png() + b"\0" * LARGEST_LOGO_FILE, "larger than 2 MB"),
    ],
    ids=["text", "svg", "cut", "too-wide", "bomb", "too-heavy"],
)
def test_a_logo_that_is_no_sound_picture_is_refused(logo: bytes, words: str, tmp_path: Path) -> None:
    (problem,) = refusal(kit_directory(tmp_path / "kit", KIT, logo)).problems
    assert problem.code == "K007"
    assert words in problem.message


def test_a_jpeg_under_another_name_is_refused(tmp_path: Path) -> None:
    photograph = io.BytesIO()
    Image.new("RGB", (20, 20)).save(photograph, format="JPEG")
    assert "not a sound PNG" in str(refusal(kit_directory(tmp_path / "kit", KIT, photograph.getvalue())))


def test_nothing_but_pixels_of_the_logo_reaches_a_report(tmp_path: Path) -> None:
    spiked = png(text="<script>alert(1)</script> secret") + b"trailing secret"
    kit = read_brand_kit(kit_directory(tmp_path / "kit", KIT, spiked))
    assert kit.logo is not None
    assert b"secret" not in kit.logo.png
    with Image.open(io.BytesIO(kit.logo.png)) as image:
        assert image.size == (60, 30) == kit.logo.size
        assert not image.info


def test_a_large_logo_is_reduced(tmp_path: Path) -> None:
    kit = read_brand_kit(kit_directory(tmp_path / "kit", KIT, png(3000, 1500)))
    assert kit.logo is not None
    assert kit.logo.size == (LOGO_SIDE, LOGO_SIDE // 2)


def test_a_logo_linked_from_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.png").write_bytes(png())
    directory = kit_directory(tmp_path / "kit")
    (directory / "logo.png").unlink()
    (directory / "logo.png").symlink_to(tmp_path / "elsewhere.png")
    assert "outside" in str(refusal(directory))
