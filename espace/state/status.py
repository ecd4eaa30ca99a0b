"""The one status a view has."""

from typing import Literal

Status = Literal["loading", "empty", "error", "ready", "missing", "refused"]
