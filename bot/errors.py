"""The errors a caller can tell apart. A message says what happened, where, and what would fix it; never what a patient wrote."""

from __future__ import annotations

from datetime import timedelta


class PrevisitError(Exception):
    """The base of every error that Previsit raises on purpose; its text may be shown to staff."""


class DeliveryFailed(PrevisitError):
    """A text or a summary did not leave, or nobody knows whether it did."""

    def __init__(
        self,
        message: str,
        *,
        retryable: bool,
        outcome_unknown: bool = False,
        code: str | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.outcome_unknown = outcome_unknown
        self.code = code
        self.retry_after = retry_after  # what the other side asked us to wait
