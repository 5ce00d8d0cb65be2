"""Drives JavaRosa as Collect does, in a process of its own: a line of JSON in, a line of JSON out.

JavaRosa lies in the ODK_Validate.jar of the pyxform wheel; JPype runs it on any Java runtime from 11 on.
    {"load": "form.xml", "folder": "..."}     -> {"ms": 12.3} or {"error": "..."}
    {"play": [["answer", path, text], ...]}   -> {"said": [...], "asked": [...], "xml": "..."} or {"error": "..."}
    {"time": [["answer", path, text], ...]}   -> {"us": [...]}: the time of each answer
    {"open": true}                            -> {"ms": 4.5}: a new filling of the loaded form, at its first question
Arguments: the time zone, then options of the Java runtime.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import jpype
from jpype import JClass, JImplements, JOverride

from tests.forms.differential.scripts import key

_MEMORY = "-Xmx256m"
_MOST_STEPS = 5_000  # a repeat whose count grows with its rounds never ends


def main() -> None:
    """Serve until the input ends. JavaRosa prints to stdout; the answers go out through a copy of it."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    zone, *options = sys.argv[1:]
    options += [_MEMORY, "-XX:+UseSerialGC", "-Djava.awt.headless=true", f"-Duser.timezone={zone}"]
    jpype.startJVM(*options, classpath=[str(jar())], convertStrings=True)
    javarosa = JavaRosa()
    for line in sys.stdin:
        try:
            said = javarosa.serve(json.loads(line))
        except Exception as error:  # one form's failure is its answer; the next is served all the same
            said = {"error": f"{type(error).__name__}: {error}".strip().splitlines()[0]}
        out.write(json.dumps(said) + "\n")
        out.flush()


def jar() -> Path:
    """ODK Validate's jar; pyxform itself is not imported for it."""
    import importlib.util

    found = importlib.util.find_spec("pyxform")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "validators/odk_validate/bin/ODK_Validate.jar"


