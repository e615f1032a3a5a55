"""Every job: ids in, a service called, and the next attempt set by what the service returned."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector

from bot.errors import DeliveryFailed
from bot.services import (
    after_visit,
    alerts,
    connections,
    delivery,
    flow_drafts,
    outreach,
    previews,
    reconcile,
    sending,
    tidying,
    trials,
    turns,
)
from integrations import metrics
from integrations.scheduling.folder import take_in_folder

if TYPE_CHECKING:
    from integrations.wiring import Wiring

TURNS, SENDS, CARE, DELIVERIES = "turns", "sends", "care", "deliveries"
TRIES_OF_A_TURN = 3
TRIES_OF_A_TRIAL = 2
DUE_OF_A_VISIT = {
    "invitation": "invite",
    "reminder": "remind",
    "closing": "close_visit",
    "after_visit": "ask_how_it_went",
}
EVERY_TEN_SECONDS = "* * * * * */10"
EVERY_TEN_MINUTES = "*/10 * * * *"
EVERY_MINUTE = "* * * * *"
EVERY_NIGHT = "17 3 * * *"
QUIET_AFTER = timedelta(minutes=1)  # a message that no turn has taken for so long is taken up again


def jobs_app(connection: str) -> App:
    """Return the job engine with every job of Previsit; `connection` is a libpq string. It opens nothing yet."""
    app = App(connector=PsycopgConnector(conninfo=connection, min_size=1, max_size=4))
    app.task(name="take_turn", queue=TURNS, pass_context=True, retry=TRIES_OF_A_TURN)(take_turn)
    app.task(name=trials.JOB, queue=TURNS, pass_context=True, retry=TRIES_OF_A_TRIAL, priority=-10)(try_on_crowd)
    app.task(name=previews.JOB, queue=TURNS, pass_context=True, retry=TRIES_OF_A_TRIAL)(answer_preview)
    app.task(name=flow_drafts.TESTS_JOB, queue=TURNS, pass_context=True, retry=TRIES_OF_A_TRIAL)(run_tests_of_draft)
    app.task(name="give_up_turn", queue=SENDS, pass_context=True, retry=10)(give_up_turn)
    app.task(name="send_message", queue=SENDS, pass_context=True, retry=5)(send_message)
    app.task(name="send_safety_message", queue=SENDS, pass_context=True, retry=5, priority=10)(send_safety_message)
    app.task(name="page_alert", queue=SENDS, pass_context=True, retry=5, priority=20)(page_alert)
    app.task(name="invite", queue=CARE, pass_context=True, retry=5)(invite)
    app.task(name="remind", queue=CARE, pass_context=True, retry=5)(remind)
    app.task(name="close_visit", queue=CARE, pass_context=True, retry=5)(close_visit)
    app.task(name="ask_how_it_went", queue=CARE, pass_context=True, retry=5)(ask_how_it_went)
    app.task(name=connections.JOB, queue=DELIVERIES, pass_context=True, retry=2)(try_connection)
    app.task(name="deliver_summary", queue=DELIVERIES, pass_context=True, retry=5)(deliver_summary)
    app.periodic(cron=EVERY_NIGHT)(app.task(name="tidy", queue=CARE, pass_context=True)(tidy))
    app.periodic(cron=EVERY_TEN_MINUTES)(app.task(name="catch_up", queue=CARE, pass_context=True)(catch_up))
    look = app.task(name="look_for_visits", queue=CARE, pass_context=True, lock="visits-folder")(look_for_visits)
    app.periodic(cron=EVERY_MINUTE)(look)
    app.periodic(cron=EVERY_TEN_SECONDS)(app.task(name="wake", queue=CARE, pass_context=True)(wake))
    return app


def _wiring(context: JobContext) -> Wiring:
    wiring: Wiring = context.additional_context["wiring"]
    return wiring


async def take_turn(context: JobContext, conversation_id: str) -> None:
    """Take a turn; a turn that keeps failing becomes a person's task, in a process without Rasa."""
    wiring, conversation = _wiring(context), UUID(conversation_id)
    if context.job.attempts >= TRIES_OF_A_TURN:
        await _give_up(wiring, conversation_id)
        return
    wait = await turns.wait_for_more(conversation, wiring.unit_of_work(), wiring.settings.burst_wait)
    if wait:
        await wiring.defer(
            "take_turn", lock=f"conversation:{conversation_id}", seconds=wait, conversation_id=conversation_id
        )
        return
    started = time.monotonic()
    try:
        unit, address = wiring.unit_of_work(), wiring.settings.address
        await turns.take_turn(conversation, wiring.loaded_assistant, wiring.is_command, unit, wiring.clock, address)
        metrics.turns.labels(outcome="taken").inc()
        metrics.turn_seconds.observe(time.monotonic() - started)
    except Exception:
        metrics.turns.labels(outcome="failed").inc()
        wiring.log.exception("turn_failed", conversation=conversation_id, attempt=context.job.attempts + 1)
        if context.job.attempts + 1 >= TRIES_OF_A_TURN:
            await _give_up(wiring, conversation_id)
            return
        raise


