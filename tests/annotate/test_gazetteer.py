from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from gloss.annotate import gazetteer

CASES = Path(__file__).parents[1] / "golden" / "gazetteer" / "lookups.yml"


def cases() -> list[tuple[str, str, object]]:
    table = YAML(typ="safe").load(CASES.read_text(encoding="utf-8"))
    return [(lookup, text, answer) for lookup, rows in table.items() for text, answer in rows]


@pytest.mark.parametrize(("lookup", "text", "answer"), cases())
def test_lookup(lookup: str, text: str, answer: object) -> None:
    found = getattr(gazetteer, lookup)(text)
    assert getattr(found, "code", found) == answer


def test_a_country_tells_its_names_capital_and_people() -> None:
    country = gazetteer.country("USA")
    assert country is not None
    assert (country.name, country.capital) == ("United States", "Washington")
    assert "Americans" in country.demonyms
    assert gazetteer.country(country.name) is country


def test_a_territory_without_capital_has_none() -> None:
    country = gazetteer.country("Antarctica")
    assert country is not None
    assert country.capital is None


def test_every_country_is_found_by_its_own_name() -> None:
    missed = [one.name for one in gazetteer.countries() if gazetteer.country(one.name) != one]
    assert missed == []


def test_the_frozen_file_is_sorted_and_compact() -> None:
    path = Path(gazetteer.__file__).parent / "data" / "gazetteer.json"
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert data["cities"] == sorted(set(data["cities"]))
    assert path.stat().st_size < 1_000_000


def test_importing_it_reads_nothing_and_imports_no_spacy() -> None:
    code = (
        "import sys; from gloss.annotate import gazetteer as g; "
        "print('spacy' in sys.modules, g._data.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "0"]
