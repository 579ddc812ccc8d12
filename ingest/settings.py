"""Settings of reading: how large a file may be, what its reader may use, and what may be fetched from the web."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class IngestSettings(BaseSettings):
    """Limits that keep one broken or hostile file from stopping the others."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    parser_memory_mb: int = Field(
        512,
        validation_alias="SAMSPILL_PARSER_MEMORY_MB",
        ge=128,
        le=8192,
        examples=["512"],
        description="Megabytes of memory that the process which reads files may hold.",
    )
    parser_seconds: float = Field(
        20.0,
        validation_alias="SAMSPILL_PARSER_SECONDS",
        gt=0,
        le=600,
        examples=["20"],
        description="Seconds of work that reading one file may take (300 pages of PDF take a few), and a third of what the clock may show.",
    )
    max_file_mb: int = Field(
        50,
        validation_alias="SAMSPILL_MAX_FILE_MB",
        ge=1,
        le=1000,
        examples=["50"],
        description="Megabytes that one file may have.",
    )
    max_pages: int = Field(
        2000,
        validation_alias="SAMSPILL_MAX_PAGES",
        ge=1,
        le=20000,
        examples=["2000"],
        description="Pages that one PDF may have.",
    )


class WebSettings(BaseSettings):
    """What may be fetched from the web, and what `samspill watch` looks at again."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        validation_alias="SAMSPILL_WEB_HOSTS",
        examples=["www.kommune.example,*.universitet.example"],
        description="Hosts whose pages may be fetched; `*.` stands for all below. Without it nothing is fetched.",
    )
    follow: Literal["nothing", "documents", "site"] = Field(
        "nothing",
        validation_alias="SAMSPILL_WEB_FOLLOW",
        examples=["documents"],
        description="What of a page's links is fetched too: nothing, documents (PDF, DOCX, ODT), or site (pages one level down, too).",
    )
    seconds: float = Field(
        30.0,
        validation_alias="SAMSPILL_WEB_SECONDS",
        gt=0,
        le=600,
        examples=["30"],
        description="Seconds that fetching one address may take, redirects and all.",
    )
    loopback_ports: Annotated[tuple[int, ...], NoDecode] = Field(
        (),
        validation_alias="SAMSPILL_WEB_LOOPBACK_PORTS",
        examples=["8080"],
        description="Ports of this very machine that may be fetched from, for tests. Every other inner address is refused.",
    )
    watched: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        validation_alias="SAMSPILL_WATCH",
        examples=["agreements/,https://www.kommune.example/samarbeid"],
        description="Folders, files and web addresses that `samspill watch` looks at again; without it all that is in the library.",
    )
    watch_hours: float = Field(
        24.0,
        validation_alias="SAMSPILL_WATCH_HOURS",
        gt=0,
        le=8760,
        examples=["24"],
        description="Hours between two looks of `samspill watch`.",
    )

    @field_validator("hosts", "watched", "loopback_ports", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(piece.strip() for piece in value.split(",") if piece.strip())
        return value