async def _give_up(wiring: Wiring, conversation_id: str) -> None:
    await wiring.defer("give_up_turn", lock=f"conversation:{conversation_id}", conversation_id=conversation_id)


async def try_on_crowd(context: JobContext, trial_id: str, lane: int) -> None:
    """Let a few of the crowd talk and queue behind whatever has come in meanwhile."""
    wiring = _wiring(context)
    try:
        left = await trials.go_on(UUID(trial_id), lane, wiring.reader, wiring.unit_of_work)
    except Exception:
        if context.job.attempts + 1 >= TRIES_OF_A_TRIAL:
            await trials.fail(UUID(trial_id), uow=wiring.unit_of_work())
        raise
    if left:
        await wiring.defer(trials.JOB, trial_id=trial_id, lane=lane)


async def answer_preview(context: JobContext, preview_id: str) -> None:
    wiring, preview = _wiring(context), UUID(preview_id)
    try:
        await previews.answer(preview, wiring.reader, wiring.unit_of_work)
    except Exception:
        if context.job.attempts + 1 >= TRIES_OF_A_TRIAL:
            await previews.fail(preview, uow=wiring.unit_of_work())
        raise


async def run_tests_of_draft(context: JobContext, draft_id: str) -> None:
    wiring, draft = _wiring(context), UUID(draft_id)
    try:
        await flow_drafts.run_tests(draft, wiring.reader, wiring.unit_of_work)
    except Exception:
        if context.job.attempts + 1 >= TRIES_OF_A_TRIAL:
            await flow_drafts.tests_failed(draft, uow=wiring.unit_of_work())
        raise


async def give_up_turn(context: JobContext, conversation_id: str) -> None:
    wiring = _wiring(context)
    await turns.give_up_turn(UUID(conversation_id), wiring.unit_of_work(), wiring.clock)


async def send_message(context: JobContext, message_id: int) -> None:
    await _send(_wiring(context), context, message_id, "send_message")


async def send_safety_message(context: JobContext, message_id: int) -> None:
    await _send(_wiring(context), context, message_id, "send_safety_message")


async def _send(wiring: Wiring, context: JobContext, message_id: int, task: str) -> None:
    wait = await sending.send_message(message_id, wiring.sender, wiring.unit_of_work, wiring.clock)
    metrics.messages_out.labels(channel="sms", outcome="later" if wait else "done").inc()
    if wait is not None:
        await wiring.defer(task, lock=context.job.lock, seconds=wait.total_seconds(), message_id=message_id)


async def page_alert(context: JobContext, alert_id: str) -> None:
    wiring = _wiring(context)
    await alerts.page_alert(UUID(alert_id), wiring.pager, wiring.settings.address, wiring.unit_of_work, wiring.clock)


async def invite(context: JobContext, visit_id: str) -> None:
    wiring = _wiring(context)
    await outreach.invite(UUID(visit_id), wiring.unit_of_work(), wiring.clock)


