"""The MongoDB engine of the house: `ENGINE = "apps.core.mongodb"`.

A layer over django-mongodb-backend 5.2.4, pinned, since it overrides internals. Third-party apps and their migrations run unmodified, Django's own
`transaction.atomic` is real, and what the backend gets wrong is mended or refused. Each mended defect has a test with the backend's own answer as its
control (tests/core/mongodb/):

S1  `iexact` is a regular expression made of unescaped user input        operations.py
S2  a dict compared with a JSONField runs as query operators              operators.py
S3  unique indexes carry filters that no query can use                    schema.py
S4  a page is sorted and joined after reading everything                  pipeline.py
S5  AddField fails on a dict as default, and reads "$x" as a path         schema.py
S6  `update(x=Subquery(…))` empties x and reports success                 guards.py, refused
S7  a sliced `__in` ignores its slice                                     guards.py, refused
S8  FilteredRelation and `distinct("x")` are ignored                      guards.py, refused
S9  a failed commit leaves its dead session on the connection             transaction.py
S10 prefetch_related over many-to-many is refused                         prefetch.py
S11 `atomic` of Django is a no-op, and its on_commit runs at once         base.py
S12 database errors arrive without words, those of a later batch raw      errors.py
S13 numbered primary keys are not supported                               numbers.py
S14 `lt`, `lte` and `isnull` carry conditions that spoil index bounds     operators.py
S15 text that ends in a newline equals the text without it (`iexact`)     operators.py
S16 the same index under two names stops a migration                      schema.py
S17 a part of a UUID cannot be looked for                                 uuids.py
"""
