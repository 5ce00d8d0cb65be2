"""More villages than the small fields of `desk` and `field` have: a village has one active kampung."""

from __future__ import annotations

from models.database import Transaction
from models.region import Region

DISTRICT = "13.72.01"  # both fields have it


def village(tx: Transaction, number: int) -> str:
    """The code of a new village of the district."""
    code = f"{DISTRICT}.{3000 + number}"
    tx.add(Region(code=code, parent_code=DISTRICT, level="village", name=f"Desa {number}", zone="Asia/Jakarta"))
    tx.flush()
    return code
