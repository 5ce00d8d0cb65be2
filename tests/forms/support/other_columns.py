"""The columns of the choices and settings sheets."""

from __future__ import annotations

from tests.forms.support.claims import ColumnClaim
from tests.forms.support.sheets import row, setting

OTHERS = (
    ColumnClaim(
        "choices",
        "list_name",
        "works",
        "the list that a select names",
        row("hint", "", "select_one warna"),
        lambda p: len(p.prompt.choices) == 2,
        also=("list name",),
    ),
    ColumnClaim(
        "choices",
        "name",
        "works",
        "stored in the submission",
        row("hint", "", "select_one warna"),
        lambda p: p.prompt.choices[0].name == "m",
        also=("value",),
    ),
    ColumnClaim(
        "choices",
        "label",
        "works",
        "on the button; languages as in the survey",
        row("hint", "", "select_one warna"),
        lambda p: p.prompt.choices[0].label == "Merah",
        also=("caption",),
    ),
    ColumnClaim(
        "choices",
        "alias",
        "works",
        "Kabar's own: other words that may be typed, parted by a bar",
        row("hint", "", "select_one warna")
        .replace("| name | label |\n", "| name | label | alias |\n", 1)
        .replace("Merah |", "Merah | abang |")
        .replace("| list_name | name | label |\n", "| list_name | name | label | alias |\n"),
        lambda p: p.prompt.choices[0].aliases == ("abang",),
    ),
    ColumnClaim(
        "choices",
        "image",
        "works",
        "pictures of all options on one sheet above the question, with their numbers; sounds and videos one by one",
        row("hint", "", "select_one warna")
        .replace("list_name | name | label |", "list_name | name | label | image |")
        .replace("Merah |", "Merah | m.jpg |"),
        lambda p: list(p.prompt.choices[0].media.values()) == ["m.jpg"],
        also=("audio", "video", "big-image"),
    ),
    ColumnClaim(
        "choices",
        "other columns",
        "works",
        "in `choice_filter`, and in `instance('list')`",
        row("choice_filter", "hangat = '1'", "select_one warna")
        .replace("list_name | name | label |", "list_name | name | label | hangat |")
        .replace("Merah |", "Merah | 1 |"),
        lambda p: [one.name for one in p.prompt.choices] == ["m"],
    ),
    ColumnClaim(
        "settings",
        "form_id",
        "works",
        "names the form; schedules and exports go by it",
        setting("name", "data"),
        lambda p: p.form.form_id == "uji",
        also=("id_string", "set_form_id"),
    ),
    ColumnClaim(
        "settings",
        "form_title",
        "works",
        "in lists, on the review and on receipts",
        setting("name", "data"),
        lambda p: p.form.title == "Uji",
        also=("title", "set_form_title"),
    ),
    ColumnClaim(
        "settings",
        "version",
        "works",
        "a changed form needs a new one",
        setting("name", "data"),
        lambda p: p.form.version == "1",
    ),
    ColumnClaim(
        "settings",
        "default_language",
        "works",
        "for texts that lack the person's language",
        setting("default_language", "English (en)").replace("| label |", "| label::English (en) |"),
        lambda p: p.form.default_language == "English (en)",
    ),
    ColumnClaim(
        "settings",
        "instance_name",
        "works",
        "names a report on receipts and in lists",
        setting("instance_name", "${q}"),
        lambda p: p.say("Rapat").skip().finish().instance_name == "Rapat",
    ),
    ColumnClaim(
        "settings",
        "namespaces",
        "works",
        "needed for the columns of Kabar",
        setting("namespaces", 'kabar="https://kabar.id/xlsform"'),
        lambda p: p.prompt.name == "q",
    ),
    ColumnClaim(
        "settings",
        "name",
        "works",
        "the root of the submission",
        setting("name", "laporan"),
        lambda p: p.draft.at == "/laporan/q",
    ),
    ColumnClaim(
        "settings",
        "allow_choice_duplicates",
        "works",
        "lets a list name a choice twice",
        row("hint", "", "select_one warna").replace("| | warna | b | Biru |", "| | warna | m | Biru |")
        + "| settings |\n| | form_id | allow_choice_duplicates |\n| | uji | yes |\n",
        lambda p: len(p.prompt.choices) == 2,
    ),
    ColumnClaim(
        "settings",
        "public_key",
        "differs",
        "the form runs; the submission is stored as it is, in your database",
        setting("public_key", "MIIB"),
        lambda p: "<q" in p.skip().skip().finish().xml,
        also=("submission_url", "auto_send", "auto_delete"),
    ),
    ColumnClaim(
        "settings",
        "style",
        "ignored",
        "pages and themes are of the web",
        setting("style", "pages"),
        lambda p: p.prompt.name == "q",
    ),
    ColumnClaim(
        "settings",
        "omit_instanceID",
        "differs",
        "a submission has its instanceID all the same",
        setting("omit_instanceID", "yes"),
        lambda p: p.skip().skip().finish().instance_id.startswith("uuid:"),
        also=("instance_id", "client_editable", "clean_text_values", "prefix", "delimiter", "sms_keyword"),
    ),
)
