"""A talk with a draft: in the web chat too, and with topics of the team"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("flow_previews", sa.Column("team_topics", sa.SmallInteger(), nullable=False, server_default="0"))
    op.add_column("flow_previews", sa.Column("channel", sa.Text(), nullable=False, server_default="sms"))


def downgrade() -> None:
    op.drop_column("flow_previews", "team_topics")
    op.drop_column("flow_previews", "channel")
