"""select_one, select_multiple and rank."""

from __future__ import annotations

from collections.abc import Callable

from forms.prompt import Prompt
from reporting.screens.keys.asking import BUDGET, Asking, clipped, option
from reporting.screens.keys.lists import Layout, layout, numbered, option_labels, turning
from reporting.screens.screen import Button, Rows, grid


def one(prompt: Prompt, asking: Asking) -> Rows:
    """A tap answers. What stands there is marked."""
    shown, labels = layout(prompt, asking), option_labels(prompt)

    def button(at: int) -> Button:
        label = str(at + 1) if shown.is_numbered else labels[at]
        marked = f"● {label}" if prompt.choices[at].name == prompt.value else label
        return option(clipped(marked, BUDGET[shown.columns or 4]), f"c{at}")

    return _options(shown, button) + turning(prompt, asking, shown)


def several(prompt: Prompt, asking: Asking) -> Rows:
    """Boxes; each tap says whether its box is to be on or off, so that a tap sent twice has one effect."""
    if not prompt.choices:
        return ()
    shown, labels, picked = layout(prompt, asking), option_labels(prompt), asking.look.picked

    def box(at: int) -> Button:
        mark = "✅" if prompt.choices[at].name in picked else "⬜"
        return _toggle(
            prompt, asking, at, f"{mark} {at + 1}" if shown.is_numbered else f"{mark} {at + 1}. {labels[at]}"
        )

    key = "done" if picked or prompt.required else "done_none"
    done = option(asking.word(key, count=len(picked)), "d")
    return (*_options(shown, box), *turning(prompt, asking, shown), (done,))


def ranked(prompt: Prompt, asking: Asking) -> Rows:
    """Tapped in their order; what was tapped shows its place."""
    if not prompt.choices:
        return ()
    shown, labels, picked = layout(prompt, asking), option_labels(prompt), asking.look.picked

    def box(at: int) -> Button:
        name = prompt.choices[at].name
        if shown.is_numbered:
            return _toggle(prompt, asking, at, f"{'✅' if name in picked else '⬜'} {at + 1}")
        mark = f"{picked.index(name) + 1}." if name in picked else "⬜"
        return _toggle(prompt, asking, at, f"{mark} {labels[at]}")

    last = [option(asking.word("again"), "r")] if picked else []
    if len(picked) == len(prompt.choices):
        last.append(option(asking.word("finished"), "d"))
    return (*_options(shown, box), *turning(prompt, asking, shown), *((tuple(last),) if last else ()))


def _toggle(prompt: Prompt, asking: Asking, at: int, label: str) -> Button:
    return option(label, f"c{at}:{'off' if prompt.choices[at].name in asking.look.picked else 'on'}")


def _options(shown: Layout, button: Callable[[int], Button]) -> Rows:
    buttons = [button(at) for at in shown.here]
    return numbered(buttons) if shown.is_numbered else grid(buttons, shown.columns)
