"""The cast and a lived-in world: what `manage.py seed`, the tests and the mail preview show. Every person and organisation is invented."""
