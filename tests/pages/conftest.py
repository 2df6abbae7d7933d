from tests.contracts.conftest import agreement, another, cast, eve, max_, olga, rita, sam

__all__ = ["agreement", "another", "cast", "eve", "max_", "olga", "rita", "sam"]
