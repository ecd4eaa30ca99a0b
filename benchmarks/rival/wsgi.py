"""What granian serves: `granian --interface wsgi --workers 2 rival.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rival.settings")
application = get_wsgi_application()
