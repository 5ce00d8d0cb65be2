"""time and dateTime: the hours at which things are held; a date and time is asked in two steps."""

from __future__ import annotations

from forms.prompt import Prompt
from reporting.screens.keys.asking import Asking, option
from reporting.screens.keys.days import days
from reporting.screens.screen import Rows, grid

# When activities are held: the hours of the office, without its pause. Other times are typed.
HOURS = (8, 9, 10, 11, 13, 14, 15, 16)


def hours(asking: Asking) -> Rows:
    """Full hours, as they are written here: 09.00."""
    return grid([option(asking.told("said_time", f"{hour:02}:00"), f"t{hour:02}00") for hour in HOURS], 4)


def moment(prompt: Prompt, asking: Asking) -> Rows:
    """First the day, then the time."""
    if not asking.look.day:
        return days(prompt, asking)
    return (*hours(asking), (option(asking.word("other_day"), "h"),))
