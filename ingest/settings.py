"""Settings of reading: how large a file may be, and what its reader may use."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


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
