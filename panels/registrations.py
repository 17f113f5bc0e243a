"""What the rooms below ask of this one without knowing it: what people said, what waits for whom, its kinds of mail."""

import panels.presenters.mails.colleagues
import panels.presenters.mails.panels  # noqa: F401 - each registers its kinds of mail
from accounts.services import duties, mail_links
from assessments.presenters import notes as notes_beside_questions
from assessments.services import four_eyes
from assessments.services import waiting as what_waits
from derivation.services import sources
from panels.presenters.notes import notes
from panels.services import asked
from panels.services.participants import participants
from panels.services.respondents import respondents
from panels.services.waiting import waiting_for, waiting_in_sentences

sources.RESPONDENTS.register(respondents)
notes_beside_questions.register(notes)
what_waits.register(waiting_for)
duties.register(duties.Source(waiting_in_sentences))
four_eyes.register(participants)
mail_links.register(asked.COLLEAGUE, asked.colleague_wanted)
mail_links.register(asked.RESPONSE, asked.response_wanted)
