"""Reflex's configuration, from the settings. One port serves the built pages and the events."""

import reflex as rx

from espace.settings import settings

config = rx.Config(
    app_name="espace",
    app_module_import="espace.espace",
    # Baked into one file of the bundle, which `espace.web.shield` rewrites for the address in use.
    api_url="http://localhost:8000",
    deploy_url=settings().public_url,
    backend_path="/_rx",
    cors_allowed_origins=[settings().public_url],
    state_manager_mode="redis" if settings().redis_url else "memory",
    redis_url=settings().redis_url or None,
    redis_token_expiration=15 * 60,
    # A page's load that the next one overtakes may leave its lock behind: nobody waits longer than this (milliseconds).
    redis_lock_expiration=5_000,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_lazy_bundled_libraries=True,
    frontend_compression_formats=["brotli", "gzip"],
    default_color_mode="system",
    plugins=[],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
