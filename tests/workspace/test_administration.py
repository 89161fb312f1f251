"""Administration: brand kits, the log of the house, brands as files, and an administrator who works on no brand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from advisor.knowledge import shipped
from advisor.report.brand_kit import FILE_NAME
from tests.workspace.house import browser, house, somebody
from tests.workspace.told import told

KIT = b'name: Studio Nord\nlogo: mark.svg\ncolours: {primary: "#5a1f3d", accent: "#7a2f55"}\nfooter: Confidential\n'
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#5a1f3d"/></svg>'
)


def upload(client: Any, files: dict[str, bytes]) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post("/administration/kits/", {"files": [SimpleUploadedFile(*one) for one in files.items()]})


@pytest.fixture
def kit(client: Any) -> Iterator[Any]:
    """A brand kit that is kept."""
    from advisor.workspace.house_models import KeptKit

    assert upload(client, {FILE_NAME: KIT, "mark.svg": LOGO}).status_code == 302
    made = KeptKit.objects.latest("pk")
    yield made
    KeptKit.objects.filter(pk=made.pk).delete()


def test_a_report_has_the_usual_kit_or_the_one_chosen_for_its_brand(
    client: Any, begun: Callable[..., Any], kit: Any
) -> None:
    assert kit.usual
    page = f"/rounds/{begun(brand='Willow').pk}/report/en.html"
    assert "Studio Nord" in client.get(page).content.decode()
    assert upload(client, {FILE_NAME: b"name: Bureau Sud"}).status_code == 302
    from advisor.workspace.house_models import KeptKit
    from advisor.workspace.models import Brand

    other, brand = KeptKit.objects.get(name="Bureau Sud"), Brand.objects.latest("pk")
    assert client.post(f"/brands/{brand.pk}/kit/", {"kit": other.pk}).status_code == 302
    report = client.get(page).content.decode()
    assert "Bureau Sud" in report
    assert "Studio Nord" not in report
    assert "Bureau Sud" in client.get(f"/administration/kits/{other.pk}/example.html").content.decode()
    client.post(f"/administration/kits/{other.pk}/", {"does": "remove"})
    assert "Studio Nord" in client.get(page).content.decode()


def test_a_kit_is_refused_with_the_words_of_the_command_line(client: Any, workspace: Any) -> None:
    from advisor.workspace.house_models import KeptKit

    answer = upload(client, {FILE_NAME: b'name: Pale\ncolours: {primary: "#ffff00"}\nlogo: ../secret\n'})
    assert answer.status_code == 422
    said = told(answer)
    assert f"{FILE_NAME}:2:" in said
    assert "contrast" in said
    assert "outside the kit’s directory" in said
    assert "/tmp" not in said
    hostile = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert upload(client, {FILE_NAME: KIT, "mark.svg": hostile + b"<"}).status_code == 422
    assert upload(client, {"mark.svg": LOGO}).status_code == 422
    assert upload(client, {FILE_NAME: KIT, "mark.svg": LOGO + b" " * 15_000_000}).status_code == 422
    assert upload(client, {FILE_NAME: KIT, **{f"{n}.svg": LOGO for n in range(6)}}).status_code == 422
    assert not KeptKit.objects.exists()


def test_the_log_of_the_house_tells_who_did_what_and_is_narrowed(
    client: Any, begun: Callable[..., Any], kit: Any
) -> None:
    brand = begun(brand="Logged & Co").brand
    client.post(f"/brands/{brand.pk}/kit/", {"kit": kit.pk})
    client.get(f"/brands/{brand.pk}/archive.zip")
    whole = told(client.get("/administration/log/"))
    assert "uploaded a brand kit" in whole
    of_brand = told(client.get(f"/administration/log/?brand={brand.pk}"))
    rows = of_brand.partition("What Brand")[2]
    assert "saved the brand as files" in rows
    assert "recorded in a round (changes that day: 1)" in rows
    assert "uploaded" not in rows
    assert "Nothing was done" in told(client.get(f"/administration/log/?brand={brand.pk}&until=2001-01-01"))
    assert "saved the brand" in told(client.get(f"/administration/log/?brand={brand.pk}&since=2001-01-01"))
    assert client.get("/administration/log/?brand=x&person=%00&since=soon&page=-3").status_code == 200
    client.post(f"/brands/{brand.pk}/erase/", {"name": "Logged & Co"})
    after = told(client.get("/administration/log/"))
    assert "erased a brand" in after
    assert "Logged & Co" not in after


def test_everything_is_saved_and_each_answers_file_comes_back(client: Any, begun: Callable[..., Any]) -> None:
    text = (shipped("rules") / "community-management" / "cases" / "demo.yaml").read_text("utf-8")
    round = begun(text)
    sent = client.post("/administration/everything.zip")
    packed = zipfile.ZipFile(io.BytesIO(sent.getvalue()))
    name = next(one for one in packed.namelist() if one.endswith(f"-{round.pk}.yaml"))
    assert name.startswith(f"brand-{round.brand_id}/")
    again = begun(packed.read(name).decode("utf-8"))
    assert again.document == round.document
    assert client.get("/administration/everything.zip").status_code == 405


def test_an_administrator_without_brands_has_a_page_of_their_own(begun: Callable[..., Any]) -> None:
    brand = begun(brand="Somebody Else’s").brand
    with house():
        client = browser(somebody("only-administers", "administrator"))
        assert client.get("/")["location"] == "/administration/"
        assert "Somebody Else’s" in told(client.get("/administration/"))
        assert client.get(f"/brands/{brand.pk}/").status_code == 404
        receipt = client.post(f"/brands/{brand.pk}/erase/", {"name": brand.name}, follow=True)
        assert "Rounds erased: 1" in told(receipt)
