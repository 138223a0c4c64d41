"""How is a foreign workbook read row by row in little memory, and what is refused before anything of it is believed?

A workbook is an archive of XML. Nothing is unfolded further than allowed, whatever the archive says about itself;
shared texts are kept in a file beside it; no document type, no formula, no link to elsewhere is taken.
"""

import posixpath
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final, Self
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from gateway.intake.workbook_refusals import (
    broken,
    encrypted,
    foreign,
    formula,
    no_workbook,
    too_large,
    too_many_columns,
    too_many_rows,
    too_many_sheets,
)

MOST_BYTES: Final = 1024 * 1024 * 1024
"""Of all parts that are read, unfolded."""
MOST_PARTS: Final = 500
MOST_RATIO: Final = 500
"""What is folded more tightly than this, and large, is a bomb: reports shrink to a tenth."""
SUSPICIOUS: Final = 10 * 1024 * 1024
MOST_SHEETS: Final = 10
MOST_ROWS: Final = 250_000
MOST_COLUMNS: Final = 100
MOST_IN_CELL: Final = 40_000
_CHUNK: Final = 64 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""How an encrypted workbook begins, and one of the nineties."""
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_TEXTS: Final = "xl/sharedStrings.xml"
_FOREIGN: Final = re.compile(
    r"^xl/(?:externallinks|connections|querytables|embeddings|macrosheets)|vbaproject", re.IGNORECASE
)
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LETTERS: Final = 26
_OFFSET: Final = 8


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number as people see it, and its cells by column, the first 0. Empty cells are left out."""

    number: int
    cells: dict[int, str]


class Workbook:
    """A workbook that was opened and found harmless so far; use it as a context manager. `rows` reads it once."""

    def __init__(self, file: IO[bytes]) -> None:
        """Look at its outside. Raises BAD_USER_INPUT for what is no workbook or has what is not taken."""
        self._left = MOST_BYTES
        file.seek(0)
        if file.read(len(_OLE)) == _OLE:
            raise encrypted()
        file.seek(0)
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, ValueError, NotImplementedError, OSError):
            raise no_workbook() from None
        self._check(self._zip.infolist())
        self._texts = _Texts()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._texts.close()
        self._zip.close()

    def rows(self) -> Iterator[SheetRow]:
        """The rows of its first sheet. Raises BAD_USER_INPUT naming row and column of what is not taken."""
        sheet = self._first_sheet()
        if _TEXTS in self._zip.namelist():
            for _ in self._events(_TEXTS, _TextReader(self._texts)):
                pass
        self._texts.ready()
        reader = _SheetReader(self._texts)
        for count, row in enumerate(self._events(sheet, reader), 1):
            if count > MOST_ROWS:
                raise too_many_rows(MOST_ROWS)
            yield row

    def _check(self, parts: list[ZipInfo]) -> None:
        if len(parts) > MOST_PARTS:
            raise too_large()
        for part in parts:
            if part.flag_bits & 1:
                raise encrypted()
            if _FOREIGN.search(part.filename):
                raise foreign(part.filename)
            tight = part.file_size > MOST_RATIO * max(part.compress_size, 1)
            if part.file_size > MOST_BYTES or (tight and part.file_size > SUSPICIOUS):
                raise too_large()
        if sum(part.file_size for part in parts) > MOST_BYTES:
            raise too_large()
        if _BOOK not in self._zip.namelist():
            raise no_workbook()

    def _first_sheet(self) -> str:
        book = _BookReader()
        for _ in self._events(_BOOK, book):
            pass
        if not book.sheets:
            raise no_workbook()
        if len(book.sheets) > MOST_SHEETS:
            raise too_many_sheets(MOST_SHEETS)
        relations = _RelationReader()
        for _ in self._events(_RELATIONS, relations):
            pass
        target = relations.targets.get(book.sheets[0], "")
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target))
        if path not in self._zip.namelist():
            raise no_workbook()
        return path

    def _events(self, name: str, reader: "_Reader") -> Iterator[Any]:
        """Parse a part piece by piece; what the reader found in each piece comes out of it."""
        parser = expat.ParserCreate()
        parser.buffer_text = False
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    self._spend(len(piece))
                    parser.Parse(piece, False)  # noqa: FBT003 - expat has no name for it
                    yield from reader.take()
                parser.Parse(b"", True)  # noqa: FBT003 - as above
        except (expat.ExpatError, BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError) as error:
            raise broken(name) from error
        except Exception as error:
            if type(error).__module__ == "zlib":
                raise broken(name) from error
            raise
        yield from reader.take()

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise too_large()


def _no_doctype(*_: object) -> None:
    raise foreign("DOCTYPE")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass(slots=True)
