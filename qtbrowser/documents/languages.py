"""Folders and suffixes that name the language of documents, as multilingual sites have them."""

from __future__ import annotations

import re

_NAMES = (
    "af Afrikaans|ar العربية|az Azərbaycanca|be Беларуская|bg Български|bn বাংলা|bs Bosanski|ca Català|cs Čeština"
    "|cy Cymraeg|da Dansk|de Deutsch|el Ελληνικά|en English|eo Esperanto|es Español|et Eesti|eu Euskara"
    "|fa فارسی|fi Suomi|fil Filipino|fr Français"
    "|ga Gaeilge|gl Galego|gu ગુજરાતી|he עברית|hi हिन्दी|hr Hrvatski|hu Magyar|hy Հայերեն|id Bahasa Indonesia|is Íslenska"
    "|it Italiano|ja 日本語|ka ქართული|kk Қазақша|km ខ្មែរ|kn ಕನ್ನಡ|ko 한국어|lt Lietuvių|lv Latviešu|mk Македонски"
    "|ml മലയാളം|mn Монгол|mr मराठी|ms Bahasa Melayu|my မြန်မာ|nb Norsk bokmål|ne नेपाली|nl Nederlands|nn Norsk nynorsk"
    "|no Norsk|pa ਪੰਜਾਬੀ|pcm Naijá|pl Polski|pt Português|ro Română|ru Русский|sa संस्कृतम्|si සිංහල|sk Slovenčina"
    "|sl Slovenščina|sq Shqip"
    "|sr Српски|sv Svenska|sw Kiswahili|ta தமிழ்|te తెలుగు|th ไทย|tr Türkçe|uk Українська|ur اردو|uz Oʻzbekcha"
    "|vi Tiếng Việt|yo Yorùbá|yue 粵語|zh 中文|zu isiZulu"
)
_LANGUAGES = dict(entry.split(" ", 1) for entry in _NAMES.split("|"))
# Tags that name other things as well: words, departments, countries, programming languages, abbreviations.
_WORDS = frozenset(
    "be bs ca cs eu fa ga gl he hi hr id is it km ml mr ms my ne nn no pa ro sa si sw ta te uk vi".split()
)
_SEPARATORS = re.compile(r"[\s,;]+")
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}|[a-zA-Z]{4}|\d{3}))?\Z")


def read_languages(text: str) -> tuple[str, ...]:
    """The tags of languages in a text such as ``de, pt-BR``, in lower case with hyphens; what is none is left out."""
    tags = (part.lower().replace("_", "-") for part in _SEPARATORS.split(text) if is_language_folder(part))
    return tuple(dict.fromkeys(tags))


def not_languages(text: str) -> tuple[str, ...]:
    """The parts of such a text that `read_languages` leaves out."""
    return tuple(part for part in _SEPARATORS.split(text) if part and not is_language_folder(part))


def language_of_file(name: str) -> str:
    """The tag of a language before the suffix of a file's name, as of ``index.de.md``; empty where there is none."""
    tag = name.rpartition(".")[0].rpartition(".")[2] if name.count(".") > 1 else ""
    return tag.lower().replace("_", "-") if is_language_folder(tag) else ""


def is_language_folder(name: str) -> bool:
    """Whether a folder's name is the tag of a language, as ``de``, ``pt-br`` or ``zh_Hans``."""
    return language_name(name) is not None


def is_clear_language(name: str) -> bool:
    """Whether a name is the tag of a language and hardly of anything else, as ``fr`` or ``it-IT``, but not ``it``."""
    return is_language_folder(name) and name.lower() not in _WORDS


def language_name(name: str) -> str | None:
    """The name of a language in that language, with its region: ``pt-br`` is ``Português (BR)``; None for other names.

    Args:
        name: a folder's name.
    """
    found = _TAG.match(name)
    language = _LANGUAGES.get(found[1].lower()) if found else None
    if found is None or language is None:
        return None
    region = found[2]
    if not region:
        return language
    return f"{language} ({region.title() if len(region) == 4 else region.upper()})"
