"""What the operator decides about the pages and the desk; the office, and the mail to staff."""

from django.core.exceptions import ImproperlyConfigured

from hub.settings.base import SITE_URL, STANDALONE, env

# Off: the lists beside the maps stay. Without an approval number, maps stay on the pages of the site.
MAPS = env.flag("MAPS", default=True)
MAP_APPROVAL_NUMBER = env.text("MAP_APPROVAL_NUMBER")
# The registration of a site that is served from China, for the foot of all pages.
ICP_NUMBER = env.text("ICP_NUMBER")
# On: a change of what is public is proposed, and another person accepts it.
FOUR_EYES = env.flag("FOUR_EYES", default=not STANDALONE)
# The mailbox of the editors. If empty, and with no form for requests, no page invites readers to write.
CONTACT_EMAIL = env.email("CONTACT_EMAIL")
# The office that reads records and answers readers, as pages name it.
OFFICE_NAME_EN = env.text("OFFICE_NAME_EN")
OFFICE_NAME_ZH_HANS = env.text("OFFICE_NAME_ZH_HANS")
# Who is responsible for the site by law, and its postal address: as on a letter, in all languages.
RESPONSIBLE_BODY = env.text("RESPONSIBLE_BODY")
POSTAL_ADDRESS = env.text("POSTAL_ADDRESS")
# Mail to staff: each morning, what waits for whom. Without a server, none is sent.
_mail_server = env.mail_server("EMAIL_URL")
HAS_MAIL = bool(_mail_server)
vars().update(_mail_server)
EMAIL_TIMEOUT = 20  # in seconds
DEFAULT_FROM_EMAIL = env.email("MAIL_FROM")
if HAS_MAIL and not (DEFAULT_FROM_EMAIL and SITE_URL):
    raise ImproperlyConfigured("EMAIL_URL needs MAIL_FROM, the sender, and SITE_URL, to which mails link.")
# Whether the page of a record says which version the office has read.
READ_MARKS = env.flag("READ_MARKS", default=True)
# The form for requests opens when all five are set: the office that answers, in how many working days, and
# the text to which a reader agrees who leaves an address.
ENQUIRY_ANSWER_DAYS = env.number("ENQUIRY_ANSWER_DAYS", default=0, least=0, most=60)
ENQUIRY_CONSENT_EN = env.text("ENQUIRY_CONSENT_EN")
ENQUIRY_CONSENT_ZH_HANS = env.text("ENQUIRY_CONSENT_ZH_HANS")
# On, as with `make run`: the form is open without them, marked as one for trying out.
ENQUIRY_TRIAL = env.flag("ENQUIRY_TRIAL", default=False) and STANDALONE
# How long what was declined or taken back is kept; deleted by `manage.py prune_proposals`.
PROPOSAL_DAYS = env.number("PROPOSAL_DAYS", default=365, least=30, most=3650)
