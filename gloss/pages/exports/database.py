"""All data as one SQLite file: a table for each list of `index.json`, with its fields as columns.

Lists and maps within a field are JSON, which SQLite's `json_each` reads. The same data give the
same bytes.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from gloss.pages.desk import Desk
from gloss.pages.exports.everything import tables
from gloss.pages.exports.writing import Json

_LIBRARY = slice(96, 100)
"""Where the header tells the version of the library that wrote it; nothing depends on it."""


def database(desk: Desk) -> bytes:
    """The file; a list without items is a table without columns but `id`."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, items in tables(desk).items():
            _fill(connection, name, items)
        connection.commit()
        content = bytearray(connection.serialize())
    content[_LIBRARY] = bytes(4)
    return bytes(content)


def _fill(connection: sqlite3.Connection, name: str, items: list[Json]) -> None:
    columns = list(items[0]) if items else ["id"]
    told = ", ".join(f'"{column}"' + (" PRIMARY KEY" if column == "id" else "") for column in columns)
    connection.execute(f'CREATE TABLE "{name}" ({told})')
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f'INSERT INTO "{name}" VALUES ({marks})',  # noqa: S608 - names of our own
        ([_cell(item[column]) for column in columns] for item in items),
    )


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
