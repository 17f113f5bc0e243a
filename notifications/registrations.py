"""What the rooms below ask of this one without knowing it: that people are told when long work has ended, that sign-in
mails stand on the page of mail, that a changed second factor is told, and what mail forgets with a person."""

from django.utils.translation import gettext_lazy as _

from accounts.services import link_mail
from accounts.services.keeping import erasing, retention
from accounts.services.second_factor import changes
from background.services import endings
from notifications.services import ended, factor_mail, kinds, outgoing, sign_in_mail
from notifications.services.chat import channels

endings.register(ended.tell)
ended.register_mail()
changes.register(factor_mail.owe_about)
factor_mail.register_mail()
erasing.register(outgoing.forget)
erasing.register(channels.forget)
retention.register(retention.Rule("messages in chats", "KEEP_WORK_DAYS", channels.old_messages))
link_mail.register(sign_in_mail.hand_over)
kinds.register(sign_in_mail.KIND, sign_in_mail.compose, _("Sign-in link"))
