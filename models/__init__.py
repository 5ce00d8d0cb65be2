"""What is stored: one file per table with its columns and every query on it.

Functions here take the open `Transaction` first and never commit; `models.database` opens and commits.

`tables` imports every table, `database` opens and commits, `engines` speaks to the drivers, `schema` migrates,
`backup` copies. The names of constraints are set here because this runs before any table of the package is defined:
a constraint without a name can't be changed by a later migration.
"""

from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
