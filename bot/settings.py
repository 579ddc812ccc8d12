"""The bot's settings, from the environment and `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import SettingsError


class BotSettings(BaseSettings):
    """What `samspill run` needs to speak in Slack. Asking and ingesting need none of it."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    bot_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_BOT_TOKEN",
        examples=["xoxb-your-token"],
        description="The bot token: Slack's page of the app, OAuth & Permissions.",
    )
    app_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        examples=["xapp-your-token"],
        description="The app-level token with connections:write, for Socket Mode: Basic Information, App-Level Tokens.",
    )
    signing_secret: SecretStr | None = Field(
        None,
        validation_alias="SLACK_SIGNING_SECRET",
        examples=["your-signing-secret"],
        description="The signing secret, for HTTP mode: Basic Information, App Credentials.",
    )
    mode: Literal["socket", "http"] = Field(
        "socket",
        validation_alias="SAMSPILL_SLACK_MODE",
        examples=["socket"],
        description="socket: the bot calls Slack, no open port needed; http: Slack calls the bot at /slack/events.",
    )
    host: str = Field(
        "127.0.0.1",
        validation_alias="SAMSPILL_HOST",
        min_length=1,
        examples=["0.0.0.0"],  # noqa: S104  (an example for containers; the default is loopback)
        description="The address on which health, readiness and, in HTTP mode, Slack's events are served.",
    )
    port: int = Field(
        8765,
        validation_alias="SAMSPILL_PORT",
        ge=0,
        le=65535,
        examples=["8765"],
        description="The port for /healthz, /readyz and /slack/events; 0 takes any free one.",
    )
    retention_days: int = Field(
        30,
        validation_alias="SAMSPILL_RETENTION_DAYS",
        ge=1,
        le=3650,
        examples=["30"],
        description="Days after which the words of questions and answers are deleted; ids are kept.",
    )
    allow_examples: bool = Field(
        False,
        validation_alias="SAMSPILL_ALLOW_EXAMPLES",
        examples=["true"],
        description="Whether the bot may answer from documents that are only examples, such as the starter documents.",
    )
    shared_channels: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        validation_alias="SAMSPILL_SHARED_CHANNELS",
        examples=["C0123456789,C0987654321"],
        description="Channels shared with other organisations in which the bot may answer; elsewhere it stays silent there.",
    )
    allowed_teams: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        validation_alias="SAMSPILL_ALLOWED_TEAMS",
        examples=["T0123456789"],
        description="Further Slack workspaces whose people are answered (the bot's own always is).",
    )
    desk_channel: str | None = Field(
        None,
        validation_alias="SAMSPILL_DESK_CHANNEL",
        examples=["C0123456789"],
        description="The co-ordinators' channel, instead of the one in the partnership's file. Unanswered questions can be sent there.",
    )
    desk_language: Literal["nb", "nn", "en"] | None = Field(
        None,
        validation_alias="SAMSPILL_DESK_LANGUAGE",
        examples=["nn"],
        description="What the desk reads on cards, buttons and in windows (nb, nn or en), instead of the partnership's file.",
    )
    advisers: Annotated[dict[str, str], NoDecode] = Field(
        {},
        validation_alias="SAMSPILL_ADVISERS",
        examples=["helse_velferd=U0123456789,unikom=U0987654321"],
        description="Who advises each theme area (Slack ids), instead of the partnership's file: the desk passes requests to them.",
    )
    reminder_days: int = Field(
        7,
        validation_alias="SAMSPILL_REMINDER_DAYS",
        ge=0,
        le=365,
        examples=["7"],
        description="Days after which a draft that sleeps or a request that waits is reminded of, at most three times; 0 turns it off.",
    )
    maintainers: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        validation_alias="SAMSPILL_MAINTAINERS",
        examples=["U0123456789,S0123456789"],
        description="Who may bring in and publish documents from Slack: ids of people and of user groups. Without it nobody may.",
    )
    maintainers_channel: str | None = Field(
        None,
        validation_alias="SAMSPILL_MAINTAINERS_CHANNEL",
        examples=["C0123456789"],
        description="The channel that is told what `samspill watch` found; without it each maintainer is told alone.",
    )
    workers: int = Field(
        8,
        validation_alias="SAMSPILL_WORKERS",
        ge=1,
        le=64,
        examples=["8"],
        description="How many events are worked on at once.",
    )
    stop_seconds: float = Field(
        20.0,
        validation_alias="SAMSPILL_STOP_SECONDS",
        ge=0,
        le=600,
        examples=["20"],
        description="Seconds in which a stopping bot finishes what it has begun; the rest is resumed at the next start.",
    )
    api_url: str | None = Field(
        None,
        validation_alias="SLACK_API_URL",
        examples=["http://127.0.0.1:3000/api/"],
        description="Another Web API than Slack's own: the local workspace.",
    )
    tools_dir: Path = Field(
        Path(".tools"),
        validation_alias="SAMSPILL_TOOLS_DIR",
        examples=[".tools"],
        description="The folder into which the local workspace of `samspill demo` is installed.",
    )

    @field_validator("shared_channels", "allowed_teams", "maintainers", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(piece.strip() for piece in value.split(",") if piece.strip())
        return value

    @field_validator("advisers", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if isinstance(value, str):
            pieces = [piece.strip() for piece in value.split(",") if piece.strip()]
            if not all("=" in piece for piece in pieces):
                raise ValueError("not pairs")
            return {area.strip(): user.strip() for area, _, user in (piece.partition("=") for piece in pieces)}
        return value

    @field_validator("bot_token", "app_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("xoxb-", "xapp-")):
            raise ValueError("not a token")
        return value

    def check(self) -> None:
        """Raise SettingsError naming the first token that the mode needs and that is not set."""
        needed = {"SLACK_BOT_TOKEN": (self.bot_token, "xoxb-your-token")}
        if self.mode == "socket":
            needed["SLACK_APP_TOKEN"] = (self.app_token, "xapp-your-token")
        else:
            needed["SLACK_SIGNING_SECRET"] = (self.signing_secret, "your-signing-secret")
        for variable, (value, example) in needed.items():
            if value is None:
                raise SettingsError(variable=variable, example=example)
