"""Nothing is reported to anyone: the libraries' own telemetry and tracing are switched off before they are imported."""

from __future__ import annotations

import os

OFF = {
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_CALLBACKS_BACKGROUND": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "OTEL_SDK_DISABLED": "true",
}


def silence() -> None:
    """Switch all of it off for this process and its children, whatever the environment says."""
    os.environ.update(OFF)
