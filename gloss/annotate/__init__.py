"""Article to Annotations. spaCy is imported only when a record is not in the cache."""

from __future__ import annotations

from gloss.annotate.record import contract_record, contract_records
from gloss.annotate.run import Progress, annotate_all

__all__ = ["Progress", "annotate_all", "contract_record", "contract_records"]
