"""`python -m models.migrations "Add a column"`: writes the next migration, from what the tables have become."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from models import engines, schema


def main(message: str) -> None:
    """Compares the tables with a fresh database that has every migration so far. Read what it wrote."""
    number = 1 + len(list(ScriptDirectory.from_config(schema.config()).walk_revisions()))
    with tempfile.TemporaryDirectory() as folder:
        url = engines.parse(f"sqlite:///{Path(folder) / 'empty.db'}")
        schema.upgrade(url)
        with engines.migrating(url).begin() as connection:
            settings = schema.config(connection)
            settings.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
            command.revision(settings, message, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main(sys.argv[1])
