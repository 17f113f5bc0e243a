"""The one catalogue of all codes."""

from recovery.messages import actions, findings, findings_operation, names, offers, reasons, terms
from recovery.messages.wording import Catalogue

PARTS: tuple[Catalogue, ...] = (
    names.NAMES,
    terms.TERMS,
    reasons.REASONS,
    findings.FINDINGS,
    findings_operation.OPERATION,
    offers.OFFERS,
    actions.ACTIONS,
)
CATALOGUE: Catalogue = {code: wording for part in PARTS for code, wording in part.items()}
