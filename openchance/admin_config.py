"""The built-in admin with the house's own site in the place of Django's. Apart from openchance/admin.py, which needs the models to be there."""

from django.contrib.admin.apps import AdminConfig


class HouseAdminConfig(AdminConfig):
    default_site = "openchance.admin.House"
