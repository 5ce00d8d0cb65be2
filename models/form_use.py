"""FormUse: where a form that somebody published is filed, and how often. A form without any is filed everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Field, SQLModel, col, select

from models.database import Transaction


class FormUse(SQLModel, table=True):
    """`area_code` is a region's, "" for the country; two regions that became one leave two rows. All rows of one form
    have the same `cadence`."""

    __tablename__ = "form_use"

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(index=True, max_length=255)
    area_code: str = Field(max_length=13)
    cadence: str = Field(max_length=12)


def of_form(tx: Transaction, form_id: str) -> Sequence[FormUse]:
    return tx.exec(select(FormUse).where(FormUse.form_id == form_id).order_by(col(FormUse.area_code))).all()


def add(tx: Transaction, form_id: str, area_code: str, cadence: str) -> bool:
    """From now on the form is filed there too. False where it is already."""
    if any(area_code == one.area_code for one in of_form(tx, form_id)):
        return False
    tx.add(FormUse(form_id=form_id, area_code=area_code, cadence=cadence))
    tx.flush()
    return True
