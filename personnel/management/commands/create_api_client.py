"""``manage.py create_api_client --name … --user …``: a machine client for the REST interface."""

import secrets
from argparse import ArgumentParser
from typing import Any

from allauth.idp.oidc.models import Client
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import audit, clock
from core.scope import SYSTEM
from personnel.models import User


class Command(BaseCommand):
    help = (
        "Creates an OAuth 2 client (client_credentials) that acts as a service account, and "
        "prints its id and secret. The secret is stored as a hash and cannot be shown again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="name of the other system")
        parser.add_argument("--user", required=True, help="username of the service account")
        parser.add_argument("--read-only", action="store_true", help="grant no write scope")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = _service_account(options["user"])
        scopes = ["read"] if options["read_only"] else ["read", "write"]
        # Letters, digits, - and _ only: people paste the secret into shells and form bodies.
        secret = secrets.token_urlsafe(48)
        with transaction.atomic():
            client = Client(name=options["name"], owner=owner)
            client.set_secret(secret)
            client.set_scopes(scopes)
            client.set_default_scopes(scopes)
            client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
            client.set_response_types([])
            client.save()
            audit.record(
                action="personnel.api_client_created",
                subject=owner,
                by=SYSTEM,
                at=clock.now(),
                data={"client": client.pk, "name": client.name, "scopes": scopes},
            )
        self.stdout.write(f"client_id={client.pk}")
        self.stdout.write(f"client_secret={secret}")


def _service_account(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"Không có tài khoản “{username}”. Hãy tạo tài khoản máy trước.")
    if not user.is_service or not user.is_active:
        raise CommandError(
            f"“{username}” không phải tài khoản máy đang hoạt động. Hãy chọn tài khoản máy."
        )
    return user
