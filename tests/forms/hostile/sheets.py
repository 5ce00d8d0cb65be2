"""Hostile sheets in archives that are sound: too much, out of place, active, or XML that is none of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.forms.hostile.case import Case
from tests.forms.hostile.workbooks import NS, SURVEY, book, cell, parts, sheet, with_part, zipped

PARTS = (
    "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/styles.xml",
    "xl/theme/theme1.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels",
)  # fmt: skip
TYPES = {
    "billion laughs": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    "quadratic": f'<!DOCTYPE a [<!ENTITY a "{"x" * 5_000}">]><a>{"&a;" * 2_000}</a>',
    "external entity": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    "parameter entity": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]><a/>',
    "external subset": '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>',
    "attributes": '<!DOCTYPE a [<!ATTLIST a b CDATA "x">]><a/>',
}
FORMULAS = (
    "cmd|'/C calc'!A0", "CMD | '/C calc'!A1", "MSEXCEL|'..\\..\\evil'!''", "DDE(\"cmd\";\"/C calc\";\"a\")",
    'WEBSERVICE("http://127.0.0.1/")', 'FILTERXML(A1,"//a")', 'RTD("a",,"b")', 'CALL("kernel32","WinExec")',
    'REGISTER("a","b")', "REGISTER.ID(1)", 'EXEC("calc")', 'DDEInitiate("cmd","x")', 'IF(1,WEBSERVICE("http://a"),0)',
    'concat("a",webservice("http://a"))', "rundll32|'x'!A0",
)  # fmt: skip
PLACES = ("ZZZZ1", "XFE1", "ZZZ1", "A1048577", "A9999999999", "A0", "a1", "1A", "A-1", "A", "1", "", "AAAAAAAA99999999")
ROWS = ("0", "-1", "1048577", "99999999999", "x", "", "1e9", "١")


def cases() -> Iterator[Case]:
    yield from _types()
    yield from _elsewhere()
    yield from _too_much()
    yield from _out_of_place()
    yield from _xml()


def _types() -> Iterator[Case]:
    for part in PARTS:
        for name, content in TYPES.items():
            yield Case("document type", f"{name} in {part}", partial(with_part, part, content), "doctype")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        content = TYPES["billion laughs"]
        yield Case("document type", f"in {encoding}",
                   lambda e=encoding, c=content: with_part("xl/styles.xml", _declared(c, e)), "doctype")  # fmt: skip
    for encoding in ("utf-7", "rot13", "no-such", "idna", "punycode", "base64"):
        content = f'<?xml version="1.0" encoding="{encoding}"?><a/>'
        yield Case("encoding", encoding, partial(with_part, "xl/styles.xml", content), "damaged")


def _declared(content: str, encoding: str) -> bytes:
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    return mark + content.encode(encoding)


def _too_much() -> Iterator[Case]:
    blank = f"<worksheet {NS}><sheetData>{{}}</sheetData></worksheet>"
    for count in (100_001, 150_000):
        yield Case("rows", f"{count}", lambda n=count: _noisy(blank.format("<row/>" * n)), "too_large")
    yield Case("cells", "a million", lambda: _noisy(blank.format("<row>" + "<c/>" * 1_000_001 + "</row>")), "too_large")
    for length in (32_768, 100_000):
        rows = (*SURVEY, ("note", "n", "x" * length))
        yield Case("text", f"{length} in a cell", lambda r=rows: _noisy(sheet(r)), "too_large")
        text = f"<si><t>{'x' * length}</t></si>"
        yield Case("text", f"{length} shared", lambda t=text: _noisy(sheet(SURVEY), t), "too_large")
    shared = '<row><c t="s"><v>0</v></c></row>' * 700
    yield Case("text", "one text in 700 cells",
               lambda: _noisy(blank.format(shared), f"<si><t>{'x' * 30_000}</t></si>"), "too_large")  # fmt: skip
    rich = "<si>" + "<r><t>12345678</t></r>" * 5_000 + "</si>"
    yield Case("text", "in many runs", lambda: _noisy(sheet(SURVEY), rich), "too_large")
    survey = [*SURVEY, *(("note", f"n{n}", "x") for n in range(5_000))]
    yield Case("rows", "5,001 questions", lambda: zipped(book(survey)), "too_large")
    choices = [("list_name", "name", "label"), *(("a", f"n{n}", "x") for n in range(20_001))]
    yield Case("rows", "20,001 choices", lambda: zipped(book(SURVEY, choices=choices)), "too_large")


def _out_of_place() -> Iterator[Case]:
    for place in PLACES:
        yield Case("place", f"cell {place!r}", lambda p=place: _extra(f"<row>{cell(p, 'x')}</row>"), "damaged")
    for row in ROWS:
        yield Case("place", f"row {row!r}", lambda r=row: _extra(f'<row r="{r}"/>'), "damaged")
    for formula in FORMULAS:
        quoted = formula.replace('"', "&quot;")
        told = f"<row><c><f>{quoted}</f><v>1</v></c></row>"
        yield Case("formula", formula, lambda t=told: _extra(t), "active_formula")
    yield Case("formula", "endless", lambda: _extra(f"<row><c><f>{'A1+' * 5_000}A1</f></c></row>"), "too_large")


def _elsewhere() -> Iterator[Case]:
    """Parts under names of their own: relations lead readers to them all the same."""
    beyond = f"<worksheet {NS}><sheetData><row>{cell('ZZZZ1', 'x')}</row></sheetData></worksheet>"
    for part in ("xl/a.xml", "b.dat", "xl/theme/theme1.xml", "xl/media/image1.png"):
        yield Case("elsewhere", f"a sheet in {part}", partial(with_part, part, beyond), "damaged")
    text = f"<sst {NS}><si><t>{'x' * 30_000}</t></si></sst>"
    cells = '<row><c t="s"><v>0</v></c></row>' * 700
    told = book() | {"xl/worksheets/sheet1.xml": f"<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>"}
    del told["xl/sharedStrings.xml"]
    yield Case("elsewhere", "texts after their cells", lambda: zipped(told | {"xl/z.xml": text}), "too_large")


def _xml() -> Iterator[Case]:
    for part in PARTS:
        for depth in (101, 20_000):
            content = "<a>" * depth + "</a>" * depth
            yield Case("depth", f"{depth} in {part}", partial(with_part, part, content), "too_large")
        many = "<a " + " ".join(f'a{n}="1"' for n in range(101)) + "/>"
        yield Case("attributes", f"101 in {part}", partial(with_part, part, many), "too_large")
    for part in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml"):
        yield Case("elements", f"100,001 in {part}", lambda p=part: _noisy_part(p, "<a/>" * 100_001), "too_large")
        tag = f'<a b="{"x" * 700_000}"/>'
        yield Case("tag", f"endless in {part}", partial(with_part, part, tag), "too_large")
        yield Case(
            "tag", f"an endless comment in {part}", partial(with_part, part, f"<a><!--{'x' * 700_000}--></a>"), ""
        )


def _extra(rows: str) -> bytes:
    return zipped(parts({"survey": sheet(SURVEY, rows)}))


def _noisy(content: str, strings: str = "") -> bytes:
    """The form with that sheet, and noise beside it so that the ratio of packing gives nothing away."""
    told = parts({"survey": content}, strings)
    return zipped({name: text + _noise(len(text) // 100) for name, text in told.items()})


def _noisy_part(name: str, inside: str) -> bytes:
    return with_part(name, f"<r>{inside}</r>{_noise(len(inside) // 100)}")


def _noise(length: int) -> str:
    """A comment that packs badly; short where the content is short."""
    from random import Random

    chance = Random(1)
    return (
        f"<!--{''.join(chance.choice('abcdefghijklmnopqrstuvwxyz0123456789') for _ in range(min(length, 300_000)))}-->"
    )
