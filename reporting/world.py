"""What a form takes from the world when it is opened: who reports, on what, and what is known of it already.

What the database can't tell honestly stays blank, and is asked.
"""

from __future__ import annotations

from forms.definition import Form
from forms.draft import Context
from forms.outside.external import reads_last_saved
from models import answer_value, kampung, kampung_profile, submission
from models.database import Transaction
from models.kampung import Kampung
from reporting import bounds, classifying, kampung_class, plans, profile_answers, profiling
from reporting.access import Actor
from reporting.programme import BULANAN, KEGIATAN, PROFIL, stock_values
from reporting.programme_told import FOLLOW_UP
from reporting.provided import ACTIVITIES, PLANS
from reporting.scheduling import shape

# Participants of each group, and those it is meant for, in the monthly report.
_POKTAN = {
    "bkb": ("ikut_bkb", "kel_balita"),
    "bkr": ("ikut_bkr", "kel_remaja"),
    "bkl": ("ikut_bkl", "kel_lansia"),
    "uppka": ("ikut_uppka", "keluarga"),
    "pikr": ("ikut_pikr", "remaja"),
}
# The shares that monev_klasifikasi asks for, and what they are to the classification.
_SCORED = {"p_poktan": "participation", "p_cpr": "cpr", "p_mkjp": "mkjp", "p_unmet": "unmet"}
_OWN = {"opd_kb", "perwakilan_bkkbn"}  # not counted as another sector (hint of `lintas_sektor`)


def context(tx: Transaction, actor: Actor, form_id: str, place: int, period: str, seed: int) -> Context:
    """For a report on the kampung and period by that person."""
    here = kampung.get(tx, place)
    events = submission.count_periods(tx, KEGIATAN, place, period)
    return Context(
        now=tx.now,
        zone=here.zone,
        seed=seed,
        language=actor.language,
        account=_account(actor, here) | bounds.account(actor, here),
        unit={"id": str(here.id), "name": here.name, "code": here.village_code},
        period=period,
        profile=_profile(tx, form_id, here, period),
        last=_last(tx, form_id, place, period),
        instances={
            ACTIVITIES: [{"kunci": f"{place}{period}", "jumlah_kegiatan": str(events)}],
            **({PLANS: plans.choices(tx, actor, here)} if form_id == FOLLOW_UP else {}),
        },
    )


def last_saved(tx: Transaction, actor: Actor, form: Form) -> str:
    """The XML of what the person sent last on the form, whatever the kampung; "" where the form doesn't ask for it."""
    before = submission.last_of(tx, form.form_id, actor.person_id) if reads_last_saved(form) else None
    return before.xml if before else ""


def _account(actor: Actor, here: Kampung) -> dict[str, str]:
    """Codes as the forms ask for them: ten digits of a village, four of a regency, without dots."""
    village = here.village_code.replace(".", "")
    return {
        "username": actor.name,
        "pelapor_id": str(actor.person_id),
        "wilayah_kode": village,
        "kab_kode": village[:4],
    }


def _last(tx: Transaction, form_id: str, place: int, period: str) -> dict[str, str]:
    """The figures of the period before; none where the report before was about something else. Of a profile those
    that the registry knows now, whoever told them."""
    if shape(tx, form_id).slot == "many":
        return {}
    before = submission.latest_before(tx, form_id, place, period)
    values = stock_values(answer_value.by_name(tx, before.id or 0)) if before else {}
    if form_id == PROFIL:
        values |= _told(profile_answers.as_own_answers(profiling.known(tx, place, profiling.months(period)[1])))
    return values


