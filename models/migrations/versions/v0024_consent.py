"""Consent, provable: what was shown, given and withdrawn; what people had of it in their own row is carried over."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

# The notice of version 2026-11-23 as it was shown, without the greeting.
SHOWN = "2026-11-23"
TEXTS = {
    "id": """• Yang disimpan: nama, nomor HP, wilayah, isi laporan, waktu kirim.
• Gunanya: laporan program KB dan pembinaan.
• Yang melihat: koordinator di wilayah kerja.
• Disimpan selama tugas berjalan dan sesuai aturan arsip, lalu dihapus.
• Jangan kirim NIK, nama, atau foto wajah klien.
• Boleh minta salinan, perbaikan, atau penghapusan: /privasi""",
    "en": """• What is kept: name, phone number, area, reports, times of sending.
• What for: reports of the family programme and supervision.
• Who sees it: coordinators of the area.
• Kept while the task lasts and as the archive rules say, then deleted.
• Never send identity numbers, names or photos of clients' faces.
• A copy, a correction or deletion can be asked for: /privasi""",
}


def upgrade() -> None:
    notice_text = op.create_table(
        "notice_text",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_notice_text")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_how", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.ForeignKeyConstraint(
            ["text_sha256"], ["notice_text.sha256"], name=op.f("fk_consent_text_sha256_notice_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"])
    op.execute(
        "INSERT INTO consent (person_id, version, language, shown_at, given_at, how, withdrawn_how) "
        "SELECT id, notice_version, language, noticed_at, noticed_at, 'carried', '' FROM person "
        "WHERE noticed_at IS NOT NULL ORDER BY id"
    )
    for language, text in TEXTS.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        op.bulk_insert(notice_text, [{"sha256": digest, "text": text}])
        known = sa.text("UPDATE consent SET text_sha256 = :digest WHERE version = :version AND language = :language")
        op.get_bind().execute(known, {"digest": digest, "version": SHOWN, "language": language})
    op.add_column("person", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    for column in ("notice_version", "noticed_at"):
        op.drop_column("person", column)


def downgrade() -> None:
    op.add_column("person", sa.Column("notice_version", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True))
    last = (
        "SELECT {0} FROM consent WHERE consent.person_id = person.id AND given_at IS NOT NULL "
        "AND withdrawn_at IS NULL ORDER BY consent.id DESC LIMIT 1"
    )
    op.execute(f"UPDATE person SET noticed_at = ({last.format('given_at')})")
    op.execute(f"UPDATE person SET notice_version = COALESCE(({last.format('version')}), '')")
    op.drop_column("person", "withdrawn_at")
    op.drop_table("consent")
    op.drop_table("notice_text")
