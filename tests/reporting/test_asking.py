"""Questions: answered from an article with its source, or passed on to a coordinator and answered by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlmodel import select

from models import article, ticket
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.ticket import Ticket
from reporting import articles, courtesy, danger, stage
from reporting.answering import Answering
from reporting.articles import Article
from reporting.asking import Asking
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.texts import templates_folder
from tests.reporting import desk
from tests.reporting.desk import TEXTS, buttons, notices, press, shown, tap

SOLOK, BANJARMASIN, TANAH_GARAM = "13.72", "63.71", "13.72.01.1004"
GRATIS = "kb suntik gratis dimana?"
NOBODY_KNOWS = "jadwal mobil pelayanan kb keliling di pasar raya besok jam berapa"


@pytest.fixture(scope="module")
def asking() -> Asking:
    return Asking(TEXTS)


@pytest.fixture(scope="module")
def shipped() -> tuple[Article, ...]:
    return articles.load(templates_folder() / "articles")


@pytest.fixture
def answering(asking: Asking) -> Answering:
    return Answering(TEXTS, asking)


@pytest.fixture
def tx(database: Database, now: datetime, shipped: tuple[Article, ...]) -> Iterator[Transaction]:
    with database.transaction(now) as tx:
        desk.plant(tx)
        article.sync(tx, shipped)
        yield tx


@pytest.fixture
def ani(tx: Transaction) -> Sender:
    return desk.person(tx, "Kak Ani", "kader", kampung_id=desk.PAYO)


@pytest.fixture
def dedi(tx: Transaction) -> Sender:
    return desk.person(tx, "Pak Dedi", "koordinator", area_code=SOLOK)


def actions(tx: Transaction) -> list[str]:
    return list(tx.exec(select(AuditEvent.action).order_by(AuditEvent.id)).all())


def passed_on(tx: Transaction, asking: Asking, ani: Sender, question: str = NOBODY_KNOWS) -> Ticket:
    asking.asked(tx, ani, question)
    asking.chosen(tx, ani, tap(tx, ani, "Ya, teruskan"))
    return tx.exec(select(Ticket).order_by(Ticket.id.desc())).first()  # type: ignore[union-attr,return-value]


def test_a_question_is_answered_with_its_source(tx: Transaction, asking: Asking, ani: Sender) -> None:
    asking.begin(tx, ani)
    assert stage.expects(tx, ani) == "question"
    assert asking.asked(tx, ani, GRATIS) is False
    text = shown(tx, ani)
    assert text.startswith("Peserta JKN/BPJS aktif bisa memakai layanan KB tanpa bayar")
    assert (
        'Sumber: <a href="https://www.indonesiabaik.id/infografis/layanan-kb-yang-ditanggung-bpjs-kesehatan-gratis-loh">'
        "Indonesiabaik.id: layanan KB yang ditanggung BPJS</a>"
    ) in text
    assert "bidan/puskesmas" not in text
    assert list(buttons(tx, ani))[:3] == ["👍 Membantu", "👎 Belum", "🆘 Tanya petugas"]
    assert stage.expects(tx, ani) == "question"
    assert "question.answered" in actions(tx)


def test_a_medical_answer_sends_to_the_midwife_too(tx: Transaction, asking: Asking, ani: Sender) -> None:
    asking.asked(tx, ani, "apa efek samping kb suntik")
    text = shown(tx, ani)
    assert "haid tidak teratur" in text
    assert "Tanyakan juga ke bidan/puskesmas." in text
    assert "perlu diperiksa sekarang" not in text


def test_a_related_question_is_one_tap_away(tx: Transaction, asking: Asking, ani: Sender) -> None:
    asking.asked(tx, ani, "apa efek samping kb suntik")
    text = shown(tx, ani)
    assert "Pertanyaan terkait:\n1. " in text
    title = text.partition("Pertanyaan terkait:\n1. ")[2].splitlines()[0]
    asking.chosen(tx, ani, tap(tx, ani, "1"))
    opened = next(row for row in article.published(tx) if row.title == title)
    assert opened.body.split()[0] in shown(tx, ani)
    assert "Sumber: " in shown(tx, ani)


def test_a_vote_counts_once(tx: Transaction, asking: Asking, ani: Sender) -> None:
    asking.asked(tx, ani, GRATIS)
    vote = tap(tx, ani, "Membantu")
    assert asking.chosen(tx, ani, vote) == "Terima kasih, dicatat."
    asking.chosen(tx, ani, vote)
    voted = tx.exec(select(AuditEvent).where(AuditEvent.action == "article.helpful")).all()
    assert [event.object_id for event in voted] == ["apakah-kb-gratis"]
    assert "👍 Membantu" not in buttons(tx, ani)
    assert "🆘 Tanya petugas" in buttons(tx, ani)
    assert stage.expects(tx, ani) == "question"


def test_what_no_article_answers_is_said_so(tx: Transaction, asking: Asking, ani: Sender) -> None:
    asking.asked(tx, ani, NOBODY_KNOWS)
    assert shown(tx, ani).startswith("Kabar belum punya jawaban pasti. Diteruskan ke petugas?")
    assert {"Ya, teruskan", "Tulis ulang"} <= set(buttons(tx, ani))
    asking.chosen(tx, ani, tap(tx, ani, "Tulis ulang"))
    assert "Ketik langsung di sini." in shown(tx, ani)


@pytest.mark.parametrize(
    ("question", "is_urgent"),
    [
        ("ibu hamil perdarahan banyak gimana", True),
        ("abis suntik keluar darah byk bgt", True),
        ("perut sakit hebat sesudah pasang iud", True),
        ("sesak nafas setelah minum pil", True),
        ("tadi pingsan di posyandu", True),
        ("bayi kejang", True),
        ("berapa banyak tablet tambah darah buat ibu hamil", False),
        ("apa itu kurang darah", False),
        ("sakit kepala ringan abis suntik", False),
        ("kb suntik gratis dimana?", False),
        ("", False),
    ],
)
def test_signs_of_danger(question: str, *, is_urgent: bool) -> None:
    assert danger.load().is_in(question) is is_urgent


@pytest.mark.parametrize("text", ["terima kasih banyak ya bu", "Assalamu'alaikum", "oke siap", "👍 makasih infonya"])
def test_thanks_are_no_question(tx: Transaction, asking: Asking, ani: Sender, text: str) -> None:
    asking.asked(tx, ani, text)
    assert shown(tx, ani).startswith("Baik, Kak Ani.")
    assert stage.expects(tx, ani) == "question"


def test_no_question_anybody_asks_is_taken_for_thanks(shipped: tuple[Article, ...]) -> None:
    words = courtesy.load()
    assert [q for one in shipped for q in (one.title, *one.questions) if courtesy.is_only(q, words)] == []
    assert not courtesy.is_only("👍 ?", words)


def test_danger_comes_first_whatever_the_answer(tx: Transaction, asking: Asking, ani: Sender, dedi: Sender) -> None:
    line = "🆘 <b>Ini perlu diperiksa sekarang. Hubungi bidan/puskesmas terdekat atau 119.</b>"
    for question in ("apa efek samping kb suntik, perdarahan banyak", f"pingsan {NOBODY_KNOWS}"):
        asking.asked(tx, ani, question)
        assert shown(tx, ani).startswith(f"{line}\n\n")
    asking.chosen(tx, ani, tap(tx, ani, "Ya, teruskan"))
    assert notices(tx, dedi)[0].html.startswith("🆘 Mendesak. Pertanyaan <b>T-1001</b>")


@pytest.mark.parametrize("text", ["data bu siti nik 1372014101900001", f"nik {'•' * 16}", "hp saya 0812 3456 7890"])
def test_personal_data_is_not_kept(tx: Transaction, asking: Asking, ani: Sender, text: str) -> None:
    assert asking.asked(tx, ani, text) is True
    assert "Pesan itu memuat data pribadi" in shown(tx, ani)
    assert stage.expects(tx, ani) == "question"
    chat = desk.chats.find(tx, ani.chat_id)
    assert chat is not None
    assert text not in str([chat.focus, chat.screen])


def test_drafts_are_for_curators_only(tx: Transaction, asking: Asking, ani: Sender) -> None:
    question = "vitamin a untuk anak kapan dikasih"
    lina = desk.person(tx, "Bu Lina", "kurator")
    asking.asked(tx, lina, question)
    assert "Draf tanpa sumber: hanya kurator yang melihat jawaban ini." in shown(tx, lina)
    asking.asked(tx, ani, question)
    assert "Draf tanpa sumber" not in shown(tx, ani)
    drafts = [row for row in article.everything(tx) if row.state == "draft"]
    with pytest.raises(Refusal) as refused:
        asking.chosen(tx, ani, Tap("t", None, "article", str(drafts[0].id)))
    assert refused.value.code == "not_found"


def test_a_ticket_reaches_the_coordinators_of_the_area(
    tx: Transaction, asking: Asking, ani: Sender, dedi: Sender
) -> None:
    rina = desk.person(tx, "Bu Rina", "koordinator", area_code=BANJARMASIN)
    row = passed_on(tx, asking, ani)
    assert (row.number, row.area_code, row.question) == ("T-1001", TANAH_GARAM, NOBODY_KNOWS)
    assert shown(tx, ani) == (
        f'🆘 Pertanyaan <b>T-1001</b> diteruskan ke Pak Dedi:\n"{NOBODY_KNOWS}"\n'
        "Biasanya dijawab paling lambat Rabu, 4 November 2026. Jawaban akan muncul di sini."
    )
    (notice,) = notices(tx, dedi)
    assert notice.html == f'💬 Pertanyaan <b>T-1001</b> dari Tanah Garam:\n"{NOBODY_KNOWS}"'
    assert notice.dedupe_key.startswith(f"ticket:{row.id}:")
    assert press(notice, "Jawab") == Tap("t", None, "answer", str(row.id))
    assert notices(tx, rina) == []
    assert passed_on(tx, asking, ani).number == "T-1002"


def test_without_a_coordinator_the_question_is_kept(tx: Transaction, asking: Asking, ani: Sender) -> None:
    passed_on(tx, asking, ani)
    assert "belum ada koordinator yang terdaftar" in shown(tx, ani)


def test_an_answer_is_shown_then_sent_in_the_coordinators_name(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender, dedi: Sender
) -> None:
    passed_on(tx, asking, ani)
    answering.chosen(tx, dedi, press(notices(tx, dedi)[0], "Jawab"))
    assert stage.expects(tx, dedi) == "ticket_answer"
    assert f'"{NOBODY_KNOWS}"' in shown(tx, dedi)
    assert answering.typed(tx, dedi, "Besok jam 09.00.\nKontak bidan 0812 3456 7890") is False
    assert shown(tx, dedi).endswith("Besok jam 09.00.\nKontak bidan 0812 3456 7890\n\nKirim?")
    assert notices(tx, ani) == []
    answering.chosen(tx, dedi, tap(tx, dedi, "Ubah"))
    answering.typed(tx, dedi, "Besok jam 09.00 <pagi>.")
    answering.chosen(tx, dedi, tap(tx, dedi, "Kirim"))
    (notice,) = notices(tx, ani)
    assert notice.html == (
        f'💬 Pak Dedi menjawab pertanyaan T-1001, Kak Ani.\n"{NOBODY_KNOWS}"\n\nBesok jam 09.00 &lt;pagi&gt;.'
    )
    assert shown(tx, dedi) == "✅ Jawaban T-1001 terkirim.\n\nTidak ada pertanyaan yang menunggu jawaban."
    assert stage.expects(tx, dedi) == ""
    asking.chosen(tx, ani, press(notice, "Sudah jelas"))
    assert shown(tx, ani).startswith("✅ T-1001 selesai.")
    assert [a for a in actions(tx) if a.startswith("ticket.")] == ["ticket.opened", "ticket.answered", "ticket.closed"]


def test_what_is_not_clear_goes_back_with_the_answer(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender, dedi: Sender
) -> None:
    first = passed_on(tx, asking, ani)
    answer(tx, answering, dedi, first, "Besok pagi.")
    asking.chosen(tx, ani, press(notices(tx, ani)[0], "Belum"))
    assert stage.expects(tx, ani) == "ticket_more"
    assert asking.more(tx, ani, "nik 1372014101900001") is True
    assert asking.more(tx, ani, "jam berapa tepatnya?") is False
    second = tx.exec(select(Ticket).where(Ticket.number == "T-1002")).one()
    assert (second.question, second.given_answer) == ("jam berapa tepatnya?", "Besok pagi.")
    assert 'Jawaban yang sempat diberikan: "Besok pagi."' in notices(tx, dedi)[-1].html


def test_of_two_coordinators_the_second_finds_it_answered(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender, dedi: Sender
) -> None:
    asep = desk.person(tx, "Pak Asep", "koordinator", area_code="13")
    row = passed_on(tx, asking, ani)
    for one in (dedi, asep):
        answering.chosen(tx, one, Tap("t", None, "answer", str(row.id)))
        answering.typed(tx, one, "Besok pagi.")
    answering.chosen(tx, asep, tap(tx, asep, "Kirim"))
    answering.chosen(tx, dedi, tap(tx, dedi, "Kirim"))
    assert shown(tx, dedi).startswith("T-1001 sudah dijawab Pak Asep, Senin, 2 November 2026, 08.00 WIB.")
    assert len(notices(tx, ani)) == 1
    answering.chosen(tx, dedi, Tap("t", None, "answer", str(row.id)))
    assert shown(tx, dedi).startswith("T-1001 sudah dijawab Pak Asep")


@pytest.mark.parametrize(
    ("text", "said"),
    [("nik 1372014101900001", "mirip NIK"), ("a" * 601, "terlalu panjang"), ("  ", "Ketik jawabannya")],
)
def test_an_answer_that_can_not_be_sent(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender, dedi: Sender, text: str, said: str
) -> None:
    row = passed_on(tx, asking, ani)
    answering.chosen(tx, dedi, Tap("t", None, "answer", str(row.id)))
    assert answering.typed(tx, dedi, text) is text.startswith("nik")
    assert said in shown(tx, dedi)
    assert "✅ Kirim" not in buttons(tx, dedi)
    assert stage.expects(tx, dedi) == "ticket_answer"


def test_questions_from_elsewhere_are_not_found(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender
) -> None:
    row = passed_on(tx, asking, ani)
    rina = desk.person(tx, "Bu Rina", "koordinator", area_code=BANJARMASIN)
    answering.tickets(tx, rina)
    assert shown(tx, rina) == "Tidak ada pertanyaan yang menunggu jawaban."
    for number in (str(row.id), "999"):
        with pytest.raises(Refusal) as refused:
            answering.chosen(tx, rina, Tap("t", None, "answer", number))
        assert refused.value.code == "not_found"
        with pytest.raises(Refusal) as refused:
            asking.chosen(tx, rina, Tap("t", None, "see", number))
        assert refused.value.code == "not_found"
    with pytest.raises(Refusal) as refused:
        answering.chosen(tx, ani, Tap("t", None, "queue"))
    assert refused.value.code == "not_allowed"


def test_own_questions_are_listed_with_what_became_of_them(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender, dedi: Sender
) -> None:
    asking.mine(tx, ani)
    assert "Belum ada pertanyaan yang diteruskan ke petugas." in shown(tx, ani)
    first = passed_on(tx, asking, ani)
    passed_on(tx, asking, ani)
    answer(tx, answering, dedi, first, "Besok pagi.")
    answering.tickets(tx, ani)
    assert "1. T-1002 · menunggu jawaban" in shown(tx, ani)
    assert "2. T-1001 · sudah dijawab" in shown(tx, ani)
    asking.chosen(tx, ani, tap(tx, ani, "2"))
    assert "Jawaban Pak Dedi, Senin, 2 November 2026, 08.00 WIB:\nBesok pagi." in shown(tx, ani)


def test_the_coordinators_list_opens_a_question(
    tx: Transaction, asking: Asking, answering: Answering, ani: Sender, dedi: Sender
) -> None:
    passed_on(tx, asking, ani)
    answering.tickets(tx, dedi)
    assert "1. T-1001 · Tanah Garam · Senin, 2 November 2026" in shown(tx, dedi)
    answering.chosen(tx, dedi, tap(tx, dedi, "1"))
    assert "Ketik jawabannya dalam satu pesan." in shown(tx, dedi)


def answer(tx: Transaction, answering: Answering, dedi: Sender, row: Ticket, text: str) -> None:
    answering.chosen(tx, dedi, Tap("t", None, "answer", str(row.id)))
    answering.typed(tx, dedi, text)
    answering.chosen(tx, dedi, tap(tx, dedi, "Kirim"))
    tx.refresh(row)
    assert ticket.get(tx, row.id or 0) is row
