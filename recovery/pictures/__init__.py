"""Pictures drawn on the server as SVG: the same in a page, in a mail and in a PDF.

With `theme="page"` the shapes carry classes that static/css/pictures.css colours, in light and in dark; with
`theme="light"` the picture stands alone with literal colours. Every function is pure and returns a string.
"""

from recovery.pictures.cost import CostPoint, cost_balance
from recovery.pictures.gantt import GanttRow, gantt
from recovery.pictures.impact import impact_over_time
from recovery.pictures.neighbours import Neighbour, dependency_neighbourhood
from recovery.pictures.recovery_line import recovery_line
from recovery.pictures.responsive import responsive

__all__ = [
    "CostPoint",
    "GanttRow",
    "Neighbour",
    "cost_balance",
    "dependency_neighbourhood",
    "gantt",
    "impact_over_time",
    "recovery_line",
    "responsive",
]
