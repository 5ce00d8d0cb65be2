"""A kampung's profile as answers of forms, and back: pure. The names are those of `templates/forms/profil_kkb.md`.

A question that a form does not have leaves what was told before; one that was left blank in a list of options is told
to have none. Skip logic as on the portal: no Pokja has no decree and no training, no work plan uses no data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from models.kampung_profile import AGES, PLKB, Profile
from models.poktan import FIVE, KINDS

NO_POKJA: Mapping[str, Any] = MappingProxyType(
    {
        "pokja_decree_number": None,
        "pokja_decree_on": None,
        "pokja_decree_by": None,
        "pokja_members": 0,
        "pokja_sections": (),
        "pokja_is_trained": False,
        "pokja_training": None,
        "pokja_trained": 0,
    }
)
FIGURES = MappingProxyType(
    {
        "keluarga": "families",
        "pus": "couples",
        "kel_balita": "toddler_families",
        "kel_remaja": "teen_families",
        "kel_lansia": "elderly_families",
        "remaja": "teens",
        "jiwa_total": "people",
        "pokja_jml": "pokja_members",
        "pokja_jml_latih": "pokja_trained",
    }
)
FACILITIES = ("sekretariat", "rumah_dataku", "sekolah_lansia")


def told(before: Profile, answers: Mapping[str, str]) -> Profile:
    """The profile after a report with these answers; blank is "", what was not asked is not there."""
    found: dict[str, Any] = {field: _number(answers[name]) for name, field in FIGURES.items() if answers.get(name)}
    for name, read in _READ.items():
        if name in answers:
            found |= read(answers[name], before)
    found |= _often(found.get("mechanisms", before.mechanisms), answers)
    found |= _companion(answers)
    if answers.get("isi_umur") == "ya":
        found["ages"] = {name: _number(answers.get(name, "")) for name in AGES}
    return settled(replace(before, **found))


def settled(profile: Profile) -> Profile:
    """With what follows from what is told not to be there, whoever told it."""
    if profile.pokja is False:
        profile = replace(profile, **NO_POKJA)
    if profile.pokja_is_trained is False:
        profile = replace(profile, pokja_training=None, pokja_trained=0)
    if profile.work_plan is False:
        profile = replace(profile, data_uses=())
    return profile if profile.rumah_dataku else replace(profile, rumah_dataku_class=None)


def as_answers(profile: Profile) -> dict[str, str]:
    """What any form may ask of the profile, by question name; "" is not known."""
    return {
        "pokja": _there(profile.pokja),
        "pokja_sk": _there(bool(profile.pokja_decree_number) if profile.pokja else None),
        "pokja_sk_no": profile.pokja_decree_number or "",
        "pokja_latih": _yes(profile.pokja_is_trained),
        "pokja_latih_ket": profile.pokja_training or "",
        "plkb": _there(None if profile.companion is None else profile.companion == PLKB),
        "pembina_jenis": "" if profile.companion in (None, PLKB) else str(profile.companion),
        "regulasi": _list(profile.regulations),
        "dana": _list(profile.funds),
        "poktan": _list([kind for kind in profile.poktan or () if kind in FIVE]),
        "poktan_ada": _list([kind for kind in profile.poktan or () if kind in FIVE]),
        "sarana": _list([name for name in FACILITIES[:2] if getattr(profile, name)]),
        "rkm": _yes(profile.work_plan),
        "data_pakai": _list(profile.data_uses),
        "operasional": _list(profile.mechanisms),
        **{name: _text(getattr(profile, field)) for name, field in FIGURES.items()},
    }


def as_own_answers(profile: Profile) -> dict[str, str]:
    """The same for the profile's own form, which lists facilities among the groups, and asks details and the ages."""
    there = [*(profile.poktan or ()), *(name for name in FACILITIES if getattr(profile, name))]
    ages = {name: str(count) for name, count in (profile.ages or {}).items()}
    details = {
        "pokja_sk_tgl": _text(profile.pokja_decree_on),
        "pokja_sk_oleh": profile.pokja_decree_by or "",
        "pokja_seksi": ", ".join(profile.pokja_sections or ()),
        "dataku_klas": profile.rumah_dataku_class or "",
        **{f"frek_{name}": often for name, often in (profile.mechanisms or {}).items()},
    }
    return as_answers(profile) | ages | details | {"poktan": _list(there), "rkm": _there(profile.work_plan)}


def _companion(answers: Mapping[str, str]) -> dict[str, Any]:
    """The role only: the name stays in the report, where it is sensitive."""
    match answers.get("plkb", ""):
        case "ada":
            return {"companion": PLKB}
        case "tidak_ada":
            return {"companion": answers.get("pembina_jenis", "")}
    return {}


def _groups(text: str, _before: Profile) -> dict[str, Any]:
    names = text.split()
    there = {name: name in names for name in FACILITIES}
    return {"poktan": tuple(kind for kind in KINDS if kind in names), **there}


def _mechanisms(text: str, before: Profile) -> dict[str, Any]:
    """What was told of how often stays, until it is told anew."""
    return {"mechanisms": {name: (before.mechanisms or {}).get(name, "") for name in text.split()}}


def _often(used: Mapping[str, str] | None, answers: Mapping[str, str]) -> dict[str, Any]:
    """How often each mechanism in use takes place, as far as it is told now."""
    told = {name: answers.get(f"frek_{name}") or often for name, often in (used or {}).items()}
    return {"mechanisms": told} if used else {}


def _kept(field: str, read: Callable[[str], Any] = str) -> Callable[[str, Profile], dict[str, Any]]:
    """Of a question that may be skipped: then what was known stays."""
    return lambda text, _before: {field: read(text)} if text else {}


def _parts(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


def _words(field: str) -> Callable[[str, Profile], dict[str, Any]]:
    return lambda text, _before: {field: tuple(text.split())}


def _plain(field: str) -> Callable[[str, Profile], dict[str, Any]]:
    return lambda text, _before: {field: text or None}


def _flag(field: str, yes: str) -> Callable[[str, Profile], dict[str, Any]]:
    return lambda text, _before: {field: text == yes} if text else {}


_READ: Mapping[str, Callable[[str, Profile], dict[str, Any]]] = MappingProxyType(
    {
        "pokja": _flag("pokja", "ada"),
        "pokja_sk_no": _plain("pokja_decree_number"),
        "pokja_sk_tgl": _kept("pokja_decree_on", date.fromisoformat),
        "pokja_sk_oleh": _kept("pokja_decree_by"),
        "pokja_seksi": _kept("pokja_sections", _parts),
        "pokja_latih": _flag("pokja_is_trained", "ya"),
        "pokja_latih_ket": _plain("pokja_training"),
        "regulasi": _words("regulations"),
        "dana": _words("funds"),
        "poktan": _groups,
        "dataku_klas": _kept("rumah_dataku_class"),
        "rkm": _flag("work_plan", "ada"),
        "data_pakai": _words("data_uses"),
        "operasional": _mechanisms,
    }
)


def _there(value: bool | None) -> str:
    return "" if value is None else "ada" if value else "tidak_ada"


def _yes(value: bool | None) -> str:
    return "" if value is None else "ya" if value else "tidak"


def _list(names: Any) -> str:
    return " ".join(names or ())


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int:
    return int(float(text)) if text else 0