async def remind(context: JobContext, visit_id: str) -> None:
    wiring = _wiring(context)
    await outreach.remind(UUID(visit_id), wiring.unit_of_work(), wiring.clock)


async def close_visit(context: JobContext, visit_id: str) -> None:
    wiring = _wiring(context)
    await outreach.close(UUID(visit_id), wiring.unit_of_work(), wiring.clock)


async def ask_how_it_went(context: JobContext, visit_id: str) -> None:
    wiring = _wiring(context)
    await after_visit.ask_how_it_went(UUID(visit_id), wiring.unit_of_work(), wiring.clock)


async def deliver_summary(context: JobContext, delivery_id: str) -> None:
    wiring = _wiring(context)
    wait = await delivery.deliver(UUID(delivery_id), wiring.ways_of, wiring.unit_of_work, wiring.clock)
    metrics.deliveries.labels(way="any", outcome="later" if wait else "done").inc()
    if wait is not None:
        await wiring.defer("deliver_summary", seconds=wait.total_seconds(), delivery_id=delivery_id)


async def try_connection(context: JobContext, clinic_id: str, way: str) -> None:
    wiring = _wiring(context)
    await connections.try_out(UUID(clinic_id), way, wiring.ways_of, wiring.unit_of_work, wiring.clock)


async def wake(context: JobContext, timestamp: int) -> None:
    """Queue whatever the clock says is due."""
    await queue_what_is_due(_wiring(context))


async def tidy(context: JobContext, timestamp: int) -> None:
    wiring = _wiring(context)
    await tidying.forget_what_was_tried(wiring.unit_of_work(), wiring.clock)


async def look_for_visits(context: JobContext, timestamp: int) -> None:
    """Take in what a scheduling system has put into the folder for visits; a folder that cannot be read is tried again."""
    wiring = _wiring(context)
    if wiring.settings.visits_dir is None:
        return
    try:
        found = await take_in_folder(wiring.settings.visits_dir, wiring.unit_of_work, wiring.clock)
    except OSError as error:
        wiring.log.warning("visits_folder_unreadable", error=type(error).__name__)
        return
    for one in found:
        wiring.log.info("visits_file_read", refused=one.problem is not None)


async def catch_up(context: JobContext, timestamp: int) -> None:
    """Take in what patients texted and Twilio did not tell us of; a provider that cannot be asked is asked the next time."""
    wiring = _wiring(context)
    if wiring.inbox is None:
        return
    try:
        texts = await reconcile.take_in_missed(
            wiring.inbox, wiring.unit_of_work, wiring.clock, burst_wait=wiring.settings.burst_wait
        )
    except DeliveryFailed as failed:
        wiring.log.warning("texts_not_listed", code=failed.code)
        return
    if texts.taken_in:
        wiring.log.warning("texts_missed", taken_in=texts.taken_in)


async def queue_what_is_due(wiring: Wiring) -> None:
    """Queue invitations, reminders, closings, pages, deliveries and turns that are due; each job checks again before it acts."""
    now = wiring.clock.now()
    async with wiring.unit_of_work() as uow:
        for what, task in DUE_OF_A_VISIT.items():
            for visit_id in await uow.visits.due(what, now):
                await _once(uow, task, f"{task}:{visit_id}", visit_id=str(visit_id))
        for alert_id in await uow.alerts.due(now):
            await _once(uow, "page_alert", f"page:{alert_id}", alert_id=str(alert_id))
        for delivery_id in await uow.deliveries.due(now):
            await _once(uow, "deliver_summary", f"delivery:{delivery_id}", delivery_id=str(delivery_id))
        for conversation_id in await uow.messages.left_behind(now - QUIET_AFTER):
            key = str(conversation_id)
            await _once(uow, "take_turn", f"conversation:{key}", conversation_id=key)
        await uow.commit()


async def _once(uow: Any, task: str, lock: str, **ids: str) -> None:
    if not await uow.jobs.waits(task, **ids):
        await uow.jobs.defer(task, lock=lock, **ids)
