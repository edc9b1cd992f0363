"""Who said what: a trained component that finds attribution relations, after PolNeAR.

Importing this package registers the spaCy factory `gloss_attribution`.
"""

from __future__ import annotations

from gloss.annotate.attribution.component import AttributionReader, make_attribution
from gloss.annotate.attribution.relations import relations

__all__ = ["AttributionReader", "make_attribution", "relations"]
