"""Run the HTTP service until it is told to stop; running requests finish and the store is closed on the way out."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import replace
from pathlib import Path
from types import FrameType

import typer
import uvicorn
from envgov.graph.errors import EnvGovError, StoreError
from envgov.graph.folder import refuse_without_store
from fastapi import FastAPI

from .app import create_app
from .gates.keys import Keys
from .logs import set_up_logs
from .settings import LOOPBACK_HOSTS, Settings, load_settings, state_folder

KEPT_SECONDS = 15  # an idle connection


class _Server(uvicorn.Server):
    """A server that says in /v1/ready that it stops before it does."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, sayings: tuple[str, ...]) -> None:
        super().__init__(config)
        self.app, self.sayings = app, sayings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say who may read and the address once there is somebody who answers there."""
        try:
            await super().startup(sockets)
        except SystemExit:  # it could not start; `run` says why
            self.should_exit = True
        if self.started and not self.should_exit:
            set_up_logs()
            for saying in self.sayings:
                typer.echo(f"envgov: {saying}", err=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.app.state.stopping = True
        super().handle_exit(sig, frame)


def run(location: str, *, host: str, port: int) -> None:
    """Serve a store; raise StoreError where the address is taken. Port 0 takes a free one, which is printed."""
    settings = load_settings()
    with _listener(host, port) as listener:
        if "://" not in location:
            refuse_without_store(Path(location))
        if not _is_loopback(host) and settings.hosts == LOOPBACK_HOSTS:
            settings = replace(settings, hosts=("*",))
        app = create_app(location, settings=settings)
        set_up_logs("CRITICAL")  # what stops it from starting is said in a sentence, not logged with its trace
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="on",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEPT_SECONDS,
            timeout_graceful_shutdown=settings.grace_seconds,
            h11_max_incomplete_event_size=4 * settings.url_bytes,
        )
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}/  (Ctrl-C 停止 / stops)"
        server = _Server(config, app, (*_who_may_read(location, host, settings), address))
        server.run(sockets=[listener])
    if isinstance(failure := app.state.failure, EnvGovError):
        raise failure
    if not server.started:
        raise StoreError(
            f"服务未能启动：{location} 无法打开 / the service did not start: {location} could not be opened"
        )


def _listener(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            f"{host}:{port} 不能使用，请用 --port 换一个 / cannot be used ({reason}); choose another with --port"
        ) from error
    return listener


def _who_may_read(location: str, host: str, settings: Settings) -> tuple[str, ...]:
    keys = Keys(state_folder(settings, location)).all()
    if settings.open:
        return ("无密钥亦可读 / anybody may read without a key (ENVGOV_OPEN)",)
    if keys:
        return ()
    if _is_loopback(host):
        return ("仅本机可读，无需密钥 / open to this machine only, without a key; nobody may write",)
    return (f"{host} 须密钥 / needs a key, and there is none: envgov keys new NAME",)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
