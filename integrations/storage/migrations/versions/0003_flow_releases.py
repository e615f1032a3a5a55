"""A clinic's own flows: which version patients get, from when on"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flow_releases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("clinician", sa.Text(), nullable=True),
        sa.Column("visit_type", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_flow_releases_clinic_id")),
        sa.ForeignKeyConstraint(["version"], ["flow_versions.version"], name=op.f("fk_flow_releases_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_releases")),
    )
    op.create_index("ix_flow_releases_clinic_id_name", "flow_releases", ["clinic_id", "name"], unique=False)


def downgrade() -> None:
    op.drop_table("flow_releases")
