"""What the service can be told: each setting with its default, read from the environment and from a file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from envgov.graph.errors import EnvGovError
from envgov.graph.folder import state_folder as own_folder
from envgov.graph.suppression import Suppressions

PREFIX = "ENVGOV_"
CONFIG = "ENVGOV_CONFIG"
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "testserver", "::1")
MIB = 1024 * 1024
TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class SettingError(EnvGovError):
    """A setting that is unknown or of another type."""


def _setting(default: object, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the service; docs/configuration.md lists them."""

    state: str = _setting(
        "",
        "密钥、任务与屏蔽名单的文件夹，默认在图库旁 / folder of keys, jobs and suppressions; beside the store by default",
    )
    hosts: tuple[str, ...] = _setting(LOOPBACK_HOSTS, "接受的 Host / host names that are answered")
    cors: tuple[str, ...] = _setting((), "允许跨域的来源 / origins that may call from a browser")
    open: bool = _setting(False, "无密钥也可读，不限本机 / reading needs no key, loopback or not")
    cypher: bool = _setting(False, "开启 POST /v1/cypher / switch on POST /v1/cypher")
    mcp: bool = _setting(False, "开启 /mcp（须附加项 mcp）/ switch on /mcp, the tools for language models (extra mcp)")
    cypher_seconds: float = _setting(5.0, "只读语句的时限（秒）/ seconds for a statement of POST /v1/cypher")
    cypher_at_once: int = _setting(2, "同时运行的语句 / statements of POST /v1/cypher at once")
    cypher_a_minute: int = _setting(60, "每分钟语句数，0 为不限 / statements a minute and caller; 0 for no limit")
    query_seconds: float = _setting(10.0, "其他查询的时限（秒）/ seconds for every other query")
    requests_a_minute: int = _setting(600, "每分钟请求数（每密钥或地址）/ requests a minute and caller; 0 for no limit")
    at_once: int = _setting(16, "同时处理的请求，超出即 503 / requests at once, 503 beyond")
    body_bytes: int = _setting(MIB, "JSON 请求体上限 / largest JSON body")
    body_seconds: float = _setting(
        30.0, "请求体的时限（秒），大的另加每 64 KiB 一秒 / seconds for a body to arrive, and 1 s more for every 64 KiB"
    )
    upload_bytes: int = _setting(20 * MIB, "上传上限 / largest upload")
    url_bytes: int = _setting(16384, "地址上限 / longest address")
    export_rows: int = _setting(100_000, "导出行数上限 / most rows of a CSV, NDJSON or XLSX answer")
    sources: str = _setting(
        "", "sources.yaml 的路径：按文件名或网站说明上传文档属地 / a sources.yaml: whose uploads are, by name or host"
    )
    document_seconds: float = _setting(120.0, "一篇文档的抽取时限 / seconds for the extraction of one upload")
    documents_at_once: int = _setting(
        2, "同时抽取的上传，各用一个进程 / uploads that are extracted at once, in a process each"
    )
    document_bytes_of_memory: int = _setting(3 * 1024 * MIB, "抽取进程内存上限 / memory of the extracting process")
    keep_uploads_days: int = _setting(
        0, "上传原件保留天数，0 为载入后即删 / days to keep uploads; 0 removes them once loaded"
    )
    oidc_issuer: str = _setting("", "OIDC 签发者 / OIDC issuer")
    oidc_audience: str = _setting("", "OIDC 受众 / OIDC audience")
    oidc_jwks: str = _setting("", "签发者公钥文件（JWKS）/ file with the issuer's public keys (JWKS)")
    map_geojson: str = _setting(
        "",
        "自备底图（GeoJSON 文件），须同时给出 map_approval / a base map of your own (a GeoJSON file); needs map_approval",
    )
    map_approval: str = _setting(
        "", "底图的审图号，印在页面和导出的图上 / approval number of the base map, shown on the page and every picture"
    )
    trusted_proxy: bool = _setting(False, "信任代理给出的客户地址 / take the caller's address from X-Forwarded-For")
    grace_seconds: int = _setting(20, "停止时等待请求的秒数 / seconds that running requests get at the end")


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the file that ENVGOV_CONFIG names, overridden by ENVGOV_* of the environment.

    Raises SettingError for a file that cannot be read, an unknown name or a value of another type.
    """
    given = os.environ if environment is None else environment
    found: dict[str, object] = {}
    if path := given.get(CONFIG):
        found |= _from_file(Path(path))
    for each in fields(Settings):
        value = given.get(PREFIX + each.name.upper())
        if value is not None:
            found[each.name] = _read(each.default, value, PREFIX + each.name.upper())
    return Settings(**found)  # type: ignore[arg-type]


def _from_file(path: Path) -> dict[str, object]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"{path} cannot be read as TOML ({error}); {CONFIG} must name a file of settings") from error
    known = {each.name: each.default for each in fields(Settings)}
    for name in data:
        if name not in known:
            raise SettingError(f"{path}: {name!r} is no setting; docs/configuration.md lists them")
    return {name: _read(known[name], value, f"{path}: {name}") for name, value in data.items()}


def _read(default: object, value: object, where: str) -> object:
    if default is MISSING:
        return value
    if isinstance(default, tuple):
        parts = value if isinstance(value, list) else str(value).split(",")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    text = str(value).strip()
    if isinstance(default, bool):
        if text.lower() not in TRUE | FALSE:
            raise SettingError(f"{where}={text!r} is neither true nor false")
        return text.lower() in TRUE
    try:
        return int(text) if isinstance(default, int) else float(text) if isinstance(default, float) else text
    except ValueError as error:
        raise SettingError(f"{where}={text!r} is no {type(default).__name__}") from error


def state_folder(settings: Settings, location: str) -> Path:
    """Return the folder of keys, jobs and suppressions of a store."""
    return Path(settings.state) if settings.state else own_folder(location)


def suppressions_of(location: str) -> Suppressions:
    """Return the list of what is suppressed in a store, where the settings say it is."""
    return Suppressions.of(location, state_folder(load_settings(), location))
