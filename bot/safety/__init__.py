"""Pure: opt-out matching and danger signs, looked for in every inbound message before anything else."""

from bot.safety.model import Notice, Opinion, Stance, Tier, worst
from bot.safety.optout import OptOut, keyword, opt_out
from bot.safety.optout_words import Keyword
from bot.safety.scan import scan

__all__ = ["Keyword", "Notice", "Opinion", "OptOut", "Stance", "Tier", "keyword", "opt_out", "scan", "worst"]
