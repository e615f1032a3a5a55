"""A record system that speaks FHIR R4, as its own site wants to be written to (interop-reliability-security.md 1.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.connections.shared import Problems, scheme_and_host

LOGINS = ("none", "token", "smart")
AUTHORS = ("patient", "nobody")
# LOINC codes that a site files a patient's note under; the first is the default of US Core's patient-asserted mode.
DOCUMENT_TYPES: Mapping[str, str] = {
    "51855-5": "Patient Note",
    "34109-9": "Note",
    "68608-9": "Summary note",
    "74465-6": "Questionnaire response Document",
    "11506-3": "Progress note",
    "34117-2": "History and physical note",
    "11488-4": "Consult note",
}
SCOPE = "system/DocumentReference.crs system/Patient.rs"
_PRACTITIONER = re.compile(r"Practitioner/[A-Za-z0-9.-]{1,64}")
_VISIBLE = re.compile(r"[\x21-\x7e]*")
_SCOPES = re.compile(r"[A-Za-z0-9/.*?=&-]+( [A-Za-z0-9/.*?=&-]+)*")


@dataclass(frozen=True)
class Fhir:
    """login: how we show who we are; `smart` is SMART Backend Services, with a key pair of ours.

    token_url: where the server does not name it in its .well-known/smart-configuration. key, previous_key: private, as
    JWK; with the previous one nothing is signed, its public half stays known so that the server may renew when it likes.
    author: `patient`, `nobody`, or a Practitioner. authenticator: whose basket the document goes to, where the site has that.
    text, pdf, rtf: in which forms the document is there. structured: the answers go along as resources of their own.
    """

    url: str = ""
    login: str = "none"
    token: str = ""
    client_id: str = ""
    token_url: str = ""
    scope: str = SCOPE
    key: str = ""
    previous_key: str = ""
    document_type: str = "51855-5"
    author: str = "patient"
    authenticator: str = ""
    text: bool = True
    pdf: bool = False
    rtf: bool = False

    def problems(self) -> Problems:
        yield from self._of_addresses()
        yield from self._of_login()
        if self.document_type not in DOCUMENT_TYPES:
            yield "document_type", "Choose one of the document types."
        if self.author not in AUTHORS and not _PRACTITIONER.fullmatch(self.author):
            yield "author", "Enter patient, nobody, or a reference such as Practitioner/123."
        if self.authenticator and not _PRACTITIONER.fullmatch(self.authenticator):
            yield "authenticator", "Enter a reference such as Practitioner/123, or leave it empty."
        if not (self.text or self.pdf or self.rtf):
            yield "text", "Choose at least one form."

    def _of_addresses(self) -> Problems:
        for field, optional in (("url", False), ("token_url", True)):
            value = getattr(self, field)
            parts = scheme_and_host(value)
            if not (optional and not value) and (parts is None or parts[0] != "https"):
                yield field, "Enter an address that begins with https://, such as https://ehr.example.org/fhir/r4."

    def _of_login(self) -> Problems:
        if self.login not in LOGINS:
            yield "login", "Choose how to log in."
        if not _VISIBLE.fullmatch(self.token) or (self.login == "token" and not self.token):
            yield "token", "Enter the token that the record system gave you, without blanks."
        if not _VISIBLE.fullmatch(self.client_id) or (self.login == "smart" and not self.client_id):
            yield "client_id", "Enter the client id under which the record system registered Previsit."
        if not _SCOPES.fullmatch(self.scope):
            yield "scope", f"Enter scopes with one blank between them, such as {SCOPE}."
