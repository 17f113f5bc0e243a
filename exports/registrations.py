"""What the rooms below ask of this one without knowing it: which files there are about each thing; and what files that
are made in the background can hold."""

from accounts.services import trail_files
from accounts.services.keeping import erasing
from campaigns.presenters import downloads as campaign_files
from exports.models import ExportedFile
from exports.presenters.contents import CATALOGUE, SUMMARIES, TRAIL
from exports.presenters.downloads import (
    campaign_downloads,
    catalogue_downloads,
    order_downloads,
    summary_downloads,
    trail_downloads,
)
from exports.presenters.files import concern
from exports.services import kinds
from exports.services.making import forget
from notifications.services import ended
from scenarios.presenters import downloads as scenario_files
from systems.presenters import downloads

downloads.register(downloads.Source(of_system=summary_downloads, of_list=catalogue_downloads))
scenario_files.register(order_downloads)
campaign_files.register(campaign_downloads)
trail_files.register(trail_downloads)
kinds.register(CATALOGUE)
kinds.register(SUMMARIES)
kinds.register(TRAIL)
ended.register(ExportedFile, concern)
erasing.register(forget)
