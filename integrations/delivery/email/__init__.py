"""E-mail by the operator's mail server: that there is a summary and where to read it, or the summary itself."""

from integrations.delivery.email.mailbox import Mailbox

__all__ = ["Mailbox"]
