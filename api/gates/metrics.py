"""What the service counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one service; a registry of its own, so that two services in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        own = self.registry
        self.requests = Counter("envgov_requests", "requests", ["method", "route", "status"], registry=own)
        self.seconds = Histogram(
            "envgov_request_seconds", "seconds a request", ["route"], buckets=SECONDS, registry=own
        )
        self.in_flight = Gauge("envgov_requests_in_flight", "requests being answered", registry=own)
        self.refused = Counter("envgov_refused", "requests refused at a gate", ["reason"], registry=own)
        self.documents = Counter("envgov_documents", "documents loaded by jobs", ["status"], registry=own)
        self.jobs = Gauge("envgov_jobs_waiting", "jobs that wait or run", registry=own)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; `route` is its template, so that there are not endless series."""
        known = method if method in ("GET", "POST", "DELETE", "OPTIONS", "HEAD") else "other"
        self.requests.labels(known, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> str:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self.registry).decode("utf-8")
