"""Turn the parameters that a statement declares into those of a route: typed, bounded, documented."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from envgov.graph.queries import NamedQuery, Param
from fastapi import Path, Query, Request
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

LONGEST_TEXT = 200  # characters of a parameter: the longest title of a plan has less
MOST_ROWS, USUAL_ROWS = 1000, 100
LONGEST_LIST = 1000  # characters of a list of columns
LARGEST = 2**31 - 1


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("write YYYY-MM-DD")
    return text


def _plain_bool(value: object) -> object:
    if value not in ("true", "false", True, False):
        raise ValueError("write true or false")
    return value


def _plain_number(value: object) -> object:
    if isinstance(value, str) and not value.lstrip("-").replace(".", "", 1).isascii():
        raise ValueError("write digits 0 to 9")
    return value


def _scalar(text: str) -> str:
    """Refuse what no store can hold: half of a character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("this is no valid Unicode text") from error
    return text


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_scalar)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date", "maxLength": 10})]
Whole = Annotated[int, Field(ge=-LARGEST, le=LARGEST), BeforeValidator(_plain_number)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-LARGEST, le=LARGEST), BeforeValidator(_plain_number)]
Flag = Annotated[bool, BeforeValidator(_plain_bool)]
TYPES: dict[str, Any] = {"str": Text, "day": Day, "int": Whole, "float": Number, "bool": Flag}

Uid = Annotated[
    str, Path(pattern=r"^[a-z]{4,9}-[0-9a-z]{1,40}$", max_length=60, description="uid", examples=["region-530000"])
]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS), BeforeValidator(_plain_number)]
Limit = Annotated[
    Rows | None, Query(description="每页行数 / Rows a page; in CSV, NDJSON and XLSX the most rows of all")
]
Mark = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,1600}$", max_length=1600)]
Cursor = Annotated[Mark | None, Query(description="上一页 next 中的游标 / Cursor from `next` of the page before")]
Bom = Annotated[Flag, Query(description="CSV 带 BOM，供电子表格 / CSV with a byte-order mark, for spreadsheets")]
Format = Annotated[
    Literal["json", "csv", "ndjson", "xlsx"] | None,
    Query(description="格式，先于 Accept 与后缀 / Format; it stands over Accept and the suffix of the address"),
]


def fields_pattern(columns: Iterable[str]) -> str:
    """Return the pattern of a list of columns, separated by commas."""
    one = "|".join(columns)
    return f"^({one})(,({one}))*$"


def parameter(param: Param, name: str) -> inspect.Parameter:
    """Return a declared parameter as one of a route's function."""
    kind = Literal[param.one_of] if param.one_of else TYPES[param.type]
    extra: dict[str, Any] = {"description": param.doc, "alias": param.name}
    if param.example is not None:
        extra["examples"] = [str(param.example)]
    default: Any = inspect.Parameter.empty if param.required else None
    annotation = kind if param.required else kind | None
    if param.default is not None and not param.required:
        annotation, default = kind, param.default
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[annotation, Query(**extra)]
    )


def signature(
    query: NamedQuery, columns: Iterable[str], *, path: str | None = None, sorts: Iterable[str] = ()
) -> inspect.Signature:
    """Return the signature of the route of a query; `path` is the parameter that stands in the address."""
    made = [inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)]
    for param in query.params:
        if param.name == path:
            annotation = Uid if path == "uid" else Annotated[Text, Path(description=param.doc)]
            made.append(inspect.Parameter(path, inspect.Parameter.KEYWORD_ONLY, annotation=annotation))
        elif param.name not in ("sort", "limit"):
            made.append(parameter(param, f"p_{param.name}"))
    order = [each for name in sorts for each in (name, f"-{name}")]
    shared: list[tuple[str, Any, Any]] = [
        ("limit", Limit, None),
        ("cursor", Cursor, None),
        (
            "fields",
            Annotated[
                str | None,
                Query(
                    pattern=fields_pattern(columns),
                    max_length=LONGEST_LIST,
                    description="只要这些列 / Only these columns",
                ),
            ],
            None,
        ),
        ("format", Format, None),
        ("bom", Bom, False),
    ]
    if order:
        doc = "排序，- 为降序 / Order; - for descending"
        shared.append(("sort", Annotated[Literal[tuple(order)], Query(description=doc)], order[0]))
    made += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, annotation, default in shared
    ]
    return inspect.Signature(made)


# What who sends a document knows of it.
ToldHome = Annotated[
    str | None,
    Query(
        max_length=60,
        description="文档所属行政区，全称或代码 / full name or code of the division it is of",
        examples=["昆明市"],
    ),
]
ToldPublisher = Annotated[
    str | None, Query(max_length=80, description="发布机构 / who published it", examples=["昆明市生态环境局"])
]
ToldAddress = Annotated[
    str | None,
    Query(
        max_length=2000,
        pattern=r"^https?://\S+$",
        description="网址；同一网址的新文件是新版 / its address; a new file from the same address is a new version",
        examples=["https://www.example.gov.cn/a/12.html"],
    ),
]
ToldDay = Annotated[
    str | None,
    Query(
        max_length=40, description="发布日期，可只到年或月 / day, month or year of publication", examples=["2024-05"]
    ),
]
