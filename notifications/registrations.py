"""What the rooms below ask of this one without knowing it: that people are told when long work has ended, that sign-in
mails stand on the page of mail, and what mail forgets with a person."""

from django.utils.translation import gettext_lazy as _

from accounts.services import link_mail
from accounts.services.keeping import erasing
from background.services import endings
from notifications.services import ended, kinds, outgoing, sign_in_mail

endings.register(ended.tell)
ended.register_mail()
erasing.register(outgoing.forget)
link_mail.register(sign_in_mail.hand_over)
kinds.register(sign_in_mail.KIND, sign_in_mail.compose, _("Sign-in link"))
