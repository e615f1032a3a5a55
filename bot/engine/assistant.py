"""The Rasa agent, embedded: it understands a text and decides what follows, and runs the actions in this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecutionRejected, UserUttered
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.agenda.concern import Concern
from bot.engine.playing import ANSWER, MOVES, Understood
from bot.engine.speedups import compile_action_schema_once
from bot.engine.text import cut_off, for_rasa, moved
from bot.engine.tracker import FORM, TurnTrackerStore, opened, shortened
from bot.engine.turn import TURN, Turn
from bot.errors import PrevisitError
from bot.safety import Opinion


class NoModel(PrevisitError):
    """There is no trained model to load."""

    def __init__(self, where: Path) -> None:
        super().__init__(f"No trained model lies in {where}. Run `previsit train`, or `make train`.")


def newest_model(models: Path) -> Path:
    """Return the model of a folder that was trained last."""
    newest = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    if newest is None:
        raise NoModel(models)
    return newest


class InProcessActions(EndpointConfig):
    """Runs the actions of the `actions` package here instead of asking a server."""

    def __init__(self) -> None:
        super().__init__(url="inprocess://actions")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        try:
            return await self._executor.run(json)
        except ActionExecutionRejection as rejection:
            raise ClientResponseError(400, "rejected", rejection.message) from rejection
        except BaseException as error:
            TURN.get().failure = error  # Rasa's processor would log it and commit half an answer
            raise


class Assistant:
    """A loaded agent. One turn at a time: Rasa is CPU, so more turns at once means more processes."""

    def __init__(self, agent: Agent, store: TurnTrackerStore) -> None:
        self._agent, self._store = agent, store

    @classmethod
    def load(cls, models: Path) -> Assistant:
        """Load the newest model of a folder."""
        newest = newest_model(models)
        compile_action_schema_once()
        agent, store = Agent(action_endpoint=InProcessActions()), TurnTrackerStore(domain=None)
        agent.load_model(str(newest))
        # After loading: a stock agent wraps its store so that a database error begins a new conversation.
        agent.tracker_store = agent.processor.tracker_store = store
        store.domain = agent.domain
        return cls(agent, store)

    async def take(self, turn: Turn, sender_id: str, stored: bytes | None) -> bytes:
        """Let Rasa understand and decide about the turn's texts; return the tracker to store, or raise what failed."""
        token = TURN.set(turn)
        try:
            self._store.tracker = opened(stored, sender_id, self._agent.domain, turn.question.value)
            await self._agent.handle_message(_message(turn, sender_id))
            if turn.failure is not None:
                raise turn.failure
            return shortened(self._store.tracker)
        finally:
            self._store.tracker = None
            TURN.reset(token)

    async def read(self, text: str, question: str | None = None, language: str | None = None) -> Understood:
        """Understand one text without deciding anything."""
        metadata = {key: value for key, value in (("question", question), ("language", language)) if value}
        understood: Understood = await self._agent.processor.parse_message(
            UserMessage(for_rasa(text), metadata=metadata)
        )
        return understood

    def action_after(self, intent: str) -> str:
        """Return which of the actions in MOVES follows a text of this intent while the form is open."""
        tracker = opened(None, "asked", self._agent.domain, "words")
        said = UserUttered("…", {"name": intent, "confidence": 1.0})
        for event in (said, ActionExecutionRejected(FORM)):
            tracker.update(event, self._agent.domain)
        action, _ = self._agent.processor.predict_next_with_tracker_if_should(tracker)
        return action.name() if action.name() in MOVES else ANSWER

    async def parse(self, text: str, question: str | None = None, language: str | None = None) -> Mapping[str, Any]:
        """Understand one text as `previsit understand` prints it; places are those of the text."""
        parsed, by = await self.read(text, question, language), cut_off(text)
        concerns = [asdict(moved(Concern(**one), by)) for one in parsed["concerns"]]
        return {**parsed, "concerns": concerns, "opinion": moved(Opinion.of_json(parsed["opinion"]), by).as_json()}

    async def opinion(self, text: str) -> Opinion:
        """Return the trained second opinion on a text, whatever the rules noticed."""
        return Opinion.of_json((await self.parse(text))["opinion"])


def _message(turn: Turn, sender_id: str) -> UserMessage:
    text = for_rasa("\n".join(piece.text for piece in turn.pieces))
    return UserMessage(text, CollectingOutputChannel(), sender_id=sender_id, input_channel="previsit")
