"""To the same answers by another way: jumps, edits, wrong answers, steps back and rounds too many."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from forms.definition import Form
from forms.draft import Context
from forms.filling.overview import overview
from forms.rehearsing.rehearsal import Act, Rehearsal, Rehearsing, generic

_MOST_MENDED = 20_000  # answers set right; who needs more is going round


def with_detours(form: Form, context: Context, goal: Rehearsal, seed: int) -> Rehearsal:
    """To the same answers as `goal`, but with jumps, edits, wrong answers and steps back on the way."""
    return Wandering(form, context, goal, seed).run()


class Wandering(Rehearsing):
    """Reaches `goal` by detours: wild until its end is first reached, then every answer that differs is set right."""

    def __init__(self, form: Form, context: Context, goal: Rehearsal, seed: int) -> None:
        super().__init__(form, context, seed)
        self.goal = {line.path: line.value for line in overview(form, goal.draft)}
        self.goal_rounds = goal.rounds
        self.wild = True

    def ask(self) -> bool:
        prompt = self.prompt
        if prompt.kind == "repeat":
            self.another(prompt.path, self.goal_rounds[prompt.path])
            return True
        if prompt.kind == "note":
            self.skip()
            return True
        if self.wild and self.chance.random() < 0.4:
            self.chance.choice(self.detours())()
            return True
        return self.reach(prompt.path) or self.mend() or super().ask()

    def another(self, path: str, wish: int) -> None:
        """Now and then a round too many, which is taken out at once."""
        ring = self.prompt.repeat
        if self.wild and ring and self.chance.random() < 0.2 and self.take("yes"):
            extra = f"{path}[{ring[1] + 1}]"
            self.acts.append(Act("remove", extra))
            self.pushed(self.session.remove(extra, self.now))
            self.pushed(self.session.jump(path, self.now))
        super().another(path, wish)

    def detours(self) -> list[Callable[[], None]]:
        return [self.slip, self.step_back, self.edit]

    def step_back(self) -> None:
        self.acts.append(Act("back", self.prompt.path))
        self.pushed(self.session.back(self.now))

    def edit(self) -> None:
        """Change an answer given before to anything that is taken.

        A count that ends blank is let alone: becoming blank, it would leave its rounds as they are (decision 16).
        """
        passed = [line.path for line in self.passed() if not self.ends_blank(line.path)]
        if passed:
            self.jump(self.chance.choice(passed))
            if not any(self.take(value) for value in islice(self.samples(), 3)):
                self.reach(self.prompt.path)

    def ends_blank(self, path: str) -> bool:
        return generic(path) in self.counting and not self.goal.get(path)

    def reach(self, path: str) -> bool:
        """Give the goal's answer to the present prompt; False where it has none or it is not taken yet."""
        wanted = self.goal.get(path)
        if wanted is None:
            return False
        if self.prompt.value == wanted and not (self.prompt.required and not wanted):
            self.skip()
            return True
        return self.take(wanted)

    def mend(self) -> bool:
        """Set right the first answer that differs from the goal's and can be; False when none is left."""
        self.wild = False
        for line in self.passed():
            if self.goal.get(line.path, line.value) != line.value and self.tries < _MOST_MENDED:
                self.tries += 1
                self.jump(line.path)
                if self.reach(line.path):
                    return True
        return False
