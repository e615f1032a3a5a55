"""A webhook: the summary as JSON, signed as Standard Webhooks has it, so that ready libraries verify it."""

from integrations.delivery.webhook.receiver import WebhookReceiver

__all__ = ["WebhookReceiver"]
