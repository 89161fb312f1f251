"""What a page says, as a reader without a browser finds it."""

from __future__ import annotations

import html
import re
from typing import Any


def told(response: Any) -> str:
    """The words of a page, on one line."""
    text = response.content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
