"""Trials of flows: by a made-up crowd, by hand, and by the tests that they carry"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flow_trials",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("patients", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_flow_trials_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_trials")),
    )
    op.create_index("ix_flow_trials_clinic_id_name", "flow_trials", ["clinic_id", "name", "at"])
    op.create_table(
        "trial_talks",
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["flow_trials.id"], name=op.f("fk_trial_talks_trial_id")),
        sa.PrimaryKeyConstraint("trial_id", "file", "number", name=op.f("pk_trial_talks")),
    )

    op.create_table(
        "flow_previews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("age", sa.SmallInteger(), nullable=False),
        sa.Column("visit_type", sa.Text(), nullable=False),
        sa.Column("sealed_cues", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("sealed_shown", sa.LargeBinary(), nullable=True),
        sa.Column("shown_for", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_flow_previews_clinic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_previews")),
        sa.UniqueConstraint("clinic_id", "name", "by", name=op.f("uq_flow_previews_clinic_id_name_by")),
    )
    op.add_column("flow_drafts", sa.Column("tested_revision", sa.Integer(), nullable=True))
    op.add_column("flow_drafts", sa.Column("test_problems", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("flow_drafts", "test_problems")
    op.drop_column("flow_drafts", "tested_revision")
    op.drop_table("flow_previews")
    op.drop_table("trial_talks")
    op.drop_table("flow_trials")
