"""Where ODK's engines and Kabar differ on purpose or by their fault: each with its reason, none that is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """`line` is a pattern found in the differences beside `engine` of every form that the pattern `forms` names."""

    engine: str
    forms: str
    line: str
    reason: str


_STALE = "JavaRosa does not run again what reads another round of the repeat; ODK Web Forms and Kabar do."
_NO_COUNT = "A blank count has no rounds here and in ODK Web Forms; JavaRosa keeps the round that the form declares."
_STAYS = "A smaller count takes rounds away here and in ODK Web Forms; JavaRosa goes on asking them."
_AGAIN = "Rounds that a smaller count took away come back with their answers here; ODK Web Forms has forgotten them."
_ORDER = "Choices stand as they were chosen, as in JavaRosa; in ODK Web Forms as in their list."
_SUMS = "sum() passes over what is blank, as in JavaRosa; in ODK Web Forms the sum is no number."

KNOWN = (
    Known("javarosa", "baris_lain.md", r"/data(\[1\])?/(bulan(\[\d\])?/(sebelum|beda|sebab)|turun)", _STALE),
    Known("javarosa", "jumlah_anggota.md", r"there only: \['/data/anggota/nama'", _NO_COUNT),
    Known("javarosa", "jumlah_anggota.md", r"/(anggota|kunjungan)\[1\]/\w+\[1\]: None here, '' there", _NO_COUNT),
    Known("javarosa", "jumlah_anggota.md", r"there only: \['/data/kunjungan.*/tanggal'", _STAYS),
    Known("javarosa", "poktan_bulanan.md", r"there only: \['/data/pertemuan|/pertemuan\[\d\]/.*: None here", _STAYS),
    Known(
        "javarosa", "nilai_pilihan.md", r"dengan_sk.*: 'dengan SK' here, 'tanpa SK' there",
        "if(${x}) holds where x was calculated to be true; JavaRosa writes 1 for it and reads that as a text.",
    ),
    Known(
        "javarosa", "getodk__socio-economic-survey-v20240515.xlsx", r"SEClass.*: '' here, '\[itext:\]' there",
        "The text with a blank id is blank; JavaRosa writes the id in brackets.",
    ),
    Known("javarosa", "xlsform__UCL_Biomass_Plot_Form.xlsx", r"there only: \['/data/trees.*/stems", _NO_COUNT),
    Known("javarosa", "xlsform__UCL_Biomass_Plot_Form.xlsx", r"/stems\[\d\]/\w+\[1\]: None here", _STAYS),
    Known(
        "javarosa", "xlsform__attribute_columns_test.xlsx", r"/repeat_test\[1\]/@testAttribute: None here",
        "pyxform writes an instance:: column of a repeat at its first round only, and Kabar at none.",
    ),
    Known(
        "xforms-engine", "bulanan_kkb.md", r"not played: .*syntax error: instance\('agregat'\)",
        "ODK Web Forms writes the key of pulldata() into an expression, where a quote in an answer ends it.",
    ),
    Known(
        "xforms-engine", "peta_kegiatan.md", r"not loaded: .*'distance' received a value",
        "distance() of a blank is blank; ODK Web Forms does not open such a form.",
    ),
    Known(
        "xforms-engine", "(poktan_bulanan|jumlah_anggota|tambah_lagi).md",
        r"/(pertemuan|anggota|sumur)(\[\d\])?/\w+"
        r"(\[1\]: '.+' here, (''|None) there| <- .*: ok here, \w+ there|'.*, there only: \[\]$)", _AGAIN,
    ),
    Known("xforms-engine", "(jumlah_anggota|tambah_lagi).md", r"/(nama_semua|terdalam|terdangkal)\[1\]: ", _AGAIN),
    Known("xforms-engine", "nilai_pilihan.md|getodk__whova_form.xlsx", r"/(ketiga|Id10173)\[1\]: ", _ORDER),
    Known("xforms-engine", "rumah_berlapis.md", r"/(balita_semua|jiwa_rt)\[1\]: '\d+' here, '' there", _SUMS),
    Known(
        "xforms-engine", "xlsform__or_other.xlsx", r"/data(\[1\])?/fav_pastel(\[1\])?( <- 'other')?: ",
        "Its filter compares two children that the added choice lacks: blank equals blank, as in JavaRosa.",
    ),
)  # fmt: skip


def unexplained(engine: str, form: str, lines: list[str]) -> list[str]:
    """The differences that nothing here explains."""
    return [line for line in lines if not any(re.search(one.line, line) for one in _of(engine, form))]


def mended(engine: str, form: str, lines: list[str]) -> list[Known]:
    """What is listed here and no longer happens."""
    return [one for one in _of(engine, form) if not any(re.search(one.line, line) for line in lines)]


def _of(engine: str, form: str) -> list[Known]:
    return [one for one in KNOWN if one.engine == engine and re.fullmatch(one.forms, form)]
