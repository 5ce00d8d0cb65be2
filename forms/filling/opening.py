"""Opening a form: what it starts with and what it takes from the world.

Load order as in JavaRosa's `FormDef.initialize`: declared values, preloads, first-load actions, then everything
is computed. Kabar's own prefills (`kabar:prefill`) come after the form's defaults and win over them.
"""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from forms.definition import Slot
from forms.draft import Context
from forms.filling.machine import Machine
from forms.values import with_offset

_CLOCKS = MappingProxyType({"time": "time", "dateTime": "datetime"})  # bind type -> kind of question
_FIRST_LOAD = {"odk-instance-first-load", "odk-instance-load", "xforms-ready"}


def open_form(machine: Machine) -> None:
    """Fill a new machine's instance; nothing is asked yet."""
    _zone_declared(machine)
    _preload(machine)
    for one in machine.form.setvalues:
        if one.events & _FIRST_LOAD:
            machine.run_setvalue(one, machine.instance.nodes(one.target))
    _prefill(machine)
    machine.recompute.opening()


def stamp(now: datetime, zone: str) -> str:
    """An XForms dateTime in the person's zone, to the millisecond."""
    return now.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")


def _zone_declared(machine: Machine) -> None:
    """A declared time without an offset is one of the form's zone, as where it is answered (as JavaRosa has it)."""
    now = machine.eval.context.now.astimezone(ZoneInfo(machine.eval.context.zone))
    for path, slot in machine.form.slots.items():
        kind = _CLOCKS.get(slot.bind.type, "")
        for node in machine.instance.nodes(path) if kind else ():
            if node.text and (kind == "time" or "T" in node.text):
                node.text = with_offset(kind, node.text, now)


def _preload(machine: Machine) -> None:
    for path, slot in machine.form.slots.items():
        if slot.bind.preload is None:
            continue
        value = _preloaded(machine, *slot.bind.preload)
        for node in machine.instance.nodes(path):
            node.text = value or node.text


def _preloaded(machine: Machine, kind: str, parameter: str) -> str:
    context = machine.eval.context
    match kind, parameter:
        case "uid", _:
            return f"uuid:{machine.eval.uuid()}"
        case "timestamp", "start":
            return stamp(context.now, context.zone)
        case "date", _:
            return stamp(context.now, context.zone)[:10]
        case "property", _:
            return context.account.get(parameter.removeprefix("uri:"), "")
    return ""


def _prefill(machine: Machine) -> None:
    context = machine.eval.context
    for path, slot in machine.form.slots.items():
        prefill = slot.bind.attributes.get("prefill")
        value = _from_context(prefill, slot, context) if prefill else ""
        for node in machine.instance.nodes(path) if prefill else ():
            node.text = value or node.text
            if _is_settled(prefill, value, node.text):
                node.filled = True
                machine.track.cell(node)


def _is_settled(prefill: str | None, value: str, text: str) -> bool:
    """Whether nobody is asked any more: what is known of the unit is shown for confirmation, the rest is not."""
    return bool(text) if prefill == "bawaan" else bool(value) and prefill != "profil"


def _from_context(prefill: str, slot: Slot, context: Context) -> str:
    match prefill:
        case "akun":
            return context.account.get(slot.name, "")
        case "unit":
            return context.unit.get(slot.name) or context.unit.get("id", "")
        case "periode" | "periode_lapor":
            return context.period
        case "tahun":
            return context.period[:4]
        case "semester":
            return context.period[5:].lower() if context.period[5:] in ("S1", "S2") else ""
        case "profil":
            return context.profile.get(slot.name, "")
        case "bulan_lalu":
            return context.last.get(slot.name.removesuffix("_lalu"), "")
    return ""
