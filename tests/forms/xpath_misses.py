"""The recorded XPath cases that Kabar answers otherwise, each group with its reason. A case is named by its id.

Where the reference engines contradict one another, one of them is always missed. The same reasons, for people who
write forms, are in docs/xlsform-support.md under "Expressions: where we differ".
"""

MISSES: dict[str, frozenset[int]] = {
    # JavaRosa refuses parts of XPath 1.0 that Enketo and web-forms have.
    "JavaRosa has no unions of paths, descendant axis, text() or filtered node-sets": frozenset(
        {4478, 4479, 4480, 4481, 4483, 4484}
    ),
    "JavaRosa's string and number functions need an argument": frozenset({4635, 4637, 4831}),
    # A form in the field must go on where an author or an answer slipped.
    "JavaRosa raises where no date or place is; here and in the others it is none": frozenset(
        {4614, 4615, 4641, 4642, 4650, 4654, 4655}
    ),
    "Enketo's once() keeps 'NaN'; here and in web-forms it is blank": frozenset({1985}),
    "web-forms gives 0 for the area of what is no line; here and in Enketo it is no number": frozenset(
        {4097, 4100, 4101}
    ),
    # The two suites say both of one expression: what web-forms does today, and what Enketo does and web-forms wants.
    "web-forms compares two texts that tell the same moment as texts; here and in Enketo they are equal": frozenset(
        {3172}
    ),
    "JavaRosa's count-non-empty() counts nodes that have children; the specification goes by their text": frozenset(
        {4477}
    ),
    "JavaRosa cuts the time off date(6.5); Enketo and web-forms keep it": frozenset({4644}),
}
