"""The site's own application, with what the desk needs already loaded: a process that is killed soon has no time to.

What gunicorn serves in test_kills.py: loaded once, before the processes that answer are forked from it.
"""

from django.db import connections
from django.template.loader import get_template
from django.urls import resolve

from config.wsgi import application

resolve("/admin/claims/desk/1/steps/")
for name in ("_paragraph", "_orphans"):
    get_template(f"admin/claims/desk/{name}.html")
connections.close_all()

__all__ = ["application"]
