"""What every request passes before it reaches a resource, as plain ASGI: one gate a module."""
