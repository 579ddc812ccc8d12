"""Which of Slack's newer surfaces a workspace has: tried once, and remembered where it answers that it has them not.

Nobody notices the difference but by the look: under each stands a plain form that says the same.
"""

from __future__ import annotations

from typing import Literal

from slack_sdk.errors import SlackApiError

from bot.events.failures import slack_code

Surface = Literal["status", "feedback", "stream"]

# What a workspace answers that is older, has it forbidden, or is none of Slack's (docs.slack.dev, each method's errors).
NOT_HERE = {
    "unknown_method",
    "not_allowed",
    "feature_not_enabled",
    "method_not_supported_for_channel_type",
    "missing_scope",
    "access_denied",
    "not_allowed_token_type",
    "method_deprecated",
}
REFUSED = {
    "status": NOT_HERE,
    "feedback": NOT_HERE | {"invalid_blocks", "invalid_blocks_format"},
    "stream": NOT_HERE | {"channel_type_not_supported", "invalid_stream_arguments", "invalid_arguments"},
}


class Surfaces:
    """What is known of the workspaces of one bot, until it ends: an update of Slack's is found at the next start."""

    def __init__(self, local: bool = False) -> None:
        """`local`: the stand-in in the browser, which takes the newer blocks and draws them as placeholders."""
        self._lacking: set[tuple[str, Surface]] = set()
        self._never: set[Surface] = {"feedback"} if local else set()

    def has(self, team: str, surface: Surface) -> bool:
        """Whether it is worth trying."""
        return surface not in self._never and (team, surface) not in self._lacking

    def is_refused(self, team: str, surface: Surface, error: SlackApiError) -> bool:
        """Whether the error says that the workspace has it not; remembered then."""
        if slack_code(error) not in REFUSED[surface]:
            return False
        self._lacking.add((team, surface))
        return True
