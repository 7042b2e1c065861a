"""Where merging stands in the admin: any two records of a kind, claims included."""

from django.contrib import admin

from record.admin.merging import MergeAdmin
from record.models import Merge

admin.site.register(Merge, MergeAdmin)
