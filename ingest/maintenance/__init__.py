"""The maintainer's side: what a new version changes before it is published, publishing, rolling back, removing, and the timetable."""

from ingest.maintenance.service import Maintenance

__all__ = ["Maintenance"]
