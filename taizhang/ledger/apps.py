from django.apps import AppConfig
from django.db.models.signals import post_migrate

from taizhang.ledger.guards import install_guards


class LedgerConfig(AppConfig):
    name = "taizhang.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Guards are installed after every migrate: SQLite drops triggers silently when it rebuilds a table."""
        post_migrate.connect(install_guards, sender=self, dispatch_uid="ledger.guards")
