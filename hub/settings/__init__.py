"""Settings of the China Hub, read from the environment.

All variables are optional in standalone mode: SQLite in `var/`, an in-memory cache, and a secret key that is
generated on the first start. `docs/settings.md` lists all variables; a test compares the list with the
modules of this package, one per subject.
"""

from hub.settings.accounts import *
from hub.settings.api import *
from hub.settings.applications import *
from hub.settings.base import *
from hub.settings.caches import *
from hub.settings.database import *
from hub.settings.files import *
from hub.settings.languages import *
from hub.settings.security import *
from hub.settings.site import *
from hub.settings.tasks import *
