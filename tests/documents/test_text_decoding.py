"""Files in other encodings than UTF-8 are read as what they are, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.text_decoding import as_utf8, decoded
from qtbrowser.errors import DocumentError

TEXTS = [
    ("cp1252", "Müde Füße laufen über die Straße.", "Windows-1252"),
    ("cp1252", "Le café est très chaud, déjà servi à l’hôtel.", "Windows-1252"),
    ("cp1252", "Zürich", "Windows-1252"),
    ("cp1252", "The oven is at 200 °C – for “30” minutes…", "Windows-1252"),
    ("cp1252", "Hyvää päivää, äiti! Yö ja öljy.", "Windows-1252"),
    ("cp1250", "Zażółć gęślą jaźń, wszystkie źródła są dostępne.", "Windows-1250"),
    ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy a běžel dál.", "Windows-1250"),
    ("cp1251", "Привет, это простой русский текст о хлебе и масле.", "Windows-1251"),
    ("koi8_r", "Привет, это простой русский текст о хлебе и масле.", "KOI8-R"),
    ("cp1253", "Καλημέρα, αυτό είναι ένα κείμενο για το ψωμί.", "Windows-1253"),
    ("cp1254", "Türkçe bir metin: ekmek ve tereyağı için güzel şeyler yazılır.", "Windows-1254"),
    ("cp1255", "שלום זה טקסט פשוט על לחם וחמאה", "Windows-1255"),
    ("cp1256", "مرحبا هذا نص بسيط عن الخبز والزبدة", "Windows-1256"),
    ("cp932", "これは日本語の簡単な文章です。パンとバターについて。", "Shift JIS"),
    ("euc_jp", "これは日本語の簡単な文章です。パンとバターについて。", "EUC-JP"),
    ("gb18030", "这是一个关于面包和黄油的简单中文文本。", "GB 18030"),
    ("big5", "這是一個關於麵包和奶油的簡單中文文本。", "Big5"),
    ("cp949", "이것은 빵과 버터에 관한 간단한 한국어 텍스트입니다.", "EUC-KR"),
    ("utf-16-le", "Привет", "UTF-16"),
    ("utf-16-be", "Hello", "UTF-16"),
    ("utf-8-sig", "é", ""),
    ("utf-8", "é", ""),
]


@pytest.mark.parametrize(("encoding", "words", "name"), TEXTS)
def test_an_encoding_is_recognised(encoding: str, words: str, name: str) -> None:
    text = f"# Title\n\n{words}\n"
    assert decoded(text.replace("\n", "\r\n").encode(encoding)) == (text, name)


@pytest.mark.parametrize("word", ["wörd", "naïve", "père", "façade", "fête", "über", "Ångström"])
def test_one_western_word_in_an_english_text(word: str) -> None:
    text = (
        f"---\nid: q-1\ntitle: Question 1\nquestion: What is thing number {word}?\nsubject: topic\n---\n\n"
        f"The answer is that the {word} of the other things have more text here, see below.\n"
    )
    assert decoded(text.encode("cp1252")) == (text, "Windows-1252")


def test_quotation_marks_of_mac_roman_are_no_letters() -> None:
    text = "The “answer” is that the rest of the other things have more text here, see below for the way. " * 3
    assert decoded(text.encode("mac_roman")) == (text, "Mac Roman")


def test_a_text_with_a_few_wrong_bytes_is_damaged_utf_8() -> None:
    letters = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, für süße Möhren und Öl für Käse. "
    assert decoded(letters.encode() + b"\xff.") == (letters + "\N{REPLACEMENT CHARACTER}.", "damaged UTF-8")
    assert decoded(letters.encode("cp1252")) == (letters, "Windows-1252")


def test_a_few_western_letters_tell_that_it_is_damaged_utf_8() -> None:
    letters = "Schöne Grüße, für alle. "
    assert decoded(letters.encode() + b"\xfc.") == (letters + "\N{REPLACEMENT CHARACTER}.", "damaged UTF-8")
    # Two of these characters look like letters of UTF-8.
    assert decoded("联通联通联通联通 可以用来写文章".encode("gb18030")).encoding != "damaged UTF-8"


@pytest.mark.parametrize(
    "raw",
    [
        b"a\nb\0c",
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"a\0b\n",
        b" \n",
    ],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError):
        decoded(raw)


@given(st.binary(max_size=200))
def test_no_bytes_break_it(raw: bytes) -> None:
    try:
        text, _ = decoded(raw)
    except DocumentError:
        return
    assert "\0" not in text
    assert "\r" not in text


@pytest.mark.parametrize(
    ("raw", "converted"),
    [
        ("# Müsli\r\nFrühstück\r\n".encode("cp1252"), "# Müsli\r\nFrühstück\r\n".encode()),
        ("# Müsli\r\n".encode("utf-16"), "# Müsli\r\n".encode()),
        ("# Müsli\r\n".encode("utf-8-sig"), "# Müsli\r\n".encode("utf-8-sig")),
        (b"plain", b"plain"),
    ],
)
def test_conversion_keeps_line_ends(raw: bytes, converted: bytes) -> None:
    assert as_utf8(raw) == converted
