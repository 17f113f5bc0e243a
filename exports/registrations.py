"""What the rooms below ask of this one without knowing it: which files there are about a system and the catalogue."""

from exports.presenters.downloads import catalogue_downloads, summary_downloads
from systems.presenters import downloads

downloads.register(downloads.Source(of_system=summary_downloads, of_list=catalogue_downloads))