class _Reader:
    """Hears what is in a part."""

    found: list[Any] = field(default_factory=list)

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, _name: str) -> None:
        """An element ends."""

    def text(self, _data: str) -> None:
        """Text inside of it."""

    def take(self) -> list[Any]:
        """What was found since the last time."""
        found, self.found = self.found, []
        return found


class _BookReader(_Reader):
    """Which sheets there are, by the names of their relations."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            self.sheets.append(next((value for key, value in attributes.items() if _local(key) == "id"), ""))
        elif _local(name) == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            raise foreign("date1904")


class _RelationReader(_Reader):
    """Where the parts are that the workbook names."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            if attributes.get("TargetMode", "").lower() == "external":
                raise foreign(attributes.get("Target", "")[:80])
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Texts:
    """The shared texts of a workbook in files: one with the texts, one with where each ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the workbook
        self._ends = tempfile.TemporaryFile()  # noqa: SIM115 - as above
        self._at, self._count = 0, 0

    def add(self, text: str) -> None:
        """Keep the next text."""
        data = text.encode()
        self._file.write(data)
        self._at += len(data)
        self._count += 1
        self._ends.write(self._at.to_bytes(_OFFSET))

    def ready(self) -> None:
        """All of them are there."""
        self._file.flush()
        self._ends.flush()

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < self._count:
            raise IndexError(number)
        self._ends.seek(max(number - 1, 0) * _OFFSET)
        begin = int.from_bytes(self._ends.read(_OFFSET)) if number else 0
        end = int.from_bytes(self._ends.read(_OFFSET))
        self._file.seek(begin)
        return self._file.read(end - begin).decode()

    def close(self) -> None:
        """Forget them."""
        self._file.close()
        self._ends.close()


class _Words(_Reader):
    """Puts together the text of `t` elements, without phonetic guides; no cell holds more than a cell can."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._length = 0
        self._hears = False
        self._phonetic = 0

    def text(self, data: str) -> None:
        if self._hears and not self._phonetic:
            self._length += len(data)
            if self._length > MOST_IN_CELL:
                raise too_large()
            self._parts.append(data)

    def words(self) -> str:
        """What was heard since the last time."""
        text, self._parts, self._length = "".join(self._parts), [], 0
        return _NO_TEXT.sub("", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)).replace("\r\n", "\n")


class _TextReader(_Words):
    """Shared texts, into their file."""

    def __init__(self, texts: _Texts) -> None:
        super().__init__()
        self._texts = texts

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        name = _local(name)
        self._hears = self._hears or name == "t"
        self._phonetic += name == "rPh"

    def end(self, name: str) -> None:
        name = _local(name)
        if name == "t":
            self._hears = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            self._texts.add(self.words())


class _SheetReader(_Words):
    """Rows with their cells as text."""

    def __init__(self, texts: _Texts) -> None:
        super().__init__()
        self._texts = texts
        self._row, self._column = 0, -1
        self._cells: dict[int, str] = {}
        self._type = ""
        self._ends: dict[str, Callable[[], None]] = {"c": self._cell, "row": self._whole_row}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "row":
                given = attributes.get("r", "")
                self._row = int(given) if given.isdecimal() and len(given) < 8 else self._row + 1  # noqa: PLR2004
                self._column, self._cells = -1, {}
            case "c":
                self._column, self._type = self._placed(attributes.get("r", "")), attributes.get("t", "n")
            case "v" | "t":
                self._hears = True
            case "f":
                raise formula(self._row, self._column)
            case "rPh":
                self._phonetic += 1

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ("v", "t"):
            self._hears = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name in self._ends:
            self._ends[name]()

    def _placed(self, reference: str) -> int:
        match = _REFERENCE.fullmatch(reference)
        column = self._column + 1
        if match is not None:
            column = 0
            for letter in match[1]:
                column = column * _LETTERS + ord(letter) - ord("A") + 1
            column -= 1
        if column >= MOST_COLUMNS:
            raise too_many_columns(self._row, MOST_COLUMNS)
        return column

    def _cell(self) -> None:
        text = self.words()
        if not text:
            return
        if self._type == "e":
            raise formula(self._row, self._column)
        if self._type == "s":
            try:
                text = self._texts[int(text)]
            except (IndexError, ValueError):
                raise broken(_TEXTS) from None
        elif self._type == "n":
            text = _number(text)
        if text:
            self._cells[self._column] = text

    def _whole_row(self) -> None:
        if self._cells:
            self.found.append(SheetRow(self._row, self._cells))


def _number(text: str) -> str:
    """Whole numbers without a point, as people typed them."""
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 10**18 else text
