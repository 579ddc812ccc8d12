"""The one tree of errors.

Each class carries the facts a sentence needs as attributes; the sentence itself stands in `knowledge/texts/errors.toml` in
bokmål, nynorsk and English under the class's `key`, and is filled in at the edge (`knowledge.texts.error_sentence`).
`str(error)` is for developers and logs: it never holds a document's or a person's words.
"""

from __future__ import annotations

from typing import ClassVar


class SamspillError(Exception):
    """Everything that can go wrong and that we can name."""

    key: ClassVar[str] = "unexpected"

    def __init__(self, **facts: str) -> None:
        self.facts = facts
        super().__init__(f"{self.key}({', '.join(sorted(facts))})")


class SettingsError(SamspillError):
    """A setting is missing or wrong. Facts: `variable`, `example`."""

    key = "settings"


class UnreadableInput(SamspillError):
    """A line or file given to a command cannot be used. Facts: `name`, `line`."""

    key = "unreadable_input"


class UnreadableTurn(SamspillError):
    """A line of a talk by a program is no turn. Facts: `line`."""

    key = "unreadable_turn"


class QuestionSetUnreadable(SamspillError):
    """A line of a question set cannot be used. Facts: `name`, `line`, `field`."""

    key = "question_set"


class ThresholdsUnreadable(SamspillError):
    """A file of thresholds cannot be used. Facts: `name`, `entry`."""

    key = "thresholds"


class PartMissing(SamspillError):
    """A package that only this command needs is not installed. Facts: `package`, `command`."""

    key = "part_missing"


class BenchFailed(SamspillError):
    """A command of the bench ended with an error. Facts: `command`."""

    key = "bench_failed"


class NotFound(SamspillError):
    """A path, document or generation that was named does not exist. Facts: `name`."""

    key = "not_found"


class NothingStaged(NotFound):
    """A command is about what is staged, and nothing is."""

    key = "nothing_staged"


class AmbiguousName(SamspillError):
    """A name fits several documents. Facts: `name`, `choices`."""

    key = "ambiguous_name"


class AmbiguousGeneration(AmbiguousName):
    """Several states of the documents fit, where one is meant. Facts: `choices`."""

    key = "ambiguous_generation"


class LibraryEmpty(SamspillError):
    """Nothing has been published yet."""

    key = "library_empty"


class IngestBusy(SamspillError):
    """Another ingest holds the lock."""

    key = "ingest_busy"


class StagedConflict(SamspillError):
    """A document was changed otherwise since another change of it was staged. Facts: `document`."""

    key = "staged_conflict"


class RemovalRefused(SamspillError):
    """An ingest would retire too much of a source. Facts: `count`, `total`, `source`."""

    key = "removal_refused"


class NothingPublished(SamspillError):
    """No file could be read, so nothing was published. Facts: `count`."""

    key = "nothing_published"


class EmbeddingMismatch(SamspillError):
    """The index was built with another embedding than is set. Facts: `built`, `set`, `command`."""

    key = "embedding_mismatch"


class IndexDamaged(SamspillError):
    """A generation on disk does not match its manifest. Facts: `generation`, `command`."""

    key = "index_damaged"


class DatabaseUnavailable(SamspillError):
    """The database cannot be reached, is locked, or its disk is full. Facts: `where`."""

    key = "database_unavailable"


class DatabaseTooNew(SamspillError):
    """The database was migrated by a newer Samspill. Facts: `where`."""

    key = "database_too_new"


class StorageUnavailable(SamspillError):
    """A folder cannot be written: missing rights, or a full disk. Facts: `where`."""

    key = "storage_unavailable"


class ChromaUnavailable(SamspillError):
    """The Chroma server does not answer. Facts: `where`."""

    key = "chroma_unavailable"


class EmbeddingUnavailable(SamspillError):
    """The embedding endpoint does not answer, or answers with something else. Facts: `where`."""

    key = "embedding_unavailable"


class ModelFailure(SamspillError):
    """The model gave nothing that may be shown; the extractive answer serves. Facts: `why` (a fixed word, never its text)."""

    key = "model_failure"


class BotBusy(SamspillError):
    """Another bot already works on this data folder. Facts: `folder`."""

    key = "bot_busy"


class PortTaken(SamspillError):
    """Something else listens where the bot should. Facts: `port`."""

    key = "port_taken"


class SlackUnavailable(SamspillError):
    """Slack's Web API does not answer. Facts: `where`."""

    key = "slack_unavailable"


class WorkspaceUnavailable(SamspillError):
    """The local workspace cannot be installed or started. Facts: `why`, a key under `[workspace]` in `errors.toml`."""

    key = "workspace_unavailable"


class FileRefused(SamspillError):
    """A file that cannot go in. Facts: `reason`, a key under `[refused]` in `errors.toml`, and what that sentence needs."""

    key = "file_refused"

    @property
    def reason(self) -> str:
        """The key of the reason, for reports that programs read."""
        return self.facts["reason"]


class DraftChanged(SamspillError):
    """Someone else changed the draft since it was read; nothing was overwritten. Facts: `name`."""

    key = "draft_changed"


class BackupUnreadable(SamspillError):
    """A file is no backup of Samspill, was damaged, or belongs to a newer Samspill. Facts: `name`."""

    key = "backup_unreadable"


class NotEmpty(SamspillError):
    """A backup would be restored over data that is there. Facts: `where`."""

    key = "not_empty"
