"""The traces that differ, or that can't be played, each group with its reason. A trace is named by its line, from 0.

`docs/decisions/0016-where-odk-engines-differ.md` tells which side Kabar takes where the engines of ODK differ.
"""

# Forms that ODK Collect refuses too, so nobody can begin to fill them.
REFUSED: dict[str, frozenset[int]] = {
    "a question is bound to a node that the instance doesn't have": frozenset(
        {105, 136, 137, 138, 139, 140, 157, 158, 159, 160, 161}
    ),
    "relevance and calculations run in a circle": frozenset({113, 336, 339, 341, 343, 352, 366}),
}

# What was recorded is not what upstream's own tests want: they are marked as expected to fail.
DISPUTED = frozenset({1, 50, 73, 75, 106, 435})

UNPLAYABLE: dict[str, frozenset[int]] = {
    "the file that the form reads was not recorded": frozenset({22, 173, 174, *range(177, 189), 541}),
    "it goes on from a submission that was not recorded": frozenset({248, 558, 574, 684}),
    "an answer was a big integer, which the recorder could not write down": frozenset({291, 297, 298, 307, 554}),
    "an answer is an object of upstream's own, with parts missing that a place in a text has": frozenset(
        {322, 324, 326}
    ),
    "what the device tells of itself was not recorded": frozenset({584}),
    "a calculation draws at random": frozenset({34}),
}

MISSES: dict[str, frozenset[int]] = {
    # As in Collect.
    "the sum of nothing is 0; upstream it is blank": frozenset({17, 32, 736}),
    "a default is set on a question that is not relevant yet; upstream it is lost": frozenset({242}),
    "a calculation wins over the first value that an action set": frozenset({690}),
    "a condition that is a blank node is false; upstream the node counts because it is there": frozenset({654}),
    # For people in a chat.
    "a whole number is not made of 10.1: the chat asks again; upstream cuts it": frozenset({295, 296, 342, 552}),
    "a whole number may have 18 digits, as sums in rupiah do; upstream it ends at 2147483647": frozenset(
        {299, 300, 301, 302}
    ),
    "an hour needs no seconds": frozenset({685}),
    "an answer that its filter took away is asked again; upstream it comes back with its choice": frozenset(
        {52, 55, 605}
    ),
    "calculated texts change with the language; upstream those of jr:itext wait for the next answer": frozenset({565}),
}
