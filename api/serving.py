"""Run the HTTP service until it is told to stop; the store is closed on the way out."""

from __future__ import annotations

import ipaddress
import socket

import typer
import uvicorn
from envgov.graph.errors import StoreError

from .app import HOSTS, create_app


def run(location: str, *, host: str, port: int) -> None:
    """Serve a store; raise StoreError where the address is taken. Port 0 takes a free one, which is printed."""
    if not _is_loopback(host):
        typer.echo(f"envgov: {host} can be reached from other machines, and the service asks for no password", err=True)
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StoreError(f"{host}:{port} cannot be used ({error.strerror}); choose another with --port") from error
    hosts = HOSTS if _is_loopback(host) else ["*"]
    app = create_app(location, hosts=hosts)
    typer.echo(f"envgov: http://{host}:{listener.getsockname()[1]}/  (Ctrl-C 停止 / stops)", err=True)
    with listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False))
        server.run(sockets=[listener])
    if not server.started:
        raise StoreError(f"the service did not start: {location} could not be opened")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
