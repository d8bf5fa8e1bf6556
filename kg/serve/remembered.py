"""Answers to what the server itself asks of the whole graph, which takes seconds on a large one and never changes."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from kg.serve.messages import Answer, Question

MOST = 64
"""Answers that are kept. The service is described once for each name that it is called by, and names can be made up."""


class Asked(Protocol):
    """Whatever answers questions."""

    async def ask(self, question: Question) -> Answer: ...


class Remembered:
    """Answers once what is asked again. The store is read only, so an answer holds as long as the server runs."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._answers: OrderedDict[Question, Answer] = OrderedDict()

    async def ask(self, question: Question) -> Answer:
        """The answer; refusals are not kept, so that a query that met a limit is tried again."""
        if question in self._answers:
            self._answers.move_to_end(question)
            return self._answers[question]
        answer = await self._asked.ask(question)
        if answer.status == 200:
            self._answers[question] = answer
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return answer