def _profile(tx: Transaction, form_id: str, here: Kampung, period: str) -> dict[str, str]:
    """Values for `kabar:prefill` profil, by question name: shown, to be confirmed or corrected."""
    place = here.id or 0
    profile = profiling.known(tx, place, profiling.months(period)[1])
    if form_id == PROFIL:
        return _told({**_described(here), **profile_answers.as_own_answers(profile)})
    monthly = _values(tx, BULANAN, place, _after(period))
    answers = profile_answers.as_answers(profile)
    sectors = {"lintas_sektor": _sectors(tx, place, period)}
    groups = {"poktan_ada": _groups(tx, place, period) or answers["poktan_ada"]}
    return _told(
        {**_described(here), **answers, **groups, **sectors, **situation(monthly), **_shares(tx, place, period)}
    )


def _groups(tx: Transaction, place: int, period: str) -> str:
    """The groups of the last monthly report; "" where the profile was told after it."""
    month = submission.latest_before(tx, BULANAN, place, _after(period))
    profile = kampung_profile.row_of(tx, place, profiling.months(period)[1])
    if month is None or (profile is not None and profile.recorded_at > month.submitted_at):
        return ""
    return answer_value.by_name(tx, month.id or 0).get("poktan_ada", "")


def _described(here: Kampung) -> dict[str, str]:
    return {
        "nama_kampung": here.name,
        "tgl_cadang": here.founded_on.isoformat() if here.founded_on else "",
        "gambaran": here.description or "",
        "kriteria": " ".join(here.criteria or ()),
        "cakupan": here.coverage or "",
        "rw_nomor": ", ".join(here.rw or ()),
    }


def _told(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def situation(monthly: dict[str, str]) -> dict[str, str]:
    """Figures of a monthly report as the classification and the coordination meeting ask for them; "" if unknown."""
    shares = [_percent(monthly, *pair) for pair in _POKTAN.values()]
    known = [float(share) for share in shares if share]
    return {
        "p_poktan": f"{sum(known) / len(_POKTAN):.1f}" if known else "",
        **{f"{form}_cpr": monthly.get("cpr", "") for form in ("p", "sit")},
        **{f"{form}_mkjp": monthly.get("persen_mkjp", "") for form in ("p", "sit")},
        **{f"{form}_unmet": monthly.get("unmet_need", "") for form in ("p", "sit")},
        "sit_krs": monthly.get("krs", ""),
        "sit_stunting": _percent(monthly, "balita_stunting", "balita_diukur"),
    }


def _shares(tx: Transaction, place: int, period: str) -> dict[str, str]:
    """The output shares of a half year, with two decimals: as exact as the class that the figures lead to."""
    if "-S" not in period:
        return {}
    facts = kampung_class.facts_of(tx, place, period)
    told = {question: classifying.share(facts, name) for question, name in _SCORED.items()}
    return {question: "" if value is None else f"{float(value):.2f}" for question, value in told.items()}


def _percent(values: dict[str, str], part: str, whole: str) -> str:
    """With one decimal; "" where either is unknown or there is nothing to take a part of."""
    try:
        return f"{100 * float(values[part]) / float(values[whole]):.1f}"
    except (KeyError, ValueError, ZeroDivisionError):
        return ""


def _values(tx: Transaction, form_id: str, place: int, before: str) -> dict[str, str]:
    found = submission.latest_before(tx, form_id, place, before)
    return answer_value.by_name(tx, found.id or 0) if found else {}


def _sectors(tx: Transaction, place: int, period: str) -> str:
    """How many other institutions took part in the activities of the half year; "" if none was reported."""
    if "-S" not in period:
        return ""
    begins = f"{period[:4]}-{'01' if period.endswith('1') else '07'}"
    told = answer_value.texts(tx, KEGIATAN, place, "instansi", (begins, _after(period)))
    return str(len({name for text in told for name in text.split()} - _OWN)) if told else ""


def _after(period: str) -> str:
    """What sorts after every month within the period: of a month or a day that period itself."""
    if "-S" not in period:
        return period if len(period) > 4 else f"{period}-99"
    return f"{period[:4]}-07" if period.endswith("1") else f"{period[:4]}-99"
