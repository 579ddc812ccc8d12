"""What a draft's answers amount to: the facts that conditions of fields and obligations are written in."""

from __future__ import annotations

import re

from bot.drafts.draft import Draft

HEALTH_PURPOSE = re.compile(
    r"sykdom|sjukdom|syke?liggjør|behandling av (?:pasient|syk)|pasient|medisinsk|helsefag|diagnos|legemid|"
    r"klinisk|demens|kreft|diabetes|psykisk (?:u)?helse|helseeffekt|helsetilstand|rehabiliter|"
    r"\bhelse\b(?! og velferd)|folkehelse|fallulykk|disease|illness|patient|medical|clinical|treatment|"
    r"dementia|cancer|mental health|health (?:outcome|effect|condition)|rehabilitat|"
    r"\bfall(?:skade|risiko|forebygg)\w*|(?:færre|forebygge|hindre|redusere|mindre|unngå|mange) fall\b(?! i)|\bfall (?:blant|hos|"
    r"hjemme|på (?:sy?[kj]\w*heim|sykehjem|institusjon))|"
    r"(?:fewer|prevent\w*|reduc\w+|avoid\w*) falls?\b(?! in)|\bfalls (?:among|in older|at (?:home|nursing))|fall prevention|"
    r"(?:ben|bein|hofte|lårhals)brudd|hip fracture|liggesår|trykksår|pressure (?:ulcer|sore)|smertelindr|\bsmerte(?:r|ne)?\b|\bpain\b|"
    r"under-?ernær|feil-?ernær|malnutrition|søvn(?:vansk|problem|løs|kvalitet)|insomnia|sleep (?:problem|quality)|infeksjon|"
    r"infection|smitt(?:e|sam)|"
    r"vaksin|vaccin|medisin(?:er|bruk|ering)|medication|\bangst\b|anxiety|depresj|depress(?:ion|ed)|sjølvmord|selvmord|selvskad|"
    r"suicid|self-harm|"
    r"overdose|rusmiddel|hjerneslag|\bslagpasient|\bstroke\b|\bkols\b|\bcopd\b|astma|asthma|allergi|overvekt|fedme|obes(?:e|ity)|"
    r"blodtrykk|"
    r"blood pressure|dødelighet|mortality|\badhd\b|autis|delirium|epilep|parkinson|tannhelse|dental health",
    re.IGNORECASE,
)
HEALTH_DATA = re.compile(
    r"helseopplysning|helsedata|pasientdata|pasientopplysning|journal(?:data|er)?\b|health (?:data|records?|"
    r"information)|patient (?:data|records?)|medical records?",
    re.IGNORECASE,
)
NO_BEFORE = re.compile(
    r"\b(?:ingen|ikke|ikkje|uten|utan|heller|no|not|without|neither)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
EXTERNAL = re.compile(
    r"forsk(?:n)?ingsråd|research council|\beu\b|horisont|horizon|rff|fond|stiftelse|offphd|diku|hk-dir|"
    r"erasmus|ekstern|external|grant|innovasjon norge|nordforsk",
    re.IGNORECASE,
)
TOLD_IN = ("purpose", "title", "benefit", "contribution", "data", "method", "research_question", "challenge")


def health_data_told(text: str) -> bool | None:
    """Whether a text says that health data are used; False for "ingen helseopplysninger", None where it does not speak of them."""
    found = list(HEALTH_DATA.finditer(text))
    return any(not NO_BEFORE.search(text[: each.start()]) for each in found) if found else None


def facts_of(draft: Draft) -> frozenset[str]:
    """The facts that hold for a draft."""
    told = " \n".join(value for name in TOLD_IN if (value := draft.value(name)))
    purpose = " \n".join(value for name in ("purpose", "title", "research_question") if (value := draft.value(name)))
    personal, rek = draft.value("personal_data"), draft.value("ethics_rek")
    controller = draft.value("data_controller")
    health_purpose = bool(HEALTH_PURPOSE.search(purpose)) and draft.type != "education"
    said = draft.value("health_data")
    categories = (draft.value("special_categories") or "").split(",")
    health_data = said == "yes" or "health" in categories or (said != "no" and health_data_told(told) is True)
    found = {
        "always": True,
        "personal_data_used": personal == "yes",
        "personal_data": personal in {"yes", "unknown"},
        "health_purpose": health_purpose,
        "health_data": health_data,
        "health_data_only": health_data and not health_purpose and rek != "yes",
        "rek_needed": rek == "yes" or (rek != "no" and health_purpose),
        "rek_denied": rek == "no" and health_purpose,
        "research_with_people": draft.type == "research" and personal in {"yes", "unknown"},
        "university_controller": controller == "university",
        "municipal_controller": controller == "municipality",
        "externally_funded": bool(EXTERNAL.search(draft.value("funding") or "")),
    }
    return frozenset(name for name, holds in found.items() if holds)