class JavaRosa:
    """One form at a time, and one filling of it at a time."""

    def __init__(self) -> None:
        manager = JClass("org.javarosa.core.services.PrototypeManager")
        JClass("org.javarosa.model.xform.XFormsModule")().registerModule()
        manager.registerPrototypes(JClass("org.javarosa.core.util.JavaRosaCoreModule").classNames)
        manager.registerPrototypes(JClass("org.javarosa.core.model.CoreModelModule").classNames)
        properties = JClass("org.opendatakit.validate.StubPropertyManager")()
        JClass("org.javarosa.core.services.PropertyManager").setPropertyManager(properties)
        self._references = JClass("org.javarosa.core.reference.ReferenceManager").instance()
        self._parser = JClass("org.javarosa.xform.util.XFormUtils")
        self._form, self._folder = "", Path()

    def serve(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "load" in asked:
            self._form, self._folder = asked["load"], Path(asked["folder"])
            self._references.reset()
            self._references.addReferenceFactory(Folder(self._folder))
            begun = time.perf_counter()
            self._parsed()
            return {"ms": (time.perf_counter() - begun) * 1000}
        form = self._parsed()
        begun = time.perf_counter()
        filling = Filling(form, self._folder)
        if "open" in asked:
            return {"ms": (time.perf_counter() - begun) * 1000}
        if "time" in asked:
            return {"us": [filling.timed(act) for act in asked["time"]]}
        said = [filling.act(*act) for act in asked["play"]]
        return {"said": said, "asked": filling.asked(), "xml": filling.xml()}

    def _parsed(self) -> Any:
        return self._parser.getFormFromFormXml(self._form, None)


class Filling:
    """A new submission of a form, walked with JavaRosa's own controller."""

    def __init__(self, form: Any, folder: Path) -> None:
        controller = JClass("org.javarosa.form.api.FormEntryController")
        self._form = form
        self._model = JClass("org.javarosa.form.api.FormEntryModel")(form)
        self._controller = controller(self._model)
        form.getEvaluationContext().addFunctionHandler(PullData(folder))
        form.initialize(True, JClass("org.javarosa.core.model.instance.InstanceInitializationFactory")())
        self._question = controller.EVENT_QUESTION
        self._new_repeat = controller.EVENT_PROMPT_NEW_REPEAT
        self._round = controller.EVENT_REPEAT
        self._end = controller.EVENT_END_OF_FORM
        self._verdicts = {
            controller.ANSWER_OK: "ok",
            controller.ANSWER_REQUIRED_BUT_EMPTY: "required",
            controller.ANSWER_CONSTRAINT_VIOLATED: "constraint",
        }
        self._answers = Answers()

    def act(self, verb: str, path: str, text: str = "") -> str:
        """`ok`, `required` or `constraint`; `absent` where it is not asked, `choice` where it is not offered."""
        events = {"add": self._new_repeat, "remove": self._round}
        if not self._seek(key(path), events.get(verb, self._question)):
            return "absent"
        if verb in events:
            self._controller.newRepeat() if verb == "add" else self._controller.deleteRepeat()
            return "ok"
        try:
            answer = self._answers.of(self._model.getQuestionPrompt(), text)
        except LookupError:
            return "choice"
        return self._verdicts[int(self._controller.answerQuestion(answer, False))]

    def timed(self, act: list[str]) -> float:
        """Microseconds of one answer alone, its question sought before."""
        verb, path, *text = act
        if verb != "answer" or not self._seek(key(path), self._question):
            self.act(*act)
            return 0.0
        answer = self._answers.of(self._model.getQuestionPrompt(), *text)
        begun = time.perf_counter()
        self._controller.answerQuestion(answer, False)
        return (time.perf_counter() - begun) * 1e6

    def asked(self) -> list[tuple[str, list[str] | None]]:
        """The questions from first to last, as somebody would swipe through them: (path, names of choices)."""
        self._first()
        found = []
        for _ in range(_MOST_STEPS):
            event = int(self._controller.stepToNextEvent())
            if event == self._end:
                break
            prompt = self._model.getQuestionPrompt() if event == self._question else None
            if prompt is not None and not prompt.isReadOnly() and not _is_header(prompt):
                found.append((self._at(), self._answers.offered(prompt)))
        return found

    def xml(self) -> str:
        self._form.postProcessInstance()
        serialiser = JClass("org.javarosa.model.xform.XFormSerializingVisitor")()
        return bytes(serialiser.serializeInstance(self._form.getMainInstance())).decode()

    def _seek(self, path: str, event: int) -> bool:
        """Step on to the event at `path`; past the end once more from the beginning."""
        if self._here(path, event):
            return True
        for begin in (lambda: None, self._first):
            begin()
            for _ in range(_MOST_STEPS):
                now = int(self._controller.stepToNextEvent())
                if now == event and self._here(path, event):
                    return True
                if now == self._end:
                    break
        return False

    def _here(self, path: str, event: int) -> bool:
        if int(self._model.getEvent()) != event:
            return False
        at = self._at()
        return (at.rpartition("[")[0] or at if event == self._new_repeat and at.endswith("]") else at) == path

    def _at(self) -> str:
        return key(str(self._model.getFormIndex().getReference().toString(True)))

    def _first(self) -> None:
        self._controller.jumpToIndex(JClass("org.javarosa.core.model.FormIndex").createBeginningOfFormIndex())


def _is_header(prompt: Any) -> bool:
    """The first row of a table of selects, which asks nothing."""
    return str(prompt.getAppearanceHint() or "").split()[:1] == ["label"]


class Answers:
    """From the lexical text of an answer to JavaRosa's data."""

    def __init__(self) -> None:
        constants = JClass("org.javarosa.core.model.Constants")
        self._one = constants.CONTROL_SELECT_ONE
        self._several = (constants.CONTROL_SELECT_MULTI, constants.CONTROL_RANK)
        self._uncast = JClass("org.javarosa.core.model.data.UncastData")
        self._factory = JClass("org.javarosa.core.model.data.AnswerDataFactory")

    def of(self, prompt: Any, text: str) -> Any:
        """None for a blank. Raises LookupError for a choice that is not offered."""
        if not text:
            return None
        control = prompt.getControlType()
        if control == self._one or control in self._several:
            return self._selected(prompt, control, text)
        return self._factory.templateByDataType(prompt.getDataType()).cast(self._uncast(text))

    def offered(self, prompt: Any) -> list[str] | None:
        """None for what is no select to the engine (`select_one_external` is a text input with a query).

        Asking for the choices also drops answers that are no longer among them, as showing the question does.
        """
        control = prompt.getControlType()
        if control != self._one and control not in self._several:
            return None
        return [str(one.getValue()) for one in prompt.getSelectChoices()]

    def _selected(self, prompt: Any, control: int, text: str) -> Any:
        offered = {str(one.getValue()): one for one in prompt.getSelectChoices()}
        if control == self._one:
            return JClass("org.javarosa.core.model.data.SelectOneData")(offered[text].selection())
        chosen = jpype.java.util.ArrayList([offered[name].selection() for name in text.split()])
        return JClass("org.javarosa.core.model.data.MultipleItemsData")(chosen)


@JImplements("org.javarosa.core.reference.ReferenceFactory", deferred=True)
class Folder:
    """The lists beside a form: `jr://file/x.xml`, `jr://file-csv/x.csv`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @JOverride
    def derives(self, uri: str) -> bool:
        return str(uri).startswith("jr://")

    @JOverride
    def derive(self, uri: str, context: Any = None) -> Any:
        return File(str(uri), self._folder / str(uri).rpartition("/")[2])


@JImplements("org.javarosa.core.reference.Reference", deferred=True)
class File:
    def __init__(self, uri: str, path: Path) -> None:
        self._uri = uri
        self._path = path

    @JOverride
    def doesBinaryExist(self) -> bool:
        return self._path.is_file()

    @JOverride
    def getStream(self) -> Any:
        return jpype.java.io.FileInputStream(str(self._path))

    @JOverride
    def getURI(self) -> str:
        return self._uri

    @JOverride
    def getLocalURI(self) -> str:
        return str(self._path)

    @JOverride
    def isReadOnly(self) -> bool:
        return True

    @JOverride
    def getOutputStream(self) -> Any:
        raise jpype.java.io.IOException("read only")

    @JOverride
    def remove(self) -> None:
        raise jpype.java.io.IOException("read only")

    @JOverride
    def probeAlternativeReferences(self) -> Any:
        return None


@JImplements("org.javarosa.core.model.condition.IFunctionHandler", deferred=True)
class PullData:
    """`pulldata()`, which Collect brings along itself: pulldata(file, column, key column, key)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @JOverride
    def getName(self) -> str:
        return "pulldata"

    @JOverride
    def getPrototypes(self) -> Any:
        return jpype.java.util.ArrayList()

    @JOverride
    def rawArgs(self) -> bool:
        return True

    @JOverride
    def realTime(self) -> bool:
        return False

    @JOverride
    def eval(self, arguments: Any, context: Any) -> str:
        text = JClass("org.javarosa.xpath.expr.XPathFuncExpr").toString
        name, column, key_column, wanted = (str(text(one)) for one in arguments)
        with (self._folder / f"{name}.csv").open(newline="", encoding="utf-8-sig") as file:
            return next((row[column] for row in csv.DictReader(file) if row[key_column] == wanted), "")


if __name__ == "__main__":
    main()
