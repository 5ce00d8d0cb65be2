"""Reminders on their way while schedulers and couriers die: nobody is reminded twice, nothing stays undecided."""
