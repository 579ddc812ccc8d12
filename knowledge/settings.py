"""Settings from the environment and `.env`, each with its variable, its default and a right example.

`load` gives the settings or raises `SettingsError` with the variable's name and an example that works.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import SettingsError

S = TypeVar("S", bound=BaseSettings)


class KnowledgeSettings(BaseSettings):
    """What the library, the index, retrieval and answering need. Nothing is required: the defaults work without a key."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: Path = Field(
        Path(".samspill"),
        validation_alias="SAMSPILL_DATA_DIR",
        examples=[".samspill"],
        description="The folder that holds the database and the index.",
    )
    database_url: str | None = Field(
        None,
        validation_alias="DATABASE_URL",
        examples=["postgresql://samspill@127.0.0.1:5432/samspill"],
        description="PostgreSQL instead of the SQLite file in the data folder.",
    )
    chroma_url: str | None = Field(
        None,
        validation_alias="CHROMA_URL",
        examples=["http://127.0.0.1:8000"],
        description="A Chroma server instead of the embedded one. It has no login of its own: loopback, or behind a proxy.",
    )
    kept_generations: int = Field(
        3,
        validation_alias="SAMSPILL_KEPT_GENERATIONS",
        ge=2,
        le=100,
        examples=["5"],
        description="How many published states of the library are kept ready to roll back to at once; older ones are built again first.",
    )
    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias="OPENAI_API_KEY",
        examples=["sk-your-key"],
        description="The key of an OpenAI-compatible endpoint. Without key and address nothing leaves the machine.",
    )
    openai_base_url: str | None = Field(
        None,
        validation_alias="OPENAI_BASE_URL",
        examples=["http://127.0.0.1:8080/v1"],
        description="The address of an OpenAI-compatible endpoint: OpenAI, Azure, or the municipality's own server.",
    )
    chat_model: str = Field(
        "gpt-4.1-mini",
        validation_alias="SAMSPILL_CHAT_MODEL",
        min_length=1,
        examples=["gpt-4.1-mini"],
        description="The chat model that writes answers, by the endpoint's name for it.",
    )
    embedding_model: str | None = Field(
        None,
        validation_alias="SAMSPILL_EMBEDDING_MODEL",
        examples=["text-embedding-3-small"],
        description="An embedding model of the endpoint instead of the embedded word vectors. A change needs `samspill ingest --rebuild`.",
    )
    answer_mode: Literal["auto", "extractive"] = Field(
        "auto",
        validation_alias="SAMSPILL_ANSWER_MODE",
        examples=["auto"],
        description="auto: the model writes where an endpoint is set; extractive: quotes only, even with an endpoint.",
    )
    model_timeout: float = Field(
        30.0,
        validation_alias="SAMSPILL_MODEL_TIMEOUT",
        gt=0,
        le=120,
        examples=["30"],
        description="Seconds until the model is given up and the quotes serve instead.",
    )
    model_patience: float = Field(
        4.0,
        validation_alias="SAMSPILL_MODEL_PATIENCE",
        gt=0,
        le=120,
        examples=["10"],
        description="Seconds of silence, before its first word or inside an answer, until the model is given up; more on a small machine.",
    )
    contact: str | None = Field(
        None,
        validation_alias="SAMSPILL_CONTACT",
        examples=["forskning@example.org"],
        description="Whom to turn to when the documents name no contact.",
    )
    partnership: Path | None = Field(
        None,
        validation_alias="SAMSPILL_PARTNERSHIP",
        examples=["partnership.toml"],
        description="A file with the names of municipality, university, programme and theme areas; Trondheim, NTNU and TRD3.0 without it.",
    )

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        if value and urlsplit(value).scheme.split("+")[0] not in {"postgresql", "postgres", "sqlite"}:
            raise ValueError("neither PostgreSQL nor SQLite")
        return value

    @field_validator("chroma_url", "openai_base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            raise ValueError("not an http address")
        return value

    @property
    def has_endpoint(self) -> bool:
        """Whether a model endpoint is configured."""
        return self.openai_api_key is not None or self.openai_base_url is not None

    @property
    def has_model(self) -> bool:
        """Whether answers are written by a model (and quoted where it fails)."""
        return self.has_endpoint and self.answer_mode == "auto"


def load(kind: type[S]) -> S:
    """Settings of a kind, from the environment and `.env`. Raises SettingsError naming the first wrong variable."""
    try:
        return kind()
    except ValidationError as error:
        wrong = str(error.errors()[0]["loc"][0])
        for name, field in kind.model_fields.items():
            if wrong in {name, field.validation_alias}:
                example = str((field.examples or [""])[0])
                raise SettingsError(variable=str(field.validation_alias), example=example) from None
        raise
