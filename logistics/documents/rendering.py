"""HTML from our templates: escaped, strict about missing values, and the same bytes for the same values."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import font_source_sans_pro
import font_source_serif_pro
from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("logistics.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def html(template: str, **values: object) -> str:
    """A page from ``templates/<template>``; every value is escaped."""
    return _environment().get_template(template).render(**values)


def house_style() -> str:
    """The colours and type that pages and documents share, as CSS."""
    return _environment().get_template("house.css").render()


@cache
def font(name: str) -> bytes:
    """A font of the house by the name of its file, without its ending. Raises KeyError."""
    packages = {"SourceSansPro": font_source_sans_pro, "SourceSerifPro": font_source_serif_pro}
    package = packages[name.split("-")[0]]
    return (files(package) / "files" / f"{name}.otf").read_bytes()
