"""That a question was asked and answered, and which clauses the answer rests on: in one transaction, without a word of either.

`reference` is what the answer is known by elsewhere: the event of the message in Slack, or the question's own number.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert

from knowledge.library_tables import questions
from knowledge.reliances import answer_rests_on
from knowledge.types import Answer


def answer_given(engine: Engine, answer: Answer, reference: str | None = None) -> Callable[[Connection], None]:
    """What to write of a new answer, for a transaction of the caller's. What takes computing or looking up is done now, not within it.

    Raises DatabaseUnavailable.
    """
    number = uuid.uuid4().hex if reference is None else hashlib.blake2b(reference.encode(), digest_size=16).hexdigest()
    resting = answer_rests_on(engine, reference or number, answer.citations)
    row = {
        "id": number,
        "asked_at": datetime.now(UTC),
        "language": answer.language,
        "mode": answer.mode,
        "refused": answer.abstained,
        "reason": answer.reason,
        "generation_id": answer.generation,
        "elapsed_ms": round(answer.elapsed_ms),
    }

    def noted(connection: Connection) -> None:
        connection.execute(insert(questions).values(row))
        resting(connection)

    return noted
