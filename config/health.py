"""Two questions a supervisor asks: does the process answer, and can it do its work."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError


@login_not_required
@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process serves requests at all."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database is reachable and migrated, and the cache takes a value."""
    checks = {"database": _database_ready(), "cache": _cache_ready()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database_ready() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _cache_ready() -> bool:
    try:
        cache.set("readyz", 1, timeout=5)
        return bool(cache.get("readyz") == 1)
    except (OSError, RedisError):
        return False
